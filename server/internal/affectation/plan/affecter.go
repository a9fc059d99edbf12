package plan

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// Affecter answers POST /affectations/demandes. It returns fail.NotFound, fail.Conflict when an imperative rule forbids
// the pair (affectation.impossible), each rule in its field.
func (a API) Affecter(ctx context.Context, r api.AffecterRequestObject) (api.AffecterResponseObject, error) {
	p, b, id := access.De(ctx), r.Body, uuid.Must(uuid.NewV7())
	res := api.AffectationFaite{Termes: []api.TermeCout{}, Avertissements: []string{}}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		c, complet, err := admissible(ctx, tx, b.Mission, b.Intervenant, string(b.Role))
		if err != nil {
			return err
		}
		res.Cout, res.Termes = c.Cout, c.Termes
		if complet {
			res.Avertissements = append(res.Avertissements, "Cette mission n’attend plus personne dans ce rôle : elle en aura un de plus.")
		}
		if deref(b.Simulation) {
			return errSimulation
		}
		return inserer(ctx, tx, id, b.Mission, b.Intervenant, string(b.Role), "main", nil)
	})
	if err != nil && !errors.Is(err, errSimulation) {
		return nil, err
	}
	if err == nil {
		x, ok, err := list.Un[api.Affectation](ctx, a.Base, affectation.Affectations, id)
		if err != nil {
			return nil, err
		}
		if ok {
			res.Affectation = &x
		}
	}
	return api.Affecter200JSONResponse(res), nil
}

// admissible weighs one pair; complet says that the role has all its people.
func admissible(ctx context.Context, tx *db.Tx, mission, qui uuid.UUID, role string) (c api.Candidat, complet bool, err error) {
	v, err := vivierDe(ctx, tx.Reader, tx.Academie, mission, &qui)
	if err != nil {
		return c, false, err
	}
	_, personnes := v.s.Index()
	i, ok := personnes[qui]
	if !ok {
		return c, false, fail.Introuvable("Cette personne")
	}
	charges, err := v.charges(ctx, nil)
	if err != nil {
		return c, false, err
	}
	if c = v.candidat(i, charges[qui], ""); len(c.Empechements) > 0 {
		return c, false, impossible(c)
	}
	complet = true
	for k := range v.s.Missions[v.j].Postes {
		if x := &v.s.Missions[v.j].Postes[k]; x.Role == role && int(x.Besoin) > len(x.Tenus) {
			complet = false
		}
	}
	return c, complet, nil
}

func impossible(c api.Candidat) error {
	var champs []fail.Field
	message := "Cette affectation n’est pas possible."
	for _, e := range c.Empechements {
		message += " " + e.Phrase
		champs = append(champs, fail.Field{Pointer: "/intervenant", Code: e.Regle, Message: e.Phrase})
	}
	return fail.New(fail.Conflict, "affectation.impossible", message, champs...)
}

// inserer writes one affectation and its line of the journal.
func inserer(ctx context.Context, tx *db.Tx, id, mission, qui uuid.UUID, role, origine string, remplace *uuid.UUID) error {
	n, err := tx.Exec(ctx, `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat, debut, fin, origine, remplace)
		SELECT $1, $2, m.session_id, m.id, $4, $5, 'affectee', min(k.debut), max(k.fin), $6, $7 FROM mission m JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id
		WHERE m.academie = $1 AND m.id = $3 GROUP BY m.session_id, m.id`, tx.Academie, id, mission, qui, role, origine, remplace)
	if err != nil {
		return err
	}
	if n != 1 {
		return fail.New(fail.Conflict, "mission.creneaux", "Cette mission n’a pas de créneau : donnez-lui une date avant d’y affecter quelqu’un.")
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "affectation", Objet: "affectation", ObjetID: id.String(),
		Apres: map[string]any{"etat": "affectee", "mission": mission, "intervenant": qui, "role": role, "origine": origine}})
}

// Desaffecter answers POST /affectations/desaffectation over a selection of the list of affectations.
func (a API) Desaffecter(ctx context.Context, r api.DesaffecterRequestObject) (api.DesaffecterResponseObject, error) {
	p, b := access.De(ctx), r.Body
	choix, args, err := affectation.Affectations.Choisir(p, b.Selection)
	if err != nil {
		return nil, err
	}
	var bilan api.BilanDesaffectation
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		visees, err := ids(ctx, tx.Reader, choix, args...)
		if err != nil {
			return err
		}
		if bilan, err = defaire(ctx, tx, visees, b.Motif, deref(b.Convoquees)); err != nil {
			return err
		}
		if deref(b.Simulation) {
			return errSimulation
		}
		return nil
	})
	if errors.Is(err, errSimulation) {
		err = nil
	}
	return api.Desaffecter200JSONResponse(bilan), err
}

// defaire undoes affectations with a motive, and journals each; convoked people only when that was asked.
func defaire(ctx context.Context, tx *db.Tx, visees []uuid.UUID, motif string, convoquees bool) (b api.BilanDesaffectation, err error) {
	type compte struct{ Desaffectees, Convoquees int }
	c, _, err := db.One[compte](ctx, tx.Reader, `
		WITH v AS (SELECT id AS n, etat AS avant FROM affectation WHERE academie = $1 AND id = ANY ($2) AND (etat IN ('proposee', 'affectee') OR $4 AND etat = 'convoquee') FOR UPDATE),
		c AS (UPDATE affectation a SET etat = 'desaffectee', motif = $3, version = version + 1, maj_le = now() FROM v WHERE a.academie = $1 AND a.id = v.n
		  RETURNING a.id, v.avant, a.mission_id, a.intervenant_id, a.role),
		j AS (INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
		  SELECT $1, uuid_v7(), nullif($5, $6)::uuid, $7, nullif($8, ''), nullif($9, ''), 'desaffectation', 'affectation', c.id::text, $3,
		         jsonb_build_object('etat', c.avant), jsonb_build_object('etat', 'desaffectee', 'mission', c.mission_id, 'intervenant', c.intervenant_id, 'role', c.role) FROM c)
		SELECT count(*)::int AS desaffectees, (count(*) FILTER (WHERE avant = 'convoquee'))::int AS convoquees FROM c`,
		tx.Academie, visees, motif, convoquees, tx.Acteur.Utilisateur, uuid.Nil, tx.Acteur.Qui, tx.Acteur.Profil, tx.Acteur.Depuis)
	b.Desaffectees, b.Convoquees, b.Ignorees = c.Desaffectees, c.Convoquees, len(visees)-c.Desaffectees
	return b, err
}

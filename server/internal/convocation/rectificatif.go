package convocation

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
)

// touchee is a letter in force that its missions no longer justify: what it said, what is left of it.
type touchee struct {
	vivante
	avant, apres lettre.Lettre
	gardees      []*source
	otees        []uuid.UUID // affectations that are no longer
}

// toucheesDe finds the letters in force of a session whose missions moved since; ids limits them.
const idsTouchees = `SELECT DISTINCT v.convocation_id AS id FROM (SELECT m.convocation_id, m.affectation_id, m.empreinte FROM convocation_mission m
		JOIN convocation c ON c.academie = m.academie AND c.id = m.convocation_id WHERE m.academie = $1 AND c.session_id = $2 AND m.vivante AND c.etat NOT IN ('remplacee', 'annulee')) v
	JOIN affectation a ON a.academie = $1 AND a.id = v.affectation_id JOIN mission n ON n.academie = a.academie AND n.id = a.mission_id
	JOIN convocation_empreintes($1, ARRAY(SELECT m.affectation_id FROM convocation_mission m JOIN convocation c ON c.academie = m.academie AND c.id = m.convocation_id
		WHERE m.academie = $1 AND c.session_id = $2 AND m.vivante)) e ON e.affectation_id = v.affectation_id
	WHERE a.etat IN ('convoquee', 'desaffectee') AND (a.etat = 'desaffectee' OR n.etat = 'annulee' OR e.empreinte <> v.empreinte)`

// lireTouchees reads letters in force with what they would say today. Those that nothing changes are left out.
func lireTouchees(ctx context.Context, r db.Reader, academie string, ids []uuid.UUID, verrou string) ([]touchee, error) {
	vivantes, err := db.Query[vivante](ctx, r, lireVivantes+`WHERE c.academie = $1 AND c.id = ANY ($2) AND c.type <> 'annulation' AND c.etat NOT IN ('remplacee', 'annulee') ORDER BY c.nom, c.prenom, c.id`+verrou, academie, ids)
	if err != nil {
		return nil, err
	}
	var affectations []uuid.UUID
	for _, v := range vivantes {
		affectations = append(affectations, v.Affectations...)
	}
	ss, err := sources(ctx, r, academie, affectations)
	if err != nil {
		return nil, err
	}
	parID := map[uuid.UUID]*source{}
	for i := range ss {
		parID[ss[i].ID] = &ss[i]
	}
	var l []touchee
	for _, v := range vivantes {
		t := touchee{vivante: v}
		if err := t.comparer(parID); err != nil {
			return nil, err
		}
		if len(t.apres.Changements) > 0 || len(t.gardees) == 0 {
			l = append(l, t)
		}
	}
	return l, nil
}

// comparer writes what the letter would say today, and how that differs from what it says.
func (t *touchee) comparer(parID map[uuid.UUID]*source) error {
	if err := json.Unmarshal(t.Contenu, &t.avant); err != nil {
		return err
	}
	t.apres = t.avant
	t.apres.Missions = nil
	for _, m := range t.avant.Missions { // in the order of the letter
		id, err := uuid.Parse(m.ID)
		if err != nil {
			return err
		}
		s := parID[id]
		if s == nil || s.Etat == "desaffectee" || s.EtatMission == "annulee" {
			t.otees = append(t.otees, id)
			continue
		}
		neuve, err := s.mission()
		if err != nil {
			return err
		}
		t.gardees = append(t.gardees, s)
		t.apres.Missions = append(t.apres.Missions, neuve)
	}
	t.apres.Changements = lettre.Differences(&t.avant, &t.apres)
	return nil
}

// ListerRectificatifs answers GET /rectificatifs: exactly the letters touched, with what changes.
func (a API) ListerRectificatifs(ctx context.Context, r api.ListerRectificatifsRequestObject) (api.ListerRectificatifsResponseObject, error) {
	p := access.De(ctx)
	reponse := api.ListerRectificatifs200JSONResponse{Rectificatifs: []api.Rectificatif{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		lues, err := db.Query[struct{ ID uuid.UUID }](ctx, l, idsTouchees, p.Academie, r.Params.Session)
		if err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(lues))
		for i, x := range lues {
			ids[i] = x.ID
		}
		touchees, err := lireTouchees(ctx, l, p.Academie, ids, "")
		for _, t := range touchees {
			genre := api.VersionConvocationRectificative
			if len(t.gardees) == 0 {
				genre = api.VersionConvocationAnnulation
			}
			reponse.Rectificatifs = append(reponse.Rectificatifs, api.Rectificatif{Convocation: t.ID, Numero: t.avant.Numero, Nom: t.Nom + " " + t.Prenom, Genre: genre, Changements: changementsAPI(t.apres.Changements)})
		}
		return err
	})
	return reponse, err
}

// LancerRectificatifs answers POST /rectificatifs. It returns fail.NotFound for a letter that is not in force.
func (a API) LancerRectificatifs(ctx context.Context, r api.LancerRectificatifsRequestObject) (api.LancerRectificatifsResponseObject, error) {
	p := access.De(ctx)
	var id uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		modele, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT c.modele_version FROM convocation c WHERE c.academie = $1 AND c.id = ANY ($2) AND c.session_id = $3 ORDER BY c.id LIMIT 1`, p.Academie, r.Body.Convocations, r.Body.Session)
		if err != nil {
			return err
		}
		if modele == uuid.Nil {
			return fail.Introuvable("Cette convocation")
		}
		reglages, err := db.Scalar[[]byte](ctx, tx.Reader, `SELECT convert_to(t.reglages::text, 'UTF8') FROM convocation c JOIN traitement_convocation t ON t.academie = c.academie AND t.id = c.traitement_id
			WHERE c.academie = $1 AND c.id = ANY ($2) ORDER BY c.id LIMIT 1`, p.Academie, r.Body.Convocations)
		if err != nil {
			return err
		}
		d := demande{session: r.Body.Session, modeleVersion: modele, libelle: "Rectificatives du " + time.Now().In(lettre.Zone("Europe/Paris")).Format("02/01/2006 15:04"), genre: "rectificatif", attendues: -1,
			choix: `SELECT m.affectation_id AS id, m.convocation_id AS groupe FROM convocation_mission m JOIN convocation c ON c.academie = m.academie AND c.id = m.convocation_id
				WHERE m.academie = $1 AND m.vivante AND m.convocation_id = ANY ($2) AND c.session_id = $3 AND c.etat NOT IN ('remplacee', 'annulee')`,
			args: []any{p.Academie, r.Body.Convocations, r.Body.Session}}
		if err := json.Unmarshal(reglages, &d.reglages); err != nil {
			return err
		}
		d.reglages.Regroupement = "convocation"
		id, err = a.lancer(ctx, tx, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	t, err := a.lireTraitement(ctx, id)
	return api.LancerRectificatifs202JSONResponse(t), err
}

// trancheRectificative replaces the letters of some lines of a run, or cancels those of which nothing is left.
func (a API) trancheRectificative(ctx context.Context, tx *db.Tx, t *traitement, lues []ligneTraitement) error {
	ids, restent := []uuid.UUID{}, map[uuid.UUID]bool{}
	for _, l := range lues {
		if !restent[l.Groupe] {
			restent[l.Groupe] = true
			ids = append(ids, l.Groupe)
		}
	}
	touchees, err := lireTouchees(ctx, tx.Reader, tx.Academie, ids, " FOR UPDATE OF c")
	if err != nil {
		return err
	}
	retenues, err := retenues(ctx, tx.Reader, tx.Academie, touchees)
	if err != nil {
		return err
	}
	ecartees := map[uuid.UUID]string{}
	var faisables []touchee
	for _, x := range touchees {
		delete(restent, x.ID)
		if motif := retenues[x.ID]; motif != "" {
			for _, id := range x.Affectations {
				ecartees[id] = motif
			}
			continue
		}
		faisables = append(faisables, x)
	}
	for _, l := range lues {
		if restent[l.Groupe] {
			ecartees[l.AffectationID] = "La convocation dit déjà cela, ou n’est plus en vigueur."
		}
	}
	t.Convocations, t.Ecartees = t.Convocations+len(faisables), t.Ecartees+len(ecartees)
	if err := ecarter(ctx, tx, t, ecartees); err != nil {
		return err
	}
	return a.rectifier(ctx, tx, t, faisables)
}

// retenues says which letters the états de frais keep as they are, and why.
func retenues(ctx context.Context, r db.Reader, academie string, touchees []touchee) (map[uuid.UUID]string, error) {
	de := map[uuid.UUID]uuid.UUID{}
	var otees, gardees []uuid.UUID
	for _, t := range touchees {
		for _, id := range t.Affectations {
			de[id] = t.ID
		}
		otees = append(otees, t.otees...)
		for _, s := range t.gardees {
			gardees = append(gardees, s.ID)
		}
	}
	lues, err := frais.Retenues(ctx, r, academie, otees, gardees)
	m := map[uuid.UUID]string{}
	for id, pourquoi := range lues {
		m[de[id]] = pourquoi
	}
	return m, err
}

func (a API) rectifier(ctx context.Context, tx *db.Tx, t *traitement, touchees []touchee) error {
	var annulees []vivante
	var remplacees []touchee
	var ids, toutes, otees, gardees []uuid.UUID
	for _, x := range touchees {
		toutes = append(toutes, x.Affectations...)
		if len(x.gardees) == 0 {
			annulees = append(annulees, x.vivante)
			continue
		}
		remplacees, ids, otees = append(remplacees, x), append(ids, x.ID), append(otees, x.otees...)
		for _, s := range x.gardees {
			gardees = append(gardees, s.ID)
		}
	}
	if _, err := frais.Retirer(ctx, tx, otees); err != nil {
		return err
	}
	if _, err := frais.Suivre(ctx, tx, gardees); err != nil {
		return err
	}
	if len(annulees) > 0 {
		if err := a.annulerVivantes(ctx, tx, t, annulees, "Vous n’êtes plus affecté(e) à cette mission.", "affectee"); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation_mission SET vivante = false WHERE academie = $1 AND convocation_id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'remplacee', version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	nouvelles, err := a.rectificatives(ctx, tx, t, remplacees)
	if err != nil {
		return err
	}
	if err := ecrire(ctx, tx, t, nouvelles); err != nil {
		return err
	}
	if err := a.poster(ctx, tx, t, nouvelles); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE traitement_ligne SET etat = 'faite' WHERE academie = $1 AND traitement_id = $2 AND affectation_id = ANY ($3)`, tx.Academie, t.ID, toutes); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE traitement_convocation SET convocations = $3, ecartees = $4 WHERE academie = $1 AND id = $2`, tx.Academie, t.ID, t.Convocations, t.Ecartees)
	return err
}

func (a API) rectificatives(ctx context.Context, tx *db.Tx, t *traitement, touchees []touchee) ([]nouvelle, error) {
	if len(touchees) == 0 {
		return nil, nil
	}
	premier, err := numeroter(ctx, tx, t.SessionID, len(touchees))
	if err != nil {
		return nil, err
	}
	nouvelles := make([]nouvelle, len(touchees))
	for i := range touchees {
		x := &touchees[i]
		n := nouvelle{ID: uuid.Must(uuid.NewV7()), Intervenant: x.IntervenantID, Numero: numero(t.SessionCode, premier+i), Type: lettre.Rectificative, Sequence: x.Sequence + 1,
			Signature: x.SignatureID, Jeton: jetonNeuf(), Remplace: &x.ID, Nom: x.Nom, Prenom: x.Prenom, Debut: x.gardees[0].Debut, mel: x.Mel, avant: &x.avant}
		for _, s := range x.gardees {
			n.Affectations = append(n.Affectations, s.ID)
			if s.Debut.Before(n.Debut) {
				n.Debut = s.Debut
			}
		}
		l := x.apres
		l.Version, l.Remplace, l.Motif = lettre.Rectificative, &x.avant.Le, ""
		a.sceller(&n, l, tx.Academie, time.Now().In(lettre.Zone(x.gardees[0].Fuseau)))
		nouvelles[i] = n
	}
	return nouvelles, nil
}

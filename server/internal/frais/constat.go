package frais

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// connu is what is known of an affectation when a mark on it arrives.
type connu struct {
	ID, MissionID uuid.UUID
	Forme, Examen string
	Debut         time.Time
	Signe         bool
	Version       int
}

// Constater answers POST /constats. Each mark has its own fate: one that conflicts, or is refused, stops no other. A mark
// received twice is written once, so that a telephone may send its queue again without knowing what arrived.
func (a API) Constater(ctx context.Context, r api.ConstaterRequestObject) (api.ConstaterResponseObject, error) {
	p := access.De(ctx)
	bilan := api.BilanConstats{}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		bilan.Sorts = make([]api.SortConstat, 0, len(r.Body.Saisies))
		recues, connues, err := situation(ctx, tx, p, r.Body.Saisies)
		if err != nil {
			return err
		}
		var ecrits []uuid.UUID
		for i := range r.Body.Saisies {
			s := &r.Body.Saisies[i]
			sort := juger(s, recues[s.Cle], connues[s.Affectation])
			if ferme := fermee(ctx, connues[s.Affectation]); ferme != "" && sort.Sort == api.SortConstatSortEnregistre {
				sort.Sort, sort.Message = api.SortConstatSortRefuse, &ferme
			}
			if sort.Sort == api.SortConstatSortEnregistre {
				if err := ecrireConstat(ctx, tx, s, connues[s.Affectation]); err != nil {
					return err
				}
				ecrits = append(ecrits, s.Affectation)
				recues[s.Cle] = true
			}
			bilan.Sorts = append(bilan.Sorts, sort)
		}
		return suivre(ctx, tx, ecrits)
	})
	return api.Constater200JSONResponse(bilan), err
}

// situation reads, once for all, the keys already received and the affectations in the principal's scope, which it locks.
func situation(ctx context.Context, tx *db.Tx, p *access.Principal, saisies []api.SaisieConstat) (recues map[uuid.UUID]bool, connues map[uuid.UUID]*connu, err error) {
	var cles, ids []uuid.UUID
	for i := range saisies {
		cles, ids = append(cles, saisies[i].Cle), append(ids, saisies[i].Affectation)
	}
	recues, connues = map[uuid.UUID]bool{}, map[uuid.UUID]*connu{}
	sql, args, err := Constats.Choisir(p, api.Selection{Mode: api.SelectionModeLignes, Ids: &ids})
	if err != nil {
		return nil, nil, err
	}
	permis, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, sql, args...)
	if err != nil {
		return nil, nil, err
	}
	ids = ids[:0]
	for _, x := range permis {
		ids = append(ids, x.ID)
	}
	// Locked first, read after: a read that waits for a lock still sees what was true before it waited.
	if _, err := tx.Exec(ctx, `SELECT 1 FROM affectation WHERE academie = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`, tx.Academie, ids); err != nil {
		return nil, nil, err
	}
	lus, err := db.Query[connu](ctx, tx.Reader, `SELECT a.id, a.mission_id, a.debut, coalesce(m.examen, '') AS examen, forme_constat(t.remuneration, o.nature) AS forme, sg.id IS NOT NULL AS signe, coalesce(k.version, 0) AS version
		FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id LEFT JOIN constat k ON k.academie = a.academie AND k.affectation_id = a.id
		LEFT JOIN constat_signature sg ON sg.academie = m.academie AND sg.mission_id = m.id
		WHERE a.academie = $1 AND a.id = ANY ($2)`, tx.Academie, ids)
	if err != nil {
		return nil, nil, err
	}
	for i := range lus {
		connues[lus[i].ID] = &lus[i]
	}
	deja, err := db.Query[struct{ Cle uuid.UUID }](ctx, tx.Reader, `SELECT cle FROM constat_cle WHERE academie = $1 AND cle = ANY ($2)`, tx.Academie, cles)
	for _, x := range deja {
		recues[x.Cle] = true
	}
	return recues, connues, err
}

func juger(s *api.SaisieConstat, recue bool, c *connu) api.SortConstat {
	dire := func(sort api.SortConstatSort, message string) api.SortConstat {
		x := api.SortConstat{Cle: s.Cle, Affectation: s.Affectation, Sort: sort}
		if message != "" {
			x.Message = &message
		}
		if c != nil {
			x.Version = &c.Version
		}
		return x
	}
	switch {
	case c == nil:
		return dire(api.SortConstatSortRefuse, "Cette personne n’est pas convoquée, ou n’est pas de votre centre.")
	case recue:
		return dire(api.SortConstatSortDejaRecu, "")
	case c.Signe:
		return dire(api.SortConstatSortRefuse, "La mission est signée : demandez au gestionnaire de lever la signature.")
	case c.Debut.After(time.Now()):
		return dire(api.SortConstatSortRefuse, "La mission n’a pas commencé : son constat attend ce jour.")
	case s.Version != c.Version:
		return dire(api.SortConstatSortConflit, "Quelqu’un a constaté entre-temps. Relisez, puis recommencez si besoin.")
	}
	if manque := manque(s, c.Forme); manque != "" {
		return dire(api.SortConstatSortRefuse, manque)
	}
	c.Version++
	return dire(api.SortConstatSortEnregistre, "")
}

// fermee says why the door is closed for the examen of a mission, though it may be open for others.
func fermee(ctx context.Context, c *connu) string {
	if c == nil {
		return ""
	}
	if f := fail.As(activite.PourExamens(ctx, c.Examen)); f != nil {
		return f.Message
	}
	return ""
}

// manque says which quantity the form of the work still needs.
func manque(s *api.SaisieConstat, forme string) string {
	if s.Fait == api.FaitConstatNonFait || s.Fait == api.FaitConstatRemplace {
		return ""
	}
	switch {
	case forme == "ecrit" && s.Copies == nil:
		return "Indiquez le nombre de copies corrigées."
	case forme == "oral" && s.Minutes == nil && s.Candidats == nil:
		return "Indiquez le nombre de candidats et la durée."
	case forme == "pratique" && s.Minutes == nil:
		return "Indiquez la durée passée avec les candidats."
	case forme == "vae" && s.Demandes == nil:
		return "Indiquez le nombre de demandes examinées."
	}
	return ""
}

func ecrireConstat(ctx context.Context, tx *db.Tx, s *api.SaisieConstat, c *connu) error {
	saisiLe := time.Now()
	if s.SaisiLe != nil && s.SaisiLe.Before(saisiLe) {
		saisiLe = *s.SaisiLe
	}
	x := *s
	if x.Fait == api.FaitConstatNonFait || x.Fait == api.FaitConstatRemplace {
		x.Copies, x.Candidats, x.Minutes, x.Demandes, x.Coefficient = nil, nil, nil, nil, nil
	}
	if _, err := tx.Exec(ctx, `INSERT INTO constat AS k (academie, id, affectation_id, mission_id, fait, copies, candidats, minutes, demandes, coefficient, remplacant, observation, saisi_par, saisi_profil, saisi_le)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif(trim($11), ''), nullif(trim($12), ''), $13, $14, $15)
		ON CONFLICT (academie, affectation_id) DO UPDATE SET fait = excluded.fait, copies = excluded.copies, candidats = excluded.candidats, minutes = excluded.minutes,
		demandes = excluded.demandes, coefficient = excluded.coefficient, remplacant = excluded.remplacant, observation = excluded.observation, saisi_par = excluded.saisi_par,
		saisi_profil = excluded.saisi_profil, saisi_le = excluded.saisi_le, maj_le = now(), version = k.version + 1`,
		tx.Academie, uuid.Must(uuid.NewV7()), x.Affectation, c.MissionID, string(x.Fait), x.Copies, x.Candidats, x.Minutes, x.Demandes, x.Coefficient, x.Remplacant, x.Observation,
		tx.Acteur.Qui, tx.Acteur.Profil, saisiLe); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO constat_cle (academie, cle, affectation_id) VALUES ($1, $2, $3)`, tx.Academie, x.Cle, x.Affectation)
	return err
}

// suivre carries what was said to the affectations and to the parts, then prices them again.
func suivre(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) error {
	if len(affectations) == 0 {
		return nil
	}
	for _, sql := range []string{
		`UPDATE affectation a SET etat = x.etat, version = a.version + 1, maj_le = now() FROM (
			SELECT affectation_id, CASE WHEN fait IN ('fait', 'partiel') THEN 'effectuee' ELSE 'non_effectuee' END AS etat FROM constat WHERE academie = $1 AND affectation_id = ANY ($2)) x
			WHERE a.academie = $1 AND a.id = x.affectation_id AND a.etat <> x.etat`,
		`UPDATE efm_part p SET etat = 'non_fait', montant = 0, version = p.version + 1, maj_le = now() FROM etat_frais e JOIN constat k ON k.academie = e.academie AND k.affectation_id = e.affectation_id
			WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.affectation_id = ANY ($2) AND k.fait IN ('non_fait', 'remplace') AND p.etat IN ('non_effectuee', 'effectuee', 'a_valider')`,
		// A journey that was set aside comes back only if no other mission of the day took it over.
		`UPDATE efm_part p SET etat = CASE WHEN p.genre = 'deplacement' AND p.etat = 'non_fait' AND EXISTS (SELECT 1 FROM efm_part d WHERE d.academie = $1 AND d.intervenant_id = p.intervenant_id
			AND d.jour = p.jour AND d.genre = 'deplacement' AND d.etat NOT IN ('invalidable', 'sans_objet', 'annule', 'non_fait')) THEN 'invalidable' ELSE 'effectuee' END, version = p.version + 1, maj_le = now()
			FROM etat_frais e JOIN constat k ON k.academie = e.academie AND k.affectation_id = e.affectation_id
			WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.affectation_id = ANY ($2) AND k.fait IN ('fait', 'partiel') AND p.etat IN ('non_effectuee', 'non_fait')`,
		`SELECT efm_porter($1, ARRAY(SELECT DISTINCT intervenant_id FROM etat_frais WHERE academie = $1 AND affectation_id = ANY ($2)))`,
	} {
		if _, err := tx.Exec(ctx, sql, tx.Academie, affectations); err != nil {
			return err
		}
	}
	etats, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT id FROM etat_frais WHERE academie = $1 AND affectation_id = ANY ($2)`, tx.Academie, affectations)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(etats))
	for i := range etats {
		ids[i] = etats[i].ID
	}
	return calculer(ctx, tx, ids)
}

// SignerConstat answers POST /constats/signatures: what was said of the whole mission no longer changes, and goes to the
// gestionnaire. It returns fail.NotFound, fail.Conflict while somebody is still to be marked.
func (a API) SignerConstat(ctx context.Context, r api.SignerConstatRequestObject) (api.SignerConstatResponseObject, error) {
	m, err := a.mission(ctx, r.Body.Mission)
	if err != nil {
		return nil, err
	}
	if m.Examen != nil {
		if err := activite.PourExamens(ctx, *m.Examen); err != nil {
			return nil, err
		}
	}
	p := access.De(ctx)
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		reste, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM (SELECT a.id FROM affectation a WHERE a.academie = $1 AND a.mission_id = $2 AND a.etat IN `+aConstater+` FOR UPDATE) a
			WHERE NOT EXISTS (SELECT 1 FROM constat k WHERE k.academie = $1 AND k.affectation_id = a.id)`, p.Academie, m.Id)
		if err != nil {
			return err
		}
		if reste > 0 {
			return fail.New(fail.Conflict, "constat.incomplet", "Il reste des personnes à constater : chacune doit l’être avant la signature.")
		}
		if _, err := tx.Exec(ctx, `INSERT INTO constat_signature (academie, id, mission_id, signe_par, profil) VALUES ($1, $2, $3, $4, $5)`,
			p.Academie, uuid.Must(uuid.NewV7()), m.Id, tx.Acteur.Qui, p.Profil); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE efm_part p SET etat = 'a_valider', version = p.version + 1, maj_le = now() FROM etat_frais e
			WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.mission_id = $2 AND p.genre = 'remuneration' AND p.etat = 'effectuee'`, p.Academie, m.Id)
		return err
	})
	if err != nil {
		return nil, err
	}
	m, err = a.mission(ctx, m.Id)
	return api.SignerConstat200JSONResponse(m), err
}

// LeverSignature answers POST /constats/signatures/levees. It returns fail.Conflict once a remuneration of the mission
// is validated.
func (a API) LeverSignature(ctx context.Context, r api.LeverSignatureRequestObject) (api.LeverSignatureResponseObject, error) {
	m, err := a.mission(ctx, r.Body.Mission)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := pourquoi(ctx, tx, r.Body.Motif); err != nil {
			return err
		}
		fige, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
			WHERE p.academie = $1 AND e.mission_id = $2 AND p.genre = 'remuneration' AND p.etat IN ('valide', 'transmis', 'accepte')`, p.Academie, m.Id)
		if err != nil {
			return err
		}
		if fige > 0 {
			return fail.New(fail.Conflict, "constat.valide", "Des rémunérations de cette mission sont validées ou transmises : renvoyez-les d’abord.")
		}
		if _, err := tx.Exec(ctx, `UPDATE efm_part p SET etat = 'effectuee', motif = $3, version = p.version + 1, maj_le = now() FROM etat_frais e
			WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.mission_id = $2 AND p.genre = 'remuneration' AND p.etat = 'a_valider'`, p.Academie, m.Id, r.Body.Motif); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM constat_signature WHERE academie = $1 AND mission_id = $2`, p.Academie, m.Id)
		return err
	})
	if err != nil {
		return nil, err
	}
	m, err = a.mission(ctx, m.Id)
	return api.LeverSignature200JSONResponse(m), err
}

// pourquoi gives the journal the reason of the changes that follow in the transaction.
func pourquoi(ctx context.Context, tx *db.Tx, motif string) error {
	_, err := tx.Exec(ctx, `SELECT set_config('app.pourquoi', $1, true)`, motif)
	return err
}

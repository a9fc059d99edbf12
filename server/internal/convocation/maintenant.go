package convocation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/frais"
)

// Suites is what ConvoquerMaintenant wrote.
type Suites struct {
	Convoquees int                  // letters of people newly called
	Rectifiees int                  // letters replaced or cancelled
	Ecartees   map[uuid.UUID]string // affectations left as they are, and why
}

// Retenues says which affectations, about to be taken away, états de frais keep as they are, and why.
func Retenues(ctx context.Context, r db.Reader, academie string, affectations []uuid.UUID) (map[uuid.UUID]string, error) {
	return frais.Retenues(ctx, r, academie, affectations, nil)
}

// ConvoquerMaintenant makes the letters of a few affectations of any session tell the truth, in the transaction of what
// changed them: those only affected are convoked, the letters of those that moved are replaced, of those undone
// (desaffectee) cancelled; mails leave when the transaction does. It takes the settings of the last run of the session, else
// those of a shared setting. libelle names the run in the list of runs. It returns fail.Conflict (parametrage.absent) when
// somebody is to be convoked and the session has no setting.
func (a API) ConvoquerMaintenant(ctx context.Context, tx *db.Tx, libelle string, affectations ...uuid.UUID) (Suites, error) {
	s := Suites{Ecartees: map[uuid.UUID]string{}}
	type ligne struct {
		ID, SessionID uuid.UUID
		Etat          string
		Convocation   *uuid.UUID
	}
	lues, err := db.Query[ligne](ctx, tx.Reader, `SELECT a.id, a.session_id, a.etat, m.convocation_id AS convocation FROM affectation a
		LEFT JOIN convocation_mission m ON m.academie = a.academie AND m.affectation_id = a.id AND m.vivante
		WHERE a.academie = $1 AND a.id = ANY ($2) ORDER BY a.session_id, a.id FOR UPDATE OF a`, tx.Academie, affectations)
	for debut := 0; err == nil && debut < len(lues); {
		var neuves []ligneTraitement
		var lettres []uuid.UUID
		session := lues[debut].SessionID
		for ; debut < len(lues) && lues[debut].SessionID == session; debut++ {
			switch l := lues[debut]; {
			case l.Convocation != nil:
				lettres = append(lettres, *l.Convocation)
			case l.Etat == "affectee":
				neuves = append(neuves, ligneTraitement{AffectationID: l.ID, Groupe: l.ID})
			}
		}
		if len(neuves)+len(lettres) > 0 {
			err = a.ponctuel(ctx, tx, libelle, session, neuves, lettres, &s)
		}
	}
	return s, err
}

// ponctuel is a run done at once: letters first taken back or replaced, then written.
func (a API) ponctuel(ctx context.Context, tx *db.Tx, libelle string, session uuid.UUID, neuves []ligneTraitement, lettres []uuid.UUID, s *Suites) error {
	t, err := a.ouvrirPonctuel(ctx, tx, libelle, session)
	if err != nil {
		return err
	}
	anciennes, err := db.Query[ligneTraitement](ctx, tx.Reader, `SELECT affectation_id, convocation_id AS groupe FROM convocation_mission
		WHERE academie = $1 AND convocation_id = ANY ($2) AND vivante ORDER BY convocation_id, affectation_id`, tx.Academie, lettres)
	if err != nil {
		return err
	}
	if err := inscrire(ctx, tx, t, append(anciennes, neuves...)); err != nil {
		return err
	}
	if err := a.trancheRectificative(ctx, tx, t, anciennes); err != nil {
		return err
	}
	s.Rectifiees += t.Convocations
	rectifiees := t.Convocations
	if err := a.tranche(ctx, tx, t, neuves); err != nil {
		return err
	}
	s.Convoquees += t.Convocations - rectifiees
	type ecartee struct {
		AffectationID uuid.UUID
		Motif         string
	}
	ecartees, err := db.Query[ecartee](ctx, tx.Reader, `SELECT affectation_id, coalesce(motif, '') AS motif FROM traitement_ligne WHERE academie = $1 AND traitement_id = $2 AND etat = 'ecartee'`, tx.Academie, t.ID)
	for _, e := range ecartees {
		s.Ecartees[e.AffectationID] = e.Motif
	}
	if err != nil {
		return err
	}
	return terminer(ctx, tx, t)
}

// ouvrirPonctuel writes a run without tâche, with the settings of the last one of its session.
func (a API) ouvrirPonctuel(ctx context.Context, tx *db.Tx, libelle string, session uuid.UUID) (*traitement, error) {
	d, err := a.derniersReglages(ctx, tx, session)
	if err != nil {
		return nil, err
	}
	texte, err := json.Marshal(d.reglages)
	if err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7())
	if _, err := tx.Exec(ctx, `INSERT INTO traitement_convocation (academie, id, session_id, libelle, genre, reglages, modele_version, demande_par) VALUES ($1, $2, $3, $4, 'ponctuel', $5, $6, $7)`,
		tx.Academie, id, session, libelle, json.RawMessage(texte), d.modeleVersion, tx.Acteur.Qui); err != nil {
		return nil, err
	}
	if err := changerEtat(ctx, tx, id, "en_cours"); err != nil {
		return nil, err
	}
	t, err := lireTraitement(ctx, tx.Reader, tx.Academie, id, "")
	if err != nil {
		return nil, err
	}
	return t, t.completer(ctx, tx.Reader, tx.Academie)
}

// derniersReglages are those of the last run of a session, with the words of its model as they are now.
func (a API) derniersReglages(ctx context.Context, tx *db.Tx, session uuid.UUID) (d demande, err error) {
	type ligne struct {
		Reglages []byte
		ModeleID uuid.UUID
	}
	l, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT convert_to(t.reglages::text, 'UTF8') AS reglages, v.modele_id FROM traitement_convocation t
		JOIN modele_lettre_version v ON v.academie = t.academie AND v.id = t.modele_version
		WHERE t.academie = $1 AND t.session_id = $2 AND t.genre IN ('officiel', 'centre', 'ponctuel') ORDER BY t.demande_le DESC, t.id DESC LIMIT 1`, tx.Academie, session)
	if err != nil {
		return d, err
	}
	if !ok {
		return a.reglagesDuCentre(ctx, tx, session)
	}
	if d.modeleVersion, err = derniereVersion(ctx, tx.Reader, tx.Academie, l.ModeleID); err != nil {
		return d, err
	}
	return d, json.Unmarshal(l.Reglages, &d.reglages)
}

// inscrire writes the lines of a run that is done at once.
func inscrire(ctx context.Context, tx *db.Tx, t *traitement, lignes []ligneTraitement) error {
	ids, groupes := make([]uuid.UUID, len(lignes)), make([]uuid.UUID, len(lignes))
	for i, l := range lignes {
		ids[i], groupes[i] = l.AffectationID, l.Groupe
	}
	if _, err := tx.Exec(ctx, `INSERT INTO traitement_ligne (academie, traitement_id, affectation_id, groupe, rang)
		SELECT $1, $2, x.id, x.groupe, x.rang FROM unnest($3::uuid[], $4::uuid[]) WITH ORDINALITY x(id, groupe, rang)`, tx.Academie, t.ID, ids, groupes); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE traitement_convocation SET demandees = $3 WHERE academie = $1 AND id = $2`, tx.Academie, t.ID, len(lignes))
	return err
}

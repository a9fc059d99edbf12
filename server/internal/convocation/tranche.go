package convocation

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/frais"
)

// nouvelle is a convocation to write, with the affectations that it holds.
type nouvelle struct {
	ID           uuid.UUID      `json:"id"`
	Intervenant  uuid.UUID      `json:"intervenant_id"`
	Numero       string         `json:"numero"`
	Type         lettre.Version `json:"type"`
	Sequence     int            `json:"sequence"`
	Contenu      lettre.Lettre  `json:"contenu"`
	Signature    *uuid.UUID     `json:"signature_id"`
	Jeton        string         `json:"jeton"`
	Remplace     *uuid.UUID     `json:"remplace_id"`
	Nom          string         `json:"nom"`
	Prenom       string         `json:"prenom"`
	Debut        time.Time      `json:"debut"`
	Affectations []uuid.UUID    `json:"affectations"`
	mel          string
	avant        *lettre.Lettre // the letter that this one replaces
}

type ligneTraitement struct {
	AffectationID, Groupe uuid.UUID
}

// prochaines are the lines of the next letters of a run.
func prochaines(ctx context.Context, tx *db.Tx, t *traitement) ([]ligneTraitement, error) {
	return db.Query[ligneTraitement](ctx, tx.Reader, `SELECT affectation_id, groupe FROM traitement_ligne WHERE academie = $1 AND traitement_id = $2 AND etat = 'a_faire'
		AND rang < (SELECT min(rang) FROM traitement_ligne WHERE academie = $1 AND traitement_id = $2 AND etat = 'a_faire') + $3 ORDER BY rang, affectation_id`, tx.Academie, t.ID, parTranche)
}

// tranche convokes the people of some lines of a run.
func (a API) tranche(ctx context.Context, tx *db.Tx, t *traitement, lues []ligneTraitement) error {
	ids := make([]uuid.UUID, len(lues))
	for i, l := range lues {
		ids[i] = l.AffectationID
	}
	// Whoever changes one of them now waits, or has been seen.
	if _, err := tx.Exec(ctx, `SELECT 1 FROM affectation WHERE academie = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`, tx.Academie, ids); err != nil {
		return err
	}
	ss, err := sources(ctx, tx.Reader, tx.Academie, ids)
	if err != nil {
		return err
	}
	groupes, ecartees := grouper(lues, ss)
	if err := ecarter(ctx, tx, t, ecartees); err != nil {
		return err
	}
	nouvelles, err := a.lettres(ctx, tx, t, groupes)
	if err != nil {
		return err
	}
	t.Convocations, t.Ecartees = t.Convocations+len(nouvelles), t.Ecartees+len(ecartees)
	return a.convoquer(ctx, tx, t, nouvelles)
}

// grouper sorts the affectations of a chunk into letters, and those that cannot be convoked.
func grouper(lues []ligneTraitement, ss []source) (groupes [][]*source, ecartees map[uuid.UUID]string) {
	parID := map[uuid.UUID]*source{}
	for i := range ss {
		parID[ss[i].ID] = &ss[i]
	}
	ecartees, places := map[uuid.UUID]string{}, map[uuid.UUID]int{}
	for _, l := range lues {
		s := parID[l.AffectationID]
		if motif := s.refus(); motif != "" {
			ecartees[l.AffectationID] = motif
			continue
		}
		i, ok := places[l.Groupe]
		if !ok {
			i = len(groupes)
			places[l.Groupe] = i
			groupes = append(groupes, nil)
		}
		groupes[i] = append(groupes[i], s)
	}
	return groupes, ecartees
}

func ecarter(ctx context.Context, tx *db.Tx, t *traitement, ecartees map[uuid.UUID]string) error {
	if len(ecartees) == 0 {
		return nil
	}
	var ids []uuid.UUID
	var motifs []string
	for id, m := range ecartees {
		ids, motifs = append(ids, id), append(motifs, m)
	}
	_, err := tx.Exec(ctx, `UPDATE traitement_ligne l SET etat = 'ecartee', motif = x.motif FROM unnest($3::uuid[], $4::text[]) x(id, motif)
		WHERE l.academie = $1 AND l.traitement_id = $2 AND l.affectation_id = x.id`, tx.Academie, t.ID, ids, motifs)
	return err
}

// lettres numbers and composes the letters of a chunk.
func (a API) lettres(ctx context.Context, tx *db.Tx, t *traitement, groupes [][]*source) ([]nouvelle, error) {
	premier, err := numeroter(ctx, tx, t.SessionID, len(groupes))
	if err != nil {
		return nil, err
	}
	maintenant := time.Now()
	nouvelles := make([]nouvelle, len(groupes))
	for i, g := range groupes {
		signature := t.signatures.pour(t.reglages.Signataire, g[0])
		l, err := composer(g, t.reglages, signature)
		if err != nil {
			return nil, err
		}
		n := nouvelle{ID: uuid.Must(uuid.NewV7()), Intervenant: g[0].IntervenantID, Numero: numero(t.SessionCode, premier+i), Type: lettre.Originale, Jeton: jetonNeuf(),
			Nom: g[0].Nom, Prenom: g[0].Prenom, Debut: g[0].Debut, mel: g[0].Mel}
		if signature != nil {
			n.Signature = &signature.ID
		}
		for _, s := range g {
			n.Sequence = max(n.Sequence, s.Suite)
			n.Affectations = append(n.Affectations, s.ID)
			if s.Debut.Before(n.Debut) {
				n.Debut = s.Debut
			}
		}
		a.sceller(&n, l, tx.Academie, maintenant.In(lettre.Zone(g[0].Fuseau)))
		nouvelles[i] = n
	}
	return nouvelles, nil
}

// sceller gives a letter its number, its date and the address that verifies it.
func (a API) sceller(n *nouvelle, l lettre.Lettre, academie string, le time.Time) {
	l.Numero, l.Le, l.Verification = n.Numero, le.Truncate(time.Second), adresseVerification(a.URL, academie, n.Jeton)
	n.Contenu = l
}

// numeroter takes n numbers that follow those of the session, and returns the first.
func numeroter(ctx context.Context, tx *db.Tx, session uuid.UUID, n int) (int, error) {
	dernier, err := db.Scalar[int](ctx, tx.Reader, `INSERT INTO convocation_numero (academie, session_id, dernier) VALUES ($1, $2, $3)
		ON CONFLICT (academie, session_id) DO UPDATE SET dernier = convocation_numero.dernier + excluded.dernier RETURNING dernier`, tx.Academie, session, n)
	return dernier - n + 1, err
}

func numero(session string, n int) string { return fmt.Sprintf("%s-%06d", session, n) }

// convoquer writes letters and all that they bring, set by set: the affectations become convoked, their états de frais are
// made, the journal tells it.
func (a API) convoquer(ctx context.Context, tx *db.Tx, t *traitement, nouvelles []nouvelle) error {
	if err := ecrire(ctx, tx, t, nouvelles); err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, n := range nouvelles {
		ids = append(ids, n.Affectations...)
	}
	if _, err := tx.Exec(ctx, `UPDATE affectation SET etat = 'convoquee', version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2) AND etat = 'affectee'`, tx.Academie, ids); err != nil {
		return err
	}
	if _, err := frais.Creer(ctx, tx, ids); err != nil {
		return err
	}
	if err := a.poster(ctx, tx, t, nouvelles); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE traitement_ligne SET etat = 'faite' WHERE academie = $1 AND traitement_id = $2 AND affectation_id = ANY ($3)`, tx.Academie, t.ID, ids); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE traitement_convocation SET convocations = $3, ecartees = $4 WHERE academie = $1 AND id = $2`, tx.Academie, t.ID, t.Convocations, t.Ecartees)
	return err
}

// ecrire inserts convocations, what they hold, and a line of the journal for each.
func ecrire(ctx context.Context, tx *db.Tx, t *traitement, nouvelles []nouvelle) error {
	if len(nouvelles) == 0 {
		return nil
	}
	texte, err := json.Marshal(nouvelles)
	if err != nil {
		return err
	}
	const lues = `jsonb_to_recordset($2) AS n(id uuid, intervenant_id uuid, numero text, type text, sequence integer, contenu jsonb, signature_id uuid, jeton text,
		remplace_id uuid, nom text, prenom text, debut timestamptz, affectations uuid[])`
	if _, err := tx.Exec(ctx, `INSERT INTO convocation (academie, id, session_id, traitement_id, intervenant_id, numero, type, sequence, contenu, modele_version, signature_id, jeton,
			remplace_id, nom, prenom, debut, reponse_avant)
		SELECT $1, n.id, $3, $4, n.intervenant_id, n.numero, n.type, n.sequence, n.contenu, $5, n.signature_id, n.jeton, n.remplace_id, n.nom, n.prenom, n.debut, current_date + $6::integer FROM `+lues,
		tx.Academie, json.RawMessage(texte), t.SessionID, t.ID, t.ModeleVersion, t.reglages.ReponseJours); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO convocation_mission (academie, convocation_id, affectation_id, mission_id, vivante, empreinte)
		SELECT $1, n.id, a.id, a.mission_id, n.type <> 'annulation', e.empreinte FROM `+lues+` CROSS JOIN LATERAL unnest(n.affectations) x(id)
		JOIN affectation a ON a.academie = $1 AND a.id = x.id
		JOIN convocation_empreintes($1, ARRAY(SELECT unnest(m.affectations) FROM jsonb_to_recordset($2) m(affectations uuid[]))) e ON e.affectation_id = a.id`,
		tx.Academie, json.RawMessage(texte)); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, apres)
		SELECT $1, uuid_v7(), nullif($3, $4)::uuid, $5, nullif($6, ''), nullif($7, ''), 'edition', 'convocation', n.id::text,
			jsonb_build_object('etat', 'editee', 'numero', n.numero, 'type', n.type, 'affectations', n.affectations) FROM `+lues,
		tx.Academie, json.RawMessage(texte), tx.Acteur.Utilisateur, uuid.Nil, tx.Acteur.Qui, tx.Acteur.Profil, tx.Acteur.Depuis)
	return err
}

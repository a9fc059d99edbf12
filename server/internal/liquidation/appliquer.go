package liquidation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/liquidation/flux"
)

// lireRetour is the tâche that reads a return: whole, or not at all, in the transaction that ends it.
func (a API) lireRetour(ctx context.Context, e *job.Execution) error {
	id, err := idDe(e.Objet)
	if err != nil {
		return err
	}
	if err := e.Avancer(ctx, "Lecture", 0, 0); err != nil && !errors.Is(err, job.ErrAnnulee) {
		return err
	}
	garde, err := a.fichierDe(ctx, e.Academie, id)
	if err != nil {
		return err
	}
	c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, e.Academie, garde)
	if err != nil {
		return err
	}
	r, err := flux.LireRetour(c.Lecteur())
	if err == nil {
		err = a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error { return appliquer(ctx, tx, e, id, r) })
	}
	var refus *flux.Refus
	if errors.As(err, &refus) {
		return a.refuser(ctx, e, id, refus)
	}
	return err
}

func (a API) fichierDe(ctx context.Context, academie string, retour uuid.UUID) (garde uuid.UUID, err error) {
	err = a.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		garde, err = db.Scalar[uuid.UUID](ctx, r, `SELECT fichier_id FROM retour_liquidation WHERE academie = $1 AND id = $2`, academie, retour)
		return err
	})
	return garde, err
}

// refuser keeps why: nothing of the return was taken.
func (a API) refuser(ctx context.Context, e *job.Execution, id uuid.UUID, refus *flux.Refus) error {
	message := "Retour refusé en entier. " + refus.Error()
	return a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE retour_liquidation SET etat = 'refuse', message = $3 WHERE academie = $1 AND id = $2 AND etat = 'depose'`, tx.Academie, id, message); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "refus", Objet: "retour_liquidation", ObjetID: id.String(), Pourquoi: message}); err != nil {
			return err
		}
		return e.Terminer(ctx, tx, message)
	})
}

// reponses are the columns of a return, as the statements take them.
type reponses struct {
	lignes        []int32
	parts         []uuid.UUID
	statuts       []string
	jours         []time.Time
	montants      []int64
	codes, motifs []string
}

// deRetour joins what is answered to the lines of the lot.
const deRetour = ` FROM unnest($3::int[], $4::uuid[], $5::text[], $6::date[], $7::bigint[], $8::text[], $9::text[]) AS x (ligne, part, statut, le, montant, code, motif) `

func (r *reponses) args(academie string, lot uuid.UUID) []any {
	return []any{academie, lot, r.lignes, r.parts, r.statuts, r.jours, r.montants, r.codes, r.motifs}
}

func enColonnes(r *flux.Retour) *reponses {
	c := &reponses{}
	for i := range r.Reponses {
		x := &r.Reponses[i]
		c.lignes, c.parts, c.statuts, c.jours = append(c.lignes, int32(x.Ligne)), append(c.parts, x.Part), append(c.statuts, x.Statut), append(c.jours, x.Le) //nolint:gosec // G115: capped by flux.LignesRetour
		c.montants, c.codes, c.motifs = append(c.montants, x.Montant), append(c.codes, x.Code), append(c.motifs, x.Motif)
	}
	return c
}

// appliquer takes all the answers of a return. It returns a *flux.Refus, which undoes everything, for a lot or a part that
// is not ours, or an answer that contradicts an earlier one.
func appliquer(ctx context.Context, tx *db.Tx, e *job.Execution, id uuid.UUID, r *flux.Retour) error {
	etat, err := db.Scalar[string](ctx, tx.Reader, `SELECT etat FROM retour_liquidation WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, id)
	if err != nil {
		return err
	}
	if etat != "depose" {
		return e.Terminer(ctx, tx, "Ce retour est déjà lu.")
	}
	l, err := lotDe(ctx, tx, r)
	if err != nil {
		return err
	}
	c := enColonnes(r)
	if err := contredire(ctx, tx, l.ID, c); err != nil {
		return err
	}
	b, err := ecrireReponses(ctx, tx, l.ID, id, c)
	if err != nil {
		return err
	}
	nouvelles := b.Recus + b.Acceptes + b.Rejetes
	if _, err := tx.Exec(ctx, `UPDATE lot SET etat = CASE WHEN EXISTS (SELECT 1 FROM lot_ligne WHERE academie = $1 AND lot_id = $2 AND etat IN ('en_lot', 'recu')) THEN 'acquitte' ELSE 'solde' END,
		acceptes = acceptes + $3, rejetes = rejetes + $4, ecarts = ecarts + $5, paye = paye + $6, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND $7 > 0`,
		tx.Academie, l.ID, b.Acceptes, b.Rejetes, b.Ecarts, b.Paye, nouvelles); err != nil {
		return err
	}
	b.Deja = len(r.Reponses) - nouvelles
	message := b.dire(&l)
	if _, err := tx.Exec(ctx, `UPDATE retour_liquidation SET etat = 'lu', lot_id = $3, message = $4, recus = $5, acceptes = $6, rejetes = $7, deja = $8, ecarts = $9, paye = $10 WHERE academie = $1 AND id = $2`,
		tx.Academie, id, l.ID, message, b.Recus, b.Acceptes, b.Rejetes, b.Deja, b.Ecarts, b.Paye); err != nil {
		return err
	}
	if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "retour", Objet: "lot", ObjetID: l.ID.String(), Pourquoi: message}); err != nil {
		return err
	}
	return e.Terminer(ctx, tx, message)
}

// lotDe finds and locks the lot that a return answers.
func lotDe(ctx context.Context, tx *db.Tx, r *flux.Retour) (lu, error) {
	refus := func(format string, args ...any) error {
		return &flux.Refus{Ligne: 1, Message: fmt.Sprintf(format, args...)}
	}
	if r.Academie != tx.Academie {
		return lu{}, refus("ce retour est pour l’académie %s.", r.Academie)
	}
	id, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT id FROM lot WHERE academie = $1 AND numero = $2`, tx.Academie, r.Numero)
	if err != nil {
		return lu{}, err
	}
	if id == uuid.Nil {
		return lu{}, refus("il n’y a pas de lot n° %d.", r.Numero)
	}
	l, err := lireLot(ctx, tx.Reader, tx.Academie, id, " FOR UPDATE")
	switch {
	case err != nil:
		return l, err
	case l.NomFichier != r.Fichier:
		return l, refus("le lot n° %d a pour fichier %s, pas « %s ».", l.Numero, l.NomFichier, nomPropre(r.Fichier))
	case l.Etat == "transmission": // its sending is being written down: soon
		return l, fail.New(fail.Busy, "retour.tot", "Le lot de ce retour est en cours d’envoi.")
	case l.Etat != "transmis" && l.Etat != "acquitte" && l.Etat != "solde":
		return l, refus("le lot n° %d est %s : rien n’en a été envoyé.", l.Numero, etats[l.Etat])
	}
	return l, nil
}

// contredire looks for the first answer that cannot be taken.
func contredire(ctx context.Context, tx *db.Tx, lot uuid.UUID, c *reponses) error {
	x, ok, err := db.One[struct {
		Ligne   int
		Part    uuid.UUID
		Statut  string
		Etat    *string
		PayeLe  *time.Time
		Montant *int64
		Devise  *string
	}](ctx, tx.Reader, `SELECT x.ligne, x.part, x.statut, l.etat, l.paye_le, l.paye_montant AS montant, l.devise`+deRetour+`LEFT JOIN lot_ligne l ON l.academie = $1 AND l.lot_id = $2 AND l.part_id = x.part
		WHERE l.id IS NULL OR l.etat = 'retire' OR l.etat = 'accepte' AND (x.statut = 'REJETE' OR x.statut = 'ACCEPTE' AND (x.le, x.montant) <> (l.paye_le, l.paye_montant)) OR l.etat = 'rejete' AND x.statut = 'ACCEPTE'
		ORDER BY x.ligne LIMIT 1`, c.args(tx.Academie, lot)...)
	if err != nil || !ok {
		return err
	}
	refus := &flux.Refus{Ligne: x.Ligne}
	switch {
	case x.Etat == nil || *x.Etat == "retire":
		refus.Message = fmt.Sprintf("la part %s n’est pas de ce lot. Demandez d’où elle vient : rien n’a été pris de ce fichier.", x.Part)
	case *x.Etat == "rejete":
		refus.Message = fmt.Sprintf("la part %s est dite payée, mais un retour précédent l’avait rejetée : elle est peut-être dans un autre lot. Appelez le système qui paie.", x.Part)
	default:
		refus.Message = fmt.Sprintf("la part %s est déjà payée, le %s, pour %s : ce retour dit autre chose. Appelez le système qui paie.", x.Part, x.PayeLe.Format("02/01/2006"), argent(*x.Montant, *x.Devise))
	}
	return refus
}

type bilanRetour struct {
	Recus, Acceptes, Rejetes, Ecarts, Deja int
	Paye                                   int64
}

// ecrireReponses moves the lines, then their parts. What is already known moves nothing.
func ecrireReponses(ctx context.Context, tx *db.Tx, lot, retour uuid.UUID, c *reponses) (b bilanRetour, err error) {
	b, _, err = db.One[bilanRetour](ctx, tx.Reader, `WITH bougees AS (
		UPDATE lot_ligne l SET etat = CASE x.statut WHEN 'RECU' THEN 'recu' WHEN 'ACCEPTE' THEN 'accepte' ELSE 'rejete' END, paye_le = CASE x.statut WHEN 'ACCEPTE' THEN x.le END,
			paye_montant = CASE x.statut WHEN 'ACCEPTE' THEN x.montant END, motif_code = nullif(x.code, ''), motif = nullif(x.motif, ''), retour_id = $10`+deRetour+`
		WHERE l.academie = $1 AND l.lot_id = $2 AND l.part_id = x.part AND (l.etat = 'en_lot' OR l.etat = 'recu' AND x.statut <> 'RECU')
		RETURNING l.etat, l.montant, l.paye_montant)
		SELECT count(*) FILTER (WHERE etat = 'recu')::int AS recus, count(*) FILTER (WHERE etat = 'accepte')::int AS acceptes, count(*) FILTER (WHERE etat = 'rejete')::int AS rejetes,
			count(*) FILTER (WHERE paye_montant <> montant)::int AS ecarts, coalesce(sum(paye_montant), 0)::bigint AS paye FROM bougees`, append(c.args(tx.Academie, lot), retour)...)
	if err != nil {
		return b, err
	}
	// No condition on the state of the part: its transition says it, and the plan keeps to the keys.
	n, err := tx.Exec(ctx, `UPDATE efm_part p SET etat = l.etat, motif = CASE l.etat WHEN 'rejete' THEN concat_ws(' : ', l.motif_code, l.motif) END, version = p.version + 1, maj_le = now()
		FROM lot_ligne l WHERE l.academie = $1 AND l.lot_id = $2 AND l.retour_id = $3 AND l.etat IN ('accepte', 'rejete') AND p.academie = $1 AND p.id = l.part_id`, tx.Academie, lot, retour)
	if err == nil && int(n) != b.Acceptes+b.Rejetes {
		err = fmt.Errorf("retour %s : %d parts bougées pour %d réponses", retour, n, b.Acceptes+b.Rejetes)
	}
	return b, err
}

func (b *bilanRetour) dire(l *lu) string {
	s := fmt.Sprintf("Lot n° %d : %s (%s), %s, %s.", l.Numero, compter(b.Acceptes, "part payée"), argent(b.Paye, l.Devise), compter(b.Rejetes, "rejetée"), compter(b.Recus, "reçue"))
	if b.Ecarts > 0 {
		s += " " + compter(b.Ecarts, "montant") + " différent" + map[bool]string{true: "s"}[b.Ecarts > 1] + " du nôtre."
	}
	if b.Deja > 0 {
		s += " " + compter(b.Deja, "réponse déjà connue") + "."
	}
	return s
}

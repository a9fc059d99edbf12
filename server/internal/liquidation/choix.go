package liquidation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// choix is which parts a lot takes.
type choix struct {
	Cible     string
	SessionID *uuid.UUID
	Examen    *string
	JusquAu   *time.Time
}

// Before this day Khéops paid both parts; from this day, each has its own system.
const finKheops = "2010-01-01"

// candidats are the validated parts of a choice, each with the reason for which it would be left, or none.
const candidats = `WITH candidats AS (
	SELECT p.id, p.genre, p.intervenant_id, p.montant, p.devise, p.jour, e.mission_id, m.examen, i.nom, i.prenom,
		row_number() OVER (PARTITION BY e.mission_id, p.intervenant_id, p.genre ORDER BY p.id) AS nieme,
		($2 = 'sepa' OR est_externe(i.origine)) AND c.iban IS NULL AS sans_iban,
		EXISTS (SELECT 1 FROM lot_ligne l WHERE l.academie = p.academie AND l.part_id = p.id AND l.etat IN ('en_lot', 'recu', 'accepte')) AS en_lot,
		EXISTS (SELECT 1 FROM lot_ligne l WHERE l.academie = p.academie AND l.mission_id = e.mission_id AND l.intervenant_id = p.intervenant_id AND l.genre = p.genre
			AND l.etat IN ('en_lot', 'recu', 'accepte')) AS travail
	FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id
	JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id CROSS JOIN LATERAL coordonnees_paiement($1, p.intervenant_id) c
	WHERE ` + choisies + `
), juges AS (
	SELECT c.*, CASE WHEN c.en_lot THEN 'en_lot' WHEN c.travail OR c.nieme > 1 THEN 'travail' WHEN c.montant = 0 THEN 'rien'
		WHEN c.devise <> ac.devise OR $2 = 'sepa' AND c.devise <> 'EUR' THEN 'devise' WHEN c.sans_iban THEN 'sans_iban' END AS raison
	FROM candidats c JOIN academie ac ON ac.code = $1
)`

// choisies is the condition of a choice on efm_part p, etat_frais e, mission m.
const choisies = `p.academie = $1 AND p.etat = 'valide' AND ($3::uuid IS NULL OR e.session_id = $3) AND ($4::text IS NULL OR m.examen = $4) AND ($5::date IS NULL OR p.jour <= $5)
	AND CASE $2 WHEN 'khephren' THEN p.genre = 'remuneration' AND p.jour >= '` + finKheops + `' WHEN 'dt' THEN p.genre = 'deplacement' AND p.jour >= '` + finKheops + `'
		WHEN 'kheops' THEN p.jour < '` + finKheops + `' ELSE true END`

// raisons for which a validated part is left out of a lot.
var raisons = map[string]string{
	"en_lot":    "Déjà dans un lot vivant.",
	"travail":   "La même mission de cette personne est déjà dans un lot, ou payée, sous un autre état de frais : vérifiez lequel est le bon.",
	"rien":      "Montant nul : rien à payer.",
	"devise":    "La devise n’est pas celle de la cible.",
	"sans_iban": "Le compte bancaire (IBAN) manque au dossier de la personne.",
}

func (c *choix) args(academie string) []any {
	return []any{academie, c.Cible, c.SessionID, c.Examen, c.JusquAu}
}

// lire what was asked. It returns fail.Invalid for a session that the académie does not have.
func (c *choix) lire(ctx context.Context, r db.Reader, academie string, d *api.ChoixLot) error {
	c.Cible = string(d.Cible)
	if e := texte(d.Examen); e != "" {
		c.Examen = &e
	}
	if d.JusquAu != nil {
		c.JusquAu = &d.JusquAu.Time
	}
	code := texte(d.Session)
	if code == "" {
		return nil
	}
	var err error
	if c.SessionID, err = db.Scalar[*uuid.UUID](ctx, r, `SELECT id FROM session WHERE academie = $1 AND code = $2`, academie, code); err == nil && c.SessionID == nil {
		err = fail.New(fail.Invalid, "lot.session", "Cette session n’existe pas.", fail.Field{Pointer: "/session", Code: "inconnue", Message: "session inconnue"})
	}
	return err
}

type bilan struct {
	Raison  *string
	Parts   int
	Gens    int
	Montant int64
}

// bilanDe weighs a choice: first what would be taken, then what would be left.
func (c *choix) bilanDe(ctx context.Context, r db.Reader, academie string) (api.BilanLot, error) {
	b := api.BilanLot{Laissees: []api.RaisonLot{}}
	devise, err := db.Scalar[string](ctx, r, `SELECT devise FROM academie WHERE code = $1`, academie)
	if err != nil {
		return b, err
	}
	b.Devise = api.BilanLotDevise(devise)
	l, err := db.Query[bilan](ctx, r, candidats+` SELECT raison, count(*)::int AS parts, count(DISTINCT intervenant_id)::int AS gens, sum(montant)::bigint AS montant
		FROM juges GROUP BY raison ORDER BY raison NULLS FIRST`, c.args(academie)...)
	for _, x := range l {
		if x.Raison == nil {
			b.Parts, b.Personnes, b.Somme = x.Parts, x.Gens, x.Montant
			continue
		}
		b.Laissees = append(b.Laissees, api.RaisonLot{Raison: raisons[*x.Raison], Parts: x.Parts})
	}
	return b, err
}

// SimulerLot answers POST /lots/simulation: what a lot would take, and what it would leave. It returns fail.Invalid for an
// unknown session.
func (a API) SimulerLot(ctx context.Context, r api.SimulerLotRequestObject) (api.SimulerLotResponseObject, error) {
	p := access.De(ctx)
	var b api.BilanLot
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		var c choix
		if err = c.lire(ctx, l, p.Academie, r.Body); err == nil {
			b, err = c.bilanDe(ctx, l, p.Academie)
		}
		return err
	})
	return api.SimulerLot200JSONResponse(b), err
}

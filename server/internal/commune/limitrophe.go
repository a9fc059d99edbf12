package commune

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// environs: the forty nearest by great circle (metres, a sphere of 6,371 km), and every declared neighbour however far.
const environs = `WITH ici AS (SELECT * FROM commune WHERE academie = $1 AND id = $2),
	lien AS (
		SELECT CASE WHEN l.insee_a = ici.code_insee THEN l.insee_b ELSE l.insee_a END AS code, l.*, ` + effective + ` AS limitrophe
		FROM commune_limitrophe l, ici WHERE l.academie = $1 AND (l.insee_a = ici.code_insee OR l.insee_b = ici.code_insee)),
	proche AS (
		SELECT c.code_insee, round(2 * 6371000 * asin(least(1, sqrt(sin(radians(c.latitude - ici.latitude) / 2) ^ 2
			+ cos(radians(c.latitude)) * cos(radians(ici.latitude)) * sin(radians(c.longitude - ici.longitude) / 2) ^ 2))))::int AS distance_m
		FROM commune c, ici WHERE c.academie = $1 AND c.code_insee <> ici.code_insee AND c.historise_le IS NULL
			AND c.latitude BETWEEN ici.latitude - 0.5 AND ici.latitude + 0.5 AND c.longitude BETWEEN ici.longitude - 0.75 AND ici.longitude + 0.75)
	SELECT c.code_insee, c.nom, c.population, c.latitude, c.longitude, p.distance_m, coalesce(l.limitrophe, false) AS limitrophe, l.origine, l.motif, l.version
	FROM commune c LEFT JOIN proche p ON p.code_insee = c.code_insee LEFT JOIN lien l ON l.code = c.code_insee
	WHERE c.academie = $1 AND (l.code IS NOT NULL OR c.code_insee IN (SELECT code_insee FROM proche ORDER BY distance_m LIMIT 40))
	ORDER BY p.distance_m NULLS LAST, c.nom`

// LireEnvirons answers GET /communes/{id}/environs. It returns fail.NotFound.
func (a API) LireEnvirons(ctx context.Context, r api.LireEnvironsRequestObject) (api.LireEnvironsResponseObject, error) {
	c, err := a.lire(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	var voisines []api.Voisine
	err = a.Base.Lire(ctx, p.Academie, func(lecteur db.Reader) (err error) {
		voisines, err = db.Query[api.Voisine](ctx, lecteur, environs, p.Academie, r.Id)
		return err
	})
	return api.LireEnvirons200JSONResponse{Commune: c, Voisines: voisines}, err
}

// DeclarerLimitrophe answers POST /communes-limitrophes: what a person says of a pair wins over the file, both ways.
// It returns fail.Invalid for an unknown commune, or one that would be its own neighbour.
func (a API) DeclarerLimitrophe(ctx context.Context, r api.DeclarerLimitropheRequestObject) (api.DeclarerLimitropheResponseObject, error) {
	x, y := min(r.Body.InseeA, r.Body.InseeB), max(r.Body.InseeA, r.Body.InseeB)
	if x == y {
		return nil, fail.New(fail.Invalid, "limitrophe.meme", "Une commune n’est pas limitrophe d’elle-même.",
			fail.Field{Pointer: "/insee_b", Code: "distinct", Message: "choisissez une autre commune"})
	}
	p := access.De(ctx)
	var id [16]byte
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM commune WHERE academie = $1 AND code_insee IN ($2, $3)`, p.Academie, x, y)
		if err != nil {
			return err
		}
		if n != 2 {
			return fail.New(fail.Invalid, "limitrophe.inconnue", "Une des deux communes est inconnue de l’académie. Importez d’abord les communes.",
				fail.Field{Pointer: "/insee_b", Code: "inconnue", Message: "commune inconnue"})
		}
		avant, _, err := db.One[struct {
			Origine  string
			Declaree bool
		}](ctx, tx.Reader, `SELECT origine, declaree AND historise_le IS NULL AS declaree FROM commune_limitrophe WHERE academie = $1 AND insee_a = $2 AND insee_b = $3 FOR UPDATE`, p.Academie, x, y)
		if err != nil {
			return err
		}
		if id, err = db.Scalar[[16]byte](ctx, tx.Reader, `INSERT INTO commune_limitrophe AS l (academie, insee_a, insee_b, origine, declaree, motif)
			VALUES ($1, $2, $3, 'SAISI', $4, $5) ON CONFLICT (academie, insee_a, insee_b) DO UPDATE
			SET origine = 'SAISI', declaree = excluded.declaree, motif = excluded.motif, historise_le = NULL, version = l.version + 1, maj_le = now() RETURNING id`,
			p.Academie, x, y, r.Body.Declaree, r.Body.Motif); err != nil {
			return err
		}
		motif := ""
		if r.Body.Motif != nil {
			motif = *r.Body.Motif
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "declaration", Objet: "commune_limitrophe", ObjetID: x + "-" + y, Pourquoi: motif,
			Avant: avant, Apres: map[string]any{"origine": "SAISI", "declaree": r.Body.Declaree}})
	})
	if err != nil {
		return nil, err
	}
	l, ok, err := list.Un[api.CommuneLimitrophe](ctx, a.Base, Limitrophes, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette paire")
	}
	return api.DeclarerLimitrophe200JSONResponse(l), err
}

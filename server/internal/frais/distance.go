package frais

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais/calcul"
	"imagin/server/internal/frais/routage"
	"imagin/server/internal/list"
)

// Methodes by which a distance is known. An estimated one is never paid before somebody confirms it.
var Methodes = []string{"TABLE", "ROUTAGE", "MANUEL", "ESTIMEE"}

// Distances is the list of known distances.
var Distances = list.Liste{
	Operation: "ListerDistances", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "distances", Base: "distance d", Alias: "d", Tri: "nom_a,nom_b",
		Jointures: []list.Jointure{
			{Alias: "a", SQL: "JOIN commune a ON a.academie = d.academie AND a.code_insee = d.insee_a"},
			{Alias: "b", SQL: "JOIN commune b ON b.academie = d.academie AND b.code_insee = d.insee_b"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom)", Via: []string{"a"}}, {SQL: "sans_accent(b.nom)", Via: []string{"b"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "insee_a", Titre: "Code INSEE", SQL: "d.insee_a", NonNul: true}, {Cle: "nom_a", Titre: "Commune", SQL: "a.nom", Via: []string{"a"}},
			{Cle: "insee_b", Titre: "Code INSEE (2)", SQL: "d.insee_b", NonNul: true}, {Cle: "nom_b", Titre: "Et", SQL: "b.nom", Via: []string{"b"}},
			{Cle: "metres", Titre: "Mètres", SQL: "d.metres", Genre: list.Nombre, NonNul: true},
			{Cle: "methode", Titre: "Méthode", SQL: "d.methode", Genre: list.Choix, Valeurs: Methodes, NonNul: true},
			{Cle: "source", Titre: "Source", SQL: "d.source"},
			{Cle: "motif", Titre: "Motif", SQL: "d.motif"},
			{Cle: "corrige_par", Titre: "Par", SQL: "d.corrige_par"},
			{Cle: "maj_le", Titre: "Le", SQL: "d.maj_le", Genre: list.Instant, NonNul: true},
			{Cle: "version", Titre: "Version", SQL: "d.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerDistances answers GET /distances.
func (a API) ListerDistances(ctx context.Context, r api.ListerDistancesRequestObject) (api.ListerDistancesResponseObject, error) {
	res, err := list.Lire[api.Distance](ctx, a.Base, Distances, list.Params(r.Params))
	return api.ListerDistances200JSONResponse(res), err
}

// LireDistance answers GET /distances/{id}. It returns fail.NotFound.
func (a API) LireDistance(ctx context.Context, r api.LireDistanceRequestObject) (api.LireDistanceResponseObject, error) {
	d, err := a.distance(ctx, r.Id)
	return api.LireDistance200JSONResponse(d), err
}

func (a API) distance(ctx context.Context, id uuid.UUID) (api.Distance, error) {
	d, ok, err := list.Un[api.Distance](ctx, a.Base, Distances, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette distance")
	}
	return d, err
}

type trouvee struct {
	metres          int
	methode, source string
}

type lieu struct {
	CodeInsee           string
	Latitude, Longitude *float64
}

// chercher asks the routing service, outside of any transaction; without one, or without answer, it estimates.
func (a API) chercher(ctx context.Context, x, y lieu, coefficient calcul.Taux) (trouvee, error) {
	if x.Latitude == nil || x.Longitude == nil || y.Latitude == nil || y.Longitude == nil {
		return trouvee{}, fail.New(fail.Invalid, "distance.sans_coordonnees", "Une des deux communes est sans coordonnées : saisissez la distance.",
			fail.Field{Pointer: "/metres", Code: "requis", Message: "saisissez la distance"})
	}
	de, vers := routage.Point{Latitude: *x.Latitude, Longitude: *x.Longitude}, routage.Point{Latitude: *y.Latitude, Longitude: *y.Longitude}
	if a.Routage != nil {
		if m, err := a.Routage.Distance(ctx, de, vers); err == nil {
			return trouvee{m, "ROUTAGE", a.Routage.Nom}, nil
		} else if f := fail.As(err); f == nil || f.Kind != fail.Busy {
			return trouvee{}, err
		}
	}
	m := volDOiseau(de, vers) * float64(coefficient) / 10_000
	return trouvee{int(math.Round(m/100)) * 100, "ESTIMEE", fmt.Sprintf("Vol d’oiseau multiplié par %s", coefficient)}, nil
}

// volDOiseau is the great circle in metres, on a sphere of 6,371 km: an estimate, the only float of the frais.
func volDOiseau(a, b routage.Point) float64 {
	rad := math.Pi / 180
	s := func(d float64) float64 { v := math.Sin(d * rad / 2); return v * v }
	h := s(b.Latitude-a.Latitude) + math.Cos(a.Latitude*rad)*math.Cos(b.Latitude*rad)*s(b.Longitude-a.Longitude)
	return 2 * 6_371_000 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// SaisirDistance answers POST /distances. It returns fail.Invalid for unknown communes, fail.Conflict when the distance
// is already known.
func (a API) SaisirDistance(ctx context.Context, r api.SaisirDistanceRequestObject) (api.SaisirDistanceResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := uuid.Must(uuid.NewV7())
	x, y, coefficient, err := a.lieux(ctx, p.Academie, min(b.InseeA, b.InseeB), max(b.InseeA, b.InseeB))
	if err != nil {
		return nil, err
	}
	t := trouvee{methode: "MANUEL", source: "Saisie"}
	if b.Metres != nil {
		t.metres = *b.Metres
	} else if t, err = a.chercher(ctx, x, y, coefficient); err != nil {
		return nil, err
	}
	if b.Source != nil && strings.TrimSpace(*b.Source) != "" && b.Metres != nil {
		t.source = strings.TrimSpace(*b.Source)
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO distance (academie, id, insee_a, insee_b, metres, methode, source, motif, corrige_par)
			VALUES ($1, $2, $3, $4, $5, $6, $7, nullif(trim($8), ''), $9)`, p.Academie, id, x.CodeInsee, y.CodeInsee, t.metres, t.methode, t.source, b.Motif, tx.Acteur.Qui)
		return err
	})
	if err != nil {
		return nil, err
	}
	d, err := a.distance(ctx, id)
	return api.SaisirDistance200JSONResponse(d), err
}

func (a API) lieux(ctx context.Context, academie, x, y string) (lx, ly lieu, coefficient calcul.Taux, err error) {
	err = a.Base.Lire(ctx, academie, func(l db.Reader) error {
		lus, err := db.Query[lieu](ctx, l, `SELECT code_insee, latitude, longitude FROM commune WHERE academie = $1 AND code_insee IN ($2, $3) ORDER BY code_insee`, academie, x, y)
		if err != nil {
			return err
		}
		if x == y {
			return fail.New(fail.Invalid, "distance.meme", "Choisissez deux communes différentes.", fail.Field{Pointer: "/insee_b", Code: "distinct", Message: "choisissez une autre commune"})
		}
		if len(lus) != 2 {
			return fail.New(fail.Invalid, "distance.inconnue", "Une des deux communes est inconnue de l’académie. Importez d’abord les communes.",
				fail.Field{Pointer: "/insee_b", Code: "inconnue", Message: "commune inconnue"})
		}
		lx, ly = lus[0], lus[1]
		bareme, err := Bareme(ctx, l, academie)
		if err != nil {
			return err
		}
		c, err := bareme.Le("PARAM.DISTANCE.COEFFICIENT", calcul.JourDe(time.Now()))
		if err == nil {
			coefficient = c.Valeur
		}
		return err
	})
	return lx, ly, coefficient, err
}

// CorrigerDistance answers PATCH /distances/{id}: somebody answers for the number, which is no longer an estimate. It
// returns fail.NotFound, fail.Stale.
func (a API) CorrigerDistance(ctx context.Context, r api.CorrigerDistanceRequestObject) (api.CorrigerDistanceResponseObject, error) {
	p := access.De(ctx)
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if _, err := a.distance(ctx, r.Id); err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE distance SET metres = $4, methode = 'MANUEL', source = coalesce(nullif(trim($5), ''), 'Saisie'), motif = nullif(trim($6), ''), corrige_par = $7,
			maj_le = now(), version = version + 1 WHERE academie = $1 AND id = $2 AND version = $3`,
			p.Academie, r.Id, version, r.Body.Metres, r.Body.Source, r.Body.Motif, tx.Acteur.Qui)
		if err == nil && n == 0 {
			err = fail.New(fail.Stale, "version_perimee", "Quelqu’un a corrigé cette distance depuis que vous l’avez lue. Relisez-la.")
		}
		if err != nil {
			return err
		}
		l, err := db.Query[struct{ PartID uuid.UUID }](ctx, tx.Reader, `SELECT part_id FROM deplacement WHERE academie = $1 AND distance_id = $2`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		parts := make([]uuid.UUID, len(l))
		for i := range l {
			parts[i] = l[i].PartID
		}
		return calculerDeplacements(ctx, tx, parts)
	})
	if err != nil {
		return nil, err
	}
	d, err := a.distance(ctx, r.Id)
	return api.CorrigerDistance200JSONResponse(d), err
}

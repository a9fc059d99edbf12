package disponibilite

import (
	"context"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// periodeMax bounds what one screen looks at.
const periodeMax = 190 * 24 * time.Hour

type personne struct {
	ID                   uuid.UUID
	Nom, Prenom, Etat    string
	Principal            bool
	Fonction, Discipline *string
	Quotite              *int
}

// ListerDisponibilites answers GET /disponibilites: the people of a school, or one person, with what keeps each from
// coming between two days, and her missions. It returns fail.Invalid for a period reversed or longer than six months,
// fail.NotFound for a school or a person out of scope.
func (a API) ListerDisponibilites(ctx context.Context, r api.ListerDisponibilitesRequestObject) (api.ListerDisponibilitesResponseObject, error) {
	p, q := access.De(ctx), r.Params
	du, au := q.Du.Time, q.Au.Time
	if au.Before(du) || au.Sub(du) > periodeMax {
		return nil, fail.New(fail.Invalid, "disponibilites.periode", "La période va d’un jour à un autre, dans l’ordre, et ne dépasse pas six mois.",
			fail.Field{Pointer: "au", Code: "periode", Message: "de un jour à six mois après le début"})
	}
	if p.Profil == "intervenant" {
		q.Intervenant, q.Etablissement = p.Intervenant, nil
	}
	if q.Etablissement == nil && q.Intervenant == nil {
		q.Etablissement = p.Etablissement
	}
	if q.Etablissement == nil && q.Intervenant == nil {
		return nil, fail.New(fail.Malformed, "disponibilites.qui", "Indiquez un établissement ou un intervenant.", fail.Field{Pointer: "etablissement", Code: "required", Message: "requis"})
	}
	res := api.Disponibilites{Du: q.Du, Au: q.Au, Personnes: []api.DisponibilitePersonne{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		gens, err := a.personnes(ctx, l, p, q.Etablissement, q.Intervenant)
		if err != nil {
			return err
		}
		zone, fuseau, err := Zone(ctx, l, p.Academie)
		if err != nil {
			return err
		}
		res.Fuseau = fuseau
		if q.Etablissement != nil {
			nom, err := db.Scalar[string](ctx, l, `SELECT uai || ' ' || nom FROM etablissement WHERE academie = $1 AND id = $2`, p.Academie, *q.Etablissement)
			if err != nil {
				return err
			}
			res.Etablissement = &nom
		}
		res.Personnes, err = detailler(ctx, l, p.Academie, gens, du, au, zone)
		return err
	})
	return api.ListerDisponibilites200JSONResponse(res), err
}

// Zone of an académie, and its name.
func Zone(ctx context.Context, r db.Reader, academie string) (*time.Location, string, error) {
	fuseau, err := db.Scalar[string](ctx, r, `SELECT fuseau FROM academie WHERE code = $1`, academie)
	if err != nil {
		return nil, "", err
	}
	zone, err := time.LoadLocation(fuseau)
	return zone, fuseau, err
}

func (a API) personnes(ctx context.Context, r db.Reader, p *access.Principal, etablissement, intervenant *uuid.UUID) ([]personne, error) {
	portee := p.SurIntervenant("i.academie", "i.id")
	sql := `SELECT i.id, i.nom, i.prenom, i.etat, coalesce(t.type = 'principal', false) AS principal, i.fonction, d.libelle AS discipline, t.quotite
		FROM intervenant i LEFT JOIN rattachement t ON t.academie = i.academie AND t.intervenant_id = i.id AND t.effectif
			AND CASE WHEN $3::uuid IS NULL THEN t.type = 'principal' ELSE t.etablissement_id = $3 END
		LEFT JOIN discipline d ON d.academie = t.academie AND d.code = t.discipline
		WHERE i.academie = $2 AND ($3::uuid IS NULL OR t.id IS NOT NULL) AND ($4::uuid IS NULL OR i.id = $4)`
	args := []any{nil, p.Academie, etablissement, intervenant}
	if portee.SQL != "" {
		sql += " AND (" + portee.SQL + ")"
		args[0] = portee.Args[0]
	} else {
		sql += " AND $1::text IS NULL"
	}
	gens, err := db.Query[personne](ctx, r, sql+" ORDER BY i.nom, i.prenom, i.id", args...)
	if err == nil && len(gens) == 0 && intervenant != nil {
		err = fail.Introuvable("Cette personne")
	}
	return gens, err
}

func detailler(ctx context.Context, r db.Reader, academie string, gens []personne, du, au time.Time, zone *time.Location) ([]api.DisponibilitePersonne, error) {
	ids := make([]uuid.UUID, len(gens))
	rang := map[uuid.UUID]int{}
	l := make([]api.DisponibilitePersonne, len(gens))
	for i, g := range gens {
		ids[i], rang[g.ID] = g.ID, i
		l[i] = api.DisponibilitePersonne{Intervenant: g.ID, Nom: g.Nom, Prenom: g.Prenom, Etat: g.Etat, Principal: g.Principal, Fonction: g.Fonction,
			Discipline: g.Discipline, Quotite: g.Quotite, Empechements: []api.Empechement{}, Missions: []api.MissionPrevue{}}
	}
	blocages, err := Blocages(ctx, r, academie, ids, du, au)
	if err != nil {
		return nil, err
	}
	debut, fin := minuit(du, zone), minuit(au.AddDate(0, 0, 1), zone)
	for i := range blocages {
		b := &blocages[i]
		if b.Raison != Occupe && (b.Debut == nil || b.Debut.Before(fin)) && (b.Fin == nil || b.Fin.After(debut)) {
			x := &l[rang[b.IntervenantID]]
			x.Empechements = append(x.Empechements, b.empechement(zone))
		}
	}
	missions, err := db.Query[missionDe](ctx, r, `SELECT a.intervenant_id, a.id, t.libelle AS type, a.examen, a.etat, a.debut, a.fin, c.libelle AS centre, c.fuseau
		FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		WHERE a.academie = $1 AND a.intervenant_id = ANY ($2) AND a.etat IN ('affectee', 'convoquee', 'effectuee') AND a.debut < $4 AND a.fin > $3 ORDER BY a.debut, a.id`,
		academie, ids, debut, fin)
	for _, m := range missions {
		x := &l[rang[m.IntervenantID]]
		x.Missions = append(x.Missions, m.MissionPrevue)
	}
	return l, err
}

type missionDe struct {
	IntervenantID uuid.UUID
	api.MissionPrevue
}

func minuit(j time.Time, zone *time.Location) time.Time {
	return time.Date(j.Year(), j.Month(), j.Day(), 0, 0, 0, 0, zone)
}

func (b *Blocage) empechement(zone *time.Location) api.Empechement {
	e := api.Empechement{Raison: api.RaisonIndisponibilite(b.Raison), Libelle: Phrase(b.Raison, b.Donnee, zone), Debut: b.Debut, Fin: b.Fin, Examen: b.Examen}
	if b.TypesPermis != nil {
		e.TypesPermis = &b.TypesPermis
	}
	if b.Portee == "sur_place" {
		vrai := true
		e.SurPlaceSeulement = &vrai
	}
	return e
}

// ControlerDisponibilites answers POST /disponibilites/controle: no line for a pair, the person is available. People out
// of scope are not told from people who are available: they are refused before, with fail.NotFound.
func (a API) ControlerDisponibilites(ctx context.Context, r api.ControlerDisponibilitesRequestObject) (api.ControlerDisponibilitesResponseObject, error) {
	p := access.De(ctx)
	res := api.Indisponibles{Refus: []api.RefusDisponibilite{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		if err := dansLePerimetre(ctx, l, p, r.Body.Intervenants, len(distincts(r.Body.Intervenants))); err != nil {
			return err
		}
		zone, _, err := Zone(ctx, l, p.Academie)
		if err != nil {
			return err
		}
		refus, err := Indisponibles(ctx, l, p.Academie, r.Body.Intervenants, r.Body.Creneaux)
		for _, x := range refus {
			res.Refus = append(res.Refus, api.RefusDisponibilite{Intervenant: x.IntervenantID, Creneau: x.CreneauID, Raison: api.RaisonIndisponibilite(x.Raison),
				Libelle: Phrase(x.Raison, x.Donnee, zone)})
		}
		return err
	})
	return api.ControlerDisponibilites200JSONResponse(res), err
}

func distincts(ids []openapi_types.UUID) map[uuid.UUID]bool {
	vus := map[uuid.UUID]bool{}
	for _, id := range ids {
		vus[id] = true
	}
	return vus
}

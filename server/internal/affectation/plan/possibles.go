package plan

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// ListerMissionsPossibles answers GET /intervenants/{id}/missions-possibles: where somebody is missing and this person may
// go, the cheapest first. It returns fail.NotFound for an unknown person or session.
func (a API) ListerMissionsPossibles(ctx context.Context, r api.ListerMissionsPossiblesRequestObject) (api.ListerMissionsPossiblesResponseObject, error) {
	p := access.De(ctx)
	res := api.MissionsPossibles{Missions: []api.MissionPossible{}, Ecartees: map[string]int{}}
	err := a.Base.Lire(ctx, p.Academie, func(rd db.Reader) error {
		v, i, err := missionsPour(ctx, rd, p.Academie, r.Params.Session, r.Id)
		if err != nil {
			return err
		}
		charges, err := v.charges(ctx, nil)
		if err != nil {
			return err
		}
		for j := range v.s.Missions {
			v.proposer(i, int32(j), charges[r.Id], &res)
		}
		slices.SortFunc(res.Missions, func(a, b api.MissionPossible) int {
			return cmp.Or(cmp.Compare(a.Cout, b.Cout), cmp.Compare(a.Mission.String(), b.Mission.String()), cmp.Compare(a.Role, b.Role))
		})
		res.Missions = res.Missions[:min(len(res.Missions), candidatsMax)]
		return v.situer(ctx, res.Missions)
	})
	return api.ListerMissionsPossibles200JSONResponse(res), err
}

// missionsPour reads the missions that lack somebody, and one person.
func missionsPour(ctx context.Context, r db.Reader, academie string, session, qui uuid.UUID) (*vivier, int32, error) {
	manquent, err := ids(ctx, r, `SELECT m.id FROM mission m WHERE m.academie = $1 AND m.session_id = $2 AND m.etat = 'ouverte'
		AND m.besoin + m.reserve > (SELECT count(*) FROM affectation a WHERE a.academie = m.academie AND a.mission_id = m.id AND a.etat IN ('affectee', 'convoquee', 'effectuee'))`, academie, session)
	if err != nil {
		return nil, 0, err
	}
	gens, err := ids(ctx, r, `SELECT $2::uuid UNION SELECT intervenant_id FROM affectation WHERE academie = $1 AND mission_id = ANY ($3) AND etat IN ('affectee', 'convoquee', 'effectuee')`,
		academie, qui, manquent)
	if err != nil {
		return nil, 0, err
	}
	d, err := Lire(ctx, r, academie, session, Perimetre{Missions: manquent, Personnes: gens}, uuid.Nil)
	if err != nil {
		return nil, 0, err
	}
	v := &vivier{r: r, academie: academie, s: instance.Preparer(*d), session: session}
	_, personnes := v.s.Index()
	i, ok := personnes[qui]
	if !ok {
		return nil, 0, fail.Introuvable("Cette personne")
	}
	return v, i, nil
}

func (v *vivier) proposer(i, j int32, charge int, res *api.MissionsPossibles) {
	m := &v.s.Missions[j]
	if m.Fixe {
		return
	}
	v.j = j
	c := v.candidat(i, charge, "")
	if len(c.Empechements) > 0 {
		res.Ecartees[c.Empechements[0].Regle]++
		return
	}
	for k := range m.Postes {
		x := &m.Postes[k]
		if libres := int(x.Besoin) - len(x.Tenus); libres > 0 {
			res.Missions = append(res.Missions, api.MissionPossible{Mission: m.ID, Libelle: m.Libelle, Role: x.Role, Places: libres, Km: c.Km, Cout: c.Cout,
				Termes: c.Termes, Raison: decompose(c.Termes)})
		}
	}
}

// situer adds where and when the missions take place.
func (v *vivier) situer(ctx context.Context, ms []api.MissionPossible) error {
	qui := make([]uuid.UUID, len(ms))
	for k := range ms {
		qui[k] = ms[k].Mission
	}
	type fiche struct {
		ID                uuid.UUID
		CentreNom, Fuseau *string
	}
	fs, err := db.Query[fiche](ctx, v.r, `SELECT m.id, c.libelle AS centre_nom, c.fuseau FROM mission m LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		WHERE m.academie = $1 AND m.id = ANY ($2)`, v.academie, qui)
	missions, _ := v.s.Index()
	for _, f := range fs {
		for k := range ms {
			if ms[k].Mission == f.ID {
				ms[k].CentreNom, ms[k].Fuseau = f.CentreNom, f.Fuseau
				if cs := v.s.Missions[missions[f.ID]].Creneaux; len(cs) > 0 {
					ms[k].Debut = &cs[0].Debut
				}
			}
		}
	}
	return err
}

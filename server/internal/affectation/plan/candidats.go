package plan

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// candidatsMax is how many people are shown for a mission; voisinage, how many of the nearest are looked at when no
// compétence is asked for.
const (
	candidatsMax = 60
	voisinage    = 600
)

// ListerCandidats answers GET /missions/{id}/candidats. It returns fail.NotFound for an unknown mission, fail.Conflict
// for one that is not open.
func (a API) ListerCandidats(ctx context.Context, r api.ListerCandidatsRequestObject) (api.ListerCandidatsResponseObject, error) {
	p := access.De(ctx)
	var res api.Candidats
	err := a.Base.Lire(ctx, p.Academie, func(rd db.Reader) error {
		v, err := vivierDe(ctx, rd, p.Academie, r.Id, r.Params.Intervenant)
		if err != nil {
			return err
		}
		res, err = v.classer(ctx, deref(r.Params.Role), r.Params.Plan, r.Params.Intervenant)
		return err
	})
	return api.ListerCandidats200JSONResponse(res), err
}

// vivier of a mission: the people who may be looked at, and the mission itself.
type vivier struct {
	r        db.Reader
	academie string
	s        *instance.Session
	j        int32
	session  uuid.UUID
}

func vivierDe(ctx context.Context, r db.Reader, academie string, mission uuid.UUID, seul *uuid.UUID) (*vivier, error) {
	type fiche struct {
		SessionID           uuid.UUID
		Etat                string
		Epreuve             *uuid.UUID
		Latitude, Longitude *float64
	}
	f, ok, err := db.One[fiche](ctx, r, `SELECT m.session_id, m.etat, CASE WHEN t.exige_competence THEN m.epreuve_option_id END AS epreuve,
		coalesce(c.latitude, e.latitude) AS latitude, coalesce(c.longitude, e.longitude) AS longitude
		FROM mission m JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id WHERE m.academie = $1 AND m.id = $2`, academie, mission)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, fail.Introuvable("Cette mission")
	case f.Etat != "ouverte":
		return nil, fail.New(fail.Conflict, "mission.etat", "Cette mission n’est pas ouverte : ouvrez-la avant d’y affecter quelqu’un.")
	}
	qui := []uuid.UUID{}
	switch {
	case seul != nil:
		qui = append(qui, *seul)
	case f.Epreuve != nil:
		qui, err = ids(ctx, r, `SELECT intervenant_id FROM competence WHERE academie = $1 AND epreuve_option_id = $2`, academie, *f.Epreuve)
	default:
		qui, err = ids(ctx, r, plusProches, academie, deref(f.Latitude), deref(f.Longitude), voisinage)
	}
	if err != nil {
		return nil, err
	}
	tenus, err := ids(ctx, r, `SELECT intervenant_id FROM affectation WHERE academie = $1 AND mission_id = $2 AND etat IN ('affectee', 'convoquee', 'effectuee')`, academie, mission)
	if err != nil {
		return nil, err
	}
	d, err := Lire(ctx, r, academie, f.SessionID, Perimetre{Missions: []uuid.UUID{mission}, Personnes: append(qui, tenus...)}, uuid.Nil)
	if err != nil {
		return nil, err
	}
	v := &vivier{r: r, academie: academie, s: instance.Preparer(*d), session: f.SessionID}
	missions, _ := v.s.Index()
	j, lue := missions[mission]
	if !lue {
		return nil, fail.New(fail.Conflict, "mission.creneaux", "Cette mission n’a pas de créneau : donnez-lui une date avant d’y affecter quelqu’un.")
	}
	v.j = j
	return v, nil
}

// plusProches are the people who work nearest to a point.
const plusProches = `SELECT i.id FROM intervenant i JOIN rattachement x ON x.academie = i.academie AND x.intervenant_id = i.id AND x.type = 'principal' AND x.effectif
	JOIN etablissement e ON e.academie = x.academie AND e.id = x.etablissement_id WHERE i.academie = $1 AND i.etat = 'actif'
	ORDER BY (e.latitude - $2) ^ 2 + ((e.longitude - $3) * 0.66) ^ 2, i.id LIMIT $4`

func ids(ctx context.Context, r db.Reader, sql string, args ...any) ([]uuid.UUID, error) {
	var l []uuid.UUID
	err := r.Rows(ctx, sql, args, func(x rows) error {
		var id uuid.UUID
		if err := x.Scan(&id); err != nil {
			return err
		}
		l = append(l, id)
		return nil
	})
	if l == nil {
		l = []uuid.UUID{}
	}
	return l, err
}

// classer ranks the people who may come, the cheapest first; or says of one person alone what she costs, or why she may not.
func (v *vivier) classer(ctx context.Context, role string, plan, seul *uuid.UUID) (api.Candidats, error) {
	m := &v.s.Missions[v.j]
	if role == "" {
		role = manquant(m)
	}
	res := api.Candidats{Role: role, Candidats: []api.Candidat{}, Ecartes: map[string]int{}, Vivier: len(v.s.Personnes)}
	charges, err := v.charges(ctx, plan)
	if err != nil {
		return res, err
	}
	pris, err := v.pris(ctx, plan)
	if err != nil {
		return res, err
	}
	for i := range v.s.Personnes {
		if seul != nil && v.s.Personnes[i].ID != *seul {
			continue
		}
		c := v.candidat(int32(i), charges[v.s.Personnes[i].ID], pris[v.s.Personnes[i].ID])
		if len(c.Empechements) > 0 {
			res.Ecartes[c.Empechements[0].Regle]++
			if seul == nil {
				continue
			}
		}
		res.Candidats = append(res.Candidats, c)
	}
	slices.SortFunc(res.Candidats, func(a, b api.Candidat) int {
		return cmp.Or(cmp.Compare(len(a.Empechements), len(b.Empechements)), cmp.Compare(a.Cout, b.Cout), cmp.Compare(a.Nom, b.Nom), cmp.Compare(a.Intervenant.String(), b.Intervenant.String()))
	})
	res.Candidats = res.Candidats[:min(len(res.Candidats), candidatsMax)]
	for k := range res.Candidats {
		res.Candidats[k].Rang = k + 1
		res.Candidats[k].Raison = raison(res.Candidats, k)
	}
	return res, v.completer(ctx, res.Candidats)
}

// manquant is the first role of a mission that lacks somebody, or its first one.
func manquant(m *instance.Mission) string {
	for k := range m.Postes {
		if len(m.Postes[k].Tenus) < int(m.Postes[k].Besoin) {
			return m.Postes[k].Role
		}
	}
	if len(m.Postes) > 0 {
		return m.Postes[0].Role
	}
	return "membre"
}

func (v *vivier) candidat(i int32, charge int, ailleurs string) api.Candidat {
	p := &v.s.Personnes[i]
	x := v.s.Cout(i, v.j)
	km := int(v.s.Km(i, v.j))
	c := api.Candidat{Intervenant: p.ID, Nom: p.Nom, Discipline: &p.Discipline, Km: &km, Charge: charge, Passe: int(p.Passe), Empechements: []api.RegleEnfreinte{}}
	if equite := v.s.Charge(i, charge); equite != 0 {
		x.Termes = append(x.Termes, instance.Terme{Regle: regle.Equite, Centimes: int32(equite), Quantite: int32(charge)}) //nolint:gosec // small
	}
	c.Termes = *termesAPI(x.Termes)
	for _, t := range c.Termes {
		c.Cout += int64(t.Centimes)
	}
	dire := func(code regle.Code, phrase string) {
		c.Empechements = append(c.Empechements, api.RegleEnfreinte{Regle: string(code), Phrase: phrase})
	}
	if v.s.Tient(i, v.j) {
		dire("deja", p.Nom+" est déjà sur cette mission.")
	}
	for _, e := range v.s.Empechements(i, v.j) {
		dire(e.Regle, empechement(v.s, i, v.j, e))
	}
	if ailleurs != "" {
		dire(regle.Chevauchement, p.Nom+" est sur « "+ailleurs+" » à ces heures-là.")
	} else {
		for _, k := range v.s.Conflits(i, v.j) {
			dire(regle.Chevauchement, p.Nom+" est sur « "+v.s.Missions[k].Libelle+" » à ces heures-là, ou trop loin pour en venir.")
			break
		}
	}
	if q := v.s.Reglages.De(regle.QuotaMissions, ""); q.Force == regle.Imperative && charge >= int(q.Valeur) {
		dire(regle.QuotaMissions, fmt.Sprintf("%s a déjà %d missions : le plafond est de %d.", p.Nom, charge, q.Valeur))
	}
	return c
}

// charges counts the missions of each person in the session, or in the plan that one works on.
func (v *vivier) charges(ctx context.Context, plan *uuid.UUID) (map[uuid.UUID]int, error) {
	n := map[uuid.UUID]int{}
	sql, id := `SELECT intervenant_id, count(*) FROM affectation WHERE academie = $1 AND session_id = $2 AND etat IN ('affectee', 'convoquee', 'effectuee') AND intervenant_id = ANY ($3) GROUP BY 1`, v.session
	if plan != nil {
		sql, id = `SELECT intervenant_id, count(*) FROM plan_place WHERE academie = $1 AND plan_id = $2 AND intervenant_id = ANY ($3) GROUP BY 1`, *plan
	}
	err := v.r.Rows(ctx, sql, []any{v.academie, id, v.gens()}, func(x rows) error {
		var qui uuid.UUID
		var combien int
		if err := x.Scan(&qui, &combien); err != nil {
			return err
		}
		n[qui] = combien
		return nil
	})
	return n, err
}

// pris tells who sits elsewhere in the plan at the hours of the mission, and where.
func (v *vivier) pris(ctx context.Context, plan *uuid.UUID) (map[uuid.UUID]string, error) {
	n := map[uuid.UUID]string{}
	if plan == nil {
		return n, nil
	}
	err := v.r.Rows(ctx, `SELECT DISTINCT ON (p.intervenant_id) p.intervenant_id, coalesce(m.libelle, m.type) FROM plan_place p
		JOIN creneau k ON k.academie = p.academie AND k.mission_id = p.mission_id AND k.sur_place JOIN creneau ici ON ici.academie = p.academie AND ici.mission_id = $3 AND ici.sur_place
		JOIN mission m ON m.academie = p.academie AND m.id = p.mission_id
		WHERE p.academie = $1 AND p.plan_id = $2 AND p.mission_id <> $3 AND p.intervenant_id = ANY ($4) AND k.debut < ici.fin AND ici.debut < k.fin`,
		[]any{v.academie, *plan, v.s.Missions[v.j].ID, v.gens()}, func(x rows) error {
			var qui uuid.UUID
			var ou string
			if err := x.Scan(&qui, &ou); err != nil {
				return err
			}
			n[qui] = ou
			return nil
		})
	return n, err
}

func (v *vivier) gens() []uuid.UUID {
	g := make([]uuid.UUID, len(v.s.Personnes))
	for i := range v.s.Personnes {
		g[i] = v.s.Personnes[i].ID
	}
	return g
}

// completer adds how to reach those who are shown.
func (v *vivier) completer(ctx context.Context, cs []api.Candidat) error {
	type fiche struct {
		ID                               uuid.UUID
		Telephone, Mel, EtablissementNom *string
	}
	qui := make([]uuid.UUID, len(cs))
	for k := range cs {
		qui[k] = cs[k].Intervenant
	}
	fs, err := db.Query[fiche](ctx, v.r, `SELECT i.id, i.telephone, i.mel, e.nom AS etablissement_nom FROM intervenant i
		LEFT JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal' AND r.effectif
		LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE i.academie = $1 AND i.id = ANY ($2)`, v.academie, qui)
	for _, f := range fs {
		k := slices.IndexFunc(cs, func(c api.Candidat) bool { return c.Intervenant == f.ID })
		cs[k].Telephone, cs[k].Mel, cs[k].EtablissementNom = f.Telephone, f.Mel, f.EtablissementNom
	}
	return err
}

// raison says in one sentence why somebody is where she is in the ranking.
func raison(cs []api.Candidat, k int) string {
	c := &cs[k]
	if len(c.Empechements) > 0 {
		return c.Empechements[0].Phrase
	}
	if k == 0 {
		return "La moins chère des personnes possibles : " + decompose(c.Termes) + "."
	}
	d := c.Cout - cs[0].Cout
	if d == 0 {
		return "Coûte autant que " + cs[0].Nom + "."
	}
	return fmt.Sprintf("%s de plus que %s : %s.", enEuros(d), cs[0].Nom, differences(c.Termes, cs[0].Termes))
}

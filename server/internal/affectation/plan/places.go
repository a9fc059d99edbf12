package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
)

// place is one seat of a plan, as it is written.
type place struct {
	mission     uuid.UUID
	role        string
	rang        int16
	intervenant *uuid.UUID
	affectation *uuid.UUID
	convoquee   bool
	verrou      bool
	main        bool
	cout        int32
	termes      []instance.Terme
	km          int32
	prix        int64
	reserve     bool
	personne    int32
}

// placesDe lays out the seats of a plan, the filled ones first. Missions outside the plan have none.
func placesDe(p *instance.Probleme, plan *optim.Plan) []place {
	places := make([]place, 0, len(plan.Affectations))
	debut := 0
	for n := range p.Probleme.Postes {
		poste := int32(n)
		fin := debut
		for fin < len(plan.Affectations) && plan.Affectations[fin].Poste == poste {
			fin++
		}
		pris := plan.Affectations[debut:fin]
		debut = fin
		m := p.MissionDe(poste)
		if m.Fixe {
			continue
		}
		for rang := range max(len(pris), int(p.Probleme.Postes[n].Besoin)) {
			x := place{mission: m.ID, role: p.RoleDe(poste), rang: int16(rang + 1), reserve: p.Probleme.Postes[n].Reserve, personne: -1}
			if n < len(plan.Prix) {
				x.prix = plan.Prix[n]
			}
			if rang < len(pris) {
				x.occuper(p, poste, pris[rang].Personne)
			}
			places = append(places, x)
		}
	}
	return places
}

func (x *place) occuper(p *instance.Probleme, poste, i int32) {
	s := p.S
	x.personne, x.intervenant = i, &s.Personnes[i].ID
	c := s.Cout(i, p.Origine[poste][0])
	x.cout, x.termes, x.km = c.Total, c.Termes, s.Km(i, p.Origine[poste][0])
	t, tenu := p.Tenus[optim.Affectation{Poste: poste, Personne: i}]
	if !tenu {
		return
	}
	x.convoquee, x.verrou = t.Convoque, t.Verrouille
	x.main = t.Verrouille
	if t.Affectation != uuid.Nil {
		id := t.Affectation
		x.affectation = &id
	}
}

const lotPlaces = 5_000

// ecrirePlaces replaces the places of a plan, by few statements whatever their number.
func ecrirePlaces(ctx context.Context, tx *db.Tx, plan uuid.UUID, places []place) error {
	if _, err := tx.Exec(ctx, `DELETE FROM plan_place WHERE academie = $1 AND plan_id = $2`, tx.Academie, plan); err != nil {
		return err
	}
	for lot := range slices.Chunk(places, lotPlaces) {
		c := colonnesDe(lot)
		if _, err := tx.Exec(ctx, `INSERT INTO plan_place (academie, id, plan_id, mission_id, role, rang, intervenant_id, affectation_id, convoquee, verrou, par, cout, termes, km, prix)
			SELECT $1, uuid_v7(), $2, x.* FROM unnest($3::uuid[], $4::text[], $5::int2[], $6::uuid[], $7::uuid[], $8::bool[], $9::bool[], $10::text[], $11::int4[],
			$12::jsonb[], $13::int4[], $14::int8[]) x`, tx.Academie, plan, c.missions, c.roles, c.rangs, c.intervenants, c.affectations, c.convoquees, c.verrous,
			c.par, c.couts, c.termes, c.km, c.prix); err != nil {
			return err
		}
	}
	return nil
}

type colonnes struct {
	missions                   []uuid.UUID
	roles, par                 []string
	rangs                      []int16
	intervenants, affectations []*uuid.UUID
	convoquees, verrous        []bool
	couts                      []int32
	km                         []*int32
	termes                     []json.RawMessage
	prix                       []int64
}

func colonnesDe(lot []place) (c colonnes) {
	for k := range lot {
		x := &lot[k]
		c.missions, c.roles, c.rangs = append(c.missions, x.mission), append(c.roles, x.role), append(c.rangs, x.rang)
		c.intervenants, c.affectations = append(c.intervenants, x.intervenant), append(c.affectations, x.affectation)
		c.convoquees, c.verrous = append(c.convoquees, x.convoquee), append(c.verrous, x.verrou)
		par := "moteur"
		if x.main {
			par = "main"
		}
		var km *int32
		if x.intervenant != nil {
			km = &x.km
		}
		c.par, c.couts, c.km, c.prix = append(c.par, par), append(c.couts, x.cout), append(c.km, km), append(c.prix, x.prix)
		if x.termes == nil {
			x.termes = []instance.Terme{}
		}
		c.termes = append(c.termes, enJSON(x.termes))
	}
	return c
}

// chiffres of a plan: what one compares plans on.
type chiffres struct {
	places, pourvues, vides, reservesVides      int
	personnes, deplaces, nouveaux, aReconvoquer int
	gini, chargeMin, chargeMax, auPlafond       int
	km, frais                                   int64
	termes                                      map[regle.Code]int64
}

func bilan(p *instance.Probleme, plan *optim.Plan, places []place) chiffres {
	b := chiffres{termes: map[regle.Code]int64{}, places: len(places)}
	charge := map[int32]int{}
	for k := range places {
		x := &places[k]
		switch {
		case x.intervenant != nil:
			b.pourvues++
			charge[x.personne]++
			b.km += int64(x.km)
			for _, t := range x.termes {
				b.termes[t.Regle] += int64(t.Centimes)
			}
			if x.affectation == nil {
				b.nouveaux++
			}
		case x.reserve:
			b.reservesVides++
		default:
			b.vides++
		}
	}
	b.frais = b.termes[regle.Frais] + plan.Termes.TrajetsPartages
	b.deplaces = int(plan.Deplaces)
	if plan.Termes.Charge != 0 {
		b.termes[regle.Equite] = plan.Termes.Charge
	}
	duos := duosDe(p, plan)
	if b.termes[regle.Voeux] += duos; b.termes[regle.Voeux] == 0 {
		delete(b.termes, regle.Voeux)
	}
	for code, v := range map[regle.Code]int64{regle.Couverture: plan.Termes.NonPourvus, regle.Stabilite: plan.Termes.Deplacements,
		regle.Composition: plan.Termes.Composition - duos, regle.Regroupement: plan.Termes.TrajetsPartages} {
		if v != 0 {
			b.termes[code] = v
		}
	}
	b.charges(p, charge)
	return b
}

// duosDe is what the wishes about colleagues cost in a plan.
func duosDe(p *instance.Probleme, plan *optim.Plan) int64 {
	tient := map[int32][]int32{}
	for _, a := range plan.Affectations {
		tient[a.Personne] = append(tient[a.Personne], a.Poste)
	}
	return p.PenaliteDuos(nil, func(i int32) []int32 { return tient[i] })
}

// charges measures how evenly the missions fall on those who are called.
func (b *chiffres) charges(p *instance.Probleme, charge map[int32]int) {
	b.personnes = len(charge)
	if len(charge) == 0 {
		return
	}
	n := make([]int, 0, len(charge))
	for i, c := range charge {
		n = append(n, c)
		if int32(c) >= p.Personnes[i].Missions { //nolint:gosec // small
			b.auPlafond++
		}
	}
	slices.Sort(n)
	b.chargeMin, b.chargeMax = n[0], n[len(n)-1]
	b.gini = gini(n)
}

// gini of sorted counts, in thousandths: 0 when all bear the same.
func gini(n []int) int {
	var somme, pondere int64
	for k, v := range n {
		somme += int64(v)
		pondere += int64(v) * int64(2*(k+1)-len(n)-1)
	}
	if somme == 0 {
		return 0
	}
	return int(1000 * pondere / (somme * int64(len(n))))
}

func (b *chiffres) phrase(plan *optim.Plan) string {
	borne, complete := preuve(plan)
	gap := optim.Gap(plan.Cout, borne)
	cout := euros(plan.Cout) + " €"
	if vides := plan.Termes.NonPourvus; vides > 0 {
		cout += fmt.Sprintf(" (dont %s € comptés pour les places vides)", euros(vides))
	}
	f := fmt.Sprintf("%d places pourvues sur %d, coût %s, à moins de %s %% du meilleur plan possible.", b.pourvues, b.places, cout, pourCent(gap))
	switch {
	case !complete:
		f = fmt.Sprintf("%d places pourvues sur %d, coût %s, à moins de %s %% du meilleur plan possible avec les personnes proposées d’abord.", b.pourvues, b.places, cout, pourCent(gap))
	case gap == 0:
		f = fmt.Sprintf("%d places pourvues sur %d, coût %s : aucun plan ne coûte moins.", b.pourvues, b.places, cout)
	}
	return f
}

package plan

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// retoucher changes places of a plan in one transaction, with its dossier to price what is changed; edits of one plan come
// one after the other.
func (a API) retoucher(ctx context.Context, plan uuid.UUID, faire func(tx *db.Tx, d *dossier) error) error {
	p := access.De(ctx)
	d, err := a.Dossiers.prendre(ctx, p.Academie, plan)
	if err != nil {
		return err
	}
	defer d.rendre()
	defer d.lever() // what was tried here is not in the database when the transaction fails
	return a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		d.lever()
		return faire(tx, d)
	})
}

// lever forgets who sits where: the next question reads it again.
func (d *dossier) lever() { d.o = nil }

// pourRetouche lays the plan out as the transaction reads it.
func (d *dossier) pourRetouche(ctx context.Context, tx *db.Tx, place uuid.UUID) error {
	if d.o != nil { // an earlier step of the same transaction
		return nil
	}
	a, err := lireAssise(ctx, tx.Reader, tx.Academie, place)
	if err != nil {
		return err
	}
	return d.ouvrir(ctx, tx.Reader, &a)
}

// siegeDe finds the poste of a place.
func (d *dossier) siegeDe(s *siege) (int32, error) {
	j, lue := d.missions[s.MissionID]
	n := int32(-1)
	if lue && !d.p.S.Missions[j].Fixe {
		n = d.p.Poste(j, s.Role)
	}
	if n < 0 {
		return n, fail.New(fail.Conflict, "plan.mission", "Cette mission n’est plus ouverte, ou ne demande plus personne dans ce rôle : calculez de nouveau le plan.")
	}
	return n, nil
}

// difference is what moves change to the cost of the whole plan, rule by rule: pairs, journeys paid once, the load of each,
// empty seats, stability, juries, pairs and colleagues.
func (d *dossier) difference(moves []optim.Mouvement) (int64, []api.TermeCout, error) {
	q := instance.Question{}
	sieges := map[int32]int64{}
	for _, m := range moves {
		for _, n := range []int32{m.Prend, m.Quitte} {
			if n >= 0 {
				q.Aussi = append(q.Aussi, optim.Affectation{Poste: n, Personne: m.Personne})
			}
		}
		if m.Prend >= 0 {
			sieges[m.Prend]++
		}
		if m.Quitte >= 0 {
			sieges[m.Quitte]--
		}
	}
	p, avant := d.p.Part(d.o, q)
	for s := range p.Postes {
		p.Postes[s].NonPourvu = 0 // counted below, with everyone who sits there
	}
	t0, err := optim.Evaluer(p, avant)
	if err != nil {
		return 0, nil, err
	}
	t1, err := optim.Evaluer(p, deplacer(avant, moves))
	if err != nil {
		return 0, nil, err
	}
	delta := t1.Total() - t0.Total()
	for s, de := range sieges {
		delta += d.vides(s, de)
	}
	delta, termes := d.mesurer(moves, delta)
	return delta, termes, nil
}

// vides is what de more people on a poste change to the price of its empty seats.
func (d *dossier) vides(s int32, de int64) int64 {
	p := &d.p.Probleme.Postes[s]
	assis := int64(len(d.o.Assis[s]))
	return p.NonPourvu * (max(0, int64(p.Besoin)-assis-de) - max(0, int64(p.Besoin)-assis))
}

// deplacer makes the moves on a list of affectations.
func deplacer(plan []optim.Affectation, moves []optim.Mouvement) []optim.Affectation {
	quittees := map[optim.Affectation]bool{}
	for _, m := range moves {
		quittees[optim.Affectation{Poste: m.Quitte, Personne: m.Personne}] = true
	}
	var apres []optim.Affectation
	for _, a := range plan {
		if !quittees[a] {
			apres = append(apres, a)
		}
	}
	for _, m := range moves {
		if m.Prend >= 0 {
			apres = append(apres, optim.Affectation{Poste: m.Prend, Personne: m.Personne})
		}
	}
	return apres
}

// bouger makes the moves in the dossier.
func (d *dossier) bouger(moves []optim.Mouvement) {
	for _, m := range moves {
		if m.Quitte >= 0 {
			d.o.Lever(optim.Affectation{Poste: m.Quitte, Personne: m.Personne})
		}
	}
	for _, m := range moves {
		if m.Prend >= 0 {
			d.o.Asseoir(optim.Affectation{Poste: m.Prend, Personne: m.Personne}, true)
		}
	}
}

// peser computes the difference that a change of a place makes to the plan, and what the new pair costs. It refuses what a
// hard rule forbids.
func (c *pese) peser(ctx context.Context, d *dossier, qui *uuid.UUID) error {
	if err := d.pourRetouche(ctx, c.tx, c.place); err != nil {
		return err
	}
	n, err := d.siegeDe(&c.siege)
	if err != nil {
		return err
	}
	var moves []optim.Mouvement
	if avant := c.siege.IntervenantID; avant != nil {
		if i, connue := d.personnes[*avant]; connue {
			moves = append(moves, optim.Mouvement{Personne: i, Prend: -1, Quitte: n})
		} else { // she has left the vivier: her pair alone is still in the cost of the plan
			for _, t := range c.siege.Termes {
				c.compter(t.Regle, -int64(t.Centimes))
			}
			c.compter(regle.Couverture, -d.vides(n, 1))
		}
	}
	if qui != nil {
		if err := c.permettre(ctx, *qui); err != nil {
			return err
		}
		i, connue := d.personnes[*qui]
		if !connue {
			return errHorsVivier
		}
		moves = append(moves, optim.Mouvement{Personne: i, Prend: n, Quitte: -1})
		j := d.p.Origine[n][0]
		x, km := d.p.S.Cout(i, j), d.p.S.Km(i, j)
		c.cout, c.termes, c.km = x.Total, x.Termes, &km
	}
	_, termes, err := d.difference(moves)
	for _, t := range termes {
		c.compter(regle.Code(t.Regle), int64(t.Centimes))
	}
	d.bouger(moves)
	return err
}

var errHorsVivier = fail.New(fail.Invalid, "plan.personne", "Cette personne n’est pas dans le vivier de l’académie.", fail.Field{Pointer: "/intervenant", Code: "inconnu", Message: "choisissez quelqu’un du vivier"})

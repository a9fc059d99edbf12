package optim

// Affectation is one person on one poste.
type Affectation struct{ Poste, Personne int32 }

// Manque is a poste with empty seats.
type Manque struct{ Poste, Nombre int32 }

// Plan is the answer.
type Plan struct {
	// Affectations, sorted by poste, then person.
	Affectations []Affectation
	Manques      []Manque
	Cout         int64
	// Borne: no plan costs less. See the package's documentation for what it leaves out.
	Borne int64
	// BorneOffre is the same among the arcs at hand alone, the omitted ones (Probleme.Omis) left aside; without any it is Borne.
	BorneOffre int64
	// Termes breaks Cout down; they add up to it.
	Termes     Termes
	NonPourvus int64
	// Deplaces counts the published affectations that were not kept.
	Deplaces int64
	// Prix is the price of a seat of each poste in the proof: what one more seat costs, or what one more person for
	// this poste would be worth.
	Prix []int64
	// Travail is the units of work done; Composantes the number of independent parts, Exactes of those solved to the optimum.
	Travail              int64
	Composantes, Exactes int
	// Rejouable is false when a cancellation stopped the search.
	Rejouable bool
	// Complet is false when omitted arcs that could pay were still to be taken in: Borne holds for them too, but a longer
	// search could use them.
	Complet bool
}

// Termes are the parts of a cost.
type Termes struct{ Arcs, TrajetsPartages, Charge, NonPourvus, Deplacements, Composition int64 }

// Total adds the terms; TrajetsPartages is negative.
func (t Termes) Total() int64 {
	return t.Arcs + t.TrajetsPartages + t.Charge + t.NonPourvus + t.Deplacements + t.Composition
}

// Gap is the part of the cost that might still be saved: (Cout − Borne) / Cout, zero when proved optimal.
func (p *Plan) Gap() float64 { return Gap(p.Cout, p.Borne) }

// Gap is the part of a cost that might still be saved, given what no plan costs less than.
func Gap(cout, borne int64) float64 {
	if cout <= borne {
		return 0
	}
	if cout <= 0 {
		return 1
	}
	return float64(cout-borne) / float64(cout)
}

// Progres is told between two rounds of the search.
type Progres struct {
	Cout, Borne int64
	Gap         float64
	NonPourvus  int64
	// Travail done, of Budget.
	Travail, Budget int64
	// Gagne is what the last round saved.
	Gagne int64
}

// Options of a solve. The zero value is a good one: to the certified gap of 0.01 %, or until the budget is spent.
type Options struct {
	Graine uint64
	// Budget in units of work (some 300,000 per CPU second); zero: by the size of the problem; negative: none.
	Budget int64
	// Gap at which to stop, as a fraction; zero: 0.0001; negative: go on until the budget is spent or the proof complete.
	Gap float64
	// Depart is a plan to start from; what breaks a rule in it is dropped.
	Depart []Affectation
	// Suivi is called between rounds, from one goroutine, in order.
	Suivi func(Progres)
}

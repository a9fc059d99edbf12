// Package optim assigns people to the missions of a whole session at the least cost, and says how far from the best
// possible plan it may still be. It knows no database and no clock: a Probleme in, a Plan out.
//
//	p := &optim.Probleme{Personnes: …, Missions: …, Postes: …, Arcs: …, Trajet: …}
//	plan, err := optim.Resoudre(ctx, p, optim.Options{Graine: 1, Gap: 0.001})
//	plan.Cout, plan.Borne, plan.Gap(), plan.NonPourvus, plan.Affectations
//
// # What is minimised
//
// The sum, in whole centimes (or any unit that the caller keeps to), of: the cost of each arc chosen, less the travel
// already paid that day; the convex cost of the load of each person; the price of each seat left empty; the price of each
// published affectation that is undone; the penalties of composition.
//
// # What is hard
//
// Seats of a poste are never exceeded; one person never holds two missions that overlap, travel between centres
// included (minutes of Trajet), whatever the role; quotas in missions, days, copies and candidates; families of
// missions that may not be cumulated; pairs locked and forbidden. Missions à distance exclude nothing: quotas and
// cumuls alone limit them. Competence, availability, establishment of origin and own pupils are said by the absence
// of an arc.
//
// # What the bound knows
//
// Plan.Borne is a proof: no plan that respects the hard rules costs less. It is computed in integers, never in floats.
// Exact in the bound: arc costs, overlaps and travel time, load cost and quota in missions, empty seats and reserves,
// several roles, locked and forbidden pairs, part-time and past sessions (they are load costs), stability, same-day
// grouping, missions à distance.
// Left out of the bound, which is then lower than it might be but still a proof (the gap shown is pessimistic):
// quotas in days, copies and candidates; cumuls; penalties of composition; the holes of a mission of several créneaux
// when another mission fits in one of them. Each costs nothing when absent.
//
// # The same plan again
//
// Same problem, same Options, same version: same plan, whatever GOMAXPROCS. Budgets are counted in units of work. A
// context cancelled stops the search at once with the best plan so far and Plan.Rejouable false.
package optim

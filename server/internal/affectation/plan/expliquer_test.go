package plan

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

var (
	anglais  = uuid.MustParse("01900000-0000-7000-8000-000000000001")
	espagnol = uuid.MustParse("01900000-0000-7000-8000-000000000002")
	paris, _ = time.LoadLocation("Europe/Paris")
)

func le(jour, h int) time.Time { return time.Date(2027, 6, jour, h, 0, 0, 0, paris) }

func creneau(jour, de, vers int) []instance.Creneau {
	return []instance.Creneau{{ID: uuid.New(), Debut: le(jour, de), Fin: le(jour, vers), Jour: jourDe(le(jour, de))}}
}

func gens(nom string, lieu int32, autres ...func(*instance.Personne)) instance.Personne {
	p := instance.Personne{ID: uuid.New(), Nom: nom, Lieu: lieu, Quotite: 100, Competences: map[uuid.UUID]int16{anglais: 1}, UAI: []string{fmt.Sprintf("035000%dA", lieu)}}
	for _, f := range autres {
		f(&p)
	}
	return p
}

func oral(libelle string, centre int32, besoin int32, ks []instance.Creneau) instance.Mission {
	return instance.Mission{ID: uuid.New(), Libelle: libelle, Type: "INTERROGATION", Examen: "BTS", EpreuveOption: anglais, Exige: true, Centre: centre,
		CentreUAI: fmt.Sprintf("035000%dA", centre), Creneaux: ks, SurPlace: true, Postes: []instance.Poste{{Role: "interrogateur", Besoin: besoin}}}
}

// bretagne is a small session: Rennes (0), Vitré (1), Brest (2), Fougères (3).
func bretagne(regles ...regle.Reglage) instance.Donnees {
	lieu := func(la, lo float64) instance.Lieu { return instance.Lieu{Latitude: la, Longitude: lo, Connu: true} }
	return instance.Donnees{Fuseau: paris, Lieux: []instance.Lieu{lieu(48.11, -1.68), lieu(48.12, -1.21), lieu(48.39, -4.49), lieu(48.35, -1.20)},
		Bareme: instance.Bareme{ParKm: 40, Repas: 2000, Nuitee: 9000, NuiteeAuDela: 90}, Reglages: regle.Nouveaux(regles)}
}

// dossierDe computes the plan of a session and opens it for questions.
func dossierDe(t *testing.T, d instance.Donnees) (*dossier, *optim.Plan) {
	t.Helper()
	p := instance.Preparer(d).Construire(1000)
	plan, err := optim.Resoudre(context.Background(), p.Probleme, optim.Options{Gap: -1, Budget: 30000})
	require.NoError(t, err)
	return dossierSur(p, plan.Affectations), plan
}

func dossierSur(p *instance.Probleme, plan []optim.Affectation) *dossier {
	x := &dossier{p: p.S.Cadre(), seul: make(chan struct{}, 1), lu: time.Now(), centres: map[uuid.UUID]string{}, retenus: map[optim.Affectation]siegeDit{}}
	x.missions, x.personnes = p.S.Index()
	x.o = x.p.NouvelleOccupation()
	for _, a := range plan {
		x.o.Asseoir(a, false)
	}
	return x
}

// demander asks about a seat of a mission: that of qui, or an empty one; autre, why not her.
func demander(t *testing.T, d *dossier, mission int32, qui, autre string) api.ExplicationPlace {
	t.Helper()
	q := poser(d, mission, qui)
	var pas *uuid.UUID
	if autre != "" {
		pas = &d.p.S.Personnes[trouver(d, autre)].ID
	}
	x, err := q.expliquer(pas)
	require.NoError(t, err)
	return x
}

func poser(d *dossier, mission int32, qui string) *question {
	n := d.p.Postes[mission]
	q := &question{dossier: d, ctx: context.Background(), j: mission, n: n, place: assise{Role: d.p.RoleDe(n)}}
	if qui != "" {
		q.place.IntervenantID = &d.p.S.Personnes[trouver(d, qui)].ID
	}
	return q
}

func trouver(d *dossier, nom string) int32 {
	return int32(slices.IndexFunc(d.p.S.Personnes, func(p instance.Personne) bool { return p.Nom == nom }))
}

func absente(p *instance.Personne) {
	du, au := le(1, 0), le(30, 0)
	p.Blocages = []disponibilite.Blocage{{Raison: disponibilite.Indisponible, Debut: &du, Fin: &au, Portee: "tout"}}
}

// The sentences, as a gestionnaire reads them.
func TestPhrases(t *testing.T) {
	base := func(regles ...regle.Reglage) instance.Donnees {
		d := bretagne(regles...)
		d.Personnes = []instance.Personne{gens("ANDRE Luc", 1), gens("BERTIN Zoé", 3), gens("COLIN Anne", 2), gens("DIOP Awa", 0),
			gens("ESPINO Ada", 1, func(p *instance.Personne) { p.Competences = map[uuid.UUID]int16{espagnol: 1} }), gens("FARES Ali", 1, absente)}
		d.Missions = []instance.Mission{oral("Oral d’anglais", 0, 1, creneau(17, 8, 12)), oral("Oral de Fougères", 3, 1, creneau(17, 9, 12))}
		return d
	}
	deux := func(regles ...regle.Reglage) instance.Donnees {
		s := base(regles...)
		s.Missions[0].Postes[0].Besoin, s.Missions[1].Postes[0].Besoin = 3, 2
		return s
	}
	seule := func() instance.Donnees {
		s := base()
		s.Personnes, s.Missions = s.Personnes[4:], s.Missions[:1]
		return s
	}
	for nom, x := range map[string]struct {
		donnees     instance.Donnees
		qui, autre  string
		genre       api.ExplicationPlaceGenre
		phrases     []string
		apresCalcul func(*dossier)
	}{
		"pourquoi elle": {base(), "BERTIN Zoé", "", api.ExplicationPlaceGenreRetenue, []string{
			"BERTIN Zoé est, des 2 personnes qui peuvent tenir cette place, celle qui coûte le moins : 44,80 € de déplacement (56 km).",
			"1 personne aurait coûté moins cher mais n’est pas libre : ANDRE Luc (35,20 €), déjà sur « Oral de Fougères » (le 17/06 à 9 h).",
			"Sans BERTIN Zoé, la solution la moins chère serait ANDRE Luc, qui quitterait « Oral de Fougères » (le 17/06 à 9 h), où DIOP Awa prendrait sa place : 9,60 € de plus (9,60 € de déplacement)."}, nil},
		"sans compétence": {base(), "BERTIN Zoé", "ESPINO Ada", api.ExplicationPlaceGenreImpossible, []string{"ESPINO Ada n’a pas la compétence que cette mission exige."}, nil},
		"dans son lycée":  {base(), "BERTIN Zoé", "DIOP Awa", api.ExplicationPlaceGenreImpossible, []string{"DIOP Awa travaille dans le centre lui-même (0350000A)."}, nil},
		"indisponible":    {base(), "BERTIN Zoé", "FARES Ali", api.ExplicationPlaceGenreImpossible, []string{"FARES Ali est indisponible du 01/06/2027 au 29/06/2027."}, nil},
		"plus chère":      {base(), "BERTIN Zoé", "COLIN Anne", api.ExplicationPlaceGenreEcartee, []string{"Mettre COLIN Anne ici à la place de BERTIN Zoé coûterait 165,60 € de plus (165,60 € de déplacement)."}, nil},
		"plus utile ailleurs": {base(), "BERTIN Zoé", "ANDRE Luc", api.ExplicationPlaceGenreEcartee, []string{
			"ANDRE Luc est plus utile ailleurs : sur « Oral de Fougères » (le 17/06 à 9 h).",
			"Mettre ANDRE Luc ici à la place de BERTIN Zoé coûterait 9,60 € de plus (9,60 € de déplacement), remplacement par DIOP Awa compris."}, nil},
		"convoquée ailleurs": {base(), "BERTIN Zoé", "ANDRE Luc", api.ExplicationPlaceGenreImpossible, []string{"ANDRE Luc a déjà reçu sa convocation : déjà sur « Oral de Fougères » (le 17/06 à 9 h)."}, func(d *dossier) {
			a := optim.Affectation{Poste: 1, Personne: trouver(d, "ANDRE Luc")}
			d.o.Fixes[a], d.retenus[a] = true, siegeDit{Convoquee: true}
		}},
		"refusée": {base(), "BERTIN Zoé", "COLIN Anne", api.ExplicationPlaceGenreImpossible, []string{"Un gestionnaire a refusé COLIN Anne sur cette mission dans ce plan."}, func(d *dossier) {
			d.p.S.Interdits = map[[2]int32]bool{{0, trouver(d, "COLIN Anne")}: true}
		}},
		"devenue indisponible": {base(), "BERTIN Zoé", "", api.ExplicationPlaceGenreRetenue, []string{
			"Depuis le calcul : BERTIN Zoé est indisponible du 01/06/2027 au 29/06/2027. Cette place est à revoir avant de publier.",
			"Sans BERTIN Zoé, la solution la moins chère serait ANDRE Luc, qui quitterait « Oral de Fougères » (le 17/06 à 9 h), où DIOP Awa prendrait sa place : 9,60 € de plus (9,60 € de déplacement)."}, func(d *dossier) {
			absente(&d.p.S.Personnes[trouver(d, "BERTIN Zoé")])
		}},
		"en pénurie": {deux(), "", "", api.ExplicationPlaceGenreVide, []string{
			"2 missions se disputent les mêmes personnes : elles demandent ensemble 5 places, et les 4 personnes qui peuvent venir n’en tiennent que 4. Aucun plan ne peut mieux faire : il manquera toujours une personne, tant que personne d’autre ne peut venir.",
			"Sur 5 personnes qui ont la compétence, 1 est indisponible à ces dates, 1 travaille dans le centre lui-même."}, nil},
		"personne": {seule(), "", "", api.ExplicationPlaceGenreVide, []string{
			"Personne ne peut tenir cette place.", "La seule personne qui a la compétence est indisponible à ces dates."}, nil},
		"vidée à la main": {base(), "", "", api.ExplicationPlaceGenreVide, []string{
			"Quelqu’un peut venir : BERTIN Zoé, pour 44,80 €.", "La place a été vidée à la main, ou la situation a changé depuis le calcul : calculez de nouveau, ou choisissez cette personne."}, func(d *dossier) {
			i := trouver(d, "BERTIN Zoé")
			d.o.Assis[0], d.o.Tient[i] = nil, nil
			d.p.S.Interdits = map[[2]int32]bool{{0, trouver(d, "COLIN Anne")}: true}
		}},
	} {
		t.Run(nom, func(t *testing.T) {
			d, _ := dossierDe(t, x.donnees)
			if x.apresCalcul != nil {
				x.apresCalcul(d)
			}
			mission := int32(0)
			if x.qui == "" && len(d.o.Assis[0]) == int(d.p.Probleme.Postes[0].Besoin) {
				mission = 1
			}
			e := demander(t, d, mission, x.qui, x.autre)
			assert.Equal(t, x.genre, e.Genre)
			for k := range e.Phrases { // which of two missions is left a seat short is a tie: how many sit there depends on it
				e.Phrases[k] = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "2 y sont déjà, ", "").Replace(e.Phrases[k])
			}
			assert.Equal(t, x.phrases, e.Phrases)
		})
	}
}

// Two colleagues who ask for it come together as long as it costs less than the wish is worth, and their place says so.
func TestVoeuDeCollegue(t *testing.T) {
	for nom, x := range map[string]struct {
		sens     int32
		poids    int32
		ensemble bool
		phrase   string
	}{
		"ensemble":                  {1, 2000, true, "Vœu : ANDRE Luc et BERTIN Zoé souhaitent venir ensemble ; c’est le cas ici ce jour-là."},
		"pas à n’importe quel prix": {1, 100, false, "Vœu : ANDRE Luc et BERTIN Zoé souhaitent venir ensemble ; ce n’est pas le cas ici ce jour-là."},
		"surtout pas":               {-1, 9000, false, "Vœu : ANDRE Luc et BERTIN Zoé souhaitent ne pas venir ensemble ; c’est le cas ici ce jour-là."},
	} {
		t.Run(nom, func(t *testing.T) {
			s := bretagne(regle.Reglage{Code: regle.Voeux, Force: regle.Souple, Poids: x.poids})
			s.Personnes = []instance.Personne{gens("ANDRE Luc", 1), gens("BERTIN Zoé", 3), gens("COLIN Anne", 1)}
			s.Personnes[0].Voeux = []instance.Voeu{{Genre: "collegue", Sens: x.sens, Collegue: s.Personnes[1].ID}}
			s.Missions = []instance.Mission{oral("Oral d’anglais", 0, 1, creneau(17, 8, 12)), oral("Oral de langue", 0, 1, creneau(17, 9, 12)), oral("Oral de Brest", 2, 1, creneau(17, 8, 12))}
			d, _ := dossierDe(t, s)
			centre := func(nom string) int32 { return s.Missions[d.p.Origine[d.o.Tient[trouver(d, nom)][0]][0]].Centre }
			assert.Equal(t, x.ensemble, centre("ANDRE Luc") == centre("BERTIN Zoé"), "%v", d.o.Assis)
			assert.Contains(t, demander(t, d, d.p.Origine[d.o.Tient[0][0]][0], "ANDRE Luc", "").Phrases, x.phrase)
		})
	}
}

// hasard invents a session with scarcity, several days, rules of distance and jurys.
func hasard(graine uint64) instance.Donnees {
	a := rand.New(rand.NewPCG(graine, 3))
	d := bretagne(regle.Reglage{Code: regle.Rayon, Force: regle.Imperative, Valeur: int32(40 + a.IntN(80))},
		regle.Reglage{Code: regle.QuotaMissions, Force: regle.Imperative, Valeur: int32(1 + a.IntN(3))},
		regle.Reglage{Code: regle.Binome, Force: regle.Souple, Poids: 1500}, regle.Reglage{Code: regle.Couverture, Force: regle.Souple, Poids: 1_000_000})
	for k := range 6 {
		d.Personnes = append(d.Personnes, gens(string(rune('A'+k)), int32(a.IntN(4)), func(p *instance.Personne) {
			p.Passe = int32(a.IntN(4))
			if a.IntN(5) == 0 {
				absente(p)
			}
			if a.IntN(4) == 0 {
				p.Competences = map[uuid.UUID]int16{anglais: 2}
			}
		}))
	}
	for k := range 4 {
		de := 8 + a.IntN(6)
		m := oral(fmt.Sprint("M", k), int32(a.IntN(4)), int32(1+a.IntN(2)), creneau(17+a.IntN(2), de, de+1+a.IntN(5)))
		if a.IntN(3) == 0 {
			m.Postes = append(m.Postes, instance.Poste{Role: "reserviste", Besoin: 1, Reserve: true})
		}
		d.Missions = append(d.Missions, m)
		classe := make([]int32, len(d.Personnes))
		for i := range classe {
			classe[i] = d.Personnes[i].Lieu
		}
		d.Souhaits = append(d.Souhaits, instance.Souhait{Mission: int32(k), Classe: classe, Paires: true})
	}
	for range a.IntN(4) { // colleagues who would come together, or would rather not
		i, k := a.IntN(6), a.IntN(6)
		if i != k {
			d.Personnes[i].Voeux = append(d.Personnes[i].Voeux, instance.Voeu{Genre: "collegue", Sens: int32(1 - 2*a.IntN(2)), Collegue: d.Personnes[k].ID})
		}
	}
	if a.IntN(2) == 0 { // somebody is affected already
		d.Missions[0].Postes[0].Tenus = []instance.Tenu{{Personne: int32(a.IntN(6)), Affectation: uuid.New()}}
	}
	return d
}

// What is announced is what applying the moves costs: the whole plan is priced again, by the engine's own account of a plan.
func TestExplicationExacte(t *testing.T) {
	vues := map[api.ExplicationPlaceGenre]int{}
	for graine := range uint64(120) {
		s := hasard(graine)
		d, plan := dossierDe(t, s)
		entier := instance.Preparer(s).Construire(1000)
		prix := func(a []optim.Affectation) int64 {
			c, err := optim.Evaluer(entier.Probleme, a)
			require.NoError(t, err)
			return c.Total()
		}
		base := prix(plan.Affectations)
		for _, a := range plan.Affectations {
			for i := range d.p.S.Personnes {
				q := &question{dossier: d, ctx: context.Background(), j: d.p.Origine[a.Poste][0], n: a.Poste, place: assise{IntervenantID: &d.p.S.Personnes[a.Personne].ID}}
				x, err := q.expliquer(&d.p.S.Personnes[i].ID)
				require.NoError(t, err)
				require.NotEmpty(t, x.Phrases)
				vues[x.Genre]++
				somme := int64(0)
				for _, c := range x.Termes {
					somme += int64(c.Centimes)
				}
				if x.Delta == nil {
					continue
				}
				require.Equal(t, *x.Delta, somme, "les termes font la somme")
				require.Equal(t, *x.Delta, prix(appliquerMoves(d, plan.Affectations, x))-base, "graine %d : %v", graine, x)
			}
		}
	}
	for _, g := range []api.ExplicationPlaceGenre{"retenue", "ecartee", "impossible"} {
		assert.Greater(t, vues[g], 50, g)
	}
}

// A hand move costs what it changes to the whole plan, priced by the engine: leaving a seat, taking one, two people who
// exchange theirs, whoever they are.
func TestRetoucheExacte(t *testing.T) {
	vus := map[regle.Code]int{}
	for graine := range uint64(150) {
		a := rand.New(rand.NewPCG(graine, 21))
		s := hasard(graine)
		s.Reglages = s.Reglages.Avec(regle.Reglage{Code: regle.Binome, Force: regle.Souple, Poids: 700})
		d, plan := dossierDe(t, s)
		assis := plan.Affectations
		entier := instance.Preparer(s).Construire(1000)
		prix := func(as []optim.Affectation) int64 {
			c, err := optim.Evaluer(entier.Probleme, as)
			require.NoError(t, err)
			return c.Total()
		}
		for range 12 {
			moves := auHasard(a, d, entier, assis)
			if len(moves) == 0 {
				continue
			}
			delta, termes, err := d.difference(moves)
			require.NoError(t, err)
			apres := deplacer(assis, moves)
			require.Equal(t, prix(apres)-prix(assis), delta, "graine %d : %v", graine, moves)
			somme := int64(0)
			for _, x := range termes {
				somme += int64(x.Centimes)
				vus[regle.Code(x.Regle)]++
			}
			require.Equal(t, delta, somme)
			d.bouger(moves)
			assis = apres
		}
	}
	for _, c := range []regle.Code{regle.Frais, regle.Equite, regle.Couverture, regle.Regroupement, regle.Voeux, regle.Stabilite, regle.Composition} {
		assert.Positive(t, vus[c], "%s n’a jamais changé", c)
	}
}

// auHasard empties a seat, fills one, or does both at once.
func auHasard(a *rand.Rand, d *dossier, entier *instance.Probleme, assis []optim.Affectation) (moves []optim.Mouvement) {
	if len(assis) > 0 && a.IntN(3) > 0 {
		x := assis[a.IntN(len(assis))]
		moves = append(moves, optim.Mouvement{Personne: x.Personne, Prend: -1, Quitte: x.Poste})
	}
	if len(entier.Arcs) == 0 {
		return moves
	}
	arc := &entier.Arcs[a.IntN(len(entier.Arcs))]
	elle := optim.Affectation{Poste: arc.Poste, Personne: arc.Personne}
	if a.IntN(4) == 0 || slices.Contains(assis, elle) || slices.Contains(d.o.Tient[elle.Personne], elle.Poste) {
		return moves
	}
	return append(moves, optim.Mouvement{Personne: elle.Personne, Prend: elle.Poste, Quitte: -1})
}

// appliquerMoves does what is told.
func appliquerMoves(d *dossier, plan []optim.Affectation, x api.ExplicationPlace) []optim.Affectation {
	apres := slices.Clone(plan)
	for _, m := range x.Mouvements {
		if m.Quitte != nil {
			ici := optim.Affectation{Poste: d.p.Poste(d.missions[*m.Quitte], *m.QuitteRole), Personne: d.personnes[m.Intervenant]}
			apres = slices.DeleteFunc(apres, func(a optim.Affectation) bool { return a == ici })
		}
	}
	for _, m := range x.Mouvements {
		if m.Prend != nil {
			apres = append(apres, optim.Affectation{Poste: d.p.Poste(d.missions[*m.Prend], *m.PrendRole), Personne: d.personnes[m.Intervenant]})
		}
	}
	return apres
}

// A lever gives what computing the session again under it gives, everything but the missions of the set being locked.
func TestLeviersRejoues(t *testing.T) {
	joues := map[string]int{}
	for graine := range uint64(150) {
		s := hasard(graine)
		d, plan := dossierDe(t, s)
		for _, m := range plan.Manques {
			q := &question{dossier: d, ctx: context.Background(), j: d.p.Origine[m.Poste][0], n: m.Poste}
			x, err := q.expliquer(nil)
			require.NoError(t, err)
			require.NotEmpty(t, x.Phrases)
			var res api.Leviers
			require.NoError(t, q.leviers(&res))
			r, err := q.penurie()
			require.NoError(t, err)
			if r.Remede != nil {
				r.Postes = []int32{q.n}
			}
			if r.Stricte {
				autres := rejouer(t, s, nil, d, r.Postes, true)
				require.Equal(t, r.Demande-r.Pourvues, autres, "l’ensemble est bien en pénurie, graine %d", graine)
			}
			for _, l := range res.Leviers {
				if l.Regle == personneDePlus || l.Regle == string(regle.Disponibilite) {
					continue
				}
				joues[l.Regle]++
				change := s.Reglages.De(regle.Code(l.Regle), "")
				if l.A != nil {
					change.Valeur = int32(*l.A)
				} else {
					change.Force = regle.Sans
				}
				avant, apres := rejouer(t, s, nil, d, r.Postes, false), rejouer(t, s, &change, d, r.Postes, false)
				require.EqualValues(t, l.Places, avant-apres, "graine %d : %s", graine, l.Phrase)
			}
		}
	}
	for _, c := range []regle.Code{regle.Rayon, regle.QuotaMissions, regle.PropreEtablissement} {
		assert.Positive(t, joues[string(c)], c)
	}
}

// rejouer computes the session again from its data, by the ordinary way, and counts the seats left empty in a set.
func rejouer(t *testing.T, s instance.Donnees, change *regle.Reglage, d *dossier, postes []int32, aToutPrix bool) (vides int64) {
	t.Helper()
	if change != nil {
		s.Reglages = s.Reglages.Avec(*change)
	}
	p := instance.Preparer(s).Construire(1000)
	q := *p.Probleme
	q.Compositions, q.Recomposer = nil, nil
	q.Arcs = nil
	for _, a := range p.Arcs {
		if slices.Contains(postes, a.Poste) {
			q.Arcs = append(q.Arcs, a)
		}
	}
	q.Postes = slices.Clone(q.Postes)
	for n := range q.Postes {
		if slices.Contains(postes, int32(n)) {
			if aToutPrix {
				q.Postes[n].NonPourvu = 1 << 36
			}
			continue
		}
		q.Postes[n].Besoin, q.Postes[n].NonPourvu = int32(len(d.o.Assis[n])), 0
		for _, i := range d.o.Assis[n] {
			q.Arcs = append(q.Arcs, optim.Arc{Poste: int32(n), Personne: i, Etat: optim.Verrouille})
		}
	}
	plan, err := optim.Resoudre(context.Background(), &q, optim.Options{Gap: -1, Budget: 60000})
	require.NoError(t, err)
	return plan.NonPourvus
}

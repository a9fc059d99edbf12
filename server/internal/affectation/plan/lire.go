// Package plan computes, keeps, compares and publishes plans d'affectation, on top of the pure packages instance, optim
// and verif.
package plan

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/disponibilite"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais/calcul"
)

// Perimetre is which missions of the session a plan may touch; empty lists: all of them.
type Perimetre struct {
	Examens []string `json:"examens,omitempty"`
	Types   []string `json:"types,omitempty"`
	Centres []string `json:"centres,omitempty"` // codes
	// Choisies are missions picked one by one in their list; nil: no such limit.
	Choisies []uuid.UUID `json:"missions,omitempty"`
	// Missions and Personnes narrow a reading to a few of them: what one pair, one mission or one person needs.
	Missions, Personnes []uuid.UUID `json:"-"`
	// Regles stand in for those in force, when not nil: a plan is explained by those it was made with.
	Regles *regle.Reglages `json:"-"`
}

// lecture reads a session piece by piece; each piece is one statement, whatever the size.
type lecture struct {
	r        db.Reader
	academie string
	session  uuid.UUID
	p        Perimetre
	d        instance.Donnees
	du, au   time.Time
	lieux    map[uuid.UUID]int32 // établissement → lieu
	communes map[string]int32    // INSEE → lieu
	missions map[uuid.UUID]int32
	qui      map[uuid.UUID]int32
	posteDe  map[instance.Cle]int32
	fuseaux  map[string]*time.Location
	annee    int
}

// Lire reads a session as it is. plan, when not Nil, brings its locks, its edits and its refusals: its places then stand
// for the affectations. It returns fail.NotFound for an unknown session.
func Lire(ctx context.Context, r db.Reader, academie string, session uuid.UUID, p Perimetre, plan uuid.UUID) (*instance.Donnees, error) {
	l := &lecture{r: r, academie: academie, session: session, p: p, lieux: map[uuid.UUID]int32{}, communes: map[string]int32{},
		missions: map[uuid.UUID]int32{}, qui: map[uuid.UUID]int32{}, posteDe: map[instance.Cle]int32{}, fuseaux: map[string]*time.Location{}}
	l.d.Session = session
	if err := l.planifier(ctx); err != nil {
		return nil, err
	}
	etapes := []func(context.Context) error{l.entete, l.reglages, l.etablissements, l.lireMissions, l.creneaux, l.besoins, l.origines,
		l.personnes, l.appartenances, l.competences, l.passe, l.situations, l.blocages, l.voeux, l.affectations, l.souhaits}
	if plan != uuid.Nil {
		etapes = append(etapes, func(ctx context.Context) error { return l.reprendre(ctx, plan) })
	}
	for _, e := range etapes {
		if err := e(ctx); err != nil {
			return nil, err
		}
	}
	return &l.d, nil
}

// planifier has the statements of a narrowed reading planned with the people they are about, until the transaction ends. A
// plan made once for any list, as PostgreSQL prefers after a few calls, compares each row to each of a thousand people.
func (l *lecture) planifier(ctx context.Context) error {
	if l.p.Personnes == nil {
		return nil
	}
	_, err := db.Scalar[string](ctx, l.r, `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`)
	return err
}

func (l *lecture) entete(ctx context.Context) error {
	type ligne struct {
		Fuseau     string
		Annee      int
		Debut, Fin time.Time
	}
	x, ok, err := db.One[ligne](ctx, l.r, `SELECT a.fuseau, s.annee, coalesce(min(k.debut), now()) AS debut, coalesce(max(k.fin), now()) AS fin
		FROM session s JOIN academie a ON a.code = s.academie LEFT JOIN mission m ON m.academie = s.academie AND m.session_id = s.id AND m.etat = 'ouverte'
		LEFT JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id WHERE s.academie = $1 AND s.id = $2 GROUP BY a.fuseau, s.annee`, l.academie, l.session)
	if err != nil {
		return err
	}
	if !ok {
		return fail.Introuvable("Cette session")
	}
	l.annee, l.du, l.au = x.Annee, x.Debut.AddDate(0, 0, -1), x.Fin.AddDate(0, 0, 1)
	l.d.Fuseau, err = l.zone(x.Fuseau)
	return err
}

func (l *lecture) zone(nom string) (*time.Location, error) {
	if z := l.fuseaux[nom]; z != nil {
		return z, nil
	}
	z, err := time.LoadLocation(nom)
	if err == nil {
		l.fuseaux[nom] = z
	}
	return z, err
}

func (l *lecture) reglages(ctx context.Context) error {
	if l.p.Regles != nil {
		l.d.Reglages = *l.p.Regles
	} else {
		r, err := Reglages(ctx, l.r, l.academie)
		if err != nil {
			return err
		}
		l.d.Reglages = r
	}
	var err error
	if l.d.Cumuls, err = db.Query[instance.Cumul](ctx, l.r, `SELECT coalesce(examen_a, '') AS examen_a, coalesce(type_a, '') AS type_a,
		coalesce(examen_b, '') AS examen_b, coalesce(type_b, '') AS type_b FROM cumul_interdit WHERE academie = $1 ORDER BY id`, l.academie); err != nil {
		return err
	}
	l.d.Bareme, err = l.bareme(ctx)
	return err
}

// Reglages reads what the académie decided of the rules.
func Reglages(ctx context.Context, r db.Reader, academie string) (regle.Reglages, error) {
	d, err := db.Query[regle.Reglage](ctx, r, `SELECT code, coalesce(examen, '') AS examen, force, poids, valeur FROM regle_affectation
		WHERE academie = $1 ORDER BY id`, academie)
	return regle.Nouveaux(d), err
}

// nuiteeAuDela: an hour and a half of road each way, two days running, is worth a night on the spot.
const nuiteeAuDela = 90

// bareme prices journeys by the rates in force when the session begins: car of 5 CV, meals and nights of metropolitan
// France unless the académie is elsewhere.
func (l *lecture) bareme(ctx context.Context) (instance.Bareme, error) {
	b := instance.Bareme{NuiteeAuDela: nuiteeAuDela}
	type paire struct{ A, B string }
	voisines := map[paire]bool{}
	err := l.r.Rows(ctx, `SELECT insee_a, insee_b FROM commune_limitrophe WHERE academie = $1`, []any{l.academie}, func(x pgx.Rows) error {
		var p paire
		if err := x.Scan(&p.A, &p.B); err != nil {
			return err
		}
		voisines[p], voisines[paire{p.B, p.A}] = true, true
		return nil
	})
	b.Limitrophe = func(x, y string) bool { return voisines[paire{x, y}] }
	jour := calcul.JourDe(l.du)
	for code, vers := range map[string]*int32{"IK.METRO_DOM.CV5.T1": &b.ParKm, "REPAS.METRO": &b.Repas, "NUIT.BASE": &b.Nuitee} {
		if t, e := calcul.National().Le(code, jour); e == nil {
			*vers = int32(t.Valeur / 100) //nolint:gosec // a Taux counts ten-thousandths, and is bounded
		}
	}
	return b, err
}

func (l *lecture) lieu(x instance.Lieu) int32 {
	l.d.Lieux = append(l.d.Lieux, x)
	return int32(len(l.d.Lieux) - 1) //nolint:gosec // an index
}

func (l *lecture) etablissements(ctx context.Context) error {
	type ligne struct {
		ID                  uuid.UUID
		Latitude, Longitude *float64
		Commune, Bassin     string
	}
	es, err := db.Query[ligne](ctx, l.r, `SELECT e.id, coalesce(e.latitude, c.latitude) AS latitude, coalesce(e.longitude, c.longitude) AS longitude,
		coalesce(e.code_commune, '') AS commune, coalesce(e.bassin, '') AS bassin
		FROM etablissement e LEFT JOIN commune c ON c.academie = e.academie AND c.code_insee = e.code_commune WHERE e.academie = $1 ORDER BY e.id`, l.academie)
	for _, e := range es {
		x := instance.Lieu{Commune: e.Commune, Bassin: e.Bassin}
		if e.Latitude != nil && e.Longitude != nil {
			x.Latitude, x.Longitude, x.Connu = *e.Latitude, *e.Longitude, true
		}
		l.lieux[e.ID] = l.lieu(x)
	}
	return err
}

// reprendre puts the places of a plan in the stead of the affectations: those of people not convoked are what the plan
// wants, locked or not; its refusals are kept.
func (l *lecture) reprendre(ctx context.Context, plan uuid.UUID) error {
	type place struct {
		MissionID, IntervenantID uuid.UUID
		Role                     string
		Verrou                   bool
		Par                      string
	}
	places, err := db.Query[place](ctx, l.r, `SELECT mission_id, intervenant_id, role, verrou, par FROM plan_place
		WHERE academie = $1 AND plan_id = $2 AND intervenant_id IS NOT NULL AND NOT convoquee ORDER BY mission_id, role, rang`, l.academie, plan)
	if err != nil {
		return err
	}
	for _, p := range places {
		n, ok := l.posteDe[instance.Cle{Mission: p.MissionID, Role: p.Role}]
		i, connu := l.qui[p.IntervenantID]
		if !ok || !connu {
			continue
		}
		m := &l.d.Missions[l.missions[p.MissionID]]
		l.poser(&m.Postes[n], i, p.Verrou || p.Par == "main")
	}
	type paire struct{ MissionID, IntervenantID uuid.UUID }
	refus, err := db.Query[paire](ctx, l.r, `SELECT mission_id, intervenant_id FROM plan_interdit WHERE academie = $1 AND plan_id = $2`, l.academie, plan)
	l.d.Interdits = map[[2]int32]bool{}
	for _, x := range refus {
		m, vue := l.missions[x.MissionID]
		i, connu := l.qui[x.IntervenantID]
		if vue && connu {
			l.d.Interdits[[2]int32{m, i}] = true
		}
	}
	return err
}

// poser marks a person of a poste as locked, adding her when she is not there yet.
func (l *lecture) poser(p *instance.Poste, i int32, verrou bool) {
	k := slices.IndexFunc(p.Tenus, func(t instance.Tenu) bool { return t.Personne == i })
	switch {
	case k >= 0:
		p.Tenus[k].Verrouille = p.Tenus[k].Verrouille || verrou
	case verrou:
		p.Tenus = append(p.Tenus, instance.Tenu{Personne: i, Verrouille: true})
	}
}

// enJSON is for columns that hold a document.
func enJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own types
	}
	return b
}

func (l *lecture) blocages(ctx context.Context) error {
	lus, err := disponibilite.Blocages(ctx, l.r, l.academie, l.p.Personnes, l.du, l.au)
	if err != nil {
		return err
	}
	for _, b := range lus {
		// What people already do in the session is in the problem itself, as missions: occupations and shares of days too.
		if b.Raison == disponibilite.Occupe || b.Raison == disponibilite.QuotiteAtteinte {
			continue
		}
		if i, ok := l.qui[b.IntervenantID]; ok {
			l.d.Personnes[i].Blocages = append(l.d.Personnes[i].Blocages, b)
		}
	}
	return nil
}

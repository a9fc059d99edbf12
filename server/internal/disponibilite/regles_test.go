package disponibilite_test

import (
	"crypto/md5"
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/disponibilite"
	"imagin/server/internal/pgtest"
)

// monde is a handful of people, of créneaux and of facts, and reads the rules as one would say them.
type monde struct {
	zone        *time.Location
	tempsPart   string
	prorata     int
	typesStag   []string
	gens        []personne
	creneaux    []disponibilite.Creneau
	occupations []occupation
}

type personne struct {
	id                    uuid.UUID
	etat, position        string
	positionLe            time.Time
	grade                 string
	rattDebut, rattFin    *time.Time
	quotite               *int
	situations            []situation
	indisponibilites      []periode
	dispense              *dispense
	stagiaireParLeGrade   bool
	contractuelParLeGrade bool
}

type situation struct {
	genre      string
	leve       bool
	debut, fin *time.Time
	quotite    *int
	jours      []int16
}

type periode struct{ debut, fin time.Time }

type dispense struct {
	etat       string
	session    uuid.UUID
	examen     *string
	debut, fin *time.Time
}

type occupation struct {
	qui     int
	creneau int
	active  bool
}

// attendus reads the rules in plain words: for each person and créneau, the reasons.
func (m *monde) attendus() []string {
	var l []string
	for i := range m.gens {
		for k := range m.creneaux {
			for raison := range m.raisons(i, &m.creneaux[k]) {
				l = append(l, fmt.Sprint(m.gens[i].id, m.creneaux[k].ID, raison))
			}
		}
	}
	sort.Strings(l)
	return l
}

func (m *monde) raisons(i int, c *disponibilite.Creneau) map[string]bool {
	p, r := &m.gens[i], map[string]bool{}
	if p.etat != "actif" {
		r[p.etat] = true
	}
	for _, s := range p.enVigueur() {
		debut, fin := m.instants(s.debut, s.fin)
		touche := (fin == nil || c.Debut.Before(*fin)) && (debut == nil || c.Fin.After(*debut))
		switch s.genre {
		case "conge_long", "admissible":
			if touche {
				r[s.genre] = true
			}
		case "stagiaire":
			if touche && !slices.Contains(m.typesStag, c.Type) {
				r["stagiaire"] = true
			}
		case "contractuel":
			if debut != nil && c.Debut.Before(*debut) || fin != nil && c.Fin.After(*fin) {
				r["hors_contrat"] = true
			}
		case "temps_partiel":
			if m.tempsPart == "jour_libere" && c.SurPlace && m.jourLibere(s, c) {
				r["temps_partiel"] = true
			}
			if m.tempsPart == "prorata" && c.SurPlace && m.plein(i, *s.quotite, c) {
				r["quotite_atteinte"] = true
			}
		}
	}
	for _, n := range p.indisponibilites {
		debut, fin := plusTard(n.debut, c.Debut), plusTot(n.fin, c.Fin)
		if commun := fin.Sub(debut); commun > 0 && (c.SurPlace || 2*commun >= c.Fin.Sub(c.Debut)) {
			r["indisponibilite"] = true
		}
	}
	if d := p.dispense; d != nil && d.etat == "accordee" && d.session == c.SessionID && (d.examen == nil || c.Examen != nil && *d.examen == *c.Examen) {
		if debut, fin := m.instants(d.debut, d.fin); debut == nil || c.Debut.Before(*fin) && c.Fin.After(*debut) {
			r["dispense"] = true
		}
	}
	for _, o := range m.occupations {
		k := m.creneaux[o.creneau]
		if o.qui == i && o.active && k.SurPlace && c.SurPlace && k.ID != c.ID && k.Debut.Before(c.Fin) && k.Fin.After(c.Debut) {
			r["occupe"] = true
		}
	}
	return r
}

// enVigueur: what a person said replaces what the files let us deduce, kind by kind.
func (p *personne) enVigueur() []situation {
	var l []situation
	dit := map[string]bool{}
	for _, s := range p.situations {
		dit[s.genre] = true
		if !s.leve {
			l = append(l, s)
		}
	}
	if p.position == "CLM" && !dit["conge_long"] {
		l = append(l, situation{genre: "conge_long", debut: &p.positionLe})
	}
	if p.stagiaireParLeGrade && !dit["stagiaire"] {
		l = append(l, situation{genre: "stagiaire"})
	}
	if p.contractuelParLeGrade && !dit["contractuel"] {
		l = append(l, situation{genre: "contractuel", debut: p.rattDebut, fin: p.rattFin})
	}
	if p.quotite != nil && *p.quotite < 100 && !dit["temps_partiel"] {
		l = append(l, situation{genre: "temps_partiel", quotite: p.quotite})
	}
	return l
}

func (m *monde) minuit(j time.Time) time.Time {
	return time.Date(j.Year(), j.Month(), j.Day(), 0, 0, 0, 0, m.zone)
}

func (m *monde) instants(debut, fin *time.Time) (d, f *time.Time) {
	if debut != nil {
		x := m.minuit(*debut)
		d = &x
	}
	if fin != nil {
		x := m.minuit(fin.AddDate(0, 0, 1))
		f = &x
	}
	return d, f
}

func (m *monde) jourLibere(s situation, c *disponibilite.Creneau) bool {
	for j := m.minuit(c.Debut.In(m.zone)); j.Before(c.Fin); j = j.AddDate(0, 0, 1) {
		iso := int16((int(j.Weekday())+6)%7 + 1)
		dedans := (s.debut == nil || !j.Before(m.minuit(*s.debut))) && (s.fin == nil || !j.After(m.minuit(*s.fin)))
		if dedans && slices.Contains(s.jours, iso) {
			return true
		}
	}
	return false
}

// plein: as many days on site as the share allows in the session, and this créneau would add one.
func (m *monde) plein(i, quotite int, c *disponibilite.Creneau) bool {
	jours := map[string]bool{}
	for _, o := range m.occupations {
		k := m.creneaux[o.creneau]
		if o.qui == i && o.active && k.SurPlace && k.SessionID == c.SessionID {
			jours[k.Debut.In(m.zone).Format(time.DateOnly)] = true
		}
	}
	nouveau := false
	for j := m.minuit(c.Debut.In(m.zone)); j.Before(c.Fin); j = j.AddDate(0, 0, 1) {
		nouveau = nouveau || !jours[j.Format(time.DateOnly)]
	}
	return len(jours) > 0 && nouveau && len(jours) >= (m.prorata*quotite+99)/100
}

func plusTard(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func plusTot(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// TestLesTroisLecturesSontUne: in bulk, one by one, by the periods read in Go, and as one would say the rules.
func TestLesTroisLecturesSontUne(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	b.Sql(t, `UPDATE academie SET fuseau = 'Indian/Reunion' WHERE code = '014'; DELETE FROM affectation WHERE academie = '014';
		INSERT INTO examen VALUES ('014', 'BAC', 'BACCALAUREAT'); INSERT INTO type_mission (academie, code, libelle, sur_place) VALUES ('014', 'SURVEILLANCE', 'Surveillance', true) ON CONFLICT DO NOTHING`)
	rapid.Check(t, func(r *rapid.T) {
		m := inventer(r)
		m.ecrire(t, b)
		attendus := m.attendus()
		var gens, creneaux []uuid.UUID
		for _, p := range m.gens {
			gens = append(gens, p.id)
		}
		for _, c := range m.creneaux {
			creneaux = append(creneaux, c.ID)
		}
		err := b.Lire(t.Context(), "014", func(lecture db.Reader) error {
			enBloc, err := disponibilite.Indisponibles(t.Context(), lecture, "014", nil, creneaux)
			if err != nil {
				return err
			}
			if !slices.Equal(attendus, dire(enBloc)) {
				r.Fatalf("en bloc :\n%v\nattendu :\n%v", dire(enBloc), attendus)
			}
			var un []disponibilite.Refus
			for _, g := range gens {
				for _, c := range creneaux {
					l, err := disponibilite.Indisponibles(t.Context(), lecture, "014", []uuid.UUID{g}, []uuid.UUID{c})
					if err != nil {
						return err
					}
					un = append(un, l...)
				}
			}
			if !slices.Equal(attendus, dire(un)) {
				r.Fatalf("un par un :\n%v\nattendu :\n%v", dire(un), attendus)
			}
			blocs, err := disponibilite.Blocages(t.Context(), lecture, "014", nil, jour(0), jour(20))
			if err != nil {
				return err
			}
			if lus := m.parPeriodes(blocs); !slices.Equal(attendus, lus) {
				r.Fatalf("par périodes :\n%v\nattendu :\n%v", lus, attendus)
			}
			return nil
		})
		if err != nil {
			r.Fatal(err)
		}
	})
}

func (m *monde) parPeriodes(blocs []disponibilite.Blocage) []string {
	vus := map[string]bool{}
	for i := range blocs {
		for k := range m.creneaux {
			c := &m.creneaux[k]
			if blocs[i].Bloque(c) && (blocs[i].Raison != "occupe" || !blocs[i].DuCreneau(c.ID)) {
				vus[fmt.Sprint(blocs[i].IntervenantID, c.ID, blocs[i].Raison)] = true
			}
		}
	}
	var l []string
	for v := range vus {
		l = append(l, v)
	}
	sort.Strings(l)
	return l
}

func dire(refus []disponibilite.Refus) []string {
	var l []string
	for _, x := range refus {
		l = append(l, fmt.Sprint(x.IntervenantID, x.CreneauID, x.Raison))
	}
	sort.Strings(l)
	return slices.Compact(l)
}

func jour(n int) time.Time { return time.Date(2027, 6, 7+n, 0, 0, 0, 0, time.UTC) }

func inventer(r *rapid.T) *monde {
	zone, err := time.LoadLocation("Indian/Reunion")
	if err != nil {
		r.Fatal(err)
	}
	m := &monde{zone: zone, tempsPart: rapid.SampledFrom([]string{"aucune", "jour_libere", "prorata"}).Draw(r, "règle"),
		prorata: rapid.IntRange(1, 4).Draw(r, "plafond"), typesStag: []string{"SURVEILLANCE"}}
	unJour := func(nom string) *time.Time {
		if rapid.Bool().Draw(r, nom+" ouvert") {
			return nil
		}
		j := jour(rapid.IntRange(1, 12).Draw(r, nom))
		return &j
	}
	deux := func(nom string) (d, f *time.Time) {
		d, f = unJour(nom+" début"), unJour(nom+" fin")
		if d != nil && f != nil && f.Before(*d) {
			d, f = f, d
		}
		return d, f
	}
	examens := []string{"BTS", "BAC"}
	sessions := []uuid.UUID{id("014s2026"), id("014s2027")}
	for k := range rapid.IntRange(1, 5).Draw(r, "créneaux") {
		debut := jour(rapid.IntRange(2, 10).Draw(r, "jour")).Add(time.Duration(rapid.IntRange(0, 23).Draw(r, "heure")) * time.Hour)
		c := disponibilite.Creneau{ID: id(fmt.Sprint("essaik", k)), Debut: debut, Fin: debut.Add(time.Duration(rapid.IntRange(1, 60).Draw(r, "durée")) * time.Hour),
			SurPlace: rapid.Bool().Draw(r, "sur place"), Type: rapid.SampledFrom([]string{"interrogation", "SURVEILLANCE"}).Draw(r, "type"),
			SessionID: rapid.SampledFrom(sessions).Draw(r, "session")}
		if e := rapid.SampledFrom([]string{"BTS", "BAC", ""}).Draw(r, "examen"); e != "" {
			c.Examen = &e
		}
		m.creneaux = append(m.creneaux, c)
	}
	for i := range 3 {
		p := personne{id: id(fmt.Sprint("014i", i+1)), etat: rapid.SampledFrom([]string{"actif", "actif", "actif", "ecarte", "historise"}).Draw(r, "état"),
			position: rapid.SampledFrom([]string{"", "ACI", "CLM"}).Draw(r, "position"), positionLe: jour(rapid.IntRange(1, 12).Draw(r, "position le")),
			grade: rapid.SampledFrom([]string{"CERT. CL N", "CERT. STAG.", "CONTRACT.", "Maître auxiliaire"}).Draw(r, "grade")}
		p.stagiaireParLeGrade = p.grade == "CERT. STAG."
		p.contractuelParLeGrade = p.grade == "CONTRACT." || p.grade == "Maître auxiliaire"
		p.rattDebut, p.rattFin = deux("rattachement")
		if q := rapid.SampledFrom([]int{0, 50, 80, 100}).Draw(r, "quotité"); q > 0 {
			p.quotite = &q
		}
		for _, g := range []string{"conge_long", "admissible", "stagiaire", "contractuel", "temps_partiel"} {
			if rapid.IntRange(0, 3).Draw(r, g) > 0 {
				continue
			}
			s := situation{genre: g, leve: rapid.IntRange(0, 3).Draw(r, "levée") == 0}
			s.debut, s.fin = deux(g)
			if g == "admissible" && (s.debut == nil || s.fin == nil) {
				d, f := jour(3), jour(5)
				s.debut, s.fin = &d, &f
			}
			if g == "temps_partiel" {
				q := rapid.SampledFrom([]int{50, 80}).Draw(r, "quotité dite")
				s.quotite, s.jours = &q, rapid.SliceOfNDistinct(rapid.Int16Range(1, 7), 0, 3, rapid.ID[int16]).Draw(r, "jours")
			}
			p.situations = append(p.situations, s)
		}
		for range rapid.IntRange(0, 2).Draw(r, "indisponibilités") {
			debut := jour(rapid.IntRange(2, 10).Draw(r, "indispo")).Add(time.Duration(rapid.IntRange(0, 23).Draw(r, "indispo heure")) * time.Hour)
			n := periode{debut, debut.Add(time.Duration(rapid.IntRange(1, 60).Draw(r, "indispo durée")) * time.Hour)}
			if !slices.Contains(p.indisponibilites, n) {
				p.indisponibilites = append(p.indisponibilites, n)
			}
		}
		if rapid.Bool().Draw(r, "dispense") {
			d := dispense{etat: rapid.SampledFrom([]string{"demandee", "avis_rendu", "accordee", "accordee", "refusee", "retiree"}).Draw(r, "état dispense"),
				session: rapid.SampledFrom(sessions).Draw(r, "session dispense")}
			if e := rapid.SampledFrom(append(examens, "")).Draw(r, "examen dispense"); e != "" {
				d.examen = &e
			}
			if d.debut, d.fin = deux("dispense"); d.debut == nil || d.fin == nil {
				d.debut, d.fin = nil, nil
			}
			p.dispense = &d
		}
		m.gens = append(m.gens, p)
		for k, c := range m.creneaux {
			libre := func() bool { // the base refuses the rest
				for _, o := range m.occupations {
					x := m.creneaux[o.creneau]
					if o.qui == i && x.SurPlace && c.SurPlace && x.Debut.Before(c.Fin) && x.Fin.After(c.Debut) {
						return false
					}
				}
				return true
			}
			if rapid.IntRange(0, 2).Draw(r, "occupé") == 0 && libre() {
				m.occupations = append(m.occupations, occupation{i, k, rapid.Bool().Draw(r, "active")})
			}
		}
	}
	return m
}

// id is md5(texte)::uuid, as the fixtures make theirs.
func id(texte string) uuid.UUID { return md5.Sum([]byte(texte)) }

func (m *monde) ecrire(t *testing.T, b *pgtest.Base) {
	t.Helper()
	lot := &pgx.Batch{}
	lot.Queue(`DELETE FROM affectation WHERE academie = '014'`)
	lot.Queue(`DELETE FROM creneau WHERE academie = '014'`)
	lot.Queue(`DELETE FROM mission WHERE academie = '014'`)
	lot.Queue(`DELETE FROM situation`)
	lot.Queue(`DELETE FROM indisponibilite`)
	lot.Queue(`DELETE FROM dispense`)
	lot.Queue(`UPDATE regle_disponibilite SET temps_partiel = $1, prorata_jours = $2, stagiaire_types = $3 WHERE academie = '014'`, m.tempsPart, m.prorata, m.typesStag)
	for k, c := range m.creneaux {
		mission := id(fmt.Sprint("essaim", k))
		lot.Queue(`INSERT INTO mission (academie, id, session_id, type, centre_id, examen, etat, origine) VALUES ('014', $1, $2, $3, md5('014ce2027')::uuid, $4, 'ouverte', 'saisie')`,
			mission, c.SessionID, c.Type, c.Examen)
		lot.Queue(`INSERT INTO creneau VALUES ('014', $1, $2, $3, $4, $5)`, c.ID, mission, c.Debut, c.Fin, c.SurPlace)
	}
	for _, p := range m.gens {
		lot.Queue(`UPDATE intervenant SET etat = $2, position = nullif($3, ''), position_le = $4, grade = $5 WHERE academie = '014' AND id = $1`,
			p.id, p.etat, p.position, p.positionLe, p.grade)
		lot.Queue(`UPDATE rattachement SET debut = $2, fin = $3, quotite = $4 WHERE academie = '014' AND intervenant_id = $1`, p.id, p.rattDebut, p.rattFin, p.quotite)
		for _, s := range p.situations {
			lot.Queue(`INSERT INTO situation (academie, intervenant_id, genre, leve, debut, fin, quotite, jours, saisi_par) VALUES ('014', $1, $2, $3, $4, $5, $6, coalesce($7, '{}'::smallint[]), 'essai')`,
				p.id, s.genre, s.leve, s.debut, s.fin, s.quotite, s.jours)
		}
		for _, n := range p.indisponibilites {
			lot.Queue(`INSERT INTO indisponibilite (academie, intervenant_id, debut, fin, motif, source, saisi_par) VALUES ('014', $1, $2, $3, 'autre', 'gestionnaire', 'essai')`, p.id, n.debut, n.fin)
		}
		if d := p.dispense; d != nil {
			lot.Queue(`INSERT INTO dispense (academie, intervenant_id, session_id, examen, debut, fin, motif, etat, avis, decision_le)
				VALUES ('014', $1, $2, $3, $4, $5, '\x01'::bytea || decode(repeat('00', 40), 'hex'), $6, 'favorable', CASE WHEN $6 IN ('accordee', 'refusee') THEN now() END)`,
				p.id, d.session, d.examen, d.debut, d.fin, d.etat)
		}
	}
	for n, o := range m.occupations {
		etat := "proposee"
		if o.active {
			etat = "affectee"
		}
		lot.Queue(`INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) VALUES ('014', $1, $2, $3, $4, 'membre', $5)`,
			id(fmt.Sprint("essaia", n)), m.creneaux[o.creneau].SessionID, id(fmt.Sprint("essaim", o.creneau)), m.gens[o.qui].id, etat)
	}
	c, err := pgx.Connect(t.Context(), b.Proprietaire)
	require.NoError(t, err)
	defer func() { _ = c.Close(t.Context()) }()
	require.NoError(t, c.SendBatch(t.Context(), lot).Close())
}

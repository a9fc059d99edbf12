package competence_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/apitest"
	"imagin/server/internal/competence"
	"imagin/server/internal/db"
	"imagin/server/internal/pgtest"
)

// Each step goes to the database: fewer histories than for what is computed in memory, unless told otherwise.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("30")
	}
	os.Exit(m.Run())
}

// The little world of the property: few values, so that histories meet.
var (
	matieres    = []string{"061300", "020700"}
	mefs        = []string{"20212005110", "31131406210", "31131406220"}
	modalites   = []string{"CG", "TP"}
	disciplines = map[int]string{0: "L1300", 1: "L0202"}
	voix        = []string{"etablissement", "intervenant", "inspecteur", "gestionnaire"}
)

const monde = `
INSERT INTO matiere SELECT a, '020700', 'FRANCAIS' FROM unnest('{014,099}'::text[]) a;
INSERT INTO mef SELECT a, m, m FROM unnest('{014,099}'::text[]) a, unnest('{31131406210,31131406220}'::text[]) m;
INSERT INTO modalite SELECT a, 'TP', 'TRAVAUX PRATIQUES' FROM unnest('{014,099}'::text[]) a;
DELETE FROM competence;
DELETE FROM enseignement;`

func md5(t *testing.T, b *pgtest.Base, cle string) string {
	return sql(t, b, `SELECT md5($1)::uuid`, cle)
}

func sql(t require.TestingT, b *pgtest.Base, q string, args ...any) string {
	var s string
	require.NoError(t, b.Lire(context.Background(), "014", func(r db.Reader) (err error) {
		s, err = db.Scalar[string](context.Background(), r, `SELECT coalesce((`+q+`)::text, 'NULL')`, args...)
		return err
	}))
	return s
}

type regle struct {
	id, epreuve                                                     string
	sens, matiere, dispositif, diplome, annee, modalite, discipline string
	priorite                                                        int
}

type cours struct {
	qui                    int
	matiere, mef, modalite string
}

func motif(m, v string) bool {
	if m == "" {
		return true
	}
	if len(m) != len(v) {
		return false
	}
	for i := range m {
		if m[i] != '?' && m[i] != v[i] {
			return false
		}
	}
	return true
}

// lit is the rule as its documentation says it, one character after the other.
func (r regle) lit(c cours) bool {
	annee := r.annee == "toutes" || r.annee == "derniere" && c.mef[8] == c.mef[9] || r.annee == c.mef[9:10]
	return motif(r.matiere, c.matiere) && motif(r.dispositif, c.mef[:3]) && motif(r.diplome, c.mef[3:8]) && annee && motif(r.modalite, c.modalite) && motif(r.discipline, disciplines[c.qui%2])
}

type histoire struct {
	b      *pgtest.Base
	cours  map[cours]string // id
	regles []regle
	dites  map[string]string // intervenant|épreuve|voix → état
	qui    []string
	quoi   []string
}

// attendues is what the rules give, worked out without a database.
func (h *histoire) attendues() []string {
	meilleures := map[string]int{}
	for c := range h.cours {
		for _, r := range h.regles {
			if r.sens != "donne" || !r.lit(c) || slices.ContainsFunc(h.regles, func(x regle) bool { return x.sens == "exclut" && x.epreuve == r.epreuve && x.lit(c) }) {
				continue
			}
			cle := h.qui[c.qui] + "|" + r.epreuve
			if p, ok := meilleures[cle]; !ok || r.priorite < p {
				meilleures[cle] = r.priorite
			}
		}
	}
	var l []string
	for cle, p := range meilleures {
		l = append(l, fmt.Sprintf("%s|%d", cle, p))
	}
	slices.Sort(l)
	return l
}

func (h *histoire) calculer(t *rapid.T) (b competence.Bilan) {
	ctx := db.AvecActeur(context.Background(), db.Acteur{Qui: "essai"})
	session := uuid.MustParse(sql(t, h.b, `SELECT id FROM session WHERE academie = '014' AND code = '2027-N'`))
	require.NoError(t, h.b.InAcademie(ctx, "014", func(tx *db.Tx) (err error) {
		if b, err = competence.Mesurer(ctx, tx, session, ""); err != nil {
			return err
		}
		return competence.Ecrire(ctx, tx, b)
	}))
	return b
}

func (h *histoire) lignes(t *rapid.T, q string) []string {
	s := sql(t, h.b, `SELECT coalesce(string_agg(x, ',' ORDER BY x COLLATE "C"), '') FROM (`+q+`) y(x)`)
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

const deCompetence = ` FROM competence_auteur a JOIN competence c ON c.academie = a.academie AND c.id = a.competence_id WHERE a.academie = '014'`

// TestHistoires: whatever happened before, a computation leaves exactly the SYS lines that the rules give, does not touch
// a human line, and has nothing to do the second time.
func TestHistoires(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees+monde)
	rapid.Check(t, func(r *rapid.T) {
		b.Sql(t, `DELETE FROM competence; DELETE FROM enseignement; DELETE FROM regle_competence`)
		h := &histoire{b: b, cours: map[cours]string{}, dites: map[string]string{}}
		for i := range 4 { // fixtures: an even number teaches maths, an odd one letters
			h.qui = append(h.qui, md5(t, b, fmt.Sprint("014i", i+2)))
		}
		for o := range 3 {
			h.quoi = append(h.quoi, md5(t, b, fmt.Sprint("014o", o+1)))
		}
		r.Repeat(map[string]func(*rapid.T){
			"enseigner": func(r *rapid.T) {
				c := cours{rapid.IntRange(0, 3).Draw(r, "qui"), rapid.SampledFrom(matieres).Draw(r, "matiere"), rapid.SampledFrom(mefs).Draw(r, "mef"), rapid.SampledFrom(modalites).Draw(r, "modalite")}
				if id, deja := h.cours[c]; deja {
					b.Sql(t, `UPDATE enseignement SET historise_le = now() WHERE id = '`+id+`'`)
					delete(h.cours, c)
					return
				}
				h.cours[c] = sql(t, b, `SELECT uuid_v7()`)
				b.Sql(t, fmt.Sprintf(`DELETE FROM enseignement WHERE intervenant_id = '%[2]s' AND matiere = '%[3]s' AND mef = '%[4]s' AND modalite = '%[5]s';
					INSERT INTO enseignement (academie, id, annee, intervenant_id, etablissement_id, matiere, mef, modalite, structures, millieme_heures, source)
					VALUES ('014', '%[1]s', 2026, '%[2]s', md5('0141')::uuid, '%[3]s', '%[4]s', '%[5]s', '{A}', 1000, 'STS')`, h.cours[c], h.qui[c.qui], c.matiere, c.mef, c.modalite))
			},
			"regler": func(r *rapid.T) {
				x := regle{id: sql(t, b, `SELECT uuid_v7()`), epreuve: rapid.SampledFrom(h.quoi).Draw(r, "epreuve"), sens: rapid.SampledFrom([]string{"donne", "donne", "exclut"}).Draw(r, "sens"),
					matiere: rapid.SampledFrom([]string{"", "061300", "020700", "0?????"}).Draw(r, "matiere"), dispositif: rapid.SampledFrom([]string{"", "311", "2?2"}).Draw(r, "dispositif"),
					diplome: rapid.SampledFrom([]string{"", "31406", "12005", "?1406"}).Draw(r, "diplome"), annee: rapid.SampledFrom([]string{"toutes", "derniere", "1", "2"}).Draw(r, "annee"),
					modalite: rapid.SampledFrom([]string{"", "CG", "T?"}).Draw(r, "modalite"), discipline: rapid.SampledFrom([]string{"", "L1300", "L????"}).Draw(r, "discipline"),
					priorite: rapid.IntRange(1, 9).Draw(r, "priorite")}
				if strings.Trim(x.matiere+x.diplome+x.discipline, "?") == "" {
					r.Skip("viserait tout le monde")
				}
				if slices.ContainsFunc(h.regles, func(y regle) bool { y.id, y.priorite = x.id, x.priorite; return y == x }) {
					r.Skip("déjà là")
				}
				h.regles = append(h.regles, x)
				b.Sql(t, fmt.Sprintf(`INSERT INTO regle_competence (academie, id, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite)
					VALUES ('014', '%s', md5('014s2027')::uuid, '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', %d)`, x.id, x.epreuve, x.sens, x.matiere, x.dispositif, x.diplome, x.annee, x.modalite, x.discipline, x.priorite))
			},
			"abroger": func(r *rapid.T) {
				if len(h.regles) == 0 {
					r.Skip("aucune règle")
				}
				i := rapid.IntRange(0, len(h.regles)-1).Draw(r, "laquelle")
				b.Sql(t, `DELETE FROM regle_competence WHERE id = '`+h.regles[i].id+`'`)
				h.regles = slices.Delete(h.regles, i, i+1)
			},
			"parler": func(r *rapid.T) {
				i, o, v := rapid.SampledFrom(h.qui).Draw(r, "qui"), rapid.SampledFrom(h.quoi).Draw(r, "quoi"), rapid.SampledFrom(voix).Draw(r, "voix")
				etat := rapid.SampledFrom([]string{"C", "V", "R"}).Draw(r, "etat")
				h.dites[i+"|"+o+"|"+v] = etat
				b.Sql(t, fmt.Sprintf(`INSERT INTO competence (academie, id, intervenant_id, epreuve_option_id) VALUES ('014', uuid_v7(), '%[1]s', '%[2]s') ON CONFLICT DO NOTHING;
					INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat) SELECT '014', uuid_v7(), id, '%[3]s', 'x', 'X', '%[4]s' FROM competence
					WHERE intervenant_id = '%[1]s' AND epreuve_option_id = '%[2]s' ON CONFLICT (academie, competence_id, type, auteur) DO UPDATE SET etat = excluded.etat`, i, o, v, etat))
			},
			"calculer": func(r *rapid.T) {
				h.calculer(r)
				require.Equal(r, h.attendues(), h.lignes(r, `SELECT c.intervenant_id || '|' || c.epreuve_option_id || '|' || a.priorite`+deCompetence+` AND a.type = 'systeme'`))
				var dites []string
				for cle, etat := range h.dites {
					dites = append(dites, cle+"|"+etat)
				}
				slices.Sort(dites)
				require.Equal(r, dites, h.lignes(r, `SELECT c.intervenant_id || '|' || c.epreuve_option_id || '|' || a.type || '|' || a.etat`+deCompetence+` AND a.type <> 'systeme'`), "les lignes des personnes")
				require.Equal(r, "0", sql(r, b, `SELECT count(*) FROM competence c WHERE NOT EXISTS (SELECT 1 FROM competence_auteur a WHERE a.competence_id = c.id)
					AND academie = '014'`), "une compétence sans auteur")
				require.Equal(r, "0", sql(r, b, `SELECT count(*) FROM competence_auteur a, unnest(a.regles, a.enseignements) u(r, e) WHERE a.academie = '014' AND
					(NOT EXISTS (SELECT 1 FROM regle_competence g WHERE g.id = u.r AND g.sens = 'donne') OR NOT EXISTS (SELECT 1 FROM enseignement t JOIN competence c ON c.id = a.competence_id
					WHERE t.id = u.e AND t.intervenant_id = c.intervenant_id AND t.historise_le IS NULL))`), "une origine qui n’en est pas une")
				encore := h.calculer(r)
				require.Zero(r, encore.Gains+encore.Pertes+encore.Changements, "la seconde fois ne fait rien")
			},
		})
	})
}

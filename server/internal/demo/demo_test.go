package demo_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/demo"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/uai"
)

func charger(t *testing.T, graine uint64) *pgx.Conn {
	t.Helper()
	ctx := context.Background()
	b := pgtest.Vide(t)
	bilan, err := demo.Charger(ctx, b.Proprietaire, demo.Options{Taille: demo.Mini, Graine: graine, Annee: 2027, Sceller: func(b []byte, lieu string) []byte { return append([]byte{1}, (string(b) + lieu)...) }})
	require.NoError(t, err)
	require.Equal(t, demo.Bilan{Academies: 1, Etablissements: 14, Intervenants: 300, Affectations: 1500}, bilan)
	c, err := pgx.Connect(ctx, b.Proprietaire)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(ctx) })
	return c
}

func liste[T any](t *testing.T, c *pgx.Conn, sql string) []T {
	t.Helper()
	lignes, err := c.Query(context.Background(), sql)
	require.NoError(t, err)
	l, err := pgx.CollectRows(lignes, pgx.RowTo[T])
	require.NoError(t, err)
	return l
}

// empreintes of every table that the generator fills, whatever the order of its rows. The journal, the maintained counts
// and the veille are written by the database itself, with its own clock, identifiers and transactions: compared by what
// they say.
func empreintes(t *testing.T, c *pgx.Conn) map[string]string {
	t.Helper()
	e := map[string]string{}
	for _, nom := range liste[string](t, c, `SELECT DISTINCT table_name::text FROM information_schema.columns WHERE table_schema = 'public'
		AND column_name = 'academie' AND table_name NOT IN ('affectation_compte', 'journal', 'source_echange', 'regle_jury', 'regle_generation', 'regle_disponibilite', 'regle_situation', 'veille')`) {
		e[nom] = empreinte(t, c, nom)
	}
	for _, q := range []string{"academie", "(SELECT academie, code, seuil_auto FROM source_echange)", "(SELECT academie, examen, moment, rang, libelle FROM regle_jury)", "(SELECT academie, session_id, etat, nombre FROM affectation_compte)",
		"(SELECT academie, session_id, source, genre, type_mission, role, base, nombre, par, minimum, maximum, reserve_pct FROM regle_generation)",
		"(SELECT academie, temps_partiel, prorata_jours, stagiaire_types, dispense_limite, mel_service FROM regle_disponibilite)", "(SELECT academie, champ, modele, genre FROM regle_situation)",
		"(SELECT academie, qui, action, objet, objet_id, avant, apres FROM journal)", "(SELECT academie, count(*) FROM veille GROUP BY academie)"} {
		e[q] = empreinte(t, c, q)
	}
	return e
}

func empreinte(t *testing.T, c *pgx.Conn, source string) string {
	t.Helper()
	return liste[string](t, c, `SELECT coalesce(md5(string_agg(x::text, '|' ORDER BY x::text)), '') FROM `+source+` x`)[0]
}

func TestMemeGraineMemesLignes(t *testing.T) {
	un, deux, autre := empreintes(t, charger(t, 1)), empreintes(t, charger(t, 1)), empreintes(t, charger(t, 2))
	require.Equal(t, un, deux)
	require.NotEqual(t, un["intervenant"], autre["intervenant"])
	require.NotEqual(t, un["affectation"], autre["affectation"])
}

func TestAcademieDeDemonstration(t *testing.T) {
	c := charger(t, 1)
	t.Run("les UAI ont la bonne lettre et chaque établissement est situé", func(t *testing.T) {
		for _, u := range liste[string](t, c, `SELECT uai FROM etablissement`) {
			require.True(t, uai.Valide(u), u)
		}
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM etablissement WHERE code_commune IS NULL OR latitude NOT BETWEEN 47 AND 49.2
			OR longitude NOT BETWEEN -5.5 AND -0.9`)[0])
	})
	t.Run("les compétences de Claire sont celles du premier IMAG’IN", func(t *testing.T) {
		require.Equal(t, []string{
			"BG ES MATHEMATIQUES NON SPECIALISTE SYS (C) 0290001U (C) LECLERE Claire (C)", "BG ES MATHEMATIQUES SPECIALISTE SYS (C) 0290001U (C) LECLERE Claire (C)",
			"BG S MATHEMATIQUES NON SPECIALISTE SYS (C)", "BG S MATHEMATIQUES SPECIALISTE SYS (C) 0290001U (C)",
			"BTS 31406 MATHEMATIQUES SYS (C) 0290001U (C) LECLERE Claire (C)", "BTS 32606 MATHEMATIQUES 1 LECLERE Claire (C)", "BTS 32606 MATHEMATIQUES 2 LECLERE Claire (C)",
		}, liste[string](t, c, `SELECT o.examen || ' ' || o.specialite || ' ' || o.libelle || ' ' ||
			(SELECT string_agg(a.libelle || ' (' || a.etat || ')', ' ' ORDER BY a.rang) FROM competence_auteur a WHERE a.competence_id = c.id)
			FROM competence c JOIN epreuve_option o ON o.id = c.epreuve_option_id JOIN intervenant i ON i.id = c.intervenant_id
			WHERE i.nom = 'LECLERE' AND i.prenom = 'Claire' ORDER BY 1`))
		require.NotZero(t, liste[int](t, c, `SELECT count(*) FROM affectation WHERE nom = 'LECLERE' AND prenom = 'Claire' AND etat = 'effectuee'`)[0])
	})
	t.Run("une session finie, une en préparation, et plusieurs états dans chacune", func(t *testing.T) {
		require.Equal(t, []string{"2026-N close", "2027-N ouverte"}, liste[string](t, c, `SELECT code || ' ' || etat FROM session ORDER BY 1`))
		require.Equal(t, []int{3, 4}, liste[int](t, c, `SELECT count(DISTINCT a.etat) FROM affectation a JOIN session s ON s.id = a.session_id GROUP BY s.code ORDER BY s.code`))
	})
	t.Run("les totaux entretenus et les occupations disent vrai", func(t *testing.T) {
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM (SELECT session_id, etat, count(*) AS n FROM affectation GROUP BY 1, 2) a
			FULL JOIN (SELECT session_id, etat, sum(nombre) AS n FROM affectation_compte GROUP BY 1, 2) b USING (session_id, etat) WHERE a.n IS DISTINCT FROM b.n`)[0])
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM affectation a JOIN creneau k ON k.mission_id = a.mission_id
			LEFT JOIN occupation o ON o.affectation_id = a.id AND o.creneau_id = k.id WHERE o.creneau_id IS NULL`)[0])
	})
	t.Run("chacun est désigné sur une épreuve qu’il peut examiner", func(t *testing.T) {
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM affectation a JOIN mission m ON m.id = a.mission_id
			LEFT JOIN competence k ON k.intervenant_id = a.intervenant_id AND k.epreuve_option_id = m.epreuve_option_id
			WHERE k.id IS NULL OR coalesce((SELECT x.etat = 'R' FROM competence_auteur x WHERE x.competence_id = k.id ORDER BY x.rang DESC LIMIT 1), false)`)[0])
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM affectation a JOIN session s ON s.id = a.session_id
			JOIN intervenant i ON i.id = a.intervenant_id WHERE s.etat <> 'close' AND i.etat <> 'actif'`)[0])
	})
	t.Run("la charge est partagée", func(t *testing.T) {
		require.LessOrEqual(t, liste[int](t, c, `SELECT max(n)::int FROM (SELECT count(*) AS n FROM affectation GROUP BY session_id, intervenant_id) x`)[0], 10)
	})
	t.Run("les copies de l’affectation disent la même chose que leurs originaux", func(t *testing.T) {
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM affectation a JOIN intervenant i ON i.id = a.intervenant_id JOIN mission m ON m.id = a.mission_id
			JOIN (SELECT mission_id, min(debut) AS debut, max(fin) AS fin FROM creneau GROUP BY 1) k ON k.mission_id = m.id
			WHERE (a.nom, a.prenom, a.type, a.examen, a.debut, a.fin) IS DISTINCT FROM (i.nom, i.prenom, m.type, m.examen, k.debut, k.fin)`)[0])
	})
	t.Run("une mission annulée ne garde personne, un brouillon ne fait que proposer", func(t *testing.T) {
		require.Equal(t, []string{"annulee desaffectee", "brouillon proposee"}, liste[string](t, c, `SELECT DISTINCT m.etat || ' ' || a.etat
			FROM affectation a JOIN mission m ON m.id = a.mission_id WHERE m.etat IN ('annulee', 'brouillon') ORDER BY 1`))
	})
	t.Run("on n’enseigne que ce qui se donne dans l’établissement", func(t *testing.T) {
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM rattachement r JOIN etablissement e ON e.id = r.etablissement_id
			WHERE r.type = 'principal' AND (e.type = 'LP') <> (r.discipline LIKE 'P%') AND r.discipline <> 'L1900'`)[0])
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM rattachement r LEFT JOIN discipline d ON d.code = r.discipline WHERE d.code IS NULL`)[0])
	})
	t.Run("les noms sont propres et les communes connues", func(t *testing.T) {
		require.Empty(t, liste[string](t, c, `SELECT nom FROM etablissement WHERE nom ~ '[[:cntrl:]]|  ' OR nature IS NULL`))
		require.Zero(t, liste[int](t, c, `SELECT count(*) FROM etablissement e LEFT JOIN commune k ON k.code_insee = e.code_commune WHERE k.code_insee IS NULL`)[0])
	})
	t.Run("les déclencheurs suspendus sont rétablis", func(t *testing.T) {
		require.Empty(t, liste[string](t, c, `SELECT tgname::text FROM pg_trigger WHERE tgenabled <> 'O'`))
	})
	t.Run("le prochain intervenant prend le prochain numéro", func(t *testing.T) {
		require.Equal(t, 301, liste[int](t, c, `SELECT nextval(pg_get_serial_sequence('intervenant', 'numero'))::int`)[0])
	})
}

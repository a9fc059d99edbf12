package db_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/donnees"
	"imagin/server/internal/fail"
	"imagin/server/internal/pgtest"
)

// tablesGlobales hold no académie's rows: reference data and machinery.
var tablesGlobales = []string{"academie", "transition", "debit", "goose_db_version"}

func lire[T any](t *testing.T, b *pgtest.Base, sql string, args ...any) []T {
	t.Helper()
	var l []T
	require.NoError(t, b.Lire(context.Background(), "014", func(r db.Reader) (err error) {
		l, err = db.Query[T](context.Background(), r, sql, args...)
		return err
	}))
	return l
}

// TestChaqueTableEstCloisonnee walks the catalogue: a new table cannot forget its walls.
func TestChaqueTableEstCloisonnee(t *testing.T) {
	b := pgtest.Nouvelle(t)
	type table struct {
		Nom                            string
		Rls, AppPossede                bool
		Politiques, PremiereCle, Index []string
		Droits                         []string
	}
	tables := lire[table](t, b, `SELECT c.relname AS nom, c.relrowsecurity AS rls, pg_get_userbyid(c.relowner) = 'imagin_app' AS app_possede,
		ARRAY(SELECT p.polname || ':' || p.polcmd::text || ':' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ':' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
			FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY p.polname) AS politiques,
		ARRAY(SELECT a.attname::text FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
			WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f')) AS premiere_cle,
		ARRAY(SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
			JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam WHERE i.indrelid = c.oid AND am.amname = 'btree') AS index,
		ARRAY(SELECT privilege_type::text FROM information_schema.role_table_grants g WHERE g.table_name = c.relname AND g.grantee = 'imagin_app') AS droits
		FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1) ORDER BY 1`, tablesGlobales)
	require.Greater(t, len(tables), 25)
	const qui = "(academie = ( SELECT current_setting('app.academie'::text, true) AS current_setting))"
	for _, x := range tables {
		require.True(t, x.Rls, "%s n'a pas de sécurité par ligne", x.Nom)
		require.False(t, x.AppPossede, "%s appartient au rôle applicatif", x.Nom)
		require.Equal(t, []string{"academie:*:" + qui + ":" + qui, "national:r:true:"}, x.Politiques, x.Nom)
		for _, col := range x.PremiereCle {
			if col == "academie" || x.Nom == "specialite" {
				continue
			}
			require.Equal(t, "academie", col, "une clé de %s ne commence pas par l'académie", x.Nom)
		}
		for _, col := range x.Index {
			if x.Nom == "utilisateur" && col == "identifiant" { // sign-in does not know the académie yet
				continue
			}
			require.Equal(t, "academie", col, "un index de %s ne commence pas par l'académie", x.Nom)
		}
	}
}

// TestChaqueColonneEstClassee: a table or a column that is added fails until donnees.Tables says whether it tells of a
// person, what an anonymised copy puts in its place, and how long it is kept.
func TestChaqueColonneEstClassee(t *testing.T) {
	b := pgtest.Nouvelle(t)
	c, err := pgx.Connect(t.Context(), b.Proprietaire)
	require.NoError(t, err)
	defer c.Close(context.Background())
	tx, err := c.Begin(t.Context())
	require.NoError(t, err)
	require.NoError(t, donnees.Classement(t.Context(), tx))
	_, err = tx.Exec(t.Context(), `ALTER TABLE voeu ADD COLUMN confidence text`)
	require.NoError(t, err)
	require.ErrorIs(t, donnees.Classement(t.Context(), tx), donnees.ErrNonClasse{Quoi: "voeu.confidence"})
}

// TestContraintesConnues: every constraint that a user may run into has words for her.
func TestContraintesConnues(t *testing.T) {
	b := pgtest.Nouvelle(t)
	noms := lire[struct{ Nom string }](t, b, `SELECT conname AS nom FROM pg_constraint WHERE connamespace = 'public'::regnamespace
		AND contype IN ('u', 'x') AND conrelid <> 0 UNION SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
		WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary
		AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)`)
	for _, n := range noms {
		if n.Nom == "import_cle_unique" {
			continue
		}
		require.True(t, db.ContrainteConnue(n.Nom), "la contrainte %s n'a pas de message", n.Nom)
	}
}

func TestUneAcademieNeVoitNiNeTouchelAutre(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	ctx := db.AvecActeur(context.Background(), db.Acteur{Qui: "essai"})
	type n struct{ N int64 }
	tables := lire[struct{ Nom string }](t, b, `SELECT c.relname AS nom FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'academie'
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`)
	for _, x := range tables {
		l := lire[n](t, b, `SELECT count(*) AS n FROM `+x.Nom+` WHERE academie <> '014'`)
		require.Zero(t, l[0].N, "%s laisse voir une autre académie", x.Nom)
	}
	err := b.InAcademie(ctx, "014", func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO examen VALUES ('099', 'X', 'X')`)
		return err
	})
	require.ErrorContains(t, err, "row-level security")
	require.NoError(t, b.InAcademie(ctx, "014", func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE intervenant SET nom = 'VOLE' WHERE academie = '099'`)
		require.Zero(t, n)
		return err
	}))
	// National reads across, and cannot write.
	require.NoError(t, b.Across(ctx, "essai", func(r db.Reader) error {
		n, err := db.Scalar[int64](ctx, r, `SELECT count(DISTINCT academie) FROM intervenant`)
		require.EqualValues(t, 2, n)
		return err
	}))
	require.Error(t, b.Across(ctx, "essai", func(r db.Reader) error {
		_, err := r.Exec(ctx, `UPDATE intervenant SET nom = 'VOLE'`)
		return err
	}))
}

// TestUnLotEstCloisonne: reads sent together see one académie, write nothing, and leave the connection as they found it.
func TestUnLotEstCloisonne(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	ctx := t.Context()
	compter := func(sql string, lot func(*pgx.Batch, func(pgx.BatchResults) error) error) (n int64, err error) {
		demande := &pgx.Batch{}
		demande.Queue(sql)
		err = lot(demande, func(r pgx.BatchResults) error { return r.QueryRow().Scan(&n) })
		return n, err
	}
	dans := func(q *pgx.Batch, fn func(pgx.BatchResults) error) error { return b.Lot(ctx, "014", q, fn) }
	partout := func(q *pgx.Batch, fn func(pgx.BatchResults) error) error { return b.LotAcross(ctx, "essai", q, fn) }
	const academies = `SELECT count(DISTINCT academie) FROM intervenant`
	// Again and again on the same few connections: neither wall may outlive its lot.
	for range 40 {
		n, err := compter(academies, partout)
		require.NoError(t, err)
		require.EqualValues(t, 2, n)
		n, err = compter(academies, dans)
		require.NoError(t, err)
		require.EqualValues(t, 1, n)
		_, err = compter(`UPDATE intervenant SET nom = 'VOLE' WHERE academie = '014' RETURNING 1`, dans)
		require.ErrorContains(t, err, "read-only transaction")
		_, err = compter(`UPDATE intervenant SET nom = 'VOLE' RETURNING 1`, partout)
		require.Error(t, err)
		n, err = compter(academies, func(q *pgx.Batch, fn func(pgx.BatchResults) error) error { return b.Lot(ctx, "", q, fn) })
		require.NoError(t, err)
		require.Zero(t, n, "sans académie, rien ne se voit")
	}
	// What comes next on these connections may write again.
	require.NoError(t, b.InAcademie(db.AvecActeur(ctx, db.Acteur{Qui: "essai"}), "014", func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE intervenant SET nom = nom`)
		require.Positive(t, n)
		return err
	}))
}

func TestLaBaseRefuseLImpossible(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	ctx := db.AvecActeur(context.Background(), db.Acteur{Qui: "essai"})
	dans := func(sql string, args ...any) error {
		return b.InAcademie(ctx, "014", func(tx *db.Tx) error { _, err := tx.Exec(ctx, sql, args...); return err })
	}
	code := func(err error) string {
		require.Error(t, err)
		if e := fail.As(err); e != nil {
			return e.Code
		}
		return err.Error()
	}
	// A second mission at the same hours, in another session even: the person is already there.
	require.NoError(t, dans(`INSERT INTO mission (academie, id, session_id, type, centre_id, origine)
		VALUES ('014', md5('dup')::uuid, md5('014s2026')::uuid, 'interrogation', md5('014ce2026')::uuid, 'saisie')`))
	require.NoError(t, dans(`INSERT INTO creneau VALUES ('014', md5('dupk')::uuid, md5('dup')::uuid, '2027-06-01 09:00+02', '2027-06-01 10:00+02', true)`))
	inserer := `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat)
		VALUES ('014', $1, md5('014s2026')::uuid, md5('dup')::uuid, md5('014i1')::uuid, 'membre', $2)`
	require.Equal(t, "affectation.chevauchement", code(dans(inserer, uuid.New(), "affectee")))
	require.NoError(t, dans(inserer, uuid.New(), "proposee"), "une proposition n'engage personne")
	require.Equal(t, "affectation.chevauchement", code(dans(`UPDATE affectation SET etat = 'affectee' WHERE mission_id = md5('dup')::uuid`)))
	// States follow each other.
	require.Equal(t, "transition_interdite", code(dans(`UPDATE affectation SET etat = 'effectuee' WHERE mission_id = md5('dup')::uuid`)))
	require.Equal(t, "transition_interdite", code(dans(inserer, uuid.New(), "convoquee")))
	require.Equal(t, "transition_interdite", code(dans(`UPDATE session SET etat = 'preparation' WHERE code = '2027-N'`)))
	// An affectation has a session, a removal has a motive, a mission with people keeps its créneau.
	require.ErrorContains(t, dans(`UPDATE affectation SET session_id = NULL`), "null value")
	require.Equal(t, "affectation.motif", code(dans(`UPDATE affectation SET etat = 'desaffectee' WHERE etat = 'affectee'`)))
	require.Error(t, dans(`DELETE FROM creneau WHERE mission_id = md5('014m20271')::uuid`))
	// The journal is append-only, rights never change without an author.
	require.Error(t, dans(`UPDATE journal SET qui = 'autre'`))
	require.Error(t, dans(`DELETE FROM journal`))
	anonyme := b.InAcademie(context.Background(), "014", func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE utilisateur_profil SET fin = '2030-01-01'`)
		return err
	})
	require.Equal(t, "journal.auteur", code(anonyme))
	require.NoError(t, dans(`UPDATE utilisateur_profil SET fin = '2030-01-01' WHERE profil = 'gestionnaire'`))
	l := lire[struct{ Qui, Action string }](t, b, `SELECT qui, action FROM journal WHERE objet = 'utilisateur_profil' AND action = 'update'`)
	require.Equal(t, []struct{ Qui, Action string }{{"essai", "update"}}, l)
}

// TestComptesTenus: the maintained totals equal a count after any mix of changes.
func TestComptesTenus(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	b.Sql(t, `UPDATE affectation SET etat = 'convoquee' WHERE etat = 'affectee' AND get_byte(decode(md5(id::text), 'hex'), 0) % 2 = 0;
		DELETE FROM affectation WHERE get_byte(decode(md5(id::text), 'hex'), 1) % 7 = 0;
		UPDATE affectation SET version = version + 1`)
	ecarts := lire[struct{ N int64 }](t, b, `SELECT count(*) AS n FROM
		(SELECT session_id, etat, sum(nombre) AS n FROM affectation_compte GROUP BY 1, 2 HAVING sum(nombre) <> 0) c
		FULL JOIN (SELECT session_id, etat, count(*) AS n FROM affectation GROUP BY 1, 2) a USING (session_id, etat) WHERE a.n IS DISTINCT FROM c.n`)
	require.Zero(t, ecarts[0].N)
	occupations := lire[struct{ N int64 }](t, b, `SELECT count(*) AS n FROM affectation a JOIN occupation o ON o.affectation_id = a.id
		WHERE o.active <> (a.etat NOT IN ('proposee', 'desaffectee'))`)
	require.Zero(t, occupations[0].N)
}

func TestLeProprietaireNeSertPas(t *testing.T) {
	b := pgtest.Nouvelle(t)
	_, err := db.Open(context.Background(), b.Proprietaire)
	require.ErrorContains(t, err, "échappe au cloisonnement")
}

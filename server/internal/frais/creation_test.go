package frais_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/pgtest"
)

// monde adds communes to the fixtures: the centre is at Brest, people live here and there.
const monde = `
INSERT INTO commune (academie, code_insee, nom, departement, population, latitude, longitude) VALUES
	('014', '29019', 'Brest', '29', 139000, 48.39, -4.486), ('014', '29075', 'Guipavas', '29', 15000, 48.43, -4.4), ('014', '35238', 'Rennes', '35', 220000, 48.11, -1.68);
INSERT INTO commune_limitrophe (academie, insee_a, insee_b, origine) VALUES ('014', '29019', '29075', 'SAISI');
UPDATE etablissement SET code_commune = CASE right(uai, 2) WHEN '1A' THEN '29019' ELSE '35238' END WHERE academie = '014';
UPDATE intervenant SET code_commune = CASE (numero % 4) WHEN 0 THEN '29019' WHEN 1 THEN '29075' WHEN 2 THEN '35238' END WHERE academie = '014';`

func nouveau(t *testing.T) *pgtest.Base {
	t.Helper()
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	b.Sql(t, monde)
	return b
}

func dans(t *testing.T, b *pgtest.Base, fn func(ctx context.Context, tx *db.Tx) error) error {
	t.Helper()
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	return b.InAcademie(ctx, "014", func(tx *db.Tx) error { return fn(ctx, tx) })
}

func affectations(t *testing.T, b *pgtest.Base, ou string) []uuid.UUID {
	t.Helper()
	var ids []uuid.UUID
	require.NoError(t, b.Lire(t.Context(), "014", func(r db.Reader) (err error) {
		l, err := db.Query[struct{ ID uuid.UUID }](t.Context(), r, `SELECT id FROM affectation WHERE academie = '014' AND `+ou)
		for _, x := range l {
			ids = append(ids, x.ID)
		}
		return err
	}))
	return ids
}

func compter(t *testing.T, b *pgtest.Base, sql string) (n int) {
	t.Helper()
	require.NoError(t, b.Lire(t.Context(), "014", func(r db.Reader) (err error) {
		n, err = db.Scalar[int](t.Context(), r, sql)
		return err
	}))
	return n
}

// TestCreer: one état de frais per affectation, once; each part says why it is due or not, as the engine would.
func TestCreer(t *testing.T) {
	b := nouveau(t)
	ids := affectations(t, b, "etat = 'convoquee'")
	require.NotEmpty(t, ids)
	for i, attendu := range []int{len(ids), 0} {
		require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
			n, err := frais.Creer(ctx, tx, ids)
			require.Equal(t, attendu, n, "passage %d", i)
			return err
		}))
	}
	require.Equal(t, 2*len(ids), compter(t, b, `SELECT count(*) FROM efm_part`))
	require.Equal(t, len(ids), compter(t, b, `SELECT count(*) FROM efm_part WHERE genre = 'remuneration' AND etat = 'non_effectuee'`))
	// Each right said by the database is the one the engine says.
	require.Zero(t, compter(t, b, `SELECT count(*) FROM efm_part p JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id
		LEFT JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = i.id AND r.type = 'principal' JOIN etablissement e ON e.id = r.etablissement_id AND e.academie = r.academie
		WHERE p.genre = 'deplacement' AND p.regle <> CASE WHEN i.code_commune = '29019' THEN 'DEP.RESIDENCE' WHEN e.code_commune = '29019' THEN 'DEP.ETABLISSEMENT'
		WHEN i.code_commune = '29075' THEN 'DEP.LIMITROPHE.RESIDENCE' ELSE 'DEP.DROIT' END`))
	require.Zero(t, compter(t, b, `SELECT count(*) FROM efm_part WHERE genre = 'deplacement' AND (etat = 'sans_objet') <> (regle NOT IN ('DEP.DROIT'))`))
}

// TestUnDeplacementParJour: of two missions of one day, the first carries the travel; taken back, the other does.
func TestUnDeplacementParJour(t *testing.T) {
	b := nouveau(t)
	b.Sql(t, `INSERT INTO mission (academie, id, session_id, type, centre_id, examen, etat, origine)
		SELECT '014', md5('soir')::uuid, md5('014s2027')::uuid, 'interrogation', md5('014ce2027')::uuid, 'BTS', 'ouverte', 'saisie';
		INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place) SELECT '014', md5('soir')::uuid, md5('soir')::uuid, '2027-06-01 16:00+02', '2027-06-01 18:00+02', true;
		INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat)
		SELECT '014', md5('soir' || id)::uuid, md5('014s2027')::uuid, md5('soir')::uuid, id, 'interrogateur', 'convoquee' FROM intervenant WHERE academie = '014' AND code_commune IS NULL`)
	soir := affectations(t, b, `mission_id = md5('soir')::uuid`)
	matin := affectations(t, b, `mission_id = md5('014m20271')::uuid AND etat = 'convoquee'`)
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
		if _, err := frais.Creer(ctx, tx, soir); err != nil {
			return err
		}
		_, err := frais.Creer(ctx, tx, matin) // convoked later, earlier in the day
		return err
	}))
	const porteurs = `SELECT count(*) FROM efm_part p JOIN etat_frais e ON e.id = p.etat_frais_id WHERE p.genre = 'deplacement' AND p.etat = 'non_effectuee' AND e.mission_id = `
	communs := compter(t, b, `SELECT count(*) FROM efm_part WHERE genre = 'deplacement' AND etat = 'invalidable'`)
	require.Positive(t, communs)
	require.Zero(t, compter(t, b, `SELECT count(*) FROM efm_part p JOIN etat_frais e ON e.id = p.etat_frais_id WHERE p.etat = 'invalidable' AND e.mission_id <> md5('soir')::uuid`))
	avant := compter(t, b, porteurs+`md5('soir')::uuid`)
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
		n, err := frais.Retirer(ctx, tx, matin)
		require.Equal(t, len(matin), n)
		return err
	}))
	require.Equal(t, avant+communs, compter(t, b, porteurs+`md5('soir')::uuid`))
	// The database refuses a second one, whatever the code path.
	err := dans(t, b, func(ctx context.Context, tx *db.Tx) error {
		if _, err := frais.Creer(ctx, tx, matin); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE efm_part SET etat = 'non_effectuee' WHERE etat = 'invalidable'`)
		return err
	})
	require.Equal(t, "etat_frais.un_par_jour", fail.As(err).Code)
}

// TestGardesDesParts: what must be impossible, said by the database.
func TestGardesDesParts(t *testing.T) {
	b := nouveau(t)
	ids := affectations(t, b, "etat = 'convoquee'")[:3]
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error { _, err := frais.Creer(ctx, tx, ids); return err }))
	faire := func(sql string) error {
		return dans(t, b, func(ctx context.Context, tx *db.Tx) error {
			n, err := tx.Exec(ctx, sql)
			require.True(t, err != nil || n > 0, sql)
			return err
		})
	}
	const rem = ` WHERE genre = 'remuneration'`
	refus := func(code, sql string) {
		t.Helper()
		err := faire(sql)
		require.Error(t, err, sql)
		require.NotNil(t, fail.As(err), "%v", err)
		require.Equal(t, code, fail.As(err).Code, sql)
	}
	refus("transition_interdite", `UPDATE efm_part SET etat = 'valide'`+rem)
	refus("transition_interdite", `UPDATE efm_part SET etat = 'transmis'`+rem)
	require.NoError(t, faire(`UPDATE efm_part SET etat = 'effectuee'`+rem))
	require.NoError(t, faire(`UPDATE efm_part SET etat = 'a_valider', montant = 1000`+rem))
	refus("etat_frais.somme", `UPDATE efm_part SET etat = 'valide'`+rem)
	require.NoError(t, faire(`INSERT INTO efm_ligne SELECT academie, id, 1, 'REM.ORAL', '', '', 'minute', 60, 100000, 10000, 1000 FROM efm_part`+rem))
	require.NoError(t, faire(`UPDATE efm_part SET etat = 'valide'`+rem))
	refus("etat_frais.fige", `UPDATE efm_part SET montant = 2000`+rem)
	refus("etat_frais.fige", `UPDATE efm_ligne SET montant = 2000`)
	refus("etat_frais.fige", `DELETE FROM efm_ligne`)
	require.NoError(t, faire(`UPDATE efm_part SET etat = 'annule'`+rem))
	refus("etat_frais.retour", `UPDATE efm_part SET etat = 'effectuee'`+rem)
	require.NoError(t, faire(`UPDATE efm_part SET etat = 'valide'`+rem))
	refus("etat_frais.sans_lot", `UPDATE efm_part SET etat = 'transmis'`+rem)
	b.Sql(t, `UPDATE efm_part SET etat = 'transmis'`+rem)
	refus("transition_interdite", `UPDATE efm_part SET etat = 'annule'`+rem)
	refus("transition_interdite", `UPDATE efm_part SET etat = 'valide'`+rem)
	refus("etat_frais.transmis", `SELECT efm_retirer('014', ARRAY(SELECT affectation_id FROM etat_frais))`)
	require.Equal(t, 15, compter(t, b, `SELECT count(*) FROM journal WHERE objet = 'efm_part'`), "chaque changement est au journal")
}

// TestRetirerCommence: what was entered and not sent is taken back with its convocation, and the journal keeps it; once the
// service is seen to be done, nothing moves.
func TestRetirerCommence(t *testing.T) {
	b := nouveau(t)
	ids := affectations(t, b, "etat = 'convoquee'")[:3]
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error { _, err := frais.Creer(ctx, tx, ids); return err }))
	b.Sql(t, `UPDATE efm_part SET etat = 'effectuee' WHERE genre = 'remuneration'; UPDATE efm_part SET etat = 'a_valider', montant = 700 WHERE genre = 'remuneration'`)
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
		n, err := frais.Retirer(ctx, tx, ids[:2])
		require.Equal(t, 2, n)
		return err
	}))
	require.Equal(t, 2, compter(t, b, `SELECT count(*) FROM journal WHERE objet = 'etat_frais' AND action = 'retrait' AND avant @> '[{"montant": 700}]'`))
	b.Sql(t, `INSERT INTO constat (academie, id, affectation_id, mission_id, fait, saisi_par, saisi_profil, saisi_le) SELECT academie, uuid_v7(), id, mission_id, 'fait', 'essai', 'chef_centre', now()
		FROM affectation WHERE id = '`+ids[2].String()+`'`)
	err := dans(t, b, func(ctx context.Context, tx *db.Tx) error { _, err := frais.Retirer(ctx, tx, ids[2:]); return err })
	require.Equal(t, "etat_frais.constat", fail.As(err).Code)
}

// TestSuivre: a mission that moves takes its états de frais to its new day and place, unless somebody entered something.
func TestSuivre(t *testing.T) {
	b := nouveau(t)
	ids := affectations(t, b, "etat = 'convoquee' AND mission_id = md5('014m20271')::uuid")[:4]
	creer := func(ctx context.Context, tx *db.Tx) error { _, err := frais.Creer(ctx, tx, ids); return err }
	suivre := func(ctx context.Context, tx *db.Tx) (n int, err error) { return frais.Suivre(ctx, tx, ids) }
	require.NoError(t, dans(t, b, creer))
	bouger := func(attendu int) {
		t.Helper()
		require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
			n, err := suivre(ctx, tx)
			require.Equal(t, attendu, n)
			return err
		}))
	}
	bouger(0)
	b.Sql(t, `UPDATE creneau SET debut = debut + interval '30 days', fin = fin + interval '30 days' WHERE mission_id = md5('014m20271')::uuid`)
	bouger(4)
	require.Zero(t, compter(t, b, `SELECT count(*) FROM etat_frais e JOIN efm_part p ON p.etat_frais_id = e.id JOIN affectation a ON a.id = e.affectation_id
		WHERE e.jour <> (a.debut AT TIME ZONE 'Europe/Paris')::date OR p.jour <> e.jour`))
	b.Sql(t, `UPDATE etablissement SET code_commune = '29075' WHERE id = (SELECT etablissement_id FROM centre WHERE academie = '014' LIMIT 1)`)
	droits := compter(t, b, `SELECT count(*) FROM efm_part WHERE regle = 'DEP.RESIDENCE'`)
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error { _, err := suivre(ctx, tx); return err }))
	require.NotEqual(t, droits, compter(t, b, `SELECT count(*) FROM efm_part WHERE regle = 'DEP.RESIDENCE'`))
	b.Sql(t, `UPDATE efm_part SET etat = 'effectuee' WHERE genre = 'remuneration'; UPDATE efm_part SET etat = 'a_valider' WHERE genre = 'remuneration';
		UPDATE creneau SET debut = debut + interval '1 day', fin = fin + interval '1 day' WHERE mission_id = md5('014m20271')::uuid`)
	err := dans(t, b, func(ctx context.Context, tx *db.Tx) error { _, err := suivre(ctx, tx); return err })
	require.Equal(t, "etat_frais.commence", fail.As(err).Code)
	require.NoError(t, dans(t, b, func(ctx context.Context, tx *db.Tx) error {
		r, err := frais.Retenues(ctx, tx.Reader, "014", nil, ids)
		require.Len(t, r, 4)
		return err
	}))
}

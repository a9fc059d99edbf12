package donnees_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/demo"
	"imagin/server/internal/donnees"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/secret"
)

// TestToutEstClasse: what is classified exists, under a category that has a duration or a reason, with a nature that is
// known. That nothing is forgotten is tested with the catalogue (package db).
func TestToutEstClasse(t *testing.T) {
	b := pgtest.Nouvelle(t)
	c, err := pgx.Connect(t.Context(), b.Proprietaire)
	require.NoError(t, err)
	defer c.Close(context.Background())
	lues := ligneParLigne(t, c, donnees.SelectColonnes)
	presentes := map[string]bool{}
	for _, l := range lues {
		presentes[l[0]], presentes[l[0]+"."+l[1]] = true, true
	}
	durees := map[string]bool{}
	for _, x := range donnees.Categories {
		durees[x.Code] = true
	}
	for _, x := range donnees.Tables {
		require.True(t, presentes[x.Nom], "%s n’existe plus", x.Nom)
		require.True(t, durees[x.Categorie] || donnees.Permanentes[x.Categorie] != "", "%s : la catégorie %s n’a ni durée ni raison", x.Nom, x.Categorie)
		for colonne, n := range x.Personnelles {
			require.True(t, presentes[x.Nom+"."+colonne], "%s.%s n’existe plus", x.Nom, colonne)
			require.NotContains(t, n.Remplacement(colonne), "THEN "+colonne+" ELSE  END", "%s.%s : nature inconnue", x.Nom, colonne)
		}
	}
}

func ligneParLigne(t *testing.T, c *pgx.Conn, sql string) [][]string {
	t.Helper()
	lignes, err := c.Query(t.Context(), sql)
	require.NoError(t, err)
	l, err := pgx.CollectRows(lignes, func(r pgx.CollectableRow) ([]string, error) {
		v := make([]string, len(r.FieldDescriptions()))
		lus := make([]any, len(v))
		for i := range v {
			lus[i] = &v[i]
		}
		return v, r.Scan(lus...)
	})
	require.NoError(t, err)
	return l
}

// marquer writes what people might have written, everywhere they may.
const marquer = `
UPDATE intervenant SET date_naissance = make_date(1950 + (numero % 50)::int, 1, 29 + (numero % 3)::int), adresse = numero || ' venelle de Kergrist', mel = 'prive' || numero || '@orange.fr', telephone = '0299' || lpad(numero::text, 6, '0'), nom_patronymique = 'NOMDEJEUNEFILLE' || numero;
UPDATE utilisateur SET courriel = 'agent.' || identifiant || '@ac-rennes.fr';
UPDATE centre SET chef_nom = 'Yvonne KERBRAT', chef_mel = 'yvonne.kerbrat@ac-rennes.fr', chef_telephone = '0298111213';
UPDATE mission SET consigne = 'Apporter le dossier de Madame KERBRAT';
UPDATE convocation SET contenu = contenu || '{"motif": "Parce que KERBRAT"}' || jsonb_build_object('missions', (SELECT jsonb_agg(m || '{"consignes": "Voir KERBRAT"}') FROM jsonb_array_elements(contenu->'missions') m));
UPDATE voeu SET commentaire = 'Je garde ma fille malade';
UPDATE journal_marque SET avant = '{"nom": "KERBRAT", "liste": ["KERBRAT"], "dans": {"iban": "KERBRAT"}, "ok": true}';
`

// TestCopieAnonymisee: of everything personal in a base, nothing is found in its copy; the copy holds together, serves, and is the same
// under the same secret.
func TestCopieAnonymisee(t *testing.T) {
	source := apitest.Sur(t, pgtest.Vide(t))
	require.NoError(t, source.Demontrer(t.Context(), demo.Mini, 1))
	ctx := t.Context()
	c, err := pgx.Connect(ctx, source.Pg.Proprietaire)
	require.NoError(t, err)
	defer c.Close(context.Background())
	_, err = c.Exec(ctx, "SET session_replication_role = replica;"+strings.ReplaceAll(marquer, "journal_marque", "journal"))
	require.NoError(t, err)
	coffre, err := secret.NewCoffre([]byte(strings.Repeat("k", 32)))
	require.NoError(t, err)
	copier := func(vers string, sel string) (map[string]int64, error) {
		return donnees.Anonymiser(ctx, donnees.Copie{Source: source.Pg.Proprietaire, Destination: vers, Sel: []byte(sel), Coffre: coffre})
	}
	copie, jumelle := pgtest.Vide(t), pgtest.Vide(t)
	lignes, err := copier(copie.Proprietaire, "un sel")
	require.NoError(t, err)
	require.EqualValues(t, 300, lignes["intervenant"])
	_, err = copier(copie.Proprietaire, "un sel")
	require.ErrorIs(t, err, donnees.ErrOccupee)
	_, err = copier(source.Pg.Proprietaire, "un sel")
	require.ErrorIs(t, err, donnees.ErrSurPlace)

	d, err := pgx.Connect(ctx, copie.Proprietaire)
	require.NoError(t, err)
	defer d.Close(context.Background())
	copiees := strings.Join(valeurs(t, d, true), "\n")
	originales := valeurs(t, c, false)
	require.Greater(t, len(originales), 1000)
	lieux := strings.Join(lieuxEtMatieres(t, c), "\n")
	for _, v := range append(originales, "KERBRAT", "Kergrist") {
		if vu := mot(copiees, v); vu != "" && mot(lieux, v) == "" {
			t.Errorf("la copie dit encore « %s » : %q", v, vu)
		}
	}

	_, err = copier(jumelle.Proprietaire, "un sel")
	require.NoError(t, err)
	j, err := pgx.Connect(ctx, jumelle.Proprietaire)
	require.NoError(t, err)
	defer j.Close(context.Background())
	const personnes = `SELECT string_agg(nom || prenom || coalesce(mel, '') || coalesce(commune, '') || numero, ',' ORDER BY id) FROM intervenant`
	require.Equal(t, ligneParLigne(t, d, personnes), ligneParLigne(t, j, personnes), "même secret, mêmes noms")

	// The same person has the same name everywhere, and the service runs on the copy.
	require.Equal(t, "0", ligneParLigne(t, d, `SELECT count(*)::text FROM affectation a JOIN intervenant i USING (academie) WHERE i.id = a.intervenant_id AND (a.nom, a.prenom) <> (i.nom, i.prenom)`)[0][0])
	s := apitest.Sur(t, copie)
	r, err := s.Client(t, "gestionnaire").ListerIntervenantsWithResponse(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, 300, r.JSON200.Total)
}

// valeurs are the distinct texts of a base: those of its personal columns, or with tout those of every column but what
// names places and subjects.
func valeurs(t *testing.T, c *pgx.Conn, tout bool) []string {
	t.Helper()
	vues := map[string]bool{}
	for _, l := range ligneParLigne(t, c, donnees.SelectColonnes) {
		x := donnees.Classee(l[0])
		n, personnelle := x.Personnelles[l[1]]
		switch {
		case !personnelle && (!tout || x.Categorie == "reference" || x.Categorie == "gestion" && l[2] != "jsonb"):
			continue
		case personnelle && !tout && !n.Identifie():
			continue
		}
		for _, v := range ligneParLigne(t, c, fmt.Sprintf(`SELECT DISTINCT %s::text FROM %s WHERE length(%[1]s::text) > 4`, pgx.Identifier{l[1]}.Sanitize(), l[0])) {
			vues[v[0]] = true
		}
	}
	var liste []string
	for v := range vues {
		liste = append(liste, v)
	}
	return liste
}

// lieuxEtMatieres are the words of places, subjects and services, which people may share: Lycée Jacques-Prévert.
func lieuxEtMatieres(t *testing.T, c *pgx.Conn) (l []string) {
	t.Helper()
	for _, x := range ligneParLigne(t, c, `SELECT nom || ' ' || coalesce(adresse, '') FROM etablissement UNION SELECT nom FROM commune UNION SELECT libelle FROM examen UNION SELECT service FROM parametrage_edition
		UNION SELECT contenu->'service'->>'nom' FROM convocation`) {
		l = append(l, x[0])
	}
	return l
}

// mot finds a whole word, or several, in a text: what stands around it, or nothing.
func mot(texte, v string) string {
	for debut := 0; ; {
		i := strings.Index(texte[debut:], v)
		if i < 0 {
			return ""
		}
		i += debut
		avant, _ := utf8.DecodeLastRuneInString(texte[:i])
		apres, _ := utf8.DecodeRuneInString(texte[i+len(v):])
		if !unicode.IsLetter(avant) && !unicode.IsLetter(apres) {
			return texte[max(0, i-80):min(len(texte), i+len(v)+80)]
		}
		debut = i + len(v)
	}
}

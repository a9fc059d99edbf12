package list_test

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"imagin/api"
	"imagin/api/client"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation"
	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/demo"
	"imagin/server/internal/list"
	"imagin/server/internal/pgtest"
)

// monde is a service over the small demonstration académie: 1,500 affectations, so that pages pass the first anchor.
type monde struct {
	*apitest.Serveur
	c     *client.ClientWithResponses
	jeton string
	pg    *pgx.Conn
}

func nouveauMonde(t *testing.T) monde {
	t.Helper()
	b := pgtest.Vide(t)
	_, err := demo.Charger(t.Context(), b.Proprietaire, demo.Options{Taille: demo.Mini, Graine: 1, Annee: 2027})
	require.NoError(t, err)
	s := apitest.Sur(t, b)
	jeton := s.Jeton(t, "gestionnaire", "gaelle.morvan")
	pg, err := pgx.Connect(t.Context(), b.Proprietaire)
	require.NoError(t, err)
	t.Cleanup(func() { _ = pg.Close(context.Background()) })
	return monde{s, s.ClientAvec(t, jeton), jeton, pg}
}

func pointeur[T any](v T) *T { return &v }

func (m monde) page(t *testing.T, p client.ListerAffectationsParams) *client.PageAffectations {
	t.Helper()
	r, err := m.c.ListerAffectationsWithResponse(t.Context(), &p)
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	return r.JSON200
}

func (m monde) ids(t *testing.T, sql string, args ...any) []uuid.UUID {
	t.Helper()
	lignes, err := m.pg.Query(t.Context(), sql, args...)
	require.NoError(t, err)
	l, err := pgx.CollectRows(lignes, pgx.RowTo[uuid.UUID])
	require.NoError(t, err)
	return l
}

func TestListe(t *testing.T) {
	m := nouveauMonde(t)
	t.Run("chaque filtre trouve ce que trouve le SQL écrit à la main", func(t *testing.T) {
		for filtre, ou := range map[string]string{
			"etat==effectuee":                          "etat = 'effectuee'",
			"etat!=effectuee":                          "etat <> 'effectuee'",
			"etat=in=(affectee,convoquee)":             "etat IN ('affectee', 'convoquee')",
			"etat=out=(effectuee,proposee)":            "etat NOT IN ('effectuee', 'proposee')",
			"session==2026-N":                          "session_id = (SELECT id FROM session WHERE code = '2026-N')",
			"session==2026-N;etat==effectuee":          "session_id = (SELECT id FROM session WHERE code = '2026-N') AND etat = 'effectuee'",
			"nom==LECLERE":                             "nom = 'LECLERE'",
			`nom=="LE GOFF",nom==LECLERE`:              "nom IN ('LE GOFF', 'LECLERE')",
			"nom=like=LE*":                             "nom ILIKE 'LE%'",
			`nom=like="*'*"`:                           "sans_accent(nom) LIKE '%''%'",
			"nom=ge=M;nom=lt=N":                        "nom >= 'M' AND nom < 'N'",
			"debut=ge=2026-06-10;debut=lt=2026-06-11":  "debut >= '2026-06-10T00:00Z' AND debut < '2026-06-11T00:00Z'",
			"sur_place==true":                          "type IN (SELECT code FROM type_mission WHERE sur_place)",
			"(etat==proposee,etat==affectee);nom=ge=L": "etat IN ('proposee', 'affectee') AND nom >= 'L'",
			"examen==BTS":                              "examen = 'BTS'",
			"id==01900000-0000-7000-8000-0000000000ff": "false",
			`nom=="x'; DROP TABLE affectation; --"`:    "false",
			`nom==";)(,"`:                              "false",
		} {
			attendus := m.ids(t, "SELECT id FROM affectation WHERE "+ou)
			p := m.page(t, client.ListerAffectationsParams{Filtre: &filtre})
			require.Equal(t, len(attendus), p.Total, filtre)
			require.True(t, p.TotalExact)
			for _, l := range p.Items {
				require.Contains(t, attendus, l.Id, filtre)
			}
		}
	})
	t.Run("ce qui ne se lit pas est refusé en nommant la colonne", func(t *testing.T) {
		for filtre, cas := range map[string][2]string{
			"inconnue==1": {"", "inconnue"}, "debut==hier": {"filtre.valeur", "debut"}, "etat==mort": {"filtre.valeur", "etat"},
			"sur_place==peut-etre": {"filtre.valeur", "sur_place"}, "id==12": {"filtre.valeur", "id"}, "nom==": {"", ""}, "((nom==a": {"", ""},
			"nom": {"", ""}, "nom=like=a;": {"", ""}, "etat=gt=affectee": {"", "etat"}, "nom==a\x00": {"", ""}, strings.Repeat("nom==a,", 2000) + "nom==a": {"", ""},
		} {
			r, err := m.c.ListerAffectationsWithResponse(t.Context(), &client.ListerAffectationsParams{Filtre: pointeur(filtre)})
			require.NoError(t, err)
			require.NotNil(t, r.ApplicationproblemJSONDefault, filtre)
			p := r.ApplicationproblemJSONDefault
			require.Less(t, p.Status, 500, "%s: %s", filtre, p.Detail)
			require.GreaterOrEqual(t, p.Status, 400)
			require.Contains(t, p.Detail, cas[1], filtre)
			if cas[0] != "" {
				require.Equal(t, cas[0], p.Code, filtre)
			}
		}
		for _, tri := range []string{"inconnue", "nom;DROP TABLE affectation", "-", "nom,nom,nom,nom,nom,nom,nom"} {
			r, err := m.c.ListerAffectationsWithResponse(t.Context(), &client.ListerAffectationsParams{Tri: pointeur(tri)})
			require.NoError(t, err)
			if r.JSON200 == nil {
				require.Less(t, r.ApplicationproblemJSONDefault.Status, 500, tri)
			}
		}
	})
	t.Run("la page N par les ancres est celle que donnerait OFFSET", func(t *testing.T) {
		for tri, ordre := range map[string]string{"": "nom, prenom, id", "nom,prenom": "nom, prenom, id", "-nom,prenom": "nom DESC, prenom, id",
			"debut": "debut, id", "-debut": "debut DESC, id DESC", "etat,-debut": "etat, debut DESC, id DESC"} {
			tous := m.ids(t, "SELECT id FROM affectation ORDER BY "+ordre)
			for _, n := range []int{1, 2, 20, 21, 22, 30, 31} {
				p := m.page(t, client.ListerAffectationsParams{Tri: &tri, Page: &n, Taille: pointeur(client.TaillePageN50)})
				var lus []uuid.UUID
				for _, l := range p.Items {
					lus = append(lus, l.Id)
				}
				require.Equal(t, tous[min(len(tous), (n-1)*50):min(len(tous), n*50)], append([]uuid.UUID{}, lus...), "tri %q page %d", tri, n)
			}
		}
	})
	t.Run("la reprise par « apres » donne chaque ligne une fois", func(t *testing.T) {
		vus := map[uuid.UUID]bool{}
		for apres := pointeur("debut"); apres != nil; {
			p := m.page(t, client.ListerAffectationsParams{Apres: apres, Taille: pointeur(client.TaillePageN200)})
			for _, l := range p.Items {
				require.False(t, vus[l.Id])
				vus[l.Id] = true
			}
			apres = p.Suivant
		}
		require.Len(t, vus, 1500)
	})
	t.Run("la recherche ignore accents et casse", func(t *testing.T) {
		attendus := m.ids(t, "SELECT id FROM affectation WHERE sans_accent(nom || ' ' || prenom) LIKE '%helene%'")
		require.NotEmpty(t, attendus)
		require.Equal(t, len(attendus), m.page(t, client.ListerAffectationsParams{Q: pointeur("HÉLÈNE")}).Total)
	})
	t.Run("un point-virgule tapé tel quel dans l’adresse filtre aussi", func(t *testing.T) {
		total := func(filtre string) string {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.URL+"/api/v1/affectations?taille=20&filtre="+filtre, http.NoBody)
			require.NoError(t, err)
			req.Header.Set("Authorization", "Bearer "+m.jeton)
			r, err := http.DefaultClient.Do(req)
			require.NoError(t, err)
			defer func() { _ = r.Body.Close() }()
			corps, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, r.StatusCode, "%s", corps)
			return string(corps[strings.LastIndex(string(corps), `"total"`):])
		}
		require.Equal(t, total("session==2027-N%3Betat==affectee"), total("session==2027-N;etat==affectee"))
		require.NotEqual(t, total("session==2027-N"), total("session==2027-N;etat==affectee"))
	})
	t.Run("l’export CSV et XLSX est la liste, ligne pour ligne", func(t *testing.T) { m.exports(t) })
	t.Run("autant de requêtes pour vingt lignes que pour deux cents", func(t *testing.T) {
		ctx := access.Avec(t.Context(), &access.Principal{Academie: "014", Profil: "gestionnaire"})
		var comptes []int
		for _, taille := range []int{20, 50, 200} {
			c, n := db.Relever(ctx)
			tp := api.TaillePage(taille)
			_, err := list.Lire[api.Affectation](c, m.Pg.DB, affectation.Affectations, list.Params{Taille: &tp})
			require.NoError(t, err)
			comptes = append(comptes, n.Nombre())
		}
		require.Equal(t, comptes[0], comptes[1])
		require.Equal(t, comptes[0], comptes[2])
		require.LessOrEqual(t, comptes[0], 3)
		t.Log("requêtes SQL par page :", comptes[0])
	})
}

func (m monde) telecharger(t *testing.T, format string, q url.Values) io.ReadCloser {
	t.Helper()
	q.Set("format", format)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.URL+"/api/v1/exports/affectations?"+q.Encode(), http.NoBody)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+m.jeton)
	r, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode)
	return r.Body
}

func (m monde) exports(t *testing.T) {
	_, err := m.pg.Exec(t.Context(), `UPDATE intervenant SET nom = '=HYPERLINK("http://x")' WHERE nom = 'LECLERE'`)
	require.NoError(t, err)
	q := url.Values{"colonnes": {"nom,prenom,etat"}, "filtre": {"session==2027-N"}, "tri": {"nom,prenom"}}
	lignes, err := m.pg.Query(t.Context(), `SELECT nom, prenom, etat FROM affectation WHERE session_id = (SELECT id FROM session WHERE code = '2027-N') ORDER BY nom, prenom, id`)
	require.NoError(t, err)
	attendus := [][]string{{"Nom", "Prénom", "État"}}
	dangereuses := 0
	for lignes.Next() {
		l := make([]string, 3)
		require.NoError(t, lignes.Scan(&l[0], &l[1], &l[2]))
		if strings.HasPrefix(l[0], "=") {
			dangereuses++
		}
		attendus = append(attendus, l)
	}
	require.NotZero(t, dangereuses)
	corps := m.telecharger(t, "csv", q)
	defer func() { _ = corps.Close() }()
	c := csv.NewReader(corps)
	c.Comma = ';'
	lus, err := c.ReadAll()
	require.NoError(t, err)
	lus[0][0] = strings.TrimPrefix(lus[0][0], "\ufeff")
	require.Len(t, lus, len(attendus))
	for i, l := range lus {
		require.Equal(t, list.Neutraliser(attendus[i][0]), l[0])
		require.Equal(t, attendus[i][1:], l[1:])
	}
	x := m.telecharger(t, "xlsx", q)
	defer func() { _ = x.Close() }()
	f, err := excelize.OpenReader(x)
	require.NoError(t, err)
	cellules, err := f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	require.Equal(t, attendus, cellules)
	formule, err := f.GetCellFormula(f.GetSheetName(0), "A2")
	require.NoError(t, err)
	require.Empty(t, formule)
}

func TestNeutraliser(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\tx", "\rx"} {
		require.Equal(t, "'"+s, list.Neutraliser(s))
	}
	require.Equal(t, "LE GOFF", list.Neutraliser("LE GOFF"))
	require.Empty(t, list.Neutraliser(""))
}

package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// deposer streams a file to the API, as a browser does, and waits for its report.
func deposer(t *testing.T, c *client.ClientWithResponses, source, nom string, contenu io.Reader) (*client.Import, *client.Probleme) {
	t.Helper()
	lecture, ecriture := io.Pipe()
	m := multipart.NewWriter(ecriture)
	go func() {
		err := m.WriteField("source", source)
		if err == nil {
			var p io.Writer
			if p, err = m.CreateFormFile("fichier", nom); err == nil {
				_, err = io.Copy(p, contenu)
			}
		}
		if err == nil {
			err = m.Close()
		}
		ecriture.CloseWithError(err)
	}()
	r, err := c.DeposerImportWithBodyWithResponse(t.Context(), nil, m.FormDataContentType(), lecture)
	require.NoError(t, err)
	if r.JSON202 == nil {
		return nil, r.ApplicationproblemJSONDefault
	}
	return rapport(t, c, r.JSON202.Id), nil
}

func rapport(t *testing.T, c *client.ClientWithResponses, id uuid.UUID) *client.Import {
	t.Helper()
	for fin := time.Now().Add(60 * time.Second); time.Now().Before(fin); time.Sleep(30 * time.Millisecond) {
		i, err := c.LireImportWithResponse(t.Context(), id)
		require.NoError(t, err)
		require.NotNil(t, i.JSON200, "%s", i.Body)
		if i.JSON200.Etat != client.ImportEtatDepose && i.JSON200.Etat != client.ImportEtatEnCours {
			return i.JSON200
		}
	}
	t.Fatal("l’import ne finit pas")
	return nil
}

// donnees is a print of every table that an import may change.
func donnees(t *testing.T, dsn string) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	var tout []string
	for _, nom := range []string{"etablissement", "intervenant", "rattachement", "enseignement", "matiere", "mef", "modalite", "discipline",
		"staging.etablissement", "staging.individu", "staging.enseignement", "staging.nomenclature"} {
		var e string
		require.NoError(t, c.QueryRow(ctx, "SELECT count(*) || coalesce(md5(string_agg(x::text, '|' ORDER BY x::text)), '') FROM "+nom+" x").Scan(&e))
		tout = append(tout, nom+" "+e)
	}
	return strings.Join(tout, "\n")
}

func zippe(t *testing.T, contenus ...io.Reader) io.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, c := range contenus {
		w, err := z.Create(fmt.Sprintf("fichier%d.xml", i))
		require.NoError(t, err)
		_, err = io.Copy(w, c)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return &b
}

func zippe2(t *testing.T, nom string, contenu io.Reader) io.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(nom)
	require.NoError(t, err)
	_, err = io.Copy(w, contenu)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return &b
}

// longtemps repeats a text up to n bytes, without holding them.
func longtemps(texte string, n int64) io.Reader {
	return io.LimitReader(&boucle{texte: []byte(texte)}, n)
}

type boucle struct {
	texte []byte
	i     int
}

func (b *boucle) Read(p []byte) (int, error) {
	for k := range p {
		p[k] = b.texte[b.i%len(b.texte)]
		b.i++
	}
	return len(p), nil
}

const (
	enteteXML = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	mega      = 1 << 20
)

// TestMauvaisFichiers: each is refused in French, with a stable code, the line where there is one, and nothing written.
func TestMauvaisFichiers(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	sts := func() io.Reader { return apitest.Echantillon(t, "sts/sts_emp_0299999L_2013_synthetique.xml") }
	entier, err := io.ReadAll(sts())
	require.NoError(t, err)
	milieu := bytes.Index(entier, []byte("<INDIVIDU ")) + 40
	avant := donnees(t, s.Pg.Proprietaire)
	for _, cas := range []struct {
		nom, source string
		contenu     func() io.Reader
		code, dit   string
	}{
		{"vide", "sts", func() io.Reader { return strings.NewReader("") }, "import.vide", "vide"},
		{"tronqué", "sts", func() io.Reader { return bytes.NewReader(entier[:milieu]) }, "import.tronque", "tronqué"},
		{"mauvaise racine", "sts", func() io.Reader { return strings.NewReader(enteteXML + "<EDT_STS/>") }, "import.racine_inconnue", "Ligne 2"},
		{"page web", "sts", func() io.Reader { return strings.NewReader("<!DOCTYPE html><html><body>Erreur</body></html>") }, "import.", "Ligne 1"},
		{"texte", "sts", func() io.Reader { return strings.NewReader("bonjour") }, "import.", ""},
		{"mauvais encodage", "sts", func() io.Reader {
			return bytes.NewReader(bytes.Replace(bytes.Replace(entier, []byte("ISO-8859-15"), []byte("UTF-8"), 1), []byte("BREST"), []byte("BR\xc9ST"), 1))
		}, "import.encodage", "encodage"},
		{"bombe d’entités", "sts", func() io.Reader {
			return strings.NewReader(enteteXML + `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><STS_EDT>&b;</STS_EDT>`)
		}, "import.entite_interdite", "Ligne 2"},
		{"entité externe", "sts", func() io.Reader {
			return strings.NewReader(enteteXML + `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><STS_EDT>&a;</STS_EDT>`)
		}, "import.entite_interdite", "Ligne 2"},
		{"attribut de 30 Mo", "sts", func() io.Reader {
			return io.MultiReader(strings.NewReader(enteteXML+`<STS_EDT a="`), longtemps("a", 30*mega), strings.NewReader(`"/>`))
		}, "import.jeton", "Ligne 2"},
		{"cinq millions de balises emboîtées", "sts", func() io.Reader {
			return io.MultiReader(strings.NewReader(enteteXML+"<STS_EDT>"), longtemps("<a>", 15_000_000))
		}, "import.profondeur", "Ligne 2"},
		{"200 Mo", "sts", func() io.Reader { return io.MultiReader(bytes.NewReader(entier), longtemps("<!-- x -->\n", 200*mega)) }, "", "Mo"},
		{"200 Mo de CSV", "etablissements", func() io.Reader {
			return io.MultiReader(strings.NewReader("uai;nom;academie\n"), longtemps("0290001U;Collège;14\n", 200*mega))
		}, "", "Mo"},
		{"bombe ZIP", "sts", func() io.Reader { return zippe(t, longtemps(" ", 300*mega)) }, "import.taille", "Mo"},
		{"ZIP dans un ZIP", "sts", func() io.Reader { return zippe2(t, "fichier.zip", zippe(t, sts())) }, "import.zip", "une autre archive"},
		{"ZIP de trois mauvais fichiers", "sts", func() io.Reader {
			return zippe(t, strings.NewReader("bonjour"), strings.NewReader("<a/>"), strings.NewReader(enteteXML+"<EDT_STS/>"))
		}, "import.", "Aucun des 3 fichiers"},
		{"ZIP abîmé", "sts", func() io.Reader { return strings.NewReader("PK\x03\x04 et puis rien") }, "import.zip", "ZIP"},
		{"CSV vide", "etablissements", func() io.Reader { return strings.NewReader("") }, "import.vide", "vide"},
		{"CSV sans colonne UAI", "etablissements", func() io.Reader { return strings.NewReader("nom;academie\nX;14\n") }, "import.colonne_absente", "uai"},
		{"XML à la place du CSV", "etablissements", sts, "import.", "Ligne 1"},
		{"ligne sans fin", "etablissements", func() io.Reader {
			return io.MultiReader(strings.NewReader("uai;nom;academie\n"), longtemps("a", 90*mega))
		}, "import.ligne_trop_longue", "Ligne 2"},
	} {
		t.Run(cas.nom, func(t *testing.T) {
			runtime.GC()
			var m0, m1 runtime.MemStats
			runtime.ReadMemStats(&m0)
			i, p := deposer(t, c, cas.source, "essai", cas.contenu())
			runtime.ReadMemStats(&m1)
			require.Less(t, int64(m1.Sys)-int64(m0.Sys), int64(400*mega), "mémoire")
			if p != nil { // refused at the door
				require.Contains(t, []int{http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusBadRequest}, p.Status)
				require.Contains(t, p.Detail, cas.dit)
			} else {
				require.Equal(t, client.ImportEtatRefuse, i.Etat, "%v", i.Message)
				require.Contains(t, *i.Message, cas.dit)
				require.NotEmpty(t, i.Anomalies)
				require.NotNil(t, i.Anomalies[0].Champ)
				require.True(t, strings.HasPrefix(*i.Anomalies[0].Champ, cas.code), "%s", *i.Anomalies[0].Champ)
			}
			require.Equal(t, avant, donnees(t, s.Pg.Proprietaire))
		})
	}
}

func TestMemeFichierDeuxFois(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	for source, nom := range map[string]string{"sts": "sts/sts_emp_0299999L_2013_synthetique.xml",
		"etablissements": "etablissements/fr-en-adresse-et-geolocalisation-colleges-france.csv"} {
		i, p := deposer(t, c, source, "premier", apitest.Echantillon(t, nom))
		require.Nil(t, p)
		require.Equal(t, client.ImportEtatApplique, i.Etat, "%v", i.Message)
		une := donnees(t, s.Pg.Proprietaire)
		i, p = deposer(t, c, source, "second", apitest.Echantillon(t, nom))
		require.Nil(t, p)
		require.Equal(t, client.ImportEtatApplique, i.Etat, "%v", i.Message)
		require.Contains(t, *i.Message, "Aucun changement")
		require.Equal(t, une, donnees(t, s.Pg.Proprietaire))
	}
}

// TestDeuxImportsALaFois: the second waits for the first; the result is that of one after the other.
func TestDeuxImportsALaFois(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	finis := make(chan *client.Import, 2)
	for range 2 {
		go func() {
			i, _ := deposer(t, c, "sts", "ensemble", apitest.Echantillon(t, "sts/sts_emp_0299999L_2013_synthetique.xml"))
			finis <- i
		}()
	}
	for range 2 {
		require.Equal(t, client.ImportEtatApplique, (<-finis).Etat)
	}
	var n int
	ctx := context.Background()
	co, err := pgx.Connect(ctx, s.Pg.Proprietaire)
	require.NoError(t, err)
	defer func() { _ = co.Close(ctx) }()
	require.NoError(t, co.QueryRow(ctx, "SELECT count(*) FROM enseignement WHERE source = 'STS' AND etablissement_id IN (SELECT id FROM etablissement WHERE uai = '0299999L')").Scan(&n))
	require.Equal(t, 25, n)
}

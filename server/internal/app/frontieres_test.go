package app_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/api/client"
	"imagin/server/internal/access"
	"imagin/server/internal/apitest"
	"imagin/server/internal/auth"
	"imagin/server/internal/contrat"
	"imagin/server/internal/db"
)

// lesIdentifiants are real identifiers of an académie, by table.
type lesIdentifiants map[string][]string

// identifiants reads up to three identifiers of each table of an académie.
func identifiants(t *testing.T, s *apitest.Serveur, academie string) lesIdentifiants {
	t.Helper()
	l := lesIdentifiants{}
	tables := apitest.Lignes[struct{ Nom string }](t, s, `SELECT c.relname AS nom FROM pg_class c
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'academie'
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype`)
	require.NoError(t, s.Base.Lire(t.Context(), academie, func(r db.Reader) error {
		for _, x := range tables {
			ids, err := db.Query[struct{ ID uuid.UUID }](t.Context(), r, `SELECT id FROM `+x.Nom+` ORDER BY id LIMIT 3`)
			if err != nil {
				return err
			}
			for _, i := range ids {
				l[x.Nom] = append(l[x.Nom], i.ID.String())
			}
		}
		return nil
	}))
	return l
}

// pour gives an identifier of the table whose resource opens the path: /intervenants/{id} → intervenant. Without such a
// table, an identifier of nothing.
func (l lesIdentifiants) pour(chemin string) string {
	ressource := strings.Split(chemin, "/")[1]
	for table, ids := range l {
		mots := strings.Split(strings.ReplaceAll(ressource, "-", "_"), "_")
		for i := range mots {
			mots[i] = strings.TrimSuffix(strings.TrimSuffix(mots[i], "s"), "x")
		}
		if table == strings.Join(mots, "_") && len(ids) > 0 {
			return ids[0]
		}
	}
	return "01900000-0000-7000-8000-0000000000ff"
}

// profilPour is the first profile that may do an operation.
func profilPour(op api.Operation) string {
	for _, p := range access.Profils {
		if p != "client_api" && access.Verifier(&access.Principal{Profil: p}, op.Permission) == nil {
			return p
		}
	}
	return "administrateur"
}

type frontiere struct {
	t      *testing.T
	s      *apitest.Serveur
	f      *contrat.Fabrique
	client *http.Client
}

// envoyer makes a good request of an operation and gives what came back. An endless answer is cut.
func (x *frontiere) envoyer(op api.Operation, jeton string) (int, string) {
	x.t.Helper()
	x.f.Sobre = op.Methode == http.MethodGet // a list is read whole: a filter drawn at random would show nothing
	r, err := x.f.Bonne(op).Requete(x.s.URL)
	require.NoError(x.t, err)
	if jeton != "" {
		r.Header.Set("Authorization", "Bearer "+jeton)
	}
	rep, err := x.client.Do(r)
	require.NoError(x.t, err, op.ID)
	defer rep.Body.Close()
	corps, _ := io.ReadAll(io.LimitReader(rep.Body, 4<<20))
	return rep.StatusCode, string(corps)
}

// TestFrontieres goes through every operation of the document, with requests that the document accepts: as nobody, with
// tokens that are not good, from another académie towards its rows, as an intervenant, a chef, an inspecteur or a centre
// looking for somebody else, and as a tool within and without its scopes. What comes out is
// compared with testdata/frontieres.txt: an operation that is added fails here until its line is. Rerun with GOLDEN=1, and
// read the diff.
func TestFrontieres(t *testing.T) {
	s := apitest.Nouveau(t)
	// What belongs to the other académie, and to the other persons of ours, carries a mark that must never come out.
	ouvrir(t, s)
	s.Pg.Sql(t, marquer)
	f, err := contrat.NouvelleFabrique(7)
	require.NoError(t, err)
	x := &frontiere{t, s, f, &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	ailleurs, ici := identifiants(t, s, "099"), identifiants(t, s, "014")
	avant := empreinteAcademie(t, s, "099")
	mauvais := mauvaisJetons(t, s)
	tout, peu := outil(t, s, access.Portees...), outil(t, s, "sessions.lire")
	var lignes []string
	for _, op := range api.Operations {
		refus := "public"
		if op.Permission != access.Public {
			f.Id = func(op api.Operation) string { return ici.pour(op.Chemin) }
			statut, _ := x.envoyer(op, "")
			require.Equal(t, http.StatusUnauthorized, statut, "%s sans jeton", op.ID)
			for nom, jeton := range mauvais {
				statut, corps := x.envoyer(op, jeton)
				require.Equal(t, http.StatusUnauthorized, statut, "%s, jeton %s : %s", op.ID, nom, corps)
			}
			refus = "401"
		}
		lignes = append(lignes, fmt.Sprintf("%-30s %-26s jetons=%s ailleurs=%s autrui=%s chef=%s inspecteur=%s centre=%s outil=%s", op.ID, op.Permission, refus, x.ailleurs(op, ailleurs),
			x.autrui(op, ici), x.hors(op, ici, "chef_etablissement", "HORSUAI"), x.hors(op, ici, "inspecteur", "HORSDISCIPLINE"), x.hors(op, ici, "chef_centre", "HORSCENTRE"),
			x.outil(op, ailleurs, tout, peu)))
	}
	require.Equal(t, avant, empreinteAcademie(t, s, "099"), "une autre académie a changé")
	slices.Sort(lignes)
	comparer(t, "testdata/frontieres.txt", strings.Join(lignes, "\n")+"\n")
}

// marquer writes on the rows of others words that no answer may hold.
const marquer = `
UPDATE intervenant SET nom = 'FUITE' || nom, prenom = 'Fuite' WHERE academie = '099';
UPDATE etablissement SET nom = 'FUITE' || nom WHERE academie = '099';
UPDATE session SET libelle = 'FUITE' || libelle WHERE academie = '099';
UPDATE centre SET libelle = 'FUITE' || libelle WHERE academie = '099';
UPDATE examen SET libelle = 'FUITE' || libelle WHERE academie = '099';
UPDATE epreuve_option SET libelle = 'FUITE' || libelle WHERE academie = '099';
UPDATE utilisateur SET nom = 'FUITE' WHERE academie = '099';
UPDATE intervenant i SET prenom = 'Autrui', nom = 'AUTRUI'
	|| CASE WHEN EXISTS (SELECT 1 FROM rattachement r WHERE r.intervenant_id = i.id AND r.academie = '014' AND r.etablissement_id = md5('0141')::uuid) THEN '' ELSE 'HORSUAI'
	|| CASE WHEN EXISTS (SELECT 1 FROM affectation a WHERE a.intervenant_id = i.id AND a.academie = '014') THEN '' ELSE 'HORSCENTRE' END END
	|| CASE WHEN EXISTS (SELECT 1 FROM rattachement r WHERE r.intervenant_id = i.id AND r.academie = '014' AND r.discipline = 'L1300') THEN '' ELSE 'HORSDISCIPLINE' END
	|| CASE WHEN EXISTS (SELECT 1 FROM rattachement r JOIN rattachement moi USING (academie, etablissement_id) WHERE r.intervenant_id = i.id AND r.academie = '014'
		AND moi.intervenant_id = md5('014i1')::uuid) THEN '' ELSE 'HORSECOLE' END || nom
	WHERE academie = '014' AND id <> md5('014i1')::uuid;
`

// ailleurs acts in 014 upon the rows of 099: nothing of them may come out, nothing may succeed upon them.
func (x *frontiere) ailleurs(op api.Operation, ids lesIdentifiants) string {
	if op.Permission == access.Public || op.ID == "ChangerProfil" {
		return "-"
	}
	x.f.Id = func(op api.Operation) string { return ids.pour(op.Chemin) }
	statut, corps := x.envoyer(op, x.s.Jeton(x.t, profilPour(op), profilPour(op)+".014"))
	if profilPour(op) != "national" {
		require.NotContains(x.t, corps, "FUITE", op.ID)
	}
	if !strings.Contains(op.Chemin, "{id}") {
		return "rien"
	}
	if op.Methode == http.MethodGet && statut == http.StatusOK {
		return "vide" // a list of what belongs to a row that is not ours: nothing
	}
	require.GreaterOrEqual(x.t, statut, 400, "%s aboutit sur une ligne d’une autre académie : %s", op.ID, corps)
	require.Less(x.t, statut, 500, "%s : %s", op.ID, corps)
	return "refus"
}

// autrui acts as an intervenant: nobody else's name may come out, nothing of theirs may change.
func (x *frontiere) autrui(op api.Operation, ids lesIdentifiants) string {
	if op.Permission == access.Public || op.ID == "ChangerProfil" {
		return "-"
	}
	if access.Verifier(&access.Principal{Profil: "intervenant"}, op.Permission) != nil {
		return "403"
	}
	x.f.Id = func(op api.Operation) string { return autre(ids, op.Chemin) }
	statut, corps := x.envoyer(op, x.s.Jeton(x.t, "intervenant", "intervenant.014"))
	require.Less(x.t, statut, 500, "%s : %s", op.ID, corps)
	if op.ID == "ListerChoixVoeux" { // one may ask to work with a colleague of one's school
		require.NotContains(x.t, strings.ToUpper(corps), "HORSECOLE", op.ID)
		return "collègues"
	}
	require.NotContains(x.t, strings.ToUpper(corps), "AUTRUI", op.ID)
	return "rien"
}

// hors acts as a profile that sees some people only: none of the others, who bear a mark, comes out.
func (x *frontiere) hors(op api.Operation, ids lesIdentifiants, profil, marque string) string {
	if op.Permission == access.Public || op.ID == "ChangerProfil" {
		return "-"
	}
	if access.Verifier(&access.Principal{Profil: profil}, op.Permission) != nil {
		return "403"
	}
	x.f.Id = func(op api.Operation) string { return autre(ids, op.Chemin) }
	statut, corps := x.envoyer(op, x.s.Jeton(x.t, profil, profil+".014"))
	require.Less(x.t, statut, 500, "%s %s : %s", profil, op.ID, corps)
	require.NotContains(x.t, strings.ToUpper(corps), marque, "%s %s", profil, op.ID)
	return "rien"
}

// outil acts as a tool of 014, with every scope and with one: what no scope opens is refused, nothing of 099 comes out.
func (x *frontiere) outil(op api.Operation, ids lesIdentifiants, tout, peu string) string {
	if op.Permission == access.Public {
		return "-"
	}
	x.f.Id = func(op api.Operation) string { return ids.pour(op.Chemin) }
	if op.Permission != access.Connecte && op.Permission != "sessions.lire" {
		statut, corps := x.envoyer(op, peu)
		require.Equal(x.t, http.StatusForbidden, statut, "%s sans la portée : %s", op.ID, corps)
	}
	statut, corps := x.envoyer(op, tout)
	require.NotContains(x.t, corps, "FUITE", op.ID)
	require.Less(x.t, statut, 500, "%s : %s", op.ID, corps)
	if op.Permission == access.Connecte {
		return "connecté"
	}
	if slices.Contains(access.Portees, op.Permission) {
		require.NotContains(x.t, corps, `"code":"non_autorise"`, op.ID)
		return "portée"
	}
	require.Equal(x.t, http.StatusForbidden, statut, "%s : %s", op.ID, corps)
	return "403"
}

// outil is the token of a tool of 014 with these scopes.
func outil(t *testing.T, s *apitest.Serveur, portees ...string) string {
	t.Helper()
	debit := 100000
	k, err := s.Client(t, "administrateur").CreerClientApiWithResponse(t.Context(), client.DemandeClientApi{Nom: fmt.Sprint("Outil ", len(portees)), Contact: "a@b.fr", Portees: portees, DebitMinute: &debit})
	require.NoError(t, err)
	require.Equal(t, 201, k.StatusCode(), "%s", k.Body)
	return jetonOutil(t, s, k.JSON201.ClientId, k.JSON201.Secret)
}

// autre is an identifier of a row that is not the intervenant's own.
func autre(ids lesIdentifiants, chemin string) string {
	if strings.HasPrefix(chemin, "/intervenants/") {
		return apitest.Intervenant("014", 2).String()
	}
	return ids.pour(chemin)
}

// mauvaisJetons are tokens that open nothing, each made from a good one.
func mauvaisJetons(t *testing.T, s *apitest.Serveur) map[string]string {
	t.Helper()
	bon := s.Jeton(t, "administrateur", "administrateur.014")
	var c auth.Claims
	j, _, err := jwt.NewParser().ParseUnverified(bon, &c)
	require.NoError(t, err)
	signer := func(change func(*auth.Claims)) string {
		x := c
		change(&x)
		autre := jwt.NewWithClaims(jwt.SigningMethodEdDSA, x)
		autre.Header["kid"] = j.Header["kid"]
		texte, err := autre.SignedString(ed25519.NewKeyFromSeed(make([]byte, 32))) // the key of the tests
		require.NoError(t, err)
		return texte
	}
	aucun := jwt.NewWithClaims(jwt.SigningMethodNone, c)
	aucun.Header["kid"] = j.Header["kid"]
	sans, err := aucun.SignedString(jwt.UnsafeAllowNoneSignatureType)
	require.NoError(t, err)
	rejoue := s.Jeton(t, "administrateur", "administrateur.014") // shown again after its session was left
	var fini auth.Claims
	_, _, err = jwt.NewParser().ParseUnverified(rejoue, &fini)
	require.NoError(t, err)
	require.NoError(t, (&auth.Sessions{Base: s.Base, Signataire: s.Signataire}).Fermer(db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"}), "014", fini.Session))
	return map[string]string{
		"expiré":             signer(func(c *auth.Claims) { c.ExpiresAt = jwt.NewNumericDate(time.Now().Add(-time.Minute)) }),
		"altéré":             bon[:len(bon)-6] + "AAAAAA",
		"sans signature":     sans,
		"autre destinataire": signer(func(c *auth.Claims) { c.Audience = jwt.ClaimStrings{"imagin-portail"} }),
		"rejoué":             rejoue,
		"autre académie":     signer(func(c *auth.Claims) { c.Academie = "099" }),
	}
}

// empreinteAcademie digests every row of an académie but the lines that reading adds.
func empreinteAcademie(t *testing.T, s *apitest.Serveur, academie string) string {
	t.Helper()
	var b bytes.Buffer
	tables := apitest.Lignes[struct{ Nom string }](t, s, `SELECT c.relname AS nom FROM pg_class c JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'academie'
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`)
	require.NoError(t, s.Base.Lire(t.Context(), academie, func(r db.Reader) error {
		for _, x := range tables {
			h, err := db.Scalar[string](t.Context(), r, `SELECT count(*) || ' ' || coalesce(md5(string_agg(x::text, '|' ORDER BY x::text)), '') FROM `+x.Nom+` x`)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, x.Nom, h)
		}
		return nil
	}))
	return b.String()
}

func comparer(t *testing.T, fichier, obtenu string) {
	t.Helper()
	if os.Getenv("GOLDEN") != "" {
		require.NoError(t, os.WriteFile(fichier, []byte(obtenu), 0o600))
	}
	attendu, err := os.ReadFile(fichier)
	require.NoError(t, err)
	require.Equal(t, string(attendu), obtenu, "GOLDEN=1 go test ./server/internal/app -run Frontieres écrit la nouvelle table : lisez ce qui change")
}

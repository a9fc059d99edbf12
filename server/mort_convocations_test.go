package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
)

// boite is an SMTP server that counts what it takes, by Message-ID; every hundredth message it first refuses for a while,
// every thousandth connection it cuts in the middle.
type boite struct {
	mu        sync.Mutex
	recus     map[string]int
	passages  int
	refusees  int
	ecoute    net.Listener
	exigeante bool
}

func (b *boite) NewSession(c *smtp.Conn) (smtp.Session, error) { return &seance{b, c}, nil }

type seance struct {
	b *boite
	c *smtp.Conn
}

func (*seance) Mail(string, *smtp.MailOptions) error { return nil }
func (*seance) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (*seance) Reset()                               {}
func (*seance) Logout() error                        { return nil }

func (s *seance) Data(r io.Reader) error {
	s.b.mu.Lock()
	s.b.passages++
	n := s.b.passages
	s.b.mu.Unlock()
	if s.b.exigeante && n%1000 == 999 {
		_ = s.c.Close() // in the middle of a message
		return io.ErrUnexpectedEOF
	}
	id := ""
	lecteur := bufio.NewReader(r)
	for {
		l, err := lecteur.ReadString('\n')
		if v, ok := strings.CutPrefix(l, "Message-ID: "); ok && id == "" {
			id = strings.TrimSpace(v)
		}
		if err != nil {
			break
		}
	}
	s.b.mu.Lock()
	defer s.b.mu.Unlock()
	if s.b.exigeante && n%100 == 50 {
		s.b.refusees++
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "later"}
	}
	s.b.recus[id]++
	return nil
}

func (b *boite) compte() (distincts, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range b.recus {
		total += n
	}
	return len(b.recus), total
}

func nouvelleBoite(t *testing.T) *boite {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	b := &boite{recus: map[string]int{}, ecoute: l}
	srv := smtp.NewServer(b)
	srv.Domain = "localhost"
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return b
}

// mondeDe n people, each on one mission of a session to come, twenty to a mission.
const mondeDe = `INSERT INTO academie (code, libelle) VALUES ('014', 'Rennes');
INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom) VALUES ('014', md5('u')::uuid, 'demonstration', 'gestionnaire.014', 'G', 'E');
INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil) VALUES ('014', md5('p')::uuid, md5('u')::uuid, 'gestionnaire');
INSERT INTO habilitation (academie, id, utilisateur_id, donnee_par) VALUES ('014', md5('h')::uuid, md5('u')::uuid, 'Essai');
INSERT INTO session (academie, id, code, libelle, annee, tour, etat) VALUES ('014', md5('s')::uuid, '2031-N', 'Session 2031', 2031, 'NORMALE', 'ouverte');
INSERT INTO etablissement (academie, id, uai, nom, type, secteur, commune, origine) VALUES ('014', md5('e')::uuid, '0290007H', 'LYCEE', 'LYCEE', 'public', 'Brest', 'ANNUAIRE');
INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau) VALUES ('014', md5('c')::uuid, md5('s')::uuid, md5('e')::uuid, '0290007H', 'LYCEE', 'Brest', 'Europe/Paris');
INSERT INTO intervenant (academie, id, nom, prenom, origine, mel) SELECT '014', md5('i' || n)::uuid, 'NOM' || n, 'Prénom', 'EPP', 'p' || n || '@exemple.fr' FROM generate_series(1, $n) n;
INSERT INTO mission (academie, id, session_id, type, centre_id, etat, origine) SELECT '014', md5('m' || n)::uuid, md5('s')::uuid, 'INTERROGATION', md5('c')::uuid, 'ouverte', 'saisie' FROM generate_series(1, $n / 20) n;
INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place) SELECT '014', md5('k' || n)::uuid, md5('m' || n)::uuid, '2031-06-10 08:00+02', '2031-06-10 12:00+02', true FROM generate_series(1, $n / 20) n;
INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT '014', md5('a' || n)::uuid, md5('s')::uuid, md5('m' || (1 + n % ($n / 20)))::uuid, md5('i' || n)::uuid, 'interrogateur', 'affectee' FROM generate_series(1, $n) n;
ANALYZE;`

// combien people are convoked: ten thousand, or what IMAGIN_CONVOCATIONS says.
func combien(t *testing.T) int {
	t.Helper()
	texte := os.Getenv("IMAGIN_CONVOCATIONS")
	if texte == "" {
		return 10_000
	}
	n, err := strconv.Atoi(texte)
	require.NoError(t, err)
	return n
}

// TestTraitementTueCinqFois convokes thousands of people while the server is killed at random, five times, and its SMTP
// server refuses and cuts: each has exactly one convocation, one état de frais, one mail. Then all of it is cancelled.
func TestTraitementTueCinqFois(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	dsn, donnees, sink := baseVide(t, pg.URL()), t.TempDir(), nouvelleBoite(t)
	sink.exigeante = true
	demarrer := func() *serveurReel { return demarrerAvec(t, dsn, donnees, sink) }
	s := demarrer()
	n := combien(t)
	de := func(format string) string {
		return strings.NewReplacer("$n", strconv.Itoa(n), "$2n", strconv.Itoa(2*n)).Replace(format)
	}
	preparerBase(t, dsn, de(mondeDe))
	api := s.client(t)
	g, err := api.CreerParametrageWithResponse(t.Context(), client.EcritureParametrage{Libelle: "Tous", Session: uuid.MustParse(lire(t, dsn, `SELECT md5('s')::uuid::text`)), Service: "DEC"})
	require.NoError(t, err)
	require.NotNil(t, g.JSON201, "%s", g.Body)
	x, err := api.LancerTraitementWithResponse(t.Context(), client.DemandeTraitement{Parametrage: g.JSON201.Id, Affectations: n})
	require.NoError(t, err)
	require.NotNil(t, x.JSON202, "%s", x.Body)
	alea := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for mort := range 5 {
		time.Sleep(time.Duration(200+alea.IntN(1800)) * time.Millisecond)
		t.Logf("mort %d : %s", mort+1, lire(t, dsn, `SELECT concat_ws(' ', (SELECT etat FROM traitement_convocation), (SELECT count(*) FROM convocation), (SELECT count(*) FROM courriel WHERE etat = 'envoye'))`))
		require.NoError(t, s.Process.Kill())
		_ = s.Wait()
		s = demarrer()
		api = s.client(t)
	}
	attendreSQL(t, dsn, `SELECT etat FROM traitement_convocation`, "termine", 3*time.Minute)
	require.Equal(t, de("$n $n $n $n"), lire(t, dsn, `SELECT concat_ws(' ', (SELECT count(*) FROM convocation), (SELECT count(DISTINCT intervenant_id) FROM convocation),
		(SELECT count(*) FROM convocation_mission WHERE vivante), (SELECT count(DISTINCT affectation_id) FROM convocation_mission WHERE vivante))`))
	require.Equal(t, de("$n $n $2n"), lire(t, dsn, `SELECT concat_ws(' ', (SELECT count(*) FROM etat_frais), (SELECT count(DISTINCT affectation_id) FROM etat_frais), (SELECT count(*) FROM efm_part))`))
	require.Equal(t, fmt.Sprintf("2031-N-000001 2031-N-%06d %d", n, n), lire(t, dsn, `SELECT min(numero) || ' ' || max(numero) || ' ' || count(DISTINCT numero) FROM convocation`), "aucun trou, aucun doublon")
	require.Equal(t, de("$n $n"), lire(t, dsn, `SELECT count(*) || ' ' || count(DISTINCT objet_id) FROM courriel`))
	attendreSQL(t, dsn, `SELECT count(*)::text FROM courriel WHERE etat = 'envoye'`, de("$n"), 10*time.Minute)
	distincts, total := sink.compte()
	t.Logf("courriels reçus : %d, dont %d deux fois sous le même Message-ID ; %d refus passagers", total, total-distincts, sink.refusees)
	require.Equal(t, n, distincts)
	require.LessOrEqual(t, total-distincts, 5*4, "au plus ceux qui étaient en train de partir à chaque mort")
	require.Equal(t, de("$n"), lire(t, dsn, `SELECT count(*)::text FROM convocation WHERE etat = 'envoyee' AND canal = 'courriel'`))

	traitement := x.JSON202.Id
	a, err := api.AnnulerTraitementWithResponse(t.Context(), traitement, client.MotifAnnulation{Motif: "Calendrier à revoir"})
	require.NoError(t, err)
	require.NotNil(t, a.JSON202, "%s", a.Body)
	time.Sleep(time.Duration(200+alea.IntN(800)) * time.Millisecond)
	require.NoError(t, s.Process.Kill())
	_ = s.Wait()
	demarrer()
	attendreSQL(t, dsn, `SELECT etat FROM traitement_convocation`, "annule", 3*time.Minute)
	require.Equal(t, de("$n 0 0 $n $n"), lire(t, dsn, `SELECT concat_ws(' ', (SELECT count(*) FROM affectation WHERE etat = 'affectee'), (SELECT count(*) FROM etat_frais),
		(SELECT count(*) FROM convocation_mission WHERE vivante), (SELECT count(*) FROM convocation WHERE etat = 'annulee'), (SELECT count(DISTINCT remplace_id) FROM convocation WHERE type = 'annulation'))`))
	require.Equal(t, de("$2n"), lire(t, dsn, `SELECT count(DISTINCT objet_id)::text FROM courriel`), "chacun est prévenu une fois de l’annulation")
}

func demarrerAvec(t *testing.T, dsn, donnees string, b *boite) *serveurReel {
	t.Helper()
	port := portLibre(t)
	s := &serveurReel{url: "http://127.0.0.1:" + port}
	s.env = slices.Concat(os.Environ(), []string{"PORT=" + port, "DATABASE_URL=" + dsn, "IMAGIN_DONNEES=" + donnees, "IMAGIN_URL=" + s.url,
		"IMAGIN_SMTP_HOTE=" + b.ecoute.Addr().String(), "IMAGIN_SMTP_CHIFFREMENT=aucun", "IMAGIN_COURRIEL_DE=dec@exemple.fr", "IMAGIN_COURRIEL_DEBIT=0"})
	s.Cmd = exec.Command(os.Args[0])
	s.Env = slices.Concat(s.env, []string{deguisement + "=serve"})
	s.env = append(s.env, "IMAGIN_DEMONSTRATION=true") // for the command that gives a token; the server itself sends its mails
	s.Stderr = os.Stderr
	require.NoError(t, s.Start())
	t.Cleanup(func() { _ = s.Process.Kill(); _ = s.Wait() })
	require.Eventually(t, func() bool {
		r, err := http.Get(s.url + "/api/v1/sante")
		if err != nil {
			return false
		}
		_ = r.Body.Close()
		return r.StatusCode == http.StatusOK
	}, 60*time.Second, 50*time.Millisecond)
	return s
}

func preparerBase(t *testing.T, dsn, sql string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, sql)
	require.NoError(t, err)
}

func lire(t *testing.T, dsn, sql string) (v string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	require.NoError(t, c.QueryRow(ctx, sql).Scan(&v))
	return v
}

func attendreSQL(t *testing.T, dsn, sql, attendu string, delai time.Duration) {
	t.Helper()
	require.Eventually(t, func() bool { return lire(t, dsn, sql) == attendu }, delai, 500*time.Millisecond, "%s : %s attendu, %s lu", sql, attendu, lire(t, dsn, sql))
}

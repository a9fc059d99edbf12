package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/liquidation/flux"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
)

// mondePaye: n people, each with one validated remuneration, twenty to a mission.
const mondePaye = mondeDe + `
INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom) VALUES ('014', md5('uf')::uuid, 'demonstration', 'financier.014', 'F', 'E');
INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil) VALUES ('014', md5('pf')::uuid, md5('uf')::uuid, 'gestionnaire_financier');
INSERT INTO etat_frais (academie, id, session_id, affectation_id, mission_id, intervenant_id, jour) SELECT a.academie, a.id, a.session_id, a.id, a.mission_id, a.intervenant_id, '2026-06-10' FROM affectation a;
INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, devise, montant) SELECT e.academie, e.id, e.id, 'remuneration', e.intervenant_id, e.jour, 'valide', 'EUR', 1000 + (get_byte(decode(md5(e.id::text), 'hex'), 0)) FROM etat_frais e;
INSERT INTO efm_ligne (academie, part_id, rang, regle, code, unite, quantite, taux, coefficient, montant) SELECT academie, id, 0, 'REM.COPIE', 'X', 'copie', 1, montant * 100, 10000, montant FROM efm_part;
ANALYZE;`

// combienDeMorts: a hundred in the ordinary suite.
func combienDeMorts(t *testing.T) int {
	t.Helper()
	texte := os.Getenv("IMAGIN_MORTS")
	if texte == "" {
		return 100
	}
	n, err := strconv.Atoi(texte)
	require.NoError(t, err)
	return n
}

// payeur is the other side: it takes whatever is published, pays each part that it is asked to pay, rejects some the first
// time, and remembers everything. It never looks at our database.
type payeur struct {
	t        *testing.T
	dossier  string
	mu       sync.Mutex
	fichiers map[string]int    // times a file was taken
	demandes map[uuid.UUID]int // times a part was asked
	payees   map[uuid.UUID]int64
	rejets   map[uuid.UUID]int
	alea     *rand.Rand
	fini     chan struct{}
	arrete   sync.WaitGroup
}

func nouveauPayeur(t *testing.T, dossier string) *payeur {
	t.Helper()
	for _, d := range []string{"envoi", "retour", "pris"} {
		require.NoError(t, os.MkdirAll(filepath.Join(dossier, d), 0o750))
	}
	p := &payeur{t: t, dossier: dossier, fichiers: map[string]int{}, demandes: map[uuid.UUID]int{}, payees: map[uuid.UUID]int64{}, rejets: map[uuid.UUID]int{},
		alea: rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano()))), fini: make(chan struct{})}
	p.arrete.Add(1)
	go p.tourner()
	t.Cleanup(p.fermer)
	return p
}

func (p *payeur) fermer() {
	p.mu.Lock()
	select {
	case <-p.fini:
	default:
		close(p.fini)
	}
	p.mu.Unlock()
	p.arrete.Wait()
}

func (p *payeur) tourner() {
	defer p.arrete.Done()
	for {
		select {
		case <-p.fini:
			return
		case <-time.After(time.Duration(p.alea.IntN(120)) * time.Millisecond):
		}
		l, _ := os.ReadDir(filepath.Join(p.dossier, "envoi"))
		for _, f := range l {
			if !strings.HasPrefix(f.Name(), ".") {
				p.prendre(f.Name())
			}
		}
	}
}

// prendre takes a file away, and answers it.
func (p *payeur) prendre(nom string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fichiers[nom]++
	pris := filepath.Join(p.dossier, "pris", fmt.Sprintf("%s.%d", nom, p.fichiers[nom]))
	if err := os.Rename(filepath.Join(p.dossier, "envoi", nom), pris); err != nil {
		p.t.Error(err)
		return
	}
	b, err := os.ReadFile(pris)
	if err != nil {
		p.t.Error(err)
		return
	}
	if _, err := flux.Relire(bytes.NewReader(b), flux.Khephren); err != nil {
		p.t.Errorf("%s n’est pas entier : %v", nom, err)
	}
	r := &flux.Retour{Academie: "014", Cible: "KHEPHREN", Fichier: nom}
	_, _ = fmt.Sscanf(nom, "IMAGIN_014_KHEPHREN_%06d.csv", &r.Numero)
	for ligne := range strings.Lines(string(b)) {
		c := strings.Split(ligne, ";")
		if c[0] != "D" {
			continue
		}
		part := uuid.MustParse(c[2])
		montant, _ := strconv.ParseInt(c[20], 10, 64)
		p.demandes[part]++
		if p.rejets[part] == 0 && p.alea.IntN(8) == 0 {
			p.rejets[part]++
			r.Reponses = append(r.Reponses, flux.Reponse{Part: part, Statut: "REJETE", Le: time.Now(), Code: "R1", Motif: "à revoir"})
			continue
		}
		if _, deja := p.payees[part]; deja {
			p.t.Errorf("la part %s est payée deux fois", part)
		}
		p.payees[part] = montant
		r.Reponses = append(r.Reponses, flux.Reponse{Part: part, Statut: "ACCEPTE", Le: time.Now(), Montant: montant})
	}
	var ack bytes.Buffer
	if err := flux.EcrireRetour(&ack, r); err != nil {
		p.t.Error(err)
	}
	retour := filepath.Join(p.dossier, "retour", strings.TrimSuffix(nom, ".csv")+"_ACK.csv")
	if err := os.WriteFile(retour+".tmp", ack.Bytes(), 0o600); err == nil {
		err = os.Rename(retour+".tmp", retour)
		if err != nil {
			p.t.Error(err)
		}
	}
}

// guichet is a gestionnaire who asks without waiting, through servers that come and go.
type guichet struct {
	t     *testing.T
	jeton string
	url   string
	http  *http.Client
}

func (g *guichet) api() *client.ClientWithResponses {
	c, err := client.NewClientWithResponses(g.url+"/api/v1", client.WithHTTPClient(g.http), client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+g.jeton)
		return nil
	}))
	require.NoError(g.t, err)
	return c
}

// pousser makes one step of everything that can move. Failures are those of a server that dies: the next round mends.
func (g *guichet) pousser(ctx context.Context, lot int) {
	g.composer(ctx, lot)
	g.envoyer(ctx)
}

func (g *guichet) composer(ctx context.Context, lot int) {
	api, cible := g.api(), client.CibleLotKhephren
	examen := fmt.Sprintf("X%d", lot)
	if s, err := api.SimulerLotWithResponse(ctx, client.ChoixLot{Cible: cible, Examen: &examen}); err == nil && s.JSON200 != nil && s.JSON200.Parts > 0 {
		_, _ = api.CreerLotWithResponse(ctx, nil, client.DemandeLot{Cible: cible, Examen: &examen, Attendu: s.JSON200.Parts})
	}
}

func (g *guichet) envoyer(ctx context.Context) {
	api := g.api()
	filtre := "etat=in=(prepare,controle,transmission)"
	l, err := api.ListerLotsWithResponse(ctx, &client.ListerLotsParams{Filtre: &filtre})
	if err != nil || l.JSON200 == nil {
		return
	}
	for _, x := range l.JSON200.Items {
		if x.Etat == client.EtatLotPrepare {
			_, _ = api.ControlerLotWithResponse(ctx, x.Id)
		}
		_, _ = api.EmettreLotWithResponse(ctx, x.Id)
	}
	_, _ = api.ReleverRetoursWithResponse(ctx)
}

// revalider gives rejected parts back to the lots, as the control does.
const revalider = `UPDATE efm_part SET etat = 'valide' WHERE etat = 'rejete'`

// TestLiquidationTueeCentFois kills the server a hundred times, at random, while two gestionnaires make lots, send them and
// read returns, and while the other side takes the files away as they come: nobody is asked for twice but after a
// rejection, nobody is paid twice, nobody is forgotten.
func TestLiquidationTueeCentFois(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	dsn, donnees := baseVide(t, pg.URL()), t.TempDir()
	s := demarrerSem(t, dsn, donnees)
	const n, lots = 400, 20
	preparerBase(t, dsn, strings.NewReplacer("$n", strconv.Itoa(n)).Replace(mondePaye))
	preparerBase(t, dsn, fmt.Sprintf(`INSERT INTO examen SELECT '014', 'X' || n, 'X' FROM generate_series(0, %d) n;
		UPDATE mission m SET examen = 'X' || x.n FROM (SELECT id, (row_number() OVER (ORDER BY id)) %% %d AS n FROM mission) x WHERE x.id = m.id;
		INSERT INTO reglage_liquidation (academie, porte) VALUES ('014', 'dossier')`, lots-1, lots))
	banque := nouveauPayeur(t, filepath.Join(donnees, "sem", "014"))
	g := &guichet{t: t, jeton: jetonDe(t, s, "gestionnaire_financier"), url: s.url, http: &http.Client{Timeout: 5 * time.Second}}
	alea, morts := rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano()))), combienDeMorts(t)
	debut := time.Now()
	for mort := range morts {
		ctx, finir := context.WithCancel(t.Context())
		var deux sync.WaitGroup
		for i := range 2 {
			deux.Go(func() { g.pousser(ctx, (mort/2+i)%lots) })
			deux.Go(func() { g.pousser(ctx, (mort/2+i)%lots) })
		}
		vie := 350
		if mort%4 == 3 {
			vie = 2200 // long enough for returns to be found and read
		}
		time.Sleep(time.Duration(alea.IntN(vie)) * time.Millisecond)
		require.NoError(t, s.Process.Kill())
		_ = s.Wait()
		finir()
		deux.Wait()
		if mort%10 == 9 {
			preparerBase(t, dsn, revalider)
		}
		s = demarrerSem(t, dsn, donnees)
		g.url = s.url
	}
	t.Logf("%d morts en %.0f s : %s", morts, time.Since(debut).Seconds(), lire(t, dsn, `SELECT string_agg(etat || ' ' || n, ', ') FROM (SELECT etat, count(*) AS n FROM lot GROUP BY 1) x`))
	reste := ""
	for fin := time.Now().Add(3 * time.Minute); reste != "accepte 400" && time.Now().Before(fin); time.Sleep(300 * time.Millisecond) {
		preparerBase(t, dsn, revalider)
		for lot := range lots {
			g.composer(t.Context(), lot)
		}
		g.envoyer(t.Context())
		reste = lire(t, dsn, `SELECT string_agg(etat || ' ' || n, ', ') FROM (SELECT etat, count(*) AS n FROM efm_part GROUP BY 1) x`)
	}
	require.Equal(t, fmt.Sprintf("accepte %d", n), reste, "tout finit payé")
	banque.fermer()
	banque.verifier(n)
	require.Equal(t, strconv.Itoa(n), lire(t, dsn, `SELECT count(*)::text FROM lot_ligne WHERE etat = 'accepte'`))
	require.Equal(t, "0", lire(t, dsn, `SELECT count(*)::text FROM lot_ligne l JOIN efm_part p ON p.id = l.part_id WHERE l.etat = 'accepte' AND (l.paye_montant <> p.montant OR p.etat <> 'accepte')`))
	require.Equal(t, "0", lire(t, dsn, `SELECT count(*)::text FROM lot t WHERE nombre <> 0 AND etat <> 'annule' AND (nombre, somme) <> (SELECT count(*), sum(montant) FROM lot_ligne l WHERE l.lot_id = t.id)`))
	require.Equal(t, "0", lire(t, dsn, `SELECT count(*)::text FROM retour_liquidation WHERE etat = 'refuse'`))
}

// verifier the books of the other side.
func (p *payeur) verifier(n int) {
	p.t.Helper()
	require.Len(p.t, p.payees, n, "personne n’est oublié")
	for nom, fois := range p.fichiers {
		require.Equal(p.t, 1, fois, "%s est parti deux fois", nom)
	}
	rejets := 0
	for part, fois := range p.demandes {
		require.Equal(p.t, 1+p.rejets[part], fois, "la part %s est demandée sans avoir été rejetée", part)
		rejets += p.rejets[part]
	}
	p.t.Logf("%d fichiers pris, %d parts payées une fois, %d rejets repris", len(p.fichiers), len(p.payees), rejets)
}

func demarrerSem(t *testing.T, dsn, donnees string) *serveurReel {
	t.Helper()
	port := portLibre(t)
	s := &serveurReel{url: "http://127.0.0.1:" + port}
	s.env = slices.Concat(os.Environ(), []string{"PORT=" + port, "DATABASE_URL=" + dsn, "IMAGIN_DONNEES=" + donnees, "IMAGIN_URL=" + s.url})
	s.Cmd = exec.Command(os.Args[0])
	s.Env = slices.Concat(s.env, []string{deguisement + "=serve"})
	s.env = append(s.env, "IMAGIN_DEMONSTRATION=true")
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
	}, 60*time.Second, 10*time.Millisecond)
	return s
}

func jetonDe(t *testing.T, s *serveurReel, profil string) string {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = slices.Concat(s.env, []string{deguisement + "=jeton --profil " + profil + " --duree 2h"})
	jeton, err := c.Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(jeton))
}

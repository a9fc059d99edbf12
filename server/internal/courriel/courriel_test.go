package courriel_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/secret"
)

// serveur is a real SMTP server that asks for STARTTLS and a password, and does what refuser says.
type serveur struct {
	mu         sync.Mutex
	recus      []string
	connexions int
	passages   int
	porte      func() error      // at the door
	couper     func(n int) bool  // in the middle of the n-th message
	refuser    func(n int) error // before the n-th message is accepted
	apres      func()            // once it is accepted
}

func (s *serveur) NewSession(c *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.porte != nil {
		if err := s.porte(); err != nil {
			return nil, err
		}
	}
	if _, chiffree := c.TLSConnectionState(); chiffree { // asked again after STARTTLS
		s.connexions++
	}
	return &session{s: s, c: c}, nil
}

// guerir makes it an ordinary server.
func (s *serveur) guerir() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.porte, s.couper, s.refuser = nil, nil, nil
}

type session struct {
	s      *serveur
	c      *smtp.Conn
	admise bool
}

func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, compte, motDePasse string) error {
		if x.admise = compte == "imagin" && motDePasse == "sésame"; !x.admise {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}
func (x *session) Mail(string, *smtp.MailOptions) error {
	if !x.admise {
		return smtp.ErrAuthRequired
	}
	return nil
}
func (x *session) Rcpt(a string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(a, "inconnu@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	return nil
}
func (x *session) Data(r io.Reader) error {
	x.s.mu.Lock()
	n, couper := x.s.passages, x.s.couper
	x.s.passages++
	x.s.mu.Unlock()
	if couper != nil && couper(n) {
		_ = x.c.Close()
		return io.ErrUnexpectedEOF
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	x.s.mu.Lock()
	defer x.s.mu.Unlock()
	if x.s.refuser != nil {
		if err := x.s.refuser(len(x.s.recus)); err != nil {
			return err
		}
	}
	x.s.recus = append(x.s.recus, string(b))
	if x.s.apres != nil {
		x.s.apres()
	}
	return nil
}
func (*session) Reset()        {}
func (*session) Logout() error { return nil }

func (s *serveur) lus() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.recus...)
}

func certificat(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	cle, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	modele := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, modele, modele, &cle.PublicKey, cle)
	require.NoError(t, err)
	c, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(c)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: cle}, pool
}

func (s *serveur) ecouter(t *testing.T) courriel.Facteur {
	t.Helper()
	cert, pool := certificat(t)
	srv := smtp.NewServer(s)
	srv.Domain, srv.TLSConfig = "localhost", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return courriel.Facteur{Hote: l.Addr().String(), Chiffrement: "starttls", Compte: "imagin", MotDePasse: "sésame", De: "IMAG’IN <ne-pas-repondre@ac-essai.fr>",
		TLS: &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}}
}

type monde struct {
	*pgtest.Base
	poste *courriel.Poste
}

func bureau(t *testing.T, b *pgtest.Base, f courriel.Facteur, ouvriers int) *monde {
	t.Helper()
	coffre, err := secret.NewCoffre(make([]byte, 32))
	require.NoError(t, err)
	p := &courriel.Poste{Base: b.DB, Coffre: coffre, Facteur: f}
	p.File, err = job.New(b.DB, ouvriers, p.Type())
	require.NoError(t, err)
	ctx, cesser := context.WithCancel(context.Background())
	require.NoError(t, p.File.Start(ctx))
	t.Cleanup(func() {
		arret, annuler := context.WithTimeout(context.Background(), 5*time.Second)
		defer annuler()
		_ = p.File.Stop(arret)
		cesser()
	})
	return &monde{b, p}
}

func (m *monde) poster(t *testing.T, messages ...courriel.Message) (ids []uuid.UUID) {
	t.Helper()
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	require.NoError(t, m.InAcademie(ctx, "014", func(tx *db.Tx) (err error) {
		ids, err = m.poste.Poster(ctx, tx, messages...)
		return err
	}))
	return ids
}

type vu struct {
	Etat, MessageID string
	Essais          int
	Erreur          *string
	ProchainLe      *time.Time
}

func (m *monde) voir(t *testing.T, id uuid.UUID) (v vu) {
	t.Helper()
	require.NoError(t, m.Lire(t.Context(), "014", func(r db.Reader) (err error) {
		v, _, err = db.One[vu](t.Context(), r, `SELECT etat, message_id, essais, erreur, prochain_le FROM courriel WHERE academie = '014' AND id = $1`, id)
		return err
	}))
	return v
}

func (m *monde) attendre(t *testing.T, id uuid.UUID, condition func(vu) bool) (v vu) {
	t.Helper()
	require.Eventually(t, func() bool { v = m.voir(t, id); return condition(v) }, 20*time.Second, 20*time.Millisecond, "%+v", v)
	return v
}

func lettre(a string) courriel.Message {
	return courriel.Message{Genre: "essai", Objet: "essai", ObjetID: "1", Destinataire: a, Nom: "Anne Éven", RepondreA: "dec@ac-essai.fr",
		Sujet: "Votre dispense\r\nBcc: tous@ac-essai.fr", Corps: "Bonjour,\n\nVoilà l’été.\n", Entetes: map[string]string{"X-Genre": "essai"}}
}

// TestUnCourrielPart: over STARTTLS with a password, with its attachment, and no header of its own making.
func TestUnCourrielPart(t *testing.T) {
	s := &serveur{}
	m := bureau(t, pgtest.Nouvelle(t), s.ecouter(t), 1)
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	depot, err := fichier.Recevoir(strings.NewReader("%PDF-1.7 essai %%EOF"))
	require.NoError(t, err)
	defer depot.Fermer()
	var piece uuid.UUID
	require.NoError(t, m.InAcademie(ctx, "014", func(tx *db.Tx) (err error) {
		piece, err = depot.RangerUneFois(ctx, tx, m.poste.Coffre, "convocation.pdf")
		return err
	}))
	l := lettre("anne.even@exemple.fr")
	l.PiecesJointes = []courriel.Piece{{Fichier: piece, Nom: "convocation.pdf", Type: "application/pdf"}}
	id := m.poster(t, l)[0]
	v := m.attendre(t, id, func(v vu) bool { return v.Etat == "envoye" })
	require.Equal(t, 1, v.Essais)
	require.Len(t, s.lus(), 1)
	recu, err := mail.ReadMessage(bytes.NewReader([]byte(s.lus()[0])))
	require.NoError(t, err)
	require.Equal(t, "<"+v.MessageID+">", recu.Header.Get("Message-Id"))
	require.True(t, strings.HasSuffix(v.MessageID, "@ac-essai.fr"))
	require.Empty(t, recu.Header.Get("Bcc"), "le sujet n’ajoute pas d’en-tête")
	require.Equal(t, "auto-generated", recu.Header.Get("Auto-Submitted"))
	require.Equal(t, "essai", recu.Header.Get("X-Genre"))
	require.Contains(t, recu.Header.Get("Reply-To"), "dec@ac-essai.fr")
	require.Contains(t, s.lus()[0], `filename="convocation.pdf"`)
	var scelle bool
	require.NoError(t, m.Lire(ctx, "014", func(r db.Reader) (err error) {
		scelle, err = db.Scalar[bool](ctx, r, `SELECT position('Voil'::bytea IN corps) = 0 FROM courriel WHERE id = $1`, id)
		return err
	}))
	require.True(t, scelle, "le texte est scellé")
}

// TestUneCleEcritUneFois: who asks twice sends once; what is undone sends nothing.
func TestUneCleEcritUneFois(t *testing.T) {
	s := &serveur{}
	m := bureau(t, pgtest.Nouvelle(t), s.ecouter(t), 1)
	l := lettre("a@exemple.fr")
	l.Cle = "dispense/1"
	id := m.poster(t, l)
	require.Len(t, id, 1)
	require.Empty(t, m.poster(t, l))
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	require.Error(t, m.InAcademie(ctx, "014", func(tx *db.Tx) error {
		_, err := m.poste.Poster(ctx, tx, lettre("b@exemple.fr"))
		require.NoError(t, err)
		return io.ErrUnexpectedEOF
	}))
	m.attendre(t, id[0], func(v vu) bool { return v.Etat == "envoye" })
	time.Sleep(300 * time.Millisecond)
	require.Len(t, s.lus(), 1)
}

// TestRefus: the server's refusal of an address is final and said; a busy server is asked again later.
func TestRefus(t *testing.T) {
	s := &serveur{refuser: func(int) error {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try later"}
	}}
	m := bureau(t, pgtest.Nouvelle(t), s.ecouter(t), 1)
	ids := m.poster(t, lettre("inconnu@exemple.fr"), lettre("a@exemple.fr"))
	v := m.attendre(t, ids[0], func(v vu) bool { return v.Etat == "echec" })
	require.Contains(t, *v.Erreur, "no such user")
	v = m.attendre(t, ids[1], func(v vu) bool { return v.Etat == "en_attente" && v.Essais == 1 })
	require.Contains(t, *v.Erreur, "try later")
	require.WithinDuration(t, time.Now().Add(time.Minute), *v.ProchainLe, 20*time.Second)
	require.Empty(t, s.lus())
}

// TestTueEntreLEnvoiEtLaMarque: the process dies once the server has accepted, before it could write so. Another takes
// the mail again, under the same Message-ID: whoever receives both knows that they are one.
func TestTueEntreLEnvoiEtLaMarque(t *testing.T) {
	s := &serveur{}
	b := pgtest.Nouvelle(t)
	f := s.ecouter(t)
	mort := bureau(t, b, f, 0) // writes, works at nothing
	id := mort.poster(t, lettre("a@exemple.fr"))[0]
	// What a killed worker leaves: its job running, its mail under way.
	b.Sql(t, `UPDATE courriel SET etat = 'en_cours'; UPDATE river.river_job SET state = 'running', attempt = 1, attempted_at = now() - interval '1 minute', attempted_by = '{mort}'`)
	m := bureau(t, b, f, 1)
	v := m.attendre(t, id, func(v vu) bool { return v.Etat == "envoye" })
	require.Len(t, s.lus(), 1)
	require.Contains(t, s.lus()[0], v.MessageID)
	// Taken again by mistake: it is over, nothing leaves.
	b.Sql(t, `UPDATE river.river_job SET state = 'available', finalized_at = NULL, scheduled_at = now()`)
	time.Sleep(1500 * time.Millisecond)
	require.Len(t, s.lus(), 1)
}

// TestDebit: an académie sends no faster than agreed, whatever the number of workers.
func TestDebit(t *testing.T) {
	s := &serveur{}
	b := pgtest.Nouvelle(t)
	f := s.ecouter(t)
	f.Debit = 3
	m := bureau(t, b, f, 1)
	var l []courriel.Message
	for range 8 {
		l = append(l, lettre("a@exemple.fr"))
	}
	ids := m.poster(t, l...)
	require.Len(t, ids, 8)
	require.Eventually(t, func() bool { return len(s.lus()) == 3 }, 10*time.Second, 20*time.Millisecond)
	time.Sleep(time.Second)
	require.Len(t, s.lus(), 3)
}

// TestBoiteLocale: in demonstration nothing leaves, even with a server at hand.
func TestBoiteLocale(t *testing.T) {
	s := &serveur{}
	b := pgtest.Nouvelle(t)
	coffre, err := secret.NewCoffre(make([]byte, 32))
	require.NoError(t, err)
	m := bureau(t, b, s.ecouter(t), 0)
	m.poste.Confinee = true
	require.NotNil(t, coffre)
	id := m.poster(t, lettre("a@exemple.fr"))[0]
	p := *m.poste
	p.File, err = job.New(b.DB, 1, p.Type())
	require.NoError(t, err)
	require.NoError(t, p.File.Start(t.Context()))
	t.Cleanup(func() { _ = p.File.Stop(context.Background()) })
	m.attendre(t, id, func(v vu) bool { return v.Etat == "envoye" })
	require.Empty(t, s.lus())
}

func TestVerifier(t *testing.T) {
	for nom, x := range map[string]struct {
		f  courriel.Facteur
		ok bool
	}{
		"rien":                 {courriel.Facteur{}, true},
		"sans expéditeur":      {courriel.Facteur{Hote: "smtp.exemple.fr"}, false},
		"expéditeur illisible": {courriel.Facteur{De: "nimporte quoi"}, false},
		"port illisible":       {courriel.Facteur{Hote: "smtp.exemple.fr:x", De: "a@exemple.fr"}, false},
		"chiffrement inconnu":  {courriel.Facteur{Hote: "smtp.exemple.fr", De: "a@exemple.fr", Chiffrement: "ssl"}, false},
		"complet":              {courriel.Facteur{Hote: "smtp.exemple.fr:2525", De: "IMAG’IN <a@exemple.fr>", Chiffrement: "tls"}, true},
	} {
		require.Equal(t, x.ok, x.f.Verifier() == nil, nom)
	}
}

func (m *monde) compter(t *testing.T, etat string) (n int) {
	t.Helper()
	require.NoError(t, m.Lire(t.Context(), "014", func(r db.Reader) (err error) {
		n, err = db.Scalar[int](t.Context(), r, `SELECT count(*) FROM courriel WHERE etat = $1`, etat)
		return err
	}))
	return n
}

// parMessageID counts what a server accepted.
func (s *serveur) parMessageID(t *testing.T) map[string]int {
	t.Helper()
	m := map[string]int{}
	for _, l := range s.lus() {
		recu, err := mail.ReadMessage(strings.NewReader(l))
		require.NoError(t, err)
		m[recu.Header.Get("Message-Id")]++
	}
	return m
}

// TestServeurDifficile: slow, refusing for a while, cutting in the middle of a message, silent at the door: the queue drains
// later, nothing is lost, nothing leaves twice.
func TestServeurDifficile(t *testing.T) {
	plusTard := &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	for nom, x := range map[string]struct {
		regler func(*serveur)
		reste  int // mails that wait for a later round, before time is moved on
	}{
		"lent":   {func(s *serveur) { s.refuser = func(int) error { time.Sleep(30 * time.Millisecond); return nil } }, 0},
		"refuse": {func(s *serveur) { s.refuser = func(int) error { return plusTard } }, 60},
		"à demi": {func(s *serveur) {
			fois := 0
			s.refuser = func(int) error { fois++; return []error{nil, plusTard}[fois%2] }
		}, 30},
		"coupe":   {func(s *serveur) { s.couper = func(n int) bool { return n%7 == 3 } }, 9},
		"rejette": {func(s *serveur) { s.porte = func() error { return &smtp.SMTPError{Code: 421, Message: "busy"} } }, 60},
	} {
		t.Run(nom, func(t *testing.T) {
			s := &serveur{}
			x.regler(s)
			m := bureau(t, pgtest.Nouvelle(t), s.ecouter(t), 1)
			var l []courriel.Message
			for range 60 {
				l = append(l, lettre("a@exemple.fr"))
			}
			for debut := 0; debut < len(l); debut += 15 { // four postings, four rounds at once
				m.poster(t, l[debut:debut+15]...)
			}
			require.Eventually(t, func() bool { return m.compter(t, "envoye") >= 60-x.reste && m.compter(t, "en_cours") == 0 }, 30*time.Second, 50*time.Millisecond)
			require.Equal(t, 60, m.compter(t, "envoye")+m.compter(t, "en_attente"))
			require.LessOrEqual(t, m.compter(t, "en_attente"), x.reste)
			s.guerir()
			require.Eventually(t, func() bool { // an hour passes
				m.Sql(t, `UPDATE courriel SET prochain_le = now() WHERE etat = 'en_attente'; UPDATE river.river_job SET scheduled_at = now() WHERE state IN ('scheduled', 'retryable')`)
				return m.compter(t, "envoye") == 60
			}, 60*time.Second, 300*time.Millisecond)
			recus := s.parMessageID(t)
			require.Len(t, recus, 60, "rien de perdu")
			for id, n := range recus {
				require.Equal(t, 1, n, "%s est parti deux fois", id)
			}
		})
	}
}

// TestUneSeuleConnexion: a round carries its mails over one connection, and opens another before the server tires.
func TestUneSeuleConnexion(t *testing.T) {
	s := &serveur{}
	m := bureau(t, pgtest.Nouvelle(t), s.ecouter(t), 1)
	var l []courriel.Message
	for range 170 {
		l = append(l, lettre("a@exemple.fr"))
	}
	m.poster(t, l...)
	require.Eventually(t, func() bool { return m.compter(t, "envoye") == 170 }, 30*time.Second, 50*time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	require.Equal(t, 3, s.connexions)
}

// TestDKIM: what leaves is signed by the key of the deployment, and an independent reader agrees.
func TestDKIM(t *testing.T) {
	for nom, cle := range map[string]any{"rsa": func() any { k, _ := rsa.GenerateKey(rand.Reader, 2048); return k }(), "ed25519": func() any { _, k, _ := ed25519.GenerateKey(rand.Reader); return k }()} {
		t.Run(nom, func(t *testing.T) {
			prive, err := x509.MarshalPKCS8PrivateKey(cle)
			require.NoError(t, err)
			s := &serveur{}
			f := s.ecouter(t)
			f.DKIM, f.Selecteur = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: prive})), "imagin"
			require.NoError(t, f.Verifier())
			m := bureau(t, pgtest.Nouvelle(t), f, 1)
			m.attendre(t, m.poster(t, lettre("a@exemple.fr"))[0], func(v vu) bool { return v.Etat == "envoye" })
			enregistrement := func(domaine string) ([]string, error) {
				require.Equal(t, "imagin._domainkey.ac-essai.fr", domaine)
				if k, ok := cle.(*rsa.PrivateKey); ok {
					public, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
					return []string{"v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)}, err
				}
				return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(cle.(ed25519.PrivateKey).Public().(ed25519.PublicKey))}, nil
			}
			signatures, err := dkim.VerifyWithOptions(strings.NewReader(s.lus()[0]), &dkim.VerifyOptions{LookupTXT: enregistrement})
			require.NoError(t, err)
			require.Len(t, signatures, 1)
			require.NoError(t, signatures[0].Err)
			require.Equal(t, "ac-essai.fr", signatures[0].Domain)
			require.Subset(t, signatures[0].HeaderKeys, []string{"From", "Subject"})
		})
	}
	illisible := courriel.Facteur{Hote: "smtp.exemple.fr", De: "a@exemple.fr", DKIM: "pas une clé", Selecteur: "x"}
	require.ErrorContains(t, illisible.Verifier(), "IMAGIN_DKIM_CLE")
}

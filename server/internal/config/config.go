// Package config reads the environment: one struct, documented by `imagin config`.
package config

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Config is everything a deployment sets.
type Config struct {
	Port           int    `env:"PORT" envDefault:"8080"`
	Ecoute         string `env:"IMAGIN_ECOUTE" envDefault:"127.0.0.1"`
	URL            string `env:"IMAGIN_URL"`
	Donnees        string `env:"IMAGIN_DONNEES" envDefault:".imagin"`
	DatabaseURL    string `env:"DATABASE_URL"`
	DatabaseAppURL string `env:"DATABASE_APP_URL"`
	CleJeton       string `env:"IMAGIN_CLE_JETON,file"`
	CleSecrets     string `env:"IMAGIN_CLE_SECRETS,file"`
	Collecte       string `env:"IMAGIN_COLLECTE"`
	Sem            string `env:"IMAGIN_SEM"`
	CollecteLocale bool   `env:"IMAGIN_COLLECTE_LOCALE"`
	Routage        string `env:"IMAGIN_ROUTAGE"`
	RoutageLocal   bool   `env:"IMAGIN_ROUTAGE_LOCAL"`
	Antivirus      string `env:"IMAGIN_ANTIVIRUS"`
	Imaoce         string `env:"IMAGIN_IMAOCE_URL"`
	Ouvriers       int    `env:"IMAGIN_OUVRIERS" envDefault:"2"`
	Demonstration  bool   `env:"IMAGIN_DEMONSTRATION"`

	SMTPHote        string `env:"IMAGIN_SMTP_HOTE"`
	SMTPChiffrement string `env:"IMAGIN_SMTP_CHIFFREMENT" envDefault:"starttls"`
	SMTPCompte      string `env:"IMAGIN_SMTP_COMPTE"`
	SMTPMotDePasse  string `env:"IMAGIN_SMTP_MOTDEPASSE,file"`
	CourrielDe      string `env:"IMAGIN_COURRIEL_DE"`
	CourrielDebit   int    `env:"IMAGIN_COURRIEL_DEBIT" envDefault:"300"`
	DKIMCle         string `env:"IMAGIN_DKIM_CLE,file"`
	DKIMSelecteur   string `env:"IMAGIN_DKIM_SELECTEUR" envDefault:"imagin"`
	Retours         string `env:"IMAGIN_COURRIEL_RETOURS"`

	Portails       []string `env:"IMAGIN_PORTAIL"`
	PortailNom     string   `env:"IMAGIN_PORTAIL_NOM"`
	PortailGroupes []string `env:"IMAGIN_PORTAIL_GROUPES"`
	PortailSortie  string   `env:"IMAGIN_PORTAIL_SORTIE"`
	OIDCEmetteur   string   `env:"IMAGIN_OIDC_EMETTEUR"`
	OIDCClient     string   `env:"IMAGIN_OIDC_CLIENT"`
	OIDCSecret     string   `env:"IMAGIN_OIDC_SECRET,file"`
	Mandataires    []string `env:"IMAGIN_MANDATAIRES"`
	Entetes        []string `env:"IMAGIN_ENTETES"`
	EntetesSecret  string   `env:"IMAGIN_ENTETES_SECRET,file"`
	EntetesCookie  string   `env:"IMAGIN_ENTETES_COOKIE" envDefault:"CTSESSION"`
	SortiesPrivees []string `env:"IMAGIN_SORTIES_PRIVEES"`

	TLSCertificat string `env:"IMAGIN_TLS_CERTIFICAT"`
	TLSCle        string `env:"IMAGIN_TLS_CLE"`
	MandataireCA  string `env:"IMAGIN_MANDATAIRE_CA"`
}

// Aide describes each variable, in order.
var Aide = [][2]string{
	{"PORT", "port d’écoute (8080)"},
	{"IMAGIN_ECOUTE", "adresse d’écoute (127.0.0.1 ; 0.0.0.0 derrière un mandataire)"},
	{"IMAGIN_URL", "adresse publique ; en https, les cookies sont réservés au chiffrement"},
	{"IMAGIN_DONNEES", "dossier des données (.imagin)"},
	{"DATABASE_URL", "PostgreSQL du propriétaire du schéma ; absente, une base privée est lancée dans IMAGIN_DONNEES"},
	{"DATABASE_APP_URL", "PostgreSQL du rôle imagin_app ; absente, déduite de DATABASE_URL"},
	{"IMAGIN_CLE_JETON", "fichier de la clé de signature (32 octets en hexadécimal) ; absente, créée dans IMAGIN_DONNEES"},
	{"IMAGIN_CLE_SECRETS", "fichier de la clé des NUMEN, NIR, IBAN et fichiers reçus (32 octets en hexadécimal) ; absente, créée dans IMAGIN_DONNEES. À sauvegarder hors de la base : sans elle, ces données sont perdues"},
	{"IMAGIN_COLLECTE", "dossier des dépôts surveillés, un sous-dossier par académie (014…) ; absent, IMAGIN_DONNEES/collecte"},
	{"IMAGIN_SEM", "dossier des échanges de liquidation avec le SEM, un sous-dossier par académie (014…) ; absent, IMAGIN_DONNEES/sem"},
	{"IMAGIN_COLLECTE_LOCALE", "true autorise un serveur SFTP sur cette machine ou son lien local"},
	{"IMAGIN_ROUTAGE", "adresse d’un service d’itinéraire compatible OSRM, de préférence au profil le plus court ; absente, les distances se saisissent ou s’estiment"},
	{"IMAGIN_ROUTAGE_LOCAL", "true autorise un service d’itinéraire sur cette machine"},
	{"IMAGIN_ANTIVIRUS", "clamd, hôte:port ou chemin de sa prise Unix : les justificatifs reçus lui sont soumis ; absent, ils ne le sont pas"},
	{"IMAGIN_IMAOCE_URL", "PostgreSQL de la base IMAOCE, lue par les échanges avec OCEAN ; absente, les échanges se font par fichiers"},
	{"IMAGIN_OUVRIERS", "tâches de fond menées de front (2) ; 0 pour un serveur sans tâche"},
	{"IMAGIN_SMTP_HOTE", "serveur d’envoi des courriels, hôte ou hôte:port ; absent, ils attendent dans la file (en démonstration, ils restent dans la boîte locale)"},
	{"IMAGIN_SMTP_CHIFFREMENT", "starttls (port 587), tls (465) ou aucun (25, sur un réseau fermé seulement)"},
	{"IMAGIN_SMTP_COMPTE", "compte d’envoi, si le serveur en demande un"},
	{"IMAGIN_DKIM_CLE", "fichier de la clé privée (PEM, RSA ou Ed25519) qui signe les courriels ; absente, le serveur d’envoi signe, ou personne"},
	{"IMAGIN_DKIM_SELECTEUR", "sélecteur DKIM : la clé publique est publiée sous <sélecteur>._domainkey.<domaine de l’adresse d’envoi>"},
	{"IMAGIN_SMTP_MOTDEPASSE", "fichier du mot de passe de ce compte"},
	{"IMAGIN_COURRIEL_DE", "expéditeur, par exemple IMAG’IN <ne-pas-repondre@ac-exemple.fr>"},
	{"IMAGIN_COURRIEL_DEBIT", "courriels par minute et par académie au plus (300) ; 0 sans limite"},
	{"IMAGIN_COURRIEL_RETOURS", "dossier où sont déposés les avis de non-remise (le dossier « new » d’une Maildir) ; absent, IMAGIN_DONNEES/retours"},
	{"IMAGIN_DEMONSTRATION", "true pour le portail et les données de démonstration"},
	{"IMAGIN_PORTAIL", "façons d’entrer : oidc, local, ou oidc,local ; ou bien entetes, toujours seul"},
	{"IMAGIN_PORTAIL_NOM", "nom du portail, tel que les personnels le connaissent"},
	{"IMAGIN_PORTAIL_GROUPES", "groupes du portail et profils qu’ils donnent (IMAGIN-GESTION=gestionnaire,…) ; absent, les noms IMAGIN-ADMIN, -GESTION, -FIN, -IPR, -NATIONAL"},
	{"IMAGIN_PORTAIL_SORTIE", "adresse de déconnexion du portail, en mode entetes"},
	{"IMAGIN_OIDC_EMETTEUR", "émetteur OpenID Connect (https://auth.exemple.fr)"},
	{"IMAGIN_OIDC_CLIENT", "identifiant de ce service chez l’émetteur"},
	{"IMAGIN_OIDC_SECRET", "fichier du secret de ce service chez l’émetteur"},
	{"IMAGIN_MANDATAIRES", "adresses ou réseaux des mandataires (10.0.0.5,10.1.0.0/28) : eux seuls disent l’adresse du client, et son identité en mode entetes"},
	{"IMAGIN_ENTETES", "en-têtes que le portail pose, et eux seuls ; absent, ceux de ClearTrust"},
	{"IMAGIN_ENTETES_SECRET", "fichier du secret (32 caractères au moins) que le mandataire met dans X-Imagin-Mandataire"},
	{"IMAGIN_ENTETES_COOKIE", "cookie du portail, qui doit être présent (CTSESSION)"},
	{"IMAGIN_TLS_CERTIFICAT", "certificat (PEM, avec sa chaîne) sous lequel le service répond lui-même en TLS ; absent, un mandataire le fait"},
	{"IMAGIN_TLS_CLE", "clé privée de ce certificat"},
	{"IMAGIN_MANDATAIRE_CA", "autorité (PEM) dont le mandataire doit présenter un certificat client ; en mode entetes, s’ajoute au secret"},
	{"IMAGIN_SORTIES_PRIVEES", "réseaux privés que les webhooks peuvent joindre ; absent, aucun"},
}

// Lire reads the environment. It returns an error naming the faulty variable.
func Lire() (Config, error) {
	var c Config
	if err := env.Parse(&c); err != nil {
		return c, fmt.Errorf("environnement : %w", err)
	}
	if c.URL == "" {
		c.URL = fmt.Sprintf("http://localhost:%d", c.Port)
	}
	c.URL = strings.TrimSuffix(c.URL, "/")
	donnees, err := filepath.Abs(c.Donnees)
	c.Donnees = donnees
	if _, err := os.Stat(c.marque()); err == nil {
		c.Demonstration = true
	}
	return c, err
}

// Sure says whether browsers reach the service over TLS.
func (c Config) Sure() bool { return strings.HasPrefix(c.URL, "https://") }

func (c Config) marque() string { return filepath.Join(c.Donnees, "demonstration") }

// MarquerDemonstration records that these data are for show, so that the other commands know it.
func (c Config) MarquerDemonstration() error {
	if err := os.MkdirAll(c.Donnees, 0o755); err != nil {
		return err
	}
	return os.WriteFile(c.marque(), []byte("Données et portail de démonstration.\n"), 0o600)
}

// Secret returns a random secret of n bytes kept in the data folder, made at first use.
func (c Config) Secret(nom string, n int) (string, error) {
	dossier := filepath.Join(c.Donnees, "secrets")
	if err := os.MkdirAll(dossier, 0o700); err != nil {
		return "", err
	}
	chemin := filepath.Join(dossier, nom)
	b := make([]byte, n)
	_, _ = rand.Read(b)
	f, err := os.OpenFile(chemin, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.WriteString(hex.EncodeToString(b))
		return hex.EncodeToString(b), errors.Join(err, f.Close())
	}
	if !errors.Is(err, os.ErrExist) {
		return "", err
	}
	lu, err := os.ReadFile(chemin)
	return strings.TrimSpace(string(lu)), err
}

// CleDesSecrets is the master key of what is stored encrypted.
func (c Config) CleDesSecrets() ([]byte, error) {
	texte := strings.TrimSpace(c.CleSecrets)
	if texte == "" {
		var err error
		if texte, err = c.Secret("secrets.cle", 32); err != nil {
			return nil, err
		}
	}
	return hex.DecodeString(texte)
}

// DossierSecrets holds the keys and passwords that the operator drops there.
func (c Config) DossierSecrets() string { return filepath.Join(c.Donnees, "secrets") }

// DossierRetours is where notifications of mails that came back are dropped.
func (c Config) DossierRetours() string {
	if c.Retours != "" {
		return c.Retours
	}
	return filepath.Join(c.Donnees, "retours")
}

// DossierCollecte is under which folders may be watched.
func (c Config) DossierCollecte() string {
	if c.Collecte != "" {
		return c.Collecte
	}
	return filepath.Join(c.Donnees, "collecte")
}

// DossierSem is under which the files that pay are left, and their returns found.
func (c Config) DossierSem() string {
	if c.Sem != "" {
		return c.Sem
	}
	return filepath.Join(c.Donnees, "sem")
}

// Graine is the seed of the signing key.
func (c Config) Graine() ([]byte, error) {
	texte := strings.TrimSpace(c.CleJeton)
	if texte == "" {
		var err error
		if texte, err = c.Secret("jeton.cle", 32); err != nil {
			return nil, err
		}
	}
	return hex.DecodeString(texte)
}

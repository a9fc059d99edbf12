package compte

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/limite"
	"imagin/server/internal/secret"
)

// Fournisseur marks the identities of local accounts.
const Fournisseur = "local"

// API holds the operations on local accounts.
type API struct {
	Sessions *auth.Sessions
	Coffre   *secret.Coffre
	Active   bool
	URL      string
	Now      func() time.Time
}

const (
	essaisMax   = 5
	verrou      = 15 * time.Minute
	parAdresse  = 60
	trop        = "Trop d’essais. Attendez un quart d’heure, ou demandez un nouveau lien d’activation à votre gestionnaire."
	formeCompte = `^ext-(\d{3})-\d{1,18}$`
)

var (
	forme = regexp.MustCompile(formeCompte)
	refus = fail.New(fail.Unauthenticated, "identifiants",
		"Identifiant, mot de passe ou code inconnu. Le code change toutes les trente secondes et ne sert qu’une fois.")
	absent = fail.New(fail.NotFound, "portail_absent", "L’entrée par compte local n’existe pas ici.")
	// leurre makes an unknown identifier cost what a known one costs.
	leurre = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

type ligne struct {
	ID, UtilisateurID uuid.UUID
	Identifiant       string
	Nom, Prenom       string
	MotDePasse        *string
	Totp              []byte
	LienExpireLe      *time.Time
	ActiveLe          *time.Time
	VuLe              *time.Time
	UtilisateurActif  bool
}

const selectCompte = `SELECT c.id, c.utilisateur_id, u.identifiant, u.nom, u.prenom, c.mot_de_passe, c.totp, c.lien_expire_le, c.active_le, u.vu_le,
	u.actif AS utilisateur_actif FROM compte_local c JOIN utilisateur u ON u.academie = c.academie AND u.id = c.utilisateur_id WHERE c.academie = $1 `

// AuthentifierLocal answers POST /portail/local. Unknown account, wrong password, wrong or used code look alike and
// cost alike; five in a quarter of an hour lock the identifier, known or not.
func (a API) AuthentifierLocal(ctx context.Context, r api.AuthentifierLocalRequestObject) (api.AuthentifierLocalResponseObject, error) {
	if !a.Active {
		return nil, absent
	}
	identifiant := strings.ToLower(strings.TrimSpace(r.Body.Identifiant))
	if err := a.freiner(ctx, identifiant); err != nil {
		return nil, err
	}
	m := forme.FindStringSubmatch(identifiant)
	academie := ""
	if m != nil {
		academie = m[1]
	}
	l, err := a.verifier(ctx, academie, identifiant, r.Body.MotDePasse, r.Body.Code)
	if err != nil {
		return nil, err
	}
	if l == nil {
		return nil, refus
	}
	ticket, services, err := a.Sessions.Offrir(ctx, auth.Identite{Fournisseur: Fournisseur, Identifiant: identifiant}, auth.Portail{})
	if err != nil {
		return nil, err
	}
	return api.AuthentifierLocal200JSONResponse(offrir(ticket, services)), nil
}

// freiner counts attempts before anything is looked up.
func (a API) freiner(ctx context.Context, identifiant string) error {
	if err := limite.Tenir(ctx, a.Sessions.Base, "local:"+db.ActeurDe(ctx).Depuis, parAdresse, verrou, trop); err != nil {
		return err
	}
	return limite.Tenir(ctx, a.Sessions.Base, "compte:"+identifiant, essaisMax, verrou, trop)
}

// verifier gives the account that the three things open, nil when they do not.
func (a API) verifier(ctx context.Context, academie, identifiant, motDePasse, code string) (*ligne, error) {
	l, err := a.lire(ctx, academie, `AND u.identifiant = $2 AND u.fournisseur = 'local' AND u.actif AND c.active_le IS NOT NULL`, identifiant)
	if err != nil {
		return nil, err
	}
	condense := leurre
	if l != nil {
		condense = *l.MotDePasse
	}
	bon, err := Correspond(ctx, motDePasse, condense)
	if err != nil || l == nil {
		return nil, err
	}
	numero := int64(0)
	if bon {
		cle, err := a.Coffre.Dechiffrer(l.Totp, lieuTotp(academie, l.ID))
		if err != nil {
			return nil, err
		}
		numero = pasDuCode(string(cle), code, a.Now())
	}
	return a.conclure(ctx, academie, l, numero)
}

// conclure uses the half-minute of the code in one statement, so that two requests cannot both use it, and journals
// what failed.
func (a API) conclure(ctx context.Context, academie string, l *ligne, numero int64) (*ligne, error) {
	ctx = db.AvecActeur(ctx, db.Acteur{Utilisateur: l.UtilisateurID, Qui: l.Prenom + " " + l.Nom, Profil: "portail", Depuis: db.ActeurDe(ctx).Depuis})
	reussi := false
	err := a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE compte_local SET totp_pas = $3 WHERE academie = $1 AND id = $2 AND totp_pas < $3`, academie, l.ID, numero)
		if err != nil {
			return err
		}
		if reussi = n == 1; !reussi {
			return journal.Ecrire(ctx, tx, journal.Ligne{Action: "connexion_refusee", Objet: "compte_local", ObjetID: l.ID.String()})
		}
		if _, err := tx.Exec(ctx, `DELETE FROM debit WHERE cle = 'compte:' || $1`, l.Identifiant); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE utilisateur SET vu_le = now() WHERE academie = $1 AND id = $2`, academie, l.UtilisateurID)
		return err
	})
	if err != nil || !reussi {
		return nil, err
	}
	return l, nil
}

func (a API) lire(ctx context.Context, academie, ou string, args ...any) (*ligne, error) {
	var l ligne
	var ok bool
	err := a.Sessions.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		l, ok, err = db.One[ligne](ctx, r, selectCompte+ou, append([]any{academie}, args...)...)
		return err
	})
	if err != nil || !ok {
		return nil, err
	}
	return &l, nil
}

func lieuTotp(academie string, id uuid.UUID) string { return "totp/" + academie + "/" + id.String() }

func offrir(ticket string, services []auth.Service) api.ServicesOfferts {
	rep := api.ServicesOfferts{Ticket: ticket, Personne: services[0].Prenom + " " + services[0].Nom}
	for _, s := range services {
		rep.Services = append(rep.Services, s.API())
	}
	return rep
}

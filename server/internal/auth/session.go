package auth

import (
	"context"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/limite"
	"imagin/server/internal/secret"
)

// Sessions opens, prolongs and closes sessions.
type Sessions struct {
	Base       *db.DB
	Signataire *Signataire
	Coffre     *secret.Coffre
}

// Ouverte is a session as the browser receives it.
type Ouverte struct {
	Service        Service
	Jeton          string
	JetonExpire    time.Time
	Renouvellement string
	Expire         time.Time
}

type ticket struct {
	Fournisseur string `json:"fou"`
	Session     string `json:"ses,omitempty"` // the portal's
	Jeton       []byte `json:"jet,omitempty"`
	jwt.RegisteredClaims
}

// Offrir lists the services of an identity just vouched for, with a ticket that proves it for two minutes.
// It returns fail.Forbidden when no service is open to the person.
func (s *Sessions) Offrir(ctx context.Context, id Identite, p Portail) (string, []Service, error) {
	services, err := offerts(ctx, s.Base, id)
	if err != nil {
		return "", nil, err
	}
	t, err := s.Signataire.signer(ticket{id.Fournisseur, p.Session, p.Jeton,
		s.Signataire.enregistre(id.Identifiant, publicPortail, s.Signataire.Now().Add(dureeTicket))})
	return t, services, err
}

// Ouvrir opens a session on the service chosen. It returns fail.Unauthenticated for a ticket that is not ours or is
// over, fail.Forbidden for a service that the person does not hold.
func (s *Sessions) Ouvrir(ctx context.Context, jetonTicket string, choix uuid.UUID) (*Ouverte, error) {
	t, services, err := s.offre(ctx, jetonTicket)
	if err != nil {
		return nil, err
	}
	for _, sv := range services {
		if sv.ID == choix {
			if err := s.consommer(ctx, t); err != nil {
				return nil, err
			}
			return s.ouvrirService(ctx, sv, DureeInactif, DureeSession, Portail{t.Session, t.Jeton})
		}
	}
	return nil, fail.New(fail.Forbidden, "service_refuse", "Ce service ne vous est pas offert.")
}

// consommer makes a ticket serve once.
func (s *Sessions) consommer(ctx context.Context, t ticket) error {
	n, _, err := limite.Compter(ctx, s.Base, "ticket:"+t.ID, 2*dureeTicket)
	if err == nil && n > 1 {
		err = fail.New(fail.Unauthenticated, "ticket_utilise", "Ce choix a déjà servi. Reconnectez-vous.")
	}
	return err
}

// Offre gives back the services behind a ticket. It returns fail.Unauthenticated for one that is not ours or is over.
func (s *Sessions) Offre(ctx context.Context, jetonTicket string) ([]Service, error) {
	_, services, err := s.offre(ctx, jetonTicket)
	return services, err
}

func (s *Sessions) offre(ctx context.Context, jetonTicket string) (t ticket, services []Service, err error) {
	if err := s.Signataire.verifier(jetonTicket, &t, publicPortail); err != nil {
		return t, nil, err
	}
	services, err = offerts(ctx, s.Base, Identite{t.Fournisseur, t.Subject})
	return t, services, err
}

// OuvrirService opens a session on a service already proved.
func (s *Sessions) OuvrirService(ctx context.Context, sv Service, inactif, limite time.Duration) (*Ouverte, error) {
	return s.ouvrirService(ctx, sv, inactif, limite, Portail{})
}

func (s *Sessions) ouvrirService(ctx context.Context, sv Service, inactif, limite time.Duration, p Portail) (*Ouverte, error) {
	maintenant := s.Signataire.Now()
	o := &Ouverte{Service: sv, Expire: maintenant.Add(inactif)}
	sid := uuid.Must(uuid.NewV7())
	var secret []byte
	o.Renouvellement, secret = aleatoire()
	o.Renouvellement = sv.Academie + "." + o.Renouvellement
	ctx = db.AvecActeur(ctx, db.Acteur{Utilisateur: sv.Utilisateur, Qui: sv.Prenom + " " + sv.Nom, Profil: sv.Profil,
		Depuis: db.ActeurDe(ctx).Depuis})
	err := s.Base.InAcademie(ctx, sv.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO session_web (academie, id, utilisateur_id, profil_id, ouverte_le, expire_le, limite_le, portail_session, portail_jeton)
			VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''), $9)`, sv.Academie, sid, sv.Utilisateur, sv.ID, maintenant, o.Expire, maintenant.Add(limite), p.Session, p.Jeton); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO jeton_renouvellement (academie, empreinte, session_id, cree_le) VALUES ($1, $2, $3, $4)`,
			sv.Academie, secret, sid, maintenant); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "connexion", Objet: "session_web", ObjetID: sid.String()})
	})
	if err != nil {
		return nil, err
	}
	o.Jeton, o.JetonExpire, err = s.Signataire.Signer(sv.Academie, sid, sv.Utilisateur, min(DureeJeton, limite))
	return o, err
}

// OuvrirOutil opens a session without browser, for a tool of the demonstration mode: one token, valid for duree.
func (s *Sessions) OuvrirOutil(ctx context.Context, sv Service, duree time.Duration) (string, error) {
	o, err := s.OuvrirService(ctx, sv, duree, duree)
	if err != nil {
		return "", err
	}
	c, err := s.Signataire.Verifier(o.Jeton)
	if err != nil {
		return "", err
	}
	jeton, _, err := s.Signataire.Signer(sv.Academie, c.Session, sv.Utilisateur, duree)
	return jeton, err
}

// Changer moves a session to another service of the same person, in whatever académie: the old session is closed.
func (s *Sessions) Changer(ctx context.Context, academie string, session, choix uuid.UUID) (*Ouverte, error) {
	var id struct {
		Identite
		Portail
	}
	err := s.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		var ok bool
		id, ok, err = db.One[struct {
			Identite
			Portail
		}](ctx, r, `SELECT u.fournisseur, u.identifiant, coalesce(s.portail_session, '') AS session, s.portail_jeton AS jeton FROM session_web s
			JOIN utilisateur u ON u.academie = s.academie AND u.id = s.utilisateur_id
			WHERE s.academie = $1 AND s.id = $2`, academie, session)
		if err == nil && !ok {
			err = fail.Introuvable("Cette session")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	services, err := offerts(ctx, s.Base, id.Identite)
	if err != nil {
		return nil, err
	}
	for _, sv := range services {
		if sv.ID == choix {
			if err := s.Fermer(ctx, academie, session); err != nil {
				return nil, err
			}
			return s.ouvrirService(ctx, sv, DureeInactif, DureeSession, id.Portail)
		}
	}
	return nil, fail.New(fail.Forbidden, "service_refuse", "Ce service ne vous est pas offert.")
}

// Services lists what else the person of a session may act under.
func (s *Sessions) Services(ctx context.Context, academie string, utilisateur uuid.UUID) (l []Service, err error) {
	err = s.Base.Across(ctx, "services d’une personne", func(r db.Reader) error {
		l, err = db.Query[Service](ctx, r, selectServices+` AND (u.fournisseur, u.identifiant) =
			(SELECT fournisseur, identifiant FROM utilisateur WHERE academie = $1 AND id = $2) ORDER BY u.academie, p.id`, academie, utilisateur)
		return err
	})
	return l, err
}

// Fermer ends a session at once; its tokens no longer open anything.
func (s *Sessions) Fermer(ctx context.Context, academie string, session uuid.UUID) error {
	return s.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE session_web SET fermee_le = $3 WHERE academie = $1 AND id = $2 AND fermee_le IS NULL`,
			academie, session, s.Signataire.Now())
		if err != nil || n == 0 {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "deconnexion", Objet: "session_web", ObjetID: session.String()})
	})
}

func decouperRenouvellement(jeton string) (academie string, secret []byte, err error) {
	academie, texte, ok := strings.Cut(jeton, ".")
	if !ok || len(academie) != 3 || len(texte) != 43 {
		return "", nil, fail.New(fail.Unauthenticated, "jeton_invalide", "Session inconnue. Reconnectez-vous.")
	}
	return academie, empreinte(texte), nil
}

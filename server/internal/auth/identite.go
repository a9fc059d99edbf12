package auth

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Identite is what a portal vouches for. It is the one door between portals and sessions: a portal, whatever its
// protocol, ends by calling Sessions.Offrir with one.
type Identite struct {
	Fournisseur string // which portal
	Identifiant string // its identifier of the person
}

// Service is one profile that a person may act under.
type Service struct {
	Academie        string
	AcademieLibelle string
	ID              uuid.UUID
	Utilisateur     uuid.UUID
	Profil          string
	Prenom, Nom     string
	Etablissement   *string
}

// Libelle names the service as the portal offers it.
func (s Service) Libelle() string { return access.Libelles[s.Profil] }

const selectServices = `SELECT u.academie, a.libelle AS academie_libelle, p.id, u.id AS utilisateur, p.profil, u.prenom, u.nom,
	e.uai || ' — ' || e.nom AS etablissement
	FROM utilisateur u
	JOIN utilisateur_profil p ON p.academie = u.academie AND p.utilisateur_id = u.id
	JOIN academie a ON a.code = u.academie
	LEFT JOIN etablissement e ON e.academie = p.academie AND e.id = p.etablissement_id
	WHERE u.actif AND (p.debut IS NULL OR p.debut <= current_date) AND (p.fin IS NULL OR p.fin >= current_date)`

// offerts lists the services of a person across académies.
func offerts(ctx context.Context, base *db.DB, id Identite) (s []Service, err error) {
	err = base.Across(ctx, "connexion", func(r db.Reader) error {
		s, err = db.Query[Service](ctx, r, selectServices+` AND u.identifiant = $1 AND u.fournisseur = $2
			ORDER BY array_position($3::text[], p.profil), u.academie`, id.Identifiant, id.Fournisseur, access.Profils)
		return err
	})
	if err == nil && len(s) == 0 {
		err = fail.New(fail.Forbidden, "aucun_service",
			"Vous êtes reconnu par le portail, mais aucun service IMAG’IN ne vous est ouvert. Contactez votre division des examens et concours.")
	}
	return s, err
}

type outil struct {
	Portees []string
	Debit   int
}

// Charger reads the principal of a token at each request, so that a right withdrawn is withdrawn now.
// It returns fail.Unauthenticated when the session is closed or over, or the profile no longer held.
func Charger(ctx context.Context, base *db.DB, c *Claims, maintenant time.Time) (*access.Principal, error) {
	type ligne struct {
		Utilisateur, ProfilID uuid.UUID
		Profil, Prenom, Nom   string
		Identifiant           string
		Intervenant           *uuid.UUID
		Etablissement         *uuid.UUID
		Uai                   *string
		Disciplines           []string
	}
	var l ligne
	var ok bool
	b := &pgx.Batch{}
	b.Queue(`SELECT u.id AS utilisateur, p.id AS profil_id, p.profil, u.prenom, u.nom, u.identifiant,
		u.intervenant_id AS intervenant, p.etablissement_id AS etablissement, e.uai, p.disciplines
		FROM session_web s
		JOIN utilisateur u ON u.academie = s.academie AND u.id = s.utilisateur_id AND u.actif
		JOIN utilisateur_profil p ON p.academie = s.academie AND p.id = s.profil_id
		LEFT JOIN etablissement e ON e.academie = p.academie AND e.id = p.etablissement_id
		WHERE s.academie = $1 AND s.id = $2 AND s.fermee_le IS NULL AND s.expire_le > $3 AND s.limite_le > $3
		AND (p.debut IS NULL OR p.debut <= $3::date) AND (p.fin IS NULL OR p.fin >= $3::date)`,
		c.Academie, c.Session, maintenant)
	b.Queue(`SELECT h.examens, h.activites FROM session_web s JOIN habilitation h ON h.academie = s.academie AND h.utilisateur_id = s.utilisateur_id
		WHERE s.academie = $1 AND s.id = $2 AND (h.debut IS NULL OR h.debut <= $3::date) AND (h.fin IS NULL OR h.fin >= $3::date)`,
		c.Academie, c.Session, maintenant)
	b.Queue(`SELECT k.portees, k.debit_minute AS debit FROM session_web s JOIN client_api k ON k.academie = s.academie AND k.utilisateur_id = s.utilisateur_id
		WHERE s.academie = $1 AND s.id = $2 AND k.actif`, c.Academie, c.Session)
	var habilitations []access.Habilitation
	var o outil
	err := base.Lot(ctx, c.Academie, b, func(r pgx.BatchResults) (err error) {
		if l, ok, err = db.Suivante[ligne](r); err != nil {
			return err
		}
		if habilitations, err = db.Suivantes[access.Habilitation](r); err != nil {
			return err
		}
		o, _, err = db.Suivante[outil](r)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !ok || l.Utilisateur.String() != c.Subject {
		return nil, fail.New(fail.Unauthenticated, "session_fermee", "Votre session est terminée. Reconnectez-vous.")
	}
	return &access.Principal{
		Academie: c.Academie, Utilisateur: l.Utilisateur, Session: c.Session, ProfilID: l.ProfilID, Profil: l.Profil,
		Nom: l.Prenom + " " + l.Nom, Identifiant: l.Identifiant, Intervenant: l.Intervenant, Etablissement: l.Etablissement, Uai: l.Uai,
		Disciplines: l.Disciplines, Habilitations: habilitations, Portees: o.Portees, Debit: o.Debit,
	}, nil
}

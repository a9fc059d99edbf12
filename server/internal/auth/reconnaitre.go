package auth

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/identite"
	"imagin/server/internal/secret"
)

// Portail is what links a session to the portal's own: both are left together.
type Portail struct {
	Session string // the portal's identifier of its session
	Jeton   []byte // its ID token, sealed
}

// Reconnaitre takes a person as a portal describes her: who she is and what she may act under are brought up to date,
// then her services are offered. It returns fail.Forbidden when the portal's words let nobody in.
func (s *Sessions) Reconnaitre(ctx context.Context, fournisseur string, a identite.Attributs, r identite.Reglage, p Portail) (string, []Service, error) {
	id, err := s.identifier(ctx, a, r)
	if err != nil {
		return "", nil, err
	}
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: id.Prenom + " " + id.Nom, Profil: "portail", Depuis: db.ActeurDe(ctx).Depuis})
	err = s.Base.InAcademie(ctx, id.Academie, func(tx *db.Tx) error {
		lie, err := s.lier(ctx, tx, id)
		if err != nil {
			return err
		}
		personne, err := accueillir(ctx, tx, fournisseur, id, lie)
		if err != nil {
			return err
		}
		return accorder(ctx, tx, personne, id.Profils)
	})
	if err != nil {
		return "", nil, err
	}
	return s.Offrir(ctx, Identite{fournisseur, id.Identifiant}, p)
}

// identifier reads the attributes on the day that it is in the académie they name.
func (s *Sessions) identifier(ctx context.Context, a identite.Attributs, r identite.Reglage) (*identite.Identite, error) {
	id, err := identite.Lire(a, s.Signataire.Now(), r)
	if err == nil {
		var fuseau string
		err = s.Base.Lire(ctx, id.Academie, func(l db.Reader) (err error) {
			fuseau, err = db.Scalar[string](ctx, l, `SELECT fuseau FROM academie WHERE code = $1`, id.Academie)
			return err
		})
		if err != nil {
			return nil, err
		}
		zone, faute := time.LoadLocation(fuseau)
		if fuseau == "" || faute != nil {
			return nil, fail.New(fail.Forbidden, "academie_inconnue", "Votre académie n’utilise pas ce service IMAG’IN.")
		}
		id, err = identite.Lire(a, s.Signataire.Now().In(zone), r)
	}
	if refus := identite.AsRefus(err); refus != nil {
		return nil, fail.New(fail.Forbidden, refus.Code, refus.Message).Because(err)
	}
	return id, err
}

// lier finds the intervenant that the person is: by the digest of the NUMEN, else by mail and birth date together when
// they name one person. Never by name.
func (s *Sessions) lier(ctx context.Context, tx *db.Tx, id *identite.Identite) (*uuid.UUID, error) {
	if id.Numen != "" && s.Coffre != nil {
		trouve, ok, err := db.One[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT intervenant_id AS id FROM intervenant_secret
			WHERE academie = $1 AND type = 'NUMEN' AND empreinte = $2`, id.Academie, s.Coffre.Empreinte(id.Numen, secret.Lieu(id.Academie, secret.Numen)))
		if err != nil || ok {
			return &trouve.ID, err
		}
	}
	if id.Courriel == "" || id.DateNaissance.IsZero() {
		return nil, nil
	}
	l, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT id FROM intervenant
		WHERE academie = $1 AND date_naissance = $2 AND lower(mel) = $3 LIMIT 2`, id.Academie, id.DateNaissance, id.Courriel)
	if err != nil || len(l) != 1 {
		return nil, err
	}
	return &l[0].ID, nil
}

func accueillir(ctx context.Context, tx *db.Tx, fournisseur string, id *identite.Identite, lie *uuid.UUID) (personne uuid.UUID, err error) {
	return db.Scalar[uuid.UUID](ctx, tx.Reader, `INSERT INTO utilisateur AS u (academie, id, fournisseur, identifiant, nom, prenom, courriel, intervenant_id, vu_le)
		VALUES ($1, $2, $3, $4, $5, $6, nullif($7, ''), $8, now())
		ON CONFLICT ON CONSTRAINT utilisateur_identifiant_unique DO UPDATE SET nom = excluded.nom, prenom = excluded.prenom,
			courriel = excluded.courriel, intervenant_id = coalesce(excluded.intervenant_id, u.intervenant_id), vu_le = now()
		RETURNING id`, id.Academie, uuid.Must(uuid.NewV7()), fournisseur, id.Identifiant, id.Nom, id.Prenom, id.Courriel, lie)
}

// voulus are the profiles of the portal that mean something here: an établissement of the académie, a centre of a live
// session, an intervenant that was recognised.
const voulus = `WITH voulu AS (
	SELECT v.profil, e.id AS etablissement_id, v.debut, v.fin, v.delegant
	FROM unnest($3::text[], $4::text[], $5::date[], $6::date[], $7::text[]) v (profil, uai, debut, fin, delegant)
	LEFT JOIN etablissement e ON e.academie = $1 AND e.uai = v.uai
	WHERE CASE v.profil
		WHEN 'chef_etablissement' THEN e.id IS NOT NULL
		WHEN 'chef_centre' THEN EXISTS (SELECT 1 FROM centre c JOIN session s ON s.academie = c.academie AND s.id = c.session_id
			WHERE c.academie = $1 AND c.etablissement_id = e.id AND s.etat <> 'archivee')
		WHEN 'intervenant' THEN EXISTS (SELECT 1 FROM utilisateur u WHERE u.academie = $1 AND u.id = $2 AND u.intervenant_id IS NOT NULL)
		ELSE true END) `

// accorder gives the profiles of the portal and ends those that it no longer gives; the database journals each change.
// What was given by hand is left alone. An ended profile keeps its row: its disciplines serve if it comes back.
func accorder(ctx context.Context, tx *db.Tx, personne uuid.UUID, profils []identite.Profil) error {
	var codes, uais, delegants []string
	var debuts, fins []*time.Time
	for _, p := range profils {
		codes, uais, delegants = append(codes, p.Code), append(uais, p.Uai), append(delegants, p.Delegant)
		debuts, fins = append(debuts, date(p.Debut)), append(fins, date(p.Fin))
	}
	args := []any{tx.Academie, personne, codes, uais, debuts, fins, delegants}
	if _, err := tx.Exec(ctx, voulus+`UPDATE utilisateur_profil p SET debut = least(p.debut, current_date - 1), fin = current_date - 1
		WHERE p.academie = $1 AND p.utilisateur_id = $2 AND p.origine = 'portail' AND (p.fin IS NULL OR p.fin >= current_date)
		AND NOT EXISTS (SELECT 1 FROM voulu v WHERE v.profil = p.profil AND v.etablissement_id IS NOT DISTINCT FROM p.etablissement_id)`, args...); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, voulus+`INSERT INTO utilisateur_profil AS p (academie, id, utilisateur_id, profil, etablissement_id, debut, fin, delegant, origine)
		SELECT $1, gen_random_uuid(), $2, v.profil, v.etablissement_id, v.debut, v.fin, nullif(v.delegant, ''), 'portail' FROM voulu v
		ON CONFLICT (academie, utilisateur_id, profil, etablissement_id) DO UPDATE SET debut = excluded.debut, fin = excluded.fin, delegant = excluded.delegant
		WHERE p.origine = 'portail' AND (p.debut, p.fin, p.delegant) IS DISTINCT FROM (excluded.debut, excluded.fin, excluded.delegant)`, args...)
	return err
}

func date(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// portailDe gives what links a session to the portal's.
func (s *Sessions) portailDe(ctx context.Context, academie string, session uuid.UUID) (p Portail, err error) {
	err = s.Base.Lire(ctx, academie, func(r db.Reader) error {
		p, _, err = db.One[Portail](ctx, r, `SELECT coalesce(portail_session, '') AS session, portail_jeton AS jeton FROM session_web
			WHERE academie = $1 AND id = $2`, academie, session)
		return err
	})
	return p, err
}

// FermerDuPortail ends the sessions that the portal says are over: those of one of its sessions, or all those of a
// person.
func (s *Sessions) FermerDuPortail(ctx context.Context, fournisseur, session, identifiant string) error {
	var l []struct {
		Academie string
		ID       uuid.UUID
	}
	err := s.Base.Across(ctx, "déconnexion par le portail", func(r db.Reader) (err error) {
		l, err = db.Query[struct {
			Academie string
			ID       uuid.UUID
		}](ctx, r, `SELECT s.academie, s.id FROM session_web s JOIN utilisateur u ON u.academie = s.academie AND u.id = s.utilisateur_id
			WHERE s.fermee_le IS NULL AND u.fournisseur = $1 AND ($2 = '' OR s.portail_session = $2) AND ($3 = '' OR u.identifiant = $3)`,
			fournisseur, session, identifiant)
		return err
	})
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "portail", Depuis: db.ActeurDe(ctx).Depuis})
	for _, x := range l {
		if err == nil {
			err = s.Fermer(ctx, x.Academie, x.ID)
		}
	}
	return err
}

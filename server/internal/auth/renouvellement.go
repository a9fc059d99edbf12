package auth

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// grace lets two tabs refresh at the same moment: the second one, with the token the first just used, is not a thief.
const grace = 10 * time.Second

var errRejeu = errors.New("jeton de renouvellement rejoué")

type lueSession struct {
	SessionID  uuid.UUID
	UtiliseLe  *time.Time
	ExpireLe   time.Time
	LimiteLe   time.Time
	FermeeLe   *time.Time
	Pris       bool
	Academie   string
	UserID     uuid.UUID
	ProfilID   uuid.UUID
	Profil     string
	Nom        string
	Prenom     string
	AcaLibelle string
	Etab       *string
}

// Renouveler exchanges a refresh token for the next one and slides the end of the session. A token seen again after
// the grace closes the whole session. It returns fail.Unauthenticated when the session is over, closed or unknown.
func (s *Sessions) Renouveler(ctx context.Context, jeton string) (*Ouverte, error) {
	academie, secret, err := decouperRenouvellement(jeton)
	if err != nil {
		return nil, err
	}
	maintenant := s.Signataire.Now()
	o := &Ouverte{}
	var sid uuid.UUID
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "renouvellement", Depuis: db.ActeurDe(ctx).Depuis})
	err = s.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		l, err := prendre(ctx, tx, academie, secret, maintenant)
		if err != nil {
			return err
		}
		sid = l.SessionID
		o.Service = Service{Academie: academie, AcademieLibelle: l.AcaLibelle, ID: l.ProfilID, Utilisateur: l.UserID,
			Profil: l.Profil, Prenom: l.Prenom, Nom: l.Nom, Etablissement: l.Etab}
		if o.Expire = maintenant.Add(DureeInactif); o.Expire.After(l.LimiteLe) {
			o.Expire = l.LimiteLe
		}
		var nouveau []byte
		o.Renouvellement, nouveau = aleatoire()
		o.Renouvellement = academie + "." + o.Renouvellement
		if _, err := tx.Exec(ctx, `INSERT INTO jeton_renouvellement (academie, empreinte, session_id, cree_le) VALUES ($1, $2, $3, $4)`,
			academie, nouveau, sid, maintenant); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE session_web SET expire_le = $3 WHERE academie = $1 AND id = $2`, academie, sid, o.Expire)
		return err
	})
	if errors.Is(err, errRejeu) {
		return nil, s.punirRejeu(ctx, academie, secret)
	}
	if err != nil {
		return nil, err
	}
	o.Jeton, o.JetonExpire, err = s.Signataire.Signer(academie, sid, o.Service.Utilisateur, DureeJeton)
	return o, err
}

// prendre marks the token used in the same statement that reads it: two requests cannot both be first.
func prendre(ctx context.Context, tx *db.Tx, academie string, secret []byte, maintenant time.Time) (*lueSession, error) {
	l, ok, err := db.One[lueSession](ctx, tx.Reader, `WITH pris AS (
			UPDATE jeton_renouvellement SET utilise_le = $3 WHERE academie = $1 AND empreinte = $2 AND utilise_le IS NULL RETURNING empreinte)
		SELECT j.session_id, j.utilise_le, s.expire_le, s.limite_le, s.fermee_le, EXISTS (SELECT 1 FROM pris) AS pris,
			s.academie, u.id AS user_id, p.id AS profil_id, p.profil, u.nom, u.prenom, a.libelle AS aca_libelle,
			e.uai || ' — ' || e.nom AS etab
		FROM jeton_renouvellement j
		JOIN session_web s ON s.academie = j.academie AND s.id = j.session_id
		JOIN utilisateur u ON u.academie = s.academie AND u.id = s.utilisateur_id AND u.actif
		JOIN utilisateur_profil p ON p.academie = s.academie AND p.id = s.profil_id
		JOIN academie a ON a.code = s.academie
		LEFT JOIN etablissement e ON e.academie = p.academie AND e.id = p.etablissement_id
		WHERE j.academie = $1 AND j.empreinte = $2`, academie, secret, maintenant)
	switch {
	case err != nil:
		return nil, err
	case !ok || l.FermeeLe != nil || !maintenant.Before(l.ExpireLe) || !maintenant.Before(l.LimiteLe):
		return nil, fail.New(fail.Unauthenticated, "session_fermee", "Votre session est terminée. Reconnectez-vous.")
	case !l.Pris && l.UtiliseLe != nil && maintenant.Sub(*l.UtiliseLe) > grace:
		return nil, errRejeu
	}
	return &l, nil
}

func (s *Sessions) punirRejeu(ctx context.Context, academie string, secret []byte) error {
	err := s.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		sid, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `UPDATE session_web SET fermee_le = $3 WHERE academie = $1 AND id =
			(SELECT session_id FROM jeton_renouvellement WHERE academie = $1 AND empreinte = $2) RETURNING id`,
			academie, secret, s.Signataire.Now())
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "rejeu", Objet: "session_web", ObjetID: sid.String(),
			Pourquoi: "jeton de renouvellement présenté deux fois"})
	})
	if err != nil {
		return err
	}
	return fail.New(fail.Unauthenticated, "jeton_rejoue", "Votre session a été fermée par sécurité : son jeton a été présenté deux fois. Reconnectez-vous.")
}

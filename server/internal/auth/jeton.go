// Package auth turns an identity vouched for by a portal into a session: a short signed token and a rotating refresh.
package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"imagin/server/internal/fail"
)

// Durations of a session. The token is short because it is not looked up; everything else is.
const (
	DureeJeton   = 10 * time.Minute
	DureeInactif = 30 * time.Minute
	DureeSession = 10 * time.Hour
	dureeTicket  = 2 * time.Minute
)

const (
	emetteur      = "imagin"
	publicAPI     = "imagin-api"
	publicPortail = "imagin-portail"
)

// Signataire signs and checks our tokens with one Ed25519 key.
type Signataire struct {
	prive ed25519.PrivateKey
	kid   string
	Now   func() time.Time

	verifies verifies
}

// NewSignataire takes the 32-byte seed of the key.
func NewSignataire(graine []byte) (*Signataire, error) {
	if len(graine) != ed25519.SeedSize {
		return nil, errors.New("la clé de signature doit compter 32 octets")
	}
	prive := ed25519.NewKeyFromSeed(graine)
	h := sha256.Sum256(prive.Public().(ed25519.PublicKey)) //nolint:forcetypeassert // an Ed25519 key has an Ed25519 public key
	return &Signataire{prive: prive, kid: hex.EncodeToString(h[:4]), Now: time.Now}, nil
}

// Claims of an access token. No right is in it: only who, under which profile, in which académie.
type Claims struct {
	Academie string    `json:"aca"`
	Session  uuid.UUID `json:"sid"`
	jwt.RegisteredClaims
}

// Signer makes the access token of a session.
func (s *Signataire) Signer(academie string, session, utilisateur uuid.UUID, duree time.Duration) (string, time.Time, error) {
	fin := s.Now().Add(duree)
	c := Claims{Academie: academie, Session: session, RegisteredClaims: s.enregistre(utilisateur.String(), publicAPI, fin)}
	j, err := s.signer(c)
	return j, fin, err
}

func (s *Signataire) enregistre(sujet, audience string, fin time.Time) jwt.RegisteredClaims {
	return jwt.RegisteredClaims{
		ID: uuid.NewString(), Issuer: emetteur, Subject: sujet, Audience: jwt.ClaimStrings{audience},
		IssuedAt: jwt.NewNumericDate(s.Now()), ExpiresAt: jwt.NewNumericDate(fin),
	}
}

func (s *Signataire) signer(c jwt.Claims) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	t.Header["kid"] = s.kid
	return t.SignedString(s.prive)
}

// Verifier reads an access token. It returns fail.Unauthenticated for anything but a token of ours, for the API, in date.
func (s *Signataire) Verifier(jeton string) (*Claims, error) {
	if c, ok := s.verifies.lire(jeton, s.Now()); ok {
		return c, nil
	}
	var c Claims
	if err := s.verifier(jeton, &c, publicAPI); err != nil {
		return nil, err
	}
	s.verifies.retenir(jeton, c)
	return &c, nil
}

func (s *Signataire) verifier(jeton string, c jwt.Claims, audience string) error {
	_, err := jwt.ParseWithClaims(jeton, c, func(t *jwt.Token) (any, error) {
		if t.Header["kid"] != s.kid {
			return nil, errors.New("clé inconnue")
		}
		return s.prive.Public(), nil
	}, jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithIssuer(emetteur), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithTimeFunc(s.Now))
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jwt.ErrTokenExpired):
		return fail.New(fail.Unauthenticated, "jeton_expire", "Votre session a expiré. Reconnectez-vous.").Because(err)
	}
	return fail.New(fail.Unauthenticated, "jeton_invalide", "Jeton d’accès refusé. Reconnectez-vous.").Because(err)
}

// aleatoire gives 32 random bytes as text, and the digest under which they are kept.
func aleatoire() (string, []byte) {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails since Go 1.24
	t := base64.RawURLEncoding.EncodeToString(b)
	return t, empreinte(t)
}

func empreinte(s string) []byte {
	h := sha256.Sum256([]byte(s))
	return h[:]
}

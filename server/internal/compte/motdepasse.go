// Package compte keeps the local accounts of those whom no academic portal knows: intervenants from outside. A link
// that serves once opens the account, a password and a code of the moment open each session.
package compte

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/crypto/argon2"

	"imagin/server/internal/fail"
)

// Parameters of argon2id: 19 MiB, two passes, the least that OWASP advises. They are written in each digest.
const (
	memoireKio  = 19 << 10
	passes      = 2
	longueurCle = 32
	longueurSel = 16
)

// places bounds the digests under way: each takes memory, and anybody may ask for one.
var places = make(chan struct{}, 4)

// Hacher gives the digest of a password in the PHC form.
func Hacher(ctx context.Context, motDePasse string) (string, error) {
	sel := make([]byte, longueurSel)
	_, _ = rand.Read(sel)
	cle, err := deriver(ctx, motDePasse, sel, memoireKio, passes)
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", memoireKio, passes,
		base64.RawStdEncoding.EncodeToString(sel), base64.RawStdEncoding.EncodeToString(cle)), err
}

func deriver(ctx context.Context, motDePasse string, sel []byte, memoire, passes uint32) ([]byte, error) {
	select {
	case places <- struct{}{}:
		defer func() { <-places }()
		return argon2.IDKey([]byte(motDePasse), sel, passes, memoire, 1, longueurCle), nil
	case <-ctx.Done():
		return nil, fail.New(fail.Busy, "occupe", "Le service est très sollicité. Réessayez dans un instant.")
	}
}

// condense is a digest taken apart.
type condense struct {
	memoire, passes uint32
	sel, cle        []byte
}

// lireCondense gives nil for what Hacher did not write.
func lireCondense(texte string) *condense {
	var c condense
	champs := strings.Split(texte, "$")
	if len(champs) != 6 {
		return nil
	}
	n, err := fmt.Sscanf(champs[3], "m=%d,t=%d,p=1", &c.memoire, &c.passes)
	sel, err1 := base64.RawStdEncoding.DecodeString(champs[4])
	cle, err2 := base64.RawStdEncoding.DecodeString(champs[5])
	if err != nil || err1 != nil || err2 != nil || n != 2 || c.memoire > 1<<20 || c.passes > 16 {
		return nil
	}
	c.sel, c.cle = sel, cle
	return &c
}

// Correspond says whether a password has this digest, in a time that tells nothing.
func Correspond(ctx context.Context, motDePasse, texte string) (bool, error) {
	c := lireCondense(texte)
	if c == nil {
		return false, nil
	}
	cle, err := deriver(ctx, motDePasse, c.sel, c.memoire, c.passes)
	return err == nil && subtle.ConstantTimeCompare(cle, c.cle) == 1, err
}

const (
	longueurMin = 12
	longueurMax = 128
)

// Juger refuses a password that ANSSI's advice refuses: short, known to everybody, or made of what others know of the
// person. No character class is asked for, and no renewal. It returns fail.Invalid with the remedy.
func Juger(motDePasse string, connus ...string) error {
	faute := func(code, message string) error {
		return fail.New(fail.Invalid, "mot_de_passe."+code, message, fail.Field{Pointer: "/mot_de_passe", Code: code, Message: message})
	}
	n := utf8.RuneCountInString(motDePasse)
	bas := strings.ToLower(motDePasse)
	for _, c := range connus {
		if c = strings.ToLower(strings.TrimSpace(c)); len(c) >= 4 && strings.Contains(bas, c) {
			return faute("connu", "Ce mot de passe contient votre nom ou votre identifiant. Choisissez autre chose, par exemple quatre mots sans lien entre eux.")
		}
	}
	switch {
	case n < longueurMin:
		return faute("court", fmt.Sprintf("Un mot de passe compte %d caractères au moins. Quatre mots sans lien entre eux font un bon mot de passe.", longueurMin))
	case n > longueurMax:
		return faute("long", fmt.Sprintf("Un mot de passe compte %d caractères au plus.", longueurMax))
	case zxcvbn.PasswordStrength(motDePasse, append(connus, "imagin", "examen", "convocation", "academie")).Score < 3:
		return faute("faible", "Ce mot de passe se devine trop vite. Allongez-le, par exemple de quatre mots sans lien entre eux.")
	}
	return nil
}

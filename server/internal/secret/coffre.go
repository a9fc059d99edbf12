// Package secret keeps NUMEN, NIR and IBAN out of the database in clear: encrypted under a key that the database does
// not hold, found again by a keyed digest, shown masked.
package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Coffre encrypts with AES-256-GCM and digests with HMAC-SHA-256, under two keys derived from one master key.
type Coffre struct {
	aead   cipher.AEAD
	index  []byte
	maitre []byte
}

// version opens every ciphertext, so that the key or the algorithm may change one day.
const version = 1

// NewCoffre takes a master key of 32 bytes.
func NewCoffre(maitre []byte) (*Coffre, error) {
	if len(maitre) != 32 {
		return nil, fmt.Errorf("clé des secrets : 32 octets attendus, %d lus", len(maitre))
	}
	cle, err := hkdf.Key(sha256.New, maitre, nil, "imagin/secrets/chiffrement/1", 32)
	if err != nil {
		return nil, err
	}
	index, err := hkdf.Key(sha256.New, maitre, nil, "imagin/secrets/empreinte/1", 32)
	if err != nil {
		return nil, err
	}
	bloc, err := aes.NewCipher(cle)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(bloc)
	return &Coffre{aead, index, maitre}, err
}

// Chiffrer seals a text for one place (académie and kind, file and rank): it cannot be moved to another one unseen.
func (c *Coffre) Chiffrer(clair []byte, lieu string) []byte {
	sortie := make([]byte, 1+c.aead.NonceSize(), 1+c.aead.NonceSize()+len(clair)+c.aead.Overhead())
	sortie[0] = version
	_, _ = rand.Read(sortie[1:])                                // never fails
	return c.aead.Seal(sortie, sortie[1:], clair, []byte(lieu)) //nolint:gosec // G407: the nonce was drawn at random one line above
}

// Derivee gives a key for another use, which tells nothing of the others.
func (c *Coffre) Derivee(usage string) []byte {
	cle, err := hkdf.Key(sha256.New, c.maitre, nil, "imagin/"+usage+"/1", 32)
	if err != nil {
		panic(err) // 32 bytes can always be derived
	}
	return cle
}

var errChiffre = errors.New("donnée chiffrée illisible : clé des secrets différente, ou donnée altérée")

// Dechiffrer opens what Chiffrer sealed for that place.
func (c *Coffre) Dechiffrer(chiffre []byte, lieu string) ([]byte, error) {
	n := 1 + c.aead.NonceSize()
	if len(chiffre) < n || chiffre[0] != version {
		return nil, errChiffre
	}
	clair, err := c.aead.Open(nil, chiffre[1:n], chiffre[n:], []byte(lieu))
	if err != nil {
		return nil, errChiffre
	}
	return clair, nil
}

// Empreinte is the only thing by which a secret can be searched: without the key it tells nothing, even by trying
// every NUMEN there can be. 64 hexadecimal digits.
func (c *Coffre) Empreinte(clair, lieu string) string {
	h := hmac.New(sha256.New, c.index)
	h.Write([]byte(lieu))
	h.Write([]byte{0})
	h.Write([]byte(clair))
	return hex.EncodeToString(h.Sum(nil))
}

// Lieu is where a secret of a person lives.
func Lieu(academie, genre string) string { return academie + "/" + genre }

// Masquer keeps the last three characters, enough to tell two secrets apart on the telephone.
func Masquer(clair string) string {
	r := []rune(clair)
	if len(r) < 8 {
		return "••••••••••"
	}
	return "••••••••••" + string(r[len(r)-3:])
}

// MasquerIBAN keeps the last four characters of an account, as people know it from their bank.
func MasquerIBAN(clair string) string {
	if len(clair) < 15 {
		return Masquer("")
	}
	return "••••••••••" + clair[len(clair)-4:]
}

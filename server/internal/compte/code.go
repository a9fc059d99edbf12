package compte

import (
	"bytes"
	"crypto/subtle"
	"encoding/base64"
	"image/png"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// pas is how long a code lasts.
const pas = 30 * time.Second

// cle makes a new TOTP secret for an account, as authenticator applications expect it.
func nouvelleCle(identifiant string) (*otp.Key, error) {
	return totp.Generate(totp.GenerateOpts{Issuer: "IMAG'IN", AccountName: identifiant})
}

// pasDuCode says of which half-minute a code is, one before and one after now included; 0 when it is of none. A
// half-minute that served, or an older one, does not serve again: the caller compares.
func pasDuCode(secret, code string, maintenant time.Time) int64 {
	for _, d := range []time.Duration{0, -pas, pas} {
		quand := maintenant.Add(d)
		attendu, err := totp.GenerateCode(secret, quand)
		if err == nil && subtle.ConstantTimeCompare([]byte(attendu), []byte(code)) == 1 {
			return quand.Unix() / int64(pas/time.Second)
		}
	}
	return 0
}

// qr is the secret as an image that a telephone reads.
func qr(cle *otp.Key) (string, error) {
	image, err := cle.Image(240, 240)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

package identite

import (
	"fmt"
	"net/http"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	entetesMax = 32 << 10 // all the attributes together
	enteteMax  = 8 << 10  // one
)

// EntetesClearTrust are those that a ClearTrust or RSA Access Manager portal injects.
var EntetesClearTrust = []string{"ct-remote-user", "ctln", "ctfn", "cn", "ctemail", "employeeNumber", "title", "codaca", "datenaissance",
	"FrEduRneResp", "FrEduResDel", "FrEduVecteur", "ctgrps"}

// DEntetes reads the attributes that a proxy injected, which are those named by exportes and no other: a proxy only
// overwrites the headers that it exports, so any other spelling of an attribute comes from the browser. It refuses what
// no portal writes and a forger may: such a spelling, the same header twice, an oversized value. Values are UTF-8, or
// else ISO-8859-15.
func DEntetes(h http.Header, exportes []string) (Attributs, error) {
	permis := map[string]bool{}
	for _, e := range exportes {
		permis[http.CanonicalHeaderKey(e)] = true
	}
	a := Attributs{}
	total := 0
	for ecrit, valeurs := range h {
		nom := Nom(ecrit)
		if nom == "" {
			continue
		}
		if !permis[ecrit] {
			return nil, refuser("l’en-tête %s ne vient pas du portail", ecrit)
		}
		if len(valeurs) != 1 || a[nom] != nil {
			return nil, refuser("en-tête %s en double", ecrit)
		}
		if total += len(valeurs[0]); len(valeurs[0]) > enteteMax || total > entetesMax {
			return nil, refuser("en-tête %s trop long", ecrit)
		}
		a[nom] = []string{enUTF8(valeurs[0])}
	}
	return a, nil
}

func enUTF8(v string) string {
	if utf8.ValidString(v) {
		return v
	}
	latin, err := charmap.ISO8859_15.NewDecoder().String(v)
	if err != nil {
		return ""
	}
	return latin
}

func refuser(format string, quoi string) error {
	return fmt.Errorf("%w (%s)", ErrIllisible, fmt.Sprintf(format, quoi))
}

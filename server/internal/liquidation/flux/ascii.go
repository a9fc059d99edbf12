package flux

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var ligatures = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ð", "d", "Ð", "D", "þ", "th", "Þ", "TH", "ı", "i",
	"’", "'", "‘", "'", "ʼ", "'", "–", "-", "—", "-", "…", "...")

// ASCII writes a text in the letters that every system reads: é gives e, œ gives oe; what has no such letter gives a space.
func ASCII(v string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(ligatures.Replace(v)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= ' ' && r < 0x7f:
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

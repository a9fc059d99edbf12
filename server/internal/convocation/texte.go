package convocation

import (
	"strconv"
)

func nonVide(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func nonVides(textes ...string) (l []string) {
	for _, t := range textes {
		if t != "" {
			l = append(l, t)
		}
	}
	return l
}

func plus(args []any, n int) string { return strconv.Itoa(len(args) + n) }

func valeur[T any](p *T, defaut T) T {
	if p == nil {
		return defaut
	}
	return *p
}

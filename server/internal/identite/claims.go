package identite

import "fmt"

// DeClaims keeps the claims that are attributes of ours. A value may be a text or a list of texts; numbers are taken as
// written. Two claims that spell the same attribute with different values make it void, rather than choose.
func DeClaims(claims map[string]any) Attributs {
	a := Attributs{}
	for ecrit, v := range claims {
		nom := Nom(ecrit)
		if nom == "" {
			continue
		}
		valeurs := textes(v)
		if deja, ok := a[nom]; ok && fmt.Sprint(deja) != fmt.Sprint(valeurs) {
			a[nom] = append(deja, valeurs...)
			continue
		}
		a[nom] = valeurs
	}
	return a
}

func textes(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var l []string
		for _, x := range v {
			l = append(l, textes(x)...)
		}
		return l
	case float64, bool:
		return []string{fmt.Sprint(v)}
	}
	return nil
}

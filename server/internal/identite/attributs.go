package identite

import (
	"strings"
)

// Attributs are what a portal says of a person, under the names of this package, each with its values.
type Attributs map[string][]string

// noms are the spellings of an attribute, of headers and of claims, folded: lower case without - nor _.
var noms = map[string]string{
	"ctremoteuser": "uid", "authuser": "uid", "sub": "uid",
	"ctln": "nom", "familyname": "nom", "sn": "nom",
	"ctfn": "prenom", "givenname": "prenom",
	"cn": "cn", "authcn": "cn", "name": "cn",
	"ctemail": "courriel", "authmail": "courriel", "email": "courriel",
	"employeenumber": "numen", "numen": "numen",
	"codaca": "codaca", "title": "title", "datenaissance": "datenaissance", "birthdate": "datenaissance",
	"fredurneresp": "freduresp", "freduresdel": "freduresdel", "freduvecteur": "freduvecteur", "ctgrps": "ctgrps",
}

// Nom gives the attribute that a header or a claim spells, or "" when it is none of ours.
func Nom(ecrit string) string {
	return noms[strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(ecrit))]
}

// vide is what portals write for “nothing”.
func vide(v string) bool { return v == "" || v == "X" }

// un is the only value of an attribute; several make none, so that nobody chooses among them.
func (a Attributs) un(nom string) string {
	if len(a[nom]) != 1 {
		return ""
	}
	if v := strings.TrimSpace(a[nom][0]); !vide(v) {
		return v
	}
	return ""
}

// valeurs splits what ClearTrust joins by commas and CAS by semicolons.
func (a Attributs) valeurs(nom string) []string { return decouper(a[nom], ",;") }

func (a Attributs) groupes() []string {
	l := a.valeurs("ctgrps")
	for i, g := range l { // some directories give whole names: cn=IMAGIN-GESTION
		if cn, ok := strings.CutPrefix(g, "cn="); ok {
			l[i] = cn
		}
	}
	return l
}

// delegations hold semicolons themselves: only a comma may part two of them.
func (a Attributs) delegations() []string { return decouper(a["freduresdel"], ",") }

func decouper(textes []string, separateurs string) []string {
	var l []string
	for _, t := range textes {
		for v := range strings.FieldsFuncSeq(t, func(r rune) bool { return strings.ContainsRune(separateurs, r) }) {
			if v = strings.TrimSpace(v); !vide(v) {
				l = append(l, v)
			}
		}
	}
	return l
}

package contrat

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"imagin/api"
)

// hostiles are what careless or ill-meaning callers write.
var hostiles = []any{nil, true, -1, 1e308, 9007199254740993, "", " ", "\x00", "é\u202e\U0001F600", "' OR 1=1 --", "=cmd|' /C calc'!A0", "../../etc/passwd",
	"<script>alert(1)</script>", strings.Repeat("x", 70_000), []any{}, []any{nil}, map[string]any{}, map[string]any{"$ref": "#/a"},
	"9999-99-99", "2026-02-30T25:61:00Z", "01900000-0000-7000-8000-00000000000g", "NaN", "%00%ff", "a;b=c", "((((((((((", "==,;=in=(", "-0", "𝟙"}

// Cassee makes a request of the operation that is broken somewhere: a value, a name, the shape, the kind of body, an
// address. Whatever it is, the answer must be one of the document.
func (f *Fabrique) Cassee(op api.Operation) Demande {
	d := f.Bonne(op)
	hostile := hostiles[f.r.IntN(len(hostiles))]
	switch f.r.IntN(8) {
	case 0, 1, 2:
		d.Corps = f.abimer(d.Corps, hostile)
	case 3:
		d.Genre = []string{"text/plain", "", "application/json; charset=latin1", "multipart/form-data", "application/x-www-form-urlencoded"}[f.r.IntN(5)]
	case 4:
		if len(d.Corps) > 1 {
			d.Corps = d.Corps[:f.r.IntN(len(d.Corps))]
		}
	case 5:
		d.Adresse = f.abimerAdresse(d.Adresse, hostile)
	case 6:
		for nom := range d.Entetes {
			d.Entetes[nom] = []string{strings.NewReplacer("\x00", "", "\n", "").Replace(ecrit(hostile))}
		}
		d.Entetes.Set("Accept", "image/avif")
	case 7:
		d.Corps = []byte(ecrit(hostile))
	}
	return d
}

func ecrit(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, _ := json.Marshal(v)
	return string(b)
}

// abimer puts a hostile value somewhere in a JSON body, or adds a field, or takes one away.
func (f *Fabrique) abimer(corps []byte, hostile any) []byte {
	var v any
	if json.Unmarshal(corps, &v) != nil {
		return corps
	}
	m, ok := v.(map[string]any)
	if !ok || len(m) == 0 {
		b, _ := json.Marshal(hostile)
		return b
	}
	cles := slices.Sorted(maps.Keys(m))
	k := cles[f.r.IntN(len(cles))]
	switch f.r.IntN(4) {
	case 0:
		delete(m, k)
	case 1:
		m["champ_inconnu"] = hostile
	default:
		if dedans, ok := m[k].(map[string]any); ok && len(dedans) > 0 {
			b, _ := json.Marshal(dedans)
			m[k] = json.RawMessage(f.abimer(b, hostile))
		} else {
			m[k] = hostile
		}
	}
	b, _ := json.Marshal(m)
	return b
}

func (f *Fabrique) abimerAdresse(adresse string, hostile any) string {
	chemin, requete, _ := strings.Cut(adresse, "?")
	q, err := url.ParseQuery(requete)
	if err == nil && len(q) > 0 && f.r.IntN(3) > 0 {
		for _, nom := range slices.Sorted(maps.Keys(q)) {
			q[nom] = append(q[nom], ecrit(hostile))[f.r.IntN(2):]
			break
		}
		return chemin + "?" + q.Encode()
	}
	morceaux := strings.Split(chemin, "/")
	texte := url.PathEscape(ecrit(hostile))
	if len(texte) > 2000 || texte == "" || strings.Contains(ecrit(hostile), "/") {
		texte = "x"
	}
	if n := 2 + f.r.IntN(3); n < len(morceaux) {
		morceaux[n] = texte
	}
	return strings.Join(morceaux, "/") + "?page=" + url.QueryEscape(tronque(ecrit(hostile))) + "&filtre=" + url.QueryEscape(tronque(ecrit(hostile)))
}

func tronque(s string) string { return s[:min(len(s), 3000)] }

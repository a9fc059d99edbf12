package contrat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"imagin/api"
	"imagin/api/formats"
)

// Fabrique makes requests of the operations from the document alone: good ones, and ones broken in every way it knows.
type Fabrique struct {
	doc *openapi3.T
	r   *rand.Rand
	// Id chooses the identifiers that are put where the document wants one; nil makes them at random.
	Id func(op api.Operation) string
	// Sobre leaves out every parameter that is not required: a list is read whole.
	Sobre bool
}

// NouvelleFabrique reads the document. Same seed, same requests.
func NouvelleFabrique(graine uint64) (*Fabrique, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Document)
	return &Fabrique{doc: doc, r: rand.New(rand.NewPCG(graine, 1))}, err
}

// Demande is a request to send: an address from /api/v1, a kind of body, a body.
type Demande struct {
	Methode, Adresse, Genre string
	Corps                   []byte
	Entetes                 http.Header
}

// Requete is the request as net/http sends it to a server.
func (d Demande) Requete(racine string) (*http.Request, error) {
	var corps io.Reader = http.NoBody
	if d.Corps != nil {
		corps = bytes.NewReader(d.Corps)
	}
	r, err := http.NewRequest(d.Methode, racine+"/api/v1"+d.Adresse, corps) //nolint:noctx // the caller's client has a time limit
	if err != nil {
		return nil, err
	}
	r.Header = d.Entetes.Clone()
	if d.Genre != "" {
		r.Header.Set("Content-Type", d.Genre)
	}
	return r, nil
}

func (f *Fabrique) operation(op api.Operation) *openapi3.Operation {
	return f.doc.Paths.Find(op.Chemin).GetOperation(op.Methode)
}

// Bonne makes a request that the document accepts, with what is required and, one time in two, each of the rest.
func (f *Fabrique) Bonne(op api.Operation) Demande {
	d := Demande{Methode: op.Methode, Adresse: op.Chemin, Entetes: http.Header{}}
	q := url.Values{}
	o := f.operation(op)
	for _, p := range append(append(openapi3.Parameters{}, f.doc.Paths.Find(op.Chemin).Parameters...), o.Parameters...) {
		v := p.Value
		if !v.Required && (f.Sobre || f.r.IntN(2) == 0) {
			continue
		}
		texte := fmt.Sprint(f.valeur(v.Schema.Value, op, v.Name))
		switch v.In {
		case "path":
			if v.Name == "ressource" {
				texte = "intervenants" // a list that everybody who lists may export
			}
			if texte == "" {
				texte = "x"
			}
			d.Adresse = strings.ReplaceAll(d.Adresse, "{"+v.Name+"}", url.PathEscape(texte))
		case "query":
			q.Set(v.Name, texte)
		case "header":
			d.Entetes.Set(v.Name, texte)
		}
	}
	if len(q) > 0 {
		d.Adresse += "?" + q.Encode()
	}
	if o.RequestBody != nil {
		d.Genre, d.Corps = f.corps(o.RequestBody.Value, op)
	}
	return d
}

func (f *Fabrique) corps(b *openapi3.RequestBody, op api.Operation) (string, []byte) {
	for _, genre := range slices.Sorted(maps.Keys(b.Content)) {
		media := b.Content[genre]
		v := f.valeur(media.Schema.Value, op, "")
		switch {
		case strings.Contains(genre, "json"):
			texte, _ := json.Marshal(v)
			return genre, texte
		case strings.Contains(genre, "urlencoded"):
			q := url.Values{}
			if m, ok := v.(map[string]any); ok {
				for k, x := range m {
					q.Set(k, fmt.Sprint(x))
				}
			}
			return genre, []byte(q.Encode())
		}
	}
	if _, fichier := b.Content["multipart/form-data"]; fichier {
		return "multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nsts\r\n--x\r\n" +
			"Content-Disposition: form-data; name=\"fichier\"; filename=\"a.xml\"\r\n\r\n<A/>\r\n--x--\r\n")
	}
	return "", nil
}

// valeur makes a value that a schema accepts.
func (f *Fabrique) valeur(s *openapi3.Schema, op api.Operation, nom string) any {
	switch {
	case len(s.AllOf) > 0:
		return f.tous(s, op, nom)
	case len(s.OneOf) > 0:
		return f.valeur(s.OneOf[f.r.IntN(len(s.OneOf))].Value, op, nom)
	case len(s.AnyOf) > 0:
		return f.valeur(s.AnyOf[f.r.IntN(len(s.AnyOf))].Value, op, nom)
	case len(s.Enum) > 0:
		return s.Enum[f.r.IntN(len(s.Enum))]
	case s.Default != nil && f.r.IntN(3) == 0:
		return s.Default
	}
	switch s.Type {
	case "object":
		m := map[string]any{}
		for _, k := range slices.Sorted(maps.Keys(s.Properties)) {
			p := s.Properties[k]
			requis := slices.Contains(s.Required, k)
			if !p.Value.ReadOnly && (requis || f.r.IntN(2) == 0) {
				m[k] = f.valeur(p.Value, op, k)
			}
		}
		return m
	case "array":
		n := int(s.MinItems) + f.r.IntN(2)
		l := make([]any, 0, n)
		for range n {
			l = append(l, f.valeur(s.Items.Value, op, nom))
		}
		return l
	case "integer", "number":
		return f.nombre(s)
	case "boolean":
		return f.r.IntN(2) == 0
	}
	return f.texte(s, op)
}

func (f *Fabrique) tous(s *openapi3.Schema, op api.Operation, nom string) any {
	var somme map[string]any
	for _, x := range s.AllOf {
		v := f.valeur(x.Value, op, nom)
		m, ok := v.(map[string]any)
		if !ok {
			return v
		}
		if somme == nil {
			somme = map[string]any{}
		}
		for k, y := range m {
			somme[k] = y
		}
	}
	return somme
}

func (f *Fabrique) nombre(s *openapi3.Schema) any {
	bas, haut := int64(0), int64(1000)
	if s.Min != nil {
		bas, haut = int64(*s.Min), int64(*s.Min)+1000
	}
	if s.Max != nil {
		haut = min(haut, int64(*s.Max))
	}
	return bas + f.r.Int64N(max(1, haut-bas+1))
}

func (f *Fabrique) texte(s *openapi3.Schema, op api.Operation) string {
	if connu, ok := formats.Trouve(s.Format); ok {
		return connu.Exemples[f.r.IntN(len(connu.Exemples))]
	}
	switch s.Format {
	case "uuid":
		if f.Id != nil {
			return f.Id(op)
		}
		return fmt.Sprintf("01900000-0000-7000-8000-%012x", f.r.Int64N(1<<40))
	case "date":
		return fmt.Sprintf("20%02d-%02d-%02d", 20+f.r.IntN(10), 1+f.r.IntN(12), 1+f.r.IntN(28))
	case "date-time":
		return fmt.Sprintf("20%02d-%02d-%02dT08:00:00Z", 20+f.r.IntN(10), 1+f.r.IntN(12), 1+f.r.IntN(28))
	case "email":
		return "a.b@exemple.invalid"
	}
	n := int(s.MinLength) + f.r.IntN(8)
	if s.MaxLength != nil {
		n = min(n, int(*s.MaxLength))
	}
	return strings.Repeat("a", n)
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"imagin/api/formats"
)

// illustration is what a reader of the documentation may copy: the address, what is sent, what comes back.
type illustration struct {
	Adresse string `json:"adresse"`
	Envoi   any    `json:"envoi,omitempty"`
	Genre   string `json:"genre,omitempty"` // of what is sent
	Statut  int    `json:"statut"`
	Retour  any    `json:"retour,omitempty"`
}

// renderExemples makes one example of each operation from its schemas, and refuses one that its schema would not accept:
// what is published cannot lie.
func renderExemples(doc *openapi3.T, operations []operation) ([]byte, error) {
	liste := map[string]illustration{}
	var faults []error
	for _, op := range operations {
		e, err := exempleDe(doc.Paths.Find(op.Chemin), op)
		if err != nil {
			faults = append(faults, fmt.Errorf("example of %s: %w", op.ID, err))
		}
		liste[op.ID] = e
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(liste)
	return out.Bytes(), errors.Join(append(faults, err)...)
}

func exempleDe(chemin *openapi3.PathItem, op operation) (illustration, error) {
	o := chemin.GetOperation(op.Methode)
	e := illustration{Adresse: "/api/v1" + op.Chemin}
	var recherche []string
	for _, p := range append(slices.Clone(chemin.Parameters), o.Parameters...) {
		v := p.Value
		switch {
		case v.In == "path":
			e.Adresse = strings.ReplaceAll(e.Adresse, "{"+v.Name+"}", fmt.Sprint(valeur(v.Schema.Value, v.Name, 0)))
		case v.In == "query" && v.Required:
			recherche = append(recherche, v.Name+"="+fmt.Sprint(valeur(v.Schema.Value, v.Name, 0)))
		case v.In == "query" && v.Name == "taille":
			recherche = append(recherche, "taille=50")
		}
	}
	if len(recherche) > 0 {
		e.Adresse += "?" + strings.Join(recherche, "&")
	}
	var fautes []error
	if o.RequestBody != nil {
		var err error
		e.Genre, e.Envoi, err = contenu(o.RequestBody.Value.Content)
		fautes = append(fautes, err)
	}
	for _, code := range slices.Sorted(maps.Keys(o.Responses.Map())) {
		if statut, err := strconv.Atoi(code); err == nil && statut < 400 {
			e.Statut = statut
			_, retour, err := contenu(o.Responses.Value(code).Value.Content)
			e.Retour, fautes = retour, append(fautes, err)
			break
		}
	}
	return e, errors.Join(fautes...)
}

// contenu is an example of the first kind of body that has one.
func contenu(c openapi3.Content) (genre string, v any, err error) {
	for _, genre := range slices.Sorted(maps.Keys(c)) {
		s := c[genre].Schema
		if s == nil || s.Value == nil || !strings.Contains(genre, "json") && !strings.Contains(genre, "urlencoded") {
			continue
		}
		v := valeur(s.Value, "", 0)
		// As the reader of JSON sees it: numbers are float64.
		texte, err := json.Marshal(v)
		if err != nil {
			return genre, v, err
		}
		var lu any
		if err := json.Unmarshal(texte, &lu); err != nil {
			return genre, v, err
		}
		return genre, v, s.Value.VisitJSON(lu)
	}
	for genre := range c {
		return genre, nil, nil
	}
	return "", nil, nil
}

// connues are values that read better than what the type alone would give.
var connues = map[string]string{"nom": "LE GOFF", "centre_nom": "Lycée Iroise", "epreuve_option_libelle": "Mathématiques", "examen_libelle": "Brevet de technicien supérieur", "etablissement_nom": "Lycée Iroise", "intervenant_nom": "LE GOFF Anne", "type": "interrogation", "role": "interrogateur", "discipline": "L1300", "motif": "À la demande de la personne", "detail": "Indiquez la session.", "prenom": "Anne", "civilite": "Mme", "examen": "BTS", "academie": "014", "session": "2027-N", "commune": "Brest", "uai": "0290001A",
	"mel": "anne.le-goff@exemple.fr", "etablissement": "0290001A", "libelle": "Session normale 2027", "fuseau": "Europe/Paris", "code": "2027-N", "filtre": "nom=like=goff", "url": "https://outil.exemple.fr/imagin",
	"telephone": "02 98 00 00 00", "adresse": "1 rue de Siam", "code_postal": "29200", "lien": "/missions", "curseur": "81240.3", "portees": "missions.lire", "ressource": "missions", "ressources": "missions"}

const profondeurMax = 8

// valeur makes a value that a schema accepts, always the same.
func valeur(s *openapi3.Schema, nom string, profondeur int) any {
	switch {
	case s.Example != nil:
		return s.Example
	case len(s.AllOf) > 0:
		somme := map[string]any{}
		for _, x := range s.AllOf {
			m, ok := valeur(x.Value, nom, profondeur).(map[string]any)
			if !ok {
				return valeur(x.Value, nom, profondeur)
			}
			maps.Copy(somme, m)
		}
		return somme
	case len(s.OneOf) > 0:
		return valeur(s.OneOf[0].Value, nom, profondeur)
	case len(s.AnyOf) > 0:
		return valeur(s.AnyOf[0].Value, nom, profondeur)
	case len(s.Enum) > 0:
		return s.Enum[0]
	}
	switch s.Type {
	case "object":
		return objet(s, profondeur)
	case "array":
		return tableau(s, nom, profondeur)
	case "integer", "number":
		return nombre(s, nom)
	case "boolean":
		return true
	}
	return texte(s, nom)
}

func objet(s *openapi3.Schema, profondeur int) any {
	m := map[string]any{}
	for k, p := range s.Properties {
		if requis := slices.Contains(s.Required, k); requis || profondeur < profondeurMax/2 {
			m[k] = valeur(p.Value, k, profondeur+1)
		}
	}
	return m
}

func tableau(s *openapi3.Schema, nom string, profondeur int) any {
	n := max(1, int(s.MinItems)) //nolint:gosec // a count written by hand in the document
	if profondeur >= profondeurMax {
		n = int(s.MinItems) //nolint:gosec // likewise
	}
	l := []any{}
	for range n {
		l = append(l, valeur(s.Items.Value, nom, profondeur+1))
	}
	return l
}

func nombre(s *openapi3.Schema, nom string) any {
	v := map[string]float64{"page": 1, "taille": 50, "total": 1, "version": 1, "annee": 2027}[nom]
	if v == 0 {
		v = 1
	}
	if s.Min != nil {
		v = max(v, *s.Min)
	}
	if s.Max != nil {
		v = min(v, *s.Max)
	}
	return v
}

func texte(s *openapi3.Schema, nom string) string {
	if f, ok := formats.Trouve(s.Format); ok {
		return f.Exemples[0]
	}
	switch s.Format {
	case "uuid":
		return "01900000-0000-7000-8000-000000000001"
	case "date":
		return "2027-06-10"
	case "date-time":
		return "2027-06-10T06:00:00Z"
	case "email":
		return "anne.le-goff@exemple.fr"
	}
	for _, v := range []string{connues[nom], "texte", "2027", "29019", "08:00", "0290001A", "A1"} {
		if v != "" && s.VisitJSONString(v) == nil {
			return v
		}
	}
	n := int(s.MinLength) //nolint:gosec // written by hand in the document
	return strings.Repeat("a", max(1, n))
}

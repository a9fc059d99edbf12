package httpapi

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"imagin/api"
)

var pageDocs = template.Must(template.New("docs").Parse(`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>API d’IMAG’IN</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main>
<h1>API d’IMAG’IN {{.Version}}</h1>
<pre>{{.Description}}</pre>
<p>Document OpenAPI : <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>. Toutes les adresses commencent par <code>/api/v1</code>.</p>
<nav aria-label="Opérations"><ul>{{range .Operations}}<li><a href="#{{.ID}}"><code>{{.Methode}} {{.Chemin}}</code></a> — {{.Resume}}</li>{{end}}</ul></nav>
{{range .Operations}}<section aria-labelledby="{{.ID}}"><h2 id="{{.ID}}"><code>{{.Methode}} {{.Chemin}}</code></h2>
<p>{{.Resume}}</p>{{with .Description}}<p>{{.}}</p>{{end}}
<p>Permission : <code>{{.Permission}}</code></p>
{{with .Parametres}}<h3>Paramètres</h3><ul>{{range .}}<li><code>{{.}}</code></li>{{end}}</ul>{{end}}
<h3>Exemple</h3><pre>{{.Exemple}}</pre>{{with .Retour}}<p>Réponse :</p><pre>{{.}}</pre>{{end}}</section>{{end}}
</main></body></html>`))

type operationDocs struct {
	api.Operation
	Resume, Description, Exemple, Retour string
	Parametres                           []string
}

// documentation is the readable page of the API, made from the document itself.
func documentation(c echo.Context) error {
	var d struct {
		Info  struct{ Version, Description string }
		Paths map[string]map[string]struct {
			Summary, Description string
			Parameters           []struct {
				Ref  string `json:"$ref"`
				Name string
			}
		}
	}
	if err := json.Unmarshal(api.Document, &d); err != nil {
		return err
	}
	exemples := map[string]struct {
		Adresse, Genre string
		Statut         int
		Envoi, Retour  json.RawMessage
	}{}
	if err := json.Unmarshal(api.Exemples, &exemples); err != nil {
		return err
	}
	ops := make([]operationDocs, 0, len(api.Operations))
	for _, op := range api.Operations {
		o := d.Paths[op.Chemin][strings.ToLower(op.Methode)]
		l := operationDocs{Operation: op, Resume: o.Summary, Description: o.Description}
		for _, p := range o.Parameters {
			l.Parametres = append(l.Parametres, p.Name+strings.TrimSuffix(p.Ref[strings.LastIndex(p.Ref, "/")+1:], "Param"))
		}
		e := exemples[op.ID]
		l.Exemple = "curl -X " + op.Methode
		if op.Permission != "public" {
			l.Exemple += ` -H "Authorization: Bearer $JETON"`
		}
		if e.Envoi != nil {
			l.Exemple += " -H 'Content-Type: " + e.Genre + "' -d '" + enUneLigne(e.Envoi) + "'"
		} else if strings.HasPrefix(e.Genre, "multipart/") {
			l.Exemple += " -F fichier=@fichier"
		}
		l.Exemple += ` "$IMAGIN_URL` + e.Adresse + `"`
		l.Retour = strconv.Itoa(e.Statut)
		if e.Retour != nil {
			l.Retour += "\n" + enUneLigne(e.Retour)
		}
		ops = append(ops, l)
	}
	slices.SortFunc(ops, func(a, b operationDocs) int { return strings.Compare(a.Chemin+a.Methode, b.Chemin+b.Methode) })
	var b bytes.Buffer
	if err := pageDocs.Execute(&b, map[string]any{"Version": d.Info.Version, "Description": d.Info.Description, "Operations": ops}); err != nil {
		return err
	}
	return c.HTMLBlob(http.StatusOK, b.Bytes())
}

// enUneLigne is a JSON text as a shell takes it: without line ends.
func enUneLigne(brut json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, brut) != nil {
		return string(brut)
	}
	return b.String()
}

package habilitation_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/apitest"
	"imagin/server/internal/habilitation"
)

// TestCorpsDansLHabilitation: a gestionnaire of one examen writes nothing that names another, in whatever way it is named; one who
// has them all is stopped by none of it.
func TestCorpsDansLHabilitation(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO examen SELECT a, 'BAC', 'BACCALAUREAT' FROM unnest('{014,099}'::text[]) a;
		INSERT INTO regle_competence (academie, id, session_id, epreuve_option_id, sens, matiere, priorite) VALUES ('014', md5('rc')::uuid, md5('014s2027')::uuid, md5('014o1')::uuid, 'donne', '061300', 1);
		UPDATE mission SET examen = 'BAC', epreuve_option_id = NULL WHERE academie = '014' AND id = md5('014m202710')::uuid`)
	id := func(nom string) string { return apitest.Id(nom).String() }
	session, mission, epreuve, centre := id("014s2027"), id("014m20271"), id("014o1"), id("014ce2027")
	affectee := id("014a202711")
	cas := []struct {
		nom, methode, chemin, corps string
		statut                      int
	}{
		{"mission d’un examen", "POST", "/missions", `{"session":"` + session + `","centre":"` + centre + `","type":"interrogation","examen":"BTS","besoins":[{"role":"membre","nombre":1}],"creneaux":[{"jour":"2027-06-10","heure":"08:30","duree_min":60,"sur_place":true}]}`, 403},
		{"mission d’une épreuve", "POST", "/missions", `{"session":"` + session + `","centre":"` + centre + `","type":"interrogation","epreuve_option":"` + epreuve + `","besoins":[{"role":"membre","nombre":1}],"creneaux":[{"jour":"2027-06-10","heure":"08:30","duree_min":60,"sur_place":true}]}`, 404},
		{"mission d’un autre, par l’adresse", "PATCH", "/missions/" + mission, `{"libelle":"x"}`, 404},
		{"sa mission vers un autre examen", "PATCH", "/missions/" + id("014m202710"), `{"examen":"BTS"}`, 403},
		{"fusion", "POST", "/missions/fusion", `{"vers":"` + id("014m202710") + `","avec":["` + mission + `"]}`, 404},
		{"affecter", "POST", "/affectations/demandes", `{"mission":"` + mission + `","intervenant":"` + id("014i40") + `","role":"membre","simulation":true}`, 404},
		{"remplacer", "POST", "/remplacements", `{"affectation":"` + affectee + `","motif":"essai","simulation":true,"mouvements":[{"intervenant":"` + id("014i40") + `"}]}`, 404},
		{"compétence", "POST", "/competences", `{"intervenant":"` + id("014i40") + `","epreuve_option":"` + id("014o3") + `"}`, 404},
		{"règle de compétence", "POST", "/regles-competence", `{"session":"2027-N","epreuve_option":"` + epreuve + `","sens":"donne","matiere":"061300","priorite":1}`, 404},
		{"règle de compétence, par l’adresse", "DELETE", "/regles-competence/" + id("rc"), ``, 404},
		{"calcul d’un examen", "POST", "/calculs-competence", `{"session":"2027-N","examen":"BTS"}`, 403},
		{"calcul de tous", "POST", "/calculs-competence", `{"session":"2027-N"}`, 403},
		{"plan d’un examen", "POST", "/plans", `{"session":"` + session + `","libelle":"x","perimetre":{"examens":["BTS"]}}`, 403},
		{"plan de tous", "POST", "/plans", `{"session":"` + session + `","libelle":"x"}`, 403},
		{"ouverture pour un examen", "POST", "/ouvertures", `{"service":"intervenant","activite":"voeux","ouverte":true,"examen":"BTS"}`, 403},
		{"ouverture pour tous", "POST", "/ouvertures", `{"service":"intervenant","activite":"voeux","ouverte":true}`, 403},
		{"cumul", "POST", "/cumuls-interdits", `{"examen_a":"BAC","examen_b":"BTS","motif":"essai"}`, 403},
		{"génération", "POST", "/sessions/" + session + "/generations", `{"simulation":true,"ouvrir":false}`, 403},
	}
	envoyer := func(methode, chemin, corps string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), methode, s.URL+"/api/v1"+chemin, bytes.NewReader([]byte(corps)))
		require.NoError(t, err)
		r.Header.Set("Authorization", "Bearer "+s.Jeton(t, "gestionnaire", "gestionnaire.014"))
		r.Header.Set("If-Match", `"1"`)
		if corps != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		rep, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer rep.Body.Close()
		lu, err := io.ReadAll(rep.Body)
		require.NoError(t, err)
		return rep.StatusCode, string(lu)
	}
	s.Pg.Sql(t, `UPDATE habilitation SET examens = '{BAC}' WHERE academie = '014'`)
	avant := apitest.Lignes[struct{ N string }](t, s, `SELECT count(*) || ' ' || coalesce(sum(version), 0) AS n FROM mission`)
	for _, c := range cas {
		statut, corps := envoyer(c.methode, c.chemin, c.corps)
		require.Equal(t, c.statut, statut, "%s : %s", c.nom, corps)
		if statut == 403 {
			require.Contains(t, corps, `"code":"habilitation.examen"`, c.nom)
		}
	}
	require.Equal(t, avant, apitest.Lignes[struct{ N string }](t, s, `SELECT count(*) || ' ' || coalesce(sum(version), 0) AS n FROM mission`))
	s.Pg.Sql(t, `UPDATE habilitation SET examens = NULL WHERE academie = '014'`)
	for _, c := range cas {
		statut, corps := envoyer(c.methode, c.chemin, c.corps)
		require.False(t, statut == 404 || strings.Contains(corps, "habilitation.examen"), "%s : %d %s", c.nom, statut, corps)
	}
}

// sansExamen are words of bodies that name nothing of an examen.
var sansExamen = []string{"centre", "cle", "client", "collegue", "creneaux", "depuis", "derniere", "dispense", "etablissement", "etablissements", "intervenant", "intervenants", "modele", "parametrage",
	"service", "session", "utilisateur", "examen_libelle", "specialite", "specialite_libelle", "id",
	"ids", "saufIds"} // a selection is made within the list, which is already hers

// TestMotsDesCorps walks the document: a body that names something by a new word fails here until somebody says what it is.
func TestMotsDesCorps(t *testing.T) {
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `json:"operationId"`
			RequestBody struct {
				Content map[string]struct{ Schema any }
			} `json:"requestBody"`
		}
		Components struct{ Schemas map[string]any }
	}
	require.NoError(t, json.Unmarshal(api.Document, &doc))
	var parcourir func(op, nom string, schema any, profondeur int)
	parcourir = func(op, nom string, schema any, profondeur int) {
		m, ok := schema.(map[string]any)
		if !ok || profondeur > 8 {
			return
		}
		if ref, ok := m["$ref"].(string); ok {
			parcourir(op, nom, doc.Components.Schemas[ref[strings.LastIndex(ref, "/")+1:]], profondeur+1)
		}
		if m["format"] == "uuid" || strings.HasPrefix(nom, "examen") {
			_, connu := habilitation.Mots[nom]
			require.True(t, connu || slices.Contains(sansExamen, nom), "%s nomme « %s » : dites dans habilitation.Mots ce que c’est", op, nom)
		}
		for _, cle := range []string{"allOf", "anyOf", "oneOf"} {
			if l, ok := m[cle].([]any); ok {
				for _, x := range l {
					parcourir(op, nom, x, profondeur+1)
				}
			}
		}
		if p, ok := m["properties"].(map[string]any); ok {
			for k, x := range p {
				parcourir(op, k, x, profondeur+1)
			}
		}
		parcourir(op, nom, m["items"], profondeur+1)
	}
	for _, op := range api.Operations {
		if op.Methode == http.MethodGet || op.Activite == "" || access.Verifier(&access.Principal{Profil: "gestionnaire"}, op.Permission) != nil {
			continue
		}
		for _, c := range doc.Paths[op.Chemin][strings.ToLower(op.Methode)].RequestBody.Content {
			parcourir(op.ID, "", c.Schema, 0)
		}
	}
	for nom := range habilitation.PourTous {
		require.True(t, slices.ContainsFunc(api.Operations, func(op api.Operation) bool { return op.ID == nom }), nom)
	}
}

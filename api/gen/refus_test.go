package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each case changes one thing in a document that is accepted, and names what the message must tell.
func TestGenererRefuse(t *testing.T) {
	cas := map[string]struct{ avant, apres, message string }{
		"permission absente":      {"x-permission: missions.modifier", "summary: oubli", "PATCH /missions/{code}: modifierMission: x-permission is missing"},
		"permission mal formée":   {"x-permission: missions.modifier", "x-permission: Missions", "modifierMission: x-permission: unexpected value Missions"},
		"public mais protégé":     {"x-permission: connecte", "x-permission: public", "deposerMissions: x-permission: public and"},
		"ouvert sans le dire":     {"x-permission: public", "x-permission: connecte", "lireSante: x-permission: public and"},
		"activité mal formée":     {`"gestion:missions centre:missions-consultation"`, "Gestion", "lister-missions: x-activite: unexpected value Gestion"},
		"identifiant absent":      {"operationId: modifierMission", "summary: oubli", "PATCH /missions/{code}: operationId is missing"},
		"identifiant en double":   {"operationId: suivreMission", "operationId: lister_missions", "operationId ListerMissions is already that of GET /missions"},
		"pattern":                 {"couleur: { type: string, format: couleur }", "couleur: { type: string, pattern: '^#' }", "components.schemas.Mission.allOf.couleur: pattern is refused"},
		"format inconnu":          {"format: couleur", "format: teinte", `components.schemas.Mission.allOf.couleur: unknown format "teinte"`},
		"format sur un entier":    {"quota: { type: integer, maximum: 500 }", "quota: { type: integer, format: uai }", `unknown format "uai" for type "integer"`},
		"objet anonyme":           {"principal: { $ref: \"#/components/schemas/Creneau\" }", "principal: { type: object, properties: { a: { type: string } } }", "Mission.allOf.principal: inline object"},
		"élément anonyme":         {"items: { $ref: \"#/components/schemas/Mission\" }", "items: { type: object, properties: { a: { type: string } } }", "PageMissions.items.items: inline object"},
		"réponse anonyme":         {"application/json: { schema: { $ref: \"#/components/schemas/Mission\" } }", "application/json: { schema: { type: object, properties: { a: { type: string } } } }", "PATCH /missions/{code} 200 application/json: inline object"},
		"corps sans nom":          {"application/json: { schema: { $ref: \"#/components/schemas/ModificationMission\" } }", "application/json: { schema: { type: array, items: { type: string } } }", "PATCH /missions/{code} requestBody application/json: name the object"},
		"objet vide":              {"ouverte: { type: boolean }", "ouverte: { type: object }", "Mission.allOf.ouverte: object without properties"},
		"objet ouvert et fermé":   {"type: object\n      required: [code]", "type: object\n      additionalProperties: true\n      required: [code]", "components.schemas.Probleme: properties and additionalProperties"},
		"multipleOf":              {"quota: { type: integer, maximum: 500 }", "quota: { type: integer, multipleOf: 5 }", "multipleOf is refused"},
		"oneOf sans discriminant": {"principal: { $ref: \"#/components/schemas/Creneau\" }", "principal: { oneOf: [{ $ref: \"#/components/schemas/Creneau\" }] }", "oneOf without discriminator"},
		"enum partagée":           {"required: true, schema: { type: string, maxLength: 40 } }", "required: true, schema: { type: string, enum: [a] } }", "components.parameters.SiVersionParam If-Match: enum in a shared parameter"},
		"type oublié":             {"ouverte: { type: boolean }", "ouverte: { description: oubli }", "Mission.allOf.ouverte: type is missing"},
		"enum avec virgule":       {"enum: [ouverte, close]", "enum: ['a,b']", `enum value "a,b" is refused`},
		"règle mal écrite":        {"x-validate: gtfield=Debut", `x-validate: 'a"b'`, "Creneau.fin: x-validate"},
		"propriété deux fois":     {"ouverte: { type: boolean }", "version: { type: boolean }", "components.schemas.Mission: property version comes from two parts"},
		"combinaison en ligne":    {"allOf: [{ $ref: \"#/components/schemas/Etat\" }]", "allOf: [{ $ref: \"#/components/schemas/Etat\" }, { type: string }]", "ModificationMission.etat: inline allOf"},
	}
	source := exemple(t)
	for nom, c := range cas {
		t.Run(nom, func(t *testing.T) {
			require.Contains(t, source, c.avant)
			_, err := generate([]byte(strings.Replace(source, c.avant, c.apres, 1)))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestGenererMontreToutesLesFautesEnsemble(t *testing.T) {
	source := strings.NewReplacer("format: couleur", "format: teinte", "ouverte: { type: boolean }", "ouverte: { type: object }").Replace(exemple(t))
	_, err := generate([]byte(source))
	require.ErrorContains(t, err, "couleur")
	require.ErrorContains(t, err, "ouverte")
}

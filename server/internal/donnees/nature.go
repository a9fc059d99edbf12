package donnees

import (
	"fmt"
	"strings"
)

// nature is what a personal column holds; it decides what an anonymised copy puts in its place.
type nature string

// hache is the digest, in hexadecimal, of a text under the secret of the copy: the same person has the same name
// everywhere, and nobody can try names without the secret.
func hache(texte string) string {
	return fmt.Sprintf("encode(sha256(decode(current_setting('imagin.sel'), 'hex') || convert_to(%s, 'UTF8')), 'hex')", texte)
}

// nombre between 0 and n-1, drawn from two bytes of the digest.
func nombre(h string, octet, n int) string {
	return fmt.Sprintf("(get_byte(decode(%s, 'hex'), %d) * 256 + get_byte(decode(%[1]s, 'hex'), %[3]d)) %% %d", h, octet, octet+1, n)
}

const syllabes = `'{ba,bel,bri,ca,cor,da,del,do,fa,fer,ga,gui,jo,ka,la,len,lo,ma,mer,mo,na,nel,po,ra,ril,ro,sa,tan,ti,va,vel,zo}'::text[]`

// invente makes a name of three syllables, which belongs to nobody.
func invente(h string) string {
	mots := []string{}
	for octet := range 3 {
		mots = append(mots, fmt.Sprintf("s[1 + get_byte(decode(h, 'hex'), %d) %% 32]", octet))
	}
	return fmt.Sprintf("(SELECT %s FROM (SELECT %s AS h, %s AS s) x)", strings.Join(mots, " || "), h, syllabes)
}

func nomInvente(c string) string { return "upper(" + invente(hache("lower("+c+")")) + ")" }

func prenomInvente(c string) string {
	return "initcap(" + invente(hache("'prenom ' || lower("+c+")")) + ")"
}

// TexteEfface stands where somebody had written.
const TexteEfface = "(texte effacé)"

// remplacement is the SQL expression that a copy reads instead of a column; the name comes from the catalogue.
func (n nature) remplacement(c string) string {
	bas := "lower(" + c + "::text)"
	expressions := map[nature]string{
		"nom":               nomInvente(c),
		"prenom":            prenomInvente(c),
		"agent":             "'Agent ' || left(" + hache(bas) + ", 6)",
		"auteur_libelle":    "CASE WHEN type IN ('systeme', 'etablissement') THEN " + c + " ELSE 'Agent ' || left(" + hache(bas) + ", 6) END",
		"mel":               "'p' || left(" + hache(bas) + ", 12) || '@exemple.invalid'",
		"telephone":         "'06 39 98 ' || to_char(" + nombre(hache(c), 0, 10000) + ", 'FM0000')", // kept by ARCEP for fiction
		"adresse":           "(1 + " + nombre(hache(bas), 4, 90) + ") || ' rue ' || initcap(" + invente(hache(bas)) + ")",
		"date":              "make_date(extract(year FROM " + c + ")::int, 1 + " + nombre(hache(c+"::text"), 0, 12) + ", 1 + " + nombre(hache(c+"::text"), 2, 28) + ")",
		"identifiant":       "'u' || left(" + hache(bas) + ", 12)",
		"cle":               "regexp_replace(" + c + ", '[^:]*$', '') || left(" + hache(c) + ", 12)",
		"jeton":             "left(" + hache(c) + ", 40)",
		"empreinte":         "sha256(decode(current_setting('imagin.sel'), 'hex') || " + c + ")",
		"empreinte_fichier": "encode(sha256(convert_to('" + fichierAnonyme + "', 'UTF8')), 'hex')",
		"empreinte_retour":  hache(c), // a return is taken in once: two stay two
		"taille":            fmt.Sprint(len(fichierAnonyme)),
		"non":               "false",
		"fichier":           "'fichier-' || left(" + hache(c) + ", 8) || coalesce(substring(" + c + " from '\\.[A-Za-z0-9]{1,5}$'), '')",
		"texte":             "'" + TexteEfface + "'",
		"ferme":             "'aucune'",
		"autre":             "'autre'",
		"objet":             "CASE WHEN " + c + " ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' THEN " + c + " ELSE left(" + hache(c) + ", 12) END",
		"json":              jsonEfface(c),
		"lettre":            lettreAnonyme(c),
		"reglages":          c + ` || '{"contact": "", "tel": "", "mel": ""}'`,
		"fournisseur":       "CASE " + c + " WHEN 'client_api' THEN " + c + " ELSE 'demonstration' END",
		// A mail that waits is not sent by a copy, a tâche under way is not taken up by it.
		"retenu": "CASE WHEN " + c + " IN ('en_attente', 'en_cours') THEN 'annule' ELSE " + c + " END",
		"arrete": "CASE WHEN " + c + " IN ('en_attente', 'en_cours') THEN 'annulee' ELSE " + c + " END",
	}
	switch n {
	case "rien": // what would reach the outside from a copy
		return "NULL"
	case "melange": // dealt out among the people of the académie: intervenantsMeles
		return c
	case "scelle": // sealed again, under the key of the copy: sceller
		switch c {
		case `"empreinte"`:
			return hache("academie || intervenant_id || type")
		case `"masque"`:
			return "'••••••••••'"
		}
		return "CASE WHEN " + c + " IS NOT NULL THEN decode(rpad('01', 60, '0'), 'hex') END"
	}
	return fmt.Sprintf("CASE WHEN coalesce(%s::text, '') = '' THEN %[1]s ELSE %[2]s END", c, expressions[n])
}

// fichierAnonyme stands for every stored file: a page that says so.
const fichierAnonyme = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" +
	"4 0 obj<</Length 45>>stream\nBT /F 16 Tf 60 760 Td (Fichier anonyme) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n"

// jsonEfface keeps the names of the fields, and of their values only what is true, false or nothing.
func jsonEfface(c string) string {
	return fmt.Sprintf(`CASE jsonb_typeof(%s) WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(k, CASE WHEN jsonb_typeof(v) IN ('boolean', 'null') THEN v
		ELSE '"%s"'::jsonb END), '{}') FROM jsonb_each(%[1]s) j (k, v)) ELSE '{}'::jsonb END`, c, TexteEfface)
}

// lettreAnonyme rewrites a frozen letter: who receives it, who signs it, whom to call, what somebody typed.
func lettreAnonyme(c string) string {
	return c + ` - 'changements' - 'motif' || jsonb_build_object('verification', 'https://exemple.invalid/verification',
		'service', (` + c + `->'service') - 'contact' - 'tel' - 'mel',
		'signataire', (` + c + `->'signataire') || jsonb_build_object('nom', 'Agent ' || left(` + hache(c+`->'signataire'->>'nom'`) + `, 6)),
		'missions', (SELECT coalesce(jsonb_agg(m - 'consignes'), '[]') FROM jsonb_array_elements(` + c + `->'missions') m),
		'destinataire', (` + c + `->'destinataire') - 'adresse' || jsonb_build_object('numero', left(` + hache(c+`->'destinataire'->>'numero'`) + `, 8),
			'nom', ` + nomInvente("nom") + `, 'prenom', ` + prenomInvente("prenom") + `))`
}

// intervenantsMeles deals the communes and the numbers out again among the people of an académie: the map keeps its
// shape, nobody his home. colonnes are the others, to be read as they are.
func intervenantsMeles(colonnes string) string {
	return `(SELECT a.*, b.commune, b.code_commune, b.code_postal, b.rang AS numero
		FROM (SELECT ` + colonnes + `, row_number() OVER (PARTITION BY academie ORDER BY id) AS rang FROM intervenant) a
		JOIN (SELECT academie, commune, code_commune, code_postal, row_number() OVER (PARTITION BY academie ORDER BY ` + hache("id::text") + `) AS rang FROM intervenant) b
		USING (academie, rang)) intervenant`
}

// Package annuaire reads the official establishments files. Their column names drift from year to year: they are
// found by alias, whatever their case, accents and separators.
package annuaire

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/uai"
)

// Etablissement is one line.
type Etablissement struct {
	Ligne                                       int
	UAI, Nom, Type, Nature, Adresse, CodePostal string
	Commune, CodeCommune, Academie              string // Academie: three digits
	Public, Ouvert                              bool
	Latitude, Longitude                         *float64
}

// alias of each field, folded; the first present wins.
var alias = map[string][]string{
	"uai":       {"numero_uai", "identifiant_de_l_etablissement", "uai", "code_uai"},
	"nom":       {"appellation_officielle", "nom_etablissement", "nom"},
	"denom":     {"denomination_principale"},
	"patronyme": {"patronyme_uai"},
	"type":      {"nature_uai_libe", "type_etablissement", "libelle_nature", "type"},
	"nature":    {"nature_uai", "code_nature"},
	"secteur":   {"secteur_public_prive_libe", "statut_public_prive", "secteur"},
	"adresse":   {"adresse_uai", "adresse_1", "adresse"},
	"cp":        {"code_postal_uai", "code_postal", "cp"},
	"commune":   {"libelle_commune", "nom_commune", "commune", "localite_acheminement_uai"},
	"insee":     {"code_commune"},
	"academie":  {"code_academie", "academie"},
	"latitude":  {"latitude", "lat"},
	"longitude": {"longitude", "lon"},
	"etat":      {"etat_etablissement_libe", "etat"},
}

// requis are the fields without which the file says nothing.
var requis = []string{"uai", "nom", "academie"}

const champMax = 10_000

// Lire reads every line. It returns a *source.Refus when the file as a whole cannot be used.
func Lire(r io.Reader, ligne func(Etablissement) error, anomalie func(source.Anomalie) error) error {
	b := bufio.NewReaderSize(source.Lignes(r), 64<<10)
	debut, err := b.Peek(3)
	if len(debut) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return source.Refuser("import.vide", 0, "Le fichier est vide. Téléchargez-le de nouveau.")
	}
	if bytes.Equal(debut, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	}
	c := csv.NewReader(b)
	c.Comma, c.ReuseRecord, c.LazyQuotes = ';', true, true
	entete, err := c.Read()
	if err != nil {
		return refus(err)
	}
	cols, err := reperer(entete)
	if err != nil {
		return err
	}
	return lireLignes(c, cols, len(entete), ligne, anomalie)
}

func lireLignes(c *csv.Reader, cols map[string]int, largeur int, ligne func(Etablissement) error, anomalie func(source.Anomalie) error) error {
	c.FieldsPerRecord = -1
	for {
		champs, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return refus(err)
		}
		n, _ := c.FieldPos(0)
		e, faute := convertir(champs, cols, largeur, n)
		if faute != nil {
			if err := anomalie(*faute); err != nil || faute.Rejet {
				if err != nil {
					return err
				}
				continue
			}
		}
		if err := ligne(e); err != nil {
			return err
		}
	}
}

func refus(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return source.Refuser("import.csv_invalide", p.Line, "Ligne %d : CSV illisible (%v).", p.Line, p.Err)
	}
	if errors.Is(err, io.EOF) { // a byte order mark, blank lines, and no title
		return source.Refuser("import.vide", 0, "Le fichier ne contient aucune ligne. Téléchargez-le de nouveau.")
	}
	return err
}

func plier(s string) string {
	t, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.Predicate(func(r rune) bool { return r >= 0x300 && r < 0x370 }))), s)
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(strings.TrimSpace(t)))
}

func reperer(entete []string) (map[string]int, error) {
	if !utf8.ValidString(strings.Join(entete, "")) {
		return nil, source.Refuser("import.encodage", 1, "Ligne 1 : le fichier n’est pas en UTF-8. Téléchargez-le de nouveau sans l’ouvrir dans un tableur.")
	}
	places := map[string]int{}
	for i, c := range entete {
		places[plier(c)] = i
	}
	cols := map[string]int{}
	for champ, noms := range alias {
		for _, nom := range noms {
			if i, ok := places[nom]; ok {
				cols[champ] = i
				break
			}
		}
	}
	for _, champ := range requis {
		if _, ok := cols[champ]; !ok {
			lues := strings.Join(entete, ", ")
			if r := []rune(lues); len(r) > 200 {
				lues = string(r[:200]) + "…"
			}
			return nil, source.Refuser("import.colonne_absente", 1, "Ligne 1 : colonne « %s » absente (attendue sous l’un des noms : %s). Colonnes lues : %s. Le séparateur doit être le point-virgule.",
				champ, strings.Join(alias[champ], ", "), lues)
		}
	}
	return cols, nil
}

func convertir(champs []string, cols map[string]int, largeur, n int) (Etablissement, *source.Anomalie) {
	v := func(champ string) string {
		i, ok := cols[champ]
		if !ok || i >= len(champs) {
			return ""
		}
		return strings.TrimSpace(champs[i])
	}
	rejet := func(champ, valeur, message string) *source.Anomalie {
		return &source.Anomalie{Ligne: n, Champ: champ, Valeur: tronquer(valeur), Message: message, Rejet: true}
	}
	e := Etablissement{Ligne: n, UAI: v("uai"), Nom: v("nom"), Type: v("type"), Nature: v("nature"), Adresse: v("adresse"),
		CodePostal: v("cp"), Commune: v("commune"), CodeCommune: v("insee")}
	if e.Nom == "" { // some lines only fill the two halves of the name
		e.Nom = strings.TrimSpace(v("denom") + " " + v("patronyme"))
	}
	if len(champs) != largeur {
		return e, rejet("ligne", "", fmt.Sprintf("%d colonnes au lieu de %d", len(champs), largeur))
	}
	for _, c := range champs {
		if !utf8.ValidString(c) || len(c) > champMax || strings.ContainsRune(c, 0) {
			return e, rejet("ligne", "", "texte illisible : le fichier n’est pas en UTF-8")
		}
	}
	aca, err := strconv.Atoi(v("academie"))
	switch {
	case !uai.Forme(e.UAI):
		return e, rejet("uai", e.UAI, "code UAI invalide (sept chiffres et une lettre)")
	case err != nil || aca < 0 || aca > 999:
		return e, rejet("academie", v("academie"), "code d’académie illisible")
	}
	e.Academie = fmt.Sprintf("%03d", aca)
	secteur, etat := plier(v("secteur")), plier(v("etat"))
	e.Public = !strings.HasPrefix(secteur, "pri") && secteur != "pr"
	e.Ouvert = etat == "" || strings.HasPrefix(etat, "ouvert")
	if e.Type == "" {
		e.Type = "INCONNU"
	}
	e.Latitude, e.Longitude = coordonnee(v("latitude"), 90), coordonnee(v("longitude"), 180)
	if e.Nom == "" { // schools that will open have a place before they have a name
		e.Nom = strings.TrimSpace(e.Type + " " + e.Commune)
		return e, &source.Anomalie{Ligne: n, Champ: "nom", Message: "établissement sans nom : il est appelé « " + e.Nom + " »"}
	}
	if !uai.Valide(e.UAI) {
		return e, &source.Anomalie{Ligne: n, Champ: "uai", Valeur: e.UAI, Message: "la clé de ce code UAI ne correspond pas"}
	}
	return e, nil
}

func coordonnee(s string, limite float64) *float64 {
	f, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || f != f || f < -limite || f > limite {
		return nil
	}
	return &f
}

func tronquer(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "?")
	if r := []rune(s); len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return s
}

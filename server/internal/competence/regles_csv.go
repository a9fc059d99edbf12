package competence

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"imagin/api"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// ligneRegle is a rule as a file writes it.
type ligneRegle struct {
	Ligne                               int
	Examen, Specialite, Epreuve, Option string
	criteres
}

// champsRegle are the titles of the export, and those that people write.
var champsRegle = []tabulaire.Champ{
	{Nom: "examen", Libelle: "Code examen", Alias: []string{"code_examen", "examen"}, Requis: true},
	{Nom: "specialite", Libelle: "Code spécialité", Alias: []string{"code_specialite", "specialite"}, Requis: true},
	{Nom: "epreuve", Libelle: "Code épreuve", Alias: []string{"code_epreuve", "epreuve"}, Requis: true},
	{Nom: "option", Libelle: "Option", Alias: []string{"option", "code_option"}},
	{Nom: "sens", Libelle: "Sens", Alias: []string{"sens"}},
	{Nom: "matiere", Libelle: "Matière", Alias: []string{"matiere", "code_matiere"}, Requis: true},
	{Nom: "dispositif", Libelle: "Dispositif", Alias: []string{"dispositif"}},
	{Nom: "diplome", Libelle: "Diplôme", Alias: []string{"diplome", "mef_4_8"}, Requis: true},
	{Nom: "annee", Libelle: "Année du cycle", Alias: []string{"annee_du_cycle", "annee"}},
	{Nom: "modalite", Libelle: "Modalité", Alias: []string{"modalite"}},
	{Nom: "discipline", Libelle: "Discipline de poste", Alias: []string{"discipline_de_poste", "discipline"}},
	{Nom: "priorite", Libelle: "Priorité", Alias: []string{"priorite"}},
	{Nom: "commentaire", Libelle: "Commentaire", Alias: []string{"commentaire"}},
}

const reglesMax = 20_000

// lireRegles reads the rules of a CSV, as the export writes it or as a spreadsheet saved it: UTF-8 or Windows-1252,
// semicolons. Lines that cannot be rules are rejected one by one, with their cause. It returns a *source.Refus when the
// file is not such a CSV.
func lireRegles(contenu []byte) (regles []ligneRegle, rejets []api.RejetRegle, err error) {
	format := tabulaire.Format{}
	if !utf8.Valid(contenu) {
		format.Encodage = "windows-1252"
	}
	t, err := tabulaire.Ouvrir(bytes.NewReader(contenu), format)
	if err != nil {
		return nil, nil, err
	}
	l, err := t.Lier(champsRegle)
	if err != nil {
		return nil, nil, err
	}
	vues := map[string]int{}
	rejeter := func(n int, message string) { rejets = append(rejets, api.RejetRegle{Ligne: n, Message: message}) }
	err = l.Lire(func(x tabulaire.Ligne) error {
		if len(regles)+len(rejets) >= reglesMax {
			return source.Refuser("regles.trop", x.Numero, "Plus de %d lignes : ce fichier n’est pas celui des règles d’une session.", reglesMax)
		}
		r, err := regleDe(x)
		if err != nil {
			rejeter(x.Numero, err.Error())
			return nil
		}
		if premiere, deja := vues[r.cle()]; deja {
			rejeter(x.Numero, fmt.Sprintf("La ligne %d dit déjà cette règle.", premiere))
			return nil
		}
		vues[r.cle()] = x.Numero
		regles = append(regles, r)
		return nil
	}, func(a source.Anomalie) error { rejeter(a.Ligne, a.Message); return nil })
	return regles, rejets, err
}

func (r ligneRegle) cle() string {
	return strings.Join([]string{r.Examen, r.Specialite, r.Epreuve, r.Option, r.Sens, r.Matiere, r.Dispositif, r.Diplome, r.Annee, r.Modalite, r.Discipline}, "|")
}

type fauteLigne string

func (f fauteLigne) Error() string { return string(f) }

var chiffres = regexp.MustCompile(`^\d+$`)

func regleDe(x tabulaire.Ligne) (ligneRegle, error) {
	val := func(champ string) string { return deneutraliser(x.Val(champ)) }
	r := ligneRegle{Ligne: x.Numero, Examen: val("examen"), Specialite: val("specialite"), Epreuve: val("epreuve"), Option: val("option"),
		criteres: criteres{Sens: val("sens"), Matiere: val("matiere"), Dispositif: val("dispositif"), Diplome: val("diplome"), Annee: val("annee"),
			Modalite: val("modalite"), Discipline: val("discipline"), Commentaire: val("commentaire")}}
	// Spreadsheets read 061300 as a number and save 61300.
	if chiffres.MatchString(r.Matiere) && len(r.Matiere) < 6 {
		r.Matiere = strings.Repeat("0", 6-len(r.Matiere)) + r.Matiere
	}
	if chiffres.MatchString(r.Diplome) && len(r.Diplome) < 5 {
		r.Diplome = strings.Repeat("0", 5-len(r.Diplome)) + r.Diplome
	}
	if p := val("priorite"); p != "" {
		var err error
		if r.Priorite, err = strconv.Atoi(p); err != nil || r.Priorite < 1 {
			return r, fauteLigne(fmt.Sprintf("Priorité « %s » : un chiffre de 1 à 9 est attendu.", tabulaire.Tronquer(p)))
		}
	}
	if len([]rune(r.Commentaire)) > 300 {
		return r, fauteLigne("Commentaire de plus de 300 caractères.")
	}
	if err := r.verifier(); err != nil {
		return r, fauteLigne(message(err))
	}
	return r, nil
}

// deneutraliser takes back the apostrophe that exports put before what a spreadsheet would run.
func deneutraliser(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(s[1])) {
		return s[1:]
	}
	return s
}

// lireTout reads a part of a form, at most max bytes; ok is false beyond.
func lireTout(r io.Reader, octets int64) (b []byte, ok bool, err error) {
	b, err = io.ReadAll(io.LimitReader(r, octets+1))
	return b, int64(len(b)) <= octets, err
}

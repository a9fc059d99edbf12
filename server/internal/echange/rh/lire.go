package rh

import (
	"fmt"
	"io"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/secret"
	"imagin/server/internal/uai"
)

// Lire recognises by its titles whether the text holds agents, affectations or a nomenclature, and returns which.
func Lire(r io.Reader, f tabulaire.Format, v Visiteur) (string, error) {
	t, err := tabulaire.Ouvrir(r, f)
	if err != nil {
		return "", err
	}
	_, affectations := t.Place(champsAffectation[2])
	_, numen := t.Place(champsAgent[0])
	switch {
	case affectations:
		return "affectations", lireAffectations(t, v)
	case !numen && bcn.Reconnait(t):
		_, err := bcn.LireTable(t, v.Code, v.Anomalie)
		return "nomenclature", err
	}
	return "agents", lireAgents(t, v)
}

func lireAgents(t *tabulaire.Table, v Visiteur) error {
	l, err := t.Lier(champsAgent)
	if err != nil {
		return err
	}
	vus := map[string]int{}
	return l.Lire(func(lue tabulaire.Ligne) error {
		a := Agent{Ligne: lue.Numero, CleSTS: lue.Val("id_sts"), Civilite: civilite(lue.Val("civilite")), NomUsage: lue.Val("nom_usage"),
			NomPatronymique: lue.Val("nom_patronymique"), Prenom: lue.Val("prenom"), Corps: lue.Val("corps"), Grade: lue.Val("grade"), GradeLibelle: lue.Val("libelle_grade"),
			Position: lue.Val("position"), Adresse: strings.TrimSpace(lue.Val("adresse1") + " " + lue.Val("adresse2")), Commune: lue.Val("commune"),
			Telephone: lue.Val("telephone"), Fonction: lue.Val("fonction")}
		if a.NomUsage == "" {
			a.NomUsage = a.NomPatronymique
		}
		var faute string
		a.Numen, faute = secret.Normaliser(secret.Numen, lue.Val("numen"))
		premier, deja := vus[a.Numen]
		switch {
		case faute != "":
			return v.Anomalie(*lue.Rejet("numen", secret.Masquer(lue.Val("numen")), faute))
		case a.NomUsage == "" || a.Prenom == "":
			return v.Anomalie(*lue.Rejet("nom_usage", a.NomUsage, "personne sans nom ou sans prénom"))
		case deja:
			return v.Anomalie(*lue.Rejet("numen", secret.Masquer(a.Numen), fmt.Sprintf("NUMEN déjà lu ligne %d : seule la première ligne est reprise", premier)))
		}
		vus[a.Numen] = lue.Numero
		if err := a.completer(lue, v.Anomalie); err != nil {
			return err
		}
		return v.Agent(a)
	}, v.Anomalie)
}

var (
	codePostal = regexp.MustCompile(`^\d{5}$`)
	insee      = regexp.MustCompile(`^(\d{5}|2[AB]\d{3})$`)
	discipline = regexp.MustCompile(`^[A-Z]\d{4}$`)
	cleSTS     = regexp.MustCompile(`^[0-9A-Za-z]{1,20}$`)
)

// completer reads what is not necessary: what cannot be read is left empty, and said.
func (a *Agent) completer(l tabulaire.Ligne, anomalie func(source.Anomalie) error) error {
	un := controle{l, anomalie, nil}
	a.DateNaissance = un.date("date_naissance")
	a.PositionLe = un.date("date_effet_position")
	a.CodePostal = un.texte("code_postal", codePostal.MatchString, "code postal de cinq chiffres attendu")
	a.CodeCommune = un.texte("code_commune_insee", insee.MatchString, "code INSEE de cinq caractères attendu")
	a.DisciplineRecrutement = un.texte("discipline_recrutement", discipline.MatchString, "discipline attendue : une lettre et quatre chiffres")
	a.Mel = un.texte("mel_pro", melValide, "adresse de courriel illisible")
	a.UAI = un.texte("uai", uai.Forme, "code UAI illisible")
	a.CleSTS = un.texte("id_sts", cleSTS.MatchString, "identifiant STS illisible")
	return un.err
}

// controle keeps the first error of the receiver of anomalies.
type controle struct {
	ligne    tabulaire.Ligne
	anomalie func(source.Anomalie) error
	err      error
}

func (c *controle) texte(champ string, bon func(string) bool, attendu string) string {
	v := c.ligne.Val(champ)
	if v == "" || bon(v) {
		return v
	}
	c.signaler(champ, v, attendu+" : le champ est laissé vide")
	return ""
}

func (c *controle) date(champ string) string {
	v := c.ligne.Val(champ)
	if v == "" {
		return ""
	}
	for _, forme := range []string{time.DateOnly, "02/01/2006"} {
		if t, err := time.Parse(forme, v); err == nil && t.Year() >= 1900 && t.Year() <= 2100 {
			return t.Format(time.DateOnly)
		}
	}
	c.signaler(champ, v, "date illisible (AAAA-MM-JJ ou JJ/MM/AAAA attendu) : le champ est laissé vide")
	return ""
}

func (c *controle) signaler(champ, valeur, message string) {
	if c.err == nil {
		c.err = c.anomalie(c.ligne.Alerte(champ, valeur, message))
	}
}

func melValide(v string) bool {
	a, err := mail.ParseAddress(v)
	return err == nil && a.Address == v && len(v) <= 200
}

func civilite(v string) string {
	switch strings.ToUpper(strings.TrimSuffix(v, ".")) {
	case "M", "MR", "1", "MONSIEUR":
		return "M."
	case "MME", "MLLE", "2", "3", "MADAME", "MADEMOISELLE":
		return "Mme"
	}
	return ""
}

func lireAffectations(t *tabulaire.Table, v Visiteur) error {
	l, err := t.Lier(champsAffectation)
	if err != nil {
		return err
	}
	return l.Lire(func(lue tabulaire.Ligne) error {
		a := Affectation{Ligne: lue.Numero, UAI: strings.ToUpper(lue.Val("uai")), Type: "secondaire", Fonction: lue.Val("fonction"), Modalite: lue.Val("modalite")}
		if strings.HasPrefix(strings.ToUpper(lue.Val("type_affectation")), "PRINC") {
			a.Type = "principal"
		}
		var faute string
		if a.Numen, faute = secret.Normaliser(secret.Numen, lue.Val("numen")); faute != "" {
			return v.Anomalie(*lue.Rejet("numen", secret.Masquer(lue.Val("numen")), faute))
		}
		if !uai.Forme(a.UAI) {
			return v.Anomalie(*lue.Rejet("uai", a.UAI, "code UAI illisible (sept chiffres et une lettre attendus)"))
		}
		if err := a.completer(lue, v.Anomalie); err != nil {
			return err
		}
		return v.Affectation(a)
	}, v.Anomalie)
}

func (a *Affectation) completer(l tabulaire.Ligne, anomalie func(source.Anomalie) error) error {
	un := controle{l, anomalie, nil}
	if !uai.Valide(a.UAI) {
		un.signaler("uai", a.UAI, "la clé de ce code UAI ne correspond pas")
	}
	a.Discipline = un.texte("discipline_poste", discipline.MatchString, "discipline attendue : une lettre et quatre chiffres")
	a.Debut, a.Fin = un.date("date_debut"), un.date("date_fin")
	if a.Debut != "" && a.Fin != "" && a.Fin < a.Debut {
		un.signaler("date_fin", a.Fin, "la fin précède le début : elle est laissée vide")
		a.Fin = ""
	}
	if q := l.Val("quotite"); q != "" {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(q, "%")))
		if err != nil || n < 0 || n > 100 {
			un.signaler("quotite", q, "quotité de 0 à 100 attendue : elle est laissée vide")
		} else {
			a.Quotite = &n
		}
	}
	return un.err
}

package competence

import (
	"fmt"
	"regexp"
	"strings"

	"imagin/api"
	"imagin/server/internal/fail"
)

// criteres are what a rule asks of an enseignement. An empty one accepts everything, « ? » stands for one character.
type criteres struct {
	Sens, Matiere, Dispositif, Diplome, Annee, Modalite, Discipline string
	Priorite                                                        int
	Commentaire                                                     string
}

var formes = []struct {
	champ, libelle string
	forme          *regexp.Regexp
	attendu        string
	valeur         func(*criteres) *string
}{
	{"matiere", "Matière", regexp.MustCompile(`^([0-9A-Z?]{6})?$`), "six caractères, par exemple 061300", func(c *criteres) *string { return &c.Matiere }},
	{"dispositif", "Dispositif", regexp.MustCompile(`^([0-9A-Z?]{3})?$`), "trois caractères (1 à 3 du MEF), par exemple 202", func(c *criteres) *string { return &c.Dispositif }},
	{"diplome", "Diplôme", regexp.MustCompile(`^([0-9A-Z?]{5})?$`), "cinq caractères (4 à 8 du MEF), par exemple 31406", func(c *criteres) *string { return &c.Diplome }},
	{"annee", "Année du cycle", regexp.MustCompile(`^(toutes|derniere|[1-6])$`), "toutes, derniere ou un chiffre de 1 à 6", func(c *criteres) *string { return &c.Annee }},
	{"modalite", "Modalité", regexp.MustCompile(`^[0-9A-Z?]{0,10}$`), "un code de modalité, par exemple CG", func(c *criteres) *string { return &c.Modalite }},
	{"discipline", "Discipline de poste", regexp.MustCompile(`^([0-9A-Z?]{5})?$`), "cinq caractères, par exemple L1300", func(c *criteres) *string { return &c.Discipline }},
	{"sens", "Sens", regexp.MustCompile(`^(donne|exclut)$`), "donne ou exclut", func(c *criteres) *string { return &c.Sens }},
}

// verifier puts codes in capitals and fills the defaults. It returns fail.Invalid naming each faulty field.
func (c *criteres) verifier() error {
	var fautes []fail.Field
	for _, f := range formes {
		v := f.valeur(c)
		*v = strings.TrimSpace(*v)
		switch f.champ {
		case "annee":
			*v = defaut(strings.ToLower(*v), "toutes")
		case "sens":
			*v = defaut(strings.ToLower(*v), "donne")
		default:
			*v = strings.ToUpper(*v)
		}
		if !f.forme.MatchString(*v) {
			fautes = append(fautes, fail.Field{Pointer: "/" + f.champ, Code: "forme", Message: fmt.Sprintf("%s : « %s » n’est pas %s.", f.libelle, *v, f.attendu)})
		}
	}
	if c.Priorite == 0 {
		c.Priorite = 1
	}
	if c.Priorite < 1 || c.Priorite > 9 {
		fautes = append(fautes, fail.Field{Pointer: "/priorite", Code: "borne", Message: "Priorité : de 1 (d’abord) à 9."})
	}
	if len(fautes) == 0 && !c.precis() {
		fautes = append(fautes, fail.Field{Pointer: "/matiere", Code: "requis", Message: "Sans matière, sans diplôme et sans discipline, la règle viserait tout le monde : précisez au moins l’un des trois."})
	}
	if len(fautes) == 0 {
		return nil
	}
	return fail.New(fail.Invalid, "regle.criteres", fautes[0].Message, fautes...)
}

func (c *criteres) precis() bool {
	code := strings.ReplaceAll(c.Matiere+c.Diplome+c.Discipline, "?", "")
	if c.Sens == "exclut" {
		code += strings.ReplaceAll(c.Dispositif+c.Modalite, "?", "")
	}
	return code != ""
}

func defaut(s, d string) string {
	if s == "" {
		return d
	}
	return s
}

func criteresDe(s *api.SaisieRegleCompetence) criteres {
	c := criteres{Matiere: texte(s.Matiere), Dispositif: texte(s.Dispositif), Diplome: texte(s.Diplome), Modalite: texte(s.Modalite),
		Discipline: texte(s.Discipline), Commentaire: texte(s.Commentaire)}
	if s.Sens != nil {
		c.Sens = string(*s.Sens)
	}
	if s.Annee != nil {
		c.Annee = string(*s.Annee)
	}
	if s.Priorite != nil {
		c.Priorite = *s.Priorite
	}
	return c
}

package sts

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"time"
)

func (l *lecture) donnees(xml.StartElement) error {
	return l.enfants(map[string]func(xml.StartElement) error{
		"INDIVIDUS": l.dans("INDIVIDU", l.individu),
		"STRUCTURE": func(xml.StartElement) error {
			return l.enfants(map[string]func(xml.StartElement) error{
				"DIVISIONS": l.dans("DIVISION", l.structure),
				"GROUPES":   l.dans("GROUPE", l.structure),
			})
		},
		"SUPPLEANTS": l.dans("SUPPLEANT", l.suppleant),
	})
}

func (l *lecture) individu(e xml.StartElement) error {
	i := Individu{Ligne: l.x.Ligne(), ID: attribut(e, "ID"), Type: attribut(e, "TYPE")}
	heuresMax := -1
	err := l.enfants(map[string]func(xml.StartElement) error{
		"CIVILITE": l.texte(&i.Civilite), "NOM_USAGE": l.texte(&i.NomUsage), "NOM_PATRONYMIQUE": l.texte(&i.NomPatronymique),
		"PRENOM": l.texte(&i.Prenom), "DATE_NAISSANCE": l.texte(&i.DateNaissance), "GRADE": l.texte(&i.Grade),
		"FONCTION": l.texte(&i.Fonction),
		"DISCIPLINES": l.dans("DISCIPLINE", func(d xml.StartElement) error {
			var libelle, heures string
			code := attribut(d, "CODE")
			if err := l.enfants(map[string]func(xml.StartElement) error{"LIBELLE_COURT": l.texte(&libelle), "NB_HEURES": l.texte(&heures)}); err != nil {
				return err
			}
			if h, ok := Millieme(heures); code != "" && (!ok && heuresMax < 0 || ok && h > heuresMax) {
				i.Discipline, i.DisciplineLibelle, heuresMax = code, libelle, max(h, 0)
			}
			if libelle == "" {
				libelle = code
			}
			if code == "" {
				return nil
			}
			return l.emettre(Nomenclature{Discipline, code, libelle})
		}),
	})
	if err != nil {
		return err
	}
	return l.accepter(i)
}

var civilites = map[string]string{"1": "M.", "2": "Mme", "3": "Mme", "L": "Mme", "M": "M."}

// accepter sets aside a person without identifier or name, and corrects nothing: a bad date is left out and said.
func (l *lecture) accepter(i Individu) error {
	if i.NomUsage == "" {
		i.NomUsage = i.NomPatronymique
	}
	switch {
	case i.ID == "" || strings.ContainsAny(i.ID, ":"):
		return l.anomalie(i.Ligne, true, "INDIVIDU/ID", i.ID, "personne sans identifiant : elle n’est pas reprise")
	case i.Type != "epp" && i.Type != "local" && i.Type != "dir" && i.Type != suppleant:
		return l.anomalie(i.Ligne, true, "INDIVIDU/TYPE", i.Type, "type de personne inconnu (epp, local, dir ou eppsup attendu) : elle n’est pas reprise")
	case i.NomUsage == "":
		return l.anomalie(i.Ligne, true, "NOM_USAGE", "", "personne sans nom : elle n’est pas reprise")
	}
	if c, ok := civilites[i.Civilite]; ok {
		i.Civilite = c
	}
	if i.DateNaissance != "" {
		if _, err := time.Parse(time.DateOnly, i.DateNaissance); err != nil {
			if err := l.anomalie(i.Ligne, false, "DATE_NAISSANCE", i.DateNaissance, "date illisible (AAAA-MM-JJ attendu) : elle est laissée vide"); err != nil {
				return err
			}
			i.DateNaissance = ""
		}
	}
	if l.v.Individu == nil {
		return nil
	}
	return l.v.Individu(i)
}

type service struct {
	ligne             int
	matiere, modalite string
	coEns             bool
	enseignants       []enseignant
}

type enseignant struct {
	ligne             int
	id, genre, heures string
}

// structure reads a DIVISION or a GROUPE: its MEFs, its services, and derives the enseignements. MEFs come before or
// after the services, so both are kept until the end of the structure, which is small.
func (l *lecture) structure(e xml.StartElement) error {
	code := attribut(e, "CODE")
	var mefs []string
	var services []service
	err := l.enfants(map[string]func(xml.StartElement) error{
		"MEFS_APPARTENANCE": l.dans("MEF_APPARTENANCE", func(m xml.StartElement) error {
			mefs = append(mefs, attribut(m, "CODE"))
			return l.enfants(nil)
		}),
		"SERVICES": l.dans("SERVICE", func(s xml.StartElement) error {
			sv := service{ligne: l.x.Ligne(), matiere: attribut(s, "CODE_MATIERE"), modalite: attribut(s, "CODE_MOD_COURS")}
			var coEns string
			err := l.enfants(map[string]func(xml.StartElement) error{"CO_ENS": l.texte(&coEns), "ENSEIGNANTS": l.dans("ENSEIGNANT", func(p xml.StartElement) error {
				en := enseignant{ligne: l.x.Ligne(), id: attribut(p, "ID"), genre: attribut(p, "TYPE")}
				err := l.enfants(map[string]func(xml.StartElement) error{"HEURES_AGENT": l.texte(&en.heures)})
				sv.enseignants = append(sv.enseignants, en)
				return err
			})})
			sv.coEns = coEns == "true" || len(sv.enseignants) > 1
			services = append(services, sv)
			return err
		}),
	})
	if err != nil {
		return err
	}
	return l.deriver(code, mefs, services)
}

func (l *lecture) deriver(code string, mefs []string, services []service) error {
	for _, s := range services {
		if len(s.matiere) != 6 || s.modalite == "" {
			if err := l.anomalie(s.ligne, true, "SERVICE", s.matiere+" "+s.modalite, "code matière (6 caractères) ou modalité absents : le service n’est pas repris"); err != nil {
				return err
			}
			continue
		}
		for _, p := range s.enseignants {
			h, ok := Millieme(p.heures)
			if !ok {
				if err := l.anomalie(p.ligne, false, "HEURES_AGENT", p.heures, "heures illisibles : comptées pour zéro"); err != nil {
					return err
				}
			}
			for _, m := range mefs {
				if len(m) != 11 {
					if err := l.anomalie(s.ligne, true, "MEF_APPARTENANCE/CODE", m, "un code MEF compte 11 caractères : l’enseignement n’est pas repris"); err != nil {
						return err
					}
					continue
				}
				if l.v.Enseignement == nil {
					continue
				}
				if err := l.v.Enseignement(Enseignement{Ligne: p.ligne, Type: p.genre, ID: p.id, Matiere: s.matiere, Mef: m,
					Modalite: s.modalite, Structure: code, MilliemeHeures: h, CoEnseignement: s.coEns}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

var decimal = regexp.MustCompile(`^\d{1,4}([.,]\d{1,3})?$`)

// Millieme reads hours written with up to three decimals as thousandths, exactly.
func Millieme(s string) (int, bool) {
	if !decimal.MatchString(s) {
		return 0, false
	}
	entier, fraction, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	n, _ := strconv.Atoi(entier + (fraction + "000")[:3])
	return n, true
}

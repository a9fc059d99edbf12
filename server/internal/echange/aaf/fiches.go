package aaf

import (
	"strings"
	"time"

	"imagin/server/internal/uai"
)

// champ n of a value cut by $; "" when absent or "-".
func champ(valeur string, n int) string {
	c := strings.Split(valeur, "$")
	if n >= len(c) || c[n] == "-" {
		return ""
	}
	return strings.TrimSpace(c[n])
}

func (l *lecture) structure(f fiche) error {
	s := Structure{Ligne: f.ligne, Jointure: premier(f.un("ENTStructureJointure"), f.jointure), UAI: strings.ToUpper(f.un("ENTStructureUAI")),
		Nom: f.un("ENTStructureNomCourant", "ENTDisplayName"), Type: f.un("ENTStructureTypeStruct"), Adresse: f.un("street"), CodePostal: f.un("postalCode"),
		Commune: f.un("l"), Telephone: f.un("telephoneNumber"), Classes: map[string][]string{}, Supprimee: f.suppression,
		Public: !strings.HasPrefix(strings.ToUpper(f.un("ENTEtablissementContrat")), "PRIV") && f.un("ENTEtablissementContrat") != "PR"}
	switch {
	case s.Jointure == "":
		return l.anomalie(f, true, "ENTStructureJointure", "", "établissement sans identifiant de jointure : il n’est pas repris")
	case !f.suppression && !uai.Forme(s.UAI):
		return l.anomalie(f, true, "ENTStructureUAI", s.UAI, "code UAI illisible : l’établissement n’est pas repris")
	}
	// name$description$MEF$MEF…, one value per class; groups name their classes in the same place.
	for _, v := range f.attributs["ENTStructureClasses"] {
		c := strings.Split(v, "$")
		for _, m := range c[min(2, len(c)):] {
			if m = strings.TrimSpace(m); len(m) == 11 {
				s.Classes[strings.TrimSpace(c[0])] = append(s.Classes[strings.TrimSpace(c[0])], m)
			}
		}
	}
	for _, v := range f.attributs["ENTStructureGroupes"] {
		c := strings.Split(v, "$")
		for _, classe := range c[min(2, len(c)):] {
			s.Classes[strings.TrimSpace(c[0])] = append(s.Classes[strings.TrimSpace(c[0])], s.Classes[strings.TrimSpace(classe)]...)
		}
	}
	l.structures.noter(s)
	if l.v.Structure == nil {
		return nil
	}
	return l.v.Structure(s)
}

var civilites = map[string]string{"M.": "M.", "M": "M.", "MR": "M.", "MME": "Mme", "MLLE": "Mme", "MME.": "Mme"}

func (l *lecture) personne(f fiche) error {
	p := Personne{Ligne: f.ligne, Jointure: premier(f.un("ENTPersonJointure"), f.jointure), Civilite: civilites[strings.ToUpper(f.un("personalTitle"))],
		NomUsage: f.un("sn"), NomPatronymique: f.un("ENTPersonNomPatro"), Prenom: f.un("givenName"), Mel: f.un("mail"), CleSTS: f.un("ENTPersonSTSId"),
		Supprimee: f.suppression}
	if p.Jointure == "" {
		return l.anomalie(f, true, "ENTPersonJointure", "", "personne sans identifiant de jointure : elle n’est pas reprise")
	}
	if f.suppression {
		return l.rendre(p)
	}
	if p.NomUsage == "" {
		p.NomUsage = p.NomPatronymique
	}
	if p.NomUsage == "" || p.Prenom == "" {
		return l.anomalie(f, true, "sn", p.NomUsage, "personne sans nom ou sans prénom : elle n’est pas reprise")
	}
	if d := f.un("ENTPersonDateNaissance"); d != "" {
		t, err := time.Parse("02/01/2006", d)
		if err != nil {
			if err := l.anomalie(f, false, "ENTPersonDateNaissance", d, "date illisible (JJ/MM/AAAA attendu) : elle est laissée vide"); err != nil {
				return err
			}
		} else {
			p.DateNaissance = t.Format(time.DateOnly)
		}
	}
	p.rattacher(f)
	if err := l.rendre(p); err != nil {
		return err
	}
	return l.enseignements(f, p)
}

// rattacher reads structure$fonction$libellé$discipline$libellé; the structure of attachment is the principal one.
func (p *Personne) rattacher(f fiche) {
	principale := f.un("ENTPersonStructRattach")
	vues := map[string]bool{}
	for _, v := range f.attributs["ENTPersonFonctions"] {
		r := Rattachement{Structure: champ(v, 0), Fonction: champ(v, 1), Discipline: champ(v, 3)}
		if r.Structure == "" || vues[r.Structure] {
			continue
		}
		vues[r.Structure], r.Principal = true, r.Structure == principale
		if p.Fonction == "" || r.Principal {
			p.Fonction = r.Fonction
		}
		p.Rattachements = append(p.Rattachements, r)
	}
	if principale != "" && !vues[principale] {
		p.Rattachements = append(p.Rattachements, Rattachement{Structure: principale, Principal: true})
	}
}

func (l *lecture) rendre(p Personne) error {
	if l.v.Personne == nil {
		return nil
	}
	return l.v.Personne(p)
}

// enseignements reads structure$classe$matière: the MEFs are those of the class.
func (l *lecture) enseignements(f fiche, p Personne) error {
	for _, nom := range []string{"ENTAuxEnsClassesMatieres", "ENTAuxEnsGroupesMatieres"} {
		for _, v := range f.attributs[nom] {
			e := Enseignement{Ligne: f.ligne, Personne: p.Jointure, Structure: champ(v, 0), Classe: champ(v, 1), Matiere: champ(v, 2)}
			if len(e.Matiere) != 6 || e.Classe == "" {
				if err := l.anomalie(f, false, nom, v, "classe ou code matière (6 caractères) absents : l’enseignement n’est pas repris"); err != nil {
					return err
				}
				continue
			}
			for _, m := range l.structures.mefs(e.Structure, e.Classe) {
				if e.Mef = m; l.v.Enseignement != nil {
					if err := l.v.Enseignement(e); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func premier(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

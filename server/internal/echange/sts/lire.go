package sts

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/uai"
)

// Lire reads a whole STS_EDT in one pass, in bounded memory. It returns a *source.Refus when the file as a whole
// cannot be used: another root, truncated, no school, no year.
func Lire(r io.Reader, v Visiteur) error {
	l := &lecture{x: source.NewXML(r), v: v}
	racine, err := l.debut()
	if err != nil {
		return err
	}
	if err := verifierRacine(racine.Name.Local, l.x.Ligne()); err != nil {
		return err
	}
	err = l.enfants(map[string]func(xml.StartElement) error{
		"PARAMETRES": l.parametres, "NOMENCLATURES": l.nomenclatures, "DONNEES": l.donnees,
	})
	if err != nil {
		return err
	}
	if !l.vuParametres {
		return source.Refuser("import.uai_absent", 0, "Le fichier ne dit pas de quel établissement il vient (PARAMETRES/UAJ). Exportez-le de nouveau depuis STS-WEB.")
	}
	for { // whatever follows the root must still be well-formed
		if _, err := l.x.Suivant(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func verifierRacine(nom string, ligne int) error {
	switch {
	case nom == "STS_EDT":
		return nil
	case nom == "EDT_STS":
		return source.Refuser("import.racine_inconnue", ligne, "Ligne %d : ce fichier (racine EDT_STS, nommé emp_sts_…) va du logiciel d’emploi du temps vers STS-WEB. "+
			"Il faut l’export inverse : dans STS-WEB, Exports > Emplois du temps, fichier sts_emp_<UAI>_<année>.xml.", ligne)
	case strings.HasPrefix(nom, "BEE_"):
		return source.Refuser("import.racine_inconnue", ligne, "Ligne %d : ce fichier vient de SIECLE (racine %s). Il faut l’export de STS-WEB, sts_emp_<UAI>_<année>.xml.", ligne, nom)
	}
	return source.Refuser("import.racine_inconnue", ligne, "Ligne %d : racine « %.60s » inattendue. Il faut l’export de STS-WEB, sts_emp_<UAI>_<année>.xml (racine STS_EDT).", ligne, nom)
}

// lecture holds what must be remembered between two parts of the file: nothing that grows with it but codes.
type lecture struct {
	x            *source.XML
	v            Visiteur
	uai          string
	vuParametres bool
}

func (l *lecture) debut() (xml.StartElement, error) {
	for {
		t, err := l.x.Suivant()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// enfants walks the children of the current element: those that have a reader are read, the others skipped.
func (l *lecture) enfants(lecteurs map[string]func(xml.StartElement) error) error {
	for {
		t, err := l.x.Suivant()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if lire, ok := lecteurs[e.Name.Local]; ok {
				err = lire(e)
			} else {
				err = l.enfants(nil)
			}
			if err != nil {
				return err
			}
		}
	}
}

// dans reads a list: every child of that name, the same way.
func (l *lecture) dans(nom string, lire func(xml.StartElement) error) func(xml.StartElement) error {
	return func(xml.StartElement) error {
		return l.enfants(map[string]func(xml.StartElement) error{nom: lire})
	}
}

// texte gives the text of the current element, trimmed.
func (l *lecture) texte(dst *string) func(xml.StartElement) error {
	return func(xml.StartElement) error {
		var b strings.Builder
		for {
			t, err := l.x.Suivant()
			if err != nil {
				return err
			}
			switch e := t.(type) {
			case xml.EndElement:
				*dst = strings.TrimSpace(b.String())
				return nil
			case xml.CharData:
				b.Write(e)
			case xml.StartElement:
				if err := l.enfants(nil); err != nil {
					return err
				}
			}
		}
	}
}

func attribut(e xml.StartElement, nom string) string {
	for _, a := range e.Attr {
		if a.Name.Local == nom {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

func (l *lecture) anomalie(ligne int, rejet bool, champ, valeur, format string, args ...any) error {
	if l.v.Anomalie == nil {
		return nil
	}
	if r := []rune(valeur); len(r) > 100 {
		valeur = string(r[:100]) + "…"
	}
	return l.v.Anomalie(source.Anomalie{Ligne: ligne, Champ: champ, Valeur: valeur, Message: fmt.Sprintf(format, args...), Rejet: rejet})
}

func (l *lecture) parametres(xml.StartElement) error {
	p := Parametres{}
	var statut, annee string
	err := l.enfants(map[string]func(xml.StartElement) error{
		"UAJ": func(e xml.StartElement) error {
			p.Ligne, p.UAI = l.x.Ligne(), attribut(e, "CODE")
			return l.enfants(map[string]func(xml.StartElement) error{
				"ACADEMIE": func(xml.StartElement) error {
					return l.enfants(map[string]func(xml.StartElement) error{"CODE": l.texte(&p.Academie)})
				},
				"SIGLE": l.texte(&p.Sigle), "DENOM_PRINC": l.texte(&p.Denomination), "DENOM_COMPL": l.texte(&p.Complement),
				"CODE_NATURE": l.texte(&p.Nature), "CODE_CATEGORIE": l.texte(&p.Type), "ADRESSE": l.texte(&p.Adresse),
				"COMMUNE": l.texte(&p.Commune), "CODE_POSTAL": l.texte(&p.CodePostal), "TELEPHONE": l.texte(&p.Telephone),
				"STATUT": l.texte(&statut),
			})
		},
		"ANNEE_SCOLAIRE": func(e xml.StartElement) error {
			annee = attribut(e, "ANNEE")
			return l.enfants(nil)
		},
	})
	if err != nil {
		return err
	}
	p.Public = statut != "prive" && statut != "privé"
	if !uai.Forme(p.UAI) {
		return source.Refuser("import.uai_absent", p.Ligne, "Ligne %d : « %.20s » n’est pas un code UAI. Le fichier doit venir de STS-WEB sans retouche.", p.Ligne, p.UAI)
	}
	if p.Annee, err = strconv.Atoi(annee); err != nil || p.Annee < 2000 || p.Annee > 2100 {
		return source.Refuser("import.annee", l.x.Ligne(), "Ligne %d : l’année scolaire « %.20s » est illisible.", l.x.Ligne(), annee)
	}
	l.uai, l.vuParametres = p.UAI, true
	if !uai.Valide(p.UAI) {
		if err := l.anomalie(p.Ligne, false, "UAJ/CODE", p.UAI, "la clé de ce code UAI ne correspond pas (attendue : %c)", uai.Cle(p.UAI[:7])); err != nil {
			return err
		}
	}
	if l.v.Parametres != nil {
		return l.v.Parametres(p)
	}
	return nil
}

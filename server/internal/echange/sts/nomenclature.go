package sts

import "encoding/xml"

// familles maps the lists of the file to our nomenclatures, with the length their codes must have (0: any).
var familles = []struct {
	liste, element, genre string
	longueur              int
}{
	{"MATIERES", "MATIERE", Matiere, 6},
	{"MEFS", "MEF", Mef, 11},
	{"MODS_COURS", "MOD_COURS", Modalite, 0},
}

func (l *lecture) nomenclatures(xml.StartElement) error {
	lecteurs := map[string]func(xml.StartElement) error{}
	for _, f := range familles {
		lecteurs[f.liste] = l.dans(f.element, func(e xml.StartElement) error {
			n := Nomenclature{Type: f.genre, Code: attribut(e, "CODE")}
			ligne := l.x.Ligne()
			if err := l.enfants(map[string]func(xml.StartElement) error{"LIBELLE_LONG": l.texte(&n.Libelle)}); err != nil {
				return err
			}
			if n.Code == "" || f.longueur > 0 && len(n.Code) != f.longueur {
				return l.anomalie(ligne, true, f.element+"/CODE", n.Code, "ce code doit compter %d caractères", f.longueur)
			}
			if n.Libelle == "" {
				n.Libelle = n.Code
			}
			return l.emettre(n)
		})
	}
	return l.enfants(lecteurs)
}

func (l *lecture) emettre(n Nomenclature) error {
	if l.v.Nomenclature == nil {
		return nil
	}
	return l.v.Nomenclature(n)
}

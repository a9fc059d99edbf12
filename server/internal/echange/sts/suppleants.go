package sts

import (
	"encoding/xml"
	"time"
)

// suppleant is the type of those who stand in for somebody.
const suppleant = "eppsup"

// suppleant reads who stands in, then for whom: the person first, since the rest refers to her.
func (l *lecture) suppleant(e xml.StartElement) error {
	i := Individu{Ligne: l.x.Ligne(), ID: attribut(e, "ID"), Type: attribut(e, "TYPE")}
	if i.Type == "" {
		i.Type = suppleant
	}
	var services []Suppleance
	err := l.enfants(map[string]func(xml.StartElement) error{
		"CIVILITE": l.texte(&i.Civilite), "NOM_USAGE": l.texte(&i.NomUsage), "NOM_PATRONYMIQUE": l.texte(&i.NomPatronymique),
		"PRENOM": l.texte(&i.Prenom), "DATE_NAISSANCE": l.texte(&i.DateNaissance), "GRADE": l.texte(&i.Grade), "FONCTION": l.texte(&i.Fonction),
		"SERVICES_SUPPLEANTS": l.dans("SERVICE_SUPPLEANT", func(xml.StartElement) error { return l.suppleance(&services) }),
	})
	if err != nil {
		return err
	}
	if err := l.accepter(i); err != nil || i.ID == "" {
		return err
	}
	for _, s := range services {
		s.Suppleant = i.ID
		if err := l.emettreSuppleance(s); err != nil {
			return err
		}
	}
	return nil
}

// suppleance reads one service and its periods: each is one line.
func (l *lecture) suppleance(services *[]Suppleance) error {
	s := Suppleance{Ligne: l.x.Ligne()}
	var periodes []Suppleance
	err := l.enfants(map[string]func(xml.StartElement) error{
		"CODE_MATIERE": l.texte(&s.Matiere), "CODE_STRUCTURE": l.texte(&s.Structure), "CODE_MOD_COURS": l.texte(&s.Modalite),
		"PERIODES": l.dans("PERIODE", func(xml.StartElement) error {
			p := Suppleance{Ligne: l.x.Ligne()}
			var heures string
			err := l.enfants(map[string]func(xml.StartElement) error{"DATE_DEBUT": l.texte(&p.Debut), "DATE_FIN": l.texte(&p.Fin),
				"HEURES": l.texte(&heures), "TYPE_ABSENT": l.texte(&p.TypeAbsent), "ID_ABSENT": l.texte(&p.Absent)})
			p.MilliemeHeures, _ = Millieme(heures)
			periodes = append(periodes, p)
			return err
		}),
	})
	for _, p := range periodes {
		p.Matiere, p.Structure, p.Modalite = s.Matiere, s.Structure, s.Modalite
		*services = append(*services, p)
	}
	return err
}

func (l *lecture) emettreSuppleance(s Suppleance) error {
	debut, err := time.Parse(time.DateOnly, s.Debut)
	if err != nil || s.Absent == "" {
		return l.anomalie(s.Ligne, true, "PERIODE", s.Debut, "suppléance sans date de début (AAAA-MM-JJ) ou sans personne absente : elle n’est pas reprise")
	}
	if fin, err := time.Parse(time.DateOnly, s.Fin); s.Fin != "" && (err != nil || fin.Before(debut)) {
		if err := l.anomalie(s.Ligne, false, "PERIODE/DATE_FIN", s.Fin, "date de fin illisible ou antérieure au début : elle est laissée vide"); err != nil {
			return err
		}
		s.Fin = ""
	}
	if s.TypeAbsent == "" {
		s.TypeAbsent = "epp"
	}
	if l.v.Suppleance == nil {
		return nil
	}
	return l.v.Suppleance(s)
}

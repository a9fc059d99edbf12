package disponibilite

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

type donnee struct {
	Debut   *string  `json:"debut"`
	Fin     *string  `json:"fin"`
	Motif   string   `json:"motif"`
	Examen  string   `json:"examen"`
	Types   []string `json:"types"`
	Quotite int      `json:"quotite"`
	Jours   any      `json:"jours"`
	Plafond int      `json:"plafond"`
	Deduite bool     `json:"deduite"`
}

var motifs = map[string]string{"absence": "absence", "formation": "formation", "sortie_scolaire": "sortie ou voyage scolaire",
	"examen_local": "examen organisé par l’établissement", "conge": "congé", "mandat": "mandat", "autre": "autre motif"}

// Phrase says a reason to whoever asks why somebody is not available. zone is the académie's.
func Phrase(raison string, brute json.RawMessage, zone *time.Location) string {
	var d donnee
	if err := json.Unmarshal(brute, &d); err != nil {
		d = donnee{}
	}
	periode := d.periode(zone)
	switch raison {
	case Ecarte:
		return "Écarté par le gestionnaire"
	case Historise:
		return "Historisé : n’est plus dans les fichiers"
	case CongeLong:
		return "Congé long" + periode + d.source()
	case Admissible:
		return "Admissible à un concours" + periode
	case Stagiaire:
		s := "Stagiaire" + d.source()
		if len(d.Types) > 0 {
			s += " : peut seulement être appelé pour " + strings.ToLower(strings.Join(d.Types, ", "))
		}
		return s
	case HorsContrat:
		return "Hors des dates de son contrat" + strings.Replace(periode, "depuis le", "qui commence le", 1) + d.source()
	case TempsPartiel:
		return fmt.Sprintf("Temps partiel à %d %% : jour libéré", d.Quotite)
	case QuotiteAtteinte:
		return fmt.Sprintf("Temps partiel à %d %% : déjà %v jours sur %d cette session", d.Quotite, d.Jours, d.Plafond)
	case Indisponible:
		return "Indisponible" + periode + " : " + motifs[d.Motif]
	case Dispense:
		s := "Dispense accordée" + periode
		if d.Examen != "" {
			s += " pour " + d.Examen
		}
		return s
	case Occupe:
		return "Déjà en mission sur place" + periode
	}
	return raison
}

func (d donnee) source() string {
	if d.Deduite {
		return " (d’après les fichiers)"
	}
	return ""
}

func (d donnee) periode(zone *time.Location) string {
	debut, fin := moment(d.Debut, zone), moment(d.Fin, zone)
	switch {
	case debut != "" && fin != "":
		return " du " + debut + " au " + fin
	case debut != "":
		return " depuis le " + debut
	case fin != "":
		return " jusqu’au " + fin
	}
	return ""
}

// moment writes a day as JSON holds it, or an instant in the zone of the académie.
func moment(s *string, zone *time.Location) string {
	if s == nil {
		return ""
	}
	if t, err := time.Parse(time.DateOnly, *s); err == nil {
		return t.Format("02/01/2006")
	}
	for _, forme := range []string{time.RFC3339Nano, "2006-01-02T15:04:05-07:00"} {
		if t, err := time.Parse(forme, *s); err == nil {
			return t.In(zone).Format("02/01/2006 15 h 04")
		}
	}
	return *s
}

package plan

import (
	"fmt"
	"strings"
	"time"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

// motifs say, in the words of the trade, what keeps somebody from coming.
var motifs = map[string]string{
	disponibilite.Ecarte: "est écarté par le gestionnaire", disponibilite.Historise: "est parti de l’académie", disponibilite.CongeLong: "est en congé long",
	disponibilite.Admissible: "est admissible à un concours", disponibilite.Stagiaire: "est stagiaire, qui n’examine pas", disponibilite.HorsContrat: "est hors des dates de son contrat",
	disponibilite.TempsPartiel: "ne travaille pas ce jour-là (temps partiel)", disponibilite.QuotiteAtteinte: "a déjà donné les jours que sa quotité permet",
	disponibilite.Indisponible: "est indisponible", disponibilite.Dispense: "est dispensé",
}

// heure says a moment of a session, in the zone of its place: the year goes without saying.
func heure(t time.Time) string {
	return strings.TrimSuffix(fmt.Sprintf("%s à %d h %02d", t.Format("02/01"), t.Hour(), t.Minute()), " 00")
}

// empechement says why a rule keeps a person from a mission.
func empechement(s *instance.Session, i, j int32, e instance.Empechement) string {
	p, m := &s.Personnes[i], &s.Missions[j]
	switch e.Regle { //nolint:exhaustive // the other rules bear on several missions, or are soft
	case regle.Competence:
		return p.Nom + " n’a pas la compétence que cette mission exige."
	case regle.PropreEtablissement:
		return fmt.Sprintf("%s travaille dans le centre lui-même (%s).", p.Nom, e.Donnee)
	case regle.PropresEleves:
		return fmt.Sprintf("%s enseigne dans un établissement d’origine des candidats (%s).", p.Nom, e.Donnee)
	case regle.Bassin:
		return fmt.Sprintf("%s est du même bassin que le centre (%s).", p.Nom, e.Donnee)
	case regle.Rayon:
		return fmt.Sprintf("%s est à %d km : la limite est de %d km.", p.Nom, s.Km(i, j), s.Reglages.De(regle.Rayon, m.Examen).Valeur)
	case regle.Contractuels:
		return p.Nom + " est contractuel et n’a pas été désigné par l’inspecteur."
	case regle.Disponibilite:
		return p.Nom + " " + blocage(e.Blocage, s.Fuseau) + "."
	}
	d, _ := regle.De(e.Regle)
	return d.Libelle + "."
}

func blocage(b *disponibilite.Blocage, z *time.Location) string {
	m := motifs[b.Raison]
	if m == "" {
		m = b.Raison
	}
	if b.Debut != nil && b.Fin != nil {
		return m + " du " + b.Debut.In(z).Format("02/01/2006") + " au " + b.Fin.Add(-time.Second).In(z).Format("02/01/2006")
	}
	return m
}

package saisie

import (
	"fmt"
	"strings"

	"imagin/server/internal/courriel"
)

func (x retard) message(jour string, ajout *string) courriel.Message {
	corps := fmt.Sprintf(`Madame, Monsieur,

Pour la session « %s », la saisie des compétences de votre établissement (%s %s) n’est pas encore déclarée terminée.

%s à vérifier, pour %s.

Ouvrez IMAG’IN, activité « Saisie des compétences », puis déclarez la fin de la saisie dans « Validation de la saisie des compétences ».
`, x.Session, x.Uai, x.Nom, accorder(x.Competences, "compétence"), accorder(x.Personnels, "personnel"))
	if ajout != nil && strings.TrimSpace(*ajout) != "" {
		corps += "\n" + strings.TrimSpace(*ajout) + "\n"
	}
	corps += "\nLa division des examens et concours\n"
	m := courriel.Message{Genre: Relance, Objet: "saisie_competence", ObjetID: x.ID.String(), Cle: Relance + "/" + x.ID.String() + "/" + jour,
		Destinataire: *x.Mel, Nom: x.Nom, Sujet: "Saisie des compétences à terminer – " + x.Uai, Corps: corps}
	if x.MelService != nil {
		m.RepondreA = *x.MelService
	}
	return m
}

func accorder(n int, nom string) string {
	if n > 1 {
		nom += "s"
	}
	return fmt.Sprintf("%d %s", n, nom)
}

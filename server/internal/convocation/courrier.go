package convocation

import (
	"context"
	"fmt"
	"strings"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
)

// Genre of the mails that bear a letter.
const Genre = "convocation"

// poster writes the mails of new letters, in their transaction. Those without a valid address wait for the print batch.
func (a API) poster(ctx context.Context, tx *db.Tx, t *traitement, nouvelles []nouvelle) error {
	var messages []courriel.Message
	for _, n := range nouvelles {
		if !courriel.Adresse(n.mel) {
			continue
		}
		m := courriel.Message{Genre: Genre, Objet: "convocation", ObjetID: n.ID.String(), Cle: "convocation/" + n.ID.String(), Intervenant: &n.Intervenant, Destinataire: n.mel,
			Nom: n.Prenom + " " + n.Nom, Sujet: sujet(n), Corps: corps(n, t.reglages, a.URL), Priorite: 2}
		if courriel.Adresse(t.reglages.Mel) {
			m.RepondreA = t.reglages.Mel
		}
		messages = append(messages, m)
	}
	if len(messages) == 0 {
		return nil
	}
	_, err := a.Poste.Poster(ctx, tx, messages...)
	return err
}

func sujet(n nouvelle) string {
	mot := map[lettre.Version]string{lettre.Originale: "Convocation", lettre.Rectificative: "Convocation rectifiée", lettre.Annulation: "Convocation annulée"}[n.Type]
	m := n.Contenu.Missions[0]
	return mot + " – " + strings.Join(nonVides(m.Type, m.Examen, m.Session), ", ")
}

// phrases of the mail, by language; French is always there.
var phrases = map[string][2]string{
	"fr_br": {"Kavout a reot ho kengalvadenn e stag.", "Respontit enlinenn a-raok an deiziad-se : "},
	"fr_en": {"You will find your convocation attached.", "Please answer online before this date: "},
}

// corps says the essential in the mail itself: an attachment is not always opened.
func corps(n nouvelle, r Reglages, url string) string {
	var b strings.Builder
	l := n.Contenu
	fmt.Fprintf(&b, "Bonjour %s %s,\n\n", n.Prenom, n.Nom)
	switch n.Type {
	case lettre.Rectificative:
		b.WriteString("Votre convocation est modifiée. Celle qui est jointe annule et remplace la précédente. Ce qui change :\n\n")
		for _, c := range l.Changements {
			fmt.Fprintf(&b, "– %s : %s, au lieu de : %s\n", c.Objet, c.Apres, c.Avant)
		}
		b.WriteByte('\n')
	case lettre.Annulation:
		fmt.Fprintf(&b, "Votre convocation est annulée : vous n’avez plus à vous présenter pour ce qui suit. %s\n\n", l.Motif)
	case lettre.Originale:
		b.WriteString("Vous êtes convoqué(e) ; la convocation jointe vaut ordre de mission.\n\n")
	}
	for _, m := range l.Missions {
		fmt.Fprintf(&b, "%s (%s), %s\n", m.Type, lettre.Role(m.Role), strings.Join(append([]string{m.Centre.Nom}, m.Centre.Adresse...), ", "))
		for _, c := range m.Creneaux {
			date, heures := lettre.Quand(c, m.Centre.Fuseau)
			fmt.Fprintf(&b, "  %s, %s\n", date, heures)
		}
	}
	if n.Type != lettre.Annulation {
		fmt.Fprintf(&b, "\nAccusez-en réception en ligne dans les %d jours, ou dites-y ce qui vous empêche :\n%s/activites/missions-consultation\n", r.ReponseJours, url)
	}
	if p, ok := phrases[r.Langue]; ok {
		fmt.Fprintf(&b, "\n%s\n", p[0])
		if n.Type != lettre.Annulation {
			fmt.Fprintf(&b, "%s%s/activites/missions-consultation\n", p[1], url)
		}
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", r.Service, strings.Join(nonVides(r.Contact, r.Tel, r.Mel), ", "))
	return b.String()
}

package plan

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
)

// prevenir writes to each centre that somebody else will come; it returns how many are told. A centre without an address
// is not: the screen shows its telephone. Why somebody is absent is never written.
func (a API) prevenir(ctx context.Context, tx *db.Tx, nouvelles []uuid.UUID) (int, error) {
	type ligne struct {
		ID                                 uuid.UUID
		Centre, Mel, Nom, Absent, Quoi, Du string
		Telephone                          string
		Debut                              time.Time
		Fuseau                             string
	}
	ls, err := db.Query[ligne](ctx, tx.Reader, `SELECT n.id, c.libelle AS centre, coalesce(e.mel, '') AS mel, i.prenom || ' ' || i.nom AS nom, coalesce(i.telephone, '') AS telephone,
		j.prenom || ' ' || j.nom AS absent, coalesce(m.libelle, t.libelle) AS quoi, coalesce(r.nom, '') AS du, n.debut, coalesce(c.fuseau, ac.fuseau) AS fuseau
		FROM affectation n JOIN academie ac ON ac.code = n.academie JOIN affectation v ON v.academie = n.academie AND v.id = n.remplace
		JOIN intervenant i ON i.academie = n.academie AND i.id = n.intervenant_id JOIN intervenant j ON j.academie = v.academie AND j.id = v.intervenant_id
		JOIN mission m ON m.academie = n.academie AND m.id = n.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
		LEFT JOIN rattachement q ON q.academie = i.academie AND q.intervenant_id = i.id AND q.type = 'principal' AND q.effectif
		LEFT JOIN etablissement r ON r.academie = q.academie AND r.id = q.etablissement_id WHERE n.academie = $1 AND n.id = ANY ($2) ORDER BY n.id`, tx.Academie, nouvelles)
	if err != nil {
		return 0, err
	}
	var messages []courriel.Message
	for _, l := range ls {
		if !courriel.Adresse(l.Mel) {
			continue
		}
		z, err := time.LoadLocation(l.Fuseau)
		if err != nil {
			return 0, err
		}
		quand := l.Debut.In(z).Format("02/01/2006 à 15 h 04")
		corps := fmt.Sprintf("Bonjour,\n\nPour « %s », le %s (%s), %s remplace %s.\n", l.Quoi, quand, l.Centre, l.Nom, l.Absent)
		if l.Du != "" {
			corps += "Établissement : " + l.Du + "\n"
		}
		if l.Telephone != "" {
			corps += "Téléphone : " + l.Telephone + "\n"
		}
		corps += "\nMerci d’en tenir compte pour l’accueil et l’émargement.\n\nLa division des examens et concours\n"
		messages = append(messages, courriel.Message{Genre: "remplacement", Objet: "affectation", ObjetID: l.ID.String(), Cle: "remplacement/" + l.ID.String(),
			Destinataire: l.Mel, Nom: l.Centre, Sujet: "Remplacement le " + quand + " : " + l.Nom, Corps: corps, Priorite: 1})
	}
	ecrits, err := a.Poste.Poster(ctx, tx, messages...)
	return len(ecrits), err
}

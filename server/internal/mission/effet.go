package mission

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
)

// sensibles are the parts whose change concerns whoever is affected: where, when, what for, with what instructions.
var sensibles = []string{"centre", "creneaux", "type", "epreuve", "consigne", "origines"}

func (c *cible) sensible() bool {
	return slices.ContainsFunc(c.parts, func(p string) bool { return slices.Contains(sensibles, p) })
}

// intitules of the parts, as people read them.
var intitules = map[string]string{"centre": "le centre", "creneaux": "l’horaire", "type": "le type de mission", "epreuve": "l’épreuve-option", "examen": "l’examen",
	"consigne": "la consigne", "origines": "les établissements d’origine", "besoins": "les besoins", "candidats": "le nombre de candidats", "libelle": "le libellé",
	"charge": "la charge", "charge_unite": "l’unité de charge"}

// toucher lists who is affected, and what would retain each of them elsewhere at the new hours.
func toucher(ctx context.Context, tx *db.Tx, c *cible) ([]api.PersonneTouchee, error) {
	debuts, fins, surPlace := bornes(c.creneaux)
	return lues[api.PersonneTouchee](ctx, tx.Reader, `SELECT a.id AS affectation, a.intervenant_id AS intervenant, a.nom, a.prenom, a.role, a.etat, x.empechement
		FROM affectation a LEFT JOIN LATERAL (
			SELECT `+nomDeMission+` || ', ' || to_char(lower(oc.periode) AT TIME ZONE `+fuseau+`, 'DD/MM/YYYY "de" HH24:MI') || ' à ' || to_char(upper(oc.periode) AT TIME ZONE `+fuseau+`, 'HH24:MI') AS empechement
			FROM unnest($3::timestamptz[], $4::timestamptz[], $5::boolean[]) n(debut, fin, sur_place)
			JOIN occupation oc ON oc.academie = a.academie AND oc.intervenant_id = a.intervenant_id AND oc.active AND oc.sur_place AND n.sur_place
				AND oc.affectation_id <> a.id AND oc.periode && tstzrange(n.debut, n.fin)
			JOIN affectation f ON f.academie = oc.academie AND f.id = oc.affectation_id JOIN mission m ON m.academie = f.academie AND m.id = f.mission_id
			JOIN academie ac ON ac.code = m.academie JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type
			LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
			WHERE a.etat <> 'proposee' ORDER BY lower(oc.periode) LIMIT 1) x ON true
		WHERE a.academie = $1 AND a.mission_id = $2 AND a.etat NOT IN ('desaffectee', 'non_effectuee') ORDER BY a.nom, a.prenom, a.id`,
		tx.Academie, c.ID, debuts, fins, surPlace)
}

// suites says what remains to be done once the change is made: whom to tell, by what, and where people are too many.
func suites(c *cible, touches []api.PersonneTouchee, besoins []api.BesoinMission) []string {
	dites := []string{}
	n := func(etats ...string) (k int) {
		for _, t := range touches {
			if slices.Contains(etats, t.Etat) {
				k++
			}
		}
		return k
	}
	if convoques := n("convoquee", "effectuee"); convoques > 0 && c.sensible() {
		dites = append(dites, fmt.Sprintf("Envoyer une convocation rectificative à %s.", personnes(convoques)))
	}
	if affectes := n("affectee"); affectes > 0 && c.sensible() {
		dites = append(dites, fmt.Sprintf("%s non encore convoquée(s) recevront le nouvel état à leur convocation.", majuscule(personnes(affectes))))
	}
	if len(touches) > 0 && (c.change("epreuve") || c.change("type")) {
		dites = append(dites, "Vérifier que chacun a la compétence de la nouvelle épreuve et son rôle dans la nouvelle mission.")
	}
	if len(touches) > 0 && c.change("origines") {
		dites = append(dites, "Vérifier que personne n’y examine ses propres élèves.")
	}
	if c.change("besoins") || c.change("type") {
		dites = append(dites, surnombre(touches, besoins)...)
	}
	return dites
}

// surnombre: whoever holds a role that is no longer wanted, or no longer as much, stays until somebody désaffecte him.
func surnombre(touches []api.PersonneTouchee, besoins []api.BesoinMission) []string {
	var dites []string
	places := map[string]int{}
	for _, b := range besoins {
		places[string(b.Role)] = b.Nombre
		if b.Reservistes != nil {
			places["reserviste"] += *b.Reservistes
		}
	}
	pris := map[string]int{}
	for _, t := range touches {
		if t.Etat != "proposee" {
			pris[t.Role]++
		}
	}
	for _, role := range roles {
		if trop := pris[role] - places[role]; trop > 0 {
			dites = append(dites, fmt.Sprintf("%s de trop comme %s : désaffecter, ou relever le besoin.", majuscule(personnes(trop)), nomRole(role)))
		}
	}
	return dites
}

var roles = []string{"president", "vice_president", "membre", "correcteur", "interrogateur", "coordonnateur", "secretaire", "surveillant", "reserviste"}

func nomRole(role string) string {
	return strings.NewReplacer("president", "président", "vice_", "vice-", "secretaire", "secrétaire", "reserviste", "réserviste").Replace(role)
}

func personnes(n int) string {
	if n == 1 {
		return "une personne"
	}
	return fmt.Sprintf("%d personnes", n)
}

func majuscule(s string) string {
	if rest, ok := strings.CutPrefix(s, "une"); ok {
		return "Une" + rest
	}
	return s
}

func besoinsEnMots(bs []api.BesoinMission) string {
	var mots []string
	for _, b := range bs {
		mot := fmt.Sprintf("%d %s", b.Nombre, nomRole(string(b.Role)))
		if b.Reservistes != nil && *b.Reservistes > 0 {
			mot += fmt.Sprintf(" (+ %d réservistes)", *b.Reservistes)
		}
		mots = append(mots, mot)
	}
	slices.Sort(mots)
	return strings.Join(mots, ", ")
}

func originesEnMots(os []api.OrigineMission) string {
	var mots []string
	for _, o := range os {
		mots = append(mots, fmt.Sprintf("%s : %d", o.Uai, o.Candidats))
	}
	slices.Sort(mots)
	return strings.Join(mots, ", ")
}

// alerter keeps, until somebody says that it is dealt with, that a mission changed by hand under people who were convoked.
// What OCEAN proposes has alertes of its own.
func alerter(ctx context.Context, tx *db.Tx, mission, session uuid.UUID, avant, apres any, affectes, convoques int, suite string) error {
	_, err := tx.Exec(ctx, `INSERT INTO mission_alerte (academie, mission_id, session_id, nature, avant, apres, affectes, convoques, suite)
		VALUES ($1, $2, $3, 'saisie', $4::jsonb, $5::jsonb, $6, $7, $8)
		ON CONFLICT (academie, mission_id, nature) WHERE traitee_le IS NULL DO UPDATE SET apres = coalesce(mission_alerte.apres, '{}') || excluded.apres, affectes = excluded.affectes,
			convoques = excluded.convoques, suite = excluded.suite, le = now(), version = mission_alerte.version + 1`,
		tx.Academie, mission, session, enJSON(avant), enJSON(apres), affectes, convoques, suite)
	return err
}

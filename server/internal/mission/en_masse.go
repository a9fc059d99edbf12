package mission

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
)

// operation in progress over a selection.
type operation struct {
	tx            *db.Tx
	demande       *api.OperationMissions
	bilan         *api.BilanOperation
	sessionCentre uuid.UUID // of the new centre
	fuseauCentre  string
}

func (o *operation) faire(ctx context.Context, choisies []choisie) error {
	if o.demande.Centre != nil {
		c, _, err := db.One[struct {
			SessionID uuid.UUID
			Fuseau    string
		}](ctx, o.tx.Reader, `SELECT session_id, fuseau FROM centre WHERE academie = $1 AND id = $2`, o.tx.Academie, *o.demande.Centre)
		if err != nil {
			return err
		}
		o.sessionCentre, o.fuseauCentre = c.SessionID, c.Fuseau
	}
	bonnes := o.trier(choisies)
	if o.demande.Operation == "decaler" || o.demande.Operation == "changer_centre" {
		return o.deplacer(ctx, bonnes)
	}
	o.bilan.Faites = len(bonnes)
	return o.changerEtat(ctx, identifiants(bonnes))
}

// trier leaves aside what cannot be done, reason by reason.
func (o *operation) trier(choisies []choisie) []choisie {
	refuses, raisons := map[string][]string{}, []string{}
	bonnes := slices.DeleteFunc(slices.Clone(choisies), func(m choisie) bool {
		raison := o.refuser(m)
		if raison == "" {
			return false
		}
		if refuses[raison] == nil {
			raisons = append(raisons, raison)
		}
		refuses[raison] = append(refuses[raison], m.Nom)
		return true
	})
	for _, raison := range raisons {
		o.refus(raison, refuses[raison]...)
	}
	return bonnes
}

func identifiants(ms []choisie) []uuid.UUID {
	ids := make([]uuid.UUID, len(ms))
	for i, m := range ms {
		ids[i] = m.ID
	}
	return ids
}

var etatsVises = map[string]string{"ouvrir": "ouverte", "clore": "close", "annuler": "annulee", "reprendre": "brouillon"}

func (o *operation) changerEtat(ctx context.Context, ids []uuid.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	op, etat := string(o.demande.Operation), etatsVises[string(o.demande.Operation)]
	if err := o.raconter(ctx, "etat", ids, `jsonb_build_object('etat', m.etat)`, map[string]any{"etat": etat}); err != nil {
		return err
	}
	_, err := o.tx.Exec(ctx, `UPDATE mission SET etat = $3, motif = CASE WHEN $4 = 'annuler' THEN $5 END, version = version + 1, maj_le = now(),
		saisis = CASE WHEN origine = 'ocean' AND NOT 'etat' = ANY (saisis) THEN saisis || '{etat}' ELSE saisis END
		WHERE academie = $1 AND id = ANY ($2)`, o.tx.Academie, ids, etat, op, o.demande.Motif)
	return err
}

// deplacer moves missions in time or in place, at the wall clock: eight o’clock stays eight o’clock across a change of
// hour or of zone. Whoever would be in two places keeps his mission where it is.
func (o *operation) deplacer(ctx context.Context, ms []choisie) error {
	prises, err := o.empechees(ctx, ms)
	if err != nil {
		return err
	}
	var noms []string
	ms = slices.DeleteFunc(ms, func(m choisie) bool {
		if qui, pris := prises[m.ID]; pris {
			noms = append(noms, m.Nom+" ("+qui+")")
			return true
		}
		return false
	})
	o.refus("une personne affectée y serait prise ailleurs au même moment : désaffectez-la d’abord", noms...)
	o.bilan.Faites = len(ms)
	for _, m := range ms {
		o.bilan.Affectes += m.Affectees
		o.bilan.Convoques += m.Convoquees
	}
	if o.bilan.Convoques > 0 {
		o.bilan.Suites = append(o.bilan.Suites, fmt.Sprintf("Envoyer une convocation rectificative à %s.", personnes(o.bilan.Convoques)))
	}
	if o.bilan.Affectes > 0 {
		o.bilan.Suites = append(o.bilan.Suites, fmt.Sprintf("%s non encore convoquée(s) recevront le nouvel état à leur convocation.", majuscule(personnes(o.bilan.Affectes))))
	}
	if len(ms) == 0 || o.demande.Simulation != nil && *o.demande.Simulation {
		return nil // who would be in two places is known without moving anybody
	}
	return o.ecrireDeplacement(ctx, identifiants(ms))
}

// nouveauDebut and nouvelleFin are the new bounds of créneau k of mission m: $3 days later, at the clock of zone $4 when
// the mission changes of centre.
const (
	nouveauDebut = `((k.debut AT TIME ZONE ` + fuseau + ` + make_interval(days => $3)) AT TIME ZONE coalesce(nullif($4, ''), ` + fuseau + `))`
	nouvelleFin  = `((k.fin AT TIME ZONE ` + fuseau + ` + make_interval(days => $3)) AT TIME ZONE coalesce(nullif($4, ''), ` + fuseau + `))`
	deCreneau    = ` JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id JOIN academie ac ON ac.code = m.academie
		LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id `
)

func (o *operation) mouvement() (jours int, zone string) {
	if o.demande.Operation == "changer_centre" {
		return 0, o.fuseauCentre
	}
	return *o.demande.Jours, ""
}

// empechees names, for each mission, somebody whom the move would put in two places: on a mission that does not move,
// or moves with it to the same hours.
func (o *operation) empechees(ctx context.Context, ms []choisie) (map[uuid.UUID]string, error) {
	jours, zone := o.mouvement()
	lus, err := db.Query[struct {
		ID  uuid.UUID
		Qui string
	}](ctx, o.tx.Reader, `WITH bouge AS MATERIALIZED (
			SELECT m.id, oc.academie, oc.affectation_id, oc.intervenant_id, tstzrange(`+nouveauDebut+`, `+nouvelleFin+`) AS periode
			FROM occupation oc JOIN creneau k ON k.academie = oc.academie AND k.id = oc.creneau_id `+deCreneau+`
			WHERE oc.academie = $1 AND k.mission_id = ANY ($2) AND oc.active AND oc.sur_place)
		, pris AS (
			SELECT b.id, b.academie, b.affectation_id FROM bouge b JOIN occupation x ON x.academie = b.academie AND x.intervenant_id = b.intervenant_id
				AND x.active AND x.sur_place AND x.periode && b.periode
			WHERE NOT EXISTS (SELECT 1 FROM bouge y WHERE y.affectation_id = x.affectation_id)
			UNION SELECT b.id, b.academie, b.affectation_id FROM bouge b JOIN bouge x ON x.intervenant_id = b.intervenant_id AND x.affectation_id <> b.affectation_id
				AND x.periode && b.periode)
		SELECT DISTINCT ON (p.id) p.id, a.nom || ' ' || a.prenom AS qui FROM pris p JOIN affectation a ON a.academie = p.academie AND a.id = p.affectation_id
		ORDER BY p.id, a.nom`, o.tx.Academie, identifiants(ms), jours, zone)
	prises := map[uuid.UUID]string{}
	for _, x := range lus {
		prises[x.ID] = x.Qui
	}
	return prises, err
}

func (o *operation) ecrireDeplacement(ctx context.Context, ids []uuid.UUID) error {
	jours, zone := o.mouvement()
	partie, apres := "creneaux", map[string]any{"decalage_jours": jours}
	if zone != "" {
		partie, apres = "centre", map[string]any{"centre": o.demande.Centre}
	}
	if err := o.raconter(ctx, "modification", ids, `jsonb_build_object('debut', m.debut, 'centre', m.centre_id)`, apres); err != nil {
		return err
	}
	if err := o.alerter(ctx, ids, apres); err != nil {
		return err
	}
	places := `UPDATE occupation oc SET active = $3 FROM affectation a WHERE a.academie = $1 AND a.mission_id = ANY ($2) AND oc.academie = a.academie
		AND oc.affectation_id = a.id AND oc.active <> $3 AND a.etat NOT IN ('proposee', 'desaffectee')`
	if _, err := o.tx.Exec(ctx, places, o.tx.Academie, ids, false); err != nil {
		return err
	}
	if _, err := o.tx.Exec(ctx, `UPDATE creneau c SET debut = n.debut, fin = n.fin FROM (
			SELECT k.academie, k.id, `+nouveauDebut+` AS debut, `+nouvelleFin+` AS fin FROM creneau k `+deCreneau+` WHERE k.academie = $1 AND k.mission_id = ANY ($2)) n
		WHERE c.academie = n.academie AND c.id = n.id AND (c.debut, c.fin) IS DISTINCT FROM (n.debut, n.fin)`, o.tx.Academie, ids, jours, zone); err != nil {
		return err
	}
	if _, err := o.tx.Exec(ctx, places, o.tx.Academie, ids, true); err != nil {
		return err
	}
	_, err := o.tx.Exec(ctx, `UPDATE mission SET centre_id = coalesce($3, centre_id), version = version + 1, maj_le = now(),
		saisis = CASE WHEN origine = 'ocean' AND NOT $4 = ANY (saisis) THEN saisis || $4 ELSE saisis END WHERE academie = $1 AND id = ANY ($2)`,
		o.tx.Academie, ids, o.demande.Centre, partie)
	return err
}

// alerter keeps, for each mission where somebody was already convoked, what remains to be done.
func (o *operation) alerter(ctx context.Context, ids []uuid.UUID, apres map[string]any) error {
	_, err := o.tx.Exec(ctx, `INSERT INTO mission_alerte (academie, mission_id, session_id, nature, apres, affectes, convoques, suite)
		SELECT m.academie, m.id, m.session_id, 'saisie', $3::jsonb, f.affectes, f.convoques, 'Envoyer une convocation rectificative aux personnes déjà convoquées.'
		FROM mission m JOIN LATERAL (SELECT count(*) AS affectes, count(*) FILTER (WHERE a.etat = 'convoquee') AS convoques FROM affectation a
			WHERE a.academie = m.academie AND a.mission_id = m.id AND a.etat IN ('affectee', 'convoquee')) f ON f.convoques > 0
		WHERE m.academie = $1 AND m.id = ANY ($2)
		ON CONFLICT (academie, mission_id, nature) WHERE traitee_le IS NULL DO UPDATE SET apres = coalesce(mission_alerte.apres, '{}') || excluded.apres, affectes = excluded.affectes,
			convoques = excluded.convoques, suite = excluded.suite, le = now(), version = mission_alerte.version + 1`, o.tx.Academie, ids, enJSON(apres))
	return err
}

// raconter writes one line of history per mission, in one statement; avant is an expression over mission m.
func (o *operation) raconter(ctx context.Context, action string, ids []uuid.UUID, avant string, apres map[string]any) error {
	a, motif := o.tx.Acteur, ""
	if o.demande.Motif != nil {
		motif = *o.demande.Motif
	}
	_, err := o.tx.Exec(ctx, `INSERT INTO journal (academie, id, le, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
		SELECT m.academie, uuid_v7(), $10, nullif($3, $4)::uuid, $5, nullif($6, ''), nullif($7, ''), $8, 'mission', m.id::text, nullif($9, ''), `+avant+`, $11::jsonb
		FROM mission m WHERE m.academie = $1 AND m.id = ANY ($2)`,
		o.tx.Academie, ids, a.Utilisateur, uuid.Nil, a.Qui, a.Profil, a.Depuis, action, motif, time.Now(), enJSON(apres))
	return err
}

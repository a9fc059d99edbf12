package frais

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

// aDeplacer is what prices a travel claim.
type aDeplacer struct {
	PartID                       uuid.UUID
	Jour                         time.Time
	Depart, Retour               time.Time
	Trajets                      json.RawMessage
	Convenance                   bool
	Repas, RepasRa, RepasOfferts int64
	Nuits, NuitsOffertes         int64
	Metres                       *int64
	Methode                      *string
	Insee                        string
	Population                   int64
	Devise                       string
	Preuves                      []string // kinds of expense that have a receipt
	IntervenantID                uuid.UUID
	Cumul                        int64 // metres paid since 1 January, here once validated and elsewhere
	VeloDuMois                   int64 // validated this month for a small two-wheeler, smallest coin
	Rqth, Taxi                   bool
	Puissance                    *int
}

// Only what a receipt shows is proven, once the antivirus has let it in.
const sqlADeplacer = `SELECT p.id AS part_id, p.intervenant_id, p.jour, x.depart, x.retour, x.trajets, x.convenance, x.repas, x.repas_ra, x.repas_offerts, x.nuits, x.nuits_offertes, d.metres, d.methode,
	ARRAY(SELECT j.nature FROM justificatif j JOIN fichier f ON f.academie = j.academie AND f.id = j.fichier_id WHERE j.academie = p.academie AND j.part_id = p.id
		AND f.controle IS DISTINCT FROM 'en_attente' AND f.controle IS DISTINCT FROM 'infecte') AS preuves,
	coalesce(c.code_insee, '') AS insee, coalesce(c.population, 0)::bigint AS population, ac.devise,
	coalesce((SELECT sum(l.quantite) FROM efm_part q JOIN efm_ligne l ON l.academie = q.academie AND l.part_id = q.id AND l.regle = 'DEP.IK'
		WHERE q.academie = p.academie AND q.intervenant_id = p.intervenant_id AND q.id <> p.id AND q.genre = 'deplacement' AND q.etat IN ('valide', 'transmis', 'accepte')
		AND date_trunc('year', q.jour) = date_trunc('year', p.jour)), 0)::bigint
		+ coalesce((SELECT k.metres FROM compteur_kilometrique k WHERE k.academie = p.academie AND k.intervenant_id = p.intervenant_id AND k.annee = extract(year FROM p.jour)), 0) AS cumul,
	coalesce((SELECT sum(l.montant) FROM efm_part q JOIN efm_ligne l ON l.academie = q.academie AND l.part_id = q.id AND (l.code LIKE 'IK.%.VELO.%')
		WHERE q.academie = p.academie AND q.intervenant_id = p.intervenant_id AND q.id <> p.id AND q.genre = 'deplacement' AND q.etat IN ('valide', 'transmis', 'accepte')
		AND date_trunc('month', q.jour) = date_trunc('month', p.jour)), 0)::bigint AS velo_du_mois,
	coalesce(df.rqth, false) AS rqth, coalesce(df.taxi, false) AS taxi, CASE WHEN df.vehicule = 'voiture' THEN df.puissance END AS puissance
	FROM efm_part p JOIN deplacement x ON x.academie = p.academie AND x.part_id = p.id JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
	JOIN academie ac ON ac.code = p.academie LEFT JOIN distance d ON d.academie = x.academie AND d.id = x.distance_id
	LEFT JOIN dossier_frais df ON df.academie = p.academie AND df.intervenant_id = p.intervenant_id
	LEFT JOIN commune c ON c.academie = p.academie AND c.code_insee = commune_de_mission(e.academie, e.mission_id)
	WHERE p.academie = $1 AND p.id = ANY ($2) AND p.etat IN ('non_effectuee', 'effectuee', 'a_valider', 'rejete') ORDER BY p.intervenant_id, p.jour, p.id`

// calculerDeplacements prices again the claims of parts that may still change.
func calculerDeplacements(ctx context.Context, tx *db.Tx, parts []uuid.UUID) error {
	b, err := Bareme(ctx, tx.Reader, tx.Academie)
	if err != nil {
		return err
	}
	lus, err := db.Query[aDeplacer](ctx, tx.Reader, sqlADeplacer, tx.Academie, parts)
	if err != nil {
		return err
	}
	r, annee := resultats{}, cumuls{}
	for i := range lus {
		annee.suivre(&lus[i])
		part, notes, err := lus[i].deplacer(b)
		if err != nil {
			return err
		}
		annee.ajouter(&lus[i], &part, notes)
		if err := r.ajouter(lus[i].PartID, &part, notes); err != nil {
			return err
		}
	}
	return r.ecrire(ctx, tx)
}

// deplacer prices one claim. What cannot be priced is an anomaly, not an error.
func (x *aDeplacer) deplacer(b *calcul.Bareme) (calcul.Part, []string, error) {
	var declares []api.TrajetDeclare
	if err := json.Unmarshal(x.Trajets, &declares); err != nil {
		return calcul.Part{}, nil, err
	}
	jour := calcul.JourDe(x.Jour)
	j := calcul.Journee{Jour: jour, Depart: calcul.InstantDe(x.Depart), Retour: calcul.InstantDe(x.Retour), Devise: calcul.Devise(x.Devise), CumulAnnuel: min(x.Cumul, calcul.QuantiteMax),
		VeloDuMois: min(x.VeloDuMois, calcul.QuantiteMax), MobiliteRQTH: x.Rqth,
		Zones: calcul.ZonesDe(x.Insee, x.Population, b.GrandeVille(jour), calcul.Devise(x.Devise)), Convenance: x.Convenance,
		Repas: x.Repas, RepasRA: x.RepasRa, RepasOfferts: x.RepasOfferts, Nuits: x.Nuits, NuitsOffertes: x.NuitsOffertes}
	if slices.Contains(x.Preuves, "nuit") {
		j.NuitsProuvees = j.Nuits
	}
	if slices.Contains(x.Preuves, "repas") {
		j.RepasProuves = j.Repas
	}
	notes := []string{}
	for i := range declares {
		t := x.trajet(&declares[i])
		if x.Puissance != nil && t.Mode == calcul.Voiture && t.Vehicule != classe(*x.Puissance) {
			notes = ajouterNote(notes, "vehicule")
		}
		if roule(t.Mode) && x.Metres == nil {
			notes = ajouterNote(notes, "sans_distance")
			continue
		}
		if roule(t.Mode) && *x.Methode == "ESTIMEE" {
			notes = ajouterNote(notes, "distance_estimee")
		}
		j.Trajets = append(j.Trajets, t)
	}
	part, err := b.Deplacement(j)
	var refus *calcul.Refus
	if errors.As(err, &refus) {
		return calcul.Part{Devise: calcul.Devise(x.Devise)}, ajouterNote(notes, map[bool]string{true: "sans_taux", false: "quantite"}[refus.Code == calcul.SansTaux]), nil
	}
	if preuves(part.Ecarts) {
		notes = ajouterNote(notes, "preuve")
	}
	return part, notes, err
}

func (x *aDeplacer) trajet(d *api.TrajetDeclare) calcul.Trajet {
	t := calcul.Trajet{Mode: calcul.Mode(d.Mode), Prouve: slices.Contains(x.Preuves, string(d.Mode)), Autorise: x.Taxi}
	if d.Vehicule != nil {
		t.Vehicule = string(*d.Vehicule)
	}
	if d.Prix != nil {
		t.Prix = int64(*d.Prix)
	}
	if x.Metres != nil {
		t.Metres = *x.Metres
		if d.AllerRetour == nil || *d.AllerRetour {
			t.Metres *= 2
		}
	}
	return t
}

// roule: priced by the distance.
func roule(m calcul.Mode) bool {
	switch m {
	case calcul.Voiture, calcul.Moto, calcul.Velomoteur, calcul.TrainTarif:
		return true
	default:
		return false
	}
}

func ajouterNote(notes []string, note string) []string {
	if slices.Contains(notes, note) {
		return notes
	}
	return append(notes, note)
}

// classe of a car among the kilometric rates, by its fiscal horsepower.
func classe(puissance int) string {
	switch {
	case puissance <= 5:
		return "CV5"
	case puissance <= 7:
		return "CV6_7"
	}
	return "CV8"
}

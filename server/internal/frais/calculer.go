package frais

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

// Anomalies: what the gestionnaire looks at first. A blocking one forbids validation.
var anomalies = map[string]struct {
	libelle   string
	bloquante bool
}{
	"sans_taux":        {"Aucun taux pour cet examen ou ce jour : choisissez-le dans Barèmes et distances", true},
	"quantite":         {"Une quantité ne peut pas être calculée : vérifiez le constat", true},
	"au_dela_presents": {"Le total déclaré de la mission dépasse les présents", false},
	"sans_lieu":        {"La commune du centre est inconnue : le droit au déplacement reste à établir", false},
	"sans_residence":   {"Ni résidence ni établissement connus : le droit au déplacement reste à établir", false},
	"vehicule":         {"La puissance déclarée n’est pas celle du dossier de la personne", false},
	"preuve":           {"Un justificatif manque : la dépense n’est pas payée", false},
	"sans_distance":    {"La distance est inconnue : saisissez-la dans Barèmes et distances", true},
	"distance_estimee": {"La distance est estimée à vol d’oiseau : confirmez-la", true},
}

// aCalculer is what prices the remuneration of one état de frais.
type aCalculer struct {
	PartID       uuid.UUID
	Jour         time.Time
	Examen       *string
	Remuneration string
	Nature       *string
	EnCours      bool
	Fait         *string
	Copies       *int64
	Candidats    *int64
	Minutes      *int64
	Demandes     *int64
	Coefficient  *int64
	DureeMin     *int64
	Declares     int64 // over the whole mission, in the unit of its form
	Presents     *int64
}

const sqlACalculer = `SELECT p.id AS part_id, p.jour, m.examen, t.remuneration, o.nature, coalesce(o.en_cours_annee, false) AS en_cours,
	k.fait, k.copies, k.candidats, k.minutes, k.demandes, k.coefficient, o.duree_min, cm.presents,
	coalesce((SELECT sum(CASE WHEN t.remuneration = 'copie' THEN q.copies ELSE q.candidats END) FROM constat q WHERE q.academie = m.academie AND q.mission_id = m.id), 0)::bigint AS declares
	FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
	JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
	LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
	LEFT JOIN commission cm ON cm.academie = m.academie AND cm.id = m.commission_id
	LEFT JOIN constat k ON k.academie = e.academie AND k.affectation_id = e.affectation_id
	WHERE p.academie = $1 AND e.id = ANY ($2) AND p.genre = 'remuneration' AND p.etat IN ('effectuee', 'a_valider', 'rejete', 'non_fait') ORDER BY p.id`

// calculer prices again the remunerations of états de frais that may still change, in one read and three writes.
func calculer(ctx context.Context, tx *db.Tx, etats []uuid.UUID) error {
	b, err := Bareme(ctx, tx.Reader, tx.Academie)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `SELECT 1 FROM efm_part WHERE academie = $1 AND etat_frais_id = ANY ($2) ORDER BY id FOR UPDATE`, tx.Academie, etats); err != nil {
		return err
	}
	lus, err := db.Query[aCalculer](ctx, tx.Reader, sqlACalculer, tx.Academie, etats)
	if err != nil {
		return err
	}
	r := resultats{}
	for i := range lus {
		part, anomalies := lus[i].remunerer(b)
		if err := r.ajouter(lus[i].PartID, &part, anomalies); err != nil {
			return err
		}
	}
	return r.ecrire(ctx, tx)
}

// remunerer turns a constat into work, and prices it. What cannot be priced is an anomaly, not an error.
func (x *aCalculer) remunerer(b *calcul.Bareme) (calcul.Part, []string) {
	notes := []string{}
	if x.Fait == nil || *x.Fait == "non_fait" || *x.Fait == "remplace" || x.Remuneration == "aucune" {
		return calcul.Part{Devise: calcul.EUR}, notes
	}
	p := calcul.Prestation{Jour: calcul.JourDe(x.Jour), EnCours: x.EnCours, Travaux: []calcul.Travail{x.travail()}}
	if x.Examen != nil {
		p.Examen = *x.Examen
	}
	part, err := b.Remuneration(p)
	var refus *calcul.Refus
	if errors.As(err, &refus) {
		notes = append(notes, map[bool]string{true: "sans_taux", false: "quantite"}[refus.Code == calcul.SansTaux])
		return calcul.Part{Devise: calcul.EUR}, notes
	}
	if x.Presents != nil && x.Declares > *x.Presents {
		notes = append(notes, "au_dela_presents")
	}
	return part, notes
}

func (x *aCalculer) travail() calcul.Travail {
	n := func(v *int64) int64 {
		if v == nil {
			return 0
		}
		return *v
	}
	switch {
	case x.Remuneration == "copie":
		return calcul.Travail{Nature: calcul.Copie, Quantite: n(x.Copies)}
	case x.Remuneration == "dossier":
		return calcul.Travail{Nature: calcul.Dossier, Quantite: n(x.Copies)}
	case x.Remuneration == "vae" || x.Nature != nil && *x.Nature == "vae":
		return calcul.Travail{Nature: calcul.VAE, Quantite: n(x.Demandes), Coefficient: calcul.Taux(max(n(x.Coefficient), 0))}
	case x.Remuneration == "aide":
		return calcul.Travail{Nature: calcul.Aide, Quantite: n(x.Minutes), Code: "AIDE.DEROULEMENT"} // no national value: the académie decides one
	}
	t := calcul.Travail{Nature: calcul.Oral, Quantite: n(x.Minutes)}
	if x.Remuneration == "oral_facultatif" || x.Nature != nil && *x.Nature == "eps" {
		t.Nature = calcul.OralFacultatif
	}
	if x.Minutes == nil { // candidates alone: the length of the épreuve
		t.Candidats, t.Duree = n(x.Candidats), n(x.DureeMin)
	}
	return t
}

// resultats are the columns of what is written, row by row.
type resultats struct {
	parts                          []uuid.UUID
	devises                        []string
	montants                       []int64
	anomalies, ecarts              []string
	lignes                         []uuid.UUID
	rangs                          []int32
	regles, codes, sources         []string
	unites                         []string
	quantites, taux, coefs, sommes []int64
}

func (r *resultats) ajouter(id uuid.UUID, p *calcul.Part, anomalies []string) error {
	type ecart struct {
		Regle    string `json:"regle"`
		Quantite int64  `json:"quantite"`
	}
	ecarts := []ecart{}
	for _, e := range p.Ecarts {
		ecarts = append(ecarts, ecart{e.Regle, e.Quantite})
	}
	j, err := json.Marshal(ecarts)
	if err != nil {
		return err
	}
	a, err := json.Marshal(anomalies)
	r.parts, r.devises, r.montants = append(r.parts, id), append(r.devises, string(p.Devise)), append(r.montants, p.Total)
	r.anomalies, r.ecarts = append(r.anomalies, string(a)), append(r.ecarts, string(j))
	for i, l := range p.Lignes {
		r.lignes, r.rangs = append(r.lignes, id), append(r.rangs, int32(i))
		r.regles, r.codes, r.sources, r.unites = append(r.regles, l.Regle), append(r.codes, l.Code), append(r.sources, l.Source), append(r.unites, string(l.Unite))
		r.quantites, r.taux = append(r.quantites, l.Quantite), append(r.taux, int64(l.Taux))
		r.coefs, r.sommes = append(r.coefs, int64(l.Coefficient)), append(r.sommes, l.Montant)
	}
	return err
}

func (r *resultats) ecrire(ctx context.Context, tx *db.Tx) error {
	if len(r.parts) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, `DELETE FROM efm_ligne WHERE academie = $1 AND part_id = ANY ($2)`, tx.Academie, r.parts); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO efm_ligne (academie, part_id, rang, regle, code, source, unite, quantite, taux, coefficient, montant)
		SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[])`,
		tx.Academie, r.lignes, r.rangs, r.regles, r.codes, r.sources, r.unites, r.quantites, r.taux, r.coefs, r.sommes); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE efm_part p SET devise = x.devise, montant = x.montant, anomalies = ARRAY(SELECT jsonb_array_elements_text(x.anomalies::jsonb)), ecarts = x.ecarts::jsonb,
		calcule_le = now(), version = p.version + 1, maj_le = now()
		FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[]) AS x (id, devise, montant, anomalies, ecarts) WHERE p.academie = $1 AND p.id = x.id`,
		tx.Academie, r.parts, r.devises, r.montants, r.anomalies, r.ecarts)
	return err
}

package frais

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

type partLue struct {
	ID                         uuid.UUID
	Genre, Etat, Regle, Devise string
	Motif                      *string
	Montant                    int64
	Anomalies                  []string
	Ecarts                     json.RawMessage
	EtatFraisID                uuid.UUID
	Jour                       time.Time
	ValideeLe, TransmiseLe     *time.Time
	PayeeLe, PayeLe            *time.Time
	PayeMontant                *int64
	Lot                        *int
	Constate, Signe, SansRib   bool
}

type ligneLue struct {
	PartID                               uuid.UUID
	Regle, Code, Source, Unite           string
	Quantite, Taux, Coefficient, Montant int64
}

const sqlParts = `SELECT p.id, p.etat_frais_id, p.genre, p.etat, p.regle, p.devise, p.motif, p.montant, p.anomalies, p.ecarts, p.jour, p.validee_le, p.transmise_le, p.payee_le, z.lot, z.paye_le,
	(SELECT l.paye_montant FROM lot_ligne l WHERE l.academie = p.academie AND l.part_id = p.id AND l.etat = 'accepte') AS paye_montant,
	EXISTS (SELECT 1 FROM constat k WHERE k.academie = e.academie AND k.affectation_id = e.affectation_id) AS constate,
	EXISTS (SELECT 1 FROM constat_signature g WHERE g.academie = e.academie AND g.mission_id = e.mission_id) AS signe,
	est_externe(i.origine) AND NOT EXISTS (SELECT 1 FROM intervenant_secret x WHERE x.academie = i.academie AND x.intervenant_id = i.id AND x.type = 'IBAN') AS sans_rib
	FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id
	LEFT JOIN LATERAL efm_paiement(p.academie, p.id) z ON p.etat IN ('valide', 'transmis', 'accepte')
	WHERE p.academie = $1 AND p.etat_frais_id = ANY ($2) ORDER BY p.genre DESC, p.id`

func parts(ctx context.Context, l db.Reader, academie string, etat uuid.UUID) ([]api.PartFrais, error) {
	lues, err := Parts(ctx, l, academie, []uuid.UUID{etat})
	return lues[etat], err
}

// Parts of états de frais, in words, by the état they belong to.
func Parts(ctx context.Context, l db.Reader, academie string, etats []uuid.UUID) (map[uuid.UUID][]api.PartFrais, error) {
	lues, err := db.Query[partLue](ctx, l, sqlParts, academie, etats)
	if err != nil {
		return nil, err
	}
	lignes, err := db.Query[ligneLue](ctx, l, `SELECT l.part_id, l.regle, l.code, l.source, l.unite, l.quantite, l.taux, l.coefficient, l.montant FROM efm_ligne l
		JOIN efm_part p ON p.academie = l.academie AND p.id = l.part_id WHERE l.academie = $1 AND p.etat_frais_id = ANY ($2) ORDER BY l.part_id, l.rang`, academie, etats)
	if err != nil {
		return nil, err
	}
	delai, err := delaiPaiement(ctx, l, academie)
	if err != nil {
		return nil, err
	}
	desParts := map[uuid.UUID][]ligneLue{}
	for _, x := range lignes {
		desParts[x.PartID] = append(desParts[x.PartID], x)
	}
	rendues := map[uuid.UUID][]api.PartFrais{}
	for i := range lues {
		x := &lues[i]
		p, err := x.dire(desParts[x.ID])
		if err != nil {
			return nil, err
		}
		x.suivre(&p, delai)
		rendues[x.EtatFraisID] = append(rendues[x.EtatFraisID], p)
	}
	return rendues, nil
}

// dire a part in words: each line by its rule, each gap by what it lacks.
func (x *partLue) dire(lignes []ligneLue) (api.PartFrais, error) {
	p := api.PartFrais{Genre: api.GenrePart(x.Genre), Etat: api.EtatPart(x.Etat), Montant: x.Montant, Devise: api.PartFraisDevise(x.Devise), Motif: x.Motif, PayeMontant: x.PayeMontant,
		Lignes: []api.LigneFrais{}, Ecarts: []api.EcartFrais{}, Anomalies: []api.AnomalieFrais{}}
	regle := x.Regle
	if x.Etat == "invalidable" {
		regle = "DEP.JOUR"
	}
	if mots, ok := calcul.Regles[regle]; ok {
		p.Regle, p.RegleLibelle = &regle, &mots
	}
	for i := range lignes {
		p.Lignes = append(p.Lignes, lignes[i].dire())
	}
	var ecarts []calcul.Ecart
	if err := json.Unmarshal(x.Ecarts, &ecarts); err != nil {
		return p, err
	}
	for _, e := range ecarts {
		p.Ecarts = append(p.Ecarts, api.EcartFrais{Regle: e.Regle, Libelle: calcul.Regles[e.Regle], Quantite: e.Quantite})
	}
	for _, code := range x.Anomalies {
		a := anomalies[code]
		p.Anomalies = append(p.Anomalies, api.AnomalieFrais{Code: code, Libelle: a.libelle, Bloquante: a.bloquante})
	}
	return p, nil
}

func (l *ligneLue) dire() api.LigneFrais {
	x := api.LigneFrais{Regle: l.Regle, Libelle: calcul.Regles[l.Regle], Unite: api.LigneFraisUnite(l.Unite), Quantite: l.Quantite, Taux: l.Taux, Coefficient: l.Coefficient, Montant: l.Montant}
	if l.Code != "" {
		x.Code = &l.Code
	}
	if l.Source != "" {
		x.Source = &l.Source
		if s, ok := calcul.Sources()[l.Source]; ok {
			x.Source, x.Adresse = &s.Texte, &s.Adresse
		}
	}
	return x
}

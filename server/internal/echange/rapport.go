package echange

import (
	"context"
	"encoding/json"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
)

// compte is what an import did to one kind of object.
type compte struct {
	Objet     string `json:"objet"`
	Lus       int64  `json:"lus"`
	Crees     int64  `json:"crees"`
	Modifies  int64  `json:"modifies"`
	Inchanges int64  `json:"inchanges"`
	Retires   int64  `json:"retires,omitempty"`
	Gardes    int64  `json:"gardes,omitempty"`
	Connus    int64  `json:"connus,omitempty"`
	Rejetes   int64  `json:"rejetes"`
}

func enJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own plain structs
	}
	return b
}

func (i *importation) compter(bilans []*bilan) []compte {
	comptes := []compte{}
	for _, b := range bilans {
		if b.objet.silencieux || b.lus+b.partis+b.gardes == 0 && i.rejets[b.objet.nom] == 0 {
			continue
		}
		comptes = append(comptes, compte{Objet: b.objet.nom, Lus: b.lus, Crees: b.crees, Modifies: b.modifies,
			Inchanges: max(b.vus-b.crees-b.modifies, 0), Retires: b.partis, Gardes: b.gardes, Connus: b.connus, Rejetes: i.rejets[b.objet.nom]})
	}
	for _, quoi := range []string{"ligne", "fichier"} { // what could not even be told to be of one kind
		if n := i.rejets[quoi]; n > 0 {
			comptes = append(comptes, compte{Objet: quoi, Lus: n, Rejetes: n})
		}
	}
	return comptes
}

func (i *importation) resume(comptes []compte) string {
	var crees, modifies, retires int64
	for _, c := range comptes {
		crees, modifies, retires = crees+c.Crees, modifies+c.Modifies, retires+c.Retires
	}
	fin := ""
	if i.nbAnomalies > 0 {
		fin = " " + accorder(i.nbAnomalies, "anomalie") + " à regarder."
	}
	switch {
	case crees+modifies+retires > 0:
	case i.nbAnomalies > 0:
		return "Aucun changement." + fin
	default:
		return "Aucun changement : tout était déjà connu." + fin
	}
	return accorder(crees, "création") + ", " + accorder(modifies, "modification") + ", " + accorder(retires, "retrait") + "." + fin
}

// anomaliesMax is how many faulty lines are kept with their reason; all are counted.
const anomaliesMax = 100_000

// noter keeps a faulty line for the report.
func (i *importation) noter(objet string, a source.Anomalie) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.nbAnomalies++
	if a.Rejet {
		i.rejets[objet]++
	}
	if len(i.anomalies) < anomaliesMax {
		i.anomalies = append(i.anomalies, a)
	}
}

func (i *importation) rangerAnomalies(ctx context.Context, tx *db.Tx) error {
	if _, err := tx.Exec(ctx, "DELETE FROM import_anomalie WHERE academie = $1 AND import_id = $2", i.Academie, i.id); err != nil || len(i.anomalies) == 0 {
		return err
	}
	var lignes []int
	var fichiers, champs, valeurs, messages []string
	var rejets []bool
	for _, a := range i.anomalies {
		lignes, rejets = append(lignes, a.Ligne), append(rejets, a.Rejet)
		fichiers, champs, valeurs, messages = append(fichiers, a.Fichier), append(champs, a.Champ), append(valeurs, a.Valeur), append(messages, a.Message)
	}
	_, err := tx.Exec(ctx, `INSERT INTO import_anomalie (academie, import_id, rang, fichier, ligne, champ, valeur, message, rejet)
		SELECT $1, $2, row_number() OVER (ORDER BY f, l NULLS FIRST, m), nullif(f, ''), nullif(l, 0), nullif(c, ''), nullif(v, ''), m, r
		FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bool[]) AS x(f, l, c, v, m, r)`,
		i.Academie, i.id, fichiers, lignes, champs, valeurs, messages, rejets)
	return err
}

package echange

import (
	"context"
	"fmt"
)

// seuils are the académie's: percentages of what was known in the scope of the file.
type seuils struct {
	disparition int // gone, above which somebody confirms
	auto        int // changed or gone, up to which the import applies by itself; at 100 nothing ever waits
}

// plancher: percentages of a handful mean nothing; up to ten rows no threshold stops an import.
const plancher = 10

// attendre says in French why somebody must look before anything is written, with the digest of the difference shown;
// empty when nothing stands in the way. What was accepted is applied only if it is still what would be done.
func (i *importation) attendre(ctx context.Context, c *comparaison, bilans []*bilan) (attend, difference string, err error) {
	attend = i.seuils.objecter(bilans)
	if i.mode == "apercu" && attend == "" {
		attend = "Aperçu demandé avant d’appliquer."
	}
	if attend == "" || !change(bilans) {
		return "", "", nil
	}
	if difference, err = c.empreinte(ctx); err != nil {
		return "", "", err
	}
	switch i.accepte {
	case difference:
		return "", "", nil
	case "":
		return attend, difference, nil
	}
	return "Les données ont changé depuis l’aperçu : relisez la nouvelle différence avant de l’appliquer.", difference, nil
}

func change(bilans []*bilan) bool {
	for _, b := range bilans {
		if b.crees+b.modifies+b.partis > 0 {
			return true
		}
	}
	return false
}

func (s seuils) objecter(bilans []*bilan) string {
	for _, b := range bilans {
		connus := max(b.connus, b.vus-b.crees)
		if s.disparition < 100 && b.partis > plancher && b.partis*100 > int64(s.disparition)*connus {
			return fmt.Sprintf("%s sur %d (%s) ne figurent plus au fichier : au-delà de %d %%, une personne doit confirmer. Le fichier est-il complet ?",
				accorder(b.partis, "ligne"), connus, noms[b.objet.nom], s.disparition)
		}
		if n := b.modifies + b.partis; s.auto < 100 && connus > 0 && n > plancher && n*100 > int64(s.auto)*connus {
			return fmt.Sprintf("%s sur %d (%s) changeraient : au-delà de %d %%, une personne doit confirmer.", accorder(n, "ligne"), connus, noms[b.objet.nom], s.auto)
		}
	}
	return ""
}

var noms = map[string]string{"etablissement": "établissements", "intervenant": "intervenants", "rattachement": "rattachements", "enseignement": "enseignements",
	"suppleance": "suppléances", "discipline": "disciplines", "matiere": "matières", "mef": "MEF", "modalite": "modalités", "corps": "corps", "grade": "grades",
	"fonction": "fonctions", "commune": "communes", "limitrophe": "communes limitrophes", "cle": "identifiants", "numen": "NUMEN", "structure": "structures",
	"examen": "examens", "specialite": "spécialités", "session": "sessions", "epreuve_option": "épreuves-options", "session_epreuve": "épreuves de la session",
	"inscription": "inscriptions", "centre": "centres", "centre_usage": "usages des centres", "jury": "jurys", "commission": "commissions",
	"commission_origine": "origines des candidats", "presents": "commissions remontées"}

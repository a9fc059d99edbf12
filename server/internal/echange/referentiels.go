package echange

import (
	"imagin/server/internal/echange/annuaire"
	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/communes"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

type tabulaireChamp = tabulaire.Champ

func objetsEtablissements(*importation) []*objet { return []*objet{objetEtablissementOfficiel()} }

func champsEtablissementLus() []tabulaireChamp { return annuaire.Champs() }

// deposerEtablissements stages the lines of our académie; the file is national.
func deposerEtablissements(p *preparation, f fichierRecu) error {
	lignes := map[string]int{}
	err := annuaire.Lire(f, p.i.format, func(e annuaire.Etablissement) error {
		if e.Academie != p.i.Academie {
			return nil
		}
		p.lus["etablissement"]++
		if premiere, deja := lignes[e.UAI]; deja || !p.i.marquer(p.i.lu.uai, e.UAI) {
			ou := "dans un autre fichier de l’envoi"
			if deja {
				ou = "ligne " + itoa(premiere)
			}
			return p.noter("etablissement")(source.Anomalie{Ligne: e.Ligne, Champ: "uai", Valeur: e.UAI, Rejet: true,
				Message: "établissement déjà présent " + ou + " : seule la première ligne est reprise"})
		}
		lignes[e.UAI] = e.Ligne
		secteur := "public"
		if !e.Public {
			secteur = "prive"
		}
		return p.ajouter("etablissement", colonnesEtablissement, nouvelID(), e.Ligne, e.UAI, e.Nom, e.Type, vide(e.Nature), secteur, vide(e.Adresse),
			vide(e.CodePostal), vide(e.Commune), vide(e.CodeCommune), e.Latitude, e.Longitude, nil, nil, e.Ouvert, nil, nil)
	}, p.noter("etablissement"))
	if err == nil && p.lus["etablissement"] == 0 {
		err = source.Refuser("import.autre_academie", 0, "Le fichier ne contient aucun établissement de votre académie (%s).", p.i.Academie)
	}
	return err
}

// objetsBCN: only the nomenclatures that came are compared; the others are not missing.
func objetsBCN(i *importation) []*objet {
	var objets []*objet
	for _, n := range []string{"matiere", "mef", "discipline", "corps", "grade", "fonction"} {
		if i.lu.nomenclatures[n] {
			objets = append(objets, nomenclature(n, "BCN", ""))
		}
	}
	return objets
}

func champsBCNLus() []tabulaireChamp { return bcn.Champs() }

func deposerBCN(p *preparation, f fichierRecu) error {
	_, err := bcn.Lire(f, p.i.format, func(c bcn.Code) error { return deposerCode(p, c) }, p.noter("ligne"))
	return err
}

func objetsCommunes(*importation) []*objet { return []*objet{objetCommune()} }

func champsCommuneLus() []tabulaireChamp { return communes.ChampsCommune() }

func deposerCommunes(p *preparation, f fichierRecu) error {
	colonnes := []string{"ligne", "code_insee", "nom", "departement", "population", "latitude", "longitude", "codes_postaux", "source"}
	return communes.LireCommunes(f, p.i.format, func(c communes.Commune) error {
		p.lus["commune"]++
		if c.CodesPostaux == nil {
			c.CodesPostaux = []string{}
		}
		return p.ajouter("commune", colonnes, c.Ligne, c.Insee, c.Nom, c.Departement, c.Population, c.Latitude, c.Longitude, c.CodesPostaux, vide(c.Source))
	}, p.noter("commune"))
}

func objetsLimitrophes(*importation) []*objet { return []*objet{objetLimitrophe()} }

func champsLimitropheLus() []tabulaireChamp { return communes.ChampsVoisinage() }

func deposerLimitrophes(p *preparation, f fichierRecu) error {
	return communes.LireVoisinages(f, p.i.format, func(v communes.Voisinage) error {
		p.lus["limitrophe"]++
		return p.ajouter("limitrophe", []string{"ligne", "insee_a", "insee_b"}, v.Ligne, v.A, v.B)
	}, p.noter("limitrophe"))
}

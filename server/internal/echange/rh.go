package echange

import (
	"strings"

	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/rh"
	"imagin/server/internal/echange/source"
)

// nomHR of the source as people's origine says it.
func nomRH(code string) string { return strings.ToUpper(code) }

// objetsRH: agents and attachments are each compared only when their file came.
func objetsRH(i *importation) []*objet {
	d := dossier{source: nomRH(i.source), champs: champsRH, portee: "t.origine = '%[3]s'", garde: gardeRH, lieux: "t.source = '%[3]s'"}
	objets := []*objet{objetEtablissementNomme(d.source)}
	for _, n := range []string{"corps", "grade", "fonction", "discipline", "matiere", "mef"} {
		if i.lu.nomenclatures[n] {
			objets = append(objets, nomenclature(n, "EPP", ""))
		}
	}
	if i.lu.parties["agents"] {
		objets = append(objets, d.intervenants(), objetCles(), objetNumen())
	}
	if i.lu.parties["affectations"] {
		objets = append(objets, d.rattachements())
	}
	return objets
}

func champsRHLus() []tabulaireChamp { return rh.Champs() }

// deposerRH stages agents, attachments or a nomenclature, as the titles of the file say.
func deposerRH(p *preparation, f fichierRecu) error {
	d := &depotRH{p}
	genre, err := rh.Lire(f, p.i.format, rh.Visiteur{Agent: d.agent, Affectation: d.affectation, Code: d.code, Anomalie: p.noter("ligne")})
	if err == nil && genre != "nomenclature" {
		p.i.marquer(p.i.lu.parties, genre)
	}
	return err
}

type depotRH struct{ *preparation }

var colonnesIndividuRH = []string{"nouvel_id", "ligne", "type", "cle", "cle_sts", "uai", "civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction",
	"grade", "corps", "discipline_recrutement", "position", "position_le", "adresse", "code_postal", "code_commune", "commune", "mel", "telephone",
	"numen_chiffre", "numen_masque"}

func (d *depotRH) agent(a rh.Agent) error {
	d.lus["intervenant"]++
	chiffre, cle, masque := d.i.numen(a.Numen)
	if !d.i.marquer(d.i.lu.uai, "NUMEN:"+cle) { // the reader only sees one file
		return d.noter("intervenant")(source.Anomalie{Ligne: a.Ligne, Champ: "numen", Valeur: masque, Rejet: true,
			Message: "NUMEN déjà lu dans un autre fichier de l’envoi : seule la première ligne est reprise"})
	}
	if err := d.ajouter("individu", colonnesIndividuRH, nouvelID(), a.Ligne, "NUMEN", cle, cleSTS(a.CleSTS), vide(a.UAI), vide(a.Civilite), a.NomUsage, vide(a.NomPatronymique), a.Prenom,
		jour(a.DateNaissance), vide(a.Fonction), vide(premier(a.GradeLibelle, a.Grade)), vide(a.Corps), vide(a.DisciplineRecrutement), vide(a.Position), jour(a.PositionLe),
		vide(a.Adresse), vide(a.CodePostal), vide(a.CodeCommune), vide(a.Commune), vide(a.Mel), vide(a.Telephone), chiffre, masque); err != nil {
		return err
	}
	if a.UAI == "" {
		return nil
	}
	d.i.marquer(d.i.lu.parties, "affectations")
	return d.rattacher(a.Ligne, cle, a.UAI, "principal", a.Fonction, a.DisciplineRecrutement, "", nil, "", "")
}

func (d *depotRH) affectation(a rh.Affectation) error {
	d.lus["rattachement"]++
	_, cle, _ := d.i.numen(a.Numen)
	return d.rattacher(a.Ligne, cle, a.UAI, a.Type, a.Fonction, a.Discipline, a.Modalite, a.Quotite, a.Debut, a.Fin)
}

// rattacher also stages the establishment by its code alone: the official file, or STS-WEB, will give its name.
func (d *depotRH) rattacher(ligne int, cle, uai, declare, fonction, discipline, modalite string, quotite *int, debut, fin string) error {
	if d.i.marquer(d.i.lu.uai, uai) {
		genre, nom := "INCONNU", "Établissement "+uai
		if len(uai) == 8 && uai[6] == 'Z' {
			genre, nom = "ZR", "Zone de remplacement "+uai
		}
		if err := d.ajouter("etablissement", colonnesEtablissement, nouvelID(), ligne, uai, nom, genre, nil, "public", nil, nil, nil, nil, nil, nil, nil, nil, true, nil, nil); err != nil {
			return err
		}
	}
	return d.ajouter("rattachement", colonnesRattachement, ligne, "NUMEN", cle, uai, vide(declare), vide(fonction), vide(discipline), vide(modalite), quotite, jour(debut), jour(fin))
}

func (d *depotRH) code(c bcn.Code) error { return deposerCode(d.preparation, c) }

func deposerCode(p *preparation, c bcn.Code) error {
	p.lus[c.Nomenclature]++
	p.i.marquer(p.i.lu.nomenclatures, c.Nomenclature)
	return p.ajouter("nomenclature", colonnesNomenclature, c.Nomenclature, c.Code, c.Libelle, vide(c.Parent))
}

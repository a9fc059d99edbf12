package echange

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"imagin/server/internal/echange/aaf"
	"imagin/server/internal/echange/source"
)

// objetsAAF: a complete load names everybody; a delta only what changes, and who leaves.
func objetsAAF(i *importation) []*objet {
	d := dossier{source: "AAF", champs: champsAAF, garde: gardeRH}
	if i.lu.delta {
		d.portee = `t.origine = '%[3]s' AND t.id IN (SELECT a.intervenant_id FROM staging.individu s JOIN appariement a ON a.import_id = s.import_id
			AND a.type = s.type AND a.cle = s.cle WHERE s.import_id = %[2]s AND s.parti)`
		d.lieux = `t.source = '%[3]s' AND t.intervenant_id IN (SELECT a.intervenant_id FROM staging.individu s JOIN appariement a ON a.import_id = s.import_id
			AND a.type = s.type AND a.cle = s.cle WHERE s.import_id = %[2]s)`
	} else {
		d.portee, d.lieux = "t.origine = '%[3]s'", "t.source = '%[3]s'"
	}
	objets := []*objet{objetEtablissementNomme("AAF"), objetStructureAAF(), nomenclature("matiere", "AAF", utilises("matiere")), nomenclature("mef", "AAF", utilises("mef")),
		nomenclature("modalite", "AAF", utilises("modalite")), d.intervenants(), objetCles(), d.rattachements()}
	if !i.lu.delta {
		objets = append(objets, d.enseignements())
	}
	return objets
}

// preparerAAF reads the establishments first: what people teach is said by class, and classes are theirs.
func (i *importation) preparerAAF(ctx context.Context, fichiers []source.Fichier) error {
	structures := aaf.NewStructures()
	i.deposer = func(p *preparation, f fichierRecu) error {
		d := &depotAAF{p, anneeAAF(f.Nom, i.nom)}
		return aaf.Lire(f, structures, aaf.Visiteur{Structure: d.structure, Personne: d.personne, Enseignement: d.enseignement, Anomalie: p.noter("ligne")})
	}
	for n, etablissements := range []bool{true, false} {
		for _, f := range fichiers {
			c, connu := aaf.NomDeFichier(f.Nom)
			if !connu {
				c, _ = aaf.NomDeFichier(i.nom)
			}
			i.lu.delta = i.lu.delta || c.Delta
			if (c.Categorie == "EtabEducNat") != etablissements {
				continue
			}
			if err := i.preparerFichier(ctx, f, len(fichiers) > 1); err != nil {
				return err
			}
		}
		if err := errors.Join(i.verser(ctx, 1), i.Avancer(ctx, "Lecture des fichiers", int64(n+1), 2)); err != nil {
			return err
		}
	}
	if len(fichiers) > 0 && int(i.rejets["fichier"]) >= len(fichiers) && len(i.lu.lus) == 0 {
		return source.Refuser("import.archive", 0, "Aucun des %d fichiers de l’archive ne peut être repris : lisez leurs anomalies.", len(fichiers))
	}
	return nil
}

func deposerAAF(*preparation, fichierRecu) error { return nil } // replaced for each load, which shares its classes

// anneeAAF: the school year begins in August; the date is in the name.
func anneeAAF(noms ...string) int {
	for _, nom := range noms {
		if f, ok := aaf.NomDeFichier(nom); ok {
			annee, _ := strconv.Atoi(f.Date[:4])
			if f.Date[4:6] < "08" {
				annee--
			}
			return annee
		}
	}
	return 0
}

type depotAAF struct {
	*preparation
	annee int
}

func (d *depotAAF) structure(s aaf.Structure) error {
	if s.Supprimee {
		return nil // the official file says which establishments close
	}
	d.lus["etablissement"]++
	if !d.i.marquer(d.i.lu.uai, s.UAI) {
		return nil
	}
	secteur := "public"
	if !s.Public {
		secteur = "prive"
	}
	return d.ajouter("etablissement", colonnesEtablissement, nouvelID(), s.Ligne, s.UAI, premier(s.Nom, "Établissement "+s.UAI), premier(s.Type, "INCONNU"), nil, secteur,
		vide(s.Adresse), vide(s.CodePostal), vide(s.Commune), nil, nil, nil, vide(s.Telephone), nil, true, s.Jointure, d.anneeOuNul())
}

func (d *depotAAF) anneeOuNul() *int {
	if d.annee == 0 {
		return nil
	}
	return &d.annee
}

var colonnesIndividuAAF = []string{"nouvel_id", "ligne", "type", "cle", "cle_sts", "civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "mel", "parti"}

func (d *depotAAF) personne(s aaf.Personne) error {
	d.lus["intervenant"]++
	if !d.i.marquer(d.i.lu.uai, "AAF:"+s.Jointure) {
		return d.noter("intervenant")(source.Anomalie{Ligne: s.Ligne, Champ: "ENTPersonJointure", Valeur: s.Jointure, Rejet: true,
			Message: "personne déjà lue dans l’envoi : seule la première fiche est reprise"})
	}
	if err := d.ajouter("individu", colonnesIndividuAAF, nouvelID(), s.Ligne, "AAF", s.Jointure, cleSTS(s.CleSTS), vide(s.Civilite), vide(s.NomUsage), vide(s.NomPatronymique), vide(s.Prenom),
		jour(s.DateNaissance), vide(s.Fonction), vide(s.Mel), s.Supprimee); err != nil {
		return err
	}
	for _, r := range s.Rattachements {
		declare := "secondaire"
		if r.Principal {
			declare = "principal"
		}
		if err := d.ajouter("rattachement", colonnesRattachement, s.Ligne, "AAF", s.Jointure, "#"+r.Structure, declare, vide(r.Fonction), vide(r.Discipline), nil, nil, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

func (d *depotAAF) enseignement(s aaf.Enseignement) error {
	d.lus["enseignement"]++
	if d.annee == 0 || strings.TrimSpace(s.Structure) == "" {
		return nil // without the year of the load nothing can be said to be taught
	}
	return d.ajouter("enseignement", colonnesEnseignement, s.Ligne, "#"+s.Structure, d.annee, "AAF", s.Personne, s.Matiere, s.Mef, "CG", s.Classe, 0, false)
}

func cleSTS(id string) *string {
	if id == "" || len(id) > 20 {
		return nil
	}
	cle := "epp:" + id
	return &cle
}

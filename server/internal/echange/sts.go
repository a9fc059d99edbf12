package echange

import (
	"strconv"
	"time"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/sts"
)

func itoa(n int) string { return strconv.Itoa(n) }

// jour reads a date that the reader has already checked; absent otherwise.
func jour(s string) *time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	return &t
}

func objetsSTS(*importation) []*objet {
	d := dossier{source: "STS", champs: champsSTS, portee: porteeSTS, garde: "CASE " + missionsAVenir + " END", lieux: lieuxSTS}
	return []*objet{objetEtablissementNomme("STS"),
		nomenclature("matiere", "STS", utilises("matiere")), nomenclature("mef", "STS", utilises("mef")), nomenclature("modalite", "STS", utilises("modalite")),
		nomenclature("discipline", "STS", ""), d.intervenants(), objetCles(), d.rattachements(), d.enseignements(), objetSuppleance()}
}

func utilises(colonne string) string {
	return " UNION ALL SELECT " + colonne + ", NULL, NULL FROM staging.enseignement WHERE import_id = %[2]s"
}

// deposerSTS stages one school's file in one pass.
func deposerSTS(p *preparation, f fichierRecu) error {
	d := &depotSTS{preparation: p, vus: map[string]bool{}}
	return sts.Lire(f, sts.Visiteur{Parametres: d.parametres, Nomenclature: d.nomenclature, Individu: d.individu, Enseignement: d.enseignement,
		Suppleance: d.suppleance, Anomalie: p.noter("ligne")})
}

type depotSTS struct {
	*preparation
	uai   string
	annee int
	vus   map[string]bool
}

func (d *depotSTS) parametres(s sts.Parametres) error {
	if s.Academie != "" && s.Academie != d.i.Academie {
		return source.Refuser("import.autre_academie", s.Ligne, "Ligne %d : ce fichier est celui d’un établissement de l’académie %s ; la vôtre est %s.",
			s.Ligne, s.Academie, d.i.Academie)
	}
	if !d.i.marquer(d.i.lu.uai, s.UAI) {
		return source.Refuser("import.uai_double", s.Ligne, "Ligne %d : l’archive contient déjà un fichier de l’établissement %s. N’en gardez qu’un.", s.Ligne, s.UAI)
	}
	d.uai, d.annee = s.UAI, s.Annee
	secteur := "public"
	if !s.Public {
		secteur = "prive"
	}
	d.lus["etablissement"]++
	return d.ajouter("etablissement", colonnesEtablissement, nouvelID(), s.Ligne, s.UAI, joindre(s.Denomination, s.Complement), premier(s.Sigle, s.Type, "INCONNU"),
		vide(s.Nature), secteur, vide(s.Adresse), vide(s.CodePostal), vide(s.Commune), nil, nil, nil, vide(s.Telephone), nil, true, nil, s.Annee)
}

var colonnesEtablissement = []string{"nouvel_id", "ligne", "uai", "nom", "type", "nature", "secteur", "adresse", "code_postal", "commune", "code_commune",
	"latitude", "longitude", "telephone", "mel", "ouvert", "cle_aaf", "annee"}

var colonnesNomenclature = []string{"type", "code", "libelle", "parent"}

func (d *depotSTS) nomenclature(n sts.Nomenclature) error {
	d.lus[n.Type]++
	if !d.i.marquer(d.i.lu.nomenclatures, n.Type+n.Code+n.Libelle) { // seven hundred schools declare the same codes
		return nil
	}
	return d.ajouter("nomenclature", colonnesNomenclature, n.Type, n.Code, n.Libelle, nil)
}

var (
	colonnesIndividuSTS  = []string{"nouvel_id", "ligne", "type", "cle", "uai", "civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "grade", "discipline_recrutement", "etat"}
	colonnesRattachement = []string{"ligne", "type", "cle", "uai", "declare", "fonction", "discipline", "modalite", "quotite", "debut", "fin"}
)

// individu: people made in the school (local) are set aside until somebody decides: they must not be convoked by mistake.
func (d *depotSTS) individu(s sts.Individu) error {
	d.lus["intervenant"]++
	cle := s.Cle(d.uai)
	if d.vus[cle] {
		return d.noter("intervenant")(source.Anomalie{Ligne: s.Ligne, Champ: "INDIVIDU/ID", Valeur: s.ID, Rejet: true,
			Message: "personne déjà présente dans le fichier : seule la première est reprise"})
	}
	d.vus[cle] = true
	var etat *string
	if s.Type != "epp" && s.Type != "eppsup" {
		ecarte := "ecarte"
		etat = &ecarte
	}
	if err := d.ajouter("individu", colonnesIndividuSTS, nouvelID(), s.Ligne, "STS", cle, d.uai, vide(s.Civilite), s.NomUsage, vide(s.NomPatronymique), s.Prenom,
		jour(s.DateNaissance), vide(s.Fonction), vide(s.Grade), vide(s.Discipline), etat); err != nil {
		return err
	}
	return d.ajouter("rattachement", colonnesRattachement, s.Ligne, "STS", cle, d.uai, nil, vide(s.Fonction), vide(s.Discipline), nil, nil, nil, nil)
}

var colonnesEnseignement = []string{"ligne", "uai", "annee", "type", "cle", "matiere", "mef", "modalite", "structure", "millieme_heures", "co_enseignement"}

func (d *depotSTS) enseignement(s sts.Enseignement) error {
	d.lus["enseignement"]++
	cle := sts.Cle(d.uai, s.Type, s.ID)
	if !d.vus[cle] {
		return d.noter("enseignement")(source.Anomalie{Ligne: s.Ligne, Champ: "ENSEIGNANT/ID", Valeur: s.Type + " " + s.ID, Rejet: true,
			Message: "enseignant absent de la liste des personnes du fichier : son enseignement n’est pas repris"})
	}
	return d.ajouter("enseignement", colonnesEnseignement, s.Ligne, d.uai, d.annee, "STS", cle, s.Matiere, s.Mef, s.Modalite, s.Structure, s.MilliemeHeures, s.CoEnseignement)
}

var colonnesSuppleance = []string{"ligne", "uai", "annee", "type", "suppleant", "absent", "matiere", "structure", "modalite", "debut", "fin", "millieme_heures"}

func (d *depotSTS) suppleance(s sts.Suppleance) error {
	d.lus["suppleance"]++
	return d.ajouter("suppleance", colonnesSuppleance, s.Ligne, d.uai, d.annee, "STS", sts.Cle(d.uai, "eppsup", s.Suppleant), sts.Cle(d.uai, s.TypeAbsent, s.Absent),
		s.Matiere, s.Structure, s.Modalite, jour(s.Debut), jour(s.Fin), s.MilliemeHeures)
}

func joindre(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func premier(textes ...string) string {
	for _, t := range textes {
		if t != "" {
			return t
		}
	}
	return ""
}

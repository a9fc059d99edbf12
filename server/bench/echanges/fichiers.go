package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"

	"imagin/server/internal/uai"
)

const (
	etablissements = 700
	individus      = 30_000
	services       = 150_000
)

// Codes of a real lycée: what is taught is drawn among them.
var (
	matieres = []string{"061300", "030201", "050700", "043700", "020700", "040300", "062300", "063700", "100100", "030602"}
	mefs     = []string{"20212005110", "20211005110", "20010015110", "20113018110", "20213018110", "31131202110"}
	noms     = []string{"ABGRALL", "BIHAN", "CADIOU", "DANTEC", "EVEN", "FLOCH", "GUILLOU", "HERVE", "INIZAN", "JAOUEN", "KERVELLA", "LAGADEC", "MADEC", "NEDELEC"}
	prenoms  = []string{"ALIX", "FRANCIE", "KAOURIG", "PRIMEL", "VEFA", "CLAUDE", "HELORI", "MAEL", "SOAZIG", "ZOE", "ELIOTT", "JANIG", "OANELL"}
)

// ecrireArchive makes the files of a whole académie, shaped as STS-WEB exports them, in one ZIP.
func ecrireArchive(chemin string) error {
	f, err := os.Create(chemin)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	for e := range etablissements {
		code := codeUAI(e)
		w, err := z.Create("sts_emp_" + code + "_2025.xml")
		if err != nil {
			return err
		}
		if err := ecrireSTS(w, code, e); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

func codeUAI(e int) string {
	sept := fmt.Sprintf("%s%04d", []string{"022", "029", "035", "056"}[e%4], 1000+e/4)
	return sept + string(uai.Cle(sept))
}

// part of a total that falls to one school, so that the sum is exact.
func part(total, e int) (debut, fin int) {
	return total * e / etablissements, total * (e + 1) / etablissements
}

func ecrireSTS(w io.Writer, code string, e int) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version='1.0' encoding='ISO-8859-15'?>
<STS_EDT><PARAMETRES><UAJ CODE="%s"><ACADEMIE><CODE>014</CODE><LIBELLE>RENNES</LIBELLE></ACADEMIE><SIGLE>LGT</SIGLE><DENOM_PRINC>LYCEE</DENOM_PRINC>
<DENOM_COMPL>NUMERO %d</DENOM_COMPL><CODE_NATURE>300</CODE_NATURE><ADRESSE>1 RUE DE L EXEMPLE</ADRESSE><COMMUNE>BREST</COMMUNE><CODE_POSTAL>29200</CODE_POSTAL>
<TELEPHONE>0200000000</TELEPHONE><STATUT>public</STATUT></UAJ><ANNEE_SCOLAIRE ANNEE="2025"><DATE_DEBUT>2025-09-01</DATE_DEBUT><DATE_FIN>2026-08-31</DATE_FIN></ANNEE_SCOLAIRE></PARAMETRES>
<NOMENCLATURES><MATIERES>`, code, e)
	for _, m := range matieres {
		fmt.Fprintf(&b, "<MATIERE CODE=%q><LIBELLE_LONG>MATIERE %s</LIBELLE_LONG></MATIERE>", m, m)
	}
	b.WriteString("</MATIERES><MEFS>")
	for _, m := range mefs {
		fmt.Fprintf(&b, "<MEF CODE=%q><LIBELLE_LONG>MEF %s</LIBELLE_LONG></MEF>", m, m)
	}
	b.WriteString("</MEFS></NOMENCLATURES>\n<DONNEES><INDIVIDUS>\n")
	debut, fin := part(individus, e)
	for i := debut; i < fin; i++ {
		fmt.Fprintf(&b, `<INDIVIDU ID="%d" TYPE="epp"><SEXE>%d</SEXE><CIVILITE>%d</CIVILITE><NOM_USAGE>%s %s</NOM_USAGE><NOM_PATRONYMIQUE>%s</NOM_PATRONYMIQUE>
<PRENOM>%s</PRENOM><DATE_NAISSANCE>19%02d-%02d-%02d</DATE_NAISSANCE><GRADE>CERT. CL N</GRADE><FONCTION>ENS</FONCTION><DISCIPLINES><DISCIPLINE CODE="L1300">
<LIBELLE_COURT>MATHEMATIQ</LIBELLE_COURT><NB_HEURES>18.00</NB_HEURES></DISCIPLINE></DISCIPLINES></INDIVIDU>
`, 500_000+i, 1+i%2, 1+i%2, noms[i%len(noms)], noms[i/7%len(noms)], noms[i%len(noms)], prenoms[i/3%len(prenoms)], 60+i%40, 1+i%12, 1+i%28)
	}
	b.WriteString("</INDIVIDUS>\n<STRUCTURE><DIVISIONS>\n")
	s, sfin := part(services, e)
	for d := 0; s < sfin; d++ {
		mef := mefs[d%len(mefs)]
		fmt.Fprintf(&b, `<DIVISION CODE="D%02d"><LIBELLE_LONG>DIVISION %d</LIBELLE_LONG><EFFECTIF_PREVU>34</EFFECTIF_PREVU><MEFS_APPARTENANCE><MEF_APPARTENANCE CODE="%s">
<EFFECTIF_PREVU>34</EFFECTIF_PREVU></MEF_APPARTENANCE></MEFS_APPARTENANCE><SERVICES>
`, d, d, mef)
		for m := 0; m < len(matieres) && s < sfin; m, s = m+1, s+1 {
			prof := debut + (s*7+m)%(fin-debut)
			fmt.Fprintf(&b, `<SERVICE CODE_MATIERE="%s" CODE_MOD_COURS="CG"><HEURES_STRUCTURE>4.00</HEURES_STRUCTURE><CO_ENS>false</CO_ENS><ENSEIGNANTS>
<ENSEIGNANT ID="%d" TYPE="epp"><HEURES_AGENT>4.00</HEURES_AGENT></ENSEIGNANT></ENSEIGNANTS></SERVICE>
`, matieres[m], 500_000+prof)
		}
		b.WriteString("</SERVICES></DIVISION>\n")
	}
	b.WriteString("</DIVISIONS><GROUPES/></STRUCTURE></DONNEES></STS_EDT>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

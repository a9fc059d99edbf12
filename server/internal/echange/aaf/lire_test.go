package aaf_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/aaf"
	"imagin/server/internal/echange/source"
)

const (
	debut = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd"><ficAlimMENESR>`
	lycee = `<addRequest><operationalAttributes><attr name="categorieStructure"><value>EtabEducNat</value></attr></operationalAttributes>
<identifier><id>2515</id></identifier><attributes><attr name="ENTStructureJointure"><value>2515</value></attr><attr name="ENTStructureUAI"><value>0299999l</value></attr>
<attr name="ENTStructureNomCourant"><value>LYCEE EXEMPLE</value></attr><attr name="ENTEtablissementContrat"><value>PU</value></attr>
<attr name="ENTStructureClasses"><value>TES1$TERMINALE ES$20212005110</value><value>1ES1$PREMIERE$20211005110</value></attr>
<attr name="ENTStructureGroupes"><value>GR1$$TES1$1ES1</value></attr></attributes></addRequest>`
	prof = `<addRequest><operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes>
<identifier><id>163</id></identifier><attributes><attr name="ENTPersonJointure"><value>163</value></attr><attr name="personalTitle"><value>Mme</value></attr>
<attr name="sn"><value>ABGRALL</value></attr><attr name="givenName"><value>Alix</value></attr><attr name="ENTPersonNomPatro"><value>ABGRALL</value></attr>
<attr name="ENTPersonDateNaissance"><value>13/03/1984</value></attr><attr name="ENTPersonSTSId"><value>910001</value></attr>
<attr name="ENTPersonStructRattach"><value>2515</value></attr><attr name="ENTPersonFonctions"><value>2515$ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES</value></attr>
<attr name="ENTAuxEnsClassesMatieres"><value>2515$TES1$061300</value></attr><attr name="ENTAuxEnsGroupesMatieres"><value>2515$GR1$061300</value></attr></attributes></addRequest>`
	depart = `<deleteRequest><operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes>
<identifier><id>164</id></identifier></deleteRequest>`
	fin = `</ficAlimMENESR>`
)

type lus struct {
	structures    []aaf.Structure
	personnes     []aaf.Personne
	enseignements []string
	anomalies     []source.Anomalie
}

func lire(s *aaf.Structures, texte string) (l lus, err error) {
	err = aaf.Lire(strings.NewReader(texte), s, aaf.Visiteur{
		Structure: func(s aaf.Structure) error { l.structures = append(l.structures, s); return nil },
		Personne:  func(p aaf.Personne) error { l.personnes = append(l.personnes, p); return nil },
		Enseignement: func(e aaf.Enseignement) error {
			l.enseignements = append(l.enseignements, strings.Join([]string{e.Personne, e.Structure, e.Classe, e.Matiere, e.Mef}, " "))
			return nil
		},
		Anomalie: func(a source.Anomalie) error { l.anomalies = append(l.anomalies, a); return nil },
	})
	return l, err
}

func TestLire(t *testing.T) {
	s := aaf.NewStructures()
	l, err := lire(s, debut+lycee+fin)
	require.NoError(t, err)
	require.Len(t, l.structures, 1)
	require.Equal(t, "0299999L", l.structures[0].UAI)
	require.True(t, l.structures[0].Public)

	l, err = lire(s, debut+prof+depart+fin)
	require.NoError(t, err)
	require.Empty(t, l.anomalies)
	require.Len(t, l.personnes, 2)
	p := l.personnes[0]
	require.Equal(t, "163 Mme ABGRALL Alix 1984-03-13 ENS 910001", strings.Join([]string{p.Jointure, p.Civilite, p.NomUsage, p.Prenom, p.DateNaissance, p.Fonction, p.CleSTS}, " "))
	require.Equal(t, []aaf.Rattachement{{Structure: "2515", Fonction: "ENS", Discipline: "L1300", Principal: true}}, p.Rattachements)
	require.Equal(t, aaf.Personne{Ligne: l.personnes[1].Ligne, Jointure: "164", Supprimee: true}, l.personnes[1])
	require.Equal(t, []string{"163 2515 TES1 061300 20212005110", "163 2515 GR1 061300 20212005110", "163 2515 GR1 061300 20211005110"}, l.enseignements,
		"un groupe enseigne aux MEF de ses classes")
}

func TestRefus(t *testing.T) {
	for nom, cas := range map[string]struct{ texte, code string }{
		"élèves":          {debut + strings.Replace(prof, "PersEducNat", "Eleve", 1) + fin, "import.eleves"},
		"autre racine":    {`<STS_EDT/>`, "import.racine_inconnue"},
		"entité":          {`<!DOCTYPE ficAlimMENESR [<!ENTITY a "b">]><ficAlimMENESR>&a;</ficAlimMENESR>`, "import.entite_interdite"},
		"tronqué":         {debut + prof[:200], "import.tronque"},
		"fiche démesurée": {debut + strings.Replace(prof, "<value>Mme</value>", strings.Repeat("<value>x</value>", 20_001), 1) + fin, "import.fiche"},
	} {
		t.Run(nom, func(t *testing.T) {
			_, err := lire(aaf.NewStructures(), cas.texte)
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
			require.Equal(t, cas.code, r.Code)
		})
	}
}

func TestFichesFautives(t *testing.T) {
	for nom, cas := range map[string]struct{ de, par, champ string }{
		"sans nom":       {"<value>ABGRALL</value>", "<value></value>", "sn"},
		"date illisible": {"13/03/1984", "1984", "ENTPersonDateNaissance"},
		"sans matière":   {"2515$TES1$061300", "2515$TES1", "ENTAuxEnsClassesMatieres"},
	} {
		t.Run(nom, func(t *testing.T) {
			l, err := lire(aaf.NewStructures(), debut+strings.ReplaceAll(prof, cas.de, cas.par)+fin)
			require.NoError(t, err)
			require.Len(t, l.anomalies, 1)
			require.Equal(t, cas.champ, l.anomalies[0].Champ)
		})
	}
}

func TestNomDeFichier(t *testing.T) {
	f, ok := aaf.NomDeFichier("ENT2D_Delta_20260901_PersEducNat_0001.xml")
	require.True(t, ok)
	require.Equal(t, aaf.Fichier{Delta: true, Categorie: "PersEducNat", Date: "20260901"}, f)
	_, ok = aaf.NomDeFichier("personnel.xml")
	require.False(t, ok)
}

func FuzzLire(f *testing.F) {
	f.Add(debut + lycee + prof + depart + fin)
	f.Add(debut + prof[:300])
	f.Fuzz(func(t *testing.T, texte string) {
		l, err := lire(aaf.NewStructures(), texte)
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		for _, p := range l.personnes {
			require.NotEmpty(t, p.Jointure)
			require.True(t, p.Supprimee || p.NomUsage != "" && p.Prenom != "")
		}
	})
}

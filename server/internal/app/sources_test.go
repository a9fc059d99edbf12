package app_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
)

const (
	aafDebut = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd"><ficAlimMENESR>`
	aafLycee = `<addRequest><operationalAttributes><attr name="categorieStructure"><value>EtabEducNat</value></attr></operationalAttributes>
<identifier><id>2515</id></identifier><attributes><attr name="ENTStructureJointure"><value>2515</value></attr><attr name="ENTStructureUAI"><value>0299999L</value></attr>
<attr name="ENTStructureNomCourant"><value>LYCEE EXEMPLE</value></attr><attr name="ENTStructureClasses"><value>TES1$TERMINALE ES$20212005110</value></attr></attributes></addRequest>`
	aafProf = `<addRequest><operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes>
<identifier><id>163</id></identifier><attributes><attr name="ENTPersonJointure"><value>163</value></attr><attr name="sn"><value>ABGRALL</value></attr>
<attr name="givenName"><value>Alix</value></attr><attr name="ENTPersonDateNaissance"><value>13/03/1984</value></attr><attr name="ENTPersonSTSId"><value>910001</value></attr>
<attr name="ENTPersonStructRattach"><value>2515</value></attr><attr name="ENTPersonFonctions"><value>2515$ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES</value></attr>
<attr name="ENTAuxEnsClassesMatieres"><value>2515$TES1$061300</value></attr></attributes></addRequest>`
	aafDepart = `<deleteRequest><operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes>
<identifier><id>163</id></identifier></deleteRequest>`
	aafFin = `</ficAlimMENESR>`
)

// TestToutesLesSources: each sample is taken in; again, it changes nothing and says so.
func TestToutesLesSources(t *testing.T) {
	complet := archive(t, "ENT2D_Complet_20260901_PersEducNat_0000.xml", aafDebut+aafProf+aafFin, "ENT2D_Complet_20260901_EtabEducNat_0000.xml", aafDebut+aafLycee+aafFin)
	for _, cas := range []struct {
		nom, source, texte string
		separateur         string
		preuve, attendu    string
	}{
		{"EPP", "epp", epp(t), ";", `SELECT count(*) FROM intervenant_secret WHERE type = 'NUMEN'`, "20"},
		{"EPP privé", "epp_prive", echantillon(t, "rh/epp_agents.csv"), ";", `SELECT count(*) FROM intervenant WHERE origine = 'EPP_PRIVE'`, "20"},
		{"AGAPE", "agape", echantillon(t, "rh/agape_agents.csv"), ";", `SELECT count(*) FROM rattachement WHERE source = 'AGAPE' AND effectif`, "3"},
		{"AGORA", "agora", echantillon(t, "rh/agora_agents.csv"), ";", `SELECT count(*) FROM rattachement WHERE source = 'AGORA' AND effectif`, "3"},
		{"STS-WEB", "sts", echantillon(t, fichierSTS), "", `SELECT count(*) FROM intervenant WHERE origine = 'STS'`, "21"},
		{"AAF complet", "aaf", complet, "", `SELECT string_agg(i.nom || ' ' || e.uai || ' ' || t.mef, ',') FROM enseignement t JOIN intervenant i ON i.academie = t.academie AND i.id = t.intervenant_id
			JOIN etablissement e ON e.academie = t.academie AND e.id = t.etablissement_id WHERE t.source = 'AAF'`, "ABGRALL 0299999L 20212005110"},
		{"établissements, géolocalisation", "etablissements", echantillon(t, "etablissements/fr-en-adresse-et-geolocalisation-colleges-france.csv"), ";",
			`SELECT count(*) > 100 FROM etablissement WHERE origine = 'ANNUAIRE' AND latitude IS NOT NULL`, "true"},
		{"établissements, annuaire", "etablissements", echantillon(t, "etablissements/etablissements_academie_rennes.csv"), ";",
			`SELECT count(*) > 100 FROM etablissement WHERE origine = 'ANNUAIRE' AND academie = '014'`, "true"},
		{"MEF", "bcn", echantillon(t, "bcn/mef_voie_pro_2025_2026.csv"), ",", `SELECT count(*) > 1400 FROM mef WHERE academie = '014'`, "true"},
		{"disciplines et fonctions", "bcn", archive(t, "d.csv", echantillon(t, "bcn/n_discipline_poste_extrait.csv"), "f.csv", echantillon(t, "bcn/n_fonction_extrait.csv")), ";",
			`SELECT count(*) FROM fonction WHERE academie = '014' AND code = 'ENS'`, "1"},
		{"communes", "communes", echantillon(t, "communes/communes.csv"), ";", `SELECT count(*) FROM commune WHERE academie = '014' AND code_insee = '29019'`, "1"},
		{"limitrophes", "limitrophes", "insee;insee_voisins\n29019;29075|29212\n", ";", `SELECT count(*) FROM commune_limitrophe WHERE academie = '014'`, "2"},
	} {
		t.Run(cas.nom, func(t *testing.T) {
			s, c := sansSeuils(t)
			if cas.source == "limitrophes" {
				recevoir(t, c, "communes", "auto", "insee;nom\n29019;Brest\n29075;Guipavas\n29212;Plouzané\n", client.ImportEtatApplique)
			}
			if cas.separateur != "" {
				s.Pg.Sql(t, "UPDATE source_echange SET separateur = '"+cas.separateur+"' WHERE code = '"+cas.source+"'")
			}
			recevoir(t, c, cas.source, "auto", cas.texte, client.ImportEtatApplique)
			require.Equal(t, cas.attendu, sql(t, s, strings.TrimSpace(cas.preuve)))
			avant := donnees(t, s.Pg.Proprietaire)
			i := recevoir(t, c, cas.source, "auto", cas.texte, client.ImportEtatApplique)
			require.Contains(t, *i.Message, "Aucun changement")
			require.Equal(t, avant, donnees(t, s.Pg.Proprietaire))
		})
	}
}

// TestAAFDelta: a delta says who changes and who leaves; whoever it does not name stays.
func TestAAFDelta(t *testing.T) {
	s, c := sansSeuils(t)
	autre := strings.NewReplacer("163", "164", "ABGRALL", "BIHAN", "910001", "910002", "Alix", "Francie").Replace(aafProf)
	recevoir(t, c, "aaf", "auto", archive(t, "ENT2D_Complet_20260901_EtabEducNat_0000.xml", aafDebut+aafLycee+aafFin,
		"ENT2D_Complet_20260901_PersEducNat_0000.xml", aafDebut+aafProf+autre+aafFin), client.ImportEtatApplique)
	recevoir(t, c, "aaf", "auto", archive(t, "ENT2D_Delta_20260902_PersEducNat_0000.xml", aafDebut+aafDepart+aafFin), client.ImportEtatApplique)
	require.Equal(t, "ABGRALL historise, BIHAN actif", sql(t, s, `SELECT string_agg(nom || ' ' || etat, ', ' ORDER BY nom) FROM intervenant WHERE origine = 'AAF'`))
	// STS-WEB then finds the one whose STS identifier the annuaire gave.
	recevoir(t, c, "sts", "auto", echantillon(t, fichierSTS), client.ImportEtatApplique)
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM intervenant WHERE academie = '014' AND nom = 'BIHAN' AND date_naissance IS NOT NULL`))
}

// TestRetard: a feed that was expected and did not come is told; one that nobody expects is not.
func TestRetard(t *testing.T) {
	s, c := sansSeuils(t)
	recevoir(t, c, "sts", "auto", echantillon(t, fichierSTS), client.ImportEtatApplique)
	s.Pg.Sql(t, `UPDATE source_echange SET periodicite_heures = 24, tolerance_heures = 2 WHERE code IN ('sts', 'epp')`)
	retards := func() string {
		l, err := c.ListerSourcesWithResponse(t.Context(), &client.ListerSourcesParams{Filtre: ptr("en_retard==true")})
		require.NoError(t, err)
		require.NotNil(t, l.JSON200, "%s", l.Body)
		var codes []string
		for _, x := range l.JSON200.Items {
			codes = append(codes, string(x.Code))
		}
		return strings.Join(codes, " ")
	}
	require.NotContains(t, retards(), "sts")
	s.Pg.Sql(t, `UPDATE import SET depose_le = depose_le - interval '25 hours', applique_le = applique_le - interval '25 hours'`)
	require.NotContains(t, retards(), "sts", "la tolérance court encore")
	s.Pg.Sql(t, `UPDATE import SET depose_le = depose_le - interval '2 hours', applique_le = applique_le - interval '2 hours'`)
	require.Contains(t, retards(), "sts")
}

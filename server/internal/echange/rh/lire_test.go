package rh_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/rh"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/pgtest"
)

type lus struct {
	genre        string
	agents       []rh.Agent
	affectations []rh.Affectation
	codes        []bcn.Code
	anomalies    []source.Anomalie
}

func lire(texte string, f tabulaire.Format) (l lus, err error) {
	l.genre, err = rh.Lire(strings.NewReader(texte), f, rh.Visiteur{
		Agent:       func(a rh.Agent) error { l.agents = append(l.agents, a); return nil },
		Affectation: func(a rh.Affectation) error { l.affectations = append(l.affectations, a); return nil },
		Code:        func(c bcn.Code) error { l.codes = append(l.codes, c); return nil },
		Anomalie:    func(a source.Anomalie) error { l.anomalies = append(l.anomalies, a); return nil },
	})
	return l, err
}

func echantillon(t testing.TB, nom string) string {
	t.Helper()
	b, err := os.ReadFile(pgtest.Racine() + "/../shared/donnees/" + nom)
	require.NoError(t, err)
	return string(b)
}

func TestEchantillons(t *testing.T) {
	for nom, cas := range map[string]struct {
		genre                string
		agents, affectations int
	}{
		"rh/epp_agents.csv":       {"agents", 20, 0},
		"rh/epp_affectations.csv": {"affectations", 0, 23},
		"rh/agape_agents.csv":     {"agents", 3, 0},
		"rh/agora_agents.csv":     {"agents", 3, 0},
	} {
		t.Run(nom, func(t *testing.T) {
			l, err := lire(echantillon(t, nom), tabulaire.Format{})
			require.NoError(t, err)
			require.Equal(t, cas.genre, l.genre)
			require.Len(t, l.agents, cas.agents)
			require.Len(t, l.affectations, cas.affectations)
			for _, a := range l.anomalies {
				require.False(t, a.Rejet, "%+v", a)
			}
		})
	}
	l, err := lire(echantillon(t, "rh/epp_agents.csv"), tabulaire.Format{})
	require.NoError(t, err)
	require.Equal(t, rh.Agent{Ligne: 2, Numen: "99E0610001CTD", CleSTS: "910001", Civilite: "Mme", NomUsage: "ABGRALL", NomPatronymique: "ABGRALL", Prenom: "ALIX",
		DateNaissance: "1984-03-13", Corps: "553", Grade: "5531", GradeLibelle: "CERT. CL N", DisciplineRecrutement: "L1300", Position: "ACTIVITE", PositionLe: "2013-09-01",
		Adresse: "1 RUE DE L EXEMPLE", CodePostal: "29200", CodeCommune: "29019", Commune: "BREST", Mel: "alix.abgrall@ac-exemple.invalid"}, l.agents[0])
}

// TestColonnesDeLAcademie: a real extraction is read without code, by naming its columns.
func TestColonnesDeLAcademie(t *testing.T) {
	f := tabulaire.Format{Encodage: "iso-8859-15", Separateur: ',', Colonnes: map[string]string{"numen": "IDENT", "nom_usage": "Nom d'état civil", "prenom": "PRÉNOM USUEL", "date_naissance": "Né le"}}
	l, err := lire("IDENT,Nom d'\xe9tat civil,PR\xc9NOM USUEL,N\xe9 le\n99E0610001CTD,LE GO\xcbC,Ma\xebl,13/03/1984\n", f)
	require.NoError(t, err)
	require.Len(t, l.agents, 1)
	require.Equal(t, "LE GOËC Maël 1984-03-13", l.agents[0].NomUsage+" "+l.agents[0].Prenom+" "+l.agents[0].DateNaissance)
	// A byte order mark wins: rejects are given back in UTF-8.
	l, err = lire("\xef\xbb\xbfIDENT,Nom d'état civil,PRÉNOM USUEL,Né le\n99E0610001CTD,LE GOËC,Maël,13/03/1984\n", f)
	require.NoError(t, err)
	require.Equal(t, "LE GOËC", l.agents[0].NomUsage)
}

func TestLignes(t *testing.T) {
	for nom, cas := range map[string]struct {
		texte, champ, dit string
		rejet             bool
	}{
		"NUMEN court":           {"numen;nom;prenom\n99E06;A;B\n", "numen", "13", true},
		"personne sans prénom":  {"numen;nom;prenom\n99E0610001CTD;A;\n", "nom_usage", "sans nom", true},
		"NUMEN deux fois":       {"numen;nom;prenom\n99E0610001CTD;A;B\n99E0610001CTD;C;D\n", "numen", "ligne 2", true},
		"date illisible":        {"numen;nom;prenom;date_naissance\n99E0610001CTD;A;B;31/02/1980\n", "date_naissance", "laissé vide", false},
		"courriel illisible":    {"numen;nom;prenom;mel\n99E0610001CTD;A;B;pas un mel\n", "mel_pro", "courriel", false},
		"commune illisible":     {"numen;nom;prenom;insee\n99E0610001CTD;A;B;Brest\n", "code_commune_insee", "INSEE", false},
		"UAI illisible":         {"numen;uai;type_affectation\n99E0610001CTD;29X;PRINCIPALE\n", "uai", "UAI", true},
		"quotité au-delà":       {"numen;uai;type_affectation;quotite\n99E0610001CTD;0299999L;PRINCIPALE;150\n", "quotite", "0 à 100", false},
		"fin avant le début":    {"numen;uai;type_affectation;date_debut;date_fin\n99E0610001CTD;0299999L;PRINCIPALE;2025-09-01;2025-08-01\n", "date_fin", "précède", false},
		"une colonne de trop":   {"numen;nom;prenom\n99E0610001CTD;A;B;C\n", "ligne", "colonnes", true},
		"octets d’un autre âge": {"numen;nom;prenom\n99E0610001CTD;L\xc9;B\n", "ligne", "UTF-8", true},
	} {
		t.Run(nom, func(t *testing.T) {
			l, err := lire(cas.texte, tabulaire.Format{})
			require.NoError(t, err)
			require.Len(t, l.anomalies, 1)
			require.Equal(t, cas.champ, l.anomalies[0].Champ)
			require.Contains(t, l.anomalies[0].Message, cas.dit)
			require.Equal(t, cas.rejet, l.anomalies[0].Rejet)
			require.NotContains(t, l.anomalies[0].Valeur, "99E0610001CTD", "un rapport ne montre aucun NUMEN")
		})
	}
}

func TestNomenclatureDansLEnvoi(t *testing.T) {
	l, err := lire("grade;corps;libelle_long\n5531;553;CERTIFIE CLASSE NORMALE\n", tabulaire.Format{})
	require.NoError(t, err)
	require.Equal(t, "nomenclature", l.genre)
	require.Equal(t, []bcn.Code{{Ligne: 2, Nomenclature: "grade", Code: "5531", Libelle: "CERTIFIE CLASSE NORMALE", Parent: "553"}}, l.codes)
}

func FuzzLire(f *testing.F) {
	f.Add(echantillon(f, "rh/epp_agents.csv"), "utf-8")
	f.Add(echantillon(f, "rh/epp_affectations.csv"), "iso-8859-15")
	f.Add("\xef\xbb\xbfnumen;nom;prenom\n\"99E0610001CTD;A\";B\n", "windows-1252")
	f.Add("grade;corps;libelle\n5531;553;X\n", "")
	f.Fuzz(func(t *testing.T, texte, encodage string) {
		l, err := lire(texte, tabulaire.Format{Encodage: encodage})
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
			require.NotEmpty(t, r.Code)
		}
		for _, a := range l.agents {
			require.Len(t, a.Numen, 13)
			require.NotEmpty(t, a.NomUsage)
			require.LessOrEqual(t, len(a.DateNaissance), 10)
		}
		for _, a := range l.affectations {
			require.Len(t, a.UAI, 8)
		}
	})
}

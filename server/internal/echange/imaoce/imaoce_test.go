package imaoce_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/pgtest"
)

// lues counts what a visitor was given, and keeps what was set aside.
type lues struct {
	lignes    []any
	anomalies []source.Anomalie
}

func (l *lues) visiteur() imaoce.Visiteur {
	return imaoce.Visiteur{Session: ajouter[imaoce.Session](l), Reglement: ajouter[imaoce.Reglement](l), Inscription: ajouter[imaoce.Inscription](l),
		Centre: ajouter[imaoce.Centre](l), Jury: ajouter[imaoce.Jury](l), Commission: ajouter[imaoce.Commission](l), Origine: ajouter[imaoce.Origine](l),
		Presents: ajouter[imaoce.Presents](l), Anomalie: func(a source.Anomalie) error { l.anomalies = append(l.anomalies, a); return nil }}
}

func ajouter[T any](l *lues) func(T) error {
	return func(t T) error { l.lignes = append(l.lignes, t); return nil }
}

func lire(texte string, moment int) (imaoce.Genre, *lues, error) {
	l := &lues{}
	g, err := imaoce.Lire(strings.NewReader(texte), tabulaire.Format{}, moment, l.visiteur())
	return g, l, err
}

func TestEchantillons(t *testing.T) {
	for _, cas := range []struct {
		fichier string
		moment  int
		genre   imaoce.Genre
	}{
		{"1_session.csv", 1, imaoce.TableSession}, {"1_reglementation.csv", 1, imaoce.TableReglementation}, {"2_inscriptions.csv", 2, imaoce.TableInscriptions},
		{"3_centres.csv", 3, imaoce.TableCentres}, {"3_jurys.csv", 3, imaoce.TableJurys}, {"3_commissions.csv", 3, imaoce.TableCommissions},
		{"3_commission_origines.csv", 3, imaoce.TableOrigines}, {"4_presents.csv", 4, imaoce.TablePresents},
	} {
		t.Run(cas.fichier, func(t *testing.T) {
			b, err := os.ReadFile(pgtest.Racine() + "/../shared/donnees/imaoce/" + cas.fichier)
			require.NoError(t, err)
			genre, l, err := lire(string(b), cas.moment)
			require.NoError(t, err)
			require.Equal(t, cas.genre, genre)
			require.Len(t, l.lignes, strings.Count(strings.TrimSpace(string(b)), "\n"), "%v", l.anomalies)
			_, _, err = lire(string(b), cas.moment%4+1)
			var r *source.Refus
			require.True(t, errors.As(err, &r))
			require.Equal(t, "import.autre_moment", r.Code)
		})
	}
}

func TestUneCommissionEstLue(t *testing.T) {
	const titres = "session;examen;specialite;epreuve;option;jury;commission;type;uai_centre;date;heure;duree_min;nb_jours;nb_candidats_prevus;nb_intervenants_demandes;profil_demande\n"
	_, l, err := lire(titres+"2014-N;BG;ES;RAT;mat;ES012;I01;interrogation;0299998K;07/07/2014;08h00;600;2;28;1;ENSEIGNANT\n", 3)
	require.NoError(t, err)
	require.Len(t, l.lignes, 1, "%v", l.anomalies)
	c, ok := l.lignes[0].(imaoce.Commission)
	require.True(t, ok)
	require.Equal(t, "2014-07-07", c.Le.Format("2006-01-02"))
	require.Equal(t, []any{"MAT", "INTERROGATION", "08:00", 600, 2, 28, 1}, []any{c.Option, c.Type, c.A, *c.DureeMin, c.Jours, c.Candidats, *c.Demandes})
	for valeur, faute := range map[string]string{
		"2014-N;;ES;RAT;;J;C;CORRECTION;;;;;;28;;":             "examen",
		"2014-N;BG;ES;RAT;;J;C;CORRECTION;;31/02/2014;;;;28;;": "date",
		"2014-N;BG;ES;RAT;;J;C;CORRECTION;;;25:00;;;28;;":      "heure",
		"2014-N;BG;ES;RAT;;J;C;CORRECTION;;;;;;-1;;":           "nb_candidats_prevus",
		"2014-N;BG;ES;RAT;;J;C;CORRECTION;;;;;61;28;;":         "nb_jours",
		"2014-N;BG;ES;RAT;;J;C;1;;;;;;28;;":                    "type",
		"2014-N;BG;ES;RAT;;J;C;CORRECTION;;;;;;;;":             "nb_candidats_prevus",
		";BG;ES;RAT;;J;C;CORRECTION;;;;;;28;;":                 "session",
	} {
		_, l, err := lire(titres+valeur+"\n", 3)
		require.NoError(t, err)
		require.Empty(t, l.lignes, valeur)
		require.Len(t, l.anomalies, 1)
		require.Equal(t, faute, l.anomalies[0].Champ, valeur)
		require.Equal(t, 2, l.anomalies[0].Ligne)
	}
	_, l, err = lire(titres+strings.Repeat("2014-N;BG;ES;RAT;;J;C;CORRECTION;;;;;;28;;\n", 2), 3)
	require.NoError(t, err)
	require.Len(t, l.lignes, 1)
	require.Contains(t, l.anomalies[0].Message, "déjà lu ligne 2")
}

func FuzzLire(f *testing.F) {
	for moment, texte := range map[int]string{
		1: "session;examen;specialite;epreuve;option;nature;coefficient\n2014-N;BG;ES;05;NSP;E;1,5\n",
		2: "session;examen;specialite;epreuve;option;uai_origine;nb_inscrits;nb_dispenses\n2014-N;BG;ES;05;NSP;0299999L;41;0\n",
		3: "session;examen;jury;commission;uai_origine;nb_candidats\n2014-N;BG;ES012;C01;0299999L;41\n",
		4: "session;examen;specialite;epreuve;option;jury;commission;nb_prevus;nb_presents;nb_absents;date_remontee\n2014-N;BG;ES;05;NSP;ES012;C01;74;71;3;2014-07-02\n",
	} {
		f.Add(moment, texte)
	}
	f.Fuzz(func(t *testing.T, moment int, texte string) {
		_, l, err := lire(texte, moment)
		var r *source.Refus
		require.True(t, err == nil || errors.As(err, &r), "%v", err)
		for _, x := range l.lignes {
			switch v := x.(type) {
			case imaoce.Commission:
				require.True(t, v.Candidats >= 0 && v.Jours >= 1 && v.Jours <= 60 && v.Examen != "" && v.Jury != "" && v.Code != "")
			case imaoce.Inscription:
				require.True(t, v.Dispenses <= v.Inscrits)
			case imaoce.Reglement:
				require.NotEmpty(t, v.Libelle)
				require.LessOrEqual(t, len([]rune(v.Libelle)), 401)
			}
		}
	})
}

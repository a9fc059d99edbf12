package lettre_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/pdf"
	"imagin/server/internal/pdf/lecture"
)

func lire(t require.TestingT, l lettre.Lettre, m lettre.Modele) (*lecture.Element, int) {
	var b bytes.Buffer
	require.NoError(t, lettre.Ecrire(&b, &l, m))
	e, pages, err := lecture.Lire(b.Bytes())
	require.NoError(t, err)
	return e, pages
}

func TestTroisVersions(t *testing.T) {
	l := lettre.Exemple()
	avant := l.Le.AddDate(0, 0, -10)
	originale, pages := lire(t, l, lettre.Defaut)
	require.Equal(t, 1, pages)
	texte := originale.Texte
	for _, attendu := range []string{"GUÉGUEN", "ORIGINALE", "12, rue de l’Œuvre", "8 h 00 à 12 h 30", "lundi 14 juin 2027", "4 h 30", "Interrogateur",
		"Bureau des BTS, 02 00 00 00 00", "vaut ordre de mission", "pièce d’identité", "Calculatrice", l.Verification, "Copie : "} {
		require.Contains(t, texte, attendu)
	}
	require.Len(t, originale.Tous("H1"), 1)
	require.Len(t, originale.Tous("Table"), 1)
	require.Contains(t, originale.Tous("Figure")[0].Alternatif, "Code QR")

	l.Version, l.Remplace = lettre.Rectificative, &avant
	l.Changements = []lettre.Changement{{Objet: "Heure", Avant: "8 h 00", Apres: "9 h 00"}}
	rectificative, _ := lire(t, l, lettre.Defaut)
	require.Contains(t, rectificative.Texte, "RECTIFICATIVE : annule et remplace la convocation du 23 mai 2027")
	require.Equal(t, []string{"Heure", "8 h 00", "9 h 00"}, textes(rectificative.Tous("Table")[0].Tous("TD")))

	l.Version, l.Changements, l.Motif = lettre.Annulation, nil, "L’épreuve est reportée."
	annulation, _ := lire(t, l, lettre.Defaut)
	require.Contains(t, annulation.Texte, "ANNULATION de la convocation du 23 mai 2027")
	require.Contains(t, annulation.Texte, "n’avez plus à vous présenter")
	require.Contains(t, annulation.Texte, "L’épreuve est reportée.")
	require.NotContains(t, annulation.Texte, "pièce d’identité")
}

func textes(l []*lecture.Element) (t []string) {
	for _, e := range l {
		t = append(t, e.Texte)
	}
	return t
}

// TestHeuresDuCentre: the same instant is written as the clock of the centre shows it.
func TestHeuresDuCentre(t *testing.T) {
	instant := time.Date(2027, 6, 14, 6, 0, 0, 0, time.UTC)
	for fuseau, attendu := range map[string]string{"Europe/Paris": "8 h 00 à 9 h 30", "America/Guadeloupe": "2 h 00 à 3 h 30 (heure locale du centre)",
		"Indian/Reunion": "10 h 00 à 11 h 30 (heure locale du centre)", "Pacific/Noumea": "17 h 00 à 18 h 30 (heure locale du centre)"} {
		_, heures := lettre.Quand(lettre.Creneau{Debut: instant, Fin: instant.Add(90 * time.Minute)}, fuseau)
		require.Equal(t, attendu, heures, fuseau)
	}
	jours, heures := lettre.Quand(lettre.Creneau{Debut: instant, Fin: instant.Add(72 * time.Hour)}, "Europe/Paris")
	require.Equal(t, "du lundi 14 juin 2027 au jeudi 17 juin 2027", jours)
	require.Contains(t, heures, "le dernier")
}

// TestPlusieursPages: forty missions for one person make one letter of several pages, every one of them said.
func TestPlusieursPages(t *testing.T) {
	l := lettre.Exemple()
	for i := range 39 {
		m := l.Missions[0]
		m.Epreuve = fmt.Sprint("Épreuve ", i)
		l.Missions = append(l.Missions, m)
	}
	e, pages := lire(t, l, lettre.Defaut)
	require.Greater(t, pages, 8)
	require.Len(t, e.Tous("Table"), 40)
	require.Contains(t, e.Texte, "Épreuve 38")
}

// TestLettreQuelconque: whatever is in its fields, a letter is a valid tagged document that says the name of its bearer.
func TestLettreQuelconque(t *testing.T) {
	mot := rapid.StringOfN(rapid.RuneFrom([]rune("abÉœŁ漢{}()\\<>\n\t &'\"")), 0, 120, -1)
	rapid.Check(t, func(t *rapid.T) {
		l := lettre.Exemple()
		l.Destinataire.Nom, l.Destinataire.Prenom = mot.Draw(t, "nom"), mot.Draw(t, "prenom")
		l.Destinataire.Adresse = rapid.SliceOfN(mot, 0, 6).Draw(t, "adresse")
		l.Missions[0].Consignes, l.Missions[0].Centre.Nom = mot.Draw(t, "consignes"), mot.Draw(t, "centre")
		l.Signataire.Nom = mot.Draw(t, "signataire")
		e, _ := lire(t, l, lettre.Defaut)
		require.Contains(t, e.Texte, l.Verification)
	})
}

func TestModele(t *testing.T) {
	require.Empty(t, lettre.Defaut.Verifier())
	fautes := func(m lettre.Modele) string {
		var b strings.Builder
		for _, f := range m.Verifier() {
			fmt.Fprintln(&b, f.Pointeur, f.Code, f.Message)
		}
		return b.String()
	}
	avec := func(texte string) lettre.Modele {
		m := lettre.Defaut
		m.Blocs = append([]lettre.Bloc{{Genre: lettre.Paragraphe, Texte: texte}}, m.Blocs...)
		return m
	}
	require.Contains(t, fautes(avec("Bonjour {prennom}")), "/blocs/0/texte champ_inconnu Le champ « {prennom} » n’existe pas. Vouliez-vous écrire « {prenom} » ?")
	require.Contains(t, fautes(avec("{Examen}")), "« {examens} »")
	require.Contains(t, fautes(avec("{zzzzzzzzzzzz}")), "n’existe pas.\n", "rien de proche : rien n’est proposé")
	require.Contains(t, fautes(avec("{nom")), "accolade")
	require.Contains(t, fautes(avec(" ")), "requis")
	require.Contains(t, fautes(lettre.Modele{Objet: "x"}), "missions_absentes")
	require.Contains(t, fautes(lettre.Modele{Objet: "x", Blocs: []lettre.Bloc{{Genre: lettre.Missions}}}), "changements_absents")
	require.Contains(t, fautes(lettre.Modele{Objet: "{nm}", Blocs: []lettre.Bloc{{Genre: "html"}}}), "genre_inconnu")
	for _, c := range lettre.Champs {
		require.Empty(t, avec("{"+c.Nom+"}").Verifier(), c.Nom)
	}
}

// TestLot: letters of one file follow each other on pages of their own, each with its mark.
func TestLot(t *testing.T) {
	l := lettre.Exemple()
	var b bytes.Buffer
	d := pdf.Nouveau(&b, pdf.Infos{Titre: "Lot", Cree: l.Le})
	for range 30 {
		require.NoError(t, lettre.Dessiner(d, &l, lettre.Defaut))
	}
	require.NoError(t, d.Terminer())
	e, pages, err := lecture.Lire(b.Bytes())
	require.NoError(t, err)
	require.Equal(t, 30, pages)
	require.Len(t, e.Tous("H1"), 30)
}

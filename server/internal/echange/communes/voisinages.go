package communes

import (
	"io"
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Voisinage is a pair of communes limitrophes, A before B.
type Voisinage struct {
	Ligne int
	A, B  string
}

var champsVoisinage = []tabulaire.Champ{
	{Nom: "insee_a", Libelle: "Code INSEE de la commune", Requis: true, Alias: []string{"insee_a", "insee", "code_insee", "commune_a"}},
	{Nom: "insee_voisins", Libelle: "Codes INSEE des voisines (séparés par |)", Requis: true, Alias: []string{"insee_voisins", "insee_b", "voisins", "commune_b"}},
}

// ChampsVoisinage are the fields that an académie may map.
func ChampsVoisinage() []tabulaire.Champ { return champsVoisinage }

// pairesMax is far above what the whole country has (some 105 000), and keeps the memory bounded.
const pairesMax = 500_000

// LireVoisinages reads an adjacency file, one line per commune with its neighbours, or one line per pair. Each pair is
// given once, whichever way the file lists it.
func LireVoisinages(r io.Reader, f tabulaire.Format, voisinage func(Voisinage) error, anomalie func(source.Anomalie) error) error {
	l, err := ouvrir(r, f, champsVoisinage)
	if err != nil {
		return err
	}
	vues := map[[2]string]bool{}
	return l.Lire(func(lue tabulaire.Ligne) error {
		a := strings.ToUpper(lue.Val("insee_a"))
		if !insee.MatchString(a) {
			return anomalie(*lue.Rejet("insee_a", a, "un code INSEE compte cinq chiffres (2A ou 2B en Corse)"))
		}
		for _, b := range strings.FieldsFunc(strings.ToUpper(lue.Val("insee_voisins")), func(r rune) bool { return r == '|' || r == ',' || r == ' ' }) {
			if faute := fauteVoisine(lue, a, b); faute != nil {
				if err := anomalie(*faute); err != nil {
					return err
				}
				continue
			}
			paire := [2]string{min(a, b), max(a, b)}
			if vues[paire] {
				continue
			}
			if len(vues) == pairesMax {
				return source.Refuser("import.trop_de_paires", lue.Numero, "Ligne %d : plus de %d paires de communes ; ce n’est pas un fichier d’adjacence.", lue.Numero, pairesMax)
			}
			vues[paire] = true
			if err := voisinage(Voisinage{lue.Numero, paire[0], paire[1]}); err != nil {
				return err
			}
		}
		return nil
	}, anomalie)
}

func fauteVoisine(l tabulaire.Ligne, a, b string) *source.Anomalie {
	switch {
	case !insee.MatchString(b):
		return l.Rejet("insee_voisins", b, "un code INSEE compte cinq chiffres (2A ou 2B en Corse) : cette voisine n’est pas reprise")
	case a == b:
		return l.Rejet("insee_voisins", b, "une commune n’est pas sa propre voisine")
	}
	return nil
}

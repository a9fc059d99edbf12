package frais

import (
	"strconv"
	"strings"

	"imagin/api"
	"imagin/server/internal/frais/calcul"
)

const insecable = "\u00a0"

// Montant as people read it: 1 234,50 €, or 1 562 F CFP. It counts the smallest coin of the currency.
func Montant(m int64, devise string) string {
	if devise == "XPF" {
		return grouper(m) + insecable + "F" + insecable + "CFP"
	}
	c := strconv.FormatInt(m%100, 10)
	if len(c) < 2 {
		c = "0" + c
	}
	return grouper(m/100) + "," + c + insecable + "€"
}

func grouper(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + insecable + s[i:]
	}
	return s
}

var comptes = map[calcul.Unite][2]string{calcul.Copies: {"copie", "copies"}, calcul.Demandes: {"demande", "demandes"}, calcul.Dossiers: {"dossier", "dossiers"},
	calcul.Forfaits: {"forfait", "forfaits"}, calcul.Repas: {"repas", "repas"}, calcul.Nuits: {"nuit", "nuits"}, calcul.Trajets: {"trajet", "trajets"}}

// Quantite of a line in words: 4 h 40, 45,2 km, 60 copies.
func Quantite(l *api.LigneFrais) string {
	switch u := calcul.Unite(l.Unite); u {
	case calcul.Minutes:
		return grouper(l.Quantite/60) + insecable + "h" + insecable + strconv.FormatInt(100+l.Quantite%60, 10)[1:]
	case calcul.Metres:
		return strings.TrimSuffix(grouper(l.Quantite/1000)+","+strconv.FormatInt(l.Quantite%1000/100, 10), ",0") + insecable + "km"
	case calcul.Pieces:
		return "1" + insecable + "justificatif"
	default:
		mots := comptes[u]
		if l.Quantite > 1 {
			return grouper(l.Quantite) + insecable + mots[1]
		}
		return grouper(l.Quantite) + insecable + mots[0]
	}
}

// Taux of a line in words, with its coefficient; empty for a receipt.
func Taux(l *api.LigneFrais, devise string) string {
	u := calcul.Unite(l.Unite)
	if u == calcul.Pieces {
		return ""
	}
	s := calcul.Taux(l.Taux).String() + insecable + map[bool]string{true: "F" + insecable + "CFP", false: "€"}[devise == "XPF"]
	s += map[calcul.Unite]string{calcul.Minutes: " l’heure", calcul.Metres: " le km"}[u]
	if l.Coefficient != 10_000 {
		s += " × " + calcul.Taux(l.Coefficient).String()
	}
	return s
}

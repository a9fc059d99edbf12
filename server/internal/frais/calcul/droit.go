package calcul

import "strings"

// Lieux are the communes (INSEE) on which a right to travel depends; an unknown one is empty and gives no right away.
type Lieux struct{ Mission, Residence, Etablissement string }

// Droit says whether the journey is paid, and by which rule: décret 2006-781, articles 2 and 3. A commune and those
// declared limitrophes of it, served by public transport, are one.
func Droit(l Lieux, limitrophes func(a, b string) bool) (bool, string) {
	switch {
	case l.Mission == "":
		return false, "DEP.SANS_LIEU"
	case l.Residence == "" && l.Etablissement == "":
		return false, "DEP.SANS_RESIDENCE"
	case l.Mission == l.Residence:
		return false, "DEP.RESIDENCE"
	case l.Mission == l.Etablissement:
		return false, "DEP.ETABLISSEMENT"
	case l.Residence != "" && limitrophes(l.Mission, l.Residence):
		return false, "DEP.LIMITROPHE.RESIDENCE"
	case l.Etablissement != "" && limitrophes(l.Mission, l.Etablissement):
		return false, "DEP.LIMITROPHE.ETABLISSEMENT"
	}
	return true, "DEP.DROIT"
}

// PlusProche is the departure that pays least: the nearer of the two residences (metres; negative when unknown).
func PlusProche(residence, etablissement int64) int64 {
	switch {
	case residence < 0:
		return etablissement
	case etablissement < 0:
		return residence
	}
	return min(residence, etablissement)
}

// Zones of a territory.
type Zones struct{ Repas, Nuit, IK string }

// communesMGP are the seven of the métropole du Grand Paris outside Paris and its three neighbouring départements.
var communesMGP = map[string]bool{"91027": true, "91326": true, "91432": true, "91479": true, "91589": true, "91687": true, "95018": true}

// ZonesDe gives the codes that price a night, a meal and a kilometre in a commune; grandeVille is the population from
// which a town is large, devise the currency in which the académie pays.
func ZonesDe(insee string, population, grandeVille int64, devise Devise) Zones {
	dep := insee
	if len(insee) >= 2 {
		dep = insee[:2]
	}
	switch {
	case dep == "97":
		return Zones{"REPAS.DOM", "NUIT.DOM", "METRO_DOM"}
	case dep == "98":
		z := Zones{"REPAS.PAC", "NUIT.PAC", "PF"}
		if devise == XPF {
			z.Repas, z.Nuit = "REPAS.PAC.XPF", "NUIT.PAC.XPF"
		}
		switch {
		case strings.HasPrefix(insee, "988"):
			z.IK = "NC"
		case strings.HasPrefix(insee, "986"):
			z.IK = "WF"
		}
		return z
	case dep == "75":
		return Zones{"REPAS.METRO", "NUIT.PARIS", "METRO_DOM"}
	case dep == "92" || dep == "93" || dep == "94" || communesMGP[insee] || population >= grandeVille:
		return Zones{"REPAS.METRO", "NUIT.GV", "METRO_DOM"}
	}
	return Zones{"REPAS.METRO", "NUIT.BASE", "METRO_DOM"}
}

// GrandeVille is the population from which a town is large, on a day.
func (b *Bareme) GrandeVille(j Jour) int64 {
	return int64(b.valeur("PARAM.GV.POPULATION", j, 200_000*unitaire) / unitaire)
}

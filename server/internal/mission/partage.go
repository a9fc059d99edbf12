package mission

import (
	"slices"
	"time"

	"imagin/api"
)

// partager cuts a number in parts that differ by one at most, the largest first; their sum is the number.
func partager(total, parts int) []int {
	tailles := make([]int, parts)
	for i := range tailles {
		tailles[i] = total / parts
		if i < total%parts {
			tailles[i]++
		}
	}
	return tailles
}

// repartirOrigines fills each part in turn with the candidates of the establishments, in their order: a school is cut
// only where a part ends. Candidates beyond the sizes go to the last part.
func repartirOrigines(os []api.OrigineMission, tailles []int) [][]api.OrigineMission {
	parts := make([][]api.OrigineMission, len(tailles))
	i, place := 0, 0
	if len(tailles) > 0 {
		place = tailles[0]
	}
	for _, o := range os {
		reste := o.Candidats
		for reste > 0 {
			for place == 0 && i < len(tailles)-1 {
				i++
				place = tailles[i]
			}
			pris := min(reste, place)
			if i == len(tailles)-1 {
				pris = reste
			}
			parts[i] = append(parts[i], api.OrigineMission{Uai: o.Uai, Candidats: pris})
			reste, place = reste-pris, max(place-pris, 0)
		}
	}
	return parts
}

// repartirBesoins cuts each role in parts; what is rounded up goes to the first.
func repartirBesoins(bs []api.BesoinMission, parts int) [][]api.BesoinMission {
	faits := make([][]api.BesoinMission, parts)
	for _, b := range bs {
		reserve := 0
		if b.Reservistes != nil {
			reserve = *b.Reservistes
		}
		nombres, reserves := partager(b.Nombre, parts), partager(reserve, parts)
		for i := range parts {
			if nombres[i] > 0 || reserves[i] > 0 {
				faits[i] = append(faits[i], api.BesoinMission{Role: b.Role, Nombre: nombres[i], Reservistes: &reserves[i]})
			}
		}
	}
	return faits
}

// parJour groups créneaux by the day they begin, at the clock of the centre.
func parJour(cs []creneau, zone *time.Location) [][]creneau {
	var jours [][]creneau
	var jour string
	for _, c := range cs {
		if j := c.Debut.In(zone).Format(time.DateOnly); j != jour {
			jours, jour = append(jours, nil), j
		}
		jours[len(jours)-1] = append(jours[len(jours)-1], c)
	}
	return jours
}

// unir puts créneaux together, each once. ok is false when two on site overlap without being the same.
func unir(groupes ...[]creneau) (union []creneau, ok bool) {
	tous := slices.Concat(groupes...)
	slices.SortFunc(tous, func(a, b creneau) int { return a.Debut.Compare(b.Debut) })
	for _, c := range tous {
		deja := slices.ContainsFunc(union, func(x creneau) bool { return x.Debut.Equal(c.Debut) && x.Fin.Equal(c.Fin) && x.SurPlace == c.SurPlace })
		if deja {
			continue
		}
		if slices.ContainsFunc(union, func(x creneau) bool {
			return x.SurPlace && c.SurPlace && c.Debut.Before(x.Fin) && x.Debut.Before(c.Fin)
		}) {
			return nil, false
		}
		union = append(union, c)
	}
	return union, true
}

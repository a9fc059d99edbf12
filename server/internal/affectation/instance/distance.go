package instance

import "math"

const (
	rayonTerre = 6371.0
	// detour is what roads add to the crow's flight.
	detour = 1.25
	// inconnue is the distance given to a place whose coordinates nobody knows.
	inconnue = 60
	sansPont = 400 // km: no road is driven further in a day (islands)
)

// distances holds kilometres by road between places, estimated once.
type distances struct {
	n  int
	km []uint16
}

func nouvellesDistances(lieux []Lieu) distances {
	d := distances{n: len(lieux), km: make([]uint16, len(lieux)*len(lieux))}
	for i := range lieux {
		for j := range i {
			km := Kilometres(&lieux[i], &lieux[j])
			d.km[i*d.n+j], d.km[j*d.n+i] = km, km
		}
	}
	return d
}

func (d *distances) entre(a, b int32) int32 {
	if a < 0 || b < 0 {
		return 0
	}
	return int32(d.km[int(a)*d.n+int(b)])
}

// Kilometres by road between two places, estimated from the crow’s flight.
func Kilometres(a, b *Lieu) uint16 {
	if !a.Connu || !b.Connu {
		if a.Commune != "" && a.Commune == b.Commune {
			return 0
		}
		return inconnue
	}
	rad := math.Pi / 180
	la, lb := a.Latitude*rad, b.Latitude*rad
	s := math.Sin((lb-la)/2)*math.Sin((lb-la)/2) + math.Cos(la)*math.Cos(lb)*math.Pow(math.Sin((b.Longitude-a.Longitude)*rad/2), 2)
	km := 2 * rayonTerre * math.Asin(math.Sqrt(min(1, s))) * detour
	return uint16(min(math.Round(km), math.MaxUint16))
}

// Minutes of a journey: sixty kilometres an hour; what cannot be driven takes a day.
func Minutes(km int32) int32 {
	if km > sansPont {
		return 24 * 60
	}
	return km
}

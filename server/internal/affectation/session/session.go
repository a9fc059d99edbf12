// Package session reads the exchange format of whole sessions: JSON, compressed or not, whose field doc says the
// objective. It exists so that the engine can be tried on instances that come from elsewhere.
package session

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Fichier is the format itself. Times are minutes, distances kilometres, costs centimes.
type Fichier struct {
	Doc         string     `json:"doc"`
	MaxMissions int32      `json:"max_missions_per_person"`
	NonPourvu   int64      `json:"unfilled_cost"`
	Personnes   []Personne `json:"persons"`
	Missions    []Mission  `json:"missions"`
	Arcs        [][3]int64 `json:"arcs"`
}

// Personne carries her load of past sessions.
type Personne struct {
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	Est   int32   `json:"est"`
	Prior int64   `json:"prior"`
}

// Mission is one interval at one place.
type Mission struct {
	Start int32   `json:"start"`
	End   int32   `json:"end"`
	Need  int32   `json:"need"`
	Est   int32   `json:"est"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
}

// Limits of what is read: the files come from anywhere.
const (
	maxOctets = 1 << 30
	maxPrior  = 1 << 20
)

// ErrFormat wraps every refusal of a file.
var ErrFormat = errors.New("fichier de session illisible")

// Lire reads a file, compressed or not; errors wrap ErrFormat and name the faulty element.
func Lire(r io.Reader) (*Fichier, error) {
	b := bufio.NewReader(r)
	var src io.Reader = b
	if m, _ := b.Peek(2); bytes.Equal(m, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("%w : %w", ErrFormat, err)
		}
		src = z
	}
	limite := &io.LimitedReader{R: src, N: maxOctets}
	var f Fichier
	if err := json.NewDecoder(limite).Decode(&f); err != nil {
		if limite.N <= 0 {
			return nil, fmt.Errorf("%w : plus de %d Mo", ErrFormat, maxOctets>>20)
		}
		return nil, fmt.Errorf("%w : %w", ErrFormat, err)
	}
	return &f, f.verifier()
}

func (f *Fichier) verifier() error {
	if f.MaxMissions < 0 {
		return fmt.Errorf("%w : max_missions_per_person négatif", ErrFormat)
	}
	for i, p := range f.Personnes {
		if p.Prior < 0 || p.Prior > maxPrior {
			return fmt.Errorf("%w : persons[%d].prior doit être entre 0 et %d", ErrFormat, i, maxPrior)
		}
	}
	for j, m := range f.Missions {
		if m.End < m.Start {
			return fmt.Errorf("%w : missions[%d] finit avant de commencer", ErrFormat, j)
		}
		if !fini(m.X) || !fini(m.Y) {
			return fmt.Errorf("%w : missions[%d] a des coordonnées impossibles", ErrFormat, j)
		}
	}
	for k, a := range f.Arcs {
		if a[0] < 0 || a[0] >= int64(len(f.Missions)) || a[1] < 0 || a[1] >= int64(len(f.Personnes)) {
			return fmt.Errorf("%w : arcs[%d] désigne une mission ou une personne qui n’existe pas", ErrFormat, k)
		}
		if a[2] > 1<<30 || a[2] < -1<<30 {
			return fmt.Errorf("%w : arcs[%d] a un coût démesuré", ErrFormat, k)
		}
	}
	return nil
}

func fini(x float64) bool { return !math.IsNaN(x) && math.Abs(x) < 1e9 }

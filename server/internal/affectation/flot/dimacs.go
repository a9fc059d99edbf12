package flot

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// Limites of what Lire accepts.
type Limites struct{ Noeuds, Arcs int }

// Defaut is enough for a national session.
var Defaut = Limites{Noeuds: 4 << 20, Arcs: 64 << 20}

// ErrDimacs wraps every refusal of a file; the message names the line.
var ErrDimacs = errors.New("fichier DIMACS illisible")

type lecteur struct {
	r       *Reseau
	limites Limites
	ligne   int
	arcs    int // announced
	lu      bool
}

// Lire reads a minimum-cost flow in DIMACS format (p min, n, a lines), compressed by gzip or not. Errors wrap ErrDimacs
// or ErrReseau.
func Lire(src io.Reader, limites Limites) (*Reseau, error) {
	b := bufio.NewReaderSize(src, 1<<16)
	if m, _ := b.Peek(2); bytes.Equal(m, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("%w : %w", ErrDimacs, err)
		}
		b = bufio.NewReaderSize(z, 1<<16)
	}
	l := &lecteur{r: &Reseau{}, limites: limites}
	for {
		texte, err := b.ReadSlice('\n')
		l.ligne++
		if len(texte) > 0 {
			if e := l.une(texte); e != nil {
				return nil, e
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, l.refus("ligne trop longue ou illisible (%v)", err)
		}
	}
	if !l.lu {
		return nil, l.refus("pas de ligne « p min »")
	}
	if len(l.r.De) != l.arcs {
		return nil, l.refus("%d arcs annoncés, %d lus", l.arcs, len(l.r.De))
	}
	return l.r, l.r.Valider()
}

func (l *lecteur) refus(format string, a ...any) error {
	return fmt.Errorf("%w : ligne %d : %s", ErrDimacs, l.ligne, fmt.Sprintf(format, a...))
}

func (l *lecteur) une(texte []byte) error {
	var champs [7][]byte
	n := 0
	for c := range bytes.FieldsSeq(texte) {
		if n == len(champs) {
			if champs[0][0] == 'c' {
				return nil
			}
			return l.refus("trop de champs")
		}
		champs[n] = c
		n++
	}
	if n == 0 || champs[0][0] == 'c' {
		return nil
	}
	switch {
	case len(champs[0]) != 1:
		return l.refus("ligne d’un genre inconnu")
	case champs[0][0] == 'p':
		return l.probleme(champs[1:n])
	case !l.lu:
		return l.refus("la ligne « p min » doit venir d’abord")
	case champs[0][0] == 'n' && n == 3:
		return l.noeud(champs[1:n])
	case champs[0][0] == 'a' && n == 6:
		return l.arc(champs[1:n])
	}
	return l.refus("ligne d’un genre inconnu, ou champs manquants")
}

func (l *lecteur) probleme(c [][]byte) error {
	if l.lu || len(c) != 3 || string(c[0]) != "min" {
		return l.refus("attendu une seule fois : « p min nœuds arcs »")
	}
	n, err1 := l.nombre(c[1], 1, int64(l.limites.Noeuds))
	m, err2 := l.nombre(c[2], 0, int64(l.limites.Arcs))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	l.lu, l.arcs = true, int(m)
	l.r.Offre = make([]int64, n)
	return nil
}

func (l *lecteur) noeud(c [][]byte) error {
	u, err1 := l.nombre(c[0], 1, int64(len(l.r.Offre)))
	b, err2 := l.nombre(c[1], -1<<50, 1<<50)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	l.r.Offre[u-1] = b
	return nil
}

func (l *lecteur) arc(c [][]byte) error {
	if len(l.r.De) == l.arcs {
		return l.refus("plus d’arcs que les %d annoncés", l.arcs)
	}
	var v [5]int64
	for k := range v {
		bas, haut := int64(-1<<50), int64(1<<50)
		if k < 2 {
			bas, haut = 1, int64(len(l.r.Offre))
		}
		x, err := l.nombre(c[k], bas, haut)
		if err != nil {
			return err
		}
		v[k] = x
	}
	r := l.r
	r.De, r.Vers = append(r.De, int32(v[0]-1)), append(r.Vers, int32(v[1]-1)) //nolint:gosec // at most Limites.Noeuds
	r.Min, r.Cap, r.Cout = append(r.Min, v[2]), append(r.Cap, v[3]), append(r.Cout, v[4])
	return nil
}

func (l *lecteur) nombre(c []byte, bas, haut int64) (int64, error) {
	x, err := strconv.ParseInt(string(c), 10, 64)
	if err != nil || x < bas || x > haut {
		return 0, l.refus("« %.20s » n’est pas un entier entre %d et %d", c, bas, haut)
	}
	return x, nil
}

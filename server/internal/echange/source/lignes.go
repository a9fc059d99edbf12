package source

import (
	"bytes"
	"io"
)

// ligneMax is far above what any honest line of a text file holds, in bytes.
const ligneMax = 1 << 20

// Lignes refuses a text whose lines never end, before a reader keeps one whole in memory.
func Lignes(r io.Reader) io.Reader { return &lignes{r: r, n: 1} }

type lignes struct {
	r     io.Reader
	n     int // the line being read
	octet int // bytes of it so far
}

func (l *lignes) Read(p []byte) (int, error) {
	lus, err := l.r.Read(p)
	for reste := p[:lus]; len(reste) > 0; {
		i := bytes.IndexByte(reste, '\n')
		if i < 0 {
			l.octet += len(reste)
			break
		}
		if l.octet += i; l.octet > ligneMax {
			break
		}
		l.n, l.octet, reste = l.n+1, 0, reste[i+1:]
	}
	if l.octet > ligneMax {
		return 0, refuser("import.ligne_trop_longue", l.n, "Ligne %d : cette ligne dépasse un million de caractères ; ce n’est pas un fichier CSV. Téléchargez-le de nouveau.", l.n)
	}
	return lus, err
}

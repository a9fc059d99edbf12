package lettre

import (
	"io"
	"testing"
)

func BenchmarkLettre(b *testing.B) {
	l := Exemple()
	for b.Loop() {
		if err := Ecrire(io.Discard, &l, Defaut); err != nil {
			b.Fatal(err)
		}
	}
}

package demo

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
)

// hasard draws everything of one académie: the same seed gives the same rows, whatever the other académies hold.
type hasard struct {
	*rand.Rand
	instant uint64 // milliseconds of the next identifier
}

func nouveauHasard(graine uint64, academie string) *hasard {
	var h uint64 = 14695981039346656037 // FNV-1a
	for i := range len(academie) {
		h = (h ^ uint64(academie[i])) * 1099511628211
	}
	return &hasard{rand.New(rand.NewPCG(graine, h)), uint64(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli())} //nolint:gosec // not a secret
}

// id makes a version 7 identifier: they grow, so that indexes are filled from one end.
func (h *hasard) id() uuid.UUID {
	h.instant++
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[0:8], h.instant<<16|h.Uint64()&0x0fff)
	binary.BigEndian.PutUint64(id[8:16], h.Uint64())
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

// parmi draws one element.
func parmi[T any](h *hasard, liste []T) T { return liste[h.IntN(len(liste))] }

// chance is true p times out of a hundred.
func (h *hasard) chance(p int) bool { return h.IntN(100) < p }

package auth

import (
	"sync"
	"time"
)

// maxVerifies bounds the memory of checked tokens: some twenty megabytes at worst, forgotten all at once.
const maxVerifies = 20_000

// verifies remembers the signatures that were found good, since a browser shows the same token a hundred times:
// checking one costs more than answering a read. Only the signature is remembered; the end is compared each time, and
// the session behind the token is read from the database at each request.
type verifies struct {
	mu     sync.Mutex
	connus map[string]Claims
}

func (v *verifies) lire(jeton string, maintenant time.Time) (*Claims, bool) {
	v.mu.Lock()
	c, ok := v.connus[jeton]
	v.mu.Unlock()
	if !ok || !maintenant.Before(c.ExpiresAt.Time) {
		return nil, false // the full check says why
	}
	return &c, true
}

func (v *verifies) retenir(jeton string, c Claims) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.connus == nil || len(v.connus) >= maxVerifies {
		v.connus = map[string]Claims{}
	}
	v.connus[jeton] = c
}

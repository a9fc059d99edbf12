package plan

import (
	"runtime/debug"
	"sync"
)

// ramassage is how much a computation may let the heap grow before the collector runs, in percent: the server's own
// setting trades memory for speed on small requests, and would here double what a whole académie needs.
const ramassage = 40

var calculs struct {
	sync.Mutex
	nombre, avant int
}

// menager keeps the memory small until the function it returns is called.
func menager() func() {
	calculs.Lock()
	defer calculs.Unlock()
	if calculs.nombre++; calculs.nombre == 1 {
		calculs.avant = debug.SetGCPercent(ramassage)
	}
	return func() {
		calculs.Lock()
		defer calculs.Unlock()
		if calculs.nombre--; calculs.nombre == 0 {
			debug.SetGCPercent(calculs.avant)
			debug.FreeOSMemory()
		}
	}
}

package pglocal

import (
	"errors"
	"os"
)

// errLocked: another process owns the server.
var errLocked = errors.New("verrouillé par un autre processus")

// fileLock is held until released or until the process dies, whichever way.
type fileLock struct{ file *os.File }

func (l *fileLock) release() { l.file.Close() }

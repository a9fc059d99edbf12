package pglocal

import (
	"fmt"
	"io"
	"os"
	"strings"
)

const (
	logName = "postgres.log"
	// logMax is the size from which the log of earlier runs is set aside.
	logMax = 16 << 20
)

// logFile is the server's log, and where the present run begins in it.
type logFile struct {
	file  *os.File
	start int64
}

// openLog opens the log of a server's directory, and nothing outside of it: the
// directory may belong to somebody less powerful than us.
func openLog(dir string) (*logFile, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("journal de PostgreSQL : %w", err)
	}
	defer root.Close()
	if info, err := root.Stat(logName); err == nil && info.Size() > logMax {
		if err := root.Rename(logName, logName+".1"); err != nil {
			return nil, fmt.Errorf("journal de PostgreSQL : %w", err)
		}
	}
	f, err := root.OpenFile(logName, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal de PostgreSQL : %w", err)
	}
	end, err := f.Seek(0, io.SeekEnd)
	return &logFile{f, end}, err
}

func (l *logFile) Close() error { return l.file.Close() }

// tail is the last lines of this run, enough to explain a failed start.
func (l *logFile) tail() string {
	const lines = 15
	text, _ := io.ReadAll(io.NewSectionReader(l.file, l.start, 1<<16))
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

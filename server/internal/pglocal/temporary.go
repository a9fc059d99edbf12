package pglocal

import (
	"os"
	"path/filepath"
	"time"
)

const temporaryPrefix = "imagin-pg-"

// purgeTemporary deletes the temporary servers whose owner was killed before it
// could: each leaves some forty megabytes behind.
func purgeTemporary() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), temporaryPrefix+"*"))
	for _, dir := range dirs {
		info, err := os.Lstat(dir)
		// A young one may belong to a process that has not locked it yet.
		if err != nil || !info.IsDir() || !ownedByUs(info) || time.Since(info.ModTime()) < 10*time.Minute {
			continue
		}
		lock, err := tryLock(filepath.Join(dir, "verrou"))
		if err != nil {
			continue
		}
		p := place{root: dir, base: filepath.Join(dir, "base"), temporary: true}
		if target, err := filepath.EvalSymlinks(p.base); err == nil {
			p.base, p.conf = target, target+".conf"
		}
		p.clean()
		lock.release()
	}
}

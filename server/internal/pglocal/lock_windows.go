package pglocal

import (
	"errors"
	"os"
	"syscall"
)

// tryLock opens the file without sharing it: nobody else can open it meanwhile.
func tryLock(name string) (*fileLock, error) {
	const sharingViolation = syscall.Errno(32)
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return &fileLock{os.NewFile(uintptr(h), name)}, nil
}

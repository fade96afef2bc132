package bundle

import (
	"errors"
	"io"
	"os"
	"syscall"

	"lanyard/internal/base/fault"
)

// OpenRegular opens a file for reading. It refuses anything but a regular file, such as a named pipe, for which
// os.Open would block forever: a folder received from someone else may hold one under any name. Links are followed.
func OpenRegular(path string) (*os.File, error) {
	f, err := regular(os.OpenFile(path, unblocked, 0))
	if errors.Is(err, errNoFile) {
		err = &os.PathError{Op: "open", Path: path, Err: err}
	}
	return f, err
}

// unblocked are flags with which what has become a named pipe since it was looked at is opened without waiting.
const unblocked = os.O_RDONLY | syscall.O_NONBLOCK

// regular closes and refuses what was opened if it is not a regular file.
func regular(f *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNoFile
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// ReadRegular returns the content of a file that OpenRegular opens, at most most bytes; a larger file is an error.
func ReadRegular(path string, most int64) ([]byte, error) {
	f, err := OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fault.New(path+" is larger than such a file can be", "move it away")
	}
	return data, err
}

package bundle

import (
	"io"
	"os"
	"syscall"

	"lanyard/internal/base/fault"
)

// OpenRegular opens a file for reading. It refuses anything but a regular file, such as a named pipe, for which
// os.Open would block forever: a folder received from someone else may hold one under any name. Links are followed.
func OpenRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &os.PathError{Op: "open", Path: path, Err: errNoFile}
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

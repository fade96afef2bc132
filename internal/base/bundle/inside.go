package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"lanyard/internal/base/source"
)

// OpenInside opens a regular file below root, and nothing outside it, not even through a link.
func OpenInside(root *os.Root, name string) (*os.File, error) {
	info, err := root.Stat(name) // what opening it does is known of files only
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	return regular(root.OpenFile(name, unblocked, 0))
}

// ReadInside returns the content of a file that OpenInside opens, at most most bytes; a larger file is an error.
func ReadInside(root *os.Root, name string, most int64) ([]byte, error) {
	f, err := OpenInside(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), most)) + bytes.MinRead) // allocate once: a picture is large
	}
	_, err = b.ReadFrom(io.LimitReader(f, most+1))
	if err == nil && int64(b.Len()) > most {
		err = fmt.Errorf("it has more than %d MB", most>>20)
	}
	return b.Bytes(), err
}

// WhyNot explains to an organiser why OpenInside or ReadInside could not read a file of the event's folder, and what to
// do.
func WhyNot(name string, err error) (message, hint string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s in the event's folder", source.Quote(name)),
			"put it there, or correct the name"
	case errors.Is(err, errNoFile):
		return fmt.Sprintf("%s is not a file that can be read", source.Quote(name)),
			"put the file itself there, not a folder or a device"
	case strings.Contains(err.Error(), "path escapes"):
		return fmt.Sprintf("%s leads out of the event's folder", source.Quote(name)),
			"copy the file into the folder; links that leave it are not followed"
	}
	return fmt.Sprintf("reading %s: %v", source.Quote(name), err), ""
}

package server

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
)

// Limits of a served directory, which is held in memory.
const (
	maxFiles = 16_384    // 8,192 of records: of 500,000 papers
	maxFile  = 64 << 20  // bytes: an archive file with a large allow-list
	maxSite  = 512 << 20 // bytes: records take 600 a paper
)

// Directory is a folder that holds a site and may be replaced at any time, for
// example by changing a symbolic link. Symbolic links inside it, and hidden
// files other than /.well-known, are ignored. Files that look private, like keys
// and lists of people, are left out. It is not safe for concurrent use.
type Directory struct {
	path    string
	stamp   [sha256.Size]byte
	private []string
}

// Private returns the names of the files that the last Read left out because they
// look private, in ascending order.
func (d *Directory) Private() []string { return d.private }

// NewDirectory returns the folder at path without reading it.
func NewDirectory(path string) *Directory { return &Directory{path: path} }

// Read returns the files of the folder, or nil when their names, sizes and
// times of change are the same as in the last call.
func (d *Directory) Read() (map[string][]byte, error) {
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return nil, fmt.Errorf("reading site: %w", err)
	}
	defer root.Close()
	names, stamp, err := survey(root.FS())
	if err != nil {
		return nil, fmt.Errorf("reading site %q: %w", d.path, err)
	}
	if stamp == d.stamp {
		return nil, nil
	}
	files := make(map[string][]byte, len(names))
	var private []string
	for _, name := range names {
		if looksPrivateByName(name) {
			private = append(private, name)
			continue
		}
		data, err := readFile(root, name)
		if err != nil {
			return nil, fmt.Errorf("reading site %q: %w", d.path, err)
		}
		if looksPrivate(data) {
			private = append(private, name)
			continue
		}
		files[name] = data
	}
	d.stamp, d.private = stamp, private
	return files, nil
}

// survey returns the names of the regular files and a fingerprint of the
// folder's state.
func survey(folder fs.FS) (names []string, stamp [sha256.Size]byte, err error) {
	hash, size := sha256.New(), int64(0)
	err = fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(path.Base(name), ".") && name != "." && name != ".well-known"
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case !entry.Type().IsRegular() || hidden:
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		size += info.Size()
		if names = append(names, name); len(names) > maxFiles || info.Size() > maxFile || size > maxSite {
			return errors.New("too large for a verification site")
		}
		fmt.Fprintf(hash, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		return nil
	})
	return names, [sha256.Size]byte(hash.Sum(nil)), err
}

func readFile(root *os.Root, name string) ([]byte, error) {
	// What has become a named pipe since the survey would otherwise be waited for, and the site never be read again.
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fmt.Errorf("%s is not a file any more", name))
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is too large", name)
	}
	return data, err
}

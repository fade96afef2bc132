package keyring

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// New keys are written into a hidden folder, which then gets its name. A run that
// is killed meanwhile leaves that folder, with private keys in it.
const (
	partFirst = ".lanyard-keys-" // then the name of the keys' folder, "-" and digits
	partLast  = ".part"
	// oldPart is the age at which a hidden folder with keys is surely abandoned: writing them takes less than a second.
	oldPart = time.Hour
)

// partPattern returns the pattern of the hidden folders in which the keys of dir
// are written, for os.MkdirTemp.
func partPattern(dir string) string { return partFirst + filepath.Base(dir) + "-*" + partLast }

// Sweep removes the hidden folders that killed runs have left while they made or
// restored the keys in dir, so that no copy of a key survives. It returns the
// folders that are gone, and an error for each that cannot be removed. The caller
// holds the lock of the event, so that no other run is filling one of them.
func Sweep(dir string) (removed []string, err error) {
	parents := map[string]string{filepath.Dir(dir): filepath.Base(dir)}
	linked := ""
	if target, err := filepath.EvalSymlinks(dir); err == nil && filepath.Dir(target) != filepath.Dir(dir) {
		linked = filepath.Dir(target)
		parents[linked] = filepath.Base(target)
	}
	var faults []error
	for _, parent := range slices.Sorted(maps.Keys(parents)) {
		entries, err := os.ReadDir(parent)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, fmt.Errorf("looking for left-over keys: %w", err))
		}
		for _, e := range entries {
			if !e.IsDir() || !leftOver(e, parents[parent], parent == linked) {
				continue
			}
			path := filepath.Join(parent, e.Name())
			if err := os.RemoveAll(path); err != nil {
				faults = append(faults, fmt.Errorf("%q holds keys that a killed run has left, and cannot be removed: %w",
					path, err))
				continue
			}
			removed = append(removed, path)
		}
	}
	return removed, errors.Join(faults...)
}

// leftOver reports whether a hidden folder is one in which the keys of a folder
// called base were written. Older programs left out the name of the folder. Where
// other events may keep their keys too, such a folder must be old.
func leftOver(e fs.DirEntry, base string, shared bool) bool {
	rest, first := strings.CutPrefix(e.Name(), partFirst)
	rest, last := strings.CutSuffix(rest, partLast)
	if !first || !last {
		return false
	}
	if digits, ok := strings.CutPrefix(rest, base+"-"); ok && isDigits(digits) {
		return true
	}
	if !isDigits(rest) {
		return false
	}
	info, err := e.Info()
	return !shared || err == nil && time.Since(info.ModTime()) > oldPart
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

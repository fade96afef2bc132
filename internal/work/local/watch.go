package local

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"lanyard/internal/trust/discover"
)

const (
	// quiet is how long a folder must be unchanged before it is read: editors save a file in several steps.
	quiet = 150 * time.Millisecond

	// maxFolders is the most folders watched; an event has a handful.
	maxFolders = 100
)

// Watcher notices saves in an event folder and its subfolders, and of the issuer.toml above it.
type Watcher struct {
	files  *fsnotify.Watcher
	dir    string
	issuer string // the issuer.toml above it; "" for an event that stands alone
}

// ours are the names in an event folder that lanyard itself writes.
var ours = []string{"out", discover.KeysDir, "ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db-journal",
	"mail.db", "mail.db-wal", "mail.db-shm", "mail.db-journal", discover.SiteDir}

// Watch begins to watch the event folder dir. The caller must close the watcher.
func Watch(dir string) (*Watcher, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("watching event: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watching event: %q is not a folder", dir)
	}
	f, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching event: %w", err)
	}
	w := &Watcher{files: f, dir: filepath.Clean(dir)}
	err = w.add(w.dir)
	if home, failed := discover.Home(dir); err == nil && failed == nil && discover.IsIssuer(home) {
		w.issuer = filepath.Join(home, discover.IssuerToml)
		err = w.files.Add(filepath.Dir(w.issuer)) // editors put a new file in the place of the old one
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("watching event: %w", err)
	}
	return w, nil
}

// add watches a folder and its subfolders.
func (w *Watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil, !d.IsDir():
			return nil // already gone: no need to watch
		case path != w.dir && !w.matters(path), len(w.files.WatchList()) >= maxFolders:
			return fs.SkipDir
		}
		return w.files.Add(path)
	})
}

// matters reports whether a change to a file can change a paper.
func (w *Watcher) matters(path string) bool {
	if path == w.issuer {
		return true
	}
	name, err := filepath.Rel(w.dir, path)
	if err != nil {
		return false
	}
	parts := strings.Split(filepath.ToSlash(name), "/")
	return !slices.Contains(ours, parts[0]) && !slices.ContainsFunc(parts, func(part string) bool {
		return strings.HasPrefix(part, ".") || strings.HasSuffix(part, "~")
	})
}

// Close ends the watching.
func (w *Watcher) Close() error { return w.files.Close() }

// Follow calls changed after each save, once the folder is unchanged for a while, until ctx ends: with the files that
// were saved or removed, relative to the folder, slash-separated and sorted. It also calls it if something may have
// been missed, with the files that it knows of, perhaps none.
func (w *Watcher) Follow(ctx context.Context, changed func(files []string)) {
	var files []string
	still := time.NewTimer(quiet)
	still.Stop()
	defer still.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.files.Events:
			if !ok {
				return
			}
			if e.Op == fsnotify.Chmod || !w.matters(e.Name) {
				continue
			}
			if info, err := os.Stat(e.Name); e.Has(fsnotify.Create) && err == nil && info.IsDir() {
				w.add(e.Name) // if it cannot be watched, it is read at the next save
			}
			files = append(files, w.name(e.Name))
			still.Reset(quiet)
		case <-w.files.Errors:
			still.Reset(quiet)
		case <-still.C:
			slices.Sort(files)
			changed(slices.Compact(files))
			files = nil
		}
	}
}

// name returns a path relative to the folder.
func (w *Watcher) name(path string) string {
	if name, err := filepath.Rel(w.dir, path); err == nil {
		path = name
	}
	return filepath.ToSlash(path)
}

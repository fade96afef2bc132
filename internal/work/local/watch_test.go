package local

import (
	"path/filepath"
	"testing"
)

// What Lanyard itself writes into an event's folder changes no paper.
func TestMatters(t *testing.T) {
	dir := t.TempDir()
	w, err := Watch(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for name, want := range map[string]bool{
		"event.toml": true, "photos/1.jpg": true, "attendees.csv": true, "design/site/badge.toml": true, "websites.csv": true,
		"site": false, "site/index.html": false, "out/badges.pdf": false, "keys/root.json": false, "ledger.db": false, ".hidden": false, "list.csv~": false,
	} {
		if w.matters(filepath.Join(dir, filepath.FromSlash(name))) != want {
			t.Errorf("that %s matters is not %t", name, want)
		}
	}
}

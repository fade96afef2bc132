package shard

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/bundle"
)

// TestSweep starts after a merge was killed between removing the last file of a shard's folder and the folder itself:
// an empty folder with the name of a shard is left.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"shard-2-of-3", "shard-4-of-3", "shard-02-of-3", "shard-of-my-heart", "shard-1-of-3/notes"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	out, err := bundle.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	// A shard's folder that is not empty is an unfinished shard, and the error says so.
	shards, joined, err := ReadAll(t.Context(), out, dir)
	if err == nil || !strings.Contains(err.Error(), `"shard-1-of-3" is not finished`) || joined {
		t.Errorf("%v, %v, %v", shards, joined, err)
	}
	var left []string
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) {
			left = append(left, e.Name())
		}
	}
	if want := []string{"shard-02-of-3", "shard-1-of-3", "shard-4-of-3", "shard-of-my-heart"}; !slices.Equal(left, want) {
		t.Errorf("%q are left, want %q", left, want)
	}
	if err := errors.Join(err, out.Close()); err != nil {
		t.Error(err)
	}
}

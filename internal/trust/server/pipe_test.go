//go:build unix

package server

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAttackPipeInTheSite puts a named pipe where the survey of a site has seen a file: it must not be waited for, as the
// site would never be read again, and what is revoked never be published.
func TestAttackPipeInTheSite(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "robots.txt"), 0o644); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := readFile(root, "robots.txt"); err == nil || !strings.Contains(err.Error(), "is not a file any more") {
		t.Errorf("a pipe was read: %v", err)
	}
}

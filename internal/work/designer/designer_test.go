package designer

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"lanyard/internal/work/local"
)

var day = time.Date(2017, 7, 27, 0, 0, 0, 0, time.UTC)

// copied returns a copy of an event folder for a test to change.
func copied(t *testing.T, from string) string {
	t.Helper()
	dir := t.TempDir()
	copyInto(t, dir, from)
	return dir
}

func copyInto(t testing.TB, dir, from string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// served serves a folder until the test ends and returns the address.
func served(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- Serve(ctx, Options{local.Options{Random: strings.NewReader("0123456789abcdef")}, dir, day},
			func(url string) { ready <- url })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case url := <-ready:
		return url
	case err := <-done:
		done <- nil
		t.Fatal(err)
	}
	return ""
}

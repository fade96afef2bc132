// Package judge finds the outside programs that tests ask about our work: renderers,
// readers of codes, browsers, Python and Node with their packages.
//
// An absent judge skips the test, so that `go test ./...` needs nothing but Go. Where
// LANYARD_JUDGES is "require", as in .ci/run, it fails the test. Under -short no judge
// is asked: they take most of the time of a whole run.
package judge

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Program returns the path of the first of the programs that is on this machine.
func Program(t testing.TB, names ...string) string {
	t.Helper()
	skipShort(t, names[0])
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Absent(t, names[0])
	return ""
}

// Packages returns the folder that LANYARD_NODE_MODULES names, in which every one of
// these npm packages is installed (below node_modules).
func Packages(t testing.TB, names ...string) string {
	t.Helper()
	skipShort(t, names[0])
	folder := os.Getenv("LANYARD_NODE_MODULES")
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(folder, "node_modules", filepath.FromSlash(name))); err != nil || folder == "" {
			Absent(t, "the npm package "+name+" in $LANYARD_NODE_MODULES")
		}
	}
	return folder
}

// Absent ends a test whose judge is not on this machine.
func Absent(t testing.TB, name string) {
	t.Helper()
	if Required() {
		t.Fatalf("the judge is absent, and LANYARD_JUDGES is require: %s", name)
	}
	t.Skipf("the judge is absent: %s", name)
}

// Required reports whether an absent judge fails a test.
func Required() bool { return os.Getenv("LANYARD_JUDGES") == "require" }

func skipShort(t testing.TB, name string) {
	t.Helper()
	if testing.Short() {
		t.Skipf("slow: %s is asked without -short", name)
	}
}

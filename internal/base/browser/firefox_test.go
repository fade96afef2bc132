package browser

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A Firefox that cannot be started, or listens nowhere, leaves no profile, and what it says before its address may be long.
func TestFirefoxFails(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program is a shell script")
	}
	temporary, program := t.TempDir(), filepath.Join(t.TempDir(), "firefox")
	t.Setenv("TMPDIR", temporary)
	const script = `#!/bin/sh
exec 1>&2
head -c 200000 /dev/zero | tr '\0' x
echo
echo WebDriver BiDi listening on ws://127.0.0.1:1
head -c 200000 /dev/zero | tr '\0' x
`
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{program: "127.0.0.1:1", program + "-missing": "no such file"} {
		f, err := StartFirefox(name, World{})
		if err == nil {
			f.Stop()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

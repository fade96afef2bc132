package batch

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestProgramID asks the go command for the id of the program that runs.
func TestProgramID(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "buildid", path).Output()
	if err != nil {
		t.Skipf("the go command does not say: %v", err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, programHead))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSpace(string(out))
	if got := programID.Find(head); !bytes.Contains(got, []byte(want)) {
		t.Errorf("the id is %q and not %q", got, want)
	}
	spoilt := bytes.ReplaceAll(head, []byte(want), bytes.Repeat([]byte("x"), len(want)))
	if got := programID.Find(spoilt); got != nil {
		t.Errorf("%q is taken for an id", got)
	}
}

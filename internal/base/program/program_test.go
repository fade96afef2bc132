package program

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"
)

// TestProgramID asks the go command for the build ID of the running program.
func TestProgramID(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "buildid", path).Output()
	if err != nil {
		t.Skipf("the go command gives no build ID: %v", err)
	}
	want := strings.TrimSpace(string(out))
	p, err := This()
	if err != nil || p.Build != want {
		t.Errorf("the build ID is %q, want %q: %v", p.Build, want, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := bytes.ReplaceAll(data, []byte(want), bytes.Repeat([]byte("x"), len(want)))
	whole, err := buildID(bytes.NewReader(spoilt))
	if err != nil || !strings.HasPrefix(whole, "sha256:") {
		t.Errorf("without a build ID it is %q: %v", whole, err)
	}
	spoilt[len(spoilt)-1]++ // far behind the head
	if other, err := buildID(bytes.NewReader(spoilt)); err != nil || other == whole {
		t.Errorf("two programs without a build ID are both %q: %v", other, err)
	}
}

// On other systems the build ID is text in front of the code.
func TestBuildIDAsText(t *testing.T) {
	const id = "aaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbb/cccccccccccccccccccc/dddddddddddddddddd-_"
	for _, head := range []string{"\xff Go build ID: \"" + id + "\"\n \xff", "\x04\x00\x00\x00\x53\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id + "\x00"} {
		got, err := buildID(io.MultiReader(strings.NewReader("head"), strings.NewReader(head)))
		if err != nil || got != id {
			t.Errorf("the build ID of %q is %q: %v", head, got, err)
		}
	}
}

func TestStamp(t *testing.T) {
	p := Program{Version: "1.2"}
	p.stamp(&debug.BuildInfo{})
	if p.Version != "1.2" || p.Revision != "" || p.Modified {
		t.Errorf("a build without a stamp is %+v", p)
	}
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: "true"}}}
	p.stamp(info)
	p.Build = "a/b/c/dd"
	if got, want := p.String(), "1.2 0123456789ab+edited (build dd)"; got != want {
		t.Errorf("it calls itself %q, want %q", got, want)
	}
}

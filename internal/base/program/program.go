// Package program identifies the running executable. Two files that were made by
// the same program may be compared, joined or kept; there is no other notion of
// "this version of lanyard" in the house.
package program

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
)

// Program identifies an executable. Two of them are the same program when their
// values are equal with ==: built from the same sources by the same Go for the
// same machine. Another machine is another program, as the compiler may round
// arithmetic in another way there, and files would differ in their last digits.
type Program struct {
	Version  string `json:"version"`            // of the release that these sources are or become, like "0.9"
	Revision string `json:"revision,omitempty"` // of the sources in their repository; "" when the build has no stamp
	Modified bool   `json:"modified,omitempty"` // the sources were edited after that revision
	Build    string `json:"build"`              // the build ID of the Go toolchain, or "sha256:" and the hash of the whole file
	Go       string `json:"go"`                 // version of the Go toolchain
	Machine  string `json:"machine"`            // operating system and processor, like "linux/amd64"
}

// String returns the program as one line of text: version, revision and the
// last part of the build ID, which is a hash of its content.
func (p Program) String() string {
	text := p.Version
	if p.Revision != "" {
		text += " " + p.Revision[:min(len(p.Revision), shortRevision)]
	}
	if p.Modified {
		text += "+edited"
	}
	return text + " (build " + p.Build[strings.LastIndexAny(p.Build, "/:")+1:] + ")"
}

// shortRevision is how many digits of a revision are enough to find it.
const shortRevision = 12

// This returns the running program. It reads the head of the executable on its
// first call. The error is that the executable cannot be read any more.
func This() (Program, error) { return this() }

var this = sync.OnceValues(func() (Program, error) {
	p := Program{Version: Version, Go: runtime.Version(), Machine: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		p.stamp(info)
	}
	path, err := os.Executable()
	if err != nil {
		return p, fmt.Errorf("reading the program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return p, fmt.Errorf("reading the program: %w", err)
	}
	defer f.Close()
	if p.Build, err = buildID(f); err != nil {
		return p, fmt.Errorf("reading the program: %w", err)
	}
	return p, nil
})

// stamp fills in what the go command wrote into the program about its sources.
func (p *Program) stamp(info *debug.BuildInfo) {
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			p.Revision = s.Value
		case "vcs.modified":
			p.Modified = s.Value == "true"
		}
	}
}

// The go command writes a build ID into every program: a hash of what it was
// made of and a hash of its content, as four words of 20 characters with slashes
// between (cmd/go/internal/work, buildid.go): in ELF as a note, elsewhere before
// the code.
const (
	headLength = 64 << 10 // bytes within which the build ID lies
	idWords    = `([\w-]{20}(?:/[\w-]{20}){3})`
)

var idPattern = regexp.MustCompile(`\x04\x00\x00\x00Go\x00\x00` + idWords + `|Go build ID: "` + idWords + `"`)

// buildID returns the build ID in an executable. Hashing all 100 MB of it is the
// fallback.
func buildID(executable io.Reader) (string, error) {
	head, err := io.ReadAll(io.LimitReader(executable, headLength))
	if err != nil {
		return "", err
	}
	if found := idPattern.FindSubmatch(head); found != nil {
		return cmp.Or(string(found[1]), string(found[2])), nil
	}
	h := sha256.New()
	h.Write(head)
	if _, err := io.Copy(h, executable); err != nil {
		return "", err
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

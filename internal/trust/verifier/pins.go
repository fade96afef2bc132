package verifier

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// The names of pinned documents, and how many are read; nobody compares more fingerprints by hand.
const (
	pinSuffix = ".cwt"
	maxPins   = 1000
)

// Pins is a folder of issuer documents that the user has pinned: compared by the
// fingerprint of their root key, and trusted from then on. Each file is the
// document as signed, named by the fingerprint, with mode 0600 in a folder of 0700.
// The empty name is a machine without such a folder, on which nothing is pinned.
type Pins string

// Pin is a pinned issuer.
type Pin struct {
	Issuer *credential.Issuer
	File   string
	When   time.Time // when it was pinned
}

// Source returns the pin as a source that only its own root key satisfies.
func (p Pin) Source() Source {
	return Source{Name: p.File, Root: p.Issuer.Root.Thumbprint(),
		Why: "pinned on " + p.When.UTC().Format(time.DateOnly) + ": lanyard issuers list"}
}

// List returns the pinned issuers in the order of their fingerprints, and a
// sentence about each file that does not count: a damaged document, one under
// another fingerprint, or one that other users could have written.
func (d Pins) List() (pins []Pin, notes []string, err error) {
	if d == "" {
		return nil, nil, nil
	}
	entries, err := os.ReadDir(string(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading pinned issuers: %w", err)
	}
	for _, e := range entries {
		name, isPin := strings.CutSuffix(e.Name(), pinSuffix)
		if !isPin || strings.HasPrefix(name, ".") {
			continue
		}
		if len(pins) == maxPins {
			notes = append(notes, fmt.Sprintf("more than %d issuers are pinned in %q: the others do not count", maxPins, d))
			break
		}
		pin, err := d.read(name)
		if err != nil {
			notes = append(notes, fmt.Sprintf("the pinned issuer %q does not count: %v", filepath.Join(string(d), e.Name()),
				err))
			continue
		}
		pins = append(pins, pin)
	}
	return pins, notes, nil
}

// read reads the pin with a fingerprint.
func (d Pins) read(fingerprint string) (Pin, error) {
	path := filepath.Join(string(d), fingerprint+pinSuffix)
	info, err := os.Lstat(path)
	if err != nil {
		return Pin{}, err
	}
	if writableByOthers(info) {
		return Pin{}, fmt.Errorf("other users can write to it (mode %04o)", info.Mode().Perm())
	}
	data, err := readFile(os.DirFS(string(d)), fingerprint+pinSuffix, credential.MaxIssuerDocument)
	if err != nil {
		return Pin{}, err
	}
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		return Pin{}, err
	}
	if i.Root.Thumbprint().String() != fingerprint {
		return Pin{}, errors.New("its name is not the fingerprint of its root key")
	}
	return Pin{i, path, info.ModTime()}, nil
}

// Add pins the issuer of a document. Of a pinned issuer, a document with the same or a
// higher sequence number replaces the earlier one; a lower one is refused, also when a
// root key that was announced has signed it. It refuses another root key for a host that
// is pinned, unless the pinned document announced it, which it then replaces.
func (d Pins) Add(document []byte) (Pin, error) {
	i, err := credential.OpenIssuer(document, credential.Thumbprint{})
	if err != nil {
		return Pin{}, err
	}
	if d == "" {
		return Pin{}, fault.New("this user has no folder for settings, so nothing can be pinned",
			"set XDG_CONFIG_HOME or HOME, or name the issuer each time with -issuer")
	}
	pins, _, err := d.List()
	if err != nil {
		return Pin{}, err
	}
	root := i.Root.Thumbprint()
	var before []string // files of the root keys that announced this one
	for _, p := range pins {
		switch {
		case i.Root != p.Issuer.Root && i.Host != p.Issuer.Host: // another issuer
		case !i.Follows(p.Issuer):
			return Pin{}, fault.New(fmt.Sprintf("%s is pinned with another root key, %s", i.Host, p.Issuer.Root.Thumbprint()),
				"ask the organiser by telephone which fingerprint is right; if it is the new one, first type: "+
					"lanyard issuers remove "+p.Issuer.Root.Thumbprint().String()[:8])
		case i.Sequence < p.Issuer.Sequence:
			return Pin{}, fault.New(fmt.Sprintf("this issuer document of %s is number %d, and number %d is pinned",
				i.Host, i.Sequence, p.Issuer.Sequence), "ask the organiser for the newest")
		case i.Root != p.Issuer.Root:
			before = append(before, p.File)
		}
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return Pin{}, fmt.Errorf("pinning an issuer: %w", err)
	}
	if err := put(filepath.Join(string(d), root.String()+pinSuffix), document); err != nil {
		return Pin{}, fmt.Errorf("pinning an issuer: %w", err)
	}
	for _, file := range before {
		if err := os.Remove(file); err != nil {
			return Pin{}, fmt.Errorf("pinning an issuer: %w", err)
		}
	}
	return d.read(root.String())
}

// Remove removes the pinned issuer with a host, or whose fingerprint begins with
// what, and returns it. It refuses a name that fits none, or several.
func (d Pins) Remove(what string) (Pin, error) {
	pins, _, err := d.List()
	if err != nil {
		return Pin{}, err
	}
	what = strings.ToLower(what)
	pins = slices.DeleteFunc(pins, func(p Pin) bool {
		return what == "" || p.Issuer.Host != what && !strings.HasPrefix(p.Issuer.Root.Thumbprint().String(), what)
	})
	if len(pins) != 1 {
		return Pin{}, fault.New(fmt.Sprintf("%d pinned issuers have the host or the fingerprint %q", len(pins), what),
			"see them with: lanyard issuers list")
	}
	if err := os.Remove(pins[0].File); err != nil {
		return Pin{}, fmt.Errorf("removing a pinned issuer: %w", err)
	}
	return pins[0], nil
}

// Fetch reads the issuer document of a file, of the folder of a site, or of an
// address, for the user to compare its fingerprint before it is pinned. Nothing of
// it is trusted yet.
func Fetch(ctx context.Context, name string, o Options) (*credential.Issuer, []byte, error) {
	f, err := new(Trust).find(ctx, name, memory{}, o)
	if err != nil {
		return nil, nil, err
	}
	i, err := credential.OpenIssuer(f.document, credential.Thumbprint{})
	if err != nil {
		return nil, nil, fault.New(fmt.Sprintf("%s is not an issuer document (%v)", f.name, err), documentHint)
	}
	return i, f.document, nil
}

// writableByOthers reports whether other users may change a file. On Windows, mode
// bits mean nothing and a user's folder is closed to others.
func writableByOthers(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0
}

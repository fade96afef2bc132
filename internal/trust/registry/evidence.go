package registry

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/publish"
)

// # Evidence
//
// The signed head finds an old copy of the ledger. It finds nothing when ledger
// and keys are put back together, from one backup. Then the rest of the event's
// folder knows more than they do: the site has an issuer document of a later
// version, or a status list that says something else than the ledger about a
// number that has not changed since; the manifest of the last run lists papers of
// these keys that the ledger does not know. When site and papers are put back as
// well, or were never in this folder, nothing here can tell.
const (
	papersDir    = "out"
	acceptedFile = ".lanyard.accepted" // hashes of the evidence that -accept-ledger has overruled
	unsignedFile = ".lanyard.unsigned" // the end of a ledger that could not be signed
	maxMark      = 4 << 10             // bytes of either
)

// witness is what may know more than the ledger.
type witness struct {
	file  string // what it testifies with, relative to the folder of the ledger
	knows func() (string, error)
}

// past is what the ledger knows that evidence is compared with.
type past struct {
	places map[string][]publish.Place // by the address of their list
	tokens map[bundle.Sum]bool
}

// past reads the whole ledger once, for all evidence.
func (d *Desk) past() (past, error) {
	p := past{map[string][]publish.Place{}, map[bundle.Sum]bool{{}: true}} // a draft has no token
	if d.Ledger == nil {
		return p, nil
	}
	for e, err := range d.Ledger.All(context.Background()) {
		if err != nil {
			return past{}, err
		}
		uri := publish.Address(d.Keys.Issuer, e.List)
		p.places[uri] = append(p.places[uri], publish.Place{Slot: uint(e.Slot), Number: e.Number, State: e.State,
			Since: e.Since})
		p.tokens[e.TokenHash] = true
	}
	return p, nil
}

// contradicted returns the fault of a ledger that knows less than the site or the
// last papers of the event, nil when there is none. With accept, it is remembered
// that these have been overruled.
func (d *Desk) contradicted(accept bool) error {
	if d.Keys == nil {
		return nil
	}
	overruled, err := readMark(filepath.Join(d.dir, acceptedFile))
	if err != nil {
		return err
	}
	accepted, more := []string{}, false // what was overruled before and still is the same, and what is now
	past := sync.OnceValues(d.past)
	witnesses := []witness{{filepath.Join(discover.SiteDir, publish.SumsFile), func() (string, error) {
		return d.publisher().Knows(func() (map[string][]publish.Place, error) {
			p, err := past()
			return p.places, err
		})
	}}}
	for _, event := range discover.Events(d.dir) {
		witnesses = append(witnesses, witness{filepath.Join(event, papersDir, bundle.ManifestName),
			func() (string, error) { return d.papersKnow(event, past) }})
	}
	for _, witness := range witnesses {
		sum, err := sumOf(filepath.Join(d.dir, witness.file))
		if err != nil {
			continue // there is no such witness
		}
		if slices.Contains(strings.Fields(overruled), sum) {
			accepted = append(accepted, sum)
			continue
		}
		what, err := witness.knows()
		switch {
		case err != nil:
			return err
		case what == "":
		case accept:
			accepted, more = append(accepted, sum), true
		default:
			return fault.New("the ledger and the keys are an old copy: "+what,
				"restore their last copy; or go on with these, with -accept-ledger: numbers stay the same, "+
					"but revocations, suspensions and corrections since then are forgotten")
		}
	}
	if !more {
		return nil
	}
	return d.mark(acceptedFile, strings.Join(accepted, "\n")+"\n")
}

// sumOf returns a hash of a file.
func sumOf(path string) (string, error) {
	f, err := bundle.OpenRegular(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", hash.Sum(nil)), nil
}

// papersKnow says what the manifest of the last run of an event knows and the ledger
// does not, or "".
func (d *Desk) papersKnow(event string, past func() (past, error)) (what string, err error) {
	out, err := bundle.OpenIn(filepath.Join(d.dir, event), papersDir)
	if err != nil {
		return "", nil // a link to somewhere else is no evidence
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	m, err := out.ReadManifest(".")
	if err != nil || m.Issuer != d.Keys.Issuer.Root.Thumbprint().String() {
		return "", err
	}
	known, err := past()
	if err != nil {
		return "", err
	}
	missing, first := 0, ""
	for e := range m.Entries {
		if known.tokens[e.Token] {
			continue
		}
		if missing++; first == "" {
			first = fmt.Sprintf("the %s %s", e.Kind, e.Number)
		}
	}
	if missing == 0 {
		return "", nil
	}
	return fmt.Sprintf("%s lists papers that it does not know: %d, like %s",
		path.Join(filepath.ToSlash(event), papersDir, bundle.ManifestName), missing, first), nil
}

// mark writes a small file into the event's folder.
func (d *Desk) mark(name, text string) error {
	dir, err := bundle.Open(d.dir)
	if err != nil {
		return err
	}
	return errors.Join(dir.PutPrivate(name, []byte(text)), dir.Close())
}

// readMark returns what such a file says, "" when there is none.
func readMark(path string) (string, error) {
	f, err := bundle.OpenRegular(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading ledger: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxMark))
	if err != nil {
		return "", fmt.Errorf("reading ledger: %w", err)
	}
	return string(text), nil
}

package registry

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
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

func (d *Desk) siteDir() string { return filepath.Join(d.dir, SiteDir) }

// witness is what may know more than the ledger.
type witness struct {
	file  string // what it testifies with, relative to the folder of the ledger
	knows func() (string, error)
}

// events returns the folders of the events that share the ledger, relative to its own.
func (d *Desk) events() []string {
	if !IsIssuer(d.dir) {
		return []string{"."}
	}
	var all []string
	entries, _ := os.ReadDir(d.dir) // what cannot be listed is no evidence
	for _, e := range entries {
		if e.IsDir() && isThere(filepath.Join(d.dir, e.Name(), eventToml)) {
			all = append(all, e.Name())
		}
	}
	return all
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
	witnesses := []witness{{filepath.Join(SiteDir, sumsFile), d.siteKnows}}
	for _, event := range d.events() {
		witnesses = append(witnesses, witness{filepath.Join(event, papersDir, bundle.ManifestName),
			func() (string, error) { return d.papersKnow(event) }})
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

// siteKnows says what the event's site knows and the ledger does not, or "".
func (d *Desk) siteKnows() (string, error) {
	site := d.siteDir()
	data, err := bundle.ReadRegular(filepath.Join(site, keyring.IssuerFile), credential.MaxIssuerDocument)
	if err != nil {
		return "", nil // there is none, or it is not one that could tell
	}
	document, err := credential.OpenIssuer(data, d.Keys.Issuer.Root.Thumbprint())
	if err != nil {
		return "", nil // somebody else's
	}
	if document.Sequence > d.Keys.Issuer.Sequence {
		return fmt.Sprintf("site/%s is version %d of the issuer document, and the keys have version %d", keyring.IssuerFile,
			document.Sequence, d.Keys.Issuer.Sequence), nil
	}
	if d.Ledger == nil {
		return "", nil // compare has found that the ledger is missing
	}
	rows := map[string][]ledger.Entry{} // by the address of their list
	for e, err := range d.Ledger.All(context.Background()) {
		if err != nil {
			return "", err
		}
		uri := d.address(e.List)
		rows[uri] = append(rows[uri], e)
	}
	for _, uri := range document.StatusLists {
		name := path.Base(uri)
		data, err := bundle.ReadRegular(filepath.Join(site, "s", name), maxList)
		if err != nil {
			continue
		}
		list, err := credential.OpenStatusList(data, d.Keys.Issuer)
		if err != nil || list.Issued.After(d.now.Add(clockSlack)) {
			continue // a list of a day that has not come yet is replaced
		}
		if what := differs(list, rows[uri]); what != "" {
			return fmt.Sprintf("site/s/%s of %s %s", name, list.Issued.Format(time.DateOnly), what), nil
		}
	}
	return "", nil
}

// maxList bounds a published status list, in bytes: it has 64 KiB before it is
// compressed.
const maxList = 1 << 20

// differs says which number of a status list has another state than in the ledger,
// although the ledger has not changed it since, or "".
func differs(list *credential.StatusList, rows []ledger.Entry) string {
	known := map[uint]ledger.State{}
	for _, e := range rows {
		slot := uint(e.Slot)
		known[slot] = gravest(known[slot], e.State)
	}
	for _, e := range rows {
		slot := uint(e.Slot)
		if slot >= list.Len() || !e.Since.Add(clockSlack).Before(list.Issued) {
			continue
		}
		if says, _ := list.At(slot); says != statusOf[known[slot]] {
			return fmt.Sprintf("has the number %s in another state than the ledger, in which it is %s", e.Number, e.State)
		}
	}
	for slot := range list.Len() {
		if _, given := known[slot]; given {
			continue
		}
		if says, _ := list.At(slot); says != credential.StatusValid {
			return fmt.Sprintf("has a state for place %d, which the ledger has given to nobody", slot)
		}
	}
	return ""
}

// papersKnow says what the manifest of the last run of an event knows and the ledger
// does not, or "".
func (d *Desk) papersKnow(event string) (what string, err error) {
	out, err := bundle.OpenIn(filepath.Join(d.dir, event), papersDir)
	if err != nil {
		return "", nil // a link to somewhere else is no evidence
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	m, err := out.ReadManifest(".")
	if err != nil || m.Issuer != d.Keys.Issuer.Root.Thumbprint().String() {
		return "", err
	}
	known := map[bundle.Sum]bool{{}: true} // a draft has no token
	if d.Ledger != nil {
		for e, err := range d.Ledger.All(context.Background()) {
			if err != nil {
				return "", err
			}
			known[e.TokenHash] = true
		}
	}
	missing, first := 0, ""
	for e := range m.Entries {
		if known[e.Token] {
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
	_, err = dir.WritePrivate(name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	return errors.Join(err, dir.Close())
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

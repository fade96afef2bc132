// Package publish makes the verification site of what a ledger knows: signed status
// lists, records of papers, and the page; and writes it over an earlier one that
// knows nothing more.
//
// # Status lists
//
// A list has the time of its last change, or of the last multiple of half its
// time to live, whichever is later; until then its bytes stay the same. So with
// the usual two days, a list without changes has the time of midnight UTC. A
// list with a revocation is later than the one published before it on the same
// day, as it must be: verifiers refuse a list older than one they have seen.
//
// For two days (TTL) an answer is VALID without a date: a site that is
// published once a day is always fresh, with a day to spare. After thirty days
// (Lifetime) a list expires: the lists of a site that is published once a month
// never do. Frozen lists are valid for a hundred years.
package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/trust/web"
)

// The times of status lists; the package comment gives the reasons.
const (
	TTL      = 48 * time.Hour
	Lifetime = 30 * 24 * time.Hour
	Frozen   = 100 * 365 * 24 * time.Hour
)

// ListCapacity is how many numbers a status list holds: 64 KiB uncompressed,
// about 100 bytes compressed for an event with few revocations.
const ListCapacity = 1 << 16

// ClockSlack is how far a clock may be behind what was signed last.
const ClockSlack = 10 * time.Minute

// SumsFile lists the files of a site in the format of sha256sum. From it the
// next run knows which files are its own.
const (
	SumsFile = "SHA256SUMS"
	maxSums  = 4 << 20 // bytes; ours have 100 a file, of which records make at most some 16,000
)

// Terms set how long status lists are valid, and whether numbers open papers.
type Terms struct {
	TTL      time.Duration // how long a list counts as fresh: whole seconds, at least two
	Lifetime time.Duration // how long it is valid at all
	Numbers  Numbers

	// Organiser is what issuer.toml or event.toml says of the issuer now; the zero value leaves the issuer document alone.
	Organiser keyring.Organiser
}

// Publisher publishes what a ledger knows, signed with an organiser's keys.
type Publisher struct {
	Keys   *keyring.Ring
	Ledger *ledger.Ledger // nil: nothing was issued yet
	Dir    string         // folder of keys and ledger, in which the site has its own
	Now    time.Time      // UTC
	Brand  web.Brand      // how the site looks
}

// ListURI returns the address that the first edition gave to a status list.
func ListURI(host string, list int) string {
	return "https://" + host + "/s/" + strconv.Itoa(list)
}

// Address returns the address of a list of the ledger: its place in the issuer
// document. Lists of the first edition may be missing there.
func Address(i *credential.Issuer, list int) string {
	if list < len(i.StatusLists) {
		return i.StatusLists[list]
	}
	return ListURI(i.Host, list)
}

// Lists returns every signed status list, by the last part of its address.
func (p *Publisher) Lists(ctx context.Context, t Terms) (map[string][]byte, error) {
	return p.lists(ctx, t, nil)
}

// lists signs every status list, none older than the published one.
func (p *Publisher) lists(ctx context.Context, t Terms, out map[int]time.Time) (map[string][]byte, error) {
	count := len(p.Keys.Issuer.StatusLists)
	changes := map[string]time.Time{} // the last change in each list, by its address
	if p.Ledger != nil {
		inUse, err := p.Ledger.Lists()
		if err != nil {
			return nil, err
		}
		if n := len(inUse); n > 0 {
			count = max(count, inUse[n-1]+1)
		}
		for e, err := range p.Ledger.All(ctx) { // of every event
			if err != nil {
				return nil, err
			}
			uri := Address(p.Keys.Issuer, e.List)
			if e.Since.After(changes[uri]) && !e.Since.After(p.Now.Add(ClockSlack)) { // else its clock was ahead
				changes[uri] = e.Since
			}
		}
	}
	at := map[string][]int{} // an address has several lists when events that shared it were taken in
	for n := range count {
		uri := Address(p.Keys.Issuer, n)
		at[uri] = append(at[uri], n)
		if out[n].After(changes[uri]) {
			changes[uri] = out[n]
		}
	}
	lists := map[string][]byte{}
	for uri, numbers := range at {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := p.list(uri, numbers, changes[uri], t)
		if err != nil {
			return nil, err
		}
		lists[path.Base(uri)] = data
	}
	return lists, nil
}

// list signs the status list with an address, which holds the given lists of the ledger.
// Its time is least, or the last multiple of half the time to live, whichever is later.
func (p *Publisher) list(uri string, numbers []int, least time.Time, t Terms) ([]byte, error) {
	l, err := credential.NewStatusList(ListCapacity)
	if err != nil {
		return nil, err
	}
	if p.Ledger != nil {
		all := map[int]ledger.State{}
		for _, n := range numbers {
			states, err := p.Ledger.States(n)
			if err != nil {
				return nil, err
			}
			for slot, s := range states {
				all[slot] = gravest(all[slot], s)
			}
		}
		for slot, s := range all {
			if uint(slot) >= l.Len() {
				return nil, fmt.Errorf("signing status list %s: slot %d is beyond its end", uri, slot)
			}
			l.Set(uint(slot), statusOf[s])
		}
	}
	l.URI = uri
	l.Issued = p.Now.UTC().Truncate(t.TTL / 2)
	if least.After(l.Issued) {
		l.Issued = least
	}
	for _, k := range p.Keys.Issuer.Keys {
		if k.Public == p.Keys.Signing.Public() && l.Issued.Before(k.NotBefore) {
			l.Issued = k.NotBefore
		}
	}
	l.TTL, l.Expires = t.TTL, l.Issued.Add(t.Lifetime)
	return credential.SignStatusList(l, p.Keys.Signing)
}

// gravest returns the state of two papers that share a place in a status list: a
// revocation must not be lost, whatever the other is.
func gravest(a, b ledger.State) ledger.State {
	order := []ledger.State{ledger.Valid, ledger.Suspended, ledger.Superseded, ledger.Revoked}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}

var statusOf = map[ledger.State]credential.Status{
	ledger.Valid: credential.StatusValid, ledger.Revoked: credential.StatusRevoked,
	ledger.Suspended: credential.StatusSuspended, ledger.Superseded: credential.StatusSuperseded,
}

// Site reports what Publish did.
type Site struct {
	Dir              string
	Written, Removed int
	Kept             int // files that were up to date
	Future           int // lists that had been signed for a day that has not come yet
	Lists            int
	Remarks          []string  // what the organiser must know about the issuer document and records; often none
	Expires          time.Time // when the lists expire
}

// Publish writes the verification site to the folder out or, when out is empty, to the site folder of the event. There
// it follows no links out of the event's folder: whoever made that folder must not choose where we write. Unchanged
// files are not touched, files of an earlier run that no longer belong to the site are removed, and a folder with
// anybody else's files is refused. When ctx ends before the files are there, nothing has changed but the issuer
// document, and the error is the context's.
func (p *Publisher) Publish(ctx context.Context, out string, t Terms) (*Site, error) {
	open := func() (*bundle.Dir, error) { return bundle.Open(out) }
	if out == "" {
		out = p.siteDir()
		open = func() (*bundle.Dir, error) { return bundle.OpenIn(p.Dir, discover.SiteDir) }
	}
	published := p.Published(out)
	future := 0
	for n, at := range published {
		if at.After(p.Now.Add(ClockSlack)) { // it is replaced by one of today
			delete(published, n)
			future++
		}
	}
	lists, err := p.lists(ctx, t, published)
	if err != nil {
		return nil, err
	}
	if err := p.displaces(out, lists); err != nil {
		return nil, err
	}
	described, err := p.describe(t.Organiser)
	if err != nil {
		return nil, err
	}
	records, remark, err := p.records(ctx, t.Numbers)
	if err != nil {
		return nil, err
	}
	files, err := p.files(lists, records, func(all web.Published) (map[string][]byte, error) { return web.Site(ctx, all) })
	if err != nil {
		return nil, err
	}
	to, err := open()
	if err != nil {
		return nil, err
	}
	old, err := ours(out)
	if err != nil {
		return nil, errors.Join(err, to.Close())
	}
	site := &Site{Dir: out, Lists: len(lists), Future: future, Expires: p.Now.Add(t.Lifetime)}
	for _, r := range []string{described, remark} {
		if r != "" {
			site.Remarks = append(site.Remarks, r)
		}
	}
	return site, errors.Join(site.write(ctx, to, files, old), to.Close())
}

// Files returns the site as Publish would write it now, by name, without compressed forms.
func (p *Publisher) Files(ctx context.Context, t Terms) (map[string][]byte, error) {
	lists, err := p.lists(ctx, t, nil)
	if err != nil {
		return nil, err
	}
	records, _, err := p.buckets(ctx, t.Numbers)
	if err != nil {
		return nil, err
	}
	return p.files(lists, records, web.Unpacked)
}

// describe records in the issuer document what the issuer says of itself now, and returns what the organiser must know
// of that. Without the root key the page shows what the document said before: that must not keep a revocation from it.
func (p *Publisher) describe(o keyring.Organiser) (remark string, err error) {
	if o.Host == "" {
		return "", nil
	}
	differs, err := p.Keys.Describe(o, p.Now)
	switch {
	case !differs:
		return "", err
	case p.Keys.Root == nil:
		return "the issuer document still has the names and addresses of before; the root key is not here to sign the new ones: " +
			"name it once with -root FILE", nil
	case err != nil:
		return "", err
	}
	return fmt.Sprintf("the issuer document is now number %d, with the names and addresses of the issuer as they are written",
		p.Keys.Issuer.Sequence), p.Keys.Save()
}

// files returns the site with these lists.
func (p *Publisher) files(lists, records map[string][]byte,
	site func(web.Published) (map[string][]byte, error)) (map[string][]byte, error) {
	document, err := p.Keys.Document()
	if err != nil {
		return nil, err
	}
	allow, err := p.Keys.AllowLists()
	if err != nil {
		return nil, err
	}
	badges, err := p.badgeLists(lists)
	if err != nil {
		return nil, err
	}
	return site(web.Published{Issuer: document, Lists: lists, Badges: badges, Records: records,
		AllowLists: slices.Collect(maps.Values(allow)), Brand: p.Brand})
}

// badgeLists returns the status list of Open Badges that goes with each status list, by its name in the site.
func (p *Publisher) badgeLists(lists map[string][]byte) (map[string][]byte, error) {
	badges := make(map[string][]byte)
	for name, data := range lists {
		l, err := credential.OpenStatusList(data, p.Keys.Issuer)
		if err != nil {
			return nil, err
		}
		if badges[openbadge.ListName(name)], err = openbadge.SignList(l, p.Keys.Issuer, p.Keys.Signing); err != nil {
			return nil, err
		}
	}
	return badges, nil
}

// siteDir returns the folder of the site in that of the keys.
func (p *Publisher) siteDir() string { return filepath.Join(p.Dir, discover.SiteDir) }

// Published returns the times of the genuine status lists in a site's folder, by
// their place in the issuer document: when the terms change, a later list must not
// look older to verifiers.
func (p *Publisher) Published(out string) map[int]time.Time {
	times := map[int]time.Time{}
	for n := range p.Keys.Issuer.StatusLists {
		data, err := bundle.ReadRegular(filepath.Join(out, "s", path.Base(Address(p.Keys.Issuer, n))),
			credential.MaxStatusList)
		if err != nil {
			continue
		}
		if l, err := credential.OpenStatusList(data, p.Keys.Issuer); err == nil {
			times[n] = l.Issued
		}
	}
	return times
}

// write writes files to the folder, which holds the files old of an earlier
// run. A killed run leaves a list of everything that may be there.
func (s *Site) write(ctx context.Context, to *bundle.Dir, files map[string][]byte, old map[string]string) error {
	sums, all := map[string]string{}, map[string]string{}
	for name, data := range files {
		sums[name] = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	maps.Copy(all, old)
	maps.Copy(all, sums)
	if err := writeSums(to, all); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, err := stage(to, name, files[name])
		if err != nil {
			return err
		}
		if w.Changed {
			s.Written++
		} else {
			s.Kept++
		}
	}
	if err := to.Commit(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if files[name] != nil {
			continue
		}
		if err := to.Remove(name); err != nil {
			return err
		}
		s.Removed++
	}
	return writeSums(to, sums)
}

func stage(to *bundle.Dir, name string, data []byte) (bundle.Written, error) {
	return to.Stage(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func writeSums(to *bundle.Dir, sums map[string]string) error {
	_, err := to.Write(SumsFile, func(w io.Writer) error {
		for _, name := range slices.Sorted(maps.Keys(sums)) {
			if _, err := fmt.Fprintf(w, "%s  %s\n", sums[name], name); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// ours returns the files that an earlier run wrote to the folder, with their
// sums. A folder that has files but no list of them belongs to somebody else.
func ours(dir string) (map[string]string, error) {
	f, err := bundle.OpenRegular(filepath.Join(dir, SumsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, empty(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("reading site: %w", err)
	}
	defer f.Close()
	sums := map[string]string{}
	lines := bufio.NewScanner(io.LimitReader(f, maxSums))
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || len(sum) != 2*sha256.Size || !fs.ValidPath(name) || name == "." {
			return nil, fault.New(fmt.Sprintf("%q was not written by lanyard", filepath.Join(dir, SumsFile)),
				"name a new folder with -out")
		}
		sums[name] = sum
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading site: %w", err)
	}
	return sums, nil
}

func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading site: %w", err)
	}
	// hidden folders belong to other tools, like .git
	if i := slices.IndexFunc(entries, func(e os.DirEntry) bool { return !strings.HasPrefix(e.Name(), ".") }); i >= 0 {
		return fault.New(fmt.Sprintf("the folder %q holds %q, which lanyard did not write", dir, entries[i].Name()),
			"name a new or empty folder with -out")
	}
	return nil
}

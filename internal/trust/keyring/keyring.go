// Package keyring keeps an organiser's keys in one folder.
//
//	keys/              0700
//	  root.key         0600  signs the issuer document and nothing else; may be kept elsewhere
//	  id.key           0600  derives numbers, so that a lost ledger changes none
//	  id-<event>.key   0600  the same for an event that was made alone and then taken in
//	  sign-<id>.key    0600  signs certificates, badges and status lists; one file a key
//	  issuer.cwt       0644  the issuer document: the public part, for verifiers
//	  allow-<id>.bin   0644  the tokens of a compromised key that stay valid
//	  ledger.head      0600  the signed head of the ledger
//	  ledger.next      0600  the same of rows that are being recorded, until they are
//
// Keys are never overwritten, printed or logged, and a private key that other
// users can read is refused.
//
// The folder may be a symbolic link, to a USB stick or to a disk that is locked
// when it is not needed. When the target of the link is missing, no keys are
// made in its place. An event's folder with a link to another event's keys
// cannot sign with them: the head stored with those keys does not match its
// ledger.
//
// # Decisions
//
// Keyring is a room of its own because credential opens no files: the verifier then links nothing that touches
// private keys.
package keyring

import (
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
	"syscall"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// The files of a ring.
const (
	rootFile   = "root.key"
	idFile     = "id.key"
	idPrefix   = "id-"
	signPrefix = "sign-"
	keySuffix  = ".key"
	headFile   = "ledger.head"
	nextFile   = "ledger.next"
	allowFirst = "allow-"
	allowLast  = ".bin"
	// IssuerFile is the name of the issuer document in the ring's folder.
	IssuerFile = "issuer.cwt"
	// maxKeyFile bounds a key file; ours have some 200 bytes.
	maxKeyFile = 8 << 10
)

// Ring holds an organiser's keys and the issuer document that lists them.
type Ring struct {
	Issuer  *credential.Issuer
	ID      *credential.IDKey
	Signing *credential.SigningKey // the key that signs now
	Root    *credential.RootKey    // nil when it is kept elsewhere

	dir     string
	onDisk  bool                         // the keys are in dir
	changed bool                         // the issuer document differs from the one in dir
	fresh   bool                         // Signing is not in dir yet
	own     map[string]*credential.IDKey // of events that were taken in, by their id
	allow   map[string][]byte            // allow-lists that are not in dir yet, by file name
}

// Organiser is what the issuer document states about the owner of the keys.
type Organiser struct {
	Host        string                     // verification host
	Names       map[string]string          // display name by language
	StatusLists []string                   // addresses
	Facts       map[uint]map[string]string // labels of the facts of its events, by key and language
	Former      []string                   // hosts of earlier papers, of which none is forgotten
}

// Exists reports whether dir holds a ring, or part of one.
func Exists(dir string) bool {
	names, err := filepath.Glob(filepath.Join(dir, "*"+keySuffix))
	_, missing := os.Stat(filepath.Join(dir, IssuerFile))
	return err == nil && len(names) > 0 || missing == nil
}

// Reachable returns an error when dir is a link whose target is missing, because then it is unknown whether keys exist.
func Reachable(dir string) error {
	to, err := os.Readlink(dir)
	if err != nil {
		return nil // no link
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fault.New(fmt.Sprintf("%q is a link to %q, which does not exist", dir, to),
		"plug in or unlock the disk with the keys; for new keys, create that folder or remove the link")
}

// New makes keys that Save will write to dir. They are valid from the first
// second of now's day in UTC, so that the window covers everything signed on
// that day.
func New(dir string, o Organiser, random io.Reader, now time.Time) (*Ring, error) {
	root, err := credential.NewRootKey(random)
	if err != nil {
		return nil, fmt.Errorf("making keys: %w", err)
	}
	signing, err := credential.NewSigningKey(random)
	if err != nil {
		return nil, fmt.Errorf("making keys: %w", err)
	}
	id, err := credential.NewIDKey(random)
	if err != nil {
		return nil, fmt.Errorf("making keys: %w", err)
	}
	day := now.UTC().Truncate(24 * time.Hour)
	issuer := &credential.Issuer{
		Host: o.Host, Issued: day, Sequence: 1, Names: o.Names, StatusLists: o.StatusLists,
		FormerHosts: o.Former,
		Keys: []credential.Key{{Public: signing.Public(), NotBefore: day,
			Uses: credential.UseCertificates | credential.UseStatus}},
		Root: root.Public(),
	}
	return &Ring{Issuer: issuer, ID: id, Signing: signing, Root: root, dir: dir, changed: true, fresh: true}, nil
}

// From returns day, or the first day of the signing key if that is later: a
// signature older than its key would not be trusted. The day in an event's time
// zone may be the one before the UTC day on which its keys were made.
func (r *Ring) From(day time.Time) time.Time {
	for _, k := range r.Issuer.Keys {
		if r.Signing != nil && k.Public.ID() == r.Signing.Public().ID() && day.Before(k.NotBefore) {
			return k.NotBefore.UTC().Truncate(24 * time.Hour)
		}
	}
	return day
}

// Save writes the ring to the disk. A new ring becomes a folder that appears
// whole or not at all; in an existing ring, new keys are written first and a
// changed issuer document last.
func (r *Ring) Save() error {
	if !r.onDisk {
		if err := r.create(); errors.Is(err, syscall.ENOSPC) {
			return fault.New("making keys: the disk is full", "free some space and run the same command again")
		} else if err != nil {
			return fmt.Errorf("making keys: %w", err)
		}
		r.onDisk, r.changed, r.fresh = true, false, false
	}
	if !r.changed {
		return nil
	}
	if err := r.publish(r.dir); err != nil {
		return fmt.Errorf("signing issuer document: %w", err)
	}
	r.changed, r.fresh, r.allow = false, false, nil
	return nil
}

func (r *Ring) create() error {
	return appear(r.dir, func(part string) error {
		if err := writeKey(filepath.Join(part, idFile), r.ID.PEM()); err != nil {
			return err
		}
		if err := writeKey(filepath.Join(part, rootFile), r.Root.PEM()); err != nil {
			return err
		}
		head, err := credential.SignHead(credential.Head{Signed: r.Issuer.Issued}, r.Signing)
		if err != nil {
			return err
		}
		if err := writeKey(filepath.Join(part, headFile), head); err != nil {
			return err
		}
		return r.publish(part)
	})
}

// appear calls fill on a temporary folder next to dir and then renames it to
// dir, which fails unless dir is empty or missing.
func appear(dir string, fill func(part string) error) (err error) {
	if err := Reachable(dir); err != nil {
		return err
	}
	if Exists(dir) {
		return fault.New(fmt.Sprintf("there are keys in %q already", dir),
			"keys are never overwritten; use these, or name another folder")
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	part, err := os.MkdirTemp(parent, partPattern(dir)) // 0700
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	if err := fill(part); err != nil {
		return err
	}
	// An empty folder of that name is replaced; any other stays.
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fmt.Sprintf("the keys cannot be written to the folder %q (%v)", dir, err),
			"move its content away; it must be empty or missing")
	}
	if err := os.Rename(part, dir); err != nil {
		return err
	}
	return syncFolder(parent)
}

func signFile(k credential.PublicKey) string { return signPrefix + k.ID().String() + keySuffix }

// writeKey writes a new file, readable only by its owner, and waits until it is
// on the disk.
func writeKey(path string, pem []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	if _, err := f.Write(pem); err != nil {
		return err
	}
	return f.Sync()
}

// publish writes new files to dir, and last the issuer document.
func (r *Ring) publish(dir string) (err error) {
	data, err := credential.SignIssuer(r.Issuer, r.Root)
	if err != nil {
		return err
	}
	if r.fresh {
		if err := writeKey(filepath.Join(dir, signFile(r.Signing.Public())), r.Signing.PEM()); err != nil {
			return err
		}
	}
	if err := r.writeOwn(dir); err != nil {
		return err
	}
	out, err := bundle.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for _, name := range slices.Sorted(maps.Keys(r.allow)) {
		if err := put(out, name, r.allow[name]); err != nil {
			return err
		}
	}
	return put(out, IssuerFile, data)
}

func put(out *bundle.Dir, name string, data []byte) error {
	_, err := out.Write(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	return err
}

// Open reads the ring in dir. It refuses a private key that other users can
// read.
func Open(dir string) (*Ring, error) {
	r, lost, err := open(dir)
	if err == nil {
		err = lost
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// OpenWithout is Open for commands that change keys: Signing is nil when no key
// signs now, or when it is lost.
func OpenWithout(dir string) (*Ring, error) {
	r, _, err := open(dir)
	return r, err
}

// open returns the ring, and the reason why it has no signing key.
func open(dir string) (r *Ring, lost, err error) {
	r = &Ring{dir: dir, onDisk: true}
	data, err := bundle.ReadRegular(filepath.Join(dir, IssuerFile), credential.MaxIssuerDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fault.New(fmt.Sprintf("there is no issuer document in %q", dir),
			"restore it from your backup, or make keys with: lanyard keys make")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading keys: %w", err)
	}
	root, err := readKey(filepath.Join(dir, rootFile), credential.ParseRootKey)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, nil, err
	default:
		r.Root = root
	}
	if r.Issuer, err = credential.OpenIssuer(data, r.pin()); err != nil {
		return nil, nil, fmt.Errorf("reading keys: %q: %w", filepath.Join(dir, IssuerFile), err)
	}
	if r.ID, err = readKey(filepath.Join(dir, idFile), credential.ParseIDKey); err != nil {
		return nil, nil,
			r.lost(err, idFile, "restore it from your backup: lanyard keys import; with a new one every number changes")
	}
	if err := r.readOwn(); err != nil {
		return nil, nil, err
	}
	public, lost := r.active()
	if lost != nil {
		return r, lost, nil
	}
	r.Signing, err = readKey(filepath.Join(dir, signFile(public)), credential.ParseSigningKey)
	if errors.Is(err, fs.ErrNotExist) {
		return r, r.lost(err, signFile(public),
			"restore it from your backup; if it is lost, make a new one with: lanyard keys rotate"), nil
	}
	return r, nil, err
}

// pin returns the thumbprint that the issuer document must have: that of the
// root key, zero when that is kept elsewhere.
func (r *Ring) pin() credential.Thumbprint {
	if r.Root == nil {
		return credential.Thumbprint{}
	}
	return r.Root.Public().Thumbprint()
}

func (r *Ring) lost(err error, name, hint string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fmt.Sprintf("the key %q is missing from %q", name, r.dir), hint)
	}
	return err
}

// active returns the newest key of the document that may sign certificates.
func (r *Ring) active() (credential.PublicKey, error) {
	for _, k := range slices.Backward(r.Issuer.Keys) {
		if k.State == credential.KeyActive && k.Uses&credential.UseCertificates != 0 {
			return k.Public, nil
		}
	}
	return credential.PublicKey{}, fault.New("the issuer document has no active key for certificates",
		"add one with: lanyard keys rotate")
}

func readKey[K any](path string, parse func([]byte) (K, error)) (k K, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return k, fmt.Errorf("reading keys: %w", err)
	}
	if !info.Mode().IsRegular() {
		return k, fault.New(fmt.Sprintf("the key %q is not a plain file", path), "replace it by the key file itself")
	}
	if openToOthers(info) {
		return k, fault.New(fmt.Sprintf("other users can read the private key %q (mode %04o)", path,
			info.Mode().Perm()),
			fmt.Sprintf("if nobody has copied it: chmod 600 %s", path))
	}
	data, err := bundle.ReadRegular(path, maxKeyFile)
	if err == nil {
		k, err = parse(data)
	}
	if err != nil {
		return k, fmt.Errorf("reading key %q: %w", path, err)
	}
	return k, nil
}

// Register records an organiser and an event in the issuer document, which Save
// will write, and returns the reference that tokens use for the event. A document
// that already has both is left unchanged. A reference never changes its meaning: a
// changed entry gets a new reference, and lists are only added.
func (r *Ring) Register(o Organiser, e credential.Entry, now time.Time) (ref uint, err error) {
	next := *r.Issuer
	highest, hash := uint(0), e.Hash()
	for k := range next.Events {
		highest = max(highest, k)
	}
	for k, have := range next.Entries {
		highest = max(highest, k)
		if have.Hash() == hash {
			ref = k
		}
	}
	lists := slices.DeleteFunc(slices.Clone(o.StatusLists),
		func(l string) bool { return slices.Contains(next.StatusLists, l) })
	next.Facts = maps.Clone(r.Issuer.Facts)
	former := formerHosts(&next, o)
	same := ref != 0 && next.Host == o.Host && maps.Equal(next.Names, o.Names) && len(lists) == 0 &&
		len(former) == len(next.FormerHosts)
	for key, labels := range o.Facts {
		if _, known := next.Facts[key]; !known { // another event's stays; entries have their own
			if same = false; next.Facts == nil {
				next.Facts = map[uint]map[string]string{}
			}
			next.Facts[key] = labels
		}
	}
	if same {
		return ref, nil
	}
	if r.Root == nil {
		return 0, r.rootless("the issuer document does not know this event as it is now")
	}
	if ref == 0 {
		ref = highest + 1
		next.Entries = maps.Clone(next.Entries)
		if next.Entries == nil {
			next.Entries = map[uint]credential.Entry{}
		}
		next.Entries[ref] = e
	}
	next.FormerHosts = former
	next.Host, next.Names, next.StatusLists = o.Host, o.Names, slices.Concat(next.StatusLists, lists)
	r.replace(&next, now)
	return ref, nil
}

// AddList adds a status list of the entry's event to the issuer document, which Save
// will write. Its number is one that no list of the event had, at another host neither.
func (r *Ring) AddList(e *credential.Entry, now time.Time) error {
	if r.Root == nil {
		return r.rootless("the status list is full, and the issuer document names no other")
	}
	next := *r.Issuer
	number := uint(0)
	mine := path.Base(e.Lists) // a site holds lists by their last name, at a former host or path, too
	for _, l := range next.StatusLists {
		if digits, same := strings.CutPrefix(path.Base(l), mine); same {
			if n, err := strconv.ParseUint(digits, 10, 32); err == nil {
				number = max(number, uint(n)+1)
			}
		}
	}
	next.StatusLists = append(slices.Clone(next.StatusLists), e.ListURI(number))
	r.replace(&next, now)
	return nil
}

// replace makes next the document that Save writes. One run counts as one change.
func (r *Ring) replace(next *credential.Issuer, now time.Time) {
	next.Issued = now.UTC().Truncate(24 * time.Hour)
	if r.onDisk && !r.changed {
		next.Sequence++
	}
	r.Issuer, r.changed = next, true
}

// formerHosts returns the former hosts of i once it says what o does: those that it has,
// its host if that changes, and those of o.
func formerHosts(i *credential.Issuer, o Organiser) []string {
	former := slices.Clone(i.FormerHosts)
	for _, host := range append([]string{i.Host}, o.Former...) {
		if host != o.Host && !slices.Contains(former, host) {
			former = append(former, host)
		}
	}
	return former
}

// PublicKeys lists the keys of the document, newest first, and whether the
// private part of each is here.
func (r *Ring) PublicKeys() []KeyInfo {
	var out []KeyInfo
	for _, k := range slices.Backward(r.Issuer.Keys) {
		_, err := os.Stat(filepath.Join(r.dir, signFile(k.Public)))
		out = append(out, KeyInfo{Key: k, Private: err == nil})
	}
	return out
}

// KeyInfo is a signing key as a list shows it.
type KeyInfo struct {
	credential.Key
	Private bool // its private part is in the folder
}

// Document returns the signed issuer document, as it is in the folder.
func (r *Ring) Document() ([]byte, error) {
	data, err := bundle.ReadRegular(filepath.Join(r.dir, IssuerFile), credential.MaxIssuerDocument)
	if err != nil {
		return nil, fmt.Errorf("reading keys: %w", err)
	}
	return data, nil
}

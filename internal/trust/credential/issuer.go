package credential

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"time"
)

// Issuer is an issuer document: an organiser's signing keys, and the events
// that badges refer to. A verifier pins it. It is safe for concurrent use once
// its allow-lists have been added.
type Issuer struct {
	Host        string            // host of the verification page, lower case
	Issued      time.Time         // UTC, whole seconds
	Sequence    uint              // from 1, higher in every later document
	Names       map[string]string // display name by language tag; at least one
	Keys        []Key
	FormerHosts []string // hosts whose certificates this issuer still vouches for
	StatusLists []string // https addresses
	NextRoot    Thumbprint
	Events      map[uint]Event // events that badges of the first edition refer to, by reference, from 1
	Entries     map[uint]Entry // event entries, by a reference that no Event has
	Root        PublicKey      // the key that signed the document
	Buckets     uint           // files that records are spread over, a power of two; 0: the issuer answers only codes

	// Facts are the labels of facts of the events' own, by key from 64 on and language tag. A key names the same fact in
	// all events.
	Facts map[uint]map[string]string

	place   map[KeyID]int    // of each key in Keys, once opened
	allowed map[KeyID][]byte // allow-lists by the key they belong to
}

// Key is a signing key as the issuer document lists it.
type Key struct {
	Public    PublicKey
	State     KeyState
	NotBefore time.Time // first second in which it may sign
	NotAfter  time.Time // last second in which it may sign; zero: no end
	Uses      Uses
	AllowList AllowListRef // zero: none

	// Own is what tokens of the key refer to, where that differs from the events of the
	// document: another root key vouched for the key when it signed them. Nil: they refer
	// to the events of the document.
	Own *EventTable
}

// EventTable is the events that tokens refer to.
type EventTable struct {
	Events  map[uint]Event // events that badges of the first edition refer to, by reference, from 1
	Entries map[uint]Entry // event entries, by a reference that no Event has
}

// EventsOf returns what the tokens of a key of the document refer to; of nil, the events of the document.
func (i *Issuer) EventsOf(k *Key) *EventTable {
	if k != nil && k.Own != nil {
		return k.Own
	}
	return &EventTable{i.Events, i.Entries}
}

// AllowListRef names the file that lists the tokens of a compromised key that
// stay valid.
type AllowListRef struct {
	Hash [sha256.Size]byte // SHA-256 of the file
	Path string            // absolute path on the issuer's host
}

// KeyState says how far a key is trusted.
type KeyState uint8

// The states of a key. Everything signed by a retired key stays valid; of a
// compromised key, only the tokens in its allow-list do.
const (
	KeyActive      KeyState = 0
	KeyRetired     KeyState = 1
	KeyCompromised KeyState = 2
)

// Uses is the set of things a key may sign.
type Uses uint8

// The uses of a key; add them to combine them.
const (
	UseCertificates Uses = 1
	UseStatus       Uses = 2
)

// Event is an event that badges refer to instead of spelling it out.
type Event struct {
	Title             string
	FirstDay, LastDay int // days since 1970-01-01
}

// Keys of the issuer map.
const (
	issuerSequence = 1
	issuerNames    = 2
	issuerKeys     = 3
	issuerFormer   = 4
	issuerLists    = 5
	issuerNextRoot = 6
	issuerEvents   = 7
	issuerRoot     = 8
	issuerBuckets  = 9
	issuerFacts    = 12

	keyPublic    = 1
	keyState     = 2
	keyNotBefore = 3
	keyNotAfter  = 4
	keyUses      = 5
	keyAllowList = 6
	keyEvents    = 7
)

// OpenIssuer reads an issuer document whose root key has the thumbprint pin.
// With the zero pin it accepts any root that the document names: the caller
// must then find out whether Root is the organiser's.
func OpenIssuer(data []byte, pin Thumbprint) (*Issuer, error) {
	i, err := openIssuer(data)
	if err != nil {
		return nil, fmt.Errorf("opening issuer document: %w", err)
	}
	if root := i.Root.Thumbprint(); pin != (Thumbprint{}) && pin != root {
		return nil, fmt.Errorf("opening issuer document: its root key is %s, not %s", root, pin)
	}
	return i, nil
}

func openIssuer(data []byte) (*Issuer, error) {
	m, err := openMessage(data, typeCWT, MaxIssuerDocument)
	if err != nil {
		return nil, err
	}
	// The document contains the key that verifies it, so it is decoded first; its content is not returned before the
	// signature has been checked.
	i := new(Issuer)
	if err := i.read(m.claims); err != nil {
		return nil, err
	}
	if kid := i.Root.Thumbprint(); !bytes.Equal(m.kid, kid[:]) {
		return nil, errors.New("kid is not its root key")
	}
	return i, m.verify(i.Root)
}

// read fills i from the payload.
func (i *Issuer) read(payload map[any]any) error {
	r := new(reader)
	f := r.fields(payload)
	if !f.has(claimIssuer) {
		return errors.New("not an issuer document")
	}
	i.Host = f.text(claimIss, "iss", required)
	if err := checkAddress(i.Host); err != nil {
		r.fail("iss: %w", err)
	}
	i.Issued = f.time(claimIat, "iat", required)
	d := f.table(claimIssuer, "issuer", required)
	f.done()
	i.Sequence = uint(d.integer(issuerSequence, "sequence number", required, 1, maxExact))
	i.Names = d.byLanguage(d.table(issuerNames, "names", required), "names")
	i.place = make(map[KeyID]int)
	for _, v := range d.list(issuerKeys, "keys", required) {
		m, _ := v.(map[any]any)
		i.readKey(r.fields(m))
	}
	i.FormerHosts = d.texts(issuerFormer, "former hosts", checkAddress)
	i.StatusLists = d.texts(issuerLists, "status lists", checkURI)
	d.bytes(i.NextRoot[:], issuerNextRoot, "next root key", optional)
	if d.has(issuerEvents) {
		t := d.table(issuerEvents, "events", required).events()
		i.Events, i.Entries = t.Events, t.Entries
	}
	if d.has(issuerFacts) {
		i.Facts = d.labels(d.table(issuerFacts, "facts", required))
	}
	if d.has(issuerBuckets) {
		n := d.integer(issuerBuckets, "buckets", required, 1, maxBuckets)
		if i.Buckets = uint(n); n&(n-1) != 0 {
			d.fail("buckets: %d is not a power of two", n)
		}
	}
	root := d.table(issuerRoot, "root key", required)
	i.Root = root.publicKey()
	d.done()
	return r.failure()
}

func (i *Issuer) readKey(f *fields) {
	var k Key
	public := f.table(keyPublic, "key", required)
	k.Public = public.publicKey()
	k.State = KeyState(f.integer(keyState, "key state", required, int64(KeyActive), int64(KeyCompromised)))
	k.NotBefore = f.time(keyNotBefore, "not before", required)
	k.NotAfter = f.time(keyNotAfter, "not after", optional)
	if !k.NotAfter.IsZero() && k.NotAfter.Before(k.NotBefore) {
		f.fail("key window: ends before it starts")
	}
	k.Uses = Uses(f.integer(keyUses, "key uses", required, 1, int64(UseCertificates|UseStatus)))
	if f.has(keyAllowList) {
		a := f.table(keyAllowList, "allow-list", required)
		a.bytes(k.AllowList.Hash[:], 1, "allow-list hash", required)
		k.AllowList.Path = a.text(2, "allow-list path", required)
		if err := checkPath(k.AllowList.Path); err != nil {
			f.fail("allow-list: %w", err)
		}
		a.done()
	}
	if f.has(keyEvents) {
		k.Own = f.table(keyEvents, "events of a key", required).events()
	}
	f.done()
	id := k.Public.ID()
	if i.key(id) != nil {
		f.fail("keys: %s is listed twice", id)
	}
	i.place[id] = len(i.Keys)
	i.Keys = append(i.Keys, k)
}

// events reads all of f as events by reference, at least one.
func (f *fields) events() *EventTable {
	t := new(EventTable)
	for _, key := range f.keys() {
		ref, ok := key.(int64)
		if !ok || ref < 1 || ref > maxExact {
			f.fail("events: a key that is not a reference")
			return t
		}
		e := f.table(ref, "event", required)
		if _, second := e.left[label(entryTitles)].(map[any]any); second {
			if t.Entries == nil {
				t.Entries = make(map[uint]Entry)
			}
			t.Entries[uint(ref)] = e.entry()
			continue
		}
		if t.Events == nil {
			t.Events = make(map[uint]Event)
		}
		var event Event
		event.Title = e.text(1, "event title", required)
		event.FirstDay, event.LastDay = e.days(2, 3)
		e.done()
		t.Events[uint(ref)] = event
	}
	if len(t.Events)+len(t.Entries) == 0 {
		f.fail("events: none")
	}
	return t
}

// table returns the events as the document holds them.
func (t *EventTable) table() map[any]any {
	events := make(map[any]any)
	for ref, e := range t.Events {
		m := map[any]any{1: e.Title, 2: e.FirstDay}
		if e.LastDay != e.FirstDay {
			m[3] = e.LastDay
		}
		events[ref] = m
	}
	for ref, e := range t.Entries {
		events[ref] = e.table()
	}
	return events
}

// keeps returns nil when t holds every event of an earlier table unchanged.
func (t *EventTable) keeps(earlier *EventTable) error {
	for _, ref := range slices.Sorted(maps.Keys(earlier.Events)) {
		if e, ok := t.Events[ref]; !ok || e != earlier.Events[ref] {
			return fmt.Errorf("event %d is missing or has changed", ref)
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(earlier.Entries)) {
		before, e := earlier.Entries[ref], t.Entries[ref]
		if before.Hash() != e.Hash() {
			return fmt.Errorf("event %d is missing or has changed", ref)
		}
	}
	return nil
}

// payload returns the CWT claims of the document.
func (i *Issuer) payload() []byte {
	keys := []any{}
	for _, k := range i.Keys {
		m := map[any]any{
			keyPublic:    k.Public.cose(),
			keyState:     uint8(k.State),
			keyNotBefore: k.NotBefore.Unix(),
			keyUses:      uint8(k.Uses),
		}
		if !k.NotAfter.IsZero() {
			m[keyNotAfter] = k.NotAfter.Unix()
		}
		if k.AllowList != (AllowListRef{}) {
			m[keyAllowList] = map[any]any{1: k.AllowList.Hash[:], 2: k.AllowList.Path}
		}
		if k.Own != nil {
			m[keyEvents] = k.Own.table()
		}
		keys = append(keys, m)
	}
	d := map[any]any{
		issuerSequence: i.Sequence,
		issuerNames:    i.Names,
		issuerKeys:     keys,
		issuerRoot:     i.Root.cose(),
	}
	if len(i.FormerHosts) > 0 {
		d[issuerFormer] = i.FormerHosts
	}
	if len(i.StatusLists) > 0 {
		d[issuerLists] = i.StatusLists
	}
	if i.NextRoot != (Thumbprint{}) {
		d[issuerNextRoot] = i.NextRoot[:]
	}
	events := (&EventTable{i.Events, i.Entries}).table()
	if len(events) > 0 {
		d[issuerEvents] = events
	}
	if len(i.Facts) > 0 {
		d[issuerFacts] = i.Facts
	}
	if i.Buckets > 0 {
		d[issuerBuckets] = i.Buckets
	}
	return encode(map[any]any{claimIss: i.Host, claimIat: i.Issued.Unix(), claimIssuer: d})
}

// Follows reports whether i may replace another document of an organiser that a verifier has used: i is signed by the
// same root key, or by the one that the other document announced. Sequence numbers say which of the two is later.
func (i *Issuer) Follows(other *Issuer) bool {
	return i.Root == other.Root || i.Root.Thumbprint() == other.NextRoot
}

// Keeps returns nil if every event of an earlier document is unchanged in i, because papers refer to it for ever. Where
// i is of another root key, it must know all keys of the earlier document.
func (i *Issuer) Keeps(earlier *Issuer) error {
	if i.Root == earlier.Root {
		if err := i.EventsOf(nil).keeps(earlier.EventsOf(nil)); err != nil {
			return err
		}
	}
	for n := range earlier.Keys {
		before := &earlier.Keys[n]
		k := i.key(before.Public.ID())
		switch {
		case k == nil && i.Root == earlier.Root && before.Own == nil: // the events of the document are judged above
		case k == nil:
			return fmt.Errorf("the key %s is missing", before.Public.ID())
		default:
			if err := i.EventsOf(k).keeps(earlier.EventsOf(before)); err != nil {
				return fmt.Errorf("key %s: %w", k.Public.ID(), err)
			}
		}
	}
	return nil
}

// DisplayName returns the issuer's name in lang, else in lang without region
// and script, else in English, else in the language whose tag sorts first.
func (i *Issuer) DisplayName(lang string) string { return inLanguage(i.Names, lang, "en") }

// inLanguage chooses a text as DisplayName does, with main before English; "" when there is none.
func inLanguage(texts map[string]string, lang, main string) string {
	parent, _, _ := strings.Cut(lang, "-")
	for _, tag := range []string{lang, parent, main, "en"} {
		if text, ok := texts[tag]; ok {
			return text
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		return texts[tag]
	}
	return ""
}

// Label returns what a fact of the event's own is called: in lang, else in lang without region and script, else in the
// main language of the event, else in English, else in the language whose tag sorts first; or "fact 64" by its key. The
// entry of the event decides, and the issuer document where it has none. factLabel of page/issuer.js answers the same,
// on the vectors of testdata/labels.json.
func (c *Claim) Label(key uint, lang string) string {
	labels, main := c.Labels[key], "en"
	if c.Entry != nil {
		main = c.Entry.Main
		if own := c.Entry.Facts[key]; own != nil {
			labels = own
		}
	}
	return cmp.Or(inLanguage(labels, lang, main), fmt.Sprintf("fact %d", key))
}

// labels are those of the facts of a claim.
func (i *Issuer) labels(c *Claim) map[uint]map[string]string {
	var labels map[uint]map[string]string
	for key := range c.Extra {
		if of, ok := i.Facts[key]; ok {
			if labels == nil {
				labels = make(map[uint]map[string]string)
			}
			labels[key] = of
		}
	}
	return labels
}

// entrySize is the number of bytes of a token's hash in an allow-list. A thief
// of the key needs about 2^64 signatures, divided by the length of the list, to
// forge a token that is in it.
const entrySize = 8

// AddAllowList adds the content of an allow-list file, which the document must
// name by its hash.
func (i *Issuer) AddAllowList(data []byte) error {
	if len(data) > MaxAllowList || len(data)%entrySize != 0 {
		return fmt.Errorf("reading allow-list: %d bytes", len(data))
	}
	hash := sha256.Sum256(data)
	var keys []KeyID
	for _, k := range i.Keys {
		if k.AllowList.Path != "" && k.AllowList.Hash == hash {
			keys = append(keys, k.Public.ID())
		}
	}
	if keys == nil {
		return errors.New("reading allow-list: not one that the issuer document names")
	}
	for at := entrySize; at < len(data); at += entrySize {
		if bytes.Compare(data[at-entrySize:at], data[at:at+entrySize]) >= 0 {
			return errors.New("reading allow-list: not sorted")
		}
	}
	if i.allowed == nil {
		i.allowed = make(map[KeyID][]byte)
	}
	for _, id := range keys {
		i.allowed[id] = data
	}
	return nil
}

// AllowList returns the content of an allow-list file, given the hashes, in any
// order, of all tokens that the organiser signed with a compromised key.
func AllowList(tokens [][sha256.Size]byte) []byte {
	heads := make([][entrySize]byte, 0, len(tokens))
	for _, t := range tokens {
		heads = append(heads, [entrySize]byte(t[:]))
	}
	slices.SortFunc(heads, func(a, b [entrySize]byte) int { return bytes.Compare(a[:], b[:]) })
	var data []byte
	for _, h := range slices.Compact(heads) {
		data = append(data, h[:]...)
	}
	return data
}

// allows reports whether the token is in the allow-list of the key.
func (i *Issuer) allows(id KeyID, t Token) bool {
	list, hash := i.allowed[id], t.Hash()
	_, found := sort.Find(len(list)/entrySize, func(n int) int {
		return bytes.Compare(hash[:entrySize], list[n*entrySize:(n+1)*entrySize])
	})
	return found
}

// PathOf returns the path of an address within the issuer's site, with a slash at its beginning; false for an address
// below none of the issuer's addresses, former ones included.
func (i *Issuer) PathOf(uri string) (string, bool) {
	place, ok := strings.CutPrefix(uri, "https://")
	for _, site := range i.sites() {
		rest := strings.TrimPrefix(place, site)
		if ok && isUnder(site, place) && len(rest) > 1 && path.Clean(rest) == rest && !strings.ContainsAny(rest, `?#%\`) {
			return rest, true
		}
	}
	return "", false
}

// Owns reports whether a host and path, without https://, are an address of the issuer or are below one, former
// addresses included. page/address.js answers the same, on the vectors of testdata/addresses.json.
func (i *Issuer) Owns(place string) bool {
	place, _, _ = strings.Cut(place, "?") // as trackers add
	return slices.ContainsFunc(i.sites(), func(site string) bool {
		return isUnder(site, place) && !leaves(place[len(site):])
	})
}

// leaves reports whether a browser may go up in a path: by two dots, also as it spells them, or by the backslash, which
// is a slash to it (URL Standard, 4.4).
func leaves(path string) bool {
	dots := strings.NewReplacer("%2e", ".", "%2E", ".").Replace(path)
	return strings.Contains(dots, `\`) || slices.Contains(strings.Split(dots, "/"), "..")
}

func (i *Issuer) sites() []string { return append([]string{i.Host}, i.FormerHosts...) }

// isUnder reports whether a host and path are those of a site or of something in it.
func isUnder(site, place string) bool { return strings.HasPrefix(place+"/", site+"/") }

func (i *Issuer) answersFor(host string) bool {
	return i.Host == host || slices.Contains(i.FormerHosts, host)
}

// key returns nil when the document does not list the key.
func (i *Issuer) key(id KeyID) *Key {
	n, ok := i.place[id]
	if !ok {
		return nil
	}
	return &i.Keys[n]
}

// covers reports whether the key may sign at t.
func (k *Key) covers(t time.Time) bool {
	return !t.Before(k.NotBefore) && (k.NotAfter.IsZero() || !t.After(k.NotAfter))
}

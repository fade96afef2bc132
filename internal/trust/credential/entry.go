package credential

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/paper"
)

// Entry is what an issuer document says of an event, in every language of the
// event. Tokens refer to it by its key in Issuer.Entries and carry its hash, so
// it never changes: a correction is another entry under another reference.
type Entry struct {
	EventID     string            `json:"event_id"`
	Main        string            `json:"main"`         // main language: a key of Titles and IssuerNames
	Titles      map[string]string `json:"titles"`       // by language tag
	FirstDay    int               `json:"first_day"`    // days since 1970-01-01; zero is a day
	LastDay     int               `json:"last_day"`     // the same as FirstDay for an event of one day
	IssuerNames map[string]string `json:"issuer_names"` // by language tag

	// Roles are the labels of each role by language tag, in the order of
	// event.toml; each has one in Main. Compact tokens name a role by its place here.
	Roles []map[string]string `json:"roles,omitempty"`

	Lists   string                     `json:"lists"`            // address of the status lists without their number: ListBase
	Expires time.Time                  `json:"expires,omitzero"` // midnight UTC after the last valid day; zero: never
	Facts   map[uint]map[string]string `json:"facts,omitempty"`  // labels of further facts, by key from 64 and language tag

	// Days are the days as papers print them, by language tag; nil when Printed has no days.
	Days map[string]string `json:"days,omitempty"`

	// Printed is what every paper of a kind prints: a fact, by its key in the map of a certificate, and the languages,
	// each of which is on the paper. AnyLanguage is one of those in which the entry has the text. Papers print whatever
	// else their design has, which the entry does not know. Any paper may omit a fact that is missing here.
	Printed map[paper.Kind]map[uint][]string `json:"printed,omitempty"`

	hash EntryHash // once read from a document or pinned
}

// EntryHash is the first 8 bytes of the SHA-256 of an entry.
type EntryHash [8]byte

// String returns the 16 hexadecimal digits of the hash.
func (h EntryHash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText returns String.
func (h EntryHash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the output of String.
func (h *EntryHash) UnmarshalText(text []byte) error {
	data, err := hex.DecodeString(string(text))
	if err != nil || len(data) != len(h) {
		return fmt.Errorf("reading hash of an event entry: %q is not 16 hexadecimal digits", text)
	}
	copy(h[:], data)
	return nil
}

// Keys of an event entry.
const (
	entryEventID  = 1
	entryTitles   = 2
	entryFirstDay = 3
	entryLastDay  = 4
	entryNames    = 5
	entryRoles    = 6
	entryLists    = 7
	entryExpires  = 8
	entryFacts    = 9
	entryMain     = 10
	entryDays     = 11
	entryPrinted  = 12 // of certificates; each further kind has the next key
)

// The facts that Printed has so far, by their keys in the map of a certificate. A paper without the fact, such as that
// of a person without a role, does not print it.
const (
	PrintedTitle  uint = certEvent
	PrintedDays   uint = certFirstDay
	PrintedRole   uint = certRole
	PrintedIssuer uint = certIssuerName
)

// AnyLanguage is the language tag in Printed of a fact that each paper prints in a
// language of its own (BCP 47: und, undetermined).
const AnyLanguage = "und"

const secondsADay = 24 * 60 * 60

// ListBase returns the address of an event's status lists without their number:
// https://VERIFY/s/REF-, with the first 8 hexadecimal digits of the SHA-256 of the
// root key's thumbprint and the event's id. Two events, or two issuers, never
// share a list.
func ListBase(verify string, root Thumbprint, eventID string) string {
	hash := sha256.Sum256(append(root[:], eventID...))
	return fmt.Sprintf("https://%s%s%x-", verify, listPath, hash[:4])
}

const listPath = "/s/"

// ListURI returns the address of the status list with a number, from 0.
func (e *Entry) ListURI(n uint) string { return e.Lists + strconv.FormatUint(uint64(n), 10) }

// Pinned returns the entry with its hash computed once, for a run that asks for it with every paper. The result must
// not be changed.
func (e Entry) Pinned() Entry {
	e.hash = e.Hash()
	return e
}

// Hash returns the hash by which tokens pin the entry. An entry of an opened document
// must not be changed.
func (e *Entry) Hash() EntryHash {
	if e.hash != (EntryHash{}) {
		return e.hash
	}
	hash := sha256.Sum256(encode(e.table()))
	return EntryHash(hash[:])
}

// SameEvent reports whether two entries differ at most in what papers print.
func (e *Entry) SameEvent(other *Entry) bool {
	a, b := *e, *other
	for _, bare := range []*Entry{&a, &b} {
		bare.Days, bare.Printed, bare.hash = nil, nil, EntryHash{}
	}
	return a.Hash() == b.Hash()
}

// host returns what the lists' address has before the path of lists: the iss of
// every token that refers to the entry.
func (e *Entry) host() string {
	rest := strings.TrimPrefix(e.Lists, "https://")
	at := strings.LastIndex(rest, listPath)
	if at < 0 {
		return ""
	}
	return rest[:at]
}

// role returns the place of a label in the main language, false when no role has it.
func (e *Entry) role(label string) (int, bool) {
	n := slices.IndexFunc(e.Roles, func(labels map[string]string) bool { return labels[e.Main] == label })
	return n, n >= 0
}

// RoleNames returns every label, by language tag, of the role whose label in any
// language is the given one; nil when there is none.
func (e *Entry) RoleNames(label string) map[string]string {
	if n, ok := e.role(label); ok {
		return e.Roles[n]
	}
	for _, labels := range e.Roles {
		if slices.Contains(slices.Collect(maps.Values(labels)), label) {
			return labels
		}
	}
	return nil
}

// table returns the entry as the document holds it.
func (e *Entry) table() map[any]any {
	m := map[any]any{entryEventID: e.EventID, entryTitles: e.Titles, entryFirstDay: e.FirstDay,
		entryNames: e.IssuerNames, entryLists: e.Lists}
	if e.LastDay != e.FirstDay {
		m[entryLastDay] = e.LastDay
	}
	if len(e.Roles) > 0 {
		m[entryRoles] = e.Roles
	}
	if !e.Expires.IsZero() {
		m[entryExpires] = e.Expires.Unix()/secondsADay - 1
	}
	if len(e.Facts) > 0 {
		m[entryFacts] = e.Facts
	}
	if tags := sortedTags(e.Titles); len(tags) > 0 && tags[0] != e.Main {
		m[entryMain] = e.Main
	}
	if len(e.Days) > 0 {
		m[entryDays] = e.Days
	}
	for kind, facts := range e.Printed {
		if len(facts) > 0 {
			m[entryPrinted+int(kind)] = facts
		}
	}
	return m
}

// sortedTags returns the keys of m in the order in which CBOR encodes them.
func sortedTags(m map[string]string) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
}

// entry reads an event entry.
func (f *fields) entry() (e Entry) {
	e.EventID = f.text(entryEventID, "event id", required)
	e.Titles = f.byLanguage(f.table(entryTitles, "titles", required), "titles")
	e.FirstDay, e.LastDay = f.days(entryFirstDay, entryLastDay)
	e.IssuerNames = f.byLanguage(f.table(entryNames, "issuer's names", required), "issuer's names")
	for _, v := range f.list(entryRoles, "roles", optional) {
		labels, _ := v.(map[any]any)
		e.Roles = append(e.Roles, f.byLanguage(f.fields(labels), "roles"))
	}
	e.Lists = f.text(entryLists, "address of lists", required)
	if checkURI(e.Lists) != nil || !strings.HasSuffix(e.Lists, "-") || checkAddress(e.host()) != nil {
		f.fail("address of lists: %+q is not https://HOST/s/REFERENCE-", e.Lists)
	}
	if f.has(entryExpires) {
		last := f.integer(entryExpires, "last valid day", required, 0, maxTime/secondsADay-1)
		e.Expires = time.Unix((last+1)*secondsADay, 0).UTC()
	}
	if f.has(entryFacts) {
		e.Facts = f.labels(f.table(entryFacts, "labels of further facts", required))
	}
	f.main(&e)
	if f.has(entryDays) {
		e.Days = f.byLanguage(f.table(entryDays, "days as printed", required), "days as printed")
	}
	for _, kind := range paper.Kinds() {
		if key := entryPrinted + int(kind); f.has(key) {
			if e.Printed == nil {
				e.Printed = make(map[paper.Kind]map[uint][]string)
			}
			e.Printed[kind] = f.printed(f.table(key, "printed facts", required))
		}
	}
	f.done()
	e.hash = e.Hash()
	return e
}

// main reads the main language of an entry whose texts have been read.
func (f *fields) main(e *Entry) {
	tags := sortedTags(e.Titles)
	if len(tags) == 0 {
		return // said already
	}
	e.Main = tags[0]
	if f.has(entryMain) {
		// The first language omits the key, so that an entry has one encoding.
		if e.Main = f.text(entryMain, "main language", required); !slices.Contains(tags[1:], e.Main) {
			f.fail("main language: %+q is not a later language of the titles", e.Main)
		}
	}
	if e.IssuerNames[e.Main] == "" {
		f.fail("issuer's names: none in the main language")
	}
	for n, labels := range e.Roles {
		if labels[e.Main] == "" {
			f.fail("roles: number %d has no label in the main language", n)
		}
	}
}

// byLanguage reads all of t as texts by language tag, at least one.
func (f *fields) byLanguage(t *fields, what string) map[string]string {
	texts := make(map[string]string)
	for _, key := range t.keys() {
		tag, ok := key.(string)
		if !ok || printable(tag) != nil {
			f.fail("%s: a key that is not a language tag", what)
			return texts
		}
		texts[tag] = t.text(tag, what, required)
	}
	if len(texts) == 0 {
		f.fail("%s: none", what)
	}
	return texts
}

// labels reads all of t as labels of further facts.
func (f *fields) labels(t *fields) map[uint]map[string]string {
	labels := make(map[uint]map[string]string)
	for _, key := range t.keys() {
		n, ok := key.(int64)
		if !ok || n < certExtra || n > maxExact {
			f.fail("labels of further facts: a key that is not a number from %d", certExtra)
			return labels
		}
		labels[uint(n)] = f.byLanguage(t.table(n, "label of a further fact", required), "label of a further fact")
	}
	if len(labels) == 0 {
		f.fail("labels of further facts: none")
	}
	return labels
}

// printed reads all of t as languages of facts. A verifier ignores facts that it does not know.
func (f *fields) printed(t *fields) map[uint][]string {
	facts := make(map[uint][]string)
	for _, key := range t.keys() {
		n, ok := key.(int64)
		if !ok || n < 1 || n >= certExtra {
			f.fail("printed facts: a key that is not a number below %d", certExtra)
			return facts
		}
		tags := t.texts(n, "languages of a printed fact", printable)
		if len(slices.Compact(slices.Sorted(slices.Values(tags)))) != len(tags) {
			f.fail("languages of a printed fact: one is listed twice")
		}
		facts[uint(n)] = tags
	}
	if len(facts) == 0 {
		f.fail("printed facts: none")
	}
	return facts
}

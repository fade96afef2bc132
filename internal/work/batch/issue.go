package batch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// listFill is how many places of a status list are given away: half of them, so
// that a free one is found at once and the list says nothing about how many
// there are.
const listFill = registry.ListCapacity / 2

const secondsADay = 24 * 60 * 60

// issuer signs for the people of one event. What the ledger knows already is
// not signed again.
type issuer struct {
	ring    *keyring.Ring // nil: it issues nothing new
	event   *event.Event
	minutes map[paper.Kind]bool // the templates print them, so they are signed
	ref     uint                // of the event in the issuer document
	day     time.Time
	known   map[paper.Kind]map[string]ledger.Entry // the last version of each attendee
	list    int                                    // status list that takes new numbers
	taken   map[uint]bool                          // its slots
	fresh   []fresh                                // to be recorded
}

// grant is what an issuer has given to a paper. All else that the ledger records
// follows from the paper's person, so a run over many holds no entries.
type grant struct {
	number credential.Number
	token  credential.Token
	day    time.Time // of issue
}

func grantOf(e *ledger.Entry) *grant { return &grant{e.Number, e.Token, e.IssuedAt} }

// fresh is a grant that the ledger does not know yet.
type fresh struct {
	*grant
	person     *people.Person
	kind       paper.Kind
	list, slot int32 // its place in the status lists
}

// organiser is what the issuer document says of the event's issuer.
func organiser(e *event.Event, lists int) keyring.Organiser {
	o := keyring.Organiser{Host: e.Issuer.Verify, Names: e.Issuer.Name}
	for i := range lists + 1 {
		o.StatusLists = append(o.StatusLists, registry.ListURI(e.Issuer.Verify, i))
	}
	return o
}

func eventFact(e *event.Event, lang string) credential.Event {
	return credential.Event{Title: event.Fact(e.Say(e.Title, lang)), FirstDay: e.Start.Days(), LastDay: e.End.Days()}
}

// newIssuer prepares signing.
func newIssuer(desk *registry.Desk, w *people.List, now time.Time) (*issuer, error) {
	s := &issuer{ring: desk.Keys, event: w.Event, minutes: printsMinutes(w), day: now.UTC().Truncate(24 * time.Hour), known: map[paper.Kind]map[string]ledger.Entry{},
		taken: map[uint]bool{}}
	if err := s.remember(desk.Ledger); err != nil {
		return nil, err
	}
	var err error
	s.ref, err = desk.Keys.Register(organiser(w.Event, s.list), eventFact(w.Event, w.Event.Languages[0]), now)
	return s, err
}

// remember reads what was issued before; a nil ledger knows of nothing.
func (s *issuer) remember(l *ledger.Ledger) error {
	if l == nil {
		return nil
	}
	for _, kind := range []paper.Kind{paper.Certificate, paper.Badge} {
		current, err := l.Current(s.event.ID, kind)
		if err != nil {
			return err
		}
		s.known[kind] = current
	}
	lists, err := l.Lists()
	if err != nil || len(lists) == 0 {
		return err
	}
	s.list = lists[len(lists)-1]
	states, err := l.States(s.list)
	for slot := range states {
		s.taken[uint(slot)] = true
	}
	s.nextList()
	return err
}

// nextList begins a new status list when the present one is full enough.
func (s *issuer) nextList() {
	if len(s.taken) >= listFill {
		s.list++
		s.taken = map[uint]bool{}
	}
}

// issue returns what stands for p on a certificate or badge: the version that
// was issued before, or a new one when there is none or something printed has
// changed. Without a grant the paper must not be printed: it was revoked.
func (s *issuer) issue(kind paper.Kind, p *people.Person) (*grant, error) {
	before, issued := s.known[kind][p.ID]
	if issued && (before.State == ledger.Revoked || before.State == ledger.Suspended) {
		return nil, nil
	}
	if issued && before.Facts == s.facts(kind, p) {
		return grantOf(&before), nil
	}
	return s.grant(kind, p)
}

// errUnissued is the error about what only an issuer with keys can issue.
var errUnissued = errors.New("not issued yet")

// grant gives the next version its number and place; sign will give it its token.
func (s *issuer) grant(kind paper.Kind, p *people.Person) (*grant, error) {
	if s.ring == nil {
		return nil, errUnissued
	}
	e := s.next(kind, p)
	s.place(&e)
	g := grantOf(&e)
	s.fresh = append(s.fresh, fresh{g, p, kind, int32(e.List), int32(e.Slot)})
	return g, nil
}

// signedAtOnce is how many tokens a worker signs at a time: a millisecond or two.
const signedAtOnce = 32

// sign gives all that is fresh its token. What cannot be signed is not fresh any
// more, and refused is told of it.
func (s *issuer) sign(ctx context.Context, workers int, refused func(one *people.Person, why error)) error {
	pieces := (len(s.fresh) + signedAtOnce - 1) / signedAtOnce
	piece := func(i int) []fresh { return s.fresh[i*signedAtOnce : min((i+1)*signedAtOnce, len(s.fresh))] }
	err := inOrder(ctx, pieces, workers, func() func(int) ([]error, error) {
		return func(i int) ([]error, error) {
			faults := make([]error, signedAtOnce)
			for k, f := range piece(i) {
				e := s.entry(f)
				f.token, faults[k] = credential.Sign(s.claim(&e, f.person), s.ring.Signing)
			}
			return faults, nil
		}
	}, func(i int, faults []error) error {
		for k, f := range piece(i) {
			if faults[k] != nil {
				refused(f.person, faults[k])
			}
		}
		return nil
	})
	s.fresh = slices.DeleteFunc(s.fresh, func(f fresh) bool { return f.token == nil })
	return err
}

// entry returns what the ledger will record of f, without its facts.
func (s *issuer) entry(f fresh) ledger.Entry {
	e := s.next(f.kind, f.person)
	e.Token, e.List, e.Slot = f.token, int(f.list), int(f.slot)
	return e
}

// next returns the next version of what p has, without facts, token and place.
func (s *issuer) next(kind paper.Kind, p *people.Person) ledger.Entry {
	before := s.known[kind][p.ID]
	e := ledger.Entry{EventID: s.event.ID, Kind: kind, AttendeeID: p.ID, Version: before.Version + 1, Replaces: before.Number,
		IssuedAt: s.day, Name: p.Name, KeyID: s.ring.Signing.Public().ID()}
	e.Number = credential.DeriveNumber(s.ring.ID, e.EventID, kind, e.AttendeeID, e.Version)
	return e
}

// place finds a free slot for e.
func (s *issuer) place(e *ledger.Entry) {
	s.nextList()
	for attempt := uint(0); ; attempt++ {
		slot := credential.DeriveIndex(s.ring.ID, e.Number, attempt, registry.ListCapacity)
		if !s.taken[slot] {
			s.taken[slot] = true
			e.List, e.Slot = s.list, int(slot)
			return
		}
	}
}

// tongue returns the language of what is signed for p: that of a certificate, and
// on badges the main one of the event.
func (s *issuer) tongue(kind paper.Kind, p *people.Person) string {
	main := s.event.Languages[0]
	switch kind {
	case paper.Certificate:
		return cmp.Or(p.Tongue, main)
	case paper.Badge:
	}
	return main
}

// claim returns what is signed: every fact that the paper shows.
func (s *issuer) claim(e *ledger.Entry, p *people.Person) credential.Claim {
	lang := s.tongue(e.Kind, p)
	c := credential.Claim{
		Issuer: s.event.Issuer.Verify, Issued: e.IssuedAt, Number: e.Number, Replaces: e.Replaces, Kind: e.Kind,
		Status: credential.StatusRef{Index: uint(e.Slot), URI: registry.ListURI(s.event.Issuer.Verify, e.List)},
		Name:   p.Name, NameLocal: p.NameLocal, Language: p.Language, Role: p.RoleMark.Label(lang),
	}
	if last := s.event.Expires; !last.IsZero() {
		c.Expires = time.Unix(int64(last.Days()+1)*secondsADay, 0).UTC() // the last day is valid to its end
	}
	if s.minutes[e.Kind] {
		c.Minutes = p.Minutes
	}
	switch e.Kind {
	case paper.Badge:
		c.EventRef = s.ref
	case paper.Certificate:
		ev := eventFact(s.event, lang)
		c.Event, c.FirstDay, c.LastDay = ev.Title, ev.FirstDay, ev.LastDay
		c.IssuerName = event.Fact(s.event.Say(s.event.Issuer.Name, lang))
	}
	return c
}

// printsMinutes tells of which kinds the templates print the minutes attended,
// which are then signed.
func printsMinutes(w *people.List) map[paper.Kind]bool {
	prints := map[paper.Kind]bool{}
	for _, kind := range paper.Kinds() {
		t := w.Main(kind)
		if t == nil {
			continue
		}
		t.Walk(func(b template.Box) {
			prints[kind] = prints[kind] || slices.Contains(template.FieldsOf(b), "minutes")
		})
	}
	return prints
}

// facts is equal for two runs that would sign and print the same.
func (s *issuer) facts(kind paper.Kind, p *people.Person) [32]byte {
	lang := s.tongue(kind, p)
	ev := eventFact(s.event, lang)
	minutes := 0
	if s.minutes[kind] {
		minutes = p.Minutes
	}
	return ledger.Fingerprint(kind.String(), p.Name, p.NameLocal, p.Language, p.RoleMark.Label(lang),
		ev.Title, strconv.Itoa(ev.FirstDay), strconv.Itoa(ev.LastDay),
		event.Fact(s.event.Say(s.event.Issuer.Name, lang)), s.event.Issuer.Verify, s.event.Expires.String(), strconv.Itoa(minutes))
}

// issuedFields are the fields that a token gives.
var issuedFields = []string{"number", layout.VerifyURL}

// signedFields fills in the issuedFields.
func signedFields(f layout.Fields, g *grant, host string) {
	f["number"] = layout.Value{Text: g.number.String()}
	f[layout.VerifyURL] = layout.Value{Text: g.token.URL(host)}
}

// issued returns what is to be recorded.
func (s *issuer) issued() iter.Seq[ledger.Entry] {
	return func(yield func(ledger.Entry) bool) {
		for _, f := range s.fresh {
			e := s.entry(f)
			e.Facts = s.facts(f.kind, f.person)
			if !yield(e) {
				return
			}
		}
	}
}

// NewKeys makes the keys of the event in dir, for keyring.Ring.Save to write.
func NewKeys(dir string, random io.Reader, now time.Time) (*keyring.Ring, error) {
	e, err := folder.ReadEvent(dir)
	if err != nil {
		return nil, err
	}
	return keyring.New(filepath.Join(dir, KeysDir), organiser(e, 0), random, now)
}

// Package issue gives papers their numbers and tokens.
//
//	people.Person -> Paper, with its kind -> Issued, with number and token
//
// Facts that the ledger knows are not signed again: a paper gets a new number only if its facts are new. Nothing is
// written here; Entries returns what the ledger must record before any paper is shown.
//
// # Decisions
//
// The day of issue is the event's local day, signed as midnight UTC. The hour of issue stays private, and two runs on
// one day give the same bytes.
//
// Title, issuer and role are signed in the language of the page, because the verifier compares the page with the token.
// layout.LanguageOf chooses that language from those in which the template is written.
//
// The head of the ledger is signed and kept with the keys (registry does both). The chain detects an edited row; the
// head detects an old copy. A ledger that is ahead of its head is sound: its run was killed between the two steps.
package issue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/inorder"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/phrases"
	"lanyard/internal/input/event"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/people"
	"lanyard/internal/work/promise"
)

// listFill is the number of slots used per status list: half of them, so that a free slot is found at once and the
// list does not reveal how many papers there are.
const listFill = publish.ListCapacity / 2

const secondsADay = 24 * 60 * 60

// Issuer signs for the people of one event. Facts that the ledger knows are not signed again.
type Issuer struct {
	ring    *keyring.Ring // nil: it issues nothing new
	people  *people.List
	event   *event.Event
	minutes map[paper.Kind]bool // kinds whose templates print minutes, which are then signed
	about   *credential.Entry   // of the event in the issuer document
	ref     uint                // of the entry
	spell   *speller
	ledger  *ledger.Ledger // nil: nothing was issued yet
	now     time.Time
	day     time.Time
	known   map[paper.Kind]map[string]ledger.Entry // the latest version for each attendee
	gone    map[credential.Number]time.Time        // papers of people who were forgotten, and when
	list    int                                    // status list for new numbers
	taken   map[uint]bool                          // its used slots
	fresh   []fresh                                // to be recorded

	broken map[paper.Kind]map[credential.EntryHash]bool // entries whose promises the designs break
	anew   map[paper.Kind]int                           // papers that get a new number for that
	weak   bool                                         // about promises less than the designs print

	unregistered error // why nothing new can be issued: the document cannot be changed
}

// Grant is the part of a ledger entry that the issuer decides. The rest follows from the paper's person, so a run
// over many people does not hold full entries.
type Grant struct {
	Number credential.Number
	Token  credential.Token
	Day    time.Time // of issue

	spell *speller
	code  credential.Token // as the code of a draft carries it; nil: spell knows
}

// Paper is a paper of a person before it has a number.
type Paper struct {
	Person *people.Person
	Kind   paper.Kind
}

// Issued is a paper with its number and token.
type Issued struct {
	Paper
	*Grant
}

func (s *Issuer) grantOf(e *ledger.Entry) *Grant {
	return &Grant{Number: e.Number, Token: e.Token, Day: e.IssuedAt, spell: s.spell}
}

// fresh is a grant that is not in the ledger yet.
type fresh struct {
	*Grant
	paper      Paper
	list, slot int32 // its place in the status lists
}

// Organiser is the event's issuer as described in the issuer document.
func Organiser(e *event.Event) keyring.Organiser {
	o := keyring.Organiser{Host: e.Issuer.Verify, Names: e.Issuer.Names, Former: e.Issuer.Former}
	for _, f := range e.Facts {
		if o.Facts == nil {
			o.Facts = map[uint]map[string]string{}
		}
		o.Facts[f.Key] = f.Label
	}
	return o
}

// NewRing makes the keys of an event, with its first status list, for
// keyring.Ring.Save to write to dir.
func NewRing(dir string, e *event.Event, random io.Reader, now time.Time) (*keyring.Ring, error) {
	ring, err := keyring.New(dir, Organiser(e), random, now)
	if err != nil {
		return nil, err
	}
	if e.Issuer.Numbers {
		ring.Issuer.Buckets = 1 // lanyard site makes it more where there are many papers
	}
	entry := entryOf(e, credential.ListBase(e.Issuer.Verify, ring.Issuer.Root.Thumbprint(), e.ID))
	return ring, ring.AddList(&entry, now)
}

// Open prepares signing.
func Open(desk *registry.Desk, w *people.List, now time.Time) (*Issuer, error) {
	s := &Issuer{ring: desk.Keys, people: w, event: w.Event, minutes: printsMinutes(w), now: now,
		day: desk.Keys.From(w.Event.Day(now)), known: map[paper.Kind]map[string]ledger.Entry{}, ledger: desk.Ledger, list: -1}
	if err := s.remember(desk.Ledger); err != nil {
		return nil, err
	}
	prints := promise.Of(w)
	e := prints.With(entryOf(w.Event, credential.ListBase(w.Event.Issuer.Verify, desk.Keys.Issuer.Root.Thumbprint(),
		w.Event.ID))).Pinned()
	s.about, s.broken = &e, promise.BrokenBy(&e, desk.Keys.Issuer)
	if desk.Keys.Root == nil {
		if known := promise.Weaker(&e, desk.Keys.Issuer); known != nil {
			s.about, s.weak = known, known.Hash() != e.Hash()
		}
	}
	s.ref, s.unregistered = s.register(desk.Ledger)
	if s.unregistered == nil {
		s.unregistered = s.openList()
	}
	s.spell = &speller{event: w.Event, promise: prints, document: desk.Keys.Issuer}
	return s, nil
}

// register records the event in the issuer document, and the lists of the first
// edition that it lacks.
func (s *Issuer) register(l *ledger.Ledger) (ref uint, err error) {
	o := Organiser(s.event)
	if l != nil {
		lists, err := l.Lists()
		if err != nil {
			return 0, err
		}
		for n := len(s.ring.Issuer.StatusLists); len(lists) > 0 && n <= lists[len(lists)-1]; n++ {
			o.StatusLists = append(o.StatusLists, publish.ListURI(s.ring.Issuer.Host, n))
		}
	}
	return s.ring.Register(o, *s.about, s.now)
}

// remember reads what was issued before; a nil ledger is empty.
func (s *Issuer) remember(l *ledger.Ledger) error {
	if l == nil {
		return nil
	}
	for _, kind := range paper.Kinds() {
		current, err := l.Current(s.event.ID, kind)
		if err != nil {
			return err
		}
		s.known[kind] = current
	}
	var err error
	s.gone, err = l.Forgotten(s.event.ID)
	return err
}

// openList opens the first list of the event, from the present one on, that is less
// than half full, and adds one when all are. A list's place in the issuer document is
// its number in the ledger.
func (s *Issuer) openList() error {
	for {
		lists := s.ring.Issuer.StatusLists
		for s.list++; s.list < len(lists); s.list++ {
			number, mine := strings.CutPrefix(lists[s.list], s.about.Lists)
			if _, err := strconv.ParseUint(number, 10, 32); !mine || err != nil {
				continue
			}
			s.taken = map[uint]bool{}
			if s.ledger == nil {
				return nil
			}
			states, err := s.ledger.States(s.list)
			if err != nil {
				return err
			}
			for slot := range states {
				s.taken[uint(slot)] = true
			}
			if len(s.taken) < listFill {
				return nil
			}
		}
		s.list = len(lists) - 1
		if err := s.ring.AddList(s.about, s.now); err != nil {
			return err
		}
	}
}

// Reader returns an issuer that knows what was issued and issues nothing new. A nil ledger is empty. Without the
// issuer document, which may be nil, it spells only tokens of the event as it is now: see Spells.
func Reader(w *people.List, l *ledger.Ledger, document *credential.Issuer) (*Issuer, error) {
	prints := promise.Of(w)
	now := prints.With(entryOf(w.Event, ""))
	s := &Issuer{people: w, event: w.Event, minutes: printsMinutes(w), known: map[paper.Kind]map[string]ledger.Entry{},
		spell: &speller{event: w.Event, promise: prints, document: document}, broken: promise.BrokenBy(&now, document)}
	return s, s.remember(l)
}

// Known returns the last version of each attendee's paper of a kind, by id.
func (s *Issuer) Known(kind paper.Kind) map[string]ledger.Entry { return s.known[kind] }

// Forgotten reports whether the person of a paper was forgotten, and when. The ledger holds neither id nor name any
// more, but the number of the first version, which the keys derive from the id. An issuer that issues nothing new
// cannot tell.
func (s *Issuer) Forgotten(p Paper) (at time.Time, gone bool) {
	if s.ring == nil || len(s.gone) == 0 {
		return time.Time{}, false
	}
	at, gone = s.gone[credential.DeriveNumber(s.ring.ID, s.event.ID, p.Kind, p.Person.ID, 1)]
	return at, gone
}

// Current returns the last version of a paper, and whether there is one.
func (s *Issuer) Current(p Paper) (e ledger.Entry, issued bool) {
	e, issued = s.known[p.Kind][p.Person.ID]
	return e, issued
}

// Same reports whether p was issued and its facts are unchanged, and its design prints what the paper promised.
func (s *Issuer) Same(p Paper) bool {
	e, issued := s.Current(p)
	return issued && e.Facts == s.says(p) && !s.breaks(p.Kind, e.Token)
}

// Issue returns the grant of a paper: its existing version or, if there is none or its facts have changed, a new
// version, which Sign gives its token. It is nil if the number was revoked or suspended, so that the paper must not
// be printed. The error of an issuer that issues nothing new is ErrUnissued.
func (s *Issuer) Issue(p Paper) (*Grant, error) {
	before, issued := s.Current(p)
	if issued && (before.State == ledger.Revoked || before.State == ledger.Suspended) {
		return nil, nil
	}
	if s.Same(p) {
		return s.grantOf(&before), nil
	}
	if issued && before.Facts == s.says(p) {
		if s.anew == nil {
			s.anew = map[paper.Kind]int{}
		}
		s.anew[p.Kind]++
	}
	return s.Renew(p)
}

// OpenBadge returns the Open Badge of a certificate that has its token, as a JSON file. It is safe for concurrent use.
func (s *Issuer) OpenBadge(one Issued) ([]byte, error) { return OpenBadge(s.ring, one) }

// OpenBadge returns the Open Badge of a certificate that has its token, as a JSON file signed with the keys of ring. It
// is the one that the verification page gives to the holder. It is safe for concurrent use.
func OpenBadge(ring *keyring.Ring, one Issued) ([]byte, error) {
	c, err := ring.Issuer.ClaimOf(one.Token)
	if err != nil {
		return nil, err
	}
	return openbadge.Issue(c, ring.Issuer, ring.Signing)
}

// Number returns the number that a paper has once it is issued.
func (s *Issuer) Number(p Paper) credential.Number {
	before, issued := s.Current(p)
	if issued && (before.State == ledger.Revoked || before.State == ledger.Suspended || s.Same(p)) {
		return before.Number
	}
	return credential.DeriveNumber(s.ring.IDOf(s.event.ID), s.event.ID, p.Kind, p.Person.ID, before.Version+1)
}

// ErrUnissued is the error for a paper that only an issuer with keys can issue.
var ErrUnissued = errors.New("not issued yet")

// Renew gives a paper the number and slot of its next version; Sign gives it its token.
func (s *Issuer) Renew(p Paper) (*Grant, error) {
	if s.ring == nil {
		return nil, ErrUnissued
	}
	if s.unregistered != nil {
		return nil, s.unregistered
	}
	e := s.next(p)
	if err := s.place(&e); err != nil {
		return nil, err
	}
	g := s.grantOf(&e)
	s.fresh = append(s.fresh, fresh{g, p, int32(e.List), int32(e.Slot)})
	return g, nil
}

// Fresh returns the papers whose number is new.
func (s *Issuer) Fresh() iter.Seq[Paper] {
	return func(yield func(Paper) bool) {
		for _, f := range s.fresh {
			if !yield(f.paper) {
				return
			}
		}
	}
}

// signedAtOnce is the number of tokens in a worker's batch: a millisecond or two.
const signedAtOnce = 32

// Sign signs every fresh paper. Papers that cannot be signed keep a nil token, are no longer fresh and are passed
// to refused.
func (s *Issuer) Sign(ctx context.Context, workers int, refused func(one *people.Person, why error)) error {
	pieces := (len(s.fresh) + signedAtOnce - 1) / signedAtOnce
	piece := func(i int) []fresh { return s.fresh[i*signedAtOnce : min((i+1)*signedAtOnce, len(s.fresh))] }
	err := inorder.Do(ctx, pieces, workers, func() func(int) ([]error, error) {
		return func(i int) ([]error, error) {
			faults := make([]error, signedAtOnce)
			for k, f := range piece(i) {
				e := s.entry(f)
				f.Token, faults[k] = credential.Sign(s.claim(&e, f.paper.Person), s.ring.Signing)
			}
			return faults, nil
		}
	}, func(i int, faults []error) error {
		for k, f := range piece(i) {
			if faults[k] != nil {
				refused(f.paper.Person, faults[k])
			}
		}
		return nil
	})
	s.fresh = slices.DeleteFunc(s.fresh, func(f fresh) bool { return f.Token == nil })
	return err
}

// entry returns the ledger entry of f, without its facts.
func (s *Issuer) entry(f fresh) ledger.Entry {
	e := s.next(f.paper)
	e.Token, e.List, e.Slot = f.Token, int(f.list), int(f.slot)
	return e
}

// next returns the entry for the next version of p, without facts, token and slot.
func (s *Issuer) next(p Paper) ledger.Entry {
	before, _ := s.Current(p)
	e := ledger.Entry{EventID: s.event.ID, Kind: p.Kind, AttendeeID: p.Person.ID, Version: before.Version + 1,
		Replaces: before.Number,
		IssuedAt: s.day, Name: p.Person.Name, KeyID: s.ring.Signing.Public().ID()}
	e.Number = credential.DeriveNumber(s.ring.IDOf(e.EventID), e.EventID, e.Kind, e.AttendeeID, e.Version)
	return e
}

// place finds a free slot for e.
func (s *Issuer) place(e *ledger.Entry) error {
	if len(s.taken) >= listFill {
		if err := s.openList(); err != nil {
			return err
		}
	}
	for attempt := uint(0); ; attempt++ {
		slot := credential.DeriveIndex(s.ring.IDOf(e.EventID), e.Number, attempt, publish.ListCapacity)
		if !s.taken[slot] {
			s.taken[slot] = true
			e.List, e.Slot = s.list, int(slot)
			return nil
		}
	}
}

// printsMinutes returns the kinds whose templates print the minutes attended, or whose facts in event.toml have them:
// they are then signed.
func printsMinutes(w *people.List) map[paper.Kind]bool {
	prints := map[paper.Kind]bool{}
	for _, kind := range paper.Kinds() {
		t := w.Main(kind)
		if t == nil {
			continue
		}
		prints[kind] = w.Signs(kind, "minutes")
		t.Walk(func(b template.Box) {
			prints[kind] = prints[kind] || slices.Contains(template.FieldsOf(b), "minutes")
		})
	}
	return prints
}

// Fields are the template fields that a token provides.
func Fields() []string {
	return []string{"number", layout.VerifyURL, layout.VerifyShort, layout.VerifyNote, layout.VerifyNote + ".main",
		layout.VerifyNote + ".second"}
}

// noteBefore separates a paper's note about its code from the text before it.
const noteBefore = " · "

// Fill fills in the Fields of a paper of the event. The code carries the compact spelling, or the short link where the
// event asks for that; its link opens the token as it was signed either way, so that a file verifies without a network.
func (p Issued) Fill(f layout.Fields, e *event.Event) {
	host := e.Issuer.Verify
	f["number"] = layout.Value{Text: p.Number.String()}
	short := p.Number.URL(host)
	f[layout.VerifyShort] = layout.Value{Text: short}
	code := p.code
	if code == nil {
		code, _ = p.spell.compact(p.Token)
	}
	text, note := code.URL(host), false
	if e.CodeOf(p.Kind) == eventfile.CodeNumber {
		text, note = short, true
	}
	url := layout.Value{Text: text}
	if p.Token != nil { // a sketch has none
		url.Link = p.Token.URL(host)
	}
	f[layout.VerifyURL] = url
	main, all := layout.Value{}, layout.Value{}
	second := layout.Value{}
	if note {
		in := map[string]string{}
		for _, lang := range append(phrases.Languages(), e.Languages...) {
			in[lang] = noteBefore + e.Phrase("needs_network", lang)
		}
		main = layout.Value{Text: in[e.Languages[0]], Lang: e.Languages[0]}
		all = layout.Value{Text: main.Text, Lang: main.Lang, In: in}
		if len(e.Languages) > 1 {
			second = layout.Value{Text: in[e.Languages[1]], Lang: e.Languages[1]}
		}
	}
	f[layout.VerifyNote], f[layout.VerifyNote+".main"], f[layout.VerifyNote+".second"] = all, main, second
}

// Spells reports whether the code of the paper can be made here. It cannot where the
// issuer document is missing and the event was another when the paper was issued.
func (g *Grant) Spells() bool { _, ok := g.spell.compact(g.Token); return ok }

// Drafter returns an issuer for drafts only: no method except Draft and Sketch may be called.
func Drafter(w *people.List, now time.Time) *Issuer {
	prints := promise.Of(w)
	e := prints.With(entryOf(w.Event, credential.ListBase(w.Event.Issuer.Verify, credential.Thumbprint{},
		w.Event.ID))).Pinned()
	return &Issuer{people: w, event: w.Event, minutes: printsMinutes(w), about: &e, ref: 1, day: w.Event.Day(now),
		spell: &speller{event: w.Event, promise: prints}}
}

// Draft gives a paper a number and a token that has the length of a real one but verifies nowhere. The error
// explains why the paper cannot be signed.
func (s *Issuer) Draft(p Paper, number credential.Number) (Issued, error) {
	e, c := s.drafted(p, number)
	var err error
	e.Token, err = credential.Draft(c)
	g := s.grantOf(&e)
	if err == nil {
		g.code = credential.DraftCompact(c, s.about)
	}
	return Issued{p, g}, err
}

// Sketch is Draft without the token: what the layout of a paper needs to be checked, but not to be drawn. The error is
// that of Draft.
func (s *Issuer) Sketch(p Paper, number credential.Number) (Issued, error) {
	e, c := s.drafted(p, number)
	g := s.grantOf(&e)
	if err := c.Check(); err != nil {
		return Issued{p, g}, err
	}
	if g.code = credential.DraftCompact(c, s.about); g.code == nil {
		return s.Draft(p, number) // the code is the token itself
	}
	return Issued{p, g}, nil
}

// drafted returns the ledger entry and the claim of a draft.
func (s *Issuer) drafted(p Paper, number credential.Number) (ledger.Entry, credential.Claim) {
	e := ledger.Entry{Kind: p.Kind, Number: number, Slot: publish.ListCapacity - 1, IssuedAt: s.day}
	return e, s.claim(&e, p.Person)
}

// Entries returns the ledger entries of the fresh papers.
func (s *Issuer) Entries() iter.Seq[ledger.Entry] {
	return func(yield func(ledger.Entry) bool) {
		for _, f := range s.fresh {
			e := s.entry(f)
			e.Facts = s.says(f.paper)
			if !yield(e) {
				return
			}
		}
	}
}

// NewKeys makes the keys of the event or the issuer in dir, for keyring.Ring.Save to
// write.
func NewKeys(dir string, random io.Reader, now time.Time) (*keyring.Ring, error) {
	home, err := discover.Home(dir)
	if err != nil {
		return nil, err
	}
	keys := filepath.Join(home, discover.KeysDir)
	if discover.IsIssuer(dir) {
		i, err := owner.ReadIssuer(dir)
		if err != nil {
			return nil, err
		}
		return keyring.New(keys, keyring.Organiser{Host: i.Verify, Names: i.Names, Former: i.Former}, random, now)
	}
	e, err := owner.ReadEvent(dir)
	if err != nil {
		return nil, err
	}
	return NewRing(keys, e, random, now)
}

// breaks reports whether a paper of a kind with a token would break what it promises.
func (s *Issuer) breaks(kind paper.Kind, t credential.Token) bool {
	if len(s.broken[kind]) == 0 {
		return false
	}
	r, ok := credential.Read(t)
	_, hash, _ := r.RefersTo()
	return ok && s.broken[kind][hash]
}

// Notes returns what is to be said about the promises of the run's papers.
func (s *Issuer) Notes() []string {
	if !s.weak {
		return nil
	}
	return []string{"the designs print facts that the issuer document does not promise yet, and it cannot be changed without the " +
		"root key: verify only reports it if a page of this run lacks one of them"}
}

// Redesigned says how many papers get a new number for their design alone; "" if none does.
func (s *Issuer) Redesigned() string {
	var anew []string
	for _, kind := range paper.Kinds() {
		if n := s.anew[kind]; n > 0 {
			anew = append(anew, fmt.Sprintf("%d %s", n, kind.Plural()))
		}
	}
	if len(anew) == 0 {
		return ""
	}
	return strings.Join(anew, " and ") +
		" of these for the design alone: it does not print a role, a date, a title or an issuer as every " +
		"earlier paper does, and verify would take reprints for edited pages"
}

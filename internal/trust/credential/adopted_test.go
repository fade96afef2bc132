package credential

import (
	"bytes"
	"testing"

	"lanyard/internal/base/paper"
)

// springSchool is an event made with separate keys, under a reference that the issuer uses for another event.
func springSchool() Entry {
	e := anEntry()
	e.EventID, e.Titles = "spring-2016", map[string]string{"en": "Spring School", "fa": "مدرسهٔ بهاره"}
	e.Roles = nil
	e.Lists = ListBase(host, nextRoot.Public().Thumbprint(), e.EventID)
	return e
}

// adopter is aSecondIssuer after it has taken in the key of springSchool.
func adopter() *Issuer {
	i := aSecondIssuer()
	for n, k := range i.Keys {
		if k.Public == oldKey.Public() {
			i.Keys[n].Own = &EventTable{Events: map[uint]Event{1: {"Spring School", day("2016-04-01"), day("2016-04-01")}},
				Entries: map[uint]Entry{2: springSchool()}}
		}
	}
	e := springSchool()
	i.StatusLists = append(i.StatusLists, e.ListURI(0))
	return i
}

// adopted makes c a claim of springSchool.
func adopted(c *Claim) {
	*c = aSecondClaim()
	e := springSchool()
	c.EntryHash, c.Status.URI, c.Role = e.Hash(), e.ListURI(0), ""
}

func init() {
	shrunk := func(t Token) Token {
		i, err := OpenIssuer(must(SignIssuer(adopter(), rootKey)), rootKey.Public().Thumbprint())
		if err != nil {
			panic(err)
		}
		c, _ := compactSpellings(t, i) // the plain form, as it was printed
		if c == nil {
			panic("no compact spelling")
		}
		return c
	}
	e := springSchool()
	lists := func(s Status) [][]byte {
		return [][]byte{signedList(s, statusKey, func(l *StatusList) { l.URI = e.ListURI(0) })}
	}
	for name, s := range map[string]scene{
		"valid": {why: "step 10: the key was taken in, and reference 2 is another event for it", claim: adopted, key: oldKey, compact: shrunk,
			lists: lists(StatusValid), want: StateValid},
		"expanded": {why: "step 10: the same token as it was signed", claim: adopted, key: oldKey, input: Token.String,
			lists: lists(StatusValid), want: StateValid},
		"revoked": {why: "step 9: the list of an event that was taken in, signed by the issuer's key", claim: adopted, key: oldKey,
			compact: shrunk, lists: lists(StatusRevoked), want: StateRevoked, reason: "revoked"},
		"badge": {why: "step 10: a badge of the first edition, whose reference 1 is another event for its key",
			claim: func(c *Claim) { *c = aBadge() }, key: oldKey, want: StateUnknown, reason: "list-missing"},
		"other-key": {why: "step 5: the event of a key that was taken in, signed by another key", claim: adopted, input: Token.String,
			want: StateTampered, reason: "entry"},
		"not-yet-known": {why: "step 5: an event of the document that the key which was taken in does not have", claim: ending, key: oldKey,
			input: Token.String, want: StateNotYetKnown, reason: "event"},
	} {
		s.issuer = adopter
		scenes["adopted-"+name] = s
	}
}

// TestAdoptedKey checks that a document with an adopted key reads back, and that each key gets its own events.
func TestAdoptedKey(t *testing.T) {
	i := open(t, adopter())
	badge := func(key *SigningKey) string {
		v := Judge(must(Sign(aBadge(), key)).String(), []*Issuer{i}, nil, clock)
		if v.Claim == nil || v.Claim.Kind != paper.Badge {
			t.Fatalf("judges a badge as %+v", v)
		}
		return v.Claim.Event
	}
	if badge(signingKey) != "Regional Workshop on Health Data" || badge(oldKey) != "Spring School" {
		t.Errorf("the badges are of %q and %q", badge(signingKey), badge(oldKey))
	}
	var c Claim
	adopted(&c)
	token := must(Sign(c, oldKey))
	read, ok := Read(token)
	if !ok {
		t.Fatalf("cannot read %x", token)
	}
	small, ok := Compact(token, i)
	back, err := Expand(small, i)
	if !ok || err != nil || !bytes.Equal(back, token) || !read.KnownTo(i) || read.KnownTo(open(t, aSecondIssuer())) {
		t.Errorf("a compact token expands to %x, %v", back, err)
	}
	if again := must(SignIssuer(i, rootKey)); !bytes.Equal(again, must(SignIssuer(adopter(), rootKey))) {
		t.Error("the document is not written with the same bytes again")
	}
}

// TestKeeps checks which documents hold everything of an earlier one.
func TestKeeps(t *testing.T) {
	alone := open(t, &Issuer{Host: host, Issued: date("2016-01-01"), Sequence: 1, Names: map[string]string{"en": "Example Institute"},
		Keys:   []Key{{Public: oldKey.Public(), NotBefore: date("2016-01-01"), Uses: UseCertificates}},
		Events: map[uint]Event{1: {"Spring School", day("2016-04-01"), day("2016-04-01")}}, Entries: map[uint]Entry{2: springSchool()}})
	alone.Root = nextRoot.Public() // it has another root key
	change := func(f func(i *Issuer)) *Issuer {
		i := adopter()
		f(i)
		return open(t, i)
	}
	own := func(i *Issuer) *EventTable { return i.Keys[2].Own }
	for _, test := range []struct {
		name    string
		later   *Issuer
		earlier *Issuer
		keeps   bool
	}{
		{"the adopter", open(t, adopter()), alone, true},
		{"itself", open(t, adopter()), open(t, adopter()), true},
		{"the time before", open(t, adopter()), open(t, aSecondIssuer()), false},
		{"without the key", change(func(i *Issuer) { i.Keys = i.Keys[:2] }), alone, false},
		{"without its events", open(t, aSecondIssuer()), alone, false},
		{"another event", change(func(i *Issuer) { own(i).Events[1] = Event{"Winter School", 1, 1} }), alone, false},
		{"without an entry", change(func(i *Issuer) { delete(own(i).Entries, 2) }), alone, false},
		{"an event of the document", change(func(i *Issuer) { i.Events[1] = Event{"Other", 1, 1} }), open(t, adopter()), false},
		{"one event more", change(func(i *Issuer) { own(i).Events[7] = Event{"Winter School", 1, 1} }), alone, true},
	} {
		if err := test.later.Keeps(test.earlier); (err == nil) != test.keeps {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// TestBadOwnEvents checks that events of a key to which no token can refer are refused.
func TestBadOwnEvents(t *testing.T) {
	for name, own := range map[string]*EventTable{"none": {}, "reference 0": {Events: map[uint]Event{0: {"x", 1, 1}}},
		"no title": {Events: map[uint]Event{1: {"", 1, 1}}}, "no lists": {Entries: map[uint]Entry{1: {EventID: "x"}}}} {
		i := adopter()
		i.Keys[2].Own = own
		if _, err := SignIssuer(i, rootKey); err == nil {
			t.Errorf("%s: the document was signed", name)
		}
	}
}

package issue

import (
	"maps"
	"testing"
	"time"

	"lanyard/internal/input/event"
	"lanyard/internal/trust/credential"
)

const anEvent = `id = "school-2027"
title = { en = "Summer  School", fa = "مدرسهٔ تابستانی" }
languages = ["fa", "en"]
start = 2027-07-01
end = 2027-07-02
expires = 2030-12-31

[issuer]
name = { en = "Academy", fa = "فرهنگستان" }
verify = "verify.example.org"

[attendees]
file = "a.csv"

[roles.speaker]
label = { en = "Speaker", fa = "سخنران" }

[roles.guest]
label = { en = "Guest", fa = "مهمان" }

[badges]
template = "classic"
`

func readEvent(t *testing.T, text string) *event.Event {
	t.Helper()
	e, problems := event.Read("event.toml", []byte(text))
	if e == nil {
		t.Fatal(problems)
	}
	return e
}

// A draft is encoded as compactly as the paper will be.
func TestSpeller(t *testing.T) {
	e := readEvent(t, anEvent)
	entry := entryOf(e, credential.ListBase(e.Issuer.Verify, credential.Thumbprint{}, e.ID))
	if entry.Titles["en"] != "Summer School" || entry.Roles[1]["fa"] != "مهمان" || entry.Main != "fa" || entry.Expires.IsZero() {
		t.Errorf("the entry is %+v", entry)
	}
	draft, err := credential.Draft(credential.Claim{Issuer: e.Issuer.Verify, Issued: time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC),
		Expires: entry.Expires, Number: credential.Number{1}, Name: "Ana", Role: "سخنران", EventRef: 1, EntryHash: entry.Hash(),
		Status: credential.StatusRef{Index: 65535, URI: entry.ListURI(0)}})
	if err != nil {
		t.Fatal(err)
	}
	if small, ok := (&speller{event: e}).compact(draft); !ok || !small.IsCompact() {
		t.Errorf("encoded in %d of %d bytes, %t", len(small), len(draft), ok)
	}
	other := readEvent(t, anEvent+"\n[roles.chair]\nlabel = { en = \"Chair\", fa = \"رئیس\" }\n")
	if _, ok := (&speller{event: other}).compact(draft); ok {
		t.Error("a draft was encoded with the words of another event")
	}
	document := &credential.Issuer{Entries: map[uint]credential.Entry{1: entry}}
	if small, ok := (&speller{event: other, document: document}).compact(draft); !ok || !small.IsCompact() {
		t.Errorf("not encoded with the words of the issuer document: %d bytes, %t", len(small), ok)
	}
}

// TestAppendSpelling: another entry of the event in the issuer document may give codes another spelling, and one of
// another event does not.
func TestAppendSpelling(t *testing.T) {
	e := readEvent(t, anEvent)
	entry := entryOf(e, "https://verify.example.org/s/1-")
	other, stranger := entry, entry
	other.FirstDay++
	stranger.EventID = "another"
	own := credential.Key{Own: &credential.EventTable{Entries: map[uint]credential.Entry{1: other}}}
	seen := map[string]string{}
	for name, document := range map[string]*credential.Issuer{
		"none":         {},
		"one":          {Entries: map[uint]credential.Entry{1: entry}},
		"another":      {Entries: map[uint]credential.Entry{1: other}},
		"another ref":  {Entries: map[uint]credential.Entry{2: entry}},
		"both":         {Entries: map[uint]credential.Entry{1: entry, 2: other}},
		"of a key too": {Entries: map[uint]credential.Entry{1: entry}, Keys: []credential.Key{own}},
	} {
		text := string((&Issuer{event: e, spell: &speller{document: document}}).AppendSpelling(nil))
		if twin, ok := seen[text]; ok {
			t.Errorf("with the entries %q and %q it is the same", name, twin)
		}
		seen[text] = name
		with := *document
		with.Entries = maps.Clone(with.Entries)
		if with.Entries == nil {
			with.Entries = map[uint]credential.Entry{}
		}
		with.Entries[9] = stranger
		if got := string((&Issuer{event: e, spell: &speller{document: &with}}).AppendSpelling(nil)); got != text {
			t.Errorf("%s: it differs with an entry of another event", name)
		}
	}
}

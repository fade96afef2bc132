package roster

import (
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// Oddity is a reason to ask whether a row is a person of the list. The zero value is Ordinary.
type Oddity uint8

// The oddities of rows. They are all warnings, and the rows stay on the list.
const (
	Ordinary  Oddity = iota
	HiddenRow        // hidden in the sheet, by a filter or by hand
	StruckRow        // struck out in the sheet
	NoPerson         // the name is that of a device or of a program that takes notes
)

// oddity returns what is odd about the row of a person.
func oddity(r row, name string) Oddity {
	switch {
	case r.struck:
		return StruckRow
	case r.hidden:
		return HiddenRow
	case device(name) != "":
		return NoPerson
	}
	return Ordinary
}

// deviceWords are the names that devices and programs give themselves in a meeting, in lower case. They match whole
// words; a trailing space makes an entry match the start of the name.
var deviceWords = []string{
	"iphone", "ipad", "macbook", "imac", "galaxy ", "samsung", "sm-", "huawei", "redmi", "xiaomi", "poco ", "oppo",
	"vivo ", "realme", "oneplus", "pixel ", "nokia", "moto g", "motorola", "lenovo", "desktop-", "laptop-",
	"android", "windows-pc", "user-pc", "chromebook", "surface pro", "zoom room", "conference room", "meeting room",
	"zoom user", "zoomuser", "call-in user", "telefonbenutzer", "dial-in", "webex room", "logitech",
}

// notetakerWords occur in the names of meeting note-taking programs.
var notetakerWords = []string{
	"otter.ai", "read.ai", "fireflies.ai", "fireflies", "notetaker", "note taker", "meeting notes", "tl;dv", "tldv",
	"fathom", "gong.io", "avoma", "sembly", "meetgeek", "jamie ai", "krisp", "airgram", "supernormal", "grain.co",
	"fellow.app", "zoom ai companion",
	"ai companion", "copilot", "meeting assistant", "circleback", "spinach.io", "granola", "recording bot",
	"meeting bot",
}

// device describes a name that belongs to a device or a note-taking program; "" for a person's name.
func device(name string) string {
	lower := strings.ToLower(name)
	for _, w := range notetakerWords {
		if containsWord(lower, w) {
			return "a note-taking program, not a person"
		}
	}
	for _, w := range deviceWords {
		switch {
		case strings.HasSuffix(w, " ") || strings.HasSuffix(w, "-"):
			if rest, ok := strings.CutPrefix(lower, w); ok && strings.IndexFunc(rest, unicode.IsDigit) >= 0 ||
				lower == strings.TrimSpace(w) {
				return "a device, not a person"
			}
		case containsWord(lower, w):
			return "a device, not a person"
		}
	}
	return ""
}

// containsWord reports whether s contains word with no letter on either side.
func containsWord(s, word string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return false
		}
		i += from
		before, after := s[:i], s[i+len(word):]
		if !endsInLetter(before) && strings.IndexFunc(after, unicode.IsLetter) != 0 {
			return true
		}
		from = i + len(word)
	}
}

func endsInLetter(s string) bool {
	return s != "" && strings.LastIndexFunc(s, unicode.IsLetter) == len(s)-1
}

// note warns of a name with a word behind it that says that the person does not come: "Ben Roe (cancelled)".
func (f *flight) note(a *Attendee, field, s string) {
	at := max(strings.LastIndexAny(s, "([（"), strings.LastIndex(s, " - ")+1, strings.LastIndex(s, " – ")+1)
	if at <= 0 || field != fName {
		return
	}
	word := strings.Trim(s[at:], " -–()[]（）*!")
	if meant := say(word); meant == sOut || meant == sAbsent {
		f.at(a, field).warn("name-note", "delete the row if the person does not come; otherwise write the name alone",
			"the name %s says %s of the person, who gets a paper all the same", source.Quote(s), source.Quote(word))
	}
}

// order warns of a name written "Last, First" in a list where most are not, and of a name in two scripts.
func (f *flight) order(a *Attendee, field, s string) {
	if latin, local, ok := scripts(s); ok && field == fName {
		f.at(a, field).warn("two-scripts",
			"to print them as two fields, write in event.toml:\n[attendees]\nname = \"{{name.latin}}\"",
			"the name %s is in two scripts: %s and, as the local name, %s", source.Quote(s), source.Quote(latin),
			source.Quote(local))
	} else if p, ok := turned(s); ok && field == fName && !strings.Contains(s, ";") {
		meant := withSuffix(words(p.given, p.family), p.suffix)
		f.at(a, field).suggest(meant, "last-first", "write it as it is to be printed",
			"the name %s is written with the family name first: it was most likely %s", source.Quote(s),
			source.Quote(meant))
	}
}

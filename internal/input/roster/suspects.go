package roster

import (
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// deviceWords are names that devices and programs give themselves in a meeting, in
// small letters: as whole words, or with a space at the end as the head of the name.
var deviceWords = []string{
	"iphone", "ipad", "macbook", "imac", "galaxy ", "samsung", "sm-", "huawei", "redmi", "xiaomi", "poco ", "oppo", "vivo ", "realme", "oneplus", "pixel ", "nokia", "moto g", "motorola", "lenovo", "desktop-", "laptop-",
	"android", "windows-pc", "user-pc", "chromebook", "surface pro", "zoom room", "conference room", "meeting room", "zoom user", "zoomuser", "call-in user", "telefonbenutzer", "dial-in", "webex room", "logitech",
}

// notetakerWords are in the names of programs that take notes in a meeting.
var notetakerWords = []string{
	"otter.ai", "read.ai", "fireflies.ai", "fireflies", "notetaker", "note taker", "meeting notes", "tl;dv", "tldv", "fathom", "gong.io", "avoma", "sembly", "meetgeek", "jamie ai", "krisp", "airgram", "supernormal", "grain.co", "fellow.app", "zoom ai companion",
	"ai companion", "copilot", "meeting assistant", "circleback", "spinach.io", "granola", "recording bot", "meeting bot",
}

// device says what a name is that no person has: a device, or a program that
// takes notes; "" for the name of a person.
func device(name string) string {
	lower := strings.ToLower(name)
	for _, w := range notetakerWords {
		if containsWord(lower, w) {
			return "a program that takes notes, and no person"
		}
	}
	for _, w := range deviceWords {
		switch {
		case strings.HasSuffix(w, " ") || strings.HasSuffix(w, "-"):
			if rest, ok := strings.CutPrefix(lower, w); ok && strings.IndexFunc(rest, unicode.IsDigit) >= 0 || lower == strings.TrimSpace(w) {
				return "a device, and no person"
			}
		case containsWord(lower, w):
			return "a device, and no person"
		}
	}
	return ""
}

// containsWord reports whether a word stands in s with no letters around it.
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

// order warns of a name that is written "Last, First" among others that are not,
// and of one with two scripts in it.
func (f *flight) order(a *Attendee, field, s string) {
	if latin, local, ok := scripts(s); ok && field == fName {
		f.warn(a, field, "two-scripts", "to print them as two fields, write in event.toml:\n[attendees]\nname = \"{{name.latin}}\"",
			"the name %s is in two scripts: %s and, as the local name, %s", source.Quote(s), source.Quote(latin), source.Quote(local))
	} else if p, ok := turned(s); ok && field == fName && !strings.Contains(s, ";") {
		f.warn(a, field, "last-first", "write it as it is to be printed", "the name %s is written with the family name first: it was most likely %s", source.Quote(s), source.Quote(withSuffix(words(p.given, p.family), p.suffix)))
	}
}

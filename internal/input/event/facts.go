package event

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/values"
)

// Limits of facts of one's own.
const (
	maxFacts     = 8  // of a kind of paper: with their values they are a third of a QR code that is read with ease
	maxFactLabel = 40 // characters of a label: two with their values fill the line of a certificate
	maxUnit      = 20 // characters of a unit: "continuing education"

	// MaxFactValue is the most characters of a value with its unit: a line of a certificate.
	MaxFactValue = 80
)

// OwnFact is a fact of the event's own: a column or field whose value is signed.
type OwnFact struct {
	Name  string            // of the column or field
	Key   uint              // in the token, from 64 to 65535
	Label map[string]string // by language tag; never empty
	Unit  map[string]string // written behind a number, by language tag; nil: none
}

// FactsOf returns the facts that papers of a kind sign, in the order of the file. There are none if the event has no
// such papers.
func (e *Event) FactsOf(kind paper.Kind) (facts []OwnFact) {
	var names []string
	switch kind {
	case paper.Badge:
		if e.Badges != nil {
			names = e.Badges.Facts
		}
	case paper.Certificate:
		if e.Certificates != nil {
			names = e.Certificates.Facts
		}
	}
	for _, name := range names {
		facts = append(facts, e.Facts[name])
	}
	return facts
}

// FactKey returns the key of a fact in tokens that event.toml gives none. It is derived from the name, so a fact keeps
// its key whatever is added to the list, taken from it or put elsewhere in it, and on every machine, and a key never
// comes to mean something else on papers that are printed.
func FactKey(name string) uint {
	sum := sha256.Sum256([]byte("lanyard fact " + name))
	return eventfile.LeastFactKey + uint(binary.BigEndian.Uint32(sum[:4])%(eventfile.MostFactKey-eventfile.LeastFactKey+1))
}

// signedAnyway are the fields that every token holds, and personal those that no token may hold, because anyone who
// holds a paper can read its token.
var (
	signedAnyway = []string{"name", "name_local", "number", "role", "language"}
	personal     = []string{"email", "e_mail", "mail", "phone", "telephone", "mobile", "national_id", "passport",
		"passport_number"}
)

// facts checks the facts of the event's own that its papers sign.
func (r *reader) facts(w *eventfile.File) map[string]OwnFact {
	facts := map[string]OwnFact{}
	holder := map[uint]string{} // name by key
	used := map[string]bool{}
	for _, list := range []struct {
		key   string
		names []string
	}{{"badges.facts", badgeFacts(w)}, {"certificates.facts", certificateFacts(w)}} {
		if len(list.names) > maxFacts {
			r.Report("limit", list.key, fmt.Sprintf("there are %d facts, more than %d", len(list.names), maxFacts),
				"keep those that somebody verifies: each makes the QR code denser")
		}
		for i, name := range list.names {
			place := values.Element(list.key, i)
			switch {
			case slices.Index(list.names, name) < i:
				r.Report("fact-twice", place, source.Quote(name)+" is in the list twice", "delete one of the two")
			case !used[name] && r.factName(place, name):
				f := r.fact(place, name, w.Facts[name])
				if other, taken := holder[f.Key]; taken {
					r.Report("fact-key", place, fmt.Sprintf("%s has the key %d, as %s has", source.Quote(name), f.Key,
						source.Quote(other)), fmt.Sprintf("write under [%s]: key = %d, and never change it", source.Key("facts", name),
						freeKey(holder)))
				}
				facts[name], holder[f.Key] = f, name
			}
			used[name] = true
		}
	}
	for _, name := range r.Keys("facts") {
		if !used[name] {
			p := r.Problem("event-fact-unused", source.Key("facts", name),
				fmt.Sprintf("no paper signs the fact %s", source.Quote(name)),
				fmt.Sprintf("add under [certificates]: facts = [%q]", name))
			p.Severity = source.Warning
			r.Problems.Add(p)
		}
	}
	if len(facts) == 0 {
		return nil
	}
	return facts
}

func badgeFacts(w *eventfile.File) []string {
	if w.Badges == nil {
		return nil
	}
	return w.Badges.Facts
}

func certificateFacts(w *eventfile.File) []string {
	if w.Certificates == nil {
		return nil
	}
	return w.Certificates.Facts
}

func freeKey(holder map[uint]string) uint {
	key := uint(eventfile.LeastFactKey)
	for holder[key] != "" {
		key++
	}
	return key
}

// factName checks the name of a fact.
func (r *reader) factName(place, name string) bool {
	r.Word(place, name)
	switch {
	case strings.TrimSpace(name) == "" || strings.ContainsFunc(name, unicode.IsSpace):
		r.Report("fact-name", place, source.Quote(name)+" is no field",
			`write the header of the column in lower case with "_" between the words`)
	case slices.Contains(personal, name):
		r.Report("fact-personal", place, fmt.Sprintf("%s must not be signed: anyone who holds the paper can read it",
			source.Quote(name)), "take it out of the list")
	case slices.Contains(signedAnyway, name):
		r.Report("fact-name", place, source.Quote(name)+" is signed anyway", "take it out of the list")
	default:
		return true
	}
	return false
}

// fact reads the table of a fact, which may be missing: then its label is its name.
func (r *reader) fact(place, name string, w eventfile.Fact) OwnFact {
	table := source.Key("facts", name)
	f := OwnFact{Name: name, Key: FactKey(name), Label: r.Texts(table+".label", w.Label, maxFactLabel),
		Unit: r.Texts(table+".unit", w.Unit, maxUnit)}
	if f.Label == nil {
		f.Label = map[string]string{r.Languages[0]: plainName(name)}
	}
	if !r.Has(table + ".label") {
		p := r.Problem("event-fact-label", place, fmt.Sprintf("the fact %s has no label, so papers and verifiers call it %s",
			source.Quote(name), source.Quote(plainName(name))),
			fmt.Sprintf("add:\n[%s]\nlabel.%s = %q", table, r.Languages[0], plainName(name)))
		p.Severity = source.Warning
		r.Problems.Add(p)
	}
	for _, texts := range []map[string]string{f.Label, f.Unit} {
		for tag, text := range texts {
			texts[tag] = Fact(text)
		}
	}
	if r.Has(table + ".key") {
		f.Key = uint(w.Key)
		if w.Key < eventfile.LeastFactKey || w.Key > eventfile.MostFactKey {
			r.Report("out-of-range", table+".key", fmt.Sprintf("%s.key cannot be %d", table, w.Key),
				fmt.Sprintf("write a number from %d to %d, or delete the line: then the key is %d", eventfile.LeastFactKey,
					eventfile.MostFactKey, FactKey(name)))
		}
	}
	return f
}

// plainName returns the name of a field as a label: "Cpd credits".
func plainName(name string) string {
	words := strings.NewReplacer("_", " ", ".", " ").Replace(name)
	first, size := utf8.DecodeRuneInString(words)
	return locale.NFC(string(unicode.ToUpper(first)) + words[size:])
}

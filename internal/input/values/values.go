// Package values checks the values of a file that people write at their keys: texts by language, words, choices, paths.
// A value that decodes but is not allowed is a problem, with its position and what to type instead.
package values

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

// MaxFact is the most characters of a title, a place or the name of an issuer: three lines of a certificate. It is the
// most of any word too.
const MaxFact = 200

// maxLanguages is the most languages of a file: a certificate shows two, the verification page any.
const maxLanguages = 8

// Colour matches "#rrggbb".
var Colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// Patterns of the JSON Schema for texts and for paths.
const (
	TextPattern = `\S`
	PathPattern = `^[^\\:]+$`
)

// Reader checks the values of one file at their keys. Its methods add what is wrong to Problems, with codes that begin
// with "event-".
type Reader struct {
	*source.Document
	Problems  source.Problems
	Languages []string // the canonical languages of the file, the main one first; Texts needs them
	decoded   int      // how many problems decoding found
}

// Decode decodes a document into a struct with its keys, and returns a reader with the problems of that.
func Decode(document *source.Document, into any) Reader {
	r := Reader{Document: document, Problems: document.Decode(into)}
	r.decoded = len(r.Problems)
	return r
}

// Report adds a problem at a key, unless decoding already reported its value: that is the cause.
func (r *Reader) Report(code, key, message, hint string) {
	p := r.Problem("event-"+code, key, message, hint)
	for _, cause := range r.Problems[:r.decoded] {
		if cause.Line == p.Line && cause.Column == p.Column && p.Line > 0 {
			return
		}
	}
	r.Problems.Add(p)
}

// Missing reports a required key that is absent. A key of the wrong kind has already been reported.
func (r *Reader) Missing(key, hint string) {
	if !r.Has(key) {
		r.Report("missing-key", key, key+" is missing", hint)
	}
}

// ReadLanguages returns the canonical languages of the file, the main one first: those that are listed under languages,
// or else those of the text with a key; English if there are none.
func (r *Reader) ReadLanguages(listed []string, text string) []string {
	tags, key := listed, "languages"
	if !r.Has("languages") {
		tags, key = r.Keys(text), text
		if len(tags) == 0 {
			return []string{"en"}
		}
	}
	var languages []string
	for i, tag := range tags {
		canonical, err := locale.Canonical(tag)
		switch {
		case err != nil && key == text:
			// reported with the text
		case err != nil:
			r.Report("bad-language", Element(key, i), err.Error(), `write languages = ["en", "fa"]`)
		case !slices.Contains(languages, canonical):
			languages = append(languages, canonical)
		case key == "languages":
			r.Report("bad-language", Element(key, i),
				fmt.Sprintf("%s is the language %s, which is there already", source.Quote(tag),
					canonical), "keep one of the two")
		}
	}
	if len(languages) > maxLanguages {
		r.Report("limit", key, fmt.Sprintf("there are %d languages, more than %d", len(languages), maxLanguages),
			"keep the languages that are printed")
	}
	if len(languages) == 0 {
		languages = []string{"en"}
		if key == "languages" && len(tags) == 0 {
			r.Report("bad-language", key, "languages is empty", `write languages = ["en"]`)
		}
	}
	return languages
}

// Element returns the key of a list element.
func Element(key string, i int) string { return key + "." + strconv.Itoa(i) }

// Texts checks a text of at most limit characters in each language, and returns it by canonical tag, in NFC. A text
// that is given must exist in the main language; one that is written once is in it.
func (r *Reader) Texts(key string, texts source.Texts, limit int) map[string]string {
	if len(texts) == 0 {
		return nil
	}
	out := map[string]string{}
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		place, language := key, r.Languages[0]
		if tag != "" {
			place = key + "." + source.Key(tag)
			canonical, err := locale.Canonical(tag)
			if err != nil {
				r.Report("bad-language", place, err.Error(), "write "+key+`.en = "…", one line for each language`)
				continue
			}
			language = canonical
		}
		if _, twice := out[language]; twice {
			r.Report("bad-language", place, fmt.Sprintf("%s is the language %s, which %s has already",
				source.Quote(tag), language, key), "keep one of the two")
			continue
		}
		out[language] = locale.NFC(texts[tag])
		r.Text(place, out[language], limit)
	}
	if _, ok := out[r.Languages[0]]; !ok && len(out) > 0 {
		r.Report("missing-language", key, fmt.Sprintf("%s is missing in %s, the main language", key, r.Languages[0]),
			fmt.Sprintf(`add: %s.%s = "…"`, key[strings.LastIndexByte(key, '.')+1:], r.Languages[0]))
	}
	return out
}

// Text checks one text: not empty, not too long, and without invisible characters, so that what is signed is what
// people see.
func (r *Reader) Text(key, text string, limit int) {
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		r.Report("empty", key, key+" is empty", "write a text between the quotes, or delete the line")
		return
	case n > limit:
		r.Report("limit", key, fmt.Sprintf("%s has %d characters, more than %d", key, n, limit),
			"shorten it to fit on paper")
	}
	for line := range strings.SplitSeq(text, "\n") {
		if source.Printable(line) != line {
			r.Report("invisible", key, fmt.Sprintf("%s has an invisible character: %s", key, source.Quote(line)),
				"delete the line and type it again")
			return
		}
	}
}

// Word checks a text of one line, which may be "".
func (r *Reader) Word(key, text string) {
	if source.Printable(text) != text {
		r.Report("invisible", key, fmt.Sprintf("%s has an invisible character: %s", key, source.Quote(text)),
			"delete the line and type it again")
	}
	if utf8.RuneCountInString(text) > MaxFact {
		r.Report("limit", key, fmt.Sprintf("%s has more than %d characters", key, MaxFact), "shorten it")
	}
}

// Choice checks that word is one of words.
func (r *Reader) Choice(key, word string, words ...string) {
	if slices.Contains(words, word) {
		return
	}
	hint := "write one of " + strings.Join(words, ", ")
	if near := source.Nearest(word, words); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	r.Report("unknown-word", key, fmt.Sprintf("%s cannot be %s", key, source.Quote(word)), hint)
}

// Path checks the path of an event file; "" means none.
func (r *Reader) Path(key, path string) {
	if path == "" && !r.Has(key) {
		return
	}
	hint := "write a path inside the event folder, like pictures/logo.png"
	if strings.Contains(path, `\`) {
		hint = fmt.Sprintf("write %q", strings.ReplaceAll(path, `\`, "/"))
	}
	if !fs.ValidPath(path) || path == "." || strings.ContainsAny(path, `\:`) || source.Printable(path) != path {
		r.Report("bad-path", key, source.Quote(path)+" is not a file inside the event folder", hint)
	}
}

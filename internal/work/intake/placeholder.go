package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A bracket is a way of writing placeholders. A firm one is used for nothing else, so that an unknown word in it is the
// name of a column of the list.
type bracket struct {
	find *regexp.Regexp
	firm bool
}

var brackets = []bracket{
	{regexp.MustCompile(`\{\{\{?\s*([^{}]{1,80}?)\s*\}?\}\}`), true},
	{regexp.MustCompile(`\$\{\s*([^{}]{1,80}?)\s*\}`), true},
	{regexp.MustCompile(`<<\s*([^<>]{1,80}?)\s*>>`), true},
	{regexp.MustCompile(`«\s*([^«»]{1,80}?)\s*»`), true},
	{regexp.MustCompile(`\{\s*([^{}]{1,80}?)\s*\}`), true},
	{regexp.MustCompile(`\[\s*([^\[\]]{1,80}?)\s*\]`), false},
	{regexp.MustCompile(`%%?([\pL_][\pL\d_. ]{0,60}?)%%?`), false},
	{regexp.MustCompile(`<\s*([\pL][\pL\d_. ]{0,60}?)\s*>`), false},
	{regexp.MustCompile(`##?([\pL_][\pL\d_]{1,60}?)##?`), false},
}

// A blank is a line to write on, made of characters.
var blank = regexp.MustCompile(`(?:[_＿]\s?){5,}|(?:\.\s?){9,}|(?:…\s?){3,}|(?:[-–—]\s?){9,}`)

// words is a text with its placeholders turned into fields.
type words struct {
	phrase  string            // as templates write it; "" if there is no field
	fields  []string          // known ones
	columns []string          // guessed: fields named after words that are not known
	dummy   bool              // the text has no brackets, and is an example like "Your name"
	unknown []string          // words in brackets that stay as they are
	marks   map[string]string // what stands for a field in the original
}

// understood reads a text of the original.
func understood(text string) (w words) {
	w.marks = map[string]string{}
	text = norm.NFC.String(unified.Replace(text))
	rest := text
	var b strings.Builder
	for rest != "" {
		from, until, word, firm := nextPlaceholder(rest)
		if from < 0 {
			break
		}
		field, known := fieldOf(word)
		if !known && firm {
			field = columnOf(word)
		}
		b.WriteString(literal(rest[:from]))
		switch {
		case field == "":
			w.unknown = append(w.unknown, rest[from:until])
			b.WriteString(literal(rest[from:until]))
		default:
			if known {
				w.fields = append(w.fields, field)
			} else {
				w.columns = append(w.columns, field)
			}
			b.WriteString("{{" + field + "}}")
			w.marks[field] = rest[from:until]
		}
		rest = rest[until:]
	}
	if len(w.fields)+len(w.columns) > 0 {
		w.phrase = b.String() + literal(rest)
		return w
	}
	if len(strings.Fields(text)) >= 2 && len(w.unknown) == 0 { // a single word may be a label
		if field, ok := fieldWords()[wordKey(text)]; ok && (field == "name" || field == "event.title") &&
			!strings.HasSuffix(text, ":") {
			w.phrase, w.fields, w.dummy = "{{"+field+"}}", []string{field}, true
		}
	}
	return w
}

// unified replaces characters that stand for brackets and for letters.
var unified = strings.NewReplacer("≪", "<<", "≫", ">>", "‹‹", "<<", "››", ">>", "【", "[", "】", "]", "［", "[", "］", "]",
	"｛", "{", "｝", "}", "＜", "<", "＞", ">", "％", "%", "ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl")

// nextPlaceholder returns the first placeholder of a text, its word, and whether its brackets are firm; from is -1 if
// there is none.
func nextPlaceholder(s string) (from, until int, word string, firm bool) {
	from = -1
	for _, b := range brackets {
		if m := b.find.FindStringSubmatchIndex(s); m != nil && (from < 0 || m[0] < from) {
			from, until, word, firm = m[0], m[1], s[m[2]:m[3]], b.firm
		}
	}
	return from, until, word, firm
}

// literal returns words as a phrase of templates writes them.
func literal(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "<", "<<"), "{{", "{ {")
}

var fieldInPhrase = regexp.MustCompile(`\{\{([^{}]+)\}\}`)

// fieldsOf returns the fields of a phrase.
func fieldsOf(phrase string) (fields []string) {
	for _, m := range fieldInPhrase.FindAllStringSubmatch(phrase, -1) {
		fields = append(fields, m[1])
	}
	return fields
}

// blankIn returns the text before and after a blank; false if the text has none.
func blankIn(text string) (before, after string, ok bool) {
	m := blank.FindStringIndex(text)
	if m == nil {
		return "", "", false
	}
	return strings.TrimSpace(text[:m[0]]), strings.TrimSpace(text[m[1]:]), true
}

// Package placeholder reads the texts of designs that people made for other programs: placeholders in brackets of ten
// kinds, blanks to write on, and examples become fields of templates, by a vocabulary of many languages.
package placeholder

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// pattern compiles an expression when it is first used. The command has it in every run, and few runs import a design:
// all of them together take 4 ms.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// A bracket is a way of writing placeholders. A firm one is used for nothing else, so that an unknown word in it is the
// name of a column of the list.
type bracket struct {
	find func() *regexp.Regexp
	firm bool
}

var brackets = []bracket{
	{pattern(`\{\{\{?\s*([^{}]{1,80}?)\s*\}?\}\}`), true},
	{pattern(`\$\{\s*([^{}]{1,80}?)\s*\}`), true},
	{pattern(`<<\s*([^<>]{1,80}?)\s*>>`), true},
	{pattern(`«\s*([^«»]{1,80}?)\s*»`), true},
	{pattern(`\{\s*([^{}]{1,80}?)\s*\}`), true},
	{pattern(`\[\s*([^\[\]]{1,80}?)\s*\]`), false},
	{pattern(`%%?([\pL_][\pL\d_. ]{0,60}?)%%?`), false},
	{pattern(`<\s*([\pL][\pL\d_. ]{0,60}?)\s*>`), false},
	{pattern(`##?([\pL_][\pL\d_]{1,60}?)##?`), false},
}

// A blank is a line to write on, made of characters.
var blank = pattern(`(?:[_＿]\s?){5,}|(?:\.\s?){9,}|(?:…\s?){3,}|(?:[-–—]\s?){9,}`)

// Words is a text with its placeholders turned into fields.
type Words struct {
	Phrase  string            // as templates write it; "" if there is no field
	Fields  []string          // known ones
	Columns []string          // guessed: fields named after words that are not known
	Dummy   bool              // the text has no brackets, and is an example like "Your name"
	Unknown []string          // words in brackets that stay as they are
	Marks   map[string]string // the placeholder of a field in the original
}

// Read turns the placeholders of a text of a design into fields.
func Read(text string) (w Words) {
	w.Marks = map[string]string{}
	text = norm.NFC.String(unified.Replace(text))
	rest := text
	var b strings.Builder
	for rest != "" {
		from, until, word, firm := nextPlaceholder(rest)
		if from < 0 {
			break
		}
		field, known := FieldOf(word)
		if !known && firm {
			field = columnOf(word)
		}
		b.WriteString(Literal(rest[:from]))
		switch {
		case field == "":
			w.Unknown = append(w.Unknown, rest[from:until])
			b.WriteString(Literal(rest[from:until]))
		default:
			if known {
				w.Fields = append(w.Fields, field)
			} else {
				w.Columns = append(w.Columns, field)
			}
			b.WriteString("{{" + field + "}}")
			w.Marks[field] = rest[from:until]
		}
		rest = rest[until:]
	}
	if len(w.Fields)+len(w.Columns) > 0 {
		w.Phrase = b.String() + Literal(rest)
		return w
	}
	if len(w.Unknown) == 0 {
		if field := example(text); field != "" {
			w.Phrase, w.Fields, w.Dummy = "{{"+field+"}}", []string{field}, true
		}
	}
	return w
}

// standIn is what a text without brackets says of itself: "NAME_PLACEHOLDER", "event title here", "sample name".
var standIn = pattern(`(?i)^(?:(?:placeholder|sample|insert|enter|type|your)[\s_-]+)+(.+)$|^(.+?)[\s_-]+(?:placeholder|(?:goes )?here)$`)

// example returns the field that a whole text without brackets stands for; "" for none. A single word may be a label,
// unless it says that it is a placeholder, or is written as programs write names: STUDENT_NAME.
func example(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
		return ""
	}
	if len(strings.Fields(text)) >= 2 {
		if field := fieldWords()[wordKey(text)]; field == "name" || field == "event.title" {
			return field
		}
	}
	word := ""
	if m := standIn().FindStringSubmatch(text); m != nil {
		word = m[1] + m[2]
	} else if strings.Contains(text, "_") && !strings.ContainsAny(text, " \t\n") && text == strings.ToUpper(text) {
		word = text
	}
	if word == "" || len(word) > 40 {
		return ""
	}
	if field, ok := FieldOf(word); ok && field != Code && field != Photo {
		return field
	}
	return ""
}

// unified replaces characters used as brackets and as letters.
var unified = strings.NewReplacer("≪", "<<", "≫", ">>", "‹‹", "<<", "››", ">>", "【", "[", "】", "]", "［", "[", "］", "]",
	"｛", "{", "｝", "}", "＜", "<", "＞", ">", "％", "%", "ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl")

// nextPlaceholder returns the first placeholder of a text, its word, and whether its brackets are firm; from is -1 if
// there is none.
func nextPlaceholder(s string) (from, until int, word string, firm bool) {
	from = -1
	for _, b := range brackets {
		if m := b.find().FindStringSubmatchIndex(s); m != nil && (from < 0 || m[0] < from) {
			from, until, word, firm = m[0], m[1], s[m[2]:m[3]], b.firm
		}
	}
	return from, until, word, firm
}

// Literal returns words as a phrase of templates writes them: without fields and conditions.
func Literal(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "<", "<<"), "{{", "{ {")
}

var fieldInPhrase = pattern(`\{\{([^{}]+)\}\}`)

// FieldsOf returns the fields of a phrase, in its order.
func FieldsOf(phrase string) (fields []string) {
	for _, m := range fieldInPhrase().FindAllStringSubmatch(phrase, -1) {
		fields = append(fields, m[1])
	}
	return fields
}

// Blank returns the text before and after the first blank, a line of underscores or dots; false if the text has none.
func Blank(text string) (before, after string, ok bool) {
	m := blank().FindStringIndex(text)
	if m == nil {
		return "", "", false
	}
	return strings.TrimSpace(text[:m[0]]), strings.TrimSpace(text[m[1]:]), true
}

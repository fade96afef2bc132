package schema

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// Manual returns the reference of the keys of the files that source.Document decodes
// into a struct like v, as text of at most 78 columns where example allows it: every
// key in the order of the struct, with its line in example, its note, its type
// and its default. Struct, defaults and notes are those of JSON, so the manual
// and the schema cannot differ. Example is a valid file that has every key; for
// tables of several kinds (Note.Kinds), every key of every kind. A key without a
// note or an example is our mistake: Manual panics and names them all.
func Manual(v any, title string, notes map[string]Note, example []byte) string {
	doc, problems := source.ParseTOML(title, example)
	if len(problems) > 0 {
		panic("internal error: the example of " + title + ": " + problems[0].Message)
	}
	w := manualWriter{
		writer:  writer{notes: notes, used: map[string]bool{}},
		doc:     doc,
		lines:   strings.Split(string(example), "\n"),
		printed: map[string]string{},
	}
	w.table("", []string{""}, reflect.ValueOf(v))
	if len(w.faults) > 0 {
		panic("internal error: the manual of " + title + ":\n" + strings.Join(w.faults, "\n"))
	}
	return strings.TrimLeft(w.out.String(), "\n")
}

// manualWriter walks over the types of a struct and over the example.
type manualWriter struct {
	writer
	doc     *source.Document
	lines   []string          // of the example
	printed map[string]string // what was said of a key, by the key of its note
	out     strings.Builder
}

// manualKey is a key with what the manual says of it.
type manualKey struct {
	name, path string
	note       Note
	value      reflect.Value
}

// table prints a struct at path; at are the places in the example to look for
// its keys. Keys that hold one value come first, then each table below.
func (w *manualWriter) table(path string, at []string, v reflect.Value) {
	w.within = append(w.within, v.Type())
	values, tables := w.split(path, v)
	w.keys(values, at)
	for _, k := range tables {
		w.section(k, at)
	}
	w.within = w.within[:len(w.within)-1]
}

// split returns the keys of a struct: those of single values and those of tables.
func (w *manualWriter) split(path string, v reflect.Value) (values, tables []manualKey) {
	fields, names := source.Fields(v.Type())
	for _, name := range names {
		below := strings.TrimPrefix(path+"."+name, ".")
		k := manualKey{name: name, path: below, note: w.note(below), value: v.FieldByIndex(fields[name])}
		if isTable(k.value.Type()) {
			tables = append(tables, k)
		} else {
			values = append(values, k)
		}
	}
	return values, tables
}

// isTable reports whether a key of type t is written below a header of its own.
func isTable(t reflect.Type) bool {
	switch {
	case t.Kind() == reflect.Pointer:
		return isTable(t.Elem())
	case readsText(t), t == textsType:
		return false
	case t.Kind() == reflect.Slice:
		return isTable(t.Elem())
	}
	return t.Kind() == reflect.Struct || t.Kind() == reflect.Map
}

func readsText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// section prints a table with its header.
func (w *manualWriter) section(k manualKey, at []string) {
	v := k.value
	if v.Kind() == reflect.Pointer {
		v = reflect.Indirect(v)
		if !v.IsValid() {
			v = reflect.Zero(k.value.Type().Elem())
		}
	}
	t, places := v.Type(), w.places(at, k.name)
	if len(places) == 0 {
		w.fault("the example does not have %s", k.path)
		return
	}
	header := w.header(places[0], t)
	fmt.Fprintf(&w.out, "\n%s\n", header)
	switch t.Kind() {
	case reflect.Map:
		if isTable(t.Elem()) {
			w.say(k.note.About, "")
			w.table(k.path, w.entries(places), reflect.Zero(t.Elem()))
			return
		}
		w.examples(places, header)
		w.say(k.note.About, w.typed(k.note, reflect.Zero(t.Elem())))
	case reflect.Slice:
		w.say(k.note.About, "")
		if !slices.Contains(w.within, t.Elem()) {
			w.list(k, w.entries(places), reflect.Zero(t.Elem()))
		}
	default:
		w.say(k.note.About, "")
		w.table(k.path, places, v)
	}
}

// list prints the keys of a table that a list holds, by the kinds of table.
func (w *manualWriter) list(k manualKey, at []string, v reflect.Value) {
	if k.note.Kinds == nil {
		w.table(k.path, at, v)
		return
	}
	w.within = append(w.within, v.Type())
	values, tables := w.split(k.path, v)
	takes := func(kind string) func(manualKey) bool {
		return func(key manualKey) bool { return !slices.Contains(k.note.Kinds[kind], key.name) }
	}
	kinds := w.note(k.path + ".type").Words
	common := slices.Clone(values)
	for _, kind := range kinds {
		common = slices.DeleteFunc(common, takes(kind))
	}
	w.keys(common, at)
	for _, kind := range kinds {
		of := slices.DeleteFunc(slices.Clone(at), func(place string) bool {
			return !strings.Contains(w.line(place+".type"), `"`+kind+`"`)
		})
		own := func(all []manualKey) []manualKey {
			return slices.DeleteFunc(slices.DeleteFunc(slices.Clone(all), takes(kind)), func(key manualKey) bool {
				return slices.ContainsFunc(common, func(c manualKey) bool { return c.name == key.name })
			})
		}
		fmt.Fprintf(&w.out, "\n[[%s]] with type = %q\n", k.path, kind)
		w.keys(own(values), of)
		for _, table := range own(tables) {
			w.section(table, of)
		}
	}
	w.within = w.within[:len(w.within)-1]
}

// keys prints keys of single values. Those that were explained before with the
// same words are named in one line at the end.
func (w *manualWriter) keys(keys []manualKey, at []string) {
	var again []string
	for _, k := range keys {
		typed := w.typed(k.note, k.value)
		said := k.note.About + typed
		if w.printed[w.noteKey(k.path)] == said {
			again = append(again, k.name)
			continue
		}
		w.printed[w.noteKey(k.path)] = said
		places := w.places(at, k.name)
		if len(places) == 0 {
			w.fault("the example does not have %s in %q", k.path, at)
			continue
		}
		w.examples(places[:1], "")
		w.say(k.note.About, typed)
	}
	if len(again) > 0 {
		w.out.WriteString(source.Wrap(strings.Join(again, ", ")+": as above", manualWidth, "    ", "    "))
	}
}

// noteKey returns the key under which note finds the note on path.
func (w *manualWriter) noteKey(path string) string {
	if _, ok := w.notes[path]; ok {
		return path
	}
	return "*." + path[strings.LastIndexByte(path, '.')+1:]
}

// places returns where the example has a key in one of several tables.
func (w *manualWriter) places(at []string, name string) []string {
	var places []string
	for _, table := range at {
		if key := strings.TrimPrefix(table+"."+source.Key(name), "."); w.doc.Has(key) {
			places = append(places, key)
		}
	}
	return places
}

// entries returns the places of all entries of maps or lists.
func (w *manualWriter) entries(at []string) []string {
	var places []string
	for _, place := range at {
		places = append(places, w.doc.Entries(place)...)
	}
	return places
}

// header returns the header of a table or, for a map or list of tables, that of
// its first entry.
func (w *manualWriter) header(place string, t reflect.Type) string {
	if first := w.entries([]string{place}); t.Kind() != reflect.Struct && isTable(t.Elem()) && len(first) > 0 {
		place = first[0]
	}
	if line := w.line(place); strings.HasPrefix(line, "[") {
		return line
	}
	parent, _, _ := strings.Cut(place, ".") // a table whose entries are tables, like [text.closing]
	return w.line(w.entries([]string{parent})[0])
}

// examples prints the lines of the example at places: for a table, as in
// title.en = "…", those of its entries, below its header unless that is the one
// given, which is printed already.
func (w *manualWriter) examples(places []string, header string) {
	for _, place := range places {
		below := []string{place}
		if len(w.doc.Keys(place)) > 0 {
			below = w.doc.Entries(place)
		}
		for _, key := range below {
			if len(w.doc.Keys(key)) > 0 {
				if own := w.line(key); strings.HasPrefix(own, "[") && own != header {
					fmt.Fprintln(&w.out, own)
				}
				w.examples([]string{key}, header)
				continue
			}
			fmt.Fprintln(&w.out, w.line(key))
		}
	}
}

// line returns the line of the example that holds a key.
func (w *manualWriter) line(key string) string {
	line, _ := w.doc.Position(key)
	if line == 0 {
		return ""
	}
	return strings.TrimSpace(w.lines[line-1])
}

// say prints what a note says, and the type of the key behind it.
func (w *manualWriter) say(about, typed string) {
	if typed != "" {
		about += " [" + typed + "]"
	}
	w.out.WriteString(source.Wrap(about, manualWidth, "    ", "    "))
}

// manualWidth is the most columns of a manual: a terminal has 80.
const manualWidth = 78

// typed returns what a key takes, and its default where the note does not name it.
func (w *manualWriter) typed(n Note, v reflect.Value) string {
	t := v.Type()
	optional := t.Kind() == reflect.Pointer
	if optional {
		t = t.Elem()
		if v = reflect.Indirect(v); !v.IsValid() {
			v = reflect.Zero(t)
		}
	}
	said := kindOf(n, t)
	switch {
	case n.Needed:
		said += "; required"
	case strings.Contains(n.About, "Default:"):
	case n.Default != nil:
		said += fmt.Sprintf("; default %v", n.Default)
	case t.Kind() == reflect.Bool && !optional, !v.IsZero() && !readsText(t):
		said += fmt.Sprintf("; default %v", v.Interface())
	}
	return said
}

// kindOf returns what a key of type t takes, in words.
func kindOf(n Note, t reflect.Type) string {
	words := slices.DeleteFunc(slices.Clone(n.Words), func(word string) bool { return word == "" })
	switch {
	case t.Kind() == reflect.Slice && !readsText(t):
		kind, limits, _ := strings.Cut(kindOf(n, t.Elem()), " from ")
		if kind = strings.TrimSuffix(kind, "s") + "s"; limits != "" {
			kind += " from " + limits
		}
		if n.Count == 2 {
			return "two " + kind
		}
		return "list of " + kind
	case len(words) == 1:
		return words[0] + ", or left out"
	case len(words) > 1:
		return "one of " + strings.Join(words, ", ")
	case readsText(t):
		return spaced(t.Name())
	case t == textsType:
		return "text, or one text per language"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		if len(n.Such) > 0 && !strings.Contains(n.About, n.Such[0]) {
			return "text, such as " + strings.Join(n.Such, ", ")
		}
		return "text"
	}
	kind := "number"
	if t.Kind() == reflect.Int {
		kind = "whole number"
	}
	if n.Most != 0 {
		kind += fmt.Sprintf(" from %v to %v", n.Least, n.Most)
	}
	return kind
}

// spaced returns the name of a type as words: fontSize is "font size".
func spaced(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

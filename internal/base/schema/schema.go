// Package schema turns the struct of a TOML file and notes on its keys into the JSON Schema that editors use, and into
// the manual that `lanyard help` prints.
//
// Both are generated from the struct that source decodes, its default values and one list of notes, so neither can
// differ from what is read. A key without a note, or a note without a key, is a bug: JSON and Manual panic and list all
// of them, and the tests of each file format call both.
package schema

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"lanyard/internal/base/source"
)

// LanguagePattern matches language tags (BCP 47, section 2.1) closely enough for an editor.
const LanguagePattern = `^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$`

// textsType is the type of a text in several languages.
var textsType = reflect.TypeFor[source.Texts]()

// Note tells editors what a struct does not say about one of its keys. Only About is always required; a type with
// UnmarshalText also needs Words or Pattern.
type Note struct {
	About   string   // what the key means, in a sentence
	Words   []string // the only texts allowed
	Such    []string // examples of allowed texts
	Pattern string   // pattern for a text: ECMA 262, as far as Go's regexp agrees
	Zero    bool     // a bare 0 is allowed instead of a text
	Least   float64  // range of a number; ignored if Most is 0
	Most    float64
	Count   int    // length of a list; 0: any
	Keys    string // pattern for the keys of a table with free keys
	Tags    string // pattern for the keys of a text by language, if not LanguagePattern
	Needed  bool   // the key is required
	Default any    // if the value passed to JSON does not show it

	// Kinds is for a list of tables: the keys that each kind of table takes, by the value of its key "type".
	Kinds map[string][]string
}

// schema is the part of JSON Schema that JSON writes (draft 2020-12, core and validation).
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Type        string             `json:"type,omitempty"`
	Const       any                `json:"const,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     *float64           `json:"minimum,omitempty"`
	Maximum     *float64           `json:"maximum,omitempty"`
	MinItems    int                `json:"minItems,omitempty"`
	MaxItems    int                `json:"maxItems,omitempty"`
	Default     any                `json:"default,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	AllOf       []*schema          `json:"allOf,omitempty"`
	If          *schema            `json:"if,omitempty"`
	Then        *schema            `json:"then,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Names       *schema            `json:"propertyNames,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Additional  any                `json:"additionalProperties,omitempty"` // false or a *schema
	Defs        map[string]*schema `json:"$defs,omitempty"`
}

// JSON returns the JSON Schema (draft 2020-12) of the files that source.Document decodes into a struct like v. The
// values in v are the defaults. Notes are found by a key's path without the names of entries, "roles.label", or else by
// its last part, "*.label". A key without a note, or a note without a key, is a bug: JSON panics and lists all of them.
func JSON(v any, title string, notes map[string]Note) []byte {
	w := writer{notes: notes, used: map[string]bool{}, defs: map[string]*schema{}}
	root := w.table("", reflect.ValueOf(v))
	root.Dialect, root.Title, root.Defs = "https://json-schema.org/draft/2020-12/schema", title, w.defs
	for _, key := range slices.Sorted(maps.Keys(notes)) {
		if !w.used[key] {
			w.faults = append(w.faults, "there is a note on "+key+", which is no key")
		}
	}
	if len(w.faults) > 0 {
		panic("internal error: the schema of " + title + ":\n" + strings.Join(w.faults, "\n"))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic("internal error: " + err.Error())
	}
	return out.Bytes()
}

// writer walks the types of a struct.
type writer struct {
	notes  map[string]Note
	used   map[string]bool
	within []reflect.Type     // the structs around the current one
	paths  []string           // their keys
	defs   map[string]*schema // schemas of recursive structs
	faults []string
}

func (w *writer) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// note returns the note on the key at path.
func (w *writer) note(path string) Note {
	for _, key := range []string{path, "*." + path[strings.LastIndexByte(path, '.')+1:]} {
		if n, ok := w.notes[key]; ok {
			w.used[key] = true
			if n.About == "" {
				w.fault("the note on %s does not say what it is", key)
			}
			return n
		}
	}
	w.fault("%s has no note: say in the list of notes what it is", path)
	return Note{}
}

// table returns the schema of the struct at path.
func (w *writer) table(path string, v reflect.Value) *schema {
	if i := slices.Index(w.within, v.Type()); i >= 0 {
		w.defs[w.paths[i]] = nil // recorded on the way back
		return &schema{Ref: "#/$defs/" + w.paths[i]}
	}
	w.within, w.paths = append(w.within, v.Type()), append(w.paths, path)
	s := &schema{Type: "object", Properties: map[string]*schema{}, Additional: false}
	fields, names := source.Fields(v.Type())
	for _, name := range names {
		below := strings.TrimPrefix(path+"."+name, ".")
		n := w.note(below)
		key := w.value(below, n, v.FieldByIndex(fields[name]))
		key.Description = n.About
		s.Properties[name] = key
		if n.Needed {
			s.Required = append(s.Required, name)
		}
	}
	w.within, w.paths = w.within[:len(w.within)-1], w.paths[:len(w.paths)-1]
	if _, ok := w.defs[path]; ok {
		w.defs[path] = s
		return &schema{Ref: "#/$defs/" + path}
	}
	return s
}

// value returns the schema of the value at path.
func (w *writer) value(path string, n Note, v reflect.Value) *schema {
	t := v.Type()
	switch {
	case t.Kind() == reflect.Pointer && v.IsNil():
		return w.value(path, n, reflect.Zero(t.Elem()))
	case t.Kind() == reflect.Pointer:
		return w.value(path, n, v.Elem())
	case reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		if n.Pattern == "" && n.Words == nil {
			w.fault("%s is read by %s itself: its note needs a Pattern, or Words", path, t)
		}
		return texts(n)
	case t == textsType:
		text := &schema{Type: "string", Pattern: n.Pattern}
		return &schema{AnyOf: []*schema{text, {Type: "object", Names: &schema{Pattern: cmp.Or(n.Tags, LanguagePattern)},
			Additional: text}}}
	}
	switch t.Kind() {
	case reflect.Interface:
		return &schema{}
	case reflect.Struct:
		return w.table(path, v)
	case reflect.Map:
		s := &schema{Type: "object", Additional: w.value(path, n, reflect.Zero(t.Elem()))}
		if n.Keys != "" {
			s.Names = &schema{Pattern: n.Keys}
		}
		return s
	case reflect.Slice:
		return w.list(path, n, t)
	case reflect.String:
		s := texts(n)
		if s.Default = n.Default; n.Default == nil && v.String() != "" {
			s.Default = v.String()
		}
		return s
	case reflect.Bool:
		return &schema{Type: "boolean", Default: v.Bool()}
	}
	return number(n, v)
}

// list returns the schema of a list; its note applies to the elements.
func (w *writer) list(path string, n Note, t reflect.Type) *schema {
	element := n
	element.Default, element.Count = nil, 0
	items := w.value(path, element, reflect.Zero(t.Elem()))
	s := &schema{Type: "array", Items: items, MinItems: n.Count, MaxItems: n.Count, Default: n.Default}
	table := items
	if items.Ref != "" {
		if table = w.defs[strings.TrimPrefix(items.Ref, "#/$defs/")]; table == nil {
			return s // a list within a list; the outer list covers the rest
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(n.Kinds)) {
		table.AllOf = append(table.AllOf, &schema{
			If:   &schema{Properties: map[string]*schema{"type": {Const: kind}}, Required: []string{"type"}},
			Then: &schema{Names: &schema{Enum: n.Kinds[kind]}},
		})
	}
	return s
}

// texts returns the schema of a text.
func texts(n Note) *schema {
	text := &schema{Type: "string", Enum: n.Words, Pattern: n.Pattern}
	switch {
	case n.Zero:
		return &schema{AnyOf: []*schema{text, {Const: 0}}, Default: n.Default}
	case n.Such != nil:
		return &schema{AnyOf: []*schema{{Enum: n.Such}, text}, Default: n.Default}
	}
	text.Default = n.Default
	return text
}

// number returns the schema of a number.
func number(n Note, v reflect.Value) *schema {
	s := &schema{Type: "number", Default: n.Default}
	if v.CanInt() || v.CanUint() {
		s.Type = "integer"
	}
	if n.Default == nil && !v.IsZero() {
		s.Default = v.Interface()
	}
	if n.Most != 0 {
		s.Minimum, s.Maximum = &n.Least, &n.Most
	}
	return s
}

package source

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Texts is one text in several languages, by language tag. In a file it is a table, title.en = "…" and title.fa = "…",
// or a plain string, which is stored under the empty tag and means the main language.
type Texts map[string]string

// Decode fills the struct that v points to by the toml tags of its fields: `toml:"name"`. It supports strings, bools,
// integers, floats, lists, tables as structs or as maps with string keys, pointers to all of these, Texts, any, and
// types with UnmarshalText, which get strings, dates and numbers as written. Unknown keys, values of the wrong kind and
// UnmarshalText errors are problems at their line and column, in file order; a Problem returned by UnmarshalText keeps
// its code, message and hint. Fields without a key in the file keep their value, so set defaults first.
func (d *Document) Decode(v any) Problems {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.Elem().Kind() != reflect.Struct {
		panic("internal error: decoding TOML into something that is not a pointer to a struct")
	}
	c := decoder{file: d.file}
	c.decodeStruct(place{node: d.root}, d.value, target.Elem())
	c.problems.Sort()
	return c.problems
}

// place is the position of a value and its name in messages.
type place struct {
	*node
	name    string // last part of the key
	path    string // the whole key, as in a table header
	element bool   // it is an element of the list with that key
}

// child returns the place of a key in the table at p.
func (p place) child(name string) place {
	path := Key(name)
	if p.path != "" {
		path = p.path + "." + path
	}
	return place{node: p.children[name], name: name, path: path}
}

// decoder collects the problems of one Decode.
type decoder struct {
	file     string
	problems Problems
}

func (c *decoder) report(at spot, code, message, hint string) {
	c.problems.Add(Problem{Code: code, File: c.file, Line: at.line, Column: at.column, Message: message, Hint: hint})
}

var (
	textType  = reflect.TypeFor[encoding.TextUnmarshaler]()
	textsType = reflect.TypeFor[Texts]()
)

// decode stores the file's value at p in v.
func (c *decoder) decode(p place, value any, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		c.decode(p, value, v.Elem())
		return
	}
	if v.Addr().Type().Implements(textType) {
		c.decodeText(p, value, v)
		return
	}
	if s, ok := value.(string); ok && v.Type() == textsType {
		v.Set(reflect.ValueOf(Texts{"": s}))
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		v.Set(reflect.ValueOf(value))
	case reflect.Struct:
		if table, ok := value.(map[string]any); ok {
			c.decodeStruct(p, table, v)
			return
		}
		c.mismatch(p, value, v.Type())
	case reflect.Map:
		c.decodeMap(p, value, v)
	case reflect.Slice:
		c.decodeList(p, value, v)
	default:
		c.decodeScalar(p, value, v)
	}
}

// decodeStruct fills the fields of a struct from a table.
func (c *decoder) decodeStruct(p place, table map[string]any, v reflect.Value) {
	fields, known := Fields(v.Type())
	for _, name := range p.names {
		child := p.child(name)
		index, ok := fields[name]
		if !ok {
			c.unknown(child, p.name, known)
			continue
		}
		c.decode(child, table[name], v.FieldByIndex(index))
	}
}

// unknown reports a key that matches no field.
func (c *decoder) unknown(p place, table string, known []string) {
	message := "there is no key " + Quote(p.name)
	if table != "" {
		message += " in " + Printable(table)
	}
	hint := "the keys here are " + strings.Join(known, ", ")
	if near := Nearest(p.name, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	c.report(p.key, "toml-unknown-key", message, hint)
}

// Fields returns the fields of a struct by toml tag, including those of embedded structs, and the tags in declaration
// order.
func Fields(t reflect.Type) (fields map[string][]int, names []string) {
	fields = map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		fields[name] = f.Index
		names = append(names, name)
	}
	return fields, names
}

func (c *decoder) decodeMap(p place, value any, v reflect.Value) {
	table, ok := value.(map[string]any)
	if !ok {
		c.mismatch(p, value, v.Type())
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	for _, name := range p.names {
		element := reflect.New(v.Type().Elem()).Elem()
		c.decode(p.child(name), table[name], element)
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), element)
	}
}

func (c *decoder) decodeList(p place, value any, v reflect.Value) {
	list, ok := value.([]any)
	if !ok {
		c.mismatch(p, value, v.Type())
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
	for i := range list {
		c.decode(place{p.elements[i], p.name, p.path, true}, list[i], v.Index(i))
	}
}

// decodeText passes a scalar to the type's UnmarshalText.
func (c *decoder) decodeText(p place, value any, v reflect.Value) {
	written, ok := asWritten(value)
	if !ok {
		c.report(p.value, "toml-wrong-type", p.name+" must be a single value, not "+kindGiven(value),
			"write one value, without brackets")
		return
	}
	err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(written))
	if err == nil {
		return
	}
	var own Problem
	if errors.As(err, &own) {
		own.File, own.Line, own.Column = c.file, p.value.line, p.value.column
		if own.Code == "" {
			own.Code = "toml-bad-value"
		}
		own.Message = p.name + ": " + own.Message
		c.problems.Add(own)
		return
	}
	c.report(p.value, "toml-bad-value", p.name+": "+err.Error(), "")
}

// asWritten returns a scalar as it was written in the file.
func asWritten(value any) (string, bool) {
	switch x := value.(type) {
	case string:
		return x, true
	case int64:
		return strconv.FormatInt(x, 10), true
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(x), true
	case time.Time:
		return x.Format(time.RFC3339Nano), true
	case toml.LocalDate, toml.LocalTime, toml.LocalDateTime:
		return fmt.Sprint(x), true
	}
	return "", false
}

func (c *decoder) decodeScalar(p place, value any, v reflect.Value) {
	switch x := value.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return
		}
	case int64:
		switch {
		case v.CanInt() && !v.OverflowInt(x):
			v.SetInt(x)
			return
		case v.CanUint() && x >= 0 && !v.OverflowUint(uint64(x)):
			v.SetUint(uint64(x))
			return
		case v.CanFloat():
			v.SetFloat(float64(x))
			return
		case v.CanInt() || v.CanUint():
			c.report(p.value, "toml-wrong-type", fmt.Sprintf("%s is out of range: %d", p.name, x), "")
			return
		}
	case float64:
		if v.CanFloat() && !math.IsNaN(x) && !math.IsInf(x, 0) {
			v.SetFloat(x)
			return
		}
	}
	c.mismatch(p, value, v.Type())
}

// mismatch reports a value of the wrong kind, and how to write the right kind.
func (c *decoder) mismatch(p place, value any, want reflect.Type) {
	kind, example := kindWanted(want)
	subject, name, key := p.name, p.name, p.name+" = "
	if p.element {
		subject, key = "each element of "+p.name, ""
	}
	if strings.HasPrefix(example, "[") {
		name = p.path
	} else if p.element {
		example = strings.TrimPrefix(example, "NAME = ")
	}
	if p.element && want.Kind() == reflect.Struct {
		example = listExample
	}
	hint := "write " + strings.ReplaceAll(example, "NAME", name)
	if written, ok := asWritten(value); ok {
		_, quoted := value.(string)
		_, err := strconv.ParseFloat(written, 64)
		switch {
		case want.Kind() == reflect.String:
			hint = "put it in quotes: " + key + Quote(written)
		case want == reflect.TypeFor[[]string]() && quoted:
			hint = "put it in brackets: " + key + "[" + Quote(written) + "]"
		case quoted && kind == aNumber || quoted && kind == aWholeNumber && !strings.ContainsAny(written, ".eE"):
			if err == nil {
				hint = "remove the quotes: " + key + written
			}
		}
	}
	c.report(p.value, "toml-wrong-type", fmt.Sprintf("%s must be %s, not %s", subject, kind, kindGiven(value)), hint)
}

const (
	aNumber      = "a number"
	aWholeNumber = "a whole number"
	listExample  = "[[NAME]] above the keys of each"
)

// kindWanted describes in plain words what a field of type t holds, and how to write it in a file, with NAME for the
// key.
func kindWanted(t reflect.Type) (kind, example string) {
	if t == textsType {
		return "text, or text by language", `NAME = "text", or NAME.en = "text" for each language`
	}
	switch t.Kind() {
	case reflect.String:
		return "text", `NAME = "text"`
	case reflect.Bool:
		return "true or false", "NAME = true"
	case reflect.Float32, reflect.Float64:
		return aNumber, "NAME = 1.5"
	case reflect.Slice:
		if element := t.Elem().Kind(); element == reflect.Struct || element == reflect.Pointer {
			return "a list of tables", listExample
		}
		if reflect.PointerTo(t.Elem()).Implements(textType) {
			return "a list", `NAME = ["…", "…"]`
		}
		return "a list", `NAME = ["one", "two"]`
	case reflect.Struct, reflect.Map:
		return "a table", "[NAME] on a line of its own and its keys below"
	}
	return aWholeNumber, "NAME = 3"
}

// kindGiven describes a value of a file in plain words.
func kindGiven(value any) string {
	switch x := value.(type) {
	case string:
		return "text"
	case bool:
		return "true or false"
	case int64:
		return aWholeNumber
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return "inf or nan"
		}
		return "a decimal number"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date"
}

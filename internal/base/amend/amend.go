// Package amend edits TOML files that people write: a key is set, removed or moved, and every other byte stays as it
// is, including comments, order and spacing. Package source reads the same files.
package amend

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2/unstable"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
)

// Edit is one change of a TOML file: a key gets a value, or goes. Keys are written as Position reads them.
type Edit struct {
	Key string

	// Value is text, a whole number, a float64, a bool or a list of these. nil removes the key, or the whole table or
	// element of a list of tables.
	Value any

	// Table is the text of a new element of the list of tables Key, without its header: "type = \"text\"\n...". If it is
	// not empty, Value does not count, and Key may end with the number of the element that it comes before.
	Table string
}

// TOML returns a TOML file with edits made, one after the other. Everything else keeps its bytes: comments, order,
// spacing. The error, with a hint, names an edit that cannot be made without touching more than its key; then nothing
// is changed.
func TOML(file string, data []byte, edits ...Edit) ([]byte, error) {
	before, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	for _, e := range edits {
		var changed []byte
		var err error
		switch {
		case e.Table != "":
			changed, err = insertTable(data, e)
		case e.Value == nil:
			changed, err = removeKey(data, e.Key)
		default:
			changed, err = setKey(data, e)
		}
		if err != nil {
			return nil, err
		}
		after, problems := source.ParseTOML(file, changed)
		if len(problems) > 0 || e.Table == "" && !differOnly(whole(before), whole(after), e) {
			return nil, byHand(e.Key)
		}
		data, before = changed, after
	}
	return data, nil
}

// byHand is the fault of a key that is written in a way that Amend does not change.
func byHand(key string) error {
	return fault.New(fmt.Sprintf("the key %s is written in a way that cannot be changed here", key),
		"change it in the file with an editor")
}

// phraseOf is one expression of a file: a key with its value, or the header of a table.
type phraseOf struct {
	path       []string // with the numbers of elements of lists
	in         []string // of a key: the path of the header above it
	header     bool
	list       bool // of a header: [[name]]
	inline     bool // within braces
	start, end int  // whole lines, with what is behind the value
	value      [2]int
}

// outline is a file as its expressions, in order.
type outline struct {
	data    []byte
	phrases []phraseOf
}

// outlineOf reads a well-formed file.
func outlineOf(data []byte) *outline {
	o := &outline{data: data}
	bom := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		bom = len("\ufeff")
	}
	var p unstable.Parser
	p.Reset(data[bom:])
	counts := map[string]int{}
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind == unstable.KeyValue {
			o.keyValue(e, table, table, bom)
			continue
		}
		table = nil
		var at int
		for keys := e.Key(); keys.Next(); {
			key := keys.Node()
			at = bom + int(key.Raw.Offset)
			table = append(table, string(key.Data))
			last := keys.IsLast()
			if n, ok := counts[strings.Join(table, "\x00")]; ok && !(last && e.Kind == unstable.ArrayTable) {
				table = append(table, strconv.Itoa(n-1))
			}
		}
		if e.Kind == unstable.ArrayTable {
			name := strings.Join(table, "\x00")
			table = append(slices.Clone(table), strconv.Itoa(counts[name]))
			counts[name]++
		}
		start, end := o.line(at, at)
		o.phrases = append(o.phrases, phraseOf{path: slices.Clone(table), header: true, list: e.Kind == unstable.ArrayTable,
			start: start, end: end})
	}
	return o
}

// keyValue adds a key of a table or of an inline table, and the keys of its own inline table. in is the path of the
// header above.
func (o *outline) keyValue(e *unstable.Node, table, in []string, bom int) {
	path := slices.Clone(table)
	first, end := -1, 0
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		if first < 0 {
			first = bom + int(key.Raw.Offset)
		}
		end = bom + int(key.Raw.Offset+key.Raw.Length)
		path = append(path, string(key.Data))
	}
	for end < len(o.data) && strings.IndexByte(" \t=", o.data[end]) >= 0 {
		end++
	}
	stop := valueEnd(o.data, end)
	f := phraseOf{path: path, in: in, inline: len(table) > len(in), value: [2]int{end, stop}}
	f.start, f.end = o.line(first, stop)
	o.phrases = append(o.phrases, f)
	if v := e.Value(); v.Kind == unstable.InlineTable {
		for items := v.Children(); items.Next(); {
			o.keyValue(items.Node(), path, in, bom)
		}
	}
}

// line returns the whole lines that contain the text between two offsets.
func (o *outline) line(from, to int) (start, end int) {
	start = bytes.LastIndexByte(o.data[:from], '\n') + 1
	if n := bytes.IndexByte(o.data[to:], '\n'); n >= 0 {
		return start, to + n + 1
	}
	return start, len(o.data)
}

// valueEnd returns the offset behind the value that begins at from, in a well-formed file.
func valueEnd(data []byte, from int) int {
	switch rest := data[from:]; {
	case bytes.HasPrefix(rest, []byte(`"""`)):
		return stringEnd(data, from+3, `"""`, true)
	case bytes.HasPrefix(rest, []byte("'''")):
		return stringEnd(data, from+3, "'''", false)
	case bytes.HasPrefix(rest, []byte(`"`)):
		return stringEnd(data, from+1, `"`, true)
	case bytes.HasPrefix(rest, []byte("'")):
		return stringEnd(data, from+1, "'", false)
	case bytes.HasPrefix(rest, []byte("[")), bytes.HasPrefix(rest, []byte("{")):
		return bracketEnd(data, from)
	}
	end := from
	for end < len(data) && strings.IndexByte(",]}#\r\n", data[end]) < 0 {
		end++
	}
	return from + len(bytes.TrimRight(data[from:end], " \t"))
}

// stringEnd returns the offset behind the closing quotes.
func stringEnd(data []byte, from int, quotes string, escapes bool) int {
	for i := from; i < len(data); i++ {
		if escapes && data[i] == '\\' {
			i++
			continue
		}
		if !bytes.HasPrefix(data[i:], []byte(quotes)) {
			continue
		}
		i += len(quotes)
		for n := 0; len(quotes) == 3 && n < 2 && i < len(data) && data[i] == quotes[0]; n++ {
			i++ // up to two quotes that belong to the text precede the closing ones
		}
		return i
	}
	return len(data)
}

// bracketEnd returns the offset behind the bracket that closes the one at from.
func bracketEnd(data []byte, from int) int {
	for i, depth := from, 0; i < len(data); {
		switch data[i] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'':
			i = valueEnd(data, i)
			continue
		case '#':
			for i < len(data) && data[i] != '\n' {
				i++
			}
			continue
		}
		i++
	}
	return len(data)
}

// find returns the index of the expression with a path: the key itself, or the header of a table.
func (o *outline) find(path []string, header bool) int {
	return slices.IndexFunc(o.phrases, func(p phraseOf) bool { return p.header == header && slices.Equal(p.path, path) })
}

// setKey gives a key a value.
func setKey(data []byte, e Edit) ([]byte, error) {
	value, err := written(e.Value)
	if err != nil {
		return nil, fmt.Errorf("changing %s: %w", e.Key, err)
	}
	o, path := outlineOf(data), source.KeyParts(e.Key)
	if i := o.find(path, false); i >= 0 {
		v := o.phrases[i].value
		return splice(data, v[0], v[1], value), nil
	}
	if len(path) == 0 || o.find(path, true) >= 0 {
		return nil, byHand(e.Key)
	}
	return o.add(path, value, e.Key)
}

// add adds a key behind the last one of its table, or a table with it at the end of the file.
func (o *outline) add(path []string, value, key string) ([]byte, error) {
	table, name := path[:len(path)-1], path[len(path)-1]
	last, dotted := -1, ""
	for i, p := range o.phrases {
		switch {
		case p.header && slices.Equal(p.path, table):
			last, dotted = i, ""
		case !p.header && !p.inline && len(p.path) > len(table) && len(p.in) <= len(table) &&
			slices.Equal(p.path[:len(table)], table):
			if last, dotted = i, ""; len(p.in) < len(table) {
				dotted = source.Key(table[len(p.in):]...) + "."
			}
		}
	}
	eol := endOfLine(o.data)
	line := dotted + source.Key(name) + " = " + value + eol
	if last < 0 && len(table) > 0 {
		if _, err := strconv.Atoi(table[len(table)-1]); err == nil {
			return nil, byHand(key)
		}
		return append(closed(o.data, eol), eol+"["+source.Key(table...)+"]"+eol+line...), nil
	}
	if last < 0 { // the first key of the file
		at := 0
		if bytes.HasPrefix(o.data, []byte("\ufeff")) {
			at = len("\ufeff")
		}
		if len(o.phrases) > 0 {
			at = o.phrases[0].start
			line += eol
		}
		return splice(o.data, at, at, line), nil
	}
	p := o.phrases[last]
	whole := o.data[p.start:p.end]
	indent := whole[:len(whole)-len(bytes.TrimLeft(whole, " \t"))]
	at := p.end
	if at > 0 && o.data[at-1] != '\n' {
		line = eol + string(indent) + strings.TrimSuffix(line, eol)
	} else {
		line = string(indent) + line
	}
	return splice(o.data, at, at, line), nil
}

// removeKey removes a key with its lines, or a table with everything in it.
func removeKey(data []byte, key string) ([]byte, error) {
	o, path := outlineOf(data), source.KeyParts(key)
	if i := o.find(path, false); i >= 0 {
		if o.phrases[i].inline {
			return nil, byHand(key)
		}
		return splice(data, o.phrases[i].start, o.phrases[i].end, ""), nil
	}
	from, to := o.span(path)
	if from < 0 {
		return nil, byHand(key)
	}
	return splice(data, from, to, ""), nil
}

// span returns the lines of a table and all tables within it, with the comment right above it; -1 if it has no header.
func (o *outline) span(path []string) (from, to int) {
	i := o.find(path, true)
	if i < 0 {
		return -1, -1
	}
	from, to = o.comment(o.phrases[i].start), len(o.data)
	for _, p := range o.phrases[i+1:] {
		if p.header && !(len(p.path) > len(path) && slices.Equal(p.path[:len(path)], path)) {
			return from, o.comment(p.start)
		}
	}
	return from, to
}

// comment returns where the lines of comment right above a line begin, or the line itself.
func (o *outline) comment(start int) int {
	for start > 0 {
		above, _ := o.line(start-1, start-1)
		if !bytes.HasPrefix(bytes.TrimLeft(o.data[above:start], " \t"), []byte("#")) {
			break
		}
		start = above
	}
	return start
}

// insertTable adds an element to a list of tables: before the one that the key names, or behind the last.
func insertTable(data []byte, e Edit) ([]byte, error) {
	o, path := outlineOf(data), source.KeyParts(e.Key)
	if len(path) == 0 {
		return nil, byHand(e.Key)
	}
	at := -1
	if _, err := strconv.Atoi(path[len(path)-1]); err == nil {
		at, _ = o.span(path)
		path = path[:len(path)-1]
	}
	eol := endOfLine(data)
	var names []string
	for _, p := range path {
		if _, err := strconv.Atoi(p); err != nil {
			names = append(names, p)
		}
	}
	text := "[[" + source.Key(names...) + "]]\n" + strings.TrimRight(e.Table, "\n") + "\n"
	text = strings.ReplaceAll(text, "\n", eol)
	if at >= 0 {
		return splice(data, at, at, text+eol), nil
	}
	for i := 0; ; i++ {
		element := append(slices.Clone(path), strconv.Itoa(i))
		_, to := o.span(element)
		if to < 0 {
			break
		}
		at = to
	}
	if at < 0 && len(names) != len(path) { // the first element of a list within an element
		_, at = o.span(path[:len(path)-1])
	}
	if at < 0 {
		at = len(data)
	}
	before := closed(slices.Clone(data[:at]), eol)
	if !bytes.HasSuffix(before, []byte(eol+eol)) && len(before) > 0 {
		before = append(before, eol...)
	}
	if at < len(data) {
		text += eol
	}
	return append(append(before, text...), data[at:]...), nil
}

// endOfLine returns how the lines of a file end.
func endOfLine(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// closed returns data with an end to its last line.
func closed(data []byte, eol string) []byte {
	if data = slices.Clone(data); len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, eol...)
	}
	return data
}

// splice returns data with new text from one offset to another.
func splice(data []byte, from, to int, text string) []byte {
	return slices.Concat(data[:from], []byte(text), data[to:])
}

// written returns a value as TOML writes it.
func written(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return Quoted(v), nil
	case bool, int, int64:
		return fmt.Sprint(v), nil
	case float64:
		if text := strconv.FormatFloat(v, 'f', -1, 64); strings.ContainsRune(text, '.') {
			return text, nil
		} else {
			return text + ".0", nil
		}
	}
	list := reflect.ValueOf(v)
	if list.Kind() != reflect.Slice {
		return "", fmt.Errorf("a value of type %T has no form in TOML", v)
	}
	var items []string
	for i := range list.Len() {
		item, err := written(list.Index(i).Interface())
		if err != nil {
			return "", err
		}
		items = append(items, item)
	}
	return "[" + strings.Join(items, ", ") + "]", nil
}

// Quoted returns text as a basic string of TOML.
func Quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r): // joiners are letters of Persian and Hindi
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// differOnly reports whether two files differ at most in what an edit changes.
func differOnly(before, after map[string]any, e Edit) bool {
	path := source.KeyParts(e.Key)
	if _, err := strconv.Atoi(path[len(path)-1]); err == nil && e.Value == nil {
		return reflect.DeepEqual(without(before, path), without(after, []string{""})) // the next element has its number now
	}
	return reflect.DeepEqual(without(before, path), without(after, path))
}

// without returns a copy of a value without what a path leads to, and without tables and lists that are empty.
func without(v any, path []string) any {
	if len(path) == 0 {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, inner := range v {
			if name == path[0] {
				inner = without(inner, path[1:])
			}
			if of := reflect.ValueOf(inner); inner != nil && !((of.Kind() == reflect.Map || of.Kind() == reflect.Slice) &&
				of.Len() == 0) {
				out[name] = inner
			}
		}
		return out
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(v) {
			return v
		}
		out := slices.Clone(v)
		if inner := without(v[i], path[1:]); inner != nil {
			out[i] = inner
		} else {
			out = slices.Delete(out, i, i+1)
		}
		return out
	}
	return v
}

// Reorder moves an element of a list of tables, with everything in it and the comment right above it, before the
// element that is number to of the list once it is taken out; a larger number means the end. Everything else keeps its
// bytes.
func Reorder(file string, data []byte, key string, to int) ([]byte, error) {
	before, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	path := source.KeyParts(key)
	if len(path) < 2 {
		return nil, byHand(key)
	}
	at, err := strconv.Atoi(path[len(path)-1])
	start, end := outlineOf(data).span(path)
	if err != nil || start < 0 || to < 0 {
		return nil, byHand(key)
	}
	eol := endOfLine(data)
	text := closed(data[start:end], eol)
	if !bytes.HasSuffix(text, []byte(eol+eol)) {
		text = append(text, eol...)
	}
	rest := splice(data, start, end, "")
	list := path[:len(path)-1]
	into, _ := outlineOf(rest).span(append(slices.Clone(list), strconv.Itoa(to)))
	for last := to - 1; into < 0 && last >= 0; last-- {
		if _, behind := outlineOf(rest).span(append(slices.Clone(list), strconv.Itoa(last))); behind >= 0 {
			to, into = last+1, behind
			if head := closed(rest[:into], eol); !bytes.HasSuffix(head, []byte(eol+eol)) {
				rest = slices.Concat(head, []byte(eol), rest[into:])
				into = len(head) + len(eol)
			}
		}
	}
	if into < 0 {
		return slices.Clone(data), nil // it is the only element
	}
	changed := splice(rest, into, into, string(text))
	after, problems := source.ParseTOML(file, changed)
	if len(problems) > 0 || !reflect.DeepEqual(permuted(whole(before), list, at, to), any(whole(after))) {
		return nil, byHand(key)
	}
	return changed, nil
}

// permuted returns a copy of a value in which element at of the list at a path is number to.
func permuted(v any, path []string, at, to int) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if len(path) > 0 {
			out[path[0]] = permuted(v[path[0]], path[1:], at, to)
		}
		return out
	case []any:
		out := slices.Clone(v)
		if len(path) == 0 {
			one := out[at]
			return slices.Insert(slices.Delete(out, at, at+1), to, one)
		}
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(out) {
			out[i] = permuted(v[i], path[1:], at, to)
		}
		return out
	}
	return v
}

// Element returns the text of an element of a list of tables below its header, for Edit.Table.
func Element(file string, data []byte, key string) (string, error) {
	if _, problems := source.ParseTOML(file, data); len(problems) > 0 {
		return "", problems
	}
	o, path := outlineOf(data), source.KeyParts(key)
	i := o.find(path, true)
	if i < 0 || !o.phrases[i].list {
		return "", byHand(key)
	}
	_, end := o.span(path)
	return strings.TrimSpace(string(data[o.phrases[i].end:end])) + "\n", nil
}

// whole returns the values of a file.
func whole(d *source.Document) map[string]any {
	all, _ := d.At("").(map[string]any)
	return all
}

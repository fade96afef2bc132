package source

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

// The limits of a TOML file.
const (
	// MaxTOML is the most bytes a TOML file may have. An event or template written by hand is below 50 KiB; 1 MiB is
	// some other file.
	MaxTOML = 1 << 20
	// maxDepth is how deep tables and lists may nest. Templates nest groups in groups, each two levels (the list and
	// its table).
	maxDepth = 64
	// maxKey is the most bytes a part of a key may have. Our keys are below 20; names that people choose for roles and
	// phrases are a few words.
	maxKey = 256
	// maxKeys is the most keys a table may have: the search for duplicate keys is quadratic and takes 50 ms at the
	// limit.
	maxKeys = 4096
)

// Document is a well-formed TOML file with the place of every key. It is immutable.
type Document struct {
	file  string
	root  *node
	value map[string]any
}

// ParseTOML reads a TOML 1.0 document of at most MaxTOML bytes; file is its
// name in messages. A byte order mark is skipped. The document is nil when there
// are problems: malformed text, a key given twice, a file too large or too deep.
func ParseTOML(file string, data []byte) (*Document, Problems) {
	if p := unreadable(file, data); p != nil {
		return nil, Problems{*p}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	t := newText(data)
	root, err := t.mapPlaces()
	if err != nil {
		return nil, Problems{t.malformed(file, err)}
	}
	d := &Document{file: file, root: root}
	if err := toml.Unmarshal(data, &d.value); err != nil {
		return nil, Problems{t.malformed(file, err)}
	}
	return d, nil
}

// unreadable returns the problem of a file that is not text in UTF-8.
func unreadable(file string, data []byte) *Problem {
	switch {
	case len(data) > MaxTOML:
		return &Problem{Code: "toml-limit", File: file,
			Message: fmt.Sprintf("the file has %s bytes, more than the %s that are read", grouped(len(data)),
				grouped(MaxTOML)),
			Hint: "settings are a few kilobytes of text; is this another file under their name?"}
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return &Problem{Code: "toml-encoding", File: file, Line: 1, Column: 1,
			Message: "the file is in UTF-16", Hint: "save it again in UTF-8"}
	case !utf8.Valid(data):
		t := newText(data)
		at := t.spot(len(data) - len(invalidTail(data)))
		return &Problem{Code: "toml-encoding", File: file, Line: at.line, Column: at.column,
			Message: "the file is not in UTF-8", Hint: "save it again in UTF-8"}
	}
	return nil
}

// invalidTail returns data from its first byte that is not valid UTF-8.
func invalidTail(data []byte) []byte {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		data = data[size:]
	}
	return data
}

// At returns the value of a key, nil if the file does not have it: a string, number, bool, date, list or table. The key
// "" is the whole file. The value must not be changed.
func (d *Document) At(key string) any {
	var v any = d.value
	for _, part := range KeyParts(key) {
		switch in := v.(type) {
		case map[string]any:
			v = in[part]
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(in) {
				return nil
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}

// Position returns the line and column, from 1, of a key's value or a table's header: Position("badges.sheet"),
// Position("boxes.3.children.0.text") with list elements counted from 0, Position(`text."my.key"`). For a key that the
// file does not have, it returns the position of the nearest enclosing table, or 0, 0 if that is the whole file.
func (d *Document) Position(key string) (line, column int) {
	n, _ := d.find(key)
	return n.value.line, n.value.column
}

// Has reports whether the file contains key.
func (d *Document) Has(key string) bool {
	_, ok := d.find(key)
	return ok
}

// Keys returns the keys of a table in file order, or nil if key is not a table. The key "" is the whole document.
func (d *Document) Keys(key string) []string {
	n, ok := d.find(key)
	if !ok {
		return nil
	}
	return n.names
}

// Entries returns the keys of all entries of a table or list in file order, in the form that Position reads: "boxes.0"
// and "boxes.1" for the list "boxes". It is nil if key is neither or the file does not have it.
func (d *Document) Entries(key string) []string {
	n, ok := d.find(key)
	if !ok {
		return nil
	}
	var entries []string
	for i := range n.elements {
		entries = append(entries, fmt.Sprintf("%s.%d", key, i))
	}
	for _, name := range n.names {
		entries = append(entries, key+"."+Key(name))
	}
	return entries
}

// Problem returns an error at the position of key.
func (d *Document) Problem(code, key, message, hint string) Problem {
	line, column := d.Position(key)
	return Problem{Code: code, File: d.file, Line: line, Column: column, Message: message, Hint: hint}
}

// Key joins the parts of a key in the form that Position reads, quoting parts that are not bare TOML keys.
func Key(parts ...string) string {
	quoted := make([]string, len(parts))
	for i, p := range parts {
		quoted[i] = p
		if p == "" || strings.ContainsFunc(p, func(r rune) bool { return !isBare(r) }) {
			quoted[i] = strconv.Quote(p)
		}
	}
	return strings.Join(quoted, ".")
}

func isBare(r rune) bool {
	return r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// find returns the node of key, or the nearest enclosing node.
func (d *Document) find(key string) (*node, bool) {
	n := d.root
	for key != "" {
		var part string
		part, key = cutKey(key)
		next := n.children[part]
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(n.elements) {
			next = n.elements[i]
		}
		if next == nil {
			return n, false
		}
		n = next
	}
	return n, true
}

// cutKey splits off the first part of a key.
func cutKey(key string) (part, rest string) {
	if quoted, err := strconv.QuotedPrefix(key); err == nil {
		if part, err := strconv.Unquote(quoted); err == nil {
			return part, strings.TrimPrefix(key[len(quoted):], ".")
		}
	}
	part, rest, _ = strings.Cut(key, ".")
	return part, rest
}

// KeyParts returns the parts of a key.
func KeyParts(key string) (path []string) {
	for key != "" {
		var part string
		part, key = cutKey(key)
		path = append(path, part)
	}
	return path
}

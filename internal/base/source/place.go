package source

import (
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// spot is a line and a column, both from 1.
type spot struct{ line, column int }

// node holds the place of one key, and of everything below it.
type node struct {
	key, value spot             // where the key begins, and where its value begins
	names      []string         // of a table, in file order
	children   map[string]*node // of a table
	elements   []*node          // of a list
}

// child returns the node of a key of table n, creating it at the spot if it is new.
func (n *node) child(name string, at spot) *node {
	if c := n.children[name]; c != nil {
		return c
	}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	c := &node{key: at, value: at}
	n.children[name] = c
	n.names = append(n.names, name)
	return c
}

// element appends an element to list n.
func (n *node) element(at spot) *node {
	e := &node{key: at, value: at}
	n.elements = append(n.elements, e)
	return e
}

// text finds lines and columns in a document. It remembers the last place found, so a scan along a very long line stays
// linear.
type text struct {
	data   []byte
	lines  []int // offset of each line
	offset int   // of the last place found
	last   spot
}

func newText(data []byte) *text {
	t := &text{data: data, lines: []int{0}, last: spot{1, 1}}
	for i, c := range data {
		if c == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// spot returns the place of a byte offset; columns count characters.
func (t *text) spot(offset int) spot {
	line := sort.SearchInts(t.lines, offset+1)
	from, column := t.lines[line-1], 1
	if line == t.last.line && offset >= t.offset {
		from, column = t.offset, t.last.column
	}
	t.offset, t.last = offset, spot{line, column + utf8.RuneCount(t.data[from:offset])}
	return t.last
}

// limitError is the place where a document exceeds a limit.
type limitError struct {
	spot
	message string
}

func (e *limitError) Error() string { return e.message }

// step goes from table n to the value of one key, which lies depth levels deep.
func (t *text) step(n *node, key *unstable.Node, depth int) (*node, error) {
	at := t.spot(int(key.Raw.Offset))
	if len(key.Data) > maxKey {
		return nil, &limitError{at, fmt.Sprintf("a key has %d bytes, more than the %d that are read", len(key.Data),
			maxKey)}
	}
	c := n.child(string(key.Data), at)
	if len(n.names) > maxKeys {
		return nil, &limitError{at, fmt.Sprintf("a table has more than %d keys", maxKeys)}
	}
	return c, deeper(depth, at)
}

// deeper returns an error if depth exceeds the limit.
func deeper(depth int, at spot) error {
	if depth < maxDepth {
		return nil
	}
	return &limitError{at, fmt.Sprintf("tables and lists are nested more than %d deep", maxDepth)}
}

// mapPlaces returns the places of all keys of the document as a tree. Expressions come in file order; a header selects
// the table for the key-values after it.
func (t *text) mapPlaces() (*node, error) {
	root := &node{}
	table, depth := root, 0
	var p unstable.Parser
	p.Reset(t.data)
	for p.NextExpression() {
		e := p.Expression()
		var err error
		if e.Kind == unstable.KeyValue {
			err = t.keyValue(table, e, depth)
		} else {
			table, depth, err = t.header(root, e)
		}
		if err != nil {
			return nil, err
		}
	}
	return root, p.Error()
}

// header finds the table that [name] or [[name]] opens, and its depth. A list of tables along the way means its last
// element.
func (t *text) header(root *node, e *unstable.Node) (n *node, depth int, err error) {
	n, depth = root, 0
	for keys := e.Key(); keys.Next(); {
		if len(n.elements) > 0 {
			n = n.elements[len(n.elements)-1]
			depth++
		}
		depth++
		if n, err = t.step(n, keys.Node(), depth); err != nil {
			return nil, 0, err
		}
	}
	if e.Kind == unstable.ArrayTable {
		return n.element(t.last), depth + 1, nil
	}
	if len(n.children) == 0 {
		n.value = t.last
	}
	return n, depth, nil
}

// keyValue records a key of table n and its whole value.
func (t *text) keyValue(n *node, e *unstable.Node, depth int) error {
	end := 0
	for keys := e.Key(); keys.Next(); {
		key := keys.Node()
		end = int(key.Raw.Offset + key.Raw.Length)
		depth++
		var err error
		if n, err = t.step(n, key, depth); err != nil {
			return err
		}
	}
	for end < len(t.data) && (t.data[end] == ' ' || t.data[end] == '\t' || t.data[end] == '=') {
		end++
	}
	return t.fill(n, e.Value(), t.spot(end), depth)
}

// fill records the value v, which begins at the spot, in n. The parser gives no place for a list within a list, so it
// gets the place of the outer list.
func (t *text) fill(n *node, v *unstable.Node, at spot, depth int) error {
	if err := deeper(depth, at); err != nil {
		return err
	}
	n.value = at
	for items := v.Children(); items.Next(); {
		item := items.Node()
		var err error
		if v.Kind == unstable.InlineTable {
			err = t.keyValue(n, item, depth)
		} else {
			if item.Raw.Length > 0 {
				at = t.spot(int(item.Raw.Offset))
			}
			err = t.fill(n.element(at), item, at, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

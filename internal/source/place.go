package source

import (
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// spot is a line and a column, both from 1.
type spot struct{ line, column int }

// node is the place of one key, and of what lies below it.
type node struct {
	key, value spot             // where the key and where its value begin
	names      []string         // of a table, in the order of the file
	children   map[string]*node // of a table
	elements   []*node          // of a list
}

// child returns the node of a key of table n, made at the spot when it is new.
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

// text finds lines and columns in a document.
type text struct {
	data  []byte
	lines []int // offset of each line
}

func newText(data []byte) text {
	t := text{data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// spot returns the place of a byte offset; columns count characters.
func (t text) spot(offset int) spot {
	line := sort.SearchInts(t.lines, offset+1)
	return spot{line, utf8.RuneCount(t.data[t.lines[line-1]:offset]) + 1}
}

// deepError is the place where a document nests deeper than maxDepth.
type deepError struct{ spot }

func (e *deepError) Error() string {
	return "tables and lists lie more than " + strconv.Itoa(maxDepth) + " deep in each other"
}

// mapPlaces returns the tree of the places of every key in the document.
// The expressions follow each other in the order of the file; a header changes
// the table that the key-values after it belong to.
func (t text) mapPlaces() (*node, error) {
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

// header finds the table that [name] or [[name]] opens, and its depth. A name
// on the way that is a list of tables stands for its last element.
func (t text) header(root *node, e *unstable.Node) (*node, int, error) {
	n, depth := root, 0
	var at spot
	for keys := e.Key(); keys.Next(); {
		if len(n.elements) > 0 {
			n = n.elements[len(n.elements)-1]
			depth++
		}
		k := keys.Node()
		at = t.spot(int(k.Raw.Offset))
		n = n.child(string(k.Data), at)
		if depth++; depth >= maxDepth {
			return nil, 0, &deepError{at}
		}
	}
	if e.Kind == unstable.ArrayTable {
		return n.element(at), depth + 1, nil
	}
	if len(n.children) == 0 {
		n.value = at
	}
	return n, depth, nil
}

// keyValue records a key of table n and all of its value.
func (t text) keyValue(n *node, e *unstable.Node, depth int) error {
	end := 0
	for keys := e.Key(); keys.Next(); {
		k := keys.Node()
		at := t.spot(int(k.Raw.Offset))
		n = n.child(string(k.Data), at)
		end = int(k.Raw.Offset + k.Raw.Length)
		if depth++; depth >= maxDepth {
			return &deepError{at}
		}
	}
	for end < len(t.data) && (t.data[end] == ' ' || t.data[end] == '\t' || t.data[end] == '=') {
		end++
	}
	return t.fill(n, e.Value(), t.spot(end), depth)
}

// fill records the value v, which begins at the spot, as that of n. The parser
// gives no place for a list in a list; it takes that of the list around it.
func (t text) fill(n *node, v *unstable.Node, at spot, depth int) error {
	if depth >= maxDepth {
		return &deepError{at}
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

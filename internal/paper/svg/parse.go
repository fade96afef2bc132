package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The namespaces read (SVG 1.1, 5.1; XLink 1.1, 3).
const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// node is an SVG element. Elements of other namespaces are ignored.
type node struct {
	name       string
	attributes map[string]string // xlink:href is href
	at, end    int               // offsets in the file: from its first byte to behind its last
	parent     *node             // nil: the root
	children   []*node
	text       []byte // of title, style, text and tspan, without that of children
	words      bool   // it contains text other than spaces

	declared map[string]string // properties, cached
}

// encodingError is the name of an encoding that is not UTF-8.
type encodingError string

func (e encodingError) Error() string { return "encoding " + string(e) }

// parse reads the file into a tree and returns its root, or nil on failure.
func (d *drawing) parse() *node {
	x := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(d.data, []byte("\ufeff"))))
	mark := int64(len(d.data)) - int64(len(bytes.TrimPrefix(d.data, []byte("\ufeff"))))
	x.CharsetReader = func(name string, _ io.Reader) (io.Reader, error) { return nil, encodingError(name) }
	var root *node
	var open []*node
	elements := 0
	for !d.full {
		at := int(x.InputOffset() + mark)
		token, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			d.broken(int(x.InputOffset()+mark), err)
			return nil
		}
		switch t := token.(type) {
		case xml.Directive:
			if x.Entity = d.entities(at, string(t)); d.full {
				return nil
			}
		case xml.ProcInst:
			if t.Target == "xml-stylesheet" {
				d.fault(at, "the style sheet is in another file", "save it again with its styles embedded")
			}
		case xml.StartElement:
			n := d.begin(t, at, root == nil)
			if n == nil {
				if root == nil {
					return nil
				}
				if err := x.Skip(); err != nil {
					d.broken(int(x.InputOffset()+mark), err)
					return nil
				}
				continue
			}
			if elements++; elements > maxElements {
				d.limit(n, fmt.Sprintf("there are more than %d elements", maxElements))
			}
			if len(open) == maxDepth {
				d.limit(n, fmt.Sprintf("elements are nested more than %d deep", maxDepth))
			}
			switch {
			case root == nil:
				root = n
			case len(open) == 0:
				d.refuse(n, "the file has more than one svg element at the top level",
					"save each picture in its own file")
				return nil
			default:
				parent := open[len(open)-1]
				n.parent, parent.children = parent, append(parent.children, n)
			}
			open = append(open, n)
		case xml.EndElement:
			n := open[len(open)-1]
			if n.end = int(x.InputOffset() + mark); n.name == "style" {
				d.readSheet(n)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].add(t)
			}
		}
	}
	if root == nil && len(d.problems) == 0 {
		d.fault(0, "there is no <svg> element in the file", "save it again as SVG")
	}
	return root
}

// add keeps the text of an element.
func (n *node) add(text xml.CharData) {
	n.words = n.words || len(bytes.TrimSpace(text)) > 0
	if n.name == "style" || n.name == "title" || n.name == "text" || n.name == "tspan" {
		n.text = append(n.text, text...)
	}
}

// broken records that the file is not well-formed.
func (d *drawing) broken(at int, err error) {
	var encoding encodingError
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &encoding):
		d.fault(at, fmt.Sprintf("the file is in the encoding %q", short(string(encoding))), "save it again as UTF-8")
	case errors.As(err, &syntax):
		d.fault(at, "this is not well-formed XML: "+short(syntax.Msg), "save it again as plain SVG")
	default:
		d.fault(at, "this is not XML", "save it again as plain SVG")
	}
}

// begin makes a node, and refuses what must not be in a file at all. It returns nil for an element of another
// namespace.
func (d *drawing) begin(t xml.StartElement, at int, root bool) *node {
	if t.Name.Space != svgSpace && t.Name.Space != "" || root && t.Name.Local != "svg" {
		if root {
			d.fault(at, fmt.Sprintf("the file begins with <%s>, so it is not SVG", short(t.Name.Local)),
				"save it again as SVG")
		}
		return nil
	}
	n := &node{name: t.Name.Local, at: at, attributes: map[string]string{}}
	for _, a := range t.Attr {
		key := a.Name.Local
		switch {
		case key == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace || a.Name.Space == "xlink"):
			if _, both := n.attributes[key]; both && a.Name.Space != "" {
				continue // the attribute without xlink wins
			}
		case a.Name.Space != "":
			continue
		case len(key) > 2 && strings.EqualFold(key[:2], "on"):
			d.refuse(n, fmt.Sprintf("%s=\"…\" is a script", short(key)), "remove it: scripts in pictures never run")
		}
		n.attributes[key] = a.Value
	}
	if id := n.attributes["id"]; id != "" && d.ids[id] == nil {
		d.ids[id] = n
	}
	switch n.name {
	case "script":
		d.refuse(n, "there is a script", "remove it: scripts in pictures never run")
	case "foreignObject":
		if n.attributes["requiredExtensions"] != "" {
			break // the private data of an editor, which nothing else draws
		}
		d.refuse(n, "there is a foreignObject, whose content is not SVG",
			"draw it as shapes, or save the picture as PNG")
	}
	if href := strings.TrimSpace(n.attributes["href"]); href != "" && href[0] != '#' && n.name != "a" &&
		n.name != "image" {
		d.refuse(n, fmt.Sprintf("<%s> refers to %q, outside the file", short(n.name), short(href)),
			"embed it in the file")
	}
	return n
}

package slides

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/work/draft"
)

// The limits of what is read, against files that expand to more than memory holds.
const (
	maxPart     = 32 << 20  // bytes of one unpacked part of a presentation
	maxUnpacked = 128 << 20 // bytes of all parts that are read
	maxParts    = 10_000    // parts of a presentation: one of 100 slides has 500
	maxElements = 100_000   // XML elements of a part: a slide of 100 shapes has 5,000
	maxDepth    = 200       // nested XML elements
)

// element is an element of an XML part. Namespaces are dropped: the names that are read differ without them.
type element struct {
	name     string
	attrs    map[string]string // by local name; r:id is "r:id"
	children []*element
	text     string
}

// first returns the first descendant that a path of names leads to; nil for none. It may be called on nil.
func (e *element) first(names ...string) *element {
	for _, n := range names {
		if e == nil {
			return nil
		}
		var found *element
		for _, c := range e.children {
			if c.name == n {
				found = c
				break
			}
		}
		e = found
	}
	return e
}

// attr returns an attribute, "" for none. It may be called on nil.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	return e.attrs[name]
}

// is reports whether an attribute says yes: programs write 1 or true. It may be called on nil.
func (e *element) is(name string) bool { return yes(e.attr(name)) }

// yes and no read a value of the type boolean: ECMA-376, 22.9.2.7.
func yes(v string) bool { return v == "1" || v == "true" || v == "on" }
func no(v string) bool  { return v == "0" || v == "false" || v == "off" }

// number returns an attribute as a whole number, 0 for none.
func (e *element) number(name string) int64 {
	n, err := strconv.ParseInt(e.attr(name), 10, 64)
	const most = 1 << 40
	if err != nil || n > most || n < -most {
		return 0
	}
	return n
}

// archive is the parts of a presentation.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	trees map[string]*element
}

var errLarge = errors.New("it unpacks to more than a presentation needs")

// openArchive reads the directory of a ZIP file.
func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, fmt.Errorf("it has more than %d parts", maxParts)
	}
	a := &archive{files: map[string]*zip.File{}, left: maxUnpacked, trees: map[string]*element{}}
	for _, f := range z.File {
		a.files[f.Name] = f
	}
	return a, nil
}

// part returns the content of a part; nil if there is none.
func (a *archive) part(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	most := min(maxPart, a.left)
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(data)) > most {
		return nil, errLarge
	}
	a.left -= int64(len(data))
	return data, err
}

// tree returns an XML part as elements; nil if there is none.
func (a *archive) tree(name string) (*element, error) {
	if e, ok := a.trees[name]; ok {
		return e, nil
	}
	data, err := a.part(name)
	if err != nil || data == nil {
		return nil, err
	}
	e, err := parseXML(data)
	if err != nil {
		return nil, fmt.Errorf("its part %s: %w", source.Quote(name), err)
	}
	a.trees[name] = e
	return e, nil
}

// parseXML reads elements within the limits. Declarations of entities are refused.
func parseXML(data []byte) (*element, error) {
	x := xml.NewDecoder(bytes.NewReader(data))
	root := &element{}
	open := []*element{root}
	for count := 0; ; {
		token, err := x.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			return nil, errors.New("a document type is not read")
		case xml.StartElement:
			if count++; count > maxElements || len(open) > maxDepth {
				return nil, errors.New("it has more elements than a slide needs")
			}
			e := &element{name: t.Name.Local, attrs: map[string]string{}}
			for _, at := range t.Attr {
				name := at.Name.Local
				if at.Name.Space == "r" {
					name = "r:" + name
				}
				e.attrs[name] = at.Value
			}
			parent := open[len(open)-1]
			parent.children = append(parent.children, e)
			open = append(open, e)
		case xml.EndElement:
			if len(open) == 1 || open[len(open)-1].name != t.Name.Local {
				return nil, errors.New("its elements do not close")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if e := open[len(open)-1]; e.name == "t" && len(e.text) < draft.MaxWords {
				e.text += string(t)
			}
		}
	}
	if len(root.children) == 0 || len(open) > 1 {
		return nil, errors.New("it ends too early")
	}
	return root.children[len(root.children)-1], nil
}

// relations returns the targets of a part's relations by id, those within the archive.
func (a *archive) relations(part string) (targets map[string]relation, err error) {
	e, err := a.tree(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if err != nil || e == nil {
		return nil, err
	}
	targets = map[string]relation{}
	for _, r := range e.children {
		if r.attr("TargetMode") == "External" {
			continue
		}
		to := r.attr("Target")
		if strings.HasPrefix(to, "/") {
			to = to[1:]
		} else {
			to = path.Join(path.Dir(part), to)
		}
		targets[r.attr("Id")] = relation{path.Base(r.attr("Type")), to}
	}
	return targets, nil
}

// relation is a part that another part refers to, and what it is to it.
type relation struct{ kind, part string }

// ofKind returns the part that is a kind of relation, of several that with the first identifier; "" for none.
func ofKind(all map[string]relation, kind string) string {
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if r := all[id]; r.kind == kind {
			return r.part
		}
	}
	return ""
}

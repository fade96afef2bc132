package artwork

import (
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/fault"
)

// left are the keys of dictionaries that are left behind: what is not painted,
// and what leads out of the page.
var left = map[name]bool{
	"Metadata": true, "PieceInfo": true, "LastModified": true, "StructParent": true, "StructParents": true,
	"OC": true, "OPI": true, "Alternates": true, "AF": true, "AA": true, "A": true, "JS": true, "Annots": true,
	"Parent": true, "Ref": true, "PS": true, "Level1": true, "Measure": true, "PtData": true, "EF": true, "Thumb": true,
}

// strange are the types of dictionaries that no painting needs.
var strange = map[name]bool{
	"Page": true, "Pages": true, "Catalog": true, "Annot": true, "Action": true, "Filespec": true, "EmbeddedFile": true,
	"OCG": true, "OCMD": true, "StructElem": true, "StructTreeRoot": true, "Outlines": true, "ObjStm": true, "XRef": true, "Sig": true,
}

// append appends v as the new file has it.
func (c *cutter) append(b []byte, v value, as role) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case number:
		return append(b, v...), nil
	case name:
		return appendName(b, v), nil
	case text:
		return appendLiteral(b, v), nil
	case ref:
		return c.reference(b, part{v, as})
	case array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			var err error
			if b, err = c.append(b, e, plain); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case dict:
		switch as {
		case named:
			return c.names(b, v)
		case resources:
			return c.resources(b, v)
		}
		return c.dictionary(b, v)
	}
	return nil, damaged("a stream lies in another object")
}

// reference appends a reference to an object, which is written later.
func (c *cutter) reference(b []byte, p part) ([]byte, error) {
	id, ok := c.numbers[p]
	if !ok {
		v, err := c.get(p.ref)
		if err != nil {
			return nil, err
		}
		d, _ := v.(dict)
		if s, isStream := v.(*stream); isStream {
			d = s.dict
		}
		if v == nil || isStrange(d) {
			return append(b, "null"...), nil
		}
		if id = len(c.offsets); id > maxObjects {
			return nil, tooMuch("its page has more than %d parts", maxObjects)
		}
		c.offsets = append(c.offsets, 0)
		c.numbers[p], c.queue = id, append(c.queue, p)
	}
	return append(append(b, itoa(id)...), " 0 R"...), nil
}

func isStrange(d dict) bool {
	kind, _ := d["Type"].(name)
	return strange[kind]
}

// dictionary appends a dictionary with its keys in order.
func (c *cutter) dictionary(b []byte, d dict) ([]byte, error) {
	if isStrange(d) {
		return append(b, "null"...), nil
	}
	if layer, ok := d["OC"]; ok {
		if err := c.visible(layer); err != nil {
			return nil, err
		}
	}
	if err := c.font(d); err != nil {
		return nil, err
	}
	b = append(b, "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if left[key] {
			continue
		}
		as := plain
		switch key {
		case "Resources":
			as = resources
		case "CharProcs", "Colorants":
			as = named
		}
		var err error
		if b, err = c.append(append(appendName(b, key), ' '), d[key], as); err != nil {
			return nil, err
		}
	}
	if d["Resources"] == nil && (d["Subtype"] == name("Form") || d["Subtype"] == name("Type3")) { // old files mean those of the page
		b = append(append(append(b, "/Resources "...), itoa(idResources)...), " 0 R"...)
	}
	return append(b, ">>"...), nil
}

// names appends a dictionary whose keys are the file's own.
func (c *cutter) names(b []byte, d dict) ([]byte, error) {
	b = append(b, "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		var err error
		if b, err = c.append(append(appendName(b, key), ' '), d[key], plain); err != nil {
			return nil, err
		}
	}
	return append(b, ">>"...), nil
}

// resources appends what painting needs of a resource dictionary. Marked
// content keeps its names and loses what they say.
func (c *cutter) resources(b []byte, d dict) ([]byte, error) {
	b = append(b, "<<"...)
	for _, kind := range []name{"ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject"} {
		if d[kind] == nil {
			continue
		}
		var err error
		if b, err = c.append(append(appendName(b, kind), ' '), d[kind], named); err != nil {
			return nil, err
		}
	}
	marks, err := c.dict(d["Properties"])
	if err != nil {
		return nil, err
	}
	if len(marks) > 0 {
		b = append(b, "/Properties<<"...)
		for _, key := range slices.Sorted(maps.Keys(marks)) {
			if err := c.visible(marks[key]); err != nil {
				return nil, err
			}
			b = append(appendName(b, key), "<<>>"...)
		}
		b = append(b, ">>"...)
	}
	return append(b, ">>"...), nil
}

// visible refuses a layer that is switched off, or one that depends on such a one.
func (c *cutter) visible(v value) error {
	layers := array{v}
	d, err := c.dict(v)
	if err != nil {
		return err
	}
	if d["Type"] == name("OCMD") {
		members, err := c.get(d["OCGs"])
		if err != nil {
			return err
		}
		layers = append(layers, d["OCGs"])
		if list, ok := members.(array); ok {
			layers = append(layers, list...)
		}
	}
	for _, l := range layers {
		if r, ok := l.(ref); ok && c.hidden[r] {
			return fault.New("it has a hidden layer", "show the layer or delete it in the program that made it, and save it again")
		}
	}
	return nil
}

// font notes a font that the file does not hold.
func (c *cutter) font(d dict) error {
	kind, _ := d["Subtype"].(name)
	if d["Type"] != name("Font") || !slices.Contains([]name{"Type1", "MMType1", "TrueType", "CIDFontType0", "CIDFontType2"}, kind) {
		return nil
	}
	descriptor, err := c.dict(d["FontDescriptor"])
	if err != nil {
		return err
	}
	if descriptor["FontFile"] == nil && descriptor["FontFile2"] == nil && descriptor["FontFile3"] == nil {
		base, err := c.get(d["BaseFont"])
		if err != nil {
			return err
		}
		n, _ := base.(name)
		c.absent[string(n)] = true
	}
	return nil
}

const hexDigits = "0123456789ABCDEF"

// appendName writes n with #xx for all that is no plain letter, digit or sign.
func appendName(b []byte, n name) []byte {
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c > ' ' && c <= '~' && c != '#' && !isDelimiter(c) {
			b = append(b, c)
		} else {
			b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return b
}

// appendLiteral writes t in parentheses.
func appendLiteral(b []byte, t text) []byte {
	b = append(b, '(')
	for i := range len(t) {
		switch c := t[i]; c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\r':
			b = append(b, `\r`...)
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

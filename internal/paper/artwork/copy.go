package artwork

import (
	"maps"
	"slices"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
)

// left are the keys of dictionaries that are not copied: those that paint nothing, and those that refer to things
// outside the page.
var left = map[cos.Name]bool{
	"Metadata": true, "PieceInfo": true, "LastModified": true, "StructParent": true, "StructParents": true,
	"OC": true, "OPI": true, "Alternates": true, "AF": true, "AA": true, "A": true, "JS": true, "Annots": true,
	"Parent": true, "Ref": true, "PS": true, "Level1": true, "Measure": true, "PtData": true, "EF": true, "Thumb": true,
}

// strange are the types of dictionaries that no painting needs.
var strange = map[cos.Name]bool{
	"Page": true, "Pages": true, "Catalog": true, "Annot": true, "Action": true, "Filespec": true, "EmbeddedFile": true,
	"OCG": true, "OCMD": true, "StructElem": true, "StructTreeRoot": true, "Outlines": true, "ObjStm": true,
	"XRef": true, "Sig": true,
}

// role is the meaning of the keys of a dictionary.
type role uint8

const (
	plain     role = iota // those of the format
	named                 // names chosen by the file
	resources             // those of a resource dictionary
)

// copy returns a copy of v for the new file, with references to new objects.
func (c *cutter) copy(v cos.Value, as role) (cos.Value, error) {
	switch v := v.(type) {
	case cos.Ref:
		return c.reference(part{v, as})
	case cos.Array:
		a := make(cos.Array, len(v))
		for i, e := range v {
			var err error
			if a[i], err = c.copy(e, plain); err != nil {
				return nil, err
			}
		}
		return a, nil
	case cos.Dict:
		switch as {
		case named:
			return c.names(v)
		case resources:
			return c.resources(v)
		}
		return c.dictionary(v)
	case cos.Keyword, *cos.Stream:
		return nil, damaged("a stream is inside another object")
	}
	return v, nil
}

// reference returns the new reference to an object, which is copied later; nil when the object is not copied.
func (c *cutter) reference(p part) (cos.Value, error) {
	id, ok := c.numbers[p]
	if !ok {
		v, err := c.Get(p.ref)
		if err != nil {
			return nil, err
		}
		d, _ := v.(cos.Dict)
		if s, isStream := v.(*cos.Stream); isStream {
			d = s.Dict
		}
		if v == nil || isStrange(d) {
			return nil, nil
		}
		if id = len(c.objects); id >= maxObjects {
			return nil, tooMuch("its page has more than %d parts", maxObjects)
		}
		c.objects = append(c.objects, nil)
		c.numbers[p], c.queue = id, append(c.queue, p)
	}
	return cos.Ref(id), nil
}

// isStrange reports whether a dictionary has a type that no painting needs.
func isStrange(d cos.Dict) bool {
	kind, _ := d["Type"].(cos.Name)
	return strange[kind]
}

// dictionary copies a dictionary of the format.
func (c *cutter) dictionary(d cos.Dict) (cos.Value, error) {
	if isStrange(d) {
		return nil, nil
	}
	if layer, ok := d["OC"]; ok {
		if err := c.visible(layer); err != nil {
			return nil, err
		}
	}
	if err := c.font(d); err != nil {
		return nil, err
	}
	out := cos.Dict{}
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
		if err := c.set(out, key, d[key], as); err != nil {
			return nil, err
		}
	}
	if d["Resources"] == nil && (d["Subtype"] == cos.Name("Form") || d["Subtype"] == cos.Name("Type3")) {
		// old files mean the resources of the page
		out["Resources"] = cos.Ref(ofResources)
	}
	return out, nil
}

// set copies v to a key of out, unless the key is not copied.
func (c *cutter) set(out cos.Dict, key cos.Name, v cos.Value, as role) error {
	v, err := c.copy(v, as)
	if v != nil {
		out[key] = v
	}
	return err
}

// names copies a dictionary whose keys the file has chosen.
func (c *cutter) names(d cos.Dict) (cos.Value, error) {
	out := cos.Dict{}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if err := c.set(out, key, d[key], plain); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// resources copies the entries of a resource dictionary that painting needs. Marked
// content keeps its names and loses its properties.
func (c *cutter) resources(d cos.Dict) (cos.Value, error) {
	out := cos.Dict{}
	for _, kind := range []cos.Name{"ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject"} {
		if err := c.set(out, kind, d[kind], named); err != nil {
			return nil, err
		}
	}
	marks, err := c.dict(d["Properties"])
	if err != nil {
		return nil, err
	}
	if len(marks) > 0 {
		kept := cos.Dict{}
		for _, key := range slices.Sorted(maps.Keys(marks)) {
			if err := c.visible(marks[key]); err != nil {
				return nil, err
			}
			kept[key] = cos.Dict{}
		}
		out["Properties"] = kept
	}
	return out, nil
}

// visible refuses a layer that is switched off or depends on such a layer.
func (c *cutter) visible(v cos.Value) error {
	layers := cos.Array{v}
	d, err := c.dict(v)
	if err != nil {
		return err
	}
	if d["Type"] == cos.Name("OCMD") {
		members, err := c.Get(d["OCGs"])
		if err != nil {
			return err
		}
		layers = append(layers, d["OCGs"])
		if list, ok := members.(cos.Array); ok {
			layers = append(layers, list...)
		}
	}
	for _, l := range layers {
		if r, ok := l.(cos.Ref); ok && c.hidden[r] {
			return fault.New("it has a hidden layer",
				"show the layer or delete it in the program that made it, and save it again")
		}
	}
	return nil
}

// font notes a font that the file does not embed.
func (c *cutter) font(d cos.Dict) error {
	kind, _ := d["Subtype"].(cos.Name)
	described := []cos.Name{"Type1", "MMType1", "TrueType", "CIDFontType0", "CIDFontType2"}
	if d["Type"] != cos.Name("Font") || !slices.Contains(described, kind) {
		return nil
	}
	descriptor, err := c.dict(d["FontDescriptor"])
	if err != nil {
		return err
	}
	if descriptor["FontFile"] == nil && descriptor["FontFile2"] == nil && descriptor["FontFile3"] == nil {
		base, err := c.Get(d["BaseFont"])
		if err != nil {
			return err
		}
		n, _ := base.(cos.Name)
		c.absent[string(n)] = true
	}
	return nil
}

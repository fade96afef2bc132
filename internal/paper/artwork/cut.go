package artwork

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/paper/page"
)

// initial resets the graphics state to its initial values (ISO 32000-1, 8.4.1), which a
// form would otherwise inherit from the page that shows it, and then paints the page.
const initial = "0 J 0 j 1 w 10 M [] 0 d 0 G 0 g 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr /P Do"

// cutter collects the objects of a page.
type cutter struct {
	*file
	objects cos.Objects
	numbers map[part]int // indices of objects
	queue   []part       // the same objects, in the order of their indices
	absent  map[string]bool
}

// part is an object to be carried over, and its role.
type part struct {
	ref  cos.Ref
	role role
}

// The objects that every page begins with.
const (
	ofState     = iota // the form that sets the graphics state and paints the next one
	ofPage             // the form with the operators of the page
	ofResources        // its resources
	first              // the objects that they need
)

// cut takes the page out of its file.
func (f *file) cut(p *onePage, bleed bool) (*Page, error) {
	used, margin, err := f.shown(p, bleed)
	if err != nil {
		return nil, err
	}
	unit, err := f.unit(p)
	if err != nil {
		return nil, err
	}
	matrix, w, h := upright(used, p.rotate, unit)
	size, err := sized(w, h)
	if err != nil {
		return nil, err
	}
	c := &cutter{file: f, objects: make(cos.Objects, first), numbers: map[part]int{}, absent: map[string]bool{}}
	c.objects[ofState] = &cos.Stream{Raw: []byte(initial), Dict: cos.Dict{
		"Type": cos.Name("XObject"), "Subtype": cos.Name("Form"),
		"BBox": numbers(0, 0, w, h), "Length": whole(len(initial)),
		"Resources": cos.Dict{"XObject": cos.Dict{"P": cos.Ref(ofPage)}}}}
	form := cos.Dict{"Type": cos.Name("XObject"), "Subtype": cos.Name("Form"),
		"BBox": numbers(used.x0, used.y0, used.x1, used.y1), "Matrix": numbers(matrix[:]...)}
	if err := c.group(form, p); err != nil {
		return nil, err
	}
	if err := c.content(form, p.dict["Contents"]); err != nil {
		return nil, err
	}
	own, err := f.dict(p.resources)
	if err != nil {
		return nil, err
	}
	if err := c.put(ofResources, own, resources); err != nil {
		return nil, err
	}
	for i := 0; i < len(c.queue); i++ { // the queue grows
		v, err := f.Object(int(c.queue[i].ref))
		if err != nil {
			return nil, err
		}
		if err := c.put(c.numbers[c.queue[i]], v, c.queue[i].role); err != nil {
			return nil, err
		}
	}
	return &Page{
		Objects: c.objects,
		Size:    size,
		Bleed:   size.W.Scale(margin * unit / w),
		Absent:  slices.Sorted(maps.Keys(c.absent)),
	}, nil
}

// numbers makes an array.
func numbers(v ...float64) cos.Array {
	var a cos.Array
	for _, n := range v {
		a = append(a, cos.Number(strconv.FormatFloat(n+0, 'f', -1, 64))) // +0: no -0
	}
	return a
}

func whole(n int) cos.Number { return cos.Number(strconv.Itoa(n)) }

// group keeps the transparency group of the page, which is always isolated:
// ISO 32000-1, 11.4.7.
func (c *cutter) group(form cos.Dict, p *onePage) error {
	g, err := c.dict(p.dict["Group"])
	if err != nil || g["S"] != cos.Name("Transparency") {
		return err
	}
	kept := cos.Dict{"S": g["S"], "I": true}
	for _, key := range []cos.Name{"CS", "K"} {
		if v, ok := g[key]; ok {
			kept[key] = v
		}
	}
	form["Group"] = kept
	return nil
}

// content makes the form with the operators of the page. Those in a single
// stream stay as they are; those in several are joined (ISO 32000-1, 7.8.2).
func (c *cutter) content(form cos.Dict, v cos.Value) error {
	parts, err := c.parts(v)
	if err != nil {
		return err
	}
	one := &cos.Stream{Dict: form}
	if len(parts) == 1 {
		one.Raw = parts[0].Raw
		for _, key := range []cos.Name{"Filter", "DecodeParms", "F"} {
			if v, ok := parts[0].Dict[key]; ok {
				form[key] = v
			}
		}
	} else {
		for _, part := range parts {
			data, err := c.Decode(part)
			if err != nil {
				return err
			}
			one.Raw = append(append(one.Raw, data...), '\n')
		}
	}
	return c.put(ofPage, one, plain)
}

// parts returns the streams of a page's content.
func (c *cutter) parts(v cos.Value) ([]*cos.Stream, error) {
	v, err := c.Get(v)
	if err != nil {
		return nil, err
	}
	list, ok := v.(cos.Array)
	if !ok {
		list = cos.Array{v}
	}
	var parts []*cos.Stream
	for _, v := range list {
		if v, err = c.Get(v); err != nil {
			return nil, err
		}
		if s, ok := v.(*cos.Stream); ok {
			parts = append(parts, s)
		}
	}
	return parts, nil
}

// put makes a copy of v the object with an index.
func (c *cutter) put(id int, v cos.Value, as role) error {
	s, ok := v.(*cos.Stream)
	if !ok {
		v, err := c.copy(v, as)
		c.objects[id] = v
		return err
	}
	d, raw, err := c.wrapped(s)
	if err != nil {
		return err
	}
	v, err = c.copy(d, plain)
	if err != nil {
		return err
	}
	d, ok = v.(cos.Dict)
	if !ok { // its type is strange, and it is the content of the page
		return damaged("a stream is of a type that is not painted")
	}
	c.objects[id] = &cos.Stream{Dict: d, Raw: raw}
	return nil
}

// wrapped returns the dictionary and the data of a stream. Uncompressed data is
// compressed; data that contains startxref, for which readers search, is compressed
// once more.
func (c *cutter) wrapped(s *cos.Stream) (cos.Dict, []byte, error) {
	if s.Dict["F"] != nil {
		return nil, nil, fault.New("it points to another file", saveAgain)
	}
	if err := c.Sound(s); err != nil {
		return nil, nil, err
	}
	w, _ := cos.Int(s.Dict["Width"])
	h, _ := cos.Int(s.Dict["Height"])
	if s.Dict["Subtype"] == cos.Name("Image") && (w <= 0 || h <= 0 || w > page.MaxPixels/h) {
		return nil, nil, fault.New(
			fmt.Sprintf("it has a picture of %d x %d pixels, more than %d million", w, h, page.MaxPixels/1_000_000),
			"reduce the picture to 600 dpi in the program that made it, and save it again")
	}
	names, params, err := c.Filters(s.Dict)
	if err != nil {
		return nil, nil, err
	}
	d, raw := maps.Clone(s.Dict), s.Raw
	delete(d, "Filter")
	delete(d, "DecodeParms")
	if len(names) == 0 || bytes.Contains(raw, []byte("startxref")) {
		raw = compressed(raw)
		names, params = slices.Insert(names, 0, "FlateDecode"), slices.Insert(params, 0, nil)
	}
	filters, parms, any := make(cos.Array, len(names)), make(cos.Array, len(names)), false
	for i, n := range names {
		filters[i] = n
		if params[i] != nil {
			parms[i], any = params[i], true
		}
	}
	d["Filter"] = filters
	if any {
		d["DecodeParms"] = parms
	}
	d["Length"] = whole(len(raw))
	return d, raw, nil
}

func compressed(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		panic("internal error: " + err.Error())
	}
	if err := z.Close(); err != nil {
		panic("internal error: " + err.Error())
	}
	return b.Bytes()
}

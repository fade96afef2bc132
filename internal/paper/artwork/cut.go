package artwork

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/fault"
	"lanyard/internal/paper/page"
)

// initial sets the graphics state in which a page begins (ISO 32000-1, 8.4.1),
// which a form takes from where it is used, and then paints the form.
const initial = "0 J 0 j 1 w 10 M [] 0 d 0 G 0 g 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr /P Do"

// cutter writes the new file.
type cutter struct {
	*file
	out     []byte
	offsets []int
	numbers map[part]int // new numbers of objects
	queue   []part       // the same objects, in the order of those
	absent  map[string]bool
}

// part is an object that is carried over, and as what.
type part struct {
	ref  ref
	role role
}

// role says how the keys of a dictionary are to be read.
type role uint8

const (
	plain     role = iota // those of the format
	named                 // names that the file has made up
	resources             // those of a resource dictionary
)

// The objects that every new file begins with.
const (
	idCatalog = 1 + iota
	idPages
	idPage
	idContent
	idForm
	idResources
)

// cut writes a page into a file of its own.
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
	c := &cutter{file: f, out: []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), numbers: map[part]int{}, absent: map[string]bool{}, offsets: make([]int, idResources+1)}
	c.object(idCatalog, "<</Type/Catalog/Pages 2 0 R>>")
	c.object(idPages, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
	c.object(idPage, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s %s]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>", decimal(w), decimal(h)))
	c.object(idContent, fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(initial), initial))
	form := dict{"Type": name("XObject"), "Subtype": name("Form"), "BBox": numbers(used.x0, used.y0, used.x1, used.y1), "Matrix": numbers(matrix[:]...)}
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
	if err := c.write(idResources, own, resources); err != nil {
		return nil, err
	}
	for i := 0; i < len(c.queue); i++ { // which grows
		v, err := f.object(int(c.queue[i].ref))
		if err != nil {
			return nil, err
		}
		if err := c.write(c.numbers[c.queue[i]], v, c.queue[i].role); err != nil {
			return nil, err
		}
	}
	c.finish()
	return &Page{Data: c.out, Size: size, Bleed: size.W.Scale(margin * unit / w), Absent: slices.Sorted(maps.Keys(c.absent))}, nil
}

// numbers makes an array.
func numbers(v ...float64) array {
	var a array
	for _, n := range v {
		a = append(a, number(decimal(n)))
	}
	return a
}

func decimal(v float64) string {
	return strconv.FormatFloat(v+0, 'f', -1, 64) // no -0
}

func itoa(n int) string { return strconv.Itoa(n) }

// object writes an object as it is.
func (c *cutter) object(id int, value string) {
	c.offsets[id] = len(c.out)
	c.out = append(append(append(c.out, itoa(id)+" 0 obj\n"...), value...), "\nendobj\n"...)
}

// group keeps the transparency group of the page, which is always isolated:
// ISO 32000-1, 11.4.7.
func (c *cutter) group(form dict, p *onePage) error {
	g, err := c.dict(p.dict["Group"])
	if err != nil || g["S"] != name("Transparency") {
		return err
	}
	kept := dict{"S": g["S"], "I": true}
	for _, key := range []name{"CS", "K"} {
		if v, ok := g[key]; ok {
			kept[key] = v
		}
	}
	form["Group"] = kept
	return nil
}

// content writes the form with the operators of the page. Those of one stream
// stay as they are; those of several are joined (ISO 32000-1, 7.8.2).
func (c *cutter) content(form dict, v value) error {
	parts, err := c.parts(v)
	if err != nil {
		return err
	}
	one := &stream{dict: form}
	if len(parts) == 1 {
		one.raw = parts[0].raw
		for _, key := range []name{"Filter", "DecodeParms", "F"} {
			if v, ok := parts[0].dict[key]; ok {
				form[key] = v
			}
		}
	} else {
		for _, part := range parts {
			data, err := c.decode(part)
			if err != nil {
				return err
			}
			one.raw = append(append(one.raw, data...), '\n')
		}
	}
	return c.write(idForm, one, plain)
}

// parts returns the streams of a page's content.
func (c *cutter) parts(v value) ([]*stream, error) {
	v, err := c.get(v)
	if err != nil {
		return nil, err
	}
	list, ok := v.(array)
	if !ok {
		list = array{v}
	}
	var parts []*stream
	for _, v := range list {
		if v, err = c.get(v); err != nil {
			return nil, err
		}
		if s, ok := v.(*stream); ok {
			parts = append(parts, s)
		}
	}
	return parts, nil
}

// finish writes the table of contents.
func (c *cutter) finish() {
	start := len(c.out)
	c.out = append(c.out, fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(c.offsets))...)
	for _, at := range c.offsets[1:] {
		c.out = append(c.out, fmt.Sprintf("%010d 00000 n \n", at)...)
	}
	c.out = append(c.out, fmt.Sprintf("trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(c.offsets), start)...)
}

// write writes an object with the given new number.
func (c *cutter) write(id int, v value, as role) error {
	s, ok := v.(*stream)
	if !ok {
		b, err := c.append(nil, v, as)
		if err != nil {
			return err
		}
		c.object(id, string(b))
		return nil
	}
	d, raw, err := c.wrapped(s)
	if err != nil {
		return err
	}
	b, err := c.append(nil, d, plain)
	if err != nil {
		return err
	}
	c.offsets[id] = len(c.out)
	c.out = append(append(append(c.out, itoa(id)+" 0 obj\n"...), b...), "\nstream\n"...)
	c.out = append(append(c.out, raw...), "\nendstream\nendobj\n"...)
	return nil
}

// wrapped returns the dictionary and the data of a stream. Data that is not
// compressed is; data that begins with white space, which gofpdi would skip, or
// holds what ends a PDF, is compressed once more.
func (c *cutter) wrapped(s *stream) (dict, []byte, error) {
	if s.dict["F"] != nil {
		return nil, nil, fault.New("it points to another file", saveAgain)
	}
	if err := c.sound(s); err != nil {
		return nil, nil, err
	}
	w, _ := whole(s.dict["Width"])
	h, _ := whole(s.dict["Height"])
	if s.dict["Subtype"] == name("Image") && (w <= 0 || h <= 0 || w > page.MaxPixels/h) {
		return nil, nil, tooMuch("it holds a picture of %d x %d pixels", w, h)
	}
	names, params, err := c.filters(s.dict)
	if err != nil {
		return nil, nil, err
	}
	d, raw := maps.Clone(s.dict), s.raw
	delete(d, "Filter")
	delete(d, "DecodeParms")
	if len(names) == 0 || len(raw) > 0 && isSpace(raw[0]) || bytes.Contains(raw, []byte("startxref")) {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		if _, err := z.Write(raw); err != nil {
			panic("internal error: " + err.Error())
		}
		if err := z.Close(); err != nil {
			panic("internal error: " + err.Error())
		}
		raw = b.Bytes()
		names, params = slices.Insert(names, 0, name("FlateDecode")), slices.Insert(params, 0, nil)
	}
	var filters, parms array
	for i, n := range names {
		filters = append(filters, n)
		if params[i] == nil {
			parms = append(parms, nil)
			continue
		}
		parms = append(parms, params[i])
	}
	d["Filter"] = filters
	if slices.ContainsFunc(params, func(p dict) bool { return p != nil }) {
		d["DecodeParms"] = parms
	}
	d["Length"] = number(itoa(len(raw)))
	return d, raw, nil
}

package artwork

import (
	"math"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// onePage is a page with its inherited entries.
type onePage struct {
	dict      cos.Dict
	resources cos.Value
	media     box
	crop      box
	rotate    int // degrees clockwise: 0, 90, 180, 270
}

// box is a rectangle in the units of a page.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

func (b box) within(c box) box {
	return box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

// page finds a page by its number.
func (f *file) page(number int) (*onePage, error) {
	root, err := f.dict(f.Trailer["Root"])
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, damaged("it has no catalog")
	}
	if err := f.layers(root); err != nil {
		return nil, err
	}
	w := walker{file: f, wanted: number, seen: map[cos.Ref]bool{}}
	found, err := w.node(root["Pages"], inherited{}, 0)
	switch {
	case err != nil:
		return nil, err
	case found == nil && w.pages == 0:
		return nil, damaged("it has no pages")
	case found == nil:
		return nil, fault.New(plural(w.pages)+" and no page "+strconv.Itoa(number), "choose another page")
	}
	return found, nil
}

// plural returns "it has n pages".
func plural(n int) string {
	if n == 1 {
		return "it has 1 page"
	}
	return "it has " + strconv.Itoa(n) + " pages"
}

// dict returns the dictionary that v is or refers to; nil for any other value.
func (f *file) dict(v cos.Value) (cos.Dict, error) {
	v, err := f.Get(v)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case cos.Dict:
		return v, nil
	case *cos.Stream:
		return v.Dict, nil
	}
	return nil, nil
}

// walker walks the page tree.
type walker struct {
	*file
	wanted, pages, nodes int
	seen                 map[cos.Ref]bool
}

// inherited are the entries that a page takes from the nodes above it: ISO 32000-1,
// 7.7.3.4.
type inherited struct{ resources, media, crop, rotate cos.Value }

func (w *walker) node(v cos.Value, from inherited, depth int) (*onePage, error) {
	if r, ok := v.(cos.Ref); ok {
		if w.seen[r] {
			return nil, damaged("its page tree forms a loop")
		}
		w.seen[r] = true
	}
	if w.nodes++; w.nodes > maxPages || depth > cos.MaxNesting {
		return nil, tooMuch("its page tree has more than %d parts", maxPages)
	}
	d, err := w.dict(v)
	if err != nil || d == nil {
		return nil, err
	}
	for key, to := range map[cos.Name]*cos.Value{
		"Resources": &from.resources, "MediaBox": &from.media, "CropBox": &from.crop, "Rotate": &from.rotate,
	} {
		if own, ok := d[key]; ok {
			*to = own
		}
	}
	kids, err := w.Get(d["Kids"])
	if err != nil {
		return nil, err
	}
	list, ok := kids.(cos.Array)
	if !ok || d["Type"] == cos.Name("Page") {
		if w.pages++; w.pages != w.wanted {
			return nil, nil
		}
		return w.whole(d, from)
	}
	for _, kid := range list {
		if found, err := w.node(kid, from, depth+1); found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}

// whole returns a page with its inherited entries.
func (w *walker) whole(d cos.Dict, from inherited) (*onePage, error) {
	p := &onePage{dict: d, resources: from.resources}
	var ok bool
	var err error
	if p.media, ok, err = w.box(from.media); err != nil {
		return nil, err
	}
	if !ok {
		return nil, damaged("its page has no size")
	}
	if p.crop, ok, err = w.box(from.crop); err != nil {
		return nil, err
	}
	if p.crop = p.crop.within(p.media); !ok || p.crop.width() <= 0 || p.crop.height() <= 0 {
		p.crop = p.media
	}
	turn, err := w.Get(from.rotate)
	if err != nil {
		return nil, err
	}
	if degrees, ok := cos.Int(turn); ok {
		p.rotate = (degrees%360 + 360) % 360 / 90 * 90
	}
	return p, nil
}

// box reads a rectangle, given by any two opposite corners.
func (f *file) box(v cos.Value) (b box, ok bool, err error) {
	if v, err = f.Get(v); err != nil {
		return b, false, err
	}
	a, ok := v.(cos.Array)
	if !ok || len(a) != 4 {
		return b, false, nil
	}
	var c [4]float64
	for i := range c {
		if v, err = f.Get(a[i]); err != nil {
			return b, false, err
		}
		if c[i], ok = cos.Float(v); !ok || math.Abs(c[i]) > 1e7 {
			return b, false, nil
		}
	}
	b = box{min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3])}
	return b, b.width() > 0 && b.height() > 0, nil
}

// shown returns the box of the page to use, and how much of it on every side is bleed.
func (f *file) shown(p *onePage, bleed bool) (used box, margin float64, err error) {
	trim, ok, err := f.box(p.dict["TrimBox"])
	if err != nil {
		return used, 0, err
	}
	if trim = trim.within(p.media); !ok || trim.width() <= 0 || trim.height() <= 0 {
		trim = p.crop
	}
	if !bleed {
		return trim, 0, nil
	}
	around, ok, err := f.box(p.dict["BleedBox"])
	if err != nil || !ok {
		return trim, 0, err
	}
	around = around.within(p.media)
	margin = max(0, min(trim.x0-around.x0, trim.y0-around.y0, around.x1-trim.x1, around.y1-trim.y1))
	return box{trim.x0 - margin, trim.y0 - margin, trim.x1 + margin, trim.y1 + margin}, margin, nil
}

// unit returns how many points a unit of the page is: ISO 32000-1, 14.11.1.
func (f *file) unit(p *onePage) (float64, error) {
	v, err := f.Get(p.dict["UserUnit"])
	if err != nil {
		return 0, err
	}
	if u, ok := cos.Float(v); ok && u > 0 && u < 1e6 {
		return u, nil
	}
	return 1, nil
}

// upright returns the matrix that turns a box of a page clockwise and moves it to the
// origin, and its size afterwards.
func upright(b box, degrees int, unit float64) (matrix [6]float64, w, h float64) {
	w, h = b.width()*unit, b.height()*unit
	switch degrees {
	case 90:
		return [6]float64{0, -unit, unit, 0, -b.y0 * unit, b.x1 * unit}, h, w
	case 180:
		return [6]float64{-unit, 0, 0, -unit, b.x1 * unit, b.y1 * unit}, w, h
	case 270:
		return [6]float64{0, unit, -unit, 0, b.y1 * unit, -b.x0 * unit}, h, w
	}
	return [6]float64{unit, 0, 0, unit, -b.x0 * unit, -b.y0 * unit}, w, h
}

// sized checks the size of a page, in points.
func sized(w, h float64) (geom.Size, error) {
	if min(w, h) < minSide.Points() || max(w, h) > page.MaxSide.Points() {
		return geom.Size{}, fault.New("its page measures "+millimetres(w)+" x "+millimetres(h),
			"make each side of the page 1 mm to 5 m long")
	}
	return geom.Size{W: geom.Pt(w), H: geom.Pt(h)}, nil
}

func millimetres(points float64) string { return geom.Pt(min(points, 1e9)).String() }

// layers records the layers that are switched off: ISO 32000-1, 8.11.4.
func (f *file) layers(root cos.Dict) error {
	f.hidden = map[cos.Ref]bool{}
	properties, err := f.dict(root["OCProperties"])
	if err != nil || properties == nil {
		return err
	}
	usual, err := f.dict(properties["D"])
	if err != nil {
		return err
	}
	note := func(v cos.Value, off bool) error {
		v, err := f.Get(v)
		list, _ := v.(cos.Array)
		for _, layer := range list {
			if r, ok := layer.(cos.Ref); ok {
				f.hidden[r] = off
			}
		}
		return err
	}
	if usual["BaseState"] == cos.Name("OFF") {
		if err := note(properties["OCGs"], true); err != nil {
			return err
		}
		if err := note(usual["ON"], false); err != nil {
			return err
		}
	}
	return note(usual["OFF"], true)
}

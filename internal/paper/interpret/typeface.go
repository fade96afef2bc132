package interpret

import (
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// typeface is a font of the file.
type typeface struct {
	wide   bool           // codes have two bytes
	file   *font.Font     // nil: its kind is not read
	em     float64        // units of an outline per em
	glyphs []byte         // CIDToGIDMap; nil: a code is a glyph
	simple map[int]uint16 // glyphs of codes of one byte
	widths map[int]float64
	usual  float64 // width of other codes; all in ems
	drawn  map[uint16]geom.Path
}

// fineness is how many parts of a font unit outlines are stored in.
const fineness = 64

// typeface returns the font of a font dictionary, read once.
func (p *interpreter) typeface(v cos.Value) *typeface {
	ref, isRef := v.(cos.Ref)
	if t, ok := p.fonts[ref]; ok && isRef {
		return t
	}
	t := p.newTypeface(p.dictOf(v))
	if isRef {
		p.fonts[ref] = t
	}
	return t
}

func (p *interpreter) newTypeface(d cos.Dict) *typeface {
	t := &typeface{usual: 0, widths: map[int]float64{}, drawn: map[uint16]geom.Path{}}
	if d["Subtype"] != cos.Name("Type0") {
		p.simpleWidths(t, d)
		if d["Subtype"] == cos.Name("TrueType") {
			if p.outlines(t, d["FontDescriptor"]); t.file != nil {
				p.paint.operators += glyphStep
				t.simple = p.simple(t.file, d["Encoding"])
			}
		}
		return t
	}
	t.wide, t.usual = true, 1
	descendants, err := p.Get(d["DescendantFonts"])
	list, ok := descendants.(cos.Array)
	if err != nil || !ok || len(list) != 1 {
		return t
	}
	cid := p.dictOf(list[0])
	t.usual = p.number(cid["DW"], 1000) / 1000
	p.wideWidths(t, cid["W"])
	if d["Encoding"] != cos.Name("Identity-H") || cid["Subtype"] != cos.Name("CIDFontType2") {
		return t
	}
	if m, ok := p.stream(cid["CIDToGIDMap"]); ok {
		if t.glyphs, err = p.Decode(m); err != nil {
			return t
		}
	}
	p.outlines(t, cid["FontDescriptor"])
	return t
}

// outlines reads the TrueType file of a font descriptor, if there is one.
func (p *interpreter) outlines(t *typeface, descriptor cos.Value) {
	data, err := p.decoded(p.dictOf(descriptor)["FontFile2"])
	if err != nil {
		return
	}
	p.read(len(data))
	if f, err := font.ParseOutlines(data); err == nil {
		t.file, t.em = f, float64(f.UnitsPerEm())*fineness
	}
}

// simpleWidths reads the widths of a font with codes of one byte.
func (p *interpreter) simpleWidths(t *typeface, d cos.Dict) {
	t.usual = p.number(p.dictOf(d["FontDescriptor"])["MissingWidth"], 0) / 1000
	first := int(p.number(d["FirstChar"], 0))
	widths, _ := p.numbers(d["Widths"], 0)
	for i, w := range widths[:min(len(widths), 256)] {
		t.widths[first+i] = w / 1000
	}
}

// wideWidths reads the widths of a font with codes of two bytes: ISO 32000-1, 9.7.4.3.
func (p *interpreter) wideWidths(t *typeface, v cos.Value) {
	v, err := p.Get(v)
	a, _ := v.(cos.Array)
	p.paint.operators += len(a)
	for i := 0; err == nil && i+1 < len(a); {
		first := int(p.number(a[i], -1))
		if first < 0 || first > 0xffff {
			return
		}
		if list, ok := p.numbers(a[i+1], 0); ok {
			for k, w := range list[:min(len(list), 0x10000-first)] {
				t.widths[first+k] = w / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			return
		}
		last := min(0xffff, int(p.number(a[i+1], -1)))
		if len(t.widths) > 0xffff { // ranges that repeat
			return
		}
		p.paint.operators += max(0, last-first)
		for code := first; code <= last; code++ {
			t.widths[code] = p.number(a[i+2], 0) / 1000
		}
		i += 3
	}
}

// width returns how far a code moves the pen, in ems.
func (t *typeface) width(code int) float64 {
	if t == nil {
		return 0
	}
	if w, ok := t.widths[code]; ok {
		return w
	}
	return t.usual
}

// outline returns the outline of a code, with y downwards and em units to the em; false if the font cannot be read.
func (p *interpreter) outline(t *typeface, code int) (geom.Path, bool) {
	if t == nil || t.file == nil {
		return nil, false
	}
	gid := uint16(code)
	if !t.wide {
		var ok bool
		if gid, ok = t.simple[code]; !ok {
			return nil, false
		}
	} else if t.glyphs != nil {
		if gid = 0; 2*code+1 < len(t.glyphs) {
			gid = uint16(t.glyphs[2*code])<<8 | uint16(t.glyphs[2*code+1])
		}
	}
	path, ok := t.drawn[gid]
	if !ok {
		p.paint.operators += glyphStep
		path = t.file.Outline(gid, geom.Length(t.file.UnitsPerEm())*fineness)
		t.drawn[gid] = path
	}
	return path, true
}

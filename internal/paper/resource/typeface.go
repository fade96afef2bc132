package resource

import (
	"strings"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// Face is a font of the file; of nil, every code is as wide as nothing.
type Face struct {
	Name string  // PostScript name, without the tag of a subset
	Wide bool    // codes have two bytes
	Em   float64 // units of an outline per em

	file   *font.Font     // nil: its kind is not read
	bare   bool           // it has outlines and nothing else
	glyphs []byte         // CIDToGIDMap; nil: a code is a glyph
	simple map[int]uint16 // glyphs of codes of one byte
	widths map[int]float64
	usual  float64 // width of other codes; all in ems
	drawn  map[uint16]geom.Path
}

// fineness is how many parts of a font unit outlines are stored in.
const fineness = 64

// Face returns the font of a font dictionary, read once. One of a kind that is not read has widths and no outlines.
func (r *Reader) Face(v cos.Value) *Face {
	ref, isRef := v.(cos.Ref)
	if t, ok := r.fonts[ref]; ok && isRef {
		return t
	}
	t := r.newFace(r.Dict(v))
	if isRef {
		r.fonts[ref] = t
	}
	return t
}

func (r *Reader) newFace(d cos.Dict) *Face {
	base, _ := d["BaseFont"].(cos.Name)
	name := string(base)
	if _, after, ok := strings.Cut(name, "+"); ok {
		name = after
	}
	t := &Face{Name: name, usual: 0, widths: map[int]float64{}, drawn: map[uint16]geom.Path{}}
	if d["Subtype"] != cos.Name("Type0") {
		r.simpleWidths(t, d)
		if d["Subtype"] == cos.Name("TrueType") {
			if r.outlines(t, d["FontDescriptor"]); t.file != nil {
				r.Operators += glyphStep
				t.simple = r.simple(t.file, d["Encoding"])
			}
		}
		return t
	}
	t.Wide, t.usual = true, 1
	descendants, err := r.Get(d["DescendantFonts"])
	list, ok := descendants.(cos.Array)
	if err != nil || !ok || len(list) != 1 {
		return t
	}
	cid := r.Dict(list[0])
	t.usual = r.Number(cid["DW"], 1000) / 1000
	r.wideWidths(t, cid["W"])
	if d["Encoding"] != cos.Name("Identity-H") || cid["Subtype"] != cos.Name("CIDFontType2") {
		return t
	}
	if m, ok := r.Stream(cid["CIDToGIDMap"]); ok {
		if t.glyphs, err = r.Decode(m); err != nil {
			return t
		}
	}
	r.outlines(t, cid["FontDescriptor"])
	return t
}

// Of reports whether the outlines say that they are of a font, in the same version, and nothing that a viewer may
// execute comes with them.
func (t *Face) Of(f *font.Font) bool { return t.file != nil && t.file.SameVersion(f) && t.bare }

// outlines reads the TrueType file of a font descriptor, if there is one.
func (r *Reader) outlines(t *Face, descriptor cos.Value) {
	data, err := r.Data(r.Dict(descriptor)["FontFile2"])
	if err != nil {
		return
	}
	r.Entries(len(data))
	if f, err := font.ParseOutlines(data); err == nil {
		t.file, t.bare, t.Em = f, f.Bare(), float64(f.UnitsPerEm())*fineness
	}
}

// simpleWidths reads the widths of a font with codes of one byte.
func (r *Reader) simpleWidths(t *Face, d cos.Dict) {
	t.usual = r.Number(r.Dict(d["FontDescriptor"])["MissingWidth"], 0) / 1000
	first := int(r.Number(d["FirstChar"], 0))
	widths, _ := r.Numbers(d["Widths"], 0)
	for i, w := range widths[:min(len(widths), 256)] {
		t.widths[first+i] = w / 1000
	}
}

// wideWidths reads the widths of a font with codes of two bytes: ISO 32000-1, 9.7.4.3.
func (r *Reader) wideWidths(t *Face, v cos.Value) {
	v, err := r.Get(v)
	a, _ := v.(cos.Array)
	r.Operators += len(a)
	for i := 0; err == nil && i+1 < len(a); {
		first := int(r.Number(a[i], -1))
		if first < 0 || first > 0xffff {
			return
		}
		if list, ok := r.Numbers(a[i+1], 0); ok {
			for k, w := range list[:min(len(list), 0x10000-first)] {
				t.widths[first+k] = w / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			return
		}
		last := min(0xffff, int(r.Number(a[i+1], -1)))
		if len(t.widths) > 0xffff { // ranges that repeat
			return
		}
		r.Operators += max(0, last-first)
		for code := first; code <= last; code++ {
			t.widths[code] = r.Number(a[i+2], 0) / 1000
		}
		i += 3
	}
}

// Width returns how far a code moves the pen, in ems.
func (t *Face) Width(code int) float64 {
	if t == nil {
		return 0
	}
	if w, ok := t.widths[code]; ok {
		return w
	}
	return t.usual
}

// Outline returns the outline of a code, with y downwards and Em units to the em; false if the font cannot be read.
func (r *Reader) Outline(t *Face, code int) (geom.Path, bool) {
	if t == nil || t.file == nil {
		return nil, false
	}
	gid := uint16(code)
	if !t.Wide {
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
		r.Operators += glyphStep
		path = t.file.Outline(gid, geom.Length(t.file.UnitsPerEm())*fineness)
		t.drawn[gid] = path
	}
	return path, true
}

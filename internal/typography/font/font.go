// Package font holds the faces: it reads TrueType files, provides metrics, ink and outlines, cuts subsets for
// embedding, and chooses the face for a character by style, language and script.
//
// Lengths are in font units with y upwards, unless a type says otherwise. Package text does the shaping and shares the
// module go-text with this room; everything that is written into a document is read here.
//
// Nastaliq is a language tag, "ur-Aran": a single value that fonts, shaper and PDF all understand.
package font

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"

	"lanyard/internal/base/geom"
)

// Font is one face: a TrueType file, read and checked. It is immutable and
// safe for concurrent use; fonts are compared by address.
type Font struct {
	name    string
	source  string // as given to Parse, or the file of an embedded font
	units   int32
	glyphs  int
	metrics Metrics
	shaping *gotext.Font

	head, hhea, maxp []byte // as in the file, for subsets
	file             *file
	glyf             section // place in the file; read glyph by glyph
	loca             []byte
	longLoca         bool   // loca has 32-bit byte offsets, not 16-bit word offsets
	hmtx             []byte // 4 bytes per long metric, then 2 bytes per side bearing
	longMetrics      int    // later glyphs have the advance of the last long metric

	encoding sync.Once
	encoded  []uint64 // a bit for each glyph that is the nominal one of a character
}

// Metrics are the measures of a whole face, in font units.
type Metrics struct {
	Ascent    int32  // from the baseline to the top of a line, upwards
	Descent   int32  // from the baseline to the bottom of a line, downwards: positive
	LineGap   int32  // extra space between lines; never negative
	CapHeight int32  // height of a capital H
	XHeight   int32  // height of a small x
	Box       InkBox // around the ink of all glyphs, as stated by the font
	Weight    int    // 100 thin to 900 black; 400 is regular, 700 bold
	Italic    bool   // slanted to the right
}

// Parse reads a TrueType font with glyf outlines. name is used in errors, and as the name of the font if the file has
// none. Every glyph is checked, so a parsed font has valid outlines throughout. A variable font is read as its default
// instance. data is kept and must not change.
//
// The error says what is wrong with the file and, for CFF fonts, collections and web fonts, which are not supported,
// what to use instead.
func Parse(name string, data []byte) (*Font, error) {
	if t, err := directory(bytes.NewReader(data), int64(len(data))); err == nil {
		if err := t.weigh(); err != nil {
			return nil, fmt.Errorf("reading font %q: %w", name, err)
		}
	}
	f, err := read(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var t tracer
	for gid := range f.glyphs {
		if err := t.trace(f, uint16(gid)); err != nil {
			return nil, fmt.Errorf("reading font %q: glyph %d: %w", name, gid, err)
		}
	}
	return f, nil
}

// read is Parse without checking every glyph, for the embedded fonts, which tests have checked. Outlines stay in the
// file.
func read(name string, data io.ReaderAt, size int64) (*Font, error) {
	f := new(Font)
	if err := f.load(name, data, size); err != nil {
		return nil, fmt.Errorf("reading font %q: %w", name, err)
	}
	return f, nil
}

func (f *Font) load(name string, data io.ReaderAt, size int64) (err error) {
	f.source = name
	if f.file, err = directory(data, size); err != nil {
		return err
	}
	if err := f.loadTables(); err != nil {
		return err
	}
	if f.shaping, err = shaping(f.file); err != nil {
		return err
	}
	names, err := f.file.table("name")
	if f.name = postScriptName(names); f.name == "" {
		f.name = name
	}
	return err
}

// shaping reads the tables that package text needs. It skips the outlines unless shaping uses them, which is rare: a
// Chinese font takes 1 ms and 1 MB instead of 65 ms and 36 MB.
func shaping(t *file) (*gotext.Font, error) {
	const without = "GDEF GPOS GSUB OS/2 ankr cmap feat head hhea hmtx kern kerx maxp morx trak"
	f, err := shapingWith(t, without)
	if err != nil || !shapesByOutline(f) {
		return f, err
	}
	return shapingWith(t, without+" glyf loca")
}

// shapingWith has go-text read the given tables. Its parsers panic on some broken tables (v0.3.5: a GDEF whose
// variation store lies outside it), and an event's font must not crash the program.
func shapingWith(t *file, tags string) (f *gotext.Font, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("its layout tables are broken: %v", r)
		}
	}()
	var chosen []table
	for _, tag := range strings.Fields(tags) {
		data, err := t.table(tag)
		if err != nil {
			return nil, err
		}
		if data != nil {
			chosen = append(chosen, table{tag, data})
		}
	}
	loader, err := opentype.NewLoader(bytes.NewReader(assemble(chosen)))
	if err != nil {
		return nil, err
	}
	return gotext.NewFont(loader)
}

// shapesByOutline reports whether HarfBuzz, which go-text follows, may use outlines: to place marks in a font without
// usable positioning (hb-ot-shape.cc, fallback_mark_positioning; in Hebrew only rules of the script itself count), and
// for Apple's kerx.
func shapesByOutline(f *gotext.Font) bool {
	const hebrewPoint = 0x05B4 // hiriq
	_, hebrew := f.NominalGlyph(hebrewPoint)
	return f.GPOS.Lookups == nil || f.Kerx != nil ||
		hebrew && f.GPOS.FindScript(opentype.MustNewTag("hebr")) < 0
}

// loadTables reads the tables and checks that they are consistent.
func (f *Font) loadTables() (err error) {
	var ok bool
	if f.glyf, ok = f.file.tables["glyf"]; !ok {
		return errors.New("the font has no TrueType outlines (table \"glyf\")")
	}
	if f.head, err = f.file.need("head", 54); err != nil {
		return err
	}
	if f.hhea, err = f.file.need("hhea", 36); err != nil {
		return err
	}
	if f.maxp, err = f.file.need("maxp", 32); err != nil {
		return err
	}
	f.units = int32(big.Uint16(f.head[18:]))
	if f.units < minUnits || f.units > maxUnits {
		return fmt.Errorf("%d units per em are not in %d to %d", f.units, minUnits, maxUnits)
	}
	if f.glyphs = int(big.Uint16(f.maxp[4:])); f.glyphs == 0 {
		return errors.New("the font has no glyphs")
	}
	f.longLoca = big.Uint16(f.head[50:]) != 0
	entry := 2
	if f.longLoca {
		entry = 4
	}
	if f.loca, err = f.file.need("loca", int64(entry*(f.glyphs+1))); err != nil {
		return err
	}
	for gid := range f.glyphs {
		if from, to := f.offset(gid), f.offset(gid+1); from > to || to > f.glyf.length {
			return fmt.Errorf("glyph %d lies outside table \"glyf\"", gid)
		}
	}
	f.longMetrics = int(big.Uint16(f.hhea[34:]))
	if f.longMetrics == 0 || f.longMetrics > f.glyphs {
		return fmt.Errorf("%d advances for %d glyphs", f.longMetrics, f.glyphs)
	}
	if f.hmtx, err = f.file.need("hmtx", int64(4*f.longMetrics+2*(f.glyphs-f.longMetrics))); err != nil {
		return err
	}
	os2, err := f.file.table("OS/2")
	if err != nil {
		return err
	}
	// Bits 0 to 3 of fsType, OpenType 1.9 "OS/2": 2 is Restricted License embedding.
	if len(os2) >= 10 && big.Uint16(os2[8:])&0xF == 2 {
		return errors.New("its maker forbids embedding it in documents (OS/2 fsType)")
	}
	post, err := f.file.table("post")
	f.measure(os2, post)
	return err
}

// measure fills in the metrics. Line height comes from OS/2 if the font asks for that (fsSelection bit 7,
// USE_TYPO_METRICS), else from hhea, else from the clipping heights of OS/2: the order of browsers and HarfBuzz.
func (f *Font) measure(os2, post []byte) {
	at := func(b []byte, i int) int32 { return int32(int16(big.Uint16(b[i:]))) }
	m := &f.metrics
	m.Ascent, m.Descent, m.LineGap = at(f.hhea, 4), -at(f.hhea, 6), at(f.hhea, 8)
	m.Box = InkBox{at(f.head, 36), at(f.head, 38), at(f.head, 40), at(f.head, 42)}
	m.Weight = 400
	m.Italic = f.head[45]&2 != 0
	if len(os2) >= 78 {
		m.Weight = int(big.Uint16(os2[4:]))
		switch selection := big.Uint16(os2[62:]); {
		case selection&(1<<7) != 0:
			m.Ascent, m.Descent, m.LineGap = at(os2, 68), -at(os2, 70), at(os2, 72)
		case m.Ascent == 0 && m.Descent == 0:
			m.Ascent, m.Descent = int32(big.Uint16(os2[74:])), int32(big.Uint16(os2[76:]))
		}
	}
	m.LineGap = max(m.LineGap, 0)
	if len(os2) >= 90 && big.Uint16(os2) >= 2 {
		m.XHeight, m.CapHeight = at(os2, 86), at(os2, 88)
	}
	if len(post) >= 8 && big.Uint32(post[4:]) != 0 {
		m.Italic = true
	}
}

// postScriptName returns the PostScript name (name 6) of a name table, reduced to valid characters, or "" if there is
// none.
func postScriptName(raw []byte) string {
	names, _, err := tables.ParseName(raw)
	if err != nil {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
			return -1
		}
		return r
	}, names.Name(6))
}

// Name returns the PostScript name of the face, like "NotoSans-Bold".
func (f *Font) Name() string { return f.name }

// Source returns the name under which the face is in its Library: see Library.Open.
func (f *Font) Source() string { return f.source }

// UnitsPerEm returns the number of font units per em: 16 to 16,384.
func (f *Font) UnitsPerEm() int32 { return f.units }

// NumGlyphs returns the number of glyphs, at least one. Glyph ids start at 0, the glyph for missing characters.
func (f *Font) NumGlyphs() int { return f.glyphs }

// Metrics returns the measures of the whole face.
func (f *Font) Metrics() Metrics { return f.metrics }

// Scale returns the length of units at a font size, rounded to the nearest EMU, halves away from zero.
func (f *Font) Scale(units int64, size geom.Length) geom.Length {
	n, half := units*int64(size), int64(f.units)/2
	if n < 0 {
		half = -half
	}
	return geom.Length((n + half) / int64(f.units))
}

// Covers reports whether the font has a glyph for r.
func (f *Font) Covers(r rune) bool {
	_, ok := f.NominalGlyph(r)
	return ok
}

// NominalGlyph returns the glyph that the font has for r before any shaping.
func (f *Font) NominalGlyph(r rune) (uint16, bool) {
	gid, ok := f.shaping.NominalGlyph(r)
	return uint16(gid), ok && gid != 0 && int(gid) < f.glyphs
}

// Encodes reports whether a glyph is the nominal one of any character.
func (f *Font) Encodes(gid uint16) bool {
	f.encoding.Do(func() {
		f.encoded = make([]uint64, (f.glyphs+63)/64)
		for i := f.shaping.Cmap.Iter(); i.Next(); {
			if _, gid := i.Char(); int(gid) < f.glyphs {
				f.encoded[gid/64] |= 1 << (gid % 64)
			}
		}
	})
	return int(gid) < f.glyphs && f.encoded[gid/64]&(1<<(gid%64)) != 0
}

// Advance returns the pen movement after a glyph; 0 for a glyph that the font does not have.
func (f *Font) Advance(gid uint16) int32 {
	if int(gid) >= f.glyphs {
		return 0
	}
	return int32(big.Uint16(f.hmtx[4*min(int(gid), f.longMetrics-1):]))
}

// bearing returns the left side bearing of a glyph: the start of its ink.
func (f *Font) bearing(gid uint16) int16 {
	if i := int(gid); i < f.longMetrics {
		return int16(big.Uint16(f.hmtx[4*i+2:]))
	}
	return int16(big.Uint16(f.hmtx[2*f.longMetrics+2*int(gid):]))
}

// GoText returns the font for shaping. It may lack outlines and other tables that shaping does not need: get those from
// f.
func (f *Font) GoText() *gotext.Font { return f.shaping }

// offset returns the offset of a glyph's data in glyf.
func (f *Font) offset(gid int) int64 {
	if f.longLoca {
		return int64(big.Uint32(f.loca[4*gid:]))
	}
	return 2 * int64(big.Uint16(f.loca[2*gid:]))
}

// appendData appends the data of a glyph to b; nothing for a glyph without ink.
func (f *Font) appendData(b []byte, gid uint16) []byte {
	if int(gid) >= f.glyphs {
		return b
	}
	from, to := f.offset(int(gid)), f.offset(int(gid)+1)
	n := len(b)
	b = slices.Grow(b, int(to-from))[:n+int(to-from)]
	// the file is embedded or in memory, so reading cannot fail
	if read, err := f.file.data.ReadAt(b[n:], f.glyf.from+from); read < len(b)-n {
		panic(fmt.Sprintf("internal error: reading font %q: %v", f.name, err))
	}
	return b
}

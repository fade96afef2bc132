package readback

import (
	"slices"

	"lanyard/internal/base/cos"
)

// What package pdf writes, now and in all earlier versions. Anything else is a viewer's business: a form field, a
// layer, an annotation with a look of its own, a turned or cropped page, a font that a graphics state sets. A viewer
// could show there what is not read here, so such a file is not ours.
var (
	catalogKeys = []cos.Name{"Type", "Pages", "Metadata", "Lang", "ViewerPreferences", "MarkInfo", "StructTreeRoot",
		"OutputIntents", "AF", "Names", "Outlines"}
	outlineKeys  = []cos.Name{"Type", "First", "Last", "Count"}
	bookmarkKeys = []cos.Name{"Title", "Parent", "Prev", "Next", "First", "Last", "Count", "Dest"}
	nodeKeys     = []cos.Name{"Type", "Parent", "Count", "Kids"}
	pageKeys     = []cos.Name{"Type", "Parent", "MediaBox", "BleedBox", "TrimBox", "Resources", "Contents", "Group",
		"Tabs", "Annots", "StructParents"}
	linkKeys     = []cos.Name{"Type", "Subtype", "Rect", "Border", "A", "F", "Contents", "StructParent"}
	actionKeys   = []cos.Name{"Type", "S", "URI"}
	contentKeys  = []cos.Name{"Filter", "Length"}
	resourceKeys = []cos.Name{"Font", "XObject", "ColorSpace", "ExtGState", "Shading"}
	stateKeys    = []cos.Name{"Type", "ca", "CA", "BM"}
	fontKeys     = []cos.Name{"Type", "Subtype", "BaseFont", "Encoding", "DescendantFonts", "ToUnicode"}
	glyphKeys    = []cos.Name{"Type", "Subtype", "BaseFont", "CIDSystemInfo", "FontDescriptor", "CIDToGIDMap", "DW", "W"}
	faceKeys     = []cos.Name{"Type", "FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight",
		"StemV", "FontFile2"}
)

// only reports whether a dictionary has no other keys than those.
func only(d cos.Dict, keys []cos.Name) bool {
	for key := range d {
		if !slices.Contains(keys, key) {
			return false
		}
	}
	return true
}

// operators are all that package pdf writes into pages, but for those of text, which show.do knows.
var operators = []cos.Keyword{"q", "Q", "cm", "w", "J", "j", "M", "d", "gs", "m", "l", "c", "h", "re", "W", "W*", "n",
	"f", "f*", "S", "B", "B*", "g", "G", "rg", "RG", "k", "K", "cs", "CS", "scn", "SCN", "sh", "Do", "Td", "Ts", "BMC"}

// linearized reports whether a file claims to be linearized (ISO 32000-1, annex F): a viewer may then begin with
// another table than the one at the end. Package pdf writes no such file.
func linearized(data []byte) bool {
	left := firstValues
	p := cos.NewParser(data, 0, &left)
	for range 4 { // 1 0 obj <<...>>
		v, err := p.Value()
		if err != nil {
			return true // not the beginning of an object
		}
		if d, ok := v.(cos.Dict); ok {
			return d["Linearized"] != nil
		}
	}
	return false
}

// firstValues is how many values the first object may have; ours is a stream.
const firstValues = 10_000

// catalogOf returns the catalog.
func (r *reader) catalogOf() (cos.Dict, error) {
	d, err := r.dict(r.Trailer["Root"])
	if err != nil || !only(d, catalogKeys) {
		return nil, ErrForeign
	}
	if d["Names"] != nil { // scripts have names, too
		names, err := r.dict(d["Names"])
		if err != nil || !only(names, []cos.Name{"EmbeddedFiles"}) {
			return nil, ErrForeign
		}
	}
	if d["Outlines"] == nil {
		return d, nil
	}
	top, err := r.dict(d["Outlines"])
	if err != nil || !only(top, outlineKeys) {
		return nil, ErrForeign
	}
	left := maxBookmarks
	return d, r.bookmarks(top["First"], &left, maxLevels)
}

// The limits of bookmarks: one for each paper of the largest list, with groups and letters; three levels are ours.
const (
	maxBookmarks = 250_000
	maxLevels    = 8
)

// bookmarks checks those from first on, and all below them: one of ours leads to a page and does nothing else.
func (r *reader) bookmarks(first cos.Value, left *int, levels int) error {
	for next := first; next != nil; {
		d, err := r.dict(next)
		if *left--; err != nil || *left < 0 || levels == 0 || !only(d, bookmarkKeys) {
			return ErrForeign
		}
		if dest, ok := d["Dest"].(cos.Array); !ok || len(dest) != 2 {
			return ErrForeign
		}
		if err := r.bookmarks(d["First"], left, levels-1); err != nil {
			return err
		}
		next = d["Next"]
	}
	return nil
}

// link returns the URL of an annotation, "" without one. Only links without a look of their own are ours.
func (r *reader) link(ref cos.Value) (string, error) {
	a, err := r.dict(ref)
	if err != nil {
		return "", err
	}
	action, _ := a["A"].(cos.Dict)
	url, _ := action["URI"].(cos.String)
	border, _ := a["Border"].(cos.Array)
	bare := len(border) == 3
	for _, n := range border {
		bare = bare && n == cos.Number("0")
	}
	if !bare || a["Subtype"] != cos.Name("Link") || !only(a, linkKeys) || !only(action, actionKeys) {
		return "", ErrForeign
	}
	return string(url), nil
}

// glyphs checks where a font has its letters from: a file of one kind, and not of two, of which viewers choose one.
func (r *reader) glyphs(font cos.Dict) error {
	descendants, err := r.array(font["DescendantFonts"])
	if err != nil || len(descendants) > 1 {
		return ErrForeign
	}
	for _, v := range descendants {
		d, err := r.dict(v)
		if err != nil || !only(d, glyphKeys) {
			return ErrForeign
		}
		if d, err = r.dict(d["FontDescriptor"]); err != nil || !only(d, faceKeys) {
			return ErrForeign
		}
	}
	return nil
}

// states checks the graphics states of a resource dictionary: one could set a font, or blend what is painted so that it
// cannot be seen.
func (r *reader) states(v cos.Value) error {
	if v == nil {
		return nil
	}
	all, err := r.dict(v)
	if err != nil {
		return err
	}
	for _, v := range all {
		d, err := r.dict(v)
		if err != nil || !only(d, stateKeys) || d["BM"] != nil && d["BM"] != cos.Name("Normal") {
			return ErrForeign
		}
	}
	return nil
}

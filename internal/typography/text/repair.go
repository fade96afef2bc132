package text

import (
	"reflect"

	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/harfbuzz"
)

// repair opens the wrong glyph filters of a font made for shaping.
//
// HarfBuzz asks a filter whether a lookup may apply to a glyph before it tries the lookup. go-text v0.3.5 builds wrong
// filters from coverage tables with ranges: once a long range has filled one of its three masks, later ranges are
// missing in the other two, and the lookup is skipped for their glyphs (go-text/typesetting issue 278, fixed in pull
// request 279). Noto Sans then loses the kerning of Cyrillic and quotation marks, Noto Serif Tibetan the spacing of its
// tsheg, Noto Nastaliq Urdu offsets. A filter that passes everything is always correct, since the lookup still decides.
// So filters made from ranges are opened here, before the font is shared.
//
// The filters have no exported name. If a later go-text changes their type, nothing is touched. TestRepair fails when
// go-text is fixed and this file can go.
func repair(h *harfbuzz.Font) {
	f, face := reflect.ValueOf(h).Elem(), h.Face()
	substitutions := f.FieldByName("gsubAccels")
	for i, l := range face.GSUB.Lookups {
		repairLookup(substitutions, i, l.Subtables)
	}
	positions := f.FieldByName("gposAccels")
	for i, l := range face.GPOS.Lookups {
		repairLookup(positions, i, l.Subtables)
	}
}

// repairLookup opens the filters of lookup i and of its subtables that cover ranges.
func repairLookup[T interface{ Cov() tables.Coverage }](lookups reflect.Value, i int, subtables []T) {
	if lookups.Kind() != reflect.Slice || i >= lookups.Len() || lookups.Index(i).Kind() != reflect.Struct {
		return
	}
	filters := lookups.Index(i).FieldByName("subtables")
	for j, s := range subtables {
		if _, ranges := s.Cov().(tables.Coverage2); !ranges {
			continue
		}
		openFilter(lookups.Index(i))
		if filters.Kind() == reflect.Slice && j < filters.Len() {
			openFilter(filters.Index(j))
		}
	}
}

// openFilter sets all bits of the field digest of a struct.
func openFilter(v reflect.Value) {
	if v.Kind() != reflect.Struct {
		return
	}
	d := v.FieldByName("digest")
	if d.Kind() != reflect.Array || d.Len() != 3 || d.Type().Elem().Kind() != reflect.Uint64 {
		return
	}
	*(*[3]uint64)(d.Addr().UnsafePointer()) = [3]uint64{^uint64(0), ^uint64(0), ^uint64(0)}
}

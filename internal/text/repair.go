package text

import (
	"reflect"

	"github.com/go-text/typesetting/harfbuzz"
)

// repair opens the glyph filters of a font that was made for shaping.
//
// HarfBuzz asks a filter whether a lookup may know a glyph before it asks the
// lookup. In go-text v0.3.5 a filter is built wrongly from a coverage table of
// ranges: once a long range has filled one of its three masks, later ranges are
// left out of the other two, and the lookup is skipped for their glyphs
// (go-text/typesetting issue 278, mended in pull request 279). Noto Sans then
// loses the kerning of Cyrillic and quotation marks, Noto Serif Tibetan the
// spacing of its tsheg, Noto Nastaliq Urdu offsets. A filter that lets
// everything pass is always right, since the lookup still decides; so all are
// opened here, where nobody else has seen the font yet.
//
// The filters have no exported name. Where a later go-text has changed their
// type nothing is touched; TestRepair says when this file can go.
func repair(h *harfbuzz.Font) {
	f := reflect.ValueOf(h).Elem()
	for _, table := range []string{"gsubAccels", "gposAccels"} {
		lookups := f.FieldByName(table)
		if !lookups.IsValid() || lookups.Kind() != reflect.Slice {
			return
		}
		for i := range lookups.Len() {
			openFilter(lookups.Index(i))
			subtables := lookups.Index(i).FieldByName("subtables")
			if !subtables.IsValid() || subtables.Kind() != reflect.Slice {
				return
			}
			for j := range subtables.Len() {
				openFilter(subtables.Index(j))
			}
		}
	}
}

// openFilter sets all bits of field digest of a struct.
func openFilter(v reflect.Value) {
	d := v.FieldByName("digest")
	if !d.IsValid() || d.Kind() != reflect.Array || d.Len() != 3 || d.Type().Elem().Kind() != reflect.Uint64 {
		return
	}
	*(*[3]uint64)(d.Addr().UnsafePointer()) = [3]uint64{^uint64(0), ^uint64(0), ^uint64(0)}
}

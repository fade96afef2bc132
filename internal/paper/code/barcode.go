package code

import (
	"fmt"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"lanyard/internal/base/geom"
)

// barcodeQuiet is the light margin on either side of a Code 128 symbol, in
// modules (ISO/IEC 15417, 4.6).
const barcodeQuiet = 10

// maxBarcode limits the characters of a barcode: at a quarter of a millimetre per module, the least that desk scanners
// read, 80 characters are 25 cm wide.
const maxBarcode = 80

// Barcode returns the bars of a Code 128 symbol in box, which includes the quiet zones, and the width of a module, a
// whole number of EMU. The payload must be printable ASCII.
func Barcode(payload string, box geom.Rect) (geom.Path, geom.Length, error) {
	if payload == "" || len(payload) > maxBarcode ||
		strings.ContainsFunc(payload, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, 0, fmt.Errorf("encoding barcode: %q is not printable ASCII of at most %d characters", payload,
			maxBarcode)
	}
	bits, err := oned.NewCode128Writer().Encode(payload, gozxing.BarcodeFormat_CODE_128, 0, 1,
		map[gozxing.EncodeHintType]interface{}{gozxing.EncodeHintType_MARGIN: 2 * barcodeQuiet})
	if err != nil {
		return nil, 0, fmt.Errorf("encoding barcode: %w", err)
	}
	n := geom.Length(bits.GetWidth())
	module := box.W / n
	x := box.X + (box.W-module*n)/2
	var bars geom.Path
	for i := 0; i < bits.GetWidth(); i++ {
		first := i
		for i < bits.GetWidth() && bits.Get(i, 0) {
			i++
		}
		if i > first {
			bar := geom.Rect{X: x + geom.Length(first)*module, Y: box.Y, W: geom.Length(i-first) * module, H: box.H}
			bars = append(bars, geom.Box(bar)...)
		}
	}
	return bars, module, nil
}

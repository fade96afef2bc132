// Package paint writes what a content stream paints with: outlines, mosaics, gradients and colours, as operators and
// functions of PDF. Every function appends to a buffer and keeps nothing.
package paint

import (
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// leastPart is the shortest piece of a gradient as a part of its whole: bounds of a
// stitched function must increase, even where two colours meet.
const leastPart = 1e-6

// AppendFunction writes the function from a part of the way to a colour (ISO 32000-1,
// 7.10): linear between two colours, or several linear functions stitched together.
func AppendFunction(b []byte, p *page.Paint) []byte {
	linear := func(b []byte, from, to geom.Colour) []byte {
		b = append(appendScreen(append(b, "<</FunctionType 2/Domain[0 1]/N 1/C0["...), from), "]/C1["...)
		return append(appendScreen(b, to), "]>>"...)
	}
	if len(p.Stops) == 0 {
		return linear(b, p.Colour, *p.To)
	}
	var bounds, encode []byte
	b = append(b, "<</FunctionType 3/Domain[0 1]/Functions["...)
	at, from := 0.0, p.Colour
	for _, s := range p.Stops {
		if part := max(leastPart, min(1-leastPart, s.Part)); part > at {
			b = linear(b, from, s.Colour)
			bounds, encode, at = append(AppendDecimal(bounds, part), ' '), append(encode, "0 1 "...), part
		}
		from = s.Colour
	}
	b = append(append(linear(b, from, *p.To), "]/Bounds["...), bounds...)
	return append(append(append(b, "]/Encode["...), encode...), "0 1]>>"...)
}

// appendScreen writes a colour as three numbers, its red, green and blue on screens.
func appendScreen(b []byte, c geom.Colour) []byte {
	for _, v := range c.Screen() {
		b = append(AppendDecimal(b, float64(v)/255), ' ')
	}
	return b
}

// AppendPart writes v as a part of 255.
func AppendPart(b []byte, v uint8) []byte {
	return cos.AppendThousandths(b, (int64(v)*1000+127)/255)
}

// AppendTints writes percentages as parts of 1.
func AppendTints(b []byte, v [4]uint8) []byte {
	for i, part := range v {
		if i > 0 {
			b = append(b, ' ')
		}
		b = cos.AppendThousandths(b, int64(part)*10)
	}
	return b
}

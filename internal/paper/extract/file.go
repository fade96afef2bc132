package extract

import (
	"bytes"
	"fmt"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
)

// The numbers of objects in a file that assemble writes.
const (
	firstObject = 4 // of those that package artwork has cut out
	ofPage      = 1 // index among them of the form with the operators of the page
)

// assemble returns a PDF file of one page that objects paint, as package artwork returns them. Size is that of the page
// with bleed on every side.
func assemble(objects cos.Objects, size geom.Size, bleed geom.Length) []byte {
	var b bytes.Buffer
	var offsets []int
	write := func(n int, v cos.Value, number func(cos.Ref) int) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", n)
		b.Write(cos.Append(nil, v, number))
		if s, ok := v.(*cos.Stream); ok {
			b.WriteString("\nstream\n")
			b.Write(s.Raw)
			b.WriteString("\nendstream")
		}
		b.WriteString("\nendobj\n")
	}
	own := func(r cos.Ref) int { return int(r) }
	w, h, edge := size.W.Points(), size.H.Points(), bleed.Points()
	page := cos.Dict{"Type": cos.Name("Page"), "Parent": cos.Ref(2), "MediaBox": numbers(0, 0, w, h),
		"Contents": cos.Ref(3), "Resources": cos.Dict{"XObject": cos.Dict{"P": cos.Ref(firstObject)}}}
	if bleed > 0 {
		page["TrimBox"], page["BleedBox"] = numbers(edge, edge, w-edge, h-edge), numbers(0, 0, w, h)
	}
	const paint = "/P Do"
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	write(1, cos.Dict{"Type": cos.Name("Catalog"), "Pages": cos.Ref(2)}, own)
	last := firstObject + len(objects)
	write(2, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{cos.Ref(last)}, "Count": cos.Number("1")}, own)
	write(3, &cos.Stream{Dict: cos.Dict{"Length": cos.Number(strconv.Itoa(len(paint)))}, Raw: []byte(paint)}, own)
	for i, v := range objects {
		write(firstObject+i, v, func(r cos.Ref) int { return firstObject + int(r) })
	}
	write(last, page, own)
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", last+1, table)
	return b.Bytes()
}

func numbers(v ...float64) (a cos.Array) {
	for _, n := range v {
		a = append(a, cos.Number(strconv.FormatFloat(n+0, 'f', -1, 64))) // +0: no -0
	}
	return a
}

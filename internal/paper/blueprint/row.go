package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/expression"
)

// across is the flow of a row; signatories is what a row repeats: the people who sign the event's certificates.
const (
	across      = "across"
	signatories = "signatories"
	landscape   = "landscape"
)

// maxColumns is the most cells side by side: more leave no room for a name.
const maxColumns = 6

// checkRow reports keys of a row that mean nothing elsewhere, or are missing.
func (p *parser) checkRow(key string, raw *rawBox) {
	switch {
	case raw.Flow == across && raw.Repeat != signatories:
		p.report(key+".flow", "a row repeats the signatories", `write repeat = "signatories", or flow = "down"`)
	case raw.Flow != across && raw.Repeat == signatories:
		p.report(key+".repeat", "signatories are set side by side", `write flow = "across"`)
	case raw.Flow != across && (raw.Columns != nil || raw.Widest != nil || raw.Align != nil):
		p.report(key, "columns, widest and align are keys of a row", `write flow = "across", or delete them`)
	case raw.Columns != nil && (*raw.Columns < 1 || *raw.Columns > maxColumns):
		p.report(key+".columns", fmt.Sprintf("%d columns are not between 1 and %d", *raw.Columns, maxColumns), "")
	case raw.Align != nil:
		p.oneOf(key+".align", "alignment", *raw.Align, aligns)
	}
}

// row returns g with one group for each signatory. They share its width equally, up to widest, in as many lines of at
// most columns as they need, and its height.
func (p *parser) row(key string, raw *rawBox, g *template.Group, depth int) template.Box {
	n := p.set.Signatories
	if n == 0 {
		p.list(key+".box", raw.Boxes, g.Size, depth+1) // for its faults
		g.Repeat = ""
		return g
	}
	columns := maxColumns
	if raw.Columns != nil {
		columns = max(1, *raw.Columns)
	}
	lines := (n + columns - 1) / columns
	columns = (n + lines - 1) / lines
	cell := geom.Size{W: share(g.Size.W, g.Gap, columns), H: share(g.Size.H, g.Gap, lines)}
	if raw.Widest != nil {
		cell.W = min(cell.W, geom.Length(*raw.Widest))
	}
	for i := range n {
		inLine := min(columns, n-i/columns*columns)
		at := geom.Position{X: rowStart(raw.Align, g.Size.W-cell.W*geom.Length(inLine)-g.Gap*geom.Length(inLine-1)) +
			geom.Length(i%columns)*(cell.W+g.Gap), Y: geom.Length(i/columns) * (cell.H + g.Gap)}
		boxes := p.list(key+".box", raw.Boxes, cell, depth+1)
		number(boxes, strconv.Itoa(i+1))
		g.Boxes = append(g.Boxes, &template.Group{Frame: template.Frame{Name: fmt.Sprintf("%s %d", g.Name, i+1), At: at,
			Size: cell, Line: g.Line}, Boxes: boxes})
	}
	g.Repeat = ""
	return g
}

// share returns the part of side that each of n has, with gaps between them.
func share(side, gap geom.Length, n int) geom.Length {
	return max(0, side-gap*geom.Length(n-1)) / geom.Length(n)
}

// rowStart returns where a line of cells begins that leaves spare of the width.
func rowStart(align *string, spare geom.Length) geom.Length {
	if align == nil {
		return 0
	}
	switch *align {
	case aligns[template.AlignCentre]:
		return spare / 2
	case aligns[template.AlignRight], aligns[template.AlignEnd]:
		return spare
	}
	return 0
}

// number makes the fields signatory.X of boxes those of one signatory, signatory.N.X, and their names unique.
func number(boxes []template.Box, n string) {
	of := func(field string) string {
		rest, ok := strings.CutPrefix(field, "signatory.")
		if !ok {
			return field
		}
		return "signatory." + n + "." + rest
	}
	phrases := func(all ...*expression.Phrase) { // copies: the boxes of all cells are made from the same phrases
		for _, p := range all {
			*p = slices.Clone(*p)
			for i := range *p {
				(*p)[i].Field = of((*p)[i].Field)
			}
		}
	}
	(&template.Template{Boxes: boxes}).Walk(func(b template.Box) {
		f := template.FrameOf(b)
		f.Name += " " + n
		f.When = slices.Clone(f.When)
		for i := range f.When {
			f.When[i] = slices.Clone(f.When[i])
			for j := range f.When[i] {
				f.When[i][j].Field = of(f.When[i][j].Field)
			}
		}
		switch b := b.(type) {
		case *template.Text:
			phrases(&b.Text, &b.Lang)
			for i := range b.In {
				phrases(&b.In[i].Text)
			}
		case *template.Picture:
			phrases(&b.Picture, &b.File, &b.Alt)
		case *template.QR:
			phrases(&b.Payload, &b.Alt)
		case *template.Barcode:
			phrases(&b.Payload, &b.Alt)
		}
	})
}

package impose

import (
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// Marks are hairlines that begin outside the bleed, so a cut that is off by less than the bleed leaves no line on the
// badge.
const (
	markLength = 5 * geom.Millimetre
	markOffset = 3 * geom.Millimetre // from the trim; the usual bleed of offset printing
	markWidth  = geom.Point / 4
	foldDash   = geom.Millimetre
	targetArm  = 3 * geom.Millimetre // from the middle of a registration target
)

// registration is the ink that prints on every plate (ISO 32000-1, 8.6.6.4).
var registration = geom.Colour{Space: geom.Spot, Name: "All", V: [4]uint8{100, 100, 100, 100}, Tint: 100}

// pale is the colour of outlines: visible but unobtrusive.
var pale = geom.Colour{V: [4]uint8{150, 150, 150}}

func hairline(path geom.Path, colour geom.Colour, dash ...geom.Length) *page.Path {
	return &page.Path{Outline: path, Stroke: &page.Stroke{Width: markWidth, Colour: colour, Dash: dash}}
}

// marks returns the plan's marks around the used cells.
func (p Plan) marks(used []int) []page.Item {
	var items []page.Item
	add := func(path geom.Path, colour geom.Colour, dash ...geom.Length) {
		if len(path) > 0 {
			items = append(items, hairline(path, colour, dash...))
		}
	}
	if p.Outlines {
		var path geom.Path
		for _, i := range used {
			path = append(path, p.outline(p.CellBox(i))...)
		}
		add(path, pale)
	}
	if p.Crop {
		add(p.cropMarks(used), geom.Colour{})
	}
	if p.Fold != NoFold {
		add(p.foldMarks(used), geom.Colour{}, foldDash, foldDash)
	}
	if p.Registration {
		items = append(items, p.targets(false, false))
	}
	return items
}

// block returns the box around the used cells.
func (p Plan) block(used []int) geom.Rect {
	var block geom.Rect
	for _, i := range used {
		block = block.Union(p.CellBox(i))
	}
	return block
}

// cropMarks returns a mark at both ends of every cut along a used cell, in the margin around the used block.
func (p Plan) cropMarks(used []int) geom.Path {
	var xs, ys []geom.Length
	for _, i := range used {
		cell := p.CellBox(i)
		xs = append(xs, cell.X, cell.Right())
		ys = append(ys, cell.Y, cell.Bottom())
	}
	return p.inMargin(p.block(used), xs, ys)
}

// foldMarks returns a mark at both ends of every fold.
func (p Plan) foldMarks(used []int) geom.Path {
	var xs, ys []geom.Length
	for _, i := range used {
		box := p.pageBox(i)
		if (p.Fold == Tent) != p.Turned {
			ys = append(ys, box.Y+box.H/2)
		} else {
			xs = append(xs, box.X+box.W/2)
		}
	}
	return p.inMargin(p.block(used), xs, ys)
}

// inMargin returns marks above and below block at xs, and left and right of it at ys, as far as there is paper.
func (p Plan) inMargin(block geom.Rect, xs, ys []geom.Length) geom.Path {
	var out geom.Path
	offset := max(markOffset, p.Bleed)
	line := func(x0, y0, x1, y1 geom.Length) {
		if x0 < x1 || y0 < y1 {
			out.Move(x0, y0)
			out.Line(x1, y1)
		}
	}
	for _, x := range sorted(xs) {
		line(x, max(0, block.Y-offset-markLength), x, block.Y-offset)
		line(x, block.Bottom()+offset, x, min(p.Sheet.H, block.Bottom()+offset+markLength))
	}
	for _, y := range sorted(ys) {
		line(max(0, block.X-offset-markLength), y, block.X-offset, y)
		line(block.Right()+offset, y, min(p.Sheet.W, block.Right()+offset+markLength), y)
	}
	return out
}

// sorted returns the places in order without duplicates. Cells without a gutter share a cut.
func sorted(places []geom.Length) []geom.Length {
	slices.Sort(places)
	return slices.Compact(places)
}

// targets returns a registration target in each margin that has room for one, a quarter into a cell, away from the
// marks of cuts and folds. On the back they are mirrored, to align with those of the front.
func (p Plan) targets(mirrorX, mirrorY bool) *page.Path {
	first, last, middle := p.CellBox(0), p.CellBox(p.PerSheet()-1), p.box(p.Columns/2, p.Rows/2)
	x, y := middle.X+middle.W/4, middle.Y+middle.H/4
	away := p.Bleed + targetArm
	var path geom.Path
	for _, t := range []struct {
		at     geom.Position
		margin geom.Length
	}{
		{geom.Position{X: x, Y: first.Y - away}, first.Y},
		{geom.Position{X: x, Y: last.Bottom() + away}, p.Sheet.H - last.Bottom()},
		{geom.Position{X: first.X - away, Y: y}, first.X},
		{geom.Position{X: last.Right() + away, Y: y}, p.Sheet.W - last.Right()},
	} {
		if t.margin < away+targetArm {
			continue
		}
		if mirrorX {
			t.at.X = p.Sheet.W - t.at.X
		}
		if mirrorY {
			t.at.Y = p.Sheet.H - t.at.Y
		}
		path = append(path, target(t.at)...)
	}
	return hairline(path, registration)
}

// target returns a circle with a cross over it.
func target(at geom.Position) geom.Path {
	const radius = targetArm * 2 / 3
	path := geom.Ellipse(geom.Rect{X: at.X - radius, Y: at.Y - radius, W: 2 * radius, H: 2 * radius})
	path.Move(at.X-targetArm, at.Y)
	path.Line(at.X+targetArm, at.Y)
	path.Move(at.X, at.Y-targetArm)
	path.Line(at.X, at.Y+targetArm)
	return path
}

// Picture returns a page with the edges of the sheet and all its cells, to print and hold against the stock. An endless
// roll is shown as a square.
func (s Stock) Picture() (*page.Page, error) {
	if s.Endless() {
		s.Sheet.H = s.Sheet.W
	}
	sheet := &page.Page{Size: s.Sheet,
		Items: []page.Item{hairline(geom.Box(s.Sheet.At(geom.Position{}).Inset(markWidth/2)), pale)}}
	if s.Plain() {
		return sheet, nil
	}
	s, err := s.completed()
	if err != nil {
		return nil, err
	}
	var cells geom.Path
	for i := range s.Columns * s.Rows {
		cells = append(cells, s.outline(s.box(i%s.Columns, i/s.Columns))...)
	}
	sheet.Items = append(sheet.Items, hairline(cells, pale))
	return sheet, nil
}

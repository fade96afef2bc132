package impose

import (
	"strings"

	"lanyard/internal/base/geom"
)

// Stock is what is printed on: a sheet of plain paper, a sheet that its maker has cut into equal cells, or a label or
// card, which is a sheet of one cell.
type Stock struct {
	Maker, Part string   // "Avery", "5392"; a plain sheet has only a part, "A4"
	Also        []string // other parts of the maker with the same cells
	What        string   // product description
	Sheet       geom.Size
	Cell        geom.Size     // zero: plain paper, cut to suit the pages
	Columns     int           // 0: as many as the sheet holds
	Rows        int           // 0: as many as the sheet holds
	First       geom.Position // upper left corner of the first cell
	Centred     bool          // the cells are centred on the sheet, and First is ignored
	Pitch       geom.Size     // from one cell to the next; 0: no gap between them
	Radius      geom.Length   // of the corners of a cell
	Round       bool          // the cells are circles or ellipses
	Roll        bool          // labels or paper of a label printer, which prints black only
	Source      string        // where the measures are published
}

// Name returns maker and part: "Avery 5392".
func (s Stock) Name() string { return strings.TrimSpace(s.Maker + " " + s.Part) }

// Plain reports whether the stock is uncut.
func (s Stock) Plain() bool { return s.Cell == geom.Size{} }

// Endless reports whether s is a roll without labels, which the printer cuts after each print: its sheet has no height.
func (s Stock) Endless() bool { return s.Sheet.H == 0 && s.Sheet.W > 0 }

// Stocks returns every known stock, plain paper first, in listing order.
func Stocks() []Stock { return stocks }

// FindStock returns the stock with the given name: maker and part or, if no other maker has it, the part alone. Case,
// spaces and hyphens are ignored.
func FindStock(name string) (Stock, bool) {
	wanted := folded(name)
	var found []Stock
	for _, s := range stocks {
		for _, part := range append([]string{s.Part}, s.Also...) {
			switch wanted {
			case folded(s.Maker + part):
				return s, true
			case folded(part):
				found = append(found, s)
			}
		}
	}
	if len(found) != 1 || wanted == "" {
		return Stock{}, false
	}
	return found[0], true
}

// StockNames returns the names that FindStock accepts, including parts with the same cells.
func StockNames() []string {
	var names []string
	for _, s := range stocks {
		names = append(names, s.Name())
		for _, part := range s.Also {
			names = append(names, s.Maker+" "+part)
		}
	}
	return names
}

// folded returns the letters and digits of a name in lower case.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.\t\u00a0", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// Matches reports whether word occurs in the name of s, in that of a part with the same cells, or in the description.
// The empty word matches every stock.
func (s Stock) Matches(word string) bool {
	for _, text := range append([]string{s.Name(), s.What}, s.Also...) {
		if strings.Contains(folded(text), folded(word)) {
			return true
		}
	}
	return false
}

// box returns the cell at a column and row, both from 0.
func (s Stock) box(column, row int) geom.Rect {
	return s.Cell.At(s.First.Add(geom.Position{X: geom.Length(column) * s.Pitch.W, Y: geom.Length(row) * s.Pitch.H}))
}

// outline returns the edge of a cell.
func (s Stock) outline(cell geom.Rect) geom.Path {
	if s.Round {
		return geom.Ellipse(cell)
	}
	return geom.RoundedBox(cell, s.Radius)
}

package impose

import (
	"slices"
	"testing"

	"lanyard/internal/base/geom"
)

func TestFindStock(t *testing.T) {
	for name, want := range map[string]string{
		"Avery 5392": "Avery 5392", "avery5392": "Avery 5392", " AVERY  5392 ": "Avery 5392", "5392": "Avery 5392",
		"Avery 5384": "Avery 5392", "avery-74541": "Avery 5392", "l4784": "Avery L4785", "a4": "A4", "letter": "Letter",
		"cr80": "CR80", "DK 11234": "Brother DK-11234", "dk1234": "Brother DK-11234", "durable 1445-02": "DURABLE 1445",
		"A4 4xA6": "A4 4 x A6",
	} {
		if s, ok := FindStock(name); !ok || s.Name() != want {
			t.Errorf("%q is %q, %v, want %q", name, s.Name(), ok, want)
		}
	}
	for _, name := range []string{"", " ", "Avery", "Avery 1", "none"} {
		if s, ok := FindStock(name); ok {
			t.Errorf("%q is %s", name, s.Name())
		}
	}
}

// Every name finds its own stock, and no two stocks share a name.
func TestStockNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range StockNames() {
		if seen[folded(name)] {
			t.Errorf("two stocks are named %s", name)
		}
		seen[folded(name)] = true
		s, ok := FindStock(name)
		if !ok || name != s.Name() && !slices.ContainsFunc(s.Also,
			func(part string) bool { return name == s.Maker+" "+part }) {
			t.Errorf("%s finds %s", name, s.Name())
		}
	}
	if len(stocks) < 40 {
		t.Errorf("there are only %d stocks", len(stocks))
	}
}

// A maker's margins differ by a few millimetres at most, because sheets go through printers from either end. A typing
// error in the table causes a larger difference, overlapping cells or cells off the sheet.
func TestStocksAreSound(t *testing.T) {
	const asymmetry = 7 * geom.Millimetre / 2
	for _, s := range Stocks() {
		if s.Sheet.W <= 0 || s.Source == "" || s.What == "" || s.Part == "" {
			t.Errorf("%s: incomplete: %+v", s.Name(), s)
		}
		if s.Plain() || s.Endless() {
			continue
		}
		if s.Columns < 1 || s.Rows < 1 {
			t.Errorf("%s has no columns or rows", s.Name())
		}
		whole, err := s.completed()
		if err != nil || !slices.Equal([]geom.Length{whole.Pitch.W, whole.Pitch.H},
			[]geom.Length{s.Pitch.W, s.Pitch.H}) || whole.Columns != s.Columns || whole.Rows != s.Rows {
			t.Errorf("%s: %v, completed to %+v", s.Name(), err, whole)
		}
		last := s.box(s.Columns-1, s.Rows-1)
		for what, margins := range map[string][2]geom.Length{
			"left and right": {s.First.X, s.Sheet.W - last.Right()},
			"top and bottom": {s.First.Y, s.Sheet.H - last.Bottom()},
		} {
			if d := margins[0] - margins[1]; min(margins[0], margins[1]) < 0 || d > asymmetry || d < -asymmetry {
				t.Errorf("%s has %s left %s", s.Name(), margins, what)
			}
		}
		if s.Round && s.Cell.W != s.Cell.H {
			t.Errorf("%s is round and %s", s.Name(), extent(s.Cell))
		}
		if s.Radius > min(s.Cell.W, s.Cell.H)/2 {
			t.Errorf("%s has corners of %s", s.Name(), s.Radius)
		}
	}
}

// The table is checked by hand against the makers' descriptions: 5160 has thirty labels of 1 x 2-5/8 in, three across;
// 3 x 2-5/8 and two gaps of 1/8 are 8-1/8, which leaves 3/16 on either side. The second label begins at 3/16 + 2-5/8 +
// 1/8 = 2-15/16 in = 74.6125 mm.
func TestStockArithmetic(t *testing.T) {
	s, _ := FindStock("5160")
	if s.Columns*s.Rows != 30 || s.box(1, 0).X != geom.MM(74.6125) || s.Sheet.W-s.box(2, 0).Right() != geom.MM(4.7625) {
		t.Errorf("%+v, second label at %s", s, s.box(1, 0).X)
	}
}

func TestPicture(t *testing.T) {
	for _, s := range Stocks() {
		if p, err := s.Picture(); err != nil || len(p.Items) == 0 || p.Size.H <= 0 {
			t.Errorf("%s: %v", s.Name(), err)
		}
	}
}

func TestMatches(t *testing.T) {
	s, _ := FindStock("Avery 5392")
	for word, want := range map[string]bool{"": true, "avery": true, "Badge": true, "74541": true, "herma": false} {
		if s.Matches(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}

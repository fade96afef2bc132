package impose

// Sheet holds, for each cell, the number of its page from 0, or Blank.
type Sheet []int

// Blank is a cell without a page.
const Blank = -1

// Sheets places n pages. The first start cells of the first sheet stay blank, for a sheet that is already partly used.
// If the pages do not fill the last sheet it is short; in a stack, the last piles are.
func (p Plan) Sheets(n, start int) []Sheet {
	if n == 0 {
		return nil
	}
	per := p.PerSheet()
	sheets := make([]Sheet, (start+n+per-1)/per)
	for i := range sheets {
		sheets[i] = make(Sheet, per)
		for j := range sheets[i] {
			sheets[i][j] = Blank
		}
	}
	for i, slot := 0, start; i < n; slot++ {
		sheet, cell := slot/per, slot%per
		if p.Order == InStack {
			cell, sheet = (slot-start)/len(sheets), (slot-start)%len(sheets)
			if sheet == 0 && cell < start {
				continue
			}
		}
		sheets[sheet][cell] = i
		i++
	}
	return sheets
}

// Copies returns the numbers 0 to n-1, copies times each: 0 1 2 0 1 2 if collated, otherwise 0 0 1 1 2 2.
func Copies(n, copies int, collated bool) []int {
	out := make([]int, 0, n*copies)
	for i := range n * copies {
		if collated {
			out = append(out, i%n)
		} else {
			out = append(out, i/copies)
		}
	}
	return out
}

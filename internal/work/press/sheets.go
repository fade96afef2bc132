package press

import (
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/work/folder"
)

// card is the content of one cell of a sheet: a paper, the name of the group that
// begins, or nothing.
type card struct {
	paper int    // its number, or blank
	again bool   // a further copy
	group *group // if set, its name is printed instead of a paper
}

// blank is the number of no paper.
const blank = -1

// Leaf is one sheet of paper: the cards of its cells, or the name of a group
// across all of it.
type Leaf struct {
	cells []card
	group *group
}

// plan returns how the papers of a press are placed on sheets; nil is one a page.
func (p *Press) plan() *impose.Plan {
	if folder.OnSheets(p.Kind) {
		return p.List.Sheet
	}
	return nil
}

// Fold returns how the papers of a press are folded.
func (p *Press) Fold() impose.Fold {
	if folder.OnSheets(p.Kind) {
		return p.List.Fold()
	}
	return impose.NoFold
}

// pagesALeaf returns 2 when the back of the sheets is printed too.
func (p *Press) pagesALeaf() int {
	if p.Back != nil && p.Fold() == impose.NoFold {
		return 2
	}
	return 1
}

// Print returns how the papers of a press must be printed: badges at the size of
// their holders and in the places of their stock, with the back behind the front. A
// certificate is one page that no printer may crop, so how it is fitted to the paper
// is left to the print dialog.
func (p *Press) Print() pdf.Print {
	switch {
	case !folder.OnSheets(p.Kind):
		return pdf.AsChosen
	case p.pagesALeaf() == 1:
		return pdf.Exact
	case p.List.Flip() == impose.ShortEdge:
		return pdf.ExactShortEdge
	}
	return pdf.ExactLongEdge
}

// leavesAPiece is how many leaves a worker draws at a time.
func (p *Press) leavesAPiece() int {
	if p.plan() == nil {
		return pagesAPiece
	}
	return sheetsAPiece
}

// Papers returns the indices of the papers on a leaf; none when it divides
// groups.
func (f Leaf) Papers() (all []int) {
	for _, c := range f.cells {
		if c.paper != blank && c.group == nil {
			all = append(all, c.paper)
		}
	}
	return all
}

// Divides reports whether a leaf is the divider before a group.
func (f Leaf) Divides() bool { return f.group != nil }

// Spread puts the papers of the press on leaves, in order: group by group, as
// often as copies of them are wanted.
func (p *Press) Spread() []Leaf {
	groups := p.groups
	if groups == nil {
		groups = []group{{papers: len(p.Papers)}}
	}
	copies, collate, separator := 1, true, "none"
	if b := p.Event.Badges; folder.OnSheets(p.Kind) {
		copies, collate = b.Copies, b.Collate
		if len(groups) > 1 {
			separator = b.Separator
		}
	}
	times := 1
	if collate {
		times, copies = copies, 1
	}
	var leaves []Leaf
	var cards []card
	start := p.Start
	for n := range times {
		first := 0
		for g := range groups {
			switch separator {
			case "sheet":
				leaves, cards = append(leaves, p.leaves(cards, start)...), nil
				if len(leaves) > 0 {
					start = 0
				}
				leaves = append(leaves, Leaf{group: &groups[g]})
			case "cell":
				cards = append(cards, card{paper: blank, group: &groups[g]})
			}
			for k, i := range impose.Copies(groups[g].papers, copies, false) {
				cards = append(cards, card{paper: first + i, again: n > 0 || k%copies > 0})
			}
			first += groups[g].papers
		}
	}
	return append(leaves, p.leaves(cards, start)...)
}

// leaves puts cards on leaves. The first start cells stay blank.
func (p *Press) leaves(cards []card, start int) []Leaf {
	var leaves []Leaf
	plan := p.plan()
	if plan == nil {
		for _, c := range cards {
			leaves = append(leaves, Leaf{cells: []card{c}})
		}
		return leaves
	}
	for _, sheet := range plan.Sheets(len(cards), start) {
		var l Leaf
		for _, i := range sheet {
			c := card{paper: blank}
			if i != impose.Blank {
				c = cards[i]
			}
			l.cells = append(l.cells, c)
		}
		leaves = append(leaves, l)
	}
	return leaves
}

// Outcome is the result of laying out one paper.
type Outcome struct {
	Paper  int // index in Papers
	page   int // of the file, from 1
	Fits   []layout.Fit
	Faults []layout.Fault
	shown  string // the text of history.Contents, where the press caches it
	again  bool   // it was not laid out: the last run had it
}

// Draw lays out a leaf and returns its pages, and the outcomes of the papers that
// no leaf before has shown.
func (p *Press) Draw(l *layout.Layouter, f Leaf) (pages []*page.Page, outcomes []Outcome) {
	plan, both := p.plan(), p.pagesALeaf() == 2
	if f.group != nil {
		size := impose.FoldedSize(p.Front.Size, p.Fold())
		if plan != nil {
			size = plan.Sheet
		}
		pages = append(pages, f.group.page(l, size))
		if both {
			pages = append(pages, &page.Page{Size: size})
		}
		return pages, nil
	}
	fronts, backs := make([]*page.Page, len(f.cells)), make([]*page.Page, len(f.cells))
	for i, c := range f.cells {
		switch {
		case c.group != nil:
			divider := c.group.page(l, p.Front.Size)
			fronts[i] = impose.Folded(divider, divider, p.Fold())
		case c.paper != blank:
			var o Outcome
			fronts[i], backs[i], o = p.Sides(l, p.Papers[c.paper])
			if o.Paper = c.paper; !c.again {
				outcomes = append(outcomes, o)
			}
		}
	}
	if plan != nil {
		pages = append(pages, plan.Front(fronts))
		if both {
			pages = append(pages, plan.Back(backs))
		}
		return pages, outcomes
	}
	for i, front := range fronts {
		pages = append(pages, front)
		if both && backs[i] == nil {
			backs[i] = &page.Page{Size: front.Size, Bleed: front.Bleed}
		}
		if both {
			pages = append(pages, backs[i])
		}
	}
	return pages, outcomes
}

// Sides lays out one paper: its front, folded with the other half where it is
// folded, and its back where it has one. The outcome has no place yet.
func (p *Press) Sides(l *layout.Layouter, one Printed) (front, back *page.Page, o Outcome) {
	front, back, o = p.flat(l, one)
	if p.Fold() == impose.NoFold {
		return front, back, o
	}
	if back == nil {
		back = front
	}
	return impose.Folded(front, back, p.Fold()), nil, o
}

// flat is Sides with the halves of a folded paper apart.
func (p *Press) flat(l *layout.Layouter, one Printed) (front, back *page.Page, o Outcome) {
	p.withFields(one.Issued, func(fields layout.Fields) {
		if p.keeps {
			o.shown = p.contents.On(one.Person, fields)
		}
		r := l.Page(p.Of(one.Person), fields)
		front, o.Fits, o.Faults = r.Page, r.Fits, r.Faults
		if p.Back != nil {
			other := l.Page(p.Back, fields)
			back = other.Page
			o.Fits, o.Faults = append(o.Fits, other.Fits...), append(o.Faults, other.Faults...)
		}
	})
	if p.Word != "" {
		for _, side := range []*page.Page{front, back} {
			if side != nil {
				side.Items = append(side.Items, Mark(l, p.Word, side.Size))
			}
		}
	}
	return front, back, o
}

package batch

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/people"
)

// setSheet fits the sheet to what this run alone wants of it.
func (r *run) setSheet() error {
	plan := r.work.Sheet
	if r.Start > 1 && plan == nil {
		return fault.New("there are no sheets that could have been used in part: badges stand one a page", "leave out -start")
	}
	if r.Start > 1 && r.Start > plan.PerSheet() {
		return noStart(plan.PerSheet(), r.Start)
	}
	if r.Printer == "" {
		return nil
	}
	printer, ok := r.work.Event.Printers[r.Printer]
	if !ok {
		known := slices.Sorted(maps.Keys(r.work.Event.Printers))
		hint := fmt.Sprintf("add to event.toml: [printers.%s]", source.Key(r.Printer))
		if near := source.Nearest(r.Printer, known); near != "" {
			hint = "did you mean " + near + "? Or " + hint
		}
		return fault.New("event.toml has no printer "+source.Quote(r.Printer), hint)
	}
	if plan != nil {
		plan.FrontShift, plan.BackShift = printer.Front, printer.Back
	}
	return nil
}

// noStart is the fault of a first cell that a sheet does not have.
func noStart(per, start int) error {
	return fault.New(fmt.Sprintf("a sheet has %d badges and cannot start with number %d", per, start), "count row by row from the upper left")
}

// card is what stands in a cell of a sheet: a paper, the name of the group
// that begins, or nothing.
type card struct {
	paper int    // its number, or blank
	again bool   // a further copy
	group *group // set: its name in place of a paper
}

// blank is the number of no paper.
const blank = -1

// leaf is one sheet of paper: the cards of its cells, or the name of a group
// across all of it.
type leaf struct {
	cells []card
	group *group
}

// plan returns how the papers of a press stand on sheets; nil is one a page.
func (p *press) plan() *impose.Plan {
	if folder.OnSheets(p.Kind) {
		return p.List.Sheet
	}
	return nil
}

// fold returns how the papers of a press are folded.
func (p *press) fold() impose.Fold {
	if folder.OnSheets(p.Kind) {
		return p.List.Fold()
	}
	return impose.NoFold
}

// pagesALeaf returns 2 when the back of the sheets is printed too.
func (p *press) pagesALeaf() int {
	if p.Back != nil && p.fold() == impose.NoFold {
		return 2
	}
	return 1
}

// leavesAPiece is how many leaves a worker draws at a time.
func (p *press) leavesAPiece() int {
	if p.plan() == nil {
		return pagesAPiece
	}
	return sheetsAPiece
}

// spread puts the papers of the press on leaves, in order: group by group, as
// often as copies of them are wanted.
func (p *press) spread() []leaf {
	groups := p.groups
	if groups == nil {
		groups = []group{{papers: len(p.papers)}}
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
	var leaves []leaf
	var cards []card
	start := p.start
	for n := range times {
		first := 0
		for g := range groups {
			switch separator {
			case "sheet":
				leaves, cards = append(leaves, p.leaves(cards, start)...), nil
				if len(leaves) > 0 {
					start = 0
				}
				leaves = append(leaves, leaf{group: &groups[g]})
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
func (p *press) leaves(cards []card, start int) []leaf {
	var leaves []leaf
	plan := p.plan()
	if plan == nil {
		for _, c := range cards {
			leaves = append(leaves, leaf{cells: []card{c}})
		}
		return leaves
	}
	for _, sheet := range plan.Sheets(len(cards), start) {
		var l leaf
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

// badgeFile is a press with the file that it fills.
type badgeFile struct {
	*press
	name string
}

// badgeFiles returns the files of a run's badges: one, or one a group.
func (r *run) badgeFiles(p *press) []badgeFile {
	if p.spare {
		return []badgeFile{{p, r.sparesFile()}}
	}
	p.start = max(0, r.Start-1)
	if r.One != "" {
		return []badgeFile{{p, r.fileOf("badges", ".pdf")}}
	}
	p.groups = groupsOf(r.work, p.papers)
	if r.partial() || r.work.Event.Badges.Files == "one" {
		return []badgeFile{{p, r.fileOf("badges", ".pdf")}}
	}
	var files []badgeFile
	var names bundle.Names
	first := 0
	for _, g := range p.groups {
		part := *p
		part.papers, part.groups = p.papers[first:first+g.papers], nil
		files = append(files, badgeFile{&part, r.Shard.named(names.Unique("badges-"+cmp.Or(g.key, "other"), ".pdf"))})
		first, p.start = first+g.papers, 0
	}
	return files
}

// outcome is what became of one paper; its page of layout is dropped.
type outcome struct {
	paper int    // its number
	page  int    // of the file on which it stands, from 1
	said  string // what shown returns
	layout.Result
}

// draw lays out a leaf and returns its pages and what became of the papers
// that stand on it for the first time.
func (p *press) draw(l *layout.Layouter, f leaf) (pages []*page.Page, outcomes []outcome) {
	plan, both := p.plan(), p.pagesALeaf() == 2
	if f.group != nil {
		size := impose.FoldedSize(p.Front.Size, p.fold())
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
			fronts[i] = impose.Folded(divider, divider, p.fold())
		case c.paper != blank:
			var o outcome
			fronts[i], backs[i], o = p.sides(l, p.papers[c.paper])
			if o.paper = c.paper; !c.again {
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

// sides lays out one paper: its front, folded with the other half where it is
// folded, and its back where it has one. The outcome has no place yet.
func (p *press) sides(l *layout.Layouter, one printed) (front, back *page.Page, o outcome) {
	fields := p.fields(one)
	if p.keeps {
		o.said = history.Shown(p.Design, one.Person, fields)
	}
	o.Result = l.Page(p.Of(one.Person), fields)
	front, o.Page = o.Page, nil
	if p.Back != nil {
		other := l.Page(p.Back, fields)
		back = other.Page
		o.Fits, o.Faults = append(o.Fits, other.Fits...), append(o.Faults, other.Faults...)
	}
	if p.fold() == impose.NoFold {
		return front, back, o
	}
	if back == nil {
		back = front
	}
	return impose.Folded(front, back, p.fold()), nil, o
}

// check finds out what sides would do to fields, without a page.
func (p *press) check(l *layout.Layouter, one *people.Person, fields layout.Fields) ([]layout.Fit, []layout.Fault) {
	fits, faults := l.Check(p.Of(one), fields)
	if p.Back != nil {
		f, more := l.Check(p.Back, fields)
		fits, faults = append(fits, f...), append(faults, more...)
	}
	return fits, faults
}

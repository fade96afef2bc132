// Package press makes files of issued papers.
//
//	issue.Issued x people.Design -> page.Page -> sheets -> PDF -> staged file, Printed
//
// A Press holds the papers of one kind. Papers are laid out and drawn on several
// workers, and reach each file in order, so the bytes of a file do not depend on
// the number of workers. Files are staged under other names; nothing appears before
// the caller commits them. Package manifest lists them after that.
//
// # Drawing again
//
// A run over everybody records what it has drawn (package drawn), each paper and each
// piece of a sheet under the hash of all it is made of. The next run takes from there what
// is the same, so that one changed name costs one paper and its sheets. The bytes of the
// files are those of a run without a record. Papers that show photos are drawn anew, because
// nothing but drawing finds what is wrong with one; so are certificates of a run with -merged or -zip,
// whose file around them needs them all.
package press

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/raster"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/output"
	"lanyard/internal/work/people"
	"lanyard/internal/work/walkin"
)

// Printed is a paper with its place in a file.
type Printed struct {
	issue.Issued
	file  string // empty: not drawn yet
	page  int    // of that file, from 1
	image string // the file of its picture; empty: none
	shown string // the text of history.Contents, where it is known
}

// Placed returns the file of a paper, empty while it is not drawn, and its page there, from 1.
func (one *Printed) Placed() (file string, page int) { return one.file, one.page }

// Picture returns the file with the picture of a paper, empty where none was made.
func (one *Printed) Picture() string { return one.image }

// Press draws the papers of one kind.
type Press struct {
	*people.Design
	Papers []Printed
	Spare  bool    // blank badges, for walk-ins
	Start  int     // cells of the first sheet that have been used before
	Word   string  // across every paper, like DraftWord; empty: none
	groups []group // of the papers, in their order; nil: no groups
	keeps  bool    // cache what papers show; computing it again rereads the photos

	contents *history.Contents
}

// New returns a press without papers for a design.
func New(d *people.Design) *Press {
	return &Press{Design: d, keeps: d.ShowsPhotos(d.Kind), contents: history.ContentsOf(d)}
}

// Presses returns a press for each kind of paper that a run with options o makes,
// and one for its spares. Start and Printer of o change the sheet of the list.
func Presses(l *people.List, o output.Options) (all []*Press, err error) {
	for _, kind := range paper.Kinds() {
		d := l.DesignOf(kind)
		if d == nil || o.Only != "" && o.Only != kind.Plural() {
			continue
		}
		all = append(all, New(d))
		if folder.OnSheets(kind) && o.Spares > 0 {
			blank := *d
			blank.Front, blank.Back = walkin.Blank(d.Front), walkin.Blank(d.Back)
			spares := New(&blank)
			spares.Spare = true
			all = append(all, spares)
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fmt.Sprintf("event.toml asks for no %s", o.Only), fmt.Sprintf("add a table [%s] to it", o.Only))
	}
	if err := checkPNG(all, o.PNG); err != nil {
		return nil, err
	}
	return all, setSheet(l, o)
}

// MaxPNG and MinPNG limit Options.PNG: print shops ask for 300, a picture of A4 with 600 has 35 million pixels, and of
// fewer than 24 an inch no word can be read.
const (
	MinPNG = 24
	MaxPNG = 600
)

// checkPNG returns why the pictures of a run cannot be made.
func checkPNG(all []*Press, dpi int) error {
	if dpi == 0 {
		return nil
	}
	for _, p := range all {
		for _, t := range p.Templates() {
			if t.Kind != p.Kind {
				continue
			}
			if most := raster.MaxDPI(t.Size); float64(dpi) > most {
				return fault.New(fmt.Sprintf("a picture of %s x %s with %d pixels an inch would take too much memory", t.Size.W,
					t.Size.H, dpi), fmt.Sprintf("type at most -png %d", int(most)))
			}
		}
	}
	return nil
}

// setSheet applies the options of this run to the sheet.
func setSheet(l *people.List, o output.Options) error {
	plan := l.Sheet
	if o.Start > 1 && plan == nil {
		return fault.New("there are no sheets that could have been used in part: badges stand one a page", "leave out -start")
	}
	if o.Start > 1 && o.Start > plan.PerSheet() {
		return NoStart(plan, o.Start)
	}
	if o.Printer == "" {
		return nil
	}
	printer, ok := l.Event.Printers[o.Printer]
	if !ok {
		known := slices.Sorted(maps.Keys(l.Event.Printers))
		hint := fmt.Sprintf("add to event.toml: [printers.%s]", source.Key(o.Printer))
		if near := source.Nearest(o.Printer, known); near != "" {
			hint = "did you mean " + near + "? Or " + hint
		}
		return fault.New("event.toml has no printer "+source.Quote(o.Printer), hint)
	}
	if plan != nil {
		plan.FrontShift, plan.BackShift = printer.Front, printer.Back
	}
	return nil
}

// NoStart is the fault of a first cell, counted from 1, that a sheet does not have.
func NoStart(plan *impose.Plan, start int) error {
	return fault.New(fmt.Sprintf("a sheet has %d badges and cannot start with number %d", plan.PerSheet(), start),
		"count row by row from the upper left")
}

// Group puts a divider before each group of the papers, where the event asks for
// groups. The papers are in the order of badges.
func (p *Press) Group() { p.groups = groupsOf(p.List, p.Papers) }

// PaperFields returns everything that a paper can show.
func (p *Press) PaperFields(one issue.Issued) layout.Fields {
	f := p.Fields(one.Person)
	one.Fill(f, p.Event)
	return f
}

// withFields calls use with what PaperFields returns, which is valid during the call alone.
func (p *Press) withFields(one issue.Issued, use func(layout.Fields)) {
	p.WithFields(one.Person, func(f layout.Fields) {
		one.Fill(f, p.Event)
		use(f)
	})
}

// Place sets the position of a paper drawn by another run.
func (p *Press) Place(one *Printed, file string, page int) {
	one.file, one.page = file, page
	if p.keeps {
		one.shown = p.ShownOn(one)
	}
}

// ShownOn returns what the ledger records about a paper.
func (p *Press) ShownOn(one *Printed) string {
	if one.shown == "" {
		return p.contents.Now(one.Person)
	}
	return one.shown
}

// Photos reports whether the papers show a photo of each person.
func (p *Press) Photos() bool { return p.keeps }

// All returns the papers of all presses, each with its press.
func All(presses []*Press) iter.Seq2[*Printed, *Press] {
	return func(yield func(*Printed, *Press) bool) {
		for _, p := range presses {
			for i := range p.Papers {
				if !yield(&p.Papers[i], p) {
					return
				}
			}
		}
	}
}

// Issued returns the papers of all presses, each with its design.
func Issued(presses []*Press) history.Papers {
	return func(yield func(issue.Issued, *people.Design) bool) {
		for one, p := range All(presses) {
			if !yield(one.Issued, p.Design) {
				return
			}
		}
	}
}

// Sift drops the papers that people hold already as they are now.
func Sift(presses []*Press, h *history.History) {
	for _, p := range presses {
		p.Papers = slices.DeleteFunc(p.Papers, func(one Printed) bool {
			return h.Holds(one.Issued, func() string { return p.ShownOn(&one) })
		})
	}
}

// Made is what a run has written.
type Made struct {
	Badges       int
	Certificates int
	Sheets       int // pages of badges.pdf
	Blanks       int // spare badges
	Again        int // papers that were not laid out: the last run had them
	Files        []bundle.Written
	Removed      []string // files of people who are no longer on the list, or whose name has changed
	Addressed    int      // people in the list for mail merges who have an e-mail address
	faulty       bool     // some papers cannot be printed
}

// Prints returns the papers that this run printed anew: those in a file that has changed, and those that nobody holds
// yet. With again, it is all of them.
func (m *Made) Prints(presses []*Press, h *history.History, again bool) iter.Seq[ledger.Print] {
	changed := map[string]bool{}
	for _, f := range m.Files {
		changed[f.File] = f.Changed
	}
	return func(yield func(ledger.Print) bool) {
		for one, p := range All(presses) {
			shown := func() string { return p.ShownOn(one) }
			if !changed[one.file] && !again && h.Holds(one.Issued, shown) {
				continue
			}
			if !yield(ledger.Print{Number: one.Number, File: one.file, Page: one.page, Shown: shown()}) {
				return
			}
		}
	}
}

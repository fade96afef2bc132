package rehearse

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/people"
)

// clashed is a text box of a template and the box its ink runs into, and clash says for how many people, and for whom
// it is worst.
type (
	clashed struct {
		file      string
		line      int
		box, with string
		code      bool
	}
	clash struct {
		people int
		worst  layout.Fit
		file   string // file and row of that person
		row    int
	}
)

// countClash counts a person whose paper has ink in the wrong place. The warning comes once per pair of boxes, since
// the cause is in the template.
func (f *Findings) countClash(one *people.Person, fit layout.Fit) {
	if f.clashes == nil {
		f.clashes = map[clashed]clash{}
	}
	key := clashed{fit.Clash.File, fit.Clash.Line, fit.Box, fit.Clash.With, fit.Clash.Code}
	c := f.clashes[key]
	c.people++
	worse := c.people == 1 || fit.Clash.By > c.worst.Clash.By
	if worse || fit.Clash.By == c.worst.Clash.By && c.file == one.File && one.Row < c.row {
		c.worst, c.file, c.row = fit, one.File, one.Row
	}
	f.clashes[key] = c
}

// warnClashes warns of the clashes that were counted, those of one line of a template by the names of their boxes.
func (f *Findings) warnClashes() {
	for _, key := range slices.SortedFunc(maps.Keys(f.clashes), func(a, b clashed) int {
		return cmp.Or(cmp.Compare(a.box, b.box), cmp.Compare(a.with, b.with))
	}) {
		c := f.clashes[key]
		into, hint := "the text "+source.Quote(key.with), fmt.Sprintf("move the boxes %q and %q of the template apart",
			key.box, key.with)
		if key.code {
			into = "the QR code " + source.Quote(key.with) + " or the white space around it that readers need"
		}
		whose := fmt.Sprintf("for %d people, most for %s:%d", c.people, c.file, c.row)
		if c.people == 1 {
			whose = fmt.Sprintf("for %s:%d", c.file, c.row)
		}
		f.Add(source.Problem{Severity: source.Warning, Code: "layout-clash", File: key.file, Line: key.line,
			Message: fmt.Sprintf("the text %s runs %.1f mm into %s %s: %s", source.Quote(key.box),
				c.worst.Clash.By.Millimetres(), into, whose, source.Quote(c.worst.Text)),
			Hint: hint + `, make one smaller, or write tag = "ornament" if the text is meant to lie below others; ` +
				"see it with: lanyard preview"})
	}
	f.clashes = nil
}

package batch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/rehearse"
)

// Longest says which names ProofLongest found.
type Longest struct {
	Field  string // "name" or "name_local"
	Script string // of the names, in English: "Arabic"
	Names  int
}

// ProofLongest writes the badges of the people with the n longest names of
// each script, by the width they are set in, of the names and of the local
// names; certificates where the event has no badges. They are laid out and
// placed on sheets as Make does, but nothing is issued: their QR codes are
// judged to be false. Nothing is written when one of them cannot be printed.
func ProofLongest(ctx context.Context, j Job, n int, w io.Writer) (*Report, []Longest, error) {
	r := &run{Job: j, Report: &Report{}, known: map[source.Problem]bool{}}
	work, problems, err := people.Load(j.Dir)
	r.Problems = problems
	if err != nil {
		return r.Report, nil, err
	}
	if work == nil || work.Roster == nil || !work.Has() {
		return r.Report, nil, ErrProblems
	}
	r.work = work
	if err := r.choose(); err != nil {
		return r.Report, nil, err
	}
	p := r.presses[0]
	p.progress = func(int) {}
	people, found := r.longest(p.Front, n)
	desk := issue.Drafter(work, j.Now)
	for _, one := range people {
		draft, err := desk.Draft(issue.Paper{Person: one, Kind: p.Kind}, draftNumber)
		if err != nil {
			r.complain(work.Unsignable(one, err))
			continue
		}
		p.papers = append(p.papers, printed{Issued: draft})
	}
	err = p.oneFile(ctx, r.workers(), w, func(o outcome) { r.judge(p, p.papers[o.paper].Person, o.Fits, o.Faults) })
	if errors.Is(err, errFaulty) {
		err = ErrProblems
	}
	r.People = len(p.papers)
	return r.Report, found, err
}

// longest returns the people with the n longest names of each field and
// script, the longest first, nobody twice.
func (r *run) longest(t *template.Template, n int) (chosen []*people.Person, found []Longest) {
	type entry struct {
		one   *people.Person
		width geom.Length
	}
	type group struct{ field, script string }
	groups := map[group][]entry{}
	var order []group
	l := layout.New(r.work.Fonts, nil)
	for _, field := range []string{"name", "name_local"} {
		ruler := rulerOf(t, field)
		for _, one := range r.people {
			v := layout.Value{Text: one.Name, Lang: one.Language}
			if field == "name_local" {
				v.Text = one.NameLocal
			}
			if v.Text == "" {
				continue
			}
			g := group{field, locale.Script(scriptOf(v.Text).String(), "en")}
			if groups[g] == nil {
				order = append(order, g)
			}
			res := l.Page(ruler, layout.Fields{rehearse.NameField: v})
			groups[g] = append(groups[g], entry{one, widthOf(res.Page)})
		}
	}
	seen := map[*people.Person]bool{}
	for _, g := range order {
		all := groups[g]
		slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(b.width, a.width) })
		all = all[:min(n, len(all))]
		found = append(found, Longest{g.field, g.script, len(all)})
		for _, e := range all {
			if !seen[e.one] {
				seen[e.one] = true
				chosen = append(chosen, e.one)
			}
		}
	}
	return chosen, found
}

// rulerOf returns a page on which a name stands on one line, in the style in
// which t shows a field.
func rulerOf(t *template.Template, field string) *template.Template {
	ruler := rehearse.NamePage("")
	box := ruler.Boxes[0].(*template.Text)
	box.Frame.Size.W = 20_000 * geom.Millimetre // a name is never that long at 10 pt
	box.Style.Size, box.Style.Min = 10*geom.Point, 10*geom.Point
	t.Walk(func(b template.Box) {
		if text, ok := b.(*template.Text); ok && slices.Contains(text.Fields(), field) {
			box.Style.Family, box.Style.Bold = text.Style.Family, text.Style.Bold
		}
	})
	return ruler
}

// widthOf returns the width of the text on a page.
func widthOf(p *page.Page) (width geom.Length) {
	for g := range page.Runs(p.Items) {
		width += g.Run.Advance(g.Size)
	}
	return width
}

// scriptOf returns the script of the first letter of a text.
func scriptOf(text string) font.Script {
	for _, r := range text {
		if s, ok := font.RuneScript(r); ok {
			return s
		}
	}
	return font.ScriptOf("Zyyy")
}

package rehearse

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// Longest counts the names that FindLongest has found in one field and script.
type Longest struct {
	Field  string // "name" or "name_local"
	Script string // of the names, in English: "Arabic"
	Names  int
}

// Proof draws the papers of these people on press p, as Make would, into one PDF. Nothing is issued: the tokens are
// drafts from desk and verify nowhere. If one of the papers cannot be printed, the error is folder.ErrProblems.
func (r Rehearsal) Proof(ctx context.Context, desk *issue.Issuer, p *press.Press, people []*people.Person,
	w io.Writer) error {
	for _, one := range people {
		draft, err := desk.Draft(issue.Paper{Person: one, Kind: p.Kind}, draftNumber)
		if err != nil {
			r.Add(p.Unsignable(one, err))
			continue
		}
		p.Papers = append(p.Papers, press.Printed{Issued: draft})
	}
	err := p.OneFile(ctx, r.Workers, w, func(o press.Outcome) {
		r.Judge(p.Design, p.Papers[o.Paper].Person, o.Fits,
			o.Faults)
	})
	if errors.Is(err, press.ErrFaulty) {
		return folder.ErrProblems
	}
	return err
}

// FindLongest returns the people with the n longest names of each script, measured by the width of names and local
// names on the front of a design; the longest first, without duplicates.
func FindLongest(d *people.Design, everybody []*people.Person, n int) (chosen []*people.Person, found []Longest) {
	type entry struct {
		one   *people.Person
		width geom.Length
	}
	type group struct{ field, script string }
	groups := map[group][]entry{}
	var order []group
	l := layout.New(d.Fonts, nil)
	for _, field := range []string{"name", "name_local"} {
		ruler := rulerOf(d.Front, field)
		for _, one := range everybody {
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
			res := l.Page(ruler, layout.Fields{NameField: v})
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

// rulerOf returns a page with a name on one line, in the style in which t shows a field.
func rulerOf(t *template.Template, field string) *template.Template {
	ruler := NamePage("")
	box := ruler.Boxes[0].(*template.Text)
	box.Frame.Size.W = 20_000 * geom.Millimetre // no name is this long at 10 pt
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

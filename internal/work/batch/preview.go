package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/order"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
	"lanyard/internal/work/review"
)

// Preview is a snapshot of an event's folder for looking at single papers as Make would draw them. It touches
// neither keys nor ledger: numbers are derived under a key of zeros and tokens are drafts, so both have the length
// and variety of real ones, are reproducible, and verify nowhere. A Preview is not safe for concurrent use.
type Preview struct {
	work     *people.List
	layouter *layout.Layouter
	presses  map[paper.Kind]*press.Press // nil if the event has no such papers
	issuer   *issue.Issuer
	ids      *credential.IDKey
}

// OpenPreview reads the event's folder dir; papers bear the day of now. The preview is nil if the problems, or the
// error, leave nothing to show.
func OpenPreview(ctx context.Context, dir string, now time.Time) (*Preview, source.Problems, error) {
	work, problems, err := review.Load(ctx, dir)
	problems.Sort()
	if err != nil || work == nil || work.Roster == nil || len(work.People) == 0 || !work.Has() {
		return nil, problems, err
	}
	ids, err := draftKey()
	if err != nil {
		return nil, problems, err
	}
	p := &Preview{work: work, layouter: work.Layouter(), issuer: issue.Drafter(work, now), ids: ids,
		presses: pressesOf(work)}
	return p, problems, nil
}

// pressesOf returns a press for each kind of paper that an event has.
func pressesOf(work *people.List) map[paper.Kind]*press.Press {
	presses := map[paper.Kind]*press.Press{}
	for _, kind := range paper.Kinds() {
		if d := work.DesignOf(kind); d != nil {
			presses[kind] = press.New(d)
		}
	}
	return presses
}

// Title returns the title of the event in its main language, and that language.
func (v *Preview) Title() (title, lang string) {
	lang = v.work.Event.Languages[0]
	return v.work.Event.Say(v.work.Event.Title, lang), lang
}

// Has reports whether the event has papers of a kind.
func (v *Preview) Has(kind paper.Kind) bool { return v.presses[kind] != nil }

// Sheets reports whether badges are placed on sheets.
func (v *Preview) Sheets() bool { return v.Has(paper.Badge) && v.work.Sheet != nil }

// Seen is what distinguishes a person from others on the list.
type Seen struct {
	ID, Name, NameLocal, Language, Organisation, Role string

	Script string // English name of the writing system of the name: "Arabic"
}

// People returns the people of the list, in its order.
func (v *Preview) People() []Seen {
	var all []Seen
	for _, p := range v.work.People {
		all = append(all, Seen{ID: p.ID, Name: p.Name, NameLocal: p.NameLocal, Language: p.Language,
			Organisation: p.Organisation,
			Role:         p.RoleMark.Label(v.work.Event.Languages[0]), Script: script(p)})
	}
	return all
}

// script names the script of p's name, preferably of the local name. Japanese and Korean mix scripts, and Urdu has
// letters of its own.
func script(p people.Person) string {
	language, _, _ := strings.Cut(p.Language, "-")
	if own := map[string]string{"ja": "Japanese", "ko": "Korean", "ur": "Arabic, Urdu"}[language]; own != "" &&
		p.NameLocal != "" {
		return own
	}
	for _, r := range p.NameLocal + p.Name {
		if s, ok := font.RuneScript(r); ok {
			return locale.Script(s.String(), "en")
		}
	}
	return ""
}

// Shown is one paper of one person.
type Shown struct {
	Page     *page.Page // nil if problems prevent it
	Back     *page.Page // nil: the back is blank
	Fits     []layout.Fit
	Problems source.Problems
	Boxes    []Outline // of the template, bottom first; none if the paper is folded
}

// Outline is the position of a box of the template.
type Outline struct {
	Name string
	Key  string // in the template file, "box.3"; those of a row's boxes are the same in each of its cells
	Line int    // in the template file
	Box  geom.Rect
	Turn float64 // degrees, clockwise around the centre
}

// Paper lays out the paper of a kind for person i of the list.
func (v *Preview) Paper(kind paper.Kind, i int) (Shown, error) {
	p, one, err := v.paper(kind, i)
	var unsignable source.Problem
	if errors.As(err, &unsignable) {
		return Shown{Problems: source.Problems{unsignable}}, nil
	} else if err != nil {
		return Shown{}, err
	}
	front, back, r := p.Sides(v.layouter, one)
	s := Shown{Page: front, Back: back, Fits: r.Fits}
	if p.Fold() == impose.NoFold {
		boxes, _ := v.layouter.Boxes(p.Of(one.Person), p.PaperFields(one.Issued))
		s.Boxes = outlines(nil, boxes, geom.Position{}, nil)
	}
	for _, f := range r.Faults {
		s.Problems.Add(review.Problem(p.Design, one.Person, f))
	}
	return s, nil
}

// paper drafts a paper for person i. The error is a source.Problem if that person's facts cannot be signed.
func (v *Preview) paper(kind paper.Kind, i int) (*press.Press, press.Printed, error) {
	p := v.presses[kind]
	if p == nil || i < 0 || i >= len(v.work.People) {
		return nil, press.Printed{}, fmt.Errorf("there is no %s of person %d", kind, i)
	}
	one := &v.work.People[i]
	if !one.Gets(p.Kind) {
		return nil, press.Printed{}, v.work.Unserved(one, p.Kind)
	}
	number := credential.DeriveNumber(v.ids, v.work.Event.ID, p.Kind, one.ID, 1)
	draft, err := v.issuer.Draft(issue.Paper{Person: one, Kind: p.Kind}, number)
	if err != nil {
		return nil, press.Printed{}, v.work.Unsignable(one, err)
	}
	return p, press.Printed{Issued: draft}, nil
}

// Sheet lays out the first sheet with the badge of person i, placed among all badges as in Make, with the first
// start cells of the first sheet already used.
func (v *Preview) Sheet(i, start int) (Shown, error) {
	p, leaves, place, err := v.leaves(i, start)
	if err != nil {
		return Shown{}, err
	}
	sheet := leaves[place]
	for _, k := range sheet.Papers() {
		of := slices.IndexFunc(v.work.People, func(one people.Person) bool { return one.ID == p.Papers[k].Person.ID })
		if _, p.Papers[k], err = v.paper(paper.Badge, of); err != nil {
			return Shown{}, err
		}
	}
	var s Shown
	pages, outcomes := p.Draw(v.layouter, sheet)
	for _, o := range outcomes {
		for _, f := range o.Faults {
			s.Problems.Add(review.Problem(p.Design, p.Papers[o.Paper].Person, f))
		}
	}
	if s.Problems.Err() != nil {
		return Shown{}, s.Problems
	}
	if s.Page = pages[0]; len(pages) > 1 {
		s.Back = pages[1]
	}
	return s, nil
}

// Divider lays out the separator sheet before the group of person i. The error reports that there is none.
func (v *Preview) Divider(i int) (Shown, error) {
	p, leaves, place, err := v.leaves(i, 0)
	if err != nil {
		return Shown{}, err
	}
	for ; place >= 0; place-- {
		if leaves[place].Divides() {
			pages, _ := p.Draw(v.layouter, leaves[place])
			return Shown{Page: pages[0]}, nil
		}
	}
	return Shown{}, fault.New("no sheet goes before a group of badges",
		`write under [badges]: group = "role" and separator = "sheet"`)
}

// leaves places all badges on sheets and returns the index of person i's. The papers only have their people set.
func (v *Preview) leaves(i, start int) (*press.Press, []press.Leaf, int, error) {
	if !v.Sheets() || i < 0 || i >= len(v.work.People) {
		return nil, nil, 0, fmt.Errorf("there is no sheet with person %d", i)
	}
	if start < 0 || start >= v.work.Sheet.PerSheet() {
		return nil, nil, 0, press.NoStart(v.work.Sheet, start+1)
	}
	var all []*people.Person
	for j := range v.work.People {
		if one := &v.work.People[j]; one.Gets(paper.Badge) {
			all = append(all, one)
		} else if i == j {
			return nil, nil, 0, v.work.Unserved(one, paper.Badge)
		}
	}
	p := *v.presses[paper.Badge]
	p.Start = start
	for _, one := range order.Sorted(v.work, all) {
		p.Papers = append(p.Papers, press.Printed{Issued: issue.Issued{Paper: issue.Paper{Person: one}}})
	}
	p.Group()
	leaves := p.Spread()
	return &p, leaves, slices.IndexFunc(leaves, func(l press.Leaf) bool {
		return slices.ContainsFunc(l.Papers(), func(k int) bool { return p.Papers[k].Person == &v.work.People[i] })
	}), nil
}

// outlines appends the positions of boxes on the page. Boxes that flow down a group have those of flowed; without it,
// only the group is outlined.
func outlines(all []Outline, boxes []template.Box, at geom.Position,
	flowed map[*template.Group][]layout.Flowed) []Outline {
	for _, b := range boxes {
		f := template.FrameOf(b)
		place := f.At.Add(at)
		all = append(all, Outline{f.Name, f.Key, f.Line, f.Size.At(place), f.Turn})
		g, ok := b.(*template.Group)
		switch {
		case !ok || g.Turn != 0:
		case !g.Down && g.Repeat == "":
			all = outlines(all, g.Boxes, place, flowed)
		case g.Down:
			for _, line := range flowed[g] {
				n := len(all)
				top := line.Top - template.FrameOf(line.Box).At.Y
				all = outlines(all, []template.Box{line.Box}, place.Add(geom.Position{Y: top}), flowed)
				all[n].Box.H = line.Height
			}
		}
	}
	return all
}

// PDF writes the paper of a kind for person i as a file marked as a preview: its code does not verify, so it must
// not be handed out.
func (v *Preview) PDF(w io.Writer, kind paper.Kind, i int) error {
	shown, err := v.Paper(kind, i)
	if err == nil {
		err = shown.Problems.Err()
	}
	if err != nil {
		return err
	}
	p, one, err := v.paper(kind, i)
	if err != nil {
		return err
	}
	var pages []*page.Page
	for _, side := range []*page.Page{shown.Page, shown.Back} {
		if side != nil {
			marked := *side
			marked.Items = append(slices.Clone(side.Items), press.Mark(v.layouter, press.PreviewWord, side.Size))
			pages = append(pages, &marked)
		}
	}
	meta := p.Meta(one.Person.Name, shown.Page.Lang, one)
	meta.Title = press.PreviewWord + ": " + meta.Title
	return pdf.Write(w, meta, pages)
}

package batch

import (
	"bytes"
	"context"
	"errors"
	"io"

	"lanyard/internal/bundle"
	"lanyard/internal/credential"
	"lanyard/internal/event"
	"lanyard/internal/layout"
	"lanyard/internal/ledger"
	"lanyard/internal/locale"
	"lanyard/internal/page"
	"lanyard/internal/pdf"
	"lanyard/internal/template"
)

// sheetsAPiece is how many sheets a worker draws at a time.
const sheetsAPiece = 4

// paper is one badge or certificate to be made.
type paper struct {
	person *attendee
	entry  *ledger.Entry
}

// drawn is what became of a piece of work.
type drawn struct {
	chunk   *pdf.Chunk
	results []layout.Result // one a paper; their pages are dropped
	written bundle.Written  // of a file of its own
}

// press draws the papers of one kind.
type press struct {
	work     *Work
	template *template.Template
	kind     credential.Kind
	base     layout.Fields
	papers   []paper
	progress func(papers int)
}

// page lays out one paper.
func (p *press) page(l *layout.Layouter, one paper) layout.Result {
	return l.Page(p.template, p.fields(one))
}

// fields returns all that a paper can show.
func (p *press) fields(one paper) layout.Fields {
	f := p.work.personFields(p.base, one.person)
	signedFields(f, one.entry, p.work.Event.Issuer.Verify)
	return f
}

// piece lays out the papers from a to b and puts them on sheets.
func (p *press) piece(l *layout.Layouter, a, b int) ([]layout.Result, []*page.Page) {
	var results []layout.Result
	var pages []*page.Page
	for _, one := range p.papers[a:b] {
		r := p.page(l, one)
		pages = append(pages, r.Page)
		r.Page = nil
		results = append(results, r)
	}
	plan := p.work.Sheet
	if p.kind != credential.Badge || plan == nil {
		return results, pages
	}
	var sheets []*page.Page
	for n := plan.PerSheet(); len(pages) > 0; pages = pages[min(n, len(pages)):] {
		sheets = append(sheets, plan.Front(pages[:min(n, len(pages))]))
	}
	return results, sheets
}

// perPiece is how many papers a worker takes at a time.
func (p *press) perPiece() int {
	if p.kind == credential.Badge && p.work.Sheet != nil {
		return sheetsAPiece * p.work.Sheet.PerSheet()
	}
	return 8
}

// pageOf returns the page, from 1, on which paper i of one file stands.
func (p *press) pageOf(i int) int {
	if p.kind == credential.Badge && p.work.Sheet != nil {
		return i/p.work.Sheet.PerSheet() + 1
	}
	return i + 1
}

// oneFile writes all papers into one file, in order. It draws on while papers
// have faults, so that all are found, and takes each result in order.
func (p *press) oneFile(ctx context.Context, workers int, w io.Writer, take func(i int, r layout.Result)) error {
	file := pdf.NewFile(w, p.meta("", p.papers...))
	whole := true
	size := p.perPiece()
	pieces := (len(p.papers) + size - 1) / size
	err := inOrder(ctx, pieces, workers, func() func(int) (drawn, error) {
		l := layout.New(p.work.Fonts, p.work.album)
		return func(i int) (drawn, error) {
			results, pages := p.piece(l, i*size, min((i+1)*size, len(p.papers)))
			if faulty(results) {
				return drawn{results: results}, nil
			}
			chunk, err := pdf.Draw(pages)
			return drawn{chunk: chunk, results: results}, err
		}
	}, func(i int, d drawn) error {
		for j, r := range d.results {
			take(i*size+j, r)
		}
		p.progress(len(d.results))
		if d.chunk == nil {
			whole = false
			return nil
		}
		return file.Append(d.chunk)
	})
	if err != nil {
		return err
	}
	if !whole {
		return errFaulty
	}
	return file.Close()
}

// errFaulty ends a file of which some papers have faults.
var errFaulty = errors.New("some pages cannot be printed")

func faulty(results []layout.Result) bool {
	for _, r := range results {
		if len(r.Faults) > 0 {
			return true
		}
	}
	return false
}

// fileEach writes a file for every paper, called as name says, and takes each
// result in order. A paper with faults gets no file.
func (p *press) fileEach(ctx context.Context, workers int, out *bundle.Dir, name func(i int) string, take func(i int, r layout.Result, w bundle.Written)) error {
	return inOrder(ctx, len(p.papers), workers, func() func(int) (drawn, error) {
		l := layout.New(p.work.Fonts, p.work.album)
		var buffer bytes.Buffer
		return func(i int) (drawn, error) {
			results, pages := p.piece(l, i, i+1)
			if faulty(results) {
				return drawn{results: results}, nil
			}
			buffer.Reset()
			if err := pdf.Write(&buffer, p.meta(p.papers[i].person.Name, p.papers[i]), pages); err != nil {
				return drawn{}, err
			}
			written, err := out.Stage(name(i), func(w io.Writer) error {
				_, err := w.Write(buffer.Bytes())
				return err
			})
			return drawn{results: results, written: written}, err
		}
	}, func(i int, d drawn) error {
		take(i, d.results[0], d.written)
		p.progress(1)
		return nil
	})
}

// meta describes a file; person is empty in a file for several. The date is
// that of the newest paper in it, so that the same people give the same bytes
// on any day.
func (p *press) meta(person string, papers ...paper) pdf.Meta {
	e := p.work.Event
	m := pdf.Meta{Title: event.Fact(e.Say(e.Title, e.Languages[0])), Author: event.Fact(e.Say(e.Issuer.Name, e.Languages[0])), Lang: e.Languages[0]}
	m.Subject = "Name badges"
	if p.kind == credential.Certificate {
		m.Subject = locale.Phrase("certificate_of_participation", e.Languages[0])
	}
	if person != "" {
		m.Title = person + ", " + m.Title
	}
	for _, one := range papers {
		if one.entry.IssuedAt.After(m.Date) {
			m.Date = one.entry.IssuedAt
		}
	}
	return m
}

package batch

import (
	"bytes"
	"context"
	"errors"
	"io"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// How much a worker draws at a time.
const (
	sheetsAPiece = 4
	pagesAPiece  = 8 // where there is one paper a page
)

// printed is one badge or certificate to be made.
type printed struct {
	issue.Issued
	said string // cached text of history.Shown, where the press keeps it
	file string // in which it stands; empty: it is not drawn yet
	page int    // of that file, from 1
}

// shownOn returns what the ledger records of a paper of p.
func (one *printed) shownOn(p *press) string {
	if one.said == "" {
		return history.ShownNow(p.Design, one.Person)
	}
	return one.said
}

// drawn is what became of a piece of work.
type drawn struct {
	chunk   *pdf.Chunk
	results []outcome      // one a paper
	written bundle.Written // of a file of its own
	data    []byte         // of that file, where it is kept
}

// press draws the papers of one kind.
type press struct {
	*people.Design
	papers   []printed
	groups   []group // of the papers, in their order; nil: no groups
	start    int     // cells of the first sheet that have been used before
	spare    bool    // blank badges, for nobody yet
	keeps    bool    // cache the text of history.Shown; computing it again rereads the photos
	progress func(papers int)
}

// fields returns all that a paper can show.
func (p *press) fields(one printed) layout.Fields {
	f := p.List.PersonFields(p.Base, one.Person)
	one.Fill(f, p.Event.Issuer.Verify)
	return f
}

// oneFile writes all papers into one file, in order. It draws on while papers
// have faults, so that all are found, and takes each outcome in order.
func (p *press) oneFile(ctx context.Context, workers int, w io.Writer, take func(outcome)) error {
	file := pdf.NewFile(w, p.meta("", p.papers...))
	whole := true
	leaves, size := p.spread(), p.leavesAPiece()
	pieces := (len(leaves) + size - 1) / size
	err := inorder.Do(ctx, pieces, workers, func() func(int) (drawn, error) {
		l := p.List.Layouter()
		return func(i int) (d drawn, err error) {
			var pages []*page.Page
			for k, f := range leaves[i*size : min((i+1)*size, len(leaves))] {
				sheet, outcomes := p.draw(l, f)
				for j := range outcomes {
					outcomes[j].page = (i*size+k)*p.pagesALeaf() + 1
				}
				pages, d.results = append(pages, sheet...), append(d.results, outcomes...)
			}
			if !faulty(d.results) {
				d.chunk, err = pdf.Draw(pages)
			}
			return d, err
		}
	}, func(_ int, d drawn) error {
		for _, o := range d.results {
			take(o)
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

func faulty(results []outcome) bool {
	for _, r := range results {
		if len(r.Faults) > 0 {
			return true
		}
	}
	return false
}

// fileEach writes a file for every paper, called as name says, and takes each
// piece in order, with the data of the file if they are kept. A paper with
// faults gets no file.
func (p *press) fileEach(ctx context.Context, workers int, out *bundle.Dir, name func(i int) string, keep bool, take func(drawn) error) error {
	return inorder.Do(ctx, len(p.papers), workers, func() func(int) (drawn, error) {
		l := p.List.Layouter()
		return func(i int) (d drawn, err error) {
			front, _, o := p.sides(l, p.papers[i])
			o.paper, o.page = i, 1
			d.results = []outcome{o}
			if faulty(d.results) {
				return d, nil
			}
			if d.chunk, err = pdf.Draw([]*page.Page{front}); err != nil {
				return d, err
			}
			meta := p.meta(p.papers[i].Person.Name, p.papers[i])
			if p.Event.Certificates.Archive == event.Archive3U {
				meta.Attached = attached(p.papers[i].Grant)
			}
			d.written, err = out.Stage(name(i), func(w io.Writer) error {
				var copied bytes.Buffer
				if keep {
					w = io.MultiWriter(w, &copied)
				}
				file := pdf.NewFile(w, meta)
				err := errors.Join(file.Append(d.chunk), file.Close())
				d.data = copied.Bytes()
				return err
			})
			return d, err
		}
	}, func(_ int, d drawn) error {
		p.progress(1)
		return take(d)
	})
}

// attached is the signed token of a paper as a file: what its QR code says.
func attached(g *issue.Grant) *pdf.Attachment {
	return &pdf.Attachment{Name: g.Number.String() + ".cwt", Type: "application/cwt", About: "Signed token " + g.Number.String(), Data: g.Token}
}

// meta describes a file; person is empty in a file for several. The date is
// that of the newest paper in it, so that the same people give the same bytes
// on any day.
func (p *press) meta(person string, papers ...printed) pdf.Meta {
	e := p.Event
	m := pdf.Meta{Title: event.Fact(e.Say(e.Title, e.Languages[0])), Author: event.Fact(e.Say(e.Issuer.Name, e.Languages[0])), Lang: e.Languages[0]}
	switch p.Kind {
	case paper.Badge:
		m.Subject = "Name badges"
	case paper.Certificate:
		m.Subject = e.Phrase("certificate_of_participation", e.Languages[0])
	}
	if person != "" {
		m.Title = person + ", " + m.Title
	}
	for _, one := range papers {
		if one.Day.After(m.Date) {
			m.Date = one.Day
		}
	}
	return m
}

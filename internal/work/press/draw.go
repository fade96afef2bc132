package press

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/paper"
	"lanyard/internal/input/event"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/drawn"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/output"
)

// How much a worker draws at a time.
const (
	sheetsAPiece = 4
	pagesAPiece  = 8 // where there is one paper a page
)

// piece is what became of a piece of work.
type piece struct {
	key     drawn.Key // of the record, where there is one
	chunk   *pdf.Chunk
	packed  []byte         // that chunk as the record has it, where there is one
	results []Outcome      // one for each paper
	written bundle.Written // of a file of its own
	data    []byte         // of that file, where it is kept
	picture bundle.Written // of the page of that file, where one is made
}

// OneFile writes all papers into one PDF, in order. While papers have faults it
// goes on laying out, so that all of them are found, and calls take with each
// outcome, in order; then the error is ErrFaulty.
func (p *Press) OneFile(ctx context.Context, workers int, w io.Writer, take func(Outcome)) error {
	return p.oneFile(ctx, workers, w, nil, take)
}

// oneFile is OneFile with pieces of the last run, where they are not nil.
func (p *Press) oneFile(ctx context.Context, workers int, w io.Writer, known *pieces, take func(Outcome)) error {
	meta := p.Meta("", p.Event.Languages[0], p.Papers...)
	meta.Press = p.Press
	file := pdf.NewFile(w, meta)
	whole, at := true, make([]int, len(p.Papers))
	leaves, size := p.Spread(), p.leavesAPiece()
	pieces := (len(leaves) + size - 1) / size
	err := inorder.Do(ctx, pieces, workers, func() func(int) (piece, error) {
		l := p.List.Layouter()
		return func(i int) (d piece, err error) {
			some := leaves[i*size : min((i+1)*size, len(leaves))]
			first := i*size*p.pagesALeaf() + 1
			if known != nil {
				var ok bool
				if d, ok = p.recalled(some, first, known); ok {
					return d, nil
				}
			}
			var pages []*page.Page
			for k, f := range some {
				sheet, outcomes := p.Draw(l, f)
				for j := range outcomes {
					outcomes[j].page = first + k*p.pagesALeaf()
				}
				pages, d.results = append(pages, sheet...), append(d.results, outcomes...)
			}
			if faulty(d.results) {
				return d, nil
			}
			if d.chunk, err = pdf.Draw(pages); err == nil && known != nil {
				d.packed = packed(d.chunk, d.results)
			}
			return d, err
		}
	}, func(_ int, d piece) error {
		for _, o := range d.results {
			at[o.Paper] = o.page
			take(o)
		}
		if d.chunk == nil {
			whole = false
			return nil
		}
		err := file.Append(d.chunk)
		if known != nil && err == nil {
			known.record(d, file)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !whole {
		return ErrFaulty
	}
	file.Bookmark(p.bookmarks(at))
	return file.Close()
}

// ErrFaulty is the error of a file that is not complete: some papers have faults.
var ErrFaulty = errors.New("some pages cannot be printed")

func faulty(results []Outcome) bool {
	for _, r := range results {
		if len(r.Faults) > 0 {
			return true
		}
	}
	return false
}

// fileEach writes a file for every paper of p, and calls take with each in order,
// with the data of the file when all are to be in an archive too. A paper with
// faults gets no file.
func (j *Job) fileEach(ctx context.Context, p *Press, take func(piece) error) error {
	again := j.Again.with(p)
	if j.Names.Options().Zip || j.Names.Options().Merged { // the files around need all papers
		again = nil
	}
	return inorder.Do(ctx, len(p.Papers), j.Workers, func() func(int) (piece, error) {
		l, pixels := p.List.Layouter(), raster.New()
		return func(i int) (d piece, err error) {
			name := j.Names.Certificate(p.Papers[i].Person)
			var key drawn.Key
			if again != nil {
				key = again.key(p, p.Papers[i])
				if d, ok := again.paper(key, name, j.Names.Options().PNG > 0); ok {
					d.key, d.results[0].Paper, d.results[0].page = key, i, 1
					return d, nil
				}
			}
			front, _, o := p.Sides(l, p.Papers[i])
			o.Paper, o.page = i, 1
			d.key = key
			d.results = []Outcome{o}
			if faulty(d.results) {
				return d, nil
			}
			if d.chunk, err = pdf.Draw([]*page.Page{front}); err != nil {
				return d, err
			}
			if p.Event.Certificates.Archive == eventfile.Archive3U && !d.chunk.Archivable(p.Press) {
				d.chunk, d.results[0].Faults = nil, []layout.Fault{lost}
				return d, nil
			}
			meta := p.Meta(p.Papers[i].Person.Name, front.Lang, p.Papers[i])
			if d.chunk.CMYK() { // the profile is some hundred kilobytes
				meta.Press = p.Press
			}
			if p.Event.Certificates.Archive == eventfile.Archive3U {
				meta.Attached = attached(p.Papers[i].Grant)
			}
			d.written, err = j.Out.Stage(name, func(w io.Writer) error {
				var copied bytes.Buffer
				if j.Names.Options().Zip {
					w = io.MultiWriter(w, &copied)
				}
				file := pdf.NewFile(w, meta)
				err := errors.Join(file.Append(d.chunk), file.Close())
				d.data = copied.Bytes()
				return err
			})
			if err == nil && j.Names.Options().PNG > 0 {
				d.picture, err = j.picture(pixels, front, p.Papers[i], output.PictureOf(name))
			}
			return d, err
		}
	}, func(_ int, d piece) error {
		if o := d.results[0]; again != nil && len(o.Faults) == 0 {
			again.Next.Paper(d.key, drawn.Paper{File: d.written, Picture: d.picture, About: layout.AppendFits(nil, o.Fits)})
		}
		return take(d)
	})
}

// Alone writes a PDF of one paper alone, as it is before it is imposed on a sheet, its back on a second page. It is set
// with l, a layouter of the list of the press.
func (p *Press) Alone(l *layout.Layouter, w io.Writer, one issue.Issued) error {
	front, back, o := p.Sides(l, Printed{Issued: one})
	if len(o.Faults) > 0 {
		return ErrFaulty
	}
	pages := []*page.Page{front}
	if back != nil {
		pages = append(pages, back)
	}
	meta := p.Meta(one.Person.Name, front.Lang, Printed{Issued: one})
	meta.Press, meta.Print = p.Press, pdf.AsChosen
	return pdf.Write(w, meta, pages)
}

// lost is the fault of a certificate that must be PDF/A-3u and cannot be. What a template shows on every paper was
// found when the folder was read, so it is a photo.
var lost = layout.Fault{Code: "archive-lost", Error: fault.Error{
	Message: `the certificate cannot be PDF/A-3u, which archive = "a-3u" asks for: a picture is in CMYK or a PDF page`,
	Hint:    `save the picture as an RGB JPEG or a PNG, or write press = "press.icc" or archive = "a-2u" in event.toml`}}

// attached is the signed token of a paper as a file: the content of its QR code.
func attached(g *issue.Grant) *pdf.Attachment {
	return &pdf.Attachment{Name: g.Number.String() + ".cwt", Type: "application/cwt", About: "Signed token " +
		g.Number.String(), Data: g.Token}
}

// Meta describes a file of papers in a language, or else in the event's main one; person is
// empty in a file for several people. The date is that of the newest paper in it, so that the
// same people give the same bytes on any day.
func (p *Press) Meta(person, lang string, papers ...Printed) pdf.Meta {
	e := p.Event
	lang = cmp.Or(lang, e.Languages[0])
	m := pdf.Meta{Title: event.Fact(e.Say(e.Title, lang)), Author: event.Fact(e.Say(e.Issuer.Name, lang)), Lang: lang}
	switch p.Kind {
	case paper.Badge:
		m.Subject, m.Print = "Name badges", p.Print()
	case paper.Certificate:
		m.Subject = e.Phrase("certificate_of_participation", lang)
	}
	if person != "" {
		m.Title = person + ", " + m.Title
	}
	if p.Word != "" {
		m.Title = p.Word + ": " + m.Title
	}
	for _, one := range papers {
		if one.Day.After(m.Date) {
			m.Date = one.Day
		}
	}
	return m
}

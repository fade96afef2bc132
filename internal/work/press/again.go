package press

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/inorder"
	"lanyard/internal/base/pack"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/drawn"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// Again is what a run has of the one before it: papers and sheets that need not be drawn again. A nil Again has nothing
// and records nothing.
type Again struct {
	Out  *bundle.Dir
	Past *drawn.Past
	Next *drawn.Next
	Held func(issue.Issued) string // what the paper shows that a person holds, as history.Contents.On says it

	people map[*people.Person]drawn.Key // everything that the papers of a person show about them
}

// Common appends what all papers of the press are made of, apart from the files of the event and the options of the
// run.
func (p *Press) Common(b []byte) []byte {
	return drawn.AppendFields(pack.Append(b, p.Kind.String()), p.Base)
}

// key identifies everything that a paper is made of, apart from what is common to all. The fields that Issued.Fill adds
// follow from its number, its token and what is common.
func (a *Again) key(p *Press, one Printed) drawn.Key {
	fields, ok := a.people[one.Person]
	if !ok {
		p.WithFields(one.Person, func(f layout.Fields) { fields = keyOf(f) })
	}
	b := pack.Append(make([]byte, 0, 1024), p.Kind.String())
	b = pack.Append(b, one.Person.RoleMark.Key) // it decides about the template
	b = pack.Append(pack.Append(b, one.Person.Name), one.Number.String())
	b = pack.Append(pack.Append(b, one.Day.Format(time.RFC3339)), one.Token)
	return sha256.Sum256(pack.Append(b, fields[:]))
}

func keyOf(f layout.Fields) drawn.Key {
	return sha256.Sum256(drawn.AppendFields(make([]byte, 0, 4096), f))
}

// study goes through the fields of everybody once, on several workers, which takes as long as all else of a run in which
// little has changed: for the keys of papers, and for what papers show, where a person holds one that shows the same.
func (a *Again) study(ctx context.Context, presses []*Press, workers int) error {
	type reader struct {
		person *people.Person
		papers []*Printed
		of     []*Press
	}
	var all []reader
	at := map[*people.Person]int{}
	for _, p := range presses {
		if !sameNames(p.Base, presses[0].Base) {
			return nil // then the fields of each paper are gone through when it is its turn
		}
	}
	for one, p := range All(presses) {
		i, ok := at[one.Person]
		if !ok {
			i = len(all)
			at[one.Person], all = i, append(all, reader{person: one.Person})
		}
		all[i].papers, all[i].of = append(all[i].papers, one), append(all[i].of, p)
	}
	keys := make([]drawn.Key, len(all))
	err := inorder.Do(ctx, (len(all)+peopleAPiece-1)/peopleAPiece, workers, func() func(int) (struct{}, error) {
		return func(n int) (none struct{}, err error) {
			for i := n * peopleAPiece; i < min((n+1)*peopleAPiece, len(all)); i++ {
				presses[0].WithFields(all[i].person, func(f layout.Fields) {
					keys[i] = keyOf(f)
					for k, one := range all[i].papers {
						p, was := all[i].of[k], a.Held(one.Issued)
						if was != "" && !p.keeps && p.contents.On(one.Person, f) == was {
							one.shown = was
						}
					}
				})
			}
			return none, nil
		}
	}, func(int, struct{}) error { return nil })
	a.people = make(map[*people.Person]drawn.Key, len(all))
	for i, one := range all {
		a.people[one.person] = keys[i]
	}
	return err
}

// peopleAPiece is how many people a worker goes through at a time.
const peopleAPiece = 256

// sameNames reports whether two designs have fields with the same names that are the same for everybody. Then they have the
// same fields of each person, too.
func sameNames(a, b layout.Fields) bool {
	if len(a) != len(b) {
		return false
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			return false
		}
	}
	return true
}

// leafKey identifies everything that leaves are made of, apart from what is common to all.
func (a *Again) leafKey(p *Press, leaves []Leaf) drawn.Key {
	var b []byte
	label := func(g *group) {
		for _, text := range [...]string{g.key, g.name, g.lang, g.colour} {
			b = pack.Append(b, text)
		}
	}
	for _, f := range leaves {
		if b = pack.AppendBool(b, f.group != nil); f.group != nil {
			label(f.group)
		}
		b = pack.AppendInt(b, len(f.cells))
		for _, c := range f.cells {
			switch {
			case c.group != nil:
				b = pack.AppendInt(b, 0)
				label(c.group)
			case c.paper == blank:
				b = pack.AppendInt(b, 1)
			default:
				k := a.key(p, p.Papers[c.paper])
				b = pack.AppendBool(pack.Append(pack.AppendInt(b, 2), k[:]), c.again)
			}
		}
	}
	return sha256.Sum256(b)
}

// pieces are the pieces of the last run's files, for one file of this run after the other.
type pieces struct {
	*Again
	*pdf.Recaller
	open map[string]*os.File // of the last run, by name
	file string              // of this run
}

// with returns a where it can serve the papers of p: not when they show photos, as only drawing finds what is wrong with
// one of those.
func (a *Again) with(p *Press) *Again {
	if p.keeps {
		return nil
	}
	return a
}

// piecesOf prepares the files of a press; nil without an Again. Close must be called before they are replaced.
func (a *Again) piecesOf(p *Press) *pieces {
	if a == nil {
		return nil
	}
	s := &pieces{Again: a, Recaller: pdf.NewRecaller(p.Fonts), open: map[string]*os.File{}}
	a.Past.Files(a.Out, func(w bundle.Written) {
		if file, err := a.Out.Open(w.File); err == nil { // otherwise it is drawn again
			s.open[w.File] = file
		}
	})
	if len(s.open) > 0 {
		s.learn(p)
	}
	return s
}

// into returns the pieces for the file called name.
func (s *pieces) into(name string) *pieces {
	if s != nil {
		s.file = name
	}
	return s
}

// learn draws a paper of each template, which shows the pictures that are the same for everybody.
func (s *pieces) learn(p *Press) {
	l := p.List.Layouter()
	seen := map[*template.Template]bool{}
	for _, one := range p.Papers {
		t := p.Of(one.Person)
		if seen[t] {
			continue
		}
		seen[t] = true
		front, back, o := p.Sides(l, one)
		pages := []*page.Page{front}
		if back != nil {
			pages = append(pages, back)
		}
		if c, err := pdf.Draw(pages); err == nil && len(o.Faults) == 0 {
			s.Learn(c)
		}
	}
}

// recall returns a piece of the last run, packed as the record has it, and what was done on each paper that no leaf before
// has shown.
func (s *pieces) recall(k drawn.Key) (c *pdf.Chunk, packed []byte, fits [][]layout.Fit, ok bool) {
	found, data, ok := s.Past.Piece(k)
	from := s.open[found.File]
	if !ok || from == nil {
		return nil, nil, nil, false
	}
	in := pack.NewReader(data)
	for range in.Count() {
		fits = append(fits, layout.ReadFits(in))
	}
	record := in.Bytes()
	if in.End() != nil {
		return nil, nil, nil, false
	}
	c, err := s.Recall(record, found.Places, from)
	return c, found.Packed, fits, err == nil
}

// packed returns a piece that was drawn as the record has it.
func packed(c *pdf.Chunk, results []Outcome) []byte {
	b := pack.AppendInt(nil, len(results))
	for _, o := range results {
		b = layout.AppendFits(b, o.Fits)
	}
	return drawn.Pack(pack.Append(b, c.Record(nil)))
}

// record takes a piece that was appended to the file.
func (s *pieces) record(d piece, f *pdf.File) {
	s.Next.Piece(d.key, drawn.Piece{Packed: d.packed, File: s.file, Places: f.Places()})
}

// Close closes the files of the last run.
func (s *pieces) Close() (err error) {
	if s == nil {
		return nil
	}
	for _, file := range s.open {
		err = errors.Join(err, file.Close())
	}
	return err
}

// recalled returns leaves of the last run, the first of them on a page of this one's file; if there are none, only
// their key.
func (p *Press) recalled(leaves []Leaf, first int, known *pieces) (d piece, ok bool) {
	d.key = known.leafKey(p, leaves)
	c, packed, fits, ok := known.recall(d.key)
	if !ok {
		return d, false
	}
	outcomes, ok := p.outcomes(leaves, fits)
	if !ok {
		return d, false
	}
	for k, of := range outcomes {
		for i := range of {
			of[i].page = first + k*p.pagesALeaf()
		}
		d.results = append(d.results, of...)
	}
	d.chunk, d.packed = c, packed
	return d, true
}

// outcomes returns the outcomes of the papers that no leaf before has shown, without their pages.
func (p *Press) outcomes(leaves []Leaf, fits [][]layout.Fit) (all [][]Outcome, ok bool) {
	n := 0
	for _, f := range leaves {
		var of []Outcome
		for _, c := range f.cells {
			if c.group != nil || c.paper == blank || c.again {
				continue
			}
			if n == len(fits) {
				return nil, false
			}
			o := Outcome{Paper: c.paper, Fits: fits[n], again: true}
			of, n = append(of, o), n+1
		}
		all = append(all, of)
	}
	return all, n == len(fits)
}

// paper returns the outcome of a paper whose file, called name, lies there as the last run left it; with picture, that
// of its page lies there too.
func (a *Again) paper(k drawn.Key, name string, picture bool) (d piece, ok bool) {
	one, ok := a.Past.Paper(k, a.Out)
	if !ok || one.File.File != name || picture != (one.Picture.File != "") {
		return d, false
	}
	in := pack.NewReader(one.About)
	d = piece{written: one.File, picture: one.Picture, results: []Outcome{{Fits: layout.ReadFits(in), again: true}}}
	return d, in.End() == nil
}

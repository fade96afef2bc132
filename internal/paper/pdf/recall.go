package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"lanyard/internal/base/pack"
	"lanyard/internal/paper/embed"
	"lanyard/internal/paper/onepage"
	"lanyard/internal/paper/structure"
	"lanyard/internal/typography/font"
)

// # Chunks of an earlier file
//
// A chunk depends on its pages alone, so a later file with the same pages can have it again: Record packs everything
// but the operators, which are in the file itself, and a Recaller joins the two. The file then has the bytes that it
// would have if its pages were drawn.

// Record appends to b what a Recaller needs to return c, apart from the places of its operators. It depends on the chunk
// alone, wherever in a file that is.
func (c *Chunk) Record(b []byte) []byte {
	b = pack.Append(b, c.lang)
	for _, v := range [...]bool{c.press, c.foreign, c.translucent} {
		b = pack.AppendBool(b, v)
	}
	b = pack.Append(pack.Append(b, c.resources), c.spaces)
	b = pack.AppendInt(b, len(c.inks))
	for _, ink := range slices.Sorted(maps.Keys(c.inks)) {
		v := c.inks[ink]
		b = pack.Append(pack.Append(b, ink), v[:])
	}
	b = pack.AppendInt(b, len(c.xobjects))
	for _, x := range c.xobjects {
		b = pack.Append(b, x.name())
	}
	b = pack.AppendInt(b, len(c.fonts))
	for _, u := range c.fonts {
		b = u.Usage.Append(pack.Append(b, u.resource))
	}
	b = pack.AppendInt(b, len(c.sheets))
	for _, s := range c.sheets {
		b = pack.AppendInt(b, len(s.Content))
		sum := sha256.Sum256(s.Content)
		b = pack.AppendInt(pack.Append(pack.Append(b, sum[:]), s.Boxes), len(s.Links))
		for k, l := range s.Links {
			b = pack.Append(pack.Append(b, l), s.alts[k])
		}
		b = structure.AppendElements(b, s.elements)
	}
	return b
}

// Places returns where in the file the operators of the pages of the chunk are that was appended last.
func (f *File) Places() []int64 { return slices.Clone(f.contents) }

// Recaller returns chunks of earlier files without drawing them. Once it has learned, any number of goroutines may use
// it.
type Recaller struct {
	fonts *font.Library
	known map[string]xobject // pictures by name
}

// NewRecaller returns a Recaller of chunks whose fonts are in a library.
func NewRecaller(fonts *font.Library) *Recaller {
	return &Recaller{fonts: fonts, known: map[string]xobject{}}
}

// Learn makes the pictures of a chunk known. A chunk with others cannot be recalled.
func (r *Recaller) Learn(c *Chunk) {
	for _, x := range c.xobjects {
		r.known[x.name()] = x
	}
}

// errUnknown is the error of a chunk that needs a picture or font that is not known.
var errUnknown = errors.New("recalling a chunk: an unknown picture or font")

// Recall returns the chunk of a record, whose operators are at these places of a file. The error is that it must be
// drawn: the record or the file is damaged, or a picture is not known.
func (r *Recaller) Recall(record []byte, places []int64, file io.ReaderAt) (*Chunk, error) {
	p := pack.NewReader(record)
	c := &Chunk{lang: p.Text(), press: p.Bool(), foreign: p.Bool(), translucent: p.Bool(), resources: p.Bytes(),
		spaces: p.Bytes()}
	for range p.Count() {
		var v [4]uint8
		ink := p.Text()
		copy(v[:], p.Bytes())
		if c.ink(ink, v) != nil {
			return nil, errUnknown
		}
	}
	for range p.Count() {
		x := r.known[p.Text()]
		if x == nil {
			return nil, errUnknown
		}
		c.xobjects = append(c.xobjects, x)
	}
	for range p.Count() {
		u := &usage{resource: p.Text()}
		if u.Usage = embed.ReadUsage(p, r.fonts.Open); u.Usage == nil {
			return nil, errUnknown
		}
		c.fonts = append(c.fonts, u)
	}
	if c.sheets = make([]sheet, p.Count()); len(c.sheets) != len(places) {
		return nil, fmt.Errorf("recalling %d pages from %d places: damaged", len(c.sheets), len(places))
	}
	for i, at := range places {
		if err := c.sheets[i].read(p, io.NewSectionReader(file, at, maxContent)); err != nil {
			return nil, err
		}
	}
	return c, p.End()
}

// maxContent limits the operators of one page, in bytes: a hundred times those of a full sheet of badges.
const maxContent = 16 << 20

// read unpacks a page, whose operators begin a file.
func (s *sheet) read(p *pack.Reader, file io.ReaderAt) error {
	size, want := p.Int(), p.Bytes()
	if p.Err() != nil || size < 0 || size > maxContent {
		return fmt.Errorf("recalling a page of %d bytes: damaged", size)
	}
	s.Page = onepage.Page{Content: make([]byte, size), Boxes: p.Bytes()}
	if _, err := file.ReadAt(s.Content, 0); err != nil {
		return fmt.Errorf("recalling a page: %w", err)
	}
	if sum := sha256.Sum256(s.Content); !bytes.Equal(sum[:], want) {
		return errors.New("recalling a page: its file is not the same any more")
	}
	for range p.Count() {
		s.Links, s.alts = append(s.Links, p.Bytes()), append(s.alts, p.Text())
	}
	s.elements = structure.ReadElements(p)
	return p.Err()
}

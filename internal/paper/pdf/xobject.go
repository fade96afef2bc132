package pdf

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"weak"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// xobject is what stands once in a file and is painted by its name on any page:
// a picture, a form that was drawn, or a form that was imported.
type xobject interface {
	name() string      // in resource dictionaries; equal names mean equal bytes
	extent() geom.Size // how large it is when it is painted unscaled
	mark(*Chunk) error // says in a chunk what its use means for the file
	write(*File) int   // writes its objects and returns the number of the first
}

// prepared remembers what became of each image for as long as the image is in
// use, so that a logo on ten thousand certificates is prepared once.
var prepared sync.Map // weak.Pointer[page.Image] to *preparation

type preparation struct {
	once sync.Once
	made xobject
	err  error
}

// prepare returns the object of an image.
func prepare(img *page.Image) (xobject, error) {
	key := weak.Make(img)
	found, ok := prepared.Load(key)
	if !ok {
		if found, ok = prepared.LoadOrStore(key, new(preparation)); !ok {
			runtime.AddCleanup(img, func(key weak.Pointer[page.Image]) { prepared.Delete(key) }, key)
		}
	}
	p := found.(*preparation)
	p.once.Do(func() {
		switch img.Format {
		case "svg":
			p.made, p.err = newForm(img)
		case "pdf":
			p.made, p.err = newImport(img)
		default:
			p.made, p.err = newPicture(img)
		}
		if p.err != nil {
			p.err = fmt.Errorf("reading a %s picture: %w", img.Format, p.err)
		}
	})
	return p.made, p.err
}

func (p *pen) picture(it *page.Picture) error {
	x, err := prepare(it.Image)
	if err != nil {
		return err
	}
	if err := p.chunk.use(x); err != nil {
		return err
	}
	p.op("q\n")
	if it.Clip != nil {
		p.outline(it.Clip)
		p.op("W n\n")
	}
	size := x.extent()
	b := appendScale(*p.raw, it.Box.W, size.W)
	b = append(appendScale(append(b, " 0 0 "...), it.Box.H, size.H), ' ')
	b = append(appendPoints(b, p.left+it.Box.X), ' ')
	b = append(appendPoints(b, p.top-it.Box.Bottom()), " cm /"...)
	*p.raw = append(append(b, x.name()...), " Do\nQ\n"...)
	return nil
}

// appendScale writes by what something natural long is scaled to be l long, to
// a millionth.
func appendScale(b []byte, l, natural geom.Length) []byte {
	if natural == geom.Point {
		return appendPoints(b, l)
	}
	return strconv.AppendFloat(b, float64(l)/float64(natural), 'f', 6, 64)
}

// use adds an object to what the chunk needs.
func (c *Chunk) use(x xobject) error {
	if slices.ContainsFunc(c.xobjects, func(known xobject) bool { return known.name() == x.name() }) {
		return nil
	}
	c.xobjects = append(c.xobjects, x)
	return x.mark(c)
}

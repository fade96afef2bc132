package pdf

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"weak"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/bitmap"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
)

// xobject is in a file once and is painted by its name on any page: a picture, a
// form that was drawn, or a form that was imported.
type xobject interface {
	name() string      // in resource dictionaries; equal names mean equal bytes
	extent() geom.Size // its size when it is painted unscaled
	mark(*Chunk) error // records in a chunk the consequences of its use for the file
	write(*File) int   // writes its objects and returns the number of the first
}

// picture is an image of pixels.
type picture struct{ *bitmap.Picture }

func (p picture) name() string { return p.Name() }

// extent is that of every image: ISO 32000-1, 8.9.5.
func (p picture) extent() geom.Size { return geom.Size{W: geom.Point, H: geom.Point} }

func (p picture) mark(c *Chunk) error {
	c.press = c.press || p.Press()
	c.translucent = c.translucent || p.Translucent()
	return nil
}

func (p picture) write(f *File) int { return p.Write(f.objects) }

// prepared caches the object of each image for as long as the image is in use, so
// that a logo on ten thousand certificates is prepared once.
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
			var b *bitmap.Picture
			b, p.err = bitmap.New(img)
			p.made = picture{b}
		}
		if p.err != nil {
			p.err = fmt.Errorf("reading a %s picture: %w", img.Format, p.err)
		}
	})
	return p.made, p.err
}

// picture paints an image.
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
	b = append(paint.AppendPoints(b, p.left+it.Box.X), ' ')
	b = append(paint.AppendPoints(b, p.top-it.Box.Bottom()), " cm /"...)
	*p.raw = append(append(b, x.name()...), " Do\nQ\n"...)
	return nil
}

// appendScale writes the factor that scales natural to l, to a millionth.
func appendScale(b []byte, l, natural geom.Length) []byte {
	switch natural {
	case geom.Point:
		return paint.AppendPoints(b, l)
	case l: // of the seventy waves of a border
		return append(b, "1.000000"...)
	}
	return strconv.AppendFloat(b, float64(l)/float64(natural), 'f', 6, 64)
}

// use adds an object to those that the chunk needs.
func (c *Chunk) use(x xobject) error {
	if slices.ContainsFunc(c.xobjects, func(known xobject) bool { return known.name() == x.name() }) {
		return nil
	}
	c.xobjects = append(c.xobjects, x)
	return x.mark(c)
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/paint"
)

// form is a drawing that is in a file once: a Form XObject (ISO 32000-1, 8.10) with
// resources of its own.
type form struct {
	id      string
	size    geom.Size
	content []byte // compressed
	chunk   *Chunk // its resources; no pages
}

// newForm draws the items of an image, without their links.
func newForm(img *page.Image) (*form, error) {
	p := &pen{chunk: new(Chunk), raw: buffers.Get().(*[]byte)}
	defer buffers.Put(p.raw)
	if err := p.draw(&page.Page{Size: img.Size, Items: img.Items}); err != nil {
		return nil, err
	}
	p.chunk.resources, p.chunk.spaces = p.chunk.appendResources(nil), p.chunk.appendSpaces(nil)
	m := &form{size: img.Size, content: deflate.Bytes(*p.raw), chunk: p.chunk}
	h := sha256.New()
	resources := m.chunk.resources
	if len(m.chunk.spaces) > 0 {
		resources = slices.Concat([]byte("/ColorSpace<<"), m.chunk.spaces, []byte(">>"), resources)
	}
	fmt.Fprintf(h, "%s %v %s %d ", img.Name, img.Size, resources, len(m.content))
	h.Write(m.content)
	for _, u := range m.chunk.fonts {
		fmt.Fprintf(h, " %s %x", u.Font().Name(), u.Identity())
	}
	for _, x := range m.chunk.xobjects {
		fmt.Fprintf(h, " %s", x.name())
	}
	m.id = fmt.Sprintf("F%x", h.Sum(nil)[:16])
	return m, nil
}

func (m *form) name() string { return m.id }

func (m *form) extent() geom.Size { return m.size }

func (m *form) mark(c *Chunk) error {
	for _, ink := range slices.Sorted(maps.Keys(m.chunk.inks)) {
		if err := c.ink(ink, m.chunk.inks[ink]); err != nil {
			return err
		}
	}
	c.press = c.press || m.chunk.press
	c.foreign = c.foreign || m.chunk.foreign
	c.translucent = c.translucent || m.chunk.translucent
	return nil
}

// write writes the form after its resources.
func (m *form) write(f *File) int {
	d := cos.AppendRef([]byte("<</Type/XObject/Subtype/Form/Resources "), f.objects.Object(f.resourcesOf(m.chunk), nil))
	d = append(paint.AppendPoints(append(d, "/BBox[0 0 "...), m.size.W), ' ')
	d = append(paint.AppendPoints(d, m.size.H), "]/Filter/FlateDecode/Length "...)
	d = strconv.AppendInt(d, int64(len(m.content)), 10)
	return f.objects.Object(append(d, ">>"...), m.content)
}

// imported is a page of another PDF: the objects that package artwork cut out, the
// form first.
type imported struct {
	id      string
	size    geom.Size
	objects cos.Objects
	press   bool
}

// newImport reads the objects of an image.
func newImport(img *page.Image) (*imported, error) {
	objects, err := cos.ParseObjects(img.Data)
	if err != nil {
		return nil, err
	}
	if len(objects) == 0 {
		return nil, fmt.Errorf("it holds no page")
	}
	m := &imported{id: fmt.Sprintf("F%x", sha256.Sum256(img.Data))[:1+32], size: img.Size, objects: objects}
	for _, v := range objects {
		m.press = m.press || bytes.Contains(cos.Append(nil, v, nil), []byte("/DeviceCMYK"))
	}
	return m, nil
}

func (m *imported) name() string { return m.id }

func (m *imported) extent() geom.Size { return m.size }

func (m *imported) mark(c *Chunk) error {
	c.press, c.foreign = c.press || m.press, true
	return nil
}

func (m *imported) write(f *File) int {
	ids := make([]int, len(m.objects))
	for i := range ids {
		ids[i] = f.objects.Next()
	}
	for i, v := range m.objects {
		value := cos.Append(nil, v, func(r cos.Ref) int { return ids[r] })
		if s, ok := v.(*cos.Stream); ok {
			f.objects.Write(ids[i], value, s.Raw)
		} else {
			f.objects.Write(ids[i], value, nil)
		}
	}
	return ids[0]
}

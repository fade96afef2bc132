package pdf

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// form is a drawing that stands once in a file: a Form XObject (ISO 32000-1,
// 8.10) with resources of its own, which is a page of its own size less the page.
type form struct {
	id    string
	size  geom.Size
	chunk *Chunk // of one sheet
}

// newForm draws the items of an image. Links of theirs go nowhere.
func newForm(img *page.Image) (*form, error) {
	c, err := drawAll([]*page.Page{{Size: img.Size, Items: img.Items}}, true)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s %v %s %d ", img.Name, img.Size, c.resources, len(c.sheets[0].content))
	h.Write(c.sheets[0].content)
	for _, u := range c.fonts {
		fmt.Fprintf(h, " %s", u.font.Name())
	}
	for _, x := range c.xobjects {
		fmt.Fprintf(h, " %s", x.name())
	}
	return &form{fmt.Sprintf("F%x", h.Sum(nil)[:16]), img.Size, c}, nil
}

func (m *form) name() string { return m.id }

func (m *form) extent() geom.Size { return m.size }

func (m *form) mark(c *Chunk) error {
	for _, ink := range slices.Sorted(maps.Keys(m.chunk.inks)) {
		if err := c.ink(ink, m.chunk.inks[ink]); err != nil {
			return err
		}
	}
	c.press, c.foreign, c.translucent = c.press || m.chunk.press, c.foreign || m.chunk.foreign, c.translucent || m.chunk.translucent
	return nil
}

// write writes the form after its resources.
func (m *form) write(f *File) int {
	d := appendRef([]byte("<</Type/XObject/Subtype/Form/Resources "), f.object(f.resourcesOf(m.chunk), nil))
	d = append(appendPoints(append(d, "/BBox[0 0 "...), m.size.W), ' ')
	d = append(appendPoints(d, m.size.H), "]/Filter/FlateDecode/Length "...)
	content := m.chunk.sheets[0].content
	return f.object(append(strconv.AppendInt(d, int64(len(content)), 10), ">>"...), content)
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"

	"github.com/phpdave11/gofpdi"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// imported is a page of another PDF: a form with all that it refers to, the form
// first. References count the objects from 0.
type imported struct {
	id      string
	size    geom.Size
	objects []object
	press   bool
}

// newImport lets gofpdi import a page that package artwork has cut out into a
// document of fpdf's, and takes the result out of it. gofpdi panics where it does
// not know further.
func newImport(img *page.Image) (m *imported, err error) {
	defer func() {
		if r := recover(); r != nil {
			m, err = nil, fmt.Errorf("gofpdi cannot import it (%v)", r)
		}
	}()
	doc := newGuest()
	doc.AddPage()
	importer := gofpdi.NewImporter()
	source := io.ReadSeeker(bytes.NewReader(img.Data))
	importer.SetSourceStream(&source)
	importer.ImportPage(1, "/MediaBox")
	doc.ImportTemplates(importer.PutFormXobjectsUnordered())
	doc.ImportObjects(importer.GetImportedObjectsUnordered())
	doc.ImportObjPos(importer.GetImportedObjHashPos())
	objects, _, id, err := onlyXObject(doc)
	if err != nil {
		return nil, err
	}
	m = &imported{size: img.Size}
	if m.objects, err = pick(objects, id); err != nil {
		return nil, err
	}
	h := sha256.New()
	for _, o := range m.objects {
		fmt.Fprintf(h, "%q %q ", o.value, o.stream)
		m.press = m.press || bytes.Contains(o.value, []byte("/DeviceCMYK"))
	}
	m.id = fmt.Sprintf("F%x", h.Sum(nil)[:16])
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
		ids[i] = f.next()
	}
	for i, o := range m.objects {
		value, err := relink(make([]byte, 0, len(o.value)), o.value, func(n int) (int, error) { return ids[n], nil })
		if err != nil {
			panic("internal error: " + err.Error()) // pick has read it
		}
		f.write(ids[i], value, o.stream)
	}
	return ids[0]
}

// pick returns an object and all that it refers to, numbered from 0 in the order
// in which they are met. gofpdi writes dictionaries in the order of a Go map and
// fpdf its objects, so dictionaries get the order of their keys.
func pick(objects []object, id int) ([]object, error) {
	numbers, order := map[int]int{}, []int{}
	number := func(id int) (int, error) {
		n, known := numbers[id]
		if !known {
			if id <= 0 || id >= len(objects) || objects[id].value == nil {
				return 0, errGuest
			}
			n = len(order)
			numbers[id], order = n, append(order, id)
		}
		return n, nil
	}
	if _, err := number(id); err != nil {
		return nil, err
	}
	var picked []object
	for i := 0; i < len(order); i++ { // which grows
		o := objects[order[i]]
		sorted, err := canonical(nil, o.value)
		if err != nil {
			return nil, err
		}
		value, err := relink(nil, sorted, number)
		if err != nil {
			return nil, err
		}
		picked = append(picked, object{value, slices.Clone(o.stream)})
	}
	return picked, nil
}

// canonical appends a value with its dictionaries in the order of their keys.
func canonical(b, value []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(value, []byte("<<")):
		d, err := entries(value)
		if err != nil {
			return nil, err
		}
		b = append(b, "<<"...)
		for _, e := range d.sorted() {
			b = append(append(append(b, '/'), e.key...), ' ')
			if b, err = canonical(b, e.value); err != nil {
				return nil, err
			}
		}
		return append(b, ">>"...), nil
	case value[0] == '[':
		list, err := elements(value)
		if err != nil {
			return nil, err
		}
		b = append(b, '[')
		for i, e := range list {
			if i > 0 {
				b = append(b, ' ')
			}
			if b, err = canonical(b, e); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	}
	return append(b, value...), nil
}

// relink appends a value with other numbers in its references.
func relink(b, value []byte, number func(int) (int, error)) ([]byte, error) {
	for len(value) > 0 {
		if n := refEnd(value); n > 0 {
			id, _ := reference(value[:n])
			id, err := number(id)
			if err != nil {
				return nil, err
			}
			b, value = appendRef(b, id), value[n:]
			continue
		}
		n := tokenEnd(value)
		if n == 0 {
			return nil, errGuest
		}
		b, value = append(b, value[:n]...), value[n:]
	}
	return b, nil
}

package structure

import "lanyard/internal/base/pack"

// AppendElements packs the elements of a page.
func AppendElements(b []byte, elements []Element) []byte {
	b = pack.AppendInt(b, len(elements))
	for _, e := range elements {
		b = pack.Append(b, e.kind)
		for _, n := range [...]int{e.parent, e.mark, e.marks, e.link, e.body} {
			b = pack.AppendInt(b, n)
		}
		b = pack.Append(pack.Append(pack.Append(b, e.lang), e.text), e.about)
		b = pack.Append(b, e.bounds)
	}
	return b
}

// ReadElements unpacks the elements of a page.
func ReadElements(r *pack.Reader) []Element {
	elements := make([]Element, r.Count())
	for i := range elements {
		e := &elements[i]
		e.kind = r.Text()
		for _, n := range [...]*int{&e.parent, &e.mark, &e.marks, &e.link, &e.body} {
			*n = r.Int()
		}
		e.lang, e.text, e.about = r.Text(), r.Text(), r.Text()
		e.bounds = r.Bytes()
	}
	return elements
}

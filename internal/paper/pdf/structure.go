package pdf

import (
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
)

// structure is the tree of what a file says, from page to page (ISO 32000-1,
// 14.7). Its elements are written with their pages; kept are 4 bytes a section
// and a few a leaf of the tree of parents.
type structure struct {
	root, document int     // objects; 0: nothing is tagged
	sections       []int32 // objects below the document
	keys           int     // of the tree of parents, so far
	nums           []byte  // entries of its open leaf
	first          int     // key of that leaf
	leaves         []int32 // objects
}

// leafBytes is how large a leaf of the tree of parents becomes: some fifty
// sheets of badges.
const leafBytes = 1 << 15

// tag writes the structure of a page. Its annotations are those with the given
// objects; their keys, and that of the page, begin at key.
func (f *File) tag(elements []element, page int, annotations []int, key int) {
	t := &f.structure
	ids := make([]int, len(elements))
	for i := range ids {
		ids[i] = f.next()
	}
	around := t.document
	loose := slices.ContainsFunc(elements, func(e element) bool { return e.parent == none && e.kind != "/Sect" })
	if loose { // the page is the section
		around = f.next()
		f.section(around, page, elements, ids)
	}
	langs := make([]string, len(elements))
	b := f.scratch[:0]
	for i, e := range elements {
		parent, lang := around, f.meta.Lang
		if e.parent != none {
			parent, lang = ids[e.parent], langs[e.parent]
		} else if !loose {
			t.sections = append(t.sections, int32(ids[i]))
		}
		b = append(append(append(b[:0], "<</S"...), e.kind...), "/P "...)
		b = cos.AppendRef(append(cos.AppendRef(b, parent), "/Pg "...), page)
		if langs[i] = lang; e.lang != lang && isLang(e.lang) {
			b, langs[i] = cos.AppendText(append(b, "/Lang"...), e.lang), e.lang
		}
		if e.text != "" {
			key := "/ActualText"
			if e.kind == "/Figure" || e.kind == "/Link" {
				key = "/Alt"
			}
			b = cos.AppendText(append(b, key...), e.text)
		}
		if e.bounds != nil { // ISO 32000-1, table 344: a figure has one
			b = append(append(append(b, "/A<</O/Layout/BBox["...), e.bounds...), "]>>"...)
		}
		f.write(ids[i], append(appendKids(b, i, e, elements, ids, annotations), ">>"...), nil)
	}
	f.scratch = b
	t.note(f, elements, ids, key)
}

// section writes the element of a page.
func (f *File) section(id, page int, elements []element, ids []int) {
	b := cos.AppendRef([]byte("<</S/Sect/P "), f.structure.document)
	b = append(cos.AppendRef(append(b, "/Pg "...), page), "/K["...)
	for i, e := range elements {
		if e.parent == none {
			b = append(cos.AppendRef(b, ids[i]), ' ')
		}
	}
	f.write(id, append(b, "]>>"...), nil)
	f.structure.sections = append(f.structure.sections, int32(id))
}

// appendKids writes what an element holds: its marked content, or its elements
// and its link.
func appendKids(b []byte, i int, e element, elements []element, ids, annotations []int) []byte {
	b = append(b, "/K"...)
	if e.marks == 1 {
		return strconv.AppendInt(append(b, ' '), int64(e.mark), 10)
	}
	b = append(b, '[')
	for m := range e.marks {
		b = append(strconv.AppendInt(b, int64(e.mark+m), 10), ' ')
	}
	for j := i + 1; j < len(elements); j++ {
		if elements[j].parent == i {
			b = append(cos.AppendRef(b, ids[j]), ' ')
		}
	}
	if e.link != none {
		b = append(cos.AppendRef(append(b, "<</Type/OBJR/Obj "...), annotations[e.link]), ">>"...)
	}
	return append(b, ']')
}

// note enters the elements of a page into the tree of parents: under the key
// of the page those of its marked content, then those of its annotations.
func (t *structure) note(f *File, elements []element, ids []int, key int) {
	if len(t.nums) == 0 {
		t.first = key
	}
	b := append(strconv.AppendInt(t.nums, int64(key), 10), '[')
	for i, e := range elements {
		for range e.marks {
			b = append(cos.AppendRef(b, ids[i]), ' ')
		}
	}
	b = append(b, ']')
	for i, e := range elements {
		if e.link != none {
			b = append(strconv.AppendInt(b, int64(key+1+e.link), 10), ' ')
			b = append(cos.AppendRef(b, ids[i]), ' ')
		}
	}
	if t.nums = b; len(b) > leafBytes {
		t.leaf(f)
	}
}

// leaf writes the open leaf of the tree of parents.
func (t *structure) leaf(f *File) {
	b := strconv.AppendInt([]byte("<</Limits["), int64(t.first), 10)
	b = strconv.AppendInt(append(b, ' '), int64(t.keys-1), 10)
	b = append(append(append(b, "]/Nums["...), t.nums...), "]>>"...)
	t.leaves = append(t.leaves, int32(f.object(b, nil)))
	t.nums = t.nums[:0]
}

// structureRoot writes what holds the structure of all pages together.
func (f *File) structureRoot() {
	t := &f.structure
	if len(t.nums) > 0 {
		t.leaf(f)
	}
	b := cos.AppendRef([]byte("<</S/Document/P "), t.root)
	b = append(b, "/K["...)
	for _, id := range t.sections {
		b = append(cos.AppendRef(b, int(id)), ' ')
	}
	f.write(t.document, append(b, "]>>"...), nil)
	b = cos.AppendRef([]byte("<</Type/StructTreeRoot/K "), t.document)
	b = append(b, "/ParentTree<</Kids["...)
	for _, l := range t.leaves {
		b = append(cos.AppendRef(b, int(l)), ' ')
	}
	b = strconv.AppendInt(append(b, "]>>/ParentTreeNextKey "...), int64(t.keys), 10)
	f.write(t.root, append(b, ">>"...), nil)
}

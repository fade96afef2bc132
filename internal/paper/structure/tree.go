// Package structure makes PDF files accessible (ISO 32000-1, 14.6 to 14.8; ISO
// 14289-1, 7.1): a Tagger encloses the content of a page in marked-content
// sequences or artifacts while it is drawn, and a Tree writes the structure
// elements that refer to those sequences.
//
// Below the Document is a Sect for each page, or for each paper of a sheet; in it
// an H1, an H2 or a P for each text, and a Figure, within a Link where it opens an
// address, for each symbol and picture. A list is an L of LIs, each with its Lbl and
// one LBody for all the rest; a table is a Table of TRs with as many cells each, headers
// with their Scope, and empty cells where nothing is shown. Everything else, including the marks of a sheet, is
// an artifact. Elements are in painting order. A P is one text, however many lines
// it has: a line that ends where the text has a line break shows a space at its
// end. Readers turn a right-to-left run round, whose glyphs are in visual order, so it
// reads as its text. An element whose runs in sequence do not, above all where directions
// mix, carries its text as its ActualText; no other does, because MuPDF would turn that
// round as well. A run in a language of its own is a marked Span alongside its neighbours
// and never inside another sequence, because some readers lose whatever follows a nested
// one.
package structure

import (
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/xref"
)

// Tree is the structure of a file, page after page (ISO 32000-1, 14.7). Elements are
// written with their pages; it keeps 4 bytes a section and a few bytes a leaf of the
// parent tree. The zero Tree is empty. It is for one goroutine.
type Tree struct {
	Lang string // language of the file, which elements need not repeat

	root, document int     // objects; 0: nothing is tagged
	sections       []int32 // objects below the document
	keys           int     // of the parent tree, so far
	nums           []byte  // entries of its open leaf
	first          int     // key of that leaf
	leaves         []int32 // objects
}

// leafBytes is the size at which a leaf of the parent tree is written: some fifty
// sheets of badges.
const leafBytes = 1 << 15

// Tagged reports whether any page has an element.
func (t *Tree) Tagged() bool { return t.root != 0 }

// Keys reserves keys of the parent tree for a page with elements and for its
// annotations, and returns the first. The page has that key as its StructParents,
// and annotation i has key+1+i as its StructParent.
func (t *Tree) Keys(w *xref.Writer, elements []Element, annotations int) (key int) {
	if t.root == 0 && len(elements) > 0 {
		t.root, t.document = w.Next(), w.Next()
	}
	key = t.keys
	t.keys += 1 + annotations
	return key
}

// Page writes the elements of a page, if it has any. Page and annotations are the
// numbers of its objects, and key is what Keys returned.
func (t *Tree) Page(w *xref.Writer, elements []Element, page int, annotations []int, key int) {
	if len(elements) == 0 {
		return
	}
	ids := make([]int, len(elements))
	for i := range ids {
		ids[i] = w.Next()
	}
	around := t.document
	loose := slices.ContainsFunc(elements, func(e Element) bool { return e.parent == none && e.kind != "/Sect" })
	if loose { // the page is the section
		around = w.Next()
		t.section(w, around, page, elements, ids)
	}
	langs := make([]string, len(elements))
	b := make([]byte, 0, 256)
	for i, e := range elements {
		parent, outer := around, t.Lang
		if e.parent != none {
			parent, outer = ids[e.parent], langs[e.parent]
		} else if !loose {
			t.sections = append(t.sections, int32(ids[i]))
		}
		b = append(append(append(b[:0], "<</S"...), e.kind...), "/P "...)
		b = cos.AppendRef(append(cos.AppendRef(b, parent), "/Pg "...), page)
		if langs[i] = outer; e.lang != outer && IsLanguageTag(e.lang) {
			b, langs[i] = cos.AppendText(append(b, "/Lang"...), e.lang), e.lang
		}
		if e.text != "" {
			key := "/ActualText"
			if e.kind == "/Figure" || e.kind == "/Link" {
				key = "/Alt"
			}
			b = cos.AppendText(append(b, key...), e.text)
		}
		if e.about != "" {
			b = append(append(b, "/A"...), e.about...)
		}
		if e.bounds != nil { // ISO 32000-1, table 344: required for a figure
			b = append(append(append(b, "/A<</O/Layout/BBox["...), e.bounds...), "]>>"...)
		}
		b = append(appendKids(b, i, elements, ids, annotations), ">>"...)
		w.Write(ids[i], b, nil)
	}
	t.parents(w, elements, ids, key)
}

// section writes the element of a page.
func (t *Tree) section(w *xref.Writer, id, page int, elements []Element, ids []int) {
	b := cos.AppendRef([]byte("<</S/Sect/P "), t.document)
	b = append(cos.AppendRef(append(b, "/Pg "...), page), "/K["...)
	for i, e := range elements {
		if e.parent == none {
			b = append(cos.AppendRef(b, ids[i]), ' ')
		}
	}
	w.Write(id, append(b, "]>>"...), nil)
	t.sections = append(t.sections, int32(id))
}

// appendKids writes the kids of element i: its marked content, or its elements and
// its link.
func appendKids(b []byte, i int, elements []Element, ids, annotations []int) []byte {
	e := elements[i]
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

// parents enters the elements of a page into the parent tree: those of its marked
// content under the key of the page, then those of its annotations.
func (t *Tree) parents(w *xref.Writer, elements []Element, ids []int, key int) {
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
		t.leaf(w)
	}
}

// leaf writes the open leaf of the parent tree.
func (t *Tree) leaf(w *xref.Writer) {
	b := strconv.AppendInt([]byte("<</Limits["), int64(t.first), 10)
	b = strconv.AppendInt(append(b, ' '), int64(t.keys-1), 10)
	b = append(append(append(b, "]/Nums["...), t.nums...), "]>>"...)
	t.leaves = append(t.leaves, int32(w.Object(b, nil)))
	t.nums = t.nums[:0]
}

// Close writes the root of the structure and returns the number of its object, the
// StructTreeRoot of the catalog; 0 when nothing is tagged.
func (t *Tree) Close(w *xref.Writer) (root int) {
	if !t.Tagged() {
		return 0
	}
	if len(t.nums) > 0 {
		t.leaf(w)
	}
	b := cos.AppendRef([]byte("<</S/Document/P "), t.root)
	b = append(b, "/K["...)
	for _, id := range t.sections {
		b = append(cos.AppendRef(b, int(id)), ' ')
	}
	w.Write(t.document, append(b, "]>>"...), nil)
	b = cos.AppendRef([]byte("<</Type/StructTreeRoot/K "), t.document)
	b = append(b, "/ParentTree<</Kids["...)
	for _, l := range t.leaves {
		b = append(cos.AppendRef(b, int(l)), ' ')
	}
	b = strconv.AppendInt(append(b, "]>>/ParentTreeNextKey "...), int64(t.keys), 10)
	w.Write(t.root, append(b, ">>"...), nil)
	return t.root
}

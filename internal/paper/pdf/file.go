package pdf

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/embed"
	"lanyard/internal/paper/metadata"
	"lanyard/internal/paper/outline"
	"lanyard/internal/paper/structure"
	"lanyard/internal/paper/xref"
)

// File writes one PDF file. It is for one goroutine. Until Close it keeps some 350
// bytes a sheet of eight badges, most of it for the table of objects, and the glyphs
// that were used.
type File struct {
	meta    Meta
	objects *xref.Writer
	scratch *[]byte // for one object
	err     error   // the first error; nothing is written after it
	closed  bool

	tree      []node // nodes of the page tree that may still grow, leaves first
	resources []byte // the last resource dictionary
	shared    int    // its object
	fonts     []embedding
	xobjects  map[string]int // objects of pictures and forms by resource name
	inks      map[string][4]uint8
	press     bool
	foreign   bool
	structure structure.Tree
	pages     []int32 // their objects
	contents  []int64 // where the operators of the pages of the last chunk begin
	profile   int     // object with the profile of sRGB; 0: not written yet
	bookmarks []outline.Bookmark
}

// embedding is a font of the file.
type embedding struct {
	*embed.Usage
	id int
}

// node is an unfinished node of the page tree.
type node struct {
	id    int
	kids  []int
	pages int // below it
}

// NewFile starts a PDF file. It writes nothing before the first Append.
func NewFile(w io.Writer, meta Meta) *File {
	return &File{meta: meta, objects: xref.NewWriter(w), scratch: buffers.Get().(*[]byte),
		xobjects: map[string]int{}, inks: map[string][4]uint8{}}
}

// failure returns the first error.
func (f *File) failure() error {
	if f.err == nil {
		f.err = f.objects.Err()
	}
	return f.err
}

// Archivable reports whether a file with the pages of c may claim to be PDF/A: nothing on them is from another
// program, or in CMYK without a Press.
func (c *Chunk) Archivable(p *Press) bool { return (!c.press || p != nil) && !c.foreign }

// CMYK reports whether the pages of c have colours or pictures in CMYK.
func (c *Chunk) CMYK() bool { return c.press }

// Append adds the pages of a chunk to the end of the file.
func (f *File) Append(c *Chunk) error {
	if f.closed {
		return errors.New("writing a PDF: appending to a closed file")
	}
	if err := f.failure(); err != nil {
		return err
	}
	for _, ink := range slices.Sorted(maps.Keys(c.inks)) {
		v := c.inks[ink]
		if known, ok := f.inks[ink]; ok && known != v {
			f.err = fmt.Errorf("writing a PDF: %w", errInk(ink, known, v))
			return f.err
		}
		f.inks[ink] = v
	}
	f.press, f.foreign = f.press || c.press, f.foreign || c.foreign
	if f.meta.Lang == "" {
		f.meta.Lang = c.lang
	}
	f.structure.Lang = f.meta.Lang
	resources := f.share(c)
	f.contents = f.contents[:0]
	for _, s := range c.sheets {
		f.page(s, c, resources)
	}
	return f.failure()
}

// share writes the resources of a chunk and returns the number of the dictionary that
// its pages share.
func (f *File) share(c *Chunk) int {
	if d := f.resourcesOf(c); !slices.Equal(d, f.resources) {
		f.resources, f.shared = d, f.objects.Object(d, nil)
	}
	return f.shared
}

// resourcesOf returns the resource dictionary of a chunk, after writing the objects
// that it refers to.
func (f *File) resourcesOf(c *Chunk) []byte {
	d := append(f.spaces([]byte("<<"), c), c.resources...)
	if len(c.fonts) > 0 {
		d = append(d, "/Font<<"...)
		for _, u := range c.fonts {
			d = append(append(d, u.resource...), ' ')
			d = cos.AppendRef(d, f.font(u))
		}
		d = append(d, ">>"...)
	}
	if len(c.xobjects) > 0 {
		d = append(d, "/XObject<<"...)
		for _, x := range c.xobjects {
			id, ok := f.xobjects[x.name()]
			if !ok {
				id = x.write(f)
				f.xobjects[x.name()] = id
			}
			d = append(append(append(d, '/'), x.name()...), ' ')
			d = cos.AppendRef(d, id)
		}
		d = append(d, ">>"...)
	}
	return append(d, ">>"...)
}

// font adds the codes that a chunk used of a font and returns the number of its
// object, which is written last.
func (f *File) font(u *usage) int {
	for _, e := range f.fonts {
		if e.Font() == u.Font() && e.Merge(u.Usage) {
			return e.id
		}
	}
	e := embedding{u.Clone(), f.objects.Next()}
	f.fonts = append(f.fonts, e)
	return e.id
}

// page writes a page with its content and its links.
func (f *File) page(s sheet, c *Chunk, resources int) {
	content := f.objects.Stream("/Filter/FlateDecode", s.Content)
	f.contents = append(f.contents, f.objects.LastStream())
	key := f.structure.Keys(f.objects, s.elements, len(s.Links))
	var links []byte
	annotations := make([]int, len(s.Links))
	for i, l := range s.Links {
		// F 4 is the print flag, required by ISO 19005-2, 6.3.2
		l = cos.AppendText(append(l[:len(l):len(l)], "/F 4/Contents"...), s.alts[i])
		l = strconv.AppendInt(append(l, "/StructParent "...), int64(key+1+i), 10)
		annotations[i] = f.objects.Object(append(l, ">>"...), nil)
		links = append(cos.AppendRef(links, annotations[i]), ' ')
	}
	id := f.objects.Next()
	b := cos.AppendRef(append((*f.scratch)[:0], "<</Type/Page/Parent "...), f.parent(0))
	b = append(b, s.Boxes...)
	b = cos.AppendRef(append(b, "/Resources "...), resources)
	b = cos.AppendRef(append(b, "/Contents "...), content)
	if c.translucent {
		// ISO 19005-2, 6.2.10: the colour space in which transparency is blended
		space := "/DeviceRGB"
		if c.press {
			space = "/DeviceCMYK"
		}
		b = append(append(append(b, "/Group<</S/Transparency/CS"...), space...), ">>"...)
	}
	if len(links) > 0 {
		// ISO 14289-1, 7.18.3: the tab key follows the structure
		b = append(append(append(b, "/Tabs/S/Annots["...), links[:len(links)-1]...), ']')
	}
	if len(s.elements) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(key), 10)
	}
	*f.scratch = append(b, ">>"...)
	f.objects.Write(id, *f.scratch, nil)
	f.structure.Page(f.objects, s.elements, id, annotations, key)
	f.tree[0].kids = append(f.tree[0].kids, id)
	f.tree[0].pages++
	f.pages = append(f.pages, int32(id))
}

// parent returns the number of the node that takes the next child of a level.
func (f *File) parent(level int) int {
	if level == len(f.tree) {
		f.tree = append(f.tree, node{id: f.objects.Next()})
	}
	if len(f.tree[level].kids) == fanOut {
		f.finish(level, f.parent(level+1))
		f.tree[level] = node{id: f.objects.Next()}
	}
	return f.tree[level].id
}

// finish writes the open node of a level. Parent is 0 for the root.
func (f *File) finish(level, parent int) {
	n := f.tree[level]
	b := []byte("<</Type/Pages")
	if parent != 0 {
		b = cos.AppendRef(append(b, "/Parent "...), parent)
		f.tree[level+1].kids = append(f.tree[level+1].kids, n.id)
		f.tree[level+1].pages += n.pages
	}
	b = strconv.AppendInt(append(b, "/Count "...), int64(n.pages), 10)
	b = append(b, "/Kids["...)
	for i, kid := range n.kids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = cos.AppendRef(b, kid)
	}
	f.objects.Write(n.id, append(b, "]>>"...), nil)
}

// root writes all open nodes of the page tree and returns the number of its root.
func (f *File) root() int {
	for level := 0; ; level++ {
		if level == len(f.tree)-1 {
			f.finish(level, 0)
			return f.tree[level].id
		}
		f.finish(level, f.parent(level+1))
	}
}

// Bookmark gives the file its bookmarks, in order, once all pages are in it. It must be
// called before Close, if at all.
func (f *File) Bookmark(marks []outline.Bookmark) { f.bookmarks = marks }

// Close writes the fonts, the metadata and the table of objects, but does not close
// the underlying writer. It returns the first error of any call; the file is
// complete only when there is none.
func (f *File) Close() error {
	switch {
	case f.closed:
		return errors.New("writing a PDF: closing a closed file")
	case f.failure() == nil && len(f.tree) == 0:
		f.err = errors.New("writing a PDF: the file has no pages")
	}
	f.closed = true
	defer buffers.Put(f.scratch)
	if f.err != nil {
		return f.err
	}
	pages := f.root()
	root := f.structure.Close(f.objects)
	for _, e := range f.fonts {
		if err := e.Write(f.objects, e.id); err != nil {
			f.err = fmt.Errorf("writing a PDF: %w", err)
			return f.err
		}
	}
	catalog := f.catalog(pages, root)
	info := f.objects.Object(f.meta.document().AppendInfo(nil), nil)
	f.err = f.objects.Close(catalog, info)
	return f.err
}

// catalog writes the metadata and the catalog. StructureRoot is 0 when the file is
// not tagged.
func (f *File) catalog(pages, structureRoot int) int {
	speaks := structure.IsLanguageTag(f.meta.Lang)
	var claims metadata.Claims
	if (!f.press || f.meta.Press != nil) && !f.foreign {
		claims.Archive = 2
		if f.meta.Attached != nil {
			claims.Archive = 3
		}
	}
	claims.Universal = !f.foreign && structureRoot != 0 && speaks && f.meta.Title != ""
	described := f.objects.Stream("/Type/Metadata/Subtype/XML/Filter/FlateDecode", xmp(f.meta.document(), claims))
	d := cos.AppendRef([]byte("<</Type/Catalog/Pages "), pages)
	d = cos.AppendRef(append(d, "/Metadata "...), described)
	if speaks {
		d = cos.AppendText(append(d, "/Lang"...), f.meta.Lang)
	}
	preferences := f.meta.Print.entries()
	if f.meta.Title != "" {
		preferences = "/DisplayDocTitle true" + preferences
	}
	if preferences != "" {
		d = append(append(append(d, "/ViewerPreferences<<"...), preferences...), ">>"...)
	}
	if root := outline.Write(f.objects, f.bookmarks, f.pages); root != 0 {
		d = cos.AppendRef(append(d, "/Outlines "...), root)
	}
	if structureRoot != 0 {
		d = cos.AppendRef(append(d, "/MarkInfo<</Marked true>>/StructTreeRoot "...), structureRoot)
	}
	if f.meta.Attached != nil {
		d = f.attach(d, f.meta.Attached)
	}
	if claims.Archive != 0 {
		d = f.intent(d)
	}
	return f.objects.Object(append(d, ">>"...), nil)
}

// Package outline writes the bookmarks of a PDF (ISO 32000-1, 12.3.3): the table of contents that readers show next to
// the pages.
package outline

import (
	"strconv"

	"lanyard/internal/base/cos"
	"lanyard/internal/paper/metadata"
	"lanyard/internal/paper/xref"
)

// Bookmark is a line of the table of contents that readers show next to the pages, and
// screen readers read out.
type Bookmark struct {
	Title string
	Level int // 0 is the outermost; at most one more than that of the bookmark before
	Page  int // of the file, from 1
}

// Write writes bookmarks to pages, whose objects are given, and returns the number of their root; 0 when there are none.
// Bookmarks with others below them are closed.
func Write(to *xref.Writer, marks []Bookmark, pages []int32) int {
	if len(marks) == 0 {
		return 0
	}
	ids := make([]int, len(marks)+1)
	for i := range ids {
		ids[i] = to.Next()
	}
	links := siblings(marks)
	for i, m := range marks {
		l := links[i+1]
		b := cos.AppendText([]byte("<</Title"), metadata.Printable(m.Title))
		b = cos.AppendRef(append(b, "/Parent "...), ids[l.parent])
		if l.previous > 0 {
			b = cos.AppendRef(append(b, "/Prev "...), ids[l.previous])
		}
		if l.next > 0 {
			b = cos.AppendRef(append(b, "/Next "...), ids[l.next])
		}
		b = l.below(b, ids, -l.kids)
		b = cos.AppendRef(append(b, "/Dest["...), int(pages[m.Page-1]))
		to.Write(ids[i+1], append(b, "/Fit]>>"...), nil)
	}
	to.Write(ids[0], append(links[0].below([]byte("<</Type/Outlines"), ids, links[0].kids), ">>"...), nil)
	return ids[0]
}

// place is where a bookmark is among the others, by their numbers from 1; 0 is the root
// as a parent, and none otherwise.
type place struct{ parent, previous, next, first, last, kids int }

// below appends the entries for the bookmarks below one.
func (l place) below(b []byte, ids []int, count int) []byte {
	if l.kids == 0 {
		return b
	}
	b = cos.AppendRef(append(b, "/First "...), ids[l.first])
	b = cos.AppendRef(append(b, "/Last "...), ids[l.last])
	return strconv.AppendInt(append(b, "/Count "...), int64(count), 10)
}

// siblings returns the place of the root and of every bookmark.
func siblings(marks []Bookmark) []place {
	places := make([]place, len(marks)+1)
	open := []int{0} // the last bookmark of each level, below the root
	for i, m := range marks {
		open = open[:min(m.Level+1, len(open))]
		n, up := i+1, open[len(open)-1]
		places[n].parent = up
		if before := places[up].last; before > 0 {
			places[n].previous, places[before].next = before, n
		} else {
			places[up].first = n
		}
		places[up].last = n
		places[up].kids++
		open = append(open, n)
	}
	return places
}

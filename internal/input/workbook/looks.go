package workbook

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Looks is the part of a sheet's appearance that has meaning and that its texts do not contain.
type Looks struct {
	Merges []Merge // in the order of the file, MaxTags at most
	// Uncomputed are the cells with a formula whose result was never stored,
	// by line (from 1) and column (from 0).
	Uncomputed     map[[2]int]bool
	hidden, struck []int // lines, ascending
}

// hides reports whether a row is hidden.
func (l *Looks) hides(line int) bool { return l != nil && among(l.hidden, line) }

// strikes reports whether a cell of a row is struck out.
func (l *Looks) strikes(line int) bool { return l != nil && among(l.struck, line) }

func among(lines []int, line int) bool {
	_, ok := slices.BinarySearch(lines, line)
	return ok
}

// Looks reads what a sheet shows. A part that cannot be read shows nothing: the
// reader of its rows reports the fault.
func (b *Book) Looks(sheet string) *Looks {
	l := &Looks{Uncomputed: map[[2]int]bool{}}
	i := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.Name == sheet })
	if i < 0 {
		return l
	}
	part, err := openPart(b.zip, b.Sheets[i].part)
	if err != nil {
		return l
	}
	defer part.Close()
	s := scanner{looks: l, book: b, column: -1}
	tags(part, s.tag)
	slices.Sort(l.hidden)
	slices.Sort(l.struck)
	return l
}

// scanner collects the looks of a sheet from its tags.
type scanner struct {
	looks          *Looks
	book           *Book
	line, column   int
	formula, value bool
}

// tag takes one tag of the sheet, without its angle brackets.
func (s *scanner) tag(name string, tag, _ []byte, _ int64) {
	switch name {
	case "row":
		s.line++
		if n, err := strconv.Atoi(attribute(tag, "r")); err == nil {
			s.line = n
		}
		s.column = -1
		if h := attribute(tag, "hidden"); h == "1" || h == "true" {
			s.looks.hidden = append(s.looks.hidden, s.line)
		}
	case "c":
		s.column++
		if column, _, ok := cellPlace(attribute(tag, "r")); ok {
			s.column = column
		}
		s.formula, s.value = false, false
		style, err := strconv.Atoi(attribute(tag, "s"))
		lines := s.looks.struck
		if err == nil && style >= 0 && style < len(s.book.struck) && s.book.struck[style] &&
			(len(lines) == 0 || lines[len(lines)-1] != s.line) {
			s.looks.struck = append(lines, s.line)
		}
	case "f":
		s.formula = true
	case "v", "is":
		s.value = s.value || !bytes.HasSuffix(tag, []byte("/"))
	case "/c":
		if s.formula && !s.value && len(s.looks.Uncomputed) < MaxTags {
			s.looks.Uncomputed[[2]int{s.line, s.column}] = true
		}
		s.formula = false
	case "mergeCell":
		from, to, _ := strings.Cut(attribute(tag, "ref"), ":")
		c1, l1, ok1 := cellPlace(from)
		c2, l2, ok2 := cellPlace(to)
		if ok1 && ok2 && c1 <= c2 && l1 <= l2 && len(s.looks.Merges) < MaxTags {
			s.looks.Merges = append(s.looks.Merges, Merge{c1, l1, c2, l2})
		}
	}
}

// tags calls use for each tag of a part: its name without a prefix, what is between
// its brackets, the end of the text before it, and the offset of its end. The name of
// a comment or of CDATA begins with "!". Of a tag that is longer than the buffer, the
// name is "!" alone.
func tags(r io.Reader, use func(name string, tag, text []byte, at int64)) {
	b := bufio.NewReaderSize(r, 64<<10)
	at, cut := int64(0), false
	for {
		chunk, err := b.ReadSlice('>')
		at += int64(len(chunk))
		if err == bufio.ErrBufferFull {
			cut = cut || bytes.IndexByte(chunk, '<') >= 0
			continue
		}
		if err != nil {
			return
		}
		open := bytes.LastIndexByte(chunk, '<')
		if open < 0 {
			if cut {
				use("!", nil, nil, at)
			}
			cut = false
			continue
		}
		cut = false
		tag, text := chunk[open+1:len(chunk)-1], chunk[:open]
		end := bytes.IndexAny(tag, " \t\r\n/")
		if end == 0 {
			end = len(tag)
		}
		name := tag
		if end > 0 {
			name = tag[:end]
		}
		if colon := bytes.IndexByte(name, ':'); colon >= 0 {
			rest := name[colon+1:]
			if name[0] == '/' {
				use("/"+string(rest), tag, text, at)
				continue
			}
			name = rest
		}
		use(string(name), tag, text, at)
	}
}

// attribute returns an attribute of a tag, "" when it has none or one that needs decoding.
func attribute(tag []byte, name string) string {
	for _, quote := range []string{`"`, `'`} {
		want := []byte(" " + name + "=" + quote)
		i := bytes.Index(tag, want)
		if i < 0 {
			continue
		}
		rest := tag[i+len(want):]
		if end := bytes.IndexByte(rest, quote[0]); end >= 0 {
			return string(rest[:end])
		}
	}
	return ""
}

// cellPlace returns the column, from 0, and the line, from 1, of "B12".
func cellPlace(ref string) (column, line int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	line, err := strconv.Atoi(ref[i:])
	return column - 1, line, i > 0 && err == nil && line > 0
}

// openPart opens a part of a workbook.
func openPart(z *zip.Reader, name string) (io.ReadCloser, error) {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, name) {
			return f.Open()
		}
	}
	return nil, io.EOF
}

// elements calls use for each element of a small part, with the names of those it is in.
func elements(z *zip.Reader, part string, use func(path []string, e xml.StartElement)) {
	r, err := openPart(z, part)
	if err != nil {
		return
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	var in []string
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = append(in, t.Name.Local)
			use(in, t)
		case xml.EndElement:
			in = in[:len(in)-1]
		}
	}
}

// attr returns an attribute of an element.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// sheetParts returns the sheets that the workbook lists, with their parts.
func sheetParts(z *zip.Reader) []Sheet {
	targets := map[string]string{}
	elements(z, "xl/_rels/workbook.xml.rels", func(_ []string, e xml.StartElement) {
		if e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = "/xl/" + target
			}
			targets[attr(e, "Id")] = strings.TrimPrefix(path.Clean(target), "/")
		}
	})
	var all []Sheet
	elements(z, "xl/workbook.xml", func(_ []string, e xml.StartElement) {
		if e.Name.Local == "sheet" {
			all = append(all, Sheet{attr(e, "name"), attr(e, "state") == "hidden" || attr(e, "state") == "veryHidden",
				targets[attr(e, "id")]})
		}
	})
	return all
}

// struckStyles returns which styles of cells strike their text out.
func struckStyles(z *zip.Reader) []bool {
	var fonts, styles []bool
	elements(z, "xl/styles.xml", func(in []string, e xml.StartElement) {
		n := len(in)
		switch {
		case n == 3 && in[1] == "fonts" && in[2] == "font":
			fonts = append(fonts, false)
		case n == 4 && in[1] == "fonts" && in[3] == "strike" && len(fonts) > 0:
			fonts[len(fonts)-1] = attr(e, "val") != "0" && attr(e, "val") != "false"
		case n == 3 && in[1] == "cellXfs" && in[2] == "xf":
			font, err := strconv.Atoi(attr(e, "fontId"))
			styles = append(styles, err == nil && font >= 0 && font < len(fonts) && fonts[font])
		}
	})
	return styles
}

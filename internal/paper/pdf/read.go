package pdf

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// The limits of Read, which reads files that anybody may have made.
const (
	maxContent = 8 << 20 // bytes of a page's operators: our densest page has a hundredth
	maxRead    = 1 << 30 // bytes in all, what is read again counted again: 100,000 pages of 10 KB
	maxDepth   = 12      // levels of the page tree: 64 children a node, so 5 are a billion pages
	maxUnits   = 1 << 20 // glyphs of a page
	maxSaid    = 1 << 20 // bytes that they stand for: as many letters
	maxSaved   = 64      // levels of saved graphics state: ISO 19005-2, 6.1.13 allows 28
)

// ErrForeign says that a file is not as Draw and File make it: of another
// program, or changed after it was made.
var ErrForeign = errors.New("the PDF is not as lanyard made it")

// Sheet is what a page of a file says.
type Sheet struct {
	Links []string // URLs, in the order of the file
	Text  []string // never nil; one run after the other, in the order of drawing; each in the order of reading
}

// Read returns what the pages of a file say, of a file that this package made and
// nobody changed: it reads the text through the ToUnicode entries and ActualText
// that this package writes. That a page says something is no proof that it shows
// it: a skilled hand can make the two differ. Any other file is ErrForeign.
func Read(data []byte) ([]Sheet, error) {
	r, catalog, err := newReader(data)
	if err != nil {
		return nil, err
	}
	if err := r.pages(catalog.get("Pages"), 0); err != nil {
		return nil, ErrForeign
	}
	return r.sheets, nil
}

// newReader returns a reader of a file, and its catalog.
func newReader(data []byte) (*reader, dictionary, error) {
	if bytes.Count(data, []byte("\nstartxref\n")) != 1 {
		return nil, nil, ErrForeign // an incremental update adds another
	}
	objects, trailer, err := readOwn(data)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{objects: objects, budget: maxRead, fonts: map[int]map[uint16]string{}}
	root, _, err := r.object(trailer.get("Root"))
	if err != nil {
		return nil, nil, err
	}
	catalog, err := entries(root.value)
	if err != nil {
		return nil, nil, ErrForeign
	}
	return r, catalog, nil
}

// reader walks the pages of a file.
type reader struct {
	objects []object
	sheets  []Sheet
	visited int
	budget  int64
	fonts   map[int]map[uint16]string // text of the codes, by the font's object
}

// object returns the object that a reference names.
func (r *reader) object(ref []byte) (object, int, error) {
	id, ok := reference(ref)
	if !ok || id <= 0 || id >= len(r.objects) || r.objects[id].value == nil {
		return object{}, 0, ErrForeign
	}
	o := r.objects[id]
	if r.budget -= int64(len(o.value)); r.budget < 0 {
		return object{}, 0, ErrForeign // many pages may share one large object
	}
	return o, id, nil
}

// pages reads a node of the page tree and everything below it.
func (r *reader) pages(ref []byte, depth int) error {
	o, _, err := r.object(ref)
	if err != nil {
		return err
	}
	if r.visited++; depth > maxDepth || r.visited > len(r.objects) {
		return ErrForeign
	}
	d, err := entries(o.value)
	if err != nil {
		return err
	}
	if string(d.get("Type")) == "/Page" {
		return r.page(d)
	}
	kids, err := elements(d.get("Kids"))
	if err != nil {
		return err
	}
	for _, kid := range kids {
		if err := r.pages(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) page(d dictionary) error {
	var s Sheet
	if a := d.get("Annots"); a != nil {
		list, err := elements(a)
		if err != nil {
			return err
		}
		for _, ref := range list {
			o, _, err := r.object(ref)
			if err != nil {
				return err
			}
			l := links{seen: map[string]bool{}}
			l.scan(o.value)
			s.Links = append(s.Links, l.urls...)
		}
	}
	fonts, err := r.pageFonts(d.get("Resources"))
	if err != nil {
		return err
	}
	content, _, err := r.object(d.get("Contents"))
	if err != nil {
		return err
	}
	operators, err := r.inflate(content)
	if err != nil {
		return err
	}
	s.Text, err = runs(operators, fonts)
	r.sheets = append(r.sheets, s)
	return err
}

// inflate returns the content of a stream.
func (r *reader) inflate(o object) ([]byte, error) {
	if o.stream == nil {
		return nil, ErrForeign
	}
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		return nil, ErrForeign
	}
	data, err := io.ReadAll(io.LimitReader(z, maxContent+1))
	r.budget -= int64(len(data))
	if err != nil || len(data) > maxContent || r.budget < 0 {
		return nil, ErrForeign
	}
	return data, nil
}

// pageFonts returns the text of the codes of each font of a resource dictionary.
func (r *reader) pageFonts(ref []byte) (map[string]map[uint16]string, error) {
	o, _, err := r.object(ref)
	if err != nil {
		return nil, err
	}
	d, err := entries(o.value)
	if err != nil {
		return nil, err
	}
	fonts := map[string]map[uint16]string{}
	if d.get("Font") == nil {
		return fonts, nil
	}
	list, err := entries(d.get("Font"))
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if fonts[f.key], err = r.font(f.value); err != nil {
			return nil, err
		}
	}
	return fonts, nil
}

func (r *reader) font(ref []byte) (map[uint16]string, error) {
	o, id, err := r.object(ref)
	if err != nil {
		return nil, err
	}
	if known, ok := r.fonts[id]; ok {
		return known, nil
	}
	d, err := entries(o.value)
	if err != nil {
		return nil, err
	}
	m, _, err := r.object(d.get("ToUnicode"))
	if err != nil {
		return nil, err
	}
	text, err := r.inflate(m)
	if err != nil {
		return nil, err
	}
	r.fonts[id] = codes(text)
	return r.fonts[id], nil
}

// codes reads a CMap as toUnicode writes it: a code and its text on each line.
func codes(cmap []byte) map[uint16]string {
	texts := map[uint16]string{}
	_, cmap, _ = bytes.Cut(cmap, []byte("beginbfchar")) // before it stands the code space
	for line := range bytes.Lines(cmap) {
		code, text, ok := bytes.Cut(bytes.TrimSpace(line), []byte("><"))
		if !ok || len(code) != len("<0000") || !bytes.HasSuffix(text, []byte(">")) {
			continue
		}
		n, err := strconv.ParseUint(string(code[1:]), 16, 16)
		raw, good := unhex(text[:len(text)-1])
		if err == nil && good {
			texts[uint16(n)] = decodeUTF16(raw)
		}
	}
	return texts
}

func decodeUTF16(raw string) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// runs returns the text that operators show, one string for each BT ... ET.
func runs(b []byte, fonts map[string]map[uint16]string) (all []string, err error) {
	var (
		operands [][]byte
		font     map[uint16]string
		saved    []map[uint16]string
		units    []string // what is shown, glyph by glyph
		spoken   *string  // ActualText: what is shown is not counted
		shown    int
		said     int // bytes
	)
	all = []string{} // a page without text says nothing, and that is known
	for b = trim(b); len(b) > 0; b = trim(b) {
		n := tokenEnd(b)
		if b[0] == '[' || bytes.HasPrefix(b, []byte("<<")) {
			if n, err = valueEnd(b); err != nil {
				return nil, ErrForeign
			}
		}
		if n == 0 {
			return nil, ErrForeign
		}
		token := b[:n]
		b = b[n:]
		if !isOperator(token) {
			operands = append(operands, token)
			continue
		}
		switch string(token) {
		case "BT":
			units = nil
		case "ET":
			all = append(all, reading(units))
			units = nil
		case "q":
			if saved = append(saved, font); len(saved) > maxSaved {
				return nil, ErrForeign
			}
		case "Q": // a group that has ended leaves the font of what is around it
			if len(saved) == 0 {
				return nil, ErrForeign
			}
			font, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case "Tf":
			if len(operands) != 2 || operands[0][0] != '/' {
				return nil, ErrForeign
			}
			font = fonts[string(operands[0][1:])]
		case "BDC":
			if spoken, err = actualText(operands); err != nil {
				return nil, err
			}
		case "EMC":
			if spoken != nil {
				units = append(units, *spoken)
			}
			spoken = nil
		case "TJ":
			if len(operands) != 1 || operands[0][0] != '[' || font == nil {
				return nil, ErrForeign
			}
			more := glyphTexts(operands[0], font)
			for _, u := range more {
				said += len(u) // a code may stand for a novel
			}
			if shown += len(more); shown > maxUnits || said > maxSaid {
				return nil, ErrForeign
			}
			if spoken == nil {
				units = append(units, more...)
			}
		case "Tj", "'", "\"", "Tr", "BI": // nothing that Draw writes
			return nil, ErrForeign
		}
		operands = operands[:0]
	}
	return all, nil
}

// isOperator reports whether a token is one, and no operand.
func isOperator(token []byte) bool {
	c := token[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"'
}

// actualText returns what a marked span stands for; nil when it does not say.
func actualText(operands [][]byte) (*string, error) {
	if len(operands) != 2 {
		return nil, ErrForeign
	}
	d, err := entries(operands[1])
	if err != nil {
		return nil, ErrForeign
	}
	raw, ok := stringValue(d.get("ActualText"))
	if !ok {
		return nil, nil
	}
	text := decodeUTF16(strings.TrimPrefix(raw, "\xFE\xFF"))
	return &text, nil
}

// glyphTexts returns what each code of a TJ array stands for.
func glyphTexts(array []byte, font map[uint16]string) (units []string) {
	for b := trim(array[1 : len(array)-1]); len(b) > 0; b = trim(b) {
		n := tokenEnd(b)
		if n == 0 {
			break
		}
		if raw, ok := stringValue(b[:n]); ok {
			for i := 0; i+1 < len(raw); i += 2 {
				units = append(units, font[uint16(raw[i])<<8|uint16(raw[i+1])])
			}
		}
		b = b[n:]
	}
	return units
}

// reading returns glyphs in the order of reading. Draw shows right-to-left runs
// from left to right, each letter before its marks.
func reading(units []string) string {
	if !slices.ContainsFunc(units, func(u string) bool { return strings.ContainsFunc(u, rightToLeft) }) {
		return strings.Join(units, "")
	}
	var letters []string // with their marks
	for _, u := range units {
		if n := len(letters); n > 0 && u != "" && strings.Trim(u, continuation) == "" || n > 0 && isMarks(u) {
			letters[n-1] += u
		} else {
			letters = append(letters, u)
		}
	}
	slices.Reverse(letters)
	return strings.Join(letters, "")
}

func isMarks(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.M, r) })
}

// rightToLeft reports whether a character belongs to a script that is written so.
func rightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

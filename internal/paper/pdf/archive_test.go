package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
)

// archive is one of our files, taken apart.
type archive struct {
	t       *testing.T
	data    []byte
	objects []object
	trailer dictionary
}

func open(t *testing.T, data []byte) archive {
	t.Helper()
	objects, trailer, err := readOwn(data)
	if err != nil {
		t.Fatal(err)
	}
	return archive{t, data, objects, trailer}
}

// dict returns a dictionary, or that which a reference leads to.
func (a archive) dict(value []byte) dictionary {
	a.t.Helper()
	if n, ok := reference(value); ok {
		value = a.objects[n].value
	}
	d, err := entries(value)
	if err != nil {
		a.t.Fatalf("reading %q: %v", value, err)
	}
	return d
}

// stream returns the decoded stream of a reference.
func (a archive) stream(ref []byte) []byte {
	a.t.Helper()
	n, ok := reference(ref)
	if !ok {
		a.t.Fatalf("%q is no reference", ref)
	}
	o := a.objects[n]
	if string(a.dict(o.value).get("Filter")) != "/FlateDecode" {
		return o.stream
	}
	r, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		a.t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

// all returns every dictionary of the file whose key has the given value.
func (a archive) all(key, value string) (found []dictionary) {
	for _, o := range a.objects {
		if !bytes.HasPrefix(o.value, []byte("<<")) {
			continue
		}
		if d := a.dict(o.value); string(d.get(key)) == value {
			found = append(found, d)
		}
	}
	return found
}

// values returns all objects, the dictionaries of streams included.
func values(a archive) (list [][]byte) {
	for _, o := range a.objects {
		list = append(list, o.value)
	}
	return list
}

func checkFonts(t *testing.T, a archive) {
	fonts := 0
	for n, o := range a.objects {
		if !bytes.HasPrefix(o.value, []byte("<</Type/Font/")) {
			continue
		}
		switch f := a.dict(o.value); string(f.get("Subtype")) {
		case "/Type0":
			fonts++
			checkFont(t, a, f, shown(t, a, string(cos.AppendRef(nil, n))))
		case "/CIDFontType2":
		default:
			t.Errorf("a font of type %s", f.get("Subtype"))
		}
	}
	if fonts == 0 {
		t.Error("there are no fonts")
	}
}

// checkFont checks a font of which codes are shown.
func checkFont(t *testing.T, a archive, f dictionary, codes []uint64) {
	below, err := elements(f.get("DescendantFonts"))
	if err != nil || len(below) != 1 {
		t.Fatalf("descendants %q", f.get("DescendantFonts"))
	}
	d := a.dict(below[0])
	if string(f.get("Encoding")) != "/Identity-H" || string(d.get("Subtype")) != "/CIDFontType2" { // 6.2.11.3.1, 6.2.11.3.3
		t.Errorf("encoding %q, descendant %q", f.get("Encoding"), d.get("Subtype"))
	}
	descriptor := a.dict(d.get("FontDescriptor"))
	program := a.stream(descriptor.get("FontFile2")) // 6.2.11.4.1
	if n, _ := reference(descriptor.get("FontFile2")); a.dict(a.objects[n].value).get("Subtype") != nil || descriptor.get("CIDSet") != nil {
		t.Errorf("descriptor %v", descriptor)
	}
	if !regexp.MustCompile(`^/[A-Z]{6}\+[A-Za-z-]+$`).Match(f.get("BaseFont")) ||
		!bytes.Equal(f.get("BaseFont"), descriptor.get("FontName")) || !bytes.Equal(f.get("BaseFont"), d.get("BaseFont")) {
		t.Errorf("names %q, %q and %q", f.get("BaseFont"), d.get("BaseFont"), descriptor.get("FontName"))
	}
	mapping := a.stream(d.get("CIDToGIDMap")) // 6.2.11.3.2
	glyphs := tableOf(t, program, "maxp")[4:6]
	cmap := string(a.stream(f.get("ToUnicode")))
	if strings.Contains(cmap, "usecmap") {
		t.Error("the map to Unicode needs another one")
	}
	text := map[uint64]string{}
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`).FindAllStringSubmatch(cmap, -1) {
		code, _ := strconv.ParseUint(m[1], 16, 16)
		text[code] = m[2]
		for units := m[2]; units != ""; units = units[4:] {
			if u := units[:4]; u == "0000" || u == "FEFF" || u == "FFFE" {
				t.Errorf("code %d stands for %s", code, m[2])
			}
		}
	}
	em := int64(binary.BigEndian.Uint16(tableOf(t, program, "head")[18:]))
	long := binary.BigEndian.Uint16(tableOf(t, program, "hhea")[34:])
	for _, code := range codes {
		if text[code] == "" { // 6.2.11.7.2
			t.Errorf("code %d has no text", code)
		}
		gid := binary.BigEndian.Uint16(mapping[2*code:])
		if gid == 0 || gid >= binary.BigEndian.Uint16(glyphs) { // 6.2.11.8, 6.2.11.4.1
			t.Errorf("code %d draws glyph %d", code, gid)
		}
		advance := int64(binary.BigEndian.Uint16(tableOf(t, program, "hmtx")[4*min(gid, long-1):])) * 1000 / em // 6.2.11.5
		if got := declared(t, d, int64(code)); got-advance > 1 || advance-got > 1 {
			t.Errorf("code %d has the width %d, its glyph %d", code, got, advance)
		}
	}
}

// shown returns all codes that the pages show of a font, the object of a reference.
func shown(t *testing.T, a archive, font string) (codes []uint64) {
	for _, p := range a.all("Type", "/Page") {
		fonts := dictionary{}
		if d := a.dict(p.get("Resources")).get("Font"); d != nil {
			fonts = a.dict(d)
		}
		current, saved := "", []string(nil)
		for _, op := range operators(t, a.stream(p.get("Contents"))) {
			switch op[0] {
			case "q":
				saved = append(saved, current)
			case "Q":
				current, saved = saved[len(saved)-1], saved[:len(saved)-1]
			}
			if op[0] == "Tf" {
				current = string(fonts.get(strings.TrimPrefix(strings.Fields(op[1])[0], "/")))
			}
			if op[0] != "TJ" || current != font {
				continue
			}
			for _, hex := range regexp.MustCompile(`<([0-9A-F]+)>`).FindAllStringSubmatch(op[1], -1) {
				for digits := hex[1]; digits != ""; digits = digits[4:] {
					code, err := strconv.ParseUint(digits[:4], 16, 16)
					if err != nil {
						t.Fatal(err)
					}
					codes = append(codes, code)
				}
			}
		}
	}
	return codes
}

// declared returns the width of a code as the font dictionary says.
func declared(t *testing.T, d dictionary, code int64) int64 {
	integer := func(b []byte) int64 {
		n, err := strconv.ParseInt(string(b), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	list, err := elements(d.get("W"))
	if err != nil {
		t.Fatal(err)
	}
	for ; len(list) > 0; list = list[2:] {
		widths, err := elements(list[1])
		if err != nil {
			t.Fatal(err)
		}
		if at := code - integer(list[0]); at >= 0 && at < int64(len(widths)) {
			return integer(widths[at])
		}
	}
	return integer(d.get("DW"))
}

// tableOf returns a table of a TrueType file.
func tableOf(t *testing.T, program []byte, tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(program[4:])) {
		if row := program[12+16*i:]; string(row[:4]) == tag {
			return program[binary.BigEndian.Uint32(row[8:]):]
		}
	}
	t.Fatalf("no table %s", tag)
	return nil
}

// inked is a page in a named ink, with registration marks.
func inked(tint, magenta uint8) *page.Page {
	gold := geom.Colour{Space: geom.Spot, Name: "PANTONE 300/C (a) >>", V: [4]uint8{100, magenta, 7, 0}, Tint: tint}
	all := geom.Colour{Space: geom.Spot, Name: "All", V: [4]uint8{100, 100, 100, 100}, Tint: 100}
	return pressed(gold, all)
}

// pressed is a page with areas and lines in colours.
func pressed(colours ...geom.Colour) *page.Page {
	pg := &page.Page{Size: geom.Size{W: geom.MM(90), H: geom.MM(65)}}
	for i, c := range colours {
		x := float64(5 + 25*i)
		pg.Items = append(pg.Items, &page.Path{Outline: geom.Box(mm(x, 5, 20, 20)), Fill: &page.Paint{Colour: c},
			Stroke: &page.Stroke{Width: geom.Point, Colour: c}},
			&page.Path{Outline: geom.Box(mm(x, 30, 20, 20)), Fill: &page.Paint{Colour: c}, Opacity: 0.5})
	}
	return pg
}

// TestPress checks that a file with CMYK claims no archive, and one with named inks and registration marks does.
func TestPress(t *testing.T) {
	for _, c := range []struct {
		pg    *page.Page
		want  string
		claim bool
	}{
		{pressed(geom.Colour{Space: geom.CMYK, V: [4]uint8{80, 20, 0, 10}}), "0.8 0.2 0 0.1 k\n0.8 0.2 0 0.1 K\n", false},
		{inked(40, 62), "/CS1 cs 0.4 scn\n/CS1 CS 0.4 SCN\n", true},
	} {
		a := open(t, write(t, meta, c.pg))
		root := a.dict(a.trailer.get("Root"))
		claims := a.archival()
		if claims != c.claim || (root.get("OutputIntents") != nil) != c.claim {
			t.Errorf("%q: the file claims to be PDF/A: %v", c.want, claims)
		}
		chunk, err := Draw([]*page.Page{c.pg})
		if err != nil || chunk.Archivable(nil) != c.claim || !chunk.Archivable(new(Press)) || chunk.CMYK() == c.claim {
			t.Errorf("%q: the pages are archivable: %v, %v", c.want, chunk.Archivable(nil), err)
		}
		if content := string(a.stream(a.all("Type", "/Page")[0].get("Contents"))); !says(content, c.want) {
			t.Errorf("the page is\n%s", content)
		}
		judgeAll(t, a.data)
	}
}

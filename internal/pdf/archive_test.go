package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"

	"lanyard/internal/geom"
	"lanyard/internal/page"
)

// archive is one of our files, taken apart.
type archive struct {
	t       *testing.T
	data    []byte
	objects []object
}

func open(t *testing.T, data []byte) archive {
	t.Helper()
	objects, err := readGuest(data) // our files are laid out as those of fpdf are
	if err != nil {
		t.Fatal(err)
	}
	return archive{t, data, objects}
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

func (a archive) trailer() dictionary {
	_, rest, _ := bytes.Cut(a.data[bytes.LastIndex(a.data, []byte("\ntrailer\n")):], []byte("\ntrailer\n"))
	n, err := valueEnd(rest)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.dict(rest[:n])
}

// TestArchive checks the clauses of ISO 19005-2 (PDF/A-2, level U) that a file
// of ours could break.
func TestArchive(t *testing.T) {
	a := open(t, write(t, meta, everyItem(t), everyItem(t)))
	root := a.dict(a.trailer().get("Root"))
	clauses := []struct {
		clause string
		check  func(t *testing.T, a archive, root dictionary)
	}{
		{"6.1.2 file header", clauseHeader},
		{"6.1.3 file trailer", clauseTrailer},
		{"6.1.4 cross reference table", clauseTable},
		{"6.1.7 streams", clauseStreams},
		{"6.1.13 implementation limits", clauseLimits},
		{"6.2.2 content streams", clauseContent},
		{"6.2.3 output intent", clauseIntent},
		{"6.2.4.3 device colours", clauseColours},
		{"6.2.5 graphics state", clauseState},
		{"6.2.8 images", clauseImages},
		{"6.2.10 transparency", clauseTransparency},
		{"6.2.11 fonts", clauseFonts},
		{"6.3 annotations", clauseAnnotations},
		{"6.6 metadata", clauseMetadata},
	}
	for _, c := range clauses {
		t.Run(c.clause, func(t *testing.T) {
			a.t = t
			c.check(t, a, root)
		})
	}
}

func clauseHeader(t *testing.T, a archive, _ dictionary) {
	if !bytes.HasPrefix(a.data, []byte("%PDF-1.7\n%")) {
		t.Fatalf("the file begins with %q", a.data[:16])
	}
	for _, c := range a.data[10:14] {
		if c < 128 {
			t.Errorf("byte %#x of the comment is not above 127", c)
		}
	}
}

func clauseTrailer(t *testing.T, a archive, _ dictionary) {
	d := a.trailer()
	if id, err := elements(d.get("ID")); err != nil || len(id) != 2 || len(id[0]) != 34 {
		t.Errorf("the ID is %q", d.get("ID"))
	}
	if d.get("Encrypt") != nil {
		t.Error("the file is encrypted")
	}
	if !bytes.HasSuffix(a.data, []byte("\n%%EOF\n")) {
		t.Error("something follows the end of the file")
	}
}

func clauseTable(t *testing.T, a archive, _ dictionary) {
	// readGuest has followed every offset; here is where each of them leads
	starts := regexp.MustCompile(`(?m)^(\d+) 0 obj$`).FindAllSubmatch(a.data, -1)
	if len(starts) != len(a.objects)-1 {
		t.Errorf("%d objects, %d in the table", len(starts), len(a.objects)-1)
	}
	for i, o := range a.objects[1:] {
		if want := []byte("\n" + strconv.Itoa(i+1) + " 0 obj\n" + string(o.value)); !bytes.Contains(a.data, want) {
			t.Errorf("object %d is not where the table says", i+1)
		}
	}
}

func clauseStreams(t *testing.T, a archive, _ dictionary) {
	n := 0
	for i, o := range a.objects {
		if o.stream == nil {
			continue
		}
		n++
		if !bytes.Contains(a.data, append(append([]byte("\nstream\n"), o.stream...), "\nendstream\nendobj\n"...)) {
			t.Errorf("the length of stream %d is wrong", i)
		}
		d := a.dict(o.value)
		if f := string(d.get("Filter")); f != "" && f != "/FlateDecode" && f != "/DCTDecode" {
			t.Errorf("stream %d has the filter %s", i, f)
		}
		if d.get("F") != nil || d.get("FFilter") != nil {
			t.Errorf("stream %d is in another file", i)
		}
	}
	if n == 0 {
		t.Error("no streams")
	}
}

func clauseLimits(t *testing.T, a archive, _ dictionary) {
	for _, n := range regexp.MustCompile(`/[^\s()<>\[\]{}/%]*`).FindAll(bytes.Join(values(a), nil), -1) {
		if len(n) > maxName+1 {
			t.Errorf("name %q is too long", n)
		}
	}
	for _, p := range a.all("Type", "/Page") {
		depth := 0
		for _, op := range strings.Fields(string(a.stream(p.get("Contents")))) {
			switch op {
			case "q":
				if depth++; depth > 28 {
					t.Fatal("more than 28 levels of q")
				}
			case "Q":
				depth--
			}
		}
		if depth != 0 {
			t.Errorf("%d levels of q are left open", depth)
		}
	}
}

func values(a archive) (list [][]byte) {
	for _, o := range a.objects {
		list = append(list, o.value)
	}
	return list
}

// operators returns the operators of page content with their operands.
func operators(t *testing.T, content []byte) (ops [][2]string) {
	var operands []byte
	for i := 0; i < len(content); {
		n := tokenEnd(content[i:])
		if n == 0 {
			t.Fatalf("a string does not end: %q", content[i:])
		}
		token := content[i : i+n]
		if c := token[0]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			ops = append(ops, [2]string{string(token), strings.TrimSpace(string(operands))})
			operands = nil
		} else {
			operands = append(operands, token...)
		}
		i += n
	}
	return ops
}

func clauseContent(t *testing.T, a archive, _ dictionary) {
	known := strings.Fields("q Q cm w J j d gs m l c h re S f f* B B* W W* n sh Do BT ET Tf Td TJ Ts BDC EMC g G rg RG k K cs CS scn SCN")
	for _, p := range a.all("Type", "/Page") {
		resources := a.dict(p.get("Resources"))
		ops := operators(t, a.stream(p.get("Contents")))
		if len(ops) == 0 {
			t.Error("an empty page")
		}
		for _, op := range ops {
			if !slices.Contains(known, op[0]) {
				t.Errorf("operator %q", op[0])
			}
			kind := map[string]string{"Tf": "Font", "Do": "XObject", "gs": "ExtGState", "sh": "Shading"}[op[0]]
			if kind == "" {
				continue
			}
			key := strings.TrimPrefix(strings.Fields(op[1])[0], "/")
			if a.dict(resources.get(kind)).get(key) == nil {
				t.Errorf("%s %s is not among the resources of the page", kind, key)
			}
		}
	}
}

func clauseIntent(t *testing.T, a archive, root dictionary) {
	list, err := elements(root.get("OutputIntents"))
	if err != nil || len(list) != 1 {
		t.Fatalf("output intents: %q", root.get("OutputIntents"))
	}
	d := a.dict(list[0])
	if string(d.get("S")) != "/GTS_PDFA1" {
		t.Errorf("subtype %q", d.get("S"))
	}
	p := a.stream(d.get("DestOutputProfile"))
	if int(binary.BigEndian.Uint32(p)) != len(p) || string(p[12:20]) != "mntrRGB " || string(p[36:40]) != "acsp" {
		t.Errorf("the profile is not one of a screen: %q", p[:40])
	}
}

func clauseColours(t *testing.T, a archive, root dictionary) {
	for _, p := range a.all("Type", "/Page") {
		for _, op := range operators(t, a.stream(p.get("Contents"))) {
			if slices.Contains([]string{"k", "K", "cs", "CS"}, op[0]) {
				t.Errorf("operator %s beside an output intent of RGB", op[0])
			}
		}
	}
	if bytes.Contains(bytes.Join(values(a), nil), []byte("DeviceCMYK")) {
		t.Error("an object uses CMYK")
	}
}

func clauseState(t *testing.T, a archive, _ dictionary) {
	for _, p := range a.all("Type", "/Page") {
		for _, e := range a.dict(a.dict(p.get("Resources")).get("ExtGState")) {
			d := a.dict(e.value)
			if d.get("TR") != nil || d.get("HTP") != nil || string(d.get("BM")) != "/Normal" {
				t.Errorf("graphics state %q", e.value)
			}
		}
	}
}

func clauseImages(t *testing.T, a archive, _ dictionary) {
	list := a.all("Subtype", "/Image")
	if len(list) == 0 {
		t.Error("no images")
	}
	for _, d := range list {
		for _, key := range []string{"Alternates", "OPI", "Interpolate"} {
			if d.get(key) != nil {
				t.Errorf("an image has %s", key)
			}
		}
	}
}

func clauseTransparency(t *testing.T, a archive, _ dictionary) {
	for _, p := range a.all("Type", "/Page") {
		if g := p.get("Group"); g == nil || string(a.dict(g).get("CS")) != "/DeviceRGB" {
			t.Errorf("a page with transparency has the group %q", g)
		}
	}
}

func clauseAnnotations(t *testing.T, a archive, _ dictionary) {
	n := 0
	for _, p := range a.all("Type", "/Page") {
		list, err := elements(p.get("Annots"))
		if err != nil {
			t.Fatal(err)
		}
		for _, ref := range list {
			n++
			d := a.dict(ref)
			if string(d.get("Subtype")) != "/Link" { // 6.3.1; links need no appearance (6.3.3)
				t.Errorf("annotation %q", d.get("Subtype"))
			}
			if string(d.get("F")) != "4" { // 6.3.2
				t.Errorf("flags %q", d.get("F"))
			}
			if s := string(a.dict(d.get("A")).get("S")); s != "/URI" { // 6.5.1
				t.Errorf("action %q", s)
			}
		}
	}
	if n != 2 {
		t.Errorf("%d annotations", n)
	}
}

func clauseMetadata(t *testing.T, a archive, root dictionary) {
	n, ok := reference(root.get("Metadata"))
	if !ok || a.dict(a.objects[n].value).get("Filter") != nil {
		t.Fatal("the metadata cannot be read as text")
	}
	xmp := string(a.objects[n].stream)
	for _, want := range []string{ // 6.6.4
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
		">Badges</rdf:li>", ">UNU-CPR</rdf:li>", "2017-07-26T09:00:00Z</xmp:CreateDate>",
	} {
		if !strings.Contains(xmp, want) {
			t.Errorf("the metadata lacks %q", want)
		}
	}
	info := a.dict(a.trailer().get("Info"))
	for key, want := range map[string]string{"Title": "(Badges)", "Author": "(UNU-CPR)", "CreationDate": "(D:20170726090000Z)"} {
		if got := string(info.get(key)); got != want {
			t.Errorf("%s is %s, not %s", key, got, want)
		}
	}
}

func clauseFonts(t *testing.T, a archive, _ dictionary) {
	fonts := a.all("Subtype", "/Type0")
	if len(fonts) != 1 {
		t.Fatalf("%d fonts", len(fonts))
	}
	f := fonts[0]
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
	if !regexp.MustCompile(`^/[A-Z]{6}\+NotoSans-Regular$`).Match(f.get("BaseFont")) ||
		!bytes.Equal(f.get("BaseFont"), descriptor.get("FontName")) {
		t.Errorf("names %q and %q", f.get("BaseFont"), descriptor.get("FontName"))
	}
	mapping := a.stream(d.get("CIDToGIDMap")) // 6.2.11.3.2
	glyphs := tableOf(t, program, "maxp")[4:6]
	unicode := regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`).FindAllStringSubmatch(string(a.stream(f.get("ToUnicode"))), -1)
	text := map[uint64]string{}
	for _, m := range unicode {
		code, _ := strconv.ParseUint(m[1], 16, 16)
		text[code] = m[2]
		if m[2] == "0000" || m[2] == "FEFF" || m[2] == "FFFE" {
			t.Errorf("code %d stands for %s", code, m[2])
		}
	}
	for _, code := range shown(t, a) {
		if text[code] == "" { // 6.2.11.7.2
			t.Errorf("code %d has no text", code)
		}
		gid := binary.BigEndian.Uint16(mapping[2*code:])
		if gid == 0 || gid >= binary.BigEndian.Uint16(glyphs) { // 6.2.11.8, 6.2.11.4.2
			t.Errorf("code %d draws glyph %d", code, gid)
		}
		advance := int64(binary.BigEndian.Uint16(tableOf(t, program, "hmtx")[4*gid:])) // 6.2.11.5
		if got := declared(t, d, int64(code)); got != advance {                        // 1,000 units an em
			t.Errorf("code %d has the width %d, its glyph %d", code, got, advance)
		}
	}
}

// shown returns all codes that the pages show.
func shown(t *testing.T, a archive) (codes []uint64) {
	for _, p := range a.all("Type", "/Page") {
		for _, op := range operators(t, a.stream(p.get("Contents"))) {
			if op[0] != "TJ" {
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
	if len(codes) == 0 {
		t.Fatal("no text")
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

// TestPress checks that a file with CMYK or named inks claims no archive.
func TestPress(t *testing.T) {
	for _, c := range []geom.Colour{
		{Space: geom.CMYK, V: [4]uint8{80, 20, 0, 10}},
		{Space: geom.Spot, Name: "PANTONE 300/C (a) >>", V: [4]uint8{100, 62, 7, 0}, Tint: 40},
	} {
		pg := &page.Page{Size: geom.Size{W: geom.MM(90), H: geom.MM(65)}, Items: []page.Item{
			&page.Path{Outline: geom.Box(mm(5, 5, 20, 20)), Fill: &page.Paint{Colour: c}, Stroke: &page.Stroke{Width: geom.Point, Colour: c}},
			&page.Path{Outline: geom.Box(mm(5, 30, 20, 20)), Fill: &page.Paint{Colour: c}, Opacity: 0.5},
		}}
		a := open(t, write(t, meta, pg))
		root := a.dict(a.trailer().get("Root"))
		if root.get("OutputIntents") != nil || strings.Contains(string(a.stream(root.get("Metadata"))), "<pdfaid:part>") {
			t.Errorf("%v: the file claims to be PDF/A", c)
		}
		content := string(a.stream(a.all("Type", "/Page")[0].get("Contents")))
		want := "0.8 0.2 0 0.1 k\n0.8 0.2 0 0.1 K\n"
		if c.Space == geom.Spot {
			want = "/CS1 cs 0.400 scn\n/CS1 CS 0.400 SCN\n"
		}
		if !strings.Contains(content, want) {
			t.Errorf("%v: the page is\n%s", c, content)
		}
		judgeAll(t, a.data)
	}
}

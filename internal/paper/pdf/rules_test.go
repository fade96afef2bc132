package pdf

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"encoding/xml"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/icc"
	"lanyard/internal/paper/readback"
)

//go:embed testdata/rules.tsv
var rules string

// checks look at a file; rules.tsv says which rules each of them stands for.
var checks = map[string]func(t *testing.T, a archive){
	"header": checkHeader, "trailer": checkTrailer, "strings": checkStrings, "streams": checkStreams, "names": checkNames,
	"objects": checkObjects, "operators": checkOperators, "catalog": checkCatalog, "numbers": checkNumbers, "nesting": checkNesting,
	"fonts": checkFonts, "pages": checkPages, "resources": checkResources, "intent": checkIntent, "colours": checkColours,
	"inks":  checkInks,
	"state": checkState, "images": checkImages, "forms": checkForms, "transparency": checkTransparency,
	"annotations": checkAnnotations, "metadata": checkMetadata, "schemas": checkSchemas, "identification": checkIdentification,
	"attachments": checkAttachments, "structure": checkTree, "types": checkTypes, "languages": checkLanguages, "figures": checkFigures,
	"lists": checkLists, "tables": checkTables, "bookmarks": checkBookmarks,
}

// TestRules checks the rules of PDF/A-2u, PDF/A-3u and PDF/UA-1 on files with
// all that a page can have and on every built-in design.
func TestRules(t *testing.T) {
	used := map[string]string{} // the rules of each check
	counts := map[string]int{}
	for line := range strings.Lines(rules) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(columns) < 3 || (columns[2] == "-") != (len(columns) == 4) || columns[2] != "-" && checks[columns[2]] == nil {
			t.Fatalf("a rule with neither a check nor a reason: %q", line)
		}
		counts[columns[0]] += len(strings.Fields(columns[1]))
		used[columns[2]] += " " + columns[0] + ": " + columns[1]
	}
	// what the profiles have
	if n := counts["19005"]; n+counts["19005-2"] != 146 || n+counts["19005-3"] != 148 || counts["14289"] != 106 {
		t.Errorf("the rules are %v", counts)
	}
	attached := meta
	attached.Attached = &Attachment{Name: "É (1).cwt", Type: "application/cwt", About: "Signed token", Data: []byte("token\x00\xff")}
	printed := meta
	printed.Print = ExactLongEdge
	files := map[string][]byte{
		"everything":      write(t, meta, everyItem(t), everyItem(t)),
		"with attachment": write(t, attached, everyItem(t)),
		"both sides":      write(t, printed, everyItem(t)),
	}
	both := everyItem(t)
	both.Items = append(slices.Clip(both.Items), inked(40, 62).Items...)
	files["inks"] = write(t, meta, both, everyItem(t), both)
	files["lists and tables"] = write(t, meta, listed(t), everyItem(t), listed(t))
	files["bookmarks"] = marked(t, listed(t), everyItem(t), listed(t))
	made := meta
	made.Press = press(t)
	files["a press"] = write(t, made, everyItem(t), pressed(geom.Colour{Space: geom.CMYK, V: [4]uint8{80, 20, 0, 10}}), both)
	all := designs(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if testing.Short() && i%3 != 0 {
			continue
		}
		files[name] = write(t, meta, all[name]...)
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			file := open(t, data)
			for check, f := range checks {
				t.Run(check, func(t *testing.T) {
					if used[check] == "" {
						t.Fatal("it stands for no rule")
					}
					own := file
					own.t = t
					if f(t, own); t.Failed() {
						t.Log("this breaks one of" + used[check])
					}
				})
			}
			judgeAll(t, data)
		})
	}
}

func (a archive) root() dictionary { return a.dict(a.trailer.get("Root")) }

func (a archive) pages() []dictionary { return a.all("Type", "/Page") }

func (a archive) operators(p dictionary) [][2]string {
	return operators(a.t, a.stream(p.get("Contents")))
}

// below returns a dictionary within another one; empty where there is none.
func (a archive) below(d dictionary, key string) dictionary {
	if d.get(key) == nil {
		return nil
	}
	return a.dict(d.get(key))
}

func checkHeader(t *testing.T, a archive) {
	if !bytes.HasPrefix(a.data, []byte("%PDF-1.7\n%")) {
		t.Fatalf("the file begins with %q", a.data[:16])
	}
	for _, c := range a.data[10:14] {
		if c < 128 {
			t.Errorf("byte %#x of the comment is not above 127", c)
		}
	}
}

func checkTrailer(t *testing.T, a archive) {
	id, err := elements(a.trailer.get("ID"))
	if err != nil || len(id) != 2 {
		t.Fatalf("the ID is %q", a.trailer.get("ID"))
	}
	if first, ok := stringValue(id[0]); !ok || len(first) != 16 {
		t.Errorf("the ID is %q", a.trailer.get("ID"))
	}
	if a.trailer.get("Encrypt") != nil {
		t.Error("the file is encrypted")
	}
	if !bytes.HasSuffix(a.data, []byte("\n%%EOF\n")) {
		t.Error("something follows the end of the file")
	}
}

// tokens calls f for every token of objects and of page content.
func (a archive) tokens(f func(token []byte)) {
	list := values(a)
	for _, p := range a.pages() {
		for _, op := range a.operators(p) {
			list = append(list, []byte(op[1]+" "+op[0]))
		}
	}
	for _, b := range list {
		for len(b) > 0 {
			n := tokenEnd(b)
			if n == 0 {
				a.t.Fatalf("a string does not end: %q", b)
			}
			f(b[:n])
			b = b[n:]
		}
	}
}

func checkStrings(t *testing.T, a archive) {
	hex := regexp.MustCompile(`^<([0-9A-F]{2})*>$`)
	a.tokens(func(token []byte) {
		if token[0] == '<' && string(token) != "<<" && !hex.Match(token) {
			t.Errorf("string %s", token)
		}
	})
}

func checkStreams(t *testing.T, a archive) {
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
		if d.get("F") != nil || d.get("FFilter") != nil || d.get("FDecodeParms") != nil {
			t.Errorf("stream %d is in another file", i)
		}
	}
	if n == 0 {
		t.Error("no streams")
	}
}

func checkNames(t *testing.T, a archive) {
	escape := regexp.MustCompile(`#[0-9A-F]{2}`)
	a.tokens(func(token []byte) {
		if token[0] != '/' {
			return
		}
		plain := escape.ReplaceAllFunc(token, func(b []byte) []byte {
			n, _ := strconv.ParseUint(string(b[1:]), 16, 8)
			return []byte{byte(n)}
		})
		if len(plain) > 127+1 || !utf8.Valid(plain) {
			t.Errorf("name %q", token)
		}
	})
}

// checkObjects looks for objects that are not where the table says, or not in
// it, and for spacing other than ours. readOwn has followed every row.
func checkObjects(t *testing.T, a archive) {
	starts := regexp.MustCompile(`(?m)^(\d+) 0 obj$`).FindAll(a.data, -1)
	streams := 1 // that of the table itself
	for i, o := range a.objects[1:] {
		if o.stream == nil {
			continue
		}
		streams++
		if want := []byte("\n" + strconv.Itoa(i+1) + " 0 obj\n" + string(o.value) + "\nstream\n"); !bytes.Contains(a.data, want) {
			t.Errorf("object %d is not where the table says", i+1)
		}
	}
	if len(starts) != streams {
		t.Errorf("%d objects, %d in the table", len(starts), streams)
	}
	if string(a.trailer.get("Size")) != strconv.Itoa(len(a.objects)) {
		t.Errorf("the size is %s, of %d objects", a.trailer.get("Size"), len(a.objects))
	}
}

func checkOperators(t *testing.T, a archive) {
	known := strings.Fields("q Q cm w J j d gs m l c h re S f f* B B* W W* n sh Do BT ET Tf Td TJ Ts BMC BDC EMC g G rg RG k K cs CS scn SCN BI ID EI")
	for _, p := range a.pages() {
		ops := a.operators(p)
		if len(ops) == 0 {
			t.Error("an empty page")
		}
		for _, op := range ops {
			if !slices.Contains(known, op[0]) {
				t.Errorf("operator %q", op[0])
			}
		}
	}
}

func checkCatalog(t *testing.T, a archive) {
	root := a.root()
	for _, e := range root {
		if !slices.Contains(strings.Fields("Type Pages Metadata Lang Outlines ViewerPreferences MarkInfo StructTreeRoot AF Names OutputIntents"), e.key) {
			t.Errorf("the catalog has %s", e.key)
		}
	}
	if got := string(root.get("MarkInfo")); got != "<</Marked true>>" {
		t.Errorf("the marks are %q", got)
	}
	if got := string(root.get("ViewerPreferences")); !slices.Contains([]string{"<</DisplayDocTitle true>>", "<</DisplayDocTitle true/PrintScaling /None>>",
		"<</DisplayDocTitle true/Duplex /DuplexFlipLongEdge/PrintScaling /None>>", "<</DisplayDocTitle true/Duplex /DuplexFlipShortEdge/PrintScaling /None>>"}, got) {
		t.Errorf("the preferences are %q", got)
	}
	if string(a.dict(root.get("StructTreeRoot")).get("Type")) != "/StructTreeRoot" || root.get("Metadata") == nil {
		t.Error("there is no structure or no metadata")
	}
	if names := a.below(root, "Names"); len(names) > 1 || len(names) == 1 && names[0].key != "EmbeddedFiles" {
		t.Errorf("the names are %v", names)
	}
}

func checkNumbers(t *testing.T, a archive) {
	number := regexp.MustCompile(`^[-+]?[0-9]*\.?[0-9]+$`)
	a.tokens(func(token []byte) {
		switch c := token[0]; {
		case c == '(', c == '<' && string(token) != "<<":
			if s, ok := stringValue(token); !ok || len(s) >= 1<<15 {
				t.Errorf("a string of %d bytes", len(token))
			}
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.':
			v, err := strconv.ParseFloat(string(token), 64)
			if !number.Match(token) || err != nil || v < -1<<31 || v > 1<<31-1 {
				t.Errorf("number %s", token)
			}
		}
	})
}

func checkNesting(t *testing.T, a archive) {
	for _, p := range a.pages() {
		depth := 0
		for _, op := range a.operators(p) {
			switch op[0] {
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

func checkPages(t *testing.T, a archive) {
	for _, p := range a.pages() {
		for _, e := range p {
			if !slices.Contains(strings.Fields("Type Parent MediaBox BleedBox TrimBox Resources Contents Group Tabs Annots StructParents"), e.key) {
				t.Errorf("a page has %s", e.key)
			}
		}
		for _, key := range []string{"MediaBox", "BleedBox", "TrimBox"} {
			list, _ := elements(p.get(key))
			var box [4]float64
			for i, v := range list {
				box[i], _ = strconv.ParseFloat(string(v), 64)
			}
			if w, h := box[2]-box[0], box[3]-box[1]; w < 3 || h < 3 || w > 14_400 || h > 14_400 {
				t.Errorf("%s is %s", key, p.get(key))
			}
		}
	}
}

func checkResources(t *testing.T, a archive) {
	for _, p := range a.pages() {
		resources := a.dict(p.get("Resources"))
		for _, op := range a.operators(p) {
			kind := map[string]string{"Tf": "Font", "Do": "XObject", "gs": "ExtGState", "sh": "Shading"}[op[0]]
			if kind == "" {
				continue
			}
			key := strings.TrimPrefix(strings.Fields(op[1])[0], "/")
			if a.below(resources, kind).get(key) == nil {
				t.Errorf("%s %s is not among the resources of the page", kind, key)
			}
		}
	}
}

func checkIntent(t *testing.T, a archive) {
	list, err := elements(a.root().get("OutputIntents"))
	if err != nil || len(list) != 1 {
		t.Fatalf("output intents: %q", a.root().get("OutputIntents"))
	}
	d := a.dict(list[0])
	if string(d.get("S")) != "/GTS_PDFA1" {
		t.Errorf("subtype %q", d.get("S"))
	}
	if a.forPress() {
		p := a.stream(d.get("DestOutputProfile"))
		if _, err := icc.CheckPress(p); err != nil || string(a.dict(d.get("DestOutputProfile")).get("N")) != "4" {
			t.Errorf("the profile: %v", err)
		}
		return
	}
	a.checkScreen(d.get("DestOutputProfile"))
}

// checkScreen checks that a profile is one of a screen.
func (a archive) checkScreen(ref []byte) {
	p := a.stream(ref)
	if int(binary.BigEndian.Uint32(p)) != len(p) || string(p[12:20]) != "mntrRGB " || string(p[36:40]) != "acsp" || p[8] > 4 ||
		string(a.dict(ref).get("N")) != "3" {
		a.t.Errorf("the profile is not one of a screen: %q", p[:40])
	}
}

// forPress reports whether the output intent of the file is a press.
func (a archive) forPress() bool {
	list, err := elements(a.root().get("OutputIntents"))
	return err == nil && len(list) == 1 && string(a.dict(list[0]).get("OutputConditionIdentifier")) == "(Custom)"
}

// checkColours looks for colours that the output intent says nothing of: CMYK where that is RGB; where it is a press,
// RGB without a profile of its own, in pages and in forms.
func checkColours(t *testing.T, a archive) {
	if a.forPress() {
		for _, d := range slices.Concat(a.pages(), a.all("Subtype", "/Form")) {
			space, err := elements(a.below(a.dict(d.get("Resources")), "ColorSpace").get("DefaultRGB"))
			if err != nil || len(space) != 2 || string(space[0]) != "/ICCBased" {
				t.Fatalf("the RGB of %v is %q", d, space)
			}
			a.checkScreen(space[1])
		}
		return
	}
	for _, p := range a.pages() {
		for _, op := range a.operators(p) {
			if slices.Contains([]string{"k", "K"}, op[0]) {
				t.Errorf("operator %s beside an output intent of RGB", op[0])
			}
		}
	}
	for _, space := range []string{"DeviceCMYK", "ICCBased", "DeviceN"} {
		if bytes.Contains(bytes.Join(values(a), nil), []byte(space)) {
			t.Errorf("an object uses %s", space)
		}
	}
}

// checkInks checks that a named ink has one alternative in the whole file, in RGB, and that operators name no other
// colour space.
func checkInks(t *testing.T, a archive) {
	known := map[string]string{}
	for _, p := range a.pages() {
		own := map[string]bool{}
		for _, e := range a.below(a.dict(p.get("Resources")), "ColorSpace") {
			if own["/"+e.key] = true; e.key == "DefaultRGB" { // colours
				continue
			}
			parts, err := elements(e.value)
			if err != nil || len(parts) != 4 || string(parts[0]) != "/Separation" || string(parts[2]) != "/DeviceRGB" {
				t.Fatalf("the colour space %s is %q", e.key, e.value)
			}
			if before := known[string(parts[1])]; before != "" && before != string(e.value) {
				t.Errorf("the ink %s is %q and %q", parts[1], before, e.value)
			}
			known[string(parts[1])] = string(e.value)
		}
		for _, op := range a.operators(p) {
			if name := strings.Fields(op[1]); (op[0] == "cs" || op[0] == "CS") && (len(name) == 0 || !own[name[len(name)-1]]) {
				t.Errorf("operator %s of %q", op[0], op[1])
			}
		}
	}
}

func checkState(t *testing.T, a archive) {
	for _, p := range a.pages() {
		for _, e := range a.below(a.dict(p.get("Resources")), "ExtGState") {
			for _, entry := range a.dict(e.value) {
				if !slices.Contains(strings.Fields("Type ca CA BM"), entry.key) || entry.key == "BM" && string(entry.value) != "/Normal" {
					t.Errorf("graphics state %q", e.value)
				}
			}
		}
	}
}

func checkImages(t *testing.T, a archive) {
	for _, d := range a.all("Subtype", "/Image") {
		for _, key := range []string{"Alternates", "OPI", "Interpolate", "ImageMask", "Intent"} {
			if d.get(key) != nil {
				t.Errorf("an image has %s", key)
			}
		}
		if bits := string(d.get("BitsPerComponent")); !slices.Contains([]string{"1", "2", "4", "8", "16"}, bits) {
			t.Errorf("an image has %q bits", bits)
		}
	}
	for _, p := range a.pages() {
		for _, op := range a.operators(p) {
			if op[0] != "ID" {
				continue
			}
			d := inline(t, [][]byte{[]byte(op[1])})
			if len(d) != 5 || d.get("W") == nil || d.get("H") == nil || string(d.get("D")) != "[1 0]" ||
				string(d.get("IM")) != "true" || string(d.get("BPC")) != "1" {
				t.Errorf("a picture within operators has %s", op[1])
			}
		}
	}
}

func checkForms(t *testing.T, a archive) {
	for _, d := range a.all("Subtype", "/Form") {
		for _, key := range []string{"OPI", "Subtype2", "PS", "Ref"} {
			if d.get(key) != nil {
				t.Errorf("a form has %s", key)
			}
		}
	}
	if len(a.all("Subtype", "/PS")) > 0 {
		t.Error("there is an XObject in PostScript")
	}
}

func checkTransparency(t *testing.T, a archive) {
	translucent := len(a.all("S", "/Transparency")) // what has no group needs none: there is an output intent
	for _, p := range a.pages() {
		if g := p.get("Group"); g != nil && string(a.dict(g).get("CS")) != "/DeviceRGB" && !a.forPress() {
			t.Errorf("a page with transparency has the group %q", g)
		}
	}
	if a.root().get("OutputIntents") == nil && translucent == 0 {
		t.Error("there is neither an output intent nor a group")
	}
}

func checkAnnotations(t *testing.T, a archive) {
	for _, p := range a.pages() {
		if p.get("Annots") == nil {
			continue
		}
		if string(p.get("Tabs")) != "/S" {
			t.Errorf("a page with annotations has tabulators of %q", p.get("Tabs"))
		}
		list, err := elements(p.get("Annots"))
		if err != nil {
			t.Fatal(err)
		}
		for _, ref := range list {
			d := a.dict(ref)
			if string(d.get("Subtype")) != "/Link" { // links need no appearance
				t.Errorf("annotation %q", d.get("Subtype"))
			}
			if string(d.get("F")) != "4" || d.get("AP") != nil {
				t.Errorf("flags %q, appearance %q", d.get("F"), d.get("AP"))
			}
			if s := string(a.dict(d.get("A")).get("S")); s != "/URI" || d.get("AA") != nil {
				t.Errorf("action %q", s)
			}
			if said, ok := stringValue(d.get("Contents")); !ok || said == "" {
				t.Error("a link says nothing")
			}
		}
	}
}

// xmp returns the metadata. Its filter is one of those that ISO 19005-2, 6.1.7.2 allows and every reader has.
func (a archive) xmp() string {
	n, ok := reference(a.root().get("Metadata"))
	if filter := a.dict(a.objects[n].value).get("Filter"); !ok || string(filter) != "/FlateDecode" {
		a.t.Fatalf("the metadata has the filter %s", filter)
	}
	return string(a.stream(a.root().get("Metadata")))
}

// archival reports whether the metadata claims PDF/A-2.
func (a archive) archival() bool { return strings.Contains(a.xmp(), "<pdfaid:part>2<") }

func checkMetadata(t *testing.T, a archive) {
	n, _ := reference(a.root().get("Metadata"))
	if d := a.dict(a.objects[n].value); string(d.get("Type")) != "/Metadata" || string(d.get("Subtype")) != "/XML" {
		t.Errorf("the metadata is %v", d)
	}
	xmp := a.xmp()
	packet, _, _ := strings.Cut(xmp, "\n")
	if strings.Contains(packet, "bytes=") || strings.Contains(packet, "encoding=") || !utf8.ValidString(xmp) {
		t.Errorf("the packet begins with %q", packet)
	}
	for d := xml.NewDecoder(strings.NewReader(xmp)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{">Badges</rdf:li></rdf:Alt></dc:title>", ">UNU-CPR</rdf:li>", "2017-07-26T09:00:00Z</xmp:CreateDate>"} {
		if !strings.Contains(xmp, want) {
			t.Errorf("the metadata lacks %q", want)
		}
	}
	info := a.dict(a.trailer.get("Info"))
	for key, want := range map[string]string{"Title": "(Badges)", "Author": "(UNU-CPR)", "CreationDate": "(D:20170726090000+00'00')"} {
		if got := string(info.get(key)); got != want {
			t.Errorf("%s is %s, not %s", key, got, want)
		}
	}
}

// checkSchemas looks for properties that are neither in the schemas that PDF/A
// knows nor described.
func checkSchemas(t *testing.T, a archive) {
	known := map[string]string{ // property: what stands in it
		"dc format": "", "dc title": "Alt", "dc creator": "Seq", "dc description": "Alt", "dc language": "Bag",
		"xmp CreateDate": "", "xmp ModifyDate": "", "xmp CreatorTool": "", "pdf Producer": "", "pdfaid part": "", "pdfaid conformance": "",
		"pdfuaid part": "", "pdfaExtension schemas": "Bag",
	}
	spaces := map[string]string{
		"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
		"http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid", "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension",
	}
	xmp := a.xmp()
	depth, property := 0, ""
	for d := xml.NewDecoder(strings.NewReader(xmp)); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			if depth == 4 { // x:xmpmeta, rdf:RDF, rdf:Description
				property = spaces[e.Name.Space] + " " + e.Name.Local
				if _, ok := known[property]; !ok {
					t.Errorf("property %s", property)
				}
				if prefix := spaces[e.Name.Space]; !strings.Contains(xmp, "<"+prefix+":"+e.Name.Local+">") {
					t.Errorf("property %s has another prefix", property)
				}
			}
			if depth == 5 && e.Name.Local != known[property] {
				t.Errorf("in %s stands %s", property, e.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
	for _, field := range []string{"pdfaSchema:schema>", "pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<", "pdfaSchema:prefix>pdfuaid<",
		"pdfaSchema:property><rdf:Seq>", "pdfaProperty:name>part<", "pdfaProperty:valueType>Integer<", "pdfaProperty:category>internal<", "pdfaProperty:description>"} {
		if strings.Count(xmp, "<"+field) != 1 {
			t.Errorf("the description of pdfuaid lacks %s", field)
		}
	}
}

func checkIdentification(t *testing.T, a archive) {
	part := "2"
	if a.root().get("AF") != nil {
		part = "3"
	}
	for _, want := range []string{"<pdfaid:part>" + part + "</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>"} {
		if strings.Count(a.xmp(), want) != 1 {
			t.Errorf("the metadata lacks %q", want)
		}
	}
}

func checkAttachments(t *testing.T, a archive) {
	associated, _ := elements(a.root().get("AF"))
	files := a.all("Type", "/Filespec")
	if len(files) != len(associated) || len(a.all("Type", "/EmbeddedFile")) != len(files) {
		t.Errorf("%d files, %d of them associated with the document", len(files), len(associated))
	}
	for _, d := range files {
		f, _ := stringValue(d.get("F"))
		if uf, _ := stringValue(d.get("UF")); f == "" || f != uf || string(d.get("AFRelationship")) != "/Data" || d.get("Desc") == nil {
			t.Errorf("file %v", d)
		}
		n, _ := reference(a.dict(d.get("EF")).get("F"))
		file := a.dict(a.objects[n].value)
		if string(file.get("Subtype")) != "/application#2Fcwt" || a.dict(file.get("Params")).get("ModDate") == nil {
			t.Errorf("embedded file %v", file)
		}
		if got, err := readback.Attached(context.Background(), a.data); err != nil || len(got) != 1 || string(got[0]) != "token\x00\xff" {
			t.Errorf("what is attached reads %q, %v", got, err)
		}
	}
}

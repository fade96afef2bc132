package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/structure"
	"lanyard/internal/typography/font"
)

// outline returns the structure of a file as text: an element a line with its
// language and its text, which is that of its marked content.
func (a archive) outline() string {
	a.t.Helper()
	var b strings.Builder
	root := a.dict(a.dict(a.trailer.get("Root")).get("StructTreeRoot"))
	said := map[string][]string{} // what the marked content of each page says
	var walk func(ref []byte, depth int)
	walk = func(ref []byte, depth int) {
		d := a.dict(ref)
		pg := string(d.get("Pg"))
		if pg != "" && said[pg] == nil {
			said[pg] = a.marked(a.dict([]byte(pg)))
		}
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", depth), strings.TrimPrefix(string(d.get("S")), "/"))
		for _, key := range []string{"Lang", "Alt", "ActualText"} {
			if v, ok := stringValue(d.get(key)); ok {
				if strings.HasPrefix(v, "\xFE\xFF") {
					v = cos.UTF16(v[2:])
				}
				fmt.Fprintf(&b, " %s %q", strings.ToLower(key), v)
			}
		}
		kids := [][]byte{d.get("K")}
		if list, err := elements(d.get("K")); err == nil {
			kids = list
		}
		var below [][]byte
		for _, kid := range kids {
			switch n, err := strconv.Atoi(string(kid)); {
			case err == nil:
				fmt.Fprintf(&b, " %q", said[pg][n])
			case bytes.HasPrefix(kid, []byte("<<")):
				o := a.dict(a.dict(kid).get("Obj"))
				fmt.Fprintf(&b, " to %s", a.dict(o.get("A")).get("URI"))
			default:
				below = append(below, kid)
			}
		}
		b.WriteByte('\n')
		for _, kid := range below {
			walk(kid, depth+1)
		}
	}
	walk(root.get("K"), 0)
	return b.String()
}

// marked returns the text of the marked-content sequences of a page, by number.
// It fails where content stands in none, or in two.
func (a archive) marked(pg dictionary) []string {
	a.t.Helper()
	fonts := map[string]map[string]string{}
	if list := a.dict(pg.get("Resources")).get("Font"); list != nil {
		for _, f := range a.dict(list) {
			fonts[f.key] = a.texts(a.dict(f.value))
		}
	}
	var all []string
	var open []string // tags of the sequences that are open
	var texts map[string]string
	var saved []map[string]string
	const none = -1
	at := none
	for _, op := range operators(a.t, a.stream(pg.get("Contents"))) {
		switch op[0] {
		case "BMC", "BDC":
			tag := strings.TrimPrefix(regexp.MustCompile(`^/\w+`).FindString(op[1]), "/")
			if m := regexp.MustCompile(`/MCID (\d+)`).FindStringSubmatch(op[1]); m != nil {
				if at, _ = strconv.Atoi(m[1]); at != len(all) {
					a.t.Errorf("sequence %d follows %d others", at, len(all))
				}
				all = append(all, "")
			}
			if len(open) > 0 && (tag == "Artifact" || open[0] == "Artifact" && tag != "Span") {
				a.t.Errorf("%s in %v", tag, open)
			}
			open = append(open, tag)
		case "EMC":
			if open = open[:len(open)-1]; len(open) == 0 {
				at = none
			}
		case "q":
			saved = append(saved, texts)
		case "Q":
			texts, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case "Tf":
			texts = fonts[strings.TrimPrefix(strings.Fields(op[1])[0], "/")]
		case "TJ":
			if at != none {
				list, err := elements([]byte(op[1]))
				if err != nil {
					a.t.Fatal(err)
				}
				for _, e := range list {
					codes, _ := stringValue(e)
					for i := 0; i < len(codes); i += 2 {
						all[at] += texts[codes[i:i+2]]
					}
				}
			}
		}
		if slices.Contains([]string{"TJ", "f", "f*", "S", "B", "B*", "Do", "sh"}, op[0]) && len(open) == 0 {
			a.t.Errorf("%v is neither content nor artifact", op)
		}
	}
	if len(open) > 0 {
		a.t.Errorf("%v is left open", open)
	}
	return all
}

// texts returns what the codes of a font stand for, by their two bytes.
func (a archive) texts(font dictionary) map[string]string {
	texts := map[string]string{}
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`).FindAllSubmatch(a.stream(font.get("ToUnicode")), -1) {
		code, _ := cos.Unhex(m[1])
		text, _ := cos.Unhex(m[2])
		texts[string(code)] = cos.UTF16(string(text))
	}
	return texts
}

// tagged returns a group with a tag.
func tagged(role page.Role, lang, text string, items ...page.Item) *page.Group {
	return &page.Group{Tag: &page.Tag{Role: role, Lang: lang, Text: text}, Items: items}
}

func TestStructure(t *testing.T) {
	sans := face(t, latin)
	says := func(s string) *page.Glyphs { return text(run(t, sans, s, 0), 5, 5) }
	inLang := func(s, lang string) *page.Glyphs {
		g := says(s)
		g.Run.Lang = lang
		return g
	}
	fromRight := func(s string) *page.Glyphs { return text(run(t, face(t, naskh), s, 1), 5, 5) }
	box := &page.Path{Outline: geom.Box(mm(1, 2, 3, 4)), Fill: &page.Paint{}}
	link := &page.Link{Box: mm(1, 2, 3, 4), URL: "https://example.org/", Alt: "Verify"}
	ligature := &page.Glyphs{Run: &font.Run{Font: sans, Text: "abc", Glyphs: []font.Glyph{{ID: 36, To: 3, Advance: 100}}}, Size: geom.Pt(9)}
	for _, c := range []struct {
		name  string
		items []page.Item
		want  string
	}{
		{"text alone", []page.Item{says("Ana"), says("Bo")}, `P "Ana"|P "Bo"`},
		{"a heading", []page.Item{tagged(page.Heading, "en", "Ana Bo", says("Ana "), says("Bo"))}, `H1 "Ana Bo"`},
		{"another language", []page.Item{tagged(page.Paragraph, "ro", "Ana", says("Ana"))}, `P lang "ro" "Ana"`},
		{"no language", []page.Item{tagged(page.Paragraph, ">>/X", "Ana", says("Ana"))}, `P "Ana"`},
		{"a word in another", []page.Item{tagged(page.Paragraph, "en", "Ana Bo", inLang("Ana ", "ro"), inLang("Bo", "en"))}, `P "Ana " "Bo"`},
		{"a new line", []page.Item{tagged(page.Paragraph, "en", "Ana\nBo", says("Ana"), says("Bo"))}, `P "Ana Bo"`},
		{"three lines", []page.Item{tagged(page.Paragraph, "en", "A\nB\nC", says("A"), says("B"), says("C"))}, `P actualtext "A B C" "ABC"`},
		{"from right to left", []page.Item{tagged(page.Paragraph, "fa", "علی", fromRight("علی"))}, `P lang "fa" "یلع"`},
		{"lines from right to left", []page.Item{tagged(page.Paragraph, "fa", "علی\nرضا", fromRight("علی"), fromRight("رضا"))}, `P lang "fa" " یلعاضر"`},
		{"both ways", []page.Item{tagged(page.Paragraph, "fa", "علی Bo", says("Bo"), fromRight("علی "))}, `P lang "fa" actualtext "علی Bo" "Bo یلع"`},
		{"in another order", []page.Item{tagged(page.Paragraph, "en", "Ana Bo", says("Bo"), says("Ana"))}, `P actualtext "Ana Bo" "BoAna"`},
		{"a ligature", []page.Item{tagged(page.Paragraph, "en", "abc Bo", ligature, says(" Bo"))}, `P "abc Bo"`},
		{"a picture", []page.Item{&page.Picture{Box: mm(0, 0, 9, 9), Image: pixels(t, 4, 4, false), Alt: "Ana"}}, `Figure alt "Ana" ""`},
		{"a picture of nothing", []page.Item{&page.Picture{Box: mm(0, 0, 9, 9), Image: pixels(t, 4, 4, false)}, says("A")}, `P "A"`},
		{"a symbol", []page.Item{tagged(page.Figure, "en", "Barcode", box)}, `Figure alt "Barcode" ""`},
		{"a symbol that opens", []page.Item{box, tagged(page.Figure, "en", "Verify", box, link), box},
			`Link to (https://example.org/)|  Figure alt "Verify" ""`},
		{"a link alone", []page.Item{link, says("A")}, `Link alt "Verify" to (https://example.org/)|P "A"`},
		{"ornaments", []page.Item{box, tagged(page.Ornament, "", "", says("~"), &page.Group{Items: []page.Item{box}}), says("A"), box}, `P "A"`},
		{"a group", []page.Item{&page.Group{Turn: 30, Items: []page.Item{box, says("A"), box, says("B")}}, box}, `P "A"|P "B"`},
		{"tags in a paragraph", []page.Item{tagged(page.Paragraph, "en", "Ana", tagged(page.Heading, "en", "Ana", says("Ana")))}, `P "Ana"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := write(t, meta, sized(c.items...))
			want := "Document\n  Sect\n    " + strings.ReplaceAll(c.want, "|", "\n    ") + "\n"
			if got := open(t, data).outline(); got != want {
				t.Errorf("is\n%s\nnot\n%s", got, want)
			}
			checkTree(t, open(t, data))
			t.Run("pdfcpu", func(t *testing.T) {
				judged(t, data, "pdfcpu", "validate", "-q", "-o", "-c", "disable", "-m", "strict", "FILE")
			})
		})
	}
}

// TestSections puts papers on sheets: each is a section of its own, below the
// document.
func TestSections(t *testing.T) {
	paper := func(lang, name string) *page.Group {
		g := tagged(page.Section, lang, "", tagged(page.Heading, lang, name, text(run(t, face(t, latin), name, 0), 5, 5)),
			tagged(page.Figure, "en", "Verify", &page.Link{Box: mm(0, 0, 9, 9), URL: "https://example.org/" + name, Alt: "Verify"}))
		g.At.X = geom.MM(10)
		return g
	}
	cut := &page.Path{Outline: geom.Box(mm(0, 0, 9, 9)), Stroke: &page.Stroke{Width: geom.Point}}
	data := write(t, meta, sized(paper("en", "Ana"), paper("ro", "Bo"), cut), sized(cut), sized(tagged(page.Section, "en", "", cut)), sized(paper("en", "Cy")))
	a := open(t, data)
	want := `Document
  Sect
    H1 "Ana"
    Link to (https://example.org/Ana)
      Figure alt "Verify" ""
  Sect lang "ro"
    H1 "Bo"
    Link lang "en" to (https://example.org/Bo)
      Figure alt "Verify" ""
  Sect
    H1 "Cy"
    Link to (https://example.org/Cy)
      Figure alt "Verify" ""
`
	if got := a.outline(); got != want {
		t.Errorf("is\n%s\nnot\n%s", got, want)
	}
	checkTree(t, a)
	judgeAll(t, data)
}

// checkTree follows the structure down and up again: every element has its
// parent, every sequence of marked content and every annotation the element that
// holds it (ISO 32000-1, 14.7.2 and 14.7.4).
func checkTree(t *testing.T, a archive) {
	t.Helper()
	catalog := a.dict(a.trailer.get("Root"))
	root := a.dict(catalog.get("StructTreeRoot"))
	byKey := map[string][]byte{}
	tree := a.dict(root.get("ParentTree"))
	leaves, _ := elements(tree.get("Kids"))
	last := -1
	for _, leaf := range leaves {
		d := a.dict(leaf)
		limits, _ := elements(d.get("Limits"))
		nums, err := elements(d.get("Nums"))
		if err != nil || len(nums)%2 != 0 || len(limits) != 2 {
			t.Fatalf("a leaf of the tree of parents: %v", d)
		}
		for i := 0; i < len(nums); i += 2 {
			key, err := strconv.Atoi(string(nums[i]))
			if err != nil || key <= last {
				t.Errorf("key %s follows %d", nums[i], last)
			}
			if low, _ := strconv.Atoi(string(limits[0])); key < low {
				t.Errorf("key %d is below %s", key, limits[0])
			}
			if high, _ := strconv.Atoi(string(limits[1])); key > high {
				t.Errorf("key %d is above %s", key, limits[1])
			}
			byKey[string(nums[i])], last = nums[i+1], key
		}
	}
	if next, _ := strconv.Atoi(string(root.get("ParentTreeNextKey"))); next <= last {
		t.Errorf("the next key is %d, the last one %d", next, last)
	}
	found := 0
	var walk func(ref []byte, parent string)
	walk = func(ref []byte, parent string) {
		d := a.dict(ref)
		if got := string(d.get("P")); got != parent {
			t.Errorf("the parent of %s is %s, not %s", ref, got, parent)
		}
		kids := [][]byte{d.get("K")}
		if list, err := elements(d.get("K")); err == nil {
			kids = list
		}
		if kind := string(d.get("S")); len(kids) == 0 && kind != "/TD" && kind != "/TH" {
			t.Errorf("%s has nothing in it", d.get("S"))
		}
		for _, kid := range kids {
			n, err := strconv.Atoi(string(kid))
			switch {
			case err == nil:
				list, _ := elements(byKey[string(a.dict(d.get("Pg")).get("StructParents"))])
				if n >= len(list) || !bytes.Equal(list[n], ref) {
					t.Errorf("sequence %d of %s does not lead back to it", n, d.get("S"))
				}
				found++
			case bytes.HasPrefix(kid, []byte("<<")):
				o := a.dict(a.dict(kid).get("Obj"))
				if !bytes.Equal(byKey[string(o.get("StructParent"))], ref) {
					t.Errorf("the annotation of %s does not lead back to it", d.get("S"))
				}
				found++
			default:
				walk(kid, string(ref))
			}
		}
	}
	walk(root.get("K"), string(catalog.get("StructTreeRoot")))
	marks := 0
	for _, pg := range a.all("Type", "/Page") {
		list, _ := elements(pg.get("Annots"))
		marks += len(list) + len(a.marked(pg))
	}
	if found != marks {
		t.Errorf("the structure has %d of %d sequences and annotations", found, marks)
	}
}

// structElements returns every element of the structure with the types of its
// kids.
func (a archive) structElements() (all []dictionary) {
	for _, o := range a.objects {
		if bytes.HasPrefix(o.value, []byte("<</S/")) && bytes.Contains(o.value, []byte("/P ")) {
			all = append(all, a.dict(o.value))
		}
	}
	if len(all) == 0 {
		a.t.Fatal("the file has no structure")
	}
	return all
}

// checkTypes checks that all types are standard ones, used where they may be, and that no
// page has a second heading before its first.
func checkTypes(t *testing.T, a archive) {
	blocks := []string{"/Sect", "/LBody", "/TD", "/TH"}
	within := map[string][]string{ // ISO 32000-1, 14.8.4
		"/Document": nil, "/Sect": {"/Document", "/Sect"}, "/H1": blocks, "/H2": blocks, "/P": blocks, "/Link": blocks,
		"/Figure": append(blocks, "/Link"), "/L": blocks, "/LI": {"/L"}, "/Lbl": {"/LI"}, "/LBody": {"/LI"},
		"/Table": blocks, "/TR": {"/Table"}, "/TD": {"/TR"}, "/TH": {"/TR"},
	}
	if a.dict(a.root().get("StructTreeRoot")).get("RoleMap") != nil {
		t.Error("types are mapped")
	}
	for _, d := range a.structElements() {
		kind, parent := string(d.get("S")), string(a.dict(d.get("P")).get("S"))
		if places, ok := within[kind]; !ok || kind != "/Document" && !slices.Contains(places, parent) {
			t.Errorf("%s in %s", kind, parent)
		}
	}
	for _, sect := range a.structElements() {
		if headings := a.outlineOf(sect, "H1", "H2"); string(sect.get("S")) == "/Sect" && len(headings) > 0 && headings[0] != "H1" {
			t.Errorf("headings %v", headings)
		}
	}
}

// kids returns the elements in an element.
func (a archive) kids(d dictionary) (all []dictionary) {
	kids := [][]byte{d.get("K")}
	if list, err := elements(d.get("K")); err == nil {
		kids = list
	}
	for _, kid := range kids {
		if bytes.HasSuffix(kid, []byte(" R")) {
			all = append(all, a.dict(kid))
		}
	}
	return all
}

// outlineOf returns which of some types an element has in it, in reading order.
func (a archive) outlineOf(d dictionary, types ...string) (all []string) {
	for _, kid := range a.kids(d) {
		if kind := strings.TrimPrefix(string(kid.get("S")), "/"); slices.Contains(types, kind) {
			all = append(all, kind)
		}
		all = append(all, a.outlineOf(kid, types...)...)
	}
	return all
}

// checkLists checks that an item has a body, at most one label before it, and that a list
// with labels states how it is numbered.
func checkLists(t *testing.T, a archive) {
	for _, d := range a.structElements() {
		if string(d.get("S")) != "/L" {
			continue
		}
		labels := 0
		for _, item := range a.kids(d) {
			var kinds []string
			for _, part := range a.kids(item) {
				kinds = append(kinds, string(part.get("S")))
			}
			switch strings.Join(kinds, "") {
			case "/Lbl/LBody":
				labels++
			case "/LBody":
			default:
				t.Errorf("an item of %v", kinds)
			}
		}
		if numbering := string(a.below(d, "A").get("ListNumbering")); (numbering != "") != (labels > 0) {
			t.Errorf("a list with %d labels has the numbering %q", labels, numbering)
		}
	}
}

// checkTables checks that all rows of a table have as many cells, and that it has a header,
// each with its scope. No cell spans others.
func checkTables(t *testing.T, a archive) {
	for _, d := range a.structElements() {
		if string(d.get("S")) != "/Table" {
			continue
		}
		columns, headers := -1, 0
		for _, row := range a.kids(d) {
			cells := a.kids(row)
			if columns < 0 {
				columns = len(cells)
			}
			if len(cells) == 0 || len(cells) != columns {
				t.Errorf("a row of %d cells after one of %d", len(cells), columns)
			}
			for _, cell := range cells {
				about := a.below(cell, "A")
				scope, isHeader := string(about.get("Scope")), string(cell.get("S")) == "/TH"
				if isHeader != (scope == "/Row" || scope == "/Column") || about.get("ColSpan") != nil || about.get("RowSpan") != nil {
					t.Errorf("%s has the attributes %v", cell.get("S"), about)
				}
				if isHeader {
					headers++
				}
			}
		}
		if headers == 0 {
			t.Error("a table has no header")
		}
	}
}

// checkBookmarks follows the bookmarks down and up again. Their language is that of the file.
func checkBookmarks(t *testing.T, a archive) {
	root := a.root().get("Outlines")
	if root == nil {
		return
	}
	if lang, _ := stringValue(a.root().get("Lang")); !structure.IsLanguageTag(lang) {
		t.Errorf("bookmarks in a file in the language %q", lang)
	}
	found := 0
	var walk func(ref []byte, depth int)
	walk = func(ref []byte, depth int) {
		d := a.dict(ref)
		n, previous := 0, ""
		for at := d.get("First"); at != nil; at = a.dict(at).get("Next") {
			kid := a.dict(at)
			title, _ := stringValue(kid.get("Title"))
			dest, err := elements(kid.get("Dest"))
			if title == "" || err != nil || string(a.dict(dest[0]).get("Type")) != "/Page" {
				t.Errorf("bookmark %v", kid)
			}
			if string(kid.get("Parent")) != string(ref) || string(kid.get("Prev")) != previous {
				t.Errorf("bookmark %v is after %s in %s", kid, previous, ref)
			}
			n, found, previous = n+1, found+1, string(at)
			walk(at, depth+1)
		}
		count, _ := strconv.Atoi(string(d.get("Count")))
		if string(d.get("Last")) != previous || count != n && count != -n || (count < 0) != (depth > 0 && n > 0) {
			t.Errorf("%d bookmarks in %v", n, d)
		}
	}
	walk(root, 0)
	if found == 0 {
		t.Error("no bookmarks")
	}
}

// checkLanguages checks that the file and what differs from it have a language.
func checkLanguages(t *testing.T, a archive) {
	if lang, ok := stringValue(a.root().get("Lang")); !ok || !structure.IsLanguageTag(lang) {
		t.Errorf("the language of the file is %q", lang)
	}
	for _, d := range a.structElements() {
		if lang, ok := stringValue(d.get("Lang")); ok && !structure.IsLanguageTag(lang) {
			t.Errorf("the language of %s is %q", d.get("S"), lang)
		}
		if d.get("E") != nil {
			t.Errorf("%s has an expansion", d.get("S"))
		}
	}
	for _, p := range a.pages() {
		for _, op := range a.operators(p) {
			if op[0] != "BDC" {
				continue
			}
			for _, e := range a.dict([]byte(op[1][strings.Index(op[1], "<<"):])) {
				if lang, _ := stringValue(e.value); e.key == "Lang" && !structure.IsLanguageTag(lang) || !slices.Contains([]string{"Lang", "MCID", "ActualText"}, e.key) {
					t.Errorf("marked content %s", op[1])
				}
				if e.key != "MCID" && !strings.HasPrefix(op[1], "/Span") { // ISO 32000-1, 14.9.2.3 and 14.9.4
					t.Errorf("marked content %s", op[1])
				}
			}
		}
	}
}

func checkFigures(t *testing.T, a archive) {
	for _, d := range a.structElements() {
		if string(d.get("S")) != "/Figure" {
			continue
		}
		box, _ := elements(a.below(d, "A").get("BBox"))
		if alt, ok := stringValue(d.get("Alt")); !ok || alt == "" || len(box) != 4 {
			t.Errorf("figure %v", d)
		}
	}
}

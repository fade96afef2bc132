package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/work/draft"
)

// presentation returns a presentation of one slide with a picture and a layout.
func presentation(t *testing.T, slide string, more map[string]string) []byte {
	t.Helper()
	rels := func(lines ...string) string {
		return "<Relationships>" + strings.Join(lines, "") + "</Relationships>"
	}
	rel := func(id, kind, to string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="http://x/%s" Target="%s"/>`, id, kind, to)
	}
	files := map[string]string{
		"ppt/presentation.xml":                         `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/><p:sldId r:id="rId9"/></p:sldIdLst><p:sldSz cx="10692000" cy="7560000"/></p:presentation>`,
		"ppt/_rels/presentation.xml.rels":              rels(rel("rId1", "slide", "slides/slide1.xml")),
		"ppt/slides/slide1.xml":                        `<p:sld><p:cSld><p:spTree>` + slide + `</p:spTree></p:cSld></p:sld>`,
		"ppt/slides/_rels/slide1.xml.rels":             rels(rel("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")),
		"ppt/slideLayouts/slideLayout1.xml":            `<p:sldLayout><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="1000000" y="500000"/><a:ext cx="8692000" cy="1000000"/></a:xfrm></p:spPr></p:sp></p:spTree></p:cSld></p:sldLayout>`,
		"ppt/slideLayouts/_rels/slideLayout1.xml.rels": rels(rel("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")),
		"ppt/slideMasters/slideMaster1.xml":            `<p:sldMaster><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></p:bgPr></p:bg><p:spTree/></p:cSld><p:clrMap bg2="lt2" tx1="dk1"/><p:txStyles><p:titleStyle><a:lvl1pPr algn="ctr"><a:defRPr sz="4400" b="1"/></a:lvl1pPr></p:titleStyle></p:txStyles></p:sldMaster>`,
		"ppt/slideMasters/_rels/slideMaster1.xml.rels": rels(rel("rId1", "theme", "../theme/theme1.xml")),
		"ppt/theme/theme1.xml":                         `<a:theme><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="202020"/></a:dk1><a:lt2><a:srgbClr val="EEF4FF"/></a:lt2></a:clrScheme><a:fontScheme><a:minorFont><a:latin typeface="Garamond"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`,
	}
	for name, data := range more {
		files[name] = data
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text returns a shape with paragraphs.
func text(x, y, w, h int, runs string) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm></p:spPr><p:txBody><a:bodyPr anchor="ctr" lIns="0" rIns="0" tIns="0" bIns="0"/>%s</p:txBody></p:sp>`, x, y, w, h, runs)
}

func imported(t *testing.T, file string, data []byte) (*Design, string) {
	t.Helper()
	d, err := Read(t.Context(), draft.Source{File: file, Data: data, Page: 1}, draft.Target{Name: "t", Folder: "templates/t"})
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	var said []string
	for _, f := range d.Findings {
		said = append(said, f.String())
	}
	return d, strings.Join(said, "\n")
}

// TestSlides imports a slide: it checks joined runs, values from layout, master and theme, shapes, and the report of
// what is left out.
func TestSlides(t *testing.T) {
	d, said := imported(t, "award.pptx", presentation(t,
		`<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>Certificate</a:t></a:r></a:p></p:txBody></p:sp>`+
			text(1000000, 3000000, 8692000, 800000, `<a:p><a:pPr algn="r"/><a:r><a:rPr sz="3200"><a:solidFill><a:srgbClr val="AA0000"/></a:solidFill></a:rPr><a:t>&lt;&lt;Na</a:t></a:r><a:r><a:t>me&gt;&gt;</a:t></a:r></a:p>`)+
			text(1000000, 4000000, 8692000, 800000, `<a:p><a:r><a:t>of {{comp</a:t></a:r><a:r><a:t>any}} &lt;ltd</a:t></a:r></a:p><a:p><a:r><a:t>Date: ____________</a:t></a:r></a:p>`)+
			`<p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="10692000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="003366"/></a:solidFill></p:spPr></p:sp>`+
			`<p:graphicFrame/><p:pic><p:blipFill><a:blip r:embed="rId7"/></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm></p:spPr></p:pic>`, nil))
	for _, want := range []string{`size = ["297mm", "210mm"]`, `text = "{{name}}"`, `of {{organisation}} <<ltd\nDate: {{event.dates}}`,
		`align = "right"`, `red = "#aa0000"`, `size = "32pt"`, `text = "Certificate"`, `size = "44pt"`, `bold = true`, `family = "serif"`,
		`blue = "#003366"`, `#eef4ff`, `type = "qr"`} {
		if !strings.Contains(string(d.Template), want) {
			t.Errorf("the template lacks %s", want)
		}
	}
	for _, want := range []string{"left out: 1 object (tables, charts, diagrams)", "left out: 1 slide more; move the one",
		"left out: 1 picture that cannot be used"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report lacks %q:\n%s", want, said)
		}
	}
	if t.Failed() {
		t.Logf("%s\n%s", d.Template, said)
	}
	if d.Kind != paper.Certificate {
		t.Errorf("it is a %s", d.Kind)
	}
	if again, _ := imported(t, "award.pptx", presentation(t, "", nil)); again == nil {
		t.Error("an empty slide cannot be imported")
	}
}

// TestSlidesOfOtherPrograms imports a slide as Canva and others write it: booleans in words, pictures as fills of shapes,
// one of them translucent, a title with an empty paragraph below, a name without brackets, a gradient of the theme.
func TestSlidesOfOtherPrograms(t *testing.T) {
	var dot bytes.Buffer
	m := image.NewNRGBA(image.Rect(0, 0, 2, 2))
	m.SetNRGBA(0, 0, color.NRGBA{R: 200, A: 200})
	if err := png.Encode(&dot, m); err != nil {
		t.Fatal(err)
	}
	theme := `<a:theme><a:themeElements><a:clrScheme><a:dk1><a:srgbClr val="FFEEDD"/></a:dk1><a:lt2><a:srgbClr val="102040"/></a:lt2></a:clrScheme>` +
		`<a:fmtScheme><a:bgFillStyleLst><a:solidFill/><a:gradFill/></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
	master := `<p:sldMaster><p:cSld><p:bg><p:bgRef idx="1002"><a:schemeClr val="bg2"/></p:bgRef></p:bg><p:spTree/></p:cSld><p:clrMap bg2="lt2" tx1="dk1"/></p:sldMaster>`
	d, said := imported(t, "canva.pptx", presentation(t,
		`<p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:custGeom/><a:blipFill><a:blip r:embed="rId5"><a:alphaModFix amt="25000"/></a:blip></a:blipFill></p:spPr></p:sp>`+
			text(1000000, 1000000, 8692000, 1600000, `<a:p><a:r><a:rPr sz="5000" b="true"/><a:t>Certificate of Participation</a:t></a:r></a:p><a:p><a:r><a:t> </a:t></a:r></a:p>`)+
			text(1000000, 3000000, 8692000, 800000, `<a:p><a:r><a:t>NAME_PLACEHOLDER`+"\u200b"+`</a:t></a:r></a:p>`),
		map[string]string{"ppt/theme/theme1.xml": theme, "ppt/slideMasters/slideMaster1.xml": master, "ppt/media/image1.png": dot.String(),
			"ppt/slides/_rels/slide1.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/slideLayout" Target="../slideLayouts/slideLayout1.xml"/>` +
				`<Relationship Id="rId5" Type="http://x/image" Target="../media/image1.png"/></Relationships>`}))
	for _, want := range []string{`text = "{{name}}"`, `bold = true`, `file = "templates/t/picture-1.png"`} {
		if !strings.Contains(string(d.Template), want) {
			t.Errorf("the template lacks %s:\n%s", want, d.Template)
		}
	}
	if _, style, _ := strings.Cut(string(d.Template), "[styles.text]"); strings.Contains(strings.Split(style, "[")[0], "lines") {
		t.Errorf("the title may take the line of the empty paragraph:\n%s", style)
	}
	if strings.Contains(said, "left out: 1 fill") || !strings.Contains(said, "guessed: 1 background of the theme as a plain colour") {
		t.Errorf("the report is:\n%s", said)
	}
	pictures := 0
	for _, f := range d.Files {
		if f.Name != "picture-1.png" {
			continue
		}
		pictures++
		faded, err := png.Decode(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(f.Name, err)
		}
		if _, _, _, a := faded.At(0, 0).RGBA(); a>>8 != 50 {
			t.Errorf("%s is opaque to %d of 255", f.Name, a>>8)
		}
	}
	if pictures != 1 {
		t.Errorf("%d pictures", pictures)
	}
}

// TestNoRoom imports a small badge that its name fills: the code is put over it, and the report says so.
func TestNoRoom(t *testing.T) {
	_, said := imported(t, "small.json", []byte(`{"size":[{"width":"40","height":"40"}],"layout":[
		{"type":"textarea","left":"2","bottom":"5","fontsize":"40","width":"36","content":"attendee_name"},
		{"type":"textarea","left":"2","bottom":"20","fontsize":"40","width":"36","content":"attendee_company"}]}`))
	if !strings.Contains(said, "guessed: 1 place for the QR code, over something, as the page has no room: move it") {
		t.Errorf("the report is:\n%s", said)
	}
}

// TestRefused imports files that are damaged, of another kind, or larger than they claim: each is refused at once, with
// a hint.
func TestRefused(t *testing.T) {
	zeros := string(make([]byte, 40<<20))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":        {nil, "is empty"},
		"word":         {archiveOf(t, "word/document.xml", "x"), "not a design that can be imported"},
		"zip":          {archiveOf(t, "a.txt", "x"), "not a design that can be imported"},
		"cut zip":      {archiveOf(t, "ppt/presentation.xml", "x")[:40], "cannot be imported"},
		"zip bomb":     {presentation(t, "", map[string]string{"ppt/slides/slide1.xml": zeros}), "unpacks to more than"},
		"entities":     {presentation(t, "", map[string]string{"ppt/slides/slide1.xml": `<!DOCTYPE x [<!ENTITY a "b">]><p:sld/>`}), "document type is not read"},
		"deep":         {presentation(t, strings.Repeat("<a>", 500)+strings.Repeat("</a>", 500), nil), "more elements than a slide needs"},
		"wide":         {presentation(t, strings.Repeat("<a/>", 200_000), nil), "more elements than a slide needs"},
		"not closed":   {presentation(t, "<a><b></a></b>", nil), "its elements do not close"},
		"no slides":    {presentation(t, "", map[string]string{"ppt/presentation.xml": `<p:p><p:sldSz cx="9999999" cy="9999999"/></p:p>`}), "has no slides"},
		"json":         {[]byte(`{"schemas":[`), "is not JSON"},
		"deep json":    {[]byte(strings.Repeat("[", 100_000)), "is not JSON"},
		"no layout":    {[]byte(`[1,2]`), "neither a layout of pretix nor a template of pdfme"},
		"label sheet":  {[]byte(`{"basePdf":{"width":200,"height":200},"schemas":[{"{1}Name":{"type":"text"},"{2}Name":{"type":"text"}}]}`), "is a sheet of 2 labels"},
		"without PDF":  {[]byte(`{"basePdf":"","schemas":[[]]}`), "without its PDF"},
		"pdf":          {[]byte("%PDF-1.7\nhello"), "cannot be imported"},
		"svg":          {[]byte("<svg"), "not well-formed"},
		"picture":      {[]byte("\x89PNG\r\n"), "not a design that can be imported"},
		"old office":   {[]byte("\xd0\xcf\x11\xe0abc"), "not a design that can be imported"},
		"huge":         {make([]byte, MaxFile+1), "has more than 32 MB"},
		"too many":     {[]byte(`{"basePdf":{"width":200,"height":200},"schemas":[[` + strings.Repeat("{},", 2_000) + `{}]]}`), "no template of pdfme"},
		"vast numbers": {[]byte(`[{"type":"textarea","left":"1e999","content":"attendee_name"}]`), "without its PDF"},
	} {
		began := time.Now()
		d, err := Read(t.Context(), draft.Source{File: "f", Data: c.data, Page: 1}, draft.Target{Name: "t", Folder: "templates/t"})
		if err == nil || d != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
			continue
		}
		if fault.Hint(err) == "" && name != "svg" {
			t.Errorf("%s: %v has no hint", name, err)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

func archiveOf(t *testing.T, name, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(data))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPretix imports a pretix layout, whose coordinates start at the lower left corner.
func TestPretix(t *testing.T) {
	d, said := imported(t, "badge.json", []byte(`{"size":[{"width":"100","height":"50"}],"layout":[
		{"type":"textarea","left":"5.00","bottom":"20.00","fontsize":"20","lineheight":"1","color":[255,0,0,1],"fontfamily":"Open Sans","bold":true,"width":"90","downward":true,"content":"attendee_name","align":"center"},
		{"type":"barcodearea","left":"70.00","bottom":"5.00","size":"25.00","content":"secret"},
		{"type":"textarea","left":"5","bottom":"40","fontsize":"8","width":"90","content":"other","text":"At {event_location} {nonsense}"},
		{"type":"poweredby","left":"1","bottom":"1","size":"9"}]}`))
	for _, want := range []string{`size = ["100mm", "50mm"]`, `at = ["5mm", "30mm"]`, `red = "#ff0000"`, `at = ["70mm", "20mm"]`, `size = ["25mm", "25mm"]`,
		`text = "At {{event.place}} {{nonsense}}"`} {
		if !strings.Contains(string(d.Template), want) {
			t.Errorf("the template lacks %s:\n%s", want, d.Template)
		}
	}
	if !strings.Contains(said, `left out: 1 part of the type "poweredby"`) || d.Kind != paper.Badge {
		t.Errorf("a %s:\n%s", d.Kind, said)
	}
}

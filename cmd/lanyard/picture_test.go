package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"lanyard/fonts"
	"lanyard/internal/base/cos"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/bitmap"
	"lanyard/internal/paper/deflate"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/paper/readback"
	"lanyard/internal/paper/xref"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
)

// The colours of the picture that overlay lays over a name: no design has them.
var ground, letters = geom.Colour{V: [4]uint8{255, 230, 0}}, geom.Colour{V: [4]uint8{200, 30, 40}}

// overlay IN.pdf OUT.pdf NAME lays a picture of another name over the middle of the first page of a file that we made,
// and writes it in our own form: its text stays as it was.
func overlay(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "IN OUT NAME")
	rewrite(ts, args[0], args[1], func(w *xref.Writer, p firstPage) {
		img, err := bitmap.New(pictureOf(ts, args[2]))
		ts.Check(err)
		all, _ := p.resources["XObject"].(cos.Dict)
		if all == nil {
			all = cos.Dict{}
		}
		all["Over"] = cos.Ref(img.Write(w))
		p.resources["XObject"] = all
		*p.operators = fmt.Appendf(*p.operators, "q %f 0 0 %f %f %f cm /Over Do Q\n", p.width*0.7, p.height*0.25, p.width*0.15,
			p.height*0.45)
	})
}

// firstPage is the first page of a file that is rewritten. Operators and resources may be changed.
type firstPage struct {
	*cos.File
	width, height float64 // points
	resources     cos.Dict
	operators     *[]byte
}

// rewrite writes a file that we made again in our own form, with its first page changed. The objects that change adds
// come behind the others.
func rewrite(ts *testscript.TestScript, in, out string, change func(*xref.Writer, firstPage)) {
	f, err := readback.Open(context.Background(), []byte(ts.ReadFile(in)), 8<<20, 64<<20)
	ts.Check(err)
	size, _ := cos.Int(f.Trailer["Size"])
	p := firstPage{File: f}
	var content, resources cos.Ref
	for n := 1; n < size; n++ {
		v, err := f.Object(n)
		ts.Check(err)
		if d, ok := v.(cos.Dict); ok && d["Type"] == cos.Name("Page") && content == 0 {
			content, resources = d["Contents"].(cos.Ref), d["Resources"].(cos.Ref)
			box := d["MediaBox"].(cos.Array)
			p.width, _ = cos.Float(box[2])
			p.height, _ = cos.Float(box[3])
		}
	}
	v, err := f.Get(resources)
	ts.Check(err)
	p.resources = v.(cos.Dict)
	v, err = f.Get(content)
	ts.Check(err)
	operators, err := f.Decode(v.(*cos.Stream))
	ts.Check(err)
	operators = bytes.Clone(operators)
	p.operators = &operators
	var b bytes.Buffer
	w := xref.NewWriter(&b)
	for range size - 1 {
		w.Next()
	}
	change(w, p)
	for n := 1; n < size; n++ {
		v, err := f.Object(n)
		ts.Check(err)
		s, isStream := v.(*cos.Stream)
		switch {
		case isStream && (s.Dict["Type"] == cos.Name("ObjStm") || s.Dict["Type"] == cos.Name("XRef")):
			w.Write(n, []byte("null"), nil)
			continue
		case cos.Ref(n) == content:
			s = &cos.Stream{Dict: cos.Dict{"Filter": cos.Name("FlateDecode")}, Raw: deflate.Bytes(operators)}
			s.Dict["Length"] = cos.Number(fmt.Sprint(len(s.Raw)))
			v = s
		}
		value := cos.Append(nil, v, func(r cos.Ref) int { return int(r) })
		if isStream {
			w.Write(n, value, s.Raw)
		} else {
			w.Write(n, value, nil)
		}
	}
	ts.Check(w.Close(int(f.Trailer["Root"].(cos.Ref)), int(f.Trailer["Info"].(cos.Ref))))
	ts.Check(os.WriteFile(ts.MkAbs(out), b.Bytes(), 0o600))
}

// retype IN.pdf OUT.pdf TEXT exchanges two neighbouring letters of a text on the first page of a file that we made, in
// its operators, and writes it in our own form: everything else stays as it was. "@FILE" is the text in a file.
func retype(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "IN OUT TEXT")
	letters := args[2]
	if file, ok := strings.CutPrefix(letters, "@"); ok {
		letters = ts.ReadFile(file)
	}
	rewrite(ts, args[0], args[1], func(_ *xref.Writer, p firstPage) {
		fonts, err := p.Get(p.resources["Font"])
		ts.Check(err)
		known := map[cos.Name]map[string]string{}
		for name, v := range fonts.(cos.Dict) {
			known[name] = lettersOf(ts, p.File, v)
		}
		values := 1 << 20
		parser := cos.NewParser(*p.operators, 0, &values)
		var codes map[string]string
		var operands []cos.Value
		var from []int
		for parser.More() {
			at := parser.At()
			v, err := parser.Value()
			ts.Check(err)
			switch v {
			case cos.Keyword("BI"):
				_, end, ok := readback.StencilAt(*p.operators, parser.At())
				if !ok {
					ts.Fatalf("a picture within the operators that is no code")
				}
				parser = cos.NewParser(*p.operators, end, &values)
			case cos.Keyword("Tf"):
				codes = known[operands[0].(cos.Name)]
			case cos.Keyword("TJ"):
				if a, ok := exchanged(operands[0].(cos.Array), codes, letters); ok {
					b := cos.Append(bytes.Clone((*p.operators)[:from[0]]), a, nil)
					*p.operators = append(b, (*p.operators)[at:]...)
					return
				}
			}
			if _, operator := v.(cos.Keyword); operator {
				operands, from = nil, nil
			} else {
				operands, from = append(operands, v), append(from, at)
			}
		}
		ts.Fatalf("no text of the page is %q", letters)
	})
}

// lettersOf returns the text of each code of a font.
func lettersOf(ts *testscript.TestScript, f *cos.File, v cos.Value) map[string]string {
	v, err := f.Get(v)
	ts.Check(err)
	v, err = f.Get(v.(cos.Dict)["ToUnicode"])
	ts.Check(err)
	cmap, err := f.Decode(v.(*cos.Stream))
	ts.Check(err)
	all := map[string]string{}
	for line := range strings.Lines(string(cmap)) {
		code, text, ok := strings.Cut(strings.Trim(line, "<>\n"), "><")
		raw, bad := cos.Unhex([]byte(code))
		letters, bad2 := cos.Unhex([]byte(text))
		if ok && len(raw) == 2 && bad == nil && bad2 == nil {
			all[string(raw)] = cos.UTF16(string(letters))
		}
	}
	return all
}

// exchanged returns the operand of a TJ with two neighbouring letters of a text in it exchanged; false without that
// text.
func exchanged(a cos.Array, codes map[string]string, text string) (cos.Array, bool) {
	var shown, letters []string // code by code
	for _, v := range a {
		raw, _ := v.(cos.String)
		for i := 0; i+1 < len(raw); i += 2 {
			shown = append(shown, string(raw[i:i+2]))
			letters = append(letters, codes[string(raw[i:i+2])])
		}
	}
	at := strings.Index(strings.Join(letters, ""), text)
	for i := range letters {
		before := len(strings.Join(letters[:i], ""))
		if at < 0 || before < at || i+1 == len(letters) || before+len(letters[i])+len(letters[i+1]) > at+len(text) ||
			letters[i] == letters[i+1] || strings.ContainsAny(letters[i]+letters[i+1], " –,-") {
			continue
		}
		shown[i], shown[i+1] = shown[i+1], shown[i]
		return cos.Array{cos.String(strings.Join(shown, ""))}, true
	}
	return nil, false
}

// pictureOf returns a PNG of a name.
func pictureOf(ts *testscript.TestScript, name string) *page.Image {
	p := &page.Page{Size: geom.Size{W: geom.MM(100), H: geom.MM(25)}}
	p.Items = append(p.Items, &page.Path{Outline: geom.Box(p.Size.At(geom.Position{})), Fill: &page.Paint{Colour: ground}})
	block, err := text.NewShaper(font.NewLibrary(fonts.FS)).Fit(text.Paragraph{Text: name}, p.Size,
		text.Limits{Max: 30 * geom.Point, Align: text.Centre, Valign: text.Middle})
	ts.Check(err)
	for _, run := range block.Lines[0].Runs {
		p.Items = append(p.Items, &page.Glyphs{At: geom.Position{X: run.X, Y: block.Lines[0].Baseline}, Run: run.Run,
			Size: run.Size, Colour: letters})
	}
	m, err := raster.New().Draw(p, 150, raster.Trim)
	ts.Check(err)
	var b bytes.Buffer
	ts.Check(png.Encode(&b, m))
	img, _, err := page.DecodeImage(b.Bytes())
	ts.Check(err)
	return img
}

// overlaid FILE.png checks that what overlay laid over a page is seen in a picture, and nothing of what was there.
// "! overlaid" checks that it is not.
func overlaid(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 1, "FILE.png")
	m, err := png.Decode(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	near := func(c color.Color, to geom.Colour) bool {
		r, g, b, _ := c.RGBA()
		for i, v := range [...]uint32{r, g, b} {
			if d := int(v>>8) - int(to.V[i]); d < -12 || d > 12 {
				return false
			}
		}
		return true
	}
	var box image.Rectangle
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if near(m.At(x, y), ground) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if neg {
		if !box.Empty() {
			ts.Fatalf("%s has the colour of the overlaid picture in %v", args[0], box)
		}
		return
	}
	if box.Dx() < 200 || box.Dy() < 50 {
		ts.Fatalf("the overlaid picture is not in %s: %v", args[0], box)
	}
	inside, written := box.Inset(3), 0
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		for x := inside.Min.X; x < inside.Max.X; x++ {
			r, _, b, _ := m.At(x, y).RGBA()
			if r>>8 < 150 || b>>8 > 80 {
				ts.Fatalf("%s shows at %d, %d what the picture covers", args[0], x, y)
			}
			if near(m.At(x, y), letters) {
				written++
			}
		}
	}
	if written < 50 {
		ts.Fatalf("the name in the overlaid picture is not in %s", args[0])
	}
}

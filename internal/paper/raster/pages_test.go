package raster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/svg"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/typography/text"
	"lanyard/templates"
)

// The pages that the tests draw, and their contents.
var pages = []struct {
	name string
	dpi  float64
	make func(t testing.TB) *page.Page
}{
	{"rules", 100, fillRules},
	{"strokes", 100, strokes},
	{"pens", 100, pens},
	{"gradients", 72, gradients},
	{"colours", 72, colours},
	{"drawings", 100, drawings},
	{"inks", 72, inks},
	{"opacity", 72, opacities},
	{"pictures", 100, pictures},
	{"groups", 100, groups},
	{"letters", 100, letters},
	{"scripts", 100, scripts},
	{"symbol", 100, symbol},
	{"badge", 100, func(t testing.TB) *page.Page { return person(t, testTemplate(t, "badge.toml"), 0, "") }},
	{"certificate", 72, func(t testing.TB) *page.Page { return person(t, testTemplate(t, "certificate.toml"), 1, "") }},
}

var library = sync.OnceValue(func() *font.Library { return font.NewLibrary(os.DirFS("../../../fonts")) })

func mm(x, y, w, h float64) geom.Rect {
	return geom.Rect{X: geom.MM(x), Y: geom.MM(y), W: geom.MM(w), H: geom.MM(h)}
}

func at(x, y float64) geom.Position { return geom.Position{X: geom.MM(x), Y: geom.MM(y)} }

func rgb(r, g, b uint8) geom.Colour { return geom.Colour{V: [4]uint8{r, g, b}} }

var navy, gold, red = rgb(0x14, 0x26, 0x3b), rgb(0xa9, 0x84, 0x3b), rgb(200, 30, 40)

func fill(c geom.Colour) *page.Paint { return &page.Paint{Colour: c} }

func sized(w, h float64, items ...page.Item) *page.Page {
	return &page.Page{Size: geom.Size{W: geom.MM(w), H: geom.MM(h)}, Lang: "en", Items: items}
}

// lines returns a contour through points given in millimetres.
func lines(closed bool, xy ...float64) geom.Path {
	var p geom.Path
	for i := 0; i < len(xy); i += 2 {
		if i == 0 {
			p.Move(geom.MM(xy[0]), geom.MM(xy[1]))
		} else {
			p.Line(geom.MM(xy[i]), geom.MM(xy[i+1]))
		}
	}
	if closed {
		p.Close()
	}
	return p
}

// fillRules shows a star, two boxes with equal winding and two with opposite winding, each by both rules: the holes
// differ.
func fillRules(testing.TB) *page.Page {
	star := lines(true, 10, 1, 15.3, 17.3, 1.4, 7.2, 18.6, 7.2, 4.7, 17.3)
	same := append(geom.Box(mm(22, 2, 12, 12)), geom.Box(mm(25, 5, 12, 12))...)
	against := append(geom.Box(mm(40, 2, 12, 12)), lines(true, 43, 5, 43, 17, 55, 17, 55, 5)...)
	ring := append(geom.Ellipse(mm(58, 2, 16, 16)), geom.Ellipse(mm(62, 6, 8, 8))...)
	pg := sized(76, 40)
	for i, evenOdd := range []bool{false, true} {
		for _, o := range []geom.Path{star, same, against, ring} {
			pg.Items = append(pg.Items, &page.Path{Outline: o.Moved(at(0, float64(i)*20)), EvenOdd: evenOdd,
				Fill: fill(navy)})
		}
	}
	return pg
}

// strokes shows corners below and above the miter limit, closed and open lines, dashes, curves and a hairline.
func strokes(testing.TB) *page.Page {
	pen := func(width float64, dash ...geom.Length) *page.Stroke {
		return &page.Stroke{Width: geom.Pt(width), Colour: navy, Dash: dash}
	}
	var wave geom.Path
	wave.Move(geom.MM(4), geom.MM(32))
	wave.Curve(at(14, 20), at(20, 44), at(30, 32))
	return sized(80, 40,
		&page.Path{Outline: lines(false, 4, 14, 10, 4, 16, 14), Stroke: pen(5)},
		&page.Path{Outline: lines(true, 20, 14, 26, 4, 32, 14), Stroke: pen(3)},
		&page.Path{Outline: lines(false, 36, 4, 52, 5, 36, 5.6), Stroke: pen(2)},
		&page.Path{Outline: lines(false, 40, 14, 56, 9, 40, 11.5), Stroke: pen(1.5)},
		&page.Path{Outline: geom.Box(mm(60, 3, 16, 12)), Fill: fill(rgb(233, 223, 201)),
			Stroke: pen(1, geom.MM(2), geom.MM(1))},
		&page.Path{Outline: wave, Stroke: pen(4)},
		&page.Path{Outline: wave.Moved(at(0, 6)), Stroke: pen(1, geom.MM(0.5))},
		&page.Path{Outline: geom.Ellipse(mm(36, 20, 16, 16)),
			Stroke: pen(2.5, geom.MM(3), geom.MM(1), geom.MM(0.6), geom.MM(1))},
		&page.Path{Outline: lines(false, 56, 20, 76, 20.8), Stroke: pen(0.1)},
		&page.Path{Outline: geom.RoundedBox(mm(57, 24, 18, 12), geom.MM(4)), Stroke: pen(0.75)},
	)
}

// pens shows every cap with every join, dots, a dash pattern with an offset, and a pen that is not round.
func pens(testing.TB) *page.Page {
	pg := sized(90, 40)
	for i := range 9 {
		x, y := float64(9*i), 0.0
		pg.Items = append(pg.Items, &page.Path{Outline: lines(false, x+3, y+4, x+8, y+4, x+5, y+13),
			Stroke: &page.Stroke{Width: geom.MM(2), Colour: navy, Cap: page.Cap(i % 3), Join: page.Join(i / 3)}})
	}
	pen := page.Stroke{Width: geom.MM(2), Colour: gold, Cap: page.RoundCap, Dash: []geom.Length{0, geom.MM(3)}}
	long := pen
	long.Dash, long.Phase = []geom.Length{geom.MM(6), geom.MM(4)}, geom.MM(4)
	sharp := page.Stroke{Width: geom.MM(1), Colour: red, Miter: 3}
	nib := page.Stroke{Width: geom.MM(2), Colour: navy, Cap: page.RoundCap, Join: page.RoundJoin,
		Nib: &geom.Matrix{A: 1.4, B: 0.5, C: -0.2, D: 0.4}}
	pg.Items = append(pg.Items,
		&page.Path{Outline: lines(false, 4, 18, 40, 18), Stroke: &pen},
		&page.Path{Outline: lines(false, 50, 18, 86, 18), Stroke: &long},
		&page.Path{Outline: lines(false, 4, 24, 14, 24, 6, 28, 14, 26), Stroke: &sharp},
		&page.Path{Outline: lines(true, 5, 35), Stroke: &page.Stroke{Width: geom.MM(4), Colour: red,
			Cap: page.SquareCap}},
		&page.Path{Outline: geom.Ellipse(mm(20, 24, 24, 12)), Stroke: &nib},
		&page.Path{Outline: lines(false, 52, 25, 70, 25, 56, 36), Fill: fill(gold), Stroke: &nib},
		&page.Path{Outline: geom.Box(mm(74, 26, 10, 9)),
			Stroke: &page.Stroke{Width: geom.MM(1), Colour: navy, Nib: nib.Nib,
				Dash: []geom.Length{geom.MM(3), geom.MM(2)}}},
	)
	return pg
}

// colours shows gradients: with several colours, with two stops at the same position, radial and slanted.
func colours(testing.TB) *page.Page {
	to := rgb(0xf4, 0xee, 0xdd)
	stops := []page.Stop{{Part: 0.2, Colour: red}, {Part: 0.5, Colour: gold}, {Part: 0.5, Colour: navy}}
	linear := page.Paint{Colour: navy, To: &to, Stops: stops, From: at(4, 4), Until: at(40, 4)}
	slant := page.Paint{Colour: gold, To: &to, Stops: []page.Stop{{Part: 0, Colour: navy}, {Part: 1, Colour: red}},
		From: at(50, 6), Until: at(80, 16)}
	radial := page.Paint{Colour: to, To: &navy, Circle: &geom.Matrix{A: 36e4, D: 36e4, E: 54e4, F: 108e4}}
	oval := page.Paint{Colour: red, To: &navy, Stops: stops[1:],
		Circle: &geom.Matrix{A: 50e4, B: 10e4, C: -8e4, D: 22e4, E: 216e4, F: 108e4}}
	return sized(90, 44,
		&page.Path{Outline: geom.Box(mm(2, 2, 40, 14)), Fill: &linear},
		&page.Path{Outline: geom.Box(mm(46, 2, 40, 14)), Fill: &slant},
		&page.Path{Outline: geom.Ellipse(mm(3, 20, 24, 20)), Fill: &radial},
		&page.Path{Outline: geom.RoundedBox(mm(40, 20, 40, 20), geom.MM(3)), Fill: &oval, Opacity: 0.8},
	)
}

// drawings shows vector pictures: whole, clipped to a circle, turned, and stretched.
func drawings(t testing.TB) *page.Page {
	return sized(90, 66,
		&page.Picture{Box: mm(2, 2, 40, 25), Image: drawing(t, "inkscape")},
		&page.Picture{Box: mm(46, 2, 42, 28), Image: drawing(t, "illustrator"), Clip: geom.Ellipse(mm(50, 2, 34, 28))},
		&page.Group{At: at(6, 34), Turn: 10, Items: []page.Item{&page.Picture{Box: mm(0, -4, 36, 24),
			Image: drawing(t, "figma")}}},
		&page.Picture{Box: mm(46, 34, 42, 14), Image: drawing(t, "flag")},
		&page.Picture{Box: mm(46, 50, 20, 15), Image: drawing(t, "traced")},
		&page.Picture{Box: mm(68, 50, 20, 13.33), Image: drawing(t, "lines")},
	)
}

func drawing(t testing.TB, name string) *page.Image {
	t.Helper()
	data, err := os.ReadFile("../svg/testdata/real/" + name + ".svg")
	if err != nil {
		t.Fatal(err)
	}
	p, err := svg.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return &page.Image{Name: name, Format: "svg", Size: p.Size, Items: p.Items}
}

// gradients shows a gradient along each side, a diagonal one, one that ends before its outline does, and one in a
// turned group.
func gradients(testing.TB) *page.Page {
	blend := func(r geom.Rect, from, until geom.Position) *page.Path {
		return &page.Path{Outline: geom.RoundedBox(r, geom.MM(3)),
			Fill: &page.Paint{Colour: navy, To: &gold, From: from, Until: until}}
	}
	return sized(80, 40,
		blend(mm(2, 2, 22, 16), at(2, 2), at(24, 2)),
		blend(mm(28, 2, 22, 16), at(28, 2), at(28, 18)),
		blend(mm(54, 2, 22, 16), at(54, 2), at(76, 18)),
		blend(mm(2, 22, 22, 16), at(9, 22), at(17, 22)),
		&page.Group{At: at(46, 22), Turn: 35, Items: []page.Item{blend(mm(0, 0, 14, 10), at(0, 0), at(14, 0))}},
		&page.Path{Outline: geom.Ellipse(mm(58, 22, 16, 16)), Opacity: 0.4,
			Fill: &page.Paint{Colour: red, To: &gold, From: at(58, 22), Until: at(58, 38)}},
	)
}

// inks shows process colours and named inks.
func inks(testing.TB) *page.Page {
	pg := sized(66, 24)
	for i, v := range [][4]uint8{{100, 0, 0, 0}, {0, 100, 0, 0}, {0, 0, 100, 0}, {0, 0, 0, 100}, {100, 60, 0, 20},
		{0, 30, 70, 30}} {
		x := float64(2 + i*11)
		pg.Items = append(pg.Items,
			&page.Path{Outline: geom.Box(mm(x, 2, 9, 9)), Fill: fill(geom.Colour{Space: geom.CMYK, V: v})},
			&page.Path{Outline: geom.Box(mm(x, 13, 9, 9)),
				Fill: fill(geom.Colour{Space: geom.Spot, Name: "Ink " + string(rune('A'+i)), V: v, Tint: 40})})
	}
	return pg
}

// opacities shows overlapping translucent areas.
func opacities(testing.TB) *page.Page {
	return sized(60, 24,
		&page.Path{Outline: geom.Box(mm(0, 8, 60, 6)), Fill: fill(navy)},
		&page.Path{Outline: geom.Ellipse(mm(4, 3, 16, 16)), Fill: fill(red), Opacity: 0.5},
		&page.Path{Outline: geom.Ellipse(mm(14, 3, 16, 16)), Fill: fill(gold), Opacity: 0.5},
		&page.Path{Outline: geom.Ellipse(mm(36, 3, 16, 16)), Stroke: &page.Stroke{Width: geom.MM(2), Colour: gold},
			Opacity: 0.7},
	)
}

// photo returns a picture with rings, which make shifts and blur visible.
func photo(t testing.TB, w, h int, format string) *page.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dx, dy := x-w/3, y-h/2
			c := color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), 120, 255}
			if (dx*dx+dy*dy)*16/(w*h)%2 == 1 {
				c = color.NRGBA{250, 240, 220, 255}
			}
			if format == "png" && x > w*2/3 {
				c.A = uint8(255 * (w - x) * 3 / w)
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	var err error
	if format == "png" {
		err = png.Encode(&b, m)
	} else {
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return &page.Image{Name: format, Format: format, Data: b.Bytes(), Width: w, Height: h}
}

// pictures shows pictures scaled down and up, clipped, translucent and turned.
func pictures(t testing.TB) *page.Page {
	small, large := photo(t, 40, 30, "png"), photo(t, 400, 300, "jpeg")
	return sized(84, 44,
		&page.Path{Outline: geom.Box(mm(0, 8, 84, 4)), Fill: fill(navy)},
		&page.Picture{Box: mm(2, 2, 24, 18), Image: small},
		&page.Picture{Box: mm(30, 2, 24, 18), Image: large},
		&page.Picture{Box: mm(58, 2, 24, 18), Image: large, Clip: geom.Ellipse(mm(62, 3, 16, 16))},
		&page.Group{At: at(14, 24), Turn: 20, Items: []page.Item{&page.Picture{Box: mm(0, 0, 20, 15), Image: large}}},
		&page.Group{At: at(50, 23), Turn: 90, Items: []page.Item{&page.Picture{Box: mm(0, 0, 20, 15), Image: large}}},
		&page.Group{At: at(80, 40), Turn: 180, Items: []page.Item{&page.Picture{Box: mm(0, 0, 20, 15), Image: small}}},
	)
}

// groups shows nested groups that are moved, turned and clipped.
func groups(testing.TB) *page.Page {
	bars := []page.Item{}
	for i := range 8 {
		bars = append(bars, &page.Path{Outline: geom.Box(mm(float64(3*i), 0, 1.5, 24)), Fill: fill(navy)})
	}
	return sized(90, 34,
		&page.Group{At: at(3, 3), Items: bars},
		&page.Group{At: at(44, 2), Turn: 30, Items: bars[:4]},
		&page.Group{At: at(32, 4), Clip: geom.Ellipse(mm(20, 2, 20, 20)), Items: []page.Item{
			&page.Path{Outline: geom.Box(mm(0, 0, 60, 40)), Fill: fill(gold)},
			&page.Group{At: at(30, 12), Turn: 45, Clip: geom.Box(mm(-6, -6, 12, 12)), Items: []page.Item{
				&page.Path{Outline: geom.Box(mm(-20, -20, 40, 40)), Fill: fill(red)},
				&page.Group{Clip: geom.Box(mm(0, 0, 30, 30)),
					Items: []page.Item{&page.Group{Turn: -45, At: at(-12, -12), Items: bars}}},
			}},
			&page.Path{Outline: geom.Box(mm(0, 20, 60, 1)), Fill: fill(navy)},
		}},
		&page.Group{At: at(80, 30), Turn: 180, Clip: geom.Box(mm(0, 0, 7.3, 7.3)), Items: bars},
	)
}

// set returns the runs of one line of text, its baseline at (x, y).
func set(t testing.TB, words, lang string, style font.Style, size, x, y float64) []page.Item {
	t.Helper()
	block, err := text.NewShaper(library()).Fit(text.Paragraph{Text: words, Lang: lang, Style: style},
		geom.Size{W: geom.MM(200), H: geom.MM(40)}, text.Limits{Max: geom.Pt(size), Min: geom.Pt(size), Lines: 1,
			Align: text.Left})
	if err != nil {
		t.Fatal(err)
	}
	var items []page.Item
	for _, r := range block.Lines[0].Runs {
		items = append(items, &page.Glyphs{At: geom.Position{X: geom.MM(x) + r.X, Y: geom.MM(y)}, Run: r.Run,
			Size: block.Size, Colour: navy})
	}
	return items
}

// letters shows Latin text at several sizes, tracked and turned.
func letters(t testing.TB) *page.Page {
	pg := sized(90, 40)
	pg.Items = append(pg.Items, set(t, "Bjørg Ødegårdstrøm", "nb", font.Style{Bold: true}, 20, 4, 9)...)
	pg.Items = append(pg.Items, set(t, "Ștefan-Cătălin Țepeș, waffle & office", "ro", font.Style{}, 9, 4, 15)...)
	pg.Items = append(pg.Items, set(t, "The quick brown fox jumps over the lazy dog", "en", font.Style{Family: "serif"},
		6, 4, 19)...)
	for _, it := range set(t, "TRACKED", "en", font.Style{}, 9, 4, 25) {
		g := *it.(*page.Glyphs)
		g.Tracking = geom.Pt(3)
		pg.Items = append(pg.Items, &g)
	}
	pg.Items = append(pg.Items,
		&page.Group{At: at(70, 36), Turn: -30, Items: set(t, "turned", "en", font.Style{}, 14, 0, 0)},
		&page.Group{At: at(66, 24), Turn: 90, Items: set(t, "ninety", "en", font.Style{}, 9, 0, 0)})
	return pg
}

// scripts shows a name in each of several scripts.
func scripts(t testing.TB) *page.Page {
	pg := sized(90, 60)
	for i, n := range []struct{ name, lang string }{
		{"کیومرث دشتبان‌پور", "fa"}, {"رائے عدنان بھروانہ", "ur"}, {"ธัญญ์นรินทร์ ปิ่นทองคำ", "th"},
		{"髙田 千登勢", "ja"}, {"श्रीमती क्षमा", "hi"}, {"김서연 · Ελένη · Юлия", "ko"},
	} {
		pg.Items = append(pg.Items, set(t, n.name, n.lang, font.Style{}, 15, 4, float64(9+9*i))...)
	}
	return pg
}

// symbol shows adjacent modules of 1 mm as a single outline, on whole pixels at four times 25.4 dpi.
func symbol(testing.TB) *page.Page {
	var p geom.Path
	seed := uint32(7)
	for y := range 25 {
		for x := range 25 {
			if seed = seed*1664525 + 1013904223; seed>>31 == 1 {
				p = append(p, geom.Box(mm(float64(4+x), float64(4+y), 1, 1))...)
			}
		}
	}
	return sized(33, 33, &page.Path{Outline: p, EvenOdd: true, Fill: fill(rgb(0, 0, 0))})
}

// builtIn reads a built-in template.
func builtIn(t testing.TB, name string) *template.Template {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, path.Join(name, "template.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, name, data)
}

// builtIns returns the names of all built-in templates.
func builtIns(t testing.TB) (names []string) {
	t.Helper()
	found, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(found) < 10 {
		t.Fatalf("there are only %d templates (%v)", len(found), err)
	}
	for _, file := range found {
		names = append(names, path.Dir(file))
	}
	return names
}

// testTemplate reads a template from testdata, so that pixels stay the same when the built-in designs change.
func testTemplate(t testing.TB, name string) *template.Template {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, name, data)
}

func parse(t testing.TB, name string, data []byte) *template.Template {
	t.Helper()
	tmpl, problems := blueprint.Parse(name, data, blueprint.Setting{Signatories: 2})
	if tmpl == nil || problems.Err() != nil {
		t.Fatal(problems)
	}
	return tmpl
}

// people are invented attendees.
var people = []struct{ name, local, lang string }{
	{"Kioumars Dashtbanpour", "کیومرث دشتبان‌پور", "fa"},
	{"Lailma Faizyar", "لیلما فیض‌یار", "fa"},
	{"Thannarin Pinthongkham", "ธัญญ์นรินทร์ ปิ่นทองคำ", "th"},
	{"Chitose Takada", "髙田 千登勢", "ja"},
	{"Piergiorgio Canè", "", "it"},
	{"Rai Adnan Bharwana", "رائے عدنان بھروانہ", "ur"},
	{"Bjørg Ødegårdstrøm", "", "nb"},
	{"Anca Brândușescu", "", "ro"},
}

// nobody has no pictures of any kind, not even photos.
type nobody struct{}

func (nobody) Named(string) *page.Image { return nil }

func (nobody) Background(*template.Template) *page.Picture { return nil }

func (nobody) File(string) (*page.Image, error) { return nil, nil }

// payload is as long as a verification address with its token.
var payload = "https://verify.example.org/#" + strings.Repeat("0123456789", 60)

// person lays out a template for attendee i. Without a payload there is no QR code, whose pixels depend on the encoder.
func person(t testing.TB, tmpl *template.Template, i int, payload string) *page.Page {
	t.Helper()
	p := people[i%len(people)]
	f := layout.Fields{
		"name": {Text: p.name}, "name_local": {Text: p.local,
			Lang: p.lang}, "organisation": {Text: "Institute of Examples"}, "country": {Text: "Iran"},
		"affiliation": {Text: "Institute of Examples, Iran"}, "role": {Text: "speaker"},
		"role.colour": {Text: "#7a1f3d"}, "number": {Text: "7K3M-9QFX-XY2Z-90AB"},
		"verify.host": {Text: "verify.example.org"}, "verify.numbers": {Text: "yes"}, layout.VerifyURL: {Text: payload},
		"sessions": {Text: "Opening; Deep and dark web; Closing", Lang: "en"},
	}
	for name, texts := range map[string][2]string{
		"event.title": {"Tehran Meeting on Preventing and Combating Cybercrime",
			"نشست تهران در پیشگیری و مبارزه با جرایم سایبری"},
		"event.dates": {"26–27 July 2017", "۴–۵ مرداد ۱۳۹۶"}, "event.dates_and_place": {"26–27 July 2017 · Tehran",
			"۴–۵ مرداد ۱۳۹۶ · تهران"},
		"event.issuer": {"United Nations Office on Drugs and Crime",
			"دفتر مقابله با مواد مخدر و جرم"}, "role.label": {"Speaker", "سخنران"},
		"phrase.certificate_of_participation": {"Certificate of Participation",
			"گواهی شرکت"}, "phrase.this_certifies_that": {"This certifies that", "گواهی می‌شود"},
		"phrase.participated_in": {"participated in", "در این نشست شرکت کرده است"}, "phrase.verify_at": {"Verify at",
			"راستی‌آزمایی"},
		"phrase.sessions_attended": {"Sessions attended", ""}, "signatory.1.name": {"Dr. Shirin Golzar",
			"دکتر شیرین گلزار"},
		"signatory.1.title": {"For the host authorities", "از سوی نهادهای میزبان"},
	} {
		f[name+".main"], f[name+".second"] = layout.Value{Text: texts[0], Lang: "en"}, layout.Value{Text: texts[1],
			Lang: "fa"}
	}
	r := layout.New(library(), nobody{}).Page(tmpl, f)
	for _, fault := range r.Faults {
		t.Fatal(fault.Message)
	}
	return r.Page
}

// tents returns an A4 sheet of folded badges with a blank cell, crop marks, fold marks and outlines.
func tents(t testing.TB) *page.Page {
	t.Helper()
	tmpl := builtIn(t, "badges/folded")
	a4, _ := impose.FindStock("A4")
	plan, err := impose.Grid(impose.Wish{Stock: a4, Page: impose.FoldedSize(tmpl.Size, impose.Tent), Bleed: tmpl.Bleed,
		Options: impose.Options{Crop: true, Outlines: true, Fold: impose.Tent}})
	if err != nil {
		t.Fatal(err)
	}
	var pieces []*page.Page
	for i := range plan.PerSheet() - 1 {
		half := person(t, tmpl, i, payload)
		pieces = append(pieces, impose.Folded(half, half, impose.Tent))
	}
	return plan.Front(pieces)
}

// sheet returns an A4 sheet of eight badges, as printed.
func sheet(t testing.TB) *page.Page {
	t.Helper()
	tmpl := builtIn(t, "badges/bilingual")
	a4 := sized(210, 297)
	for i := range 8 {
		a4.Items = append(a4.Items, &page.Group{
			At: at(float64(15+90*(i%2)), float64(18.5+65*float64(i/2))), Clip: geom.Box(mm(0, 0, 90, 65)),
			Items: person(t, tmpl, i, payload).Items,
		})
	}
	return a4
}

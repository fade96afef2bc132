package layout

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/template"
)

// specimens makes one box of every type, small enough to change in any of its keys.
func specimens(t *testing.T) map[string]func() template.Box {
	phrase := phraser(t)
	ink := template.Ink{Set: true}
	at := template.Frame{Name: "box", At: geom.Position{X: geom.MM(10), Y: geom.MM(10)},
		Size: geom.Size{W: geom.MM(60), H: geom.MM(30)}}
	style := template.Style{Size: 12 * geom.Point, Min: 6 * geom.Point, Lines: 2, Ink: ink}
	words := func(text string, y float64) template.Box {
		f := at
		f.Name, f.At, f.Size.H = text, geom.Position{Y: geom.MM(y)}, geom.MM(8)
		return &template.Text{Frame: f, Text: phrase(text), Style: style}
	}
	return map[string]func() template.Box{
		"Text": func() template.Box {
			return &template.Text{Frame: at, Text: phrase("{{name}} <b>bold</b>"), Style: style,
				Spans: map[string]template.Span{"b": {Scale: 1, Ink: ink}}}
		},
		"QR":      func() template.Box { return &template.QR{Frame: at, Payload: phrase("TICKET")} },
		"Barcode": func() template.Box { return &template.Barcode{Frame: at, Payload: phrase("123456")} },
		"Picture": func() template.Box { return &template.Picture{Frame: at, Picture: phrase("seal")} },
		"Shape": func() template.Box {
			return &template.Shape{Frame: at, Shape: template.Rectangle, Fill: ink}
		},
		"Group": func() template.Box {
			return &template.Group{Frame: at, Down: true, Boxes: []template.Box{words("one", 0), words("two", 10)}}
		},
	}
}

// phraser reads phrases with spans.
func phraser(t *testing.T) func(string) expression.Phrase {
	return func(s string) expression.Phrase {
		p, err := expression.ParseText(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

// on makes a change to a box of one type.
func on[B any](change func(b *B)) func(template.Box) {
	return func(b template.Box) { change(b.(any).(*B)) }
}

// change is what a row of keys does to a specimen: prepare is done to both boxes that are compared, to to one.
type change struct{ prepare, to func(template.Box) }

// framed changes what every box has.
func framed(to func(f *template.Frame)) change {
	return change{to: func(b template.Box) { to(template.FrameOf(b)) }}
}

// keys changes each field of each type of box, so that a page must look otherwise.
func keys(t *testing.T) map[string]change {
	phrase := phraser(t)
	text := func(to func(b *template.Text)) change { return change{to: on(to)} }
	style := func(to func(s *template.Style)) change {
		return text(func(b *template.Text) { to(&b.Style) })
	}
	span := func(to func(s *template.Span)) change {
		return text(func(b *template.Text) {
			s := b.Spans["b"]
			to(&s)
			b.Spans = map[string]template.Span{"b": s}
		})
	}
	picture := func(to func(b *template.Picture)) change { return change{to: on(to)} }
	cover := on(func(b *template.Picture) { b.Cover, b.Size = true, geom.Size{W: geom.MM(60), H: geom.MM(60)} })
	shape := func(to func(b *template.Shape)) change { return change{to: on(to)} }
	drawn := func(name string, to func(b *template.Shape)) change {
		return change{on(func(b *template.Shape) {
			b.Shape, b.Band, b.Stroke, b.StrokeWidth = name, geom.MM(4), template.Ink{Set: true}, geom.Point
		}), on(to)}
	}
	group := func(to func(b *template.Group)) change { return change{to: on(to)} }
	red := template.Ink{Set: true, Colour: geom.Colour{V: [4]uint8{255, 0, 0}}}
	long := on(func(b *template.Text) { b.Text = phrase("one two three four five six seven eight nine ten eleven") })
	wrapped := on(func(b *template.Text) { b.Style.Wrap = true; long(b) })
	return map[string]change{
		"At":   framed(func(f *template.Frame) { f.At.X += geom.MM(5) }),
		"Size": framed(func(f *template.Frame) { f.Size = geom.Size{W: geom.MM(4), H: geom.MM(4)} }),
		"When": framed(func(f *template.Frame) { f.When, _ = expression.ParseCondition("not name") }),
		"Turn": framed(func(f *template.Frame) { f.Turn = 30 }),

		"Text.Text": text(func(b *template.Text) { b.Text = phrase("other") }),
		"Text.In": text(func(b *template.Text) {
			b.Text, b.In = nil, []template.Wording{{Lang: "de", Text: phrase("anders")}}
		}),
		"Text.Lang":       text(func(b *template.Text) { b.Lang = phrase("fa") }),
		"Text.Tag":        text(func(b *template.Text) { b.Tag = template.HeadingTag }),
		"Text.Alt":        text(func(b *template.Text) { b.Alt = phrase("read aloud") }),
		"Text.Style.Size": style(func(s *template.Style) { s.Size = 10 * geom.Point }),
		"Text.Style.Min": {on(func(b *template.Text) { b.Style.Lines, b.Size.W = 1, geom.MM(12) }),
			on(func(b *template.Text) { b.Style.Min = 12 * geom.Point })},
		"Text.Style.Break": {long, on(func(b *template.Text) { b.Style.Break = 11 * geom.Point })},
		"Text.Style.Wrap": {on(func(b *template.Text) { b.Style.Break = 7 * geom.Point; long(b) }),
			on(func(b *template.Text) { b.Style.Wrap = true })},
		"Text.Style.Lines":    {wrapped, on(func(b *template.Text) { b.Style.Lines = 1 })},
		"Text.Style.Leading":  {wrapped, on(func(b *template.Text) { b.Style.Leading = 2 })},
		"Text.Style.Family":   style(func(s *template.Style) { s.Family = "Noto Serif" }),
		"Text.Style.Bold":     style(func(s *template.Style) { s.Bold = true }),
		"Text.Style.Ink":      style(func(s *template.Style) { s.Ink = red }),
		"Text.Style.Align":    style(func(s *template.Style) { s.Align = template.AlignRight }),
		"Text.Style.Valign":   style(func(s *template.Style) { s.Valign = template.Bottom }),
		"Text.Style.Tracking": style(func(s *template.Style) { s.Tracking = geom.Point }),
		"Text.Spans.Family":   span(func(s *template.Span) { s.Family = "Noto Serif" }),
		"Text.Spans.Bold":     span(func(s *template.Span) { s.Bold = true }),
		"Text.Spans.Ink":      span(func(s *template.Span) { s.Ink = red }),
		"Text.Spans.Scale":    span(func(s *template.Span) { s.Scale = 0.5 }),

		"QR.Payload":      {to: on(func(b *template.QR) { b.Payload = phrase("OTHER") })},
		"QR.Module":       {to: on(func(b *template.QR) { b.Module = geom.MM(5) })},
		"QR.Colour":       {to: on(func(b *template.QR) { b.Colour = red })},
		"QR.Alt":          {to: on(func(b *template.QR) { b.Alt = phrase("read aloud") })},
		"Barcode.Payload": {to: on(func(b *template.Barcode) { b.Payload = phrase("654321") })},
		"Barcode.Colour":  {to: on(func(b *template.Barcode) { b.Colour = red })},
		"Barcode.Alt":     {to: on(func(b *template.Barcode) { b.Alt = phrase("read aloud") })},

		"Picture.Picture": picture(func(b *template.Picture) { b.Picture = phrase("none") }),
		"Picture.File":    picture(func(b *template.Picture) { b.Picture, b.File = nil, phrase("broken.jpg") }),
		"Picture.Missing": {on(func(b *template.Picture) { b.Picture, b.File = nil, phrase("photos/2.jpg") }),
			on(func(b *template.Picture) { b.Missing = template.Nothing })},
		"Picture.Alt":   picture(func(b *template.Picture) { b.Alt = phrase("read aloud") }),
		"Picture.Cover": picture(func(b *template.Picture) { b.Cover, b.Size.H = true, geom.MM(60) }),
		"Picture.Align": {cover, on(func(b *template.Picture) { b.Align = template.AlignRight })},
		"Picture.Valign": {on(func(b *template.Picture) { b.Size.H = geom.MM(60) }),
			on(func(b *template.Picture) { b.Valign = template.Bottom })},
		"Picture.Radius": picture(func(b *template.Picture) { b.Radius = geom.MM(2) }),

		"Shape.Shape":  shape(func(b *template.Shape) { b.Shape = template.Ellipse }),
		"Shape.Radius": shape(func(b *template.Shape) { b.Radius = geom.MM(2) }),
		"Shape.Outline": drawn(template.Outline, func(b *template.Shape) {
			b.Outline.Move(0, 0)
			b.Outline.Line(geom.MM(3), geom.MM(4))
		}),
		"Shape.Fill":   shape(func(b *template.Shape) { b.Fill = red }),
		"Shape.FillTo": shape(func(b *template.Shape) { b.FillTo = red }),
		"Shape.Stroke": {on(func(b *template.Shape) { b.StrokeWidth = geom.Point }),
			on(func(b *template.Shape) { b.Stroke = red })},
		"Shape.StrokeWidth": {on(func(b *template.Shape) { b.Stroke = red }),
			on(func(b *template.Shape) { b.StrokeWidth = geom.Point })},
		"Shape.Opacity": shape(func(b *template.Shape) { b.Opacity = 0.5 }),
		"Shape.Band":    drawn(template.Guilloche, func(b *template.Shape) { b.Band = geom.MM(6) }),
		"Shape.Corner":  drawn(template.Guilloche, func(b *template.Shape) { b.Corner = geom.MM(3) }),
		"Shape.Seed":    drawn(template.Guilloche, func(b *template.Shape) { b.Seed = phrase("{{name}}") }),

		"Group.Down":   group(func(b *template.Group) { b.Down = false }),
		"Group.Repeat": group(func(b *template.Group) { b.Repeat = "sessions" }),
		"Group.Tag":    group(func(b *template.Group) { b.Tag = template.ListTag }),
		"Group.Row":    {on(func(b *template.Group) { b.Down = false }), on(func(b *template.Group) { b.Row = true })},
		"Group.Gap":    group(func(b *template.Group) { b.Gap = geom.MM(2) }),
		"Group.Valign": group(func(b *template.Group) { b.Valign = template.Bottom }),
		"Group.Boxes":  group(func(b *template.Group) { b.Boxes = b.Boxes[1:] }),
	}
}

// TestEveryKeyOfABox changes each field of each type of box by itself: what is laid out, or the record of it, changes
// too. A field that has no row here is one that a template can set and that layout may have forgotten.
func TestEveryKeyOfABox(t *testing.T) {
	rows, all := keys(t), specimens(t)
	for name, make := range all {
		for _, key := range leaves(reflect.TypeOf(make()).Elem(), name) {
			row, ok := rows[key]
			if !ok {
				t.Errorf("no row changes %s", key)
				continue
			}
			before, after := make(), make()
			if row.prepare != nil {
				row.prepare(before)
				row.prepare(after)
			}
			row.to(after)
			// What a key does may only show in the record: a name, or a smallest size.
			if a, b := record(t, before), record(t, after); a == b {
				t.Errorf("%s of a %s changes nothing:\n%s", key, name, a)
			}
		}
	}
}

// TestEveryBoxIsKnown finds the types of boxes in the source of templates: each has a specimen here, and what its
// fields ask for is what FieldsOf and InksOf return.
func TestEveryBoxIsKnown(t *testing.T) {
	all := specimens(t)
	file, err := parser.ParseFile(token.NewFileSet(), "../template/template.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		typ, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if s, ok := typ.Type.(*ast.StructType); ok && slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
			of, ok := f.Type.(*ast.Ident)
			return ok && of.Name == "Frame" && f.Names == nil
		}) {
			found++
			if all[typ.Name.Name] == nil {
				t.Errorf("no specimen of a box of the type %s", typ.Name.Name)
			}
		}
		return false
	})
	if found < len(all) {
		t.Errorf("%d types found, %d specimens", found, len(all))
	}
	for name, make := range all {
		asked := asker{phrase: phraser(t)}
		b := make()
		asked.fill(name, reflect.ValueOf(b).Elem())
		if got := template.FieldsOf(b); !slices.Equal(slices.Compact(slices.Sorted(slices.Values(got))), asked.fields) {
			t.Errorf("a %s uses the fields %q, FieldsOf returns %q", name, asked.fields, got)
		}
		if got := template.InksOf(b); len(got) != asked.inks {
			t.Errorf("a %s has %d inks, InksOf returns %d", name, asked.inks, len(got))
		}
	}
}

// asker fills the phrases, conditions and inks of a box with fields of its own, which it collects in order.
type asker struct {
	phrase func(string) expression.Phrase
	fields []string
	inks   int
}

func (a *asker) next() string {
	a.fields = append(a.fields, fmt.Sprintf("f%02d", len(a.fields)))
	return a.fields[len(a.fields)-1]
}

func (a *asker) fill(name string, v reflect.Value) {
	switch v.Interface().(type) {
	case expression.Phrase:
		v.Set(reflect.ValueOf(a.phrase("{{" + a.next() + "}}")))
	case expression.Condition:
		c, _ := expression.ParseCondition(a.next())
		v.Set(reflect.ValueOf(c))
	case template.Ink:
		a.inks++
		v.Set(reflect.ValueOf(template.Ink{Set: true, Field: a.next()}))
	case map[string]template.Span:
		s := reflect.New(v.Type().Elem()).Elem()
		a.fill(name, s)
		v.Set(reflect.ValueOf(map[string]template.Span{"b": s.Interface().(template.Span)}))
	case template.Frame, template.Style, template.Span, template.Text, template.QR, template.Barcode, template.Picture,
		template.Shape, template.Group:
		for i := range v.NumField() {
			a.fill(v.Type().Field(i).Name, v.Field(i))
		}
	case string: // a field by its name
		if name == "Repeat" {
			v.SetString(a.next())
		}
	}
}

// unseen are fields for messages and tools, which no page shows.
var unseen = []string{"Name", "Key", "Line"}

// leaves returns the names of the fields of a type of box, "Text.Style.Size"; those of its Frame without a prefix.
func leaves(typ reflect.Type, prefix string) (names []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name := prefix + "." + f.Name
		switch {
		case f.Type == reflect.TypeFor[template.Frame]():
			for i := range f.Type.NumField() {
				if key := f.Type.Field(i).Name; !slices.Contains(unseen, key) {
					names = append(names, key)
				}
			}
		case f.Type == reflect.TypeFor[template.Style]():
			names = append(names, leaves(f.Type, name)...)
		case f.Type == reflect.TypeFor[map[string]template.Span]():
			names = append(names, leaves(f.Type.Elem(), name)...)
		default:
			names = append(names, name)
		}
	}
	return names
}

// record lays out a box alone and returns the page and what was noted.
func record(t *testing.T, b template.Box) string {
	t.Helper()
	made := &template.Template{File: "template.toml", Size: geom.Size{W: geom.MM(90), H: geom.MM(70)},
		Boxes: []template.Box{b}}
	r := New(library, shelf{}).Page(made, Fields{"name": {Text: "Ana"},
		"sessions": {Text: "a; b", Items: []string{"a", "b"}}})
	out := dumped(t, r.Page)
	for _, f := range r.Fits {
		out += fmt.Sprintf("fit %s %v %d\n", f.Box, f.Size, f.Lines)
	}
	for _, f := range r.Faults {
		out += fmt.Sprintf("fault %s %s\n", f.Box, f.Message)
	}
	return out
}

// Package blueprint reads the file of a design: a template of the size, the look and the signatories that an event asks
// for.
//
// The manual of the file is what Manual returns and "lanyard help templates" prints. Its list of keys is generated from
// the structs that decode the file (rawTemplate), the notes on their keys (notes) and example.toml, which has every key
// of every type of box; so is Schema.
package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
)

// Limits of a template.
const (
	MaxBoxes   = 500                    // boxes in one design; the largest of ours has 40
	maxNesting = 8                      // groups within groups; deeper nesting is a mistake
	maxSide    = 2000 * geom.Millimetre // the widest roll printers take 1.6 m
	maxBleed   = 20 * geom.Millimetre   // printers ask for 3 to 5 mm
	maxFont    = 1000 * geom.Point      // letters 35 cm high
	maxLines   = 200                    // lines of one text
	maxPage    = 10_000                 // page number in a PDF
)

// minModule is the default smallest QR module for each kind of page: what phones read from paper, a badge at half an
// arm's length and a certificate at a whole one. Package credential requires these ("URL and QR").
var minModule = map[paper.Kind]geom.Length{
	paper.Badge:       33 * geom.Millimetre / 100,
	paper.Certificate: 40 * geom.Millimetre / 100,
}

// Parse reads a template with the settings of an event; file is its name in messages. The template is nil if any
// problem is an error.
func Parse(file string, data []byte, set Setting) (*template.Template, source.Problems) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	var raw rawTemplate
	if problems := doc.Decode(&raw); problems.Err() != nil {
		return nil, problems
	}
	p := &parser{doc: doc, raw: &raw, set: set, styles: map[string]template.Style{}, colours: map[string]geom.Colour{}}
	t := p.template(file)
	p.checkWords(t)
	if p.problems.Err() == nil {
		p.problems.Add(t.Check()...)
	}
	p.problems.Sort()
	if p.problems.Err() != nil {
		return nil, p.problems
	}
	return t, p.problems
}

// rawTemplate is the decoded file.
type rawTemplate struct {
	Name     string              `toml:"name"`
	Kind     string              `toml:"kind"`
	Size     []length            `toml:"size"`
	MinSize  []length            `toml:"min_size"`
	MaxSize  []length            `toml:"max_size"`
	Bleed    length              `toml:"bleed"`
	Mirror   bool                `toml:"mirror"`
	Ground   string              `toml:"ground"`
	Ornament string              `toml:"ornament"`
	Families map[string]string   `toml:"families"`
	Colours  map[string]string   `toml:"colours"`
	Styles   map[string]rawStyle `toml:"styles"`
	Boxes    []rawBox            `toml:"box"`

	Background     string `toml:"background"`
	BackgroundPage *int   `toml:"background_page"`
}

// styleKeys are the keys shared by styles and text boxes; nil: not set.
type styleKeys struct {
	Family   *string  `toml:"family"`
	Min      *length  `toml:"min"`
	Break    *length  `toml:"break"`
	Bold     *bool    `toml:"bold"`
	Colour   *string  `toml:"colour"`
	Align    *string  `toml:"align"`
	Valign   *string  `toml:"valign"`
	Lines    *int     `toml:"lines"`
	Fit      *string  `toml:"fit"`
	Leading  *float64 `toml:"leading"`
	Tracking *length  `toml:"tracking"`
}

type rawStyle struct {
	styleKeys
	Inherits string    `toml:"inherits"`
	Font     *fontSize `toml:"size"`
}

// rawBox has the keys of all types of box. In a box "size" is the size of the box, so the font size is called
// "font_size" there.
type rawBox struct {
	styleKeys
	Type     string    `toml:"type"`
	Name     string    `toml:"name"`
	At       []extent  `toml:"at"`
	Size     []extent  `toml:"size"`
	On       string    `toml:"on"`
	Ornament string    `toml:"ornament"`
	When     condition `toml:"when"`
	Turn     float64   `toml:"turn"`
	Lang     phrase    `toml:"lang"`
	Style    string    `toml:"style"`
	FontSize *fontSize `toml:"font_size"`
	Tag      string    `toml:"tag"`

	Text source.Texts `toml:"text"`

	Module  *length `toml:"module"`
	Payload phrase  `toml:"payload"`

	Picture phrase `toml:"picture"`
	File    phrase `toml:"file"`
	Missing string `toml:"missing"`
	Alt     phrase `toml:"alt"`

	Shape       string    `toml:"shape"`
	Radius      length    `toml:"radius"`
	Fill        string    `toml:"fill"`
	FillTo      string    `toml:"fill_to"`
	Stroke      string    `toml:"stroke"`
	StrokeWidth *length   `toml:"stroke_width"`
	Opacity     float64   `toml:"opacity"`
	Data        string    `toml:"d"`
	View        []float64 `toml:"view"`
	Band        *length   `toml:"band"`
	Corner      length    `toml:"corner"`
	Seed        phrase    `toml:"seed"`

	Flow    string   `toml:"flow"`
	Repeat  string   `toml:"repeat"`
	Gap     length   `toml:"gap"`
	Columns *int     `toml:"columns"`
	Widest  *length  `toml:"widest"`
	Boxes   []rawBox `toml:"box"`
}

func (b *rawBox) style() rawStyle {
	return rawStyle{styleKeys: b.styleKeys, Inherits: b.Style, Font: b.FontSize}
}

// keysOf lists the keys specific to each type of box.
var (
	keysOfAll = []string{"type", "name", "at", "size", "on", "ornament", "when", "turn"}
	keysOf    = map[string][]string{
		"text": {"text", "lang", "style", "font_size", "family", "min", "break", "bold", "colour", "align", "valign",
			"lines", "fit", "leading", "tracking", "tag", "alt"},
		"qr":      {"module", "payload", "colour", "alt"},
		"barcode": {"payload", "colour", "alt"},
		"picture": {"picture", "file", "missing", "alt", "fit", "align", "valign", "radius"},
		"shape": {"shape", "radius", "fill", "fill_to", "stroke", "stroke_width", "opacity", "d", "view", "band",
			"corner", "seed"},
		"group": {"flow", "repeat", "gap", "columns", "widest", "align", "valign", "tag", "box"},
	}
	boxTypes = []string{"text", "qr", "barcode", "picture", "shape", "group"}
)

// The allowed words of some keys.
var (
	pictureFits = []string{"contain", "cover"}
	substitutes = []string{"silhouette", "nothing", "stop"} // by Missing
	shapes      = template.Shapes()
	flows       = []string{"", "down", across}
	sides       = []string{landscape, "portrait"}
)

type length geom.Length

func (l *length) UnmarshalText(text []byte) error {
	v, err := geom.ParseLength(string(text))
	*l = length(v)
	return err
}

type phrase expression.Phrase

func (p *phrase) UnmarshalText(text []byte) error {
	v, err := expression.ParsePhrase(string(text))
	*p = phrase(v)
	return err
}

type condition expression.Condition

func (c *condition) UnmarshalText(text []byte) error {
	v, err := expression.ParseCondition(string(text))
	*c = condition(v)
	return err
}

// parser turns the raw file into a Template and collects problems.
type parser struct {
	doc       *source.Document
	raw       *rawTemplate
	set       Setting
	page      geom.Size // of this setting
	scale     float64   // of letters, for a page of another size than the design's own
	styles    map[string]template.Style
	colours   map[string]geom.Colour // of [colours], resolved
	boxes     int
	languages []string
	problems  source.Problems
}

func (p *parser) report(key, message, hint string) {
	p.problems.Add(p.doc.Problem("template-invalid", key, message, hint))
}

// oneOf returns the index of value in known, and reports it if it is not there.
func (p *parser) oneOf(key, what, value string, known []string) int {
	i := slices.Index(known, value)
	if i < 0 {
		hint := "write one of " + strings.Join(known, ", ")
		if near := source.Nearest(value, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		p.report(key, fmt.Sprintf("there is no %s %s", what, source.Quote(value)), hint)
	}
	return i
}

// kind returns the kind of paper that the template is for; an unknown kind has been reported and becomes the zero kind.
func (p *parser) kind() paper.Kind {
	k, _ := paper.ParseKind(p.raw.Kind)
	return k
}

func (p *parser) template(file string) *template.Template {
	t := &template.Template{File: file, Name: p.raw.Name, Kind: p.kind(), Bleed: geom.Length(p.raw.Bleed)}
	if t.Name == "" {
		p.report("name", "the template has no name", `write name = "my badge" in the first line`)
	}
	p.oneOf("kind", "kind", p.raw.Kind, paper.Words())
	t.Size = p.pageSize()
	p.looks()
	if t.Bleed < 0 || t.Bleed > maxBleed {
		p.report("bleed", fmt.Sprintf("a bleed of %s is not between 0 and %s", t.Bleed, maxBleed), `3mm is usual`)
	}
	for _, name := range p.doc.Keys("colours") {
		p.colour(name, nil)
	}
	for _, name := range p.doc.Keys("styles") {
		p.style(name, nil)
	}
	t.Background, t.Colours = p.background(), p.colours
	t.Boxes = append(p.ground(t), p.list("box", p.raw.Boxes, t.Size, 1)...)
	p.checkTags(t, t.Boxes, false, false)
	if p.raw.Mirror {
		t.Mirror = template.Mirrored(t.Boxes, t.Size.W)
	}
	t.Languages = p.languages
	if len(p.raw.Boxes) == 0 {
		p.report("", "the template has no boxes", "add [[box]] with type, at and size")
	}
	return t
}

// background reads the artwork below the boxes.
func (p *parser) background() template.Background {
	b := template.Background{Picture: p.raw.Background, Page: 1}
	b.Line, b.Column = p.doc.Position("background")
	if n := p.raw.BackgroundPage; n != nil {
		b.Page = *n
		if b.Picture == "" {
			p.report("background_page", "background_page needs a background",
				`write background = "design/paper.pdf" above it`)
		} else if b.Page < 1 || b.Page > maxPage {
			p.report("background_page", fmt.Sprintf("a page %d is not between 1 and %d", b.Page, maxPage), "")
		}
	}
	if b.Picture == "" {
		return template.Background{}
	}
	return b
}

// list reads the boxes at key, in a page or group of size in. Boxes for other pages or ornaments are read, too, so that
// their faults are found, and left out.
func (p *parser) list(key string, raw []rawBox, in geom.Size, depth int) []template.Box {
	if depth > maxNesting {
		p.report(key, fmt.Sprintf("groups are nested more than %d deep", maxNesting), "")
		return nil
	}
	var out []template.Box
	for i := range raw {
		if p.boxes++; p.boxes > MaxBoxes {
			p.report(key, fmt.Sprintf("there are more than %d boxes", MaxBoxes), "")
			return out
		}
		place := key + "." + strconv.Itoa(i)
		b, wanted := p.box(place, &raw[i], in, depth), p.wanted(place, &raw[i])
		if b == nil || !wanted {
			continue
		}
		if g, ok := b.(*template.Group); ok && raw[i].Repeat == signatories {
			b = p.row(place, &raw[i], g, depth)
		}
		out = append(out, b)
	}
	return out
}

func (p *parser) box(key string, raw *rawBox, in geom.Size, depth int) template.Box {
	if p.oneOf(key+".type", "type of box", raw.Type, boxTypes) < 0 {
		return nil
	}
	for _, k := range p.doc.Keys(key) {
		if !slices.Contains(keysOfAll, k) && !slices.Contains(keysOf[raw.Type], k) {
			p.report(key+"."+k, fmt.Sprintf("a %s box takes no key %s", raw.Type, source.Quote(k)),
				"its keys are "+strings.Join(append(slices.Clone(keysOfAll), keysOf[raw.Type]...), ", "))
		}
	}
	f := p.frame(key, raw, in)
	switch raw.Type {
	case "text":
		t := &template.Text{Frame: f, Lang: p.lang(key, raw), Style: p.boxStyle(key, raw)}
		p.words(key, raw, t)
		p.textTag(key, raw, t)
		return t
	case "qr":
		return p.qr(key, f, raw)
	case "barcode":
		return p.barcode(key, f, raw)
	case "picture":
		return p.picture(key, f, raw)
	case "shape":
		return p.shape(key, f, raw)
	default:
		return p.group(key, f, raw, depth)
	}
}

func (p *parser) frame(key string, raw *rawBox, in geom.Size) template.Frame {
	f := template.Frame{Name: raw.Name, Key: key, Turn: raw.Turn, When: expression.Condition(raw.When)}
	f.Line, _ = p.doc.Position(key)
	if f.Name == "" {
		f.Name = fmt.Sprintf("box %d", p.boxes)
	}
	if len(raw.Size) != 2 {
		p.report(key+".size", needsSize, `write size = ["90mm", "65mm"]`)
		return f
	}
	f.Size.W, f.Size.H = pair(raw.Size, in)
	p.checkSize(key+".size", f.Size)
	if len(raw.At) != 2 {
		p.report(key+".at", "at needs two lengths", `write at = ["5mm", "20mm"], from the left and the top`)
		return f
	}
	f.At.X, f.At.Y = pair(raw.At, in)
	return f
}

func (p *parser) qr(key string, f template.Frame, raw *rawBox) template.Box {
	q := &template.QR{Frame: f, Payload: expression.Phrase(raw.Payload), Module: minModule[p.kind()],
		Alt: expression.Phrase(raw.Alt)}
	if raw.Module != nil {
		q.Module = geom.Length(*raw.Module)
	}
	if q.Module <= 0 {
		p.report(key+".module", "a QR module must be larger than 0", `write module = "0.33mm"`)
	}
	if raw.Colour != nil {
		q.Colour = p.ink(key+".colour", *raw.Colour)
	}
	return q
}

func (p *parser) barcode(key string, f template.Frame, raw *rawBox) template.Box {
	if len(raw.Payload) == 0 {
		p.report(key, "the barcode has no payload", `write payload = "{{id}}"`)
	}
	b := &template.Barcode{Frame: f, Payload: expression.Phrase(raw.Payload), Alt: expression.Phrase(raw.Alt)}
	if raw.Colour != nil {
		b.Colour = p.ink(key+".colour", *raw.Colour)
	}
	return b
}

func (p *parser) picture(key string, f template.Frame, raw *rawBox) template.Box {
	if (len(raw.Picture) == 0) == (len(raw.File) == 0) {
		p.report(key, "the box needs either a picture or a file",
			`write picture = "logo", a name from [pictures] in event.toml, or file = "photos/{{id}}.jpg"`)
	}
	fit := "contain"
	if raw.Fit != nil {
		fit = *raw.Fit
	}
	p.oneOf(key+".fit", "fit", fit, pictureFits)
	b := &template.Picture{Frame: f, Picture: expression.Phrase(raw.Picture), File: expression.Phrase(raw.File),
		Alt: expression.Phrase(raw.Alt), Cover: fit == "cover", Radius: geom.Length(raw.Radius), Align: template.AlignCentre,
		Valign: template.Middle}
	if raw.Align != nil {
		b.Align = template.Align(max(0, p.oneOf(key+".align", "alignment", *raw.Align, aligns)))
	}
	if raw.Valign != nil {
		b.Valign = template.Valign(max(0, p.oneOf(key+".valign", "vertical alignment", *raw.Valign, valigns)))
	}
	if raw.Missing != "" {
		b.Missing = template.Missing(max(0, p.oneOf(key+".missing", "substitute", raw.Missing, substitutes)))
	}
	return b
}

func (p *parser) shape(key string, f template.Frame, raw *rawBox) template.Box {
	s := &template.Shape{Frame: f, Shape: raw.Shape, Radius: geom.Length(raw.Radius), Opacity: raw.Opacity,
		StrokeWidth: geom.Point / 2,
		Fill:        p.ink(key+".fill", raw.Fill), FillTo: p.ink(key+".fill_to",
			raw.FillTo), Stroke: p.ink(key+".stroke", raw.Stroke)}
	p.oneOf(key+".shape", "shape", s.Shape, shapes)
	switch s.Shape {
	case template.Outline:
		s.Outline = p.outline(key, raw, f.Size)
	case template.Guilloche:
		p.guilloche(key, s, raw)
	}
	if raw.StrokeWidth != nil {
		s.StrokeWidth = geom.Length(*raw.StrokeWidth)
	}
	if s.Opacity < 0 || s.Opacity > 1 {
		p.report(key+".opacity", "opacity must be between 0 and 1", "")
	}
	if !s.Fill.Set && !s.Stroke.Set {
		p.report(key, "the shape has no fill and no stroke, so nothing would be drawn",
			`write fill = "#1b4d3e" or stroke = "#1b4d3e"`)
	}
	return s
}

// guilloche reads the keys of a border of curves.
func (p *parser) guilloche(key string, s *template.Shape, raw *rawBox) {
	s.Band, s.Corner, s.Seed = usualBand, geom.Length(raw.Corner), expression.Phrase(raw.Seed)
	if raw.Band != nil {
		s.Band = geom.Length(*raw.Band)
	}
	if len(s.Seed) == 0 {
		s.Seed = expression.Phrase{{Field: "number"}}
	}
	side := min(s.Size.W, s.Size.H)
	if s.Band <= 0 || s.Corner < s.Band/2 || 2*s.Corner+s.Band > side {
		p.report(key, fmt.Sprintf("a border of %s with corners of %s does not fit around %s x %s", s.Band, s.Corner,
			s.Size.W, s.Size.H),
			"give it a band above 0 and corners of at least half the band")
	}
	if !s.Stroke.Set {
		p.report(key, "the guilloche has no stroke, so nothing would be drawn", `write stroke = "#a9843b"`)
	}
}

// usualBand is the default width of a guilloche.
const usualBand = 7 * geom.Millimetre

// outline reads the path data of a shape and stretches it over the box.
func (p *parser) outline(key string, raw *rawBox, size geom.Size) geom.Path {
	d, err := geom.ParsePath(raw.Data, geom.Millimetre)
	if err != nil {
		p.report(key+".d", err.Error(), "")
		return nil
	}
	if len(raw.View) != 2 || raw.View[0] <= 0 || raw.View[1] <= 0 || raw.View[0] > 1e4 || raw.View[1] > 1e4 {
		p.report(key+".view", "view needs a width and a height between 0 and 10000", "write view = [24, 24]")
		return nil
	}
	view := geom.Size{W: geom.MM(raw.View[0]), H: geom.MM(raw.View[1])}
	return d.Fitted(view, size.At(geom.Position{}))
}

func (p *parser) group(key string, f template.Frame, raw *rawBox, depth int) template.Box {
	g := &template.Group{Frame: f, Down: raw.Flow == "down", Repeat: raw.Repeat, Gap: geom.Length(raw.Gap)}
	p.groupTag(key, raw, g)
	p.oneOf(key+".flow", "flow", raw.Flow, flows)
	if raw.Valign != nil {
		g.Valign = template.Valign(max(0, p.oneOf(key+".valign", "vertical alignment", *raw.Valign, valigns)))
	}
	p.checkRow(key, raw)
	if g.Repeat == signatories {
		return g
	}
	if g.Repeat != "" && !g.Down {
		p.report(key+".repeat", "repeated boxes need a direction", `add flow = "down"`)
	}
	g.Boxes = p.list(key+".box", raw.Boxes, f.Size, depth+1)
	return g
}

// ink reads a colour, a name of [colours] or a {{field}}.
func (p *parser) ink(key, s string) template.Ink {
	if s == "" {
		return template.Ink{}
	}
	if strings.HasPrefix(s, "{{") {
		ph, err := expression.ParsePhrase(s)
		if err != nil || len(ph) != 1 {
			p.report(key, fmt.Sprintf("%s must be a single field", source.Quote(s)), `write "{{role.colour}}"`)
			return template.Ink{}
		}
		return template.Ink{Set: true, Field: ph[0].Field}
	}
	if _, ok := p.raw.Colours[s]; ok {
		return template.Ink{Set: true, Colour: p.colour(s, nil)}
	}
	c, err := geom.ParseColour(s)
	if err != nil {
		hint := ""
		if near := source.Nearest(s, p.doc.Keys("colours")); near != "" {
			hint = "did you mean " + near + " from [colours]?"
		}
		p.report(key, err.Error(), hint)
	}
	return template.Ink{Set: true, Colour: c}
}

package draft

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/work/placeholder"
)

// Written returns the text of template.toml, as a person would write it: styles and colours with names, lengths in
// millimetres.
func (d *Draft) Written() []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("#:schema ./%s", SchemaFile)
	line("# %s", Plain(fmt.Sprintf("Made from %s by lanyard import. Look at it while you change it: lanyard preview",
		path.Base(d.File))))
	line("name = %s", amend.Quoted(d.Target.Name))
	line("kind = %q", d.Kind)
	line("size = [%q, %q]", Length(d.Size.W), Length(d.Size.H))
	if d.Bleed > 0 {
		line("bleed = %q", Length(d.Bleed))
	}
	if d.Background != "" {
		line("background = %s", amend.Quoted(path.Join(d.Target.Folder, d.Background)))
	}
	p := &palette{names: map[geom.Colour]string{}}
	styles := d.styles()
	for _, s := range styles {
		p.name(s.style.Colour)
	}
	for _, x := range d.Boxes {
		for _, c := range []*geom.Colour{x.Shape.Fill, x.Shape.Stroke} {
			if c != nil {
				p.name(*c)
			}
		}
	}
	if len(p.order) > 0 {
		line("\n[colours]")
		for _, c := range p.order {
			line("%s = %q", p.names[c], colour(c))
		}
	}
	for _, s := range styles {
		line("\n[styles.%s]", s.name)
		s.style.write(line, p)
	}
	for _, x := range d.Boxes {
		line("")
		if x.Comment != "" {
			b.WriteString(source.Wrap(Plain(x.Comment), 100, "# ", "# "))
		}
		x.write(line, p, func(s Style) string {
			return styles[slices.IndexFunc(styles, func(n namedStyle) bool { return n.style == s })].name
		}, d.Target.Folder)
	}
	return []byte(b.String())
}

// Plain returns words for a comment or a name: on one line, and safe to print.
func Plain(s string) string { return strings.Join(strings.Fields(source.Printable(s)), " ") }

type namedStyle struct {
	name  string
	style Style
}

// styles returns the styles of all texts, named after what they show.
func (d *Draft) styles() (all []namedStyle) {
	taken := map[string]int{}
	for _, b := range d.Boxes {
		if b.Kind != "text" || slices.ContainsFunc(all, func(n namedStyle) bool { return n.style == b.Style }) {
			continue
		}
		name := "text"
		if fields := placeholder.FieldsOf(b.Text); len(fields) > 0 {
			name = strings.ReplaceAll(strings.TrimSuffix(fields[0], ".label"), ".", "_")
		}
		name = strings.ToLower(strings.Map(func(r rune) rune {
			if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') {
				return r
			}
			return -1
		}, name))
		if name == "" || name[0] >= '0' && name[0] <= '9' {
			name = "text"
		}
		if taken[name]++; taken[name] > 1 {
			name += strconv.Itoa(taken[name])
		}
		all = append(all, namedStyle{name, b.Style})
	}
	return all
}

func (s Style) write(line func(string, ...any), p *palette) {
	family := "sans"
	if s.Serif {
		family = "serif"
	}
	line("family = %q", family)
	line("size = %q", points(s.Size))
	if s.Min > 0 && s.Min < s.Size {
		line("min = %q", points(s.Min))
	}
	if s.Lines > 1 && !s.Wrap && s.Min > 0 {
		line("break = %q", points(max(s.Min, s.Size*6/10)))
	}
	if s.Bold {
		line("bold = true")
	}
	line("colour = %q", p.name(s.Colour))
	if s.Align != "" {
		line("align = %q", s.Align)
	}
	if s.Valign != "" {
		line("valign = %q", s.Valign)
	}
	if s.Lines > 1 {
		line("lines = %d", s.Lines)
	}
	if s.Wrap {
		line("fit = \"wrap\"")
	}
	if s.Leading > 0 {
		line("leading = %s", Decimal(s.Leading))
	}
	if s.Tracking != 0 {
		line("tracking = %q", points(s.Tracking))
	}
}

func (x Box) write(line func(string, ...any), p *palette, styleName func(Style) string, folder string) {
	line("[[box]]")
	line("type = %q", x.Kind)
	if x.Name != "" {
		line("name = %s", amend.Quoted(x.Name))
	}
	line("at = [%q, %q]", Length(x.At.X), Length(x.At.Y))
	line("size = [%q, %q]", Length(x.At.W), Length(x.At.H))
	if x.Turn != 0 {
		line("turn = %s", Decimal(x.Turn))
	}
	switch x.Kind {
	case "text":
		line("style = %q", styleName(x.Style))
		if x.Heading {
			line("tag = \"heading\"")
		}
		line("text = %s", amend.Quoted(x.Text))
	case "barcode":
		line("payload = %s", amend.Quoted(x.Text))
	case "picture":
		file := x.File
		if !strings.Contains(file, "/") {
			file = path.Join(folder, file)
		}
		line("file = %s", amend.Quoted(file))
		line("missing = %q", x.Missing)
		if x.Cover {
			line("fit = \"cover\"")
		}
	case "shape":
		x.Shape.write(line, p)
	}
}

func (s Shape) write(line func(string, ...any), p *palette) {
	line("shape = %q", s.Form)
	if s.Form == "path" {
		line("view = [%s, %s]", Decimal(s.View[0]), Decimal(s.View[1]))
		line("d = %q", s.D)
	}
	if s.Radius > 0 && s.Form == "box" {
		line("radius = %q", Length(s.Radius))
	}
	if s.Fill != nil {
		line("fill = %q", p.name(*s.Fill))
	}
	if s.Stroke != nil {
		line("stroke = %q", p.name(*s.Stroke))
		line("stroke_width = %q", points(s.Width))
	}
	if s.Opacity > 0 && s.Opacity < 1 {
		line("opacity = %s", Decimal(s.Opacity))
	}
}

// Length returns a length in millimetres with two decimals: a hundredth is below what any printer shows.
func Length(l geom.Length) string {
	return strconv.FormatFloat(math.Round(l.Millimetres()*100)/100+0, 'f', -1, 64) + "mm"
}

// points returns a font size or the width of a line.
func points(l geom.Length) string { return Decimal(math.Round(l.Points()*10)/10) + "pt" }

// Decimal returns a number with three decimals at most.
func Decimal(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000+0, 'f', -1, 64)
}

// colour returns a colour as templates write it.
func colour(c geom.Colour) string {
	if c.Space == geom.CMYK {
		return fmt.Sprintf("cmyk(%d, %d, %d, %d)", c.V[0], c.V[1], c.V[2], c.V[3])
	}
	return fmt.Sprintf("#%02x%02x%02x", c.V[0], c.V[1], c.V[2])
}

// palette names colours.
type palette struct {
	names map[geom.Colour]string
	order []geom.Colour
}

// name returns the name of a colour: its hue, with a number if there are several.
func (p *palette) name(c geom.Colour) string {
	if name, ok := p.names[c]; ok {
		return name
	}
	word, n := hue(c), 1
	for _, known := range p.names {
		if strings.TrimRight(known, "0123456789") == word {
			n++
		}
	}
	name := word
	if n > 1 {
		name += strconv.Itoa(n)
	}
	p.names[c], p.order = name, append(p.order, c)
	return name
}

// hue returns an English word for a colour.
func hue(c geom.Colour) string {
	v := c.Screen()
	r, g, b := int(v[0]), int(v[1]), int(v[2])
	most, least := max(r, g, b), min(r, g, b)
	switch spread := most - least; {
	case most < 60:
		return "ink"
	case least > 238:
		return "white"
	case spread < 24:
		return "grey"
	case r == most && g >= b:
		switch part := (g - b) * 100 / spread; {
		case part > 80:
			return "yellow"
		case part > 45:
			return "gold"
		case part > 20:
			return "orange"
		}
		return "red"
	case r == most && b*2 > most:
		return "pink"
	case r == most:
		return "red"
	case g == most && b > r && (b-r)*2 > spread:
		return "teal"
	case g == most:
		return "green"
	case g > r && (g-r)*10 > spread*7:
		return "teal"
	case r > g && (r-g)*10 > spread*4:
		return "purple"
	}
	return "blue"
}

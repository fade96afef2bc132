package intake

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

// written returns the text of template.toml, as a person would write it.
func (d *draft) written() []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("#:schema ./%s", schemaFile)
	line("# %s", plain(fmt.Sprintf("Made from %s by lanyard import. Look at it while you change it: lanyard preview",
		path.Base(d.file))))
	line("name = %s", quoted(d.target.Name))
	line("kind = %q", d.kind)
	line("size = [%q, %q]", length(d.size.W), length(d.size.H))
	if d.bleed > 0 {
		line("bleed = %q", length(d.bleed))
	}
	if d.background != "" {
		line("background = %s", quoted(path.Join(d.target.Folder, d.background)))
	}
	p := &palette{names: map[geom.Colour]string{}}
	styles := d.styles()
	for _, s := range styles {
		p.name(s.style.colour)
	}
	for _, x := range d.boxes {
		for _, c := range []*geom.Colour{x.shape.fill, x.shape.stroke} {
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
	for _, x := range d.boxes {
		line("")
		if x.comment != "" {
			b.WriteString(source.Wrap(plain(x.comment), 100, "# ", "# "))
		}
		x.write(line, p, func(s style) string {
			return styles[slices.IndexFunc(styles, func(n namedStyle) bool { return n.style == s })].name
		}, d.target.Folder)
	}
	return []byte(b.String())
}

// plain returns words for a comment.
func plain(s string) string { return strings.Join(strings.Fields(source.Printable(s)), " ") }

type namedStyle struct {
	name  string
	style style
}

// styles returns the styles of all texts, named after what they show.
func (d *draft) styles() (all []namedStyle) {
	taken := map[string]int{}
	for _, b := range d.boxes {
		if b.kind != "text" || slices.ContainsFunc(all, func(n namedStyle) bool { return n.style == b.style }) {
			continue
		}
		name := "text"
		if fields := fieldsOf(b.text); len(fields) > 0 {
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
		all = append(all, namedStyle{name, b.style})
	}
	return all
}

func (s style) write(line func(string, ...any), p *palette) {
	family := "sans"
	if s.serif {
		family = "serif"
	}
	line("family = %q", family)
	line("size = %q", points(s.size))
	if s.min > 0 && s.min < s.size {
		line("min = %q", points(s.min))
	}
	if s.lines > 1 && !s.wrap && s.min > 0 {
		line("break = %q", points(max(s.min, s.size*6/10)))
	}
	if s.bold {
		line("bold = true")
	}
	line("colour = %q", p.name(s.colour))
	if s.align != "" {
		line("align = %q", s.align)
	}
	if s.valign != "" {
		line("valign = %q", s.valign)
	}
	if s.lines > 1 {
		line("lines = %d", s.lines)
	}
	if s.wrap {
		line("fit = \"wrap\"")
	}
	if s.leading > 0 {
		line("leading = %s", decimal(s.leading))
	}
	if s.tracking != 0 {
		line("tracking = %q", points(s.tracking))
	}
}

func (x box) write(line func(string, ...any), p *palette, styleName func(style) string, folder string) {
	line("[[box]]")
	line("type = %q", x.kind)
	if x.name != "" {
		line("name = %s", quoted(x.name))
	}
	line("at = [%q, %q]", length(x.at.X), length(x.at.Y))
	line("size = [%q, %q]", length(x.at.W), length(x.at.H))
	if x.turn != 0 {
		line("turn = %s", decimal(x.turn))
	}
	switch x.kind {
	case "text":
		line("style = %q", styleName(x.style))
		if x.heading {
			line("tag = \"heading\"")
		}
		line("text = %s", quoted(x.text))
	case "barcode":
		line("payload = %s", quoted(x.text))
	case "picture":
		file := x.file
		if !strings.Contains(file, "/") {
			file = path.Join(folder, file)
		}
		line("file = %s", quoted(file))
		line("missing = %q", x.missing)
		if x.cover {
			line("fit = \"cover\"")
		}
	case "shape":
		x.shape.write(line, p)
	}
}

func (s shape) write(line func(string, ...any), p *palette) {
	line("shape = %q", s.form)
	if s.form == "path" {
		line("view = [%s, %s]", decimal(s.view[0]), decimal(s.view[1]))
		line("d = %q", s.d)
	}
	if s.radius > 0 && s.form == "box" {
		line("radius = %q", length(s.radius))
	}
	if s.fill != nil {
		line("fill = %q", p.name(*s.fill))
	}
	if s.stroke != nil {
		line("stroke = %q", p.name(*s.stroke))
		line("stroke_width = %q", points(s.width))
	}
	if s.opacity > 0 && s.opacity < 1 {
		line("opacity = %s", decimal(s.opacity))
	}
}

// quoted returns a string of TOML.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r == 0x7f || !unicode.IsPrint(r) && r != ' ':
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// length returns a length in millimetres with two decimals: a hundredth is below what any printer shows.
func length(l geom.Length) string {
	return strconv.FormatFloat(math.Round(l.Millimetres()*100)/100+0, 'f', -1, 64) + "mm"
}

// points returns a font size or the width of a line.
func points(l geom.Length) string { return decimal(math.Round(l.Points()*10)/10) + "pt" }

func decimal(v float64) string {
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

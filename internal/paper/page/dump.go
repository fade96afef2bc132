package page

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
)

// Dump writes p as text for golden files: one line per item, positions in millimetres, groups indented. It shows
// everything that two renderers could draw differently, but no glyph ids, so a font update shows only where it moves
// something.
func Dump(w io.Writer, p *Page) error {
	d := dumper{w: w}
	d.line(0, "page %s x %s bleed %s lang %q", p.Size.W, p.Size.H, p.Bleed, p.Lang)
	d.items(1, p.Items)
	return d.err
}

type dumper struct {
	w   io.Writer
	err error
}

func (d *dumper) line(depth int, format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, strings.Repeat("  ", depth)+format+"\n", args...)
	}
}

func (d *dumper) items(depth int, items []Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *Glyphs:
			tracking := ""
			if it.Tracking != 0 {
				tracking = " tracking " + it.Tracking.String()
			}
			d.line(depth, "glyphs %s %s size %.2fpt %s %s wide %s%s: %q", position(it.At), it.Run.Font.Name(),
				it.Size.Points(),
				colour(it.Colour), direction(it), it.Run.Advance(it.Size), tracking, it.Run.Text)
		case *Path:
			d.path(depth, it)
		case *Picture:
			d.picture(depth, it)
		case *Link:
			alt := ""
			if it.Alt != "" {
				alt = fmt.Sprintf(" alt %q", it.Alt)
			}
			d.line(depth, "link %s %s%s", rect(it.Box), it.URL, alt)
		case *Group:
			odd := ""
			if it.Odd {
				odd = " even-odd"
			}
			d.line(depth, "group %s turn %g%s%s%s", position(it.At), it.Turn, clipped(it.Clip), odd, tagged(it.Tag))
			d.items(depth+1, it.Items)
		default:
			panic(fmt.Sprintf("internal error: page item %T is not known to Dump", it))
		}
	}
}

// picture dumps the items of a drawn picture below it, in the coordinates of its file.
func (d *dumper) picture(depth int, p *Picture) {
	d.line(depth, "picture %s %s alt %q%s", rect(p.Box), imageOf(p.Image), p.Alt, clipped(p.Clip))
	if p.Image.Format == "svg" { // the screen version of a PDF page is not printed
		d.items(depth+1, p.Image.Items)
	}
}

func (d *dumper) path(depth int, p *Path) {
	var how []string
	if p.Fill != nil {
		how = append(how, "fill "+paint(p.Fill))
	}
	if p.Stroke != nil {
		how = append(how, pen(p.Stroke)...)
	}
	if p.EvenOdd {
		how = append(how, "even-odd")
	}
	if p.Opacity > 0 && p.Opacity < 1 {
		how = append(how, fmt.Sprintf("opacity %g", p.Opacity))
	}
	what := fmt.Sprintf("path %s %d segments", rect(p.Bounds()), len(p.Outline))
	if m := p.Mosaic; m != nil {
		runs := 0
		m.Runs(func(int, int, int) { runs++ })
		what = fmt.Sprintf("mosaic %s step %s %d runs", rect(p.Bounds()), m.Step, runs)
	}
	d.line(depth, "%s %s", what, strings.Join(how, " "))
}

// imageOf describes an image by its pixels or its natural size.
func imageOf(m *Image) string {
	switch {
	case m.Page > 0:
		return fmt.Sprintf("%s x %s %s page %d bleed %s", m.Size.W, m.Size.H, m.Format, m.Page, m.Bleed)
	case m.Size.W > 0:
		return fmt.Sprintf("%s x %s %s", m.Size.W, m.Size.H, m.Format)
	}
	return fmt.Sprintf("%dx%d %s", m.Width, m.Height, m.Format)
}

func paint(p *Paint) string {
	if p.To == nil {
		return colour(p.Colour)
	}
	var b strings.Builder
	b.WriteString(colour(p.Colour))
	for _, s := range p.Stops {
		fmt.Fprintf(&b, " at %.3g %s", s.Part, colour(s.Colour))
	}
	b.WriteString(" to " + colour(*p.To))
	if m := p.Circle; m != nil {
		fmt.Fprintf(&b, " around %s radius %s", position(geom.Position{X: geom.Length(m.E), Y: geom.Length(m.F)}),
			geom.Length(math.Hypot(m.A, m.B)))
	}
	return b.String()
}

func pen(s *Stroke) []string {
	how := []string{fmt.Sprintf("stroke %s %.2fpt", colour(s.Colour), s.Width.Points())}
	for _, l := range s.Dash {
		how = append(how, "dash "+l.String())
	}
	if s.Phase != 0 {
		how = append(how, "phase "+s.Phase.String())
	}
	how = append(how, [...]string{ButtCap: "", RoundCap: "round caps", SquareCap: "square caps"}[s.Cap])
	how = append(how, [...]string{MiterJoin: "", RoundJoin: "round joins", BevelJoin: "bevel joins"}[s.Join])
	if s.Miter != 0 {
		how = append(how, fmt.Sprintf("miter %.3g", s.Miter))
	}
	if m := s.Nib; m != nil {
		how = append(how, fmt.Sprintf("nib %.3g %.3g %.3g %.3g", m.A, m.B, m.C, m.D))
	}
	return slices.DeleteFunc(how, func(s string) bool { return s == "" })
}

func tagged(t *Tag) string {
	if t == nil {
		return ""
	}
	s := " " + t.Role.String()
	if t.Lang != "" {
		s += fmt.Sprintf(" lang %q", t.Lang)
	}
	if t.Text != "" {
		s += fmt.Sprintf(": %q", t.Text)
	}
	return s
}

func clipped(clip geom.Path) string {
	if clip == nil {
		return ""
	}
	return " clip " + rect(clip.Bounds())
}

func direction(g *Glyphs) string {
	if g.Run.RightToLeft() {
		return "rtl"
	}
	return "ltr"
}

func position(p geom.Position) string { return fmt.Sprintf("(%s, %s)", p.X, p.Y) }

func rect(r geom.Rect) string { return fmt.Sprintf("(%s, %s) %s x %s", r.X, r.Y, r.W, r.H) }

func colour(c geom.Colour) string {
	switch c.Space {
	case geom.CMYK:
		return fmt.Sprintf("cmyk(%d,%d,%d,%d)", c.V[0], c.V[1], c.V[2], c.V[3])
	case geom.Spot:
		return fmt.Sprintf("spot(%s,%d)", c.Name, c.Tint)
	default:
		return fmt.Sprintf("#%02x%02x%02x", c.V[0], c.V[1], c.V[2])
	}
}

package blueprint

import (
	"fmt"
	"lanyard/internal/paper/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

// Setting is what an event asks of a design. The zero value asks for nothing: the design's own size and look, and no
// signatories.
type Setting struct {
	Size        geom.Size // of the page; zero: the design's own
	Look        Look
	Signatories int // how many sign: for groups that repeat "signatories"
}

// Look is an event's own look. A design obeys it as far as it has the names below under [colours] and [families], and
// boxes for the ornament; empty values leave the design's own.
type Look struct {
	Primary, Accent, Ink, Paper string // colours, as ParseColour reads them
	Heading, Text               string // families
	Ornament                    string // one of Ornaments
}

// Ornaments are the words for the ornament of a look; a design draws those that it has boxes for.
var Ornaments = []string{"none", "rule", "frame", "guilloche", "file"}

// colours returns the colours of l by the name that a design gives them.
func (l Look) colours() map[string]string {
	return map[string]string{"primary": l.Primary, "accent": l.Accent, "ink": l.Ink, "paper": l.Paper}
}

// families returns the families of l by the name that a design gives them.
func (l Look) families() map[string]string {
	return map[string]string{"heading": l.Heading, "text": l.Text}
}

const needsSize = "size needs a width and a height"

// pageSize returns the size of the page: the setting's, within the limits of the design, or else the design's own. It
// also sets how much larger the letters are: as much as the smaller of both sides' ratios.
func (p *parser) pageSize() geom.Size {
	own := p.sizeOf("size", p.raw.Size)
	p.page, p.scale = own, 1
	least, most := p.limits(own)
	want := p.set.Size
	if want == (geom.Size{}) || want == own || own.W == 0 || own.H == 0 {
		return own
	}
	if !within(want, least, most) {
		p.problems.Add(p.doc.Problem("template-size", "size", fmt.Sprintf("%s is a design for %s, not for %s x %s",
			source.Quote(p.raw.Name), rangeOf(least, most), want.W, want.H), ""))
		return own
	}
	p.page = want
	p.scale = min(float64(want.W)/float64(own.W), float64(want.H)/float64(own.H))
	return want
}

// limits returns the smallest and the largest page of a design.
func (p *parser) limits(own geom.Size) (least, most geom.Size) {
	least, most = own, own
	if p.raw.MinSize != nil {
		least = p.sizeOf("min_size", p.raw.MinSize)
	}
	if p.raw.MaxSize != nil {
		most = p.sizeOf("max_size", p.raw.MaxSize)
	}
	if !within(own, least, most) {
		p.report("size", fmt.Sprintf("%s x %s is not between min_size and max_size, %s", own.W, own.H, rangeOf(least, most)),
			"correct one of the three")
	}
	return least, most
}

func within(s, least, most geom.Size) bool {
	return s.W >= least.W && s.H >= least.H && s.W <= most.W && s.H <= most.H
}

// rangeOf says for which pages a design is.
func rangeOf(least, most geom.Size) string {
	if least == most {
		return fmt.Sprintf("%s x %s", least.W, least.H)
	}
	return fmt.Sprintf("%s x %s to %s x %s", least.W, least.H, most.W, most.H)
}

// sizeOf reads the width and the height of a page.
func (p *parser) sizeOf(key string, v []length) geom.Size {
	if len(v) != 2 {
		p.report(key, strings.Replace(needsSize, "size", key, 1), fmt.Sprintf(`write %s = ["90mm", "65mm"]`, key))
		return geom.Size{}
	}
	s := geom.Size{W: geom.Length(v[0]), H: geom.Length(v[1])}
	p.checkSize(key, s)
	return s
}

// checkSize reports an impossible size.
func (p *parser) checkSize(key string, s geom.Size) {
	if s.W < 0 || s.H < 0 || s.W > maxSide || s.H > maxSide || s.W == 0 && s.H == 0 {
		p.report(key, fmt.Sprintf("a size of %s x %s is not between 0 and %s", s.W, s.H, maxSide), "")
	}
}

// looks applies the event's look to the design, and reports parts of the look for which the design has no place.
func (p *parser) looks() {
	replace := func(table, what string, own map[string]string, look map[string]string) {
		for _, name := range slices.Sorted(maps.Keys(look)) {
			if look[name] == "" {
				continue
			}
			if _, ok := own[name]; !ok {
				p.warn(table, fmt.Sprintf("the design %s has no %s called %s: that part of [look] changes nothing here",
					source.Quote(p.raw.Name), what, name),
					fmt.Sprintf("add one under [%s] of a design of your own, or delete the line", table))
				continue
			}
			own[name] = look[name]
		}
	}
	replace("colours", "colour", p.raw.Colours, p.set.Look.colours())
	replace("families", "family", p.raw.Families, p.set.Look.families())
	if p.raw.Ornament != "" {
		p.oneOf("ornament", "ornament", p.raw.Ornament, Ornaments)
	}
	if o := p.set.Look.Ornament; o != "" {
		if p.raw.Ornament == "" {
			p.warn("name", fmt.Sprintf("the design %s has no ornament that [look] could change", source.Quote(p.raw.Name)),
				`give boxes of a design of your own an ornament, or delete the line`)
		} else if own := p.ornaments(); o != Ornaments[0] && !slices.Contains(own, o) {
			p.warn("ornament", fmt.Sprintf("the design %s has no ornament %s, so none is drawn", source.Quote(p.raw.Name), o),
				"write one of "+strings.Join(append([]string{Ornaments[0]}, own...),
					", ")+" under [look], or choose another design")
		}
		p.raw.Ornament = o
	}
}

// ornaments returns the ornaments that the design has boxes for.
func (p *parser) ornaments() (own []string) {
	var add func(boxes []rawBox)
	add = func(boxes []rawBox) {
		for i := range boxes {
			if o := boxes[i].Ornament; o != "" && !slices.Contains(own, o) {
				own = append(own, o)
			}
			add(boxes[i].Boxes)
		}
	}
	add(p.raw.Boxes)
	return own
}

// warn adds a warning about the whole design.
func (p *parser) warn(key, message, hint string) {
	w := p.doc.Problem("template-look", key, message, hint)
	w.Severity = source.Warning
	p.problems.Add(w)
}

// wanted reports whether a box is for this page and its ornament.
func (p *parser) wanted(key string, raw *rawBox) bool {
	on := raw.On == "" || raw.On == sides[min(1, max(0, p.oneOf(key+".on", "orientation", raw.On, sides)))] &&
		(raw.On == landscape) == (p.page.W >= p.page.H)
	if raw.Ornament == "" {
		return on
	}
	p.oneOf(key+".ornament", "ornament", raw.Ornament, Ornaments)
	return on && raw.Ornament == p.raw.Ornament
}

// ground returns the box that paints the whole page, with its bleed; none for a white one.
func (p *parser) ground(t *template.Template) []template.Box {
	if p.raw.Ground == "" {
		return nil
	}
	ink := p.ink("ground", p.raw.Ground)
	if ink.Field == "" && ink.Colour.Screen() == [3]uint8{255, 255, 255} {
		return nil
	}
	all := t.Size.At(geom.Position{}).Inset(-t.Bleed)
	f := template.Frame{Name: "ground", At: all.Origin(), Size: all.Size()}
	f.Line, _ = p.doc.Position("ground")
	return []template.Box{&template.Shape{Frame: f, Shape: template.Rectangle, Fill: ink, StrokeWidth: geom.Point / 2}}
}

// colour returns the colour of [colours] called name; above lists those that are mixed from it, to detect cycles.
func (p *parser) colour(name string, above []string) geom.Colour {
	if c, ok := p.colours[name]; ok {
		return c
	}
	key, written := source.Key("colours", name), strings.TrimSpace(p.raw.Colours[name])
	var c geom.Colour
	var err error
	inner, mixed := strings.CutPrefix(written, "mix(")
	switch {
	case slices.Contains(above, name):
		p.report(key, fmt.Sprintf("the colours %s are mixed from each other", strings.Join(above, ", ")), "")
	case mixed:
		c, err = p.mix(inner, append(above, name))
	default:
		c, err = geom.ParseColour(written)
	}
	if err != nil {
		p.report(key, err.Error(), "")
	}
	p.colours[name] = c
	return c
}

// mix reads the inside of "mix(primary, paper, 25%)": a quarter of the first colour, the rest of the second.
func (p *parser) mix(inner string, above []string) (geom.Colour, error) {
	wrong := fmt.Errorf("%q is not a mixture: write \"mix(primary, paper, 25%%)\" for a quarter of primary on paper",
		"mix("+inner)
	inner, closed := strings.CutSuffix(inner, ")")
	parts := strings.Split(inner, ",")
	if !closed || len(parts) != 3 {
		return geom.Colour{}, wrong
	}
	percent, ok := strings.CutSuffix(strings.TrimSpace(parts[2]), "%")
	share, err := strconv.ParseUint(strings.TrimSpace(percent), 10, 8)
	if !ok || err != nil || share > 100 {
		return geom.Colour{}, wrong
	}
	var of [2]geom.Colour
	for i, name := range parts[:2] {
		if name = strings.TrimSpace(name); strings.HasPrefix(name, "#") {
			if of[i], err = geom.ParseColour(name); err != nil {
				return geom.Colour{}, err
			}
			continue
		}
		if _, ok := p.raw.Colours[name]; !ok {
			return geom.Colour{}, fmt.Errorf("there is no colour %s to mix", source.Quote(name))
		}
		of[i] = p.colour(name, above)
	}
	return geom.Mix(of[0], of[1], int(share)), nil
}

// familyOf returns the family that a style means: one of [families], or the name itself.
func (p *parser) familyOf(name string) string {
	if own, ok := p.raw.Families[name]; ok {
		return own
	}
	return name
}

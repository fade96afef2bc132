package slides

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/page"
	"lanyard/internal/work/draft"
)

// deck is a presentation being turned into a draft.
type deck struct {
	*draft.Draft
	*archive
	theme   map[string]geom.Colour // colours of the theme by name
	aliases map[string]string      // names of the master for them
	serif   map[string]bool        // whether +mj-lt and +mn-lt are serif
	grounds []string               // kinds of the theme's backgrounds: solidFill, gradFill, blipFill
	layout  *element               // of the slide
	master  *element
}

// firstBackground is the number of the first background of a theme: ECMA-376, 19.3.1.3.
const firstBackground = 1001

// place maps the coordinates of a group to those of the slide.
type placing struct{ x, y, sx, sy float64 }

// fromSlides makes the draft of the first slide.
func fromSlides(d *draft.Draft, a *archive) error {
	const main = "ppt/presentation.xml"
	p, err := a.tree(main)
	if err != nil {
		return err
	}
	size := p.first("sldSz")
	d.Size = draft.Intended(geom.Size{W: geom.Length(size.number("cx")), H: geom.Length(size.number("cy"))})
	if d.Size.W < geom.Millimetre || d.Size.H < geom.Millimetre {
		return fmt.Errorf("its slides have no size")
	}
	rels, err := a.relations(main)
	if err != nil {
		return err
	}
	slides := p.first("sldIdLst")
	if slides == nil || len(slides.children) == 0 {
		return fmt.Errorf("it has no slides")
	}
	name := rels[slides.children[0].attr("r:id")].part
	d.Note(draft.LeftOut, len(slides.children)-1, "slide|slides more; move the one that you want to the front")
	k := &deck{Draft: d, archive: a, theme: map[string]geom.Colour{}, aliases: map[string]string{},
		serif: map[string]bool{}}
	slide, err := a.tree(name)
	if err != nil {
		return err
	}
	if slide == nil {
		return fmt.Errorf("its first slide is missing")
	}
	layers, err := k.layers(name, slide)
	if err != nil {
		return err
	}
	k.Decide(allText(slide, nil))
	k.Note(draft.Taken, 1, "slide, %s x %s", draft.Length(d.Size.W), draft.Length(d.Size.H))
	k.backdrop(layers)
	for i := len(layers) - 1; i >= 0; i-- {
		k.tree(layers[i].root.first("cSld", "spTree"), layers[i], placing{sx: 1, sy: 1}, i > 0)
	}
	k.Note(draft.Guessed, 1, "kind|kinds of fonts: the nearest of serif and sans, as PowerPoint's are not taken along")
	return nil
}

// layer is a slide, its layout or its master.
type layer struct {
	root *element
	rels map[string]relation
}

// layers returns the slide and what shows through it: layout and master.
func (k *deck) layers(name string, slide *element) (all []layer, err error) {
	rels, err := k.relations(name)
	if err != nil {
		return nil, err
	}
	all = []layer{{slide, rels}}
	for _, kind := range []string{"slideLayout", "slideMaster"} {
		part := ofKind(all[len(all)-1].rels, kind)
		root, err := k.archive.tree(part)
		if err != nil {
			return nil, err
		}
		if root == nil {
			break
		}
		rels, err := k.relations(part)
		if err != nil {
			return nil, err
		}
		all = append(all, layer{root, rels})
	}
	if len(all) > 1 {
		k.layout = all[1].root
	}
	if len(all) > 2 {
		k.master = all[2].root
		if m := k.master.first("clrMap"); m != nil {
			maps.Copy(k.aliases, m.attrs)
		}
		theme, err := k.archive.tree(ofKind(all[2].rels, "theme"))
		if err != nil {
			return nil, err
		}
		k.readTheme(theme)
	}
	if no(slide.attr("showMasterSp")) {
		k.Note(draft.LeftOut, 1, "master|masters that the slide hides")
		return all[:1], nil
	}
	return all, nil
}

// readTheme reads the colours and fonts of a theme.
func (k *deck) readTheme(theme *element) {
	if scheme := theme.first("themeElements", "clrScheme"); scheme != nil {
		for _, c := range scheme.children {
			if len(c.children) == 0 {
				continue
			}
			value := c.children[0]
			if v := draft.HexColour(cmp.Or(value.attr("lastClr"), value.attr("val"))); v != nil {
				k.theme[c.name] = *v
			}
		}
	}
	if list := theme.first("themeElements", "fmtScheme", "bgFillStyleLst"); list != nil {
		for _, c := range list.children {
			k.grounds = append(k.grounds, c.name)
		}
	}
	fonts := theme.first("themeElements", "fontScheme")
	k.serif["+mj-lt"] = draft.SerifName(fonts.first("majorFont", "latin").attr("typeface"))
	k.serif["+mn-lt"] = draft.SerifName(fonts.first("minorFont", "latin").attr("typeface"))
}

// backdrop draws the background of the slide, or that of its layout or master.
func (k *deck) backdrop(layers []layer) {
	for _, l := range layers {
		bg := l.root.first("cSld", "bg")
		if bg == nil {
			continue
		}
		whole := geom.Rect{W: k.Size.W, H: k.Size.H}
		props := bg.first("bgPr")
		if blip := props.first("blipFill", "blip"); blip != nil {
			k.blip(blip, l, draft.Box{At: whole, Name: "background", Cover: true})
			return
		}
		fill := k.fill(cmp.Or(props, bg))
		if ref := bg.first("bgRef"); ref != nil && fill == nil {
			fill = k.colourIn(ref)
			if n := int(ref.number("idx")) - firstBackground; n >= 0 && n < len(k.grounds) && k.grounds[n] != "solidFill" {
				k.Note(draft.Guessed, 1, "background|backgrounds of the theme as a plain colour, in place of its gradient or picture")
			}
		}
		if fill != nil {
			if fill.colour != draft.White {
				k.Boxes = append(k.Boxes, draft.Box{Kind: "shape", Name: "background", At: whole,
					Shape: draft.Shape{Form: "box", Fill: &fill.colour}})
			}
			return
		}
		k.Note(draft.LeftOut, 1, "background|backgrounds of a kind that is not read")
		return
	}
}

// tree draws the shapes of a group. Of layouts and masters, placeholders are not shown.
func (k *deck) tree(group *element, l layer, at placing, behind bool) {
	if group == nil {
		return
	}
	for _, e := range group.children {
		if behind && e.first("nvSpPr", "nvPr", "ph") != nil || behind && e.first("nvPicPr", "nvPr", "ph") != nil {
			continue
		}
		if c := cmp.Or(e.first("nvSpPr", "cNvPr"), e.first("nvPicPr", "cNvPr")); c.is("hidden") {
			k.Note(draft.LeftOut, 1, "hidden|hidden shapes")
			continue
		}
		switch e.name {
		case "sp":
			k.shape(e, l, at)
		case "cxnSp":
			k.connector(e, at)
		case "pic":
			b, ok := k.placed(e.first("spPr"), nil, at)
			blip := e.first("blipFill", "blip")
			if !ok || blip == nil {
				k.Note(draft.LeftOut, 1, "picture|pictures without a place")
				continue
			}
			if e.first("blipFill", "srcRect") != nil {
				b.Cover = true
			}
			k.blip(blip, l, b)
		case "grpSp":
			k.tree(e, l, at.inner(e.first("grpSpPr", "xfrm")), behind)
		case "AlternateContent":
			k.tree(cmp.Or(e.first("Fallback"), e.first("Choice")), l, at, behind)
		case "graphicFrame":
			k.Note(draft.LeftOut, 1, "object|objects (tables, charts, diagrams)")
		case "nvGrpSpPr", "grpSpPr", "extLst":
		default:
			k.Note(draft.LeftOut, 1, "part|parts of the type %s", draft.Short(e.name))
		}
	}
}

// inner returns the placing within a group.
func (p placing) inner(x *element) placing {
	off, ext, chOff, chExt := x.first("off"), x.first("ext"), x.first("chOff"), x.first("chExt")
	w, h := float64(chExt.number("cx")), float64(chExt.number("cy"))
	if w == 0 || h == 0 {
		return p
	}
	sx, sy := float64(ext.number("cx"))/w, float64(ext.number("cy"))/h
	return placing{x: p.x + (float64(off.number("x"))-float64(chOff.number("x"))*sx)*p.sx, sx: p.sx * sx,
		y: p.y + (float64(off.number("y"))-float64(chOff.number("y"))*sy)*p.sy, sy: p.sy * sy}
}

// placed returns a box at the place of a shape, or of the placeholder that it fills; false if it has none.
func (k *deck) placed(props, ph *element, at placing) (b draft.Box, ok bool) {
	x := props.first("xfrm")
	if x.first("ext") == nil && ph != nil {
		x = k.inherited(ph, "spPr", "xfrm")
	}
	off, ext := x.first("off"), x.first("ext")
	if ext == nil {
		return b, false
	}
	b.At = geom.Rect{X: geom.Length(at.x + float64(off.number("x"))*at.sx),
		Y: geom.Length(at.y + float64(off.number("y"))*at.sy), W: geom.Length(float64(ext.number("cx")) * at.sx),
		H: geom.Length(float64(ext.number("cy")) * at.sy)}
	b.Turn = float64(x.number("rot")) / 60000
	return b, b.At.W > 0 || b.At.H > 0
}

// inherited returns an element of the placeholder of the layout, or else of the master, that ph names.
func (k *deck) inherited(ph *element, names ...string) *element {
	for _, root := range []*element{k.layout, k.master} {
		list := root.first("cSld", "spTree")
		if list == nil {
			continue
		}
		for _, e := range list.children {
			of := e.first("nvSpPr", "nvPr", "ph")
			if of == nil || of.attr("idx") != ph.attr("idx") && kindOf(of) != kindOf(ph) {
				continue
			}
			if found := e.first(names...); found != nil && (names[len(names)-1] != "xfrm" || found.first("ext") != nil) {
				return found
			}
		}
	}
	return nil
}

// kindOf returns the type of a placeholder, by which a master finds it.
func kindOf(ph *element) string {
	switch t := ph.attr("type"); t {
	case "ctrTitle":
		return "title"
	case "", "subTitle", "obj":
		return "body"
	default:
		return t
	}
}

// blip adds the picture of an element.
func (k *deck) blip(blip *element, l layer, b draft.Box) {
	part := l.rels[blip.attr("r:embed")].part
	data, err := k.part(part)
	if err == nil && data == nil {
		err = fmt.Errorf("it is not in the file")
	}
	if amount := blip.first("alphaModFix"); err == nil && amount != nil {
		data, err = faded(data, float64(amount.number("amt"))/100_000)
	}
	if err == nil {
		b.File, err = k.AddPicture(data)
	}
	if err != nil {
		k.Note(draft.LeftOut, 1, "picture|pictures that cannot be used (%s): only PNG and JPEG can",
			draft.Short(cmp.Or(part, "linked")))
		return
	}
	b.Kind, b.Missing = "picture", "stop"
	k.Note(draft.Taken, 1, "picture|pictures")
	k.Boxes = append(k.Boxes, b)
}

// faded returns a picture that is opaque in part only, as PowerPoint shows a watermark.
func faded(data []byte, opacity float64) ([]byte, error) {
	_, m, err := page.DecodeImage(data)
	if err != nil {
		return nil, err
	}
	b := m.Bounds()
	out := image.NewNRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
			c.A = uint8(float64(c.A)*max(0, min(1, opacity)) + 0.5)
			out.SetNRGBA(x, y, c)
		}
	}
	var file bytes.Buffer
	err = png.Encode(&file, out)
	return file.Bytes(), err
}

// paint is a colour and how opaque it is.
type paint struct {
	colour  geom.Colour
	opacity float64
}

// fill returns the plain fill of an element; nil for none or another kind.
func (k *deck) fill(e *element) *paint {
	if f := e.first("solidFill"); f != nil {
		return k.colourIn(f)
	}
	if g := e.first("gradFill", "gsLst", "gs"); g != nil {
		k.Note(draft.Guessed, 1, "gradient|gradients, as their first colour")
		return k.colourIn(g)
	}
	if e.first("pattFill") != nil {
		k.Note(draft.LeftOut, 1, "fill|fills with a pattern")
	}
	return nil
}

// colourIn returns the colour within an element: ECMA-376, 20.1.2.3.
func (k *deck) colourIn(e *element) *paint {
	for _, c := range e.children {
		p := &paint{opacity: 1}
		switch c.name {
		case "srgbClr":
			v := draft.HexColour(c.attr("val"))
			if v == nil {
				return nil
			}
			p.colour = *v
		case "sysClr":
			if v := draft.HexColour(c.attr("lastClr")); v != nil {
				p.colour = *v
			}
		case "schemeClr":
			name := c.attr("val")
			v, ok := k.theme[cmp.Or(k.aliases[name], name)]
			if !ok {
				v = map[string]geom.Colour{"bg1": draft.White, "lt1": draft.White}[name]
			}
			p.colour = v
		case "prstClr":
			p.colour = map[string]geom.Colour{"white": draft.White, "red": {V: [4]uint8{255}}, "blue": {V: [4]uint8{0, 0, 255}},
				"green": {V: [4]uint8{0, 128}}}[c.attr("val")]
		default:
			continue
		}
		for _, m := range c.children {
			p.change(m.name, float64(m.number("val"))/100_000)
		}
		return p
	}
	return nil
}

// change applies a modification of a colour. Those of luminance act on each channel, which is right for greys and near
// it for others.
func (p *paint) change(how string, by float64) {
	each := func(f func(v float64) float64) {
		for i := range 3 {
			p.colour.V[i] = level(f(float64(p.colour.V[i]) / 255))
		}
	}
	switch how {
	case "alpha":
		p.opacity = by
	case "lumMod", "shade":
		each(func(v float64) float64 { return v * by })
	case "lumOff":
		each(func(v float64) float64 { return v + by })
	case "tint":
		each(func(v float64) float64 { return 1 - (1-v)*by })
	}
}

func level(v float64) uint8 { return uint8(max(0, min(1, v))*255 + 0.5) }

// line returns the pen of an element; nil for none.
func (k *deck) line(props *element) (colour *geom.Colour, width geom.Length) {
	ln := props.first("ln")
	if ln == nil || ln.first("noFill") != nil {
		return nil, 0
	}
	f := k.fill(ln)
	if f == nil {
		return nil, 0
	}
	return &f.colour, max(geom.Point/4, geom.Length(cmp.Or(ln.number("w"), 9525)))
}

// connector draws a line.
func (k *deck) connector(e *element, at placing) {
	props := e.first("spPr")
	b, ok := k.placed(props, nil, at)
	colour, width := k.line(props)
	if colour == nil {
		if ref := e.first("style", "lnRef"); ref != nil {
			if c := k.colourIn(ref); c != nil {
				colour, width = &c.colour, geom.Point*3/4
			}
		}
	}
	if !ok || colour == nil {
		k.Note(draft.LeftOut, 1, "line|lines without a colour")
		return
	}
	b.Kind, b.Name = "shape", ""
	b.Shape = draft.Shape{Form: "line", Stroke: colour, Width: width}
	if props.first("xfrm").is("flipV") != props.first("xfrm").is("flipH") {
		b.Shape = draft.Shape{Form: "path", Stroke: colour, Width: width, D: "M0 100L100 0", View: [2]float64{100, 100}}
	}
	b.At.W, b.At.H = max(b.At.W, geom.Point/4), max(b.At.H, geom.Point/4)
	k.Note(draft.Taken, 1, "line|lines")
	k.Boxes = append(k.Boxes, b)
}

// allText returns the words of an element, paragraph by paragraph.
func allText(e *element, all []string) []string {
	if e.name == "p" {
		return append(all, paragraph(e))
	}
	for _, c := range e.children {
		all = allText(c, all)
	}
	return all
}

// paragraph returns the words of a paragraph, with its runs joined.
func paragraph(p *element) string {
	var b strings.Builder
	for _, r := range p.children {
		switch r.name {
		case "r", "fld":
			if t := r.first("t"); t != nil {
				b.WriteString(t.text)
			}
		case "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// formOf returns the shape of a geometry, with the path of a drawn one; false if it cannot be drawn.
func (k *deck) formOf(props *element) (s draft.Shape, ok bool) {
	if custom := props.first("custGeom", "pathLst", "path"); custom != nil {
		return pathOf(custom)
	}
	switch name := props.first("prstGeom").attr("prst"); name {
	case "", "rect", "flowChartProcess", "snip1Rect", "plaque", "frame":
		return draft.Shape{Form: "box"}, name != "frame"
	case "roundRect":
		return draft.Shape{Form: "box", Radius: -1}, true
	case "ellipse", "flowChartConnector":
		return draft.Shape{Form: "ellipse"}, true
	case "line", "straightConnector1":
		return draft.Shape{Form: "line"}, true
	case "triangle":
		return draft.Shape{Form: "path", D: "M50 0L100 100L0 100Z", View: [2]float64{100, 100}}, true
	case "rtTriangle":
		return draft.Shape{Form: "path", D: "M0 0L100 100L0 100Z", View: [2]float64{100, 100}}, true
	case "diamond":
		return draft.Shape{Form: "path", D: "M50 0L100 50L50 100L0 50Z", View: [2]float64{100, 100}}, true
	case "parallelogram":
		return draft.Shape{Form: "path", D: "M25 0L100 0L75 100L0 100Z", View: [2]float64{100, 100}}, true
	}
	return s, false
}

// pathOf returns a drawn path: ECMA-376, 20.1.9.15. Arcs and formulas are not read.
func pathOf(e *element) (s draft.Shape, ok bool) {
	w, h := e.number("w"), e.number("h")
	if w <= 0 || h <= 0 {
		return s, false
	}
	scale := 1000 / float64(max(w, h)) // the coordinates of templates are small
	var b strings.Builder
	for _, c := range e.children {
		letter := map[string]string{"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}[c.name]
		if letter == "" || b.Len() > 60_000 {
			return s, false
		}
		b.WriteString(letter)
		for i, p := range c.children {
			if i > 0 {
				b.WriteByte(' ')
			}
			x, errX := strconv.ParseInt(p.attr("x"), 10, 64)
			y, errY := strconv.ParseInt(p.attr("y"), 10, 64)
			if errX != nil || errY != nil {
				return s, false
			}
			b.WriteString(draft.Decimal(float64(x)*scale) + " " + draft.Decimal(float64(y)*scale))
		}
	}
	return draft.Shape{Form: "path", D: b.String(), View: [2]float64{float64(w) * scale, float64(h) * scale}},
		b.Len() > 0 && slices.ContainsFunc(e.children, func(c *element) bool { return c.name == "moveTo" })
}

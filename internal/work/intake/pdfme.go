package intake

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// pdfmeBox is a part of a pdfme template: packages/schemas in its source. Older templates have a map of them by name.
type pdfmeBox struct {
	Name     string                `json:"name"`
	Type     string                `json:"type"`
	Content  string                `json:"content"`
	Position struct{ X, Y number } `json:"position"`
	Width    number                `json:"width"`
	Height   number                `json:"height"`
	Rotate   number                `json:"rotate"`
	Opacity  *float64              `json:"opacity"`
	ReadOnly bool                  `json:"readOnly"`

	Font      string `json:"fontName"`
	Size      number `json:"fontSize"`
	Color     string `json:"fontColor"`
	Align     string `json:"alignment"`
	VAlign    string `json:"verticalAlignment"`
	Line      number `json:"lineHeight"`
	Spacing   number `json:"characterSpacing"`
	Plain     string `json:"color"` // of a line or a shape
	Border    string `json:"borderColor"`
	BorderMM  number `json:"borderWidth"`
	Radius    number `json:"radius"`
	Backdrop  string `json:"backgroundColor"`
	Underline bool   `json:"underline"`
}

// fromPdfme makes the draft of a pdfme template.
func (d *draft) fromPdfme(s Source, schemas, base json.RawMessage) error {
	parts, further, err := pdfmeParts(schemas)
	if err != nil || len(parts) > maxEntries {
		return fault.New(fmt.Sprintf("%s is no template of pdfme that can be read", source.Quote(s.File)),
			fmt.Sprintf("download it again from the designer; it may have up to %d parts", maxEntries))
	}
	if labels := numberedLabels(parts); labels > 1 {
		return fault.New(fmt.Sprintf("%s is a sheet of %d labels", source.Quote(s.File), labels),
			"make a template of one label: the sheet is a setting of its own, see: lanyard help paper; lanyard stocks")
	}
	d.note(LeftOut, further, "page|pages more of the template")
	var blank struct{ Width, Height number }
	said := []string{s.File}
	if pdf := basePDF(s, base); pdf != nil {
		if err := d.base(Source{File: s.File, Base: pdf}, nil); err != nil {
			return err
		}
		said = append(said, readTexts(pdf)...)
	} else if json.Unmarshal(base, &blank) == nil && blank.Width > 0 && blank.Height > 0 {
		d.size = intended(geom.Size{W: blank.Width.mm(), H: blank.Height.mm()})
		d.note(Taken, 1, "page, %s x %s, blank", length(d.size.W), length(d.size.H))
	} else {
		return fault.New(source.Quote(s.File)+" is a template without its PDF",
			"put the PDF next to it under the same name with .pdf, or name it with -pdf FILE")
	}
	for _, p := range parts {
		said = append(said, p.Content)
	}
	d.decide(said)
	for _, p := range parts {
		d.pdfmePart(p)
	}
	d.likelyName(parts)
	return nil
}

// pdfmeParts returns the parts of the first page and the number of further pages.
func pdfmeParts(raw json.RawMessage) (parts []pdfmeBox, further int, err error) {
	var lists [][]pdfmeBox
	if err := json.Unmarshal(raw, &lists); err == nil && len(lists) > 0 {
		return lists[0], len(lists) - 1, nil
	}
	var tables []json.RawMessage
	if err := json.Unmarshal(raw, &tables); err != nil || len(tables) == 0 {
		return nil, 0, fmt.Errorf("no schemas")
	}
	byName := map[string]pdfmeBox{}
	if err := json.Unmarshal(tables[0], &byName); err != nil {
		return nil, 0, err
	}
	for name, p := range byName {
		p.Name = name
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b pdfmeBox) int {
		return cmp.Or(cmp.Compare(a.Position.Y, b.Position.Y), cmp.Compare(a.Position.X, b.Position.X),
			cmp.Compare(a.Name, b.Name))
	})
	return parts, len(tables) - 1, nil
}

// numberedLabels returns how many labels a template has whose fields are numbered, as in pdfme's examples: {12}Name.
func numberedLabels(parts []pdfmeBox) int {
	labels := map[string]bool{}
	for _, p := range parts {
		if label, _, ok := strings.Cut(p.Name, "}"); ok && len(label) > 1 && strings.Trim(label[1:], "0123456789") == "" {
			labels[label] = true
		}
	}
	return len(labels)
}

func (p pdfmeBox) rect() geom.Rect {
	return geom.Rect{X: p.Position.X.mm(), Y: p.Position.Y.mm(), W: p.Width.mm(), H: p.Height.mm()}
}

// pdfmePart adds the box of a part.
func (d *draft) pdfmePart(p pdfmeBox) {
	r := p.rect()
	if r.W <= 0 || r.H <= 0 && p.Type != "line" {
		d.note(LeftOut, 1, "part|parts without a size")
		return
	}
	opacity := 1.0
	if p.Opacity != nil {
		opacity = *p.Opacity
	}
	b := box{at: r, turn: float64(p.Rotate), name: plain(p.Name)}
	switch p.Type {
	case "text", "multiVariableText":
		d.pdfmeText(p)
		return
	case "qrcode":
		side := min(r.W, r.H)
		b.kind, b.at = "qr", geom.Rect{X: r.X, Y: r.Y, W: side, H: side}
		d.note(Taken, 1, "QR code; it holds the signed token of the paper instead of %s", short(p.Content))
	case "code128":
		b.kind, b.text = "barcode", "{{number}}"
		d.note(Guessed, 1, "bar code, of the number of the paper instead of %s", short(p.Content))
	case "image":
		name, err := d.picture(dataURL(p.Content))
		if err != nil {
			d.note(LeftOut, 1, "picture|pictures that cannot be used")
			return
		}
		b.kind, b.file, b.missing = "picture", name, "stop"
		d.note(Taken, 1, "picture|pictures")
	case "line", "rectangle", "ellipse":
		b.kind = "shape"
		b.shape = shape{form: map[string]string{"line": "box", "rectangle": "box", "ellipse": "ellipse"}[p.Type],
			opacity: opacity, radius: p.Radius.mm()}
		b.shape.fill = hexColour(p.Plain)
		if p.BorderMM > 0 {
			b.shape.stroke, b.shape.width = hexColour(p.Border), p.BorderMM.mm()
		}
		b.at.H = max(b.at.H, geom.Point/4)
		if b.shape.fill == nil && b.shape.stroke == nil {
			d.note(LeftOut, 1, "shape|shapes without a colour")
			return
		}
		d.note(Taken, 1, "shape|shapes")
	default:
		d.note(LeftOut, 1, "part|parts of the type %s", short(p.Type))
		return
	}
	d.boxes = append(d.boxes, b)
}

// pdfmeText adds the box of a text: a field if its name or its braces name one, otherwise its example as it is.
func (d *draft) pdfmeText(p pdfmeBox) {
	w := understood(p.Content)
	if w.phrase == "" || w.dummy {
		if field, ok := fieldOf(p.Name); ok && !p.ReadOnly && field != isPhoto {
			if field == isCode {
				field = "number"
			}
			w = words{phrase: "{{" + field + "}}", fields: []string{field}}
		} else if w.phrase == "" {
			w.phrase = literal(p.Content)
		}
	}
	if strings.TrimSpace(w.phrase) == "" {
		d.note(LeftOut, 1, "text|texts without content")
		return
	}
	if len(w.phrase) > maxWords {
		d.note(LeftOut, 1, "text|texts of more than %d bytes", maxWords)
		return
	}
	if len(w.fields)+len(w.columns) == 0 && !p.ReadOnly {
		d.note(Guessed, 1, "field|fields %s as the fixed text %s", short(p.Name), short(p.Content))
	} else {
		d.told(w, cmp.Or(p.Name, p.Content))
	}
	size := geom.Pt(max(4, cmp.Or(float64(p.Size), 13)))
	lead := cmp.Or(float64(p.Line), 1)
	lines := max(1, int(p.Height.mm()/size.Scale(max(lead, 1))))
	st := style{serif: serifName(p.Font), bold: strings.Contains(strings.ToLower(p.Font), "bold"), size: size,
		min: smallest(size), lines: min(lines, 40), leading: max(lead, 1.15), wrap: lines > 1,
		align:    map[string]string{"center": "centre", "right": "right"}[p.Align],
		valign:   map[string]string{"middle": "middle", "bottom": "bottom"}[p.VAlign],
		tracking: geom.Pt(float64(p.Spacing))}
	if c := hexColour(p.Color); c != nil {
		st.colour = *c
	}
	if strings.Contains(strings.ToLower(p.Font), "script") {
		d.note(Guessed, 1, "text|texts in the handwriting of %s, set in serif", short(p.Font))
	}
	if p.Underline {
		d.note(LeftOut, 1, "underline|underlines")
	}
	if slices.Contains(w.fields, "name") {
		st.forName()
	}
	d.boxes = append(d.boxes, box{kind: "text", name: plain(p.Name), at: p.rect(), turn: float64(p.Rotate), style: st,
		text: w.phrase, heading: slices.Contains(w.fields, "name")})
}

// likelyName makes the largest text of a template that names nobody the name: its examples are people, and its fields
// are called as somebody liked.
func (d *draft) likelyName(parts []pdfmeBox) {
	if d.has("name") || d.has("given") {
		return
	}
	best := -1
	for i, b := range d.boxes {
		if b.kind == "text" && len(fieldsOf(b.text)) == 0 && len(strings.Fields(b.text)) <= 4 &&
			!slices.ContainsFunc(parts, func(p pdfmeBox) bool { return p.Name == b.name && p.ReadOnly }) &&
			(best < 0 || b.style.size > d.boxes[best].style.size) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	b := &d.boxes[best]
	d.note(Guessed, 1, "largest text, %s, as {{name}}: no field of the template is called name", short(b.text))
	b.comment = "Guessed: the largest text is the name. The example was " + short(b.text) + "."
	b.text, b.heading = "{{name}}", true
	b.style.forName()
}

// forName lets a text shrink and break as names need it.
func (s *style) forName() { s.lines, s.wrap, s.min = max(s.lines, 2), false, smallest(s.size) }

// hexColour returns a colour of #rgb or #rrggbb; nil for any other.
func hexColour(s string) *geom.Colour {
	c, _, ok := geom.ParseHex(strings.TrimPrefix(strings.TrimSpace(s), "#"))
	if !ok {
		return nil
	}
	return &c
}

package labels

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

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
func (d label) fromPdfme(ctx context.Context, s draft.Source, schemas, base json.RawMessage) error {
	parts, further, err := pdfmeParts(schemas)
	if err != nil || len(parts) > maxEntries {
		return fault.New(fmt.Sprintf("%s is no template of pdfme that can be read", source.Quote(s.File)),
			fmt.Sprintf("download it again from the designer; it may have up to %d parts", maxEntries))
	}
	if labels := numberedLabels(parts); labels > 1 {
		return fault.New(fmt.Sprintf("%s is a sheet of %d labels", source.Quote(s.File), labels),
			"make a template of one label: the sheet is a setting of its own, see: lanyard help paper; lanyard stocks")
	}
	d.Note(draft.LeftOut, further, "page|pages more of the template")
	var blank struct{ Width, Height number }
	said := []string{s.File}
	if pdf := basePDF(s, base); pdf != nil {
		if err := d.base(ctx, draft.Source{File: s.File, Base: pdf}, nil); err != nil {
			return err
		}
		said = append(said, readTexts(ctx, pdf)...)
	} else if json.Unmarshal(base, &blank) == nil && blank.Width > 0 && blank.Height > 0 {
		d.Size = draft.Intended(geom.Size{W: blank.Width.mm(), H: blank.Height.mm()})
		d.Note(draft.Taken, 1, "page, %s x %s, blank", draft.Length(d.Size.W), draft.Length(d.Size.H))
	} else {
		return fault.New(source.Quote(s.File)+" is a template without its PDF",
			"put the PDF next to it under the same name with .pdf, or name it with -pdf FILE")
	}
	for _, p := range parts {
		said = append(said, p.Content)
	}
	d.Decide(said)
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
func (d label) pdfmePart(p pdfmeBox) {
	r := p.rect()
	if r.W <= 0 || r.H <= 0 && p.Type != "line" {
		d.Note(draft.LeftOut, 1, "part|parts without a size")
		return
	}
	opacity := 1.0
	if p.Opacity != nil {
		opacity = *p.Opacity
	}
	b := draft.Box{At: r, Turn: float64(p.Rotate), Name: draft.Plain(p.Name)}
	switch p.Type {
	case "text", "multiVariableText":
		d.pdfmeText(p)
		return
	case "qrcode":
		side := min(r.W, r.H)
		b.Kind, b.At = "qr", geom.Rect{X: r.X, Y: r.Y, W: side, H: side}
		d.Note(draft.Taken, 1, "QR code; it holds the signed token of the paper instead of %s", draft.Short(p.Content))
	case "code128":
		b.Kind, b.Text = "barcode", "{{number}}"
		d.Note(draft.Guessed, 1, "bar code, of the number of the paper instead of %s", draft.Short(p.Content))
	case "image":
		name, err := d.AddPicture(dataURL(p.Content))
		if err != nil {
			d.Note(draft.LeftOut, 1, "picture|pictures that cannot be used")
			return
		}
		b.Kind, b.File, b.Missing = "picture", name, "stop"
		d.Note(draft.Taken, 1, "picture|pictures")
	case "line", "rectangle", "ellipse":
		b.Kind = "shape"
		b.Shape = draft.Shape{Form: map[string]string{"line": "box", "rectangle": "box", "ellipse": "ellipse"}[p.Type],
			Opacity: opacity, Radius: p.Radius.mm()}
		b.Shape.Fill = draft.HexColour(p.Plain)
		if p.BorderMM > 0 {
			b.Shape.Stroke, b.Shape.Width = draft.HexColour(p.Border), p.BorderMM.mm()
		}
		b.At.H = max(b.At.H, geom.Point/4)
		if b.Shape.Fill == nil && b.Shape.Stroke == nil {
			d.Note(draft.LeftOut, 1, "shape|shapes without a colour")
			return
		}
		d.Note(draft.Taken, 1, "shape|shapes")
	default:
		d.Note(draft.LeftOut, 1, "part|parts of the type %s", draft.Short(p.Type))
		return
	}
	d.Boxes = append(d.Boxes, b)
}

// pdfmeText adds the box of a text: a field if its name or its braces name one, otherwise its example as it is.
func (d label) pdfmeText(p pdfmeBox) {
	w := placeholder.Read(p.Content)
	if w.Phrase == "" || w.Dummy {
		if field, ok := placeholder.FieldOf(p.Name); ok && !p.ReadOnly && field != placeholder.Photo {
			if field == placeholder.Code {
				field = "number"
			}
			w = placeholder.Words{Phrase: "{{" + field + "}}", Fields: []string{field}}
		} else if w.Phrase == "" {
			w.Phrase = placeholder.Literal(p.Content)
		}
	}
	if strings.TrimSpace(w.Phrase) == "" {
		d.Note(draft.LeftOut, 1, "text|texts without content")
		return
	}
	if len(w.Phrase) > draft.MaxWords {
		d.Note(draft.LeftOut, 1, "text|texts of more than %d bytes", draft.MaxWords)
		return
	}
	if len(w.Fields)+len(w.Columns) == 0 && !p.ReadOnly {
		d.Note(draft.Guessed, 1, "field|fields %s as the fixed text %s", draft.Short(p.Name), draft.Short(p.Content))
	} else {
		d.NoteFields(w, cmp.Or(p.Name, p.Content))
	}
	size := geom.Pt(max(4, cmp.Or(float64(p.Size), 13)))
	lead := cmp.Or(float64(p.Line), 1)
	lines := max(1, int(p.Height.mm()/size.Scale(max(lead, 1))))
	st := draft.Style{Serif: draft.SerifName(p.Font), Bold: strings.Contains(strings.ToLower(p.Font), "bold"), Size: size,
		Min: draft.Smallest(size), Lines: min(lines, 40), Leading: max(lead, 1.15), Wrap: lines > 1,
		Align:    map[string]string{"center": "centre", "right": "right"}[p.Align],
		Valign:   map[string]string{"middle": "middle", "bottom": "bottom"}[p.VAlign],
		Tracking: geom.Pt(float64(p.Spacing))}
	if c := draft.HexColour(p.Color); c != nil {
		st.Colour = *c
	}
	if strings.Contains(strings.ToLower(p.Font), "script") {
		d.Note(draft.Guessed, 1, "text|texts in the handwriting of %s, set in serif", draft.Short(p.Font))
	}
	if p.Underline {
		d.Note(draft.LeftOut, 1, "underline|underlines")
	}
	if slices.Contains(w.Fields, "name") {
		st.ForName()
	}
	d.Boxes = append(d.Boxes, draft.Box{Kind: "text", Name: draft.Plain(p.Name), At: p.rect(), Turn: float64(p.Rotate),
		Style: st, Text: w.Phrase, Heading: slices.Contains(w.Fields, "name")})
}

// nameLike reports whether a text may be the example of a name: it has letters, and no digits or signs of money.
func nameLike(text string) bool {
	return strings.IndexFunc(text, unicode.IsLetter) >= 0 && strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsDigit(r) || unicode.IsSymbol(r)
	}) < 0
}

// likelyName makes the largest text the name if no field of the template is one: its examples are people, and its
// fields may be called anything.
func (d label) likelyName(parts []pdfmeBox) {
	if d.Has("name") || d.Has("given") {
		return
	}
	best := -1
	for i, b := range d.Boxes {
		if b.Kind == "text" && len(placeholder.FieldsOf(b.Text)) == 0 && len(strings.Fields(b.Text)) <= 4 && nameLike(b.Text) &&
			!slices.ContainsFunc(parts, func(p pdfmeBox) bool { return p.Name == b.Name && p.ReadOnly }) &&
			(best < 0 || b.Style.Size > d.Boxes[best].Style.Size) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	b := &d.Boxes[best]
	d.Note(draft.Guessed, 1, "largest text, %s, as {{name}}: no field of the template is called name", draft.Short(b.Text))
	b.Comment = "Guessed: the largest text is the name. The example was " + draft.Short(b.Text) + "."
	b.Text, b.Heading = "{{name}}", true
	b.Style.ForName()
}

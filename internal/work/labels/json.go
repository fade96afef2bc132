// Package labels reads templates that are JSON with a PDF below them: those of pdfme, and the layouts of badges and
// tickets of pretix. Their parts become boxes of a draft.
package labels

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/artwork"
	"lanyard/internal/paper/extract"
	"lanyard/internal/work/draft"
	"lanyard/internal/work/placeholder"
)

const maxEntries = 2_000 // parts of a pdfme template or pretix layout: more than any design has

// label is a template of pdfme or a layout of pretix being turned into a draft.
type label struct{ *draft.Draft }

// Read fills the draft with a pdfme template or a pretix layout. Errors are a *fault.Error.
func Read(ctx context.Context, to *draft.Draft, s draft.Source) error {
	d := label{to}
	if err := wellFormed(s.Data); err != nil {
		return fault.New(fmt.Sprintf("%s is not JSON: %v", source.Quote(s.File), err), "export it again")
	}
	var either struct {
		Schemas json.RawMessage `json:"schemas"`
		BasePDF json.RawMessage `json:"basePdf"`
		Layout  json.RawMessage `json:"layout"`
		Size    json.RawMessage `json:"size"`
	}
	list := json.RawMessage(s.Data)
	if bytes.HasPrefix(bytes.TrimLeft(s.Data, "\ufeff \t\r\n"), []byte("{")) {
		if err := json.Unmarshal(bytes.TrimPrefix(s.Data, []byte("\ufeff")), &either); err != nil {
			return fault.New(fmt.Sprintf("%s is no layout: %v", source.Quote(s.File), err), "export it again")
		}
		if either.Schemas != nil {
			return d.fromPdfme(ctx, s, either.Schemas, either.BasePDF)
		}
		list = either.Layout
		var inner string
		if json.Unmarshal(list, &inner) == nil { // a layout within a string, as the API returns it
			list = json.RawMessage(inner)
		}
	}
	return d.fromPretix(ctx, s, list, either.Size)
}

// wellFormed checks JSON and its nesting, which encoding/json bounds at 10,000.
func wellFormed(data []byte) error {
	var any json.RawMessage
	return json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &any)
}

// number is a number that may be written as a string, as pretix does.
type number float64

// UnmarshalJSON reads a number within reason, written as one or as a string; 0 for anything else.
func (n *number) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e5 {
		v = 0
	}
	*n = number(v)
	return nil
}

// mm returns millimetres as a length.
func (n number) mm() geom.Length { return geom.MM(float64(n)) }

// pretixBox is a part of a pretix layout: src/pretix/static/schema/pdf-layout.schema.json in its source.
type pretixBox struct {
	Type      string            `json:"type"`
	Page      number            `json:"page"`
	Left      number            `json:"left"`
	Bottom    number            `json:"bottom"`
	Width     number            `json:"width"`
	Height    number            `json:"height"`
	Size      number            `json:"size"`
	FontSize  number            `json:"fontsize"`
	Line      number            `json:"lineheight"`
	Color     []float64         `json:"color"`
	Family    string            `json:"fontfamily"`
	Bold      bool              `json:"bold"`
	Italic    bool              `json:"italic"`
	Align     string            `json:"align"`
	VAlign    string            `json:"verticalalign"`
	Downward  bool              `json:"downward"`
	Rotation  number            `json:"rotation"`
	Content   string            `json:"content"`
	Text      string            `json:"text"`
	Languages map[string]string `json:"text_i18n"`
}

// fromPretix makes the draft of a pretix layout.
func (d label) fromPretix(ctx context.Context, s draft.Source, list, size json.RawMessage) error {
	var parts []pretixBox
	if err := json.Unmarshal(list, &parts); err != nil || len(parts) == 0 || parts[0].Type == "" {
		return fault.New(source.Quote(s.File)+" is neither a layout of pretix nor a template of pdfme",
			"export the layout again: in pretix under Badges, Edit, the code symbol; in pdfme with Download Template")
	}
	if len(parts) > maxEntries {
		return fault.New(fmt.Sprintf("%s has more than %d parts", source.Quote(s.File), maxEntries), "make it simpler")
	}
	if err := d.base(ctx, s, size); err != nil {
		return err
	}
	var texts []string
	for _, p := range parts {
		texts = append(texts, p.Text)
	}
	d.Decide(texts)
	for _, p := range parts {
		switch {
		case p.Page > 1:
			d.Note(draft.LeftOut, 1, "part|parts of a further page")
		case p.Type == "textarea" || p.Type == "textcontainer":
			d.pretixText(p)
		case p.Type == "barcodearea":
			side := p.Size.mm()
			d.Boxes = append(d.Boxes, draft.Box{Kind: "qr", Name: "code",
				At: geom.Rect{X: p.Left.mm(), Y: d.Size.H - p.Bottom.mm() - side, W: side, H: side}})
			d.Note(draft.Taken, 1, "QR code; it holds the signed token of the paper instead of pretix's %s",
				draft.Short(p.Content))
		case p.Type == "imagearea":
			d.Note(draft.Guessed, 1, "picture as the photo of a person, in photos/")
			d.Boxes = append(d.Boxes, draft.Box{Kind: "picture", Name: "photo", File: "photos/{{id}}.jpg", Missing: "nothing",
				At: geom.Rect{X: p.Left.mm(), Y: d.Size.H - p.Bottom.mm() - p.Height.mm(), W: p.Width.mm(), H: p.Height.mm()}})
		default:
			d.Note(draft.LeftOut, 1, "part|parts of the type %s", draft.Short(p.Type))
		}
	}
	return nil
}

// base sets the size and the background from the PDF below a layout.
func (d label) base(ctx context.Context, s draft.Source, size json.RawMessage) error {
	var sides []struct{ Width, Height number }
	if len(s.Base) == 0 {
		if json.Unmarshal(size, &sides) != nil || len(sides) == 0 || sides[0].Width <= 0 || sides[0].Height <= 0 {
			return fault.New(source.Quote(s.File)+" is a layout without its PDF",
				"download the background from pretix, put it next to the layout under the same name with .pdf, or "+
					"name it with -pdf FILE")
		}
		d.Size = draft.Intended(geom.Size{W: sides[0].Width.mm(), H: sides[0].Height.mm()})
		d.Note(draft.LeftOut, 1, "background: there is no PDF next to the layout; -pdf FILE names it")
		return nil
	}
	cut, err := artwork.Cut(ctx, s.Base, 1, true)
	if err != nil {
		return draft.Unusable("the PDF of "+s.File, err)
	}
	d.Size = draft.Intended(geom.Size{W: cut.Size.W - 2*cut.Bleed, H: cut.Size.H - 2*cut.Bleed})
	d.Bleed, d.Background = draft.Rounded(cut.Bleed), draft.BackgroundPDF
	d.Files = append(d.Files, draft.File{Name: draft.BackgroundPDF, Data: s.Base})
	d.Note(draft.Taken, 1, "page, %s x %s, as the background", draft.Length(d.Size.W), draft.Length(d.Size.H))
	return nil
}

var inBraces = strings.NewReplacer("{", "{{", "}", "}}")

// pretixText adds the box of a text.
func (d label) pretixText(p pretixBox) {
	var w placeholder.Words
	switch p.Content {
	case "other", "other_i18n":
		text := p.Text
		if p.Content == "other_i18n" && len(p.Languages) > 0 {
			text = p.Languages["en"]
			for _, lang := range slices.Sorted(maps.Keys(p.Languages)) {
				if text == "" {
					text = p.Languages[lang]
				}
			}
			d.Note(draft.LeftOut, len(p.Languages)-1, "translation|translations of texts")
		}
		if w = placeholder.Read(inBraces.Replace(text)); w.Phrase == "" {
			w.Phrase = placeholder.Literal(text)
		}
	default:
		w = placeholder.Read("{{" + strings.TrimPrefix(p.Content, "question_") + "}}")
	}
	if w.Phrase == "" {
		d.Note(draft.LeftOut, 1, "text|texts without content")
		return
	}
	d.NoteFields(w, p.Content)
	size := geom.Pt(float64(p.FontSize))
	lead := float64(p.Line) * 1.15
	if p.Line == 0 {
		lead = 1.2
	}
	st := draft.Style{Bold: p.Bold, Size: max(size, geom.Point), Min: draft.Smallest(size), Lines: 2,
		Align: map[string]string{"center": "centre", "right": "right"}[p.Align], Valign: "top",
		Serif: draft.SerifName(p.Family), Colour: screen(p.Color)}
	h := max(size.Scale(lead)*3/2, p.Height.mm())
	if !p.Downward && p.Height == 0 && !slices.Contains(w.Fields, "name") {
		st.Lines, h = 1, size.Scale(lead) // further lines would run into the text above
	}
	r := geom.Rect{X: p.Left.mm(), W: p.Width.mm(), H: h}
	switch {
	case p.Height > 0:
		r.Y = d.Size.H - p.Bottom.mm() - h
		st.Valign = map[string]string{"middle": "middle", "bottom": "bottom"}[p.VAlign]
		st.Lines = max(1, int(h/size.Scale(lead)))
	case p.Downward:
		r.Y = d.Size.H - p.Bottom.mm()
	default:
		r.Y, st.Valign = d.Size.H-p.Bottom.mm()-h, "bottom"
	}
	if st.Valign == "" {
		st.Valign = "top"
	}
	r.H = max(r.H, 2*geom.Millimetre)
	b := draft.Box{Kind: "text", Name: draft.BoxName(w.Phrase), Text: w.Phrase, Style: st, At: r,
		Heading: slices.Contains(w.Fields, "name")}
	if p.Rotation != 0 {
		pivot := geom.Position{X: r.X, Y: d.Size.H - p.Bottom.mm()}
		switch {
		case p.Height > 0:
			pivot.Y -= p.Height.mm()
		case !p.Downward:
			pivot.Y -= size.Scale(lead)
		}
		turned(&b, float64(p.Rotation), pivot)
	}
	if p.Italic {
		d.Note(draft.Guessed, 1, "italic|italics set upright")
	}
	d.Boxes = append(d.Boxes, b)
}

// turned turns a box clockwise about a point, as pretix does: the upper left corner of a text of one line.
func turned(b *draft.Box, degrees float64, pivot geom.Position) {
	sin, cos := geom.Turn(degrees)
	x, y := (b.At.X + b.At.W/2 - pivot.X).Points(), (b.At.Y + b.At.H/2 - pivot.Y).Points()
	b.At.X = pivot.X + geom.Pt(x*cos-y*sin) - b.At.W/2
	b.At.Y = pivot.Y + geom.Pt(x*sin+y*cos) - b.At.H/2
	b.Turn = degrees
}

// screen returns a colour of three numbers up to 255; black for any other.
func screen(v []float64) (c geom.Colour) {
	for i := 0; i < 3 && len(v) >= 3; i++ {
		c.V[i] = uint8(max(0, min(255, v[i])))
	}
	return c
}

// dataURL returns the content of a data: URL of base64; nil if s is none.
func dataURL(s string) []byte {
	head, data, ok := strings.Cut(s, ",")
	if !ok || !strings.HasPrefix(head, "data:") || !strings.HasSuffix(head, ";base64") {
		return nil
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
	if err != nil {
		return nil
	}
	return raw
}

// basePDF returns the PDF below a pdfme template: embedded in it, or next to it.
func basePDF(s draft.Source, raw json.RawMessage) []byte {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if data := dataURL(text); data != nil {
			return data
		}
	}
	return s.Base
}

// readTexts returns the texts of a page of a PDF, to say what kind of paper it is.
func readTexts(ctx context.Context, data []byte) (all []string) {
	p, err := extract.Read(ctx, data, 1)
	if err != nil {
		return nil
	}
	for _, t := range p.Texts {
		all = append(all, t.String)
	}
	return all
}

package rehearse

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"lanyard/fonts"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
)

// A proof page holds a single name.
const (
	proofWidth  = 297 * geom.Millimetre // width of A4 landscape
	proofHeight = 105 * geom.Millimetre // half the height of A4 landscape
	proofMargin = 12 * geom.Millimetre
	proofSize   = 64 * geom.Point // large enough to show every mark
	proofFloor  = 8 * geom.Point
	maxProof    = 100_000 // names; nobody looks through more pages
)

// NameField is the only field of a page with a name.
const NameField = "name"

// Proof writes one page per name to w. Each line of names is a name, optionally followed by its language and a font
// family, separated by tabs.
func Proof(w io.Writer, file string, names io.Reader) source.Problems {
	var problems source.Problems
	var pages []*page.Page
	fontsLibrary := font.NewLibrary(fonts.FS)
	l := layout.New(fontsLibrary, nil)
	lines := bufio.NewScanner(names)
	for n := 1; lines.Scan() && len(pages) < maxProof; n++ {
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !utf8.ValidString(line) {
			problems.Add(source.Problem{Code: "proof-encoding", File: file, Line: n, Message: source.Quote(line) +
				" is not UTF-8 text", Hint: "save the file as UTF-8"})
			continue
		}
		cells := append(strings.Split(line, "\t"), "", "")
		r := l.Page(NamePage(cells[2]), layout.Fields{NameField: {Text: strings.TrimSpace(cells[0]),
			Lang: strings.TrimSpace(cells[1])}})
		for _, f := range r.Faults {
			problems.Add(source.Problem{Code: f.Code, File: file, Line: n, Message: f.Message, Hint: f.Hint})
		}
		pages = append(pages, r.Page)
	}
	if err := lines.Err(); err != nil {
		problems.Add(source.Problem{Code: "proof-reading", File: file, Message: fmt.Sprintf("reading names: %v", err)})
	}
	if len(pages) == 0 && len(problems) == 0 {
		problems.Add(source.Problem{Code: "proof-empty", File: file, Message: "there are no names",
			Hint: "write one name a line, and after a tab its language"})
	}
	if problems.Err() != nil {
		return problems
	}
	if err := pdf.Write(w, pdf.Meta{Title: "Proof"}, pages); err != nil {
		problems.Add(source.Problem{Code: "proof-writing", File: file, Message: err.Error()})
	}
	return problems
}

// NamePage returns a page with a single name, in a font family or the default one.
func NamePage(family string) *template.Template {
	size := geom.Size{W: proofWidth, H: proofHeight}
	room := size.At(geom.Position{}).Inset(proofMargin)
	phrase, err := expression.ParsePhrase("{{" + NameField + "}}")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return &template.Template{Name: "proof", Size: size, Boxes: []template.Box{&template.Text{
		Frame: template.Frame{Name: "proof", At: room.Origin(), Size: room.Size()},
		Text:  phrase,
		Style: template.Style{Family: strings.TrimSpace(family), Size: proofSize, Min: proofFloor, Lines: 1,
			Align: template.AlignCentre, Valign: template.Middle},
	}}}
}

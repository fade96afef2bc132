package folder

import (
	"fmt"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/album"
)

// loss is a reason why files do not claim to be PDF/A, in words that follow the name of a template.
type loss struct {
	line int // in the template
	what string
	hint string
}

// The ways out.
const (
	colourHint = `write the colour as "#rrggbb", or as the ink it is: "spot(NAME, c, m, y, k)", or name the profile of the press: ` +
		`press = "press.icc" in event.toml`
	cmykHint = `save the picture in RGB, or name the profile of the press: press = "press.icc" in event.toml`
	pdfHint  = "use an SVG or PNG of the artwork"
)

// judgeArchive reports papers that do not claim to be PDF/A although all other papers do, once for each reason. It is a
// note, and an error where archive = "a-3u" asks for the claim.
func (w *Work) judgeArchive() {
	seen := map[*template.Template]bool{}
	for _, kind := range paper.Kinds() {
		demanded := false
		switch kind {
		case paper.Certificate:
			demanded = w.Event.Certificates != nil && w.Event.Certificates.Archive == eventfile.Archive3U
		case paper.Badge: // in a file with many others, which carries no token
		}
		for _, t := range w.Templates() {
			if t.Kind != kind || seen[t] {
				continue
			}
			seen[t] = true
			for _, l := range w.losses(t) {
				if demanded {
					w.problems.Add(source.Problem{Code: "archive-lost", File: t.File, Line: l.line,
						Message: fmt.Sprintf("the certificates cannot be PDF/A-3u, which archive = %q asks for: %s",
							eventfile.Archive3U, l.what),
						Hint: l.hint + fmt.Sprintf(`, or write archive = %q in event.toml`, eventfile.Archive2U)})
					continue
				}
				note := fmt.Sprintf("%s of the design %s do not claim to be PDF/A: %s", kind.Plural(),
					source.Quote(t.Name), l.what)
				if !slices.Contains(w.Notes, note) {
					w.Notes = append(w.Notes, note)
				}
			}
		}
	}
}

// losses returns why papers of t do not claim to be PDF/A. Photos of people are not read here;
// package press judges them when it draws.
func (w *Work) losses(t *template.Template) (all []loss) {
	if b := w.pictures.backgrounds[t]; b != nil {
		if l, lost := w.lossOf(b.Image, "background "+source.Quote(t.Background.Picture)); lost {
			l.line = t.Background.Line
			all = append(all, l)
		}
	}
	coloured, first := 0, template.Box(nil)
	t.Walk(func(b template.Box) {
		line := template.FrameOf(b).Line
		if slices.ContainsFunc(template.InksOf(b), func(i template.Ink) bool {
			return i.Field == "" && i.Colour.Space == geom.CMYK
		}) {
			if coloured++; first == nil {
				first = b
			}
		}
		p, ok := b.(*template.Picture)
		if !ok || len(p.Picture) == 0 {
			return
		}
		for _, name := range w.picturesOf(p) {
			if img := w.pictures.named[name]; img != nil {
				if l, lost := w.lossOf(img, "picture "+source.Quote(name)); lost {
					l.line = line
					all = append(all, l)
				}
			}
		}
	})
	if coloured > 0 && w.Press == nil {
		f, whose := template.FrameOf(first), fmt.Sprintf("%d boxes have a colour in CMYK, the first", coloured)
		if coloured == 1 {
			whose = "a colour in CMYK is in"
		}
		all = append(all, loss{f.Line, fmt.Sprintf("%s %s, and the profile of the press is not known", whose,
			source.Quote(f.Name)), colourHint})
	}
	return all
}

// picturesOf returns the names of the event's pictures that b may show.
func (w *Work) picturesOf(b *template.Picture) (names []string) {
	if len(b.Picture.Fields()) == 0 {
		for _, part := range b.Picture {
			names = append(names, part.Literal)
		}
		return names
	}
	if w.Event.Certificates != nil {
		for _, s := range w.Event.Certificates.Signatories {
			if s.Picture != "" {
				names = append(names, s.Picture)
			}
		}
	}
	return names
}

// lossOf reports whether a picture takes the claim away from the files that show it.
func (w *Work) lossOf(img *page.Image, what string) (l loss, lost bool) {
	switch img.Format {
	case "pdf":
		return loss{what: "the " + what + " is a page of a PDF that another program has made", hint: pdfHint}, true
	case "jpeg":
		if w.Press == nil && album.IsCMYK(img) {
			return loss{what: "the " + what + " is in CMYK, and the profile of the press is not known",
				hint: cmykHint}, true
		}
	}
	return loss{}, false
}

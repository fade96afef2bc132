package folder

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/picture"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/album"
)

// unusable sets the message of p for a file that exists but is not a picture. Problems in an SVG have a position in
// that file.
func unusable(p source.Problem, file string, err error) (all source.Problems) {
	if errors.As(err, &all) {
		all = slices.Clone(all)
		for i := range all {
			all[i].Code, all[i].File = p.Code, file
		}
		return all
	}
	p.Hint = "save it again as a PNG or JPEG with 300 pixels an inch, which for A4 are 9 million, neither " +
		"interlaced nor progressive; or as an SVG or a PDF"
	p.Hint = cmp.Or(fault.Hint(err), p.Hint)
	what := "picture"
	if strings.EqualFold(path.Ext(file), ".pdf") {
		what = "PDF"
	}
	p.Message = fmt.Sprintf("the %s %s cannot be used: %v", what, source.Quote(file), err)
	return source.Problems{p}
}

// lacking reports, at the place of p, the fonts that a PDF does not embed, and what pictures do not show of it.
func (w *Work) lacking(p source.Problem, file string, lack picture.Lack) {
	p.Severity = source.Warning
	if len(lack.Fonts) > 0 {
		var names []string
		for _, f := range lack.Fonts {
			names = append(names, source.Quote(f))
		}
		p.Message = fmt.Sprintf("the PDF %s does not hold all of its fonts (%s): each printer puts another in their place",
			source.Quote(file), strings.Join(names, ", "))
		p.Hint = "export it again with all fonts embedded"
		w.problems.Add(p)
	}
	if len(lack.Screen) > 0 {
		p.Code = "picture-screen"
		p.Message = fmt.Sprintf("the PDF %s is whole on paper, but not in pictures: %s", source.Quote(file),
			strings.Join(lack.Screen, "; "))
		p.Hint = "look at it in the PDF that make writes"
		w.problems.Add(p)
	}
}

// image reads the picture in a file of the folder and reports problems as p; nil if it cannot be used.
func (w *Work) image(ctx context.Context, file string, v picture.View, p source.Problem) (img *page.Image,
	lack picture.Lack) {
	data, err := w.read(file, album.MaxFile)
	if err != nil {
		p.Message, p.Hint = bundle.WhyNot(file, err)
		w.problems.Add(p)
		return nil, lack
	}
	if img, lack, err = picture.Read(ctx, file, data, v, w.Fonts); err != nil {
		w.problems.Add(unusable(p, file, err)...)
		return nil, lack
	}
	const fewer = "save it with fewer: paper shows no more than 300 an inch"
	w.nears(source.Problem{File: file}, "the picture has %d of at most %d million pixels",
		int64(img.Width)*int64(img.Height)/1_000_000, page.MaxPixels/1_000_000, fewer)
	memory := page.Memory(data)
	w.nears(source.Problem{File: file}, "the pixels of the picture take %d of at most %d MB of memory", memory>>20,
		page.MaxMemory>>20, fewer)
	if memory > album.Large {
		runtime.GC() // otherwise the heap grows to twice the picture before it is collected
	}
	return img, lack
}

// loadBackgrounds reads the artwork below the boxes of templates.
func (w *Work) loadBackgrounds(ctx context.Context) {
	known := map[template.Background]*page.Image{}
	for _, t := range w.Templates() {
		if t.Background.Picture == "" {
			continue
		}
		p := source.Problem{Code: "template-background", File: t.File, Line: t.Background.Line,
			Column: t.Background.Column}
		file, img := w.background(ctx, t.Background, p, known)
		if img == nil {
			continue
		}
		placed, err := layout.Background(t, img)
		if err != nil {
			p.Message = fmt.Sprintf("the background %s has other proportions: %v", source.Quote(file), err)
			p.Hint = "give the artwork the size of the template, with its bleed or without, or the template that " +
				"of the artwork"
			w.problems.Add(p)
			continue
		}
		w.pictures.backgrounds[t] = placed
	}
}

// background reads the artwork of a template and reports problems as p; nil if it cannot be used.
func (w *Work) background(ctx context.Context, b template.Background, p source.Problem,
	known map[template.Background]*page.Image) (file string, img *page.Image) {
	file = b.Picture
	if !b.IsFile() {
		if file = w.Event.Pictures[b.Picture]; file == "" {
			p.Message = fmt.Sprintf("there is no picture %s for the background", source.Quote(b.Picture))
			p.Hint = fmt.Sprintf("name it in event.toml: [pictures] %s = \"design/%s.pdf\", or write the "+
				"path of a file",
				b.Picture, b.Picture)
			w.problems.Add(p)
			return file, nil
		}
	}
	key := template.Background{Picture: file, Page: b.Page}
	if img := known[key]; img != nil {
		return file, img
	}
	img, lack := w.image(ctx, file, picture.View{Page: b.Page, Bleed: true}, p)
	if img == nil {
		return file, nil
	}
	w.lacking(p, file, lack)
	known[key] = img
	return file, img
}

// pictures are those of an event as layout asks for them: what event.toml and the templates name was read with the
// folder, photos are read as papers are laid out.
type pictures struct {
	*album.Album
	named       map[string]*page.Image
	backgrounds map[*template.Template]*page.Picture
}

// Background returns the artwork below the boxes of t, or nil.
func (p *pictures) Background(t *template.Template) *page.Picture { return p.backgrounds[t] }

// Named returns the event's picture called name, or nil.
func (p *pictures) Named(name string) *page.Image { return p.named[name] }

// SumOf returns a hash of the photo in a file of the event's folder, "" if there is none: layout reports what is wrong
// with it.
func (w *Work) SumOf(file expression.Phrase, field func(name string) string) string {
	return w.pictures.Sum(file, field)
}

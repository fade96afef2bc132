package folder

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/template"
	"lanyard/templates"
)

// cards are sizes with names like papers, on which nothing is printed directly.
var cards = map[string]geom.Size{
	"CR80": {W: 8560 * geom.Millimetre / 100, H: 5398 * geom.Millimetre / 100}, // ISO/IEC 7810, ID-1
	"ID-1": {W: 8560 * geom.Millimetre / 100, H: 5398 * geom.Millimetre / 100},
}

// setting returns what the event asks of designs for papers of a kind.
func (w *Work) setting(kind paper.Kind) blueprint.Setting {
	l := w.Event.Look
	s := blueprint.Setting{Look: blueprint.Look{Primary: l.Primary, Accent: l.Accent, Ink: l.Ink, Paper: l.Paper,
		Heading: l.Heading, Text: l.Text, Ornament: l.Ornament}}
	switch kind {
	case paper.Badge:
		if s.Size, _ = sizeOf(w.Event.Badges.Size); w.Event.Badges.Size == "" {
			s.Size = w.cell
		}
	case paper.Certificate:
		s.Size, _ = sizeOf(w.Event.Certificates.Size)
		s.Signatories = len(w.Event.Certificates.Signatories)
	}
	return s
}

// checkSize reports a size that no paper has; key is its place in event.toml.
func (w *Work) checkSize(key, written string) {
	if _, known := sizeOf(written); known {
		return
	}
	names := slices.Collect(maps.Keys(cards))
	for _, p := range impose.StockNames() {
		if stock, ok := impose.FindStock(p); ok && stock.Plain() {
			names = append(names, p)
		}
	}
	slices.Sort(names)
	w.report("event-size", key, "there is no paper "+source.Quote(written),
		"write one of "+strings.Join(names, ", ")+`, or a width and a height, "4in x 3in"`)
}

// sizeOf returns the size of a paper as event.ParseSize reads it; zero for "".
func sizeOf(written string) (geom.Size, bool) {
	if written == "" {
		return geom.Size{}, true
	}
	words, size, ok := event.ParseSize(written)
	if words == "" {
		return size, ok
	}
	name, orientation, _ := strings.Cut(words, " ")
	size, ok = cards[strings.ToUpper(name)]
	if !ok {
		stock, found := impose.FindStock(name)
		if !found || !stock.Plain() || stock.Endless() {
			return geom.Size{}, false
		}
		size = stock.Sheet
	}
	if orientation == "portrait" && size.W > size.H || orientation == "landscape" && size.W < size.H {
		size = size.Turned()
	}
	return size, true
}

// mostRounded is the largest radius of a cell's corners at which a badge that fills the cell loses nothing.
const mostRounded = 6 * geom.Millimetre

// fillCells makes badges as large as the cells of the event's stock, upright or turned, if all their designs can be.
// Otherwise each has its own size, and a note names designs that fill the cells.
func (w *Work) fillCells(b *event.Badges) {
	stock, found := w.stock(b.Sheet, geom.Size{})
	if b.Size != "" || b.Sheet == "none" || !found || stock.Plain() || stock.Endless() || stock.Radius > mostRounded {
		return
	}
	cell := stock.Cell
	switch foldOf[b.Fold] {
	case impose.Tent:
		cell.H /= 2
	case impose.Butterfly:
		cell.W /= 2
	}
	names := append(slices.Collect(maps.Values(b.Templates)), b.Template)
	if b.Back != "" {
		names = append(names, b.Back)
	}
	for _, w.cell = range []geom.Size{cell, cell.Turned()} {
		if !slices.ContainsFunc(names, func(name string) bool { return !w.takes(name, paper.Badge) }) {
			return
		}
	}
	w.cell = geom.Size{}
	if !IsBuiltIn(paper.Badge, b.Template) {
		return // a design of the event's own has the size that its maker wanted
	}
	fitting := designsFor(paper.Badge, blueprint.Setting{Size: cell})
	if len(fitting) > 0 {
		w.Notes = append(w.Notes, fmt.Sprintf("the badges do not fill the cells of %s, which have %s x %s; designs that do: %s",
			stock.Name(), cell.W, cell.H, strings.Join(fitting, ", ")))
	}
}

// takes reports whether a design can have the size that is set for its kind. A design that cannot be read cannot.
func (w *Work) takes(name string, kind paper.Kind) bool {
	file, data, err := w.readTemplate(name, kind)
	if err != nil {
		return false
	}
	t, _ := blueprint.Parse(file, data, w.setting(kind))
	return t != nil && t.Size == w.cell
}

// designsFor returns the names of the built-in designs of a kind that have the size of a setting.
func designsFor(kind paper.Kind, set blueprint.Setting) (names []string) {
	for _, name := range builtIn(kind) {
		file := path.Join(kind.Plural(), name, "template.toml")
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			panic("internal error: no built-in template: " + err.Error())
		}
		if t, _ := blueprint.Parse(file, data, set); t != nil {
			names = append(names, name)
		}
	}
	return names
}

// otherDesigns adds to problems with the size of a design the built-in ones that have it.
func (w *Work) otherDesigns(problems source.Problems, kind paper.Kind) source.Problems {
	out := slices.Clone(problems)
	for i := range out {
		if out[i].Code != "template-size" {
			continue
		}
		out[i].Hint = fmt.Sprintf("delete the line %s.size, or give the design another size", kind.Plural())
		if names := designsFor(kind, w.setting(kind)); len(names) > 0 {
			out[i].Hint = "designs that have this size: " + strings.Join(names, ", ")
		}
	}
	return out
}

// builtIn returns the names of the built-in designs of a kind, sorted.
func builtIn(kind paper.Kind) (names []string) {
	entries, err := fs.ReadDir(templates.FS, kind.Plural())
	if err != nil {
		panic("internal error: no built-in templates: " + err.Error())
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// checkFamilies reports unknown font families: text would be set in another font without a warning.
func (w *Work) checkFamilies() {
	known := w.Fonts.Families()
	for _, f := range w.Event.Fonts {
		known = append(known, f.Family) // one that cannot be read has been reported
	}
	unknown := func(p source.Problem, family string) {
		p.Message = "there is no font family " + source.Quote(family)
		p.Hint = "the built-in ones are sans and serif; add one of your own with [[fonts]] in event.toml"
		if near := source.Nearest(family, known); near != "" {
			p.Hint = "did you mean " + near + "? Otherwise " + p.Hint
		}
		w.problems.Add(p)
	}
	look := map[string]string{"look.heading": w.Event.Look.Heading, "look.text": w.Event.Look.Text}
	reported := map[string]bool{"": true}
	for _, key := range slices.Sorted(maps.Keys(look)) {
		if family := look[key]; !reported[family] && !slices.Contains(known, family) {
			reported[family] = true
			unknown(w.Event.Problem("event-family", key, "", ""), family)
		}
	}
	for _, t := range w.Templates() {
		t.Walk(func(b template.Box) {
			text, ok := b.(*template.Text)
			if !ok {
				return
			}
			families := []string{text.Style.Family}
			for _, span := range slices.Sorted(maps.Keys(text.Spans)) {
				families = append(families, text.Spans[span].Family)
			}
			for _, family := range families {
				if place := t.File + "\n" + family; !reported[family] && !reported[place] && !slices.Contains(known, family) {
					reported[place] = true
					unknown(source.Problem{Code: "template-family", File: t.File, Line: text.Line}, family)
				}
			}
		})
	}
}

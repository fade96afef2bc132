package event

import (
	"fmt"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/values"
)

func (r *reader) badges(w *eventfile.Badges) *Badges {
	if w == nil {
		return nil
	}
	r.template("badges.template", w.Template)
	r.ofRoles("badges.templates", w.Templates)
	if w.Back != "" {
		r.template("badges.back", w.Back)
	}
	r.needed("badges.sheet", w.Sheet)
	r.needed("badges.group", w.Group)
	r.Choice("badges.fold", w.Fold, eventfile.Folds...)
	r.Choice("badges.flip", w.Flip, eventfile.Flips...)
	r.Choice("badges.order", w.Order, eventfile.Orders...)
	r.needed("badges.sort", w.Sort)
	r.Choice("badges.separator", w.Separator, eventfile.Separators...)
	r.Choice("badges.files", w.Files, eventfile.Filings...)
	b := &Badges{
		Template: w.Template, Templates: w.Templates, Back: w.Back, Size: r.size("badges.size", w.Size), Sheet: w.Sheet,
		Columns: r.grid("badges.columns", w.Columns), Rows: r.grid("badges.rows", w.Rows),
		CropMarks: w.CropMarks, Registration: w.Registration, Outlines: w.Outlines,
		Fold: w.Fold, Flip: w.Flip, Order: w.Order, Copies: w.Copies, Collate: w.Collate,
		Sort: w.Sort, Group: w.Group, Separator: w.Separator, Files: w.Files, Printer: w.Printer,
		Where: w.Where, Facts: w.Facts, Code: w.Code,
	}
	r.Choice("badges.code", w.Code, eventfile.Codes...)
	r.rule("badges.where", w.Where)
	if w.Copies < 1 || w.Copies > eventfile.MaxCopies {
		r.Report("out-of-range", "badges.copies", fmt.Sprintf("badges.copies cannot be %d", w.Copies),
			fmt.Sprintf("write a number from 1 to %d", eventfile.MaxCopies))
	}
	if w.Gutter != nil {
		gutter := geom.Length(*w.Gutter)
		r.measure("badges.gutter", gutter, 0, maxGutter)
		b.Gutter = &gutter
	}
	if keys := r.Keys("printers"); w.Printer != "" && len(keys) == 0 {
		r.Report("unknown-word", "badges.printer", "there is no printer "+source.Quote(w.Printer),
			"add [printers."+source.Key(w.Printer)+"], or delete the line")
	} else if w.Printer != "" {
		r.Choice("badges.printer", w.Printer, keys...)
	}
	if w.Files == "group" && w.Group == "none" {
		r.Report("no-group", "badges.files", "badges.files asks for one file per group, but there are no groups",
			`add under [badges]: group = "role"`)
	}
	return b
}

// ofRoles checks the templates given to single roles.
func (r *reader) ofRoles(table string, templates map[string]string) {
	roles := r.Keys("roles")
	for _, role := range r.Keys(table) {
		key := table + "." + source.Key(role)
		if !slices.Contains(roles, role) {
			hint := "add [roles." + source.Key(role) + "], or delete the line"
			if near := source.Nearest(role, roles); near != "" {
				hint = "did you mean " + near + "? Otherwise " + hint
			}
			r.Report("unknown-role", key, "there is no role "+source.Quote(role), hint)
		}
		r.template(key, templates[role])
	}
}

// needed reports a word that is empty.
func (r *reader) needed(key, word string) {
	if r.Word(key, word); word == "" {
		r.Report("empty", key, key+" is empty", "write a word between the quotes, or delete the line")
	}
}

// grid checks a number of columns or rows; nil means as many as fit.
func (r *reader) grid(key string, n *int) int {
	if n == nil {
		return 0
	}
	if *n < 1 || *n > eventfile.MaxGrid {
		r.Report("out-of-range", key, fmt.Sprintf("%s cannot be %d", key, *n),
			fmt.Sprintf("write a number from 1 to %d, or delete the line to fit as many as possible", eventfile.MaxGrid))
	}
	return *n
}

// sheets checks the event's own sheets.
func (r *reader) sheets(written map[string]eventfile.Sheet) map[string]Sheet {
	r.entries("sheets")
	sheets := map[string]Sheet{}
	for _, key := range r.Keys("sheets") {
		w, place := written[key], source.Key("sheets", key)
		r.Missing(place+".size", `add: size = ["210mm", "297mm"]`)
		s := Sheet{
			Columns: r.grid(place+".columns", w.Columns), Rows: r.grid(place+".rows",
				w.Rows), Radius: geom.Length(w.Radius),
			Cut: r.Has(place+".cell") || r.Has(place+".margins") || r.Has(place+".pitch") || r.Has(place+".radius"),
		}
		s.Size.W, s.Size.H = r.pair(place+".size", w.Size, geom.Millimetre, maxSheet)
		s.Cell.W, s.Cell.H = r.pair(place+".cell", w.Cell, geom.Millimetre, maxSheet)
		s.Pitch.W, s.Pitch.H = r.pair(place+".pitch", w.Pitch, geom.Millimetre, maxSheet)
		if x, y := r.pair(place+".margins", w.Margins, 0, maxSheet); w.Margins != nil {
			s.Margins = &geom.Position{X: x, Y: y}
		}
		r.measure(place+".radius", s.Radius, 0, maxSheet)
		sheets[key] = s
	}
	return sheets
}

func (r *reader) printers(written map[string]eventfile.Printer) map[string]Printer {
	r.entries("printers")
	printers := map[string]Printer{}
	for _, key := range r.Keys("printers") {
		var p Printer
		w, place := written[key], source.Key("printers", key)
		p.Front.X, p.Front.Y = r.pair(place+".front", w.Front, -maxOffset, maxOffset)
		p.Back.X, p.Back.Y = r.pair(place+".back", w.Back, -maxOffset, maxOffset)
		printers[key] = p
	}
	return printers
}

// pair checks two lengths, each from least to most. An absent pair is 0, 0.
func (r *reader) pair(key string, written []eventfile.Length, least, most geom.Length) (a, b geom.Length) {
	if !r.Has(key) {
		return 0, 0
	}
	if len(written) != 2 {
		r.Report("not-two", key, fmt.Sprintf("%s needs 2 lengths, not %d", key, len(written)),
			`write two, across and down, like ["90mm", "60mm"]`)
		return 0, 0
	}
	a, b = geom.Length(written[0]), geom.Length(written[1])
	r.measure(values.Element(key, 0), a, least, most)
	r.measure(values.Element(key, 1), b, least, most)
	return a, b
}

// measure checks one length.
func (r *reader) measure(key string, l, least, most geom.Length) {
	if l < least || l > most {
		r.Report("out-of-range", key, fmt.Sprintf("%s cannot be %s", key, l),
			fmt.Sprintf("write a length from %s to %s", least, most))
	}
}

package folder

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/owner"
)

// The words of event.toml for the constants of impose.
var (
	foldOf  = map[string]impose.Fold{"none": impose.NoFold, "tent": impose.Tent, "butterfly": impose.Butterfly}
	flipOf  = map[string]impose.Flip{"long": impose.LongEdge, "short": impose.ShortEdge}
	orderOf = map[string]impose.Order{"rows": impose.InRows, "stack": impose.InStack}
)

// Fold returns how badges are folded.
func (w *Work) Fold() impose.Fold { return foldOf[w.Event.Badges.Fold] }

// Flip returns the edge over which the printer flips sheets of badges.
func (w *Work) Flip() impose.Flip { return flipOf[w.Event.Badges.Flip] }

// planSheet plans the placement of badges on sheets.
func (w *Work) planSheet(b *event.Badges) {
	badge := w.main[paper.Badge]
	if w.Back != nil && w.Back.Size != badge.Size {
		w.report("event-template", "badges.back", fmt.Sprintf("the back has %s x %s, and the front %s x %s",
			w.Back.Size.W, w.Back.Size.H, badge.Size.W, badge.Size.H),
			"choose two templates of the same size")
		return
	}
	if b.Sheet == "none" {
		return
	}
	wish := impose.Wish{
		Page: impose.FoldedSize(badge.Size, foldOf[b.Fold]), Bleed: badge.Bleed,
		Columns: b.Columns, Rows: b.Rows, Gutter: b.Gutter,
		Options: impose.Options{Crop: b.CropMarks, Registration: b.Registration, Outlines: b.Outlines,
			Fold: foldOf[b.Fold], Flip: flipOf[b.Flip], Order: orderOf[b.Order]},
	}
	if printer, ok := w.Event.Printers[b.Printer]; ok {
		wish.FrontShift, wish.BackShift = printer.Front, printer.Back
	}
	var ok bool
	if wish.Stock, ok = w.stock(b.Sheet, wish.Page); !ok {
		message, hint := noSheet(b.Sheet, slices.Sorted(maps.Keys(w.Event.Sheets)))
		w.report("event-sheet", "badges.sheet", message, hint)
		return
	}
	if own := w.Event.Sheets[b.Sheet]; wish.Columns == 0 && wish.Rows == 0 {
		wish.Columns, wish.Rows = own.Columns, own.Rows
	}
	plan, err := impose.Grid(wish)
	if err != nil {
		w.report("event-sheet", "badges.sheet", err.Error(),
			`take a larger sheet, fewer columns and rows, or a template of another size; or sheet = "none" for one badge a page`)
		return
	}
	w.Sheet = &plan
	if wish.Stock.Roll {
		w.checkInk(b.Sheet)
	}
}

// checkInk warns of codes that are not black on the stock of a label printer, which has no colours and prints them
// as dots: none of three scanners read a navy code from such a label.
func (w *Work) checkInk(stock string) {
	for _, t := range w.Templates() {
		if !OnSheets(t.Kind) {
			continue
		}
		t.Walk(func(b template.Box) {
			if qr, ok := b.(*template.QR); ok && !qr.Colour.Black() {
				p := w.Event.Problem("code-coloured", "badges.sheet",
					fmt.Sprintf("label printers print in black only, and the QR code of %s is not black: on %s it "+
						"will hardly be read",
						source.Quote(t.Name), source.Quote(stock)),
					`leave out its colour in the template, or write colour = "#000000"`)
				p.Severity = source.Warning
				w.problems.Add(p)
			}
		})
	}
}

// noSheet is the fault of an unknown sheet.
func noSheet(name string, own []string) (message, hint string) {
	hint = "the papers are A3, A4, A5, A6, A7, Letter and Legal, or none; this lists the stocks: lanyard stocks"
	if near := source.Nearest(name, append(own, impose.StockNames()...)); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return "there is no sheet " + source.Quote(name), hint
}

// stock returns the stock with a name: one of the event's own or a built-in one. Values that the event's stock
// leaves out follow from the size of the page to be placed on it.
func (w *Work) stock(name string, size geom.Size) (impose.Stock, bool) {
	own, ok := w.Event.Sheets[name]
	if !ok {
		return impose.FindStock(name)
	}
	s := impose.Stock{Part: name, What: "sheet of the event's own", Sheet: own.Size, Source: owner.EventFile}
	if !own.Cut {
		return s, true
	}
	s.Cell, s.Pitch, s.Columns, s.Rows, s.Radius = own.Cell, own.Pitch, own.Columns, own.Rows, own.Radius
	if s.Plain() {
		s.Cell = size
	}
	if s.Centred = own.Margins == nil; !s.Centred {
		s.First = *own.Margins
	}
	return s, true
}

// Sheet returns the stock with a name: from event.toml in the folder dir, if there is one, or a built-in one.
// Without a name it is the stock of the event's badges, or A4. The error has a hint.
func Sheet(ctx context.Context, dir, name string) (impose.Stock, error) {
	work, problems, err := Load(ctx, dir)
	switch {
	case err != nil || work == nil:
		work = nil
		if name == "" && problems.Err() != nil && problems[0].Code != "event-missing" {
			return impose.Stock{}, fault.New("the event has problems", "see them: lanyard check "+dir+
				"; or name a sheet: -sheet A4")
		}
	case name == "" && work.Sheet != nil:
		return work.Sheet.Stock, nil
	}
	var own []string
	if name == "" {
		name = "A4"
	}
	if work != nil {
		own = slices.Sorted(maps.Keys(work.Event.Sheets))
		size := geom.Size{}
		if badge := work.main[paper.Badge]; badge != nil {
			size = badge.Size
		}
		if s, ok := work.stock(name, size); ok {
			return s, nil
		}
	} else if s, ok := impose.FindStock(name); ok {
		return s, nil
	}
	return impose.Stock{}, fault.New(noSheet(name, own))
}

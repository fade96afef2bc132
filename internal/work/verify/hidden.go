package verify

import (
	"context"
	"errors"
	"image"
	"math"
	"strings"
	"unicode"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/paper/interpret"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/raster"
	"lanyard/internal/trust/credential"
	"lanyard/internal/typography/font"
)

// # Hidden text
//
// A text of the paper's colour, one with something painted over it, one beyond the edge and one too small to see are in
// the file and not before the eye. So each text of a page is drawn twice, with its letters and without: a letter that
// makes no difference is hidden, whatever hides it, and so is one under something that package interpret cannot draw. Texts with a hidden letter do not count for the comparison. Only
// pages that would pass are drawn.

// What counts as seen.
const (
	fewestPixels = 12 // height of the tallest letter of a text, as it is drawn
	mostTextDPI  = 300

	// A pixel of a letter is seen if it differs from what is there without the letter by this part of the full scale in
	// one colour at least: text of #efefef on white is not.
	faintest = 1.0 / 16

	// A letter is seen if this part of its ink is, so a line across a name does not matter.
	leastInk = 0.5

	// Ink of fewer pixels is a speck, of which nothing is required.
	speck = 0.5

	smallest = geom.Point // height of the tallest letter of a text that can be read; our smallest text has three times that
)

// The limits of looking at a file. What is beyond them counts as hidden.
const (
	// Pixels that are painted, each as often as it is painted over: a sheet of 65 labels takes 20 million. Files with many
	// pages have more bytes.
	maxLooked, lookedPerByte = 1 << 29, 500

	// Operators of all pages: 100 pages with a background of 10,000 have a million.
	maxWork, workPerByte = 20_000_000, 16
)

// errTired ends looking at a file that is too much work. It never leaves the room.
var errTired = errors.New("the file is too much work")

// inspect marks the facts of results that their pages hold and hide from the eye. Results are those of finds. The error
// is that of the context.
func inspect(ctx context.Context, data []byte, finds []find, results []Result, own *font.Library) error {
	wanted := map[int]bool{}
	for _, r := range results {
		switch r.State {
		case credential.StateValid, credential.StateStale, credential.StateUnknown:
			if r.Page > 0 && len(r.Differing()) == 0 {
				wanted[r.Page] = true
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	e := eye{ctx: ctx, pens: raster.New(), letters: newLettering(ctx, len(data), results, own), pixels: maxLooked +
		lookedPerByte*len(data), work: maxWork + workPerByte*len(data)}
	defer e.letters.end()
	seen, large := map[int]sights{}, map[int]sizes{}
	err := interpret.Each(ctx, data, wanted, func(n int, d *interpret.Drawing) error {
		if e.work -= d.Work; e.work < 0 {
			return errTired
		}
		for _, f := range finds {
			if _, done := seen[n]; f.page == n && !done {
				var err error
				if seen[n], err = e.seen(d, f.texts); err != nil {
					return err
				}
				large[n] = sizesOf(d, f.texts)
			}
		}
		return nil
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && !errors.Is(err, errTired) {
		seen = map[int]sights{} // a file that readback reads and interpret does not
	}
	for i := range results {
		if r := &results[i]; wanted[r.Page] {
			r.Besides = large[r.Page].besides(r)
			s := seen[r.Page] // those of an empty page if it was not looked at
			for j := range r.Facts {
				f := &r.Facts[j]
				f.Hidden = !f.Absent && f.Demand != Unprinted && !shows(r.Claim, f, &s.seen)
				f.Unlike = !f.Absent && f.Demand != Unprinted && !f.Hidden && !shows(r.Claim, f, &s.sure)
			}
		}
	}
	return nil
}

// eye looks at the pages of a file.
type eye struct {
	ctx          context.Context
	pens         *raster.Rasteriser
	letters      *lettering
	pixels, work int // left
}

// sights are those texts of a page that can be seen, and those of them whose letters were compared.
type sights struct{ seen, sure locale.Sight }

// seen returns the sights of a page. Texts are all that it has, as package readback has read them.
func (e *eye) seen(d *interpret.Drawing, texts []string) (sights, error) {
	var seen, sure []string
	all := layers(d.Page.Items)
	for i, text := range texts {
		if i >= len(d.Texts) {
			break // the page is too much work
		}
		if covered(d, i) {
			continue
		}
		hidden, err := e.hides(d.Page.Size, all, d.Texts[i], text)
		if err != nil {
			return sights{}, err
		}
		if hidden {
			continue
		}
		like, err := e.letters.judge(d.Texts[i], text)
		if err != nil {
			return sights{}, err
		}
		if like != other {
			seen = append(seen, text)
		}
		if like == same {
			sure = append(sure, text)
		}
	}
	return sights{locale.See(seen), locale.See(sure)}, nil
}

// covered reports whether something that is not drawn is painted over a text.
func covered(d *interpret.Drawing, text int) bool {
	for _, g := range d.Gaps {
		if g.Over <= text {
			continue
		}
		for _, l := range d.Texts[text] {
			if !common(g.Box, l.Outline.Bounds()).Empty() {
				return true
			}
		}
	}
	return false
}

// hides reports whether a letter of a text on a page cannot be seen.
func (e *eye) hides(size geom.Size, all []layer, letters []interpret.Letter, text string) (bool, error) {
	says := strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if len(letters) == 0 || !says {
		return says, nil // blanks and points say nothing
	}
	var box geom.Rect
	var tallest geom.Length
	own := map[*page.Path]bool{}
	black := &page.Page{}
	for i, l := range letters {
		b := l.Outline.Bounds()
		x, y := b.X+b.W/2, b.Y+b.H/2
		if l.Shape == nil || x < 0 || y < 0 || x > size.W || y > size.H {
			return true, nil
		}
		if i == 0 {
			box = b
		}
		box, tallest = box.Union(b), max(tallest, b.W, b.H)
		own[l.Shape] = true
		black.Items = append(black.Items, &page.Path{Outline: l.Outline, Fill: &page.Paint{}})
	}
	if tallest < smallest {
		return true, nil
	}
	box = common(box, geom.Rect{W: size.W, H: size.H})
	dpi := min(mostTextDPI, fewestPixels*float64(geom.Inch)/float64(tallest))
	box = box.Inset(-geom.Length(float64(geom.Inch) / dpi)) // a pixel more around it
	var drawn [3]*image.RGBA
	for i, items := range [][]page.Item{black.Items, within(all, box, nil), within(all, box, own)} {
		if err := e.afford(all, box, dpi); err != nil {
			return false, err
		}
		p := &page.Page{Size: box.Size(), Items: []page.Item{&page.Group{At: geom.Position{X: -box.X, Y: -box.Y},
			Items: items}}}
		var err error
		if drawn[i], err = e.pens.DrawContext(e.ctx, p, dpi, raster.Trim); err != nil {
			return true, e.ctx.Err() // what cannot be drawn is not seen
		}
	}
	scale := dpi / float64(geom.Inch)
	for _, l := range letters {
		b := l.Outline.Bounds().Move(geom.Position{X: -box.X, Y: -box.Y})
		px := image.Rect(int(float64(b.X)*scale), int(float64(b.Y)*scale), int(math.Ceil(float64(b.Right())*scale)),
			int(math.Ceil(float64(b.Bottom())*scale))).Intersect(drawn[0].Rect)
		if ink, seen := compared(drawn, px); ink >= speck && seen < leastInk*ink {
			return true, nil
		}
	}
	return false, nil
}

// compared returns how many pixels of ink a part of a drawing in black has, and how many of them can be seen because
// the drawing with the letters differs there from the one without.
func compared(drawn [3]*image.RGBA, px image.Rectangle) (ink, seen float64) {
	black, with, without := drawn[0], drawn[1], drawn[2]
	for y := px.Min.Y; y < px.Max.Y; y++ {
		for x := px.Min.X; x < px.Max.X; x++ {
			i := black.PixOffset(x, y)
			covered := 1 - float64(black.Pix[i])/255
			most := 0
			for c := range 3 {
				d := int(with.Pix[i+c]) - int(without.Pix[i+c])
				most = max(most, d, -d)
			}
			ink += covered
			if float64(most) >= faintest*covered*255 && most > 0 {
				seen += covered
			}
		}
	}
	return ink, seen
}

// afford takes the pixels of a drawing of a part of the page from the budget.
func (e *eye) afford(all []layer, box geom.Rect, dpi float64) error {
	scale := dpi / float64(geom.Inch)
	area := func(r geom.Rect) int {
		return int(min(1e15, (float64(r.W)*scale+1)*(float64(r.H)*scale+1)))
	}
	e.pixels -= area(box)
	for _, l := range all {
		if part := common(l.box, box); !part.Empty() {
			e.pixels -= area(part) + l.segments
		}
	}
	if e.pixels < 0 {
		return errTired
	}
	return nil
}

// layer is an item of a page with the box around what it paints.
type layer struct {
	page.Item
	box      geom.Rect
	segments int     // of its outlines
	inner    []layer // of a clip
}

// everywhere is a box around any page.
var everywhere = geom.Rect{X: -page.MaxSide, Y: -page.MaxSide, W: 3 * page.MaxSide, H: 3 * page.MaxSide}

// layers returns the layers of items.
func layers(items []page.Item) (all []layer) {
	for _, it := range items {
		l := layer{Item: it, box: everywhere}
		switch it := it.(type) {
		case *page.Link:
			continue
		case *page.Path:
			l.box, l.segments = it.Bounds(), len(it.Outline)
			if s := it.Stroke; s != nil {
				l.box = l.box.Inset(-s.Width.Scale(max(1, s.Miter)))
			}
		case *page.Picture:
			l.box = it.Box
		case *page.Group:
			if it.At != (geom.Position{}) || it.Turn != 0 {
				break
			}
			l.inner = layers(it.Items)
			for _, in := range l.inner {
				l.segments += in.segments
			}
			if it.Clip != nil {
				l.box = it.Clip.Bounds()
				l.segments += len(it.Clip)
			}
		}
		all = append(all, l)
	}
	return all
}

// within returns the items that may paint in a box, without some.
func within(all []layer, box geom.Rect, without map[*page.Path]bool) (items []page.Item) {
	for _, l := range all {
		path, _ := l.Item.(*page.Path)
		if common(l.box, box).Empty() || without[path] {
			continue
		}
		if g, ok := l.Item.(*page.Group); ok && l.inner != nil {
			items = append(items, &page.Group{Clip: g.Clip, Odd: g.Odd, Items: within(l.inner, box, without)})
			continue
		}
		items = append(items, l.Item)
	}
	return items
}

// common returns the part that two boxes share; empty if there is none.
func common(a, b geom.Rect) geom.Rect {
	x, y := max(a.X, b.X), max(a.Y, b.Y)
	return geom.Rect{X: x, Y: y, W: min(a.Right(), b.Right()) - x, H: min(a.Bottom(), b.Bottom()) - y}
}

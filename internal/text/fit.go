package text

import (
	"fmt"

	"lanyard/internal/font"
	"lanyard/internal/geom"
)

// Limits say how text may be fitted into a box.
type Limits struct {
	Max, Min geom.Length // font size; no Min is the same as Max: no shrinking
	Lines    int         // most lines; less than 1 counts as 1
	Leading  float64     // line pitch as a multiple of the size; 0: from the font
	Tracking float64     // extra space after each cluster in ems; joined scripts have none
	Fit      Fit
	Align    Align
	Valign   Valign
}

// Fit is what gives way first when text is too long.
type Fit uint8

// The ways to fit. Both try sizes in steps of a quarter point.
const (
	// Shrink keeps text on one line, forced breaks aside, down to Limits.Min.
	// Only when that is too long does it break lines, at the largest size
	// that fits then. The lines are about equally long. It is for names.
	Shrink Fit = iota
	// Wrap breaks lines at Limits.Max, and shrinks when they are too many or
	// too high. It is for body text. The last line may be short, unless text
	// is centred.
	Wrap
)

// Align is where a line stands between the sides of the box.
type Align uint8

// The alignments. Start is left in a paragraph that reads from left to right,
// and right in the others; End is its opposite.
const (
	Start Align = iota
	Left
	Centre
	Right
	End
)

// Valign is where the lines stand between top and bottom of the box.
//
// Lines are placed by the ascent and descent of the font, not by their ink, so
// that names on neighbouring badges share a baseline whether or not they have a
// g or an Å. Only where ink would leave the box is the block moved, by as
// little as brings it inside.
type Valign uint8

// The vertical alignments. Baseline is Top, but the first baseline stands where
// it would stand at Limits.Max, so that shrunk text shares its baseline with
// text that is not.
const (
	Top Valign = iota
	Middle
	Bottom
	Baseline
)

// Block is text that was fitted. Positions are relative to the upper left
// corner of the box.
type Block struct {
	Lines   []Line
	Size    geom.Length // font size
	Width   geom.Length // of the longest line
	Height  geom.Length // from the top of the first line to the bottom of the last, by the font
	Ink     geom.Rect   // around all ink
	Outcome Outcome
}

// Outcome says what had to be done to make text fit.
type Outcome struct {
	Shrunk   bool // the size is below Limits.Max
	Broken   bool // lines were broken that the text does not break
	Overflow bool // it does not fit: too long, too high or too many lines even at Limits.Min
}

// Line is one line of a block.
type Line struct {
	Runs     []Placed    // in visual order
	X        geom.Length // left end of the line
	Baseline geom.Length // distance of the baseline from the top of the box
	Width    geom.Length // sum of the advances, without the spaces that hang at its end
	Text     string      // the source of the line, hanging spaces included
}

// Placed is a run at its place. The runs of a line hold all of its text, the
// spaces that hang over its end too.
type Placed struct {
	X        geom.Length // pen start
	Run      *font.Run
	Tracking geom.Length // extra advance after every cluster
}

const (
	// sizeStep is the grid of sizes below Max: the finest that typographers
	// specify, and coarse enough that near equal names get equal sizes.
	sizeStep = geom.Point / 4
	// inkGap is the least space between the ink of two lines, in parts of the
	// size: less reads as touching.
	inkGap = 20
	// retries is how often lines that came out longer than the ruler said, by
	// kerning or joining at their ends, are broken again with less room.
	retries = 3
)

// Fit shapes p and places it in a box. Text without any character gives a block
// without lines. The error is Missing, or says what is wrong with a feature or
// the length of the text. Text that does not fit is no error: the block comes
// at Limits.Min, with Outcome.Overflow.
func (s *Shaper) Fit(p Paragraph, box geom.Size, lim Limits) (*Block, error) {
	if lim.Max <= 0 || lim.Min > lim.Max {
		panic(fmt.Sprintf("internal error: text sizes from %v to %v", lim.Min, lim.Max))
	}
	a, err := s.analyse(p)
	if err != nil {
		return nil, err
	}
	if len(p.Text) == 0 {
		return &Block{Size: lim.Max}, nil
	}
	if lim.Min <= 0 {
		lim.Min = lim.Max
	}
	lim.Lines = max(lim.Lines, 1)
	f := &fitting{analysis: a, box: box, Limits: lim}
	kinds := []kind{forced, allowed, syllable}
	switch {
	case lim.Lines <= len(a.pieces): // no room for another line
		kinds = kinds[:1]
	case lim.Fit == Wrap:
		kinds = kinds[1:]
	}
	for _, k := range kinds {
		if b := f.largest(k); b != nil {
			return b, nil
		}
	}
	b, _ := f.arrange(f.lines(lim.Min, kinds[len(kinds)-1]), lim.Min)
	b.Outcome.Overflow = true
	return b, nil
}

// fitting is the search for the size of one block.
type fitting struct {
	*analysis
	Limits
	box geom.Size
}

// largest returns the block at the largest size at which it fits when lines
// end at stops up to kind k; nil when none does. It finds the size by
// bisection; each trial is arithmetic on lines that are shaped once.
func (f *fitting) largest(k kind) *Block {
	// Sizes by number: Max, the multiples of sizeStep below it, Min.
	top := (f.Max - 1) / sizeStep * sizeStep
	last := 0
	if f.Min < f.Max {
		last = int((top-f.Min+sizeStep-1)/sizeStep) + 1
	}
	try := func(n int) (*Block, bool) {
		size := top - geom.Length(n-1)*sizeStep
		switch n {
		case 0:
			size = f.Max
		case last:
			size = f.Min
		}
		lines := f.lines(size, k)
		if len(lines) > f.Lines {
			return nil, false
		}
		return f.arrange(lines, size)
	}
	b, ok := try(0)
	if ok {
		return b
	}
	if last == 0 {
		return nil
	}
	if b, ok = try(last); !ok {
		return nil
	}
	for high, low := 0, last; low-high > 1; { // high does not fit, low does
		n := (high + low) / 2
		if c, ok := try(n); ok {
			b, low = c, n
		} else {
			high = n
		}
	}
	return b
}

// fitted is a line and the piece that it is part of.
type fitted struct {
	*line
	piece *piece
}

// lines breaks all pieces into lines for a size.
func (f *fitting) lines(size geom.Length, k kind) (lines []fitted) {
	for _, q := range f.pieces {
		if k == forced {
			lines = append(lines, fitted{f.line(q, span{0, len(q.runes)}), q})
			continue
		}
		b := f.newBreaker(q, k, f.Tracking)
		b.balance = f.Fit == Shrink || f.Align == Centre
		b.limit = f.box.W * measure / size
		var broken []fitted
		for range retries {
			broken = broken[:0]
			var excess geom.Length
			spans := b.lines(f.Lines)
			for _, s := range spans {
				l := f.line(q, s)
				excess = max(excess, l.place(size, f.Tracking, nil).width()-f.box.W)
				broken = append(broken, fitted{l, q})
			}
			if excess <= 0 || len(spans) > f.Lines {
				break
			}
			b.limit -= excess*measure/size + 1
		}
		lines = append(lines, broken...)
	}
	return lines
}

// strutAt returns the height of a line above and below its baseline at a size,
// and the pitch of lines. Leading that is not the font's own is added or taken
// off in equal halves above and below.
func (f *fitting) strutAt(size geom.Length) (ascent, descent, pitch geom.Length) {
	m := f.strut.Metrics()
	ascent, descent = f.strut.Scale(int64(m.Ascent), size), f.strut.Scale(int64(m.Descent), size)
	pitch = ascent + descent + f.strut.Scale(int64(m.LineGap), size)
	if f.Leading > 0 {
		pitch = size.Scale(f.Leading)
		half := (pitch - ascent - descent) / 2
		ascent, descent = ascent+half, pitch-ascent-half
	}
	return ascent, descent, pitch
}

// arrange places lines in the box at a size and reports whether they fit.
func (f *fitting) arrange(lines []fitted, size geom.Length) (*Block, bool) {
	b := &Block{Size: size, Lines: make([]Line, len(lines))}
	b.Outcome = Outcome{Shrunk: size < f.Max, Broken: len(lines) > len(f.pieces)}
	ok := len(lines) <= f.Lines
	ascent, descent, pitch := f.strutAt(size)

	// Across: place each line on its baseline.
	inks := make([]geom.Rect, len(lines))
	for i, l := range lines {
		line := &b.Lines[i]
		line.Text = l.piece.text[l.piece.offset[l.from]:l.piece.offset[l.to]]
		line.Runs = make([]Placed, 0, len(l.runs))
		e := l.place(size, f.Tracking, func(x, tracking geom.Length, r *font.Run) {
			line.Runs = append(line.Runs, Placed{x, r, tracking})
		})
		line.Width = e.advance
		line.X = f.across(e, l.level)
		for j := range line.Runs {
			line.Runs[j].X += line.X
		}
		inks[i] = e.ink.Move(geom.Position{X: line.X})
		b.Width = max(b.Width, e.advance)
		ok = ok && e.width() <= f.box.W
		if i > 0 && !inks[i].Empty() && !inks[i-1].Empty() {
			pitch = max(pitch, inks[i-1].Bottom()-inks[i].Y+size/inkGap)
		}
	}

	// Down: the first baseline at 0, then the whole block moved.
	n := geom.Length(len(lines))
	b.Height = ascent + (n-1)*pitch + descent
	for i, ink := range inks {
		b.Lines[i].Baseline = geom.Length(i) * pitch
		b.Ink = b.Ink.Union(ink.Move(geom.Position{Y: b.Lines[i].Baseline}))
	}
	first := ascent
	switch f.Valign {
	case Middle:
		first += (f.box.H - b.Height) / 2
	case Bottom:
		first += f.box.H - b.Height
	case Baseline:
		first, _, _ = f.strutAt(f.Max)
	}
	if !b.Ink.Empty() {
		first = inside(first, b.Ink.Y, b.Ink.Bottom(), f.box.H)
	}
	for i := range b.Lines {
		b.Lines[i].Baseline += first
	}
	b.Ink.Y += first
	return b, ok && b.Height <= f.box.H && b.Ink.H <= f.box.H
}

// across returns where a line starts in the box.
func (f *fitting) across(e extent, level uint8) geom.Length {
	align := f.Align
	switch rtl := level&1 == 1; {
	case align == Start && rtl, align == End && !rtl:
		align = Right
	case align == Start, align == End:
		align = Left
	}
	var x geom.Length
	switch align {
	case Centre:
		x = (f.box.W - e.advance) / 2
	case Right:
		x = f.box.W - e.advance
	}
	if e.ink.Empty() {
		return x
	}
	return inside(x, e.ink.X, e.ink.Right(), f.box.W)
}

// inside returns at, moved by as little as brings the stretch from at+from to
// at+to between 0 and limit; where it is too long, to the start.
func inside(at, from, to, limit geom.Length) geom.Length {
	at = min(at, limit-to)
	return max(at, -from)
}

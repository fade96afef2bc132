package text

import (
	"fmt"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/typography/font"
)

// Limits say how text may be fitted into a box.
type Limits struct {
	Max, Min geom.Length // font size; a zero Min equals Max: no shrinking
	Break    geom.Length // font size below which Shrink breaks lines if that allows larger text; 0: Min
	Lines    int         // most lines; values below 1 count as 1
	Leading  float64     // line pitch as a multiple of the size; 0: from the font. It grows where ink would touch
	Tracking float64     // extra space after each cluster in ems; not used in joined scripts
	Fit      Fit
	Align    Align
	Valign   Valign
}

// Fit says what to try first if text is too long.
type Fit uint8

// The ways to fit. Both try sizes in steps of a quarter point.
const (
	// Shrink keeps text on one line, forced breaks aside, down to Limits.Break. Below that it breaks lines if that
	// allows a larger size. The lines are about equally long. It is for names: shrinking first to Min would give two
	// long words one tiny line.
	Shrink Fit = iota
	// Wrap breaks lines at Limits.Max, and shrinks if there are too many or they are too high. It is for body text. The
	// last line may be short, unless text is centred.
	Wrap
)

// Align is the horizontal position of a line in its box.
type Align uint8

// The alignments. Start is left in a left-to-right paragraph and right in a right-to-left one; End is the opposite.
const (
	Start Align = iota
	Left
	Centre
	Right
	End
)

// Valign is the vertical position of the lines in the box.
//
// Lines are placed by the ascent and descent of the font, not by their ink, so names on neighbouring badges share a
// baseline whether or not they have a g or an Å. Only if ink would leave the box is the block moved, just enough to
// bring it inside.
type Valign uint8

// The vertical alignments. Baseline is Top, but with the first baseline where it would be at Limits.Max, so that shrunk
// text shares its baseline with text that is not shrunk.
const (
	Top Valign = iota
	Middle
	Bottom
	Baseline
)

// Block is fitted text. Positions are relative to the upper left corner of the box.
type Block struct {
	Lines   []Line
	Size    geom.Length // font size outside spans
	Width   geom.Length // of the longest line
	Top     geom.Length // where the ascent of the first line begins; negative if the font asks for more than the box
	Height  geom.Length // from the ascent of the first line to the descent of the last, by the font; may exceed the box
	Ink     geom.Rect   // around all ink
	Outcome Outcome
	// Lacking holds each letter with the variation selector behind it that asks for a form which its face does not have:
	// the letter is drawn in its ordinary form. In text order.
	Lacking []string
}

// Outcome says what was done to make text fit.
type Outcome struct {
	Shrunk   bool // the size is below Limits.Max
	Broken   bool // lines were broken in addition to forced breaks
	Overflow bool // it does not fit: too long, too high or too many lines even at Limits.Min
}

// Line is one line of a block.
type Line struct {
	Runs     []Placed    // in visual order
	X        geom.Length // left end of the line
	Baseline geom.Length // distance of the baseline from the top of the box
	Width    geom.Length // sum of the advances, without trailing spaces
	Text     string      // source text of the line, including trailing spaces
}

// Placed is a run at its position. The runs of a line hold all of its text, including spaces that hang over its end.
type Placed struct {
	X        geom.Length // pen start
	Run      *font.Run
	Size     geom.Length // font size
	Tracking geom.Length // extra advance after every cluster
	Span     int         // index into Paragraph.Spans, from 1; 0: no span
}

const (
	// sizeStep is the grid of sizes below Max: the finest that typographers specify, and coarse enough that nearly
	// equal names get equal sizes.
	sizeStep = geom.Point / 4
	// inkGap is the smallest space between the ink of two lines, as a fraction of the size: less looks like touching.
	inkGap = 20
	// breakGain is the fraction of its size by which a name must grow to be broken: a second line for less looks like
	// an accident.
	breakGain = 8
	// illegible is the size below which names are broken between syllables: the smallest in which books set notes.
	illegible = 6 * geom.Point
	// retries is how often lines are broken again with less width if kerning or joining at their ends made them longer
	// than the ruler predicted.
	retries = 3
)

// Fit shapes p and places it in a box. An empty text gives a block without lines. The error is Missing, or reports a
// bad feature or a text that is too long. Text that does not fit is not an error: the block is set at Limits.Min, with
// Outcome.Overflow.
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
	if lim.Fit == Shrink && lim.Break > lim.Min && len(kinds) > 1 {
		if set, ok := f.oneLineOrTwo(min(lim.Break, lim.Max)); ok {
			return f.block(f.legible(set)), nil
		}
	}
	for _, k := range kinds {
		if set, ok := f.broken(k); ok {
			return f.block(f.legible(set)), nil
		}
	}
	set, _ := f.set(lim.Min)
	b := f.block(set)
	b.Outcome.Overflow = true
	return b, nil
}

// fitting is the search for the size of one block.
type fitting struct {
	*analysis
	Limits
	box      geom.Size
	whole    bool       // lines end between whole names alone
	breakers []*breaker // per piece; none if pieces stay whole
}

// oneLineOrTwo keeps text whole down to floor. Below that it breaks lines if that makes the text clearly larger.
func (f *fitting) oneLineOrTwo(floor geom.Length) (setting, bool) {
	f.use(forced)
	whole, fits := f.largest()
	if fits && whole.size >= floor {
		return whole, true
	}
	broken, ok := f.broken(allowed)
	if ok && (!fits || broken.size > whole.size+whole.size/breakGain) {
		return broken, true
	}
	return whole, fits
}

// broken returns the largest text with breaks at stops up to kind k. A name that is torn there, at a hyphen or behind a
// particle, is set between whole names instead, unless that makes it clearly smaller.
func (f *fitting) broken(k kind) (setting, bool) {
	f.use(k)
	torn, ok := f.largest()
	if !ok || f.Fit != Shrink || !slices.ContainsFunc(torn.lines, fitted.clings) {
		return torn, ok
	}
	f.whole = true
	defer func() { f.whole = false }()
	f.use(k)
	if whole, ok := f.largest(); ok && whole.size+whole.size/breakGain >= torn.size {
		return whole, true
	}
	return torn, true
}

// legible returns lines that end between syllables as well, if the text would be too small to read without and grows
// clearly with them: the long surnames of Thailand, Laos, Cambodia and Myanmar have no other stops.
func (f *fitting) legible(s setting) setting {
	if f.Fit != Shrink || f.Lines < 2 || s.size >= illegible || !slices.ContainsFunc(f.pieces, (*piece).syllables) {
		return s
	}
	if broken, ok := f.broken(syllable); ok && broken.size > s.size+s.size/breakGain {
		return broken
	}
	return s
}

// syllables reports whether q has stops between syllables.
func (q *piece) syllables() bool {
	return slices.ContainsFunc(q.stops, func(s stop) bool { return s.kind == syllable })
}

// clings reports whether a line that is not the last of its piece ends at a hyphen or with a particle.
func (l fitted) clings() bool { return l.to < len(l.piece.runes) && clings(l.piece.runes[:l.to]) }

// use makes the search break lines at stops up to kind k.
func (f *fitting) use(k kind) {
	f.breakers = nil
	if k == forced {
		return
	}
	for _, q := range f.pieces {
		b := f.newBreaker(q, k, f.Tracking, f.whole)
		b.balance = f.Fit == Shrink || f.Align == Centre
		f.breakers = append(f.breakers, b)
	}
}

// largest returns the lines at the largest size at which they fit, if any. It finds the size by bisection; each trial
// is arithmetic on lines that are shaped once.
func (f *fitting) largest() (best setting, ok bool) {
	// Sizes by number: Max, the multiples of sizeStep below it, Min.
	top := (f.Max - 1) / sizeStep * sizeStep
	last := 0
	if f.Min < f.Max {
		last = int((top-f.Min+sizeStep-1)/sizeStep) + 1
	}
	try := func(n int) bool {
		size := top - geom.Length(n-1)*sizeStep
		switch n {
		case 0:
			size = f.Max
		case last:
			size = f.Min
		}
		set, ok := f.set(size)
		if ok {
			best = set
		}
		return ok
	}
	if try(0) {
		return best, true
	}
	if last == 0 || !try(last) {
		return best, false
	}
	for high, low := 0, last; low-high > 1; { // high does not fit, low does
		if n := (high + low) / 2; try(n) {
			low = n
		} else {
			high = n
		}
	}
	return best, true
}

// fitted is a line and the piece it belongs to.
type fitted struct {
	*line
	piece *piece
	extent
	drop geom.Length // from the baseline of the previous line
}

// setting is all lines at one size, measured but not placed.
type setting struct {
	size             geom.Length
	lines            []fitted
	ascent           geom.Length // of the first line, by the font
	height           geom.Length
	inkTop, inkUnder geom.Length // of the block, from its first baseline downwards
}

// set breaks all pieces into lines at a size and measures them. It reports whether they fit: their ink must, and one em
// per line, so that Ana and Ágy differ in size only where necessary. The ascent and descent of the font need not fit:
// they allow for the highest and lowest letters of all its scripts, two and a half ems in Noto Serif Tibetan.
func (f *fitting) set(size geom.Length) (s setting, ok bool) {
	s.size = size
	for i := range f.pieces {
		s.lines = f.lines(s.lines, i, size)
	}
	ok = len(s.lines) <= f.Lines
	for _, l := range s.lines {
		ok = ok && l.width() <= f.box.W
	}
	ascent, descent, pitch := f.strutAt(size)
	f.space(s.lines, size, ascent, descent, pitch)
	first, last := s.lines[0].scale, s.lines[len(s.lines)-1].scale
	s.ascent = scaled(ascent, first)
	inked := false
	var baseline geom.Length
	for _, l := range s.lines {
		baseline += l.drop
		if l.ink.Empty() {
			continue
		}
		top, bottom := baseline+l.ink.Y, baseline+l.ink.Bottom()
		if !inked {
			inked, s.inkTop, s.inkUnder = true, top, bottom
		}
		s.inkTop, s.inkUnder = min(s.inkTop, top), max(s.inkUnder, bottom)
	}
	s.height = s.ascent + baseline + scaled(descent, last)
	ems := baseline + scaled(size, max(first, last))
	return s, ok && ems <= f.box.H && s.inkUnder-s.inkTop <= f.box.H
}

// space sets the distance between lines: from the strut, with the leading split above and below it, for the largest
// text of each line. If ink would touch anywhere, all lines move apart, to keep the rhythm.
func (f *fitting) space(lines []fitted, size, ascent, descent, pitch geom.Length) {
	above := ascent + (pitch-ascent-descent)/2
	var more geom.Length
	for i := 1; i < len(lines); i++ {
		before, l := &lines[i-1], &lines[i]
		l.drop = scaled(pitch-above, before.scale) + scaled(above, l.scale)
		if !l.ink.Empty() && !before.ink.Empty() {
			more = max(more, before.ink.Bottom()-l.ink.Y+size/inkGap-l.drop)
		}
	}
	for i := 1; i < len(lines); i++ {
		lines[i].drop += more
	}
}

// scaled returns l times f; f is usually 1.
func scaled(l geom.Length, f float64) geom.Length {
	if f == 1 {
		return l
	}
	return l.Scale(f)
}

// lines appends the lines of piece i at a size.
func (f *fitting) lines(lines []fitted, i int, size geom.Length) []fitted {
	q, before := f.pieces[i], len(lines)
	add := func(s span) extent {
		l := f.line(q, s)
		e := l.place(size, f.Tracking, nil)
		lines = append(lines, fitted{line: l, piece: q, extent: e})
		return e
	}
	if f.breakers == nil {
		add(span{0, len(q.runes)})
		return lines
	}
	b := f.breakers[i]
	b.limit = f.box.W * measure / size
	for range retries {
		lines = lines[:before]
		var excess geom.Length
		spans := b.lines(f.Lines)
		for _, s := range spans {
			excess = max(excess, add(s).width()-f.box.W)
		}
		if excess <= 0 || len(spans) > f.Lines {
			break
		}
		b.limit -= excess*measure/size + 1
	}
	return lines
}

// strutAt returns the height of a line above and below its baseline at a size, by the font, and the line pitch.
func (f *fitting) strutAt(size geom.Length) (ascent, descent, pitch geom.Length) {
	m := f.strut.Metrics()
	ascent, descent = f.strut.Scale(int64(m.Ascent), size), f.strut.Scale(int64(m.Descent), size)
	pitch = ascent + descent + f.strut.Scale(int64(m.LineGap), size)
	if f.Leading > 0 {
		pitch = size.Scale(f.Leading)
	}
	return ascent, descent, pitch
}

// block places the lines of s in the box.
func (f *fitting) block(s setting) *Block {
	b := &Block{Size: s.size, Height: s.height, Lines: make([]Line, len(s.lines)), Lacking: f.lacking}
	b.Outcome = Outcome{Shrunk: s.size < f.Max, Broken: len(s.lines) > len(f.pieces)}
	first := s.ascent
	switch f.Valign {
	case Middle:
		first += (f.box.H - s.height) / 2
	case Bottom:
		first += f.box.H - s.height
	case Baseline:
		first, _, _ = f.strutAt(f.Max)
		first = scaled(first, s.lines[0].scale)
	}
	baseline := inside(first, s.inkTop, s.inkUnder, f.box.H)
	b.Top = baseline - s.ascent
	for i, l := range s.lines {
		x := f.across(l.extent, l.level)
		baseline += l.drop
		line := Line{
			Runs:     make([]Placed, 0, len(l.runs)),
			X:        x,
			Baseline: baseline,
			Width:    l.advance,
			Text:     l.piece.text[l.piece.offset[l.from]:l.piece.offset[l.to]],
		}
		l.place(s.size, f.Tracking, func(at, tracking geom.Length, r *lineRun) {
			line.Runs = append(line.Runs, Placed{x + at, r.Run, r.size(s.size), tracking, r.mark})
		})
		b.Lines[i] = line
		b.Width = max(b.Width, l.advance)
		b.Ink = b.Ink.Union(l.ink.Move(geom.Position{X: x, Y: line.Baseline}))
	}
	return b
}

// across returns the start of a line in the box.
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

// inside returns at, moved just enough to bring the range from at+from to at+to between 0 and limit, or to the start if
// it is too long.
func inside(at, from, to, limit geom.Length) geom.Length {
	at = min(at, limit-to)
	return max(at, -from)
}

package geom

// Position is a place on a page.
type Position struct{ X, Y Length }

// Add returns p moved by d.
func (p Position) Add(d Position) Position { return Position{p.X + d.X, p.Y + d.Y} }

// Size is the extent of a box.
type Size struct{ W, H Length }

// Turned returns the size after a quarter turn.
func (s Size) Turned() Size { return Size{s.H, s.W} }

// Rect is an upright box: X and Y are its upper left corner.
type Rect struct{ X, Y, W, H Length }

// At returns the box of size s whose upper left corner is p.
func (s Size) At(p Position) Rect { return Rect{p.X, p.Y, s.W, s.H} }

// Right and Bottom are the far edges of r.
func (r Rect) Right() Length  { return r.X + r.W }
func (r Rect) Bottom() Length { return r.Y + r.H }

// Size returns the extent of r.
func (r Rect) Size() Size { return Size{r.W, r.H} }

// Origin returns the upper left corner of r.
func (r Rect) Origin() Position { return Position{r.X, r.Y} }

// Empty reports whether r covers no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Inset returns r made smaller by d on all four sides; a negative d makes it
// larger.
func (r Rect) Inset(d Length) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Move returns r moved by d.
func (r Rect) Move(d Position) Rect { return Rect{r.X + d.X, r.Y + d.Y, r.W, r.H} }

// Contains reports whether s lies wholly in r. An empty s always does.
func (r Rect) Contains(s Rect) bool {
	return s.Empty() || s.X >= r.X && s.Y >= r.Y && s.Right() <= r.Right() && s.Bottom() <= r.Bottom()
}

// Union returns the smallest box around r and s. An empty box adds nothing.
func (r Rect) Union(s Rect) Rect {
	switch {
	case r.Empty():
		return s
	case s.Empty():
		return r
	}
	x, y := min(r.X, s.X), min(r.Y, s.Y)
	return Rect{x, y, max(r.Right(), s.Right()) - x, max(r.Bottom(), s.Bottom()) - y}
}

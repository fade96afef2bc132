// Package svg reads drawings: SVG files as Inkscape, Illustrator, Figma and other programs write logos, marks and
// flags. It returns items of a page, so drawings are printed as sharp lines and areas.
//
// # What is read
//
// SVG 1.1 and what programs use of SVG 2 and CSS:
//
//   - svg with width, height, viewBox and preserveAspectRatio, also nested;
//     g, a, switch, defs, symbol, use
//   - path with all commands, rect, circle, ellipse, line, polyline, polygon
//   - transform: matrix, translate, scale, rotate, skewX, skewY
//   - fill, stroke, opacity, fill-opacity, stroke-opacity, fill-rule,
//     stroke-width, -linecap, -linejoin, -miterlimit, -dasharray, -dashoffset,
//     paint-order, color, display, visibility
//   - as attributes, in style="", and in <style> by element, .class and #id
//   - colours by name, #rgb, #rrggbb with or without alpha, rgb(), rgba(),
//     hsl(), hsla(), currentColor
//   - linear and radial gradients with any number of colours
//   - clipPath made of one shape, or of several that do not overlap, and masks
//     that amount to one
//   - markers, except along arcs
//   - image with a PNG or JPEG in a data: URL, unless it is mirrored or slanted
//   - a document type that declares entities as short texts, as Illustrator's does
//
// # What is refused
//
// A picture is printed as its author sees it, or not at all. These are refused, with their position and a remedy: text
// that was not converted to paths, filters, masks with shades, patterns, blend modes, a translucent group
// whose shapes overlap, gradients along lines, gradients that fade, repeat or have an off-centre focus, and selectors
// beyond those above.
//
// Also refused is whatever reaches out of the file or runs: scripts, event handlers, foreignObject, declarations other
// than of entities, entities within entities, and addresses other than "#id". No other file is ever opened.
//
// Metadata, descriptions, animations and editors' private data are ignored silently, because they do not change the
// picture. The title of the file becomes the picture's.
//
// # How it is drawn
//
// Every transform is applied to the outlines in floating point and rounded to EMU once. Renderers learn nothing of SVG
// except pens with caps, joins and nibs, and gradients with several colours.
//
// Of the 271 flags of one collection (flag-icons) 270 are read, and of the 1,863 logos of another (gilbarbara/logos)
// 1,776. All those flags and 395 of those logos were compared with librsvg's drawing at 480 pixels across: at most 1.2
// % of the pixels differ clearly, all of them at edges and hairlines.
package svg

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/page"
)

// Limits. The largest flag in common use, that of Mexico with its eagle, has 200 KB and 3,000 segments in 700 elements.
const (
	maxBytes    = 8 << 20   // of a file
	maxElements = 50_000    // in a file
	maxDepth    = 100       // nested elements
	maxDrawn    = 100_000   // elements drawn, counting every copy made by use
	maxSegments = 200_000   // of all outlines: 11 MB
	maxCopies   = 16        // nested uses
	maxRules    = 5_000     // selectors in style sheets
	maxClasses  = 50        // of an element
	maxDeclared = 1_000_000 // properties that rules set on elements, including overridden ones
	maxStops    = 100       // colours of a gradient
	maxDashes   = 32        // lengths of a dash pattern
	maxEntities = 64        // declared in the document type: Illustrator writes 10
	maxEntity   = 256       // bytes of one of them: they are addresses
	maxExpanded = 1 << 20   // bytes that all uses of them expand to
	maxBitmaps  = 40        // pictures in a drawing
	maxPixels   = 1 << 25   // of all of them: A3 at 400 dpi
	maxClips    = 8         // nested clips: renderers nest at most 24 groups
	maxMeeting  = 2_000     // shapes of a translucent group or clip that are compared with each other
	maxFaults   = 20        // reported at once
	maxTitle    = 200       // characters of a title
	maxNumber   = 1e9       // of a coordinate or length in the file

	// A picture whose longer side is below minSide is read at ten or a hundred times its size: positions are whole EMU,
	// and a thousandth of the paper's width must stay far above one.
	minSide = 10 * geom.Millimetre
)

// pixel is the length of a px: 1/96 inch (CSS Values 3, 5.2).
const pixel = geom.Inch / 96

// Picture is a drawing. Its items lie in a box of its natural size with its upper left corner at the origin, and paint
// nothing outside: paths, and groups that clip.
type Picture struct {
	Size  geom.Size
	Items []page.Item
	Title string // title in the file; may be empty
}

// Is reports whether data looks like SVG, or at least XML, rather than a bitmap.
func Is(data []byte) bool {
	head := strings.TrimLeft(strings.TrimPrefix(string(data[:min(len(data), 512)]), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(head, "<")
}

// Read reads an SVG file. The error is source.Problems with lines and columns; the caller adds the file and a code.
func Read(data []byte) (*Picture, error) {
	d := &drawing{data: data, ids: map[string]*node{}, sheet: newSheet(), seen: map[place]bool{},
		bitmaps: map[string]*page.Image{}}
	if len(data) > maxBytes {
		d.fault(0, fmt.Sprintf("the file has more than %d MB", maxBytes>>20), "simplify the drawing, or save it as PNG")
		return nil, d.problems
	}
	d.root = d.parse()
	if d.root == nil || len(d.problems) > 0 {
		return nil, d.problems
	}
	p := d.picture(d.root)
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	return p, nil
}

// drawing is one file being read.
type drawing struct {
	data     []byte
	problems source.Problems
	seen     map[place]bool
	root     *node
	ids      map[string]*node
	sheet    *sheet

	declarations int // set on elements by rules so far
	drawn        int
	segments     int
	copies       []*node // elements being drawn by use, the innermost last
	bitmaps      map[string]*page.Image
	pixels       int  // of all of them
	full         bool // a limit was reached: nothing more is drawn
}

// place identifies a fault by its offset in the file and its message.
type place struct {
	at      int
	message string
}

// fault records a fault at an offset of the file, once.
func (d *drawing) fault(at int, message, hint string) {
	if d.seen[place{at, message}] || len(d.problems) == maxFaults {
		return
	}
	d.seen[place{at, message}] = true
	before := d.data[:min(at, len(d.data))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	d.problems.Add(source.Problem{Line: line, Column: column, Message: message, Hint: hint})
	d.full = d.full || len(d.problems) == maxFaults
}

// refuse records that a node cannot be drawn.
func (d *drawing) refuse(n *node, message, hint string) { d.fault(n.at, message, hint) }

// limit records that a node exceeds a limit, and stops drawing.
func (d *drawing) limit(n *node, message string) {
	d.refuse(n, message, "simplify the drawing, or save it as PNG")
	d.full = true
}

var errValue = errors.New("not a value")

// picture draws the root element.
func (d *drawing) picture(root *node) *Picture {
	view, ok := d.viewBox(root)
	w, okW := d.side(root, "width")
	h, okH := d.side(root, "height")
	switch { // missing values follow from the others: SVG 2, 8.12
	case !okW && !okH && ok:
		w, h = view.w, view.h
	case !okW && ok:
		w, okW = h*view.w/view.h, true
	case !okH && ok:
		h, okH = w*view.h/view.w, true
	}
	if !ok && !(okW && okH) {
		d.refuse(root, "the picture has no size", `give the svg element a width and a height, or a viewBox`)
		return nil
	}
	unit := float64(pixel)
	if most := float64(page.MaxSide) / unit; !(w > 0 && h > 0 && w <= most && h <= most) {
		d.refuse(root, fmt.Sprintf("the picture is %.4g x %.4g px large, but sides must be above 0 and at most %s", w,
			h, page.MaxSide), "give the svg element another width and height")
		return nil
	}
	for max(w, h)*unit < float64(minSide) {
		unit *= 10
	}
	p := &Picture{Size: geom.Size{W: max(1, geom.Length(math.Round(w*unit))),
		H: max(1, geom.Length(math.Round(h*unit)))}}
	for _, c := range root.children {
		if c.name == "title" && p.Title == "" {
			p.Title = strings.Join(strings.Fields(string(c.text)), " ")
			if r := []rune(p.Title); len(r) > maxTitle {
				p.Title = string(r[:maxTitle])
			}
		}
	}
	c := context{matrix: geom.Matrix{A: unit, D: unit}, style: initial, width: w, height: h}
	if ok {
		c = d.fitted(root, c, view, box{0, 0, w, h})
	}
	p.Items = d.clipTo(root, d.group(root, c, d.children), clip{path: geom.Box(geom.Rect{W: p.Size.W, H: p.Size.H})})
	return p
}

// side returns the width or height of a root element in px. ok is false if it is missing or a percentage.
func (d *drawing) side(n *node, key string) (v float64, ok bool) {
	s := strings.TrimSpace(n.attributes[key])
	if s == "" || s == "auto" || strings.HasSuffix(s, "%") {
		return 0, false
	}
	v, err := length(s, 0)
	if err != nil {
		d.refuse(n, fmt.Sprintf("%s=%q is not a length", key, short(s)),
			`write a number, with px, mm, cm, in or pt after it`)
	}
	return v, err == nil
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// box is a box in the coordinates of the file.
type box struct{ x, y, w, h float64 }

// viewBox returns the viewBox of an element, if it has a non-empty one.
func (d *drawing) viewBox(n *node) (box, bool) {
	s, ok := n.attributes["viewBox"]
	if !ok {
		return box{}, false
	}
	v, err := numbers(s)
	if err != nil || len(v) != 4 || v[2] < 0 || v[3] < 0 {
		d.refuse(n, fmt.Sprintf("viewBox=%q must be four numbers", short(s)), `write it like viewBox="0 0 24 24"`)
		return box{}, false
	}
	return box{v[0], v[1], v[2], v[3]}, v[2] > 0 && v[3] > 0
}

// fitted returns the context inside a viewBox that is shown in a port, following preserveAspectRatio (SVG 1.1, 7.8).
func (d *drawing) fitted(n *node, c context, view, port box) context {
	sx, sy := port.w/view.w, port.h/view.h
	words := strings.Fields(n.attributes["preserveAspectRatio"])
	words = slices.DeleteFunc(words, func(w string) bool { return w == "defer" })
	how, slice := "xMidYMid", false
	if len(words) > 0 {
		how, slice = words[0], len(words) > 1 && words[1] == "slice"
	}
	part := map[string]float64{"Min": 0, "Mid": 0.5, "Max": 1}
	var x, y float64
	if how != "none" {
		if slice {
			sx = max(sx, sy)
		} else {
			sx = min(sx, sy)
		}
		sy = sx
		var okX, okY bool
		if len(how) == len("xMidYMid") && how[0] == 'x' && how[4] == 'Y' {
			x, okX = part[how[1:4]]
			y, okY = part[how[5:]]
		}
		if !okX || !okY {
			d.refuse(n, fmt.Sprintf("preserveAspectRatio=%q is not supported", short(how)),
				`write "xMidYMid" or "none"`)
		}
	}
	c.matrix = c.matrix.Times(geom.Matrix{A: sx, D: sy,
		E: port.x - view.x*sx + (port.w-view.w*sx)*x,
		F: port.y - view.y*sy + (port.h-view.h*sy)*y})
	c.width, c.height = view.w, view.h
	return c
}

// diagonal is the base of percentages of lengths without direction (SVG 1.1, 7.10).
func (c context) diagonal() float64 { return math.Hypot(c.width, c.height) / math.Sqrt2 }

// numbers reads a list of numbers.
func numbers(s string) (list []float64, err error) {
	for strings.Trim(s, " \t\r\n\f,") != "" {
		v, rest, ok := geom.NextNumber(s)
		if !ok || math.Abs(v) > maxNumber {
			return nil, errValue
		}
		list, s = append(list, v), rest
	}
	return list, nil
}

var units = map[string]float64{"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

// length reads a length in px; whole is 100 %.
func length(s string, whole float64) (float64, error) {
	v, unit, ok := geom.NextNumber(s)
	if unit = strings.TrimSpace(unit); unit == "%" {
		return v * whole / 100, known(ok && math.Abs(v) <= maxNumber)
	}
	per, found := units[strings.ToLower(unit)]
	return v * per, known(ok && found && math.Abs(v) <= maxNumber)
}

func known(ok bool) error {
	if ok {
		return nil
	}
	return errValue
}

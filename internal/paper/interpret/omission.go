package interpret

import (
	"fmt"
	"strings"

	"lanyard/internal/base/geom"
)

// Reason is why something on a page is not drawn as a viewer draws it.
type Reason uint8

// The reasons, in the order in which Drawing lists them.
const (
	TooMuch    Reason = iota // the rest of the page
	Unreadable               // a part of the content that violates the format
	Shading                  // a shape with a gradient of another kind
	Tiling                   // a shape with a repeated pattern
	Masked                   // something behind a soft mask
	Clipped                  // something clipped by too many outlines
	Lettering                // a letter of a font of another kind
	LetterClip               // letters used as a clip
	Compressed               // a picture of another compression or colour space
	Inline                   // a picture within the operators
	Unseen                   // a letter that the file itself hides
	Blended                  // something blended in another way
	Grouped                  // a translucent group of several shapes, which show through each other
	Coloured                 // a colour of another space, shown as grey
	Note                     // an annotation without an appearance
	ForeignKey               // an entry of the file that Lanyard never writes
	reasons                  // how many there are
)

// words are the sentences about one and about several; of TooMuch there is only one.
var words = [reasons][2]string{
	TooMuch: {"the page is too complex: the rest of it is not drawn", ""},
	Unreadable: {"1 part of the page is not drawn: it cannot be read",
		"%d parts of the page are not drawn: they cannot be read"},
	Shading:    {"1 shape is not drawn: shading", "%d shapes are not drawn: shading"},
	Tiling:     {"1 shape is not drawn: pattern", "%d shapes are not drawn: pattern"},
	Masked:     {"1 shape is not drawn: soft mask", "%d shapes are not drawn: soft mask"},
	Clipped:    {"1 shape is not drawn: too many clips", "%d shapes are not drawn: too many clips"},
	Lettering:  {"1 letter is not drawn: kind of font", "%d letters are not drawn: kind of font"},
	LetterClip: {"1 text is not used as a clip", "%d texts are not used as a clip"},
	Compressed: {"1 picture is not drawn: compression or colours", "%d pictures are not drawn: compression or colours"},
	Inline:     {"1 picture is not drawn: inline", "%d pictures are not drawn: inline"},
	Unseen:     {"1 letter is invisible: the file hides it", "%d letters are invisible: the file hides them"},
	Blended:    {"1 setting is ignored: blend mode", "%d settings are ignored: blend mode"},
	Grouped: {"1 group is not translucent as a whole, but in each of its shapes",
		"%d groups are not translucent as a whole, but in each of their shapes"},
	Coloured: {"1 colour is shown as grey: colour space", "%d colours are shown as grey: colour space"},
	Note:     {"1 annotation is not drawn", "%d annotations are not drawn"},
	ForeignKey: {"the file has an entry that Lanyard does not write: another viewer may show something else",
		"the file has %d entries that Lanyard does not write: another viewer may show something else"},
}

// Omission is one kind of thing on a page that is not drawn as a viewer draws it.
type Omission struct {
	Reason Reason
	Count  int // 1 or more
}

// String returns a clause in English: "3 shapes are not drawn: shading".
func (o Omission) String() string {
	w := words[o.Reason]
	if o.Count == 1 || !strings.Contains(w[1], "%d") {
		return w[0]
	}
	return fmt.Sprintf(w[1], o.Count)
}

// omit counts something that is not drawn.
func (p *interpreter) omit(r Reason) { p.omitted[r]++ }

// maxGaps is how many gaps are kept apart.
const maxGaps = 1000

// gap notes where something is painted that is not drawn as a viewer draws it.
func (p *interpreter) gap(box geom.Rect) {
	if box.Empty() {
		return
	}
	over := len(p.texts)
	if len(p.letters) > 0 {
		over++
	}
	if n := len(p.gaps); n == maxGaps {
		last := &p.gaps[n-1]
		last.Box, last.Over = last.Box.Union(box), over
		return
	}
	p.gaps = append(p.gaps, Gap{box, over})
}

// lack counts something that is not drawn as a viewer draws it, and notes the visible part of the box around it.
func (c *content) lack(r Reason, box geom.Rect) {
	c.omit(r)
	c.gap(intersection(box, c.state.clip))
}

func (p *interpreter) omissions() (all []Omission) {
	for r := range reasons {
		if n := p.omitted[r]; n > 0 {
			all = append(all, Omission{r, n})
		}
	}
	return all
}

package issuer

import (
	"fmt"
	"math"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/input/values"
)

// Brand is how an issuer's verification page looks. An empty field keeps the look of a page without a brand.
type Brand struct {
	Logo   string // file in the folder of the event, or of the issuer: PNG, JPEG or SVG
	Colour string // "#rrggbb", below white text: their contrast is at least MinText
	Accent string // "#rrggbb", of marks on Colour: their contrast is at least MinMark
}

// The least contrast of text on its ground, and of marks that are no text (WCAG 2.2, 1.4.3 and 1.4.11).
const (
	MinText = 4.5
	MinMark = 3.0
)

// The notes on the keys of a Brand in the manuals of event.toml and issuer.toml.
const (
	LogoAbout = "The logo on the verification page: PNG, JPEG or SVG. It is published as a PNG of at most 528 x 132 pixels, " +
		"without the data of a camera; a transparent ground shows the colour of the page. Default: a seal."
	ColourAbout = "The main colour of the verification page, \"#rrggbb\". White text on it must be readable: a contrast of at least " +
		"4.5 to 1. Default: navy."
	AccentAbout = "The colour of lines and marks on the main colour, \"#rrggbb\": a contrast of at least 3 to 1. " +
		"Default: gold; white where gold would not be seen."
)

// ReadBrand checks how the page is to look. The keys follow prefix.
func ReadBrand(r *values.Reader, prefix string, w Table) Brand {
	b := Brand{Logo: w.Logo, Colour: strings.ToLower(w.Colour), Accent: strings.ToLower(w.Accent)}
	if r.Has(prefix + "logo") {
		r.Path(prefix+"logo", w.Logo)
	}
	ground, ok := pageColour(r, prefix+"colour", w.Colour)
	if !ok {
		return b
	}
	white := geom.Colour{V: [4]uint8{255, 255, 255}}
	readable := func(c geom.Colour) bool { return geom.Contrast(white, c) >= MinText }
	if !readable(ground) {
		faint(r, prefix+"colour", "white text on "+b.Colour, geom.Contrast(white, ground), MinText, nearest(ground, readable))
		return b
	}
	accent, ok := pageColour(r, prefix+"accent", w.Accent)
	visible := func(c geom.Colour) bool { return geom.Contrast(c, ground) >= MinMark }
	if ok && b.Accent != "" && !visible(accent) {
		faint(r, prefix+"accent", b.Accent+" on "+hex(ground), geom.Contrast(accent, ground), MinMark,
			nearest(accent, visible))
	}
	return b
}

// pageColour returns the colour of a key, or geom.Navy when it is absent.
func pageColour(r *values.Reader, key, text string) (c geom.Colour, ok bool) {
	if !r.Has(key) {
		text = geom.Navy
	}
	if !values.Colour.MatchString(text) {
		r.Report("bad-colour", key, source.Quote(text)+" is not a colour",
			`write `+key[strings.LastIndexByte(key, '.')+1:]+` = "#00467f": red, green and blue, two digits each`)
		return c, false
	}
	c, _, ok = geom.ParseHex(text[1:])
	return c, ok
}

// LogoProblem returns a problem with the logo.
func (i *Issuer) LogoProblem(code, message, hint string) source.Problem {
	return i.Problem(code, "logo", message, hint)
}

// faint reports a contrast below the least one, and the nearest colour that has it.
func faint(r *values.Reader, key, what string, has, least float64, better geom.Colour) {
	r.Report("low-contrast", key, fmt.Sprintf("%s has a contrast of %.1f to 1, less than %.1f: people with weak eyes cannot see it",
		what, math.Floor(has*10)/10, least),
		fmt.Sprintf("write %s = %q, the nearest colour that they can", key[strings.LastIndexByte(key, '.')+1:], hex(better)))
}

// nearest returns the colour that passes with the least of black or of white added to c.
func nearest(c geom.Colour, passes func(geom.Colour) bool) geom.Colour {
	for part := range 256 {
		for _, to := range []int{0, 255} {
			mixed := geom.Colour{}
			for i := range 3 {
				mixed.V[i] = uint8((int(c.V[i])*(255-part) + to*part + 127) / 255)
			}
			if passes(mixed) {
				return mixed
			}
		}
	}
	return c
}

func hex(c geom.Colour) string { return fmt.Sprintf("#%02x%02x%02x", c.V[0], c.V[1], c.V[2]) }

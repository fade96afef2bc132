package svg_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/page"
	. "lanyard/internal/paper/svg"
)

const pixel = geom.Inch / 96

// svgOf returns a file of 100 by 100 px.
func svgOf(body string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" `+
		`viewBox="0 0 100 100">%s</svg>`, body)
}

// spell writes items in px, with at most two decimals.
func spell(items []page.Item) string {
	var out []string
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			rule := ""
			if it.Odd {
				rule = "odd "
			}
			out = append(out, fmt.Sprintf("clip %s%s {%s}", rule, spellPath(it.Clip), spell(it.Items)))
		case *page.Path:
			s := spellPath(it.Outline)
			if it.Fill != nil {
				s += " fill " + spellPaint(it.Fill)
			}
			if it.EvenOdd {
				s += " odd"
			}
			if it.Stroke != nil {
				s += spellPen(it.Stroke)
			}
			if it.Opacity > 0 && it.Opacity < 1 {
				s += fmt.Sprintf(" opacity %.3g", it.Opacity)
			}
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

func px(l float64) string { return fmt.Sprintf("%g", math.Round(l/float64(pixel)*100)/100+0) }

func spellPath(p geom.Path) string {
	var b strings.Builder
	for _, s := range p {
		b.WriteByte("MLCz"[s.Verb])
		for i, q := range s.P[:[...]int{1, 1, 3, 0}[s.Verb]] {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s %s", px(float64(q.X)), px(float64(q.Y)))
		}
	}
	return b.String()
}

func hex(c geom.Colour) string { return fmt.Sprintf("#%02x%02x%02x", c.V[0], c.V[1], c.V[2]) }

func spellPaint(p *page.Paint) string {
	if p.To == nil {
		return hex(p.Colour)
	}
	s := hex(p.Colour)
	for _, stop := range p.Stops {
		s += fmt.Sprintf(",%.3g:%s", stop.Part, hex(stop.Colour))
	}
	s += "," + hex(*p.To)
	if m := p.Circle; m != nil {
		return s + fmt.Sprintf(" circle %s %s %s %s %s %s", px(m.A), px(m.B), px(m.C), px(m.D), px(m.E), px(m.F))
	}
	return s + fmt.Sprintf(" from %s %s to %s %s", px(float64(p.From.X)), px(float64(p.From.Y)), px(float64(p.Until.X)),
		px(float64(p.Until.Y)))
}

func spellPen(p *page.Stroke) string {
	s := fmt.Sprintf(" stroke %s %s", hex(p.Colour), px(float64(p.Width)))
	s += []string{"", " round", " square"}[p.Cap] + []string{"", " roundjoin", " bevel"}[p.Join]
	if p.Miter != 4 && p.Join == page.MiterJoin {
		s += fmt.Sprintf(" miter %g", p.Miter)
	}
	for _, d := range p.Dash {
		s += " dash " + px(float64(d))
	}
	if p.Phase != 0 {
		s += " phase " + px(float64(p.Phase))
	}
	if m := p.Nib; m != nil {
		s += fmt.Sprintf(" nib %.3g %.3g %.3g %.3g", m.A, m.B, m.C, m.D)
	}
	return s
}

// shapes holds drawings of 100 by 100 px and their items.
var shapes = map[string]struct{ svg, want string }{
	"nothing": {``, ``},
	"path":    {`<path d="M10 20l30 40z"/>`, `M10 20L40 60z fill #000000`},
	"arc":     {`<path d="M10 50a40 40 0 0 1 40 -40"/>`, `M10 50C10 27.91 27.91 10 50 10 fill #000000`},
	"rect": {`<rect x="10" y="20" width="30" height="40" fill="red"/>`,
		`M10 20L40 20L40 60L10 60z fill #ff0000`},
	"rect without width": {`<rect x="10" y="20" height="40"/>`, ``},
	"rect in parts": {`<rect x="10%" y="20%" width="30%" height="40%"/>`,
		`M10 20L40 20L40 60L10 60z fill #000000`},
	"rect in units": {`<rect x="0.1in" y="12pt" width="2pc" height="2.54mm"/>`,
		`M9.6 16L41.6 16L41.6 25.6L9.6 25.6z fill #000000`},
	"round rect": {`<rect width="40" height="20" rx="5"/>`,
		`M5 0L35 0C37.76 0 40 2.24 40 5L40 15C40 17.76 37.76 20 35 20L5 20C2.24 20 0 17.76 0 15L0 5C0 2.24 2.24 0 5 ` +
			`0z fill #000000`},
	"rounder rect": {`<rect width="40" height="20" rx="50" ry="5"/>`,
		`M20 0L20 0C31.05 0 40 2.24 40 5L40 15C40 17.76 31.05 20 20 20L20 20C8.95 20 0 17.76 0 15L0 5C0 2.24 8.95 0 ` +
			`20 0z fill #000000`},
	"circle": {`<circle cx="50" cy="50" r="10"/>`,
		`M60 50C60 55.52 55.52 60 50 60C44.48 60 40 55.52 40 50C40 44.48 44.48 40 50 40C55.52 40 60 44.48 60 50z ` +
			`fill #000000`},
	"ellipse": {`<ellipse cx="50" cy="50" rx="10" ry="20"/>`,
		`M60 50C60 61.05 55.52 70 50 70C44.48 70 40 61.05 40 50C40 38.95 44.48 30 50 30C55.52 30 60 38.95 60 50z ` +
			`fill #000000`},
	"ellipse, auto": {`<ellipse cx="50" cy="50" rx="10"/>`,
		`M60 50C60 55.52 55.52 60 50 60C44.48 60 40 55.52 40 50C40 44.48 44.48 40 50 40C55.52 40 60 44.48 60 50z ` +
			`fill #000000`},
	"line":             {`<line x1="10" y1="10" x2="20" y2="30" stroke="#123"/>`, `M10 10L20 30 stroke #112233 1`},
	"line without pen": {`<line x1="10" y1="10" x2="20" y2="30"/>`, ``},
	"polyline":         {`<polyline points="10,10 20,30,40 50 "/>`, `M10 10L20 30L40 50 fill #000000`},
	"polygon": {`<polygon points=" 10-10 20,30"/>`,
		`clip M0 0L100 0L100 100L0 100z {M10 -10L20 30z fill #000000}`},
	"beyond the view": {`<rect x="50" y="50" width="80" height="10"/>`,
		`clip M0 0L100 0L100 100L0 100z {M50 50L130 50L130 60L50 60z fill #000000}`},
	"dot": {`<path d="M9 9z" stroke="red" stroke-linecap="round"/>`, `M9 9L9 9 fill #000000 stroke #ff0000 1 round`},

	"groups": {`<g fill="red" transform="translate(10 20)"><g fill="inherit" transform="scale(2)"><rect ` +
		`width="5" height="5"/></g></g>`, `M10 20L20 20L20 30L10 30z fill #ff0000`},
	"anchor": {`<a xlink:href="https://example.org/"><rect width="5" height="5"/></a>`,
		`M0 0L5 0L5 5L0 5z fill #000000`},
	"switch": {`<switch><rect systemLanguage="fr" width="5" height="5"/><g><rect width="6" ` +
		`height="6"/></g><rect width="7" height="7"/></switch>`, `M0 0L6 0L6 6L0 6z fill #000000`},
	"unknown": {`<thing><rect width="5" height="5"/></thing>`, ``},
	"editor": {`<e:grid xmlns:e="http://example.org/e"><rect width="5" height="5"/></e:grid><rect e:width="9" ` +
		`width="5" height="5" xmlns:e="http://example.org/e"/>`, `M0 0L5 0L5 5L0 5z fill #000000`},
	"empty text": {`<text x="5" y="5"><tspan> </tspan></text>`, ``},
	"left out":   {`<metadata>x</metadata><desc>y</desc><animate attributeName="x"/><view/>`, ``},
	"hidden": {`<g display="none"><text>x</text><rect width="5" height="5"/></g><g visibility="hidden"><rect ` +
		`width="5" height="5"/><rect visibility="visible" width="6" height="6"/></g>`,
		`M0 0L6 0L6 6L0 6z fill #000000`},
	"unused image": {`<defs><image href="a.png"/><filter id="f"/><mask id="m"/></defs>`, ``},

	"transforms": {`<path transform="rotate(90) translate(0,-50),scale(2 1)" d="M1 2L3 4"/>`,
		`M48 2L46 6 fill #000000`},
	"matrix": {`<path transform="matrix(1,.5 0 2 10-10)" d="M10 20L30 20"/>`, `M20 35L40 45 fill #000000`},
	"around": {`<path transform="rotate(180 50 50)" d="M10 20L30 20"/>`, `M90 80L70 80 fill #000000`},
	"skew": {`<path transform="skewX(45)" d="M10 20L30 20"/><path transform="skewY(-45)" d="M10 20L5 20"/>`,
		`M30 20L50 20 fill #000000; M10 10L5 15 fill #000000`},
	"css": {`<path style="transform: rotate(90deg) translate(0px, -50px)" d="M1 2L3 4"/>`, `M48 1L46 3 fill #000000`},

	"use": {`<defs><rect id="a" width="5" height="5"/></defs><use href="#a" x="10" y="20" ` +
		`fill="lime"/><use xlink:href="#a" transform="scale(2)"/>`, `M10 20L15 20L15 25L10 25z fill #00ff00; M0 0L10 ` +
		`0L10 10L0 10z fill #000000`},
	"use of nothing": {`<use href="#a"/><use/>`, ``},
	"symbol": {`<symbol id="a" viewBox="0 0 10 10"><rect width="10" height="10"/></symbol><use href="#a" ` +
		`x="10" y="20" width="20" height="40"/>`, `M10 30L30 30L30 50L10 50z fill #000000`},
	"symbol, whole": {`<symbol id="a" viewBox="0 0 10 10" preserveAspectRatio="none"><rect width="12" ` +
		`height="1"/></symbol><use href="#a"/>`,
		`clip M0 0L100 0L100 100L0 100z {M0 0L120 0L120 10L0 10z fill #000000}`},
	"symbol without box": {`<symbol id="a"><rect width="10%" height="10"/></symbol><use href="#a" width="50" ` +
		`height="50"/>`, `M0 0L5 0L5 10L0 10z fill #000000`},
	"svg inside": {`<svg x="10" y="10" width="50" height="20" viewBox="0 0 10 10" preserveAspectRatio="xMinYMax ` +
		`slice"><rect width="10" height="10"/></svg>`, `clip M10 10L60 10L60 30L10 30z {M10 -20L60 -20L60 30L10 30z ` +
		`fill #000000}`},

	"style": {`<path style="fill:#f00;fill-rule:evenodd;-inkscape-x:url(a;b)" d="M0 0L9 9"/>`,
		`M0 0L9 9 fill #ff0000 odd`},
	"style sheet": {`<style>/* c */ path, .b { fill: red } .b.c{fill:blue} #d { fill : lime ; } * { stroke: none } ` +
		`@font-face { src: url(x) } path:hover{fill:none}</style><path class="b" d="M0 0L1 1"/><path class="c b" ` +
		`d="M0 0L2 2"/><path class="c b" id="d" d="M0 0L3 3"/><path fill="gold" d="M0 0L4 4"/><path ` +
		`style="fill:gold" d="M0 0L5 5"/>`, `M0 0L1 1 fill #ff0000; M0 0L2 2 fill #0000ff; M0 0L3 3 fill #00ff00; M0 ` +
		`0L4 4 fill #ff0000; M0 0L5 5 fill #ffd700`},
	"important": {`<style><![CDATA[ .a{fill:red !important} .a{fill:blue} ]]></style><path class="a" ` +
		`style="fill:lime" d="M0 0L1 1"/>`, `M0 0L1 1 fill #ff0000`},
	"current": {`<g color="teal"><path fill="currentColor" d="M0 0L1 1"/></g>`, `M0 0L1 1 fill #008080`},
	"rgb": {`<path fill="rgb(1, 2,3)" d="M0 0L1 1"/><path fill="rgba(100%,50%,0%,.5)" d="M0 0L2 2"/><path ` +
		`fill="rgb(1 2 3 / 25%)" d="M0 0L3 3"/>`, `M0 0L1 1 fill #010203; M0 0L2 2 fill #ff8000 opacity 0.5; M0 0L3 ` +
		`3 fill #010203 opacity 0.25`},
	"hsl": {`<path fill="hsl(120,100%,25%)" d="M0 0L1 1"/><path fill="hsla(-120deg 100% 50% / .5)" d="M0 ` +
		`0L2 2"/>`, `M0 0L1 1 fill #008000; M0 0L2 2 fill #0000ff opacity 0.5`},
	"hex": {`<path fill="#AbC" d="M0 0L1 1"/><path fill="#abc8" d="M0 0L2 2"/><path fill="#aabbcc00" d="M0 ` +
		`0L3 3"/><path fill="#cd853f icc-color(acme, 0.1)" d="M0 0L4 4"/>`, `M0 0L1 1 fill #aabbcc; M0 0L2 2 fill ` +
		`#aabbcc opacity 0.533; M0 0L4 4 fill #cd853f`},
	"no paint": {`<path fill="none" d="M0 0L1 1"/><path fill="transparent" d="M0 0L1 1"/><path fill="red" ` +
		`fill-opacity="0" d="M0 0L1 1"/><g opacity="0"><path d="M0 0L1 1"/></g>`, ``},
	"lost paint": {`<path fill="url(#no)" d="M0 0L1 1"/><path fill="url('#no') red" d="M0 0L2 2"/>`,
		`M0 0L2 2 fill #ff0000`},
	"opacity": {`<g opacity=".5"><path opacity="50%" d="M0 0L1 1"/></g><g opacity=".5"><path fill="red" d="M0 ` +
		`0L1 1"/><path d="M5 5L9 9"/></g>`, `M0 0L1 1 fill #000000 opacity 0.25; M0 0L1 1 fill #ff0000 opacity 0.5; ` +
		`M5 5L9 9 fill #000000 opacity 0.5`},
	"opaque pen": {`<path stroke="red" opacity=".5" d="M0 0L1 1"/>`,
		`clip M0 0L100 0L100 100L0 100z {M0 0L1 1 fill #000000 stroke #ff0000 1 opacity 0.5}`},
	"two opacities": {`<path stroke="red" stroke-opacity=".5" fill-opacity=".25" d="M10 10L11 11"/>`,
		`M10 10L11 11 fill #000000 opacity 0.25; M10 10L11 11 stroke #ff0000 1 opacity 0.5`},
	"pen below": {`<path stroke="red" paint-order="stroke" d="M10 10L11 11"/>`,
		`M10 10L11 11 stroke #ff0000 1; M10 10L11 11 fill #000000`},
	"pen": {`<g fill="none" stroke="red" stroke-width="2px" transform="translate(20 20) rotate(30) ` +
		`scale(2)"><path d="M0 0h1" stroke-linecap="round" stroke-linejoin="bevel"/><path d="M0 0h1" ` +
		`stroke-linecap="square" stroke-miterlimit="2"/><path d="M0 0h1" stroke-linejoin="round"/></g>`,
		`M20 20L21.73 21 stroke #ff0000 4 round bevel; M20 20L21.73 21 stroke #ff0000 4 square miter 2; M20 20L21.73 ` +
			`21 stroke #ff0000 4 roundjoin`},
	"no pen": {`<path fill="none" stroke="red" stroke-width="0" d="M0 0h1"/><path fill="none" stroke="red" ` +
		`stroke-width="-1" d="M0 0h1"/>`, ``},
	"dashes": {`<g fill="none" stroke="red" transform="scale(2)"><path d="M10 10h1" stroke-dasharray="1,2 3" ` +
		`stroke-dashoffset="-1"/><path d="M10 10h1" stroke-dasharray="0 0"/><path d="M10 10h1" stroke-dasharray="5 ` +
		`-1"/><path d="M10 10h1" stroke-dasharray="none"/></g>`, `M20 20L22 20 stroke #ff0000 2 dash 2 dash 4 dash 6 ` +
		`phase 22; M20 20L22 20 stroke #ff0000 2; M20 20L22 20 stroke #ff0000 2; M20 20L22 20 stroke #ff0000 2`},
	"stretched pen": {`<path transform="translate(20 20) scale(4 1)" stroke="red" d="M0 0h1v1"/>`,
		`M20 20L24 20L24 21 fill #000000; M20 20L24 20L24 21 stroke #ff0000 2 nib 2 0 0 0.5`},

	"gradient": {`<linearGradient id="g"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></linearGradient><rect x="10" y="10" width="20" height="40" fill="url(#g)"/>`,
		`M10 10L30 10L30 50L10 50z fill #ff0000,#0000ff from 10 10 to 30 10`},
	"gradient, user space": {`<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="50%" ` +
		`gradientTransform="rotate(90)"><stop offset="25%" style="stop-color:red"/><stop offset=".2" ` +
		`stop-color="lime"/><stop offset="2" stop-color="blue"/></linearGradient><rect width="20" height="40" ` +
		`fill="url(#g)"/>`, `M0 0L20 0L20 40L0 40z fill #ff0000,0.25:#ff0000,0.25:#00ff00,#0000ff from 0 0 to 0 50`},
	"slanted gradient": {`<linearGradient id="g" x2="1" y2="1"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></linearGradient><rect width="20" height="40" fill="url(#g)"/>`, `M0 0L20 0L20 40L0 40z ` +
		`fill #ff0000,#0000ff from 0 0 to 32 16`},
	"radial": {`<radialGradient id="g"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></radialGradient><rect width="20" height="40" fill="url(#g)"/>`, `M0 0L20 0L20 40L0 40z ` +
		`fill #ff0000,#0000ff circle 10 0 0 20 10 20`},
	"gradient of another": {`<linearGradient id="a" x1="1" x2="0"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></linearGradient><linearGradient id="b" xlink:href="#a" y2="0"/><rect width="20" ` +
		`height="40" fill="url(#b)"/>`, `M0 0L20 0L20 40L0 40z fill #ff0000,#0000ff from 20 0 to 0 0`},
	"one colour": {`<linearGradient id="a"><stop stop-color="red" stop-opacity=".5"/></linearGradient><rect ` +
		`width="20" height="40" fill="url(#a)"/>`, `M0 0L20 0L20 40L0 40z fill #ff0000 opacity 0.5`},
	"no colour": {`<linearGradient id="a"/><rect width="20" height="40" fill="url(#a)"/>`, ``},
	"no axis": {`<linearGradient id="a" x2="0"><stop stop-color="red"/><stop ` +
		`stop-color="blue"/></linearGradient><rect width="20" height="40" fill="url(#a)"/>`, `M0 0L20 0L20 40L0 40z ` +
		`fill #0000ff`},
	"gradient on a line": {`<linearGradient id="a"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></linearGradient><path d="M0 0h10" fill="url(#a)"/>`, ``},
	"gradient on a curve": {`<linearGradient id="a"><stop stop-color="red"/><stop offset="1" ` +
		`stop-color="blue"/></linearGradient><path d="M0 0C0 40 40 40 40 0" fill="url(#a)" transform="scale(2)"/>`,
		`M0 0C0 80 80 80 80 0 fill #ff0000,#0000ff from 0 0 to 80 0`},

	"clip": {`<clipPath id="c"><rect width="10" height="10"/></clipPath><path clip-path="url(#c)" d="M0 ` +
		`0L40 40L0 40z"/>`, `clip M0 0L10 0L10 10L0 10z {M0 0L40 40L0 40z fill #000000}`},
	"clip around all": {`<clipPath id="c"><rect width="90" height="90"/></clipPath><path clip-path="url(#c)" d="M0 ` +
		`0L40 40"/>`, `M0 0L40 40 fill #000000`},
	"clip by use": {`<path id="p" d="M0 0L9 9L0 9z"/><clipPath id="c" transform="translate(1)"><use ` +
		`xlink:href="#p" clip-rule="evenodd"/></clipPath><rect clip-path="url(#c)" width="20" height="20"/>`,
		`M0 0L9 9L0 9z fill #000000; clip odd M1 0L10 9L1 9z {M0 0L20 0L20 20L0 20z fill #000000}`},
	"clip in a box": {`<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" ` +
		`r=".5"/></clipPath><rect clip-path="url(#c)" x="20" y="20" width="20" height="40"/>`, `clip M40 40C40 51.05 ` +
		`35.52 60 30 60C24.48 60 20 51.05 20 40C20 28.95 24.48 20 30 20C35.52 20 40 28.95 40 40z {M20 20L40 20L40 ` +
		`60L20 60z fill #000000}`},
	"clip to two": {`<clipPath id="c"><rect width="5" height="5"/><rect x="6" width="5" ` +
		`height="5"/></clipPath><rect clip-path="url(#c)" width="20" height="20"/>`, `clip M0 0L5 0L5 5L0 5zM6 0L11 ` +
		`0L11 5L6 5z {M0 0L20 0L20 20L0 20z fill #000000}`},
	"clip to nothing": {`<clipPath id="c"/><rect clip-path="url(#c)" width="20" height="20"/>`, ``},
	"clip in a clip": {`<clipPath id="a"><path d="M0 0L9 9L0 9z"/></clipPath><clipPath id="c" ` +
		`clip-path="url(#a)"><path d="M0 0L9 9L9 0z"/></clipPath><rect clip-path="url(#c)" width="20" height="20"/>`,
		`clip M0 0L9 9L9 0z {clip M0 0L9 9L0 9z {M0 0L20 0L20 20L0 20z fill #000000}}`},
	"lost clip": {`<rect clip-path="url(#c)" width="20" height="20"/>`, `M0 0L20 0L20 20L0 20z fill #000000`},
	"mask as clip": {`<mask id="m" fill="white"><path fill-rule="evenodd" d="M0 0L9 9L0 9z"/></mask><rect ` +
		`mask="url(#m)" width="20" height="20"/>`, `clip odd M0 0L9 9L0 9z {M0 0L20 0L20 20L0 20z fill #000000}`},
	"alpha mask": {`<mask id="m" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="0" y="0" width="8" ` +
		`height="90"><path d="M0 0L9 9L0 9z"/></mask><rect mask="url(#m)" width="20" height="20"/>`,
		`clip M0 0L9 9L0 9z {clip M0 0L8 0L8 90L0 90z {M0 0L20 0L20 20L0 20z fill #000000}}`},
	"markers": {`<marker id="m" refX="1" refY="1" orient="auto"><path d="M0 0h1v1z"/></marker><path ` +
		`fill="none" stroke="red" marker-start="url(#m)" marker-end="url(#m)" stroke-width="2" d="M20 20h20v20"/>`,
		`M20 20L40 20L40 40 stroke #ff0000 2; M18 18L20 18L20 20z fill #000000; M42 38L42 40L40 40z fill #000000`},
	"markers in a view": {`<marker id="m" viewBox="0 0 10 10" refX="5" refY="5" markerUnits="userSpaceOnUse" ` +
		`markerWidth="2" markerHeight="2"><path d="M0 0h20v10z"/></marker><path fill="none" style="marker:url(#m)" ` +
		`d="M20 20L30 30"/>`, `clip M19 19L21 19L21 21L19 21z {M19 19L23 19L23 21z fill #000000}; clip M29 29L31 ` +
		`29L31 31L29 31z {M29 29L33 29L33 31z fill #000000}`},
	"marker on the way": {`<marker id="m" orient="auto"><path d="M0 0h1v1z"/></marker><path fill="none" stroke="red" ` +
		`marker-mid="url(#m)" d="M20 20h20v20z"/>`, `M20 20L40 20L40 40z stroke #ff0000 1; clip M40 20L42.12 ` +
		`22.12L40 24.24L37.88 22.12z {M40 20L40.71 20.71L40 21.41z fill #000000}; clip M40 40L37.23 41.15L36.08 ` +
		`38.38L38.85 37.23z {M40 40L39.08 40.38L38.69 39.46z fill #000000}`},
}

func TestShapes(t *testing.T) {
	for name, c := range shapes {
		p, err := Read([]byte(svgOf(c.svg)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := spell(p.Items); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", name, got, c.want)
		}
		sound(t, p.Items, 0)
	}
}

// TestSize checks the natural size, in px, and where the points (0, 0) and (10, 10) are placed.
func TestSize(t *testing.T) {
	for head, want := range map[string]string{
		`viewBox="0 0 100 50"`:                                                             "100 50 M0 0L10 10",
		`width="100" height="50"`:                                                          "100 50 M0 0L10 10",
		`width="100%" height="100%" viewBox="0 0 100 50"`:                                  "100 50 M0 0L10 10",
		`width="200" viewBox="0 0 100 50"`:                                                 "200 100 M0 0L20 20",
		`height="2in" viewBox="0 0 100 50"`:                                                "384 192 M0 0L38.4 38.4",
		`width="25.4mm" height="1in" viewBox="0 0 96 96"`:                                  "96 96 M0 0L10 10",
		`width="200" height="50" viewBox="0 0 100 50"`:                                     "200 50 M50 0L60 10",
		`width="200" height="50" viewBox="0 0 100 50" preserveAspectRatio="xMinYMin meet"`: "200 50 M0 0L10 10",
		`width="100" height="100" viewBox="0 0 100 50" preserveAspectRatio="xMaxYMax"`:     "100 100 M0 50L10 60",
		`width="200" height="50" viewBox="0 0 100 50" preserveAspectRatio="none"`:          "200 50 M0 0L20 10",
		`viewBox="-10 -20 100 50"`:                                                         "100 50 M10 20L20 30",
		// ten times as large
		`viewBox="0 0 10 5"`:   "100 50 M0 0L100 100",
		`viewBox="0,0,.1,.05"`: "100 50 M0 0L10000 10000",
	} {
		p, err := Read([]byte(`<svg xmlns="http://www.w3.org/2000/svg" ` + head + `><path d="M0 0L10 10"/></svg>`))
		if err != nil {
			t.Errorf("%s: %v", head, err)
			continue
		}
		items := p.Items
		if g, ok := items[0].(*page.Group); ok {
			items = g.Items
		}
		got := fmt.Sprintf("%s %s %s", px(float64(p.Size.W)), px(float64(p.Size.H)),
			spellPath(items[0].(*page.Path).Outline))
		if got != want {
			t.Errorf("%s: got %s, want %s", head, got, want)
		}
	}
}

func TestTitle(t *testing.T) {
	p, err := Read([]byte(svgOf("<title>\n Royal  Institute </title><g><title>other</title></g>")))
	if err != nil || p.Title != "Royal Institute" {
		t.Errorf("the title is %q, %v", p.Title, err)
	}
	if p, err = Read([]byte(svgOf("<title>" + strings.Repeat("ش", 1000) + "</title>"))); err != nil ||
		len([]rune(p.Title)) != 200 {
		t.Errorf("a long title has %d characters, %v", len([]rune(p.Title)), err)
	}
}

func TestIs(t *testing.T) {
	for data, want := range map[string]bool{"<svg/>": true, "\ufeff\r\n <?xml version='1.0'?>": true, "\x89PNG": false,
		"\xff\xd8": false, "": false, "hello": false} {
		if Is([]byte(data)) != want {
			t.Errorf("Is(%q) is %v", data, !want)
		}
	}
}

// TestAllFaults checks that all faults are reported once and in file order, up to twenty.
func TestAllFaults(t *testing.T) {
	_, err := Read([]byte(svgOf("<defs><g id='a'><text>x</text></g></defs>\n<use href='#a'/><use href='#a'/>\n<image/>")))
	var faults source.Problems
	if !errors.As(err, &faults) || len(faults) != 2 || faults[0].Line != 1 || faults[1].Line != 3 {
		t.Errorf("%+v", faults)
	}
	if want := "1:"; !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %q", err)
	}
	if _, err = Read([]byte(svgOf(strings.Repeat("\n<text>x</text>", 100)))); !errors.As(err, &faults) ||
		len(faults) != 20 {
		t.Errorf("%d faults", len(faults))
	}
}

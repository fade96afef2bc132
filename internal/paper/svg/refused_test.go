package svg_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/source"
	. "lanyard/internal/paper/svg"
)

// below returns a file in which body begins in the first column of the second line.
func below(body string) string { return svgOf("\n" + body) }

// Hints that several refusals share.
const (
	plain11   = "save it again as plain SVG 1.1"
	plain     = "save it again as plain SVG"
	plainType = "save it again as plain SVG; in Illustrator without \"preserve editing capabilities\""
	inFile    = "embed it as PNG or JPEG in the program that made the file, or save the whole drawing as PNG"

	// dot is a PNG of one red pixel.
	dot       = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
	simplify  = "simplify the drawing, or save it as PNG"
	units     = "write a number, with px, mm, cm, in or pt after it"
	embed     = "embed it in the file"
	removeOne = "remove one of the two"
	toPaths   = "convert it to paths: in Inkscape Path > Object to Path, in Illustrator Type > Create Outlines, in " +
		"Figma Outline Stroke or Flatten"
)

// refused holds files that cannot be printed, each with its first fault and the hint.
var refused = []struct{ name, file, fault, hint string }{
	{"text", below("\n<g>\n  <text>Ana</text></g>"),
		"4:3: there is text, but the file has no font for it", toPaths},
	{"text in spans", below(`<text><tspan>A</tspan></text>`),
		"2:1: there is text, but the file has no font for it", toPaths},
	{"flowed text", below(`<flowRoot><flowPara>A</flowPara></flowRoot>`),
		"2:1: there is text, but the file has no font for it", toPaths},
	{"image", below(`<image href="data:image/png;base64,AAAA" width="5" height="5"/>`),
		"2:1: there is a picture that cannot be used: it is neither PNG nor JPEG (image: unknown format)",
		"save the picture again as PNG or JPEG, and the drawing with it"},
	{"image mirrored", below(`<image href="data:image/png;base64,` + dot + `" width="5" height="5" transform="scale(-1 1)"/>`),
		"2:1: there is a picture that is mirrored or slanted", inFile},
	{"image cropped", below(`<image href="data:image/png;base64,` + dot + `" width="5" height="5" ` +
		`preserveAspectRatio="xMidYMid slice"/>`),
		"2:1: there is a picture that is cropped or not in the middle of its box", inFile},
	{"image translucent", below(`<image href="data:image/png;base64,` + dot + `" width="5" height="5" opacity=".5"/>`),
		"2:1: there is a translucent picture", "make it opaque, or save the whole drawing as PNG"},
	{"filter", below(`<rect width="5" height="5" filter="url(#f)"/>`),
		"2:1: there is a filter, such as a shadow or a blur", "remove it, or save the picture as PNG"},
	{"filter by style", below(`<rect width="5" height="5" style="filter:blur(5px)"/>`),
		"2:1: there is a filter, such as a shadow or a blur", "remove it, or save the picture as PNG"},
	{"grey mask",
		below(`<mask id="m"><rect width="5" height="5" fill="#888"/></mask><rect width="5" height="5" mask="url(#m)"/>`),
		"2:14: there is a mask with shades of grey",
		"use a clipping path instead, or save the picture as PNG"},
	{"mask of groups", below(`<mask id="m"><g/></mask><rect width="5" height="5" mask="url(#m)"/>`),
		"2:14: a <mask> contains <g>", "use one path instead"},
	{"blend mode", below(`<rect width="5" height="5" style="mix-blend-mode:multiply"/>`),
		"2:1: there is a blend mode", "set it to normal, or save the picture as PNG"},
	{"pattern",
		below(`<pattern id="p"/><rect width="5" height="5" fill="url(#p)"/>`),
		"2:1: there is a pattern",
		"convert it to shapes: in Inkscape Object > Pattern > Pattern to Objects, in Illustrator Object > Expand"},
	{"painted by a path", below(`<path id="p"/><rect width="5" height="5" fill="url(#p)"/>`),
		"2:1: something is filled or stroked with a <path>", "use a plain colour or a gradient"},
	{"group opacity", below(`<g opacity=".5"><rect width="5" height="5"/><circle r="5"/></g>`),
		"2:1: there is a translucent group whose shapes overlap", "give each shape its own opacity, or unite them"},
	{"fading gradient",
		below(`<linearGradient id="g"><stop stop-opacity="0"/><stop offset="1"/></linearGradient><rect width="5" ` +
			`height="5" fill="url(#g)"/>`),
		"2:1: a gradient fades: its colours differ in opacity",
		"make all colours opaque and adjust them"},
	{"repeated gradient",
		below(`<linearGradient id="g" spreadMethod="repeat"><stop/><stop offset="1"/></linearGradient><rect ` +
			`width="5" height="5" fill="url(#g)"/>`),
		`2:1: a gradient repeats (spreadMethod "repeat")`,
		"give it more colours instead"},
	{"focus",
		below(`<radialGradient id="g" fx="20%"><stop/><stop offset="1"/></radialGradient><rect width="5" height="5" ` +
			`fill="url(#g)"/>`),
		"2:1: a radial gradient has an off-centre focus",
		"move the focus to the centre"},
	{"gradient of a pen",
		below(`<linearGradient id="g"><stop/><stop offset="1" stop-color="red"/></linearGradient><rect width="5" ` +
			`height="5" stroke="url(#g)"/>`),
		"2:83: a line has a gradient",
		"convert it to a shape: in Inkscape Path > Stroke to Path, in Illustrator Object > Path > Outline Stroke"},
	{"pen of one width", below(`<path d="M0 0h5" stroke="red" vector-effect="non-scaling-stroke"/>`),
		"2:1: a line does not scale with the drawing (non-scaling-stroke)", "remove vector-effect"},
	{"parts of a path", below(`<path d="M0 0h5" stroke="red" stroke-dasharray="5" pathLength="100"/>`),
		"2:1: dashes are measured by pathLength", "convert them to shapes: in Inkscape Path > Stroke to Path"},
	{"clip of two",
		below(`<clipPath id="c"><rect width="5" height="5"/><circle r="4"/></clipPath><rect clip-path="url(#c)" ` +
			`width="5" height="5"/>`),
		"2:46: a clipping path has overlapping shapes",
		"unite them: in Inkscape Path > Union, in Illustrator Pathfinder > Unite"},
	{"clip of text",
		below(`<clipPath id="c"><text>A</text></clipPath><rect clip-path="url(#c)" width="5" height="5"/>`),
		"2:18: a <clipPath> contains <text>",
		"use one path instead"},
	{"clip of css",
		below(`<rect clip-path="inset(5px)" width="5" height="5"/>`),
		`2:1: something is clipped to "inset(5px)", which is not supported`,
		"use a clipping path that is an element of the file"},
	{"markers on arcs", below(`<marker id="m"/><path marker-mid="url(#m)" d="M0 0a5 5 0 0 0 9 9"/>`),
		"2:17: there are markers along a path with arcs", "convert them to paths: in Inkscape Path > Stroke to Path"},
	{"colour", below(`<rect width="5" height="5" fill="var(--brand)"/>`),
		`2:1: fill="var(--brand)" is not supported`, plain11},
	{"length", below(`<rect width="5em" height="5"/>`),
		`2:1: width="5em" is not a length`, units},
	{"transform",
		below(`<g transform="rotate(1 2)"/>`),
		`2:1: transform="rotate(1 2)" is not supported`,
		`write it like "translate(10 20) rotate(45)", or apply it to the path`},
	{"path data", below(`<path d="M0 0L"/>`),
		"2:1: <path>: path data ends where a number is expected", plain},
	{"selector",
		below(`<style>g path { fill: red }</style>`),
		`2:1: the style sheet has the selector "g path", but only element, .class and #id are supported`,
		"save it again with presentation attributes instead of styles"},
	{"media",
		below(`<style>@media print { path { fill: red } }</style>`),
		"2:1: the style sheet has the unsupported rule @media",
		"save it again with its styles embedded as plain rules"},
	{"import",
		below(`<style>@import url(https://example.org/a.css);</style>`),
		"2:1: the style sheet has the unsupported rule @import",
		"save it again with its styles embedded as plain rules"},
	{"half a rule",
		below(`<style>path { fill: red</style>`),
		`2:1: the style sheet has "path { fill: red" where a rule is expected`,
		"save it again with presentation attributes instead of styles"},
	{"no size", `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"1:1: the picture has no size", "give the svg element a width and a height, or a viewBox"},
	{"enormous", `<svg xmlns="http://www.w3.org/2000/svg" width="6m" height="1e9"/>`,
		`1:1: width="6m" is not a length`, units},
	{"too large",
		`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1e8"/>`,
		"1:1: the picture is 1 x 1e+08 px large, but sides must be above 0 and at most 5080mm",
		"give the svg element another width and height"},
	{"negative",
		`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="-5"/>`,
		"1:1: the picture is 1 x -5 px large, but sides must be above 0 and at most 5080mm",
		"give the svg element another width and height"},
	{"bad view", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5"/>`,
		`1:1: viewBox="0 0 5" must be four numbers`, `write it like viewBox="0 0 24 24"`},
	{"another language", `<html xmlns="http://www.w3.org/1999/xhtml"/>`,
		"1:1: the file begins with <html>, so it is not SVG", "save it again as SVG"},
	{"two roots", `<svg viewBox="0 0 1 1"/><svg/>`,
		"1:25: the file has more than one svg element at the top level", "save each picture in its own file"},
	{"no markup", `hello`,
		"1:1: there is no <svg> element in the file", "save it again as SVG"},
	{"nothing", ``,
		"1:1: there is no <svg> element in the file", "save it again as SVG"},
	{"broken", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g>\n</svg>",
		"2:7: this is not well-formed XML: element <g> closed by </svg>", plain},
	{"encoding", `<?xml version="1.0" encoding="koi8-r"?><svg/>`,
		`1:40: the file is in the encoding "koi8-r"`, "save it again as UTF-8"},
	{"script", below(`<script>alert(1)</script>`),
		"2:1: there is a script", "remove it: scripts in pictures never run"},
	{"handler", below(`<rect onclick="alert(1)"/>`),
		`2:1: onclick="…" is a script`, "remove it: scripts in pictures never run"},
	{"foreign", below(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>`),
		"2:1: there is a foreignObject, whose content is not SVG", "draw it as shapes, or save the picture as PNG"},
	{"use of a file", below(`<use href="other.svg#a"/>`),
		`2:1: <use> refers to "other.svg#a", outside the file`, embed},
	{"use of an address", below(`<use xlink:href="https://example.org/a.svg#a"/>`),
		`2:1: <use> refers to "https://example.org/a.svg#a", outside the file`, embed},
	{"fill of a file", below(`<rect width="5" height="5" fill="url(file:///etc/passwd#a)"/>`),
		`2:1: <rect> refers to "file:///etc/passwd#a", outside the file`, embed},
	{"clip of a file", below(`<rect width="5" height="5" clip-path="url(a.svg#a)"/>`),
		`2:1: <rect> refers to "a.svg#a", outside the file`, embed},
	{"gradient of a file", below(`<linearGradient id="g" href="a.svg#g"/>`),
		`2:1: <linearGradient> refers to "a.svg#g", outside the file`, embed},
	{"style sheet file", `<?xml-stylesheet href="a.css"?>` + below(``),
		"1:1: the style sheet is in another file", "save it again with its styles embedded"},
	{"entities of entities", `<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		`1:1: the document type declares "c" by other entities or elements`, plainType},
	{"entities of elements", `<!DOCTYPE svg [<!ENTITY a "<g/>">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		`1:1: the document type declares "a" by other entities or elements`, plainType},
	{"an entity outside", `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		`1:1: the document type contains declarations other than of short texts`, plainType},
	{"a parameter entity", `<!DOCTYPE svg [<!ENTITY % a "b">%a;]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		`1:1: the document type contains declarations other than of short texts`, plainType},
	{"default attributes", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		`1:1: the document type contains declarations other than of short texts`, plainType},
	{"a long entity", `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 257) + `">]><svg/>`,
		"1:1: the document type declares a text of more than 256 bytes", plainType},
	{"an entity used too often", `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 256) + `">]><svg><desc>` +
		strings.Repeat("&a;", 4097) + `</desc></svg>`,
		"1:1: the document type declares texts that expand to more than 1 MB", plainType},
	{"unknown entity", below(`<g id="&a;"/>`),
		"2:11: this is not well-formed XML: invalid character entity &a;", plain},
	{"use in itself", below(`<g id="a"><use href="#a"/></g>`),
		`2:11: <use> shows "a" inside itself`, removeOne},
	{"use in a ring", below(`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>`),
		`2:11: <use> shows "b" inside itself`, removeOne},
	{"use of itself", below(`<use id="a" href="#a"/>`),
		`2:1: <use> shows "a" inside itself`, removeOne},
	{"clip of itself",
		below(`<clipPath id="c" clip-path="url(#c)"><rect width="5" height="5"/></clipPath><rect clip-path="url(#c)" ` +
			`width="5" height="5"/>`),
		`2:1: <clipPath> shows "c" inside itself`,
		removeOne},
	{"clip used in itself",
		below(`<clipPath id="c"><use id="u" href="#u"/></clipPath><rect clip-path="url(#c)" width="5" height="5"/>`),
		`2:18: <use> shows "u" inside itself`,
		removeOne},
	{"marker in itself",
		below(`<marker id="m"><path marker-start="url(#m)" d="M0 0L1 1"/></marker><path marker-start="url(#m)" d="M0 ` +
			`0L1 1"/>`),
		`2:1: <marker> shows "m" inside itself`,
		removeOne},
	{"gradient in a ring",
		below(`<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><rect width="5" height="5" ` +
			`fill="url(#a)"/>`),
		"2:35: more than 8 gradients inherit from each other",
		simplify},
	{"NaN", below(`<rect width="NaN" height="5"/>`),
		`2:1: width="NaN" is not a length`, units},
	{"infinity", below(`<path d="M0 0LInf 5"/>`),
		`2:1: <path>: path data has "Inf 5" where a number is expected`, plain},
	{"huge numbers", below(`<path d="M0 0L1e300 5"/>`),
		"2:1: <path>: path data goes beyond 100 m", plain},
	{"huge transform", below(`<g transform="scale(1e9)"><g transform="scale(1e9)"><path d="M0 0L1 5"/></g></g>`),
		"2:53: <path>: path data goes beyond 100 m", plain},
	{"huge scale",
		below(`<g transform="scale(1e308)"/>`),
		`2:1: transform="scale(1e308)" is not supported`,
		`write it like "translate(10 20) rotate(45)", or apply it to the path`},
	{"huge pen", below(`<path stroke="red" stroke-width="1e9" d="M0 0L1 5"/>`),
		"2:1: a line is more than 5080mm wide", "draw a thinner line"},
	{"huge dash", below(`<path stroke="red" stroke-dasharray="1e8" d="M0 0L1 5"/>`),
		"2:1: a dash is more than 5080mm long", "draw a solid line"},
	{"many dashes", below(`<path stroke="red" stroke-dasharray="` + strings.Repeat("1 ", 99) + `" d="M0 0L1 5"/>`),
		`2:1: stroke-dasharray="1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 …" is not supported`, plain11},
	{"deep", below(strings.Repeat("<g>", 200) + strings.Repeat("</g>", 200)),
		"2:298: elements are nested more than 100 deep", simplify},
	{"many elements", below(strings.Repeat("<g/>", 60_000)),
		"2:199997: there are more than 50000 elements", simplify},
	{"long path", below(`<path d="M0 0` + strings.Repeat("h1", 150_000) + `"/>`),
		"2:1: <path>: path data has more than 100000 segments", plain},
	{"10 MB path", below(`<path d="M0 0` + strings.Repeat("h1v1", 5<<20/2) + `"/>`),
		"1:1: the file has more than 8 MB", simplify},
	{"long paths", below(strings.Repeat(`<path d="M0 0`+strings.Repeat("h1", 90_000)+`"/>`, 3)),
		"2:360033: the outlines have more than 200000 segments in total", simplify},
	{"many colours",
		below(`<linearGradient id="g">` + strings.Repeat("<stop/>", 200) +
			`</linearGradient><rect width="5" height="5" fill="url(#g)"/>`),
		"2:1: a gradient has more than 100 colours",
		simplify},
	{"many classes", below(`<g class="` + strings.Repeat("a ", 100) + `"/>`),
		"2:1: an element has more than 50 classes", simplify},
	{"many rules", below(`<style>` + strings.Repeat("a{fill:red}", 6_000) + `</style>`),
		"2:1: the style sheets have more than 5000 selectors", simplify},
	{"many declarations",
		below(`<style>` + strings.Repeat("*{fill:red}", 4_000) + `</style>` + strings.Repeat("<g/>", 1_000)),
		"2:45012: the style sheets set too many properties on too many elements",
		simplify},
	{"many clips",
		below(strings.Repeat(`<g clip-path="url(#c)">`, 9) + `<path d="M0 0L99 99"/>` + strings.Repeat(`</g>`, 9) +
			`<clipPath id="c"><path d="M0 0L9 9L0 9z"/></clipPath>`),
		"2:1: clipping paths are nested more than 8 deep",
		simplify},
	{"billion laughs", below(bomb(10, 10)),
		"2:61: the outlines have more than 200000 segments in total", simplify},
	{"laughs of groups", below(strings.ReplaceAll(bomb(15, 10), "<rect", "<desc")),
		"2:326: more than 100000 elements are drawn", simplify},
	{"deep use", below(bomb(30, 1)),
		"2:750: uses of elements are nested more than 16 deep", simplify},
	{"gradient position",
		below(`<linearGradient id="g" x1="left"><stop/><stop offset="1" stop-color="red"/></linearGradient>` + "\n" +
			`<rect width="5" height="5" fill="url(#g)"/>`),
		`2:1: x1="left" is not a length`,
		"write a number or a percentage"},
	{"stop without number",
		below(`<linearGradient id="g"><stop offset="half"/></linearGradient><rect width="5" height="5" fill="url(#g)"/>`),
		`2:24: offset="half" is not supported`,
		plain11},
	{"stop colour",
		below(`<linearGradient id="g"><stop stop-color="brand"/></linearGradient><rect width="5" height="5" ` +
			`fill="url(#g)"/>`),
		`2:24: stop-color="brand" is not supported`,
		plain11},
	{"cap", below(`<path d="M0 0h5" stroke="red" stroke-linecap="pointed"/>`),
		`2:1: stroke-linecap="pointed" is not supported`, plain11},
	{"join", below(`<path d="M0 0h5" stroke="red" stroke-linejoin="sharp"/>`),
		`2:1: stroke-linejoin="sharp" is not supported`, plain11},
	{"fill rule", below(`<path d="M0 0h5" fill-rule="odd"/>`),
		`2:1: fill-rule="odd" is not supported`, plain11},
	{"pen width", below(`<path d="M0 0h5" stroke="red" stroke-width="thick"/>`),
		`2:1: stroke-width="thick" is not supported`, plain11},
	{"miter limit", below(`<path d="M0 0h5" stroke="red" stroke-miterlimit="x"/>`),
		`2:1: stroke-miterlimit="x" is not supported`, plain11},
	{"dash", below(`<path d="M0 0h5" stroke="red" stroke-dasharray="5 x"/>`),
		`2:1: stroke-dasharray="5 x" is not supported`, plain11},
	{"opacity", below(`<path d="M0 0h5" opacity="half"/>`),
		`2:1: opacity="half" is not supported`, plain11},
	{"visibility", below(`<path d="M0 0h5" visibility="maybe"/>`),
		`2:1: visibility="maybe" is not supported`, plain11},
	{"stroke", below(`<path d="M0 0h5" stroke="#12345"/>`),
		`2:1: stroke="#12345" is not supported`, plain11},
	{"colour of a hue", below(`<path d="M0 0h5" fill="hsl(red, 1%, 1%)"/>`),
		`2:1: fill="hsl(red, 1%, 1%)" is not supported`, plain11},
	{"circle", below(`<circle r="big"/>`),
		`2:1: r="big" is not a length`, units},
	{"line", below(`<line x2="5x" stroke="red"/>`),
		`2:1: x2="5x" is not a length`, units},
	{"polygon", below(`<polygon points="1,2 x"/>`),
		`2:1: <polygon>: path data has "xz" where a number is expected`, plain},
	{"use with a place", below(`<rect id="a" width="5" height="5"/><use href="#a" x="left"/>`),
		`2:36: x="left" is not a length`, units},
	{"symbol with a size", below(`<symbol id="a"/><use href="#a" width="big"/>`),
		`2:1: width="big" is not a length`, units},
	{"view", below(`<svg viewBox="0 0 a b"/>`),
		`2:1: viewBox="0 0 a b" must be four numbers`, `write it like viewBox="0 0 24 24"`},
	{"aspect", below(`<svg viewBox="0 0 1 1" preserveAspectRatio="centre"><path d="M0 0h1"/></svg>`),
		`2:1: preserveAspectRatio="centre" is not supported`, `write "xMidYMid" or "none"`},
	{"orient", below(`<marker id="m" orient="up"><path d="M0 0h1"/></marker><path marker-end="url(#m)" d="M0 0h5"/>`),
		`2:1: orient="up" is not supported`, `write "auto" or a number of degrees`},
	{"origin of a transform", below(`<g transform-origin="50 50" transform="rotate(5)"/>`),
		"2:1: transform-origin is not supported", plain11},
	{"gradient transform",
		below(`<linearGradient id="g" gradientTransform="turn(5)"><stop/><stop offset="1" ` +
			`stop-color="red"/></linearGradient><rect width="5" height="5" fill="url(#g)"/>`),
		`2:1: gradientTransform="turn(5)" is not supported`,
		`write it like "translate(10 20) rotate(45)", or apply it to the path`},
	{"clip in a clip's shape",
		below(`<clipPath id="c"><rect width="5" height="5" clip-path="url(#c)"/></clipPath><rect clip-path="url(#c)" ` +
			`width="5" height="5"/>`),
		"2:18: a shape inside a clipping path is itself clipped",
		"intersect the two: in Inkscape Path > Intersection"},
	{"video", below(`<video href="#v"/>`),
		"2:1: there is a <video>", "remove it"},
	{"image outside", below(`<image href="https://example.org/a.png"/>`),
		"2:1: there is a picture that is not in the file", inFile},
	{"at-rule",
		below(`<style>@layer base { path { fill: red } }</style>`),
		"2:1: the style sheet has the unsupported rule @layer",
		"save it again with its styles embedded as plain rules"},
	{"style in an attribute", below(`<path style="fill: var(--brand)" d="M0 0h5"/>`),
		`2:1: fill="var(--brand)" is not supported`, plain11},
	{"colour in a rule", below(`<style>path { fill: brand }</style><path d="M0 0h5"/>`),
		`2:36: fill="brand" is not supported`, plain11},
	{"not XML at all", `<svg xmlns="http://www.w3.org/2000/svg"` + "\n" + `&&&`,
		"2:1: this is not well-formed XML: expected attribute name in element", plain},
	{"attribute without quotes", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g id=a/></svg>",
		"2:8: this is not well-formed XML: unquoted or missing attribute value in e…", plain},
}

// bomb returns groups that each show the group before them a number of times.
func bomb(levels, times int) string {
	b := `<rect id="l0" width="1" height="1"/>`
	for i := 1; i <= levels; i++ {
		b = fmt.Sprintf(`%s<g id="l%d">%s</g>`, "<defs>"+b+"</defs>", i,
			strings.Repeat(fmt.Sprintf(`<use href="#l%d"/>`, i-1), times))
	}
	return b
}

func TestRefused(t *testing.T) {
	for _, c := range refused {
		start := time.Now()
		p, err := Read([]byte(c.file))
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %s", c.name, took)
		}
		var faults source.Problems
		if p != nil || !errors.As(err, &faults) {
			t.Errorf("%s: %v, %v", c.name, p, err)
			continue
		}
		f := faults[0]
		if got := fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.Message); got != c.fault || f.Hint != c.hint {
			t.Errorf("%s:\ngot  %s | %s\nwant %s | %s", c.name, got, f.Hint, c.fault, c.hint)
		}
	}
}

package web

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"image"
	"image/png"
	"regexp"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/trust/credential"
)

// Brand is how the page looks as its issuer's. Nothing in it is signed: it is for the eye. The zero value is the look
// of Lanyard, introduced in English.
type Brand struct {
	Language string // the issuer's main language, in which other sites introduce the page: BCP 47; "": en
	Logo     []byte // a PNG of at most MaxLogo bytes; empty: a seal
	Colour   string // "#rrggbb", below white text; "": navy
	Accent   string // "#rrggbb", of marks on Colour; "": gold, or white where gold would not be seen
}

// The largest size at which the page shows a logo, in CSS pixels: 11rem by 2.75rem, as high as the switch of languages.
const (
	LogoWidth  = 176
	LogoHeight = 44
)

// MaxLogo is the most bytes of a logo: with it, a first visit stays below 45 kB.
const MaxLogo = 10_000

const (
	logoFile  = "logo.png"
	styleFile = "style.css"
	brandLine = "/* The issuer's colours. */\n" // of the style: what follows overrides what is before
	sealLine  = `<svg class="seal" aria-hidden="true"><use href="#icon-seal"/></svg>` + "\n"
)

// The least contrast of text and of marks (WCAG 2.2, 1.4.3 and 1.4.11).
const (
	minText = 4.5
	minMark = 3
)

var textWhite = geom.Colour{V: [4]uint8{255, 255, 255}}

// look is a brand that has been checked, with the colours of the page's style.
type look struct {
	Brand
	size  image.Point // of the logo on the page, in CSS pixels
	plate bool        // the logo needs a white ground

	style          map[string]map[string]geom.Colour // of every scheme, "light" and "dark": its variables
	ground, accent geom.Colour
}

var variable = regexp.MustCompile(`--([\w-]+): #([0-9a-f]{6});`)

// variables returns the colours that a style sets.
func variables(css string) map[string]geom.Colour {
	all := make(map[string]geom.Colour)
	for _, m := range variable.FindAllStringSubmatch(css, -1) {
		all[m[1]], _, _ = geom.ParseHex(m[2])
	}
	return all
}

// newLook checks a brand against the page's own style.
func newLook(b Brand, css string) (*look, error) {
	light, rest, _ := strings.Cut(css, "@media")
	dark, _, _ := strings.Cut(rest, brandLine)
	l := &look{Brand: b, style: map[string]map[string]geom.Colour{"light": variables(light),
		"dark": variables(light + dark)}}
	l.ground, l.accent = l.style["light"]["navy"], l.style["light"]["on-navy"]
	for _, part := range []struct {
		name, text string
		to         *geom.Colour
	}{{"colour", b.Colour, &l.ground}, {"accent", b.Accent, &l.accent}} {
		if part.text == "" {
			continue
		}
		c, _, ok := geom.ParseHex(strings.TrimPrefix(part.text, "#"))
		if !ok || len(part.text) != len("#rrggbb") {
			return nil, fmt.Errorf("%s: not a colour", part.name)
		}
		*part.to = c
	}
	if geom.Contrast(textWhite, l.ground) < minText {
		return nil, errors.New("colour: white text cannot be read on it")
	}
	if geom.Contrast(l.accent, l.ground) < minMark {
		if b.Accent != "" {
			return nil, errors.New("accent: it cannot be seen on the colour")
		}
		l.accent = textWhite
	}
	return l, l.measure()
}

// measure reads the logo: how large it appears, and on which ground it can be seen.
func (l *look) measure() error {
	if len(l.Logo) == 0 {
		return nil
	}
	if len(l.Logo) > MaxLogo {
		return fmt.Errorf("logo: %d bytes are more than %d", len(l.Logo), MaxLogo)
	}
	config, err := png.DecodeConfig(bytes.NewReader(l.Logo))
	if err != nil || config.Width > 8*LogoWidth || config.Height > 8*LogoHeight {
		return fmt.Errorf("logo: not a small PNG (%w)", cmp.Or(err, errors.New("too many pixels")))
	}
	img, err := png.Decode(bytes.NewReader(l.Logo))
	if err != nil {
		return fmt.Errorf("logo: %w", err)
	}
	w, h := float64(config.Width), float64(config.Height)
	scale := min(LogoWidth/w, LogoHeight/h)
	l.size = image.Pt(max(1, int(w*scale+0.5)), max(1, int(h*scale+0.5)))
	l.plate = needsPlate(img, l.ground)
	return nil
}

// needsPlate reports whether a logo shows more on white than on the colour of the page: whether more of what it
// paints can be seen there. A logo without transparency brings its ground along.
func needsPlate(img image.Image, ground geom.Colour) bool {
	var onWhite, onColour, all int
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, a := img.At(x, y).RGBA()
			if a < 0x8000 {
				continue
			}
			all++
			c := geom.Colour{V: [4]uint8{uint8(r * 255 / a), uint8(g * 255 / a), uint8(bl * 255 / a)}}
			if geom.Contrast(c, textWhite) >= minMark {
				onWhite++
			}
			if geom.Contrast(c, ground) >= minMark {
				onColour++
			}
		}
	}
	return all < b.Dx()*b.Dy() && onWhite > onColour
}

// dress puts the brand into the page's files.
func (l *look) dress(files map[string][]byte) {
	if len(l.Logo) > 0 {
		files[logoFile] = l.Logo
	}
	files[styleFile] = []byte(fillIn(string(files[styleFile]), brandLine, brandLine+l.css()))
	text := fillIn(string(files[indexFile]), "@theme@", hexOf(l.ground))
	if len(l.Logo) > 0 {
		class := "logo"
		if l.plate {
			class += " plate"
		}
		if l.size.X > 2*l.size.Y {
			class += " wide"
		}
		// The name stands beside it, so that the picture says nothing more to people who cannot see it.
		text = fillIn(text, sealLine, fmt.Sprintf(`<img class="%s" src="@parts@%s" width="%d" height="%d" alt="">`+"\n",
			class, logoFile, l.size.X, l.size.Y))
	}
	files[indexFile] = []byte(text)
}

// css returns the variables of the brand in both schemes, "" when it sets no colour.
func (l *look) css() string {
	if l.Colour == "" && l.Accent == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(":root {\n")
	set := func(indent, name string, c geom.Colour) { fmt.Fprintf(&b, "%s--%s: %s;\n", indent, name, hexOf(c)) }
	set("  ", "navy", l.ground)
	set("  ", "on-navy", l.accent)
	set("  ", "rim", l.accent)
	set("  ", "quiet-on-navy", textWhite)
	set("  ", "select", l.ground)
	set("  ", "select-line", l.accent)
	set("  ", "primary", l.ground)
	set("  ", "on-primary", textWhite)
	set("  ", "primary-mark", l.accent)
	lines := func(indent, scheme string) {
		of := l.style[scheme]
		for _, mark := range []struct {
			name  string
			least float64
		}{{"gold", minMark}, {"gold-text", minText}} {
			for _, c := range []geom.Colour{l.accent, l.ground} { // what the scheme shows best, else what it has
				if geom.Contrast(c, of["paper"]) >= mark.least && geom.Contrast(c, of["ground"]) >= mark.least {
					set(indent, mark.name, c)
					break
				}
			}
		}
	}
	lines("  ", "light")
	b.WriteString("}\n\n@media (prefers-color-scheme: dark) {\n  :root {\n")
	// The variables of the page itself come back where the brand sets none.
	for _, name := range []string{"gold", "gold-text"} {
		set("    ", name, l.style["dark"][name])
	}
	lines("    ", "dark")
	if geom.Contrast(l.accent, l.ground) >= minText && geom.Contrast(l.accent, l.style["dark"]["ground"]) >= minMark {
		set("    ", "primary", l.accent)
		set("    ", "on-primary", l.ground)
		set("    ", "primary-mark", l.ground)
	}
	b.WriteString("  }\n}\n")
	return b.String()
}

func hexOf(c geom.Colour) string { return fmt.Sprintf("#%02x%02x%02x", c.V[0], c.V[1], c.V[2]) }

var (
	titlePhrase   = regexp.MustCompile(`(?m)^  title: "([^"\\]+)",$`)
	headingPhrase = regexp.MustCompile(`(?m)^  heading: "([^"\\]+)",$`)
)

// about returns what other sites show of a link to the page (The Open Graph protocol, ogp.me). A link to a paper gives
// the same: what is about the paper follows the # of the address and reaches no server, theirs included.
func (l *look) about(files map[string][]byte, issuer *credential.Issuer, folder string) string {
	phrases := files[langFolder+l.Language+".js"]
	if phrases == nil {
		parent, _, _ := strings.Cut(l.Language, "-")
		if phrases = files[langFolder+parent+".js"]; phrases == nil {
			phrases = files[langFolder+"en.js"]
		}
	}
	title, heading := titlePhrase.FindSubmatch(phrases), headingPhrase.FindSubmatch(phrases)
	if title == nil || heading == nil {
		panic("internal error: the page has no title in " + l.Language)
	}
	name := issuer.DisplayName(cmp.Or(l.Language, "en"))
	var b strings.Builder
	meta := func(kind, key, value string) {
		fmt.Fprintf(&b, "<meta %s=\"%s\" content=\"%s\">\n", kind, key, html.EscapeString(value))
	}
	meta("name", "description", name+" · "+string(heading[1]))
	meta("property", "og:type", "website")
	meta("property", "og:url", "https://"+issuer.Host+"/")
	meta("property", "og:site_name", name)
	meta("property", "og:title", name+" · "+string(title[1]))
	meta("property", "og:description", string(heading[1]))
	if len(l.Logo) > 0 {
		meta("property", "og:image", "https://"+issuer.Host+"/"+folder+logoFile)
	}
	return b.String()
}

// inlined returns the logo as an address that holds it, "" when there is none.
func (l *look) inlined() string {
	if len(l.Logo) == 0 {
		return ""
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(l.Logo)
}

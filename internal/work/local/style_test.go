package local

import (
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
)

// Contrast ratios that WCAG 2.2 asks for at level AA: of text on its ground (1.4.3), and of edges of fields, focus rings
// and other marks that must be seen (1.4.11).
const (
	minText = 4.5
	minMark = 3
)

// styled is a page with its inks and marks, each with every ground that it lies on.
type styled struct {
	file        string
	text, marks map[string]string
}

var pages = []styled{
	{"../desk/page/desk.css", map[string]string{
		"ink": "ground paper field good-ground warn-ground bad-ground dull-ground", "quiet": "ground paper",
		"gold-text": "paper", "white": "navy select", "on-navy": "navy", "quiet-on-navy": "navy", "code": "navy",
		"on-primary": "primary", "ink-on-gold": "on-navy", "paper": "bad", "fair": "paper",
		"good": "paper good-ground", "warn": "paper warn-ground", "bad": "paper bad-ground ground", "dull": "dull-ground",
	}, map[string]string{
		"gold": "ground paper navy", "edge": "paper field ground", "select-edge": "navy", "primary": "paper ground",
		"on-navy": "navy", "sheet-gold": "sheet", "good": "good-ground", "bad": "paper bad-ground",
	}},
	{"../designer/page/designer.css", map[string]string{
		"ink": "paper side pale desk hover chip-ground mark", "grey": "paper side desk empty red-ground chip-ground",
		"navy": "paper pale desk side", "deep": "paper", "white": "navy blue red select", "on-navy": "well",
		"quiet-on-navy": "navy", "red": "paper red-ground side", "amber": "paper side", "chip": "chip-ground",
	}, map[string]string{
		"blue": "paper desk side pale", "edge": "paper side", "focus-on-navy": "navy well", "select-edge": "navy",
		"red": "paper", "idle": "navy", "live": "navy", "guide": "paper", "bleed": "paper", "navy": "paper side",
	}},
}

var (
	solid   = regexp.MustCompile(`^#([0-9a-f]{3}|[0-9a-f]{6})\b`)
	named   = regexp.MustCompile(`--([\w-]+): (#[0-9a-f]+)\b`)
	rule    = regexp.MustCompile(`\{([^{}]*)\}`)
	inkOf   = regexp.MustCompile(`(?:^|[;\s])color: ([^;]+)`)
	groundA = regexp.MustCompile(`(?:^|[;\s])background: ([^;]+)`)
)

// schemes returns the colours of a style sheet by name, in the light scheme and in the dark one.
func schemes(css string) map[string]map[string]geom.Colour {
	read := func(part string) map[string]geom.Colour {
		all := map[string]geom.Colour{}
		for _, m := range named.FindAllStringSubmatch(part, -1) {
			all[m[1]], _, _ = geom.ParseHex(strings.TrimPrefix(m[2], "#"))
		}
		return all
	}
	head, _, _ := strings.Cut(css, "* {")
	light, dark, _ := strings.Cut(head, "@media (prefers-color-scheme: dark)")
	all := map[string]map[string]geom.Colour{"light": read(light)}
	if dark != "" {
		all["dark"] = maps.Clone(all["light"])
		maps.Copy(all["dark"], read(dark))
	}
	return all
}

// Text and edges of the desk and the designer differ from their ground enough for eyes that see little. Colours have
// names, and a name that is used for text or as a ground must be among the pairs, so that nothing escapes.
func TestContrast(t *testing.T) {
	for _, page := range pages {
		data, err := os.ReadFile(page.file)
		if err != nil {
			t.Fatal(err)
		}
		css := string(data)
		for scheme, c := range schemes(css) {
			for least, pairs := range map[float64]map[string]string{minText: page.text, minMark: page.marks} {
				for ink, grounds := range pairs {
					for ground := range strings.FieldsSeq(grounds) {
						a, ok := c[ink]
						b, on := c[ground]
						if !ok || !on {
							t.Errorf("%s has no colour %s or %s", page.file, ink, ground)
						} else if ratio := geom.Contrast(a, b); ratio < least {
							t.Errorf("%s, %s: %s on %s has a contrast of %.2f", page.file, scheme, ink, ground, ratio)
						}
					}
				}
			}
		}
		page.check(t, css)
	}
}

// check reports colours of text and grounds that are not among the pairs.
func (p styled) check(t *testing.T, css string) {
	t.Helper()
	grounds := " "
	for _, of := range []map[string]string{p.text, p.marks} {
		for ink, on := range of {
			grounds += ink + " " + on + " " // a mark is a ground of its own
		}
	}
	name := func(value string) string { return strings.TrimSuffix(strings.TrimPrefix(value, "var(--"), ")") }
	for _, m := range rule.FindAllStringSubmatch(css, -1) {
		ink, ground := inkOf.FindStringSubmatch(m[1]), groundA.FindStringSubmatch(m[1])
		if ink != nil && ink[1] != "inherit" && p.text[name(ink[1])] == "" {
			t.Errorf("%s: the colour of text in %s is not among the pairs", p.file, m[0])
		}
		if ground == nil || !strings.HasPrefix(ground[1], "var(") {
			if ground != nil && solid.MatchString(ground[1]) {
				t.Errorf("%s: the ground in %s has no name", p.file, m[0])
			}
			continue // none, or translucent over a named one
		}
		if !strings.Contains(grounds, " "+name(ground[1])+" ") {
			t.Errorf("%s: the ground of %s is not among the pairs", p.file, m[0])
		}
		if ink != nil && ink[1] != "inherit" && !strings.Contains(" "+p.text[name(ink[1])]+" ", " "+name(ground[1])+" ") {
			t.Errorf("%s: %s is not among the pairs", p.file, m[0])
		}
	}
}

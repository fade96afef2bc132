package browser

import (
	"os"
	"path/filepath"
	"testing"

	"lanyard/internal/base/judge"
)

// Axe returns axe-core, a program that looks for what keeps people from using a page. The test is skipped where the npm
// package is not installed.
func Axe(t testing.TB) string {
	t.Helper()
	path := filepath.Join(judge.Packages(t, "axe-core"), "node_modules", "axe-core", "axe.min.js")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// violations are rules of WCAG at levels A and AA with the elements that break them.
const violations = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) =>
	r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " +
		n.any.map((a) => a.message).join(", ").slice(0, 160)).join(" | ")))`

// Accessible reports what axe finds on the page as it is now. where names it in errors.
func (p *Page) Accessible(axe, where string) {
	p.Helper()
	if Value[bool](p, `typeof axe === "undefined"`) {
		p.Do(axe)
	}
	for _, v := range Value[[]string](p, violations) {
		p.Errorf("%s: %s", where, v)
	}
}

// Fits reports a page that is wider than the window, to either side.
func (p *Page) Fits(where string) {
	p.Helper()
	wide := Value[int](p, `((r) => Math.round(Math.max(document.documentElement.scrollWidth - innerWidth, -r.left, `+
		`r.right - innerWidth)))(document.querySelector("header").getBoundingClientRect())`)
	if wide > 0 {
		p.Errorf("%s: %d pixels wider than the window", where, wide)
	}
}

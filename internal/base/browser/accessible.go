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

// cut are the texts of a page that are not seen whole: of elements that hide what has no room, of selects that are
// narrower than their choice, and of code in a box that has to be scrolled. An ellipsis is on purpose.
const cut = `(() => {
	const found = [], pen = document.createElement("canvas").getContext("2d");
	for (const e of document.querySelectorAll("body *")) {
		if (!e.checkVisibility({ visibilityProperty: true }) || !e.clientWidth || e.closest(".hidden, .skip")) continue;
		const style = getComputedStyle(e), own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
		let over = 0;
		if (e.localName === "select" && e.size < 2) {
			pen.font = style.font;
			const text = e.selectedOptions[0]?.text ?? "";
			over = pen.measureText(text).width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) - e.clientWidth;
		} else if (own && e.localName !== "textarea" && style.textOverflow !== "ellipsis" &&
			(["hidden", "clip"].includes(style.overflowX) || e.localName === "code" && style.overflowX !== "visible")) {
			over = e.scrollWidth - e.clientWidth;
		}
		if (over > 1) found.push(e.localName + "#" + e.id + "." + e.className + " lacks " + Math.round(over) + " pixels: " + (e.selectedOptions?.[0]?.text ?? e.textContent).slice(0, 60));
	}
	return found.slice(0, 10);
})()`

// Uncut reports texts of the page that are cut. where names it in errors.
func (p *Page) Uncut(where string) {
	p.Helper()
	for _, v := range Value[[]string](p, cut) {
		p.Errorf("%s: %s", where, v)
	}
}

// foreign are the texts of a page that say nothing in the letters of its language. Those that are said to be in another,
// the data of other people, code and what stands in files aside.
const foreign = `(() => {
	const letters = { fa: /\p{Script=Arabic}/u, ar: /\p{Script=Arabic}/u, he: /\p{Script=Hebrew}/u, ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u }[document.documentElement.lang];
	if (!letters) return [];
	const found = [], aside = "[lang]:not(html), bdi, [dir=ltr], [dir=auto], code, textarea, pre, script, style, select, .brand, .rows, .place, .swatch", walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const note = (e, text) => { if (/\p{L}{2}/u.test(text) && !letters.test(text) && !e.closest(aside)) found.push(e.localName + "." + e.className + ": " + text.trim().slice(0, 60)); };
	while (walker.nextNode()) note(walker.currentNode.parentElement, walker.currentNode.data);
	for (const e of document.querySelectorAll("[aria-label], [placeholder], [alt]")) {
		for (const name of ["aria-label", "placeholder", "alt"]) if (e.getAttribute(name) && e.localName !== "select") note(e, e.getAttribute(name));
	}
	return found.slice(0, 10);
})()`

// Translated reports words of the page that are not in its language, for those with letters of their own. where names it
// in errors.
func (p *Page) Translated(where string) {
	p.Helper()
	for _, v := range Value[[]string](p, foreign) {
		p.Errorf("%s is in another language: %s", where, v)
	}
}

package designer

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"lanyard/internal/base/judge"
)

// violations asks axe what keeps people from using a page, by the rules of WCAG at levels A and AA. A finding is a rule
// with the elements that break it.
const violations = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) =>
	r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " +
		n.any.map((a) => a.message).join(", ").slice(0, 160)).join(" | ")))`

// wider is by how many pixels the page is wider than the window.
const wider = `((r) => Math.round(Math.max(document.documentElement.scrollWidth - innerWidth, -r.left, r.right - innerWidth)))(
	document.querySelector("header").getBoundingClientRect())`

// TestRooms shows every tab of the panel in both directions of writing: nothing is wider than the window, axe finds
// nothing, and the sheet itself is not mirrored. With -screenshots it also takes pictures of more languages and widths.
func TestRooms(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: run without -short")
	}
	axe, err := os.ReadFile(filepath.Join(judge.Packages(t, "axe-core"), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	languages, widths := []string{"en", "fa"}, []int64{1024, 390}
	if *screenshots != "" {
		languages, widths = append(languages, "ja"), append(widths, 1920)
	}
	b := browser(t)
	url := served(t, copied(t, "../../../examples/tehran-2017"))
	run(b, chromedp.Navigate(url+"#kind=certificate&side=front&person=0"))
	for _, lang := range languages {
		b.do(fmt.Sprintf(`localStorage.setItem("language", %q)`, lang)) // as the select does
		run(b, chromedp.Navigate(url+"?"+lang+"#kind=certificate&side=front&person=0"))
		b.until(fmt.Sprintf(`document.documentElement.lang === %q && document.querySelector("#language").value === %[1]q && `,
			lang) + drawn +
			` && document.querySelectorAll(".frame").length > 10 && document.querySelectorAll("#strip img").length === 6`)
		b.do(string(axe))
		left := run(b, chromedp.Evaluate[bool](`document.querySelector("aside").getBoundingClientRect().left <
			document.querySelector("#desk").getBoundingClientRect().left`))
		if left != (lang == "fa") {
			t.Errorf("%s: the panel is on the left: %v", lang, left)
		}
		sheet := run(b, chromedp.Evaluate[string](`getComputedStyle(document.querySelector("#sheet")).direction`))
		if sheet != "ltr" {
			t.Errorf("%s: the sheet is %s", lang, sheet)
		}
		b.do(`document.querySelector("#sheet").focus()`)
		b.key("Tab", "Tab", "Tab")
		for _, width := range widths {
			b.size(width, 900)
			for _, tab := range []string{"box", "look", "layers"} {
				b.do(fmt.Sprintf(`document.querySelector("#tab-%s").click()`, tab))
				b.until(fmt.Sprintf(`document.querySelector("#tab-%s").ariaSelected === "true" && `, tab) + drawn)
				if wide := run(b, chromedp.Evaluate[int](wider)); wide > 0 {
					t.Errorf("%s in %s is %d pixels wider than a window of %d", tab, lang, wide, width)
				}
				if width == 1024 {
					found := run(b, chromedp.Evaluate[[]string](violations, chromedp.EvalAwaitPromise))
					for _, v := range found {
						t.Errorf("%s in %s: %s", tab, lang, v)
					}
				}
				b.picture(fmt.Sprintf("designer-%s-%s-%d", tab, lang, width))
			}
		}
		b.size(1360, 860)
	}
}

// size sets the size of the window in pixels.
func (b *tab) size(width, height int64) {
	b.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height,
		DeviceScaleFactor: 1})
}

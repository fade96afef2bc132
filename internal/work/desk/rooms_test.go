package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

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

// TestRooms shows every room of an example in both directions of writing: nothing is wider than the window, and axe finds
// nothing. With -screenshots it also takes pictures of more languages and widths.
func TestRooms(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: run without -short")
	}
	axe, err := os.ReadFile(filepath.Join(judge.Packages(t, "axe-core"), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	languages, widths := []string{"en", "fa"}, []int64{390, 1024}
	if *screenshots != "" {
		languages, widths = append(languages, "ja"), append(widths, 1920)
	}
	b := browser(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	run(b, chromedp.Navigate(url))
	b.until(`document.querySelector("#example") !== null`)
	b.do(string(axe))
	look := func(room string) {
		t.Helper()
		for _, lang := range languages {
			b.do(fmt.Sprintf(`(() => { const l = document.querySelector("#language"); l.value = %q;
				l.dispatchEvent(new Event("change")) })()`, lang))
			for _, width := range widths {
				b.size(width, 900)
				b.until(fmt.Sprintf(`document.querySelector("main.%s .card") && document.documentElement.lang === %q`,
					room, lang))
				if wide := run(b, chromedp.Evaluate[int](wider)); wide > 0 {
					t.Errorf("%s in %s is %d pixels wider than a window of %d", room, lang, wide, width)
				}
				if width == 1024 {
					found := run(b, chromedp.Evaluate[[]string](violations, chromedp.EvalAwaitPromise))
					for _, v := range found {
						t.Errorf("%s in %s: %s", room, lang, v)
					}
				}
				b.picture(fmt.Sprintf("desk-%s-%s-%d", room, lang, width))
			}
		}
	}
	look("start")
	b.press("#example")
	b.until(`document.querySelector("main.people .card") !== null`)
	for _, room := range []string{"people", "print", "issued", "publish", "settings"} {
		b.press(fmt.Sprintf(`nav a[href$="/%s"]`, room))
		b.until(fmt.Sprintf(`document.querySelector("main.%s .card") !== null`, room))
		look(room)
	}
}

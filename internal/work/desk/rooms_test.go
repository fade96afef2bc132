package desk

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"lanyard/internal/base/browser"
)

// TestRooms shows every room of an example in both directions of writing: nothing is wider than the window, and axe finds
// nothing, with all that can be opened open. With -screenshots it also takes pictures of more languages and widths.
func TestRooms(t *testing.T) {
	axe := browser.Axe(t)
	languages, widths := []string{"en", "fa"}, []int{390, 1024}
	if *browser.Screenshots != "" {
		languages, widths = append(languages, "ja"), append(widths, 1920)
	}
	b := browser.Chromium(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	b.Visit(url)
	b.Until(`document.querySelector("#example") !== null`)
	look := func(room string) {
		t.Helper()
		for _, lang := range languages {
			b.Choose("#language", lang)
			for _, width := range widths {
				b.Size(width, 900)
				b.Until(fmt.Sprintf(`document.querySelector("main.%s .card") && document.documentElement.lang === %q`,
					room, lang))
				where := fmt.Sprintf("%s-%s-%d", room, lang, width)
				b.Do(`document.querySelectorAll("main details").forEach((d) => { d.open = true })`)
				b.Fits(where)
				b.Accessible(axe, where)
				b.Picture("desk-" + where)
			}
		}
	}
	look("start")
	b.Press("#example")
	b.Until(`document.querySelector("main.people .card") !== null`)
	for _, room := range []string{"people", "print", "issued", "publish", "settings"} {
		b.Press(fmt.Sprintf(`nav a[href$="/%s"]`, room))
		b.Until(fmt.Sprintf(`document.querySelector("main.%s .card") !== null`, room))
		look(room)
	}
}

package designer

import (
	"fmt"
	"testing"

	"lanyard/internal/base/browser"
)

// TestRooms shows every tab of the panel in both directions of writing: nothing is wider than the window, axe finds
// nothing, and the sheet itself is not mirrored. With -screenshots it also takes pictures of more languages and widths.
func TestRooms(t *testing.T) {
	axe := browser.Axe(t)
	languages, widths := []string{"en", "fa"}, []int{1024, 390}
	if *browser.Screenshots != "" {
		languages, widths = append(languages, "ja"), append(widths, 1920)
	}
	b := browser.Chromium(t)
	url := served(t, copied(t, "../../../examples/tehran-2017"))
	b.Visit(url + "#kind=certificate&side=front&person=0")
	for _, lang := range languages {
		b.Size(1360, 860)
		b.Do(fmt.Sprintf(`localStorage.setItem("language", %q)`, lang)) // as the select does
		b.Visit(url + "?" + lang + "#kind=certificate&side=front&person=0")
		b.Until(fmt.Sprintf(`document.documentElement.lang === %q && document.querySelector("#language").value === %[1]q`, lang))
		b.Until(drawn + ` && document.querySelectorAll(".frame").length > 10 && document.querySelectorAll("#strip img").length === 6`)
		left := browser.Value[bool](b, `document.querySelector("aside").getBoundingClientRect().left <
			document.querySelector("#desk").getBoundingClientRect().left`)
		if left != (lang == "fa") {
			t.Errorf("%s: the panel is on the left: %v", lang, left)
		}
		sheet := browser.Value[string](b, `getComputedStyle(document.querySelector("#sheet")).direction`)
		if sheet != "ltr" {
			t.Errorf("%s: the sheet is %s", lang, sheet)
		}
		tabs(b, lang == "fa")
		b.Do(`document.querySelector("#sheet").focus()`)
		b.Key("Tab", "Tab", "Tab")
		b.Until(`document.querySelectorAll(".frame.on").length === 1`)
		b.Key("Escape", "Tab") // out of the paper, to what comes after it
		b.Until(`document.querySelectorAll(".frame.on").length === 0 && document.activeElement.id === "previous"`)
		b.Do(`document.querySelector("#sheet").focus()`)
		b.Key("Tab", "Tab", "Tab")
		for _, width := range widths {
			b.Size(width, 900)
			for _, tab := range []string{"box", "look", "layers"} {
				b.Press("#tab-" + tab)
				b.Until(fmt.Sprintf(`document.querySelector("#tab-%s").ariaSelected === "true" && `, tab) + drawn)
				where := fmt.Sprintf("%s-%s-%d", tab, lang, width)
				b.Fits(where)
				b.Uncut(where)
				b.Translated(where)
				if width == 1024 {
					b.Accessible(axe, where)
				}
				b.Picture("designer-" + where)
			}
		}
	}
}

// tabs goes through the tabs of the panel by arrow keys, of which the one that points to where lines end leads forward.
func tabs(b *browser.Page, rightToLeft bool) {
	b.Helper()
	forward := "ArrowRight"
	if rightToLeft {
		forward = "ArrowLeft"
	}
	b.Do(`document.querySelector("#tab-box").focus()`)
	for _, next := range []string{"look", "layers", "box"} {
		b.Key(forward)
		b.Until(fmt.Sprintf(`document.activeElement.id === "tab-%s" && document.activeElement.ariaSelected === "true"`, next))
	}
}

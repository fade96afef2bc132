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
				b.Until(fmt.Sprintf(`document.querySelector("main.%s .card") && document.querySelector("main").dataset.language === %q`,
					room, lang))
				where := fmt.Sprintf("%s-%s-%d", room, lang, width)
				b.Do(`document.querySelectorAll("main details").forEach((d) => { d.open = true })`)
				b.Fits(where)
				b.Uncut(where)
				b.Translated(where)
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

// TestFolds opens parts of the page that are folded: they stay open when what they show has changed, and in another
// language; another event begins folded.
func TestFolds(t *testing.T) {
	b := browser.Chromium(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	b.Visit(url)
	b.Until(`document.querySelector("#example") !== null`)
	b.Press("#example")
	b.Until(`document.querySelector("main.people #columns") !== null`)
	if browser.Value[bool](b, `document.querySelector("#columns").open`) {
		t.Fatal("the columns are open from the start")
	}
	b.Press("#columns summary")
	b.Do(`document.querySelector("#column-3").focus()`)
	const takenFor = `document.querySelector("#column-3").value`
	if was := browser.Value[string](b, takenFor); was == "" {
		t.Fatal("the column is not taken for anything")
	}
	b.Choose("#column-3", "")
	b.Until(takenFor + ` === "" && document.querySelector("#columns").open && document.activeElement.id === "column-3"`)
	b.Choose("#language", "fa")
	b.Until(`document.querySelector("#columns h3").textContent !== "Columns"`)
	if !browser.Value[bool](b, `document.querySelector("#columns").open`) {
		t.Error("the columns are folded in another language")
	}
	b.Press(`nav a[href$="/print"]`)
	b.Until(`document.querySelector("main.print #walkin") !== null`)
	if browser.Value[int](b, `document.querySelectorAll("main details[open]").length`) > 0 {
		t.Error("another room begins with something open")
	}
	b.Quiet()
}

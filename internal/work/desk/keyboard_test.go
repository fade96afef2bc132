package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
)

// mostTabs is the most presses of Tab from one thing to another in a room, round the whole page.
const mostTabs = 90

// TestKeyboard goes from an example to papers, and forgets a person, without a mouse: what is reached shows that it is.
func TestKeyboard(t *testing.T) {
	b := browser.Chromium(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	reach := func(selector string) {
		t.Helper()
		for range mostTabs {
			b.Key("Tab")
			if browser.Value[bool](b, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
				if !browser.Value[bool](b, `((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)`+
					`(getComputedStyle(document.activeElement))`) {
					t.Errorf("nothing shows that %s has the focus", selector)
				}
				return
			}
		}
		t.Fatalf("%s cannot be reached; the focus is on %s", selector,
			browser.Value[string](b, "document.activeElement.outerHTML.slice(0, 200)"))
	}
	press := func(selector string) {
		t.Helper()
		reach(selector)
		b.Key("Enter")
	}
	b.Visit(url)
	b.Until(`document.querySelector("#example") !== null`)
	press("#example")
	b.Until(`document.querySelector("#findings .fix.merge") !== null`)
	before := browser.Value[int](b, `document.querySelectorAll("#findings li").length`)
	press("#findings .fix.merge")
	b.Until(fmt.Sprintf(`document.querySelectorAll("#findings li").length < %d`, before))
	// The focus stays at the findings: the next one is a press of Tab away, not a walk through the whole page.
	b.Until(`document.querySelector("#findings").contains(document.activeElement) || document.activeElement.id === "main"`)
	reach(`.rows tbody button`)
	b.Key("ArrowDown", "ArrowRight")
	if !browser.Value[bool](b, `((c) => c.closest("tr") === document.querySelector(".rows tbody").rows[1] && `+
		`c.closest("td").cellIndex === 2)(document.activeElement)`) {
		t.Error("the arrow keys do not move in the list")
	}
	press(`.skip`)
	b.Until(`document.activeElement.id === "main"`)
	press(`nav a[href$="/print"]`)
	b.Until(`document.querySelector("#make") !== null`)
	press("#make")
	b.Until(`document.querySelector("#job.done") !== null && document.querySelectorAll("#files li").length >= 2`)
	press(`nav a[href$="/people"]`)
	b.Until(`document.querySelector("#findings .fix.file") !== null`)
	press("#findings .fix.file")
	b.Until(`document.activeElement.id === "event-text"`)
	line := browser.Value[string](b, `((e) => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)`)
	if !strings.HasPrefix(line, "name = ") {
		t.Errorf("the line of the first finding is shown as %q", line)
	}
	b.Key("Tab") // out of the text again: it is no trap
	if browser.Value[bool](b, `document.activeElement.id === "event-text"`) {
		t.Error("Tab does not leave the text")
	}
	b.Quiet()
}

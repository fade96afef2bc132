package designer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
)

const drawn = `document.querySelector("#picture")?.naturalWidth > 300`

// TestBrowser edits a design in a browser: it moves a box by keys and with the mouse, changes a colour, and undoes all
// of it.
func TestBrowser(t *testing.T) { browser.Each(t, edits) }

func edits(t *testing.T, b *browser.Page) {
	dir := copied(t, "../../../examples/tehran-2017")
	url := served(t, dir)
	first := values(listing(t, dir))
	b.Visit(url + "#kind=certificate&side=front&person=0")
	defer b.Quiet()
	b.Until(drawn + ` && document.querySelectorAll(".frame").length > 10 && document.querySelectorAll("#strip img").length === 6`)
	b.Picture("certificate")

	// Move a box by keys: Tab selects it, arrows move it. The built-in design is copied, and the page says so.
	b.Do(`document.querySelector("#sheet").focus()`)
	b.Key("Tab", "Tab", "Tab")
	b.Until(`document.querySelectorAll(".frame.on").length === 1`)
	at := browser.Value[string](b, chosenAt)
	b.Key("ArrowRight", "ArrowRight", "ArrowDown")
	b.Until(`document.querySelector("#file").textContent.endsWith("design/certificate.toml") && ` + drawn + ` && ` + chosenAt + ` !== "` + at + `"`)
	b.Until(`document.querySelector("#said").textContent.includes("copied to design/certificate.toml")`)
	before := read(t, dir, "design/certificate.toml")

	// Move another box with the mouse: one line of the file changes.
	choose(b, "number")
	b.Picture("selected")
	b.Drag(`.frame.on`, 40, -34)
	b.Until(`document.querySelector("#undo").title.endsWith("Move number")`)
	if got := differ(before, read(t, dir, "design/certificate.toml")); len(got) != 1 || !strings.HasPrefix(got[0], "at = ") {
		t.Errorf("dragging changed %q", got)
	}
	b.Drag(`.frame.on .handle[data-side="se"]`, 50, 20)
	b.Until(`document.querySelector("#undo").title.endsWith("Resize number")`)

	// Set its colour from the swatches of the design, then to a wrong value, whose message appears next to the key.
	b.Do(`document.querySelector("[id$='.colour']").closest(".row").querySelector(".swatch").click()`)
	b.Until(`document.querySelector("#undo").title.includes("colour")`)
	b.Do(`const i = document.querySelector("[id$='.colour']"); i.value = "reddish"; i.dispatchEvent(new Event("change"))`)
	b.Until(`document.querySelector(".row .wrong")?.textContent.includes("reddish") && document.querySelector(".frame.bad") !== null`)
	b.Picture("refused")

	// Show the look of the event and the layers, then undo everything.
	b.Do(`document.querySelectorAll("#tabs button")[1].click()`)
	b.Picture("look")
	b.Do(`document.querySelectorAll("#tabs button")[2].click()`)
	b.Picture("layers")
	for steps(b) > 0 {
		b.Do(`document.querySelector("#undo").click()`)
		time.Sleep(500 * time.Millisecond)
	}
	if !slices.Equal(first, values(listing(t, dir))) {
		t.Error("undoing everything does not restore the files")
	}
}

// chosenAt is the position of the selected box, from its style.
const chosenAt = `((e) => e ? e.style.left + e.style.top : "")(document.querySelector(".frame.on"))`

// steps returns the number of edits that can be undone.
func steps(b *browser.Page) int {
	b.Helper()
	return browser.Value[int](b, `document.querySelector("#undo").disabled ? 0 : 1`)
}

// choose selects the box with a name, in the list of all boxes.
func choose(b *browser.Page, name string) {
	b.Helper()
	b.Do(`document.querySelectorAll("#tabs button")[2].click()`)
	layer := fmt.Sprintf(`[...document.querySelectorAll(".layers li button:first-child")].find((b) => b.firstChild.nextSibling.textContent === %q)`, name)
	b.Until(layer) // the undo button knows of a change before the layers do
	b.Do(layer + ".click()")
	b.Do(`document.querySelectorAll("#tabs button")[0].click()`)
	b.Until(`document.querySelectorAll(".frame.on").length === 1`)
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

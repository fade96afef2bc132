package preview

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/browser"
)

const drawn = `document.querySelector("#desk .sheet img")?.naturalWidth > 300`

// TestBrowser uses the page as a person does: it looks around, searches, compares, breaks a file and repairs it.
func TestBrowser(t *testing.T) {
	b := browser.Chromium(t)
	dir := copied(t, "../../../examples/tehran-2017")
	url := served(t, dir)
	b.Visit(url)
	b.Until(drawn + ` && document.querySelector("h1").textContent.startsWith("Tehran Meeting")`)
	b.Until(`document.querySelector("#place").textContent.startsWith("1 of ")`)
	b.Picture("badge")

	b.Do(`document.querySelector("#next").click()`)
	b.Until(`document.querySelector("#place").textContent.startsWith("2 of ") && location.hash.includes("T17-002")`)
	b.Do(`const s = document.querySelector("#search"); s.value = "دشتبان"; s.dispatchEvent(new Event("input"))`)
	b.Until(`document.querySelectorAll("#people li").length === 1`)
	b.Do(`document.querySelector("#people button").click()`)
	b.Until(`location.hash.includes("T17-005")`)
	b.Do(`document.querySelector("#search").value = ""; document.querySelector("#boxes").click()`)
	b.Until(drawn + ` && document.querySelectorAll(".box").length > 10`)
	b.Picture("boxes")
	b.Do(`document.querySelector("#boxes").click(); document.querySelector("#longest").click()`)
	b.Until(`!location.hash.includes("T17-005") && document.querySelectorAll(".box").length === 0`)

	b.Do(`document.querySelector("#scripts").click()`)
	b.Until(`document.querySelectorAll("#desk figure img").length > 4`)
	b.Picture("scripts")
	b.Do(`document.querySelectorAll("#kinds button")[1].click()`)
	b.Until(`document.querySelectorAll("#desk figure img").length > 4 && location.hash.includes("certificate")`)
	b.Do(`document.querySelector("#desk figure .sheet").click()`)
	b.Until(`document.querySelectorAll("#desk img").length === 1`)
	b.Picture("certificate")
	if pdf := browser.Value[string](b, `fetch(document.querySelector("#download").href).then((r) => r.text()).then((t) => `+
		`t.slice(0, 5))`); pdf != "%PDF-" {
		t.Errorf("the download begins with %q", pdf)
	}
	b.Do(`document.querySelectorAll("#kinds button")[2].click()`)
	b.Until(drawn + ` && location.hash.includes("sheet")`)
	b.Picture("sheet")
	b.Do(`document.querySelectorAll("#kinds button")[0].click()`)

	event := read(t, dir, "event.toml")
	write(t, dir, "event.toml", strings.Replace(event, "template = \"bilingual\"\nsheet",
		"template = \"bilingal\"\nsheet", 1))
	b.Until(`document.querySelector(".problem.error code")?.textContent.startsWith("event.toml:") && ` +
		`document.querySelector(".problem p").textContent.includes("bilingual")`)
	b.Until(`document.querySelector("#desk.stale img") !== null`)
	b.Picture("problem")
	write(t, dir, "event.toml", event)
	b.Until(`document.querySelector(".problem.error") === null && document.querySelector("#desk.stale") === null`)

	hostile := `<img src=x onerror=document.title='owned'>`
	write(t, dir, "attendees.csv", read(t, dir, "attendees.csv")+"T17-999,"+hostile+",,en,,,speaker,,,\n")
	b.Until(`document.querySelector("#people").textContent.includes("<img src=x")`)
	if browser.Value[int](b, `document.querySelectorAll("aside img").length`) > 0 {
		t.Error("a name became markup")
	}
	b.Quiet()
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

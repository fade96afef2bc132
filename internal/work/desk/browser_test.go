package desk

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/work/create"
)

const newList = "Full Name,E-mail,Company,Ticket,Attended\nJosé  Pérez,jose@example.org,Example,Speaker,yes\n" +
	"Ana Popescu,ana@example.org,Example,Speakr,yes\nBob Hale,bob@example.org,,Participant,no\n" +
	"Hale Bob,bob2@example.org,Somewhere,Participant,no\nمریم دشتبان,m@example.org,Example,Participant,yes\n"

// workbook returns a list as an Excel workbook of one sheet.
func workbook(t *testing.T, list string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(list)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var sheet strings.Builder
	for _, row := range rows {
		sheet.WriteString("<row>")
		for _, cell := range row {
			sheet.WriteString(`<c t="inlineStr"><is><t xml:space="preserve">` + cell + `</t></is></c>`)
		}
		sheet.WriteString("</row>")
	}
	const main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const pack = "http://schemas.openxmlformats.org/package/2006/"
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + pack + `content-types"><Default Extension="rels" ContentType="application/` +
			`vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kind +
			`sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + pack + `relationships"><Relationship Id="rId1" Type="` + office +
			`/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="Attendees" sheetId="1" ` +
			`r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + pack + `relationships"><Relationship Id="rId1" Type="` +
			office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet xmlns="` + main + `"><sheetData>` + sheet.String() + `</sheetData></worksheet>`},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestJourney goes from a dropped workbook to PDFs without editing a file: each finding is fixed by its button.
func TestJourney(t *testing.T) { browser.Each(t, journey) }

func journey(t *testing.T, b *browser.Page) {
	home, list := t.TempDir(), workbook(t, newList)
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	b.Visit(url)
	b.Until(`document.querySelector("#new") !== null`)
	b.Picture("start")
	b.Fill("#new-title", "Journey Days 2027")
	b.Fill("#new-issuer", "Example University")
	b.Fill("#new-verify", "verify.example.edu")
	b.Fill("#new-first", "2027-05-14")
	b.Drop("#new .drop", "export.xlsx", list)
	b.Until(`document.querySelector("#chosen").textContent.includes("export.xlsx") && document.querySelector("#new-folder").value.endsWith("/journey-days-2027")`)
	b.Press("#new button.primary")
	b.Until(`document.querySelector("#title").textContent === "Journey Days 2027" && document.querySelectorAll("#findings li").length >= 3`)
	b.Picture("people")
	dir := filepath.Join(home, "journey-days-2027")

	for range 4 { // findings with one likely answer
		n := browser.Value[int](b, `document.querySelectorAll("#findings .fix.cell, #findings .fix.merge").length`)
		if n == 0 {
			break
		}
		b.Press("#findings .fix.cell, #findings .fix.merge")
		b.Until(fmt.Sprintf(`document.querySelectorAll("#findings .fix.cell, #findings .fix.merge").length < %d`, n))
	}
	b.Until(`document.querySelector(".summary.good, .summary.warn") !== null`)
	if got := read(t, dir, "export.xlsx"); got != list {
		t.Error("the list was changed")
	}
	corrections := read(t, dir, "corrections.csv")
	for _, want := range []string{"José  Pérez,José Pérez", "Speakr,speaker", "(row),,leave out"} {
		if !strings.Contains(corrections, want) {
			t.Errorf("corrections.csv lacks %q:\n%s", want, corrections)
		}
	}

	// Without a rule everybody on the list gets a certificate.
	if said := browser.Value[string](b, `[...document.querySelectorAll("details.card summary")].map((e) => e.innerText).join(" ")`); !strings.Contains(said, "3 certificates by this rule") {
		t.Errorf("who gets a certificate: %s", said)
	}
	b.Press(`nav a[href$="/print"]`)
	b.Until(`document.querySelector("#make") !== null && document.querySelector(".sheet img")?.naturalWidth > 300`)
	for _, c := range [][2]string{{"Avery 5392", "215.9"}, {"A4", "210"}} {
		b.Choose("#stock", c[0])
		b.Until(fmt.Sprintf(`document.querySelector(".sheet").style.aspectRatio.startsWith(%q) && `+
			`document.querySelector(".sheet img").naturalWidth > 300`, c[1]))
		if text := read(t, dir, "event.toml"); !strings.Contains(text, fmt.Sprintf("sheet = %q", c[0])) {
			t.Errorf("%s is not chosen in event.toml", c[0])
		}
	}
	b.Picture("print")
	b.Press("#make")
	b.Until(`document.querySelector("#job.done") !== null && document.querySelectorAll("#files li").length >= 2`)
	b.Picture("made")
	if pdf := browser.Value[string](b, `fetch(document.querySelector("#files a").href).then((r) => r.text()).then((t) => t.slice(0, 5))`); pdf != "%PDF-" {
		t.Errorf("the first file begins with %q", pdf)
	}
	b.Press(`nav a[href$="/issued"]`)
	b.Until(`document.querySelectorAll("#issued > li").length >= 6`)
	b.Press("#issued summary")
	b.Until(`document.querySelector("#issued img")?.naturalWidth > 300`)
	b.Until(`document.querySelector("#issued .then img")?.naturalWidth > 300`)
	b.Picture("issued")
	b.Press("#issued .danger")
	b.Until(`document.querySelector("dialog[open] #reason") !== null`)
	b.Fill("#reason", "left early")
	b.Press("dialog .primary")
	b.Until(`document.querySelector("#issued .tag.revoked") !== null`)
	name := browser.Value[string](b, `document.querySelector("#issued .strong").textContent`)
	b.Press("#issued .forget")
	b.Until(`document.querySelector("dialog[open] .paths code")?.textContent.startsWith("out/") && ` +
		`document.querySelector("dialog[open] h2").textContent.includes(` + fmt.Sprintf("%q", name) + `)`)
	b.Picture("forget")
	b.Press("dialog .danger")
	b.Until(`document.querySelector("dialog[open] h2")?.textContent === "1 person was forgotten"`)
	b.Picture("forgotten")
	b.Press("dialog .primary")
	b.Until(fmt.Sprintf(`![...document.querySelectorAll("#issued .strong")].some((e) => e.textContent === %q)`, name))
	b.Press(`nav a[href$="/publish"]`)
	b.Until(`document.querySelector("#site") !== null`)
	b.Press("#site")
	b.Until(`document.querySelector("#job.done") !== null && document.querySelector(".summary.good") !== null`)
	b.Until(`document.querySelectorAll("#keys li").length === 1`)
	b.Press("#ledger")
	b.Until(`document.querySelector("#job.done")?.textContent.includes("The ledger is sound")`)
	b.Picture("publish")
	if _, err := os.Stat(filepath.Join(dir, "site", "index.html")); err != nil {
		t.Error(err)
	}
	b.Press(`nav a[href$="/people"]`)
	b.Until(`document.querySelectorAll(".rows tbody tr").length === 5`)
	for _, lang := range []string{"en", "fa"} {
		b.Do(fmt.Sprintf(`(() => { const l = document.querySelector("#language"); l.value = %q; l.dispatchEvent(new Event("change")) })()`, lang))
		for _, width := range []int{390, 1024, 1920} {
			b.Size(width, 900)
			for _, room := range []string{"people", "print", "issued", "publish", "settings"} {
				b.Press(fmt.Sprintf(`nav a[href$="/%s"]`, room))
				b.Until(fmt.Sprintf(`document.querySelector("main.%s .card") !== null && document.documentElement.lang === %q`, room, lang))
				if wide := browser.Value[int](b, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("%s in %s is %d pixels wider than a window of %d", room, lang, wide, width)
				}
				b.Picture(fmt.Sprintf("%s-%s-%d", room, lang, width))
			}
		}
	}
	b.Do(`location.hash = ""`)
	b.Until(`document.querySelector("main.start #chosen") !== null`)
	if chosen := browser.Value[string](b, `document.querySelector("#chosen").textContent`); strings.Contains(chosen, "export.xlsx") {
		t.Errorf("the list of the event before is offered for the next: %q", chosen)
	}
	b.Quiet()
}

// TestNewInIssuersFolder makes an event on the page in the folder of an issuer, whose file says who certifies.
func TestNewInIssuersFolder(t *testing.T) {
	b := browser.Chromium(t)
	home := t.TempDir()
	facts := create.Facts{Issuer: "Acme Water", Verify: "verify.acme.eu"}
	if err := facts.IssuerFolder(filepath.Join(home, "acme")); err != nil {
		t.Fatal(err)
	}
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	b.Visit(url)
	b.Until(`document.querySelector("#new") !== null`)
	b.Fill("#new-title", "Water Days")
	b.Fill("#new-first", "2027-05-14")
	b.Until(`document.querySelector("#within").hidden && !document.querySelector("#new-issuer").disabled`)
	b.Fill("#new-folder", filepath.Join(home, "acme", "water"))
	b.Until(`document.querySelector("#within").textContent.includes("issuer.toml") && document.querySelector("#new-issuer").disabled`)
	b.Press("#new button.primary")
	b.Until(`document.querySelector("#title").textContent === "Water Days"`)
	if text := read(t, filepath.Join(home, "acme", "water"), "event.toml"); strings.Contains(text, "[issuer]\n") {
		t.Errorf("the event has an issuer of its own:\n%s", text)
	}
	b.Quiet()
}

// TestPressedWhileSending presses the next button as soon as the page shows what the first has done, before the answer to
// the first has come: nothing that a person sees and presses is dropped. A second press on the same page is.
func TestPressedWhileSending(t *testing.T) {
	b := browser.Chromium(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	b.Visit(url)
	b.Until(`document.querySelector("#new") !== null`)
	b.Fill("#new-title", "Journey Days 2027")
	b.Fill("#new-issuer", "Example University")
	b.Fill("#new-verify", "verify.example.edu")
	b.Fill("#new-first", "2027-05-14")
	b.Drop("#new .drop", "export.csv", newList)
	b.Until(`document.querySelector("#chosen").textContent.includes("export.csv") && ` +
		`document.querySelector("#new-folder").value !== ""`)
	b.Press("#new button.primary")
	const fixes = `document.querySelectorAll("#findings .fix.cell, #findings .fix.merge").length`
	b.Until(fixes + ` >= 3`)
	before := browser.Value[int](b, fixes)
	b.Do(`(() => { // answers come when they are let go
		const ask = fetch, held = [];
		globalThis.letGo = () => held.splice(0).forEach((go) => go());
		globalThis.sent = 0;
		globalThis.fetch = async (address, options) => {
			const answer = await ask(address, options);
			if (options?.method !== "POST") return answer;
			globalThis.sent++;
			await new Promise((go) => held.push(go));
			return answer;
		};
	})()`)
	const first = "#findings .fix.cell, #findings .fix.merge"
	b.Do(fmt.Sprintf(`document.querySelector(%q).click(); document.querySelector(%q).click()`, first, first))
	b.Until(fmt.Sprintf(`%s === %d`, fixes, before-1)) // the folder has changed, and the page with it
	b.Press(first)
	b.Until(fmt.Sprintf(`%s === %d`, fixes, before-2))
	if sent := browser.Value[int](b, `globalThis.sent`); sent != 2 {
		t.Errorf("%d changes were sent by three presses on two pages", sent)
	}
	b.Do(`letGo()`)
	b.Press(first)
	b.Until(fmt.Sprintf(`%s === %d`, fixes, before-3))
	b.Quiet()
}

package desk

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"lanyard/internal/base/judge"
)

var screenshots = flag.String("screenshots", "", "write pictures of the page into this folder")

// patience is how long the browser may take for a single action.
const patience = 20 * time.Second

// tab is the page in a browser.
type tab struct {
	*testing.T
	ctx context.Context

	mu     sync.Mutex
	faults []string // errors and policy violations reported on the console
}

func browser(t *testing.T) *tab {
	t.Helper()
	program := judge.Program(t, "chromium", "chromium-browser", "google-chrome")
	ctx, stop := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx}
	if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	call(b, runtime.Enable, cdp.Empty{})
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 1360, Height: 860,
		DeviceScaleFactor: 1})
	call(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
		Source: `addEventListener("securitypolicyviolation", (e) => console.error("policy violation", ` +
			`e.violatedDirective, e.blockedURI));`})
	return b
}

func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			for _, a := range e.Args {
				b.faults = append(b.faults, string(a.Value))
			}
		}
	}
}

func run[T any](b *tab, action chromedp.Action[T]) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.Fatal(err)
	}
	return result
}

func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		b.Fatal(err)
	}
}

// until waits until a condition is true on the page.
func (b *tab) until(condition string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition)); err != nil {
		text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		b.Fatalf("waiting for %s: %v; the page says:\n%s", condition, err, text)
	}
}

func (b *tab) do(script string) { b.Helper(); run(b, chromedp.Evaluate[bool](script+"; true")) }

func (b *tab) picture(name string) {
	b.Helper()
	if *screenshots == "" {
		return
	}
	data := run(b, chromedp.Screenshot("html"))
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), data, 0o644); err != nil {
		b.Fatal(err)
	}
}

// fill fills a field as a person does, so that the page notices.
func (b *tab) fill(selector, text string) {
	b.Helper()
	b.do(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})) })()`, selector, text))
}

func (b *tab) press(selector string) {
	b.Helper()
	b.do(fmt.Sprintf(`document.querySelector(%q).click()`, selector))
}

// drop drops a file on an area of the page.
func (b *tab) drop(selector, name, data string) {
	b.Helper()
	b.do(fmt.Sprintf(`(() => { const t = new DataTransfer(); t.items.add(new File([%q], %q));
		document.querySelector(%q).dispatchEvent(new DragEvent("drop", {dataTransfer: t, bubbles: true, cancelable: true})) })()`, data, name, selector))
}

// size sets the size of the window in pixels.
func (b *tab) size(width, height int64) {
	b.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

const newList = "Full Name,E-mail,Company,Ticket,Attended\nJosé  Pérez,jose@example.org,Example,Speaker,yes\n" +
	"Ana Popescu,ana@example.org,Example,Speakr,yes\nBob Hale,bob@example.org,,Participant,no\n" +
	"Hale Bob,bob2@example.org,Somewhere,Participant,no\nمریم دشتبان,m@example.org,Example,Participant,yes\n"

// TestJourney goes from a dropped list to PDFs without editing a file: each finding is fixed by its button.
func TestJourney(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: run without -short")
	}
	b := browser(t)
	home := t.TempDir()
	url, _ := served(t, Options{Now: time.Now, Home: home, Recent: filepath.Join(home, "settings", "recent.json")})
	run(b, chromedp.Navigate(url))
	b.until(`document.querySelector("#new") !== null`)
	b.picture("start")
	b.fill("#new-title", "Journey Days 2027")
	b.fill("#new-issuer", "Example University")
	b.fill("#new-verify", "verify.example.edu")
	b.fill("#new-first", "2027-05-14")
	b.drop("#new .drop", "export.csv", newList)
	b.until(`document.querySelector("#chosen").textContent.includes("export.csv") && document.querySelector("#new-folder").value.endsWith("/journey-days-2027")`)
	b.press("#new button.primary")
	b.until(`document.querySelector("#title").textContent === "Journey Days 2027" && document.querySelectorAll("#findings li").length >= 3`)
	b.picture("people")
	dir := filepath.Join(home, "journey-days-2027")

	for range 4 { // findings with one likely answer
		n := run(b, chromedp.Evaluate[int](`document.querySelectorAll("#findings .fix.cell, #findings .fix.merge").length`))
		if n == 0 {
			break
		}
		b.press("#findings .fix.cell, #findings .fix.merge")
		b.until(fmt.Sprintf(`document.querySelectorAll("#findings .fix.cell, #findings .fix.merge").length < %d`, n))
	}
	b.until(`document.querySelector(".summary.good, .summary.warn") !== null`)
	if got := read(t, dir, "export.csv"); got != newList {
		t.Errorf("the list was changed: %q", got)
	}
	corrections := read(t, dir, "corrections.csv")
	for _, want := range []string{"José  Pérez,José Pérez", "Speakr,speaker", "(row),,leave out"} {
		if !strings.Contains(corrections, want) {
			t.Errorf("corrections.csv lacks %q:\n%s", want, corrections)
		}
	}

	b.press(`nav a[href$="/print"]`)
	b.until(`document.querySelector("#make") !== null && document.querySelector(".sheet img")?.naturalWidth > 300`)
	b.picture("print")
	b.press("#make")
	b.until(`document.querySelector("#job.done") !== null && document.querySelectorAll("#files li").length >= 2`)
	b.picture("made")
	if pdf := run(b, chromedp.Evaluate[string](`fetch(document.querySelector("#files a").href).then((r) => r.text()).then((t) => t.slice(0, 5))`,
		chromedp.EvalAwaitPromise)); pdf != "%PDF-" {
		t.Errorf("the first file begins with %q", pdf)
	}
	b.press(`nav a[href$="/issued"]`)
	b.until(`document.querySelectorAll("#issued > li").length >= 6`)
	b.press("#issued summary")
	b.until(`document.querySelector("#issued img")?.naturalWidth > 300`)
	b.picture("issued")
	b.press("#issued .danger")
	b.until(`document.querySelector("dialog[open] #reason") !== null`)
	b.fill("#reason", "left early")
	b.press("dialog .primary")
	b.until(`document.querySelector("#issued .tag.revoked") !== null`)
	b.press(`nav a[href$="/publish"]`)
	b.until(`document.querySelector("#site") !== null`)
	b.press("#site")
	b.until(`document.querySelector("#job.done") !== null && document.querySelector(".summary.good") !== null`)
	b.picture("publish")
	if _, err := os.Stat(filepath.Join(dir, "site", "index.html")); err != nil {
		t.Error(err)
	}
	b.press(`nav a[href$="/people"]`)
	b.until(`document.querySelectorAll(".rows tbody tr").length === 5`)
	for _, lang := range []string{"en", "fa"} {
		b.do(fmt.Sprintf(`(() => { const l = document.querySelector("#language"); l.value = %q; l.dispatchEvent(new Event("change")) })()`, lang))
		for _, width := range []int64{390, 1024, 1920} {
			b.size(width, 900)
			for _, room := range []string{"people", "print", "issued", "publish", "settings"} {
				b.press(fmt.Sprintf(`nav a[href$="/%s"]`, room))
				b.until(fmt.Sprintf(`document.querySelector("main.%s .card") !== null && document.documentElement.lang === %q`, room, lang))
				if wide := run(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`)); wide > 0 {
					t.Errorf("%s in %s is %d pixels wider than a window of %d", room, lang, wide, width)
				}
				b.picture(fmt.Sprintf("%s-%s-%d", room, lang, width))
			}
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.faults) > 0 {
		t.Errorf("the console reported %q", b.faults)
	}
}

package preview

import (
	"context"
	"flag"
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

const drawn = `document.querySelector("#desk .sheet img")?.naturalWidth > 300`

// TestBrowser uses the page as a person does: it looks around, searches, compares, breaks a file and repairs it.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: run without -short")
	}
	b := browser(t)
	dir := copied(t, "../../../examples/tehran-2017")
	url := served(t, dir)
	run(b, chromedp.Navigate(url))
	b.until(drawn + ` && document.querySelector("h1").textContent.startsWith("Tehran Meeting")`)
	b.until(`document.querySelector("#place").textContent.startsWith("1 of ")`)
	b.picture("badge")

	b.do(`document.querySelector("#next").click()`)
	b.until(`document.querySelector("#place").textContent.startsWith("2 of ") && location.hash.includes("T17-002")`)
	b.do(`const s = document.querySelector("#search"); s.value = "دشتبان"; s.dispatchEvent(new Event("input"))`)
	b.until(`document.querySelectorAll("#people li").length === 1`)
	b.do(`document.querySelector("#people button").click()`)
	b.until(`location.hash.includes("T17-005")`)
	b.do(`document.querySelector("#search").value = ""; document.querySelector("#boxes").click()`)
	b.until(drawn + ` && document.querySelectorAll(".box").length > 10`)
	b.picture("boxes")
	b.do(`document.querySelector("#boxes").click(); document.querySelector("#longest").click()`)
	b.until(`!location.hash.includes("T17-005") && document.querySelectorAll(".box").length === 0`)

	b.do(`document.querySelector("#scripts").click()`)
	b.until(`document.querySelectorAll("#desk figure img").length > 4`)
	b.picture("scripts")
	b.do(`document.querySelectorAll("#kinds button")[1].click()`)
	b.until(`document.querySelectorAll("#desk figure img").length > 4 && location.hash.includes("certificate")`)
	b.do(`document.querySelector("#desk figure .sheet").click()`)
	b.until(`document.querySelectorAll("#desk img").length === 1`)
	b.picture("certificate")
	if pdf := run(b,
		chromedp.Evaluate[string](`fetch(document.querySelector("#download").href).then((r) => r.text()).then((t) => `+
			`t.slice(0, 5))`, chromedp.EvalAwaitPromise)); pdf != "%PDF-" {
		t.Errorf("the download begins with %q", pdf)
	}
	b.do(`document.querySelectorAll("#kinds button")[2].click()`)
	b.until(drawn + ` && location.hash.includes("sheet")`)
	b.picture("sheet")
	b.do(`document.querySelectorAll("#kinds button")[0].click()`)

	event := read(t, dir, "event.toml")
	write(t, dir, "event.toml", strings.Replace(event, "template = \"bilingual\"\nsheet",
		"template = \"bilingal\"\nsheet", 1))
	b.until(`document.querySelector(".problem.error code")?.textContent.startsWith("event.toml:") && ` +
		`document.querySelector(".problem p").textContent.includes("bilingual")`)
	b.until(`document.querySelector("#desk.stale img") !== null`)
	b.picture("problem")
	write(t, dir, "event.toml", event)
	b.until(`document.querySelector(".problem.error") === null && document.querySelector("#desk.stale") === null`)

	hostile := `<img src=x onerror=document.title='owned'>`
	write(t, dir, "attendees.csv", read(t, dir, "attendees.csv")+"T17-999,"+hostile+",,en,,,speaker,,,\n")
	b.until(`document.querySelector("#people").textContent.includes("<img src=x")`)
	if run(b, chromedp.Evaluate[int](`document.querySelectorAll("aside img").length`)) > 0 {
		t.Error("a name became markup")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.faults) > 0 {
		t.Errorf("the console reported %q", b.faults)
	}
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

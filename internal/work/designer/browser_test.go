package designer

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
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
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		b.faults = append(b.faults, text)
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

const drawn = `document.querySelector("#picture")?.naturalWidth > 300`

// TestBrowser edits a design in a browser: it moves a box by keys and with the mouse, changes a colour, and undoes all
// of it.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: run without -short")
	}
	b := browser(t)
	dir := copied(t, "../../../examples/tehran-2017")
	url := served(t, dir)
	first := values(listing(t, dir))
	run(b, chromedp.Navigate(url+"#kind=certificate&side=front&person=0"))
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.faults) > 0 {
			t.Errorf("the console reported %q", b.faults)
		}
	}()
	b.until(drawn + ` && document.querySelectorAll(".frame").length > 10 && document.querySelectorAll("#strip img").length === 6`)
	b.picture("certificate")

	// Move a box by keys: Tab selects it, arrows move it. The built-in design is copied, and the page says so.
	b.do(`document.querySelector("#sheet").focus()`)
	b.key("Tab", "Tab", "Tab")
	b.until(`document.querySelectorAll(".frame.on").length === 1`)
	at := run(b, chromedp.Evaluate[string](chosenAt))
	b.key("ArrowRight", "ArrowRight", "ArrowDown")
	b.until(`document.querySelector("#file").textContent.endsWith("design/certificate.toml") && ` + drawn + ` && ` + chosenAt + ` !== "` + at + `"`)
	b.until(`document.querySelector("#said").textContent.includes("copied to design/certificate.toml")`)
	before := read(t, dir, "design/certificate.toml")

	// Move another box with the mouse: one line of the file changes.
	b.choose("number")
	b.picture("selected")
	b.drag(`.frame.on`, 40, -34)
	b.until(`document.querySelector("#undo").title.endsWith("Move number")`)
	if got := differ(before, read(t, dir, "design/certificate.toml")); len(got) != 1 || !strings.HasPrefix(got[0], "at = ") {
		t.Errorf("dragging changed %q", got)
	}
	b.drag(`.frame.on .handle[data-side="se"]`, 50, 20)
	b.until(`document.querySelector("#undo").title.endsWith("Resize number")`)

	// Set its colour from the swatches of the design, then to a wrong value, whose message appears next to the key.
	b.do(`document.querySelector("[id$='.colour']").closest(".row").querySelector(".swatch").click()`)
	b.until(`document.querySelector("#undo").title.includes("colour")`)
	b.do(`const i = document.querySelector("[id$='.colour']"); i.value = "reddish"; i.dispatchEvent(new Event("change"))`)
	b.until(`document.querySelector(".row .wrong")?.textContent.includes("reddish") && document.querySelector(".frame.bad") !== null`)
	b.picture("refused")

	// Show the look of the event and the layers, then undo everything.
	b.do(`document.querySelectorAll("#tabs button")[1].click()`)
	b.picture("look")
	b.do(`document.querySelectorAll("#tabs button")[2].click()`)
	b.picture("layers")
	for b.steps() > 0 {
		b.do(`document.querySelector("#undo").click()`)
		time.Sleep(500 * time.Millisecond)
	}
	if !slices.Equal(first, values(listing(t, dir))) {
		t.Error("undoing everything does not restore the files")
	}
}

// chosenAt is the position of the selected box, from its style.
const chosenAt = `((e) => e ? e.style.left + e.style.top : "")(document.querySelector(".frame.on"))`

// steps returns the number of edits that can be undone.
func (b *tab) steps() int {
	b.Helper()
	return run(b, chromedp.Evaluate[int](`document.querySelector("#undo").disabled ? 0 : 1`))
}

// key presses the given keys in order.
func (b *tab) key(names ...string) {
	b.Helper()
	codes := map[string]int64{"Tab": 9, "Enter": 13, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Delete": 46}
	for _, name := range names {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: name, Code: name, WindowsVirtualKeyCode: codes[name]})
		}
	}
}

// choose selects the box with a name, in the list of all boxes.
func (b *tab) choose(name string) {
	b.Helper()
	b.do(`document.querySelectorAll("#tabs button")[2].click()`)
	b.do(fmt.Sprintf(`[...document.querySelectorAll(".layers li button:first-child")].find((b) => b.firstChild.nextSibling.data === %q).click()`, name))
	b.do(`document.querySelectorAll("#tabs button")[0].click()`)
	b.until(`document.querySelectorAll(".frame.on").length === 1`)
}

// drag presses the mouse in the middle of an element, moves it by dx and dy pixels, and releases it.
func (b *tab) drag(selector string, dx, dy float64) {
	b.Helper()
	at := run(b, chromedp.Evaluate[[]float64](fmt.Sprintf(`((r) => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(%q).getBoundingClientRect())`, selector)))
	mouse := func(kind input.DispatchMouseEventType, x, y float64, buttons int64) {
		call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: "left", Buttons: buttons, ClickCount: 1})
	}
	mouse("mousePressed", at[0], at[1], 1)
	for n := 1.0; n <= 5; n++ {
		mouse("mouseMoved", at[0]+dx*n/5, at[1]+dy*n/5, 1)
	}
	mouse("mouseReleased", at[0]+dx, at[1]+dy, 0)
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

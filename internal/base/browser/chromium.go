package browser

import (
	"context"
	"encoding/json"
	"os"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// chromium is a running Chromium.
type chromium struct {
	ctx  context.Context
	stop func()
}

// StartChromium starts the program.
func StartChromium(program string, w World) (Browser, error) {
	profile, err := os.MkdirTemp("", "lanyard-browser-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(program), chromedp.UserDataDir(profile),
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true)}
	if w.Server != "" {
		var rules, secure []string
		for _, host := range w.Hosts {
			rules = append(rules, "MAP "+host+" "+w.Server)
		}
		for _, host := range w.Secure {
			secure = append(secure, "http://"+host)
		}
		options = append(options, chromedp.Flag("host-resolver-rules", strings.Join(append(rules, "MAP * ~NOTFOUND"), ", ")),
			chromedp.Flag("unsafely-treat-insecure-origin-as-secure", strings.Join(secure, ",")))
	}
	if w.Film != "" {
		options = append(options, chromedp.Flag("use-fake-device-for-media-stream", true),
			chromedp.Flag("use-file-for-fake-video-capture", w.Film), chromedp.Flag("use-fake-ui-for-media-stream", true))
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	c := &chromium{ctx, func() {
		stopBrowser()
		stopAllocator()
		os.RemoveAll(profile)
	}}
	// A limit on this context would end the browser with it.
	if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
		c.Stop()
		return nil, err
	}
	return c, nil
}

func (c *chromium) Stop() { c.stop() }

func (c *chromium) Open(l Listener) (Tab, error) {
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext())
	t := &ChromiumTab{ctx, cancel}
	err := chromedp.Listen(ctx, l.note)
	if err == nil {
		_, err = ask(t, network.Enable, network.EnableParams{})
	}
	if err == nil {
		_, err = ask(t, runtime.Enable, cdp.Empty{})
	}
	if err != nil {
		cancel()
		return nil, err
	}
	return t, nil
}

// note passes an event of Chromium on.
func (l Listener) note(event any) {
	fault := func(text string) {
		if l.Fault != nil {
			l.Fault(text)
		}
	}
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if l.Asks != nil {
			l.Asks(e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			text += " " + thrown.Description
		}
		fault(text)
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.ConsoleAPICalledTypeError {
			return
		}
		var texts []string
		for _, a := range e.Args {
			texts = append(texts, string(a.Value))
		}
		fault(strings.Join(texts, " "))
	}
}

// ChromiumTab is a tab of Chromium, with what only Chromium can be asked.
type ChromiumTab struct {
	ctx    context.Context
	cancel func()
}

func ask[P, R any](t *ChromiumTab, command cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(t.ctx, Patience)
	defer cancel()
	return chromedp.Call(ctx, command, params)
}

func run[T any](t *ChromiumTab, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, Patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// Close closes the tab.
func (t *ChromiumTab) Close() { t.cancel() }

// Navigate is Tab's.
func (t *ChromiumTab) Navigate(address string) error {
	_, err := run(t, chromedp.Navigate(address))
	return err
}

// Evaluate is Tab's.
func (t *ChromiumTab) Evaluate(script string) (json.RawMessage, error) {
	return run(t, chromedp.Evaluate[json.RawMessage](script, chromedp.EvalAwaitPromise))
}

// Early is Tab's.
func (t *ChromiumTab) Early(script string) (string, error) {
	made, err := ask(t, cdppage.AddScriptToEvaluateOnNewDocument,
		cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	return string(made.Identifier), err
}

// Late is Tab's.
func (t *ChromiumTab) Late(id string) error {
	_, err := ask(t, cdppage.RemoveScriptToEvaluateOnNewDocument,
		cdppage.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: cdppage.ScriptIdentifier(id)})
	return err
}

// Resize is Tab's.
func (t *ChromiumTab) Resize(width, height int, scale float64, mobile bool) error {
	_, err := ask(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(width), Height: int64(height), DeviceScaleFactor: scale, Mobile: mobile})
	return err
}

// Screenshot is Tab's.
func (t *ChromiumTab) Screenshot() ([]byte, error) { return run(t, chromedp.FullScreenshot(100)) }

// Film does nothing: the camera of Chromium sees the file that the browser was started with.
func (t *ChromiumTab) Film([]byte) (string, error) { return t.Early("") }

// chromiumKeys are the codes of keys with names (Windows virtual key codes, which Chromium uses everywhere).
var chromiumKeys = map[string]int64{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38,
	"ArrowRight": 39, "ArrowDown": 40, "Delete": 46}

// Keys is Tab's.
func (t *ChromiumTab) Keys(names ...string) error {
	for _, name := range names {
		code, named := chromiumKeys[name]
		if !named || name == "Enter" { // Enter also types a line break
			if named {
				name = "\r"
			}
			if _, err := run(t, chromedp.KeyEvent(name)); err != nil {
				return err
			}
			continue
		}
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown,
			input.DispatchKeyEventTypeKeyUp} {
			if _, err := ask(t, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: name, Code: name,
				WindowsVirtualKeyCode: code}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Point is Tab's.
func (t *ChromiumTab) Point(what Mouse, x, y float64, shift bool) error {
	params := input.DispatchMouseEventParams{X: x, Y: y, Button: "left", ClickCount: 1}
	switch what {
	case Move:
		params.Type, params.Buttons = "mouseMoved", 1
	case Down:
		params.Type, params.Buttons = "mousePressed", 1
	case Up:
		params.Type = "mouseReleased"
	}
	if shift {
		params.Modifiers = 8
	}
	_, err := ask(t, input.DispatchMouseEvent, params)
	return err
}

// Forget empties what the browser remembers of the pages of an origin.
func (t *ChromiumTab) Forget(origin string) error {
	_, err := ask(t, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: origin, StorageTypes: "all"})
	return err
}

// Media shows the page as on a medium ("print", or "" for the screen) and, unless it is "", for a reader who wants the
// colour scheme "dark" or "light".
func (t *ChromiumTab) Media(medium, scheme string) error {
	params := emulation.SetEmulatedMediaParams{Media: medium}
	if scheme != "" {
		params.Features = []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	}
	_, err := ask(t, emulation.SetEmulatedMedia, params)
	return err
}

// Afresh loads the page again past every cache and past its service worker, as the reload button does with Shift.
func (t *ChromiumTab) Afresh() error {
	_, err := ask(t, cdppage.Reload, cdppage.ReloadParams{IgnoreCache: new(true)})
	return err
}

// Sibling opens a second tab that shares what the first one remembers.
func (t *ChromiumTab) Sibling() (*ChromiumTab, error) {
	ctx, cancel := chromedp.NewContext(t.ctx)
	if _, err := chromedp.Run(ctx, chromedp.Navigate("about:blank")); err != nil {
		cancel()
		return nil, err
	}
	return &ChromiumTab{ctx, cancel}, nil
}

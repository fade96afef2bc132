package browser

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// Page is a tab of a test. Its methods end the test when the browser fails.
type Page struct {
	testing.TB
	Tab

	suffix string // of the names of pictures

	mu     sync.Mutex
	faults []string
}

// Violations is a script that puts violations of the page's security policy on the console as errors.
const Violations = `addEventListener("securitypolicyviolation", (e) => ` +
	`console.error("policy violation", e.violatedDirective, e.blockedURI, e.sample));`

// newPage opens the page of a test in a browser that ends with it.
func newPage(t testing.TB, b Browser, err error, suffix string) *Page {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Stop)
	p := &Page{TB: t, suffix: suffix}
	p.Tab, err = b.Open(Listener{Fault: func(text string) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.faults = append(p.faults, text)
	}})
	p.check(err)
	p.Size(1360, 860)
	_, err = p.Early(Violations)
	p.check(err)
	return p
}

func (p *Page) check(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// Visit goes to an address.
func (p *Page) Visit(address string) { p.Helper(); p.check(p.Navigate(address)) }

// Size sets the size of the window in CSS pixels, of one device pixel each.
func (p *Page) Size(width, height int) { p.Helper(); p.check(p.Resize(width, height, 1, false)) }

// Do runs statements in the page.
func (p *Page) Do(script string) {
	p.Helper()
	if _, err := p.Evaluate(script + "; true"); err != nil {
		p.Fatalf("%s: %v", script, err)
	}
}

// Value returns the value of an expression, awaited if it is a promise.
func Value[T any](p *Page, expression string) T {
	p.Helper()
	var value T
	data, err := p.Evaluate(expression)
	if err == nil {
		err = json.Unmarshal(data, &value)
	}
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return value
}

// Until waits until a condition is true on the page. A condition that throws is not true yet.
func (p *Page) Until(condition string) {
	p.Helper()
	var last error
	for end := time.Now().Add(Patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		data, err := p.Evaluate("Boolean(" + condition + ")")
		if err == nil && string(data) == "true" {
			return
		}
		last = err
	}
	text, _ := p.Evaluate(`document.body.innerText.slice(0, 1500)`) // what there is to say about it
	p.Fatalf("waiting for %s: %v; the page says:\n%s", condition, last, text)
}

// Press clicks an element.
func (p *Page) Press(selector string) {
	p.Helper()
	p.Do(fmt.Sprintf(`document.querySelector(%q).click()`, selector))
}

// Fill fills a field as a person does, so that the page notices.
func (p *Page) Fill(selector, text string) {
	p.Helper()
	p.Do(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; `+
		`e.dispatchEvent(new Event("input", {bubbles: true})) })()`, selector, text))
}

// Choose fills a field as Fill does, and leaves it.
func (p *Page) Choose(selector, text string) {
	p.Helper()
	p.Do(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; `+
		`e.dispatchEvent(new Event("change", {bubbles: true})) })()`, selector, text))
}

// Drop drops a file with any bytes on an element.
func (p *Page) Drop(selector, name, data string) {
	p.Helper()
	p.Do(fmt.Sprintf(`(() => { const t = new DataTransfer(), data = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0)); `+
		`t.items.add(new File([data], %q)); document.querySelector(%q).`+
		`dispatchEvent(new DragEvent("drop", {dataTransfer: t, bubbles: true, cancelable: true})) })()`,
		base64.StdEncoding.EncodeToString([]byte(data)), name, selector))
}

// Key presses keys one after the other.
func (p *Page) Key(names ...string) { p.Helper(); p.check(p.Keys(names...)) }

// middle returns the middle of an element in the window, once the element keeps still.
func (p *Page) middle(selector string) (x, y float64) {
	p.Helper()
	var last []float64
	for end := time.Now().Add(Patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		at := Value[[]float64](p, fmt.Sprintf(`((r) => [r.x + r.width / 2, r.y + r.height / 2])`+
			`(document.querySelector(%q).getBoundingClientRect())`, selector))
		if slices.Equal(at, last) {
			return at[0], at[1]
		}
		last = at
	}
	p.Fatalf("%s keeps moving", selector)
	return 0, 0
}

// Click clicks the middle of an element with the mouse; shift: while Shift is held.
func (p *Page) Click(selector string, shift bool) {
	p.Helper()
	x, y := p.middle(selector)
	for _, what := range []Mouse{Move, Down, Up} {
		p.check(p.Point(what, x, y, shift))
	}
}

// Drag presses the mouse in the middle of an element, moves it by dx and dy CSS pixels, and releases it.
func (p *Page) Drag(selector string, dx, dy float64) {
	p.Helper()
	x, y := p.middle(selector)
	p.check(p.Point(Move, x, y, false))
	p.check(p.Point(Down, x, y, false))
	for n := 1.0; n <= 5; n++ {
		p.check(p.Point(Move, x+dx*n/5, y+dy*n/5, false))
	}
	p.check(p.Point(Up, x+dx, y+dy, false))
}

// Picture writes a picture of the page when the test was asked for it.
func (p *Page) Picture(name string) {
	p.Helper()
	if *Screenshots == "" {
		return
	}
	data, err := p.Screenshot()
	p.check(err)
	p.check(os.WriteFile(filepath.Join(*Screenshots, name+p.suffix+".png"), data, 0o644))
}

// Quiet checks that nothing was reported on the console.
func (p *Page) Quiet() {
	p.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range p.faults {
		p.Errorf("console: %s", text)
	}
}

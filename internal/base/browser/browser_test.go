package browser

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

const page = `<!doctype html><title>t</title><body style="margin:0">
<div id="box" style="position:absolute;left:20px;top:20px;width:40px;height:40px;background:red"></div>
<input id="field" style="position:absolute;top:300px"><script>
const seen = globalThis.seen = { keys: "", drops: "", moved: 0, shift: false };
const box = document.querySelector("#box");
let from = null;
box.addEventListener("pointerdown", (e) => { from = e.clientX; seen.shift = e.shiftKey; });
addEventListener("pointermove", (e) => { if (from !== null) seen.moved = e.clientX - from; });
addEventListener("pointerup", () => { from = null; });
addEventListener("keydown", (e) => { seen.keys += e.key + " "; });
box.addEventListener("drop", (e) => { e.preventDefault(); e.dataTransfer.files[0].text().then((t) => { seen.drops = e.dataTransfer.files[0].name + ": " + t; }); });
</script>`

// Both browsers do the same with the same calls.
func TestPage(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(page))
	}))
	t.Cleanup(server.Close)
	Each(t, func(t *testing.T, p *Page) {
		p.Visit(server.URL)
		p.Until(`seen.keys === ""`)
		p.Drag("#box", 50, 10)
		if got := Value[float64](p, `seen.moved`); got != 50 {
			t.Errorf("the mouse moved by %v", got)
		}
		p.Click("#box", true)
		if !Value[bool](p, `seen.shift`) {
			t.Error("Shift was not held")
		}
		p.Drop("#box", "list.csv", "a,b\n")
		p.Until(`seen.drops === "list.csv: a,b\n"`)
		p.Do(`seen.keys = ""; document.querySelector("#field").focus()`)
		p.Key("a", "ArrowLeft", "Enter")
		if got := Value[string](p, `seen.keys`); got != "a ArrowLeft Enter " {
			t.Errorf("the keys were %q", got)
		}
		type values struct {
			N    *float64
			List []any
			Deep map[string]map[string]string
		}
		got := Value[values](p, `Promise.resolve({N: null, List: [1, "two", true], Deep: {a: {b: "c"}}})`)
		if got.N != nil || len(got.List) != 3 || got.List[1] != "two" || got.Deep["a"]["b"] != "c" {
			t.Errorf("the value is %v", got)
		}
		if _, err := p.Evaluate(`nothing.at.all`); err == nil {
			t.Error("an exception is no error")
		}
		p.Quiet()
		p.Do(`console.error("heard")`)
		heard := func() int {
			p.mu.Lock()
			defer p.mu.Unlock()
			return len(p.faults)
		}
		for range 100 { // the report comes after the value
			if heard() == 1 {
				return
			}
			p.Do(`0`)
		}
		t.Errorf("the console reported %q", p.faults)
	})
}

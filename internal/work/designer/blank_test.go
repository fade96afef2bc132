package designer

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/work/edit"
)

// fewActions is the most actions that rebuild a badge.
const fewActions = 39

// TestRebuild rebuilds a built-in badge from blank paper with the mouse, then groups, reorders and turns its boxes.
func TestRebuild(t *testing.T) { browser.Each(t, rebuilds) }

// rebuilt is the boxes of the minimal badge that say something: a field and the style to give it, or the code.
var rebuilt = []struct{ field, style string }{
	{"name", "heading"}, {"affiliation", ""}, {"role.label.main", ""}, {"number", ""}, {"", ""},
}

// shows reports whether a box is the one with a field, or the code.
func shows(b box, field string) bool {
	text, _ := b.Values["text"].(string)
	return b.Placed && (field == "" && b.Values["type"] == "qr" || field != "" && strings.HasPrefix(text, "{{"+field+"}}"))
}

func rebuilds(t *testing.T, b *browser.Page) {
	dir := copied(t, tehran)
	event := read(t, dir, "event.toml")
	at := strings.Index(event, "[badges]")
	write(t, dir, "event.toml", event[:at]+strings.Replace(event[at:], `template = "bilingual"`, `template = "minimal"`, 1))
	defer b.Quiet()
	b.Visit(served(t, dir) + "#kind=badge&side=front&person=0")
	b.Until(drawn + ` && document.querySelectorAll(".frame").length > 5 && document.querySelector(".fields button") !== null`)
	built := shownFace(b)
	b.Picture("rebuild-1")

	actions := 0
	act := func(f func()) { b.Helper(); actions++; f() }
	done := func(note string) {
		b.Helper()
		b.Until(fmt.Sprintf(`document.querySelector("#undo").title.endsWith(%q) && `+
			`document.querySelectorAll(".frame.on").length === 1`, note))
	}
	// A drag that misses is made again, as a person would, and counts.
	drag := func(selector string, dx, dy float64, note string) {
		b.Helper()
		for range 3 {
			act(func() { b.Drag(selector, dx, dy) })
			for range 50 {
				if browser.Value[bool](b, fmt.Sprintf(`document.querySelector("#undo").title.endsWith(%q)`, note)) {
					done(note)
					return
				}
				time.Sleep(100 * time.Millisecond)
			}
		}
		done(note)
	}
	act(func() { b.Press("#blank button") })
	b.Until(`document.querySelector("#file").textContent.includes("design/badge") && ` + drawn +
		` && document.querySelectorAll(".frame").length === 1 && document.querySelector(".fields button") !== null`)
	scale := browser.Value[float64](b, `document.querySelector("#sheet").getBoundingClientRect().width`) / built.Width
	for _, one := range rebuilt {
		i := slices.IndexFunc(built.Boxes, func(o box) bool { return shows(o, one.field) })
		if i < 0 {
			t.Fatalf("the minimal badge does not show %q", one.field)
		}
		want, name := built.Boxes[i], one.field
		if browser.Value[int](b, `document.querySelectorAll(".frame.on").length`) > 0 {
			act(func() { b.Do(`document.querySelector("#sheet").focus()`); b.Key("Escape") })
		}
		if one.field == "" {
			name = "code"
			act(func() { b.Press("#tools button:nth-child(2)") })
		} else {
			b.Until(`document.querySelector(".fields button") !== null`)
			act(func() {
				b.Do(fmt.Sprintf(`[...document.querySelectorAll(".fields button")].find((e) => e.firstChild.data === %q).click()`, one.field))
			})
		}
		done("Add " + name)
		now := settledBox(b, one.field)
		drag(`.frame.on .handle[data-side="se"]`, (want.W-now.W)*scale, (want.H-now.H)*scale, "Resize "+name)
		now = settledBox(b, one.field)
		drag(".frame.on", (want.X-now.X)*scale, (want.Y-now.Y)*scale, "Move "+name)
		now = settledBox(b, one.field)
		for i, off := range []float64{want.X - now.X, want.Y - now.Y, want.W - now.W, want.H - now.H} {
			if math.Abs(off) <= 0.5 {
				continue
			}
			// It has snapped to a line, so the number is typed.
			value := []float64{want.X, want.Y, want.W, want.H}[i]
			act(func() {
				b.Do(fmt.Sprintf(`{ const i = document.querySelectorAll("#panel .four input")[%d]; i.value = "%.1f"; `+
					`i.dispatchEvent(new Event("change")); }`, i, value))
			})
			b.Until(fmt.Sprintf(`Math.abs(document.querySelectorAll("#panel .four input")[%d].defaultValue - %.1f) < 0.06`, i, value))
		}
		if one.style != "" {
			act(func() { b.Choose(fmt.Sprintf(`[id="k-%s.style"]`, now.Key), one.style) })
			done("Change style of " + name)
		}
	}
	b.Picture("rebuild-2")
	t.Logf("%d actions", actions)
	if actions > fewActions {
		t.Errorf("the badge took %d actions", actions)
	}
	for _, one := range rebuilt {
		want := built.Boxes[slices.IndexFunc(built.Boxes, func(o box) bool { return shows(o, one.field) })]
		if got := boxOf(b, one.field); apart(got, want) > 1 {
			t.Errorf("%q is at %g, %g, %g x %g; in the built-in design at %g, %g, %g x %g", one.field,
				got.X, got.Y, got.W, got.H, want.X, want.Y, want.W, want.H)
		}
	}
	arranges(t, b, dir)
}

// arranges groups two boxes, lets them flow in another order, takes the group apart, and resizes a turned box.
func arranges(t *testing.T, b *browser.Page, dir string) {
	before := [2]box{boxOf(b, "name"), boxOf(b, "affiliation")}
	frame := func(key string) string { return fmt.Sprintf(`.frame[data-key="%s"]`, key) }
	b.Do(`document.querySelector("#sheet").focus()`)
	b.Key("Escape")
	b.Until(`document.querySelectorAll(".frame.on").length === 0`)
	b.Click(frame(before[0].Key), false)
	b.Click(frame(before[1].Key), true)
	b.Until(`document.querySelectorAll(".frame.on").length === 2`)
	b.Press("#togroup")
	b.Until(`document.querySelector("#undo").title.endsWith("Group 2 boxes") && document.querySelectorAll(".frame.on").length === 1`)
	for i, field := range []string{"name", "affiliation"} {
		if got := boxOf(b, field); apart(got, before[i]) > 0.02 || got.Parent == "" {
			t.Errorf("grouping moved %q: %+v", field, got)
		}
	}
	group := boxOf(b, "name").Parent
	b.Press("#ungroup")
	b.Until(`document.querySelector("#undo").title.endsWith("Ungroup group") && document.querySelectorAll(".frame.on").length === 2`)
	if got := boxOf(b, "name"); apart(got, before[0]) > 0.02 || got.Parent != "" {
		t.Errorf("ungrouping moved the name: %+v", got)
	}
	b.Press("#undo")
	b.Until(`document.querySelector("#undo").title.endsWith("Group 2 boxes")`)

	// In a flow a box is dragged to another place in the order, and the group stays one.
	b.Do(`document.querySelector("#sheet").focus()`)
	b.Key("Escape")
	choose(b, "group")
	b.Choose(fmt.Sprintf(`[id="k-%s.flow"]`, group), "down")
	b.Until(`document.querySelector("#undo").title.endsWith("Change flow of group")`)
	b.Press("#ungroup")
	b.Until(`document.querySelector("#said").textContent.includes("the key flow")`)
	name, local := boxOf(b, "name"), boxOf(b, "affiliation")
	if name.In != "flow" || local.Y <= name.Y {
		t.Fatalf("the boxes do not flow: %+v, %+v", name, local)
	}
	b.Do(`document.querySelector("#sheet").focus()`)
	b.Key("Escape")
	choose(b, "affiliation")
	scale := browser.Value[float64](b, `document.querySelector("#sheet").getBoundingClientRect().width`) / shownFace(b).Width
	b.Drag(".frame.on", 0, (name.Y-local.Y-local.H/2)*scale)
	b.Until(`document.querySelector("#undo").title.endsWith("Reorder affiliation")`)
	if name, local = boxOf(b, "name"), boxOf(b, "affiliation"); local.Y >= name.Y {
		t.Errorf("the order is as before: %+v, %+v", name, local)
	}
	b.Picture("rebuild-3")

	// A turned box has handles, and the corner opposite to the one that is dragged stays.
	choose(b, "role.label.main")
	role := boxOf(b, "role.label.main")
	b.Choose(fmt.Sprintf(`[id="k-%s.turn"]`, role.Key), "-20")
	b.Until(`document.querySelector("#undo").title.endsWith("Change turn of role.label.main") && ` +
		`document.querySelector(".frame.on").style.transform === "rotate(-20deg)"`)
	was := corner(boxOf(b, "role.label.main"))
	b.Drag(`.frame.on .handle[data-side="se"]`, -56, 20)
	b.Until(`document.querySelector("#undo").title.endsWith("Resize role.label.main")`)
	b.Picture("rebuild-4")
	got := boxOf(b, "role.label.main")
	if now := corner(got); math.Hypot(now[0]-was[0], now[1]-was[1]) > 0.15 || got.W >= role.W-1 {
		t.Errorf("the corner went from %v to %v; the width is %g after %g", was, now, got.W, role.W)
	}
}

// shownFace returns the badge that the page shows.
func shownFace(b *browser.Page) face {
	b.Helper()
	return browser.Value[face](b, `fetch("badge/front/0/face.json").then((r) => r.json())`)
}

// settledBox returns the selected box, which has a field, once the page shows it as the file has it.
func settledBox(b *browser.Page, field string) box {
	b.Helper()
	now := boxOf(b, field)
	b.Until(fmt.Sprintf(`((i) => i.length === 4 && [%.2f, %.2f, %.2f, %.2f].every((v, n) => Math.abs(i[n].defaultValue - v) < 0.06))`+
		`([...document.querySelectorAll("#panel .four input")])`, now.X, now.Y, now.W, now.H))
	return now
}

// boxOf returns the box with a field, "" for the code, as the page has it now.
func boxOf(b *browser.Page, field string) box {
	b.Helper()
	all := shownFace(b).Boxes
	i := slices.IndexFunc(all, func(o box) bool { return shows(o, field) })
	if i < 0 {
		b.Fatalf("no box shows %q: %+v", field, all)
	}
	return all[i]
}

// apart returns the greatest distance between the edges of two boxes in millimetres.
func apart(a, b box) float64 {
	return max(math.Abs(a.X-b.X), math.Abs(a.Y-b.Y), math.Abs(a.X+a.W-b.X-b.W), math.Abs(a.Y+a.H-b.Y-b.H))
}

// corner returns where the upper left corner of a turned box is on the page.
func corner(b box) [2]float64 {
	sin, cos := math.Sincos(b.Turn * math.Pi / 180)
	return [2]float64{b.X + b.W/2 - b.W/2*cos + b.H/2*sin, b.Y + b.H/2 - b.W/2*sin - b.H/2*cos}
}

// Blank paper takes the place of a design; undoing it brings back the first bytes.
func TestBlank(t *testing.T) {
	dir := copied(t, tehran)
	before := listing(t, dir)
	p := opened(t, dir, "badge/front")
	of := func(w, h float64) request {
		return request{Kind: "badge", Side: "front", Actions: []edit.Action{{Do: "blank", W: w, H: h}}}
	}
	for _, size := range [][2]float64{{0, 50}, {19, 50}, {50, 601}, {-1, -1}} {
		var r refusal
		if code := p.ask("POST", "blank", of(size[0], size[1]), &r); code != 422 || r.Message == "" {
			t.Errorf("%v: %d %+v", size, code, r)
		}
	}
	var a answer
	if code := p.ask("POST", "blank", of(88.5, 61), &a); code != 200 || !strings.Contains(a.Said, "design/badge.toml") {
		var r refusal
		p.ask("POST", "blank", of(88.5, 61), &r)
		t.Fatalf("%d %+v %+v", code, a, r)
	}
	p.load()
	if p.view.Width != 88.5 || p.view.Height != 61 || len(p.view.Boxes) != 1 || !p.view.Drawn || len(p.view.Problems) > 0 {
		t.Errorf("%+v", p.view)
	}
	if got := differ(before["event.toml"], read(t, dir, "event.toml")); len(got) != 1 || !strings.Contains(got[0], "design/badge.toml") {
		t.Errorf("event.toml changed in %q", got)
	}
	p.ask("POST", "undo", request{}, nil)
	if !slices.Equal(values(before), values(listing(t, dir))) {
		t.Error("undoing does not restore the files")
	}
}

// The boxes of a row of signatories are moved in its first cell, and nothing else of them changes.
func TestMovesInRow(t *testing.T) {
	dir := copied(t, tehran)
	p := opened(t, dir, "certificate/front")
	p.own()
	n := 0
	for _, b := range p.view.Boxes {
		if b.In != "row" || !b.Placed {
			continue
		}
		n++
		p.change(edit.Action{Do: "place", Key: b.Key, X: b.X + 2, Y: b.Y + 1, W: b.W, H: b.H})
		i := slices.IndexFunc(p.view.Boxes, func(o box) bool { return o.Key == b.Key })
		if got := p.view.Boxes[i]; math.Abs(got.X-b.X-2) > 0.02 || math.Abs(got.Y-b.Y-1) > 0.02 || got.W != b.W || got.H != b.H {
			t.Errorf("%s went from %+v to %+v", b.Key, b, got)
		}
	}
	if n == 0 {
		t.Error("the certificate has no row")
	}
}

// Groups are made of boxes of one list, also of groups with boxes in them, and taken apart without anything moving.
func TestGroups(t *testing.T) {
	dir := copied(t, tehran)
	p := opened(t, dir, "certificate/front")
	p.own()
	inner := p.change(edit.Action{Do: "add", Key: "box", Table: map[string]any{"type": "group", "name": "inner", "at": []any{"20mm", "30mm"},
		"size": []any{"50%", "20mm"}}}).Keys[0]
	p.change(edit.Action{Do: "add", Key: inner + ".box", Table: map[string]any{"type": "shape", "name": "deep", "shape": "box", "fill": "#336699",
		"at": []any{"100% - 30mm", "2mm"}, "size": []any{"10%", "5mm"}}})
	frames := func() map[string][4]float64 {
		all := map[string][4]float64{}
		for _, b := range p.view.Boxes {
			if name, _ := b.Values["name"].(string); b.Placed && name != "group" {
				all[fmt.Sprint(name, b.Values["shape"], b.Values["text"])] = [4]float64{b.X, b.Y, b.W, b.H}
			}
		}
		return all
	}
	same := func(what string, a, b map[string][4]float64) {
		t.Helper()
		if len(a) != len(b) || len(a) < 5 {
			t.Errorf("%s: %d boxes, then %d", what, len(a), len(b))
		}
		for name := range a {
			for i := range 4 {
				if math.Abs(a[name][i]-b[name][i]) > 0.02 {
					t.Errorf("%s moved %s from %v to %v", what, name, a[name], b[name])
					break
				}
			}
		}
	}
	before := frames()
	number := p.box("number").Key
	group := p.change(edit.Action{Do: "group", Key: number, Keys: []string{inner, number}}).Keys[0]
	same("grouping", before, frames())
	if deep := p.box("deep"); !strings.HasPrefix(deep.Key, group+".box.") || strings.Count(deep.Key, ".box.") != 2 {
		t.Errorf("deep is %s in the group %s", deep.Key, group)
	}
	if keys := p.change(edit.Action{Do: "ungroup", Key: group}).Keys; len(keys) != 2 {
		t.Errorf("the group had %q", keys)
	}
	same("ungrouping", before, frames())
	deep := p.box("deep").Key
	for name, a := range map[string]edit.Action{
		"one box":    {Do: "group", Key: number, Keys: []string{number}},
		"twice":      {Do: "group", Key: number, Keys: []string{number, number}},
		"two lists":  {Do: "group", Key: number, Keys: []string{p.box("number").Key, deep}},
		"no group":   {Do: "ungroup", Key: p.box("number").Key},
		"not there":  {Do: "group", Key: number, Keys: []string{"box.998", "box.999"}},
		"not a list": {Do: "group", Key: "x", Keys: []string{"x", "y"}},
	} {
		var r refusal
		if code := p.ask("POST", "edit", p.request(a), &r); code != 422 || r.Message == "" {
			t.Errorf("%s: %d %+v", name, code, r)
		}
	}
}

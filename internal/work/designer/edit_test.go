package designer

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/edit"
	"lanyard/internal/work/local"
)

const tehran = "../../../examples/tehran-2017"

// visit uses the designer's interface as its page does.
type visit struct {
	testing.TB
	d    *Designer
	dir  string
	side string // "certificate/front"
	view face
}

func opened(t testing.TB, dir, side string) *visit {
	t.Helper()
	p := &visit{TB: t, d: New(context.Background(), dir, day), dir: dir, side: side}
	p.load()
	return p
}

// ask sends a request as the page does, and decodes the answer into v.
func (p *visit) ask(method, path string, body any, v any) int {
	p.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		p.Fatal(err)
	}
	if raw, ok := body.([]byte); ok {
		data = raw
	}
	r := httptest.NewRequest(method, "http://desk.example/secret/"+path, bytes.NewReader(data))
	r.Header.Set("Origin", "http://desk.example")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	local.Guard("desk.example", p.d.Handler("/secret")).ServeHTTP(w, r)
	if v != nil && json.Unmarshal(w.Body.Bytes(), v) != nil {
		p.Fatalf("%s %s: %d %s\n%s", method, path, w.Code, w.Body, data)
	}
	return w.Code
}

func (p *visit) load() {
	p.Helper()
	p.view = face{}
	if code := p.ask("GET", p.side+"/0/face.json", nil, &p.view); code != 200 {
		p.Fatal(code)
	}
}

// request returns a request for changes to the design that is shown.
func (p *visit) request(actions ...edit.Action) request {
	kind, of, _ := strings.Cut(p.side, "/")
	return request{Kind: kind, Side: of, Version: p.view.Text, Note: "test", Actions: actions}
}

// change makes a change and loads the result.
func (p *visit) change(actions ...edit.Action) answer {
	p.Helper()
	var a answer
	var r refusal
	q := p.request(actions...)
	if code := p.ask("POST", "edit", q, &a); code != 200 {
		p.ask("POST", "edit", q, &r)
		p.Fatalf("%+v: %d %+v", actions, code, r)
	}
	p.load()
	return a
}

func (p *visit) box(name string) box {
	p.Helper()
	i := slices.IndexFunc(p.view.Boxes, func(b box) bool { return b.Values["name"] == name })
	if i < 0 {
		p.Fatalf("there is no box %q", name)
	}
	return p.view.Boxes[i]
}

// own makes the event use a copy of its designs, as the first change does.
func (p *visit) own() {
	p.Helper()
	b := p.view.Boxes[0]
	p.change(edit.Action{Do: "place", Key: b.Key, X: b.X + 1, Y: b.Y, W: b.W, H: b.H})
	p.change(edit.Action{Do: "place", Key: b.Key, X: b.X, Y: b.Y, W: b.W, H: b.H})
}

// differ returns the lines of b that differ from the same line of a; both must have the same number of lines.
func differ(a, b string) (lines []string) {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return []string{"another number of lines"}
	}
	for i := range x {
		if x[i] != y[i] {
			lines = append(lines, y[i])
		}
	}
	return lines
}

// The first change copies the built-in design and says so; undoing it restores the original files and bytes.
func TestCopiesBuiltIn(t *testing.T) {
	dir := copied(t, tehran)
	before := listing(t, dir)
	p := opened(t, dir, "certificate/front")
	b := p.box("number")
	a := p.change(edit.Action{Do: "place", Key: b.Key, X: b.X + 2.5, Y: b.Y, W: b.W, H: b.H})
	if !strings.Contains(a.Said, "copied to design/certificate.toml") || p.view.File != "design/certificate.toml" || p.view.BuiltIn {
		t.Errorf("%+v, %s", a, p.view.File)
	}
	if got := differ(before["event.toml"], read(t, dir, "event.toml")); len(got) != 1 || got[0] != `template = "design/certificate.toml"` {
		t.Errorf("event.toml changed in %q", got)
	}
	if got := p.box("number"); got.X != b.X+2.5 || got.Y != b.Y {
		t.Errorf("it is at %g, %g", got.X, got.Y)
	}
	p.ask("POST", "undo", request{}, nil)
	if after := listing(t, dir); len(after) != len(before) {
		t.Errorf("after undoing there are %d files, not %d", len(after), len(before))
	} else {
		for name := range before {
			if before[name] != after[name] {
				t.Errorf("%s does not have its original bytes", name)
			}
		}
	}
	p.ask("POST", "redo", request{}, nil)
	if p.load(); p.view.File != "design/certificate.toml" {
		t.Error("redo did not repeat the change")
	}
}

// listing returns the files of a folder.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			all[filepath.ToSlash(name)] = read(t, dir, name)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	return all
}

// A drag changes one line, a position in per cent keeps its per cent, and a box in a group moves within the group.
func TestDragChangesOneLine(t *testing.T) {
	dir := copied(t, tehran)
	p := opened(t, dir, "certificate/front")
	p.own()
	group := p.change(edit.Action{Do: "add", Key: "box", Table: map[string]any{"type": "group", "name": "group", "at": []any{"20mm", "30mm"}, "size": []any{"50mm", "20mm"}}}).Keys[0]
	p.change(edit.Action{Do: "add", Key: group + ".box", Table: map[string]any{"type": "shape", "name": "inner", "shape": "box", "fill": "#336699",
		"at": []any{"100% - 30mm", "2mm"}, "size": []any{"10mm", "5mm"}}})
	if inner := p.box("inner"); inner.X != 40 || inner.Y != 32 || inner.Parent != group {
		t.Errorf("%+v", inner)
	}
	for _, b := range []box{p.box("number"), p.box("inner")} {
		before := read(t, dir, p.view.File)
		p.change(edit.Action{Do: "place", Key: b.Key, X: b.X + 4, Y: b.Y - 1.5, W: b.W, H: b.H})
		if got := differ(before, read(t, dir, p.view.File)); len(got) != 1 || !strings.HasPrefix(strings.TrimSpace(got[0]), "at = ") {
			t.Errorf("%s: %q", b.Key, got)
		}
		before = read(t, dir, p.view.File)
		p.change(edit.Action{Do: "place", Key: b.Key, X: b.X + 4, Y: b.Y - 1.5, W: b.W + 1, H: b.H})
		if got := differ(before, read(t, dir, p.view.File)); len(got) != 1 || !strings.HasPrefix(strings.TrimSpace(got[0]), "size = ") {
			t.Errorf("%s: %q", b.Key, got)
		}
		i := slices.IndexFunc(p.view.Boxes, func(o box) bool { return o.Key == b.Key })
		if now := p.view.Boxes[i]; now.X != b.X+4 || now.Y != b.Y-1.5 || now.W != b.W+1 || now.H != b.H {
			t.Errorf("%s is at %+v", b.Key, now)
		}
	}
	b := p.box("number")
	p.change(edit.Action{Do: "set", Key: b.Key + ".at", Value: []any{"100% - 60mm", "50%"}})
	b = p.box("number")
	p.change(edit.Action{Do: "place", Key: b.Key, X: b.X - 3, Y: b.Y + 7, W: b.W, H: b.H})
	if !strings.Contains(read(t, dir, p.view.File), `at = ["100% - 63mm", "50% + 7mm"]`) {
		t.Error("a position in per cent lost its per cent")
	}
}

// An edit that does not validate is not written, and its message has a position in the file.
func TestRefusesWhatDoesNotValidate(t *testing.T) {
	dir := copied(t, tehran)
	p := opened(t, dir, "certificate/front")
	p.own()
	before := listing(t, dir)
	b := p.box("number")
	for _, a := range []edit.Action{
		{Do: "set", Key: b.Key + ".colour", Value: "reddish"}, {Do: "set", Key: b.Key + ".sise", Value: "1mm"},
		{Do: "set", Key: b.Key + ".lines", Value: 1e9}, {Do: "set", Key: b.Key + ".style", Value: "nothing"},
		{Do: "set", Key: b.Key + ".at", Value: "5mm"}, {Do: "place", Key: b.Key, W: -5, H: 3}, {Do: "place", Key: "box.999"},
		{Do: "remove", Key: b.Key + ".size"}, {Do: "paint", Key: b.Key}, {Do: "place", Key: b.Key, X: 1e9},
		{Do: "set", Key: b.Key + ".text", Value: "{{nme"}, {Do: "add", Key: "box"}, {Do: "set", Key: "background", Value: "../secret.pdf"},
	} {
		var r refusal
		if code := p.ask("POST", "edit", p.request(a), &r); code != http.StatusUnprocessableEntity || r.Message == "" {
			t.Errorf("%+v: %d %+v", a, code, r)
		}
		if after := listing(t, dir); !slices.Equal(values(before), values(after)) {
			t.Fatalf("%+v was written", a)
		}
	}
	q := p.request(edit.Action{Do: "set", Key: "issuer.verify", Value: "evil.example"})
	var s state
	p.ask("GET", "state.json", nil, &s)
	q.Event, q.Version = true, s.Event
	if code := p.ask("POST", "edit", q, nil); code != http.StatusUnprocessableEntity {
		t.Errorf("another key of event.toml: %d", code)
	}
	q.Actions = []edit.Action{{Do: "set", Key: "look.paper", Value: "#101010"}}
	if code := p.ask("POST", "edit", q, nil); code != http.StatusUnprocessableEntity {
		t.Errorf("a dark paper: %d", code)
	}
	if after := listing(t, dir); !slices.Equal(values(before), values(after)) {
		t.Error("event.toml was written")
	}
}

func values(m map[string]string) (all []string) {
	for name, text := range m {
		all = append(all, name+"\n"+text)
	}
	slices.Sort(all)
	return all
}

// A change based on an older text is refused; the answer holds both texts.
func TestRefusesStale(t *testing.T) {
	dir := copied(t, tehran)
	p := opened(t, dir, "certificate/front")
	p.own()
	b := p.box("number")
	theirs := read(t, dir, p.view.File) + "# edited elsewhere\n"
	write(t, dir, p.view.File, theirs)
	q := p.request(edit.Action{Do: "place", Key: b.Key, X: b.X + 5, Y: b.Y, W: b.W, H: b.H})
	var r refusal
	if code := p.ask("POST", "edit", q, &r); code != http.StatusConflict || r.Theirs == nil || *r.Theirs != theirs || r.Yours == nil ||
		!strings.Contains(*r.Yours, "at = ") || strings.Contains(*r.Yours, "elsewhere") {
		t.Errorf("%d %+v", code, r)
	}
	if code := p.ask("POST", "undo", request{}, &r); code != http.StatusConflict {
		t.Errorf("undoing after the file was edited elsewhere: %d", code)
	}
	if read(t, dir, p.view.File) != theirs {
		t.Error("the edit made elsewhere was overwritten")
	}
	p.d.Reload(context.Background())
	p.load()
	p.change(q.Actions...)
	if text := read(t, dir, p.view.File); !strings.Contains(text, "elsewhere") {
		t.Error("the line added elsewhere is gone")
	}
}

// A thousand random edits, each undone, restore the original bytes. Pictures after edits are compared pixel by pixel
// with those of the folder loaded afresh.
func TestRandomEdits(t *testing.T) {
	edits, every := 1000, 100 // edits from one comparison of pictures to the next
	if testing.Short() {
		edits, every = 20, 5
	}
	for _, side := range []string{"certificate/front", "badge/front"} {
		dir := copied(t, tehran)
		few := slices.Collect(strings.Lines(read(t, dir, "attendees.csv")))[:10] // short, as some edits reread it
		write(t, dir, "attendees.csv", strings.Join(few, ""))
		before := values(listing(t, dir))
		p := opened(t, dir, side)
		r := rand.New(rand.NewPCG(3, 4))
		kind, _ := paper.ParseKind(strings.TrimSuffix(side, "/front"))
		for n := range edits / 2 {
			if p.ask("POST", "edit", p.request(randomAction(r, p.view)), nil) == 200 {
				p.load()
			}
			if n%every == 0 {
				comparePictures(t, p, kind)
			}
		}
		made := len(p.d.done) // edits that change nothing are not counted
		if made < edits/4 {
			t.Fatalf("only %d of %d edits were made", made, edits/2)
		}
		for range made {
			var r json.RawMessage
			if code := p.ask("POST", "undo", request{}, &r); code != 200 {
				t.Fatal(code, string(r))
			}
		}
		if !slices.Equal(before, values(listing(t, dir))) {
			t.Errorf("%s: undoing %d edits does not restore the files", side, made)
		}
	}
}

// randomAction returns a random edit that a person could make to a box.
func randomAction(r *rand.Rand, f face) edit.Action {
	b := f.Boxes[r.IntN(len(f.Boxes))]
	tenth := func(most float64) float64 { return float64(int((r.Float64()*2-1)*most*10)) / 10 }
	switch n := r.IntN(12); {
	case n < 7 && b.Placed:
		return edit.Action{Do: "place", Key: b.Key, X: b.X + tenth(9), Y: b.Y + tenth(9), W: max(0, b.W+tenth(3)), H: max(0, b.H+tenth(3))}
	case n < 8:
		return edit.Action{Do: "set", Key: b.Key + ".name", Value: "n " + b.Key}
	case n < 9:
		return edit.Action{Do: "set", Key: b.Key + ".turn", Value: tenth(40)}
	case n < 10 && b.Values["type"] == "text":
		return edit.Action{Do: "set", Key: b.Key + ".colour", Value: "#336699"}
	case n < 11:
		return edit.Action{Do: "copy", Key: b.Key}
	}
	return edit.Action{Do: "order", Key: b.Key, To: r.IntN(4)}
}

// comparePictures compares the picture on the page with one of the folder as make reads it.
func comparePictures(t *testing.T, p *visit, kind paper.Kind) {
	t.Helper()
	r := httptest.NewRequest("GET", "http://desk.example/secret/"+p.side+"/0/picture.png?width=700", nil)
	w := httptest.NewRecorder()
	p.d.Handler("/secret").ServeHTTP(w, r)
	got, err := png.Decode(w.Body)
	if err != nil {
		t.Fatal(w.Code, err)
	}
	v, problems, err := batch.OpenPreview(context.Background(), p.dir, day)
	if err != nil || v == nil {
		t.Fatal(problems, err)
	}
	shown, err := v.Paper(kind, 0)
	if err != nil {
		t.Fatal(err)
	}
	want, err := raster.New().Draw(shown.Page, raster.DPI(shown.Page, 700, raster.Trim), raster.Trim)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v, %v", got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			r1, g1, b1, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(x, y).RGBA()
			if r1 != r2 || g1 != g2 || b1 != b2 {
				t.Fatalf("the pixel at %d, %d differs", x, y)
			}
		}
	}
}

// A dropped file is copied into the folder, never over an existing file, and named where it is used. A bad file is not
// copied.
func TestDrop(t *testing.T) {
	dir := copied(t, tehran)
	logo, err := os.ReadFile("../preview/page/star.svg")
	if err != nil {
		t.Fatal(err)
	}
	p := opened(t, dir, "certificate/front")
	query := "?kind=certificate&side=front&person=0&name=Our%20Logo.SVG&as="
	var a answer
	if code := p.ask("POST", "drop"+query+"logo", logo, &a); code != 200 || !strings.Contains(a.Said, "design/our-logo.svg") {
		t.Fatalf("%d %+v", code, a)
	}
	if !strings.Contains(read(t, dir, "event.toml"), `logo = "design/our-logo.svg"`) || read(t, dir, "design/our-logo.svg") != string(logo) {
		t.Error("the logo was not copied, or event.toml does not name it")
	}
	if code := p.ask("POST", "drop"+query+"picture&x=10&y=10&w=20&h=20", logo, &a); code != 200 {
		t.Fatalf("%d %+v", code, a)
	}
	p.load()
	if b := p.box("our-logo-2"); b.X != 10 || b.W != 20 || p.view.BuiltIn {
		t.Errorf("%+v", b)
	}
	before := values(listing(t, dir))
	for name, data := range map[string]string{"x.svg": "<svg", "x.exe": "MZ", "..%2f..%2fevent.toml": "id = 1", "x.png": "no", "x.pdf": "%PDF-1.4"} {
		for _, as := range []string{"logo", "background", "signature&signatory=99", "anything"} {
			if code := p.ask("POST", "drop?kind=certificate&side=front&person=0&name="+name+"&as="+as, []byte(data), nil); code != http.StatusUnprocessableEntity {
				t.Errorf("%s as %s: %d", name, as, code)
			}
		}
	}
	if !slices.Equal(before, values(listing(t, dir))) {
		t.Error("a bad file changed the folder")
	}
}

// Other origins cannot write, and requests without the secret get nothing.
func TestOnlyItsOwnPageWrites(t *testing.T) {
	dir := copied(t, tehran)
	url := served(t, dir)
	before := values(listing(t, dir))
	host := strings.TrimPrefix(url[:strings.LastIndex(strings.TrimSuffix(url, "/"), "/")], "http://")
	own := []string{"Origin", "http://" + host, "Sec-Fetch-Site", "same-origin"}
	for name, tc := range map[string]struct {
		header []string
		code   int
	}{
		"another site":   {[]string{"Origin", "http://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
		"another port":   {[]string{"Origin", "http://127.0.0.1:1", "Sec-Fetch-Site", "same-site"}, 403},
		"no origin":      {nil, 403},
		"no fetch site":  {own[:2], 403},
		"a form":         {[]string{"Origin", "null", "Sec-Fetch-Site", "same-origin"}, 403},
		"a rebound name": {append([]string{"Host", "evil.example"}, own...), 403},
		"its own page":   {own, 422},
	} {
		for _, verb := range []string{"edit", "undo", "redo", "blank", "drop?as=logo&name=a.svg&kind=badge&side=front&person=0"} {
			if got := send(t, url+verb, "{}", tc.header...); got != tc.code {
				t.Errorf("%s, %s: %d, want %d", name, verb, got, tc.code)
			}
		}
	}
	for _, path := range []string{"http://" + host + "/", "http://" + host + "/edit", strings.TrimSuffix(url, "/")[:len(url)-3] + "/state.json",
		url + "keys/", url + "event.toml", url + "ledger.db", url + "../../etc/passwd", url + "..%2fevent.toml"} {
		if got := send(t, path, "{}", own...); got != 404 && got != 405 && got != 307 && got != 301 {
			t.Errorf("%s: %d", path, got)
		}
	}
	if !slices.Equal(before, values(listing(t, dir))) {
		t.Error("a refused request changed the folder")
	}
}

// send posts a body and returns the status.
func send(t *testing.T, url, body string, header ...string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// The strip shows six hard cases, each of another person.
func TestStrip(t *testing.T) {
	p := opened(t, tehran, "badge/front")
	var all []shownSample
	p.ask("GET", "badge/front/0/strip.json", nil, &all)
	why, people := "", map[int]bool{}
	for _, s := range all {
		why += s.Why + ";"
		people[s.Person] = true
	}
	if len(all) != maxSamples || len(people) != maxSamples || !strings.Contains(why, "longest name") || !strings.Contains(why, "shortest name") ||
		!strings.Contains(why, "densest code") {
		t.Errorf("%+v", all)
	}
}

// Two values that one change gives to event.toml are both in its text, and one that cannot be given is an error.
func TestNamedTwice(t *testing.T) {
	d := &Designer{dir: copied(t, tehran)}
	before := read(t, d.dir, "event.toml")
	files, err := d.name([]replaced{{name: "design/logo.svg"}}, "pictures.logo", "design/logo.svg")
	if err == nil {
		files, err = d.name(files, "certificates.template", "design/certificate.toml")
	}
	if err != nil || len(files) != 2 || files[1].name != "event.toml" || string(files[1].before) != before {
		t.Fatalf("%d files, %v", len(files), err)
	}
	after := string(files[1].after)
	if !strings.Contains(after, `logo = "design/logo.svg"`) || !strings.Contains(after, `template = "design/certificate.toml"`) {
		t.Errorf("event.toml becomes\n%s", after)
	}
	files[1].after = []byte("[")
	if _, err := d.name(files, "pictures.logo", "other.svg"); err == nil {
		t.Error("a text that cannot be changed is no error")
	}
}

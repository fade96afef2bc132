package web

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/base/judge"
)

// The issuer of the vectors, under whose name the browser finds the stage.
const (
	origin      = "http://verify.example.org"
	otherOrigin = "http://verify.example.net"
	plainOrigin = "http://verify.example.com" // which the browser holds for what it is
	patience    = browser.Patience
)

// tab is a page of a browser that has nothing but a stage to talk to.
type tab struct {
	*testing.T
	driver browser.Tab
	stage  *stage
	clock  string // the script that sets it

	mu     sync.Mutex
	urls   []string // that the browser asked for
	faults []string // errors and policy violations on the console
}

// lane lets one test at a time use a program, while tests in other lanes run alongside: two cores have more to do than
// one browser gives them. The zero value is free.
type lane struct {
	turn  sync.Mutex
	taken sync.Map // the test that has the turn, so that it can take it again
}

// take makes t parallel and waits until the lane is free. t keeps it until it ends.
func (l *lane) take(t *testing.T) {
	t.Helper()
	if _, mine := l.taken.LoadOrStore(t, true); mine {
		return
	}
	t.Parallel()
	l.turn.Lock()
	t.Cleanup(func() {
		l.taken.Delete(t)
		l.turn.Unlock()
	})
}

// nodes is the lane of the tests that run Node.
var nodes lane

// front is a browser and the server through which it sees the stage of the test that has the lane, under the name of the
// issuer of the vectors. All tests share one process of each browser.
type front struct {
	lane
	server  *httptest.Server // nil until a test takes the lane
	stage   atomic.Pointer[stage]
	program browser.Browser // nil until then
	folder  string          // of the film
}

var chromium, firefox front

// stop ends the browser and its server, if they were started.
func (f *front) stop() {
	if f.program != nil {
		f.program.Stop()
	}
	if f.server != nil {
		f.server.Close()
		os.RemoveAll(f.folder)
	}
}

func TestMain(m *testing.M) {
	// Most tests wait for their lane, so their number says nothing about the load.
	if err := flag.Set("test.parallel", "100"); err != nil {
		panic(err)
	}
	flag.Parse()
	code := m.Run()
	chromium.stop()
	firefox.stop()
	os.Exit(code)
}

// show takes the lane and puts s on the stage. The server answers browsers that resolve names to its address, and those
// that use it as their proxy.
func (f *front) show(t *testing.T, s *stage) {
	t.Helper()
	f.take(t)
	f.stage.Store(s)
	if f.server != nil {
		return
	}
	f.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ours := []string{origin, otherOrigin, plainOrigin}; r.Method == http.MethodConnect ||
			!slices.Contains(ours, "http://"+r.Host) {
			http.Error(w, "this machine has no network", http.StatusBadGateway)
			return
		}
		r.RequestURI = r.URL.RequestURI() // without the host that proxies get
		f.stage.Load().serve(w, r)
	}))
	f.folder = must(os.MkdirTemp("", "lanyard-film-"))
}

// open opens a page with start's browser, which finds the stage s.
func (f *front) open(t *testing.T, s *stage, language string,
	start func(w browser.World) (browser.Browser, error)) *tab {
	t.Helper()
	f.show(t, s)
	b := &tab{T: t, stage: s}
	if f.program == nil {
		name := func(origin string) string { return strings.TrimPrefix(origin, "http://") }
		started, err := start(browser.World{Server: name(f.server.URL),
			Hosts:  []string{name(origin), name(otherOrigin), name(plainOrigin)},
			Secure: []string{name(origin), name(otherOrigin)}, Film: filmFile(f.folder)})
		b.check(err)
		f.program = started
	}
	opened, err := f.program.Open(browser.Listener{Asks: b.asks, Fault: b.fault})
	b.check(err)
	t.Cleanup(opened.Close)
	b.driver = opened
	b.begin(language)
	return b
}

// opener opens a page, as on a phone, in a browser that has seen nothing yet and wants the language.
type opener func(t *testing.T, s *stage, language string) *tab

// inBrowsers runs a journey in Chromium and in Firefox.
func inBrowsers(t *testing.T, journey func(t *testing.T, newTab opener)) {
	skipShort(t)
	t.Parallel()
	t.Run("chromium", func(t *testing.T) { journey(t, newTab) })
	t.Run("firefox", func(t *testing.T) { journey(t, firefoxJourney) })
}

// skipShort skips a journey under -short: it takes seconds. The Node tests run the same modules on the same vectors.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a journey through a browser: run without -short")
	}
}

// newTab is the opener of Chromium.
func newTab(t *testing.T, s *stage, language string) *tab {
	t.Helper()
	skipShort(t)
	program := judge.Program(t, "chromium", "chromium-browser", "google-chrome")
	return chromium.open(t, s, language, func(w browser.World) (browser.Browser, error) {
		return browser.StartChromium(program, w)
	})
}

// firefoxJourney is the opener of Firefox.
func firefoxJourney(t *testing.T, s *stage, language string) *tab {
	t.Helper()
	program := judge.Program(t, "firefox-esr", "firefox")
	return firefox.open(t, s, language, func(w browser.World) (browser.Browser, error) {
		return browser.StartFirefox(program, w)
	})
}

// begin makes a tab a phone whose reader wants a language.
func (b *tab) begin(language string) {
	b.Helper()
	b.resize(390)
	b.early(`Object.defineProperty(Navigator.prototype, "languages", { get: () => ` +
		string(must(json.Marshal(strings.Split(language, ",")))) + `});`)
	b.early(browser.Violations)
}

func (b *tab) asks(address string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.urls = append(b.urls, address)
}

func (b *tab) fault(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, text)
}

// inChromium returns what only Chromium can be asked.
func (b *tab) inChromium() *browser.ChromiumTab {
	b.Helper()
	t, ok := b.driver.(*browser.ChromiumTab)
	if !ok {
		b.Fatal("only Chromium can be asked that")
	}
	return t
}

// keys presses keys.
func (b *tab) keys(names ...string) { b.Helper(); b.check(b.driver.Keys(names...)) }

// media shows the page on a medium and to a reader who wants a colour scheme; both may be "".
func (b *tab) media(medium, scheme string) {
	b.Helper()
	b.check(b.inChromium().Media(medium, scheme))
}

// check ends the test if err is not nil.
func (b *tab) check(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// early runs a script before those of every page to come.
func (b *tab) early(script string) string {
	b.Helper()
	id, err := b.driver.Early(script)
	b.check(err)
	return id
}

// late takes back what early was given.
func (b *tab) late(id string) { b.Helper(); b.check(b.driver.Late(id)) }

func (b *tab) resize(width int) { b.Helper(); b.check(b.driver.Resize(width, 844, 2, true)) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// do runs statements in the page.
func (b *tab) do(script string) {
	b.Helper()
	_, err := b.driver.Evaluate(script)
	b.check(err)
}

// text runs an expression and returns its value, awaited, which must be a string; "" for anything else.
func (b *tab) text(expression string) string {
	b.Helper()
	value, err := b.driver.Evaluate(expression)
	b.check(err)
	var text string
	if len(value) > 0 && value[0] == '"' {
		b.check(json.Unmarshal(value, &text))
	}
	return text
}

// visit goes to an address.
func (b *tab) visit(address string) { b.Helper(); b.check(b.driver.Navigate(address)) }

// open goes to the page with a fragment behind the #.
func (b *tab) open(fragment string) {
	b.Helper()
	b.visit("about:blank")
	b.visit(origin + b.stage.under + "/#" + fragment)
}

// follow changes what stands behind the #, as a second scan does.
func (b *tab) follow(fragment string) {
	b.Helper()
	b.do(`new Promise((resolve) => {
		addEventListener("hashchange", () => resolve(), { once: true });
		location.hash = ` + string(must(json.Marshal(fragment))) + `;
	})`)
}

// paste checks an input as if it had been typed.
func (b *tab) paste(input string) {
	b.Helper()
	b.do(`document.getElementById("input").value = ` + string(must(json.Marshal(input))) +
		`; document.getElementById("form").requestSubmit()`)
}

// verdict waits for the page to show one and returns its state, "home" for none.
func (b *tab) verdict() string {
	b.Helper()
	return b.text(`new Promise((resolve) => {
		const look = () => {
			const shown = ["home", "verdict"].find((id) => document.getElementById(id)?.hidden === false);
			if (shown === undefined) setTimeout(look, 5);
			else resolve(shown === "home" ? "home" : document.getElementById("verdict").dataset.state);
		};
		look();
	})`)
}

func (b *tab) want(state string) {
	b.Helper()
	if got := b.verdict(); got != state {
		b.Errorf("the page says %q, not %q", got, state)
	}
}

// becomes waits until the page says state: keys and clicks are answered in
// the page's own time.
func (b *tab) becomes(state string) {
	b.Helper()
	got := ""
	for range 100 {
		if got = b.verdict(); got == state {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Errorf("the page says %q, never %q", got, state)
}

// switchTo chooses a language, once the page offers it.
func (b *tab) switchTo(language string) {
	b.Helper()
	b.do(`new Promise((resolve) => {
		const languages = document.getElementById("language");
		const look = () => {
			if (![...languages.options].some(({ value }) => value === "` + language + `")) return setTimeout(look, 5);
			languages.value = "` + language + `";
			languages.dispatchEvent(new Event("change"));
			resolve();
		};
		look();
	})`)
}

// speaks waits until the page has fetched a language and speaks it.
func (b *tab) speaks(language string) {
	b.Helper()
	b.do(`new Promise((resolve, reject) => {
		let looks = 0;
		const look = () => {
			if (document.documentElement.lang === "` + language + `") resolve();
			else if (++looks > 1000) reject(new Error("the page never speaks ` + language + `"));
			else setTimeout(look, 5);
		};
		look();
	})`)
}

func (b *tab) inner(id string) string {
	b.Helper()
	return b.text(`document.getElementById("` + id + `").innerText`)
}

// forgetAll empties what the browser remembers of the page.
func (b *tab) forgetAll() {
	b.Helper()
	b.check(b.inChromium().Forget(origin))
}

// at sets the clock of the pages to come.
func (b *tab) at(now time.Time) {
	b.Helper()
	if b.clock != "" {
		b.late(b.clock)
	}
	b.clock = b.early(fmt.Sprintf("Date.now = () => %d;", now.UnixMilli()))
}

// picture writes a screenshot when the test was asked for it.
func (b *tab) picture(name string) {
	b.Helper()
	if *browser.Screenshots == "" {
		return
	}
	if _, ok := b.driver.(*browser.ChromiumTab); !ok {
		name += "-firefox"
	}
	picture, err := b.driver.Screenshot()
	b.check(err)
	b.check(os.WriteFile(filepath.Join(*browser.Screenshots, name+".png"), picture, 0o644))
}

// quiet checks that nothing was asked for beyond the stage, that no request held
// any part of a token, and that the console is empty.
func (b *tab) quiet(tokens ...string) {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, u := range b.urls {
		before, _, _ := strings.Cut(u, "#")
		// The browser tries the plain host over https first.
		address := strings.Replace(before, "https://verify.example.com/", plainOrigin+"/", 1)
		isOurs := func(start string) bool { return strings.HasPrefix(address, start) }
		if !slices.ContainsFunc([]string{origin + "/", otherOrigin + "/", plainOrigin + "/", "about:", "data:"}, isOurs) {
			b.Errorf("asked for %s", before)
		}
	}
	for _, asked := range b.stage.asked() {
		for _, token := range tokens {
			if len(token) > 60 && strings.Contains(asked, token[20:60]) {
				b.Errorf("a token was sent: %s", asked)
			}
		}
	}
	for _, f := range b.faults {
		b.Errorf("console: %s", f)
	}
}

// stateName returns the name that the page has for a state of the vectors.
func stateName(state string) string {
	switch state {
	case "SCAN OR PASTE":
		return "home"
	case "VALID, STATUS STALE":
		return "stale"
	case "GENUINE, STATUS UNKNOWN":
		return "unknown"
	case "NUMBER NOT LOOKED UP":
		return "not-looked-up"
	}
	return strings.ReplaceAll(strings.ToLower(strings.TrimSuffix(state, " HERE")), " ", "-")
}

// The modules answer every vector in a browser as they do in Node.
func TestBrowserAnswersVectors(t *testing.T) {
	s := newStage(t)
	for name, data := range pageFiles() {
		s.put("/page/"+name, data)
	}
	answers, err := os.ReadFile("testdata/answer.js")
	if err != nil {
		t.Fatal(err)
	}
	s.put("/testdata/answer.js", answers)
	b := newTab(t, s, "en")
	b.visit(origin + "/robots.txt")
	for _, v := range vectors(t) {
		if got := b.text(`import("/testdata/answer.js").then((m) => m.answer(` + string(v.raw) +
			`)).then((a) => a.line + "|" + (a.reason ?? ""))`); got != v.Expected.Line+"|"+v.Expected.Reason {
			t.Errorf("%s: answers %s, not %s", v.name, got, v.Expected.Line)
		}
	}
}

// One vector of every state and reason, as a stranger would open it, and the
// printed facts beside it.
func TestBrowserShowsEveryVerdict(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "en")
	b.early(`delete Navigator.prototype.serviceWorker;`) // which would load every page twice
	var tokens []string
	seen := make(map[string]bool)
	scene := func(v vector) string { return fmt.Sprint(v.Clock, v.Issuer, v.Lists, v.AllowLists, v.Bucket) }
	all := vectors(t)
	slices.SortStableFunc(all, func(a, b vector) int { return strings.Compare(scene(a), scene(b)) })
	last := ""
	for _, v := range all {
		kind := v.Expected.State + v.Expected.Reason
		if seen[kind] && len(v.Lists) < 2 && v.name != "valid-everything" && v.name != "valid-badge" &&
			v.name != "valid-former-host" {
			continue
		}
		seen[kind] = true
		if now := scene(v); now != last || len(v.Lists) > 1 {
			tokens, last = append(tokens, b.play(v)), now
		} else if _, fragment, isURL := strings.Cut(v.Input, "#"); isURL {
			b.follow(fragment)
		} else {
			b.paste(v.Input)
			// Behind the # at the latest in the next turn.
			b.do(`new Promise((resolve) => setTimeout(resolve, 50))`)
		}
		if got := b.verdict(); got != stateName(v.Expected.State) {
			t.Errorf("%s: the page says %q, not %q", v.name, got, v.Expected.State)
		} else if got != "home" {
			b.showsFacts(v)
			b.picture("en-" + v.name)
		}
	}
	b.quiet(tokens...)
}

// play opens the page on a vector, in a browser that has never seen it before, and
// returns what stands behind the #.
func (b *tab) play(v vector) string {
	b.Helper()
	b.stage.perform(v)
	b.visit("about:blank")
	b.forgetAll()
	b.at(v.Clock)
	_, fragment, isURL := strings.Cut(v.Input, "#")
	b.visit(origin + "/#" + fragment)
	if !isURL {
		b.want("home")
		b.paste(v.Input)
		b.do(`new Promise((resolve) => setTimeout(resolve, 50))`)
	}
	if len(v.Lists) > 1 {
		// An older list, served later, changes nothing.
		b.verdict()
		b.stage.put("/s/1", v.Lists[1])
		b.open(fragment)
	}
	return fragment
}

func (b *tab) showsFacts(v vector) {
	b.Helper()
	facts := b.inner("facts")
	if v.Expected.Claim == nil {
		if strings.TrimSpace(facts) != "" {
			b.Errorf("%s: shows %q without proof", v.name, facts)
		}
		return
	}
	c := v.Expected.Claim
	for _, fact := range append([]string{c.Name, c.NameLocal, c.Event, c.Role, c.IssuerName, c.Number.String()},
		c.Extra[64]) {
		if !strings.Contains(facts, fact) {
			b.Errorf("%s: %q is not shown in %q", v.name, fact, facts)
		}
	}
	if !strings.Contains(b.inner("standing"), "verify.example.org") {
		b.Errorf("%s: the host is not shown", v.name)
	}
}

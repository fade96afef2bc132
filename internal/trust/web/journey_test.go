package web

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/phrases"
	"lanyard/internal/trust/credential"
)

// organiser signs whatever a test needs.
type organiser struct {
	root    *credential.RootKey
	signing *credential.SigningKey
	issued  time.Time
}

func newOrganiser(t testing.TB, seed byte) organiser {
	t.Helper()
	root, err := credential.NewRootKey(bytes.NewReader(bytes.Repeat([]byte{seed}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	signing, err := credential.NewSigningKey(bytes.NewReader(bytes.Repeat([]byte{seed + 1}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	return organiser{root, signing, time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)}
}

func (o organiser) document(t testing.TB, sequence uint) []byte {
	t.Helper()
	data, err := credential.SignIssuer(&credential.Issuer{
		Host: "verify.example.org", Issued: o.issued, Sequence: sequence,
		Names: map[string]string{"en": "Academy of Measures", "fa": "فرهنگستان سنجش"},
		Keys: []credential.Key{{Public: o.signing.Public(), NotBefore: o.issued,
			Uses: credential.UseCertificates | credential.UseStatus}},
	}, o.root)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// list gives the entry of what sign signs a status, and all others VALID.
func (o organiser) list(t testing.TB, status credential.Status) []byte {
	t.Helper()
	l, err := credential.NewStatusList(credential.MinCapacity)
	if err != nil {
		t.Fatal(err)
	}
	l.Set(3, status)
	l.URI, l.Issued, l.Expires, l.TTL = "https://verify.example.org/s/1", o.issued, o.issued.AddDate(0, 1, 0),
		24*time.Hour
	data, err := credential.SignStatusList(l, o.signing)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (o organiser) sign(t testing.TB, change func(*credential.Claim)) credential.Token {
	t.Helper()
	c := credential.Claim{
		Issuer: "verify.example.org", Issued: o.issued, Number: credential.Number{9: 7},
		Status: credential.StatusRef{Index: 3, URI: "https://verify.example.org/s/1"},
		Name:   "Ana Ionescu", Event: "Summer School", FirstDay: 20574, LastDay: 20576,
		IssuerName: "Academy of Measures",
	}
	change(&c)
	token, err := credential.Sign(c, o.signing)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (b *tab) bodyText() string { b.Helper(); return b.text(`document.body.innerText`) }

func fragmentOf(v vector) string {
	_, fragment, _ := strings.Cut(v.Input, "#")
	return fragment
}

// A second code in the same tab changes only what stands behind the #. Nothing of
// the first person may stay, not for a moment.
func TestBrowserChangesPerson(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "en")
	shirin, eve := vectorNamed(t, "valid"), vectorNamed(t, "compromised-without")
	b.at(shirin.Clock)
	s.perform(shirin)
	b.open(fragmentOf(shirin))
	b.want("valid")

	release := s.hold("/issuer.cwt")
	b.follow(fragmentOf(eve))
	if text := b.bodyText(); strings.Contains(text, "Shirin") || strings.Contains(text, "Valid") {
		t.Errorf("the first verdict stays while the second is looked for: %s", text)
	}
	release()
	b.want("not-trusted")

	b.do(`history.back()`)
	b.do(`new Promise((resolve) => setTimeout(resolve, 50))`)
	b.want("valid")

	// A slow answer to an earlier question is not shown in the place of a later one.
	release = s.hold("/issuer.cwt")
	b.follow(fragmentOf(eve))
	b.follow("12345")
	release()
	b.do(`new Promise((resolve) => setTimeout(resolve, 50))`)
	b.want("unreadable")
	if text := b.bodyText(); strings.Contains(text, "Shirin") || strings.Contains(text, "0116878") {
		t.Errorf("an earlier verdict stays: %s", text)
	}

	b.do(`document.getElementById("again").click()`)
	b.want("home")
	if hash := b.text(`location.hash`); hash != "" {
		t.Errorf("at home behind the #: %q", hash)
	}
	b.paste(fragmentOf(shirin))
	b.do(`new Promise((resolve) => setTimeout(resolve, 50))`)
	b.want("valid")
	if text := b.text(`document.getElementById("announcement").textContent`); !strings.Contains(text, "Valid") {
		t.Errorf("announces %q", text)
	}
	b.quiet(fragmentOf(shirin), fragmentOf(eve))
}

// What one tab has learnt, another knows: an older list brings nothing back.
func TestBrowserTwoTabs(t *testing.T) {
	s := newStage(t)
	first := newTab(t, s, "en")
	v := vectorNamed(t, "revoked-rollback")
	s.perform(v)
	first.at(v.Clock)
	first.open(fragmentOf(v))
	first.want("revoked")

	s.put("/s/1", v.Lists[1])
	second := first.sibling()
	second.at(v.Clock)
	second.open(fragmentOf(v))
	second.want("revoked")
}

// sibling opens another tab with the memory of the first.
func (b *tab) sibling() *tab {
	b.Helper()
	second, err := b.inChromium().Sibling()
	b.check(err)
	b.Cleanup(second.Close)
	return &tab{T: b.T, driver: second, stage: b.stage}
}

// A page that was loaded past its service worker, or while that was activated, gets into its hands all the same: without
// it nothing of what the page loads would be kept.
func TestBrowserTakesPagesLoadedPastIt(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "en")
	b.open("")
	b.settled()
	b.do(`globalThis.before = true`)
	b.check(b.inChromium().Afresh())
	b.until(`globalThis.before !== true && document.readyState === "complete"`)
	b.settled()
}

// After the first visit the page needs no network.
func TestBrowserOffline(t *testing.T) { inBrowsers(t, offline) }

func offline(t *testing.T, newTab opener) {
	s := newStage(t)
	b := newTab(t, s, "en")
	v := vectorNamed(t, "valid")
	b.at(v.Clock)
	b.open("")
	b.want("home")
	b.keeps(8)
	b.open(fragmentOf(v))
	b.want("valid")
	b.settled()
	b.keepsPart("holder.js")
	s.setDown(true)
	b.open("")
	b.want("home")
	b.open(fragmentOf(v))
	b.want("valid")
	b.showsFacts(v)
	b.open("")
	b.want("home")
	b.choose("photo.png", "image/png", asPNG(scene{module: 4, turn: 30, blur: 1, top: 220}.draw(v.Input)))
	b.becomesIn("valid", patience)
	before := len(s.asked())
	s.setDown(false)
	b.open(fragmentOf(v))
	b.want("valid")
	if len(s.asked()) == before {
		t.Error("back online, the lists are not asked for again")
	}
	b.quiet(fragmentOf(v))
}

// Names that want to be more than names.
func TestBrowserHostileNames(t *testing.T) { inBrowsers(t, hostileNames) }

func hostileNames(t *testing.T, newTab opener) {
	s := newStage(t)
	o := newOrganiser(t, 40)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusValid))
	b := newTab(t, s, "en")
	b.at(o.issued)
	b.open("")
	for _, name := range []string{
		`<img src=x onerror=alert(1)>`, `"><script>document.title="owned"</script>`, `{0} ${name} {{name}}`,
		`javascript:alert(1)`, `&lt;b&gt;&#x41;`, `</bdi></dd><h1>Valid</h1>`,
		strings.Repeat("Wolfeschlegelstein", 12), "z" + strings.Repeat("\u0335\u0301", 60), "محمد \u200f(abc) 123",
	} {
		token := o.sign(t, func(c *credential.Claim) { c.Name, c.Event = name, name })
		b.follow(token.Digits())
		b.want("valid")
		if got := b.text(`document.querySelector("#facts .name bdi").textContent`); got != name {
			t.Errorf("shows %q for %q", got, name)
		}
		if n := b.text(`String(document.querySelectorAll("#verdict img, #verdict script, #verdict h1 + h1").length) + document.title`); n != "0Certificate verification" {
			t.Errorf("%q has made elements: %s", name, n)
		}
		b.narrow(name)
	}
	// A word that is longer than a line of the narrowest telephone is made smaller, not broken.
	b.resize(360)
	b.follow(o.sign(t, func(c *credential.Claim) { c.Name = "Wolfeschlegelsteinhausenberg-Oberl\u00e4nder" }).Digits())
	b.want("valid")
	if lines := b.text(`{ const name = document.querySelector("#facts .name bdi");
		String(Math.round(name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight))); }`); lines != "2" {
		t.Errorf("a name of two words has %s lines", lines)
	}
	b.quiet()
}

// narrow checks that nothing makes the page wider than the phone, also at 200 %.
func (b *tab) narrow(what string) {
	b.Helper()
	for _, width := range []int{390, 195} {
		b.resize(width)
		if wide := b.text(`String(document.documentElement.scrollWidth > innerWidth)`); wide != "false" {
			b.Errorf("%s: wider than %d pixels", what, width)
		}
	}
	b.resize(390)
}

// languages are the languages of the page: those of paper.
var languages = phrases.Languages()

// The page speaks the language of the browser, and any other when asked.
func TestBrowserLanguages(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "fa-IR,fa,en")
	v := vectorNamed(t, "valid-everything")
	b.at(v.Clock)
	s.perform(v)
	b.open(fragmentOf(v))
	b.want("valid")
	if got := b.text(`document.documentElement.lang + document.documentElement.dir`); got != "fartl" {
		t.Errorf("a Persian browser gets %s", got)
	}
	if got := b.inner("standing"); !strings.Contains(got, "۱۳۹۶") {
		t.Errorf("the Persian date reads %q", got)
	}
	seen := make(map[string]string)
	for _, language := range languages {
		b.switchTo(language)
		b.speaks(language)
		b.want("valid")
		intro := b.text(`document.querySelector("[data-text=intro]").textContent`)
		if other, ok := seen[intro]; ok {
			t.Errorf("%s and %s both say %q", language, other, intro)
		}
		seen[intro] = language
		text := b.bodyText()
		if strings.Contains(text, "undefined") || strings.Contains(text, "{0}") {
			t.Errorf("%s: %s", language, text)
		}
		want := "ltr"
		if locale.Direction(language) {
			want = "rtl"
		}
		if got := b.text(`document.documentElement.dir`); got != want {
			t.Errorf("%s runs %s", language, got)
		}
		b.showsFacts(v)
		b.narrow(language)
	}
	b.open(fragmentOf(v))
	b.want("valid")
	if got := b.text(`document.documentElement.lang`); got != languages[len(languages)-1] {
		t.Errorf("the choice is forgotten: %s", got)
	}
	b.quiet(fragmentOf(v))
}

// Where the page cannot judge it says so, and shows the command that can.
func TestBrowserNeverPretends(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	s.perform(v)
	b := newTab(t, s, "en")
	b.at(v.Clock)
	for name, module := range map[string][]byte{
		"without our own":    nil,
		"believing anything": []byte(`export function verify() { return true; }`),
		"believing nothing":  []byte(`export function verify() { return false; }`),
	} {
		s.put(part("ed25519.js"), module)
		id := b.early(crippled["without Ed25519"])
		b.open(fragmentOf(v))
		if got := b.verdict(); got != "unable" {
			t.Errorf("%s: says %s", name, got)
		}
		if text := b.inner("technical"); !strings.Contains(text, "lanyard verify "+fragmentOf(v)) {
			t.Errorf("%s: does not name the command: %s", name, text)
		}
		if text := b.inner("verdict"); strings.Contains(text, "Shirin") {
			t.Errorf("%s: shows facts: %s", name, text)
		}
		b.picture("en-unable")
		b.late(id)
	}
	s.restore(part("ed25519.js"))
	for _, data := range [][]byte{nil, []byte("<html>not found</html>")} {
		s.put("/issuer.cwt", data)
		b.forgetAll()
		b.open(fragmentOf(v))
		b.want("no-keys")
		b.picture("en-no-keys")
	}
}

// What was signed with a key that is compromised now is not believed any longer, in
// the same tab, and what a thief has dated ahead does not keep out the truth.
func TestBrowserForgetsStolenLists(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 80)
	thief := o
	thief.issued = o.issued.Add(40 * time.Minute) // later than the truth
	stolen, err := credential.NewSigningKey(bytes.NewReader(bytes.Repeat([]byte{90}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	thief.signing = stolen
	document := func(sequence uint, state credential.KeyState) []byte {
		data, err := credential.SignIssuer(&credential.Issuer{
			Host: "verify.example.org", Issued: o.issued, Sequence: sequence,
			Names: map[string]string{"en": "Academy of Measures"},
			Keys: []credential.Key{{Public: o.signing.Public(), NotBefore: o.issued,
				Uses: credential.UseCertificates | credential.UseStatus},
				{Public: stolen.Public(), State: state, NotBefore: o.issued, Uses: credential.UseStatus}},
		}, o.root)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	s.put("/issuer.cwt", document(1, credential.KeyActive))
	s.put("/s/1", thief.list(t, credential.StatusValid))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(time.Hour))
	token, other := o.sign(t, func(*credential.Claim) {}), o.sign(t, func(c *credential.Claim) { c.Name = "Bo" })
	b.open(token.Digits())
	b.want("valid")

	s.put("/issuer.cwt", document(2, credential.KeyCompromised))
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b.follow(other.Digits())
	b.becomes("revoked")
	s.put("/s/1", nil) // the network is gone; the browser remembers the truth
	b.open(token.Digits())
	b.want("revoked")
}

// Two questions at a time get the same answer: the second one waits for the list,
// too.
func TestBrowserAsksTwice(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 100)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(time.Hour))
	release := s.hold("/s/1")
	b.open(o.sign(t, func(*credential.Claim) {}).Digits())
	for range 200 { // until the first one waits for the list
		if slices.ContainsFunc(s.asked(), func(r string) bool {
			return strings.HasPrefix(r, "GET /s/1 ") ||
				strings.HasPrefix(r, "GET /s/1\n")
		}) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.follow(o.sign(t, func(c *credential.Claim) { c.Name = "Bo" }).Digits())
	time.Sleep(200 * time.Millisecond)
	release()
	b.want("revoked")
}

// The address of a list whose path begins with two slashes, which could mean another
// host, is asked nowhere.
func TestBrowserAsksThisHostAlone(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 110)
	s.put("/issuer.cwt", o.document(t, 1))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(time.Hour))
	b.open(o.sign(t,
		func(c *credential.Claim) { c.Status.URI = "https://verify.example.org//verify.example.net/s/1" }).Digits())
	b.want("unknown")
	if slices.ContainsFunc(s.asked(), func(r string) bool { return strings.Contains(r, "verify.example.net") }) {
		t.Errorf("asked for %.60q", s.asked())
	}
	b.quiet()
}

// A host that suddenly has another root key is not believed by those who knew it.
func TestBrowserKeepsIssuer(t *testing.T) {
	s := newStage(t)
	o, thief := newOrganiser(t, 40), newOrganiser(t, 60)
	s.put("/issuer.cwt", o.document(t, 4))
	s.put("/s/1", o.list(t, credential.StatusValid))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(time.Hour))
	token := o.sign(t, func(*credential.Claim) {})
	b.open(token.Digits())
	b.want("valid")

	s.put("/issuer.cwt", thief.document(t, 5))
	b.open(token.Digits())
	b.want("valid")
	if text := b.inner("notices"); !strings.Contains(text, "changed without announcement") {
		t.Errorf("says only %q", text)
	}
	b.open(thief.sign(t, func(*credential.Claim) {}).Digits())
	b.want("unknown-issuer")
	b.picture("en-replaced")

	// An earlier document is as harmless as it is common: a cache.
	s.put("/issuer.cwt", o.document(t, 3))
	b.open(token.Digits())
	b.want("valid")
	if text := b.inner("notices"); text != "" {
		t.Errorf("warns of an old copy: %q", text)
	}

	// Whoever knows better can make the browser forget.
	s.put("/issuer.cwt", thief.document(t, 5))
	b.open(token.Digits())
	b.want("valid")
	b.do(`setTimeout(() => document.getElementById("forget").click(), 10)`)
	time.Sleep(500 * time.Millisecond)
	b.want("unknown-issuer")

	b.at(o.issued.AddDate(-1, 0, 0))
	b.open(token.Digits())
	b.verdict()
	if text := b.inner("notices"); !strings.Contains(text, "clock") {
		t.Errorf("with a clock a year behind, says %q", text)
	}
	b.visit(otherOrigin + "/#" + token.Digits())
	b.verdict()
	if text := b.inner("notices"); !strings.Contains(text, "verify.example.net") {
		t.Errorf("on another host, says %q", text)
	}
}

// The archive is one file that asks for nothing.
func TestBrowserArchive(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	path := filepath.Join(t.TempDir(), archiveFile)
	if err := os.WriteFile(path, vectorSite(t)[archiveFile], 0o644); err != nil {
		t.Fatal(err)
	}
	b := newTab(t, s, "en")
	b.at(v.Clock)
	b.visit("file://" + path + "#" + fragmentOf(v))
	b.want("valid")
	b.showsArchived(v)
	b.picture("en-archive")
	for _, u := range b.asked() {
		if !strings.HasPrefix(u, "file://"+path) && !strings.HasPrefix(u, "about:") {
			t.Errorf("the archive asks for %s", u)
		}
	}
	if len(b.faults) > 0 {
		t.Errorf("console: %q", b.faults)
	}
	allowed := vectorNamed(t, "compromised-allowed")
	b.follow(fragmentOf(allowed))
	b.want("valid")
	b.choose("photo.png", "image/png", asPNG(scene{module: 4, turn: 30, blur: 1, top: 220}.draw(v.Input)))
	b.becomesIn("valid", patience)
	b.showsArchived(v)
	if len(b.faults) > 0 {
		t.Errorf("console: %q", b.faults)
	}
}

func (b *tab) asked() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.urls)
}

func (b *tab) showsArchived(v vector) {
	b.Helper()
	if text := b.inner("verdict"); !strings.Contains(text, v.Expected.Claim.Name) ||
		!strings.Contains(text, "archived copy") {
		b.Errorf("the archive shows %s", text)
	}
}

// A code before the camera, with a detector that sees what the test tells it.
func TestBrowserCamera(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	seen, err := json.Marshal(v.Input)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, s, "en")
	b.at(v.Clock)
	b.early(`globalThis.BarcodeDetector = class {
		static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
		detect(picture) { return Promise.resolve(picture.readyState > 1 ? [{ rawValue: ` + string(seen) + ` }] : []); }
	};`)
	b.open("")
	b.want("home")
	b.do(`new Promise((resolve) => setTimeout(resolve, 100))`)
	b.picture("en-home")
	b.do(`document.getElementById("scan").click(); new Promise((resolve) => setTimeout(resolve, 50))`)
	b.do(`new Promise((resolve) => { const look = () => document.getElementById("home").hidden ? resolve() : setTimeout(look, 20); look(); })`)
	b.want("valid")
	if live := b.text(`String(document.getElementById("video").srcObject)`); live != "null" {
		t.Error("the camera is still on")
	}
	b.quiet(fragmentOf(v))
}

// Everything can be reached and used with a keyboard, and shows where it is.
func TestBrowserKeyboard(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "unknown-issuer-key")
	b := newTab(t, s, "en")
	b.at(v.Clock)
	s.perform(v)
	walk := func(want ...string) {
		t.Helper()
		for _, id := range want {
			b.keys("Tab")
			got := b.text(`(() => {
				const e = document.activeElement;
				const style = getComputedStyle(e);
				return (e.id || e.parentElement.id) + (style.outlineStyle === "none" ? " without outline" : "");
			})()`)
			if got != id {
				t.Errorf("the focus is on %q, not %q", got, id)
			}
		}
	}
	b.open("")
	b.want("home")
	walk("language", "scan", "picture", "input")
	b.keys(fragmentOf(v))
	b.keys("Tab", "Enter")
	b.becomes("unknown-issuer")
	b.do(`document.body.tabIndex = -1; document.body.focus()`)
	walk("language", "unverified")
	b.keys("Enter")
	if text := b.inner("unverified"); !strings.Contains(text, v.Expected.Unverified.Name) ||
		!strings.Contains(text, "Not verified") {
		t.Errorf("unfolds to %q", text)
	}
	walk("technical", "again")
	b.keys("Enter")
	b.becomes("home")
}

// A reader who comes back to an old verdict gets a new one.
func TestBrowserLooksAgain(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 40)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusValid))
	b := newTab(t, s, "en")
	b.at(o.issued)
	b.open(o.sign(t, func(*credential.Claim) {}).Digits())
	b.want("valid")
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b.do(`{ const now = Date.now() + 600000; Date.now = () => now; document.dispatchEvent(new Event("visibilitychange")); }`)
	b.want("revoked")
}

// Pictures of every state for the eye, when asked for: Persian, dark, printed.
func TestBrowserPictures(t *testing.T) {
	if *browser.Screenshots == "" {
		t.Skip("no -screenshots")
	}
	s := newStage(t)
	b := newTab(t, s, "fa")
	states := make(map[string]vector)
	for _, v := range vectors(t) {
		if _, ok := states[v.Expected.State]; !ok || v.name == "valid-everything" {
			states[v.Expected.State] = v
		}
	}
	for _, state := range slices.Sorted(maps.Keys(states)) {
		b.play(states[state])
		b.verdict()
		b.picture("fa-" + stateName(state))
	}
	for _, scheme := range []string{"light", "dark"} {
		b.media("", scheme)
		b.open("")
		b.want("home")
		b.picture("fa-home-" + scheme)
		b.choose("white.png", "image/png", asPNG(white(300, 300)))
		b.complains("کدی پیدا نشد")
		b.picture("fa-trouble-" + scheme)
		b.do(`Worker.prototype.postMessage = () => {}; document.getElementById("scan").click()`)
		time.Sleep(2 * time.Second)
		b.picture("fa-camera-" + scheme)
	}
	b.media("", "")
	b.play(states["VALID"])
	b.verdict()
	b.do(`document.querySelectorAll("details").forEach((d) => (d.open = true))`)
	b.picture("fa-details")
	b.media("", "dark")
	b.picture("fa-dark")
	b.media("print", "")
	b.picture("fa-print")
}

// The first words of a verdict are what it is about: a badge proves less than a
// certificate, looks otherwise, and says so in every language.
func TestBrowserNamesTheKind(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "en")
	colours := map[string]string{}
	for name, heading := range map[string]string{"compact-valid": "Certificate", "compact-valid-badge": "Badge"} {
		v := vectorNamed(t, name)
		b.at(v.Clock)
		b.forgetAll()
		s.perform(v)
		b.open(fragmentOf(v))
		b.want("valid")
		if got := b.text(`document.getElementById("verdict-title").innerText`); got != heading+"\nValid" {
			t.Errorf("%s is headed %q", name, got)
		}
		colours[heading] = b.text(`getComputedStyle(document.querySelector("#verdict > header")).backgroundColor`)
		for _, language := range []string{"en", "fa", "ja"} {
			b.switchTo(language)
			b.speaks(language)
			b.picture(language + "-kind-" + heading)
			text := b.text(`document.getElementById("verdict-text").innerText`)
			means := b.text(`import("` + part(langFolder+language+".js") + `").then(({ phrases }) => phrases.badgeMeans)`)
			if strings.Contains(text, means) != (heading == "Badge") {
				t.Errorf("%s in %s says %q", name, language, text)
			}
		}
	}
	if colours["Badge"] == colours["Certificate"] {
		t.Errorf("badge and certificate both have %s", colours["Badge"])
	}
	b.quiet()
}

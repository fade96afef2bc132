package web

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"strconv"
	"strings"
	"testing"
	"time"
)

// crippled takes from a browser what not all have.
var crippled = map[string]string{
	"without Ed25519":      `if (globalThis.SubtleCrypto) SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));`,
	"believing everything": `if (globalThis.SubtleCrypto) SubtleCrypto.prototype.verify = () => Promise.resolve(true);`,
	"believing nothing":    `if (globalThis.SubtleCrypto) SubtleCrypto.prototype.verify = () => Promise.resolve(false);`,
	"without https":        `Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });`,
}

// choose gives the page a file as if it had been picked.
func (b *tab) choose(name, kind string, data []byte) {
	b.Helper()
	b.do(`{
		const bytes = Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(data) + `"), (c) => c.charCodeAt(0));
		const chosen = new DataTransfer();
		chosen.items.add(new File([bytes], "` + name + `", { type: "` + kind + `" }));
		const input = document.getElementById("picture");
		input.files = chosen.files;
		input.dispatchEvent(new Event("change"));
	}`)
}

// complains waits for the page to say why it has read nothing.
func (b *tab) complains(part string) {
	b.Helper()
	got := ""
	for range 600 {
		got = b.text(`document.getElementById("home").hidden ? "" : document.getElementById("trouble").innerText`)
		if got != "" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(got, part) {
		b.Errorf("the page says %q, which lacks %q", got, part)
	}
}

// A browser without Ed25519, with one that cannot be believed or with none of
// WebCrypto gets the verdicts of the page's own verification.
func TestBrowserVerifiesByItself(t *testing.T) { inBrowsers(t, verifiesByItself) }

func verifiesByItself(t *testing.T, newTab opener) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	forged := vectorNamed(t, "tampered-signature")
	s.perform(v)
	b := newTab(t, s, "en")
	b.at(v.Clock)
	for name, script := range crippled {
		id := b.early(script)
		b.open(fragmentOf(v))
		if got := b.verdict(); got != "valid" {
			t.Errorf("%s: says %s", name, got)
		}
		b.showsFacts(v)
		b.follow(fragmentOf(forged))
		b.becomes("tampered")
		b.late(id)
	}
	b.visit(plainOrigin + "/#" + fragmentOf(v))
	b.want("valid")
	if secure := b.text(`String(isSecureContext) + typeof crypto.subtle`); secure != "falseundefined" {
		t.Errorf("the plain page is not plain: %s", secure)
	}
	if text := b.inner("notices"); !strings.Contains(text, "not opened over https") {
		t.Errorf("without https, says %q", text)
	}
	b.picture("en-plain-http")
	b.quiet(fragmentOf(v))
}

// Every published signature, with the page's own Ed25519.
func TestBrowserWycheproof(t *testing.T) {
	s := newStage(t)
	b := newTab(t, s, "en")
	b.visit(origin + "/robots.txt")
	for _, c := range wycheproof(t) {
		got := b.text(`import("` + part("ed25519.js") + `").then(({ verify }) => {
			const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));
			return String(verify(bytes("` + c.Key + `"), bytes("` + c.Sig + `"), bytes("` + c.Msg + `")));
		})`)
		if got != map[bool]string{true: "true", false: "false"}[c.Valid] {
			t.Errorf("%s: says %s", c.Comment, got)
		}
	}
}

// A badge before the camera of a browser that reads no codes itself.
func TestBrowserScansByItself(t *testing.T) { inBrowsers(t, scansByItself) }

func scansByItself(t *testing.T, newTab opener) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	s.perform(v)
	b := newTab(t, s, "en")
	b.at(v.Clock)
	for name, script := range map[string]string{
		"with a worker":    ``,
		"without a worker": `globalThis.Worker = class { constructor() { throw new TypeError("no modules"); } };`,
	} {
		id := b.early(`delete globalThis.BarcodeDetector;` + script)
		film := b.film(v)
		b.open("")
		b.want("home")
		b.do(`document.getElementById("scan").click()`)
		b.becomesIn("valid", patience)
		b.showsFacts(v)
		if live := b.text(`String(document.getElementById("video").srcObject)`); live != "null" {
			t.Errorf("%s: the camera is still on", name)
		}
		b.late(id)
		b.late(film)
	}
	b.quiet(fragmentOf(v))
}

// becomesIn waits as long as that for the page to say state.
func (b *tab) becomesIn(state string, limit time.Duration) {
	b.Helper()
	got := ""
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got = b.verdict(); got == state {
			return
		}
	}
	b.Errorf("the page says %q, never %q", got, state)
}

// Pictures and PDFs, read without help of the browser.
func TestBrowserReadsFiles(t *testing.T) { inBrowsers(t, readsFiles) }

func readsFiles(t *testing.T, newTab opener) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	s.perform(v)
	b := newTab(t, s, "en")
	b.early(`delete globalThis.BarcodeDetector;`)
	b.at(v.Clock)
	photo := scene{module: 4, turn: 30, tilt: 0.2, blur: 1, noise: 5, low: 30, top: 220, shade: 0.4}.draw(v.Input)
	for name, c := range map[string]struct {
		kind string
		data []byte
	}{
		"photo.png":  {"image/png", asPNG(photo)},
		"scan.pdf":   {"application/pdf", asPDF(photo)},
		"linked.pdf": {"application/pdf", linking("https://example.org/", v.Input)},
		"unnamed":    {"", linking(v.Input)},
	} {
		b.open("")
		b.want("home")
		b.choose(name, c.kind, c.data)
		b.becomesIn("valid", patience)
		b.showsFacts(v)
		text := b.inner("notices")
		if isPDF := bytes.HasPrefix(c.data, []byte("%PDF-")); isPDF != strings.Contains(text, "was not compared") || !isPDF && text != "" {
			t.Errorf("%s: warns %q", name, text) // the page of a PDF was not compared, and nothing else is said
		}
	}
	b.open("")
	b.want("home")
	b.choose("sheet.pdf", "application/pdf", linkingOf(7, v.Input, vectorNamed(t, "valid-badge").Input))
	b.becomesIn("valid", patience)
	if text := b.inner("notices"); !strings.Contains(text, "several codes") || !strings.Contains(text, "only the first was read") {
		t.Errorf("of a sheet of codes, says %q", text)
	}
	b.follow(fragmentOf(v) + "#")
	if text := b.inner("notices"); strings.Contains(text, "several codes") {
		t.Errorf("says it again: %q", text)
	}
	b.quiet(fragmentOf(v))
}

// Files that cannot be read are refused with what to do instead, and the page goes on.
func TestBrowserRefusesFiles(t *testing.T) { inBrowsers(t, refusesFiles) }

func refusesFiles(t *testing.T, newTab opener) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	s.perform(v)
	b := newTab(t, s, "en")
	b.early(`delete globalThis.BarcodeDetector;`)
	b.at(v.Clock)
	b.open(fragmentOf(v))
	b.want("valid")
	for _, c := range []struct {
		name, kind string
		data       []byte
		want       string
	}{
		{"white.png", "image/png", asPNG(white(900, 700)), "No code was found"},
		{"finders.png", "image/png", asPNG(finders(1200)), "No code was found"},
		{"huge.png", "image/png", hugePNG(12000, 9000), "more than 64 million pixels"},
		{"broken.png", "image/png", []byte("\x89PNG\r\n\x1a\nnothing"), "cannot be read here"},
		{"letter.docx", "application/zip", []byte("PK\x03\x04"), "cannot be read here"},
		{"plain.pdf", "application/pdf", linking("https://example.org/"), "no link to a certificate"},
		{"cut.pdf", "application/pdf", linking(v.Input)[:200], "cannot be read here"},
		{"locked.pdf", "application/pdf", pdfOf([]string{"<<>>"}, "/Encrypt<<>>"), "protected by a password"},
		{"loop.pdf", "application/pdf", []byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF"), "cannot be read here"},
	} {
		b.choose(c.name, c.kind, c.data)
		b.complains(c.want)
		if text := b.bodyText(); strings.Contains(text, "Shirin") {
			t.Errorf("%s: the verdict before stays", c.name)
		}
		b.picture("en-trouble-" + c.name)
	}
	b.do(`{
		const chosen = new DataTransfer();
		chosen.items.add(new File([new Uint8Array(200 << 20)], "large.pdf", { type: "application/pdf" }));
		document.getElementById("picture").files = chosen.files;
		document.getElementById("picture").dispatchEvent(new Event("change"));
	}`)
	b.complains("more than 64 megabytes")
	b.switchTo("de")
	b.speaks("de")
	b.complains("mehr als 64 Megabyte")
	b.follow(fragmentOf(v))
	b.becomes("valid")
	b.quiet(fragmentOf(v))
}

// The page stays awake while it reads a picture full of what looks like codes, with
// and without a worker.
func TestBrowserStaysResponsive(t *testing.T) { inBrowsers(t, staysResponsive) }

func staysResponsive(t *testing.T, newTab opener) {
	s := newStage(t)
	b := newTab(t, s, "en")
	picture := asPNG(finders(1600))
	for name, script := range map[string]string{
		"with a worker":    ``,
		"without a worker": `globalThis.Worker = class { constructor() { throw new TypeError("no modules"); } };`,
	} {
		id := b.early(`delete globalThis.BarcodeDetector;` + script)
		b.open("")
		b.want("home")
		b.do(`globalThis.turns = 0; setInterval(() => turns++, 10)`)
		b.choose("finders.png", "image/png", picture)
		b.complains("No code was found")
		// Reading takes seconds. How many turns the page gets meanwhile is for the
		// machine to say; one that reads in a single turn gets a handful.
		if turns := b.text(`String(turns)`); len(turns) < 2 || turns < "30" && len(turns) == 2 {
			t.Errorf("%s: the page had %s turns while it was reading", name, turns)
		}
		b.late(id)
	}
}

// No camera, and one that may not be used.
func TestBrowserWithoutCamera(t *testing.T) { inBrowsers(t, withoutCamera) }

func withoutCamera(t *testing.T, newTab opener) {
	s := newStage(t)
	b := newTab(t, s, "en")
	for name, want := range map[string]string{
		"NotFoundError": "no camera", "NotAllowedError": "may not use the camera", "NotReadableError": "could not be started",
	} {
		id := b.early(`if (globalThis.MediaDevices) MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException("", "` + name + `"));`)
		b.open("")
		b.want("home")
		b.do(`document.getElementById("scan").click()`)
		b.complains(want)
		b.picture("en-" + name)
		b.late(id)
	}
	b.visit(plainOrigin + "/")
	b.want("home")
	if hidden := b.text(`String(document.getElementById("scan").hidden) + document.getElementById("picture-label").hidden`); hidden != "truefalse" {
		t.Errorf("without https the buttons for camera and picture are hidden: %s", hidden)
	}
	b.quiet()
}

// finders is a picture full of finder patterns.
func finders(side int) *image.Gray {
	picture := white(side, side)
	for y := range side {
		for x := range side {
			u, v := x/3%11-4, y/3%11-4
			ring := max(u, -u, v, -v)
			if ring == 3 || ring < 2 {
				picture.Pix[y*side+x] = 0
			}
		}
	}
	return picture
}

// hugePNG says that it has so many pixels, and has none.
func hugePNG(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = append(binary.BigEndian.AppendUint32(head, height), 8, 0, 0, 0, 0)
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b.Write(head)
	b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(head)))
	return b.Bytes()
}

// keeps waits until the service worker has that many files of the page in its cache.
func (b *tab) keeps(files int) {
	b.Helper()
	b.do(`(async () => {
		await navigator.serviceWorker.ready;
		for (let n = 0; n < 1000; n++) {
			for (const name of (await caches.keys()).filter((name) => name.startsWith("page ") && !name.endsWith(" old"))) {
				if ((await (await caches.open(name)).keys()).length >= ` + strconv.Itoa(files) + `) return;
			}
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		throw new Error("not kept");
	})()`)
}

// keepsPart waits until the service worker has a part of the page in its cache: one that a page asks for after its
// verdict may still be on its way.
func (b *tab) keepsPart(name string) {
	b.Helper()
	b.do(`(async () => {
		for (let n = 0; n < 1000; n++) {
			for (const name of (await caches.keys()).filter((name) => name.startsWith("page ") && !name.endsWith(" old"))) {
				if ((await (await caches.open(name)).keys()).some((r) => r.url.endsWith(` + strconv.Quote("/"+name) + `))) return;
			}
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		throw new Error("not kept")
	})()`)
}

// A site in a folder of a host, as every project page of GitHub is, works as one that
// has a host to itself, without a network too, and asks for nothing outside of its
// folder. Another page on the host keeps its own files and memory.
func TestBrowserUnderAPath(t *testing.T) { inBrowsers(t, underAPath) }

func underAPath(t *testing.T, newTab opener) {
	s := newStage(t)
	s.under = "/2027/verify"
	b := newTab(t, s, "fa")
	v := vectorNamed(t, "valid-everything")
	b.at(v.Clock)
	s.perform(v)
	b.open("")
	b.want("home")
	b.keeps(8)
	b.open(fragmentOf(v))
	b.want("valid")
	b.do(`caches.open("page / 0").then(() => caches.open("page /2027/verify/ old"))`)
	b.do(`navigator.serviceWorker.ready.then(async () => {
		while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
	})`)
	if got := b.text(`navigator.serviceWorker.ready.then((r) => r.scope)`); got != origin+"/2027/verify/" {
		t.Errorf("the service worker keeps %s", got)
	}
	if got := b.text(`indexedDB.databases().then((all) => all.map((d) => d.name).join())`); got != "lanyard /2027/verify/" {
		t.Errorf("it remembers in %q", got)
	}
	s.setDown(true)
	b.open(fragmentOf(v))
	b.want("valid")
	b.showsFacts(v)
	b.open("")
	b.want("home")
	b.choose("photo.png", "image/png", asPNG(scene{module: 4, turn: 30, blur: 1, top: 220}.draw(v.Input)))
	b.becomesIn("valid", patience)
	for _, request := range s.asked() {
		target, _, _ := strings.Cut(strings.TrimPrefix(request, "GET "), "\n")
		if !strings.HasPrefix(target, "/2027/verify/") && target != "/favicon.ico HTTP/1.1" {
			t.Errorf("asks for %s", target)
		}
	}
	b.quiet(fragmentOf(v))
}

// A first visit asks for each file once, for one language, and for no more files than
// the budget.
func TestBrowserFirstVisit(t *testing.T) { inBrowsers(t, firstVisit) }

func firstVisit(t *testing.T, newTab opener) {
	s := newStage(t)
	b := newTab(t, s, "fa")
	v := vectorNamed(t, "valid")
	b.at(v.Clock)
	b.open(fragmentOf(v))
	b.want("valid")
	b.do(`navigator.serviceWorker.ready`)
	b.do(`new Promise((resolve) => setTimeout(resolve, 500))`)
	asked := make(map[string]int)
	languages := 0
	for _, request := range s.asked() {
		line, _, _ := strings.Cut(request, "\r\n")
		target, _, _ := strings.Cut(strings.TrimPrefix(line, "GET "), "\n")
		asked[target]++
		if strings.Contains(target, "/lang/") {
			languages++
		}
	}
	sum := 0
	for target, n := range asked {
		sum += n
		// On a busy machine the browser itself looks for a newer worker before this is counted.
		if n > 1 && target != "/" && !(n == 2 && strings.HasPrefix(target, "/sw.js")) {
			t.Errorf("asks %d times for %s", n, target)
		}
	}
	if languages != 1 || sum > 12 {
		t.Errorf("%d requests, %d languages: %v", sum, languages, asked)
	}
}

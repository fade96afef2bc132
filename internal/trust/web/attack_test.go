package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
)

// later returns the organiser some time after.
func (o organiser) later(d time.Duration) organiser {
	o.issued = o.issued.Add(d)
	return o
}

// settled waits until the service worker has the page in its hands.
func (b *tab) settled() {
	b.Helper()
	b.do(`navigator.serviceWorker.ready.then(async () => {
		while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
	})`)
}

// before leaves the page as another page of the host would find the browser: with the
// storage of that host, empty, and without a service worker.
func (b *tab) before() {
	b.Helper()
	b.open("")
	b.settled()
	b.do(`navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))`)
	b.do(`caches.keys().then((all) => Promise.all(all.map((name) => caches.delete(name))))`)
}

// TestAttackCacheFilledBefore is the attack of whoever had the host before: the cache
// is full of forged files of the page and of a forged issuer document under the very
// names that the page uses. What it shows must be its own.
func TestAttackCacheFilledBefore(t *testing.T) {
	s := newStage(t)
	o, thief := newOrganiser(t, 120), newOrganiser(t, 140)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b := newTab(t, s, "de")
	b.at(o.issued.Add(time.Hour))
	b.before()
	site := vectorSite(t)
	version := regexp.MustCompile(`const version = "([0-9a-f]+)"`).FindSubmatch(site["sw.js"])
	if version == nil {
		t.Fatal("the service worker has no version")
	}
	forged := map[string]string{}
	for _, path := range []string{"/lang/de.js", "/judge.js", "/verifier.js", "/"} {
		forged[path] = `globalThis.isForged = true; export const de = {}, judge = 0, verify = 0, knownIssuer = 0;`
	}
	names, err := json.Marshal(forged)
	if err != nil {
		t.Fatal(err)
	}
	b.do(`(async () => {
		const page = await caches.open("page ` + string(version[1]) + `");
		for (const [path, text] of Object.entries(` + string(names) + `)) {
			await page.put(path, new Response(text, { headers: { "Content-Type": "text/javascript" } }));
		}
		const live = await caches.open("live");
		const bytes = Uint8Array.from(atob("` + base64.StdEncoding.EncodeToString(thief.document(t, 9)) + `"), (c) => c.charCodeAt(0));
		await live.put("/issuer.cwt", new Response(bytes));
	})()`)
	token := o.sign(t, func(*credential.Claim) {}).Digits()
	for range 2 { // before and after the service worker begins
		b.open(token)
		b.want("revoked")
		b.settled()
	}
	b.speaks("de")
	s.setDown(true)
	b.open(token)
	b.want("revoked")
	b.speaks("de")
	if got := b.text("String(globalThis.isForged)"); got != "undefined" {
		t.Errorf("a forged file of the page runs: %s", got)
	}
	b.open(thief.sign(t, func(*credential.Claim) {}).Digits())
	b.want("unknown-issuer")
}

// inDatabase runs a script on the store of the page's database.
func (b *tab) inDatabase(script string) {
	b.Helper()
	b.do(`new Promise((resolve, reject) => {
		const opening = indexedDB.open("lanyard", 1);
		opening.onerror = () => reject(opening.error);
		opening.onupgradeneeded = () => opening.result.createObjectStore("newest");
		opening.onsuccess = () => {
			const db = opening.result;
			const transaction = db.transaction("newest", "readwrite");
			const store = transaction.objectStore("newest");
			` + script + `;
			transaction.oncomplete = () => { db.close(); resolve(); };
			transaction.onerror = () => reject(transaction.error);
		};
	})`)
}

// TestAttackDatabase rolls the memory of the browser back, or spoils it: the page goes
// by what the host serves then, and remembers again what it sees.
func TestAttackDatabase(t *testing.T) {
	skipShort(t)
	t.Parallel()
	for name, script := range map[string]string{
		"rolled back":     ``,
		"emptied":         `store.clear()`,
		"garbage":         `for (const key of window.keys) store.put({ time: 8e15, data: new Uint8Array([1, 2, 3]) }, key)`,
		"not even bytes":  `for (const key of window.keys) store.put({ time: 8e15, data: new Uint8Array(0) }, key)`,
		"without bytes":   `for (const key of window.keys) store.put({ time: 8e15 }, key)`,
		"nothing at all":  `for (const key of window.keys) store.put(null, key)`,
		"a number":        `for (const key of window.keys) store.put(5, key)`,
		"junk next to it": `for (const key of window.keys) for (const junk of [null, 5, {}]) store.put(junk, key.replace("list", "older") + " " + junk)`,
		"dated far ahead": `for (const [key, data] of window.old) store.put({ time: 8e15, data }, key)`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			o := newOrganiser(t, 160)
			s.put("/issuer.cwt", o.document(t, 1))
			s.put("/s/1", o.list(t, credential.StatusValid))
			b := newTab(t, s, "en")
			b.at(o.issued.Add(3 * time.Hour))
			token := o.sign(t, func(*credential.Claim) {}).Digits()
			b.open(token)
			b.want("valid")
			b.settled()
			read := `window.keys = []; window.old = [];
				const all = store.openCursor();
				all.onsuccess = () => {
					const at = all.result;
					if (at === null) return;
					window.keys.push(at.key); window.old.push([at.key, at.value.data]); at.continue();
				}`
			b.inDatabase(read)
			b.inDatabase(script)

			s.put("/s/1", o.later(time.Hour).list(t, credential.StatusRevoked))
			b.open(token)
			b.want("revoked")
			s.put("/s/1", o.list(t, credential.StatusValid)) // the host is rolled back, too
			b.open(token)
			b.want("revoked")
		})
	}
}

// TestAttackOlderListRevokes: what a list has once revoked stays revoked, although a
// later list, of a ledger that was lost, says nothing of it; in later visits, too.
func TestAttackOlderListRevokes(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 180)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(3 * time.Hour))
	token := o.sign(t, func(*credential.Claim) {}).Digits()
	b.open(token)
	b.want("revoked")
	s.put("/s/1", o.later(time.Hour).list(t, credential.StatusValid))
	for range 3 {
		b.open(token)
		b.want("revoked")
	}
}

// TestAttackTwoTabs lets two tabs ask at the same time, of which the slower gets the
// older list: neither it nor what is remembered forgets the revocation.
func TestAttackTwoTabs(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 200)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusValid))
	first := newTab(t, s, "en")
	first.at(o.issued.Add(3 * time.Hour))
	token := o.sign(t, func(*credential.Claim) {}).Digits()
	release := s.hold("/s/1")
	first.open(token)
	for len(s.waiting("/s/1")) == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	s.mu.Lock()
	s.held = nil // for those that come later
	s.mu.Unlock()
	s.put("/s/1", o.later(time.Hour).list(t, credential.StatusRevoked))
	second := first.sibling()
	second.at(o.issued.Add(3 * time.Hour))
	second.open(token)
	second.want("revoked")
	release()
	first.verdict()
	s.put("/s/1", nil)
	for _, b := range []*tab{first, second} {
		b.open(token)
		b.want("revoked")
	}
}

// waiting returns what was asked of a path.
func (s *stage) waiting(path string) (all []string) {
	for _, r := range s.asked() {
		if strings.HasPrefix(r, "GET "+path+"\n") {
			all = append(all, r)
		}
	}
	return all
}

// TestAttackAddressElsewhere pastes a genuine token behind another address: the
// verdict is that of the token, and the page says where the address leads.
func TestAttackAddressElsewhere(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 220)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusValid))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(time.Hour))
	token := o.sign(t, func(*credential.Claim) {})
	for place, warns := range map[string]bool{
		"verify.example.org": false, "verify.example.org/": false, "VERIFY.example.org": false,
		"other.example": true, "verify.example.org.other.example/x": true, "verify.example.org@other.example": true,
	} {
		b.open("")
		b.want("home")
		b.paste("https://" + place + "/#" + token.Digits())
		b.becomes("valid")
		text := b.inner("notices")
		if strings.Contains(text, "The link leads to") != warns || warns && !strings.Contains(text, strings.TrimRight(place, "/")) {
			t.Errorf("%s: the page says %q", place, text)
		}
	}
	b.open(token.Digits())
	b.want("valid")
	if text := b.inner("notices"); text != "" {
		t.Errorf("its own address: the page says %q", text)
	}
	b.quiet(token.Digits())
}

// TestAttackDatabaseInItsPlace: another page of the host has left a database that this page cannot use. It is replaced,
// while tabs have it open, too: otherwise the page would never remember anything again.
func TestAttackDatabaseInItsPlace(t *testing.T) {
	for name, script := range map[string]string{
		"a later version":   `const opening = indexedDB.open("lanyard", 9); opening.onupgradeneeded = () => {};`,
		"without the store": `const opening = indexedDB.open("lanyard", 1); opening.onupgradeneeded = () => opening.result.createObjectStore("other");`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			o := newOrganiser(t, 161)
			s.put("/issuer.cwt", o.document(t, 1))
			s.put("/s/1", o.list(t, credential.StatusValid))
			b := newTab(t, s, "en")
			b.at(o.issued.Add(3 * time.Hour))
			token := o.sign(t, func(*credential.Claim) {}).Digits()
			b.open(token)
			b.want("valid")
			b.do(`new Promise((resolve, reject) => {
				const deleting = indexedDB.deleteDatabase("lanyard");
				deleting.onblocked = () => reject(new Error("the page keeps others from deleting the database"));
				deleting.onsuccess = () => {
					` + script + `
					opening.onsuccess = () => { opening.result.close(); resolve(); };
				};
			})`)
			s.put("/s/1", o.later(time.Hour).list(t, credential.StatusRevoked))
			b.open(token)
			b.want("revoked")
			s.put("/s/1", o.list(t, credential.StatusValid)) // the host is rolled back
			b.open(token)
			b.want("revoked")
		})
	}
}

// TestAttackDatabaseLocked: another page of the host never lets go of the store. The page answers without its memory.
func TestAttackDatabaseLocked(t *testing.T) {
	s := newStage(t)
	o := newOrganiser(t, 162)
	s.put("/issuer.cwt", o.document(t, 1))
	s.put("/s/1", o.list(t, credential.StatusRevoked))
	b := newTab(t, s, "en")
	b.at(o.issued.Add(3 * time.Hour))
	b.open("")
	b.want("home")
	other := b.sibling()
	other.visit(origin + "/robots.txt")
	other.do(`new Promise((resolve) => {
		const opening = indexedDB.open("lanyard", 1);
		opening.onsuccess = () => {
			const store = opening.result.transaction("newest", "readwrite").objectStore("newest");
			const again = () => (store.get("x").onsuccess = again);
			again();
			resolve();
		};
	})`)
	b.do(`location.hash = "` + o.sign(t, func(*credential.Claim) {}).Digits() + `"`)
	b.becomesIn("revoked", 2*patience)
}

// isInstalled waits until a service worker of the page is there, or, if not wanted, has failed and is gone.
func (b *tab) isInstalled(wanted bool) {
	b.Helper()
	look := fmt.Sprintf(`navigator.serviceWorker.getRegistration().then((one) => String(%v ? one?.active?.state === "activated" : one === undefined))`, wanted)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if b.text(look) == "true" {
			return
		}
	}
	b.Fatalf("the service worker is there: never %v", wanted)
}

// TestAttackWorkerInstalledMeanwhile: while the service worker fills its cache, the host answers with something else as if
// all were well: a page of its own, in place of the page or of a part, or a page of another version. None is kept, or the
// page would be broken for good.
func TestAttackWorkerInstalledMeanwhile(t *testing.T) {
	const sorry = "<!doctype html><title>x</title><p>We are back soon"
	html := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(text))
		}
	}
	site := vectorSite(t)
	folder, _ := pageParts(pageFiles())
	other := strings.ReplaceAll(string(site[indexFile]), folder, "p/0123456789abcdef/")
	for name, c := range map[string]struct {
		path   string
		answer http.HandlerFunc
	}{
		"a page of the host":        {"/", html(sorry)},
		"another version":           {"/", html(other)},
		"a page instead of a style": {"/" + folder + "style.css", html(sorry)},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			v := vectorNamed(t, "valid")
			b := newTab(t, s, "en")
			b.at(v.Clock)
			if c.path != "/" { // browsers keep parts: nobody asks for them again
				s.answer(c.path, c.answer)
			}
			release := s.hold("/sw.js")
			b.open(fragmentOf(v))
			b.want("valid")
			for len(s.waiting("/sw.js")) == 0 {
				time.Sleep(10 * time.Millisecond)
			}
			s.answer(c.path, c.answer)
			release()
			for len(s.waiting(c.path)) < 2 { // by the page, and by its worker
				time.Sleep(10 * time.Millisecond)
			}
			b.isInstalled(false)
			s.restore(c.path)
			b.open(fragmentOf(v))
			b.want("valid")
			b.isInstalled(true)
			b.settled()
			s.setDown(true)
			b.open(fragmentOf(v))
			b.want("valid")
		})
	}
}

// TestAttackPartAnsweredWithAPage: a language that the host answers with a page of its own is not kept in its place.
func TestAttackPartAnsweredWithAPage(t *testing.T) {
	s := newStage(t)
	folder, _ := pageParts(pageFiles())
	path := "/" + folder + "lang/de.js"
	s.answer(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!doctype html><p>Not found"))
	})
	b := newTab(t, s, "de")
	b.open("")
	b.want("home")
	b.speaks("en")
	b.settled()
	b.open("")
	b.want("home")
	s.restore(path)
	b.open("")
	b.want("home")
	b.speaks("de")
}

// TestAttackRedirected: a host that redirects the page elsewhere on it shows the page all the same, with and without a
// service worker, and without a network.
func TestAttackRedirected(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	s.answer("/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/index.html", http.StatusFound) })
	b := newTab(t, s, "en")
	b.at(v.Clock)
	for range 2 {
		b.open(fragmentOf(v))
		b.want("valid")
		b.settled()
	}
	s.setDown(true)
	b.open(fragmentOf(v))
	b.want("valid")
}

// TestAttackNotLoadedWhole: where the script of the page cannot be had, the page says so instead of staying blank.
func TestAttackNotLoadedWhole(t *testing.T) {
	s := newStage(t)
	folder, _ := pageParts(pageFiles())
	s.put("/"+folder+mainFile, nil)
	b := newTab(t, s, "en")
	b.open("")
	b.until(`getComputedStyle(document.getElementById("broken")).visibility === "visible" && document.getElementById("broken").offsetHeight > 20`)
}

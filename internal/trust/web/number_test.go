package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

// TestBrowserOpensNumbers types numbers and follows short links. What is wrong with a number or with the records is said,
// each in words of its own.
func TestBrowserOpensNumbers(t *testing.T) { inBrowsers(t, opensNumbers) }

func opensNumbers(t *testing.T, newTab opener) {
	s := newStage(t)
	b := newTab(t, s, "en")
	whole := vectorNamed(t, "record-short-link")
	s.perform(whole)
	b.at(whole.Clock)
	b.open(fragmentOf(whole))
	b.want("valid")
	b.showsFacts(whole)
	b.open("")
	b.want("home")
	b.paste(strings.ToLower(whole.Expected.Claim.Number.String()))
	b.becomes("valid")
	b.showsFacts(whole)
	for typed, why := range map[string]string{
		"7Q3M-K0ZT-9V2C-4HUX": "U is in no number",
		"7Q3M-K0ZT-9V2C-4Н1X": "Н is in no number", // a letter of Cyrillic
		"7Q3M-K0ZT-9V2C-4H1":  "This has 15 characters, and a number has 16.",
		"7Q3MK0ZT9V2C4H1XX":   "This has 17 characters, and a number has 16.",
	} {
		b.open("")
		b.want("home")
		b.paste(typed)
		b.becomes("unreadable")
		if text := b.inner("verdict-text"); !strings.Contains(text, why) {
			t.Errorf("%s: says %q", typed, text)
		}
	}
	for name, c := range map[string]struct {
		bucket              []byte
		state, text, detail string
	}{
		"flipped": {vectorNamed(t, "record-flipped").Bucket, "unreadable", "is damaged", "a truncated or damaged bucket"},
		"large":   {make([]byte, 20<<20), "unreadable", "is damaged", "bytes, more than 16777216"},
		"missing": {nil, "not-looked-up", "could not be loaded", "record-missing"},
		"unknown": {vectorNamed(t, "record-unknown").Bucket, "no-such-number", "does not know this number", "no-record"},
	} {
		v := whole
		if name == "unknown" {
			v = vectorNamed(t, "record-unknown")
		}
		v.Bucket = c.bucket
		s.perform(v)
		b.open("")
		b.want("home")
		b.paste(v.Input)
		b.becomes(c.state)
		if text := b.inner("verdict-text"); !strings.Contains(text, c.text) {
			t.Errorf("%s: says %q", name, text)
		}
		b.do(`document.getElementById("technical").open = true`)
		if text := b.inner("technical-facts"); !strings.Contains(text, c.detail) {
			t.Errorf("%s: the details are %q", name, text)
		}
	}
	b.quiet()
}

// TestBrowserColdVerdict measures a first visit, by a browser that has nothing of the page, from the link to the verdict:
// once, and with -v the median of five. The time counts on an idle machine alone, one browser at a time:
//
//	go test ./internal/trust/web -run ColdVerdict/chromium -v
func TestBrowserColdVerdict(t *testing.T) { inBrowsers(t, coldVerdict) }

func coldVerdict(t *testing.T, newTab opener) {
	visits := 1
	if testing.Verbose() {
		visits = 5
	}
	v := vectorNamed(t, "valid")
	var took []int
	requests, size := 0, 0
	for range visits {
		s := newStage(t)
		b := newTab(t, s, "fa")
		b.at(v.Clock)
		b.early(`addEventListener("DOMContentLoaded", () => {
			const verdict = document.getElementById("verdict");
			if (verdict === null) return;
			new MutationObserver(() => {
				if (!verdict.hidden) globalThis.took ??= performance.now();
			}).observe(verdict, { attributes: true });
		});`)
		b.open(fragmentOf(v))
		b.want("valid")
		var ms, bytes int
		// What the service worker gives from its cache is an entry too, of nothing transferred and as large as unpacked.
		if _, err := fmt.Sscan(b.text(`Math.round(globalThis.took) + " " + [...performance.getEntriesByType("navigation"),
			...performance.getEntriesByType("resource")].filter(({ transferSize }) => transferSize > 0)
			.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`), &ms, &bytes); err != nil {
			t.Fatal(err)
		}
		b.do(`navigator.serviceWorker.ready`)
		took, requests, size = append(took, ms), len(s.asked()), max(size, bytes)
	}
	slices.Sort(took)
	// How long it takes is for the machine to say. Over http browsers take gzip alone; over https brotli saves a tenth more.
	t.Logf("the verdict after %d ms (%v), %d requests, %d bytes as the browser counts them", took[visits/2], took, requests, size)
	if requests > 12 || size > 45_000 {
		t.Errorf("%d requests, %d bytes", requests, size)
	}
}

// TestBrowserPicturesOfVerdicts draws every verdict on certificates and badges, on numbers and on records, on the
// narrowest telephone, in three languages.
func TestBrowserPicturesOfVerdicts(t *testing.T) {
	if *browser.Screenshots == "" {
		t.Skip("no -screenshots")
	}
	s := newStage(t)
	o := newOrganiser(t, 40)
	b := newTab(t, s, "en")
	for _, language := range []string{"en", "fa", "ja"} {
		b.early(`try { localStorage.setItem("language", "` + language + `"); } catch {}`)
		for _, kind := range []paper.Kind{paper.Certificate, paper.Badge} {
			for n, state := range []string{"valid", "stale", "unknown", "revoked", "superseded", "suspended", "expired", "error"} {
				b.resize(360)
				at := o.issued.Add(time.Hour)
				b.forgetAll()
				s.put("/issuer.cwt", o.document(t, 1))
				status := map[string]credential.Status{"revoked": credential.StatusRevoked, "superseded": credential.StatusSuperseded,
					"suspended": credential.StatusSuspended}[state]
				s.put("/s/1", o.list(t, status))
				if state == "unknown" {
					s.put("/s/1", nil)
				}
				token := o.sign(t, func(c *credential.Claim) {
					c.Kind, c.Role, c.Minutes = kind, "Speaker", 540
					if n%2 == 1 {
						c.Name, c.NameLocal, c.Language = "Wolfeschlegelsteinhausenbergerdorff-Oberländer", "شیرین عبادی‌مقدم", "fa"
						c.Event = "International Conference on Donaudampfschifffahrtsgesellschaften and the Law of Rivers"
					}
					switch state {
					case "expired":
						c.Expires = o.issued.Add(time.Minute)
					case "error":
						c.Status.Index = credential.MinCapacity + 1
					}
				})
				if state == "stale" {
					at = o.issued.Add(60 * time.Hour)
				}
				b.at(at)
				b.open(token.Digits())
				b.want(state)
				b.narrow(state)
				b.resize(360)
				b.picture(fmt.Sprintf("every-%s-%s-%d-%s", language, kind, n, state))
			}
		}
		for _, name := range []string{"record-short-link", "record-revoked", "record-unknown", "record-missing", "record-codes-alone",
			"record-flipped", "record-letter-u", "record-short"} {
			b.resize(360)
			v := vectorNamed(t, name)
			b.play(v)
			b.becomes(stateName(v.Expected.State))
			b.picture("every-" + language + "-" + name)
		}
	}
}

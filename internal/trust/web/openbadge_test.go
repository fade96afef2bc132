package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/browser"
	"lanyard/internal/base/judge"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/openbadge"
)

// badged is a site with records, and the Open Badges that the command makes of its certificates.
type badged struct {
	document []byte
	claims   []credential.Claim
	badges   []string          // as a file; "" for a badge of paper, which has none
	buckets  map[string][]byte // by path
	list     []byte            // the status list of the claims with an entry; the third is revoked
}

// newBadged returns a site at a verification address.
func newBadged(host string) *badged {
	seed := func(b byte) *bytes.Reader { return bytes.NewReader(bytes.Repeat([]byte{b}, 32)) }
	root, signing, secret := must(credential.NewRootKey(seed(1))), must(credential.NewSigningKey(seed(2))), must(credential.NewIDKey(seed(3)))
	day := time.Date(2018, 1, 2, 0, 0, 0, 0, time.UTC)
	b := &badged{buckets: make(map[string][]byte)}
	b.document = must(credential.SignIssuer(&credential.Issuer{
		Host: host, Issued: day, Sequence: 1, Names: map[string]string{"en": "Institute"}, Buckets: 2,
		StatusLists: []string{"https://" + host + "/s/0a1b2c3d-0"},
		Keys:        []credential.Key{{Public: signing.Public(), NotBefore: day, Uses: credential.UseCertificates | credential.UseStatus}},
		Entries: map[uint]credential.Entry{1: {EventID: "e", Main: "fa", Titles: map[string]string{"fa": `کارگاه "۱"`, "en": "Workshop"},
			FirstDay: -3, LastDay: 17375, IssuerNames: map[string]string{"fa": "مؤسسه", "en": "Institute"},
			Lists: "https://" + host + "/s/0a1b2c3d-"}},
	}, root))
	issuer := must(credential.OpenIssuer(b.document, credential.Thumbprint{}))
	entry := issuer.Entries[1]
	list := must(credential.NewStatusList(credential.MinCapacity))
	list.URI, list.Issued, list.TTL, list.Expires = "https://"+host+"/s/0a1b2c3d-0", day, 48*time.Hour, day.AddDate(0, 1, 0)
	list.Set(2, credential.StatusRevoked)
	b.list = must(credential.SignStatusList(list, signing))

	base := credential.Claim{Issuer: host, Issued: day, Number: credential.Number{1, 2},
		Status: credential.StatusRef{URI: list.URI}, Name: `آنا <یونسکو> \ 𐐷 & "x"`, EventRef: 1, EntryHash: entry.Hash()}
	b.claims = []credential.Claim{base}
	add := func(change func(*credential.Claim)) {
		c := base
		c.Number[9], c.Status.Index = byte(len(b.claims)), uint(len(b.claims))
		change(&c)
		b.claims = append(b.claims, c)
	}
	add(func(c *credential.Claim) {
		c.Role, c.Expires, c.Issued = "سخنران", day.AddDate(7000, 0, 0), day.Add(time.Hour+59*time.Second)
	})
	add(func(c *credential.Claim) {
		c.EventRef, c.EntryHash, c.Event, c.FirstDay, c.LastDay, c.IssuerName = 0, credential.EntryHash{}, "A\u200cB", 17000, 17000, "I"
	})
	add(func(c *credential.Claim) { c.Kind = paper.Badge })

	papers := func(yield func(credential.Number, credential.Token) bool) {
		for _, c := range b.claims {
			if !yield(c.Number, must(credential.Sign(c, signing))) {
				return
			}
		}
	}
	proof := func(_ credential.Number, t credential.Token) []byte {
		if c := must(issuer.ClaimOf(t)); openbadge.Has(c.Kind) {
			return must(openbadge.Record(c, issuer, signing))
		}
		return nil
	}
	for name, data := range must(issuer.Records(papers, proof, secret)) {
		b.buckets["/r/"+name] = data
	}
	for _, t := range papers {
		c := must(issuer.ClaimOf(t))
		if !openbadge.Has(c.Kind) {
			b.badges = append(b.badges, "")
			continue
		}
		b.badges = append(b.badges, string(must(openbadge.Issue(c, issuer, signing))))
	}
	return b
}

// TestPageMakesOpenBadges holds the files that the page makes of records against those that the command makes, byte by byte.
func TestPageMakesOpenBadges(t *testing.T) {
	nodes.take(t)
	node := judge.Program(t, "node")
	for _, host := range []string{"verify.example.org", "user.github.io/verify"} {
		b := newBadged(host)
		question := map[string]any{"issuer": b.document, "buckets": b.buckets}
		var numbers []string
		for _, c := range b.claims {
			numbers = append(numbers, c.Number.String())
		}
		question["numbers"] = numbers
		command := exec.Command(node, "testdata/openbadge.js")
		command.Stdin = bytes.NewReader(must(json.Marshal(question)))
		out, err := command.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
		}
		var got []string
		if err := json.Unmarshal(out, &got); err != nil || len(got) != len(b.badges) {
			t.Fatalf("%v: %s", err, out)
		}
		for n, want := range b.badges {
			if got[n] != cmp.Or(want, "NoRecord") {
				t.Errorf("the page makes\n%s\nand the command\n%s", got[n], want)
			}
		}
	}
}

// TestBrowserOffersHolder presses what the holder of a certificate is offered. Nothing is asked for before that, and nothing
// of other hosts. Who holds a badge, or a certificate that is not valid, is offered nothing.
func TestBrowserOffersHolder(t *testing.T) { inBrowsers(t, offersHolder) }

func offersHolder(t *testing.T, newTab opener) {
	s := newStage(t)
	site := newBadged("verify.example.org")
	s.put("/issuer.cwt", site.document)
	s.put("/s/1", nil)
	s.put("/s/0a1b2c3d-0", site.list)
	for path, data := range site.buckets {
		s.put(path, data)
	}
	b := newTab(t, s, "en")
	b.at(site.claims[1].Issued.Add(2 * time.Hour))
	b.early(`URL.createObjectURL = (blob) => ((globalThis.saved = blob.text()), "#saved");
		HTMLAnchorElement.prototype.click = function () { globalThis.savedAs = this.download; };
		navigator.clipboard && (navigator.clipboard.writeText = async (text) => { globalThis.copied = text; });`)
	hidden := func() string { return b.text(`String(document.getElementById("holder").hidden)`) }
	for n, state := range []string{"valid", "valid", "revoked", "valid"} {
		c := site.claims[n]
		b.open(c.Number.Short())
		b.want(state)
		if n >= 2 { // a revoked certificate, a badge
			if hidden() != "true" {
				t.Errorf("%d: the holder is offered something", n)
			}
			continue
		}
		b.until(`!document.getElementById("holder").hidden`)
		if *browser.Screenshots != "" && n == 0 {
			for _, language := range []string{"fa", "de", "ta", "en"} { // on the narrowest telephone
				b.resize(360)
				b.do(`{ const all = document.getElementById("language"); all.value = "` + language + `"; all.dispatchEvent(new Event("change")); }`)
				b.speaks(language)
				b.until(`!document.getElementById("holder").hidden`)
				b.narrow("holder " + language)
				b.resize(360)
				b.picture("holder-" + language)
			}
		}
		before := len(s.asked())
		link := c.Number.URL("verify.example.org")
		href := b.text(`document.getElementById("linkedin").href`)
		for _, part := range []string{"https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=%DA%A9", "issueYear=2018&issueMonth=1",
			"certUrl=" + url.QueryEscape(link), "certId=" + c.Number.String(), "organizationName=%D9%85"} {
			if !strings.Contains(href, part) {
				t.Errorf("no %s in %s", part, href)
			}
		}
		if n == 0 && slices.ContainsFunc(s.asked(), func(name string) bool { return strings.Contains(name, "openbadge") }) {
			t.Error("the page has loaded what makes badges before it was asked to")
		}
		b.do(`document.getElementById("save-badge").click()`)
		b.until(`globalThis.saved !== undefined`)
		if got := b.text(`globalThis.saved`); got != site.badges[n] {
			t.Errorf("saved\n%s\nand not\n%s", got, site.badges[n])
		}
		if got, want := b.text(`globalThis.savedAs`), "open-badge-"+c.Number.String()+".json"; got != want {
			t.Errorf("saved as %q, not %q", got, want)
		}
		if len(s.asked()) == before {
			t.Error("the badge was there without the record")
		}
		b.do(`document.getElementById("copy-link").click()`)
		b.until(`document.getElementById("holder-report").textContent !== ""`)
		if got := b.inner("holder-report"); !strings.HasSuffix(got, link) {
			t.Errorf("copied %q, not %q", got, link)
		}
	}
	b.quiet()
}

// until waits until an expression is true.
func (b *tab) until(expression string) {
	b.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if b.text(`String(!!(`+expression+`))`) == "true" {
			return
		}
	}
	b.Errorf("never: %s", expression)
}

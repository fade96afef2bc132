package web

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
)

func TestSiteHoldsWhatIsPromised(t *testing.T) {
	files := vectorSite(t)
	for _, name := range []string{"index.html", part("main.js")[1:], part("lang/fa.js")[1:], part("style.css")[1:], "sw.js", "issuer.cwt", "s/1",
		".well-known/jwks.json",
		".well-known/did.json", "robots.txt", "_headers", "verify-archive.html", part("icon.svg")[1:]} {
		if len(files[name]) == 0 {
			t.Errorf("no %s", name)
		}
	}
	for name, data := range vectorSite(t) {
		if !bytes.Equal(data, files[name]) {
			t.Errorf("%s differs the second time", name)
		}
	}
	// What is filled in is filled in, and nothing points away from the host.
	for name, data := range files {
		for _, left := range []string{"@policy@", "@version@", "@parts@", "@theme@", "<!-- "} {
			if bytes.Contains(data, []byte(left)) {
				t.Errorf("%s still holds %s", name, left)
			}
		}
		if strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".css") {
			for _, use := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
				"new Function", "@import", " url(", "style=", "onclick", "http://"} {
				if bytes.Contains(data, []byte(use)) && name != "verify-archive.html" {
					t.Errorf("%s uses %s", name, use)
				}
			}
		}
	}
	if !bytes.Contains(files["_headers"], []byte(delivery.Headers(indexFile)["Content-Security-Policy"])) ||
		!bytes.Contains(files["index.html"], []byte(delivery.DocumentPolicy)) {
		t.Error("the policy is missing")
	}
}

// What the service worker fetches beforehand is there, all that the page imports late
// is among it or in the same folder, and a change of any file makes another worker and
// another folder.
func TestSiteWorkerKeepsThePage(t *testing.T) {
	files := vectorSite(t)
	source := string(files[workerFile])
	folder, page := pageParts(pageFiles())
	if !strings.Contains(source, `const parts = "`+folder+`"`) {
		t.Errorf("the service worker does not name %s", folder)
	}
	var needed, scanner []string
	for pattern, names := range map[string]*[]string{`const needed = (\[.*\]);`: &needed, `const names = (\[.*\]);`: &scanner} {
		m := regexp.MustCompile(pattern).FindStringSubmatch(source + string(page[mainFile]))
		if m == nil {
			t.Fatalf("no %s", pattern)
		}
		if err := json.Unmarshal([]byte(m[1]), names); err != nil {
			t.Fatal(err)
		}
	}
	kept := append(needed, scanner...)
	for _, name := range kept {
		if files[folder+name] == nil {
			t.Errorf("the page keeps %s, which is not there", name)
		}
	}
	fallback := []string{"ed25519.js", "sha2.js", "aes.js"} // only browsers that lack them load them
	later := []string{"holder.js", "openbadge.js"}          // with a certificate, and with the records, which need a network
	for name := range page {
		if path.Ext(name) == ".js" && !strings.HasPrefix(name, langFolder) &&
			!slices.Contains(slices.Concat(kept, fallback, later), name) {
			t.Errorf("%s is not there offline", name)
		}
	}
	changed := pageFiles()
	changed["lang/fa.js"] = append(bytes.Clone(changed["lang/fa.js"]), '\n')
	if other, _ := pageParts(changed); other == folder {
		t.Error("a changed language does not change the folder")
	}
	html := append(bytes.Clone(files[indexFile]), '\n')
	if bytes.Equal(worker(pageFiles()[workerFile], html, folder, false), files[workerFile]) {
		t.Error("a changed page is not noticed")
	}
}

// A first visit is few requests and few bytes: the budgets of the page.
func TestFirstVisitIsSmall(t *testing.T) {
	files := vectorSite(t)
	folder, _ := pageParts(pageFiles())
	visit := []string{indexFile, folder + mainFile, folder + "style.css", folder + "icon.svg", folder + "lang/fa.js", folder + "holder.js",
		issuerFile, "s/1", workerFile}
	sum := 0
	for _, name := range visit {
		size := len(files[name])
		if packed := files[name+delivery.Codings[0].Suffix]; packed != nil {
			size = len(packed)
		}
		t.Logf("%6d bytes, %6d compressed: %s", len(files[name]), size, name)
		sum += size
	}
	t.Logf("%d requests, %d bytes", len(visit)+1, sum)
	if sum > 45_000 || len(visit)+1 > 12 {
		t.Errorf("a first visit takes %d bytes in %d requests", sum, len(visit)+1)
	}
}

func TestSiteRefuses(t *testing.T) {
	o, other := newOrganiser(t, 40), newOrganiser(t, 60)
	document, list := o.document(t, 1), o.list(t, credential.StatusValid)
	named, err := credential.SignIssuer(&credential.Issuer{
		Host: "verify.example.org", Issued: o.issued, Sequence: 1, Names: map[string]string{"en": "A"},
		Keys: []credential.Key{{Public: o.signing.Public(), NotBefore: o.issued, Uses: 3,
			AllowList: credential.AllowListRef{Path: "/index.html"}}},
		StatusLists: []string{"https://verify.example.org/s/1"},
	}, o.root)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		p    Published
		want string
	}{
		"no document":       {Published{}, "issuer document"},
		"a broken document": {Published{Issuer: document[:100]}, "issuer document"},
		"another's list": {Published{Issuer: document, Lists: map[string][]byte{"1": other.list(t, 0)}},
			"status list 1"},
		"a list under two": {Published{Issuer: document, Lists: map[string][]byte{"2": list}},
			"its address is https://verify.example.org/s/1"},
		"a list that is absent": {Published{Issuer: named}, "missing"},
		"an allow-list absent":  {Published{Issuer: named, Lists: map[string][]byte{"1": list}}, "allow-list /index.html"},
		"a stranger's list":     {Published{Issuer: document, AllowLists: [][]byte{make([]byte, 8)}}, "allow-list"},
	} {
		if _, err := Site(context.Background(), c.p); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Site(context.Background(), Published{Issuer: document, Lists: map[string][]byte{"1": list}}); err != nil {
		t.Error(err)
	}
}

// Every module is either imported by main.js, sooner or later, or begins a worker, and
// the script of the archive holds no import that a file could not follow.
func TestArchiveIsWhole(t *testing.T) {
	files := pageFiles()
	modules := orderAll(files, "main.js")
	for name := range files {
		if strings.HasSuffix(name, ".js") && name != workerFile && name != readerFile && !strings.HasPrefix(name, "lang/") && !slices.Contains(modules, name) {
			t.Errorf("nothing imports %s", name)
		}
	}
	script := weave(files, modules)
	if m := regexp.MustCompile(`(?m)^(import|export)\b.*|\bimport\(.*`).FindString(script); m != "" {
		t.Errorf("the script of the archive still says %q", m)
	}
}

// All languages say the same things.
func TestLanguagesAreComplete(t *testing.T) {
	key := regexp.MustCompile(`(?m)^ +("?[\w-]+"?):`)
	place := regexp.MustCompile(`(?m)^ +("?[\w-]+"?): .*?(\{[01]\})`)
	files := pageFiles()
	english := key.FindAllString(string(files["lang/en.js"]), -1)
	places := place.FindAllStringSubmatch(string(files["lang/en.js"]), -1)
	if len(english) < 50 || len(places) < 3 {
		t.Fatalf("%d phrases, %d with places", len(english), len(places))
	}
	said := string(files["text.js"])
	for name := range files {
		if tag, ok := strings.CutPrefix(strings.TrimSuffix(name, ".js"), "lang/"); ok && !slices.Contains(languages, tag) {
			t.Errorf("there are no phrases for paper in %s", tag)
		}
	}
	for _, language := range languages {
		text := string(files["lang/"+language+".js"])
		if own := regexp.MustCompile(`(?m)^  language: ("[^"]+"),$`).FindStringSubmatch(text); own == nil || !strings.Contains(said, `: `+own[1]+",\n") {
			t.Errorf("%s: text.js does not offer %q", language, own)
		}
		if !strings.HasPrefix(text, "// review: ") || strings.Count(text, `""`) > 0 {
			t.Errorf("%s does not say who has read it, or has an empty phrase", language)
		}
		if got := key.FindAllString(text, -1); !slices.Equal(got, english) {
			t.Errorf("%s has other phrases than English", language)
		}
		if got := place.FindAllStringSubmatch(text, -1); len(got) != len(places) {
			t.Errorf("%s has %d phrases with places, English %d", language, len(got), len(places))
		}
	}
}

// Text and ground are told apart by eyes that see little (WCAG 2.2, 1.4.3), and so are marks (1.4.11): in the page's
// own colours, and in those of every brand that is taken.
func TestContrast(t *testing.T) {
	brands := map[string]Brand{"none": {}}
	for _, colour := range []string{"", "#000000", "#00467f", "#767676", "#8a2be2", "#006400", "#c00000"} {
		for _, accent := range []string{"", "#ffffff", "#f2c14e", "#ffd0d0", "#000000"} {
			brands[colour+" "+accent] = Brand{Colour: colour, Accent: accent}
		}
	}
	taken := 0
	for name, brand := range brands {
		files := pageFiles()
		l, err := newLook(brand, string(files[styleFile]))
		if err != nil {
			continue
		}
		taken++
		l.dress(files)
		css := string(files[styleFile])
		light, dark := map[string]geom.Colour{}, map[string]geom.Colour{}
		for n, part := range regexp.MustCompile(`(?s):root \{.*?\}`).FindAllString(css[:strings.Index(css, "* {")], -1) {
			if n%2 == 0 {
				maps.Copy(light, variables(part))
			}
			maps.Copy(dark, variables(part))
		}
		for scheme, c := range map[string]map[string]geom.Colour{"light": light, "dark": dark} {
			c["white"] = textWhite
			for least, pairs := range map[float64][][2]string{
				minText: {{"ink", "ground"}, {"ink", "paper"}, {"quiet", "ground"}, {"quiet", "paper"}, {"gold-text", "paper"},
					{"notice-ink", "notice"}, {"white", "navy"}, {"quiet-on-navy", "navy"}, {"white", "select"}, {"on-primary", "primary"},
					{"white", "good"}, {"white", "badge"}, {"white", "fair"}, {"white", "warn"}, {"white", "bad"}, {"white", "dull"}},
				minMark: {{"on-navy", "navy"}, {"primary-mark", "primary"}, {"gold", "ground"}, {"gold", "paper"}},
			} {
				for _, pair := range pairs {
					if ratio := geom.Contrast(c[pair[0]], c[pair[1]]); ratio < least {
						t.Errorf("%s, %s: %s on %s has a contrast of %.2f", name, scheme, pair[0], pair[1], ratio)
					}
				}
			}
		}
	}
	if taken < 20 {
		t.Errorf("only %d brands are taken", taken)
	}
}

// TestChoose asks the page which language it speaks to whom.
func TestChoose(t *testing.T) {
	node := judge.Program(t, "node")
	cases := map[string]string{
		"fa-IR,en": "fa", "prs": "fa", "fa-AF": "fa", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh", "zh": "zh", "pt-BR": "pt-BR", "pt-PT": "pt", "pt-AO": "pt",
		"sr-Latn": "sr-Latn", "sr-ME": "sr-Latn", "sr-RS": "sr", "nn-NO": "nb", "no": "nb", "iw": "he", "in-ID": "id", "tl": "fil", "en-GB": "en", "gsw,de": "de", "": "en",
		"xx-nonsense-tag!,fr-CA": "fr", "uz-Cyrl,ru": "ru", "mn-MN": "mn", "pa": "en",
	}
	script := `import("./page/text.js").then(({ choose }) => console.log(JSON.stringify(` + quoted(slices.Collect(maps.Keys(cases))) +
		`.map((wanted) => [wanted, choose(wanted.split(","))]))))`
	out, err := exec.Command(node, "-e", script).Output()
	if err != nil {
		t.Fatal(err)
	}
	var chosen [][2]string
	if err := json.Unmarshal(out, &chosen); err != nil || len(chosen) != len(cases) {
		t.Fatal(err, string(out))
	}
	for _, c := range chosen {
		if c[1] != cases[c[0]] {
			t.Errorf("%q gets %s, want %s", c[0], c[1], cases[c[0]])
		}
	}
}

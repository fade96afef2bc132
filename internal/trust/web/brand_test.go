package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
	"lanyard/internal/trust/server"
)

// logoOf returns a logo: a ring and bars in a colour on nothing.
func logoOf(w, h int, ink color.Color) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if x < 6 || y < 6 || x >= w-6 || y >= h-6 || x/20%3 == 1 && y > h/4 && y < h-h/4 {
				img.Set(x, y, ink)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("internal error: " + err.Error())
	}
	return b.Bytes()
}

var branded = Brand{Language: "fa", Logo: logoOf(528, 132, color.White), Colour: "#00467f", Accent: "#f2c14e"}

// brandSite is vectorSite with a brand.
func brandSite(t testing.TB, brand Brand) map[string][]byte {
	t.Helper()
	valid, allowed := vectorNamed(t, "valid"), vectorNamed(t, "compromised-allowed")
	files, err := Site(context.Background(), Published{Issuer: valid.Issuer, Lists: map[string][]byte{"1": valid.Lists[0]},
		AllowLists: [][]byte{allowed.AllowLists[0]}, Brand: brand})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A brand is where the page needs it, and changes the name of the folder; without one there is nothing of it.
func TestSiteWithBrand(t *testing.T) {
	files, plain := brandSite(t, branded), vectorSite(t)
	folder := regexp.MustCompile(`p/[0-9a-f]{16}/`).FindString(string(files[indexFile]))
	if folder == "" || plain[folder+mainFile] != nil {
		t.Errorf("the folder of the branded page is %q", folder)
	}
	if !bytes.Equal(files[folder+logoFile], branded.Logo) {
		t.Error("the logo is not in the folder of the page")
	}
	for name, wants := range map[string][]string{
		indexFile: {`<img class="logo wide" src="` + folder + `logo.png" width="176" height="44" alt="">`,
			`<meta name="theme-color" content="#00467f">`, `<meta property="og:image" content="https://verify.example.org/` + folder + `logo.png">`},
		workerFile:         {`"icon.svg", "logo.png"];`},
		folder + styleFile: {"--navy:#00467f;", "--on-navy:#f2c14e;"},
		archiveFile: {"img-src data:; ", `src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(branded.Logo) + `"`,
			"--navy: #00467f;"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(files[name]), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
	for name, data := range plain {
		if strings.Contains(name, logoFile) || bytes.Contains(data, []byte("data:image")) || bytes.Contains(data, []byte("img-src data:")) {
			t.Errorf("%s has a logo without a brand", name)
		}
	}
	if _, page := pageParts(pageFiles()); !bytes.Equal(plain[part(styleFile)[1:]], page[styleFile]) {
		t.Error("the style changes without a brand")
	}
	sum := 0
	for _, name := range []string{indexFile, folder + mainFile, folder + styleFile, folder + "icon.svg", folder + "lang/fa.js", folder + "holder.js", issuerFile,
		"s/1", workerFile} {
		size := len(files[name])
		if packed := files[name+delivery.Codings[0].Suffix]; packed != nil {
			size = len(packed)
		}
		sum += size
	}
	if sum+MaxLogo > 45_000 {
		t.Errorf("a first visit takes %d bytes and the largest logo %d", sum, MaxLogo)
	}
	if err := server.NewHandler(silent()).Publish(files); err != nil {
		t.Error(err)
	}
}

// What other sites show of a link is the issuer's name in its main language, as text.
func TestSiteIntroducesItself(t *testing.T) {
	o := newOrganiser(t, 40)
	document, err := credential.SignIssuer(&credential.Issuer{
		Host: "example.org/verify", Issued: o.issued, Sequence: 1,
		Names: map[string]string{"en": `A <b>"bold"</b> & Co`, "fa": "فرهنگستان سنجش", "gsw": "Akademii"},
		Keys: []credential.Key{{Public: o.signing.Public(), NotBefore: o.issued,
			Uses: credential.UseCertificates | credential.UseStatus}},
	}, o.root)
	if err != nil {
		t.Fatal(err)
	}
	for language, wants := range map[string][]string{
		"":       {`"og:title" content="A &lt;b&gt;&#34;bold&#34;&lt;/b&gt; &amp; Co · Certificate verification">`, `"og:url" content="https://example.org/verify/">`},
		"fa":     {`"og:site_name" content="فرهنگستان سنجش">`, "فرهنگستان سنجش · " + phraseOf("fa", "title")},
		"fa-AF":  {"فرهنگستان سنجش · " + phraseOf("fa", "title")},
		"gsw":    {`"og:title" content="Akademii · Certificate verification">`},
		"pt-BR":  {phraseOf("pt-BR", "heading")},
		"../en.": {"Certificate verification"},
	} {
		files, err := Site(context.Background(), Published{Issuer: document, Brand: Brand{Language: language}})
		if err != nil {
			t.Fatal(err)
		}
		html := string(files[indexFile])
		for _, want := range wants {
			if !strings.Contains(html, want) {
				t.Errorf("in %q the page lacks %s", language, want)
			}
		}
		if strings.Contains(html, "<b>") || strings.Contains(html, "og:image") || strings.Contains(string(files[archiveFile]), "og:") {
			t.Errorf("in %q: %s", language, html[:1500])
		}
	}
}

func phraseOf(language, key string) string {
	return regexp.MustCompile(`(?m)^  ` + key + `: "(.*)",$`).FindStringSubmatch(string(pageFiles()[langFolder+language+".js"]))[1]
}

func TestSiteRefusesBrands(t *testing.T) {
	huge := append(logoOf(100, 100, color.White), make([]byte, MaxLogo)...)
	for name, c := range map[string]struct {
		brand Brand
		want  string
	}{
		"a pale colour":        {Brand{Colour: "#ffcc00"}, "white text cannot be read"},
		"a dark accent":        {Brand{Colour: "#00467f", Accent: "#222222"}, "cannot be seen"},
		"a word":               {Brand{Colour: "red"}, "not a colour"},
		"an escape":            {Brand{Accent: "#fff;}*{x:"}, "not a colour"},
		"no PNG":               {Brand{Logo: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")}, "not a small PNG"},
		"a PNG that ends":      {Brand{Logo: branded.Logo[:100]}, "logo"},
		"a PNG of many pixels": {Brand{Logo: logoOf(3000, 20, color.White)}, "not a small PNG"},
		"a PNG of many bytes":  {Brand{Logo: huge}, "bytes are more than"},
	} {
		if _, err := newLook(c.brand, string(pageFiles()[styleFile])); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A logo is on a ground on which it can be seen.
func TestLogoGround(t *testing.T) {
	navy := color.RGBA{0x10, 0x20, 0x40, 255}
	for name, c := range map[string]struct {
		logo  []byte
		plate bool
	}{
		"white ink": {logoOf(200, 60, color.White), false},
		"dark ink":  {logoOf(200, 60, navy), true},
		"gold ink":  {logoOf(200, 60, color.RGBA{0xf2, 0xc1, 0x4e, 255}), false},
		"no ground": {asPNG(white(60, 60)), false},
	} {
		l, err := newLook(Brand{Logo: c.logo, Colour: "#00467f"}, string(pageFiles()[styleFile]))
		if err != nil || l.plate != c.plate {
			t.Errorf("%s: plate %v, %v", name, l.plate, err)
		}
	}
}

// A phone shows logos of every shape whole and undistorted, in both directions and schemes, and offline.
func TestBrowserShowsBrand(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	for n, c := range []struct {
		name     string
		w, h     int
		ink      color.Color
		language string
	}{
		{"wide", 528, 132, color.White, "en"}, {"tall", 44, 132, color.White, "fa"},
		{"square", 132, 132, color.RGBA{0x10, 0x20, 0x40, 255}, "en"}, {"banner", 528, 40, color.RGBA{0x10, 0x20, 0x40, 255}, "fa"},
	} {
		brand := branded
		brand.Logo = logoOf(c.w, c.h, c.ink)
		if err := s.handler.Publish(brandSite(t, brand)); err != nil {
			t.Fatal(err)
		}
		b := newTab(t, s, c.language)
		b.at(v.Clock)
		b.forgetAll()
		b.open(fragmentOf(v))
		b.want("valid")
		size := b.text(`(() => { const r = document.querySelector(".logo").getBoundingClientRect(), i = document.querySelector(".logo");
			const p = i.classList.contains("plate") ? [12, 8] : [0, 0];
			return [i.complete, i.naturalWidth, Math.round((r.width - p[0]) / (r.height - p[1]) * 10), r.height - p[1] <= 44, r.left >= 0 && r.right <= innerWidth].join(" ") })()`)
		if want := fmt.Sprintf("true %d %.0f true true", c.w, float64(c.w)/float64(c.h)*10); size != want {
			t.Errorf("%s: the logo is %s, want %s", c.name, size, want)
		}
		b.narrow(c.name)
		if got := b.text(`getComputedStyle(document.querySelector(".top")).backgroundColor`); got != "rgb(0, 70, 127)" {
			t.Errorf("the header is %s", got)
		}
		b.picture("brand-" + c.name + "-" + c.language)
		b.open("")
		b.want("home")
		for _, scheme := range []string{"light", "dark"} {
			b.media("", scheme)
			b.picture("brand-" + c.name + "-" + c.language + "-home-" + scheme)
		}
		b.quiet(fragmentOf(v))
		if n > 0 {
			continue
		}
		b.do(`navigator.serviceWorker.ready`)
		b.settled()
		s.setDown(true)
		b.open(fragmentOf(v))
		b.want("valid")
		if got := b.text(`String(document.querySelector(".logo").naturalWidth)`); got != "528" {
			t.Errorf("offline the logo is %s pixels wide", got)
		}
		s.setDown(false)
	}
}

// The archive shows the logo without asking for it.
func TestBrowserArchiveShowsBrand(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	path := filepath.Join(t.TempDir(), archiveFile)
	if err := os.WriteFile(path, brandSite(t, branded)[archiveFile], 0o644); err != nil {
		t.Fatal(err)
	}
	b := newTab(t, s, "en")
	b.at(v.Clock)
	b.visit("file://" + path + "#" + fragmentOf(v))
	b.want("valid")
	b.showsArchived(v)
	if got := b.text(`String(document.querySelector(".logo").naturalWidth)`); got != "528" {
		t.Errorf("the logo is %s pixels wide", got)
	}
	b.picture("brand-archive")
	for _, u := range b.asked() {
		if !strings.HasPrefix(u, "file://"+path) && !strings.HasPrefix(u, "about:") && !strings.HasPrefix(u, "data:") {
			t.Errorf("the archive asks for %s", u)
		}
	}
	if len(b.faults) > 0 {
		t.Errorf("console: %q", b.faults)
	}
}

// The page says in words how long ago the status was known, and then exactly when.
func TestBrowserSaysHowLongAgo(t *testing.T) {
	s := newStage(t)
	v := vectorNamed(t, "valid")
	b := newTab(t, s, "en")
	b.at(v.Clock)
	b.open(fragmentOf(v))
	b.want("valid")
	got := b.text(`document.querySelector("#standing dd").innerText`)
	if !regexp.MustCompile(`^(now|\d+ (minute|hour|day)s? ago)\n\w+ \d+, 20\d\d`).MatchString(got) {
		t.Errorf("the status is of %q", got)
	}
}

func TestFormatAgo(t *testing.T) {
	nodes.take(t)
	node := judge.Program(t, "node")
	want := map[string]string{"3": "now", "-90": "now", "60": "1 minute ago", "7260": "2 hours ago", "86399": "23 hours ago", "172800": "2 days ago",
		"5184000": "2 months ago", "63072000": "2 years ago"}
	seconds := slices.Sorted(maps.Keys(want))
	script := `import("./page/text.js").then(({ formatAgo }) => [` + strings.Join(seconds, ", ") + `].forEach((s) => console.log(formatAgo(s, "en"))))`
	out, err := exec.Command(node, "-e", script).Output()
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(got) != len(seconds) {
		t.Fatalf("%q, %v", out, err)
	}
	for n, s := range seconds {
		if got[n] != want[s] {
			t.Errorf("%s seconds: %q, want %q", s, got[n], want[s])
		}
	}
}

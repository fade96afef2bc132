package pdf

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/phrases"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/templates"
)

// designs returns the pages of every built-in template for people in four
// scripts: badges on a sheet, with marks, and a certificate a page.
func designs(t *testing.T) map[string][]*page.Page {
	t.Helper()
	files, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d templates, %v", len(files), err)
	}
	l := layout.New(font.NewLibrary(os.DirFS("../../../fonts")), shelf{pixels(t, 8, 8, true)})
	all := map[string][]*page.Page{}
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		made, problems := blueprint.Parse(file, data, blueprint.Setting{Signatories: 2})
		if made == nil {
			t.Fatal(problems)
		}
		var pages []*page.Page
		for _, who := range [][3]string{{"Ana Brândușescu", "", "ro"}, {"Ali Amirhossein", "علی امیرحسین‌زاده", "fa"}, {"Misaki Takahashi", "髙橋 美咲", "ja"}, {"Priya Kumar", "प्रिया क्षेत्री", "hi"}} {
			r := l.Page(made, fieldsOf(who[0], who[1], who[2]))
			if len(r.Faults) > 0 {
				t.Fatalf("%s: %v", file, r.Faults)
			}
			pages = append(pages, r.Page)
		}
		if made.Kind == paper.Badge {
			stock, _ := impose.FindStock("A4")
			plan, err := impose.Grid(impose.Wish{Stock: stock, Page: made.Size, Bleed: made.Bleed, Options: impose.Options{Crop: true, Outlines: true}})
			if err != nil {
				t.Fatal(err)
			}
			pages = []*page.Page{plan.Front(pages[:min(len(pages), plan.PerSheet())])}
		}
		all[path.Dir(file)] = pages
	}
	return all
}

// shelf has one picture under every name.
type shelf struct{ image *page.Image }

func (s shelf) Named(string) *page.Image         { return s.image }
func (s shelf) File(string) (*page.Image, error) { return s.image, nil }

func (s shelf) Background(*template.Template) *page.Picture { return nil }

// fieldsOf returns what a template is told of a person.
func fieldsOf(name, local, lang string) layout.Fields {
	f := layout.Fields{
		"verify.host": {Text: "verify.example.org"}, "verify.numbers": {Text: "yes"}, "id": {Text: "1"}, "name": {Text: name}, "name_local": {Text: local, Lang: lang},
		"organisation": {Text: "University of Tehran"}, "country": {Text: "Iran"}, "affiliation": {Text: "University of Tehran, Iran"},
		"role": {Text: "speaker"}, "role.colour": {Text: "#7a1f3d"}, "number": {Text: "0WZS-KD6M-8ZKM-2MS0"},
		"sessions":     {Text: "Deep and dark web; Forensics", Lang: "en", Items: []string{"Deep and dark web", "Forensics"}},
		"picture.logo": {Text: "logo"}, "signatory.1.picture": {Text: "signature"},
		layout.VerifyURL: {Text: "https://verify.example.org/#" + strings.Repeat("01234567890123456", 34)},
	}
	say := func(field, main, second string) {
		f[field] = layout.Value{Text: main, Lang: "en", In: map[string]string{"en": main, "fa": second}}
		f[field+".main"], f[field+".second"] = layout.Value{Text: main, Lang: "en"}, layout.Value{Text: second, Lang: "fa"}
	}
	say("event.title", "Tehran Meeting on Preventing\nand Combating Cybercrime", "نشست تهران در پیشگیری و مبارزه با جرایم سایبری")
	say("event.dates", "26–27 July 2017", "۴–۵ مرداد ۱۳۹۶")
	say("event.dates_and_place", "26–27 July 2017 · Tehran", "۴–۵ مرداد ۱۳۹۶ · تهران")
	say("event.issuer", "Example Office for Meetings", "دفتر نمونه برای نشست‌ها")
	say("role.label", "Speaker", "سخنران")
	say("access.label", "Closed-door meeting", "نشست غیرعلنی")
	say("signatory.1.name", "Dr. Shirin Golzar", "دکتر شیرین گلزار")
	say("signatory.1.title", "For the host authorities", "از سوی نهادهای میزبان")
	for _, key := range phrases.Keys() {
		say("phrase."+key, phrases.Lookup(key, "en"), phrases.Lookup(key, "fa"))
	}
	return f
}

// TestReadingOrder has a certificate and a badge say what they say in the order
// in which a person reads it.
func TestReadingOrder(t *testing.T) {
	pages := designs(t)
	for design, want := range map[string][]string{
		"certificates/bilingual": {"Example Office for Meetings", "Certificate of Participation", "This is to certify that", "Ana Brândușescu", "has participated in",
			"Tehran Meeting on Preventing and Combating Cybercrime", "26–27 July 2017", turned("دفتر نمونه"), turned("گواهی شرکت"), turned("نشست تهران"), "Dr. Shirin Golzar", "Verify at verify.example.org", "0WZS"},
		"certificates/modern": {"Example Office", "Certificate of Participation", "Ana Brândușescu", "Cybercrime", "Shirin Golzar", "Verify at"},
		"badges/photo":        {"Tehran Meeting", "Figure alt \"Ana Brândușescu\"", "H1 \"Ana Brândușescu\"", "University of Tehran", "Verify at", "0WZS", "Speaker"},
		"badges/classic":      {"Tehran Meeting", "H1 \"Ana Brândușescu\"", "University of Tehran", "Verify at", "Speaker", "H1 \"Ali Amirhossein\"", `P lang "fa" ` + strconv.Quote(turned("علی امیرحسین\u200cزاده"))},
	} {
		got := open(t, write(t, meta, pages[design]...)).outline()
		rest := got
		for _, w := range want {
			_, after, ok := strings.Cut(rest, w)
			if !ok {
				t.Errorf("%s: %q does not follow in\n%s", design, w, got)
				break
			}
			rest = after
		}
	}
}

// turned returns the characters of a right-to-left text as they are shown.
func turned(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

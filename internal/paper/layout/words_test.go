package layout

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/judge"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
)

// spanned is a template with spans in four scripts, one language per page.
const spanned = `
[styles.body]
size = "12pt"
min = "8pt"
lines = 4
fit = "wrap"
[styles.name]
bold = true
size = "150%"
[styles.red]
colour = "#b02020"
[[box]]
type = "text"
name = "body"
at = ["5mm", "5mm"]
size = ["80mm", "40mm"]
style = "body"
text.en = "<red>{{phrase.this_certifies_that}}</red> <name>{{name}}</name> took pa<red>rt</red> in {{event.title}}, {{event.dates}} (1 << 2)."
text.fa = "گواهی می‌شود که <name>{{name}}</name> در {{event.title}} شر<red>کت</red> کرد."
text.th = "ขอรับรองว่า <name>{{name}}</name> ได้เข้า<red>ร่ว</red>มการประชุม"
text.ja = "<name>{{name}}</name>様が<red>参加</red>したことを証明する。"
`

// spannedFields are the fields of a person with a language.
func spannedFields(name, lang string) Fields {
	f := occasion()
	f["name"], f[Language] = Value{Text: name, Lang: lang}, Value{Text: lang}
	return f
}

var spannedPeople = []struct{ lang, name, want string }{
	{"en", "Anca Brândușescu",
		"This is to certify that Anca Brândușescu took part in Tehran Meeting on Preventing and Combating " +
			"Cybercrime, 26–27 July 2017 (1 < 2)."},
	{"fa", "علی‌رضا امیرحسین‌زاده",
		"گواهی می‌شود که علی‌رضا امیرحسین‌زاده در نشست تهران در پیشگیری و مبارزه با جرایم سایبری شرکت کرد."},
	{"th", "พิมพ์ลภัสรดา ศรีพิพัฒน์", "ขอรับรองว่า พิมพ์ลภัสรดา ศรีพิพัฒน์ ได้เข้าร่วมการประชุม"},
	{"ja", "髙橋 美咲", "髙橋 美咲様が参加したことを証明する。"},
}

func TestSpans(t *testing.T) {
	made := parsed(t, spanned)
	for _, one := range spannedPeople {
		p := lay(t, New(library, nil), made, spannedFields(one.name, one.lang)).Page
		if p.Lang != one.lang {
			t.Errorf("the page for %s says that it is in %q", one.lang, p.Lang)
		}
		golden(t, "spans-"+one.lang, dumped(t, p))
	}
}

// TestSpansReadBack compares what pdftotext reads from the pages with the texts, ignoring lines and direction marks.
// The Persian text has no digits, because pdftotext reorders digits and their neighbours, with or without spans.
func TestSpansReadBack(t *testing.T) {
	judge.Program(t, "pdftotext")
	made := parsed(t, spanned)
	for _, one := range spannedPeople {
		var file bytes.Buffer
		p := lay(t, New(library, nil), made, spannedFields(one.name, one.lang)).Page
		if err := pdf.Write(&file, pdf.Meta{Title: "Spans", Lang: one.lang}, []*page.Page{p}); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "spans.pdf")
		if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", "-enc", "UTF-8", name, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		said := string(out)
		if one.lang == "ja" { // lines may end anywhere
			said = strings.ReplaceAll(said, "\n", "")
		}
		if got, want := read(said), read(one.want); got != want {
			t.Errorf("%s reads back as\n%q, expected\n%q", one.lang, got, want)
		}
	}
}

// read returns text as people read it: without line breaks, direction marks and the spaces that readers insert between
// letters of different sizes.
func read(text string) string {
	text = strings.Map(func(r rune) rune {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == '\f' {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// TestNamesOpenNoSpan prints a name as it is, whatever it contains.
func TestNamesOpenNoSpan(t *testing.T) {
	made := parsed(t, spanned)
	for _, name := range []string{"<red>Ana</red>", "</name>", "<<b>>", "Ana <3", "{{organisation}}"} {
		f := spannedFields(name, "en")
		f["organisation"] = Value{Text: "secret"}
		if got := plain(said(lay(t, New(library, nil), made, f).Page.Items)); !strings.Contains(got,
			"that "+name+" took part") {
			t.Errorf("%q is printed as %q", name, got)
		}
	}
}

// TestTongues chooses the language of a page.
func TestTongues(t *testing.T) {
	textOf := func(tags string, more string) string {
		s := box + "type = \"text\"\n" + more
		for tag := range strings.FieldsSeq(tags) {
			s += "text." + tag + " = \"" + tag + ": {{phrase.signed}} {{minutes}}\"\n"
		}
		return s
	}
	events := func(tags ...string) Value { return Value{Text: strings.Join(tags, "; "), Items: tags} }
	const fields = "text = \"{{phrase.signed}}\"\n"
	for _, c := range []struct {
		name, boxes, person string
		events              Value
		want, lang          string
	}{
		{"the person's", textOf("en fa", ""), "fa", events("en", "fa"), "fa: امضا ۹۰", "fa"},
		{"the nearest", textOf("en fa", ""), "fa-AF", events("en"), "fa: امضا ۹۰", "fa"},
		{"the script counts", textOf("zh en zh-Hant", ""), "zh-TW", events("en"), "zh-Hant: Signature 90", "zh-Hant"},
		{"the event's", textOf("fa en", ""), "ro", events("en", "fa"), "en: Signature 90", "en"},
		{"the event's next", textOf("ja fa", ""), "ro", events("en", "fa"), "fa: امضا ۹۰", "fa"},
		{"the first of the file", textOf("ja th", ""), "ro", events("en", "fa"), "ja: Signature 90", "ja"},
		{"without a language", textOf("fa en", ""), "", events("en", "fa"), "en: Signature 90", "en"},
		{"that of the box", textOf("en fa", "lang = \"fa-AF\"\n"), "en", events("en", "fa"), "fa: امضا ۹۰", "fa"},
		{"two side by side", textOf("en fa", "lang = \"fa\"\n") + textOf("en fa", "lang = \"en\"\n"), "",
			events("en", "fa"), "fa: امضا ۹۰en: Signature 90", "fa"},
		{"one text, that of the event", box + "type = \"text\"\n" + fields, "fa-AF", events("en", "fa"), "امضا", "fa"},
		{"one text, not of the event", box + "type = \"text\"\n" + fields, "ja", events("en", "fa"), "Signature", "en"},
		{"one text in the language of its box", box + "type = \"text\"\nlang = \"fa\"\n" + fields, "en",
			events("en", "fa"), "امضا", "fa"},
		{"the main one", box + "type = \"text\"\ntext = \"{{phrase.signed.main}}\"\n", "fa", events("en", "fa"),
			"Signature", "en"},
		{"the named one", box + "type = \"text\"\ntext = \"{{phrase.signed.fa}}, {{phrase.signed.en}}\"\n", "",
			events("en", "fa"), "امضا, Signature", "fa"},
		{"lists", box + "type = \"text\"\ntext = \"{{phrase.signed}}: {{sessions}}\"\n", "fa", events("en", "fa"),
			"امضا: a؛ b", "fa"},
		{"numbers in a repeated box",
			box + "type = \"group\"\nflow = \"down\"\nrepeat = \"sessions\"\n[[box.box]]\ntype = \"text\"\nat = " +
				"[\"0mm\", \"0mm\"]\nsize = [\"60mm\", \"5mm\"]\n" +
				"text.en = \"{{item.number}}. {{item}}\"\ntext.fa = \"{{item.number}}. {{item}}\"\n", "fa", events("en",
				"fa"), "۱. a۲. b", "fa"},
		{"a condition", textOf("en", "when = \"language is en\"\n") + textOf("en fa", "when = \"language is fa\"\n"),
			"fa", events("en"), "fa: امضا ۹۰", "fa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := occasion()
			f[EventLanguages], f[Language] = c.events, Value{Text: c.person}
			f["minutes"], f["sessions"] = Value{Text: "90", Lang: "en", Number: true}, Value{Text: "a; b", Lang: "en",
				Items: []string{"a", "b"}}
			p := lay(t, New(library, nil), parsed(t, c.boxes), f).Page
			if got := plain(said(p.Items)); inOrder(got) != inOrder(c.want) || p.Lang != c.lang {
				t.Errorf("says %q in %q, expected %q in %q", got, p.Lang, c.want, c.lang)
			}
		})
	}
}

// inOrder returns the letters of a text sorted: runs are placed from left to right, whatever their reading direction.
func inOrder(text string) string {
	letters := []rune(text)
	slices.Sort(letters)
	return string(letters)
}

// TestMirror compares a Persian page of a mirrored template with its golden.
func TestMirror(t *testing.T) {
	r := lay(t, New(library, nil), builtIn(t, "certificates/modern"), people["persian"]())
	golden(t, "modern-persian", dumped(t, r.Page))
	for _, at := range []string{"(214.42mm, -3mm) 85.58mm x 216mm", "(179.025mm, 43.05mm) 22mm x 1mm"} { // 297-(-3)-85.58 and 297-95.975-22
		if !strings.Contains(dumped(t, r.Page), at) {
			t.Errorf("nothing stands at %s", at)
		}
	}
}

// TestLanguageSetsTheSide keeps a Latin name on the side where a Persian page begins, and brackets around what they
// enclose.
func TestLanguageSetsTheSide(t *testing.T) {
	made := parsed(t, box+"type = \"text\"\ntext = \"{{name}}\"\n"+box+"type = \"text\"\ntext = \"{{event.place}}\"\n")
	for lang, right := range map[string]bool{"fa": true, "en": false} {
		p := lay(t, New(library, nil), made, spannedFields("Ana (UN)", lang)).Page
		runs := p.Items[0].(*page.Group).Items
		i := slices.IndexFunc(runs, func(it page.Item) bool { return it.(*page.Glyphs).Run.Text == "Ana (UN)" })
		if i < 0 || runs[i].(*page.Glyphs).Run.RightToLeft() {
			t.Fatalf("on a page in %s it says %q", lang, said(p.Items))
		}
		if at := runs[i].(*page.Glyphs).At.X; at > geom.MM(30) != right {
			t.Errorf("on a page in %s the name stands at %s", lang, at)
		}
	}
}

// TestHanLanguage draws Han characters in the face of the language that the fields tell, unless the text tells it itself.
func TestHanLanguage(t *testing.T) {
	for _, c := range []struct{ name, lang, han, want string }{
		{"高橋 直", "", "", "NotoSansSC-Regular"},
		{"高橋 直", "", "ja", "NotoSansJP-Regular"},
		{"高橋 直", "", "zh-Hant", "NotoSansTC-Regular"},
		{"高橋 直", "en", "ko", "NotoSansKR-Regular"},
		{"高橋 直", "zh-Hant", "ja", "NotoSansTC-Regular"},
		{"高橋 なお", "", "ko", "NotoSansJP-Regular"},
		{"Ana Pop", "", "ja", "NotoSans-Regular"},
	} {
		tmpl := parsed(t, "[[box]]\ntype = \"text\"\nname = \"n\"\nat = [\"5mm\", \"5mm\"]\n"+
			"size = [\"80mm\", \"20mm\"]\ntext = \"{{name}}\"\n")
		fields := Fields{"name": {Text: c.name, Lang: c.lang}, HanLanguage: {Text: c.han}}
		for g := range page.Runs(lay(t, New(library, nil), tmpl, fields).Page.Items) {
			if got := g.Run.Font.Name(); strings.TrimSpace(g.Run.Text) != "" && got != c.want {
				t.Errorf("%s in %q, Han in %q: drawn in %s, want %s", c.name, c.lang, c.han, got, c.want)
			}
		}
	}
}

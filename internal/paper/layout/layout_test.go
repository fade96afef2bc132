package layout

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/phrases"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/templates"
)

var update = flag.Bool("update", false, "write the goldens anew")

// library is shared by all tests: fonts are parsed once.
var library = font.NewLibrary(os.DirFS("../../../fonts"))

// parsed returns a template; its text may leave out name, kind and size.
func parsed(t testing.TB, boxes string) *template.Template {
	t.Helper()
	if !strings.Contains(boxes, "kind =") {
		boxes = "name = \"test\"\nkind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n" + boxes
	}
	made, problems := blueprint.Parse("template.toml", []byte(boxes), blueprint.Setting{Signatories: 2})
	if made == nil {
		t.Fatal(problems)
	}
	return made
}

// builtIn returns the template of a folder, like "badges/bilingual".
func builtIn(t testing.TB, folder string) *template.Template {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, path.Join(folder, "template.toml"))
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, string(data))
}

// allBuiltIn returns every embedded template, by folder.
func allBuiltIn(t testing.TB) map[string]*template.Template {
	t.Helper()
	files, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d templates, %v", len(files), err)
	}
	all := map[string]*template.Template{}
	for _, f := range files {
		all[path.Dir(f)] = builtIn(t, path.Dir(f))
	}
	return all
}

// allSizes returns every embedded template, for a number of people who sign, at its own size and at the narrowest,
// widest, lowest and highest that it says it fills, by folder and size.
func allSizes(t testing.TB, signatories int) map[string]*template.Template {
	t.Helper()
	all := map[string]*template.Template{}
	for folder, own := range allBuiltIn(t) {
		data, err := fs.ReadFile(templates.FS, path.Join(folder, "template.toml"))
		if err != nil {
			t.Fatal(err)
		}
		least, most := statedSize(t, data, "min_size", own.Size), statedSize(t, data, "max_size", own.Size)
		for _, size := range []geom.Size{own.Size, least, most, {W: least.W, H: most.H}, {W: most.W, H: least.H}} {
			made, problems := blueprint.Parse(folder, data, blueprint.Setting{Size: size, Signatories: signatories})
			if made == nil {
				t.Fatal(problems)
			}
			all[folder+", "+size.W.String()+" x "+size.H.String()] = made
		}
	}
	return all
}

// statedSize returns the size under a key of a template, or other if it has none.
func statedSize(t testing.TB, data []byte, key string, other geom.Size) geom.Size {
	t.Helper()
	m := regexp.MustCompile(`(?m)^` + key + ` = \["([^"]+)", "([^"]+)"\]`).FindSubmatch(data)
	if m == nil {
		return other
	}
	for i, side := range []*geom.Length{&other.W, &other.H} {
		var err error
		if *side, err = geom.ParseLength(string(m[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	return other
}

// occasion returns the fields of an event in two languages.
func occasion() Fields {
	f := Fields{"verify.host": {Text: "verify.example.org"}, "verify.numbers": {Text: "yes"},
		EventLanguages: {Text: "en; fa", Items: []string{"en", "fa"}}}
	say := func(field, main, second string) {
		f[field] = Value{Text: main, Lang: "en", In: map[string]string{"en": main, "fa": second}}
		f[field+".main"], f[field+".second"] = Value{Text: main, Lang: "en"}, Value{Text: second, Lang: "fa"}
	}
	say("event.title", "Tehran Meeting on Preventing and Combating Cybercrime",
		"نشست تهران در پیشگیری و مبارزه با جرایم سایبری")
	say("event.place", "Tehran", "تهران")
	say("event.dates", "26–27 July 2017", "۴–۵ مرداد ۱۳۹۶")
	say("event.dates_and_place", "26–27 July 2017 · Tehran", "۴–۵ مرداد ۱۳۹۶ · تهران")
	say("event.issuer", "Example Office for Meetings", "دفتر نمونه برای نشست‌ها")
	for _, key := range phrases.Keys() {
		say("phrase."+key, phrases.Lookup(key, "en"), phrases.Lookup(key, "fa"))
	}
	say("signatory.1.name", "Dr. Shirin Golzar", "دکتر شیرین گلزار")
	say("signatory.1.title", "For the host authorities", "از سوی نهادهای میزبان")
	say("signatory.2.name", "Johan Lindqvist-Marsh", "یوهان لیندکویست مارش")
	say("signatory.2.title", "For the organisers", "از سوی برگزارکنندگان")
	return f
}

// person adds a speaker to the occasion.
func person(name, local, lang, organisation, country string) Fields {
	f := occasion()
	nameLang := lang
	if local != "" {
		nameLang = ""
	}
	affiliation := country
	if organisation != "" {
		affiliation = organisation + ", " + country
	}
	maps.Copy(f, Fields{
		"id": {Text: "T17-001"}, Language: {Text: lang}, "name": {Text: name,
			Lang: nameLang}, "name_local": {Text: local, Lang: lang},
		"organisation": {Text: organisation}, "country": {Text: country}, "affiliation": {Text: affiliation},
		"sessions": {Text: "Deep and dark web; Investigation and cyber forensics", Lang: "en",
			Items: []string{"Deep and dark web", "Investigation and cyber forensics"}},
		"role":            {Text: "speaker"},
		"role.label.main": {Text: "Speaker", Lang: "en"}, "role.label.second": {Text: "سخنران",
			Lang: "fa"}, "role.colour": {Text: "#7a1f3d"},
		"number":  {Text: "0WZS-KD6M-8ZKM-2MS0"},
		VerifyURL: {Text: "https://verify.example.org/#" + strings.Repeat("01234567890123456", 34)},
	})
	return f
}

// admitted adds the mark of a closed meeting.
func admitted(f Fields) Fields {
	f["access"] = Value{Text: "closed-door"}
	f["access.label.main"], f["access.label.second"] = Value{Text: "Closed-door meeting",
		Lang: "en"}, Value{Text: "نشست غیرعلنی", Lang: "fa"}
	return f
}

// people are the people whose pages have goldens.
var people = map[string]func() Fields{
	"latin": func() Fields { return person("Anca Brândușescu", "", "ro", "Embassy of Romania", "Romania") },
	"persian": func() Fields {
		return person("Alireza Amirhosseinzadeh", "علی‌رضا امیرحسین‌زاده", "fa", "University of Tehran", "Iran")
	},
	"thai": func() Fields {
		return person("Phimlaphatrada Siphiphatthanakunthamrongkiatphaisanwatthanaphirom",
			"พิมพ์ลภัสรดา ศรีพิพัฒนกุลธำรงเกียรติไพศาลวัฒนาภิรมย์", "th", "Ministry of Justice", "Thailand")
	},
	"japanese": func() Fields {
		return person("Misaki Takahashi", "髙橋 美咲", "ja", "National Police Agency", "Japan")
	},
	"short":           func() Fields { return person("Bo", "", "en", "UN", "Iran") },
	"no organisation": func() Fields { return person("Misaki Takahashi", "髙橋 美咲", "ja", "", "Japan") },
	"admitted": func() Fields {
		return admitted(person("Seán O'Brien", "", "en", "Embassy of Ireland",
			"Ireland"))
	},
	"bare": func() Fields { return person("Ab", "", "", "", "") },
}

// lay lays out a page that must have no faults.
func lay(t testing.TB, l *Layouter, made *template.Template, f Fields) Result {
	t.Helper()
	r := l.Page(made, f)
	for _, fault := range r.Faults {
		t.Errorf("%s: %s: %s", fault.Code, fault.Box, fault.Message)
	}
	return r
}

func dumped(t testing.TB, p *page.Page) string {
	t.Helper()
	var b strings.Builder
	if err := page.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

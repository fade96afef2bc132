package event

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
)

// The example of the manual is a valid file.
func ExampleRead() {
	e, problems := Read("event.toml", eventfile.Example)
	if err := problems.Format(os.Stdout, ""); err != nil || e == nil {
		return
	}
	fmt.Println(e.ID, e.Languages)
	fmt.Println(Fact(e.Title["en"]))
	fmt.Println(locale.FormatRange(e.Start, e.End, "fa", e.Calendar("fa")))
	key, role, _ := e.Role("KEYNOTE")
	fmt.Println(key, role.Label["fa"], role.Colour)
	// Output:
	// tehran-2017 [en fa]
	// Tehran Meeting on Preventing and Combating Cybercrime
	// ۴–۵ مرداد ۱۳۹۶
	// speaker سخنران #1b4d3e
}

const small = `id = "x-2017"
title = "A meeting"
start = 2017-07-26
[issuer]
name = "An institute"
verify = "verify.example.org"
`

func TestDefaults(t *testing.T) {
	e, problems := Read("event.toml", []byte(small))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	day := locale.Date{Year: 2017, Month: 7, Day: 26}
	want := &Event{
		ID: "x-2017", Title: map[string]string{"en": "A meeting"}, Languages: []string{"en"}, Start: day, End: day,
		Issuer:    issuer.Issuer{Name: map[string]string{"en": "An institute"}, Names: map[string]string{"en": "An institute"}, Verify: "verify.example.org", Numbers: true},
		Calendars: map[string]locale.Calendar{}, Attendees: Attendees{File: "attendees.csv"},
		Roles: map[string]Role{}, Access: map[string]Role{}, Sheets: map[string]Sheet{}, Printers: map[string]Printer{},
		Text: map[string]map[string]string{}, Phrases: map[string]map[string]string{},
		Badges: &Badges{Template: "classic", Sheet: "A4", CropMarks: true, Fold: "none", Flip: "long",
			Order: "rows", Copies: 1, Collate: true, Sort: "family", Group: "none", Separator: "cell", Files: "one", Code: eventfile.CodeToken},
		Certificates: &Certificates{Template: "formal", Files: "{{id}}-{{name}}", Archive: eventfile.Archive2U, Code: eventfile.CodeToken},
	}
	if p := e.Problem("x", "issuer.verify", "not there", ""); p.Error() != "event.toml:6:10: not there" {
		t.Errorf("a problem of a key: %v", p)
	}
	e.document = nil // key positions, which the problem above has covered
	if !reflect.DeepEqual(e, want) {
		t.Errorf("got  %#v\nwant %#v", e, want)
	}
	if e, _ := Read("event.toml", []byte(small+"[badges]\ncolumns = 2")); e.Certificates != nil ||
		e.Badges.Columns != 2 || e.Badges.Sheet != "A4" {
		t.Errorf("badges alone: %#v, %#v", e.Badges, e.Certificates)
	}
	if e, _ := Read("event.toml", []byte(small+"[certificates]")); e.Badges != nil || e.Certificates == nil {
		t.Errorf("certificates alone: %#v, %#v", e.Badges, e.Certificates)
	}
}

func TestLanguages(t *testing.T) {
	text := "id = \"a\"\ntitle.fas = \"نشست\"\ntitle.EN = \"Me\u0301eting\"\nstart = 2017-07-26\nissuer = { name = " +
		"\"دفتر\", verify = \"example.org\" }\n"
	e, problems := Read("event.toml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if !reflect.DeepEqual(e.Languages, []string{"fa", "en"}) || e.Issuer.Name["fa"] != "دفتر" ||
		e.Title["en"] != "Méeting" {
		t.Errorf("got %v, %v, %v", e.Languages, e.Issuer.Name, e.Title)
	}
	if got := e.Say(e.Title, "en-GB"); got != "Méeting" {
		t.Errorf("in en-GB: %q", got)
	}
	if got := e.Say(e.Title, "ja"); got != "نشست" {
		t.Errorf("in ja: %q", got)
	}
	if e.Calendar("fa") != locale.SolarHijri || e.Calendar("en") != locale.Gregorian {
		t.Error("the default calendars are not those of the languages")
	}
}

func TestID(t *testing.T) {
	for title, want := range map[string]string{
		`"Întâlnirea de la Teheran"`:          "intalnirea-de-la-teheran-2017",
		`"نشست"`:                              "event-2017",
		`{ fa = "نشست", en = "Meet" }`:        "meet-2017",
		`"` + strings.Repeat("ab ", 60) + `"`: strings.TrimSuffix(strings.Repeat("ab-", 20), "-")[:59] + "-2017",
	} {
		text := strings.Replace(strings.Replace(small, `id = "x-2017"`, "", 1), `"A meeting"`, title, 1)
		if strings.HasPrefix(title, "{") {
			text = strings.Replace(text, `"An institute"`, `{ fa = "ا", en = "I" }`, 1)
		}
		e, problems := Read("event.toml", []byte(text))
		if e == nil || e.ID != want || len(e.ID) > maxID || len(problems) != 1 || problems[0].Code != "event-no-id" ||
			problems[0].Severity != source.Warning {
			t.Errorf("%s: %v, %v; want %s", title, e, problems, want)
		}
	}
}

func TestRole(t *testing.T) {
	e, problems := Read("event.toml", []byte(small+`
[roles.host]
label.en = "Host"
label.fa = "می‌زبان"
[roles.expert]
aliases = ["Subject-matter expert", "ＥＸＰ"]
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for word, want := range map[string]string{
		"host": "host", " HOST ": "host", "میزبان": "host", "می‌زبان": "host", "subject matter_expert": "expert",
		"exp": "expert", "Expert": "expert", "": "", "guest": "",
	} {
		if key, _, ok := e.Role(word); key != want || ok != (want != "") {
			t.Errorf("%q is %q, %v", word, key, ok)
		}
	}
	if key, _, ok := e.Admission("host"); ok {
		t.Errorf("the role host admits to %q", key)
	}
	m, _ := Read("event.toml", eventfile.Example)
	if key, access, ok := m.Admission("Closed door"); !ok || key != "closed-door" || access.Colour != "#8c1c13" {
		t.Errorf("closed door admits to %q, %v", key, access)
	}
	if strings.Join(e.RoleOrder, " ") != "host expert" || e.Roles["expert"].Label["en"] != "expert" {
		t.Errorf("roles: %v %v", e.RoleOrder, e.Roles)
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct{ name, old, new, want, hint string }{
		{"nothing at all", small, "",
			"event.toml: title is missing\nevent.toml: issuer is missing\nevent.toml: start is missing",
			"[issuer]\nname ="},
		{"no verify", `verify = "verify.example.org"`, "", "event.toml:4:2: issuer.verify is missing",
			`add under [issuer]: verify = "verify.example.org"`},
		{"no name", `name = "An institute"`, "", "event.toml:4:2: issuer.name is missing", "name ="},
		{"unknown key", `title =`, "titel =", "event.toml: title is missing\nevent.toml:2:1: there is no key \"titel\"",
			"did you mean title?"},
		{"unknown table", "[issuer]", "[badge]\n[issuer]", `event.toml:4:2: there is no key "badge"`,
			"did you mean badges?"},
		{"wrong type", `"A meeting"`, "5",
			"event.toml:2:9: title must be text, or text by language, not a whole number", "title.en"},
		{"no date", "2017-07-26", `"26 July"`,
			`event.toml:3:9: start: "26 July" is not a date: write year-month-day, like 2017-07-26`, ""},
		{"end first", "start =", "end = 2016-07-27\nstart =",
			"event.toml:3:7: the event ends on 2016-07-27, before it starts on 2017-07-26", "swap"},
		{"expires first", "start =", "expires = 2016-07-27\nstart =",
			"event.toml:3:11: certificates expire on 2016-07-27, before the event ends on 2017-07-26", "later"},
		{"scheme", "verify.example.org", "https://Verify.example.org/v?x",
			`event.toml:6:10: "https://Verify.example.org/v?x" is not a host name`, `write verify = ` +
				`"verify.example.org/v"`},
		{"pasted page", "verify.example.org", "https://user.github.io/verify/index.html#0123",
			`event.toml:6:10: "https://user.github.io/verify/index.html#0123" is not a host name`,
			`write verify = "user.github.io/verify"`},
		{"capital path", "verify.example.org", "user.github.io/Verify",
			`event.toml:6:10: "user.github.io/Verify" has a path that cannot stand in a code: ` +
				`small letters, digits, and - _ . between them`, `write verify = "user.github.io/verify"`},
		{"path with dots", "verify.example.org", "user.github.io/../x",
			`event.toml:6:10: "user.github.io/../x" has a path that cannot stand in a code: ` +
				`small letters, digits, and - _ . between them`, ""},
		{"port", "verify.example.org", "localhost:8080", `event.toml:6:10: "localhost:8080" is not a host name`,
			`write verify = "localhost"`},
		{"IDN", "verify.example.org", "نمونه.ایران", `event.toml:6:10: "نمونه.ایران" is not a host name`, "xn--"},
		{"address", "verify.example.org", "192.168.0.1", `event.toml:6:10: "192.168.0.1" is not a host name`,
			"verify.example.org"},
		{"hyphen", "verify.example.org", "-a.example.org", `event.toml:6:10: "-a.example.org" is not a host name`, ""},
		{"long host", "verify.example.org", strings.Repeat("abcdefghi.", 25) + "org1",
			`event.toml:6:10: "` + (strings.Repeat("abcdefghi.", 25) + "org1")[:100] + `…" is not a host name`, ""},
		{"empty host", "verify.example.org", "", `event.toml:6:10: "" is not a host name`, "bare host name"},
		{"bidi in title", "A meeting", `A \u202Emeeting`,
			`event.toml:2:9: title has an invisible character: "A \u{202e}meeting"`, "type it again"},
		{"tab in title", "A meeting", `A\tmeeting`, `event.toml:2:9: title has an invisible character: "A\u{9}meeting"`,
			""},
		{"control in issuer", "An institute", `An \u0007`,
			`event.toml:5:8: issuer.name has an invisible character: "An \u{7}"`, ""},
		{"empty title", "A meeting", ` \n`, "event.toml:2:9: title is empty", ""},
		{"long title", "A meeting", strings.Repeat("é", 201), "event.toml:2:9: title has 201 characters, more than 200",
			""},
		{"bad language", `title = "A meeting"`, `title = { english = "A", en = "B" }`,
			`event.toml:2:21: "english" is not a language tag: write a code like en, fa or zh-Hant`, "title.en"},
		{"language twice", `title = "A meeting"`, `title = { fas = "A", fa = "B" }`,
			`event.toml:2:17: "fas" is the language fa, which title has already`, "keep one"},
		{"main language", "[issuer]", "place.fa = \"تهران\"\n[issuer]",
			"event.toml:4:1: place is missing in en, the main language", `add: place.en`},
		{"languages", "title =", "languages = [\"en\", \"farsi\"]\ntitle =",
			`event.toml:2:20: "farsi" is not a language tag: write a code like en, fa or zh-Hant`, ""},
		{"no languages", "title =", "languages = []\ntitle =", `event.toml:2:13: languages is empty`, ""},
		{"id", "x-2017", "X 2017",
			`event.toml:1:6: the id "X 2017" must be at most 64 letters a-z, digits and single hyphens`,
			`write id = "a-meeting-2017"`},
		{"colour", "[issuer]", "[roles.host]\ncolour = \"green\"\n[issuer]", `event.toml:5:10: "green" is not a colour`,
			"#1b4d3e"},
		{"two meanings", "[issuer]", "[roles.host]\n[roles.chair]\naliases = [\"HOST\"]\n[issuer]",
			`event.toml:5:8: "HOST" means host and chair`, ""},
		{"role key", "[issuer]", "[roles.\"The Host\"]\n[issuer]", `event.toml:4:8: "The Host" cannot be a key`,
			"[roles.closed-door]"},
		{"no sheet", "[issuer]", "badges.sheet = \"\"\n[issuer]", `event.toml:4:16: badges.sheet is empty`,
			"delete the line"},
		{"fold", "[issuer]", "badges.fold = \"tents\"\n[issuer]", `event.toml:4:15: badges.fold cannot be "tents"`,
			"did you mean tent?"},
		{"archive", "[issuer]", "certificates.archive = \"a-3b\"\n[issuer]",
			`event.toml:4:24: certificates.archive cannot be "a-3b"`, "did you mean a-3u?"},
		{"copies", "[issuer]", "badges.copies = 101\n[issuer]", `event.toml:4:17: badges.copies cannot be 101`,
			"1 to 100"},
		{"gutter without a unit", "[issuer]", "badges.gutter = 6\n[issuer]",
			`event.toml:4:17: gutter: "6" has no known unit: use mm, cm, in or pt, like "85.6mm"`, ""},
		{"gutter", "[issuer]", "badges.gutter = \"-1mm\"\n[issuer]", `event.toml:4:17: badges.gutter cannot be -1mm`,
			"0mm to 50mm"},
		{"printer", "[issuer]", "badges.printer = \"desk\"\nprinters.dest.front = [\"1mm\", \"0\"]\n[issuer]",
			`event.toml:4:18: badges.printer cannot be "desk"`, "did you mean dest?"},
		{"role of a template", "[issuer]",
			"badges.templates.speakr = \"classic\"\nroles.speaker.label = \"S\"\n[issuer]", `event.toml:4:27: there ` +
				`is no role "speakr"`, "did you mean speaker?"},
		{"template of a role", "[issuer]",
			"certificates.templates.speaker = \"../x\"\nroles.speaker.label = \"S\"\n[issuer]", `event.toml:4:34: ` +
				`"../x" is not a file inside the event folder`, ""},
		{"no name of files", "[issuer]", "certificates.files = \"\"\n[issuer]",
			`event.toml:4:22: certificates.files is empty`, "delete the line"},
		{"offset", "[issuer]", "printers.desk.back = [\"1mm\", \"21mm\"]\n[issuer]",
			`event.toml:4:30: printers.desk.back.1 cannot be 21mm`, "-20mm to 20mm"},
		{"files", "[issuer]", "badges.files = \"group\"\n[issuer]",
			`event.toml:4:16: badges.files asks for one file per group, but there are no groups`, `group = "role"`},
		{"sheet without a size", "[issuer]", "sheets.own.cell = [\"9cm\", \"6cm\"]\n[issuer]",
			`event.toml:4:8: sheets.own.size is missing`, "210mm"},
		{"half a size", "[issuer]", "sheets.own.size = [\"9cm\"]\n[issuer]",
			`event.toml:4:19: sheets.own.size needs 2 lengths, not 1`, "across and down"},
		{"sort", "[issuer]", "badges.sort = \"\"\n[issuer]", `event.toml:4:15: badges.sort is empty`,
			"write a word between the quotes"},
		{"columns", "[issuer]", "badges.columns = 0\n[issuer]", `event.toml:4:18: badges.columns cannot be 0`,
			"1 to 20"},
		{"template outside", "[issuer]", "badges.template = \"../x.toml\"\n[issuer]",
			`event.toml:4:19: "../x.toml" is not a file inside the event folder`, ""},
		{"picture", "[issuer]", "pictures.logo = 'pictures\\logo.png'\n[issuer]",
			`event.toml:4:17: "pictures\logo.png" is not a file inside the event folder`, `write "pictures/logo.png"`},
		{"absolute", "[issuer]", "attendees.file = \"/etc/passwd\"\n[issuer]",
			`event.toml:4:18: "/etc/passwd" is not a file inside the event folder`, ""},
		{"drive", "[issuer]", "attendees.file = \"C:/a.csv\"\n[issuer]",
			`event.toml:4:18: "C:/a.csv" is not a file inside the event folder`, ""},
		{"font without a file", "[issuer]", "[[fonts]]\nfamily = \"Brand\"\n[issuer]",
			`event.toml:4:3: fonts.0.file is missing`, "add: file"},
		{"font twice", "[issuer]", "[[fonts]]\nfamily = \"Sans\"\nfile = \"a.ttf\"\n[issuer]",
			`event.toml:5:10: there is already a font family "Sans"`, ""},
		{"signatory", "[issuer]", "[[certificates.signatories]]\npicture = \"s.png\"\n[issuer]",
			`event.toml:4:16: certificates.signatories.0.name is missing`, "add: name"},
		{"nastaliq", "[issuer]", "names.nastaliq = [\"ur\", \"fr\"]\n[issuer]",
			`event.toml:4:25: "fr" is not written in the Arabic script`, `write nastaliq = ["ur"]`},
		{"calendar", "[issuer]", "calendars.fa = \"jalali\"\n[issuer]",
			`event.toml:4:16: fa: "jalali" is not a calendar: use gregorian, solar-hijri, buddhist, islamic or ` +
				`japanese-era`, ""},
		{"phrase key", "[issuer]", "text.\"my phrase\" = \"x\"\n[issuer]",
			`event.toml:4:20: "my phrase" cannot be a key`, ""},
		{"syntax", `"A meeting"`, "A meeting", "event.toml:2:9: text must be in quotes", "quotes"},
	} {
		e, problems := Read("event.toml", []byte(strings.Replace(small, test.old, test.new, 1)))
		var got, hints []string
		for _, p := range problems {
			got, hints = append(got, p.Error()), append(hints, p.Hint)
			if p.Code == "" {
				t.Errorf("%s: no code with %q", test.name, p.Message)
			}
		}
		if strings.Join(got, "\n") != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.name, strings.Join(got, "\n"), test.want)
		}
		if !strings.Contains(strings.Join(hints, "\n"), test.hint) {
			t.Errorf("%s: hint %q does not contain %q", test.name, hints, test.hint)
		}
		if e != nil {
			t.Errorf("%s: an event was returned together with an error", test.name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(string(eventfile.Example))
	f.Add(small)
	f.Add("title = 1\n[roles]\nx = 3\n[[certificates.signatories]]\n[calendars]\n\"\" = \"\"")
	f.Fuzz(func(t *testing.T, text string) {
		e, problems := Read("event.toml", []byte(text))
		if (e == nil) != (problems.Err() != nil) {
			t.Fatalf("event %v with %v", e, problems)
		}
		if e == nil {
			return
		}
		main := e.Languages[0]
		if e.ID == "" || e.Title[main] == "" || e.Issuer.Name[main] == "" || e.Start.IsZero() ||
			e.End.Compare(e.Start) < 0 {
			t.Fatalf("incomplete: %#v", e)
		}
		for _, fact := range []string{Fact(e.Title[main]), Fact(e.Issuer.Name[main])} {
			if fact == "" || source.Printable(fact) != fact {
				t.Fatalf("%+q cannot be signed", fact)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, problems := Read("event.toml", eventfile.Example); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}

// The sheet and the printer in the manual's example: lengths as written, in millimetres.
func TestSheetsAndPrinters(t *testing.T) {
	e, problems := Read("event.toml", eventfile.Example)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	mm := geom.MM
	margins := geom.Position{X: mm(15), Y: mm(28.5)}
	want := Sheet{Size: geom.Size{W: mm(210), H: mm(297)}, Cut: true, Cell: geom.Size{W: mm(90), H: mm(60)},
		Margins: &margins,
		Pitch:   geom.Size{W: mm(90), H: mm(60)}, Columns: 2, Rows: 4, Radius: mm(3)}
	if got := e.Sheets["stationer"]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := e.Printers["front-desk"], (Printer{Front: geom.Position{X: mm(0.5), Y: mm(-0.3)},
		Back: geom.Position{X: mm(-0.2), Y: mm(0.4)}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if g := e.Badges.Gutter; g == nil || *g != mm(6) {
		t.Errorf("gutter %v", g)
	}
	if e, _ := Read("event.toml", []byte(small+"[sheets.big]\nsize = [\"500mm\", \"700mm\"]")); e.Sheets["big"].Cut ||
		e.Badges.Gutter != nil {
		t.Errorf("plain sheet: %+v", e.Sheets["big"])
	}
}

// TestFact holds Fact against its definition: the words of a text with one space between them.
func TestFact(t *testing.T) {
	for _, text := range []string{"", " ", "a", "a b", " a", "a ", "a  b", "a\tb", "a\u00a0b", "a\u2003b", "é\u0085b", "نشست تهران",
		" نشست", "نشست ", "a\nb", "\xff b", "a \xff"} {
		if got, want := Fact(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Errorf("%+q: %+q, want %+q", text, got, want)
		}
	}
}

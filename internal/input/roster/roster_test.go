package roster

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/htmlindex"

	"lanyard/internal/input/workbook"
)

// more returns "field=value" for the field that want names.
func more(a Attendee, want string) string {
	field, _, ok := strings.Cut(want, "=")
	if !ok {
		return ""
	}
	value := map[string]string{
		fGiven: a.Given, fFamily: a.Family, fNameLocal: a.NameLocal, fLanguage: a.Language, fCountry: a.Country,
		fPosition: a.Position,
		fSessions: strings.Join(a.Sessions, "+"), fAccess: strings.Join(a.Access, "+"),
		fMinutes: strconv.Itoa(a.Minutes),
	}
	if v, ok := value[field]; ok {
		return field + "=" + v
	}
	return field + "=" + a.Fields.Get(field)
}

func TestPeople(t *testing.T) {
	cases := []struct {
		name, list string
		opt        Options
		want       []string // "line id name [field=value]"
	}{
		{"two scripts", "First name,Last name,نام,نام خانوادگی,language\nAli,Rezaei,علی,رضایی,Persian\n", Options{},
			[]string{"2|Ali Rezaei|Ali Rezaei|name_local=علی رضایی|language=fa"}},
		{"two scripts, whole", "Name,نام\nAli Rezaei,علی رضایی\n", Options{},
			[]string{"2|Ali Rezaei|Ali Rezaei|name_local=علی رضایی"}},
		{"language in the header", "name,Name in Persian\nAna Pop,آنا\n", Options{},
			[]string{"2|Ana Pop|Ana Pop|language=fa"}},
		{"hungarian", "Given name,Family name,language\nPál,Erdős,hu\n", Options{},
			[]string{"2|Erdős Pál|Erdős Pál|language=hu"}},
		{"name is the family", "Vorname;Name\nJan;van der Berg\n", Options{},
			[]string{"2|Jan van der Berg|Jan van der Berg|family=van der Berg"}},
		{"name is whole", "First name,Name\nJan,Jan van der Berg\n", Options{},
			[]string{"2|Jan van der Berg|Jan van der Berg|given=Jan"}},
		{"only a local name", "name,name_local,id\n,سارا,7\n", Options{}, []string{"2|7|سارا|name_local="}},
		{"honorific", "Title,Name,id\nDr,Ana,1\nMs,Eve,2\n", Options{}, []string{"2|1|Ana|position=",
			"3|2|Eve|title=Ms"}},
		{"position", "Title,Name,id\nPilot,Ana,1\n", Options{}, []string{"2|1|Ana|position=Pilot"}},
		{"several", "id,name,sessions,access\n1,Ana,Deep web; Forensics|Maps,a;b\n", Options{},
			[]string{"2|1|Ana|sessions=Deep web+Forensics+Maps|access=a+b"}},
		{"nfc", "id,name\n1,Ange\u0301la\n", Options{}, []string{"2|1|Angéla"}},
		{"zwnj stays", "id,name\n1,علی‌رضا\n", Options{}, []string{"2|1|علی‌رضا"}},
		{"guards", "id,name,note\n1,Ana,\"\t=1\"\n2,'Abd,'+1\n", Options{}, []string{"2|1|Ana|note==1",
			"3|2|'Abd|note=+1"}},
		{"shared address", "name,email\nAna,A@x.org\nBen,a@x.org\n", Options{}, []string{"2|a@x.org|Ana",
			"3|a@x.org, Ben|Ben"}},
		{"no address", "name,organisation,email\nAna,Org,none\n", Options{}, []string{"2|Ana, Org|Ana"}},
		{"quoted lines", "id,name,note\r\n1,Ana,\"a\r\nb\"\r\n2,Ben,\r\n", Options{}, []string{"2|1|Ana|note=a\nb",
			"4|2|Ben"}},
		{"blank rows and columns", "id,name,,\n\n1,Ana,,\n,,,\n2,Ben,,\n", Options{}, []string{"3|1|Ana", "5|2|Ben"}},
		{"excel's first line", "sep=;\nid;name\n1;Ana\n", Options{}, []string{"3|1|Ana"}},
		{"bars", "id|name\n1|Ana\n", Options{}, []string{"2|1|Ana"}},
		{"header twice, one empty", "id,name,name\n1,Ana,\n2,,Ben\n", Options{},
			[]string{"2|1|Ana", "3|2|Ben|name_2=Ben"}},
		{"mapping", "Nr,Badge text,Company,Company\n1,Ana,A,B\n",
			Options{Columns: map[string]string{"id": "nr", "name": "Badge text", "organisation": "Company [2]"}},
			[]string{"2|1|Ana"}},
		{"a better header goes before", "id,Full name,Name\n1,Ana Pop,Pop\n", Options{}, []string{"2|1|Ana Pop"}},
		{"anonymous form",
			"ID,Start time,Completion time,Email,Name,Your name,Your email\n1,,,anonymous,anonymous,Ana,a@x.org\n",
			Options{}, []string{"2|1|Ana|your_email=a@x.org"}},
		{"buyer", "id,name,Buyer Email,Email\n1,Ana,b@x.org,a@x.org\n", Options{},
			[]string{"2|1|Ana|buyer_email=b@x.org"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, problems := Read("list.csv", []byte(c.list), c.opt)
			account(t, r, problems)
			if err := problems.Err(); err != nil {
				t.Fatal(err)
			}
			if len(r.People) != len(c.want) {
				t.Fatalf("%d people, want %d", len(r.People), len(c.want))
			}
			for i, want := range c.want {
				parts := strings.Split(want, "|")
				a := r.People[i]
				got := []string{strconv.Itoa(a.Row), a.ID, a.Name}
				for _, p := range parts[3:] {
					got = append(got, more(a, p))
				}
				if !slices.Equal(got, parts) {
					t.Errorf("got  %q\nwant %q", got, parts)
				}
			}
		})
	}
	r, _ := Read("list.csv", []byte("Name,Company,Company\nAna,A,B\n"),
		Options{Columns: map[string]string{"organisation": "Company [2]"}})
	if len(r.People) != 1 || r.People[0].Organisation != "B" || r.People[0].Columns["organisation"] != 3 {
		t.Errorf("the second company was not taken: %+v", r.People)
	}
}

func TestProblems(t *testing.T) {
	cases := []struct {
		name, list string
		opt        Options
		want       []string // start of each problem
		people     int      // that are good all the same
	}{
		{"duplicate id", "id;name\n1;Ana\n1;Ben\n", Options{},
			[]string{`list.csv:3:1: id "1" is on line 2 too, for "Ana"`}, 1},
		{"failed formula", "id,name\n1,#N/A\n2,Ben\n", Options{},
			[]string{`list.csv:2:2: the name is #N/A, which is what a spreadsheet shows when a formula fails`}, 1},
		{"failed formula in a part", "id,First name,Last name\n1,Ana,#REF!\n", Options{},
			[]string{`list.csv:2:3: the family name is #REF!`}, 0},
		{"unknown status", "id,name,Status\n1,Ana,Limbo\n", Options{},
			[]string{`list.csv:2:3: the column "Status" has "Limbo" in 1 row, which Lanyard does not know: these people stay on the list`},
			1},
		{"name pattern", "id,name\n1,Ana\n", Options{Name: "{{given}} {{middel}}"},
			[]string{`list.csv: [attendees] name shows {{middel}}, which is neither`}, 0},
		{"no name pattern", "id,name\n1,Ana\n", Options{Name: "given"},
			[]string{`list.csv: [attendees] name = "given" shows no field`}, 0},
		{"shortened ids", "id,name\n7.70001E+11,Ana\n7.70002E+11,Ben\n", Options{},
			[]string{`list.csv:2:1: 2 ids are like "7.70001E+11": a spreadsheet has shortened long numbers`}, 2},
		{"given names alone", "First name,Email\nAna,a@x.org\n", Options{},
			[]string{`list.csv:1:1: the names are made of "First name" alone`}, 1},
		{"part of a name", "id,First name,Clan,Last name\n1,Ana,Oda,Pop\n2,Ben,Ito,Ek\n", Options{},
			[]string{`list.csv:1:3: the column "Clan" looks like a part of the name, and is not printed`}, 2},
		{"named part of a name", "id,First name,Last name,Matriarchal name\n1,Ana,Pop,Oda\n", Options{},
			[]string{`list.csv:1:4: the column "Matriarchal name" looks like a part of the name`}, 1},
		{"same id, other organisation", "id,name,organisation\n1,Ana,A\n1,Ana,B\n", Options{},
			[]string{`list.csv:3:1: id "1" is on line 2 too, for "Ana" with another organisation`}, 1},
		{"duration", "id,name,minutes\n1,Ana,long\n2,Ben,60\n", Options{},
			[]string{`list.csv:2:3: the duration "long" is not understood, in 1 row`}, 2},
		{"same person", "name,email,organisation\nAna,a@x.org,A\nAna,a@x.org,B\n", Options{},
			[]string{`list.csv:3:1: "Ana" is on line 2 too, with the same e-mail address and another organisation`},
			1},
		{"open quote", "id,name\n1,Ana\n2,\"Ben\n3,Cy\n", Options{},
			[]string{`list.csv:3:2: the quote that opens here is never closed`}, 2},
		{"quote closed by the next", "name,id\n\"Ana,1\nBen,2\n\"Cy\",3\n", Options{},
			[]string{`list.csv:2:1: the quote that opens here is closed on line 4 with text behind it`}, 2},
		{"all problems",
			"id,name,email\n1,,a@x.org\n2,Ben,b@\n3,Cy\n4,D\x1be,d@x.org\n5,Eve,e@x.org,more\n6,Flo,f@x.org\n",
			Options{}, []string{
				`list.csv:2:2: the row has no name (a@x.org)`, `list.csv:3:3: email "b@": missing domain`,
				`list.csv:4: the row has 2 cells, the header has 3`,
				`list.csv:5:2: name "D\u{1b}e" holds U+001B, a control character`,
				`list.csv:6:4: the row has 4 cells, the header has 3`}, 2},
		{"direction", "id,name\n1,\u202eAna\n", Options{},
			[]string{`list.csv:2:2: name "\u{202e}Ana" holds U+202E, which reverses the direction`}, 0},
		{"spaces", "id,name\n1, Ana\n", Options{}, []string{`list.csv:2:2: "Ana" has spaces around it`}, 1},
		{"line break", "id,name\n1,\"Ana\nPop\"\n", Options{},
			[]string{`list.csv:2:2: name "Ana Pop" has a line break`}, 1},
		{"long name", "id,name\n1," + strings.Repeat("ab", 501) + "\n", Options{},
			[]string{`list.csv:2:2: name "abab`}, 0},
		{"long id", "id,name\n" + strings.Repeat("1", 201) + ",Ana\n", Options{}, []string{`list.csv:2:1: id "111`}, 0},
		{"second header", "id,name\n1,Ana\nid,name\n2,Ben\n", Options{},
			[]string{`list.csv:3: the header of line 1 is repeated here`}, 2},
		{"which column", "id,Company,Organisation,name\n1,A,B,Ana\n", Options{},
			[]string{`list.csv:1:3: columns 2 "Company" and 3 "Organisation" could both be the organisation, and differ: line 2 says "A" and "B"`},
			0},
		{"unknown field", "name\nAna\n", Options{Columns: map[string]string{"nmae": "name"}},
			[]string{`list.csv: [attendees.columns] maps "nmae"`}, 0},
		{"unknown header", "name\nAna\n", Options{Columns: map[string]string{"email": "Mial"}},
			[]string{`list.csv:1: no column has the header "Mial"`}, 0},
		{"language", "id,name,language\n1,Ana,Klingonese\n", Options{},
			[]string{`list.csv:2:3: language "Klingonese"`}, 1},
		{"pdf", "%PDF-1.7\n", Options{}, []string{`list.csv: this is a PDF, not a list`}, 0},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Options{}, []string{`list.csv: this is an old Excel workbook`}, 0},
		{"zip", "PK\x03\x04garbage", Options{}, []string{`list.csv: this is a damaged workbook`}, 0},
		{"too wide", strings.Repeat("c,", 20_000) + "name\nx\n", Options{},
			[]string{`list.csv:1:1001: the row has more than 1000 columns`}, 0},
		{"5 MB in a cell", "name,note\nAna," + strings.Repeat("x", 5<<20) + "\nBen,\n", Options{},
			[]string{`list.csv:2:2: the cell has 5242880 bytes`}, 1},
		{"5 MB in quotes", "name,note\nAna,\"" + strings.Repeat("x\n", 5<<19) + "\"\nBen,\n", Options{},
			[]string{`list.csv:2:2: the cell has 5242880 bytes`}, 1},
		{"too many rows", "name\n" + strings.Repeat("x\n", 1_000_000), Options{},
			[]string{`list.csv:200001: the list has more than 200000 rows`}, 0},
		{"too many cells", "name" + strings.Repeat(",", 99) + "\n" + strings.Repeat("x"+strings.Repeat(",", 99)+"\n",
			110_000), Options{}, []string{`list.csv:100001: the list has more than 10000000 cells`}, 0},
		{"too many broken rows", "name,id\n" + strings.Repeat("\"x,1\n\"", 200), Options{}, nil, 0},
		{"encoding", "name\nAna\n", Options{Encoding: "windows-1265"},
			[]string{`list.csv: "windows-1265" is not an encoding we know`}, 0},
		{"encoding of another day", "id,name\n1,Ștefan Țăranu Ș\n", Options{Encoding: "windows-1256"},
			[]string{`list.csv: the file is UTF-8, but event.toml says encoding = "windows-1256"`}, 0},
		{"not in that encoding", "id,name\n1,\xff\xff\n", Options{Encoding: "gbk"},
			[]string{`list.csv:2:3: the file is not in gbk`}, 0},
		{"stray byte", "id,name\n1,Ștefan\n2,Jos\xe9\n", Options{},
			[]string{`list.csv:3:6: byte 0xE9 at character 6 of the line is no UTF-8 text, though the rest of the file is UTF-8`},
			0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && c.name == "too many cells" {
				t.Skip("a list of ten million cells: run without -short")
			}
			r, problems := Read("list.csv", []byte(c.list), c.opt)
			account(t, r, problems)
			if c.want == nil {
				if problems.Err() == nil {
					t.Error("no error")
				}
				return
			}
			if len(problems) != len(c.want) || len(r.People) != c.people {
				t.Fatalf("%d problems, want %d; %d people, want %d: %v", len(problems), len(c.want), len(r.People),
					c.people, problems)
			}
			for i, want := range c.want {
				if got := problems[i].Error(); !strings.HasPrefix(got, want) {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			}
		})
	}
}

// TestConcurrent checks that lists are read side by side with the same result.
func TestConcurrent(t *testing.T) {
	data := read(t, "systems/zoom.csv")
	want, _ := Read("list.csv", data, Options{})
	got := make(chan *Roster)
	for range 8 {
		go func() {
			r, _ := Read("list.csv", data, Options{})
			got <- r
		}()
	}
	for range 8 {
		if r := <-got; !reflect.DeepEqual(r, want) {
			t.Errorf("got %+v", r)
		}
	}
}

// TestAsk checks the lines to paste when two columns could be one field.
func TestAsk(t *testing.T) {
	_, problems := Read("list.csv", []byte("name,Name\nAna,Ben\n"), Options{})
	want := "choose in event.toml, with one of these lines:\n[attendees.columns]\nname = \"name [1]\"\nname = \"Name [2]\""
	if len(problems) != 1 || problems[0].Hint != want {
		t.Fatalf("got %+v", problems)
	}
	r, problems := Read("list.csv", []byte("name,Name\nAna,Ben\n"),
		Options{Columns: map[string]string{"name": "Name [2]"}})
	if len(problems) > 0 || len(r.People) != 1 || r.People[0].Name != "Ben" {
		t.Errorf("the pasted line has no effect: %v %+v", problems, r.People)
	}
}

// TestExplain checks what is said of each column of an export.
func TestExplain(t *testing.T) {
	r, _ := Read("list.csv", read(t, "systems/pretix-checkin.csv"),
		Options{Columns: map[string]string{"position": "Comment"}})
	want := []ColumnUse{
		{1, "Order code", "order", "an order may hold several people: no id by itself"},
		{2, "Attendee name", "name", "the header says name"},
		{3, "Product", "role", "the header says role"},
		{4, "Price", "", "kept as price"},
		{5, "Checked in", "presence", "the header says presence"},
		{6, "E-mail", "email", "the header says email"},
		{7, "Diet", "", "kept as diet"},
		{8, "Company", "organisation", "the header says organisation"},
		{9, "Comment", "position", "set in event.toml"},
	}
	if got := r.Explain(); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestEncodings(t *testing.T) {
	sure := map[string]string{
		"windows-1252": "José Müller\nSeán O’Brien\nÞórður Ýr\nBjörk Guðmundsdóttir\nFrançois Lefèvre\n",
		"windows-1250": "Lech Wałęsa\nŁukasz Żółć\n",
		"windows-1251": "Иван Щукин\nПётр Петров\n",
		"windows-1253": "Νίκος Παπαδόπουλος\nΓιώργος Σεφέρης\nΜαρία Ελένη Δημητρίου\nΧρήστος Άγγελος\n",
		"windows-1254": "İbrahim Işık\nGülşah Çelik\nÖzgür Yıldız\nŞükrü Gökçe\n",
		"windows-1255": "יצחק נבון\nדוד לוי\n",
		"windows-1256": "محمد رضا\nعبد اللطيف الأبنودي\nعلي‌رضا\n",
		"windows-874":  "สมชาย\nน้ำทิพย์ ปิ่นแก้ว\n",
		"macintosh":    "José Müller\nFrançois\n",
		"shift_jis":    "山田太郎\n鈴木花子\nサイトウ\n",
		"gbk":          "张伟\n王芳\n李娜\n",
		"big5":         "陳大文\n林美麗\n",
		"euc-kr":       "김철수\n박영희\n",
		"utf-16le":     "علی‌رضا\n𠮷田\n",
		"utf-16be":     "علی‌رضا\n𠮷田\n",
	}
	for name, names := range sure {
		t.Run(name, func(t *testing.T) {
			data := encode(t, name, "name\n"+names)
			for _, opt := range []Options{{}, {Encoding: name}} {
				r, problems := Read("list.csv", data, opt)
				account(t, r, problems)
				if r.Encoding != name {
					t.Errorf("encoding %q with %+v: %v", r.Encoding, opt, problems)
				}
				var got []string
				for _, a := range r.People {
					got = append(got, a.Name)
				}
				if want := strings.Split(strings.TrimSpace(names), "\n"); !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
	for name, names := range map[string]string{"windows-1254": "Yıldız\n", "windows-1250": "Erdős Pál\n",
		"windows-1251": "ИВАН\n"} {
		r, problems := Read("list.csv", encode(t, name, "name\n"+names), Options{})
		if len(r.People) > 0 || len(problems) != 1 {
			t.Fatalf("%s was guessed: %+v %v", name, r.People, problems)
		}
		if line := fmt.Sprintf("encoding = %q  # %s", name,
			strings.TrimSpace(names)); !strings.Contains(problems[0].Hint, line) {
			t.Errorf("the hint has no line %s:\n%s", line, problems[0].Hint)
		}
	}
}

func encode(t *testing.T, name, text string) []byte {
	t.Helper()
	enc, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestVocabulary checks that a header says one thing only.
func TestVocabulary(t *testing.T) {
	seen := map[string]string{}
	for _, w := range vocabulary() {
		w.each(func(header string, m meaning) {
			here := fmt.Sprintf("%s, rank %d", m.field, m.rank)
			if there, twice := seen[key(header)]; twice && there != here {
				t.Errorf("%s: %q is %s and %s", w.lang, header, there, here)
			}
			seen[key(header)] = here
		})
	}
}

func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	day := excelize.Style{CustomNumFmt: &[]string{"yyyy-mm-dd"}[0]}
	style, err := book.NewStyle(&day)
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{
		"A1": "Guests of the evening", "A3": "id", "B3": "Full name", "C3": "Company", "D3": "Arrival",
		"A4": 7, "B4": "Seán O'Brien", "C4": "Galway", "D4": time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC),
		"A6": 8, "B6": "علی‌رضا پورکاوه",
		"A7": 9, "B7": " ",
	} {
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SetCellStyle("Sheet1", "D4", "D4", style); err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet("VIP"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("VIP", "A1", &[]string{"name"}); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("VIP", "A2", &[]string{"Ana Pop"}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, problems := Read("list.xlsx", b.Bytes(), Options{})
	if len(problems) != 1 ||
		problems[0].Hint != "choose in event.toml, with one of these lines:\n[attendees]\nsheet = \"Sheet1\"\nsheet = \"VIP\"" {
		t.Errorf("two sheets of people: %+v", problems)
	}
	r, problems := Read("list.xlsx", b.Bytes(), Options{Sheet: "Sheet1"})
	account(t, r, problems)
	if len(problems) != 1 || problems[0].Error() != "list.xlsx:7:2: the row has no name" {
		t.Errorf("problems: %v", problems)
	}
	if want := "plain list: 3 rows, 1 refused; name = Full name; organisation = Company; 1 row above the header skipped"; r.Recognised != want {
		t.Errorf("recognised %s", r.Recognised)
	}
	if len(r.People) != 2 || r.People[0].ID != "7" || r.People[0].Fields.Get("arrival") != "2026-05-01" ||
		r.People[1].Row != 6 || r.People[1].Name != "علی‌رضا پورکاوه" {
		t.Errorf("people: %+v", r.People)
	}
	if r, problems = Read("list.xlsx", b.Bytes(), Options{Sheet: "VIP"}); problems.Err() != nil ||
		len(r.People) != 1 || r.People[0].Name != "Ana Pop" {
		t.Errorf("sheet VIP: %v %+v", problems, r.People)
	}
	if _, problems = Read("list.xlsx", b.Bytes(), Options{Sheet: "VPI"}); len(problems) != 1 ||
		problems[0].Hint != `did you mean "VIP"?` {
		t.Errorf("sheet VPI: %+v", problems)
	}
	for cut := 0; cut < b.Len(); cut += b.Len()/40 + 1 { // damaged anywhere: a problem, never a crash
		broken := bytes.Clone(b.Bytes())
		for i := cut; i < min(cut+20, len(broken)); i++ {
			broken[i] ^= 0x55
		}
		r, problems := Read("list.xlsx", broken, Options{})
		account(t, r, problems)
	}
}

func BenchmarkRead(b *testing.B) {
	var list strings.Builder
	list.WriteString("id,name,name_local,language,organisation,country,role,email,sessions,access\n")
	const rows = 10_000
	for i := range rows {
		fmt.Fprintf(&list,
			"P%d,Alireza Pourkaveh %d,علی‌رضا پورکاوه,fa,University of Tehran,IR,Speaker,p%d@example.org,Deep web; Forensics,\n",
			i, i, i)
	}
	data := []byte(list.String())
	b.ReportAllocs()
	for b.Loop() {
		if r, problems := Read("list.csv", data, Options{}); len(r.People) != rows {
			b.Fatal(problems)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func TestAddress(t *testing.T) {
	for address, want := range map[string]string{
		"ana@example.org": "", "o'brien+x@mail.example.co.uk": "", "用户@例子.公司": "",
		"ana": "missing @", "@example.org": "missing name before the @", "ana@": "missing domain",
		"a@b@c.org":   "more than one @",
		"ana@example": "incomplete domain", "ana@example..org": "incomplete domain", "ana@.org": "incomplete domain",
		"ana@x.org, ben@x.org":              "more than one address, or a name with it",
		"Ana <ana@x.org>":                   "more than one address, or a name with it",
		strings.Repeat("a", 250) + "@x.org": "longer than an address can be",
	} {
		if got := noAddress(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestLongLegacyList checks that a list in an older encoding is told by its
// telling lines, wherever they stand, and read whole.
func TestLongLegacyList(t *testing.T) {
	var list strings.Builder
	list.WriteString("id,name\n")
	for i := range 20_000 {
		fmt.Fprintf(&list, "%d,Person Number\n", i)
		if i%1000 == 999 {
			fmt.Fprintf(&list, "x%d,Иван Щукин\n", i)
		}
	}
	r, problems := Read("list.csv", encode(t, "windows-1251", list.String()), Options{})
	account(t, r, problems)
	if r.Encoding != "windows-1251" || len(r.People) != 20_020 || r.People[1000].Name != "Иван Щукин" {
		t.Errorf("%s, %d people: %v", r.Encoding, len(r.People), problems)
	}
}

// TestOtherZips checks that documents which are zip files too are named.
func TestOtherZips(t *testing.T) {
	for file, want := range map[string]string{
		"word/document.xml": "a Word document", "content.xml": "an OpenDocument file",
		"Index/Document.iwa": "a Numbers document",
		"list.csv":           "a zip file", "xl/workbook.xml": "",
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		if _, err := z.Create(file); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		_, problems := Read("list.xlsx", b.Bytes(), Options{})
		message := "the workbook cannot be read"
		if want != "" {
			message = "this is " + want
		}
		if len(problems) != 1 || !strings.Contains(problems[0].Message, message) {
			t.Errorf("%s: %v, want %s", file, problems, message)
		}
	}
}

// TestWideSheet checks that the limits hold for workbooks too.
func TestWideSheet(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	wide := make([]string, maxColumns+1)
	for i := range wide {
		wide[i] = "name"
	}
	if err := book.SetSheetRow("Sheet1", "A1", &wide); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, problems := Read("list.xlsx", b.Bytes(), Options{})
	if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(),
		"list.xlsx:1:1001: the row has more than 1000 columns") {
		t.Errorf("got %v", problems)
	}
}

// TestManyParts checks that a cell that holds several holds no more than a page
// could show.
func TestManyParts(t *testing.T) {
	for n, want := range map[int]string{
		maxItems:     "no problems",
		maxItems + 1: "list.csv:2:2: the cell of sessions has 1001 parts; 1000 can be printed",
	} {
		r, problems := Read("list.csv", []byte("name,sessions\nAna,"+strings.Repeat("a;", n)+"\n"), Options{})
		account(t, r, problems)
		if got := problems.Error(); got != want {
			t.Errorf("%d parts: %s, want %s", n, got, want)
		}
	}
}

// TestWorkbookBombs checks that a workbook that would fill the memory is refused
// before anything of it is kept.
func TestWorkbookBombs(t *testing.T) {
	bomb := func(part, head, unit string, n int) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, text := range map[string]string{"[Content_Types].xml": bookTypes, "_rels/.rels": bookRels,
			"xl/_rels/workbook.xml.rels": partRels, "xl/workbook.xml": bookPart} {
			if name == part {
				continue
			}
			w, err := z.Create(name)
			if err == nil {
				_, err = io.WriteString(w, text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		w, err := z.Create(part)
		for _, s := range []string{head, strings.Repeat(unit, n)} {
			if err == nil {
				_, err = io.WriteString(w, s)
			}
		}
		if err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"unpacked": {bomb("xl/worksheets/sheet1.xml", sheetHead, "<row/>", workbook.MaxUnzip/6),
			"has more than 40 MB once unpacked"},
		"text": {bomb("xl/worksheets/sheet1.xml", sheetHead+"<row><c>", "x", 2*maxCell),
			`has a text of more than 1048576 bytes in "xl/worksheets/sheet1.xml"`},
		"texts": {bomb("xl/SharedStrings.xml", "<sst>", "<si/>", workbook.MaxTexts),
			`has more than 400000 elements in "xl/SharedStrings.xml"`},
		"styles": {bomb("xl/styles.xml", "<styleSheet>", "<xf/>", workbook.MaxTags),
			`has more than 100000 elements in "xl/styles.xml"`},
		"sheets": {bomb("xl/workbook.xml", "<workbook>", "<sheet/>", workbook.MaxTags),
			`has more than 100000 elements in "xl/workbook.xml"`},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, problems := Read("list.xlsx", test.data, Options{})
		runtime.ReadMemStats(&after)
		if got, want := problems.Error(), "list.xlsx: the workbook "+test.want; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; len(test.data) > 1<<20 || grown > 10 {
			t.Errorf("%s: %d bytes took %d MB", name, len(test.data), grown)
		}
	}
}

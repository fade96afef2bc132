package roster

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead: any bytes give a roster that keeps its promises, twice the same.
func FuzzRead(f *testing.F) {
	seed(f, func(data []byte) { f.Add(data) })
	f.Add([]byte("name,email\n\"Ana,a@x.org\n\"Ben\",b@x.org\r\n\r'=1,\t=2\n"))
	f.Add([]byte("First name,Last name,نام,نام خانوادگی\nAli,Rezaei,علی,رضایی\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.HasPrefix(string(data), "PK\x03\x04") {
			t.Skip("workbooks are excelize's")
		}
		opt := Options{}
		if len(data)%2 == 0 {
			opt = caseOptions
		}
		r, problems := Read("list.csv", data, opt)
		account(t, r, problems)
		again, problemsAgain := Read("list.csv", data, opt)
		if !reflect.DeepEqual(r, again) || !reflect.DeepEqual(problems, problemsAgain) {
			t.Error("the same list was read in two ways")
		}
		for _, p := range append(problems, Preflight(r)...) {
			if s := p.Error(); strings.ContainsAny(s, "\x1b\n\u202e") {
				t.Errorf("a message does something to the terminal: %q", s)
			}
		}
	})
}

// FuzzReader: the reader loses no row, and rows written and read again are the same.
func FuzzReader(f *testing.F) {
	seed(f, func(data []byte) { f.Add(string(data)) })
	f.Add("a,\"b\"\"c\"\n\"d\ne\",f\r\"g\r\nh\" ,i")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("decoded before")
		}
		rows := readAll(text, ',')
		line := 0
		for _, r := range rows {
			if r.line <= line || r.line > lines(text)+1 {
				t.Fatalf("a row on line %d stands behind one on line %d of %d", r.line, line, lines(text)+1)
			}
			if line = r.line; r.fault != nil {
				return // what follows is guesswork
			}
		}
		var b strings.Builder
		for _, r := range rows {
			for i, c := range r.cells {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
			}
			b.WriteByte('\n')
		}
		again := readAll(b.String(), ',')
		if len(again) != len(rows) {
			t.Fatalf("%d rows became %d", len(rows), len(again))
		}
		for i := range rows {
			if !reflect.DeepEqual(rows[i].cells, again[i].cells) {
				t.Errorf("row %d: %q became %q", i, rows[i].cells, again[i].cells)
			}
		}
	})
}

// FuzzHeader: any header is explained column by column, and a field is taken
// from columns that are there.
func FuzzHeader(f *testing.F) {
	seed(f, func(data []byte) {
		head, _, _ := strings.Cut(string(data), "\n")
		f.Add(head, "name", head)
	})
	f.Add("Name;Nom;نام", "organisation", "Company [2]")
	f.Fuzz(func(t *testing.T, header, field, mapped string) {
		r, problems := Read("list.csv", []byte(header+"\nAna,Ben,Cy,Dee\n"),
			Options{Columns: map[string]string{field: mapped}})
		account(t, r, problems)
		for i, c := range r.Explain() {
			if c.Column != i+1 || c.Why == "" {
				t.Errorf("column %d is not explained: %+v", i+1, c)
			}
		}
		for _, a := range r.People {
			for field, c := range a.Columns {
				if c < 1 || c > len(r.Explain()) {
					t.Errorf("%s comes from column %d of %d", field, c, len(r.Explain()))
				}
			}
		}
	})
}

// FuzzEncoding: whatever the bytes, the text is UTF-8 without NUL, or there is
// a problem that says why not.
func FuzzEncoding(f *testing.F) {
	seed(f, func(data []byte) { f.Add(data, "windows-1256") })
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		for _, opt := range []Options{{}, {Encoding: name}} {
			l := &list{Roster: &Roster{File: "list.csv"}, opt: opt}
			text, ok := l.decode(data)
			if ok && (!utf8.ValidString(text) || strings.Contains(text, "\x00") || l.Encoding == "") {
				t.Errorf("%q became %q in %q", data, text, l.Encoding)
			}
			if ok == (l.problems.Err() != nil) {
				t.Errorf("read: %v, problems: %v", ok, l.problems)
			}
		}
	})
}

// readAll returns all rows of text.
func readAll(text string, comma byte) []row {
	r := newReader(text, comma)
	var rows []row
	for rec, ok := r.next(); ok; rec, ok = r.next() {
		rows = append(rows, rec)
	}
	return rows
}

// seed adds every file of testdata as a seed.
func seed(f *testing.F, add func([]byte)) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.csv"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		add(data)
	}
}

// FuzzSeconds: a duration is read or refused, and is never negative nor longer than one can be.
func FuzzSeconds(f *testing.F) {
	for _, cell := range []string{"1h 1m 55s", "1:01:55", "PT1H5M", "95,5 min", "1時間5分", "۱ ساعت", "--",
		"1 Std. und 5"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		if n, ok := seconds(cell, 60); n < 0 || n > maxSeconds+86400 || !ok && n != 0 {
			t.Errorf("%q is %d seconds (%v)", cell, n, ok)
		}
	})
}

// FuzzName: whatever a name and a pattern are, everybody has a name, a part of
// it and something to be sorted by.
func FuzzName(f *testing.F) {
	f.Add("King, Jr., Walter", "{{given}} ({{middle}}) {{family}}", "Status", "no-show")
	f.Add("Zahra / زهرا", "{{name.latin}}", "Attended", "12:30")
	f.Fuzz(func(t *testing.T, name, pattern, header, word string) {
		quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		list := "name," + quote(header) + "\n" + quote(name) + "," + quote(word) + "\n" + quote(word) + "," +
			quote(name) + "\n"
		r, problems := Read("list.csv", []byte(list), Options{Name: pattern})
		account(t, r, problems)
		for _, a := range r.People {
			if a.Given == "" && a.Family == "" || a.SortFamily("nl") == "" {
				t.Errorf("%q has no part or is sorted by nothing", a.Name)
			}
		}
	})
}

// FuzzAlso: whatever a further list holds, every row of it is joined, left out, refused or listed as nobody's, nobody on
// the main list is lost or renamed, and reading and joining it twice gives the same.
func FuzzAlso(f *testing.F) {
	seed(f, func(data []byte) { f.Add(data, false) })
	for _, list := range []string{"id,Minutes\n1,30\n1,0:00:40\n", "Code,When\nNUM-3,09:00\n", "id,Hours,Status\n1,1.5,no-show\n1,\"1,200\",ok\n",
		"Email,Attended,sessions\nANA@example.org,yes,\"A; B\"\nshared@example.org,no,C\n", "Vorname;Nachname;Dauer\nDi;Ma;1 Std. 5 Min.\n"} {
		f.Add([]byte(list), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, present bool) {
		if strings.HasPrefix(string(data), "PK\x03\x04") {
			t.Skip("workbooks are excelize's")
		}
		numbers := func(cell string) (string, bool) { return "3", cell == "NUM-3" }
		join := func() (*Roster, *Also, Joined, string) {
			main, _ := Read("list.csv", []byte(mainList), Options{})
			a, problems := ReadAlso("more.csv", data, Options{})
			for _, p := range problems {
				if s := p.Error(); strings.ContainsAny(s, "\x1b\n\u202e") {
					t.Errorf("a message does something to the terminal: %q", s)
				}
			}
			return main, a, NewJoiner(main).Join(a, numbers, present), problems.Error()
		}
		main, a, joined, problems := join()
		again, b, twice, problemsAgain := join()
		if !reflect.DeepEqual(main, again) || !reflect.DeepEqual(a, b) || !reflect.DeepEqual(joined, twice) || problems != problemsAgain {
			t.Error("the same list was joined in two ways")
		}
		if joined.Rows+len(joined.Nobody) != len(a.Rows) || joined.People > joined.Rows || joined.People > len(main.People) {
			t.Errorf("%d rows: %d joined with %d people, %d nobody's", len(a.Rows), joined.Rows, joined.People, len(joined.Nobody))
		}
		before, _ := Read("list.csv", []byte(mainList), Options{})
		for i, p := range before.People {
			after := main.People[i]
			if after.ID != p.ID || after.Name != p.Name || after.Email != p.Email || p.Organisation != "" && after.Organisation != p.Organisation {
				t.Errorf("%q became %q", p.Name, after.Name)
			}
			if after.Minutes < p.Minutes || after.Minutes > (maxSeconds+86400)*max(1, len(a.Rows))/60 {
				t.Errorf("%q has %d minutes", after.Name, after.Minutes)
			}
			for key, value := range after.Also {
				if key == "" || value == "" || !utf8.ValidString(value) {
					t.Errorf("%q has %q in the field %q", p.Name, value, key)
				}
			}
		}
	})
}

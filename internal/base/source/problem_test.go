package source

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestProblemError(t *testing.T) {
	for _, test := range []struct {
		problem Problem
		want    string
	}{
		{Problem{File: "attendees.csv", Line: 17, Column: 3, Message: `email "ana@": missing domain`},
			`attendees.csv:17:3: email "ana@": missing domain`},
		{Problem{File: "event.toml", Line: 2, Message: "no title"}, "event.toml:2: no title"},
		{Problem{File: "event.toml", Column: 9, Message: "no title"}, "event.toml: no title"},
		{Problem{Line: 4, Column: 1, Message: "no title"}, "4:1: no title"},
		{Problem{Message: "no title"}, "no title"},
		{Problem{File: "a\x1b[2J", Message: "b\r\n"}, `a\u{1b}[2J: b\u{d}\u{a}`},
	} {
		if got := test.problem.Error(); got != test.want {
			t.Errorf("%#v: %q, want %q", test.problem, got, test.want)
		}
	}
}

func TestProblemsErr(t *testing.T) {
	var ps Problems
	if ps.Err() != nil {
		t.Error("no problems are an error")
	}
	ps.Add(Problem{Severity: Warning, Message: "wide"})
	if ps.Err() != nil {
		t.Error("a warning is an error")
	}
	ps.Add(Problem{Message: "broken"}, Problem{Message: "lost"})
	err := ps.Err()
	if err == nil || err.Error() != "broken (and 2 more)" {
		t.Errorf("got %v", err)
	}
	var back Problems
	if !errors.As(err, &back) || len(back) != 3 {
		t.Errorf("the error does not give its problems back: %v", back)
	}
}

func TestProblemsSort(t *testing.T) {
	ps := Problems{{File: "b", Line: 1}, {File: "a", Line: 2, Column: 1, Code: "first"},
		{File: "a", Line: 2, Column: 1, Code: "second"}, {File: "a", Line: 1, Column: 9}}
	ps.Sort()
	if ps[0].Line != 1 || ps[1].Code != "first" || ps[2].Code != "second" || ps[3].File != "b" {
		t.Errorf("sorted: %v", ps)
	}
}

func TestProblemsFormat(t *testing.T) {
	var ps Problems
	for line := 2; line <= 3001; line++ {
		ps.Add(Problem{Code: "roster-no-name", File: "a.csv", Line: line, Column: 1, Message: "no name",
			Hint: "fill the column"})
	}
	ps.Add(
		Problem{Code: "toml-unknown-key", File: "event.toml", Line: 1, Column: 1, Message: `there is no key "titel"`,
			Hint: "did you mean title?"},
		Problem{Code: "toml-unknown-key", File: "event.toml", Line: 2, Column: 1, Message: `there is no key "strat"`,
			Hint: "did you mean start?\nor\x07 end?"},
		Problem{Severity: Warning, Code: "wide", Message: "too wide"})
	var b strings.Builder
	if err := ps.Format(&b, "lanyard: "); err != nil {
		t.Fatal(err)
	}
	want := `lanyard: error: a.csv:2:1: no name
lanyard: error: a.csv:3:1: no name
lanyard: error: a.csv:4:1: no name
lanyard: error: a.csv:5:1: no name
lanyard: error: a.csv:6:1: no name
lanyard: error: a.csv: 2,995 more like this
lanyard: hint: fill the column
lanyard: error: event.toml:1:1: there is no key "titel"
lanyard: hint: did you mean title?
lanyard: error: event.toml:2:1: there is no key "strat"
lanyard: hint: did you mean start?
lanyard: hint: or\u{7} end?
lanyard: warning: too wide
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestProblemJSON(t *testing.T) {
	p := Problem{Severity: Warning, Code: "wide", File: "a.toml", Line: 3, Message: "too wide"}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"severity":"warning","code":"wide","file":"a.toml","line":3,"message":"too wide"}`; string(data) != want {
		t.Errorf("got %s, want %s", data, want)
	}
	var back Problem
	if err := json.Unmarshal(data, &back); err != nil || back != p {
		t.Errorf("read back %#v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"severity":"grave"}`), &back); err == nil {
		t.Error("an unknown severity was read")
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "place", "start", "end", "organisation", "name_local", "colour"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "strat": "start", "organization": "organisation",
		"name-local": "name_local",
		"color":      "colour", "ends": "end", "e": "", "": "", "banana": "", "xx": "", strings.Repeat("title", 20): "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1048576: "1,048,576"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %q, want %q", n, got, want)
		}
	}
}

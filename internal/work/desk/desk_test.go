package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/work/issued"
	"lanyard/internal/work/revise"
)

var now = time.Date(2027, 5, 1, 9, 0, 0, 0, time.UTC)

// served serves the desk until the test ends. It returns the address of the start page and that of the event in o.Dir.
func served(t *testing.T, o Options) (url, event string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	o.Random = strings.NewReader("0123456789abcdef")
	if o.Now == nil {
		o.Now = func() time.Time { return now }
	}
	go func() { ended <- Serve(ctx, o, func(url string) { ready <- url }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case url := <-ready:
		base, id, _ := strings.Cut(url, "#")
		return base, base + "event/" + id + "/"
	case err := <-ended:
		ended <- nil
		t.Fatal(err)
	}
	return "", ""
}

// newEvent returns the folder of a new event with a list.
func newEvent(t *testing.T, list string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "event.toml", `id = "desk-2027"
title = "Desk"  # as printed
start = 2027-05-14
[issuer]
name = "Example University"
verify = "verify.example.edu"
[roles.speaker]
label = "Speaker"
[roles.participant]
label = "Participant"
[badges]
template = "classic"
sheet = "A4"
`)
	write(t, dir, "attendees.csv", list)
	return dir
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ask makes a request as the page does, unless headers say otherwise, and decodes the answer into out.
func ask(t *testing.T, method, url string, body, out any, header ...string) int {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", "http://"+r.URL.Host)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil && json.Unmarshal(text, out) != nil {
		t.Fatalf("%s: %d %s", url, answer.StatusCode, text)
	}
	return answer.StatusCode
}

func stateOf(t *testing.T, event string) (s state) {
	t.Helper()
	if code := ask(t, "GET", event+"state.json", nil, &s); code != 200 {
		t.Fatalf("the state is answered with %d", code)
	}
	return s
}

const oneList = "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,Speakr\n"

type cells struct {
	Version string
	Changes []revise.Cell
}

// TestOthersCannotWrite requests changes as other sites, other ports and programs without the secret would.
func TestOthersCannotWrite(t *testing.T) {
	dir := newEvent(t, oneList)
	base, event := served(t, Options{Dir: dir})
	host := "http://" + strings.Split(base, "/")[2] + "/"
	body := cells{Changes: []revise.Cell{{Row: "1", Column: "name", To: "Evil"}}}
	for name, c := range map[string]struct {
		url    string
		header []string
		want   int
	}{
		"another site":          {event + "cells", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
		"another port":          {event + "cells", []string{"Origin", "http://127.0.0.1:1", "Sec-Fetch-Site", "same-site"}, 403},
		"a forged origin alone": {event + "cells", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"a program":             {event + "cells", []string{"Origin", "", "Sec-Fetch-Site", ""}, 403},
		"without the secret":    {host + "event/" + strings.Split(event, "/")[5] + "/cells", nil, 404},
		"with a wrong secret":   {host + strings.Repeat("0", 32) + "/new", nil, 404},
		"an unknown event":      {base + "event/000000000000/cells", nil, 404},
	} {
		if code := ask(t, "POST", c.url, body, nil, c.header...); code != c.want {
			t.Errorf("%s: %d, want %d", name, code, c.want)
		}
	}
	for _, verb := range []string{"cells", "make", "change", "text", "site", "list", "rule", "printer", "adopt"} {
		if code := ask(t, "GET", event+verb, nil, nil); code != 405 && code != 404 {
			t.Errorf("a GET of %s is answered with %d", verb, code)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "corrections.csv")); err == nil {
		t.Error("a refused request wrote a correction")
	}
	if code := ask(t, "POST", event+"cells", body, nil); code != 200 {
		t.Errorf("the page itself is answered with %d", code)
	}
	if code := ask(t, "POST", event+"cells", map[string]any{"Changes": nil, "More": 1}, nil); code != 400 {
		t.Errorf("an unknown field is answered with %d", code)
	}
}

// TestPathsStayInside requests files that the desk must not serve.
func TestPathsStayInside(t *testing.T) {
	dir := newEvent(t, oneList)
	for _, name := range []string{"out/certificates", "keys"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "out/badges.pdf", "%PDF-1.7")
	write(t, dir, "out/.hidden.pdf", "%PDF-1.7")
	write(t, dir, "keys/signing.json", "secret")
	write(t, dir, "secret.pdf", "secret")
	if err := os.Symlink(filepath.Join(dir, "secret.pdf"), filepath.Join(dir, "out", "link.pdf")); err != nil {
		t.Fatal(err)
	}
	_, event := served(t, Options{Dir: dir})
	for path, want := range map[string]int{
		"file/badges.pdf": 200, "file/.hidden.pdf": 404, "file/link.pdf": 404, "file/../secret.pdf": 404, "file/..%2fsecret.pdf": 404,
		"file/..%2fkeys%2fsigning.json": 404, "file/%2fetc%2fpasswd": 404, "file/../../keys/signing.json": 404, "keys/signing.json": 404,
		"ledger.db": 404, "file/ledger.db": 404, "papers/..%2f..%2fkeys": 404,
	} {
		if code := ask(t, "GET", event+path, nil, nil); code != want {
			t.Errorf("%s: %d, want %d", path, code, want)
		}
	}
	var refused refusal
	for _, name := range []string{"../evil.csv", "/tmp/evil.csv", "event.toml", "walkins.csv", "a/b.csv", "x.pdf"} {
		body := map[string]any{"Version": stateOf(t, event).Files["event.toml"], "Name": name, "List": []byte("name\nA\n")}
		if code := ask(t, "POST", event+"list", body, &refused); code != 422 || refused.Hint == "" {
			t.Errorf("a list %q is answered with %d %+v", name, code, refused)
		}
	}
}

// TestStaleWrite writes to a file that was changed after the page read it.
func TestStaleWrite(t *testing.T) {
	dir := newEvent(t, oneList)
	_, event := served(t, Options{Dir: dir})
	s := stateOf(t, event)
	before := read(t, dir, "event.toml")
	write(t, dir, "event.toml", before+"# by somebody else\n")
	var refused refusal
	code := ask(t, "POST", event+"alias", map[string]string{"Version": s.Files["event.toml"], "Role": "speaker", "Word": "Speakr"}, &refused)
	if code != 409 || refused.File != "event.toml" || !strings.Contains(refused.Mine, `aliases = ["Speakr"]`) ||
		strings.Contains(refused.Mine, "somebody else") || refused.Theirs != before+"# by somebody else\n" {
		t.Errorf("%d %+v", code, refused)
	}
	if read(t, dir, "event.toml") != before+"# by somebody else\n" {
		t.Error("event.toml was overwritten")
	}
	code = ask(t, "POST", event+"alias", map[string]string{"Version": stateOf(t, event).Files["event.toml"], "Role": "speaker", "Word": "Speakr"}, nil)
	if want := strings.Replace(before, "label = \"Speaker\"\n", "label = \"Speaker\"\naliases = [\"Speakr\"]\n", 1) + "# by somebody else\n"; code != 200 || read(t, dir, "event.toml") != want {
		t.Errorf("%d, and event.toml is\n%s", code, read(t, dir, "event.toml"))
	}
	if s := stateOf(t, event); s.Errors != 0 || s.People != 2 {
		t.Errorf("with the alias: %d errors, %d people, %v", s.Errors, s.People, s.Findings)
	}
	write(t, dir, "corrections.csv", "person,column,from,to\n1,name,Ana Pop,Anna Pop\n")
	code = ask(t, "POST", event+"cells", cells{s.Files["corrections.csv"], []revise.Cell{{Row: "2", Column: "name", To: "Bo Hale"}}}, &refused)
	if code != 409 || refused.File != "corrections.csv" || !strings.Contains(refused.Mine, "Bo Hale") || !strings.Contains(refused.Theirs, "Anna Pop") {
		t.Errorf("%d %+v", code, refused)
	}
}

// TestRefusedText tries to save an event.toml with a mistake.
func TestRefusedText(t *testing.T) {
	dir := newEvent(t, oneList)
	_, event := served(t, Options{Dir: dir})
	before := read(t, dir, "event.toml")
	var refused refusal
	code := ask(t, "POST", event+"text", map[string]string{"Version": stateOf(t, event).Files["event.toml"], "Text": before + "nonsense = 1\n"}, &refused)
	if code != 422 || len(refused.Problems) == 0 || refused.Problems[0].Line == 0 || read(t, dir, "event.toml") != before {
		t.Errorf("%d %+v", code, refused)
	}
}

// TestFixes fixes a list with three findings by the buttons that the page offers, and undoes one fix.
func TestFixes(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana  Pop,speaker\n2,Bob Hale,Speakr\n3,Hale Bob,participant\n")
	_, event := served(t, Options{Dir: dir})
	do := map[string]bool{}
	for range 5 {
		s := stateOf(t, event)
		var f *revise.Finding
		for i := range s.Findings {
			if len(s.Findings[i].Fixes) > 0 {
				f = &s.Findings[i]
				break
			}
		}
		if f == nil {
			break
		}
		x := f.Fixes[0]
		do[x.Do] = true
		code := 0
		switch x.Do {
		case "cell":
			code = ask(t, "POST", event+"cells", cells{s.Files["corrections.csv"], []revise.Cell{{Row: f.Row, Column: f.Cell.Column, To: x.To}}}, nil)
		case "merge":
			code = ask(t, "POST", event+"merge", map[string]string{"Version": s.Files["corrections.csv"], "Row": f.Row, "Into": x.Into}, nil)
		}
		if code != 200 {
			t.Fatalf("%s of %s is answered with %d", x.Do, f.Message, code)
		}
	}
	s := stateOf(t, event)
	if s.Errors+s.Warnings > 0 || s.People != 2 || s.Corrected != 3 || !do["cell"] || !do["merge"] {
		t.Errorf("fixed: %d errors, %v, %d people, %d corrections", s.Errors, s.Findings, s.People, s.Corrected)
	}
	if want := "person,column,from,to\n2,role,Speakr,speaker\n1,name,Ana  Pop,Ana Pop\n3,(row),,leave out\n"; read(t, dir, "corrections.csv") != want {
		t.Errorf("corrections.csv is\n%s", read(t, dir, "corrections.csv"))
	}
	if code := ask(t, "POST", event+"cells", cells{s.Files["corrections.csv"], []revise.Cell{{Row: "3", Column: "(row)", To: ""}}}, nil); code != 200 {
		t.Errorf("taking a row in again is answered with %d", code)
	}
	if s := stateOf(t, event); s.People != 3 {
		t.Errorf("after the row was restored there are %d people", s.People)
	}
}

// TestJob makes papers, follows the job to its end, and revokes one.
func TestJob(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,participant\n")
	used := ""
	_, event := served(t, Options{Dir: dir, Used: func(dir string) { used = dir }})
	if code := ask(t, "POST", event+"make", wish{}, nil); code != 200 {
		t.Fatalf("making is answered with %d", code)
	}
	ended := func() *errand {
		for range 600 {
			if j := stateOf(t, event).Job; j != nil && !j.Busy() {
				return j
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatal("the job does not end")
		return nil
	}
	if j := ended(); j.State != "done" {
		t.Fatalf("the job is %+v", j)
	}
	if used != dir {
		t.Errorf("the keys of %q were used", used)
	}
	var listed issued.Papers
	ask(t, "GET", event+"issued.json", nil, &listed)
	if len(listed.Rows) != 2 || len(listed.Rows[0].Prints) != 1 {
		t.Fatalf("issued: %+v", listed)
	}
	ask(t, "GET", event+"issued.json?q=ana", nil, &listed)
	change := map[string]string{"Verb": "revoke", "What": listed.Rows[0].Number, "Only": "", "Reason": ""}
	var refused refusal
	if code := ask(t, "POST", event+"change", change, &refused); code != 422 || refused.Hint == "" {
		t.Errorf("without a reason: %d %+v", code, refused)
	}
	change["Reason"] = "a test"
	if code := ask(t, "POST", event+"change", change, nil); code != 200 {
		t.Errorf("revoking is answered with %d", code)
	}
	ask(t, "GET", event+"issued.json?q=ana", nil, &listed)
	if len(listed.Rows) != 1 || listed.Rows[0].State != "revoked" || listed.Rows[0].Reason != "a test" {
		t.Errorf("revoked: %+v", listed)
	}
	// A name is corrected: the job asks before it supersedes the paper, and answering no changes nothing.
	ask(t, "POST", event+"cells", cells{"", []revise.Cell{{Row: "2", Column: "name", To: "Robert Hale"}}}, nil)
	ask(t, "POST", event+"make", wish{}, nil)
	for range 600 {
		if j := stateOf(t, event).Job; j.State == "asking" {
			if len(j.Question.Corrections) != 1 || j.Question.Corrections[0].Name != "Robert Hale" {
				t.Errorf("it asks %+v", j.Question)
			}
			ask(t, "POST", event+"answer", map[string]any{"Job": j.ID, "Yes": false}, nil)
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if j := ended(); j.State != "failed" || j.Hint == "" {
		t.Errorf("after answering no: %+v", j)
	}
}

func TestRecent(t *testing.T) {
	dir, file := newEvent(t, oneList), filepath.Join(t.TempDir(), "settings", "recent.json")
	base, _ := served(t, Options{Dir: dir, Recent: file, Home: t.TempDir()})
	var s start
	ask(t, "GET", base+"start.json", nil, &s)
	if len(s.Recent) != 1 || s.Recent[0] != (recent{dir, "Desk"}) {
		t.Errorf("recent: %+v", s)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("recent.json: %v %v", info, err)
	}
	if err := os.Remove(filepath.Join(dir, "event.toml")); err != nil {
		t.Fatal(err)
	}
	ask(t, "GET", base+"start.json", nil, &s)
	if len(s.Recent) != 0 {
		t.Errorf("a deleted event is offered: %+v", s)
	}
	var refused refusal
	if code := ask(t, "POST", base+"open", map[string]string{"Dir": dir}, &refused); code != 422 || refused.Hint == "" {
		t.Errorf("opening it: %d %+v", code, refused)
	}
}

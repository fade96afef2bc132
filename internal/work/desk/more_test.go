package desk

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/work/issued"
	"lanyard/internal/work/job"
)

// got returns what a GET answers.
func got(t *testing.T, url string) (code int, data []byte) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if data, err = io.ReadAll(answer.Body); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, data
}

// resultOf returns the result of the last job of an event, which must have been done.
func resultOf(t *testing.T, event string, out any) {
	t.Helper()
	j := settled(t, event)
	if j.State != job.Done {
		t.Fatalf("%s: %s %s", j.Verb, j.State, j.Error)
	}
	data, err := json.Marshal(j.Result)
	if err == nil {
		err = json.Unmarshal(data, out)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A person is shown what forgetting comes to, and forgets; the ledger is checked, and the page written for the last
// time.
func TestForgetOnThePage(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,speaker\n")
	_, event := served(t, Options{Dir: dir})
	ask(t, "POST", event+"make", map[string]any{}, nil)
	settled(t, event)
	var plan, done issued.Farewell
	code := ask(t, "POST", event+"forget", map[string]any{"What": "1"}, &plan)
	if code != 200 || plan.Done || plan.Papers != 1 {
		t.Fatalf("%d %+v", code, plan)
	}
	for _, in := range []map[string]any{{"What": "1", "Sure": 7}, {"Before": "some day"}, {}, {"What": "nobody"}} {
		if code := ask(t, "POST", event+"forget", in, nil); code != http.StatusUnprocessableEntity {
			t.Errorf("%v is answered with %d", in, code)
		}
	}
	if code := ask(t, "POST", event+"forget", map[string]any{"What": "1", "Sure": 1}, &done); code != 200 || !done.Done {
		t.Fatalf("%d %+v", code, done)
	}
	ask(t, "POST", event+"make", map[string]any{}, nil)
	if j := settled(t, event); j.State != job.Failed || len(j.Problems) != 0 && j.Problems[0].Code != "person-forgotten" {
		t.Errorf("who is forgotten and on the list gets a paper: %+v", j)
	}
	var sound issued.Soundness
	ask(t, "POST", event+"ledger", map[string]any{}, nil)
	if resultOf(t, event, &sound); sound.Rows == 0 || sound.Forgotten != done.Rows {
		t.Errorf("%+v", sound)
	}
	var site struct{ Expires string }
	ask(t, "POST", event+"freeze", map[string]any{}, nil)
	if resultOf(t, event, &site); !strings.HasPrefix(site.Expires, "2127-") && !strings.HasPrefix(site.Expires, "2126-") {
		t.Errorf("the last page expires %s", site.Expires)
	}
	if _, err := os.Stat(filepath.Join(dir, "site", "verify-archive.html")); err != nil {
		t.Error(err)
	}
	var mail issued.Mail
	if code := ask(t, "GET", event+"mail.json", nil, &mail); code != 200 || mail.Total != 0 {
		t.Errorf("%d %+v", code, mail)
	}
}

// The stock is chosen among all, and the key of event.toml follows; what is to be printed first comes as PDF.
func TestStock(t *testing.T) {
	dir := newEvent(t, oneList)
	_, event := served(t, Options{Dir: dir})
	var all struct{ Stocks []stock }
	if code := ask(t, "GET", event+"stocks.json", nil, &all); code != 200 || len(all.Stocks) < 30 {
		t.Fatalf("%d, %d stocks", code, len(all.Stocks))
	}
	before := read(t, dir, "event.toml")
	version := stateOf(t, event).Files["event.toml"]
	for name, want := range map[string]int{"Avery nothing": http.StatusUnprocessableEntity, "Letter": 200} {
		in := map[string]string{"Version": version, "Name": name}
		if code := ask(t, "POST", event+"sheet", in, nil); code != want {
			t.Errorf("%s: %d", name, code)
		}
	}
	if after := read(t, dir, "event.toml"); after != strings.Replace(before, `sheet = "A4"`, `sheet = "Letter"`, 1) {
		t.Errorf("event.toml is now\n%s", after)
	}
	if s := stateOf(t, event); s.Sheet == nil || s.Sheet.Name != "Letter" {
		t.Errorf("the sheet is %+v", s.Sheet)
	}
	if code, data := got(t, event+"testsheet.pdf"); code != 200 || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("test sheet: %d %.40s", code, data)
	}
	whole := read(t, dir, "event.toml")
	write(t, dir, "event.toml", strings.Replace(whole, "classic", "klassic", 1))
	code, data := got(t, event+"proof.pdf?longest=1")
	if code != http.StatusUnprocessableEntity || !bytes.Contains(data, []byte("klassic")) {
		t.Errorf("a proof of a design that there is not: %d %.200s", code, data)
	}
	write(t, dir, "event.toml", whole)
	if code, data := got(t, event+"proof.pdf?longest=1"); code != 200 || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("proof: %d %.200s", code, data)
	}
}

// Only some people, with pictures, and without the rows that are wrong.
func TestWishes(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,participant\n3,Cy Young,Speakr\n")
	_, event := served(t, Options{Dir: dir})
	if code := ask(t, "POST", event+"make", map[string]any{"PNG": 3}, nil); code != http.StatusUnprocessableEntity {
		t.Errorf("three pixels an inch: %d", code)
	}
	ask(t, "POST", event+"make", map[string]any{"Where": "role is speaker", "PNG": 72, "Force": true}, nil)
	j := settled(t, event)
	pictures, err := filepath.Glob(filepath.Join(dir, "out", "*", "*.png"))
	if j.Error == "" && len(pictures) == 0 {
		pictures, err = filepath.Glob(filepath.Join(dir, "out", "*.png"))
	}
	if err != nil || len(pictures) != 1 || !strings.Contains(pictures[0], "Ana") {
		t.Errorf("pictures %q %v: %+v", pictures, err, j)
	}
}

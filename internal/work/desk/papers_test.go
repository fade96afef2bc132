package desk

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/work/batch"
	"lanyard/internal/work/issued"
	"lanyard/internal/work/job"
	"lanyard/internal/work/revise"
)

// settled waits until the job of an event has ended, answering yes, and returns it.
func settled(t *testing.T, event string) *errand {
	t.Helper()
	for range 600 {
		j := stateOf(t, event).Job
		if j != nil && j.State == job.Asking {
			ask(t, "POST", event+"answer", map[string]any{"Job": j.ID, "Yes": true}, nil)
		} else if j != nil && !j.Busy() {
			return j
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the job never ends")
	return nil
}

// Two columns that may both be a field are a question, and a button for each is the answer.
func TestColumnByButton(t *testing.T) {
	const list = "id,name,Company,Organisation\n1,Ana Pop,A,B\n"
	for _, column := range []string{"Company", "Organisation"} {
		dir := newEvent(t, list)
		_, event := served(t, Options{Dir: dir})
		s := stateOf(t, event)
		var asked revise.Finding
		for _, f := range s.Findings {
			if f.Code == "roster-ambiguous" {
				asked = f
			}
		}
		offered := asked.Fixes
		if len(offered) != 2 || offered[0].Do != "column" || offered[0].Field != "organisation" {
			t.Fatalf("offered %+v of %+v", offered, s.Findings)
		}
		for _, x := range offered {
			if x.To != column {
				continue
			}
			in := map[string]string{"Version": s.Files["event.toml"], "Field": x.Field, "Column": x.To}
			if code := ask(t, "POST", event+"column", in, nil); code != 200 {
				t.Errorf("%s: %d", column, code)
			}
		}
		if s = stateOf(t, event); s.Errors > 0 {
			t.Errorf("%s: %+v", column, s.Findings)
		}
		for _, c := range s.Columns {
			if (c.TakenFor == "organisation") != (c.Header == column) {
				t.Errorf("%s: %+v", column, c)
			}
		}
	}
}

const certificates = "\n[certificates]\ntemplate = \"formal\"\n"

// A rule decides who gets a certificate; a wrong one changes nothing; an empty one is as without it.
func TestRule(t *testing.T) {
	dir := newEvent(t, "id,name,role,minutes\n1,Ana Pop,speaker,10\n2,Bob Hale,participant,90\n3,Cy Young,participant,20\n")
	write(t, dir, "event.toml", read(t, dir, "event.toml")+certificates)
	_, event := served(t, Options{Dir: dir})
	gets := func() int {
		for _, one := range stateOf(t, event).Shares {
			if one.Kind == "certificate" {
				return one.Gets
			}
		}
		return -1
	}
	set := func(where string) int {
		return ask(t, "POST", event+"rule", map[string]string{"Version": stateOf(t, event).Files["event.toml"], "Where": where}, nil)
	}
	all, before := gets(), read(t, dir, "event.toml")
	if code := set(`minutes >= 60`); code != 200 || gets() != 1 || stateOf(t, event).Setup.Rule != "minutes >= 60" {
		t.Errorf("%d, %d certificates, %+v", code, gets(), stateOf(t, event).Setup)
	}
	ruled := read(t, dir, "event.toml")
	if code := set(`minutes >= ) (`); code != 422 || read(t, dir, "event.toml") != ruled {
		t.Errorf("a wrong rule is answered with %d", code)
	}
	if code := set(""); code != 200 || gets() != all || read(t, dir, "event.toml") != before {
		t.Errorf("%d, %d certificates, %s", code, gets(), read(t, dir, "event.toml"))
	}
	write(t, dir, "event.toml", strings.Replace(before, certificates, "", 1))
	for range 100 { // the folder is read again
		if gets() != all {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if code := set("attended"); code != 422 || strings.Contains(read(t, dir, "event.toml"), "[certificates]") {
		t.Errorf("a rule without [certificates] is answered with %d", code)
	}
}

// The offsets of a printer and the edge about which it turns sheets go to event.toml.
func TestPrinter(t *testing.T) {
	dir := newEvent(t, oneList)
	_, event := served(t, Options{Dir: dir})
	in := offset{Offset: revise.Offset{Printer: "front desk", Front: [2]string{"0.5mm", "-1mm"}, Flip: "short"}}
	set := func() int {
		in.Version = stateOf(t, event).Files["event.toml"]
		return ask(t, "POST", event+"printer", in, nil)
	}
	var why refusal
	in.Version = stateOf(t, event).Files["event.toml"]
	if code := ask(t, "POST", event+"printer", in, &why); code != 200 {
		t.Fatalf("%d %+v", code, why)
	}
	s := stateOf(t, event).Setup
	if s.Printer != "front-desk" || s.Flip != "short" || s.Offsets["front-desk"] != [4]string{"0.5mm", "-1mm", "0mm", "0mm"} {
		t.Errorf("%+v\n%s", s, read(t, dir, "event.toml"))
	}
	before := read(t, dir, "event.toml")
	for _, wrong := range []revise.Offset{{Printer: " "}, {Printer: "x", Front: [2]string{"30mm", "0mm"}}, {Printer: "x", Back: [2]string{"1", ""}},
		{Printer: "x", Flip: "sideways"}} {
		in.Offset = wrong
		if code := set(); code != 422 || read(t, dir, "event.toml") != before {
			t.Errorf("%+v is answered with %d", wrong, code)
		}
	}
}

// A paper is shown as its file has it, with what would be printed differently now; a file that is another one is not shown.
func TestPrinted(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana Pop,speaker\n2,Bob Hale,participant\n")
	_, event := served(t, Options{Dir: dir})
	if code := ask(t, "POST", event+"make", wish{}, nil); code != 200 {
		t.Fatal(code)
	}
	if j := settled(t, event); j.State != job.Done {
		t.Fatalf("%+v", j)
	}
	var listed issued.Papers
	ask(t, "GET", event+"issued.json?q=Ana", nil, &listed)
	if len(listed.Rows) != 1 || len(listed.Rows[0].Prints) == 0 {
		t.Fatalf("%+v", listed)
	}
	at := event + "printed/" + listed.Rows[0].Number + "/"
	first := fetched(t, at+"picture.png?width=500", 200)
	type changed struct {
		Differs bool
		Changes []string
	}
	var c changed
	if code := ask(t, "GET", at+"changes.json", nil, &c); code != 200 || c.Differs {
		t.Errorf("%d %+v", code, c)
	}
	write(t, dir, "attendees.csv", "id,name,role\n1,Anna Popescu,speaker\n2,Bob Hale,participant\n")
	c = changed{}
	if code := ask(t, "GET", at+"changes.json", nil, &c); code != 200 || !c.Differs || !strings.Contains(strings.Join(c.Changes, ";"), "Anna Popescu") {
		t.Errorf("%d %+v", code, c)
	}
	if again := fetched(t, at+"picture.png?width=500", 200); !bytes.Equal(first, again) {
		t.Error("the picture follows the list")
	}
	for number, code := range map[string]int{"0000-0000-0000": 404, "..%2f..%2fevent.toml": 404, "x": 404} {
		if got := ask(t, "GET", event+"printed/"+number+"/picture.png", nil, nil); got == 200 {
			t.Errorf("%s is answered with %d, want %d", number, got, code)
		}
	}
	file := filepath.Join(batch.OutDir, listed.Rows[0].Prints[0].File)
	write(t, dir, file, "%PDF-1.7\n")
	fetched(t, at+"picture.png", 404)
	if err := os.Remove(filepath.Join(dir, file)); err != nil {
		t.Fatal(err)
	}
	fetched(t, at+"picture.png", 404)
	var site issued.Site
	if ask(t, "GET", event+"site.json", nil, &site); len(site.All) != 1 || site.All[0].State != "signs" || site.All[0].ID == "" {
		t.Errorf("the keys are %+v", site.All)
	}
}

// fetched returns what is at an address.
func fetched(t *testing.T, url string, want int) []byte {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != want {
		t.Fatalf("%s: %d %v %.200s", url, answer.StatusCode, err, data)
	}
	return data
}

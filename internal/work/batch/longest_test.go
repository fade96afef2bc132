package batch

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/review"
)

// TestProofLongest asks for the longest names of a list in ten scripts.
func TestProofLongest(t *testing.T) {
	list := inventedList(200) + "long,Al Bo,محمدامین‌الله خجسته‌رایِ بندرعباسی‌نژاد کوه‌پیمای اصلِ تبریزی,fa,,,Speaker,\n"
	var out bytes.Buffer
	report, found, err := ProofLongest(t.Context(), Job{Dir: folderOf(t, checkedEvent, list), Now: morning}, 3, &out)
	if err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		t.Fatalf("%v: %v, %d bytes", err, report.Problems, out.Len())
	}
	scripts := map[string]int{}
	for _, f := range found {
		scripts[f.Field+" "+f.Script] = f.Names
	}
	for _, want := range []string{"name Latin", "name_local Arabic", "name_local Han", "name_local Thai", "name_local Devanagari", "name_local Hangul"} {
		if scripts[want] != 3 {
			t.Errorf("%d of %s in %v", scripts[want], want, found)
		}
	}
	if report.People < 15 || report.People > 3*len(found) {
		t.Errorf("%d people", report.People)
	}
	w, _, err := review.Load(context.Background(), folderOf(t, checkedEvent, list))
	if err != nil {
		t.Fatal(err)
	}
	s, err := chooseFrom(w, Options{})
	if err != nil {
		t.Fatal(err)
	}
	people, _ := rehearse.FindLongest(s.presses[0].Design, s.people, 1)
	ids := ""
	for _, p := range people {
		ids += " " + p.ID
	}
	if !strings.Contains(ids+" ", " long ") {
		t.Errorf("the longest Persian name is not among%s", ids)
	}

	out.Reset()
	list += "broken,Ana,\U00013000\U00013001\U00013002 " + strings.Repeat("\U00013000", 40) + ",,,,Speaker,\n"
	if report, _, err := ProofLongest(t.Context(), Job{Dir: folderOf(t, checkedEvent, list), Now: morning}, 1, &out); !errors.Is(err, ErrProblems) || report.Problems.Err() == nil {
		t.Errorf("a name that cannot be drawn: %v, %v", err, report.Problems)
	}
}

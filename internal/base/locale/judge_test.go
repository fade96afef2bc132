package locale

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
)

// asksIntl is a program that writes the 1st and 26th of each month in every calendar and language that Node supports,
// and three lists, with the ECMAScript Intl API.
const asksIntl = `
const { keys, calendars, days, items } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const said = { version: process.versions.cldr, dates: {}, lists: {} };
for (const [key, tag] of Object.entries(keys)) {
  if (Intl.DateTimeFormat.supportedLocalesOf(tag).length === 0) continue;
  said.dates[key] = calendars.map((calendar) => {
    const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC", calendar });
    return days.map((day) => format.format(new Date(day * 86400000)));
  });
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  if (list.resolvedOptions().locale.split("-")[0] === tag.split("-")[0]) said.lists[key] = [2, 3, 4].map((n) => list.format(items.slice(0, n)));
}
console.log(JSON.stringify(said));`

// said is Node's answer by language: dates by calendar and day, and lists.
type said struct {
	Version string
	Dates   map[string][][]string
	Lists   map[string][]string
}

// intl runs Node, whose ICU uses the same version of CLDR as our tables.
func intl(t *testing.T, days []int, items []string) said {
	t.Helper()
	keys := map[string]string{}
	for key := range cldr().forms[Gregorian] {
		keys[key] = key
	}
	keys["en"] = "en-001"
	input, err := json.Marshal(map[string]any{"keys": keys, "days": days, "items": items,
		"calendars": []string{"gregory", "persian", "buddhist", "islamic-civil", "japanese"}})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(judge.Program(t, "node"), "-e", asksIntl)
	command.Stdin = strings.NewReader(string(input))
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var s said
	if err := json.Unmarshal(output, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// plainSpaces replaces no-break spaces by plain ones: where a line may break is our own decision.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

// TestIntl compares the unmodified CLDR data with Node's implementation of the same repository: all languages,
// calendars and months.
func TestIntl(t *testing.T) {
	var days []int
	for month := range 12 {
		days = append(days, Date{2017, 1, 26}.Days()+30*month, Date{2019, 1, 1}.Days()+30*month+month%2)
	}
	items := []string{"A", "B", "C", "D"}
	judge, raw := intl(t, days, items), readRepository()
	raw.addRegions()
	if len(judge.Dates) < 250 {
		t.Errorf("node knows %d of our %d languages", len(judge.Dates), len(raw.forms[Gregorian]))
	}
	var differ []string
	for _, key := range slices.Sorted(maps.Keys(judge.Dates)) {
		report := func(format string, args ...any) {
			differ = append(differ, key)
			if judge.Version == cldrVersion+".0" {
				t.Errorf(format, args...)
			}
		}
		w := writer{repository: raw, keys: lookup(key)}
		system, _ := first(raw.numbering, w.keys)
		for c, dates := range judge.Dates[key] {
			for i, want := range dates {
				pieces, _ := w.pieces(FromDays(days[i]), Calendar(c))
				if got := plainSpaces(inDigits(join(pieces), zeros[system])); got != plainSpaces(want) {
					report("%s, %s, %v: %q, Intl has %q", key, Calendar(c), FromDays(days[i]), got, want)
					break
				}
			}
		}
		for i, want := range judge.Lists[key] {
			if got := raw.list(items[:i+2], w.keys); plainSpaces(got) != plainSpaces(want) {
				report("%s: list %q, Intl has %q", key, got, want)
			}
		}
	}
	// A Node with another version of CLDR may differ in at most a tenth of the languages.
	if n := len(slices.Compact(differ)); n > len(judge.Dates)/10 {
		t.Errorf("%d of %d languages differ from CLDR %s: %v", n, len(judge.Dates), judge.Version, differ)
	}
	t.Logf("%d languages, CLDR %s", len(judge.Dates), judge.Version)
}

// TestDecisions finds decisions of ours that are no longer needed because the repository now says the same.
func TestDecisions(t *testing.T) {
	raw := readRepository()
	for c, languages := range houseMonths {
		for key, months := range languages {
			if raw.forms[c][key].months == months {
				t.Errorf("%s, %s: the repository has these months", c, key)
			}
		}
	}
	for c, languages := range houseEras {
		for key, year := range languages {
			if f := raw.forms[c][key]; f.eras == year.era && (year.order == "" || f.order == year.order) {
				t.Errorf("%s, %s: the repository has this era", c, key)
			}
		}
	}
	for key, j := range houseJoints {
		if raw.joints[key] == j {
			t.Errorf("%s: the repository has this list", key)
		}
	}
}

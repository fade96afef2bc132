package sample

import (
	"bytes"
	"encoding/csv"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the list of the congress anew")

// Settings of the congress example's list: sample people, each with a role at the congress and the sessions they chose.
const (
	congressList   = "../../../examples/congress-2000/attendees.csv"
	congressPeople = 2000
)

// congressRoles are drawn at random: fourteen people of twenty are delegates.
var congressRoles = slices.Concat(slices.Repeat([]string{"delegate"}, 14), slices.Repeat([]string{"speaker"}, 3),
	[]string{"exhibitor", "press", "crew"})

// programme lists the parallel sessions of each slot.
var programme = [][]string{
	{"Mon 09:00 · Aula · Opening"},
	{"Mon 11:00 · Hall A · Floods and cities", "Mon 11:00 · Hall B · Fish on the move",
		"Mon 11:00 · Room 3 · Measuring rain"},
	{"Mon 14:30 · Hall A · Dams that go", "Mon 14:30 · Room 3 · Rivers on old maps"},
	{"Tue 09:00 · Hall A · Who owns the water?", "Tue 09:00 · Hall B · Ice and its end", "Tue 09:00 · Room 3 · Salt"},
	{"Tue 14:00 · Hall B · Meadows", "Tue 14:00 · Dock · Excursion by boat"},
	{"Wed 10:00 · Aula · What we take home"},
}

// TestCongress generates the list of the example, as its README describes.
func TestCongress(t *testing.T) {
	var people, out bytes.Buffer
	if err := Write(&people, congressPeople); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&people).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := []string{"name_local", "language", "organisation", "country"}
	namesakes := map[string]int{}
	random := rand.New(rand.NewPCG(2028, 9))
	list := csv.NewWriter(&out)
	for i, row := range rows {
		cells := []string{row[0], row[1], "family"}
		if i > 0 {
			cells[1], cells[2] = named(row[1], row[slices.Index(rows[0], "language")], namesakes)
		}
		for _, column := range columns {
			cells = append(cells, row[slices.Index(rows[0], column)])
		}
		role, sessions := "role", "sessions"
		if i > 0 {
			role, sessions = congressRoles[random.IntN(len(congressRoles))], strings.Join(chosen(random), "; ")
		}
		cells = append(cells, role, sessions)
		if err := list.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	list.Flush()
	if *update {
		if err := os.WriteFile(congressList, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(congressList)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, out.Bytes()) {
		t.Errorf("%s differs from the generated list; if that is intended: go test ./internal/input/sample -update", congressList)
	}
}

// named returns a person's name with an initial that no namesake on the list has, and the family name.
func named(name, language string, namesakes map[string]int) (full, family string) {
	p := peoples[slices.IndexFunc(peoples, func(p people) bool { return p.language == language })]
	of := p.family[slices.IndexFunc(p.family, func(w word) bool { return strings.HasSuffix(name, " "+w.latin) })]
	if n := namesakes[name]; n > 0 {
		full = strings.TrimSuffix(name, of.latin) + string(rune('A'+n-1)) + ". " + of.latin
	} else {
		full = name
	}
	namesakes[name]++
	return full, of.latin
}

// chosen returns one session for each slot the person attends; everybody attends the first.
func chosen(random *rand.Rand) []string {
	sessions := []string{programme[0][0]}
	for _, slot := range programme[1:] {
		if n := random.IntN(len(slot) + 1); n < len(slot) {
			sessions = append(sessions, slot[n])
		}
	}
	return sessions
}

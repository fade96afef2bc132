package roster

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDump(t *testing.T) {
	files, _ := filepath.Glob("testdata/cases/*")
	if d := os.Getenv("DUMP"); d != "" {
		files, _ = filepath.Glob(d)
	}
	for _, f := range files {
		data, _ := os.ReadFile(f)
		opt := Options{Roles: [][]string{{"speaker", "Speaker"}, {"participant", "Participant"}, {"organiser", "Organiser"}, {"regular", "Regular", "Standard", "Attendee", "Organizer", "Presenter", "VIP", "General Admission"}}}
		r, ps := Read(filepath.Base(f), data, opt)
		fmt.Println("=====", f)
		fmt.Println(r.Recognised, "|", r.Encoding)
		for _, a := range r.People {
			fmt.Printf("  %d id=%q name=%q given=%q family=%q local=%q org=%q pos=%q c=%q role=%q%v mail=%q sess=%q att=%v min=%d sort=%q\n", a.Row, a.ID, a.Name, a.Given, a.Family, a.NameLocal, a.Organisation, a.Position, a.Country, a.Role, a.AlsoRoles, a.Email, a.Sessions, a.Attended, a.Minutes, a.SortFamily("en"))
		}
		for _, n := range r.Notes {
			fmt.Println("  note:", n)
		}
		for _, n := range r.Tallies {
			fmt.Println("  tally:", n)
		}
		for _, n := range r.NotFound {
			fmt.Println("  missing:", n, strings.ReplaceAll(n.Lines, "\n", " / "))
		}
		for _, p := range append(ps, Preflight(r)...) {
			fmt.Println("  ", p.Severity, p.Code, p.Error(), " HINT:", strings.ReplaceAll(p.Hint, "\n", " / "))
		}
	}
}

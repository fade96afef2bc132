package roster

import (
	"fmt"
	"strings"
	"testing"
)

// corrected reads a list with corrections, and returns the roster with the messages of its problems.
func corrected(t *testing.T, list, corrections string) (*Roster, string) {
	t.Helper()
	all, problems := ReadCorrections("corrections.csv", []byte("person,column,from,to\n"+corrections))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r, problems := Read("list.csv", []byte(list), Options{Corrections: all, Table: true})
	var b strings.Builder
	problems.Format(&b, "")
	return r, b.String()
}

func TestCorrections(t *testing.T) {
	const list = "id,name,company,country\n1,Jose Perez,Example,ES\n2,Bob Hale,Example,US\n2,Bob Hale,Example,US\n"
	r, said := corrected(t, list, "1,name,Jose Perez,José Pérez\n2 (row 4),(row),,leave out\n1,role,,speaker\n2 (row 3),country,US,CA\n")
	if len(r.People) != 2 || r.People[0].Name != "José Pérez" || r.People[0].Role != "speaker" || r.People[1].Country != "CA" ||
		r.Corrected != 4 || said != "" {
		t.Errorf("%+v\n%s", r.People, said)
	}
	table := r.Table()
	if len(table.Rows) != 3 || table.Rows[0].Was[1] != "Jose Perez" || table.Rows[0].Key != "1" || table.Rows[2].Key != "2 (row 4)" ||
		!table.Rows[2].Out || strings.Join(table.Columns, ",") != "id,name,company,country,role" {
		t.Errorf("the table is %+v", table)
	}
}

// TestCorrectionsAddColumns adds columns to lists with rows that are refused without corrections: they are refused still.
func TestCorrectionsAddColumns(t *testing.T) {
	const list = "id,name,company\n1,Ana Ruiz,Example\n2,Bob Hale,Example, Inc.\nid,name,company\n4,Carl Ott\n5,Dan Orr,Example,,\n"
	for _, corrections := range []string{"", "1,role,,speaker\n", "1,role,,speaker\n5,country,,ES\n1,role,,guest\n"} {
		r, said := corrected(t, list, corrections)
		for _, want := range []string{
			"list.csv:3:4: the row has 4 cells, the header has 3",
			"list.csv:4: the header of line 1 is repeated here",
			"list.csv:5: the row has 2 cells, the header has 3",
		} {
			if !strings.Contains(said, want) {
				t.Errorf("with %q: want %q in:\n%s", corrections, want, said)
			}
		}
		if len(r.People) != 2 || r.Refused != 3 || r.People[0].Name != "Ana Ruiz" || r.People[1].Name != "Dan Orr" {
			t.Errorf("with %q, %d are refused, and there are %+v", corrections, r.Refused, r.People)
		}
	}
	all := Corrections{File: "c", All: []Correction{{Person: "1", Column: "role", To: "guest"}}}
	_, problems := Read("list.csv", []byte(list), Options{Corrections: all})
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	if strings.Join(codes, " ") != "roster-ragged roster-second-header roster-ragged" {
		t.Errorf("the problems are %v", codes)
	}
}

// TestCorrectionsByNumber corrects columns without a header by their numbers; a header that is a number is none.
func TestCorrectionsByNumber(t *testing.T) {
	const list = "id,name,,company [x]\n1,Ana Ruiz,old,A\n"
	r, said := corrected(t, list, "1,(column 3),old,new\n")
	columns := strings.Join(r.Table().Columns, ",")
	if said != "" || r.Table().Rows[0].Cells[2] != "new" || columns != "id,name,(column 3),company [x]" {
		t.Errorf("%+v\n%s", r.Table(), said)
	}
	for _, gone := range []string{"3", "(column 3", "3)", "(column 5)", "(column 0)", "(column )"} {
		r, said = corrected(t, list, "1,"+gone+",old,new\n")
		want := `the list has no column "` + gone + `"`
		if r.Corrected != 0 || r.Table().Rows[0].Cells[2] != "old" || !strings.Contains(said, want) {
			t.Errorf("want %q, and the old cell, in:\n%s", want, said)
		}
	}
}

// TestCorrectionsTwins has a row whose id is what another is called by its number: the lower one is meant.
func TestCorrectionsTwins(t *testing.T) {
	const list = "id,name,company\nx,A B,a\nx,C D,b\nx (row 2),E F,a\nx (row 6),G H,a\nx,I J,a\n"
	r, _ := corrected(t, list, "x (row 2),company,a,c\nx (row 6),company,a,d\n")
	var companies []string
	for _, row := range r.Table().Rows {
		companies = append(companies, row.Cells[2])
	}
	if strings.Join(companies, " ") != "a b c a d" {
		t.Errorf("the companies are %v", companies)
	}
}

// TestCorrectionsSurvive applies corrections to a new export: rows have moved, one is mended, one says something else.
func TestCorrectionsSurvive(t *testing.T) {
	const list = "name,company\nNew One,X\nAnn Lee,B\nAnn Lee,A\nJosé Pérez,Example\nCarl Ott,New\n"
	r, said := corrected(t, list, "Ann Lee (row 2),company,A,Aa\nJosé Pérez,name,Jose Perez,José Pérez\nCarl Ott,company,Old,Older\nGone,name,Gone,Went\n")
	if r.People[2].Organisation != "Aa" || r.Corrected != 1 {
		t.Errorf("%+v, %d corrected", r.People, r.Corrected)
	}
	for _, want := range []string{`corrections.csv:4: the correction of "Carl Ott" does not apply: the list has "New" there`,
		`nobody on the list is "Gone"`} {
		if !strings.Contains(said, want) {
			t.Errorf("want %q in:\n%s", want, said)
		}
	}
	if notes := strings.Join(r.Notes, "\n"); !strings.Contains(notes, "1 correction of corrections.csv no longer needed") {
		t.Errorf("the notes are %s", notes)
	}
}

func TestCorrectionsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"another header": "who,column,from,to\n1,a,b,c\n", "three cells": "person,column,from,to\n1,a,b\n",
		"a broken quote": "person,column,from,to\n1,\"a,b,c\n",
	} {
		if _, problems := ReadCorrections("corrections.csv", []byte(data)); problems.Err() == nil || problems[0].File != "corrections.csv" {
			t.Errorf("%s: %v", name, problems)
		}
	}
	if all, problems := ReadCorrections("c", []byte("\ufeffperson;column;from;to\r\n1;a;b;c\r\n")); len(problems) > 0 || len(all.All) != 1 {
		t.Errorf("with semicolons: %v %v", all, problems)
	}
}

// TestCorrectionsWritten writes corrections and reads them again, and undoes one.
func TestCorrectionsWritten(t *testing.T) {
	c := Corrections{File: "c"}
	c = c.With(Correction{Person: "1", Column: "name", From: "a", To: "=1+1"})
	c = c.With(Correction{Person: "1", Column: "name", From: "=1+1", To: "'b"})
	c = c.With(Correction{Person: "2", Column: "name", From: "x", To: "a \"b\"\nc"})
	again, problems := ReadCorrections("c", c.Bytes())
	if len(problems) > 0 || len(again.All) != 2 || again.All[0].From != "a" || again.All[0].To != "'b" || again.All[1].To != "a \"b\"\nc" {
		t.Errorf("%+v %v", again, problems)
	}
	if c = c.With(Correction{Person: "1", Column: "name", From: "'b", To: "a"}); len(c.All) != 1 {
		t.Errorf("undone, there are %+v", c.All)
	}
}

// BenchmarkCorrections applies corrections of which none fits a list that was exported again: every row has moved, and
// half of the columns are gone.
func BenchmarkCorrections(b *testing.B) {
	const rows, corrections = 20_000, 10_000
	var list strings.Builder
	list.WriteString("name,company\n")
	all := Corrections{File: "c"}
	for i := range rows {
		fmt.Fprintf(&list, "Ann Lee %d,A\n", i/2)
	}
	for i := range corrections {
		person, column := fmt.Sprintf("Ann Lee %d (row 1)", i), []string{"company", "gone"}[i%2]
		all.All = append(all.All, Correction{Person: person, Column: column, From: "B", To: "C"})
	}
	for b.Loop() {
		if r, _ := Read("list.csv", []byte(list.String()), Options{Corrections: all}); r.Corrected != 0 {
			b.Fatal(r.Corrected, "corrected")
		}
	}
}

package sample

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"
)

func TestWrite(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Write(w, 2000); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two samples of the same size differ")
	}
	rows, err := csv.NewReader(&a).ReadAll()
	if err != nil || len(rows) != 2001 || !slices.Equal(rows[0], Header) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	ids, languages, tickets, locals := map[string]bool{}, map[string]bool{}, map[string]bool{}, 0
	for _, r := range rows[1:] {
		ids[r[0]], languages[r[3]], tickets[r[8]] = true, true, true
		if r[2] != "" {
			locals++
		}
		if r[1] == "" || len(r[8]) != TicketLength || !slices.Contains(Roles, r[6]) {
			t.Fatalf("row %q", r)
		}
	}
	if len(ids) != 2000 || len(tickets) != 2000 || len(languages) != len(peoples) || locals < 1000 {
		t.Errorf("%d ids, %d languages, %d local names", len(ids), len(languages), locals)
	}
	for _, n := range []int{0, -1, MaxPeople + 1} {
		if err := Write(&b, n); err == nil {
			t.Errorf("a sample of %d was written", n)
		}
	}
}

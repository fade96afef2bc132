package roster

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestEnded stops the reading of a long list after each number of questions whether to go on: there are some for every
// part of the work, and after the last answer hardly anything is done.
func TestEnded(t *testing.T) {
	const rows = 4_000
	var b strings.Builder
	b.WriteString("id,name,email\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,Person %d,p%d@example.org\n", i, i, i)
	}
	asked := 0
	count := func() error { asked++; return nil }
	read := func(ended func() error) *Roster {
		r, _ := Read("list.csv", []byte(b.String()), Options{Ended: ended})
		Preflight(r)
		return r
	}
	if r := read(count); len(r.People) != rows || asked < 5*rows/1000 {
		t.Fatalf("%d people, asked %d times", len(r.People), asked)
	}
	all := asked
	for stop := 1; stop < all; stop++ {
		asked = 0
		r := read(func() error {
			if asked++; asked >= stop {
				return errors.New("stopped")
			}
			return nil
		})
		if over := asked - stop; over > 4 { // one in each part that follows
			t.Errorf("stopped at question %d of %d, and %d more were asked; %d people", stop, all, over, len(r.People))
		}
	}
}

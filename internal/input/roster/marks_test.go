package roster

import "testing"

// TestMarks checks which alphabet the marks of a register belong to, and what each of them says.
func TestMarks(t *testing.T) {
	for _, c := range []struct {
		header       string
		cells        []string
		here, absent int // 0, 0: not a register
	}{
		{"Attendance", []string{"P", "A", "L", "E", ""}, 2, 3},
		{"Attendance", []string{"p", "p"}, 2, 0},
		{"Asistencia", []string{"P", "F", "FJ", "T"}, 2, 2},
		{"Kehadiran", []string{"H", "S", "I", "A"}, 1, 3},
		{"Aanwezig", []string{"J", "N"}, 1, 1},
		{"Présence", []string{"O", "N"}, 1, 1},
		{"Katılım", []string{"V", "Y"}, 1, 1},
		{"Katılım", []string{"E", "H"}, 1, 1},
		{"Явка", []string{"+", "н", "+"}, 2, 1},
		{"참석", []string{"O", "X", "참석"}, 2, 1},
		{"Attended", []string{"x", "", "x"}, 2, 1},
		{"Attended", []string{"J", "J"}, 0, 0},
		{"Attended", []string{"P", "Q"}, 0, 0},
		{"Attended", []string{"2/3", "0/3", "0 of 3"}, 1, 2},
	} {
		list := "id,name," + c.header + "\n"
		for i, cell := range c.cells {
			list += string(rune('a'+i)) + ",Ana Pop " + string(rune('A'+i)) + "," + cell + "\n"
		}
		r, problems := Read("list.csv", []byte(list), Options{})
		account(t, r, problems)
		here, absent := 0, 0
		for _, a := range r.People {
			switch a.Attended {
			case Present:
				here++
			case Absent:
				absent++
			}
		}
		if here != c.here || absent != c.absent {
			t.Errorf("%s %q: %d present and %d absent, want %d and %d", c.header, c.cells, here, absent, c.here, c.absent)
		}
	}
	// In a status, the letters of a register mean other things: P is pending, or paid.
	r, _ := Read("list.csv", []byte("id,name,Status\n1,Ana,P\n2,Bo,A\n"), Options{})
	if len(r.People) != 2 || r.Tallies[0].Words[0].Taken != NotKnown {
		t.Errorf("%+v", r.Tallies)
	}
	r, _ = Read("list.csv", []byte("id,name,Status\n1,Ana,J\n2,Bo,N\n"), Options{})
	if len(r.People) != 1 {
		t.Errorf("N left nobody out: %+v", r.Tallies)
	}
}

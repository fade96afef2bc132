package layout

import (
	"reflect"
	"strings"
	"testing"
)

// TestCheckRecordsWhatPageDoes compares Check with Page for every built-in template, with names that fit and names that
// do not.
func TestCheckRecordsWhatPageDoes(t *testing.T) {
	fits, faults := 0, 0
	for folder, made := range allBuiltIn(t) {
		l, c := New(library, shelf{}), New(library, shelf{})
		for i, n := range names {
			if testing.Short() && i%4 != 0 {
				continue
			}
			fields := admitted(person(n.name, strings.Repeat("Ana Popescu ", 1+i%9*5), n.lang, "Embassy of Romania",
				"Romania \U0001F984"[:7+i%5]))
			fields[VerifyURL] = Value{Text: "https://verify.example.org/#" + strings.Repeat("0123456789", 40+i)}
			r := l.Page(made, fields)
			gotFits, gotFaults := c.Check(made, fields)
			if !reflect.DeepEqual(gotFits, r.Fits) || !reflect.DeepEqual(gotFaults, r.Faults) {
				t.Errorf("%s, %s:\n got %+v %+v\nwant %+v %+v", folder, n.name, gotFits, gotFaults, r.Fits, r.Faults)
			}
			fits, faults = fits+len(r.Fits), faults+len(r.Faults)
		}
	}
	least := 100
	if testing.Short() {
		least = 20
	}
	if fits < least || faults < least {
		t.Errorf("only %d fits and %d faults", fits, faults)
	}
}

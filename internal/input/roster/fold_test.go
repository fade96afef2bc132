package roster

import (
	"fmt"
	"reflect"
	"testing"
)

// TestEveryFieldIsFolded merges a row that has every field into a person who has none, as a second row of the same list
// and as a row of a further one: what is not taken would be lost in silence.
func TestEveryFieldIsFolded(t *testing.T) {
	// Who the person is decides which rows are merged, and the address of a payment may be the buyer's.
	identity := map[string]bool{"ID": true, "IDDerived": true, "Name": true, "Row": true, "Columns": true, "Fields": true, "Also": true,
		"Unsure": true, "UnsureOf": true, "Odd": true}
	for way, except := range map[string]map[string]bool{
		"fold": {}, "takeAlso": {"Given": true, "Family": true, "Email": true},
	} {
		full, empty := Attendee{}, Attendee{}
		v := reflect.ValueOf(&full).Elem()
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if identity[name] || except[name] || !v.Type().Field(i).IsExported() {
				continue
			}
			switch f := v.Field(i); f.Interface().(type) {
			case string:
				f.SetString("said " + name)
			case []string:
				f.Set(reflect.ValueOf([]string{"said " + name}))
			case Presence:
				f.Set(reflect.ValueOf(Present))
			case int:
				if name == "Minutes" {
					f.SetInt(3)
				}
			default:
				t.Fatalf("%s has the type %s, which this test does not know", name, f.Type())
			}
		}
		full.seconds = 180
		if way == "fold" {
			(&builder{list: &list{Roster: &Roster{}}}).fold(&empty, &full, true)
		} else {
			empty.takeAlso(&Also{}, &full)
		}
		got := reflect.ValueOf(empty)
		for i := range got.NumField() {
			if name := got.Type().Field(i).Name; name != "seconds" {
				a, b := fmt.Sprint(v.Field(i)), fmt.Sprint(got.Field(i))
				if a != b {
					t.Errorf("%s: %s is %q, want %q", way, name, b, a)
				}
			}
		}
	}
}

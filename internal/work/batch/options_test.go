package batch

import (
	"encoding/json"
	"reflect"
	"testing"
)

// Every option is part of what is stored and hashed, and of what is said of a
// shard, whoever adds it: none may be left out of its JSON.
func TestOptionsAreWhole(t *testing.T) {
	if words := (Options{}).words(); words != "everybody" {
		t.Errorf("no option is %q", words)
	}
	seen := map[string]string{string(Options{}.json()): "none"}
	said := map[string]string{}
	v := reflect.TypeFor[Options]()
	for i := range v.NumField() {
		var o Options
		switch f := reflect.ValueOf(&o).Elem().Field(i); f.Kind() {
		case reflect.String:
			f.SetString("role is speaker")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int:
			f.SetInt(7)
		default:
			t.Fatalf("%s is of a type that words does not know: %s", v.Field(i).Name, f.Kind())
		}
		stored := string(o.json())
		if other, twice := seen[stored]; twice {
			t.Errorf("%s is stored like %s: %s", v.Field(i).Name, other, stored)
		}
		seen[stored] = v.Field(i).Name
		var back Options
		if err := json.Unmarshal([]byte(stored), &back); err != nil || back != o {
			t.Errorf("%s comes back as %+v: %v", stored, back, err)
		}
		if other, twice := said[o.words()]; twice || o.words() == "everybody" {
			t.Errorf("%s is called %q, as is %s", v.Field(i).Name, o.words(), other)
		}
		said[o.words()] = v.Field(i).Name
	}
	o := Options{Only: "badges", Where: `name is "B"`, New: true, Start: 3}
	if got, want := o.words(), `-only badges -where "name is "B"" -new -start 3`; got != want {
		t.Errorf("options are said as %s, want %s", got, want)
	}
}

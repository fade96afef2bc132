package output

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestOptionsAreWhole checks that every option, including new ones, is in the JSON that is stored and hashed and in the
// words that describe a shard.
func TestOptionsAreWhole(t *testing.T) {
	if words := (Options{}).Words(); words != "everybody" {
		t.Errorf("no options are described as %q", words)
	}
	seen := map[string]string{stored(Options{}): "none"}
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
			t.Fatalf("%s has a type that Words does not support: %s", v.Field(i).Name, f.Kind())
		}
		text := stored(o)
		if other, twice := seen[text]; twice {
			t.Errorf("%s is stored like %s: %s", v.Field(i).Name, other, text)
		}
		seen[text] = v.Field(i).Name
		var back Options
		if err := json.Unmarshal([]byte(text), &back); err != nil || back != o {
			t.Errorf("%s comes back as %+v: %v", text, back, err)
		}
		if other, twice := said[o.Words()]; twice || o.Words() == "everybody" {
			t.Errorf("%s is described as %q, like %s", v.Field(i).Name, o.Words(), other)
		}
		said[o.Words()] = v.Field(i).Name
	}
	o := Options{Only: "badges", Where: `name is "B"`, New: true, Start: 3}
	if got, want := o.Words(), `-only badges -where "name is "B"" -new -start 3`; got != want {
		t.Errorf("options are described as %s, want %s", got, want)
	}
}

func stored(o Options) string {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(text)
}

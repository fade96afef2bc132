package output

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/source"
)

// Options are everything that makes two runs over the same event write different files. They are compared with ==,
// hashed whole to find out that nothing has changed, and written whole into the manifest of a shard: an option that is
// added here is part of all three. Settings that change no file, like the number of workers, are not among them.
type Options struct {
	Only    string `json:"only,omitempty"`    // "badges" or "certificates"; empty: both
	One     string `json:"one,omitempty"`     // id of the only attendee to make papers for; empty: all
	Where   string `json:"where,omitempty"`   // condition on the fields of a person; empty: all
	New     bool   `json:"new,omitempty"`     // only what nobody holds as it is now
	Again   bool   `json:"again,omitempty"`   // with One: to be printed again, into a file of that name
	Spares  int    `json:"spares,omitempty"`  // also as many badges for walk-ins, but for those that were given away
	Start   int    `json:"start,omitempty"`   // first cell of the first sheet of badges, from 1; 0: 1
	Printer string `json:"printer,omitempty"` // key of the event's printer; empty: the one that event.toml names
	Merged  bool   `json:"merged,omitempty"`  // also write all certificates into certificates.pdf
	Zip     bool   `json:"zip,omitempty"`     // also put all certificates into certificates.zip
	PNG     int    `json:"png,omitempty"`     // also a picture of each paper, with so many pixels an inch; 0: none
	Yes     bool   `json:"yes,omitempty"`     // certificates also for people with a status word that nobody knows
	Force   bool   `json:"force,omitempty"`   // make the good rows when others have problems
}

// Words returns the options as they are typed: "-only badges -new"; "everybody"
// when there is none.
func (o Options) Words() string {
	var words []string
	v := reflect.ValueOf(o)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		switch value := v.Field(i).Interface().(type) {
		case bool:
			if value {
				words = append(words, "-"+name)
			}
		case int:
			if value != 0 {
				words = append(words, fmt.Sprintf("-%s %d", name, value))
			}
		case string:
			if strings.ContainsFunc(value, func(r rune) bool {
				return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
			}) {
				value = source.Quote(value)
			}
			if value != "" {
				words = append(words, "-"+name+" "+value)
			}
		}
	}
	return cmp.Or(strings.Join(words, " "), "everybody")
}

// Partial reports whether the run is not over everybody.
func (o Options) Partial() bool { return o.One != "" || o.New || o.Where != "" }

// part returns the words that distinguish a run over a part from other runs; the
// names of its files end with them.
func (o Options) part() []string {
	var part []string
	if o.New {
		part = append(part, "new")
	}
	return slices.DeleteFunc(append(part, o.Where, o.One), func(s string) bool { return s == "" })
}

// About describes the part as the ledger records it; "" is everybody.
func (o Options) About() string {
	about := strings.Join(o.part(), ", ")
	if o.Again {
		about = "reprint of " + about
	}
	if o.Only != "" && about != "" {
		return o.Only + ", " + about
	}
	return o.Only + about
}

package history

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// The fields that a token fills, and the personal fields that it signs, which count even if the template does not
// show them.
var (
	issuedFields = issue.Fields()
	signedFacts  = issue.PersonFields()
)

// Shown returns what a paper with these fields shows about its person: a JSON object with a text for every field
// that the template shows or the token holds. The ledger keeps it with each print, and it is equal for two papers
// with the same contents. Facts common to all papers do not count, nor does the design: after changing those,
// everything is made again.
func Shown(d *people.Design, one *people.Person, fields layout.Fields) string {
	said := map[string]string{}
	var say func(field string)
	say = func(field string) {
		if field == "affiliation" { // composed of these two
			say("organisation")
			say("country")
			return
		}
		_, ofAll := d.Base[field]
		ofAll = ofAll || slices.Contains(issuedFields, field)
		if text := fields[field].Text; text != "" && !ofAll && !strings.HasSuffix(field, ".colour") {
			said[field] = text
		}
	}
	for _, field := range signedFacts {
		say(field)
	}
	for _, t := range []*template.Template{d.Of(one), d.Back} {
		if t == nil {
			continue
		}
		t.Walk(func(b template.Box) {
			for _, field := range template.FieldsOf(b) {
				say(field)
			}
			if picture, ok := b.(*template.Picture); ok && len(picture.File) > 0 {
				if sum := d.SumOf(picture.File,
					func(name string) string { return d.Field(fields, name).Text }); sum != "" {
					said[cmp.Or(picture.Name, "photo")] = sum
				}
			}
		})
	}
	text, err := json.Marshal(said)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(text)
}

// ShownNow returns the value of Shown for the paper that a person would get now.
func ShownNow(d *people.Design, one *people.Person) (shown string) {
	d.WithFields(one, func(fields layout.Fields) { shown = Shown(d, one, fields) })
	return shown
}

// Change is a field that differs between a paper and the one before it.
type Change struct {
	Field string `json:"field"` // for human readers
	Old   string `json:"old"`   // empty: not on the old paper
	New   string `json:"new"`
}

// changes compares two papers by their values of Shown. The name comes first, then all other fields in alphabetical
// order.
func changes(before, after string) (all []Change, err error) {
	var said [2]map[string]string
	for i, text := range []string{before, after} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), &said[i]); err != nil {
			return nil, fmt.Errorf("reading what was printed: %w", err)
		}
	}
	fields := slices.AppendSeq(slices.Collect(maps.Keys(said[0])), maps.Keys(said[1]))
	slices.SortFunc(fields, func(a, b string) int {
		return cmp.Or(cmp.Compare(slices.Index(nameFields, b), slices.Index(nameFields, a)), cmp.Compare(a, b))
	})
	for _, field := range slices.Compact(fields) {
		main := strings.TrimSuffix(field, ".second") + ".main"
		again := said[0][field] == said[0][main] && said[1][field] == said[1][main] // of a text that exists in a single language
		if said[0][field] != said[1][field] && !again {
			all = append(all, Change{people.PlainField(field), said[0][field], said[1][field]})
		}
	}
	return all, nil
}

// nameFields are listed first, with the last one before all others.
var nameFields = []string{"name_local", "name"}

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

// Contents are what the papers of one design show about their people. It is safe for concurrent use.
type Contents struct {
	design *people.Design
	signed []string // of the personal fields that the token holds, those that count
	of     map[*template.Template]named
}

// named is what a template names that differs between people.
type named struct {
	fields   []string
	pictures []*template.Picture
}

// ContentsOf returns the contents of the papers of a design. Its templates are read once, as a run asks for thousands of
// papers.
func ContentsOf(d *people.Design) *Contents {
	c := &Contents{design: d, of: map[*template.Template]named{}}
	c.signed = c.counting(signedFacts)
	for _, t := range append(d.Templates(), d.Front, d.Back) {
		if t != nil {
			c.of[t] = c.names(t)
		}
	}
	return c
}

// counting returns those fields that differ between people and that no token fills.
func (c *Contents) counting(fields []string) (count []string) {
	for _, field := range fields {
		if field == "affiliation" { // composed of these two
			count = append(count, c.counting([]string{"organisation", "country"})...)
			continue
		}
		_, ofAll := c.design.Base[field]
		if !ofAll && !slices.Contains(issuedFields, field) && !strings.HasSuffix(field, ".colour") {
			count = append(count, field)
		}
	}
	return count
}

// names returns what a template names.
func (c *Contents) names(t *template.Template) (n named) {
	t.Walk(func(b template.Box) {
		n.fields = append(n.fields, c.counting(template.FieldsOf(b))...)
		if picture, ok := b.(*template.Picture); ok && len(picture.File) > 0 {
			n.pictures = append(n.pictures, picture)
		}
	})
	slices.Sort(n.fields)
	n.fields = slices.Compact(n.fields)
	return n
}

// On returns what a paper with these fields shows about its person: a JSON object with a text for every field that the
// template shows or the token holds. The ledger keeps it with each print, and it is equal for two papers with the same
// contents. Facts common to all papers do not count, nor does the design: after changing those, everything is made
// again.
func (c *Contents) On(one *people.Person, fields layout.Fields) string {
	said := map[string]string{}
	say := func(names []string) {
		for _, field := range names {
			if text := fields[field].Text; text != "" {
				said[field] = text
			}
		}
	}
	say(c.signed)
	var pictures []*template.Picture // last: a picture counts by its content, not by the field with its file's name
	for _, t := range []*template.Template{c.design.Of(one), c.design.Back} {
		if t == nil {
			continue
		}
		names, ok := c.of[t]
		if !ok {
			names = c.names(t) // the design was changed after ContentsOf
		}
		say(names.fields)
		pictures = append(pictures, names.pictures...)
	}
	for _, picture := range pictures {
		if sum := c.design.SumOf(picture.File,
			func(name string) string { return c.design.Field(fields, name).Text }); sum != "" {
			said[cmp.Or(picture.Name, "photo")] = sum
		}
	}
	text, err := json.Marshal(said)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(text)
}

// Now returns the value of On for the paper that a person would get now.
func (c *Contents) Now(one *people.Person) (shown string) {
	c.design.WithFields(one, func(fields layout.Fields) { shown = c.On(one, fields) })
	return shown
}

// Change is a field that differs between a paper and the one before it.
type Change struct {
	Field string `json:"field"` // for human readers
	Old   string `json:"old"`   // empty: not on the old paper
	New   string `json:"new"`
}

// changes compares two papers by their values of Contents.On. The name comes first, then all other fields in alphabetical
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

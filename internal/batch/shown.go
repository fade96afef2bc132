package batch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"lanyard/internal/layout"
	"lanyard/internal/template"
)

// signedFacts are the fields of a person that stand in the token, whether the
// template shows them or not.
var signedFacts = []string{"name", "name_local", "language", "role.label.main"}

// shown returns what the paper of a person says of that person: a JSON object
// with a text for every field that the template shows or the token holds. It is
// what the ledger remembers of a print, and equal for two papers that say the
// same. What is the same for everybody does not count, nor does a design: who
// changes those makes everything again.
func (p *press) shown(one *attendee) string {
	fields := p.work.personFields(p.base, one)
	fields["language"] = layout.Value{Text: one.Language}
	said := map[string]string{}
	var say func(field string)
	say = func(field string) {
		if field == "affiliation" { // made of the two
			say("organisation")
			say("country")
			return
		}
		_, ofAll := p.base[field]
		if text := fields[field].Text; text != "" && !ofAll && !strings.HasSuffix(field, ".colour") {
			said[field] = text
		}
	}
	for _, field := range signedFacts {
		say(field)
	}
	for _, t := range []*template.Template{p.design(one), p.back} {
		if t == nil {
			continue
		}
		t.Walk(func(b template.Box) {
			for _, field := range template.FieldsOf(b) {
				say(field)
			}
			if picture, ok := b.(*template.Picture); ok && len(picture.File) > 0 {
				if sum := p.work.sumOf(picture.File, fields); sum != "" {
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

// sumLength is how many bytes of a picture's hash are remembered: enough to
// see that it is another one.
const sumLength = 8

// sumOf returns a hash of the picture in a file of the event's folder, "" when
// there is none: layout says what is wrong with it.
func (w *Work) sumOf(file template.Phrase, fields layout.Fields) string {
	var name strings.Builder
	for _, part := range file {
		name.WriteString(part.Literal + fields[part.Field].Text)
	}
	if !fs.ValidPath(name.String()) {
		return ""
	}
	f, err := os.OpenInRoot(w.Dir, name.String())
	if err != nil {
		return ""
	}
	defer f.Close()
	hash := sha256.New()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	if _, err := io.Copy(hash, f); err != nil {
		return ""
	}
	return "picture " + hex.EncodeToString(hash.Sum(nil)[:sumLength])
}

// Change is one thing that a paper says otherwise than the one before it.
type Change struct {
	Field string `json:"field"` // as people call it
	Old   string `json:"old"`   // empty: the paper did not say it
	New   string `json:"new"`
}

// changes compares two papers by what shown returned for them. The name comes
// first, then the others by their field.
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
		again := said[0][field] == said[0][main] && said[1][field] == said[1][main] // of a text that has one language
		if said[0][field] != said[1][field] && !again {
			all = append(all, Change{plainField(field), said[0][field], said[1][field]})
		}
	}
	return all, nil
}

// nameFields are the fields that come first, the last one before all others.
var nameFields = []string{"name_local", "name"}

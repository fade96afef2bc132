package batch

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// legible is the smallest size at which a name on a badge is read by the person
// in front of it: at 14 pt the small letters of Noto Sans are 2.6 mm high, and
// fill the 5 minutes of arc that normal sight needs (ISO 8596) at 1.8 m, the far
// end of a conversation.
const legible = 14 * geom.Point

// judge records what was done to a person's texts on a paper, and what is
// wrong with them.
func (r *run) judge(p *press, one *people.Person, fits []layout.Fit, faults []layout.Fault) {
	for _, f := range fits {
		if f.Dense > 0 {
			r.crowd(p, one, f)
			continue
		}
		r.Fits = append(r.Fits, PersonFit{Row: one.Row, ID: one.ID, Kind: p.Kind, Fit: f})
		if folder.OnSheets(p.Kind) && f.Size < legible && slices.ContainsFunc(f.Fields, people.IsName) {
			r.complain(tooSmall(one, f))
		}
	}
	for _, f := range faults {
		r.complain(p.problem(one, f))
	}
}

// denseBox is a QR code of a design, and density what it became for people who
// have more in it than telephones read with ease.
type (
	denseBox struct{ file, box string }
	density  struct {
		people, modules int
		file            string // and row of the first of them
		row             int
	}
)

// crowd counts a dense QR code. It is told once a design: what makes one dense
// is most often the same for all.
func (r *run) crowd(p *press, one *people.Person, f layout.Fit) {
	if r.dense == nil {
		r.dense = map[denseBox]density{}
	}
	key := denseBox{p.Of(one).File, f.Box}
	d := r.dense[key]
	if d.people == 0 || d.file == one.File && one.Row < d.row {
		d.file, d.row = one.File, one.Row
	}
	d.people, d.modules = d.people+1, max(d.modules, f.Dense)
	r.dense[key] = d
}

// tellDense warns of the QR codes that were counted.
func (r *run) tellDense() {
	for key, d := range r.dense {
		whose := fmt.Sprintf("%d people have", d.people)
		if d.people == 1 {
			whose = "one person has"
		}
		r.complain(source.Problem{Severity: source.Warning, Code: "qr-dense", File: key.file,
			Message: fmt.Sprintf("%s %d x %d squares in the QR code %s, the first in %s:%d: old telephones read up to %d x %d with ease", whose, d.modules, d.modules,
				source.Quote(key.box), d.file, d.row, code.EasyModules, code.EasyModules),
			Hint: fmt.Sprintf("shorten the event's title, the issuer's name, the role or the address of verification; more than %d x %d are refused", code.MostModules, code.MostModules)})
	}
	r.dense = nil
}

func tooSmall(one *people.Person, f layout.Fit) source.Problem {
	return source.Problem{Severity: source.Warning, Code: "badge-name-small", File: one.File, Line: one.Row, Column: one.Column(f.Fields...),
		Message: fmt.Sprintf("the name %s is long: on the badge it stands at %gpt, which is hard to read from where people stand (%gpt is easy)",
			source.Quote(f.Text), f.Size.Points(), legible.Points()),
		Hint: "ask whether a shorter form will do, or give the name more room in the template; see them with: lanyard proof -longest 20"}
}

// problem places a fault of layout: in the list when the text is the person's;
// in event.toml or the template, once and not for everybody, when it is not.
func (p *press) problem(one *people.Person, f layout.Fault) source.Problem {
	w := p.List
	message, hint := f.Message, f.Hint
	field := p.faulty(one, f)
	if f.Missing != 0 {
		message, hint = w.Missing(f.Missing, people.PlainField(field), saying(p.Field(p.Fields(one), field), f.Missing))
	}
	if key, ofEvent := eventKey(w.Event, field); ofEvent && field != layout.VerifyURL {
		return w.Event.Problem(f.Code, key, message, hint)
	}
	if len(f.Fields) == 0 || strings.HasPrefix(field, "phrase.") {
		return source.Problem{Code: f.Code, File: p.Of(one).File, Message: message, Hint: hint}
	}
	if f.Missing == 0 && !people.IsName(field) && field != "name_local" {
		message = fmt.Sprintf("%s (%s): %s", source.Quote(one.Name), one.ID, message)
	}
	if field == layout.VerifyURL {
		field = "name" // the longest part of it that is the person's
	}
	return source.Problem{Code: f.Code, File: one.File, Line: one.Row, Column: one.Column(field), Message: message, Hint: hint}
}

// faulty returns the field that a fault is about: the one that has the
// missing character, else the first that is the person's own, else the first.
func (p *press) faulty(one *people.Person, f layout.Fault) string {
	if len(f.Fields) == 0 {
		return ""
	}
	if f.Missing != 0 {
		own := p.Fields(one)
		for _, field := range f.Fields {
			if strings.ContainsRune(saying(p.Field(own, field), f.Missing), f.Missing) {
				return field
			}
		}
	}
	for _, field := range f.Fields {
		if _, shared := p.Base[field]; !shared {
			return field
		}
	}
	return f.Fields[0]
}

// saying returns the text of a field in the language in which it has a character.
func saying(v layout.Value, r rune) string {
	if !strings.ContainsRune(v.Text, r) {
		for _, lang := range slices.Sorted(maps.Keys(v.In)) {
			if strings.ContainsRune(v.In[lang], r) {
				return v.In[lang]
			}
		}
	}
	return v.Text
}

// eventKey returns the key of event.toml that a field comes from, and whether
// it comes from there.
func eventKey(e *event.Event, field string) (key string, ok bool) {
	parts := strings.Split(field, ".")
	if len(parts) == 1 {
		return "", false
	}
	switch parts[0] {
	case "event":
		if parts[1] == "issuer" {
			return "issuer.name", true
		}
		if parts[1] == "dates_and_place" { // the dates are ours
			return "place", true
		}
		return parts[1], true
	case "text":
		return source.Key("text", parts[1]), true
	case "signatory", "verify":
		return "certificates", e != nil
	}
	return "", false
}

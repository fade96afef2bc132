package review

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

// # Empty boxes
//
// A template of the event's folder was made for its list, so a box that stays empty for everybody or for most people
// is a mistake in one of the two. The built-in templates are for any list: their boxes close up or are left out, and
// check lists the fields for which there is no column.

// watched is a box of a template that can stay empty, and how often it did.
type watched struct {
	name   string
	line   int
	fields []string               // that may not be empty
	holds  []expression.Condition // of the box and its groups
	words  bool                   // has words around its fields, which are printed all the same
	shown  int                    // papers on which the conditions hold
	empty  map[string]int         // of these, how many have nothing in a field
}

// face is one side of the papers of some people.
type face struct {
	t      *template.Template
	boxes  []*watched
	papers int
	bare   int // papers that show nothing of their person
	first  *people.Person
}

// checkShown warns of boxes of the event's own templates that stay empty, and of papers that show nothing of a person.
func (r *review) checkShown() {
	base := r.EventFields()
	for _, kind := range paper.Kinds() {
		d := r.DesignOf(kind)
		if d == nil {
			continue
		}
		faces := map[*template.Template]*face{}
		for _, t := range r.Templates() {
			if t.Kind == kind && r.isOwn(t) {
				faces[t] = &face{t: t, boxes: r.watch(t, base)}
			}
		}
		if len(faces) == 0 {
			continue
		}
		for i := range r.People {
			if p := &r.People[i]; p.Gets(kind) || p.Doubted(kind) {
				countShown(d, faces, p)
			}
		}
		for _, t := range r.Templates() {
			if f := faces[t]; f != nil {
				r.reportShown(f, base)
			}
		}
	}
}

// isOwn reports whether a template is a file of the event's folder.
func (r *review) isOwn(t *template.Template) bool {
	return slices.ContainsFunc(r.Read, func(in folder.Input) bool { return in.File == t.File })
}

// watch returns the boxes of a template that may not be empty.
func (r *review) watch(t *template.Template, base layout.Fields) (all []*watched) {
	var walk func(boxes []template.Box, holds []expression.Condition, closes bool)
	walk = func(boxes []template.Box, holds []expression.Condition, closes bool) {
		for _, b := range boxes {
			f := template.FrameOf(b)
			holds := append(slices.Clip(holds), f.When)
			w := &watched{name: f.Name, line: f.Line, holds: holds, empty: map[string]int{}}
			var fields []string
			switch b := b.(type) {
			case *template.Group:
				if b.Repeat == "" {
					walk(b.Boxes, holds, b.Down)
				}
				continue
			case *template.Text:
				fields, w.words = b.Fields(), hasWords(b)
			case *template.QR:
				fields = b.Payload.Fields()
			case *template.Barcode:
				fields = b.Payload.Fields()
			default:
				continue
			}
			for _, field := range fields {
				tested := slices.ContainsFunc(holds, func(c expression.Condition) bool {
					return slices.Contains(c.Fields(), field)
				})
				if !tested && !(closes && !w.words) && r.canBeEmpty(field, base) {
					w.fields = append(w.fields, field)
				}
			}
			all = append(all, w)
		}
	}
	walk(t.Boxes, nil, false)
	return all
}

// canBeEmpty reports whether a field can be empty on some paper for a reason that nothing else reports.
func (r *review) canBeEmpty(field string, base layout.Fields) bool {
	switch {
	case strings.HasPrefix(field, "verify."), slices.Contains([]string{"number", layout.Item, layout.ItemNumber,
		layout.Language}, field):
		return false
	case strings.HasPrefix(field, "phrase."):
		return false
	case strings.HasSuffix(field, ".second") && len(r.Event.Languages) < 2:
		return false
	}
	if v, ok := base[field]; ok {
		return v.Text == ""
	}
	return !people.SaidIn(base, field)
}

// hasWords reports whether a text has letters of its own around its fields.
func hasWords(b *template.Text) bool {
	return slices.ContainsFunc(b.Phrases(), func(p expression.Phrase) bool {
		return slices.ContainsFunc(p, func(part expression.Part) bool {
			return strings.HasPrefix(part.Field, "phrase.") || strings.IndexFunc(part.Literal, unicode.IsLetter) >= 0
		})
	})
}

// countShown counts what the paper of a person does not show.
func countShown(d *people.Design, faces map[*template.Template]*face, p *people.Person) {
	d.WithFields(p, func(own layout.Fields) { countFields(d, faces, p, own) })
}

// countFields is countShown with the fields of the person.
func countFields(d *people.Design, faces map[*template.Template]*face, p *people.Person, own layout.Fields) {
	value := func(field string) string {
		if field == "number" || strings.HasPrefix(field, "verify.") {
			return field // which every paper has
		}
		return d.Field(own, field).Text
	}
	front := d.Of(p)
	something := false
	for _, t := range []*template.Template{front, d.Back} {
		if t == nil {
			continue
		}
		f := faces[t]
		if f == nil {
			something = true // a built-in one shows the name
			continue
		}
		f.papers++
		for _, w := range f.boxes {
			if slices.ContainsFunc(w.holds, func(c expression.Condition) bool { return !c.Holds(value) }) {
				continue
			}
			w.shown++
			for _, field := range w.fields {
				if value(field) == "" {
					w.empty[field]++
				}
			}
		}
		something = something || showsPerson(d, t.Boxes, own, value)
	}
	if f := faces[front]; f != nil && !something {
		if f.bare++; f.bare == 1 {
			f.first = p
		}
	}
}

// showsPerson reports whether boxes show a text of the person: not a number, nor what all of a role have.
func showsPerson(d *people.Design, boxes []template.Box, own layout.Fields, value func(string) string) bool {
	return slices.ContainsFunc(boxes, func(b template.Box) bool {
		if !template.FrameOf(b).When.Holds(value) {
			return false
		}
		switch b := b.(type) {
		case *template.Group:
			return b.Repeat == "" && showsPerson(d, b.Boxes, own, value)
		case *template.Picture:
			return len(b.File) > 0
		case *template.Text:
			return slices.ContainsFunc(b.Fields(), func(field string) bool { return ofPerson(field) && own[field].Text != "" })
		}
		return false
	})
}

// ofPerson reports whether a field of a person says who they are.
func ofPerson(field string) bool {
	word, _, _ := strings.Cut(field, ".")
	return !slices.Contains([]string{"role", "access", "number", "verify", "language", "attended", "minutes", "item"},
		word)
}

// reportShown turns the counts into warnings.
func (r *review) reportShown(f *face, base layout.Fields) {
	if f.bare > 0 {
		r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-nobody", File: f.t.File,
			Message: fmt.Sprintf("%s of %d show nothing of their person, neither name nor any other text: the first is that of %s (%s:%d)", plural(f.bare, f.t.Kind),
				f.papers, source.Quote(f.first.Name), f.first.File, f.first.Row),
			Hint: "add a text box with text = \"{{name}}\", which is never empty"})
	}
	for _, w := range f.boxes {
		for _, field := range slices.Sorted(maps.Keys(w.empty)) {
			n := w.empty[field]
			_, ofEvent := base[field]
			if n == 0 || n < w.shown && !w.words && 2*n <= w.shown {
				continue
			}
			r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-empty-field", File: f.t.File, Line: w.line,
				Message: fmt.Sprintf("%s shows {{%s}}, which is empty %s%s", w.name, field, howMany(n, w.shown, f.t.Kind),
					aroundIt(w.words)),
				Hint: r.fillHint(field, ofEvent)})
		}
	}
}

// plural counts papers of a kind.
func plural(n int, kind paper.Kind) string {
	if n == 1 {
		return "1 " + kind.String()
	}
	return fmt.Sprintf("%d %s", n, kind.Plural())
}

func howMany(n, of int, kind paper.Kind) string {
	switch {
	case n == of && n == 1:
		return "on the only " + kind.String()
	case n == of:
		return fmt.Sprintf("on all %d %s", of, kind.Plural())
	}
	return fmt.Sprintf("on %d of %d %s", n, of, kind.Plural())
}

func aroundIt(words bool) string {
	if words {
		return ", and prints the words around it"
	}
	return ""
}

// fillHint says what to type so that a box is not empty.
func (r *review) fillHint(field string, ofEvent bool) string {
	when := fmt.Sprintf("write when = %q in the box, which leaves it out where there is nothing", field)
	switch {
	case ofEvent && strings.HasPrefix(field, "signatory."):
		return "add the signatory to event.toml, or " + when
	case ofEvent:
		return "add it to event.toml, or " + when
	case slices.Contains(r.Headers(), field) || slices.Contains(r.Columns(), field):
		return "fill in the column of the list, or " + when
	}
	switch field {
	case "name_local", "organisation", "position", "country", "role", "email", "given", "family", "sessions", "minutes",
		"access":
		return fmt.Sprintf("if the list has it in a column, write in event.toml:\n[attendees.columns]\n%s = \"header of that column\"\nor else %s", field, when)
	}
	return when
}

// checkParted warns of templates that show given or family names of a list that has whole names alone.
func (r *review) checkParted() {
	parted, example := 0, (*people.Person)(nil)
	for i := range r.People {
		p := &r.People[i]
		if p.Columns["given"] > 0 || p.Columns["family"] > 0 || p.Given == "" || p.Family == "" {
			continue
		}
		if parted++; example == nil || strings.Count(p.Name, " ") > strings.Count(example.Name, " ") {
			example = p
		}
	}
	if parted == 0 {
		return
	}
	for _, t := range r.Templates() {
		var fields []string
		line := 0
		t.Walk(func(b template.Box) {
			for _, field := range template.FieldsOf(b) {
				if (field == "given" || field == "family") && !slices.Contains(fields, field) {
					fields = append(fields, field)
					if line == 0 {
						line = template.FrameOf(b).Line
					}
				}
			}
		})
		if len(fields) == 0 {
			continue
		}
		r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-parted-names", File: t.File, Line: line,
			Message: fmt.Sprintf("the template shows {{%s}}, and the list has whole names alone: %d were parted by the rules of their language, such as %s into %s and %s",
				strings.Join(fields, "}} and {{"), parted, source.Quote(example.Name), source.Quote(example.Given),
				source.Quote(example.Family)),
			Hint: "look through the badges in lanyard preview; to be sure, give the list a column for given names and one for family names, or show {{name}}"})
	}
}

// checkSignatories warns of signatories of the event, and of their titles and pictures, that a design of certificates
// does not show.
func (r *review) checkSignatories() {
	if r.Event.Certificates == nil {
		return
	}
	for _, t := range r.Templates() {
		switch t.Kind {
		case paper.Badge:
			continue // badges have no signatories
		case paper.Certificate:
		}
		shown := map[string]bool{}
		t.Walk(func(b template.Box) {
			for _, field := range shownBy(b) {
				parts := strings.Split(field, ".")
				if len(parts) >= 3 && parts[0] == "signatory" {
					shown[parts[1]+"."+parts[2]] = true
				}
			}
		})
		r.unshown(t, shown)
	}
}

// shownBy returns the fields that a box itself draws.
func shownBy(b template.Box) []string {
	switch b := b.(type) {
	case *template.Text:
		return b.Fields()
	case *template.Picture:
		return b.Picture.Fields()
	}
	return nil
}

// unshown warns of facts about signatories in event.toml that a template does not show.
func (r *review) unshown(t *template.Template, shown map[string]bool) {
	for i, s := range r.Event.Certificates.Signatories {
		n, key := fmt.Sprint(i+1), fmt.Sprintf("certificates.signatories.%d", i)
		name := r.Event.Say(s.Name, r.Event.Languages[0])
		warn := func(key, what, field string) {
			hint := fmt.Sprintf("add a box with {{signatory.%s.%s}} to the template, or delete the line", n, field)
			if !r.isOwn(t) {
				hint = fmt.Sprintf("delete the line, or add a box with {{signatory.%s.%s}} to a copy of the design: lanyard templates -copy %s DIR", n, field, path.Base(path.Dir(t.File)))
			}
			p := r.Event.Problem("signatory-unshown", key, fmt.Sprintf("the design %s does not show %s of %s",
				source.Quote(t.Name), what, source.Quote(name)), hint)
			p.Severity = source.Warning
			r.problems.Add(p)
		}
		switch {
		case !shown[n+".name"]:
			warn(key, "the name", "name")
		default:
			if len(s.Title) > 0 && !shown[n+".title"] {
				warn(key+".title", "the title", "title")
			}
			if s.Picture != "" && !shown[n+".picture"] {
				warn(key+".picture", "the signature", "picture")
			}
		}
	}
}

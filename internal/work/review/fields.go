package review

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/people"
	"lanyard/templates"
)

// checkFiles reports fields of the pattern that nothing can ever fill.
func (r *review) checkFiles() {
	known := append(r.OwnFields(), "number")
	for name := range r.EventFields() {
		known = append(known, name)
	}
	slices.Sort(known)
	for _, field := range r.FileNames.Fields() {
		if slices.Contains(known, field) {
			continue
		}
		hint := "fields are number and the columns of the list: " + strings.Join(r.Columns(), ", ")
		if near := source.Nearest(field, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		r.report("event-files", "certificates.files", fmt.Sprintf("neither the event nor the list has {{%s}}", field),
			hint)
	}
}

// offered returns the fields that the conditions of built-in designs ask about, like a number to call: an event may
// fill them, and need not, in a copy of such a design either.
var offered = sync.OnceValue(func() (fields []string) {
	files, err := fs.Glob(templates.FS, "*/*/template.toml")
	if err != nil {
		panic("internal error: no built-in templates: " + err.Error())
	}
	for _, file := range files {
		data, err := fs.ReadFile(templates.FS, file)
		t, problems := blueprint.Parse(file, data, blueprint.Setting{})
		if err != nil || t == nil {
			panic(fmt.Sprintf("internal error: a built-in template that cannot be read: %v %v", err, problems))
		}
		t.Walk(func(b template.Box) { fields = append(fields, template.FrameOf(b).When.Fields()...) })
	}
	return fields
})

// checkFields reports fields of a template that nothing can ever fill.
func (r *review) checkFields(t *template.Template) {
	known := r.EventFields()
	maps.Copy(known, r.PersonFields(known, people.Blank(&roster.Attendee{})))
	signed := []string{"number", layout.VerifyURL, layout.VerifyShort, layout.VerifyNote,
		layout.VerifyNote + ".main", layout.VerifyNote + ".second", layout.Item, layout.ItemNumber}
	columns := r.Columns()
	r.checkTongues(t)
	t.Walk(func(b template.Box) {
		frame := template.FrameOf(b)
		for _, field := range template.FieldsOf(b) {
			if _, ok := known[field]; ok || slices.Contains(signed, field) || slices.Contains(columns, field) ||
				people.SaidIn(known, field) || strings.HasPrefix(field, "picture.") || slices.Contains(offered(), field) {
				continue
			}
			hint := "fields are columns of the list by their header, like job_title, and what the event says, " +
				"like event.title"
			if near := source.Nearest(field, append(slices.Sorted(maps.Keys(known)), signed...)); near != "" {
				hint = "did you mean " + near + "?"
			}
			r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-unknown-field", File: t.File,
				Line:    frame.Line,
				Message: fmt.Sprintf("%s shows {{%s}}, which neither the event nor the list has", frame.Name, field),
				Hint:    hint})
		}
	})
}

// checkTongues warns of a template that has none of the languages of the event.
func (r *review) checkTongues(t *template.Template) {
	fits := func(lang string) bool {
		_, ok := locale.Closest(lang, t.Languages)
		return ok
	}
	if len(t.Languages) == 0 || slices.ContainsFunc(r.Event.Languages, fits) {
		return
	}
	main := r.Event.Languages[0]
	r.problems.Add(source.Problem{Severity: source.Warning, Code: "template-language", File: t.File,
		Message: fmt.Sprintf("the texts are written in %s, and the event is held in %s: pages come out in %s, "+
			"except for people of the others",
			strings.Join(t.Languages, ", "), strings.Join(r.Event.Languages, ", "), t.Languages[0]),
		Hint: fmt.Sprintf(`add text.%s = "…" to its boxes`, main)})
}

package batch

import (
	"errors"
	"fmt"
	"maps"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/review"
)

// Face is one side of one person's paper, unfolded, with what its design says.
type Face struct {
	Page     *page.Page // nil if problems prevent it
	Template *template.Template
	Key      string    // of event.toml, with which it names the design
	Name     string    // of the design in event.toml: a path, or the name of a built-in one
	BuiltIn  bool      // the design is a built-in one
	Boxes    []Outline // of the template, bottom first
	Mirrored bool      // left and right are exchanged
	Fits     []layout.Fit
	Faulty   []string // the names of the boxes that Problems are about; empty where there is none
	Problems source.Problems
}

// Face lays out one side of the paper of a kind for person i of the list. The error is a source.Problem if there is no
// such paper for that person.
func (v *Preview) Face(kind paper.Kind, i int, back bool) (Face, error) {
	p := v.presses[kind]
	if p == nil || i < 0 || i >= len(v.work.People) {
		return Face{}, fmt.Errorf("there is no %s of person %d", kind, i)
	}
	one := &v.work.People[i]
	f := Face{Template: p.Of(one)}
	if back {
		f.Template = p.Back
	}
	if f.Template == nil {
		return Face{}, errNoBack
	}
	f.Key, f.Name = v.work.DesignName(kind, one.RoleMark.Key, back)
	f.BuiltIn = folder.IsBuiltIn(kind, f.Name)
	_, printed, err := v.paper(kind, i)
	var unsignable source.Problem
	if errors.As(err, &unsignable) && one.Gets(kind) {
		f.Problems, f.Faulty = source.Problems{unsignable}, []string{""}
		return f, nil
	} else if err != nil {
		return Face{}, err
	}
	fields := p.PaperFields(printed.Issued)
	r := v.layouter.Page(f.Template, fields)
	f.Page, f.Fits = r.Page, r.Fits
	var boxes []template.Box
	boxes, f.Mirrored = v.layouter.Boxes(f.Template, fields)
	f.Boxes = outlines(nil, boxes, geom.Position{}, v.layouter.Flowed(f.Template, fields))
	for _, fault := range r.Faults {
		f.Problems.Add(review.Problem(p.Design, one, fault))
		f.Faulty = append(f.Faulty, fault.Box)
	}
	return f, nil
}

var errNoBack = errors.New("the badges have no back of their own: write back = \"design/back.toml\" below [badges] in event.toml")

// Gets reports whether person i of the list gets a paper of a kind.
func (v *Preview) Gets(kind paper.Kind, i int) bool {
	return v.presses[kind] != nil && i >= 0 && i < len(v.work.People) && v.work.People[i].Gets(kind)
}

// Fields returns the text of every field that the paper of a kind can show for person i, in the event's main language.
// Fields without a text are empty.
func (v *Preview) Fields(kind paper.Kind, i int) (map[string]string, error) {
	p, printed, err := v.paper(kind, i)
	if err != nil {
		return nil, err
	}
	all, lang := maps.Clone(p.Base), v.work.Event.Languages[0]
	maps.Copy(all, p.PaperFields(printed.Issued))
	texts := map[string]string{}
	for name, value := range all {
		text := value.Text
		if own, ok := value.In[lang]; ok && text == "" {
			text = own
		}
		texts[name] = text
	}
	return texts, nil
}

// Event returns the event as it was read.
func (v *Preview) Event() *event.Event { return v.work.Event }

// Families returns the names of the font families that the event has.
func (v *Preview) Families() []string { return v.work.Fonts.Families() }

// Inputs returns the files that were read, except photos of people.
func (v *Preview) Inputs() []folder.Input { return v.work.Read }

// ParseAs reads the text of a template as this event sets those of a kind.
func (v *Preview) ParseAs(kind paper.Kind, file string, data []byte) (*template.Template, source.Problems) {
	return v.work.ParseAs(kind, file, data)
}

// Design returns the template that was read from a file, or nil.
func (v *Preview) Design(file string) *template.Template {
	for _, t := range v.work.Templates() {
		if t.File == file {
			return t
		}
	}
	return nil
}

// Redesign returns a snapshot in which a file has the text of a template, t, read by ParseAs from data. It is nil if
// that differs in more than place and looks: then the folder has to be read again. The two must not be used at the same
// time.
func (v *Preview) Redesign(t *template.Template, data []byte) *Preview {
	if old := v.Design(t.File); old == nil || !old.SameContent(t) {
		return nil
	}
	fresh := *v
	fresh.work = v.work.Redesign(t, data)
	fresh.presses = pressesOf(fresh.work)
	return &fresh
}

package people

import (
	"lanyard/internal/base/paper"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
)

// Design is the appearance of papers of one kind: their templates, and the fields available to them.
type Design struct {
	*List
	Kind  paper.Kind
	Front *template.Template // for everybody whose role has no template of its own
	Back  *template.Template // of the other side, or half; nil: none
	Base  layout.Fields      // the fields of the event, the same for everybody
}

// DesignOf returns the design of a kind; nil if the event has no such papers.
func (l *List) DesignOf(kind paper.Kind) *Design {
	front := l.Main(kind)
	if front == nil {
		return nil
	}
	d := &Design{List: l, Kind: kind, Front: front, Base: l.EventFields()}
	switch kind {
	case paper.Badge:
		d.Back = l.Back
	case paper.Certificate: // printed on one side
	}
	return d
}

// Of returns the template of a person's paper: the role's own, or the default one.
func (d *Design) Of(p *Person) *template.Template {
	if t := d.Own(d.Kind, p.RoleMark.Key); t != nil {
		return t
	}
	return d.Front
}

// Fields returns the fields of a person that need no token.
func (d *Design) Fields(p *Person) layout.Fields { return d.PersonFields(d.Base, p) }

// WithFields calls use with what Fields returns, which is valid during the call alone.
func (d *Design) WithFields(p *Person, use func(layout.Fields)) { d.List.WithFields(d.Base, p, use) }

// Field returns the field with a name, from a person's fields or else from the event's.
func (d *Design) Field(own layout.Fields, name string) layout.Value {
	if v, ok := own[name]; ok {
		return v
	}
	return d.Base[name]
}

// ShowsPhotos reports whether a template of a kind has pictures that differ between people.
func (l *List) ShowsPhotos(kind paper.Kind) (shows bool) {
	for _, t := range l.Templates() {
		if t.Kind != kind {
			continue
		}
		t.Walk(func(b template.Box) {
			picture, ok := b.(*template.Picture)
			shows = shows || ok && len(picture.File) > 0
		})
	}
	return shows
}

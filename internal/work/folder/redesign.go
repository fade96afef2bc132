package folder

import (
	"crypto/sha256"
	"slices"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/template"
)

// DesignName returns how event.toml names the design of a kind for a role, and the key with which it does; back asks
// for the back of badges. Both are empty if the event has none.
func (w *Work) DesignName(kind paper.Kind, role string, back bool) (key, name string) {
	var main string
	var own map[string]string
	switch kind {
	case paper.Badge:
		b := w.Event.Badges
		if b == nil || back && b.Back == "" {
			return "", ""
		}
		if back {
			return "badges.back", b.Back
		}
		main, own = b.Template, b.Templates
	case paper.Certificate:
		c := w.Event.Certificates
		if c == nil || back {
			return "", ""
		}
		main, own = c.Template, c.Templates
	}
	if w.Own(kind, role) != nil {
		return source.Key(kind.Plural(), "templates", role), own[role]
	}
	return source.Key(kind.Plural(), "template"), main
}

// IsBuiltIn reports whether there is a built-in design of a kind with a name.
func IsBuiltIn(kind paper.Kind, name string) bool { return slices.Contains(builtIn(kind), name) }

// ParseAs reads the text of a template as this event sets those of a kind.
func (w *Work) ParseAs(kind paper.Kind, file string, data []byte) (*template.Template, source.Problems) {
	t, problems := blueprint.Parse(file, data, w.setting(kind))
	return t, w.otherDesigns(problems, kind)
}

// Redesign returns a copy of w in which a file has the text of the template t, which differs only in place and looks
// from the one that was read from it (template.SameContent): everything known about people stays true. data is the
// text. The two share pictures, so they must not be used at the same time.
func (w *Work) Redesign(t *template.Template, data []byte) *Work {
	fresh := *w
	fresh.Read = slices.Clone(w.Read)
	for i := range fresh.Read {
		if fresh.Read[i].File == t.File {
			fresh.Read[i].Size, fresh.Read[i].Sum = int64(len(data)), sha256.Sum256(data)
		}
	}
	in := func(o *template.Template) *template.Template {
		if o == nil || o.File != t.File {
			return o
		}
		if b := w.pictures.backgrounds[o]; b != nil {
			w.pictures.backgrounds[t] = b
		}
		return t
	}
	fresh.Back = in(w.Back)
	fresh.main, fresh.designs = map[paper.Kind]*template.Template{}, map[paper.Kind]map[string]*template.Template{}
	for kind, o := range w.main {
		fresh.main[kind] = in(o)
	}
	for kind, own := range w.designs {
		fresh.designs[kind] = map[string]*template.Template{}
		for role, o := range own {
			fresh.designs[kind][role] = in(o)
		}
	}
	return &fresh
}

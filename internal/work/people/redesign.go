package people

import "lanyard/internal/paper/template"

// Redesign returns a copy of l in which a file has the text of the template t, as folder.Work.Redesign does.
func (l *List) Redesign(t *template.Template, data []byte) *List {
	fresh := *l
	fresh.Work = l.Work.Redesign(t, data)
	return &fresh
}

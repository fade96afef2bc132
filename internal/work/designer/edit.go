package designer

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/edit"
	"lanyard/internal/work/owner"
)

// request is a change of one file, made on the side of a person's paper.
type request struct {
	Kind    string        `json:"kind"`
	Side    string        `json:"side"`
	Person  int           `json:"person"`
	Event   bool          `json:"event"`   // of event.toml rather than of the template
	Version string        `json:"version"` // of the text that it is based on
	Note    string        `json:"note"`    // what is done, in words
	Actions []edit.Action `json:"actions"`
}

// edit makes a change of a template or of the look in event.toml.
func (d *Designer) edit(r *http.Request, q request) (answer, error) {
	f, err := d.faceOf(q)
	if err != nil {
		return answer{}, err
	}
	if len(q.Actions) == 0 || len(q.Actions) > maxActions {
		return answer{}, fault.New(fmt.Sprintf("a change has 1 to %d parts, not %d", maxActions, len(q.Actions)),
			"select fewer boxes")
	}
	file, data, err := eventFile, []byte(nil), error(nil)
	if q.Event {
		data, err = d.read(eventFile)
	} else {
		file = f.Template.File
		data, err = d.textOf(f)
	}
	if err != nil {
		return answer{}, err
	}
	if versionOf(data) != q.Version {
		var yours []byte
		if base := d.seenText(file, q.Version); base != nil {
			yours, _, _ = changedText(f, q, file, base)
		}
		return answer{}, d.staleText(file, data, yours)
	}
	after, keys, err := changedText(f, q, file, data)
	if err != nil {
		return answer{}, err
	}
	s := step{note: cmp.Or(q.Note, "Change")}
	var said string
	switch {
	case q.Event:
		_, problems, err := owner.Read(d.dir, after)
		if err != nil {
			return answer{}, err
		}
		if problems.Err() != nil {
			return answer{}, onlyErrors(problems)
		}
		s.files = []replaced{{eventFile, data, after}}
	default:
		if _, problems := d.preview.ParseAs(f.Template.Kind, file, after); problems.Err() != nil {
			return answer{}, onlyErrors(problems)
		}
		s.files = []replaced{{file, data, after}}
		if f.BuiltIn {
			if s.files, said, err = d.copied(nil, f, after); err != nil {
				return answer{}, err
			}
		}
	}
	if err := d.commit(r.Context(), s); err != nil {
		return answer{}, err
	}
	return answer{Said: said, Keys: keys}, nil
}

// onlyErrors returns problems without warnings.
func onlyErrors(problems source.Problems) source.Problems {
	return slices.DeleteFunc(slices.Clone(problems), func(p source.Problem) bool { return p.Severity != source.Error })
}

// changedText returns a text with the actions of a change, and the keys of new boxes.
func changedText(f batch.Face, q request, file string, data []byte) (out []byte, keys []string, err error) {
	for _, a := range q.Actions {
		if q.Event && !strings.HasPrefix(a.Key, "look.") {
			return nil, nil, fault.New(fmt.Sprintf("the key %s of event.toml is not changed here", source.Quote(a.Key)),
				"change it in the file with an editor")
		}
	}
	return pageOf(f).Apply(file, data, q.Actions)
}

// pageOf returns the page of a face with the places of its boxes.
func pageOf(f batch.Face) edit.Page {
	p := edit.Page{Size: f.Template.Size, Mirrored: f.Mirrored}
	for _, o := range f.Boxes {
		p.Frames = append(p.Frames, edit.Frame{Key: o.Key, Box: o.Box, Turn: o.Turn})
	}
	return p
}

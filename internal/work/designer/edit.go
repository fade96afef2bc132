package designer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/owner"
)

// request is a change of one file, made on the side of a person's paper.
type request struct {
	Kind    string   `json:"kind"`
	Side    string   `json:"side"`
	Person  int      `json:"person"`
	Event   bool     `json:"event"`   // of event.toml rather than of the template
	Version string   `json:"version"` // of the text that it is based on
	Note    string   `json:"note"`    // what is done, in words
	Actions []action `json:"actions"`
}

// action is one change of a file.
type action struct {
	Do    string         `json:"do"`              // place, set, remove, add, copy, order, group or ungroup
	Key   string         `json:"key"`             // of a box, or of the value; for add, of the list
	X     float64        `json:"x,omitempty"`     // of place: the frame on the page, in millimetres
	Y     float64        `json:"y,omitempty"`     // likewise
	W     float64        `json:"w,omitempty"`     // likewise
	H     float64        `json:"h,omitempty"`     // likewise
	Value any            `json:"value,omitempty"` // of set
	Table map[string]any `json:"table,omitempty"` // of add: the keys of the box
	To    int            `json:"to,omitempty"`    // of order: the number of the box among its neighbours
	Keys  []string       `json:"keys,omitempty"`  // of group: the boxes in it
}

// maxMillimetres limits positions on a page: far more than any page has.
const maxMillimetres = 10_000

// edit makes a change of a template or of the look in event.toml.
func (d *Designer) edit(r *http.Request, q request) (answer, error) {
	f, err := d.faceOf(q)
	if err != nil {
		return answer{}, err
	}
	if len(q.Actions) == 0 || len(q.Actions) > maxActions {
		return answer{}, fault.New(fmt.Sprintf("a change has 1 to %d parts, not %d", maxActions, len(q.Actions)), "select fewer boxes")
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
			yours, _, _ = d.changedText(f, q, file, base)
		}
		return answer{}, d.staleText(file, data, yours)
	}
	after, keys, err := d.changedText(f, q, file, data)
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
func (d *Designer) changedText(f batch.Face, q request, file string, data []byte) (out []byte, keys []string, err error) {
	for _, a := range q.Actions {
		if q.Event && !strings.HasPrefix(a.Key, "look.") {
			return nil, nil, fault.New(fmt.Sprintf("the key %s of event.toml is not changed here", source.Quote(a.Key)), "change it in the file with an editor")
		}
		var key string
		if (a.Do == "group" || a.Do == "ungroup") && len(q.Actions) > 1 {
			return nil, nil, fault.New("a group is made or taken apart alone", "load the page again")
		}
		switch a.Do {
		case "place":
			data, err = place(f, file, data, a)
		case "set":
			data, err = amend.TOML(file, data, amend.Edit{Key: a.Key, Value: tomlValue(a.Value)})
		case "remove":
			data, err = removed(file, data, a.Key)
		case "add":
			data, key, err = added(file, data, a)
		case "copy":
			data, key, err = copyOfBox(file, data, a.Key)
		case "order":
			data, err = amend.Reorder(file, data, a.Key, a.To)
		case "group":
			data, key, err = grouped(f, file, data, a.Keys)
		case "ungroup":
			data, keys, err = ungrouped(f, file, data, a.Key)
		default:
			err = fmt.Errorf("there is no action %q", a.Do)
		}
		if err != nil {
			return nil, nil, err
		}
		if key != "" {
			keys = append(keys, key)
		}
	}
	return data, keys, nil
}

// tomlValue converts a value of JSON for TOML: whole numbers become integers.
func tomlValue(v any) any {
	switch v := v.(type) {
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int64(v)
		}
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = tomlValue(one)
		}
		return out
	}
	return v
}

// removed returns a text without a key; a missing key is not an error.
func removed(file string, data []byte, key string) ([]byte, error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	if !doc.Has(key) {
		return data, nil
	}
	return amend.TOML(file, data, amend.Edit{Key: key})
}

// firstKeys are the keys that a new box begins with, in this order.
var firstKeys = []string{"type", "name", "shape", "at", "size", "style", "text"}

// added returns a text with a new box at the end of a list, and its key.
func added(file string, data []byte, a action) (out []byte, key string, err error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, "", problems
	}
	names := slices.DeleteFunc(slices.Clone(firstKeys), func(name string) bool { return a.Table[name] == nil })
	for _, name := range slices.Sorted(maps.Keys(a.Table)) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var body []byte
	for _, name := range names {
		if body, err = amend.TOML(file, body, amend.Edit{Key: source.Key(name), Value: tomlValue(a.Table[name])}); err != nil {
			return nil, "", err
		}
	}
	if len(body) == 0 {
		return nil, "", errors.New("a box without keys was to be added")
	}
	out, err = amend.TOML(file, data, amend.Edit{Key: a.Key, Table: string(body)})
	return out, a.Key + "." + strconv.Itoa(len(doc.Entries(a.Key))), err
}

// copyShift is how far a copy is placed to the right of and below its original.
const copyShift = 3 * geom.Millimetre

// copyOfBox returns a text with a copy of a box after it, a little to the right and down, and the key of the copy.
func copyOfBox(file string, data []byte, key string) (out []byte, copied string, err error) {
	body, err := amend.Element(file, data, key)
	if err != nil {
		return nil, "", err
	}
	list, n, err := split(key)
	if err != nil {
		return nil, "", err
	}
	doc, _ := source.ParseTOML(file, data)
	if out, copied, err = inserted(file, data, doc, list, n+1, body); err != nil {
		return nil, "", err
	}
	at := doc.At(key + ".at")
	if pair, ok := at.([]any); ok && len(pair) == 2 {
		moved := []string{shifted(fmt.Sprint(pair[0])), shifted(fmt.Sprint(pair[1]))}
		out, err = amend.TOML(file, out, amend.Edit{Key: copied + ".at", Value: moved})
	}
	return out, copied, err
}

// shifted returns an extent with copyShift more in its fixed part.
func shifted(written string) string {
	return blueprint.Extent(written, 0, blueprint.Along(written, 0)+copyShift)
}

// place returns a text in which a box has a new frame on the page. Only the parts of at and size change that have to.
func place(f batch.Face, file string, data []byte, a action) ([]byte, error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	for _, v := range []float64{a.X, a.Y, a.W, a.H} {
		if math.IsNaN(v) || math.Abs(v) > maxMillimetres {
			return nil, fault.New(fmt.Sprintf("%g mm is no place on a page", v), "move the box back to the page")
		}
	}
	in := within(f, doc, a.Key)
	shown, placed := places(f)[a.Key]
	if !placed {
		return nil, fault.New(fmt.Sprintf("%s has no place of its own on this page", a.Key), "change its keys instead")
	}
	want := geom.Rect{X: geom.MM(a.X), Y: geom.MM(a.Y) - in.Y, W: geom.MM(a.W), H: geom.MM(a.H)}
	want.X = startOf(f, in, want)
	if doc.At(boxParent(a.Key)+".flow") == "down" {
		// What is above a box of a flow places it, and its text decides how high it is drawn.
		at, size := doc.At(a.Key+".at"), doc.At(a.Key+".size")
		want.Y = second(at, in.H, want.Y)
		if off := want.H - shown.Box.H; off <= still && off >= -still {
			want.H = second(size, in.H, want.H)
		}
	}
	data, err := setPair(file, data, doc, a.Key+".at", in, [2]geom.Length{want.X, want.Y})
	if err != nil {
		return nil, err
	}
	return setPair(file, data, doc, a.Key+".size", in, [2]geom.Length{want.W, want.H})
}

// second returns the second of a pair of extents along a side, or otherwise.
func second(pair any, side, otherwise geom.Length) geom.Length {
	if all, ok := pair.([]any); ok && len(all) == 2 {
		return blueprint.Along(fmt.Sprint(all[1]), side)
	}
	return otherwise
}

// still is how far a box may be from its wanted position without being moved: the rounding error of the page.
const still = geom.Millimetre / 200

// setPair sets the parts of a pair of extents that are not yet as wanted.
func setPair(file string, data []byte, doc *source.Document, key string, in geom.Rect, want [2]geom.Length) ([]byte, error) {
	pair, _ := doc.At(key).([]any)
	if len(pair) != 2 {
		return nil, fault.New(fmt.Sprintf("the key %s is not a pair of lengths", key), "correct it in the file with an editor")
	}
	var out [2]string
	moved := false
	for i, side := range []geom.Length{in.W, in.H} {
		out[i] = fmt.Sprint(pair[i])
		if off := blueprint.Along(out[i], side) - want[i]; off > still || off < -still {
			out[i], moved = blueprint.Extent(out[i], side, want[i]), true
		}
	}
	if !moved {
		return data, nil
	}
	return amend.TOML(file, data, amend.Edit{Key: key, Value: out[:]})
}

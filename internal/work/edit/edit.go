// Package edit changes the text of a template as a hand changes the page that it makes: boxes are placed, added,
// copied, ordered and grouped, and every byte that an edit does not mean stays. It opens no file and serves no page.
//
// # Decisions
//
// What is placed is placed on a page that somebody sees, so an edit starts from the places of that page (Page), and
// writes a position in the terms of the file: in per cent if it was in per cent, within its group, from the right where
// the page is mirrored. Whether the new text is a template is for its strict reader to say.
package edit

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
)

// Action is one change of a file.
type Action struct {
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

// Page is a page as it is seen, with the places of the boxes that the text to be edited describes.
type Page struct {
	Size     geom.Size
	Mirrored bool    // left and right are exchanged
	Frames   []Frame // bottom first; before the boxes of a cell of a row, the cell
}

// Frame is the place of a box.
type Frame struct {
	Key  string // in the file, "box.3"; "": the cell of a row
	Box  geom.Rect
	Turn float64 // degrees, clockwise around the centre
}

// Places returns the places of boxes by key; of a repeated box the first.
func (p Page) Places() map[string]Frame {
	all := map[string]Frame{}
	for _, f := range p.Frames {
		if _, twice := all[f.Key]; f.Key != "" && !twice {
			all[f.Key] = f
		}
	}
	return all
}

// Apply returns data, the text of the file that describes p, with actions carried out one after another, and the keys
// of boxes that are new. The error, mostly with a hint, says which action makes no sense on this page or in this text.
func (p Page) Apply(file string, data []byte, actions []Action) (out []byte, keys []string, err error) {
	for _, a := range actions {
		var key string
		if (a.Do == "group" || a.Do == "ungroup") && len(actions) > 1 {
			return nil, nil, fault.New("a group is made or taken apart alone", "load the page again")
		}
		switch a.Do {
		case "place":
			data, err = p.place(file, data, a)
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
			data, key, err = p.grouped(file, data, a.Keys)
		case "ungroup":
			data, keys, err = p.ungrouped(file, data, a.Key)
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
func added(file string, data []byte, a Action) (out []byte, key string, err error) {
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
		if body, err = amend.TOML(file, body, amend.Edit{Key: source.Key(name),
			Value: tomlValue(a.Table[name])}); err != nil {
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
func (p Page) place(file string, data []byte, a Action) ([]byte, error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	for _, v := range []float64{a.X, a.Y, a.W, a.H} {
		if math.IsNaN(v) || math.Abs(v) > maxMillimetres {
			return nil, fault.New(fmt.Sprintf("%g mm is no place on a page", v), "move the box back to the page")
		}
	}
	in := p.within(doc, a.Key)
	shown, placed := p.Places()[a.Key]
	if !placed {
		return nil, fault.New(fmt.Sprintf("%s has no place of its own on this page", a.Key), "change its keys instead")
	}
	want := geom.Rect{X: geom.MM(a.X), Y: geom.MM(a.Y) - in.Y, W: geom.MM(a.W), H: geom.MM(a.H)}
	want.X = p.startOf(in, want)
	if doc.At(Parent(a.Key)+".flow") == "down" {
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
func setPair(file string, data []byte, doc *source.Document, key string, in geom.Rect, want [2]geom.Length) ([]byte,
	error) {
	pair, _ := doc.At(key).([]any)
	if len(pair) != 2 {
		return nil, fault.New(fmt.Sprintf("the key %s is not a pair of lengths", key),
			"correct it in the file with an editor")
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

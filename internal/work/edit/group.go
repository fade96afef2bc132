package edit

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
)

// within returns the frame that the position of a box is measured from: the page, its group, or the first cell of its
// row.
func (p Page) within(doc *source.Document, key string) geom.Rect {
	parent := Parent(key)
	if parent == "" {
		return p.Size.At(geom.Position{})
	}
	if doc.At(parent+".repeat") == Signatories {
		at := slices.IndexFunc(p.Frames, func(o Frame) bool { return o.Key == key })
		for i := at - 1; i >= 0; i-- {
			if p.Frames[i].Key == "" { // a cell
				return p.Frames[i].Box
			}
		}
	}
	return p.Places()[parent].Box
}

// Signatories is what a row repeats: its boxes have their places in its first cell.
const Signatories = "signatories"

// extents returns a position or a size as a template has it.
func extents(a, b geom.Length) []string {
	return []string{blueprint.Extent("0mm", 0, a), blueprint.Extent("0mm", 0, b)}
}

// split returns the list and the number of a box: "box" and 3 for "box.3".
func split(key string) (list string, n int, err error) {
	dot := strings.LastIndex(key, ".")
	if dot < 0 {
		return "", 0, fmt.Errorf("%q is the key of no box", key)
	}
	n, err = strconv.Atoi(key[dot+1:])
	return key[:dot], n, err
}

// grouped returns a text in which boxes of one list are in a new group around them, in the place of the one in front.
// Nothing moves on the page.
func (p Page) grouped(file string, data []byte, keys []string) (out []byte, key string, err error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, "", problems
	}
	if len(keys) < 2 {
		return nil, "", fault.New("a group has at least two boxes", "select several boxes with Shift")
	}
	where := p.Places()
	list, numbers := "", []int(nil)
	around := geom.Rect{}
	for i, k := range keys {
		of, n, err := split(k)
		if err != nil {
			return nil, "", err
		}
		box, placed := where[k]
		switch {
		case i > 0 && of != list:
			return nil, "", fault.New("the boxes are not in the same group", "select boxes of the page, or boxes of one group")
		case !placed || slices.Contains(numbers, n):
			return nil, "", fault.New(fmt.Sprintf("%s has no place of its own on this page", k), "leave it out of the group")
		case i == 0:
			around = box.Box
		}
		list, numbers = of, append(numbers, n)
		around = union(around, box.Box)
	}
	if doc.At(Parent(keys[0])+".flow") == "down" {
		return nil, "", fault.New("the boxes flow down their group, and a group in it would not flow",
			"remove the key flow of their group first")
	}
	slices.Sort(numbers)
	in := p.within(doc, keys[0])
	table, err := amend.TOML(file, nil, amend.Edit{Key: "type", Value: "group"}, amend.Edit{Key: "name", Value: "group"},
		amend.Edit{Key: "at", Value: extents(p.startOf(in, around), around.Y-in.Y)},
		amend.Edit{Key: "size", Value: extents(around.W, around.H)})
	if err != nil {
		return nil, "", err
	}
	last := numbers[len(numbers)-1]
	if data, key, err = inserted(file, data, doc, list, last+1, string(table)); err != nil {
		return nil, "", err
	}
	for i, n := range numbers {
		old := list + "." + strconv.Itoa(n)
		body, err := amend.Element(file, data, old)
		if err != nil {
			return nil, "", err
		}
		// The lists within the element get longer names: [[box.box]] becomes [[box.box.box]].
		body = renamed(body, list, +1)
		if data, err = amend.TOML(file, data, amend.Edit{Key: key + ".box", Table: body}); err != nil {
			return nil, "", err
		}
		own := key + ".box." + strconv.Itoa(i)
		if data, err = p.moved(file, data, own, where[old].Box, around); err != nil {
			return nil, "", err
		}
	}
	for _, n := range slices.Backward(numbers) {
		if data, err = amend.TOML(file, data, amend.Edit{Key: list + "." + strconv.Itoa(n)}); err != nil {
			return nil, "", err
		}
	}
	return data, list + "." + strconv.Itoa(last+1-len(numbers)), nil
}

// ungrouped returns a text in which the boxes of a group are in its place, and their keys. Nothing moves on the page.
func (p Page) ungrouped(file string, data []byte, key string) (out []byte, keys []string, err error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, nil, problems
	}
	values, _ := doc.At(key).(map[string]any)
	if values["type"] != "group" {
		return nil, nil, fault.New(fmt.Sprintf("%s is not a group", key), "select a group")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains([]string{"type", "name", "at", "size", "box"}, name) {
			return nil, nil, fault.New(fmt.Sprintf("the group has the key %s, whose effect on its boxes would be lost", name),
				fmt.Sprintf("remove %s in the panel first", name))
		}
	}
	list, n, err := split(key)
	if err != nil {
		return nil, nil, err
	}
	where, in := p.Places(), p.within(doc, key)
	count := len(doc.Entries(key + ".box"))
	for i := range count {
		old := fmt.Sprintf("%s.box.%d", key, i)
		box, placed := where[old]
		if !placed {
			return nil, nil, fault.New(fmt.Sprintf("%s has no place of its own on this page", old),
				"show a person on whose paper it is")
		}
		body, err := amend.Element(file, data, old)
		if err != nil {
			return nil, nil, err
		}
		body = renamed(body, list+".box", -1)
		now, _ := source.ParseTOML(file, data)
		var own string
		if data, own, err = inserted(file, data, now, list, n+1+i, body); err != nil {
			return nil, nil, err
		}
		if data, err = p.moved(file, data, own, box.Box, in); err != nil {
			return nil, nil, err
		}
		keys = append(keys, list+"."+strconv.Itoa(n+i))
	}
	data, err = amend.TOML(file, data, amend.Edit{Key: key})
	return data, keys, err
}

// inserted returns a text with a new element as number n of a list, and its key.
func inserted(file string, data []byte, doc *source.Document, list string, n int, body string) ([]byte, string, error) {
	key := list + "." + strconv.Itoa(n)
	into := key
	if n >= len(doc.Entries(list)) {
		into = list
	}
	data, err := amend.TOML(file, data, amend.Edit{Key: into, Table: body})
	return data, key, err
}

// renamed returns the text of an element of a list whose inner lists are one level deeper (by 1) or higher (by -1).
func renamed(body, list string, by int) string {
	depth := strings.Count(list, "box")
	from, to := strings.Repeat("box.", depth), strings.Repeat("box.", depth+by)
	lines := strings.Split(body, "\n")
	for i, line := range lines {
		bare := strings.TrimLeft(line, " \t")
		for _, bracket := range []string{"[[", "["} {
			if rest, ok := strings.CutPrefix(bare, bracket+from); ok {
				lines[i] = line[:len(line)-len(bare)] + bracket + to + rest
				break
			}
		}
	}
	return strings.Join(lines, "\n")
}

// union returns the smallest frame around two.
func union(a, b geom.Rect) geom.Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return geom.Rect{X: x, Y: y, W: max(a.X+a.W, b.X+b.W) - x, H: max(a.Y+a.H, b.Y+b.H) - y}
}

// startOf returns how far a box is from the start of the frame in, from the right where the page is mirrored.
func (p Page) startOf(in, box geom.Rect) geom.Length {
	if p.Mirrored {
		return in.X + in.W - box.X - box.W
	}
	return box.X - in.X
}

// moved returns a text in which a box has a frame of the page, as seen from the frame in.
func (p Page) moved(file string, data []byte, key string, box, in geom.Rect) ([]byte, error) {
	doc, problems := source.ParseTOML(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	data, err := setPair(file, data, doc, key+".at", in, [2]geom.Length{p.startOf(in, box), box.Y - in.Y})
	if err != nil {
		return nil, err
	}
	return setPair(file, data, doc, key+".size", in, [2]geom.Length{box.W, box.H})
}

// Parent returns the key of the group that contains a box: "box.3" for "box.3.box.1", "" on the page.
func Parent(key string) string {
	i := strings.LastIndex(key, ".box.")
	if i < 0 {
		return ""
	}
	return key[:i]
}

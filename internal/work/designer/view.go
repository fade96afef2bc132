package designer

import (
	"net/http"
	"path/filepath"
	"strconv"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/edit"
	"lanyard/internal/work/local"
)

// state is what the page shows about the folder.
type state struct {
	Version     int               `json:"version"`
	Folder      string            `json:"folder"`
	Title       string            `json:"title"`
	Lang        string            `json:"lang"`
	Sides       []paperSide       `json:"sides"`
	People      []person          `json:"people"`
	Problems    []problem         `json:"problems"`
	Failure     string            `json:"failure"`
	Stale       bool              `json:"stale"`
	Undo        string            `json:"undo"`
	Redo        string            `json:"redo"`
	Families    []string          `json:"families"`
	Pictures    []string          `json:"pictures"`    // names of [pictures] in event.toml
	Look        map[string]string `json:"look"`        // of event.toml
	Ornaments   []string          `json:"ornaments"`   // the words for an ornament
	Signatories []string          `json:"signatories"` // names
	Event       string            `json:"event"`       // version of event.toml
}

type paperSide struct {
	Kind string `json:"kind"`
	Side string `json:"side"`
}

type person struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Local  string   `json:"local"`
	Lang   string   `json:"lang"`
	Role   string   `json:"role"`
	Script string   `json:"script"`
	Gets   []string `json:"gets"` // kinds of paper
}

// problem is a source.Problem with its position as text.
type problem struct {
	Severity string `json:"severity"`
	Place    string `json:"place"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Box      string `json:"box,omitempty"` // its name, if the problem is about a box
}

// state answers with what the page shows about the folder.
func (d *Designer) state(w http.ResponseWriter, _ *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := state{Version: d.version, Folder: d.dir, Problems: written(d.problems), Failure: d.failure, Stale: d.stale,
		Undo: noteOf(d.done), Redo: noteOf(d.undone), Sides: []paperSide{}, People: []person{}, Families: []string{},
		Pictures: []string{}, Look: map[string]string{}, Ornaments: blueprint.Ornaments, Signatories: []string{}}
	if whole, err := filepath.Abs(d.dir); err == nil {
		out.Folder = filepath.Base(whole)
	}
	if v := d.preview; v != nil {
		out.ofEvent(v)
		if data, err := d.read(eventFile); err == nil {
			out.Event = d.show(eventFile, data)
			if doc, problems := source.ParseTOML(eventFile, data); len(problems) == 0 {
				for _, key := range doc.Keys("look") {
					out.Look[key], _ = doc.At(source.Key("look", key)).(string)
				}
				out.Pictures = append(out.Pictures, doc.Keys("pictures")...)
			}
		}
	}
	local.SendJSON(w, out)
}

// ofEvent sets what the papers of an event are.
func (s *state) ofEvent(v *batch.Preview) {
	s.Title, s.Lang = v.Title()
	s.Families = v.Families()
	e := v.Event()
	for _, kind := range paper.Kinds() {
		if !v.Has(kind) {
			continue
		}
		s.Sides = append(s.Sides, paperSide{kind.String(), "front"})
		switch kind {
		case paper.Badge:
			if e.Badges.Back != "" {
				s.Sides = append(s.Sides, paperSide{kind.String(), "back"})
			}
		case paper.Certificate: // printed on one side
		}
	}
	if c := e.Certificates; c != nil {
		for _, one := range c.Signatories {
			s.Signatories = append(s.Signatories, e.Say(one.Name, s.Lang))
		}
	}
	for i, p := range v.People() {
		one := person{p.ID, p.Name, p.NameLocal, p.Language, p.Role, p.Script, []string{}}
		for _, kind := range paper.Kinds() {
			if v.Gets(kind, i) {
				one.Gets = append(one.Gets, kind.String())
			}
		}
		s.People = append(s.People, one)
	}
}

// face is what the page shows about a paper in addition to its picture. Lengths are in millimetres, font sizes in
// points.
type face struct {
	Version  int               `json:"version"` // of the folder
	Width    float64           `json:"width"`
	Height   float64           `json:"height"`
	Bleed    float64           `json:"bleed"`
	Drawn    bool              `json:"drawn"` // there is a picture
	Mirrored bool              `json:"mirrored"`
	File     string            `json:"file"`
	Text     string            `json:"text"` // version of the file
	BuiltIn  bool              `json:"builtIn"`
	Name     string            `json:"name"` // of the design, as event.toml has it
	Boxes    []box             `json:"boxes"`
	Styles   any               `json:"styles"`
	Colours  map[string]colour `json:"colours"`
	Families any               `json:"families"`
	Rest     map[string]any    `json:"rest"` // the other keys of the template
	Fits     []fit             `json:"fits"`
	Problems []problem         `json:"problems"`
}

// box is a box of the template, in the order of the file, groups before their boxes.
type box struct {
	Key    string         `json:"key"`
	Line   int            `json:"line"`
	Parent string         `json:"parent"`
	In     string         `json:"in"`     // flow, row or "": what decides where it lies
	Placed bool           `json:"placed"` // it has a place on this page: X to Turn
	X      float64        `json:"x"`
	Y      float64        `json:"y"`
	W      float64        `json:"w"`
	H      float64        `json:"h"`
	Turn   float64        `json:"turn"`
	Values map[string]any `json:"values"` // its keys, as the file has them
}

type colour struct {
	Written string `json:"written"`
	Screen  string `json:"screen"`
}

type fit struct {
	Box     string  `json:"box"`
	Text    string  `json:"text"`
	Wanted  float64 `json:"wanted"`
	Size    float64 `json:"size"`
	Lines   int     `json:"lines"`
	Modules int     `json:"modules,omitempty"` // of a dense code
	With    string  `json:"with,omitempty"`    // the box into whose ink the text runs
}

// face answers with a paper and its design.
func (d *Designer) face(w http.ResponseWriter, of wanted) error {
	f, err := d.preview.Face(of.kind, of.person, of.back)
	if err != nil {
		return err
	}
	data, err := d.textOf(f)
	if err != nil {
		return err
	}
	doc, problems := source.ParseTOML(f.Template.File, data)
	if len(problems) > 0 {
		return problems
	}
	t := f.Template
	out := face{Version: d.version, Width: t.Size.W.Millimetres(), Height: t.Size.H.Millimetres(),
		Bleed: t.Bleed.Millimetres(),
		Drawn: f.Page != nil, Mirrored: f.Mirrored, File: t.File, Text: d.show(t.File, data), BuiltIn: f.BuiltIn,
		Name:  f.Name,
		Boxes: boxesOf(f, doc), Styles: doc.At("styles"), Families: doc.At("families"), Colours: map[string]colour{},
		Fits: fitsOf(f.Fits), Rest: map[string]any{}, Problems: written(f.Problems)}
	for i := range out.Problems {
		out.Problems[i].Box = f.Faulty[i]
	}
	for _, key := range doc.Keys("") {
		if key != "box" && key != "styles" && key != "colours" && key != "families" {
			out.Rest[key] = doc.At(key)
		}
	}
	for _, name := range doc.Keys("colours") {
		out.Colours[name] = colour{Written: asText(doc.At(source.Key("colours", name)))}
	}
	for name, c := range t.Colours {
		out.Colours[name] = colour{out.Colours[name].Written, onScreen(c)}
	}
	local.SendJSON(w, out)
	return nil
}

// onScreen returns a colour as a screen shows it: "#14263b".
func onScreen(c geom.Colour) string {
	const digits = "0123456789abcdef"
	out := []byte("#")
	for _, v := range c.Screen() {
		out = append(out, digits[v>>4], digits[v&15])
	}
	return string(out)
}

// asText returns a value of a file that should be a text.
func asText(v any) string {
	s, _ := v.(string)
	return s
}

// boxesOf returns all boxes of a template with their places on a page; those of a row have that in its first cell.
func boxesOf(f batch.Face, doc *source.Document) []box {
	all, where := []box{}, pageOf(f).Places()
	var walk func(list, parent, in string)
	walk = func(list, parent, in string) {
		for i := range doc.Entries(list) {
			key := list + "." + strconv.Itoa(i)
			values, _ := doc.At(key).(map[string]any)
			own := map[string]any{}
			for name, v := range values {
				if name != "box" {
					own[name] = v
				}
			}
			b := box{Key: key, Parent: parent, In: in, Values: own}
			b.Line, _ = doc.Position(key)
			if o, ok := where[key]; ok {
				b.Placed, b.X, b.Y, b.W, b.H = true, o.Box.X.Millimetres(), o.Box.Y.Millimetres(), o.Box.W.Millimetres(),
					o.Box.H.Millimetres()
				b.Turn = o.Turn
			}
			all = append(all, b)
			within := ""
			switch {
			case values["flow"] == "down":
				within = "flow"
			case values["repeat"] == edit.Signatories:
				within = "row"
			}
			walk(key+".box", key, within)
		}
	}
	walk("box", "", "")
	return all
}

// fitsOf returns what was done to make things fit, and what does not.
func fitsOf(fits []layout.Fit) []fit {
	all := []fit{}
	for _, f := range fits {
		if len(f.Lacking) > 0 {
			continue // of the name, not of the design: reported by check
		}
		one := fit{Box: f.Box, Text: f.Text, Wanted: f.Wanted.Points(), Size: f.Size.Points(), Lines: f.Lines,
			Modules: f.Dense}
		if f.Clash != nil {
			one.With = f.Clash.With
		}
		all = append(all, one)
	}
	return all
}

// fields answers with the text of every field of a person.
func (d *Designer) fields(w http.ResponseWriter, of wanted) error {
	all, err := d.preview.Fields(of.kind, of.person)
	if err != nil {
		return err
	}
	local.SendJSON(w, all)
	return nil
}

// written returns problems as the page shows them.
func written(ps source.Problems) []problem {
	all := []problem{}
	for _, p := range ps {
		all = append(all, problem{Severity: p.Severity.String(), Place: p.Place(), Message: p.Message, Hint: p.Hint})
	}
	return all
}

package designer

import (
	"fmt"
	"math"
	"net/http"
	"path"

	"lanyard/internal/base/fault"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/create"
)

// blankText is a template with nothing on it but its paper: kind, kind and size are filled in. Its colours and families
// have the names that [look] of event.toml sets.
const blankText = `#:schema ./` + create.TemplateSchema + `
# Begun from blank paper.
name = %q
kind = %q
size = ["%gmm", "%gmm"]
bleed = "3mm"
mirror = true
ground = "paper"

[families]
heading = "sans"
text = "sans"

[colours]
ink = "#16202c"
primary = "#1b4d3e"
accent = "#b8892d"
paper = "#ffffff"

[styles.base]
family = "text"
colour = "ink"
size = "11pt"
min = "5pt"
lines = 2

[styles.heading]
inherits = "base"
family = "heading"
bold = true
size = "24pt"
min = "6pt"

[styles.small]
inherits = "base"
size = "7pt"
min = "4pt"

[[box]]
type = "shape"
name = "paper"
shape = "box"
at = ["-3mm", "-3mm"]
size = ["100%% + 6mm", "100%% + 6mm"]
fill = "paper"
`

// minPaper and maxPaper are the least and greatest width and height of blank paper in millimetres: a label, and A2.
const minPaper, maxPaper = 20, 600

// blank puts an empty design of a size in the place of the one that is shown. The file of the other stays.
func (d *Designer) blank(r *http.Request, q request) (answer, error) {
	f, err := d.faceOf(q)
	if err != nil {
		return answer{}, err
	}
	if len(q.Actions) != 1 {
		return answer{}, fault.New("blank paper has one size", "load the page again")
	}
	w, h := math.Round(q.Actions[0].W*10)/10, math.Round(q.Actions[0].H*10)/10
	if !(min(w, h) >= minPaper && max(w, h) <= maxPaper) {
		return answer{}, fault.New(fmt.Sprintf("paper of %g by %g mm is not between %d and %d mm", w, h, minPaper, maxPaper),
			"write the width and height of what is printed on")
	}
	kind := f.Template.Kind
	name := d.free(kind.String() + ".toml")
	data := fmt.Appendf(nil, blankText, "blank", kind.String(), w, h)
	if _, problems := d.preview.ParseAs(kind, name, data); problems.Err() != nil {
		return answer{}, onlyErrors(problems)
	}
	files := []replaced{{name: name, after: data}}
	if schema := path.Join(designFolder, create.TemplateSchema); !d.exists(schema) {
		files = append(files, replaced{name: schema, after: blueprint.Schema()})
	}
	if files, err = d.name(files, f.Key, name); err != nil {
		return answer{}, err
	}
	if err := d.commit(r.Context(), step{note: "Blank paper", files: files}); err != nil {
		return answer{}, err
	}
	return answer{Said: fmt.Sprintf("%s is blank paper, and %s of event.toml names it. The design before stays where it was.", name, f.Key)}, nil
}

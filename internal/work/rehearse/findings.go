package rehearse

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/code"
	"lanyard/internal/paper/layout"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
	"lanyard/internal/work/review"
)

// Findings are the results of checking an event's files and papers.
type Findings struct {
	Problems source.Problems // in the order of files and lines, once Err was called
	Fits     []PersonFit
	known    map[source.Problem]bool
	dense    map[denseBox]density
	clashes  map[clashed]clash
}

// PersonFit is an adjustment of a text to make it fit.
type PersonFit struct {
	Row  int
	ID   string
	Kind paper.Kind
	layout.Fit
}

// Add adds a problem unless it is already present: a person's badge and certificate may have the same problem.
func (f *Findings) Add(p source.Problem) {
	if f.known == nil {
		f.known = map[source.Problem]bool{}
	}
	if !f.known[p] {
		f.known[p] = true
		f.Problems.Add(p)
	}
}

// Err returns folder.ErrProblems if any problem is an error, and nil if all are warnings.
func (f *Findings) Err() error {
	f.warnDense()
	f.warnClashes()
	f.Problems.Sort()
	if f.Problems.Err() != nil {
		return folder.ErrProblems
	}
	return nil
}

// Restart drops the fits, since the next pass over the same papers finds them again.
func (f *Findings) Restart() { f.Fits, f.dense, f.clashes = nil, nil, nil }

// Judge records the fits and the problems of a person's paper.
func (f *Findings) Judge(d *people.Design, one *people.Person, fits []layout.Fit, faults []layout.Fault) {
	for _, fit := range fits {
		if fit.Dense > 0 {
			f.countDense(d, one, fit)
			continue
		}
		if fit.Clash != nil {
			f.countClash(one, fit)
			continue
		}
		if len(fit.Lacking) > 0 {
			for _, p := range review.Forms(d, one, fit) {
				f.Add(p)
			}
			continue
		}
		f.Fits = append(f.Fits, PersonFit{Row: one.Row, ID: one.ID, Kind: d.Kind, Fit: fit})
		if folder.OnSheets(d.Kind) && fit.Size < legible && slices.ContainsFunc(fit.Fields, people.IsName) {
			f.Add(tooSmall(one, fit))
		}
	}
	for _, fault := range faults {
		f.Add(review.Problem(d, one, fault))
	}
}

// legible is the smallest size at which the person opposite can read the name on a badge: at 14 pt the x-height of
// Noto Sans is 2.6 mm, which fills the 5 minutes of arc that normal sight needs (ISO 8596) at 1.8 m, the far end of
// a conversation.
const legible = 14 * geom.Point

func tooSmall(one *people.Person, f layout.Fit) source.Problem {
	return source.Problem{Severity: source.Warning, Code: "badge-name-small", File: one.File, Line: one.Row,
		Column: one.Column(f.Fields...),
		Message: fmt.Sprintf("the name %s is long: on the badge it stands at %gpt, which is hard to read from "+
			"where people stand (%gpt is easy)",
			source.Quote(f.Text), f.Size.Points(), legible.Points()),
		Hint: "ask whether a shorter form will do, or give the name more room in the template; see them with: " +
			"lanyard proof -longest 20"}
}

// denseBox is a QR code of a template, and density its highest density among people whose code holds more than
// telephones read with ease.
type (
	denseBox struct{ file, box string }
	density  struct {
		people, modules int
		file            string // file and row of the first of them
		row             int
	}
)

// countDense counts a dense QR code. The warning comes once per template, since the cause is usually the same for
// all codes.
func (f *Findings) countDense(design *people.Design, one *people.Person, fit layout.Fit) {
	if f.dense == nil {
		f.dense = map[denseBox]density{}
	}
	key := denseBox{design.Of(one).File, fit.Box}
	d := f.dense[key]
	if d.people == 0 || d.file == one.File && one.Row < d.row {
		d.file, d.row = one.File, one.Row
	}
	d.people, d.modules = d.people+1, max(d.modules, fit.Dense)
	f.dense[key] = d
}

// warnDense warns of the QR codes that were counted, those of one template by the names of their boxes.
func (f *Findings) warnDense() {
	for _, key := range slices.SortedFunc(maps.Keys(f.dense),
		func(a, b denseBox) int { return cmp.Compare(a.box, b.box) }) {
		d := f.dense[key]
		whose := fmt.Sprintf("%d people have", d.people)
		if d.people == 1 {
			whose = "one person has"
		}
		f.Add(source.Problem{Severity: source.Warning, Code: "qr-dense", File: key.file,
			Message: fmt.Sprintf("%s %d x %d squares in the QR code %s, the first in %s:%d: old telephones read "+
				"up to %d x %d with ease",
				whose, d.modules, d.modules,
				source.Quote(key.box), d.file, d.row, code.EasyModules, code.EasyModules),
			Hint: fmt.Sprintf("shorten the person's name, the role or the address of verification; "+
				"more than %d x %d are refused", code.MostModules, code.MostModules)})
	}
	f.dense = nil
}

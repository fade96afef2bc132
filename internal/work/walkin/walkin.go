// Package walkin manages spare badges and the people who were given one.
//
// A spare is a badge that is printed before its holder is known: it has lines to write on in place of name and
// organisation, and a token whose holder is "Walk-in 7". A token on paper cannot be altered. So when spare 7 is given
// to somebody, the paper keeps its number and stays valid, and the person is written into walkins.csv with the id
// walk-in-7: from then on they are on the list like everybody else, and get a certificate in their name. A badge with
// their name is made only if the spare is reissued, which supersedes its number.
package walkin

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/template"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/people"
)

const (
	// File is the prefix of the names of files with spares.
	File = "spares"

	spareID   = "walk-in-" // followed by the number of the spare
	spareName = "Walk-in " // likewise
)

// maxList bounds walkins.csv, in bytes: a hundred thousand spare badges.
const maxList = 16 << 20

// MaxSpares is the maximum number of spares of an event: more than any desk hands out.
const MaxSpares = 10_000

// spareNumber returns the number of the spare with an id; 0: not a spare.
func spareNumber(id string) int {
	digits, ok := strings.CutPrefix(id, spareID)
	if n, err := strconv.Atoi(digits); ok && err == nil && n > 0 && n <= MaxSpares && strconv.Itoa(n) == digits {
		return n
	}
	return 0
}

// IsSpare reports whether e is a spare as it was printed.
func IsSpare(e *ledger.Entry) bool {
	n := spareNumber(e.AttendeeID)
	return n > 0 && folder.OnSheets(e.Kind) && e.Name == spareName+strconv.Itoa(n)
}

// Keeps reports whether a person still wears a spare; current is the paper's latest entry.
func Keeps(current *ledger.Entry, one *people.Person) bool {
	return IsSpare(current) && one.Name != current.Name
}

// Spares returns the first n spares, except those that were given to somebody.
func Spares(w *people.List, n int) (all []*people.Person) {
	given := map[string]bool{}
	for _, p := range w.People {
		given[p.ID] = true
	}
	for i := range n {
		number := strconv.Itoa(i + 1)
		if given[spareID+number] {
			continue
		}
		all = append(all, people.Blank(&roster.Attendee{ID: spareID + number, Name: spareName + number,
			Fields: roster.OneCell(spareField, spareName+number)}))
	}
	return all
}

// spareField is the text of a blank template in place of the name.
const spareField = "spare"

// Blank returns t with writing lines in place of name and organisation. Photos are left out.
func Blank(t *template.Template) *template.Template {
	if t == nil {
		return nil
	}
	blank := *t
	blank.Boxes, blank.Mirror = blankBoxes(t.Boxes), blankBoxes(t.Mirror)
	return &blank
}

func blankBoxes(boxes []template.Box) (blank []template.Box) {
	for i, b := range boxes {
		switch b := b.(type) {
		case *template.Group:
			g := *b
			g.Boxes = blankBoxes(b.Boxes)
			blank = append(blank, &g)
		case *template.Text:
			fields := b.Fields()
			lined := slices.ContainsFunc(fields, people.IsName) || slices.Contains(fields, "organisation") ||
				slices.Contains(fields, "affiliation")
			switch {
			case lined && slices.ContainsFunc(boxes[:i], func(a template.Box) bool { return variants(a, b) }):
				continue // one line for both
			case slices.ContainsFunc(fields, people.IsName):
				blank = append(blank, writingLine(b, spareField))
			case lined:
				blank = append(blank, writingLine(b, ""))
			default:
				blank = append(blank, b)
			}
		case *template.Picture:
			if len(b.File) == 0 {
				blank = append(blank, b)
			}
		default:
			blank = append(blank, b)
		}
	}
	return blank
}

// variants reports whether two boxes are one box under different conditions: their name and place are the same, and
// both have one.
func variants(a, b template.Box) bool {
	f, g := template.FrameOf(a), template.FrameOf(b)
	return f.Name == g.Name && f.At == g.At && len(f.When) > 0 && len(g.When) > 0
}

// A writing line with the number of the spare above its end.
const (
	lineWidth = geom.Point / 2
	lineLabel = 6 * geom.Point // size of the number: for the desk only
)

var lineColour = geom.Colour{V: [4]uint8{120, 128, 138}}

// writingLine returns a line along the bottom of a text, with the value of a field above its far end.
func writingLine(b *template.Text, field string) template.Box {
	g := &template.Group{Frame: b.Frame}
	g.When = nil
	ink := template.Ink{Set: true, Colour: lineColour}
	size := b.Size
	g.Boxes = append(g.Boxes, &template.Shape{Frame: template.Frame{Name: b.Name + ", line",
		Size: geom.Size{W: size.W, H: lineWidth},
		At:   geom.Position{Y: size.H - lineWidth}}, Shape: template.Rectangle, Fill: ink})
	if field != "" {
		height := min(size.H-2*lineWidth, 2*lineLabel)
		g.Boxes = append(g.Boxes, &template.Text{
			Frame: template.Frame{Name: b.Name + ", spare", Size: geom.Size{W: size.W, H: height},
				At: geom.Position{Y: size.H - 2*lineWidth - height}},
			Text: expression.Phrase{{Field: field}},
			Style: template.Style{Family: "sans", Size: lineLabel, Min: lineLabel / 2, Lines: 1, Ink: ink,
				Align: template.AlignRight, Valign: template.Bottom},
		})
	}
	return g
}

// Walkin is a person who is given a spare. Spare is its number, 1, 2, 3, ..., or the long number on the paper; the
// texts are as in a list of people, and all except the name may be empty.
type Walkin struct {
	Spare                                                                   string
	Name, NameLocal, Language, Organisation, Position, Country, Role, Email string
}

// walkinHeader names the columns of walkins.csv.
var walkinHeader = []string{"id", "name", "name_local", "language", "organisation", "position", "country", "role",
	"email"}

// row returns a walk-in as a row of walkins.csv. A ' guards cells that a spreadsheet would read as a formula; the
// list reader removes it.
func (a *Walkin) row(id string) []string {
	row := []string{id, a.Name, a.NameLocal, a.Language, a.Organisation, a.Position, a.Country, a.Role, a.Email}
	for i, cell := range row {
		if cell = strings.TrimSpace(cell); cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
			cell = "'" + cell
		}
		row[i] = cell
	}
	return row
}

// Given is a spare that was given to somebody.
type Given struct {
	ID    string
	Spare *ledger.Entry // the badge with that number; nil: none was printed
	Named bool          // that badge already has a name
	Again bool          // the number belonged to another person, who was overwritten
}

// Bind gives a spare to a person by writing them into walkins.csv. The problems concern the person's data; with an
// error among them nothing is written.
func Bind(ctx context.Context, dir string, o registry.Options, a Walkin) (g Given, problems source.Problems,
	err error) {
	w, problems, err := people.Load(ctx, dir)
	if err != nil || w == nil || w.Roster == nil {
		return g, problems, cmp.Or(err, error(folder.ErrProblems))
	}
	o.Reads = true // a list is written, and nothing is signed
	desk, err := registry.Open(dir, o)
	if err != nil {
		return g, nil, err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	if err := g.find(desk, w.Event.ID, a.Spare); err != nil {
		return g, nil, err
	}
	data, err := bundle.ReadRegular(filepath.Join(dir, folder.WalkinsFile), maxList)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return g, nil, fmt.Errorf("reading walk-ins: %w", err)
	}
	if data, err = g.write(data, a); err != nil {
		return g, nil, err
	}
	if problems = w.JudgeWalkin(data, g.ID); problems.Err() != nil {
		return g, problems, folder.ErrProblems
	}
	out, err := bundle.Open(dir)
	if err != nil {
		return g, problems, err
	}
	return g, problems, errors.Join(out.PutPrivate(folder.WalkinsFile, data), out.Close())
}

// find finds the spare that a word refers to.
func (g *Given) find(desk *registry.Desk, event, word string) error {
	g.ID = spareID + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(word)), spareID)
	var current map[string]ledger.Entry
	if desk.Ledger != nil {
		var err error
		if current, err = desk.Ledger.Current(event, paper.Badge); err != nil {
			return err
		}
	}
	if n, err := credential.ParseNumber(word); err == nil && spareNumber(g.ID) == 0 {
		for id, e := range current {
			if e.Number == n && IsSpare(&e) {
				g.ID = id
			}
		}
	}
	if spareNumber(g.ID) == 0 {
		return fault.New(fmt.Sprintf("there is no spare badge %q", word),
			"write the number that stands above the line for the name, like 7, or the long one below the QR code")
	}
	if e, ok := current[g.ID]; ok {
		if e.State == ledger.Revoked || e.State == ledger.Suspended {
			return fault.New(fmt.Sprintf("the spare badge %s is %s", e.Number, e.State), "take another one")
		}
		g.Spare, g.Named = &e, !IsSpare(&e)
	}
	return nil
}

// write returns the list of walk-ins with one more row, in the order of the spares.
func (g *Given) write(data []byte, a Walkin) ([]byte, error) {
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	rows, err := in.ReadAll()
	if err != nil || len(rows) > 0 && !slices.Equal(rows[0], walkinHeader) {
		return nil, fault.New(folder.WalkinsFile+" is not as lanyard writes it",
			"its first line is "+strings.Join(walkinHeader, ",")+"; write the person into it by hand, or into the list")
	}
	if len(rows) > 0 {
		rows = rows[1:]
	}
	before := len(rows)
	rows = slices.DeleteFunc(rows, func(row []string) bool { return row[0] == g.ID })
	g.Again = len(rows) < before
	rows = append(rows, a.row(g.ID))
	slices.SortStableFunc(rows, func(a, b []string) int { return cmp.Compare(spareNumber(a[0]), spareNumber(b[0])) })
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	if err := c.WriteAll(append([][]string{walkinHeader}, rows...)); err != nil {
		return nil, fmt.Errorf("writing walk-ins: %w", err)
	}
	return out.Bytes(), nil
}

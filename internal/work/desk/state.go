package desk

import (
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/people"
	"lanyard/internal/work/revise"
)

const (
	// maxFindings is the most findings sent to the page; the rest is counted.
	maxFindings = 500

	// pageRows is the number of rows of the list on a page.
	pageRows = 100
)

// state is what the page shows of an event.
type state struct {
	Version    int               `json:"version"`
	Dir        string            `json:"dir"`
	Title      string            `json:"title"`
	Files      map[string]string `json:"files"` // versions of the files that the page changes
	List       string            `json:"list"`
	Recognised string            `json:"recognised"`
	Notes      []string          `json:"notes"`
	Columns    []column          `json:"columns"`
	Fields     []string          `json:"fields"`
	Roles      []role            `json:"roles"`
	Findings   []revise.Finding  `json:"findings"`
	Errors     int               `json:"errors"`
	Warnings   int               `json:"warnings"`
	Draft      bool              `json:"draft"`
	People     int               `json:"people"`
	Corrected  int               `json:"corrected"`
	Kinds      []string          `json:"kinds"`
	Shares     []share           `json:"shares"`
	Doubts     []doubt           `json:"doubts"`
	Sheet      *sheet            `json:"sheet"`
	Printers   []string          `json:"printers"`
	Setup      setup             `json:"setup"`
	Failure    string            `json:"failure"`
	Job        *errand           `json:"job"`
}

// column is a column of the list; Name is how event.toml calls it.
type column struct {
	Header   string `json:"header"`
	Name     string `json:"name"`
	TakenFor string `json:"takenFor"`
	Why      string `json:"why"`
}

type role struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Colour string `json:"colour"`
}

// share says how many people get papers of a kind.
type share struct {
	Kind string `json:"kind"`
	Gets int    `json:"gets"`
	Out  int    `json:"out"`
	Rule string `json:"rule"`
}

// doubt is a group of people who may or may not get a certificate.
type doubt struct {
	Word   string   `json:"word"`
	Header string   `json:"header"`
	Odd    int      `json:"odd"`
	Names  []string `json:"names"`
	People int      `json:"people"`
}

// sheet is the paper on which badges are printed. Lengths are shares of its width and height, from 0 to 1.
type sheet struct {
	Name  string  `json:"name"`
	What  string  `json:"what"`
	W     float64 `json:"w"` // millimetres
	H     float64 `json:"h"`
	Cells []area  `json:"cells"`
}

type area struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// setup is what the page shows of the rules of an event and of its printers.
type setup struct {
	Rule     string               `json:"rule"` // who gets a certificate; "": as without one
	Flip     string               `json:"flip"`
	Flips    []string             `json:"flips"`
	Back     bool                 `json:"back"`     // badges have a reverse
	Printer  string               `json:"printer"`  // that event.toml names
	Offsets  map[string][4]string `json:"offsets"`  // of each printer: front right and down, back right and down
	Adoption string               `json:"adoption"` // folder of the issuer that can take the event in; "": none
}

// setUp fills in the setup of an event that can be read.
func (e *event) setUp(s *setup) {
	of := e.list.Event
	if c := of.Certificates; c != nil {
		s.Rule = c.Where
	}
	if b := of.Badges; b != nil {
		s.Flip, s.Back, s.Printer = b.Flip, b.Back != "", b.Printer
	}
	for name, p := range of.Printers {
		s.Offsets[name] = [4]string{p.Front.X.String(), p.Front.Y.String(), p.Back.X.String(), p.Back.Y.String()}
	}
}

// state answers with what the page shows of the event.
func (e *event) state(*http.Request) (any, error) {
	files := map[string]string{}
	for _, name := range []string{owner.EventFile, folder.CorrectionsFile} {
		_, version, err := e.files.Read(name)
		if err != nil {
			return nil, err
		}
		files[name] = version
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	s := state{Version: e.version, Dir: e.dir, Title: filepath.Base(e.dir), Files: files, Notes: []string{},
		Columns: []column{},
		Fields:  roster.FieldNames(), Roles: []role{}, Kinds: []string{}, Printers: []string{}, Shares: []share{},
		Doubts: []doubt{}, Failure: e.failure,
		Setup: setup{Flips: eventfile.Flips, Offsets: map[string][4]string{}, Adoption: e.issued().Issuer()},
		Job:   e.jobs.Last(), Findings: []revise.Finding{}}
	if e.list != nil {
		e.describe(&s)
	}
	for _, p := range e.report.Problems {
		if p.Severity == source.Error {
			s.Errors++
		} else {
			s.Warnings++
		}
	}
	ordered := slices.Clone(e.report.Problems)
	slices.SortStableFunc(ordered, func(a, b source.Problem) int { return int(a.Severity) - int(b.Severity) })
	l := e.listed()
	for _, p := range ordered[:min(len(ordered), maxFindings)] {
		s.Findings = append(s.Findings, l.Finding(p))
	}
	return s, nil
}

// describe fills in what the event, its list and its papers are.
func (e *event) describe(s *state) {
	l, r := e.list, e.report
	main := l.Event.Languages[0]
	s.Title = l.Event.Say(l.Event.Title, main)
	s.List = l.Event.Attendees.File
	for _, key := range l.Event.RoleOrder {
		one := l.Event.Roles[key]
		label := l.Event.Say(one.Label, main)
		if label == "" {
			label = key
		}
		s.Roles = append(s.Roles, role{key, label, one.Colour})
	}
	for _, kind := range paper.Kinds() {
		if l.DesignOf(kind) != nil {
			s.Kinds = append(s.Kinds, kind.String())
		}
	}
	s.Printers = append(s.Printers, slices.Sorted(maps.Keys(l.Event.Printers))...)
	e.setUp(&s.Setup)
	s.Draft = len(r.Draft) > 0
	s.Recognised, s.People, s.Corrected = r.Recognised, r.People, r.Mended
	s.Notes = append(s.Notes, r.Notes...)
	for i, c := range r.Columns {
		one := column{c.Header, c.Header, c.TakenFor, c.Why}
		if i < len(e.table.Columns) {
			one.Name = e.table.Columns[i]
		}
		s.Columns = append(s.Columns, one)
	}
	for _, one := range r.Shares {
		s.Shares = append(s.Shares, share{one.Kind.String(), one.Gets, len(one.Out), one.Rule})
	}
	s.Doubts = doubtsOf(r.Doubts)
	if l.Sheet != nil {
		s.Sheet = &sheet{Name: l.Sheet.Name(), What: l.Sheet.What, W: l.Sheet.Sheet.W.Millimetres(),
			H: l.Sheet.Sheet.H.Millimetres()}
		for i := range l.Sheet.PerSheet() {
			b := l.Sheet.CellBox(i)
			s.Sheet.Cells = append(s.Sheet.Cells, area{b.X.Millimetres() / s.Sheet.W, b.Y.Millimetres() / s.Sheet.H,
				b.W.Millimetres() / s.Sheet.W, b.H.Millimetres() / s.Sheet.H})
		}
	}
}

// doubtsOf returns doubts as the page asks about them, with the first names of each.
func doubtsOf(all []people.Doubt) []doubt {
	const most = 5
	out := []doubt{}
	for _, d := range all {
		one := doubt{Word: d.Word, Header: d.Header, Odd: int(d.Odd), People: len(d.People), Names: []string{}}
		for _, p := range d.People[:min(len(d.People), most)] {
			one.Names = append(one.Names, p.Name)
		}
		out = append(out, one)
	}
	return out
}

// shownRow is a row of the list with the person on it.
type shownRow struct {
	Line     int            `json:"line"`
	Key      string         `json:"key"`
	Cells    []string       `json:"cells"`
	Was      map[int]string `json:"was,omitempty"`
	Out      bool           `json:"out,omitempty"`
	Index    int            `json:"index"` // of the person, for pictures; -1: none
	Name     string         `json:"name,omitempty"`
	Lang     string         `json:"lang,omitempty"`
	Role     string         `json:"role,omitempty"`
	Attended string         `json:"attended,omitempty"` // yes, no or unknown
}

// people answers with a page of the list, from row "from" on, of the rows that contain "q".
func (e *event) people(r *http.Request) (any, error) {
	from, _ := strconv.Atoi(r.FormValue("from")) // without one, the first page
	q := strings.ToLower(strings.TrimSpace(r.FormValue("q")))
	e.mu.Lock()
	defer e.mu.Unlock()
	out := struct {
		Header []string   `json:"header"`
		Total  int        `json:"total"`
		From   int        `json:"from"`
		Rows   []shownRow `json:"rows"`
	}{e.table.Header, 0, max(from, 0), []shownRow{}}
	byLine := map[int]int{}
	if e.list != nil && e.list.Roster != nil {
		for i := range e.list.People {
			if p := &e.list.People[i]; p.File == e.list.Roster.File {
				byLine[p.Row] = i
			}
		}
	}
	for _, row := range e.table.Rows {
		if q != "" && !strings.Contains(strings.ToLower(strings.Join(row.Cells, "\x00")), q) {
			continue
		}
		if out.Total++; out.Total <= out.From || len(out.Rows) == pageRows {
			continue
		}
		one := shownRow{Line: row.Line, Key: row.Key, Cells: row.Cells, Was: row.Was, Out: row.Out, Index: -1}
		if i, ok := byLine[row.Line]; ok && !row.Out {
			p := &e.list.People[i]
			one.Index, one.Name, one.Lang, one.Attended = i, p.Name, p.Language, p.Attended.String()
			if p.RoleMark != nil && p.Role != "" {
				one.Role = p.RoleMark.Key
			}
		}
		out.Rows = append(out.Rows, one)
	}
	return out, nil
}

// summary is the result of a run as the page shows it.
type summary struct {
	Badges       int              `json:"badges"`
	Sheets       int              `json:"sheets"`
	Certificates int              `json:"certificates"`
	Blanks       int              `json:"blanks"`
	Issued       int              `json:"issued"`
	Replaced     int              `json:"replaced"`
	Draft        bool             `json:"draft"`
	Same         bool             `json:"same"`
	Keys         string           `json:"keys"` // folder of new keys
	Withheld     []string         `json:"withheld"`
	Undecided    bool             `json:"undecided"`
	Gone         []person         `json:"gone"`
	Unearned     []person         `json:"unearned"`
	Files        int              `json:"files"`
	Removed      int              `json:"removed"`
	Problems     []revise.Finding `json:"problems"`
	Said         []string         `json:"said"`
}

type person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// summaryOf returns the result of a run.
func summaryOf(r *batch.Report) summary {
	s := summary{Badges: r.Badges, Sheets: r.Sheets, Certificates: r.Certificates, Blanks: r.Blanks, Issued: r.Issued,
		Replaced: r.Numbers.Corrected, Draft: len(r.Draft) > 0, Same: r.Same, Keys: r.NewKeys, Undecided: r.Undecided,
		Files: len(r.Files), Removed: len(r.Removed), Withheld: slices.Compact(slices.Sorted(slices.Values(r.Withheld))),
		Problems: revise.Findings(r.Problems)}
	for _, p := range r.Gone {
		s.Gone = append(s.Gone, person{p.ID, p.Name})
	}
	for _, p := range r.Unearned {
		s.Unearned = append(s.Unearned, person{p.ID, p.Name})
	}
	return s
}

package preview

import (
	"net/http"
	"path/filepath"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/work/local"
)

// state is what the page shows about the folder.
type state struct {
	Version  int       `json:"version"`
	Folder   string    `json:"folder"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang"`
	Kinds    []string  `json:"kinds"` // kinds of paper that can be shown, including sheet
	People   []person  `json:"people"`
	Problems []problem `json:"problems"`
	Failure  string    `json:"failure"`
	Stale    bool      `json:"stale"`
}

type person struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Local        string `json:"local"`
	Lang         string `json:"lang"`
	Organisation string `json:"organisation"`
	Role         string `json:"role"`
	Script       string `json:"script"`
}

// problem is a source.Problem with its position as text.
type problem struct {
	Severity string `json:"severity"`
	Place    string `json:"place"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// record is what the page shows about a paper in addition to its picture. Lengths are in millimetres, font sizes in
// points.
type record struct {
	Width    float64   `json:"width"`
	Height   float64   `json:"height"`
	Back     bool      `json:"back"` // whether there is a back
	Fits     []fit     `json:"fits"`
	Problems []problem `json:"problems"`
	Boxes    []box     `json:"boxes"`
}

type fit struct {
	Box    string  `json:"box"`
	Text   string  `json:"text"`
	Wanted float64 `json:"wanted"`
	Size   float64 `json:"size"`
	Lines  int     `json:"lines"`
}

type box struct {
	Name string  `json:"name"`
	Line int     `json:"line"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	W    float64 `json:"w"`
	H    float64 `json:"h"`
	Turn float64 `json:"turn"`
}

func (s *Page) state(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	folder := s.dir
	if whole, err := filepath.Abs(s.dir); err == nil {
		folder = filepath.Base(whole)
	}
	out := state{Version: s.version, Folder: folder, Problems: written(s.problems), Failure: s.failure, Stale: s.stale,
		Kinds: []string{}, People: []person{}}
	if v := s.preview; v != nil {
		out.Title, out.Lang = v.Title()
		for _, kind := range paper.Kinds() {
			if v.Has(kind) {
				out.Kinds = append(out.Kinds, kind.String())
			}
		}
		if v.Sheets() {
			out.Kinds = append(out.Kinds, sheet)
		}
		for _, p := range v.People() {
			out.People = append(out.People, person{p.ID, p.Name, p.NameLocal, p.Language, p.Organisation, p.Role,
				p.Script})
		}
	}
	local.SendJSON(w, out)
}

func (s *Page) record(w http.ResponseWriter, of wanted) error {
	shown, err := s.shown(of)
	if err != nil {
		return err
	}
	out := record{Fits: []fit{}, Boxes: []box{}, Problems: written(shown.Problems)}
	out.Back = shown.Back != nil
	if shown.Page != nil {
		out.Width, out.Height = shown.Page.Size.W.Millimetres(), shown.Page.Size.H.Millimetres()
	}
	for _, f := range shown.Fits {
		if !f.Fitted() {
			continue // reported by check
		}
		out.Fits = append(out.Fits, fit{f.Box, f.Text, f.Wanted.Points(), f.Size.Points(), f.Lines})
	}
	for _, b := range shown.Boxes {
		r := b.Box
		out.Boxes = append(out.Boxes, box{b.Name, b.Line, r.X.Millimetres(), r.Y.Millimetres(), r.W.Millimetres(),
			r.H.Millimetres(), b.Turn})
	}
	local.SendJSON(w, out)
	return nil
}

func written(ps source.Problems) []problem {
	all := []problem{}
	for _, p := range ps {
		all = append(all, problem{p.Severity.String(), p.Place(), p.Message, p.Hint})
	}
	return all
}

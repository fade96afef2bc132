package desk

import (
	"bytes"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/geom"
	"lanyard/internal/paper/impose"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/folder"
	"lanyard/internal/work/local"
	"lanyard/internal/work/rehearse"
)

// mostProofs is the most names of each script on a proof.
const mostProofs = 100

// stock is a paper or label stock as the page offers it. Lengths are as lanyard stocks prints them; a badge is empty
// where it has the size of the design.
type stock struct {
	Name  string `json:"name"`
	What  string `json:"what"`
	Sheet string `json:"sheet"`
	Badge string `json:"badge"`
	Count int    `json:"count"`
}

// stocks answers with the stocks that badges can be printed on: those of event.toml, and the built-in ones.
func (e *event) stocks(*http.Request) (any, error) {
	out := struct {
		Own    []string `json:"own"`
		Stocks []stock  `json:"stocks"`
	}{[]string{}, []stock{}}
	e.mu.Lock()
	if e.list != nil {
		out.Own = append(out.Own, slices.Sorted(maps.Keys(e.list.Event.Sheets))...)
	}
	e.mu.Unlock()
	for _, s := range impose.Stocks() {
		one := stock{Name: s.Name(), What: s.What, Sheet: measures(s.Sheet)}
		if s.Endless() {
			one.Sheet = s.Sheet.W.String()
		}
		if !s.Plain() {
			one.Badge, one.Count = measures(s.Cell), s.Columns*s.Rows
		}
		out.Stocks = append(out.Stocks, one)
	}
	return out, nil
}

func measures(s geom.Size) string { return s.W.String() + " × " + s.H.String() }

// sheet chooses the stock of the badges.
func (e *event) sheet(in struct{ Version, Name string }) (any, error) {
	_, err := folder.Sheet(e.ctx, e.dir, in.Name)
	return e.amendIn("badges", in.Version, []amend.Edit{{Key: "badges.sheet", Value: in.Name}}, err)
}

// testSheet answers with a sheet to measure a printer with.
func (e *event) testSheet(w http.ResponseWriter, _ *http.Request) {
	s, err := folder.Sheet(e.ctx, e.dir, "")
	var data bytes.Buffer
	if err == nil {
		err = rehearse.TestSheet(&data, s)
	}
	sendPDF(w, data.Bytes(), err)
}

// proof answers with the badges of the people with the longest names of each script, "longest" of them.
func (e *event) proof(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("longest")) // without one, the fewest
	var data bytes.Buffer
	j := batch.Job{Dir: e.dir, Now: e.Now()}
	report, _, err := batch.ProofLongest(r.Context(), j, max(1, min(n, mostProofs)), &data)
	if errors.Is(err, batch.ErrProblems) && report.Problems.Err() != nil {
		err = report.Problems
	}
	sendPDF(w, data.Bytes(), err)
}

// sendPDF answers with a PDF, or why there is none.
func sendPDF(w http.ResponseWriter, data []byte, err error) {
	if err != nil {
		answerError(w, err)
		return
	}
	w.Header().Del("Content-Security-Policy") // as in sendFile
	local.Send(w, "application/pdf", data)
}

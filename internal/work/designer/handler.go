package designer

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

// files is the page.
//
//go:embed page
var files embed.FS

// side is one side of a kind of paper.
type side struct {
	kind paper.Kind
	back bool
}

// Handler serves the page below the path root, without its final slash. It must be behind local.Guard.
func (d *Designer) Handler(root string) http.Handler {
	mux := http.NewServeMux()
	own, err := fs.Sub(files, "page")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	local.Files(mux, root, own)
	schema := blueprint.Schema()
	mux.HandleFunc("GET "+root+"/template.schema.json", func(w http.ResponseWriter, _ *http.Request) {
		local.Send(w, "application/json", schema)
	})
	mux.HandleFunc("GET "+root+"/state.json", d.state)
	mux.HandleFunc("GET "+root+"/changes", func(w http.ResponseWriter, r *http.Request) { d.bell.Answer(w, r, d.number) })
	of := root + "/{kind}/{side}/{person}/"
	mux.HandleFunc("GET "+of+"face.json", d.one(d.face))
	mux.HandleFunc("GET "+of+"fields.json", d.one(d.fields))
	mux.HandleFunc("GET "+of+"picture.png", d.one(d.picture))
	mux.HandleFunc("GET "+of+"strip.json", d.one(d.strip))
	mux.HandleFunc("POST "+root+"/edit", d.post(d.edit))
	mux.HandleFunc("POST "+root+"/blank", d.post(d.blank))
	mux.HandleFunc("POST "+root+"/undo", d.post(d.undo))
	mux.HandleFunc("POST "+root+"/redo", d.post(d.redo))
	mux.HandleFunc("POST "+root+"/drop", d.drop)
	return mux
}

// wanted is the paper that a request asks for.
type wanted struct {
	side
	person int
	width  int // of a picture, in pixels
}

var errAbsent = errors.New("there is no such paper")

// parseSide reads a side of a paper: "badge" and "front".
func parseSide(kind, of string) (s side, ok bool) {
	s.kind, ok = paper.ParseKind(kind)
	s.back = of == "back"
	return s, ok && (of == "front" || s.back)
}

// one handles requests for a single paper, one at a time.
func (d *Designer) one(answer func(w http.ResponseWriter, of wanted) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		of := wanted{}
		var ok bool
		var err error
		of.side, ok = parseSide(r.PathValue("kind"), r.PathValue("side"))
		of.person, err = strconv.Atoi(r.PathValue("person"))
		of.width = local.Width(r) // only pictures have a width
		d.mu.Lock()
		defer d.mu.Unlock()
		if err != nil || !ok || d.preview == nil {
			http.NotFound(w, r)
			return
		}
		if r.FormValue("v") == strconv.Itoa(d.version) {
			w.Header().Set("Cache-Control", "private, max-age=3600, immutable") // the next version has another address
		}
		if err := answer(w, of); err != nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, err.Error(), http.StatusNotFound)
		}
	}
}

// picture draws one side of a paper at the requested width.
func (d *Designer) picture(w http.ResponseWriter, of wanted) error {
	f, err := d.preview.Face(of.kind, of.person, of.back)
	if err != nil {
		return err
	}
	if f.Page == nil {
		return errAbsent
	}
	return local.SendPicture(w, d.drawer, f.Page, of.width)
}

// answer describes a change to the page.
type answer struct {
	Version int      `json:"version"`        // of the folder
	Said    string   `json:"said,omitempty"` // what was done in addition, for the person
	Keys    []string `json:"keys,omitempty"` // of boxes that are new
	Undo    string   `json:"undo"`           // the step that is undone next; "": none
	Redo    string   `json:"redo"`
}

// refusal says why a change was not made.
type refusal struct {
	Message  string    `json:"message"`
	Hint     string    `json:"hint"`
	Problems []problem `json:"problems,omitempty"`

	// Of a change that is based on an older text: the file, its text now with its version, and the text that the change
	// would have written, as far as that is known.
	File    string  `json:"file,omitempty"`
	Theirs  *string `json:"theirs,omitempty"`
	Yours   *string `json:"yours,omitempty"`
	Version string  `json:"version,omitempty"`
}

func (r *refusal) Error() string { return r.Message }

// post handles a change that comes as JSON, one at a time.
func (d *Designer) post(change func(r *http.Request, q request) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var q request
		body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest))
		body.DisallowUnknownFields()
		if err := body.Decode(&q); err != nil {
			refuse(w, &refusal{Message: fmt.Sprintf("the change cannot be read: %v", err), Hint: "load the page again"})
			return
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		a, err := change(r, q)
		d.reply(w, a, err)
	}
}

// reply sends the result of a change.
func (d *Designer) reply(w http.ResponseWriter, a answer, err error) {
	if err != nil {
		refuse(w, err)
		return
	}
	a.Version, a.Undo, a.Redo = d.version, noteOf(d.done), noteOf(d.undone)
	local.SendJSON(w, a)
}

// refuse answers that a change was not made.
func refuse(w http.ResponseWriter, err error) {
	var r *refusal
	var problems source.Problems
	switch {
	case errors.As(err, &r):
	case errors.As(err, &problems):
		r = &refusal{Message: "the change would leave a design that cannot be read, so nothing was written",
			Problems: written(problems)}
	default:
		r = &refusal{Message: err.Error(), Hint: fault.Hint(err)}
	}
	data, err := json.Marshal(r)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	if r.Theirs != nil {
		w.WriteHeader(http.StatusConflict)
	} else {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	w.Write(data) // the client may be gone
}

// faceOf lays out the side of the paper that a change was made on.
func (d *Designer) faceOf(q request) (batch.Face, error) {
	of, ok := parseSide(q.Kind, q.Side)
	if !ok || d.preview == nil {
		return batch.Face{}, errAbsent
	}
	return d.preview.Face(of.kind, q.Person, of.back)
}

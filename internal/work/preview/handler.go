package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"strconv"

	"lanyard/internal/base/paper"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/local"
)

// files is the page.
//
//go:embed page
var files embed.FS

// sheet is the kind of picture that shows a whole sheet of badges.
const sheet = "sheet"

// Handler serves the page below the path root.
func (s *Page) Handler(root string) http.Handler {
	mux := http.NewServeMux()
	own, err := fs.Sub(files, "page")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	local.Files(mux, root, own)
	mux.HandleFunc("GET "+root+"/state.json", s.state)
	mux.HandleFunc("GET "+root+"/changes", func(w http.ResponseWriter, r *http.Request) { s.bell.Answer(w, r, s.number) })
	mux.HandleFunc("GET "+root+"/{kind}/{person}/picture.png", s.one(s.picture))
	mux.HandleFunc("GET "+root+"/{kind}/{person}/record.json", s.one(s.record))
	mux.HandleFunc("GET "+root+"/{kind}/{person}/paper.pdf", s.one(s.pdf))
	return mux
}

// number returns the version of the folder.
func (s *Page) number() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strconv.Itoa(s.version)
}

// wanted is the paper that a request asks for.
type wanted struct {
	kind   string
	person int
	width  int  // of a picture, in pixels
	back   bool // its back
	start  int  // of a sheet: cells of the first one that have been used
}

// errAbsent is returned for papers that do not exist.
var errAbsent = errors.New("there is no such paper")

// one handles requests for a single paper, one at a time.
func (s *Page) one(answer func(w http.ResponseWriter, of wanted) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		person, err := strconv.Atoi(r.PathValue("person"))
		if err != nil || s.preview == nil {
			http.NotFound(w, r)
			return
		}
		if r.FormValue("v") == strconv.Itoa(s.version) {
			w.Header().Set("Cache-Control", "private, max-age=3600, immutable") // the next version has another address
		}
		start, _ := strconv.Atoi(r.FormValue("start")) // from 1; without one, a sheet is whole
		if err := answer(w, wanted{r.PathValue("kind"), person, local.Width(r), r.FormValue("side") == "back",
			max(start, 1) - 1}); err != nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, err.Error(), http.StatusNotFound)
		}
	}
}

// shown lays out what is wanted; a sheet has no record.
func (s *Page) shown(of wanted) (batch.Shown, error) {
	if of.kind == sheet {
		return s.preview.Sheet(of.person, of.start)
	}
	kind, ok := paper.ParseKind(of.kind)
	if !ok {
		return batch.Shown{}, errAbsent
	}
	return s.preview.Paper(kind, of.person)
}

// picture draws a paper at the requested size.
func (s *Page) picture(w http.ResponseWriter, of wanted) error {
	shown, err := s.shown(of)
	if err != nil {
		return err
	}
	p := shown.Page
	if of.back {
		p = shown.Back
	}
	if p == nil {
		return errAbsent
	}
	return local.SendPicture(w, s.drawer, p, of.width)
}

func (s *Page) pdf(w http.ResponseWriter, of wanted) error {
	kind, ok := paper.ParseKind(of.kind)
	if !ok {
		return errAbsent
	}
	var out bytes.Buffer
	if err := s.preview.PDF(&out, kind, of.person); err != nil {
		return err
	}
	name := fmt.Sprintf("preview-%s-%d.pdf", kind, of.person+1)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	local.Send(w, "application/pdf", out.Bytes())
	return nil
}

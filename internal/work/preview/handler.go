package preview

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"image/png"
	"math"
	"mime"
	"net/http"
	"strconv"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/raster"
	"lanyard/internal/work/batch"
)

// files is the page.
//
//go:embed page
var files embed.FS

// own are the page's own files, by path under the prefix.
var own = map[string]struct{ name, kind string }{
	"/{$}":         {"index.html", "text/html; charset=utf-8"},
	"/preview.css": {"preview.css", "text/css; charset=utf-8"},
	"/preview.js":  {"preview.js", "text/javascript; charset=utf-8"},
	"/star.svg":    {"star.svg", "image/svg+xml"},
}

// sheet is the kind of picture that shows a whole sheet of badges.
const sheet = "sheet"

// headers are sent with every response. The policy lets the page load its own files and nothing else.
var headers = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " +
		"'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "no-referrer",
	"X-Content-Type-Options":       "nosniff",
	"Cache-Control":                "no-store",
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	for url, file := range own {
		data, err := files.ReadFile("page/" + file.name)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		mux.HandleFunc("GET "+s.prefix+url, func(w http.ResponseWriter, _ *http.Request) { send(w, file.kind, data) })
	}
	mux.HandleFunc("GET "+s.prefix+"/state.json", s.state)
	mux.HandleFunc("GET "+s.prefix+"/changes", s.changes)
	mux.HandleFunc("GET "+s.prefix+"/{kind}/{person}/picture.png", s.one(s.picture))
	mux.HandleFunc("GET "+s.prefix+"/{kind}/{person}/record.json", s.one(s.record))
	mux.HandleFunc("GET "+s.prefix+"/{kind}/{person}/paper.pdf", s.one(s.pdf))
	return s.guard(mux)
}

// guard serves only its own page. A Host other than the address belongs to a site that resolves its name to this
// machine, and Sec-Fetch-Site reveals requests from another site.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		site := r.Header.Get("Sec-Fetch-Site")
		if r.Host != s.host || site != "" && site != "same-origin" && site != "none" {
			http.Error(w, "this page is only for the person at this machine", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func send(w http.ResponseWriter, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Write(data) // the client may be gone
}

// changes sends the version of the folder, now and after every save, as server-sent events.
func (s *server) changes(w http.ResponseWriter, r *http.Request) {
	saved := make(chan struct{}, 1)
	saved <- struct{}{}
	s.mu.Lock()
	s.waiting[saved] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.waiting, saved)
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(alive)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			fmt.Fprint(w, ":\n\n")
		case <-saved:
			s.mu.Lock()
			version := s.version
			s.mu.Unlock()
			fmt.Fprintf(w, "data: %d\n\n", version)
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
	}
}

// wanted is the paper that a request asks for.
type wanted struct {
	kind   string
	person int
	width  int  // of a picture, in pixels
	back   bool // its back
}

// errAbsent is returned for papers that do not exist.
var errAbsent = errors.New("there is no such paper")

// one handles requests for a single paper, one at a time.
func (s *server) one(answer func(w http.ResponseWriter, of wanted) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		person, err := strconv.Atoi(r.PathValue("person"))
		if err != nil || s.preview == nil {
			http.NotFound(w, r)
			return
		}
		width, _ := strconv.Atoi(r.FormValue("width")) // only pictures have a width; without one, they are small
		if r.FormValue("v") == strconv.Itoa(s.version) {
			w.Header().Set("Cache-Control", "private, max-age=3600, immutable") // the next version has another address
		}
		if err := answer(w, wanted{r.PathValue("kind"), person, max(minWidth, min(maxWidth, width)),
			r.FormValue("side") == "back"}); err != nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, err.Error(), http.StatusNotFound)
		}
	}
}

// shown lays out what is wanted; a sheet has no record.
func (s *server) shown(of wanted) (batch.Shown, error) {
	if of.kind == sheet {
		return s.preview.Sheet(of.person, 0)
	}
	kind, ok := paper.ParseKind(of.kind)
	if !ok {
		return batch.Shown{}, errAbsent
	}
	return s.preview.Paper(kind, of.person)
}

// picture draws a paper at the requested size.
func (s *server) picture(w http.ResponseWriter, of wanted) error {
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
	width := min(float64(of.width), math.Sqrt(maxDrawn*float64(p.Size.W)/float64(p.Size.H)))
	img, err := s.drawer.Draw(p, raster.DPI(p, int(width), raster.Trim), raster.Trim)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&out, img); err != nil {
		return err
	}
	send(w, "image/png", out.Bytes())
	return nil
}

func (s *server) pdf(w http.ResponseWriter, of wanted) error {
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
	send(w, "application/pdf", out.Bytes())
	return nil
}

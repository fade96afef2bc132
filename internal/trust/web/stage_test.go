package web

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
	"lanyard/internal/trust/server"
)

const vectorFolder = "../credential/testdata/vectors"

// vector is what the tests here need of a file of internal/trust/credential's vectors.
type vector struct {
	name       string
	raw        []byte            // the file
	Token      hexBytes          `json:"token,omitempty"`
	Input      string            `json:"input"`
	Clock      time.Time         `json:"clock"`
	Root       string            `json:"root"`
	Issuer     hexBytes          `json:"issuer"`
	AllowLists []hexBytes        `json:"allow_lists,omitempty"`
	Lists      []hexBytes        `json:"lists,omitempty"`
	Bucket     hexBytes          `json:"bucket,omitempty"`
	Claim      *credential.Claim `json:"claim,omitempty"`
	Expected   struct {
		State      string            `json:"state"`
		Line       string            `json:"line"`
		Reason     string            `json:"reason"`
		Claim      *credential.Claim `json:"claim"`
		Unverified *credential.Claim `json:"unverified"`
	} `json:"expected"`
}

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

func vectors(t testing.TB) []vector {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(vectorFolder, "*.json"))
	if err != nil || len(paths) < 50 {
		t.Fatalf("%d vectors, %v", len(paths), err)
	}
	var all []vector
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		v := vector{name: strings.TrimSuffix(filepath.Base(path), ".json"), raw: data}
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func vectorNamed(t testing.TB, name string) vector {
	t.Helper()
	for _, v := range vectors(t) {
		if v.name == name {
			return v
		}
	}
	t.Fatalf("no vector %s", name)
	return vector{}
}

// vectorSite returns the site of the issuer of the vectors, whose list says that
// all is valid.
func vectorSite(t testing.TB) map[string][]byte {
	t.Helper()
	valid, allowed := vectorNamed(t, "valid"), vectorNamed(t, "compromised-allowed")
	files, err := Site(context.Background(), Published{
		Issuer:     valid.Issuer,
		Lists:      map[string][]byte{"1": valid.Lists[0]},
		AllowLists: [][]byte{allowed.AllowLists[0]},
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// part returns the path of a file of the page.
func part(name string) string {
	folder, _ := pageParts(pageFiles())
	return "/" + folder + name
}

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// stage is a server whose files tests change under a browser, and which notes all
// that it is asked.
type stage struct {
	handler *server.Handler

	under string // the path of the folder in which the site lies, without a slash at the end

	mu       sync.Mutex
	instead  map[string][]byte       // by path; nil: not found
	answers  map[string]http.Handler // by path, before instead
	requests []string                // request line, header and body
	down     bool
	held     map[string]chan struct{} // by path: answers wait until it is closed
}

// stageSite is vectorSite, made once: no stage changes its files.
var stageSite struct {
	once  sync.Once
	files map[string][]byte
}

// newStage serves the site of the vectors. Only journeys need a stage, so under -short it skips the test.
func newStage(t *testing.T) *stage {
	t.Helper()
	skipShort(t)
	stageSite.once.Do(func() { stageSite.files = vectorSite(t) })
	s := &stage{handler: server.NewHandler(silent()), instead: make(map[string][]byte)}
	if err := s.handler.Publish(stageSite.files); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stage) serve(w http.ResponseWriter, r *http.Request) {
	var asked bytes.Buffer
	body, _ := io.ReadAll(r.Body)
	asked.WriteString(r.Method + " " + r.RequestURI + "\n")
	r.Header.Write(&asked)
	asked.Write(body)
	s.mu.Lock()
	s.requests = append(s.requests, asked.String())
	if r.URL.Path != s.under && !strings.HasPrefix(r.URL.Path, s.under+"/") {
		s.mu.Unlock()
		http.NotFound(w, r)
		return
	}
	r.URL.Path = strings.TrimPrefix(r.URL.Path, s.under)
	data, changed := s.instead[r.URL.Path]
	down, held, answer := s.down, s.held[r.URL.Path], s.answers[r.URL.Path]
	s.mu.Unlock()
	if held != nil {
		<-held
	}
	switch {
	case down:
		panic(http.ErrAbortHandler)
	case answer != nil:
		answer.ServeHTTP(w, r)
	case changed && data == nil:
		http.NotFound(w, r)
	case changed:
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", delivery.Headers(strings.TrimPrefix(r.URL.Path, "/"))["Content-Type"])
		w.Write(data)
	default:
		s.handler.ServeHTTP(w, r)
	}
}

// put serves data under a path, nothing when it is nil.
func (s *stage) put(path string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.instead[path] = data
}

// answer has a handler answer requests for a path.
func (s *stage) answer(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answers == nil {
		s.answers = make(map[string]http.Handler)
	}
	s.answers[path] = h
}

// restore serves under a path again what the site has there.
func (s *stage) restore(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.instead, path)
	delete(s.answers, path)
}

// hold makes answers to a path wait until the returned function is called.
func (s *stage) hold(path string) (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := make(chan struct{})
	s.held = map[string]chan struct{}{path: held}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		close(held)
		s.held = nil
	}
}

func (s *stage) setDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

func (s *stage) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// perform serves what a vector gives the verifier.
func (s *stage) perform(v vector) {
	s.put("/issuer.cwt", v.Issuer)
	s.put("/s/1", nil)
	issuer, err := credential.OpenIssuer(v.Issuer, credential.Thumbprint{})
	if err != nil {
		panic(err)
	}
	for _, uri := range issuer.StatusLists {
		if path, ours := issuer.PathOf(uri); ours {
			s.put(path, nil)
		}
	}
	if len(v.Lists) > 0 {
		at := "/s/1"
		if list, err := credential.OpenStatusList(v.Lists[0], issuer); err == nil {
			if path, ours := issuer.PathOf(list.URI); ours && strings.Contains(path, "-") {
				at = path
			}
		}
		s.put(at, v.Lists[0])
	}
	for _, name := range issuer.RecordFiles() {
		s.put("/r/"+name, v.Bucket)
	}
	for _, key := range issuer.Keys {
		if path := key.AllowList.Path; path != "" {
			s.put(path, nil)
			if len(v.AllowLists) > 0 {
				s.put(path, v.AllowLists[0])
			}
		}
	}
}

// Package browser drives Chromium and Firefox for the tests of our pages: Chromium by its DevTools protocol, Firefox by
// WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).
//
// Tab is what both can do, as plain calls that return errors. Page is a Tab for a test, with what tests of a page say
// over and over: wait until, press, fill, drag, drop. Only tests use the package.
package browser

import (
	"encoding/json"
	"flag"
	"testing"
	"time"

	"lanyard/internal/base/judge"
)

// Screenshots is the folder into which tests write pictures of pages; empty: none are written.
var Screenshots = flag.String("screenshots", "", "write pictures of the page into this folder")

// Patience is how long a browser may take for a single action on a machine with much else to do.
const Patience = time.Minute

// World is what a browser finds on the network. The zero value is this machine as it is.
type World struct {
	Server string   // host:port that answers for Hosts; every other name leads nowhere. Empty: names are not mapped.
	Hosts  []string // names that Server answers for
	Secure []string // those of Hosts whose pages count as secure although they come by HTTP
	Film   string   // a YUV4MPEG2 file that the camera of Chromium shows; empty: no camera
}

// Listener hears what happens in a tab. Functions are called from other goroutines and may be nil.
type Listener struct {
	Asks  func(address string) // a request that the page makes
	Fault func(text string)    // an error on the console or an uncaught exception
}

// Browser is a running program.
type Browser interface {
	// Open opens a tab in a container of its own, which has seen nothing yet. The tab tells l what happens in it.
	Open(l Listener) (Tab, error)

	// Stop ends the program and removes its profile.
	Stop()
}

// Mouse is what a mouse does at a point.
type Mouse int

// The actions of a mouse.
const (
	Move Mouse = iota
	Down       // of the main button
	Up
)

// Tab is a page of a browser. Every call ends within Patience.
type Tab interface {
	Navigate(address string) error

	// Evaluate runs statements and returns the last value as JSON, awaited if it is a promise; nil for undefined.
	Evaluate(script string) (json.RawMessage, error)

	// Early runs a script before those of every page to come, until Late is called with the id.
	Early(script string) (id string, err error)
	Late(id string) error

	// Resize sets the size of the window in CSS pixels and the number of device pixels in each. mobile: as on a phone.
	Resize(width, height int, scale float64, mobile bool) error

	// Screenshot returns a PNG of the whole document.
	Screenshot() ([]byte, error)

	// Film makes the camera of the pages to come show a PNG. Chromium shows World.Film whatever the PNG.
	Film(picture []byte) (id string, err error)

	// Keys presses keys one after the other: characters, or names such as "Tab", "Enter", "ArrowLeft".
	Keys(names ...string) error

	// Point does something with the mouse at a point of the window, in CSS pixels. shift: while Shift is held.
	Point(what Mouse, x, y float64, shift bool) error

	Close()
}

// Each runs a journey in Chromium and in Firefox, as subtests; under -short it skips both.
func Each(t *testing.T, journey func(t *testing.T, p *Page)) {
	t.Run("chromium", func(t *testing.T) { journey(t, Chromium(t)) })
	t.Run("firefox", func(t *testing.T) { journey(t, Firefox(t)) })
}

// Chromium returns a page of a Chromium that ends with the test, which is skipped where there is none.
func Chromium(t testing.TB) *Page {
	t.Helper()
	b, err := StartChromium(judge.Program(t, "chromium", "chromium-browser", "google-chrome"), World{})
	return newPage(t, b, err, "")
}

// Firefox is Chromium for Firefox.
func Firefox(t testing.TB) *Page {
	t.Helper()
	b, err := StartFirefox(judge.Program(t, "firefox-esr", "firefox"), World{})
	return newPage(t, b, err, "-firefox")
}

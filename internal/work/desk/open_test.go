package desk

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/work/create"
)

// A folder that the desk is asked to show and that cannot be opened ends it with the reason.
func TestNotOpened(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "missing"), Random: strings.NewReader("0123456789abcdef"), Now: func() time.Time { return now }}
	err := Serve(t.Context(), o, func(url string) { t.Errorf("%s is served", url) })
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v", err)
	}
}

// Where the recent events cannot be kept, events are opened all the same, and it is said once.
func TestRecentNotKept(t *testing.T) {
	dir, other := newEvent(t, oneList), newEvent(t, oneList)
	var said []string
	base, event := served(t, Options{Dir: dir, Recent: filepath.Join(dir, "event.toml", "recent.json"),
		Say: func(remark string) { said = append(said, remark) }})
	var answer opened
	if code := ask(t, "POST", base+"open", map[string]string{"Dir": other}, &answer); code != 200 || answer.Event == "" {
		t.Errorf("opening is answered with %d %+v", code, answer)
	}
	if s := stateOf(t, event); s.People != 1 || len(said) != 1 || !strings.Contains(said[0], "recent events") {
		t.Errorf("%d people, said %q", s.People, said)
	}
}

// While an event is opened, the desk answers about the others.
func TestOpeningAlone(t *testing.T) {
	dir, other := newEvent(t, oneList), newEvent(t, oneList)
	hold, entered, answered := make(chan bool, 1), make(chan bool), make(chan bool)
	base, event := served(t, Options{Dir: dir, Now: func() time.Time {
		select {
		case <-hold:
			entered <- true
			<-answered
		default:
		}
		return now
	}})
	hold <- true
	opening := make(chan int)
	go func() { opening <- ask(t, "POST", base+"open", map[string]string{"Dir": other}, nil) }()
	<-entered
	others := make(chan int, 2)
	go func() {
		others <- ask(t, "GET", base+"start.json", nil, nil)
		others <- ask(t, "GET", event+"state.json", nil, nil)
	}()
	for range 2 {
		select {
		case code := <-others:
			if code != 200 {
				t.Errorf("it answers with %d", code)
			}
		case <-time.After(30 * time.Second):
			t.Error("it answers nothing while an event is opened")
		}
	}
	close(answered)
	if code := <-opening; code != 200 {
		t.Errorf("opening is answered with %d", code)
	}
}

// A photo that arrives clears its finding, and one that is removed brings it back.
func TestPhotoArrives(t *testing.T) {
	dir := newEvent(t, "id,name,role\n1,Ana Pop,speaker\n")
	write(t, dir, "event.toml", strings.Replace(read(t, dir, "event.toml"), "classic", "badge.toml", 1))
	design, err := create.CopyOf(paper.Badge, "photo", "badge.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range design {
		write(t, dir, f.Name, strings.ReplaceAll(string(f.Data), `missing = "silhouette"`, `missing = "stop"`))
	}
	photo := filepath.Join(dir, "photos", "1.jpg")
	if err := os.Mkdir(filepath.Dir(photo), 0o755); err != nil {
		t.Fatal(err)
	}
	_, event := served(t, Options{Dir: dir})
	missing := func() bool {
		for _, f := range stateOf(t, event).Findings {
			if strings.Contains(f.Message, "photos/1.jpg") {
				return true
			}
		}
		return false
	}
	until := func(want bool) {
		for range 600 {
			if missing() == want {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("that the photo is missing is %t in %+v", !want, stateOf(t, event).Findings)
	}
	if !missing() {
		t.Fatalf("nothing is said of the photo: %+v", stateOf(t, event).Findings)
	}
	var data bytes.Buffer
	if err := jpeg.Encode(&data, image.NewGray(image.Rect(0, 0, 400, 500)), nil); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "photos/1.jpg", data.String())
	until(false)
	if err := os.Remove(photo); err != nil {
		t.Fatal(err)
	}
	until(true)
}

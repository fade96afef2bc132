// Package owner reads whose folder it is: the event.toml of an event, the issuer.toml of an issuer whose folder holds
// several events, and how the verification page of either looks. It reads no list, template or font.
package owner

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/issuer"
	"lanyard/internal/trust/discover"
)

// EventFile is the name of the file that makes a folder an event.
const EventFile = "event.toml"

// IssuerFile is how messages and inputs call the issuer.toml of an event's issuer.
const IssuerFile = "../" + discover.IssuerToml

// maxEvents is how many folders of an issuer are searched for events: a hundred years of one a month.
const maxEvents = 1200

// Found is an event.toml as read, with what is around it.
type Found struct {
	Event  *event.Event
	Home   string // the folder of the keys, the ledger and the site: that of the event, or the issuer's
	Issuer []byte // the text of the issuer.toml; nil: the event is in no issuer's folder
}

// Read reads the text of the event.toml in dir, and the issuer.toml above it if the event is in an issuer's folder: no
// other event there may have its id. The event is nil if any problem is an error.
func Read(dir string, data []byte) (Found, source.Problems, error) {
	f, problems, err := readIn(dir, data)
	if err != nil || problems.Err() != nil || f.Issuer == nil {
		return f, problems, err
	}
	others, err := events(f.Home)
	if err != nil {
		return Found{}, nil, err
	}
	for _, other := range others {
		if here, err := sameFolder(other.dir, dir); err != nil || here || other.id != f.Event.ID {
			continue
		}
		problems.Add(f.Event.Problem("event-same-id", "id",
			fmt.Sprintf("the event in %s has the same id, %q, so both would have the same numbers", source.Quote(other.dir),
				f.Event.ID), "give the event that nothing was issued for yet another id; the id of the other must stay"))
	}
	return f, problems, nil
}

// readIn is Read without the other events of an issuer.
func readIn(dir string, data []byte) (f Found, problems source.Problems, err error) {
	if f.Home, err = discover.Home(dir); err != nil {
		return Found{}, nil, err
	}
	if !discover.IsIssuer(f.Home) {
		f.Event, problems = event.Read(EventFile, data)
		return f, problems, nil
	}
	i, issuer, problems, err := readIssuer(f.Home, IssuerFile)
	if err != nil || problems.Err() != nil {
		return Found{}, problems, err
	}
	f.Issuer = issuer
	f.Event, problems = event.ReadOf(i, EventFile, data)
	return f, problems, nil
}

// ReadEvent reads only the event.toml of the folder dir, and the issuer.toml above it if there is one.
func ReadEvent(dir string) (*event.Event, error) {
	data, err := readEvent(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fmt.Sprintf("there is no event in %q", dir), "name the event's folder; "+NoEventHint(dir))
	}
	if err != nil {
		return nil, fmt.Errorf("reading event: %s: %w", EventFile, err)
	}
	f, problems, err := readIn(dir, data)
	if err != nil {
		return nil, err
	}
	return f.Event, faultOf(problems)
}

// readEvent returns the contents of the event.toml in dir.
func readEvent(dir string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return bundle.ReadInside(root, EventFile, source.MaxTOML)
}

func sameFolder(a, b string) (bool, error) {
	first, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second), err
}

// readIssuer reads the issuer.toml in the folder home; file is its name in messages.
func readIssuer(home, file string) (i *issuer.Issuer, data []byte, problems source.Problems, err error) {
	root, err := os.OpenRoot(home)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("reading issuer: %w", err)
	}
	defer root.Close()
	if data, err = bundle.ReadInside(root, discover.IssuerToml, source.MaxTOML); err != nil {
		return nil, nil, nil, fmt.Errorf("reading issuer: %s: %w", file, err)
	}
	i, problems = issuer.Read(file, data)
	return i, data, problems, nil
}

// ReadIssuer reads the issuer.toml of the folder home.
func ReadIssuer(home string) (*issuer.Issuer, error) {
	if !discover.IsIssuer(home) {
		return nil, fault.New(fmt.Sprintf("%q is not the folder of an issuer: it has no %s", home, discover.IssuerToml),
			"name the issuer's folder, or make one with: lanyard init -events "+home)
	}
	i, _, problems, err := readIssuer(home, discover.IssuerToml)
	if err != nil {
		return nil, err
	}
	return i, faultOf(problems)
}

// faultOf returns the problems as one error, with the hint of the first.
func faultOf(problems source.Problems) error {
	for _, p := range problems {
		if p.Severity == source.Error && p.Hint != "" {
			return fault.Wrap(problems, problems.Error(), p.Hint)
		} else if p.Severity == source.Error {
			break
		}
	}
	return problems.Err()
}

// place is the id and folder of an event in an issuer's folder.
type place struct {
	id  string // "" if its event.toml cannot be read
	dir string
}

// events returns the events in the folder of an issuer, in the order of their folders. Hidden folders and links are
// none.
func events(home string) (all []place, err error) {
	i, err := ReadIssuer(home)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(home)
	if err != nil {
		return nil, fmt.Errorf("reading issuer: %w", err)
	}
	for _, entry := range entries {
		if !entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		dir := filepath.Join(home, entry.Name())
		data, err := readEvent(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case len(all) == maxEvents:
			return nil, fault.New(fmt.Sprintf("there are more than %d events in %q", maxEvents, home),
				"make a second issuer's folder")
		case err != nil:
			all = append(all, place{dir: dir})
			continue
		}
		id := ""
		if e, _ := event.ReadOf(i, EventFile, data); e != nil {
			id = e.ID
		}
		all = append(all, place{id, dir})
	}
	return all, nil
}

// ReadAlone reads the event.toml of the event in dir, which has keys of its own, as that of an event of the issuer in
// the folder home: it must not contradict issuer.toml, or have the id of another event there.
func ReadAlone(dir, home string) (*event.Event, error) {
	i, err := ReadIssuer(home)
	if err != nil {
		return nil, err
	}
	data, err := readEvent(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fmt.Sprintf("there is no event in %q", dir), "name the folder in which its event.toml lies")
	}
	if err != nil {
		return nil, fmt.Errorf("reading event: %s: %w", EventFile, err)
	}
	e, problems := event.ReadOf(i, EventFile, data)
	if err := faultOf(problems); err != nil {
		return nil, err
	}
	others, err := events(home)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		if here, err := sameFolder(other.dir, dir); err == nil && !here && other.id == e.ID {
			return nil, fault.New(fmt.Sprintf("the event in %q has the same id, %q", other.dir, e.ID),
				"an event belongs to an issuer once; if nothing was issued for the one that is there, give it another id")
		}
	}
	return e, nil
}

// View returns the id of the event in dir if it is in an issuer's folder, for registry.Options; "" for any other event,
// and for the issuer's folder itself.
func View(dir string) (id string, err error) {
	home, err := discover.Home(dir)
	if err != nil || !discover.IsIssuer(home) || discover.IsIssuer(dir) {
		return "", err
	}
	e, err := ReadEvent(dir)
	if err != nil {
		return "", err
	}
	return e.ID, nil
}

// NoEventHint says what to do in a folder that has no event.toml.
func NoEventHint(dir string) string {
	if !discover.IsIssuer(dir) {
		return "make one with: lanyard init " + dir
	}
	all, err := events(dir)
	if err != nil || len(all) == 0 {
		return "this is an issuer's folder; make an event in it with: lanyard init " + filepath.Join(dir, "EVENT")
	}
	const most = 5
	var names []string
	for _, p := range all[:min(len(all), most)] {
		names = append(names, p.dir)
	}
	if len(all) > most {
		names = append(names, "…")
	}
	return "this is an issuer's folder; name one of its events: " + strings.Join(names, ", ")
}

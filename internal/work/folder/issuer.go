package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/trust/discover"
)

// issuerAbove is how messages and inputs call the issuer.toml of an event's issuer.
const issuerAbove = "../" + discover.IssuerToml

// maxEvents is how many folders of an issuer are searched for events: a hundred years of one a month.
const maxEvents = 1200

// readEvent reads the text of event.toml, and the issuer's folder that the event may lie in.
func (w *Work) readEvent(data []byte) (problems source.Problems, err error) {
	var issuer []byte
	w.Event, issuer, problems, err = eventIn(w.Dir, data)
	if err != nil || problems.Err() != nil {
		return problems, err
	}
	if w.Home, err = discover.Home(w.Dir); err != nil {
		return nil, err
	}
	if issuer == nil {
		return problems, nil
	}
	w.record(issuerAbove, issuer, source.MaxTOML)
	others, err := Events(w.Home)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		if here, err := sameFolder(other.Dir, w.Dir); err != nil || here || other.ID != w.Event.ID {
			continue
		}
		problems.Add(w.Event.Problem("event-same-id", "id", fmt.Sprintf("the event in %s has the same id, %q, so both would have the same numbers",
			source.Quote(other.Dir), w.Event.ID), "give the event that nothing was issued for yet another id; the id of the other must stay"))
	}
	return problems, nil
}

func sameFolder(a, b string) (bool, error) {
	first, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second), err
}

// eventIn reads the text of the event.toml in dir. The text of the issuer.toml is nil when the event stands alone.
func eventIn(dir string, data []byte) (e *event.Event, issuer []byte, problems source.Problems, err error) {
	home, err := discover.Home(dir)
	if err != nil {
		return nil, nil, nil, err
	}
	if !discover.IsIssuer(home) {
		e, problems = event.Read(eventFile, data)
		return e, nil, problems, nil
	}
	i, issuer, problems, err := readIssuer(home, issuerAbove)
	if err != nil || problems.Err() != nil {
		return nil, nil, problems, err
	}
	e, problems = i.ReadEvent(eventFile, data)
	return e, issuer, problems, nil
}

// readIssuer reads the issuer.toml in the folder home; file is its name in messages.
func readIssuer(home, file string) (i *event.Issuer, data []byte, problems source.Problems, err error) {
	root, err := os.OpenRoot(home)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("reading issuer: %w", err)
	}
	defer root.Close()
	if data, err = readFile(root, discover.IssuerToml, source.MaxTOML); err != nil {
		return nil, nil, nil, fmt.Errorf("reading issuer: %s: %w", file, err)
	}
	i, problems = event.ReadIssuer(file, data)
	return i, data, problems, nil
}

// ReadIssuer reads the issuer.toml of the folder home.
func ReadIssuer(home string) (*event.Issuer, error) {
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

// Place is where an event of an issuer lies.
type Place struct {
	ID  string // "" if its event.toml cannot be read
	Dir string
}

// Events returns the events in the folder of an issuer, in the order of their folders. Hidden folders and links are
// none.
func Events(home string) (all []Place, err error) {
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
			return nil, fault.New(fmt.Sprintf("there are more than %d events in %q", maxEvents, home), "make a second issuer's folder")
		case err != nil:
			all = append(all, Place{Dir: dir})
			continue
		}
		id := ""
		if e, _ := i.ReadEvent(eventFile, data); e != nil {
			id = e.ID
		}
		all = append(all, Place{id, dir})
	}
	return all, nil
}

// ReadAlone reads the event.toml of the event in dir, which has keys of its own, as that of an event of the issuer in the
// folder home: it must not contradict issuer.toml, or have the id of another event there.
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
		return nil, fmt.Errorf("reading event: %s: %w", eventFile, err)
	}
	e, problems := i.ReadEvent(eventFile, data)
	if err := faultOf(problems); err != nil {
		return nil, err
	}
	others, err := Events(home)
	if err != nil {
		return nil, err
	}
	for _, other := range others {
		if here, err := sameFolder(other.Dir, dir); err == nil && !here && other.ID == e.ID {
			return nil, fault.New(fmt.Sprintf("the event in %q has the same id, %q", other.Dir, e.ID),
				"an event belongs to an issuer once; if nothing was issued for the one that is there, give it another id")
		}
	}
	return e, nil
}

// View returns the id of the event in dir if it lies in an issuer's folder, for registry.Options; "" for an event that
// stands alone, and for the issuer's folder itself.
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

// noEventHint says what to do in a folder that has no event.toml.
func noEventHint(dir string) string {
	if !discover.IsIssuer(dir) {
		return "make one with: lanyard init " + dir
	}
	all, err := Events(dir)
	if err != nil || len(all) == 0 {
		return "this is an issuer's folder; make an event in it with: lanyard init " + filepath.Join(dir, "EVENT")
	}
	const most = 5
	var names []string
	for _, p := range all[:min(len(all), most)] {
		names = append(names, p.Dir)
	}
	if len(all) > most {
		names = append(names, "…")
	}
	return "this is an issuer's folder; name one of its events: " + strings.Join(names, ", ")
}

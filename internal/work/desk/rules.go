package desk

import (
	"path/filepath"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
)

// setup is what the page shows of the rules of an event and of its printers.
type setup struct {
	Rule     string               `json:"rule"` // who gets a certificate; "": as without one
	Flip     string               `json:"flip"`
	Flips    []string             `json:"flips"`
	Back     bool                 `json:"back"`     // badges have a reverse
	Printer  string               `json:"printer"`  // that event.toml names
	Offsets  map[string][4]string `json:"offsets"`  // of each printer: front right and down, back right and down
	Adoption string               `json:"adoption"` // folder of the issuer that can take the event in; "": none
}

// setUp fills in the setup of an event that can be read.
func (e *event) setUp(s *setup) {
	of := e.list.Event
	if c := of.Certificates; c != nil {
		s.Rule = c.Where
	}
	if b := of.Badges; b != nil {
		s.Flip, s.Back, s.Printer = b.Flip, b.Back != "", b.Printer
	}
	for name, p := range of.Printers {
		s.Offsets[name] = [4]string{p.Front.X.String(), p.Front.Y.String(), p.Back.X.String(), p.Back.Y.String()}
	}
}

// keyState is a signing key of the event.
type keyState struct {
	ID    string    `json:"id"`
	From  time.Time `json:"from"`
	To    time.Time `json:"to"` // the last moment at which it may sign
	State string    `json:"state"`
}

// keysOf returns the signing keys in a folder, and what is wrong with it.
func keysOf(home string, now time.Time) (all []keyState, err error) {
	ring, err := keyring.OpenWithout(filepath.Join(home, discover.KeysDir))
	if err != nil {
		return nil, err
	}
	for _, k := range ring.PublicKeys() {
		one := keyState{k.Public.ID().String(), k.NotBefore, k.NotAfter, "signs"}
		switch {
		case k.State == credential.KeyCompromised:
			one.State = "stolen"
		case !k.NotAfter.IsZero() && k.NotAfter.Before(now):
			one.State = "ended"
		case !k.Private:
			one.State = "elsewhere"
		}
		all = append(all, one)
	}
	return all, nil
}

// adoption returns the folder of the issuer directly above an event that has keys of its own; "" for any other event.
func adoption(dir string) string {
	above := filepath.Dir(dir)
	if discover.IsIssuer(above) && discover.Has(dir, discover.KeysDir) {
		return above
	}
	return ""
}

// adopt takes the event into the folder of its issuer, as lanyard adopt does.
func (e *event) adopt(struct{}) (any, error) {
	home := adoption(e.dir)
	if home == "" {
		return nil, fault.New("no issuer's folder contains this event, or it has no keys of its own",
			"move the event's folder into that of the issuer first")
	}
	if _, err := owner.ReadAlone(e.dir, home); err != nil {
		return nil, err
	}
	a, err := registry.Adopt(e.ctx, home, e.dir, registry.Options{Now: e.Now()})
	if err != nil {
		return nil, err
	}
	if e.Used != nil {
		e.Used(home)
	}
	e.load()
	return struct {
		Papers int    `json:"papers"`
		Kept   string `json:"kept"`
	}{a.Papers, a.Kept}, nil
}

// choices returns the fixes of a question which of two columns is a field: its hint has the lines of event.toml to choose from.
func choices(p source.Problem) (all []fix) {
	for line := range strings.Lines(p.Hint) {
		doc, problems := source.ParseTOML(p.File, []byte(line))
		if len(problems) > 0 {
			continue // the sentence before
		}
		for _, field := range doc.Keys("") {
			if column, ok := doc.At(source.Key(field)).(string); ok {
				all = append(all, fix{Do: "column", Field: field, To: column})
			}
		}
	}
	return all
}

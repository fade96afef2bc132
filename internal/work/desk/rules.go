package desk

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/amend"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
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

// rule sets who gets a certificate: a condition on the fields of a person. An empty one is as without the key.
func (e *event) rule(in struct{ Version, Where string }) (any, error) {
	edit := amend.Edit{Key: "certificates.where"}
	if where := strings.TrimSpace(in.Where); where != "" {
		edit.Value = where
		e.mu.Lock()
		list := e.list
		e.mu.Unlock()
		if list != nil && where != eventfile.Everybody {
			if _, err := list.Where(where); err != nil {
				return nil, fault.New(err.Error(), fault.Hint(err))
			}
		}
	}
	if err := e.hasTable("certificates"); err != nil {
		return nil, err
	}
	return nil, e.amend(in.Version, edit)
}

// hasTable refuses to add a table whose mere presence means something else: with [certificates] alone, no badges are made.
func (e *event) hasTable(name string) error {
	data, _, err := e.readFile(owner.EventFile)
	if err != nil {
		return err
	}
	doc, problems := source.ParseTOML(owner.EventFile, data)
	if len(problems) > 0 {
		return problems
	}
	if !doc.Has(name) {
		return fault.New("event.toml has no table ["+name+"]", "add it under Event file, with a template: ["+name+"]")
	}
	return nil
}

// offset is how far a printer prints from the right place.
type offset struct {
	Version, Printer string
	Front, Back      [2]string // right and down, with units
	Flip             string    // the edge about which it turns the sheet
}

// offsets writes the offsets of a printer, and makes badges use it.
func (e *event) offsets(in offset) (any, error) {
	name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(in.Printer)), " ", "-") // as a key
	if name == "" {
		return nil, fault.New("the printer has no name", `write one, like "front desk"`)
	}
	if err := e.hasTable("badges"); err != nil {
		return nil, err
	}
	edits := []amend.Edit{{Key: "badges.printer", Value: name}}
	for side, pair := range map[string][2]string{"front": in.Front, "back": in.Back} {
		for i := range pair {
			if pair[i] = strings.TrimSpace(pair[i]); pair[i] == "" {
				pair[i] = "0mm"
			}
		}
		edits = append(edits, amend.Edit{Key: source.Key("printers", name, side), Value: pair[:]})
	}
	slices.SortFunc(edits, func(a, b amend.Edit) int { return strings.Compare(a.Key, b.Key) })
	if in.Flip != "" {
		edits = append(edits, amend.Edit{Key: "badges.flip", Value: in.Flip})
	}
	return nil, e.amend(in.Version, edits...)
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

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/input/issuer"
	"lanyard/internal/trust/discover"
	"lanyard/internal/work/owner"
)

// initIssuer makes the folder of an issuer.
func (w *world) initIssuer(ctx context.Context, dir string, s started, people int) error {
	if s.title+s.start+s.end+s.languages+s.list != "" || people > 0 {
		return usageFault("-events makes the folder of an issuer, and of the other options only -issuer and -verify go with it",
			"give the facts of an event when you make one: lanyard init "+filepath.Join(dir, "EVENT"))
	}
	for _, name := range []string{discover.IssuerToml, "event.toml"} {
		path := filepath.Join(dir, name)
		_, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("making issuer: %w", err)
		case name == "event.toml":
			return usageFault(fmt.Sprintf("there is an event in %q, and an issuer's folder holds events in folders of their own", dir),
				"name another folder; to take this event into it: lanyard adopt"+argument(dir))
		default:
			return usageFault(fmt.Sprintf("there is a file %q already", path), "make an event in it with: lanyard init "+
				filepath.Join(dir, "EVENT"))
		}
	}
	if up := filepath.Join(dir, ".."); discover.IsIssuer(up) {
		return usageFault(fmt.Sprintf("%q lies in the folder of an issuer, and issuers have no issuers", dir), "name a folder outside it")
	}
	if w.interactive {
		in := bufio.NewReader(w.stdin)
		if s.issuer == "" {
			if err := w.askText(ctx, in, &s.issuer, "organisation that certifies"); err != nil {
				return err
			}
		}
		if s.verify == "" {
			if err := w.askText(ctx, in, &s.verify, "host of the verification page, like verify.example.org"); err != nil {
				return err
			}
		}
	}
	text, err := s.issuerFile()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	if err := writeNew(filepath.Join(dir, discover.IssuerToml), append([]byte(schemaLine(issuerSchema)), text...)); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	if err := writeSchema(filepath.Join(dir, issuerSchema), issuer.Schema()); err != nil {
		return fmt.Errorf("making issuer: %w", err)
	}
	w.printf("made the folder of an issuer in %s", dir)
	if s.issuer == "" || s.verify == "" {
		w.hintf("change %s, then: lanyard init %s", filepath.Join(dir, discover.IssuerToml), filepath.Join(dir, "EVENT"))
		return nil
	}
	w.hintf("make an event in it with: lanyard init %s", filepath.Join(dir, "EVENT"))
	return nil
}

// issuerFile returns the text of issuer.toml with all that is known.
func (s *started) issuerFile() ([]byte, error) {
	example, err := starter.ReadFile("starter/issuer.toml")
	if err != nil {
		return nil, err
	}
	text := string(example)
	if s.issuer != "" {
		text = setLine(text, `name = "`, "name = "+tomlText(s.issuer))
	}
	if s.verify != "" {
		text = setLine(text, `verify = "`, "verify = "+tomlText(s.verify))
	}
	_, problems := issuer.Read(discover.IssuerToml, []byte(text))
	return []byte(text), firstFault(problems)
}

// within finds out whether the new event in dir lies in the folder of an issuer.
func (s *started) within(dir string) error {
	if discover.IsIssuer(dir) {
		return usageFault(fmt.Sprintf("%q is the folder of an issuer", dir), "name a new folder in it: lanyard init "+
			filepath.Join(dir, "EVENT"))
	}
	up := filepath.Join(dir, "..")
	if !discover.IsIssuer(up) {
		return nil
	}
	if s.issuer != "" || s.verify != "" {
		return usageFault(fmt.Sprintf("the event lies in the folder of an issuer, so %s says who certifies and where to verify",
			filepath.Join(up, discover.IssuerToml)), "leave out -issuer and -verify, or name a folder outside it")
	}
	var err error
	s.of, err = owner.ReadIssuer(up)
	return err
}

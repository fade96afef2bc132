package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/verifier"
)

// pins returns the folder of the issuers that this user has pinned, "" when the
// machine has no folder for a user's settings.
func pins() verifier.Pins {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return verifier.Pins(filepath.Join(dir, "lanyard", "issuers"))
}

func runIssuers(ctx context.Context, w *world, args []string) error {
	o := w.options("issuers", "add WHERE | list | remove HOST|FINGERPRINT",
		`Issuers keeps the list of organisers whose papers verify accepts without -issuer. Issuers add reads the issuer
document in WHERE (a file, the folder of a verification page, or its address) and shows its fingerprint. Compare
it with what the organiser reads to you, by telephone or from a letter: a document that came together with a
certificate proves nothing. The issuer is pinned after you say yes, or at once with the right -fingerprint.
Issuers list shows who is pinned, issuers remove ends the trust. The list is for this user alone.`)
	fingerprint := o.String("fingerprint", "",
		"the fingerprint as the organiser gave it, all 64 digits; pin only a document that has it, and do not ask")
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	switch {
	case rest[0] == "add" && len(rest) == 2:
		return w.addIssuer(ctx, rest[1], *fingerprint)
	case rest[0] == "list" && len(rest) == 1:
		return w.listIssuers()
	case rest[0] == "remove" && len(rest) == 2:
		pin, err := pins().Remove(unspaced(rest[1]))
		if err != nil {
			return err
		}
		w.printf("%s is no longer trusted; its fingerprint was %s", source.Printable(pin.Issuer.Host),
			pin.Issuer.Root.Thumbprint())
		return nil
	}
	return usageFault(fmt.Sprintf("issuers %s: there is no such subcommand, or its argument is missing",
		source.Printable(strings.Join(rest, " "))), "write issuers add WHERE, issuers list, or issuers remove HOST")
}

// addIssuer pins the issuer of a document once its fingerprint was compared.
func (w *world) addIssuer(ctx context.Context, where, fingerprint string) error {
	i, document, err := verifier.Fetch(ctx, where, verifier.Options{Now: w.now})
	if err != nil {
		return err
	}
	root := i.Root.Thumbprint().String()
	w.printf("the issuer document in %s says it is of %s, %s", source.Quote(where), source.Quote(i.DisplayName("en")),
		source.Printable(i.Host))
	w.printf("fingerprint: %s", grouped(root))
	switch want := unspaced(fingerprint); {
	case want == root:
	case want != "":
		return fault.New("the fingerprint is not the one that you gave; nothing was pinned",
			"somebody may have put a document of their own in its place: ask the organiser")
	case !w.interactive:
		return usageFault("nobody is here to compare the fingerprint, so nothing was pinned",
			"ask the organiser for the fingerprint, and type: lanyard issuers add"+argument(where)+
				" -fingerprint THE-FINGERPRINT")
	default:
		fmt.Fprint(w.stderr, "lanyard: is it, digit by digit, the fingerprint that the organiser gave you? [y/N] ")
		if !w.answer(ctx) {
			return fault.New("nothing was pinned", "ask the organiser for the fingerprint: lanyard keys show prints it")
		}
	}
	pin, err := pins().Add(document)
	if err != nil {
		return err
	}
	w.printf("pinned: verify now accepts what %s has signed", source.Printable(pin.Issuer.Host))
	return nil
}

// listIssuers prints the pinned issuers, one a line.
func (w *world) listIssuers() error {
	all, notes, err := pins().List()
	if err != nil {
		return err
	}
	for _, n := range notes {
		w.printf("%s", source.Printable(n))
	}
	if len(all) == 0 {
		w.printf("no issuer is pinned")
		w.hintf("pin one with: lanyard issuers add issuer.cwt")
	}
	for _, p := range all {
		fmt.Fprintf(w.stdout, "%s  %s  %s  %s\n", p.Issuer.Root.Thumbprint(), p.When.UTC().Format(time.DateOnly),
			source.Printable(p.Issuer.Host), source.Quote(p.Issuer.DisplayName("en")))
	}
	return nil
}

// grouped returns a fingerprint in groups of eight digits, as people compare it.
func grouped(fingerprint string) string {
	var parts []string
	for ; len(fingerprint) > 8; fingerprint = fingerprint[8:] {
		parts = append(parts, fingerprint[:8])
	}
	return strings.Join(append(parts, fingerprint), " ")
}

// unspaced returns a fingerprint as computers write it.
func unspaced(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ':' }), ""))
}

// sourcesFor returns what verify trusts for a file, or for text, when no -issuer is
// given: the pinned issuers, and the event's own keys, if the file lies in the
// folder of an event whose private keys are there and were used by this user. Nothing
// is trusted because of where it lies; left is the path of one that was not. own is the folder of that event, or, when
// the keys are those of an issuer, of its event around the file.
func sourcesFor(what string, pinned []verifier.Source) (all []verifier.Source, own, left string) {
	all = pinned
	around := eventsAround(what)
	for i, dir := range around {
		sources, found := ownKeys(dir)
		if len(sources) > 0 {
			return append(sources, all...), eventIn(dir, around[:i]), ""
		}
		if left == "" {
			left = found
		}
	}
	return all, "", left
}

// eventIn returns the folder of the event that has its keys in home: home, or if that is an issuer's, the one of folders
// that is an event's in it; home again when there is none.
func eventIn(home string, folders []string) string {
	for _, dir := range folders {
		up, err := discover.Home(dir)
		if err != nil || !discover.IsIssuer(home) || !discover.IsIssuer(up) {
			continue
		}
		if same, err := sameFolder(up, home); err == nil && same {
			return dir
		}
	}
	return home
}

// pinnedSources returns the pinned issuers as sources, and says which do not count.
func (w *world) pinnedSources() ([]verifier.Source, error) {
	all, notes, err := pins().List()
	for _, n := range notes {
		w.printf("%s", source.Printable(n))
	}
	var sources []verifier.Source
	for _, p := range all {
		sources = append(sources, p.Source())
	}
	return sources, err
}

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
)

const oneOf = "ID is a person's id in the attendee list, and means both badge and certificate; " +
	"NUMBER is the number below the QR code."

func runRevoke(ctx context.Context, w *world, args []string) error {
	return w.change(ctx, args, change{verb: "revoke", to: ledger.Revoked, done: "revoked", reasoned: true,
		about: "Revoke makes a certificate or badge invalid for good. " + oneOf +
			"\nAfter a typo, use reissue instead: the person then gets a valid one."})
}

// change is a verb that changes the state of something issued.
type change struct {
	verb, done, about string
	to                ledger.State
	reasoned          bool // it needs a reason
}

func (w *world) change(ctx context.Context, args []string, c change) (err error) {
	o := w.options(c.verb, "ID|NUMBER", c.about)
	dir := o.String("dir", ".", "the folder of the event, or of its issuer, is `DIR`")
	reason := o.String("reason", "", "reason, a `TEXT` for the ledger; it is not published")
	only := o.String("only", "", "act only on the `badge|certificate`")
	how := o.desk(ctx, w)
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	if c.reasoned && strings.TrimSpace(*reason) == "" {
		return usageFault(c.verb+" needs a reason: somebody will ask for it",
			fmt.Sprintf("add -reason, as in: lanyard %s %s -reason \"left before the end\"", c.verb, rest[0]))
	}
	kind, err := kindNamed(*only)
	if err != nil {
		return err
	}
	desk, err := openDesk(*dir, *how)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	entries, err := desk.Find(rest[0], kind)
	if err != nil {
		return err
	}
	already, err := desk.Change(c.to, *reason, entries)
	if err != nil {
		return err
	}
	used(*dir)
	was := map[credential.Number]bool{}
	for _, e := range already {
		was[e.Number] = true
	}
	for _, e := range entries {
		if was[e.Number] {
			w.printf("%s is %s already", described(e), e.State)
		} else {
			w.printf("%s %s", c.done, described(e))
		}
	}
	if len(already) < len(entries) {
		w.unpublished(*dir)
	}
	return nil
}

// described returns a description of a certificate or badge for the user.
func described(e ledger.Entry) string {
	if !e.Forgotten.IsZero() {
		return fmt.Sprintf("the %s %s of a person who was forgotten on %s", e.Kind, e.Number,
			e.Forgotten.Format(time.DateOnly))
	}
	return fmt.Sprintf("the %s %s of %s (%s)", e.Kind, e.Number, source.Quote(e.Name), source.Printable(e.AttendeeID))
}

// unpublished reminds the user to publish a change.
func (w *world) unpublished(dir string) {
	w.printf("this is in the ledger, but verifiers do not know it yet")
	w.hintf("publish it with: lanyard site%s, and upload the folder", argument(dir))
}

// argument returns the event's folder as a command-line argument with a space
// before it, "" for the current one.
func argument(dir string) string {
	switch {
	case dir == "." || dir == "":
		return ""
	case strings.ContainsAny(dir, " '\"$"):
		return fmt.Sprintf(" %q", dir)
	}
	return " " + dir
}

// kindNamed returns the kind that -only names, nil when it names none.
func kindNamed(only string) (*paper.Kind, error) {
	if only == "" {
		return nil, nil
	}
	for _, kind := range paper.Kinds() {
		if only == kind.String() || only == kind.Plural() {
			return &kind, nil
		}
	}
	return nil, usageFault(fmt.Sprintf("-only takes %s, not %s", strings.Join(paper.Words(), " or "),
		source.Quote(only)), "")
}

package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/bounce"
	"lanyard/internal/work/owner"
)

// returning is a run of bounces.
type returning struct {
	*world
	log     *maillog.Log
	key     *credential.IDKey
	event   string
	holders map[credential.Number]ledger.Entry
	byID    map[string]maillog.Delivery
	byHash  map[maillog.Address]maillog.Delivery
	rows    []bounceRow
	counts  map[string]int // what was found and changed nothing
	failed  error
}

// bounceRow is a message that came back, as -json prints it.
type bounceRow struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Number    string        `json:"number"`
	Recipient string        `json:"recipient"`
	Action    bounce.Action `json:"action"`
	Status    string        `json:"status,omitempty"`
	Said      string        `json:"said,omitempty"`
	At        *time.Time    `json:"at,omitempty"`
}

func runBounces(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("bounces", "MAILBOX [DIR]",
		`Bounces reads the delivery reports that came back to the sender's mailbox and says whom to ask for another address.
MAILBOX is an mbox file, a Maildir, a folder of .eml files, or one message; it is read and not changed. Run it again as
often as you like.`)
	asJSON := o.Bool("json", false, "print what came back as JSON")
	how := o.desk(ctx, w)
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	dir := eventDir(rest[1:])
	r := &returning{world: w, counts: map[string]int{}, byID: map[string]maillog.Delivery{},
		byHash: map[maillog.Address]maillog.Delivery{}}
	how.Reads = true
	desk, err := openDesk(dir, *how)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	if err := r.open(ctx, dir, desk); err != nil {
		return err
	}
	defer func() { err = joined(err, r.log.Close()) }()
	found, err := bounce.Each(rest[0], func(one bounce.Report) {
		if r.failed == nil {
			r.failed = r.take(one)
		}
	})
	if err := cmp.Or(err, r.failed); err != nil {
		return err
	}
	if *asJSON {
		out := json.NewEncoder(w.stdout)
		out.SetIndent("", "  ")
		return out.Encode(append([]bounceRow{}, r.rows...))
	}
	r.report(found, dir)
	return nil
}

// open reads what was sent.
func (r *returning) open(ctx context.Context, dir string, desk *registry.Desk) (err error) {
	if r.log, err = openMailLog(dir, r.runClock()); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.log.Close())
		}
	}()
	if desk.Keys == nil || desk.Ledger == nil {
		return fault.New("nothing was issued here yet", "name the event's folder: lanyard bounces MAILBOX DIR")
	}
	view, err := owner.View(dir)
	if err != nil {
		return err
	}
	if r.holders, r.event, err = holdersOf(ctx, desk.Ledger, view); err != nil {
		return err
	}
	r.key = desk.Keys.IDOf(r.event)
	all, err := r.log.All()
	for _, d := range all {
		r.byID[d.Message], r.byHash[d.Letter.Address] = d, d
	}
	return err
}

// take records what one report says.
func (r *returning) take(one bounce.Report) error {
	d, ok := r.byID[one.Message]
	if !ok && one.Message == "" && one.Recipient != "" {
		d, ok = r.byHash[maillog.Address(credential.HashAddress(r.key, r.event, one.Recipient))]
	}
	switch {
	case !ok:
		r.counts["about other messages"]++
		return nil
	case one.Action != bounce.Failed && one.Action != bounce.Delayed:
		r.counts["of messages that arrived or went on"]++
		return nil
	case d.State == maillog.Bounced:
		r.counts["known already"]++
		return nil
	case !one.At.IsZero() && one.At.Before(d.At.Add(-clockSkew)):
		r.counts["older than the last message to the person"]++
		return nil
	}
	e := r.holders[d.Number]
	row := bounceRow{ID: e.AttendeeID, Name: e.Name, Number: d.Number.String(), Recipient: one.Recipient,
		Action: one.Action, Status: one.Status, Said: one.Said}
	if !one.At.IsZero() {
		at := one.At.UTC()
		row.At = &at
	}
	r.rows = append(r.rows, row)
	if one.Action == bounce.Delayed {
		return nil
	}
	d.State = maillog.Bounced
	r.byID[d.Message], r.byHash[d.Letter.Address] = d, d
	return r.log.Record(d.Number, maillog.Step{State: maillog.Bounced, Status: one.Status})
}

// clockSkew is how much earlier than the message a report of it may be dated: clocks differ.
const clockSkew = 10 * time.Minute

// meanings are the status codes that an organiser can do something about: RFC 3463. The longest that fits counts.
var meanings = []struct{ code, meaning string }{
	{"5.1.1", "no such mailbox"}, {"5.1.2", "no such domain"}, {"5.1.6", "the mailbox has moved"},
	{"5.1.10", "the domain takes no mail"},
	{"5.1", "the address is wrong"}, {"5.2.1", "the mailbox is closed"}, {"5.2.2", "the mailbox is full"},
	{"5.2.3", "the message is too large"},
	{"5.2", "the mailbox takes nothing"}, {"5.3.4", "the message is too large"},
	{"5.4", "no server takes mail for the address"},
	{"5.7", "the receiver's rules refuse it"}, {"4", "not delivered yet; the servers go on trying"},
}

// meaning explains a status code.
func meaning(status string) string {
	for _, m := range meanings {
		if status == m.code || strings.HasPrefix(status, m.code+".") {
			return m.meaning
		}
	}
	return "not delivered"
}

// words say why a message came back.
func (r *bounceRow) words() string {
	words := meaning(r.Status)
	switch {
	case r.Said == "":
		words += " (" + r.Status + ")"
	case strings.Contains(r.Said, r.Status):
		words += " (" + r.Said + ")"
	default:
		words += " (" + r.Status + ", " + r.Said + ")"
	}
	return strings.TrimSuffix(words, " ()")
}

// report prints what came back.
func (r *returning) report(found bounce.Found, dir string) {
	failed := 0
	for _, row := range r.rows {
		what := "bounced"
		if row.Action == bounce.Delayed {
			what = "delayed"
		} else {
			failed++
		}
		fmt.Fprintf(r.stdout, "%s  %s  %s  %s: %s\n", source.Printable(row.ID), source.Quote(row.Name),
			source.Printable(row.Recipient), what, source.Printable(row.words()))
	}
	r.printf("%s, %s among them", plural(found.Messages, "message", "messages"),
		plural(found.Reports, "delivery report", "delivery reports"))
	for _, what := range []string{"about other messages", "of messages that arrived or went on", "known already",
		"older than the last message to the person"} {
		if n := r.counts[what]; n > 0 {
			r.printf("left as they are: %s %s", plural(n, "report", "reports"), what)
		}
	}
	if found.Unread > 0 {
		r.printf("%s not be read", plural(found.Unread, "message could", "messages could"))
	}
	for i, subject := range found.Notices {
		if i == mostListed {
			fmt.Fprintf(r.stderr, "  and %d more\n", len(found.Notices)-i)
			break
		}
		r.printf("a notice that is no delivery report (RFC 3464), to be read by you: %s", source.Quote(subject))
	}
	if failed > 0 {
		r.hintf("ask these people for another address, correct the list in %s, and send again: lanyard send%s",
			source.Printable(filepath.Clean(dir)), argument(dir))
	}
}

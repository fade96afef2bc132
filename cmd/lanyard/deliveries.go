package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/work/issued"
)

func runDeliveries(ctx context.Context, w *world, args []string) error {
	o := w.options("deliveries", "[DIR]",
		`Deliveries prints what became of each message that send has sent or is to send: planned, handed, accepted,
deferred, refused, unknown or bounced, with the code of the mail server and the time. See lanyard help send.`)
	asJSON := o.Bool("json", false, "print the table as JSON")
	asCSV := o.Bool("csv", false, "print the table as CSV")
	state := o.String("state", "", "print only what is in this `STATE`")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if *asJSON && *asCSV {
		return usageFault("-json and -csv exclude each other", "use one of them")
	}
	if *state != "" && !slices.ContainsFunc(maillog.States(), func(s maillog.State) bool { return s.String() == *state }) {
		return usageFault("-state does not take "+source.Quote(*state),
			"write one of planned, handed, accepted, deferred, refused, unknown, bounced")
	}
	dir := eventDir(rest)
	if err := hasMailLog(dir); err != nil {
		return err
	}
	all, err := issued.Event{Dir: dir, Now: w.runClock()}.Deliveries(ctx)
	if err != nil {
		return err
	}
	if *state != "" {
		all = slices.DeleteFunc(all, func(r issued.Delivery) bool { return r.State.String() != *state })
	}
	switch {
	case *asJSON:
		out := json.NewEncoder(w.stdout)
		out.SetIndent("", "  ")
		return out.Encode(all)
	case *asCSV:
		return writeDeliveries(w, all)
	}
	counts := map[maillog.State]int{}
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tNAME\tNUMBER\tSTATE\tCODE\tAT\tHANDED OVER")
	for _, r := range all {
		counts[r.State]++
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%d\n", source.Printable(r.ID), source.Printable(r.Name), r.Number, r.State,
			codes(r), r.At.In(w.now.Location()).Format("2006-01-02 15:04"), r.Handed)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	var said []string
	for _, s := range maillog.States() {
		if counts[s] > 0 {
			said = append(said, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	w.printf("%s: %s", plural(len(all), "message", "messages"), strings.Join(said, ", "))
	return nil
}

// codes are the codes of the mail server, "-" for none.
func codes(r issued.Delivery) string {
	switch {
	case r.Code == 0 && r.Status == "":
		return "-"
	case r.Code == 0:
		return r.Status
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", r.Code, r.Status))
}

// hasMailLog returns an error, with a hint, unless letters of the event in dir were recorded.
func hasMailLog(dir string) error {
	if discover.IsIssuer(dir) {
		return fault.New(fmt.Sprintf("%s is the folder of an issuer", source.Quote(dir)),
			"name the folder of one of its events")
	}
	if !maillog.Exists(filepath.Join(dir, maillog.File)) {
		return fault.New(fmt.Sprintf("nothing was sent from %s yet", source.Quote(dir)),
			"send with: lanyard send"+argument(dir))
	}
	return nil
}

// openMailLog opens the mail log of the event in dir, which must be there. What is recorded in it has the time of
// clock.
func openMailLog(dir string, clock func() time.Time) (*maillog.Log, error) {
	if err := hasMailLog(dir); err != nil {
		return nil, err
	}
	return maillog.Open(filepath.Join(dir, maillog.File), clock)
}

// holdersOf returns the papers in a ledger of the event with the id view, or all for "", by their number; and the id,
// which is then that of the first paper: the ledger is of one event. It is "" without papers.
func holdersOf(ctx context.Context, l *ledger.Ledger, view string) (map[credential.Number]ledger.Entry, string, error) {
	holders, id := map[credential.Number]ledger.Entry{}, view
	for e, err := range l.All(ctx) {
		if err != nil {
			return nil, "", err
		}
		if view == "" || e.EventID == view {
			id, holders[e.Number] = cmp.Or(id, e.EventID), e
		}
	}
	return holders, id, nil
}

// writeDeliveries prints the table as CSV, in which nothing is a formula.
func writeDeliveries(w *world, all []issued.Delivery) error {
	c := csv.NewWriter(w.stdout)
	c.Write([]string{"id", "name", "kind", "number", "state", "code", "status", "at", "handed", "message"}) // Flush keeps the error
	for _, r := range all {
		row := []string{r.ID, r.Name, r.Kind, r.Number, r.State.String(), fmt.Sprint(r.Code), r.Status,
			r.At.Format(time.RFC3339), fmt.Sprint(r.Handed), r.Message}
		for i, cell := range row {
			row[i] = bundle.Inert(cell)
		}
		c.Write(row)
	}
	c.Flush()
	return c.Error()
}

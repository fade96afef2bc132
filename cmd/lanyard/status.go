package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
)

func runStatus(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("status", "[DIR]",
		`Status prints a table of everything that was issued: whether it is valid, suspended, revoked or superseded,
since when and why, and where it was printed last. DIR is an event, or an issuer's folder with all its events.`)
	asJSON := o.Bool("json", false, "print the table as JSON")
	desked := o.desk(ctx, w)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	desked.Reads = true
	desk, err := openDesk(eventDir(rest), *desked)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, desk.Close()) }()
	rows, err := desk.Rows()
	if err != nil {
		return err
	}
	if *asJSON {
		return writeStatus(w, rows)
	}
	counts := map[ledger.State]int{}
	forgotten := 0
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	event := func(string) string { return "" }
	if discover.IsIssuer(eventDir(rest)) {
		event = func(id string) string { return source.Printable(id) + "\t" }
		fmt.Fprint(t, event("EVENT"))
	}
	fmt.Fprintln(t, "ID\tNAME\tKIND\tVERSION\tNUMBER\tSTATE\tSINCE\tPRINTED\tREASON")
	for _, r := range rows {
		counts[r.State]++
		printed := "-"
		if p := r.Printed; p != nil {
			printed = fmt.Sprintf("%s:%d", source.Printable(p.File), p.Page)
		}
		id, name := source.Printable(r.AttendeeID), source.Printable(r.Name)
		if !r.Forgotten.IsZero() {
			forgotten++
			id, name, printed = "-", forgottenOn(r.Forgotten), "-"
		}
		fmt.Fprintf(t, "%s%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", event(r.EventID), id, name,
			r.Kind, r.Version, r.Number,
			r.State, r.Since.Format(time.DateOnly), printed, source.Printable(r.Reason))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	also := ""
	if forgotten > 0 {
		also = fmt.Sprintf("; %d of them of people who are forgotten", forgotten)
	}
	w.printf("%d issued: %d valid, %d suspended, %d revoked, %d superseded%s", len(rows),
		counts[ledger.Valid], counts[ledger.Suspended], counts[ledger.Revoked], counts[ledger.Superseded], also)
	return nil
}

// statusRow is a row as -json prints it.
type statusRow struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Version  int        `json:"version"`
	Number   string     `json:"number"`
	Replaces string     `json:"replaces,omitempty"`
	State    string     `json:"state"`
	Since    time.Time  `json:"since"`
	Reason   string     `json:"reason,omitempty"`
	Issued   time.Time  `json:"issued"`
	Event    string     `json:"event"`
	Token    string     `json:"token"` // SHA-256, hex
	Key      string     `json:"key"`
	File     string     `json:"file,omitempty"`
	Page     int        `json:"page,omitempty"`
	Printed  *time.Time `json:"printed,omitempty"`

	Forgotten *time.Time `json:"forgotten,omitempty"` // when id, name, reason and file were taken out
}

func writeStatus(w *world, rows []registry.Row) error {
	out := json.NewEncoder(w.stdout)
	out.SetIndent("", "  ")
	all := []statusRow{}
	for _, r := range rows {
		row := statusRow{ID: r.AttendeeID, Name: r.Name, Kind: r.Kind.String(), Version: r.Version,
			Number: r.Number.String(), State: r.State.String(),
			Since: r.Since, Reason: r.Reason, Issued: r.IssuedAt, Event: r.EventID,
			Token: fmt.Sprintf("%x", r.TokenHash), Key: fmt.Sprintf("%x", r.KeyID)}
		if r.Version > 1 {
			row.Replaces = r.Replaces.String()
		}
		if !r.Forgotten.IsZero() {
			row.ID, row.Forgotten = "", &r.Forgotten
		} else if p := r.Printed; p != nil {
			row.File, row.Page, row.Printed = p.File, p.Page, &p.At
		}
		all = append(all, row)
	}
	return out.Encode(all)
}

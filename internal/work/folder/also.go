package folder

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/input/roster"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/registry"
)

// loadAlso reads the further lists of event.toml and joins their rows with the people of the main list and the
// walk-ins.
func (w *Work) loadAlso(ctx context.Context) {
	if w.Roster == nil || len(w.Event.Attendees.Also) == 0 {
		return
	}
	lists := []*roster.Roster{w.Roster}
	if w.Walkins != nil {
		lists = append(lists, w.Walkins)
	}
	joiner, numbers := roster.NewJoiner(lists...), w.numbers()
	for i, a := range w.Event.Attendees.Also {
		key := fmt.Sprintf("attendees.also.%d.file", i)
		data, err := w.read(a.File, maxList)
		if err != nil {
			message, hint := bundle.WhyNot(a.File, err)
			w.report("event-attendees", key, message, hint)
			continue
		}
		also, problems := roster.ReadAlso(a.File, data, roster.Options{Encoding: a.Encoding, Sheet: a.Sheet,
			Columns: a.Columns, Roles: w.Event.RoleWords(), Access: w.Event.AccessWords(), Ended: ctx.Err})
		w.problems.Add(problems...)
		if problems.Err() != nil {
			continue
		}
		joined := joiner.Join(also, numbers, a.Attended)
		w.Also = append(w.Also, also)
		w.noteAlso(also, joined)
		w.AlsoTells = w.AlsoTells || a.Attended || tellsPresence(also)
	}
}

// tellsPresence reports whether a list records anybody's presence.
func tellsPresence(a *roster.Also) bool {
	for _, row := range a.Rows {
		if row.Attended != roster.Unknown {
			return true
		}
	}
	return false
}

// noteAlso reports how the rows of a further list were matched.
func (w *Work) noteAlso(a *roster.Also, j roster.Joined) {
	note := fmt.Sprintf("%s: %s joined with %s", a.File, number(j.Rows, "row", "rows"), number(j.People, "person",
		"people"))
	if a.LeftOut > 0 {
		note += fmt.Sprintf(", %s for its status", number(a.LeftOut, "row left out", "rows left out"))
	}
	if n := len(j.Nobody); n > 0 {
		note += fmt.Sprintf(", %s to nobody", number(n, "row belongs", "rows belong"))
	}
	if keys := a.Brings(); len(keys) > 0 {
		note += "; fields: " + strings.Join(keys, ", ")
	}
	w.Notes = append(w.Notes, note)
	for _, t := range a.Tallies {
		w.Notes = append(w.Notes, a.File+": "+t.String())
	}
	w.noteKept(a.File, j.Kept)
	for _, row := range j.Nobody {
		who := row.Name
		for _, cell := range row.Fields.All() {
			if who == "" {
				who = cell
			}
		}
		w.problems.Add(source.Problem{Severity: source.Warning, Code: "also-nobody", File: a.File, Line: row.Row,
			Message: fmt.Sprintf("the row of %s belongs to nobody on the list, or to several people",
				source.Quote(who)),
			Hint: "give it the person's id or e-mail address as the list has it, or add the person to " +
				w.Roster.File})
	}
}

// noteKept reports what a further list says otherwise than the lists before it.
func (w *Work) noteKept(file string, kept []roster.Differs) {
	if len(kept) == 0 {
		return
	}
	count := map[string]int{}
	for _, d := range kept {
		count[d.Field]++
	}
	var fields []string
	for _, field := range slices.Sorted(maps.Keys(count)) {
		fields = append(fields, fmt.Sprintf("%s %d", strings.ReplaceAll(field, "_", " "), count[field]))
	}
	first := kept[0]
	w.problems.Add(source.Problem{Severity: source.Warning, Code: "also-differs", File: file, Line: first.Row,
		Message: fmt.Sprintf("%s (%s): the first is %s, who keeps the %s %s and does not get %s",
			number(len(kept), "value differs from the lists before it", "values differ from the lists before it"),
			strings.Join(fields, ", "), source.Quote(first.Name), strings.ReplaceAll(first.Field, "_", " "),
			source.Quote(first.Has), source.Quote(first.NotTaken)),
		Hint: "correct " + w.Roster.File + " where " + file + " is right; roles of [roles] are added to those that a person has"})
}

// number returns a count with its noun.
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// numbers returns a function that finds the person whose paper has the number, or the content of the QR code, in a
// cell.
func (w *Work) numbers() func(cell string) (id string, ok bool) {
	byNumber, byToken := map[credential.Number]string{}, map[[sha256.Size]byte]string{}
	err := registry.Read(w.Dir, func(l *ledger.Ledger) error {
		for e, err := range l.All(context.Background()) {
			if err != nil {
				return err
			}
			if e.EventID == w.Event.ID && e.Forgotten.IsZero() {
				byNumber[e.Number], byToken[e.TokenHash] = e.AttendeeID, e.AttendeeID
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.Notes = append(w.Notes,
			"the ledger cannot be read, so further lists are not joined by the numbers of badges: "+err.Error())
	}
	return func(cell string) (id string, ok bool) {
		if n, err := credential.ParseNumber(cell); err == nil {
			id, ok = byNumber[n]
			return id, ok
		}
		if t, err := credential.ParseToken(cell); err == nil {
			id, ok = byToken[t.Hash()]
		}
		return id, ok
	}
}

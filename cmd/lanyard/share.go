package main

import (
	"context"
	"fmt"
	"strings"

	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/roster"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/history"
	"lanyard/internal/work/people"
)

// shares prints who gets which kind of paper, where not everybody on the list
// does, and the people of whom nobody knows it.
func (w *world) shares(r *batch.Report) {
	for _, s := range r.Shares {
		w.printf("%s", source.Printable(shareLine(s)))
		for i, p := range s.Out {
			if i == mostListed {
				fmt.Fprintf(w.stderr, "  and %d more; all of them: lanyard check -json\n", len(s.Out)-i)
				break
			}
			fmt.Fprintf(w.stderr, "  %s  %s\n", source.Printable(p.ID), source.Quote(p.Name))
		}
		if s.Untimed > 0 {
			w.hintf("to leave them out, write under [%s] in event.toml: where = \"minutes\"", s.Kind.Plural())
		}
		if s.Rule == "" && len(s.Out) > 0 {
			w.hintf("to make %s for everybody on the list, write under [%s] in event.toml: where = %q",
				s.Kind.Plural(), s.Kind.Plural(), eventfile.Everybody)
		}
	}
	for _, d := range r.Doubts {
		gets := "no certificate until you say so"
		if r.Admitted {
			gets = "they get certificates, as you said"
		} else if !r.Undecided {
			gets = "no certificate, as you said"
		}
		w.printf("%s: %s", doubtful(d), gets)
		w.hintf("to say it for good, %s", settles(d))
	}
}

// doubtful says why nobody knows whether people get a certificate.
func doubtful(d people.Doubt) string {
	n := len(d.People)
	switch d.Odd {
	case roster.HiddenRow:
		return plural(n, "person is in a row that is", "people are in rows that are") + " hidden in the sheet"
	case roster.StruckRow:
		return plural(n, "person is in a row that is", "people are in rows that are") + " struck out in the sheet"
	case roster.NoPerson:
		const most = 3
		var names []string
		for _, p := range d.People[:min(n, most)] {
			names = append(names, source.Quote(p.Name))
		}
		if n > most {
			names = append(names, "…")
		}
		return plural(n, "name is", "names are") + " not of a person but of a device or a program (" +
			strings.Join(names, ", ") + ")"
	}
	return fmt.Sprintf("%s the %s %s, which Lanyard does not know", plural(n, "person has", "people have"),
		source.Printable(d.Header), source.Quote(d.Word))
}

// settles says what to change so that the question does not come again.
func settles(d people.Doubt) string {
	switch d.Odd {
	case roster.HiddenRow:
		return "show the rows in the sheet, or delete them"
	case roster.StruckRow:
		return "delete the rows, or take the line out of their cells"
	case roster.NoPerson:
		return "write the names of the people into the list, or delete the rows"
	}
	return fmt.Sprintf("write under [certificates] in event.toml where = %q to leave them out, or where = %q to make theirs, too",
		d.Key+" is not "+word(d.Word), d.Key)
}

// word returns a value as a condition has it.
func word(value string) string {
	if strings.ContainsAny(value, " \t") {
		return "\"" + value + "\""
	}
	return value
}

// shareLine says who gets papers of a kind, and how many do not.
func shareLine(s people.Share) string {
	gets := plural(s.Gets, s.Kind.String(), s.Kind.Plural())
	none := "nobody is left out"
	if n := len(s.Out); n > 0 {
		none = plural(n, "person gets none", "people get none")
	}
	switch {
	case s.Untimed > 0:
		return fmt.Sprintf("%s: %s no minutes on the list, and none is left out for it", gets,
			plural(s.Untimed, "person has", "people have"))
	case s.Rule != "":
		return fmt.Sprintf("%s by the rule %s; %s", gets, source.Quote(s.Rule), none)
	case s.Mute:
		return fmt.Sprintf("%s: the column %s says of nobody whether they were there; %s", gets,
			source.Quote(s.Column), none)
	case s.Column != "":
		return fmt.Sprintf("%s for those who were there, as the column %s says; %s", gets, source.Quote(s.Column), none)
	}
	return fmt.Sprintf("%s; %s, as the list says that they were not there", gets, none)
}

// askDoubts returns how a run asks about people of whom nobody knows whether they
// get a certificate. Without a terminal nobody is asked.
func (w *world) askDoubts(ctx context.Context) func([]people.Doubt) (yes, answered bool) {
	return func(doubts []people.Doubt) (yes, answered bool) {
		if !w.interactive {
			return false, false
		}
		for _, d := range doubts {
			w.printf("%s", doubtful(d))
		}
		fmt.Fprint(w.stderr, "lanyard: make their certificates? [y/N] ")
		return w.answer(ctx), true
	}
}

// undecided is the end of a run that has left out people because nobody said
// whether they get a certificate.
func (w *world) undecided(r *batch.Report) error {
	if !r.Undecided {
		return nil
	}
	n := 0
	for _, d := range r.Doubts {
		n += len(d.People)
	}
	w.errorf("%s no certificate: nobody has said whether they get one", plural(n, "person got", "people got"))
	w.hintf("to make theirs, add -yes; to settle it for good, see the lines above")
	return exitError(exitFailed)
}

// unearned lists people who hold valid papers that they do not get any more.
func (w *world) unearned(all []history.Person, dir string) {
	if len(all) == 0 {
		return
	}
	w.printf("%s valid papers which the rules of now do not give them; nothing is revoked by itself:",
		plural(len(all), "person holds", "people hold"))
	var lines []string
	for _, p := range all {
		var kinds []string
		for _, k := range p.Kinds {
			kinds = append(kinds, k.String())
		}
		lines = append(lines, fmt.Sprintf("%s  %s (%s)", source.Printable(p.ID), source.Quote(p.Name),
			strings.Join(kinds, ", ")))
	}
	w.listed(lines, dir)
	place := argument(dir)
	if place != "" {
		place = " -dir" + place
	}
	w.hintf("to make one invalid: lanyard revoke%s%s -only %s -reason \"did not attend\"", argument(all[0].ID), place,
		all[0].Kinds[0])
}

package people

import (
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/expression"
	"lanyard/internal/work/folder"
)

// # Who gets what
//
// event.toml says by a condition who gets papers of a kind. Without one badges
// are for everybody, and so are certificates, unless the list says who was there:
// then they are for those. A person whose status is a word that nobody knows gets
// a certificate only when somebody says so; so does one whose row is hidden or
// struck out in the sheet, and a device or a program that was in the meeting. All
// of them get badges: a badge too many does no harm.

// Share is who gets papers of one kind.
type Share struct {
	Kind    paper.Kind
	Rule    string    // of event.toml; empty: none
	Column  string    // header of the presence column; empty: none, or a rule decides
	Mute    bool      // that column is empty for everybody, so it decides nothing
	Out     []*Person // people without a paper, in the order of the lists
	Untimed int       // people with a paper but no minutes, in a list that has minutes
	Gets    int       // number of people with a paper, without the doubts
}

// Doubt is a reason to ask whether people get a certificate, and who they are: a
// word of a status or presence column that nobody knows, or what is odd about
// their rows.
type Doubt struct {
	Odd         roster.Oddity // Ordinary: it is a word
	Header, Key string        // of the column, as in the file and as a field
	Word        string
	People      []*Person
}

// Gets reports whether the person gets a paper of a kind, by the rules of event.toml and the presence in the list.
func (p *Person) Gets(kind paper.Kind) bool { return p.without&(1<<kind) == 0 }

// Doubted reports whether it is undecided if the person gets a paper of a kind, because of an unknown word in the
// list.
func (p *Person) Doubted(kind paper.Kind) bool { return p.doubted&(1<<kind) != 0 }

// attests reports whether papers of a kind certify presence.
func attests(kind paper.Kind) bool {
	switch kind {
	case paper.Badge:
		return false
	case paper.Certificate:
		return true
	}
	panic("internal error: " + kind.String())
}

// keep sets whether the person gets a paper of a kind.
func (p *Person) keep(kind paper.Kind, gets bool) {
	p.without &^= 1 << kind
	if !gets {
		p.without |= 1 << kind
	}
}

// share decides who gets which paper.
func (l *List) share() {
	for _, kind := range paper.Kinds() {
		if l.Main(kind) == nil {
			continue
		}
		key, rule := l.ruleOf(kind)
		switch {
		case rule == eventfile.Everybody:
			for i := range l.People {
				l.People[i].keep(kind, true)
			}
		case rule != "":
			holds, err := l.Where(rule)
			if err != nil {
				l.report("rule", key, err.Error(), fault.Hint(err))
				l.noRule = append(l.noRule, kind)
				continue
			}
			for i := range l.People {
				l.People[i].keep(kind, holds(&l.People[i]))
			}
			for _, said := range l.Uncompared(rule) {
				p := l.Event.Problem("rule-uncompared", key, said,
					"write those cells as the condition writes its value, or leave them empty")
				p.Severity = source.Warning
				l.problems.Add(p)
			}
		case attests(kind):
			l.shareByPresence(kind)
		}
		l.doubt(kind, rule)
	}
}

// ruleOf returns the condition of event.toml for a kind of paper, and its key.
func (l *List) ruleOf(kind paper.Kind) (key, rule string) {
	switch kind {
	case paper.Badge:
		return "badges.where", l.Event.Badges.Where
	case paper.Certificate:
		return "certificates.where", l.Event.Certificates.Where
	}
	panic("internal error: " + kind.String())
}

// shareByPresence gives papers to the people who were there, if the list records it. If its presence column is
// empty throughout, everybody on the list gets one.
func (l *List) shareByPresence(kind paper.Kind) {
	_, tells := l.presence()
	for i := range l.People {
		p := &l.People[i]
		there := p.Attended == roster.Present || !tells && (p.Attended == roster.Unknown || untimed(p))
		p.keep(kind, there)
	}
}

// untimed reports whether the person has no minutes on a list with a column of minutes. That alone excludes nobody:
// they may have been in the room.
func untimed(p *Person) bool { return p.Minutes == 0 && p.Columns["minutes"] > 0 }

// presence returns the header of the presence column, and whether the list records presence. The header may be
// empty: presence can also follow from minutes or a status.
func (l *List) presence() (header string, tells bool) {
	for _, t := range l.Roster.Tallies {
		if !t.Presence {
			continue
		}
		header = t.Header
		if slices.ContainsFunc(t.Words, func(w roster.Word) bool { return w.Taken != roster.NotKnown }) {
			return header, true
		}
	}
	if l.AlsoTells {
		return l.alsoTelling(), true
	}
	for _, t := range l.Roster.Tallies {
		if t.Tells && header == "" {
			return t.Header, true
		}
	}
	return header, false
}

// alsoTelling names the further lists that record presence.
func (l *List) alsoTelling() string {
	var files []string
	for _, a := range l.Also {
		files = append(files, a.File)
	}
	return strings.Join(files, ", ")
}

// doubt finds people for whom a paper of a kind is undecided: their status is an unknown word, and no rule reads
// that column.
func (l *List) doubt(kind paper.Kind, rule string) {
	if !attests(kind) || rule == eventfile.Everybody {
		return
	}
	for i := range l.People {
		if p := &l.People[i]; p.odd() && p.Gets(kind) {
			p.doubted |= 1 << kind
			p.keep(kind, false)
		}
	}
	var reads []string
	if rule != "" {
		c, err := expression.ParseCondition(rule)
		if err != nil {
			return // already reported
		}
		reads = c.Fields()
	}
	for i := range l.People {
		p := &l.People[i]
		if p.Unsure == "" || p.Attended != roster.Unknown && rule == "" || slices.Contains(reads, "attended") {
			continue
		}
		t := l.tally(p)
		if t == nil || slices.Contains(reads, t.Key) || rule != "" && !p.Gets(kind) {
			continue
		}
		p.doubted |= 1 << kind
		p.keep(kind, false)
	}
}

// odd reports whether something about the row of the person on the list is odd. A
// walk-in was seen at the desk.
func (p *Person) odd() bool { return p.Odd != roster.Ordinary && p.File != folder.WalkinsFile }

// tally returns the count of the column whose word about a person nobody knows.
func (l *List) tally(p *Person) *roster.Tally {
	if p.File != l.Roster.File {
		return nil
	}
	for i, t := range l.Roster.Tallies {
		if t.Column == p.UnsureOf {
			return &l.Roster.Tallies[i]
		}
	}
	return nil
}

// Doubts returns why nobody can say whether people get a paper of any kind, with
// those of all of whom it is so: words of status and presence columns, then odd
// rows, each in the order of the list.
func (l *List) Doubts(all []*Person) (doubts []Doubt) {
	for _, p := range all {
		t := l.tally(p)
		if p.doubted == 0 || p.Failed || t == nil || p.odd() {
			continue
		}
		at := slices.IndexFunc(doubts, func(d Doubt) bool {
			return d.Key == t.Key && strings.EqualFold(d.Word,
				p.Unsure)
		})
		if at < 0 {
			at = len(doubts)
			doubts = append(doubts, Doubt{Header: t.Header, Key: t.Key, Word: p.Unsure})
		}
		doubts[at].People = append(doubts[at].People, p)
	}
	for _, odd := range []roster.Oddity{roster.HiddenRow, roster.StruckRow, roster.NoPerson} {
		d := Doubt{Odd: odd}
		for _, p := range all {
			if p.doubted != 0 && !p.Failed && p.odd() && p.Odd == odd {
				d.People = append(d.People, p)
			}
		}
		if len(d.People) > 0 {
			doubts = append(doubts, d)
		}
	}
	return doubts
}

// Admit gives their papers to everybody in Doubts.
func (l *List) Admit() {
	for i := range l.People {
		p := &l.People[i]
		p.without &^= p.doubted
	}
}

// Shares returns who gets each kind of the event's papers, for kinds that not everybody gets or that a presence
// column decides.
func (l *List) Shares() (shares []Share) {
	for _, kind := range paper.Kinds() {
		if l.Main(kind) == nil || slices.Contains(l.noRule, kind) {
			continue
		}
		_, rule := l.ruleOf(kind)
		s := Share{Kind: kind, Rule: rule}
		column, tells := l.presence()
		if attests(kind) && rule == "" {
			s.Column, s.Mute = column, column != "" && !tells
		}
		for i := range l.People {
			p := &l.People[i]
			switch {
			case p.Failed:
			case p.Gets(kind):
				s.Gets++
				if attests(kind) && rule == "" && !tells && untimed(p) {
					s.Untimed++
				}
			case p.doubted&(1<<kind) == 0:
				s.Out = append(s.Out, p)
			}
		}
		if s.Rule != "" || s.Column != "" || len(s.Out)+s.Untimed > 0 {
			shares = append(shares, s)
		}
	}
	return shares
}

// Unserved is the problem of a person who gets no paper of a kind.
func (l *List) Unserved(p *Person, kind paper.Kind) source.Problem {
	key, rule := l.ruleOf(kind)
	why := "the list does not say that they were there"
	switch {
	case p.Doubted(kind) && p.odd():
		why = map[roster.Oddity]string{roster.HiddenRow: "their row is hidden in the sheet",
			roster.StruckRow: "their row is struck out in the sheet",
			roster.NoPerson:  "that is a device or a program, and no person"}[p.Odd]
	case p.Doubted(kind):
		why = "the list says " + source.Quote(p.Unsure) + " of them, which Lanyard does not know"
	case rule != "":
		why = fmt.Sprintf("%s = %s does not hold for them", key, source.Quote(rule))
	case p.Attended == roster.Absent:
		why = "the list says that they were not there"
	}
	return source.Problem{Code: "person-unserved", File: p.File, Line: p.Row,
		Message: fmt.Sprintf("%s gets no %s: %s", source.Quote(p.Name), kind, why),
		Hint:    fmt.Sprintf("correct the list, or write under [%s]: where = %q", kind.Plural(), eventfile.Everybody)}
}

// attended rewrites presence in a condition as whether it is known: `attended is yes`, `attended is no`.
func attended(t *expression.Term) error {
	switch {
	case !t.Equals:
	case strings.EqualFold(t.Value, "yes"):
		t.Equals = false
	case strings.EqualFold(t.Value, "no"):
		t.Equals, t.Not = false, !t.Not
	default:
		return fault.New(fmt.Sprintf("attended is yes or no, not %q", t.Value), `write "attended" or "not attended"`)
	}
	return nil
}

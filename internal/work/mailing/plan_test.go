package mailing

import (
	"slices"
	"testing"
	"time"

	"lanyard/internal/input/roster"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/people"
)

// never is no state: nothing was sent yet.
const never maillog.State = 255

// letterTo returns a letter that has a state in the log, unless it is never. Moved, it went to another address than the list has now.
func letterTo(id string, s maillog.State, moved bool) *Letter {
	l := &Letter{Papers: []issue.Issued{{Paper: issue.Paper{Person: people.Blank(&roster.Attendee{ID: id})}}}}
	l.log.Address[0] = 1
	if s != never {
		l.Before = &maillog.Delivery{Letter: l.log}
		l.Before.State = s
		if moved {
			l.Before.Letter.Address[0] = 2
		}
	}
	return l
}

// TestDue: who is sent a letter now, for each state of the last one.
func TestDue(t *testing.T) {
	const sent, has = "sent", "has"
	type option struct {
		name string
		job  Job
	}
	plainly, new := option{"", Job{}}, option{"-new", Job{New: true}}
	again := func(s maillog.State) option { return option{"-again " + s.String(), Job{Again: []maillog.State{s}}} }
	for _, c := range []struct {
		state maillog.State
		moved bool
		option
		want string // sent, has, or why not
	}{
		{never, false, plainly, sent},
		{never, false, new, sent},
		{maillog.Planned, false, plainly, sent},
		{maillog.Planned, false, new, sent},
		{maillog.Accepted, false, plainly, has},
		{maillog.Accepted, true, plainly, has},
		{maillog.Accepted, false, new, has},
		{maillog.Accepted, false, again(maillog.Accepted), sent},
		{maillog.Deferred, false, plainly, sent},
		{maillog.Deferred, false, new, tried.why},
		{maillog.Unknown, false, plainly, unknown.why},
		{maillog.Unknown, true, plainly, unknown.why}, // it may have arrived at the other address
		{maillog.Unknown, false, new, tried.why},
		{maillog.Unknown, false, again(maillog.Unknown), sent},
		{maillog.Unknown, false, again(maillog.Refused), unknown.why},
		{maillog.Handed, false, plainly, unknown.why},
		{maillog.Refused, false, plainly, refused.why},
		{maillog.Refused, true, plainly, sent},
		{maillog.Refused, false, again(maillog.Refused), sent},
		{maillog.Refused, true, new, tried.why},
		{maillog.Bounced, false, plainly, bounced.why},
		{maillog.Bounced, true, plainly, sent},
		{maillog.Bounced, false, again(maillog.Bounced), sent},
	} {
		m := &Mailing{job: c.job}
		m.due(letterTo("1", c.state, c.moved))
		got := ""
		switch {
		case len(m.Due) == 1 && m.Have == 0 && len(m.Left) == 0:
			got = sent
		case len(m.Due) == 0 && m.Have == 1 && len(m.Left) == 0:
			got = has
		case len(m.Due) == 0 && m.Have == 0 && len(m.Left) == 1:
			got = m.Left[0].Why
		}
		if got != c.want {
			t.Errorf("state %d (moved %v) %s: %q, want %q", c.state, c.moved, c.name, got, c.want)
		}
	}
}

// TestLeave: people who are left out for one reason stand together, in the order of the list.
func TestLeave(t *testing.T) {
	m := &Mailing{}
	for i, r := range []reason{noAddress, withheld, noAddress} {
		m.leave(people.Blank(&roster.Attendee{ID: string(rune('1' + i))}), r)
	}
	var got []string
	for _, l := range m.Left {
		line := l.Why + ":"
		for _, p := range l.People {
			line += " " + p.ID
		}
		got = append(got, line)
	}
	if want := []string{noAddress.why + ": 1 3", withheld.why + ": 2"}; !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
}

func TestIsAddress(t *testing.T) {
	for address, want := range map[string]bool{
		"ana@example.org":                   true,
		"ana+tag@mail.example.org":          true,
		"علی@example.org":                   true,
		"ana@bücher.example":                true,
		"o'hara@example.org":                true,
		"":                                  false,
		"ana":                               false,
		"ana@localhost":                     false, // a name without a dot is nobody's mail server
		"Ana <ana@example.org>":             false,
		"<ana@example.org>":                 false,
		"ana@example.org, bob@example.org":  false,
		"ana@example.org;bob@example.org":   false,
		"ana @example.org":                  false,
		"ana@example.org\r\nBcc: b@ex.org":  false,
		"ana@example.org\nDATA":             false,
		"\"a b\"@example.org":               false,
		"ana@example.org\u202e":             false,
		"ana@@example.org":                  false,
		"ana@example.org>\r\nRCPT TO:<b@ex": false,
	} {
		if got := isAddress(address); got != want {
			t.Errorf("isAddress(%q) is %v", address, got)
		}
	}
}

// TestPatience: what is put off is tried again after times that add up to the patience.
func TestPatience(t *testing.T) {
	p := Pace{Patience: 15 * time.Minute}
	sum := time.Duration(0)
	for n := range retries {
		if n > 0 && p.wait(n) != 2*p.wait(n-1) {
			t.Errorf("the wait %d is %v after %v", n, p.wait(n), p.wait(n-1))
		}
		sum += p.wait(n)
	}
	if sum != p.Patience {
		t.Errorf("the waits add up to %v", sum)
	}
}

// TestTake: letters that were not tried come first, in order, then those that were put off, by their time.
func TestTake(t *testing.T) {
	at := func(id string, minutes int) attempt {
		return attempt{Letter: letterTo(id, never, false), at: time.Date(2027, 1, 1, 0, minutes, 0, 0, time.UTC)}
	}
	r := &run{queue: []attempt{at("1", 0), at("2", 0)}, later: []attempt{at("3", 9), at("4", 5), at("5", 7)}}
	var got []string
	for {
		next, ok := r.take()
		if !ok {
			break
		}
		got = append(got, next.Person().ID)
	}
	if want := []string{"1", "2", "4", "5", "3"}; !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
}

// TestTextsIn: a person is written to in the closest language there is, and otherwise in the event's, which is said.
func TestTextsIn(t *testing.T) {
	phrase := func(s string) expression.Phrase {
		p, err := expression.ParsePhrase(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	all := texts{"en": phrase("Dear"), "pt": phrase("Caro"), "fa": phrase("سلام")}
	for _, c := range []struct {
		lang, want string
		exact      bool
	}{{"fa", "fa", true}, {"pt-BR", "pt", true}, {"th", "en", false}, {"", "en", true}} {
		if tag, p, exact := all.in(c.lang, "en"); tag != c.want || exact != c.exact || len(p) == 0 {
			t.Errorf("%q gets %q, exact %v", c.lang, tag, exact)
		}
	}
}

// TestFill: a field is one line, whatever its value holds.
func TestFill(t *testing.T) {
	p, err := expression.ParsePhrase("Dear {{name}},\nwelcome")
	if err != nil {
		t.Fatal(err)
	}
	w := &words{}
	got := w.fill(p, layout.Fields{"name": {Text: "Ana\r\nBcc: all@example.org\u2028 {{email}}"}}, "en")
	if want := "Dear Ana Bcc: all@example.org {{email}},\nwelcome"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

package mailing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/paper/layout"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/openbadge"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/mail"
	"lanyard/internal/work/people"
	"lanyard/internal/work/press"
)

// Job is what is to be sent. Dir and Clock are required.
type Job struct {
	Dir   string          // the event's folder
	Out   string          // with the papers; empty: Dir/out
	Only  string          // "badges" or "certificates"; empty: what mail.attach says
	One   string          // id of the only person; empty: all
	Where string          // condition on a person; empty: all
	New   bool            // only papers that nobody has tried to send yet
	Again []maillog.State // also letters in these states
	Desk  registry.Options
	Clock func() time.Time // dates messages, and what is recorded of them
}

// Letter is a message that can be sent.
type Letter struct {
	Papers []issue.Issued // the first is the one that the letter belongs to
	ID     string         // Message-ID, without the brackets
	Before *maillog.Delivery

	log     maillog.Letter
	foreign bool // its message was made, and is not in the language of the person
}

// Person is whom the letter is for.
func (l *Letter) Person() *people.Person { return l.Papers[0].Person }

// Number is that of the paper which the letter belongs to.
func (l *Letter) Number() credential.Number { return l.Papers[0].Number }

// Left are people who get no letter, and why.
type Left struct {
	Why, Todo string
	People    []*people.Person
}

// Plan is who gets a letter now, and who does not.
type Plan struct {
	All   []*Letter // everybody who can be sent one, in the order of the list
	Due   []*Letter // of these, those who are sent one now
	Left  []Left    // the people who cannot be sent one, or are not unasked; without those who have theirs
	Have  int       // people whose letter a server has accepted already
	Alike []Left    // people with the same address, who are sent one each
}

// Mailing is an event whose letters are about to be sent. It keeps other runs out until it is closed.
type Mailing struct {
	Plan
	List *people.List
	Log  *maillog.Log // nil: nothing was sent yet

	job     Job
	desk    *registry.Desk
	words   *words
	out     *bundle.Dir
	files   map[string]bundle.Written // of certificates, by number
	logPath string
	settled int

	badges   *press.Press // nil until a badge is attached
	layouter *layout.Layouter
}

// Other returns how many people have a message that is not in their language, by language. Only messages that Message
// has made count, each once.
func (m *Mailing) Other() map[string]int {
	other := map[string]int{}
	for _, l := range m.Due {
		if l.foreign {
			other[l.Person().Language]++
		}
	}
	return other
}

// ErrProblems is the error of an event whose files have problems.
var ErrProblems = errors.New("the event has problems")

// Settled returns how many letters were handed over by a run that was killed before it got the answer: they are
// unknown.
func (m *Mailing) Settled() int { return m.settled }

// Open reads the event of a job and plans its letters. Problems of its files are returned as such, with ErrProblems
// when nothing can be sent for them.
func Open(ctx context.Context, j Job) (m *Mailing, problems source.Problems, err error) {
	list, problems, err := people.Load(ctx, j.Dir)
	if err != nil {
		return nil, nil, err
	}
	if list == nil || list.Roster == nil || problems.Err() != nil {
		return nil, problems, ErrProblems
	}
	if list.Event.Mail == nil {
		return nil, nil, fault.New("event.toml says nothing of mail", "add to it, with your own addresses:\n[mail]\n"+
			"from = \"Example Institute <office@example.org>\"\nhost = \"smtp.example.org\"\nall keys: lanyard help send")
	}
	m = &Mailing{List: list, job: j, logPath: filepath.Join(j.Dir, maillog.File)}
	if m.words, problems = wordsOf(list); problems.Err() != nil {
		return nil, problems, ErrProblems
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.Close())
			m = nil
		}
	}()
	if m.desk, err = registry.Open(j.Dir, j.Desk); err != nil {
		return m, nil, err
	}
	if m.desk.Ledger == nil || m.desk.Keys == nil {
		return m, nil, fault.New("nothing was issued here yet", "make the papers first: lanyard make "+j.Dir)
	}
	if maillog.Exists(m.logPath) {
		if err := m.openLog(); err != nil {
			return m, nil, err
		}
	}
	if err := m.openFiles(); err != nil {
		return m, nil, err
	}
	return m, problems, m.plan()
}

// openLog opens the mail log, which may be new.
func (m *Mailing) openLog() (err error) {
	if m.Log, err = maillog.Open(m.logPath, m.job.Clock); err != nil {
		return err
	}
	m.settled, err = m.Log.Settle()
	return err
}

// openFiles reads which file has whose certificate.
func (m *Mailing) openFiles() (err error) {
	if m.job.Out == "" {
		m.out, err = bundle.OpenIn(m.job.Dir, "out")
	} else {
		m.out, err = bundle.Open(m.job.Out)
	}
	if err != nil {
		return err
	}
	manifest, err := m.out.ReadManifest(".")
	if err != nil {
		return err
	}
	written := map[string]bundle.Written{}
	for _, f := range manifest.Files {
		written[f.File] = f
	}
	m.files = map[string]bundle.Written{}
	for e := range manifest.Entries {
		if e.Kind == paper.Certificate.String() {
			m.files[e.Number] = written[e.File]
		}
	}
	return nil
}

// Close lets other runs in.
func (m *Mailing) Close() (err error) {
	if m.Log != nil {
		err = m.Log.Close()
	}
	if m.out != nil {
		err = errors.Join(err, m.out.Close())
	}
	if m.desk != nil {
		err = errors.Join(err, m.desk.Close())
	}
	return err
}

// kinds returns the kinds of paper that letters are about, the first of which they belong to.
func (m *Mailing) kinds() (kinds []paper.Kind, err error) {
	words := m.List.Event.Mail.Attach
	for _, kind := range []paper.Kind{paper.Certificate, paper.Badge} {
		asked := len(words) == 0 || slices.Contains(words, kind.String()) ||
			openbadge.Has(kind) && slices.Contains(words, eventfile.AttachOpenBadge)
		switch {
		case m.job.Only != "":
			asked = m.job.Only == kind.Plural()
		case len(words) == 0 && len(kinds) > 0:
			asked = false // a link leads to one paper
		}
		if asked && m.List.DesignOf(kind) != nil {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		return nil, fault.New("the event makes no paper of those that would be sent",
			"correct mail.attach in event.toml, or leave out -only")
	}
	return kinds, nil
}

// attaches reports whether letters have papers attached, and not links alone.
func (m *Mailing) attaches() bool { return len(m.List.Event.Mail.Attach) > 0 }

// plan sorts people by what can be done for them.
func (m *Mailing) plan() error {
	kinds, err := m.kinds()
	if err != nil {
		return err
	}
	holds, err := m.List.Where(m.job.Where)
	if err != nil {
		return err
	}
	issuer, err := issue.Reader(m.List, m.desk.Ledger, m.desk.Keys.Issuer)
	if err != nil {
		return err
	}
	before, err := m.deliveries()
	if err != nil {
		return err
	}
	found := false
	for i := range m.List.People {
		p := &m.List.People[i]
		if m.job.One != "" && p.ID != m.job.One {
			continue
		}
		found = true
		if p.Failed || !holds(p) {
			continue
		}
		l, why, err := m.letter(issuer, p, kinds)
		if err != nil {
			return err
		}
		if l == nil {
			m.leave(p, why)
			continue
		}
		if d, ok := before[l.Number()]; ok {
			l.Before = &d
		}
		m.All = append(m.All, l)
		m.due(l)
	}
	if !found && m.job.One != "" {
		return m.List.Nobody(m.job.One)
	}
	m.alike()
	return nil
}

// deliveries returns what happened to each letter so far.
func (m *Mailing) deliveries() (map[credential.Number]maillog.Delivery, error) {
	before := map[credential.Number]maillog.Delivery{}
	if m.Log == nil {
		return before, nil
	}
	all, err := m.Log.All()
	for _, d := range all {
		before[d.Number] = d
	}
	return before, err
}

// reason is why somebody gets no letter, and what to do.
type reason struct{ why, todo string }

var (
	noPaper   = reason{"without a paper that is sent", ""}
	noAddress = reason{"without an e-mail address", "add it to the list, or hand the paper over"}
	noSuch    = reason{"with an e-mail address that is none", "correct it in the list"}
	withheld  = reason{"whose paper is revoked or suspended", "lanyard status says why"}
	unmade    = reason{"without a paper as the list says it now", "make it first: lanyard make"}
	unknown   = reason{"of whom it is unknown whether the last message arrived",
		"ask them; then send again: -again unknown"}
	refused = reason{"refused by the mail server at this address",
		"correct the address in the list; or send again: -again refused"}
	bounced = reason{"whose message came back from this address",
		"correct the address in the list; or send again: -again bounced"}
	tried = reason{"tried before", "without -new they may be sent one"}
)

// leave notes that somebody gets no letter.
func (m *Mailing) leave(p *people.Person, r reason) {
	i := slices.IndexFunc(m.Left, func(l Left) bool { return l.Why == r.why })
	if i < 0 {
		i, m.Left = len(m.Left), append(m.Left, Left{Why: r.why, Todo: r.todo})
	}
	m.Left[i].People = append(m.Left[i].People, p)
}

// letter returns the letter for a person, or why there is none.
func (m *Mailing) letter(issuer *issue.Issuer, p *people.Person, kinds []paper.Kind) (*Letter, reason, error) {
	l, why := &Letter{}, noPaper
	for _, kind := range kinds {
		one := issue.Paper{Person: p, Kind: kind}
		known, issued := issuer.Current(one)
		if !p.Gets(kind) && !(issued && p.Doubted(kind)) {
			continue
		}
		grant, err := issuer.Issue(one)
		switch {
		case errors.Is(err, issue.ErrUnissued) || err == nil && grant != nil && !m.made(kind, grant.Number):
			why = unmade
		case err != nil:
			return nil, why, err
		case grant == nil:
			why = withheld
		default:
			l.Papers = append(l.Papers, issue.Issued{Paper: one, Grant: grant})
			l.ID = cmp.Or(l.ID, fmt.Sprintf("%s.%d@%s", strings.ToLower(grant.Number.Short()), known.Version,
				domain(mail.ASCII(m.List.Event.Mail.From.Address))))
			continue
		}
		return nil, why, nil
	}
	switch {
	case len(l.Papers) == 0:
		return nil, why, nil
	case p.Email == "":
		return nil, noAddress, nil
	case !isAddress(p.Email):
		return nil, noSuch, nil
	}
	key := m.desk.Keys.IDOf(m.List.Event.ID)
	l.log = maillog.Letter{Number: l.Number(), Message: l.ID,
		Address: credential.HashAddress(key, m.List.Event.ID, p.Email)}
	return l, why, nil
}

// made reports whether make has written what is attached. A badge is drawn anew.
func (m *Mailing) made(kind paper.Kind, n credential.Number) bool {
	switch kind {
	case paper.Certificate:
		return !m.attaches() || m.files[n.String()].File != ""
	case paper.Badge:
	}
	return true
}

// isAddress reports whether a text is one address that SMTP can carry.
func isAddress(s string) bool {
	a, err := netmail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" || source.Printable(s) != s {
		return false
	}
	return !strings.ContainsAny(s, " <>\r\n\t,;") && strings.Contains(domain(s), ".")
}

// domain is what follows the @ of an address.
func domain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// due decides whether a letter is sent now.
func (m *Mailing) due(l *Letter) {
	d := l.Before
	again := func(s maillog.State) bool { return d.State == s && slices.Contains(m.job.Again, s) }
	moved := d != nil && d.Letter.Address != l.log.Address
	switch {
	case d == nil, d.State == maillog.Planned, again(d.State):
		m.Due = append(m.Due, l)
	case m.job.New:
		if d.State == maillog.Accepted {
			m.Have++
		} else {
			m.leave(l.Person(), tried)
		}
	case d.State == maillog.Accepted:
		m.Have++
	case d.State == maillog.Unknown, d.State == maillog.Handed:
		m.leave(l.Person(), unknown)
	case d.State == maillog.Refused && !moved:
		m.leave(l.Person(), refused)
	case d.State == maillog.Bounced && !moved:
		m.leave(l.Person(), bounced)
	default:
		m.Due = append(m.Due, l)
	}
}

// alike finds people who share an address: each is sent their own letter.
func (m *Mailing) alike() {
	byAddress := map[string][]*people.Person{}
	var order []string
	for _, l := range m.Due {
		address := strings.ToLower(l.Person().Email)
		if byAddress[address] == nil {
			order = append(order, address)
		}
		byAddress[address] = append(byAddress[address], l.Person())
	}
	for _, address := range order {
		if len(byAddress[address]) > 1 {
			m.Alike = append(m.Alike, Left{Why: address, People: byAddress[address]})
		}
	}
}

func itoa(i int) string { return strconv.Itoa(i) }

// hintOf is the hint of an error, which a problem needs.
func hintOf(err error) string { return cmp.Or(fault.Hint(err), "see lanyard help fields") }

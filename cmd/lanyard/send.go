package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/term"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/trust/maillog"
	"lanyard/internal/trust/publish"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/mail"
	"lanyard/internal/work/mailing"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/rehearse"
	"lanyard/internal/work/site"
)

// passwordVariable is the environment variable with the password of the mail server.
const passwordVariable = "LANYARD_MAIL_PASSWORD"

// sending is a run of send.
type sending struct {
	*world
	job         mailing.Job
	test, eml   string
	dry, json   bool
	yes         bool
	unpublished bool
	at          string // of the published page; empty: the address on the papers
	file        string // with the password
	patience    time.Duration
	timeout     time.Duration
}

func runSend(ctx context.Context, w *world, args []string) (err error) {
	o := w.options("send", "[DIR]",
		`Send mails everybody their certificate, as [mail] in event.toml says: see lanyard help send. It lists first who gets
none and why, and asks. Who has theirs is never sent it again: run it again after a stop, or for new people. The
password of the mail server comes from LANYARD_MAIL_PASSWORD, from -password-file, or from the terminal.`)
	s := &sending{world: w}
	s.job = mailing.Job{Desk: *o.desk(ctx, w), Clock: w.runClock()}
	o.StringVar(&s.job.Out, "out", "", "the papers are in `DIR` instead of the event's out folder")
	o.StringVar(&s.job.Only, "only", "", "send only `badges|certificates`")
	o.StringVar(&s.job.One, "one", "", "send only to the attendee with this `ID`")
	o.StringVar(&s.job.Where, "where", "", "send only to the people who match `CONDITION`, like \"role is speaker\"")
	o.BoolVar(&s.job.New, "new", false, "leave out everybody who was tried before, whatever became of it")
	again := o.String("again", "", "send again what is in this `STATE`: unknown, refused, bounced or accepted; several with commas")
	o.StringVar(&s.test, "test", "",
		"send one message, that of the first person, to `ADDRESS` instead, and record nothing")
	o.StringVar(&s.eml, "eml", "", "send nothing: write each message as a file into `DIR`, dated with the day alone")
	o.BoolVar(&s.dry, "dry-run", false, "send nothing: list who gets what, and show the first message")
	o.BoolVar(&s.json, "json", false, "print each result as a line of JSON")
	o.BoolVar(&s.yes, "yes", false, "do not ask")
	o.BoolVar(&s.unpublished, "unpublished", false,
		"do not look whether the published page knows the papers: the links may lead nowhere")
	o.StringVar(&s.at, "at", "", "look for the published page at `ADDRESS` instead of the one on the papers")
	o.StringVar(&s.file, "password-file", "", "read the password from the first line of `FILE`, like /dev/fd/3")
	o.DurationVar(&s.patience, "patience", 15*time.Minute,
		"how long to try again what the mail server puts off, a `TIME`; 0 tries once")
	o.DurationVar(&s.timeout, "timeout", 2*time.Minute, "how long the mail server may take for an answer, a `TIME`")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	s.job.Dir = eventDir(rest)
	if err := s.options(*again); err != nil {
		return err
	}
	return s.run(ctx)
}

// options checks the options against each other.
func (s *sending) options(again string) error {
	if err := onlyPapers(s.job.Only); err != nil {
		return err
	}
	allowed := []maillog.State{maillog.Unknown, maillog.Refused, maillog.Bounced, maillog.Accepted}
	for word := range strings.SplitSeq(again, ",") {
		i := slices.IndexFunc(allowed, func(state maillog.State) bool { return state.String() == strings.TrimSpace(word) })
		if i < 0 && again != "" {
			return usageFault("-again does not take "+source.Quote(word), "write one of unknown, refused, bounced, accepted")
		}
		if i >= 0 {
			s.job.Again = append(s.job.Again, allowed[i])
		}
	}
	if s.test != "" {
		if a, err := netmail.ParseAddress(s.test); err != nil || a.Address != s.test {
			return usageFault("-test takes an e-mail address, not "+source.Quote(s.test), "write it like -test me@example.org")
		}
	}
	ways := 0
	for _, way := range []bool{s.test != "", s.eml != "", s.dry} {
		if way {
			ways++
		}
	}
	switch {
	case ways > 1:
		return usageFault("-test, -eml and -dry-run exclude each other", "use one of them")
	case s.patience < 0 || s.timeout < time.Second:
		return usageFault("-patience takes a time from 0, and -timeout one from 1s",
			"the usual ones are -patience 15m -timeout 2m")
	}
	return nil
}

func (s *sending) run(ctx context.Context) (err error) {
	if !s.dry && s.eml == "" && !s.unpublished {
		if err := s.published(ctx); err != nil {
			return err
		}
	}
	m, problems, err := mailing.Open(ctx, s.job)
	s.problems(&batch.Report{Findings: rehearse.Findings{Problems: problems}})
	if errors.Is(err, mailing.ErrProblems) {
		errorCount, _ := count(problems)
		s.errorf("%s; nothing was sent", plural(errorCount, "problem", "problems"))
		return exitError(exitFailed)
	}
	if err != nil {
		return err
	}
	defer func() { err = joined(err, m.Close()) }()
	s.announce(m)
	switch {
	case s.dry:
		return s.show(m)
	case s.eml != "":
		return s.save(m)
	case m.List.Event.Mail.Host == "":
		return fault.New("mail.host is missing in event.toml",
			`add under [mail]: host = "smtp.example.org"; your provider says what it is`)
	case s.test != "":
		return s.try(ctx, m)
	case len(m.Due) == 0:
		return nil
	}
	return s.send(ctx, m)
}

// published looks whether the links in the messages would lead to the papers. It says nothing about an event that
// cannot be read, or that has no [mail]: mailing.Open does.
func (s *sending) published(ctx context.Context) error {
	if e, err := owner.ReadEvent(s.job.Dir); err != nil || e.Mail == nil {
		return nil
	}
	o := s.job.Desk
	o.Brand = s.brand(s.job.Dir)
	checked, err := site.Check(ctx, s.job.Dir, s.at, o, publish.Terms{TTL: publish.TTL, Lifetime: publish.Lifetime})
	if err != nil {
		return err
	}
	grave := 0
	for _, f := range checked.Findings {
		if f.Grave {
			grave++
			s.printf("wrong at %s: %s", checked.At, source.Printable(f.What))
		}
	}
	if grave == 0 || s.test != "" {
		return nil
	}
	return fault.New("the links in the messages would lead nowhere, or to an old page",
		fmt.Sprintf("write the page and upload it: lanyard site%s; or send all the same: -unpublished", argument(s.job.Dir)))
}

// announce prints who gets a letter, and who does not and why.
func (s *sending) announce(m *mailing.Mailing) {
	if n := m.Settled(); n > 0 {
		s.printf("%s handed over by a run that ended before the answer: unknown", plural(n, "message was", "messages were"))
	}
	for _, l := range m.Left {
		todo := ""
		if l.Todo != "" {
			todo = "; " + l.Todo
		}
		s.printf("left out: %s %s%s", plural(len(l.People), "person", "people"), l.Why, todo)
		for i, p := range l.People {
			if i == mostListed {
				fmt.Fprintf(s.stderr, "  and %d more\n", len(l.People)-i)
				break
			}
			fmt.Fprintf(s.stderr, "  %s  %s\n", source.Printable(p.ID), source.Quote(p.Name))
		}
	}
	for i, l := range m.Alike {
		if i == mostListed {
			fmt.Fprintf(s.stderr, "  and %d more addresses\n", len(m.Alike)-i)
			break
		}
		var ids []string
		for _, p := range l.People {
			ids = append(ids, p.ID)
		}
		s.printf("%s have the address %s, which gets a message for each: %s", plural(len(l.People), "person", "people"),
			source.Printable(l.Why), source.Printable(strings.Join(ids, ", ")))
	}
	if m.Have > 0 {
		s.printf("%s theirs already", plural(m.Have, "person has", "people have"))
	}
	s.printf("to send: %s", plural(len(m.Due), "message", "messages"))
}

// show prints what is due, and the first message.
func (s *sending) show(m *mailing.Mailing) error {
	if s.json {
		out := json.NewEncoder(s.stdout)
		for _, l := range m.Due {
			if err := out.Encode(rowOf(l, maillog.Step{}, "", s.now)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(m.Due) == 0 {
		return nil
	}
	message, err := m.Message(m.Due[0])
	if err != nil {
		return err
	}
	show := func(name, value string) { fmt.Fprintf(s.stdout, "%s: %s\n", name, source.Printable(value)) }
	show("From", message.From.String())
	show("To", mail.Line(message.To.Name)+" <"+message.To.Address+">")
	show("Subject", mail.Line(message.Subject))
	for _, a := range message.Attachments {
		show("Attached", fmt.Sprintf("%s (%d KiB)", a.Name, len(a.Data)>>10))
	}
	for line := range strings.Lines(message.Text) {
		fmt.Fprintln(s.stdout, strings.TrimRight("> "+source.Printable(strings.TrimSuffix(line, "\n")), " "))
	}
	s.printf("-dry-run: nothing was sent; to see all of them: -eml DIR")
	return nil
}

// save writes the messages as files.
func (s *sending) save(m *mailing.Mailing) (err error) {
	out, err := bundle.Open(s.eml)
	if err != nil {
		return err
	}
	defer func() { err = joined(err, out.Close()) }()
	for _, l := range m.Due {
		message, err := m.Message(l)
		if err != nil {
			return err
		}
		message.Date = s.now.UTC().Truncate(24 * time.Hour) // the same bytes all day, however long this takes
		if _, err := out.WritePrivate(l.Number().String()+".eml",
			func(w io.Writer) error { return message.Save(w) }); err != nil {
			return err
		}
	}
	s.others(m)
	s.printf("wrote %s to %s; nothing was sent", plural(len(m.Due), "message", "messages"), source.Printable(s.eml))
	return nil
}

// others says how many messages are not in the language of their reader.
func (s *sending) others(m *mailing.Mailing) {
	var said []string
	n := 0
	for lang, people := range m.Other() {
		n += people
		said = append(said, fmt.Sprintf("%s (%d)", lang, people))
	}
	if n == 0 {
		return
	}
	slices.Sort(said)
	s.printf("%s in %s, for want of mail.text in the language of the person: %s", plural(n, "message is", "messages are"),
		m.List.Event.Languages[0], source.Printable(strings.Join(said, ", ")))
}

// server returns the mail server of an event, with the password.
func (s *sending) server(m *mailing.Mailing) (*mail.Server, error) {
	e := m.List.Event.Mail
	password, err := s.password(e.User, e.Host, e.Security != eventfile.SecurityNone)
	if err != nil {
		return nil, err
	}
	return &mail.Server{Host: e.Host, Port: e.Port, User: e.User, Password: password, Timeout: s.timeout,
		Security: map[string]mail.Security{eventfile.SecurityStartTLS: mail.StartTLS, eventfile.SecurityTLS: mail.TLS,
			eventfile.SecurityNone: mail.Plain}[e.Security]}, nil
}

// password returns the password of the mail server, "" when there is none. It is never taken from the command line,
// where other users can read it, nor from a file of the event.
func (s *sending) password(user, host string, ask bool) (string, error) {
	if s.file != "" {
		return s.passphrase(s.file, false)
	}
	if password, ok := os.LookupEnv(passwordVariable); ok {
		return password, nil
	}
	in, ok := s.stdin.(*os.File)
	if !ask || !s.interactive || !ok || !term.IsTerminal(int(in.Fd())) {
		return "", nil // a server that asks for one says so
	}
	return s.ask(in, fmt.Sprintf("Password of %s at %s: ", source.Printable(user), source.Printable(host)))
}

// try sends one message to another address.
func (s *sending) try(ctx context.Context, m *mailing.Mailing) error {
	if len(m.All) == 0 {
		return fault.New("nobody can be sent a message yet", "see above why")
	}
	server, err := s.server(m)
	if err != nil {
		return err
	}
	message, err := m.Message(m.All[0])
	if err != nil {
		return err
	}
	message.To.Address = s.test
	message.ID = "test." + message.ID
	data, err := message.Bytes()
	if err != nil {
		return err
	}
	session, err := server.Dial(ctx)
	if err != nil {
		return err
	}
	o := session.Send(ctx, message, data, func() error { return nil })
	session.Quit()
	switch {
	case o.Err != nil:
		return o.Err
	case o.Verdict != mail.Accepted:
		return fault.New("the mail server did not take the message: "+o.Said,
			"correct [mail] in event.toml; or try again later")
	}
	s.printf("sent the message of %s to %s; nothing was recorded", source.Quote(m.All[0].Person().Name),
		source.Printable(s.test))
	return nil
}

// send sends what is due.
func (s *sending) send(ctx context.Context, m *mailing.Mailing) error {
	e := m.List.Event.Mail
	switch {
	case !s.yes && !s.interactive:
		return usageFault("what is sent cannot be called back, and there is no terminal to ask on",
			"look first with -dry-run, then add -yes")
	case !s.yes:
		fmt.Fprintf(s.stderr, "lanyard: send %s through %s? [y/N] ", plural(len(m.Due), "message", "messages"),
			source.Printable(e.Host))
		if !s.answer(ctx) {
			s.printf("stopped on your word; nothing was sent")
			return exitError(exitFailed)
		}
	}
	server, err := s.server(m)
	if err != nil {
		return err
	}
	if m.Log == nil {
		s.printf("beginning %s, which knows who was sent what: keep it with the event",
			source.Printable(filepath.Join(s.job.Dir, maillog.File)))
	}
	bar, done := s.bar(), 0
	out := json.NewEncoder(s.stdout)
	report, err := m.Run(ctx, server, mailing.Pace{PerMinute: e.PerMinute, PerDay: e.PerDay, Patience: s.patience},
		func(r mailing.Result) {
			if s.json {
				_ = out.Encode(rowOf(r.Letter, r.Step, r.Said, s.job.Clock())) // who stops reading does not stop the sending
			}
			done++
			bar.show(min(done, len(m.Due)), len(m.Due))
		}, func(note string) {
			bar.clear()
			s.printf("%s", source.Printable(note))
		})
	bar.clear()
	s.others(m)
	s.results(report)
	return s.ended(ctx, m, report, err)
}

// results prints what became of the letters.
func (s *sending) results(r *mailing.Report) {
	for _, state := range []maillog.State{maillog.Deferred, maillog.Refused, maillog.Unknown} {
		if r.Counts[state] == 0 {
			continue
		}
		s.printf("%s: %s", state, plural(r.Counts[state], "message", "messages"))
		listed := 0
		for _, one := range r.Results {
			if one.State != state {
				continue
			}
			if listed++; listed > mostListed {
				fmt.Fprintf(s.stderr, "  and %d more; all of them: lanyard deliveries%s\n", r.Counts[state]-mostListed,
					argument(s.job.Dir))
				break
			}
			fmt.Fprintf(s.stderr, "  %s  %s  %s  %s\n", source.Printable(one.Person().ID), source.Quote(one.Person().Name),
				source.Printable(one.Person().Email), source.Printable(one.Said))
		}
	}
	s.printf("accepted by the mail server: %s", plural(r.Counts[maillog.Accepted], "message", "messages"))
}

// ended returns how the command ends.
func (s *sending) ended(ctx context.Context, m *mailing.Mailing, r *mailing.Report, err error) error {
	again := "lanyard send" + argument(s.job.Dir)
	switch {
	case ctx.Err() != nil:
		s.errorf("stopped; %s not tried", plural(r.Open, "message was", "messages were"))
		s.hintf("go on with: %s", again)
		return exitError(exitFailed)
	case err != nil:
		if r.Open > 0 {
			s.printf("not tried: %s, still planned", plural(r.Open, "message", "messages"))
		}
		return err
	case !r.Until.IsZero():
		return fault.New(fmt.Sprintf("the limit of %d messages a day is reached; %s left", m.List.Event.Mail.PerDay,
			plural(r.Open, "is", "are")), fmt.Sprintf("after %s go on with: %s",
			r.Until.In(s.now.Location()).Format("2006-01-02 15:04"), again))
	case r.Counts[maillog.Deferred] > 0:
		s.hintf("try what was put off later, with the same command: %s", again)
	}
	if r.Counts[maillog.Accepted] < len(m.Due) {
		return exitError(exitFailed)
	}
	s.hintf("what comes back later is read by: lanyard bounces MAILBOX%s; the table: lanyard deliveries%s",
		argument(s.job.Dir), argument(s.job.Dir))
	return nil
}

// letterRow is a letter as -json prints it.
type letterRow struct {
	ID      string        `json:"id"`
	Number  string        `json:"number"`
	Email   string        `json:"email"`
	Message string        `json:"message"` // Message-ID
	State   maillog.State `json:"state"`
	Code    int           `json:"code,omitempty"`
	Status  string        `json:"status,omitempty"`
	Said    string        `json:"said,omitempty"`
	At      time.Time     `json:"at"`
}

func rowOf(l *mailing.Letter, step maillog.Step, said string, at time.Time) letterRow {
	return letterRow{l.Person().ID, l.Number().String(), l.Person().Email, l.ID, step.State, step.Code, step.Status, said,
		at.UTC().Truncate(time.Second)}
}

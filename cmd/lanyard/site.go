package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/trust/web"
	"lanyard/internal/work/batch"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/site"
)

func runSite(ctx context.Context, w *world, args []string) error {
	o := w.options("site", "[DIR]",
		`Site writes the verification page of the event in DIR, or of all events of the issuer in DIR: static files for
any file host, to be served at the address that event.toml or issuer.toml names. Publish it after every change, and at least once a month: the
status lists in it are fresh for two days and expire after thirty.`)
	ttl := o.Duration("ttl", publish.TTL, "how long a status counts as fresh, a `TIME` like 48h")
	days := o.Int("days", int(publish.Lifetime/day), "how many `DAYS` the status lists are valid")
	follow := o.Bool("follow", false,
		"keep running until Ctrl+C: write it again after every change, and whenever half of -ttl has passed")
	check := o.Bool("check", false,
		"write nothing: fetch the published page and say what is wrong with it; exit code 60 if anything\n"+
			"must be done")
	at := o.String("at", "", "with -check: look at `ADDRESS` instead of the one on the papers")
	o.jsonOption(w, "what was written, or what -check finds")
	out, desk := o.siteOptions(ctx, w)
	o.StringVar(&desk.Root, "root", "",
		"`FILE` of the root key; needed when many more papers have records, if it is kept apart")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	if *ttl < 2*time.Minute || *days < 1 || *days > maxDays || time.Duration(*days)*day < *ttl {
		return usageFault("-ttl takes a time of at least 2m, and -days a number up to 36500 that is a longer time",
			"the usual ones are -ttl 48h -days 30")
	}
	terms := publish.Terms{TTL: ttl.Truncate(2 * time.Second), Lifetime: time.Duration(*days) * day}
	switch {
	case *check && (*follow || *out != ""):
		return usageFault("-check writes nothing, so it takes neither -out nor -follow", "leave them out")
	case *check:
		return w.checkSite(ctx, eventDir(rest), *at, *desk, terms)
	case *at != "":
		return usageFault("-at says where -check looks", "add -check")
	}
	site, err := w.publish(ctx, eventDir(rest), *out, *desk, terms)
	if err != nil {
		return err
	}
	w.events.result(newPublished(site))
	if *follow {
		w.events.end(0, nil)
		return w.follow(ctx, eventDir(rest), *out, terms)
	}
	w.hintf("upload the folder by %s, and after every change; later the page cannot tell what was revoked",
		site.Expires.Format(time.DateOnly))
	return nil
}

// followPause is the time between two looks at a followed event.
const followPause = 2 * time.Second

// follow publishes the site of the event in dir again after every change, and
// often enough that its lists stay fresh, until ctx ends. An error, such as
// another run that has the event open, is printed once, and follow tries again.
func (w *world) follow(ctx context.Context, dir, out string, t publish.Terms) error {
	w.printf("following %s; stop with Ctrl+C", dir)
	seen, last, said := stamp(dir), time.Now(), ""
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(followPause):
		}
		next := stamp(dir)
		if next == seen && time.Since(last) < t.TTL/2 {
			continue
		}
		var err error
		if w.now, err = now(os.Getenv); err != nil {
			return err
		}
		w.events.begin()
		site, err := w.publish(ctx, dir, out, registry.Options{Now: w.now}, t)
		if err != nil {
			if err.Error() != said {
				said = err.Error()
				w.errorf("%v", err)
				w.events.end(exitFailed, err)
			}
			continue
		}
		w.events.result(newPublished(site))
		w.events.end(0, nil)
		seen, last, said = next, time.Now(), ""
	}
}

// published is the result of site -json.
type published struct {
	Host    string    `json:"host"` // of the addresses on the papers
	Dir     string    `json:"dir"`  // the folder to upload
	Lists   int       `json:"lists"`
	Written int       `json:"written"` // files that are new or different
	Kept    int       `json:"kept"`    // files that were up to date
	Removed int       `json:"removed"`
	Expires time.Time `json:"expires"` // when the status lists do: publish again before
	Remarks []string  `json:"remarks"`
}

func newPublished(s site.Published) published {
	return published{s.Host, s.Dir, s.Lists, s.Written, s.Kept, s.Removed, s.Expires.UTC(),
		append([]string{}, s.Remarks...)}
}

// stamp differs after every change of what an event has issued, and of how its page looks.
func stamp(dir string) string {
	var b strings.Builder
	if home, err := discover.Home(dir); err == nil {
		dir = home
	}
	files := []string{filepath.Join(dir, "event.toml")}
	for _, name := range []string{discover.IssuerToml, "ledger.db", "ledger.db-wal",
		filepath.Join(discover.KeysDir, keyring.IssuerFile)} {
		files = append(files, filepath.Join(dir, name))
	}
	if logo := owner.LogoFile(dir); logo != "" {
		files = append(files, logo)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err == nil {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

const (
	day     = 24 * time.Hour
	maxDays = 36_500 // a hundred years
)

// siteOptions registers the options of the two verbs that write a site.
func (o *options) siteOptions(ctx context.Context, w *world) (out *string, desk *registry.Options) {
	return o.String("out", "", "write into `DIR` instead of the event's site folder"), o.desk(ctx, w)
}

// publish writes the site of the event in dir.
func (w *world) publish(ctx context.Context, dir, out string, o registry.Options, t publish.Terms) (site.Published,
	error) {
	o.Brand = w.brand(dir)
	p, err := site.Publish(ctx, dir, out, o, t)
	if err != nil {
		return p, err
	}
	used(dir)
	for _, remark := range p.Remarks {
		w.printf("%s", remark)
	}
	if p.Future > 0 {
		w.printf("%s signed for a day that has not come yet; today's took the place",
			plural(p.Future, "status list was", "status lists were"))
	}
	var did []string
	for _, part := range []struct {
		n    int
		what string
	}{{p.Written, "wrote"}, {p.Kept, "left as they were:"}, {p.Removed, "removed"}} {
		if part.n > 0 {
			did = append(did, fmt.Sprintf("%s %s", part.what, plural(part.n, "file", "files")))
		}
	}
	w.printf("the verification page of %s with %s is in %s: %s", p.Host,
		plural(p.Lists, "status list", "status lists"), p.Dir, strings.Join(did, ", "))
	return p, nil
}

// brand returns how the page of the event or issuer in dir looks. What is wrong with that is said and left out: it must
// not keep a revocation from the page.
func (w *world) brand(dir string) web.Brand {
	b, problems, err := owner.Brand(dir)
	if err != nil {
		w.printf("warning: the page goes without the look of its issuer: %s", source.Printable(err.Error()))
	}
	if problems.Err() != nil {
		w.printf("warning: the page goes without a part of its issuer's look, because of:")
		if err := problems.Format(w.stderr, "lanyard: "); err != nil {
			w.errorf("%v", err)
		}
	}
	return b
}

// openDesk opens the desk of the event or the issuer in dir. Of an event in an
// issuer's folder it shows what was issued for that event alone.
func openDesk(dir string, o registry.Options) (desk *registry.Desk, err error) {
	if o.Event, err = owner.View(dir); err != nil {
		return nil, err
	}
	return registry.Open(dir, o)
}

// desk registers the options of all verbs that open keys and ledger.
func (o *options) desk(ctx context.Context, w *world) *registry.Options {
	d := &registry.Options{Now: w.now, Clock: w.clock(ctx), Say: func(remark string) { w.printf("%s", remark) }}
	o.deskInto(d)
	return d
}

func (o *options) deskInto(d *registry.Options) {
	o.BoolVar(&d.AcceptLedger, "accept-ledger", false, acceptAbout)
	o.StringVar(&d.Today, "today", "", todayAbout)
}

const todayAbout = "the clock is right, although the program doubts it: it is `DATE`, like 2031-05-03"

// clock returns a function that asks whether a clock that looks wrong is right, nil
// where nobody can be asked.
func (w *world) clock(ctx context.Context) func(string) bool {
	if !w.interactive {
		return nil
	}
	return func(doubt string) bool {
		w.printf("%s", doubt)
		fmt.Fprint(w.stderr, "lanyard: is the clock right? What is signed now cannot be called back [y/N] ")
		return w.answer(ctx)
	}
}

const acceptAbout = "go on although the ledger is lost or an old copy; the error says what that means"

// signing registers the options of a verb that gives out numbers.
func (o *options) signing(ctx context.Context, w *world, j *batch.Job) {
	o.StringVar(&j.Desk.Root, "root", "", "`FILE` of the root key; needed for a new event when it is kept apart")
	o.deskOf(ctx, w, j)
}

// deskOf registers the options of a verb of batch that opens keys and ledger.
func (o *options) deskOf(ctx context.Context, w *world, j *batch.Job) {
	j.Desk.Clock, j.Desk.Say = w.clock(ctx), func(remark string) { w.printf("%s", remark) }
	o.deskInto(&j.Desk)
}

// joined returns both errors as one; the hint of the first is kept.
func joined(first, second error) error {
	if first == nil || second == nil {
		return errors.Join(first, second)
	}
	return fmt.Errorf("%w; and then: %w", first, second)
}

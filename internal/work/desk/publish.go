package desk

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/local"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/site"
)

// day is the unit of the ages of a site.
const day = 24 * time.Hour

// terms are the usual ones of lanyard site.
var terms = publish.Terms{TTL: publish.TTL, Lifetime: publish.Lifetime}

// sendSite answers with how old the site is, and whether anything has been issued or revoked since. Without a ledger,
// nothing was.
func (e *event) sendSite(w http.ResponseWriter, r *http.Request) {
	out := struct {
		Host    string     `json:"host"`
		Written *time.Time `json:"written"`
		Expires *time.Time `json:"expires"`
		Days    int        `json:"days"` // since it was written
		Changed int        `json:"changed"`
		Issued  int        `json:"issued"`
		Keys    bool       `json:"keys"`
		Dir     string     `json:"dir"`
		All     []keyState `json:"all"`
		Broken  string     `json:"broken,omitempty"` // what is wrong with the keys
	}{All: []keyState{}}
	if found, err := owner.ReadEvent(e.dir); err == nil {
		out.Host = found.Issuer.Verify
	}
	if home, err := discover.Home(e.dir); err == nil {
		out.Keys, out.Dir = discover.Has(home, discover.KeysDir), home
		if out.Keys {
			if all, err := keysOf(home, e.Now()); err != nil {
				out.Broken = err.Error()
			} else {
				out.All = all
			}
		}
	}
	written := site.Written(e.dir)
	if !written.IsZero() {
		expires := written.Add(terms.Lifetime)
		out.Written, out.Expires, out.Days = &written, &expires, int(e.Now().Sub(written)/day)
	}
	err := registry.Read(e.dir, func(l *ledger.Ledger) error {
		out.Issued, out.Changed = 0, 0
		for one, err := range l.All(r.Context()) {
			if err != nil {
				return err
			}
			out.Issued++
			if one.Since.After(written) || one.IssuedAt.After(written) {
				out.Changed++
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, context.Canceled) {
		answerError(w, err)
		return
	}
	local.SendJSON(w, out)
}

// brand returns the registry options of a verb of the site, and the messages about the look of the page.
func (e *event) brand() (o registry.Options, said []string) {
	b, problems, err := owner.Brand(e.dir)
	if err != nil {
		said = append(said, source.Printable(err.Error()))
	}
	for _, p := range problems {
		said = append(said, p.Error())
	}
	return registry.Options{Now: e.Now(), Brand: b}, said
}

// site writes the verification page, as a job.
func (e *event) site(struct{}) (any, error) {
	return e.begin("site", func(ctx context.Context, _ *running) (any, error) {
		o, said := e.brand()
		o.Say = func(remark string) { said = append(said, remark) }
		p, err := site.Publish(ctx, e.dir, "", o, terms)
		if err != nil {
			return nil, err
		}
		e.used()
		said = append(said, p.Remarks...)
		return struct {
			Dir     string    `json:"dir"`
			Written int       `json:"written"`
			Kept    int       `json:"kept"`
			Removed int       `json:"removed"`
			Lists   int       `json:"lists"`
			Expires time.Time `json:"expires"`
			Said    []string  `json:"said"`
		}{p.Dir, p.Written, p.Kept, p.Removed, p.Lists, p.Expires, said}, nil
	})
}

// siteCheck probes the published page from outside, as a job.
func (e *event) siteCheck(in struct{ At string }) (any, error) {
	return e.begin("sitecheck", func(ctx context.Context, _ *running) (any, error) {
		o, said := e.brand()
		c, err := site.Check(ctx, e.dir, in.At, o, terms)
		if err != nil {
			return nil, err
		}
		type found struct {
			Grave bool   `json:"grave"`
			What  string `json:"what"`
			Todo  string `json:"todo"`
		}
		out := struct {
			At       string   `json:"at"`
			Findings []found  `json:"findings"`
			Answers  int      `json:"answers"`
			Said     []string `json:"said"`
		}{c.At, []found{}, c.Answers, said}
		for _, f := range c.Findings {
			out.Findings = append(out.Findings, found{f.Grave, f.What, f.Todo})
		}
		return out, nil
	})
}

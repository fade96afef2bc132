package desk

import (
	"context"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/publish"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/owner"
	"lanyard/internal/work/site"
)

// terms are the usual ones of lanyard site, and last those of lanyard freeze.
var (
	terms = publish.Terms{TTL: publish.TTL, Lifetime: publish.Lifetime}
	last  = publish.Terms{TTL: publish.TTL, Lifetime: publish.Frozen}
)

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
func (e *event) site(struct{}) (any, error) { return e.publish("site", terms) }

// freeze writes the verification page for the last time, as a job.
func (e *event) freeze(struct{}) (any, error) { return e.publish("freeze", last) }

// checkLedger reads the whole ledger, as a job.
func (e *event) checkLedger(struct{}) (any, error) {
	return e.begin("ledger", func(ctx context.Context, _ *running) (any, error) { return e.issued().CheckLedger(ctx) })
}

// publish writes the verification page as a job with the name of a verb.
func (e *event) publish(verb string, terms publish.Terms) (any, error) {
	return e.begin(verb, func(ctx context.Context, _ *running) (any, error) {
		o, said := e.brand()
		o.Say = func(remark string) { said = append(said, remark) }
		p, err := site.Publish(ctx, e.dir, "", o, terms)
		if err != nil {
			return nil, err
		}
		e.used(e.dir)
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

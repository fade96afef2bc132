package event

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/input/values"
)

// reader turns the decoded file into an event and collects problems.
type reader struct{ values.Reader }

func (r *reader) event(w *eventfile.File, of *issuer.Issuer) *Event {
	r.Languages = r.ReadLanguages(w.Languages, "title")
	r.Path("press", w.Press)
	e := &Event{
		Title:     r.Texts("title", w.Title, values.MaxFact),
		Place:     r.Texts("place", w.Place, values.MaxFact),
		Languages: r.Languages,
		Start:     w.Start, End: w.End, Expires: w.Expires,
		Issuer: issuer.Issuer{Name: r.Texts("issuer.name", w.Issuer.Name, values.MaxFact), Verify: w.Issuer.Verify,
			Numbers: w.Verify.Numbers, Brand: issuer.ReadBrand(&r.Reader, "issuer.", w.Issuer)},
		Calendars:    r.calendars(w.Calendars),
		Attendees:    r.attendees(w.Attendees),
		Badges:       r.badges(w.Badges),
		Sheets:       r.sheets(w.Sheets),
		Printers:     r.printers(w.Printers),
		Certificates: r.certificates(w.Certificates),
		Fonts:        r.fonts(w.Fonts),
		Nastaliq:     r.nastaliq(w.Names.Nastaliq),
		Pictures:     r.pictures(w.Pictures),
		Text:         r.phrases(w.Text),
		Phrases:      r.ownPhrases(w.Phrases),
		Timezone:     r.timezone(w.Timezone),
		Press:        w.Press,
		Facts:        r.facts(w),
		Look:         r.look(w.Look),
		Mail:         r.mail(w.Mail),
	}
	e.Roles, e.RoleOrder = r.roles("roles", w.Roles)
	e.Access, e.AccessOrder = r.roles("access", w.Access)
	r.Missing("title", `add: title = "Annual Meeting"`)
	r.issuer(w.Issuer, of != nil)
	e.Issuer.Names = e.Issuer.Name
	if of != nil {
		r.take(e, of)
	}
	e.Look.Primary = cmp.Or(e.Look.Primary, e.Issuer.Brand.Colour)
	e.Look.Accent = cmp.Or(e.Look.Accent, e.Issuer.Brand.Accent)
	r.codes(e)
	r.dates(e)
	r.id(e, w)
	r.untranslated(e)
	return e
}

// codes reports codes that open nothing.
func (r *reader) codes(e *Event) {
	for _, of := range []struct {
		key    string
		number bool
	}{{"badges.code", e.Badges != nil && e.Badges.Code == eventfile.CodeNumber},
		{"certificates.code", e.Certificates != nil && e.Certificates.Code == eventfile.CodeNumber}} {
		if of.number && !e.Issuer.Numbers {
			r.Report("code-of-nothing", of.key,
				of.key+` is "number", and verify.numbers is false: nothing would open such a code`,
				`write code = "token", or numbers = true`)
		}
	}
}

// issuer checks the issuer's name and host, which an event in an issuer's folder may leave out.
func (r *reader) issuer(w issuer.Table, within bool) {
	if !r.Has("issuer") {
		if within {
			return
		}
		r.Missing("issuer", "add:\n[issuer]\nname = \"Example Institute\"\nverify = \"verify.example.org\"")
		return
	}
	r.Missing("issuer.name", `add under [issuer]: name = "Example Institute"`)
	r.Missing("issuer.verify", `add under [issuer]: verify = "verify.example.org"`)
	issuer.CheckAddress(&r.Reader, "issuer.verify", w.Verify)
}

// take gives the event its issuer.
func (r *reader) take(e *Event, i *issuer.Issuer) {
	of := *i
	if of.Name = i.NameFor(r.Languages[0]); of.Name[r.Languages[0]] == "" {
		r.Problems.Add(of.Problem("event-missing-language", "name",
			fmt.Sprintf("name is missing in %s, the main language of the event", r.Languages[0]),
			fmt.Sprintf(`add to issuer.toml: name.%s = "…"`, r.Languages[0])))
	}
	own := e.Issuer
	e.Issuer = of
	if r.Has("verify.numbers") && own.Numbers != of.Numbers {
		r.Report("two-issuers", "verify.numbers", fmt.Sprintf("verify.numbers is %t here, and numbers is %t in issuer.toml",
			own.Numbers, of.Numbers), "delete the line here: all events of an issuer share its page")
	}
	if !r.Has("issuer") {
		return
	}
	const hint = "delete [issuer] and its lines here, or correct issuer.toml in the folder above"
	if own.Verify != of.Verify {
		r.Report("two-issuers", "issuer.verify", fmt.Sprintf("issuer.verify is %s here and %s in issuer.toml",
			source.Quote(own.Verify), source.Quote(of.Verify)), hint)
	}
	for _, tag := range slices.Sorted(maps.Keys(own.Name)) {
		if own.Name[tag] != of.Name[tag] {
			r.Report("two-issuers", "issuer.name", fmt.Sprintf("issuer.name is %s here and %s in issuer.toml",
				source.Quote(own.Name[tag]), source.Quote(of.Name[tag])), hint)
			break
		}
	}
	for _, part := range []struct{ key, here, above string }{{"issuer.logo", own.Brand.Logo, of.Brand.Logo},
		{"issuer.colour", own.Brand.Colour, of.Brand.Colour}, {"issuer.accent", own.Brand.Accent, of.Brand.Accent}} {
		if r.Has(part.key) && part.here != part.above {
			r.Report("two-issuers", part.key,
				fmt.Sprintf("%s is %s here and %s in issuer.toml: the page of all events has one look", part.key,
					source.Quote(part.here), source.Quote(part.above)), hint)
		}
	}
}

func (r *reader) dates(e *Event) {
	r.Missing("start", "add: start = 2017-07-26")
	if e.End.IsZero() {
		e.End = e.Start
	}
	if e.End.Compare(e.Start) < 0 {
		r.Report("end-before-start", "end", fmt.Sprintf("the event ends on %s, before it starts on %s", e.End, e.Start),
			"swap the two, or correct the year")
	}
	if !e.Expires.IsZero() && e.Expires.Compare(e.End) < 0 {
		r.Report("expired", "expires", fmt.Sprintf("certificates expire on %s, before the event ends on %s", e.Expires,
			e.End),
			"write a later day, or delete the line: then they never expire")
	}
}

// id checks the reference of the event. If it is absent, id derives it and warns: a later correction of the title would
// change the numbers on printed papers.
func (r *reader) id(e *Event, w *eventfile.File) {
	if !r.Has("id") {
		e.ID = defaultID(e)
		if len(e.Title) == 0 || e.Start.IsZero() {
			return
		}
		p := r.Problem("event-no-id", "id", "the event has no id, so its certificate numbers depend on the title",
			fmt.Sprintf("add at the top: id = %q", e.ID))
		p.Severity = source.Warning
		r.Problems.Add(p)
		return
	}
	e.ID = w.ID
	if w.ID == "" || len(w.ID) > maxID || locale.Slug(w.ID) != w.ID {
		r.Report("bad-id", "id", fmt.Sprintf("the id %s must be at most %d letters a-z, digits and single hyphens",
			source.Quote(w.ID), maxID),
			fmt.Sprintf("write id = %q", defaultID(e)))
	}
}

// defaultID returns the Latin words of the title, in the first language that has any, and the year of the start.
func defaultID(e *Event) string {
	words := "event"
	for _, language := range e.Languages {
		if slug := locale.Slug(e.Title[language]); slug != "" {
			words = slug
			break
		}
	}
	year := fmt.Sprintf("-%04d", e.Start.Year)
	return strings.TrimRight(words[:min(len(words), maxID-len(year))], "-") + year
}

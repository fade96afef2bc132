// Package people resolves the people on an event's lists, with everything that a template may ask about them: role,
// access, country, language and fields; and who matches a condition.
//
// # Decisions
//
// Nastaliq is a language tag: ur-Aran in a row, or [names] nastaliq in event.toml, which adds Aran to the languages of
// names. Fonts, shaper and PDF all understand that single tag. Labels stay in naskh, since their boxes have its height.
//
// A page is in one language: people asks layout.LanguageOf for every certificate.
package people

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/template"
	"lanyard/internal/work/folder"
)

// List is an event's folder with everybody on its lists.
type List struct {
	*folder.Work
	People []Person // the valid rows of the list and of the walk-ins, in their order

	problems  source.Problems
	countries map[spelling]country
	marks     map[markOf]*Mark
	meanings  map[markOf]meaning // of the words of the list
	noRule    []paper.Kind       // kinds whose condition in event.toml is invalid

	hasHours    bool                // a list has a column of hours
	spokenIn    []string            // the languages in which facts may be printed
	factTongues map[factPage]string // the languages in which papers print them
}

// Load reads the event's folder dir, like folder.Load, and resolves the people on its lists. The problems cover both
// files and people, and a given list is read as there. The list is nil if there is no event; it has no Roster if its
// list of people cannot be read. When ctx ends first, the error is the context's.
func Load(ctx context.Context, dir string, given ...folder.Given) (*List, source.Problems, error) {
	work, problems, err := folder.Load(ctx, dir, given...)
	if err != nil || work == nil {
		return nil, problems, err
	}
	l := &List{Work: work, problems: problems}
	if l.Roster != nil {
		for _, step := range []func(){
			func() { l.resolvePeople(ctx) },
			func() { l.hasHours, l.spokenIn = slices.Contains(l.Columns(), HoursField), l.Tongues() },
			l.resolveTongues, l.share, l.resolveFacts,
		} {
			step()
			if err := ctx.Err(); err != nil {
				return nil, nil, fmt.Errorf("reading event: %w", err)
			}
		}
	}
	return l, l.problems, nil
}

// report adds a problem with a key of event.toml.
func (l *List) report(code, key, message, hint string) {
	l.problems.Add(l.Event.Problem(code, key, message, hint))
}

// Layouter returns a layouter with the event's fonts, pictures and fields.
func (l *List) Layouter() *layout.Layouter {
	layouter := l.Work.Layouter()
	layouter.Share(l.EventFields())
	return layouter
}

// JudgeWalkin returns the problems of one row of a list of walk-ins.
func (l *List) JudgeWalkin(data []byte, id string) source.Problems {
	list, problems := folder.ReadWalkins(context.Background(), data, l.Event.Languages)
	if l.problems = problems; problems.Err() != nil {
		return problems
	}
	l.problems = slices.DeleteFunc(l.problems, func(p source.Problem) bool {
		return !slices.ContainsFunc(list.People, func(a roster.Attendee) bool { return a.ID == id && a.Row == p.Line })
	})
	for i := range list.People {
		if list.People[i].ID == id {
			l.resolve(&list.People[i], folder.WalkinsFile)
		}
	}
	return l.problems
}

// Person is a person of the list with the role and access marks that event.toml defines.
type Person struct {
	*roster.Attendee
	File     string  // the list they stand on
	RoleMark *Mark   // of their role; shared by all who have it, never nil
	marks    []*Mark // of their further roles, in the order of event.toml
	access   *Mark
	Tongue   string // language in which the certificate names event, issuer and role; empty: the event's main one
	Failed   bool   // has a problem

	countryCode string
	han         string // language of Han characters by the person's language or country; empty if they do not tell
	without     uint8  // kinds of paper they do not get, one bit per kind
	doubted     uint8  // of these, the kinds they get after confirmation
}

// Mark is a role or an access mark as printed.
type Mark struct {
	Key    string // of event.toml
	labels map[string]string
	main   string // fallback language of labels
	Colour string // as geom.ParseColour reads it
}

// noMark is the mark of a person without a role or access mark.
var noMark = &Mark{}

// Blank returns an attendee who is on no list and has no role.
func Blank(a *roster.Attendee) *Person {
	return &Person{Attendee: a, RoleMark: &Mark{Colour: PlainColour}, access: noMark}
}

// PlainColour is the band of a role when event.toml lists no roles.
const PlainColour = "#3a4a5c"

// Label returns the name of the mark in a language, falling back to the event's main language; "" if lang is "".
func (m *Mark) Label(lang string) string {
	if lang == "" {
		return ""
	}
	if l, ok := m.labels[lang]; ok {
		return l
	}
	return m.labels[m.main]
}

// field returns the mark as a field in the language of its text.
func (m *Mark) field(main string) layout.Value {
	return layout.Value{Text: m.Label(main), Lang: main, In: m.labels}
}

// resolvePeople looks up the roles and access marks of everybody.
func (l *List) resolvePeople(ctx context.Context) {
	l.marks = map[markOf]*Mark{}
	l.People = make([]Person, 0, len(l.Roster.People))
	seen := map[string]bool{}
	for i := range l.Roster.People {
		if i%1024 == 0 && ctx.Err() != nil {
			return
		}
		l.People = append(l.People, l.resolve(&l.Roster.People[i], l.Roster.File))
		seen[l.People[i].ID] = true
	}
	if l.Walkins == nil {
		return
	}
	for i := range l.Walkins.People {
		a := &l.Walkins.People[i]
		if seen[a.ID] {
			l.problems.Add(source.Problem{Code: "walkin-twice", File: folder.WalkinsFile, Line: a.Row,
				Message: fmt.Sprintf("%s stands in %s too", source.Quote(a.ID), l.Roster.File),
				Hint:    "delete one of the two lines"})
			continue
		}
		if a.Attended == roster.Unknown {
			a.Attended = roster.Present // walk-ins came to the desk
		}
		l.People = append(l.People, l.resolve(a, folder.WalkinsFile))
	}
}

// resolve looks up the role and the access marks of a person.
func (l *List) resolve(a *roster.Attendee, file string) Person {
	p := Person{Attendee: a, File: file, RoleMark: noMark, access: noMark}
	l.refusePaths(&p)
	l.resolveRole(&p)
	l.resolveAccess(&p)
	l.resolveCountry(&p)
	return p
}

// resolveCountry looks up the code of a country. A word close to the name of a country, in English or in the
// language of the event or the person, gets a warning and is printed unchanged, since the intended meaning is not
// ours to decide.
func (l *List) resolveCountry(p *Person) {
	p.han = locale.Han(p.Language)
	if p.Country == "" {
		return
	}
	key := spelling{p.Country, p.Language}
	c, asked := l.countries[key]
	if !asked {
		code, _ := locale.CountryCode(p.Country)
		c = country{strings.ToLower(code), locale.HanOfCountry(p.Country),
			nearestCountry(p.Country, append(slices.Clone(l.Event.Languages), p.Language))}
		if l.countries == nil {
			l.countries = map[spelling]country{}
		}
		l.countries[key] = c
	}
	p.countryCode, p.han = c.code, cmp.Or(p.han, c.han)
	if c.near != "" {
		l.problems.Add(source.Problem{Severity: source.Warning, Code: "person-country", File: p.File, Line: p.Row,
			Column: p.Columns["country"],
			Message: fmt.Sprintf("%s has the country %s, which is none", source.Quote(p.Name),
				source.Quote(p.Country)), Hint: "did you mean " + c.near + "?", Instead: c.near})
	}
}

// spelling is the name of a country written in a language.
type spelling struct{ country, language string }

// country is the result for a spelling.
type country struct {
	code string // ISO 3166-1 code in lower case; empty: not a country
	han  string // the language in which it writes Han characters; empty: none
	near string // the most likely intended country; empty: no doubt
}

// nearestCountry returns the country that a word was most likely meant to be, "" if it is one or resembles none.
func nearestCountry(word string, languages []string) string {
	if _, ok := locale.CountryCode(word); ok {
		return ""
	}
	nearest := ""
	for _, lang := range languages {
		names := locale.CountryNames(lang)
		if slices.ContainsFunc(names, func(name string) bool { return locale.Fold(name) == locale.Fold(word) }) {
			return ""
		}
		nearest = cmp.Or(nearest, source.Nearest(word, names))
	}
	return nearest
}

// resolveTongues decides the language of each certificate, so that the signed texts are those shown. A certificate
// that names the event in its main language uses that one, whatever else it shows.
func (l *List) resolveTongues() {
	type page struct {
		t    *template.Template
		lang string
	}
	known := map[page]string{}
	fields := l.EventFields()
	for i := range l.People {
		p := &l.People[i]
		p.Tongue = l.Event.Languages[0]
		t := l.Design(paper.Certificate, p.RoleMark.Key)
		if t == nil {
			continue
		}
		key := page{t, p.Language}
		if _, ok := known[key]; !ok {
			fields[layout.Language] = layout.Value{Text: p.Language}
			known[key] = layout.LanguageOf(t, fields)
			t.Walk(func(b template.Box) {
				if slices.Contains(template.FieldsOf(b), "event.title.main") {
					known[key] = p.Tongue
				}
			})
		}
		p.Tongue = known[key]
	}
}

func (l *List) resolveRole(p *Person) {
	e := l.Event
	if p.Role == "" {
		return
	}
	for _, word := range p.AlsoRoles {
		if len(e.Roles) == 0 {
			p.marks = append(p.marks, l.mark("role", word, event.Role{}))
		} else if key, r, ok := l.meant("role", word, e.Role); ok {
			p.marks = append(p.marks, l.mark("role", key, r))
		}
	}
	if len(e.Roles) == 0 {
		p.RoleMark = l.mark("role", p.Role, event.Role{})
		return
	}
	key, r, ok := l.meant("role", p.Role, e.Role)
	if !ok {
		l.unknown(p, "role", p.Role, "roles", e.RoleOrder)
		key = p.Role // key = p.Role // for the rest of the check
	}
	p.RoleMark = l.mark("role", key, r)
}

// markOf identifies a role or access mark by its key in event.toml, or by a word of the list.
type markOf struct{ table, key string }

// meaning is what a word of the list means in event.toml; ok is false if it means nothing.
type meaning struct {
	key string
	event.Role
	ok bool
}

// meant returns what find finds, which is asked once for each word of a column.
func (l *List) meant(table, word string, find func(string) (string, event.Role, bool)) (string, event.Role, bool) {
	m, asked := l.meanings[markOf{table, word}]
	if !asked {
		m.key, m.Role, m.ok = find(word)
		if l.meanings == nil {
			l.meanings = map[markOf]meaning{}
		}
		l.meanings[markOf{table, word}] = m
	}
	return m.key, m.Role, m.ok
}

// mark returns the mark shared by everybody with that role or access mark.
func (l *List) mark(table, key string, r event.Role) *Mark {
	of := markOf{table, key}
	if m, ok := l.marks[of]; ok {
		return m
	}
	main := l.Event.Languages[0]
	m := &Mark{Key: key, labels: r.Label, main: main, Colour: cmp.Or(r.Colour, PlainColour)}
	if len(m.labels) == 0 {
		m.labels = map[string]string{main: key}
	}
	l.marks[of] = m
	return m
}

func (l *List) resolveAccess(p *Person) {
	for _, name := range p.Access {
		key, a, ok := l.meant("access", name, l.Event.Admission)
		if !ok {
			l.unknown(p, "access", name, "access", l.Event.AccessOrder)
			continue
		}
		if p.access.Key == "" {
			p.access = l.mark("access", key, a)
		}
	}
}

// refusePaths refuses an id or name that is a file path: it does not come from an attendee.
func (l *List) refusePaths(p *Person) {
	for _, c := range []struct{ field, text string }{{"id", p.ID}, {"name", p.Name}, {"name_local", p.NameLocal}} {
		if c.field == "id" && p.IDDerived {
			continue
		}
		if slices.Contains(strings.FieldsFunc(c.text, func(r rune) bool { return r == '/' || r == '\\' }), "..") {
			p.Failed = true
			l.problems.Add(source.Problem{Code: "person-path", File: p.File, Line: p.Row, Column: p.Columns[c.field],
				Message: fmt.Sprintf("the %s %s looks like the path of a file", strings.ReplaceAll(c.field, "_", " "),
					source.Quote(c.text)),
				Hint: "write it without .. and slashes"})
		}
	}
}

// unknown reports a role or access mark that is not in event.toml.
func (l *List) unknown(p *Person, field, value, table string, known []string) {
	p.Failed = true
	hint := "event.toml has " + strings.Join(known, ", ")
	near := source.Nearest(value, known)
	if near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	hint += fmt.Sprintf("; write aliases = [%s] below the one that is meant, or add [%s]", source.Quote(value),
		table+"."+source.Key(slug(value)))
	l.problems.Add(source.Problem{Code: "person-unknown-" + field, File: p.File, Line: p.Row, Column: p.Columns[field],
		Message: fmt.Sprintf("%s has the %s %s, which event.toml does not know", source.Quote(p.Name), field,
			source.Quote(value)), Hint: hint, Instead: near})
}

func slug(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), " ", "-")
}

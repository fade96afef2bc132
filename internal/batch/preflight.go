package batch

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"lanyard/internal/credential"
	"lanyard/internal/event"
	"lanyard/internal/font"
	"lanyard/internal/geom"
	"lanyard/internal/layout"
	"lanyard/internal/locale"
	"lanyard/internal/source"
	"lanyard/internal/template"
)

// legible is the smallest size at which a name on a badge is read by the person
// in front of it: at 14 pt the small letters of Noto Sans are 2.6 mm high, and
// fill the 5 minutes of arc that normal sight needs (ISO 8596) at 1.8 m, the far
// end of a conversation.
const legible = 14 * geom.Point

// judge records what was done to a person's texts on a paper, and what is
// wrong with them.
func (r *run) judge(p *press, one *attendee, fits []layout.Fit, faults []layout.Fault) {
	for _, f := range fits {
		r.Fits = append(r.Fits, PersonFit{Row: one.Row, ID: one.ID, Kind: p.kind, Fit: f})
		if p.kind == credential.Badge && f.Size < legible && slices.ContainsFunc(f.Fields, isName) {
			r.complain(r.work.tooSmall(one, f))
		}
	}
	for _, f := range faults {
		r.complain(p.problem(one, f))
	}
}

// isName reports whether a field is what a person is greeted by. The name in
// the person's own script stands below it, and smaller.
func isName(field string) bool { return field == "name" || field == "given" || field == "family" }

func (w *Work) tooSmall(one *attendee, f layout.Fit) source.Problem {
	return source.Problem{Severity: source.Warning, Code: "badge-name-small", File: one.file, Line: one.Row, Column: one.column(f.Fields...),
		Message: fmt.Sprintf("the name %s is long: on the badge it stands at %gpt, which is hard to read from where people stand (%gpt is easy)",
			source.Quote(f.Text), f.Size.Points(), legible.Points()),
		Hint: "ask whether a shorter form will do, or give the name more room in the template; see them with: lanyard proof -longest 20"}
}

// column returns the column of the first field that is one of the list, or 0.
func (a *attendee) column(fields ...string) int {
	for _, field := range fields {
		if c := a.Columns[field]; c > 0 {
			return c
		}
		if field == "name" && a.Columns["given"] > 0 {
			return a.Columns["given"]
		}
	}
	return 0
}

// problem places a fault of layout: in the list when the text is the person's;
// in event.toml or the template, once and not for everybody, when it is not.
func (p *press) problem(one *attendee, f layout.Fault) source.Problem {
	w := p.work
	message, hint := f.Message, f.Hint
	field := p.faulty(one, f)
	if f.Missing != 0 {
		message, hint = w.missing(f.Missing, plainField(field), p.fieldsOf(one)[field].Text)
	}
	if key, ofEvent := eventKey(w.Event, field); ofEvent && field != layout.VerifyURL {
		return w.Event.Problem(f.Code, key, message, hint)
	}
	if len(f.Fields) == 0 || strings.HasPrefix(field, "phrase.") {
		return source.Problem{Code: f.Code, File: p.design(one).File, Message: message, Hint: hint}
	}
	if f.Missing == 0 && !isName(field) && field != "name_local" {
		message = fmt.Sprintf("%s (%s): %s", source.Quote(one.Name), one.ID, message)
	}
	if field == layout.VerifyURL {
		field = "name" // the longest part of it that is the person's
	}
	return source.Problem{Code: f.Code, File: one.file, Line: one.Row, Column: one.column(field), Message: message, Hint: hint}
}

// fieldsOf returns the fields of a person that need no token.
func (p *press) fieldsOf(one *attendee) layout.Fields { return p.work.personFields(p.base, one) }

// faulty returns the field that a fault is about: the one that has the
// missing character, else the first that is the person's own, else the first.
func (p *press) faulty(one *attendee, f layout.Fault) string {
	if len(f.Fields) == 0 {
		return ""
	}
	if f.Missing != 0 {
		fields := p.fieldsOf(one)
		for _, field := range f.Fields {
			if strings.ContainsRune(fields[field].Text, f.Missing) {
				return field
			}
		}
	}
	for _, field := range f.Fields {
		if _, shared := p.base[field]; !shared {
			return field
		}
	}
	return f.Fields[0]
}

// plainField returns a field as people call it.
func plainField(field string) string {
	switch field {
	case "":
		return "text"
	case "name_local":
		return "local name"
	case "affiliation":
		return "organisation or country"
	}
	return strings.NewReplacer(".main", "", ".second", " in the second language", "_", " ", ".", " ").Replace(field)
}

// eventKey returns the key of event.toml that a field comes from, and whether
// it comes from there.
func eventKey(e *event.Event, field string) (key string, ok bool) {
	parts := strings.Split(field, ".")
	if len(parts) == 1 {
		return "", false
	}
	switch parts[0] {
	case "event":
		if parts[1] == "issuer" {
			return "issuer.name", true
		}
		if parts[1] == "dates_and_place" { // the dates are ours
			return "place", true
		}
		return parts[1], true
	case "text":
		return source.Key("text", parts[1]), true
	case "signatory", "verify":
		return "certificates", e != nil
	}
	return "", false
}

// missing says what is wrong with a character that no font draws, and what to do.
func (w *Work) missing(r rune, field, text string) (message, hint string) {
	shown := fmt.Sprintf("U+%04X, %s", r, strings.ToLower(strings.Trim(font.RuneName(r), "<>")))
	if unicode.IsGraphic(r) && !unicode.IsMark(r) {
		shown = string(r) + " (" + shown + ")"
	}
	where := "the " + field
	if text != "" {
		where += " " + source.Quote(text)
	}
	if family, ok := w.Fonts.Has(r); ok {
		return fmt.Sprintf("%s: the character %s cannot be drawn on the letter before it", where, shown),
			fmt.Sprintf("%s has the sign, but no font has both together: type the letter again with its accents, or leave the sign out", family)
	}
	message = fmt.Sprintf("%s: no font has the character %s", where, shown)
	script, ofScript := font.RuneScript(r)
	switch {
	case unicode.Is(unicode.Co, r):
		hint = "it belongs to a font of somebody's own: type the text again with an ordinary keyboard"
	case font.RuneName(r) == "<unassigned>":
		hint = "there is no such character: export the list again as CSV UTF-8, or type the text again"
	case ofScript:
		name := locale.Script(script.String(), "en")
		hint = fmt.Sprintf("it is of the %s script; a font that has it is added in event.toml:\n[[fonts]]\nfamily = \"%s\"\nfile = \"fonts/%s.ttf\"", name, name, slug(name))
	default:
		hint = "leave it out, or write a word for it: Lanyard's fonts have the letters of names, not pictures"
	}
	return message, hint
}

// checkFonts warns of names that an event's own font draws only in part, so
// that letters of two designs would stand side by side.
func (w *Work) checkFonts() {
	shown := map[string][]string{} // family -> fields that a template draws with it
	for _, t := range w.templates() {
		t.Walk(func(b template.Box) {
			text, ok := b.(*template.Text)
			if ok && slices.ContainsFunc(w.Event.Fonts, func(f event.Font) bool { return f.Family == text.Style.Family }) {
				shown[text.Style.Family] = append(shown[text.Style.Family], text.Text.Fields()...)
			}
		})
	}
	for _, family := range slices.Sorted(maps.Keys(shown)) {
		fields := shown[family]
		slices.Sort(fields)
		for i := range w.people {
			one := &w.people[i]
			values := w.personFields(layout.Fields{}, one)
			for _, field := range slices.Compact(slices.Clone(fields)) {
				if lacks := w.lacks(family, values[field].Text); len(lacks) > 0 {
					other, _ := w.Fonts.Has(lacks[0])
					w.problems.Add(source.Problem{Severity: source.Warning, Code: "font-lacks-letter", File: one.file, Line: one.Row, Column: one.column(field),
						Message: fmt.Sprintf("the %s %s: the font %s has no %s; %s would draw it, in another design", plainField(field), source.Quote(values[field].Text),
							source.Quote(family), strings.Join(strings.Split(string(lacks), ""), ", "), other),
						Hint: "take a font that has all letters of your list, or family = \"sans\" in the template"})
				}
			}
		}
	}
}

// lacks returns the letters of text that a family does not have, where it has
// others of the same script: text wholly of another script looks right in
// another font.
func (w *Work) lacks(family, text string) (lacks []rune) {
	has := map[font.Script]bool{}
	of := func(r rune) (s font.Script, covered, letter bool) {
		s, letter = font.RuneScript(r)
		f, ok := w.Fonts.Find(font.Style{Family: family}, "", s, []rune{r})
		return s, ok && f.Name() == family, letter
	}
	for _, r := range text {
		if s, covered, letter := of(r); covered && letter {
			has[s] = true
		}
	}
	for _, r := range text {
		if s, covered, letter := of(r); letter && !covered && has[s] && !slices.Contains(lacks, r) {
			lacks = append(lacks, r)
		}
	}
	return lacks
}

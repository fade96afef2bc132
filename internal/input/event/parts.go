package event

import (
	"fmt"
	"strconv"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/values"
)

// template checks a built-in name or a path. Whether that template exists is checked by the code that loads it.
func (r *reader) template(key, template string) {
	switch {
	case template == "":
		r.needed(key, template)
	case !eventfile.NamePattern.MatchString(template):
		r.Path(key, template)
	}
}

func (r *reader) calendars(written map[string]locale.Calendar) map[string]locale.Calendar {
	calendars := map[string]locale.Calendar{}
	for _, tag := range r.Keys("calendars") {
		canonical, err := locale.Canonical(tag)
		if err != nil {
			r.Report("bad-language", source.Key("calendars", tag), err.Error(),
				`write fa = "solar-hijri" under [calendars]`)
			continue
		}
		calendars[canonical] = written[tag]
	}
	return calendars
}

func (r *reader) attendees(w eventfile.Attendees) Attendees {
	r.Path("attendees.file", w.File)
	r.Word("attendees.encoding", w.Encoding)
	r.Word("attendees.sheet", w.Sheet)
	r.Word("attendees.name", w.Name)
	for _, field := range r.Keys("attendees.columns") {
		r.Word(source.Key("attendees", "columns", field), w.Columns[field])
	}
	a := Attendees{File: w.File, Encoding: w.Encoding, Sheet: w.Sheet, Name: w.Name, Columns: w.Columns}
	if len(w.Also) > maxAlso {
		r.Report("limit", "attendees.also", fmt.Sprintf("there are %d further lists, more than %d", len(w.Also), maxAlso),
			"put lists with the same columns into one file")
	}
	for i, also := range w.Also {
		place := values.Element("attendees.also", i)
		r.Missing(place+".file", `add: file = "scans.csv"`)
		r.Path(place+".file", also.File)
		r.Word(place+".encoding", also.Encoding)
		r.Word(place+".sheet", also.Sheet)
		for _, field := range r.Keys(place + ".columns") {
			r.Word(source.Key("attendees", "also", strconv.Itoa(i), "columns", field), also.Columns[field])
		}
		a.Also = append(a.Also, Also(also))
	}
	return a
}

// roles checks the roles, or the accesses, and that no word means two of them.
func (r *reader) roles(table string, written map[string]eventfile.Role) (map[string]Role, []string) {
	roles := map[string]Role{}
	order := r.Keys(table)
	meaning := map[string]string{} // folded word -> key
	if len(order) > maxRoles {
		r.Report("limit", table, fmt.Sprintf("there are %d %s, more than %d", len(order), table, maxRoles),
			"merge roles that look the same")
	}
	for _, key := range order {
		w, place := written[key], source.Key(table, key)
		if !eventfile.NamePattern.MatchString(key) {
			r.Report("bad-name", place, source.Quote(key)+" cannot be a key",
				fmt.Sprintf("write [%s.closed-door]: a-z, 0-9, - and _; any text goes into label", table))
		}
		role := Role{Label: r.Texts(place+".label", w.Label, maxLabel), Colour: strings.ToLower(w.Colour),
			Aliases: w.Aliases}
		if role.Label == nil {
			role.Label = map[string]string{r.Languages[0]: key}
		}
		if r.Has(place+".colour") && !values.Colour.MatchString(w.Colour) {
			r.Report("bad-colour", place+".colour", source.Quote(w.Colour)+" is not a colour",
				`write colour = "#1b4d3e": red, green and blue, two digits each`)
		}
		if len(w.Aliases) > maxAliases {
			r.Report("limit", place+".aliases", fmt.Sprintf("there are %d aliases, more than %d", len(w.Aliases),
				maxAliases), "keep the aliases that occur in the list")
		}
		for i, alias := range w.Aliases {
			r.Word(values.Element(place+".aliases", i), alias)
		}
		r.meanings(place, key, role, meaning)
		roles[key] = role
	}
	return roles, order
}

// rule checks the condition that says who gets a kind of paper. Its fields are checked by the code that knows the list.
func (r *reader) rule(key, where string) {
	if r.Has(key) && strings.TrimSpace(where) == "" {
		r.Report("empty", key, key+" is empty", `write a condition, like "attended" or "role is speaker", or delete the line`)
		return
	}
	r.Word(key, where)
}

// meanings reports words of a role that also mean another role.
func (r *reader) meanings(place, key string, role Role, meaning map[string]string) {
	for _, word := range role.words(key) {
		folded := locale.Fold(word)
		if other, taken := meaning[folded]; taken && other != key {
			r.Report("two-meanings", place, fmt.Sprintf("%s means %s and %s", source.Quote(word), other, key),
				"give one of the two another label or alias")
			continue
		}
		meaning[folded] = key
	}
}

func (r *reader) certificates(w *eventfile.Certificates) *Certificates {
	if w == nil {
		return nil
	}
	const key = "certificates.signatories"
	r.template("certificates.template", w.Template)
	r.ofRoles("certificates.templates", w.Templates)
	r.needed("certificates.files", w.Files)
	r.Choice("certificates.archive", w.Archive, eventfile.Archive2U, eventfile.Archive3U)
	r.Choice("certificates.code", w.Code, eventfile.Codes...)
	r.rule("certificates.where", w.Where)
	if len(w.Signatories) > MaxSignatories {
		r.Report("limit", key, fmt.Sprintf("there are %d signatories, more than %d", len(w.Signatories),
			MaxSignatories), "no more fit side by side")
	}
	c := &Certificates{Template: w.Template, Templates: w.Templates, Size: r.size("certificates.size", w.Size),
		Files: w.Files, Archive: w.Archive, Where: w.Where, Facts: w.Facts, Code: w.Code}
	for i, s := range w.Signatories {
		place := values.Element(key, i)
		r.Missing(place+".name", `add: name = "Leila Example"`)
		r.Path(place+".picture", s.Picture)
		c.Signatories = append(c.Signatories, Signatory{
			Name:  r.Texts(place+".name", s.Name, maxLabel),
			Title: r.Texts(place+".title", s.Title, maxLabel), Picture: s.Picture,
		})
	}
	return c
}

func (r *reader) fonts(written []eventfile.Font) []Font {
	var fonts []Font
	seen := map[string]bool{"sans": true, "serif": true, "nastaliq": true} // the built-in families
	if len(written) > maxFonts {
		r.Report("limit", "fonts", fmt.Sprintf("there are %d fonts, more than %d", len(written), maxFonts),
			"keep the ones that a template uses")
	}
	for i, f := range written {
		place := values.Element("fonts", i)
		r.Missing(place+".family", `add: family = "Brand"`)
		r.Missing(place+".file", `add: file = "fonts/brand.ttf"`)
		r.Path(place+".file", f.File)
		r.Path(place+".bold", f.Bold)
		r.Word(place+".family", f.Family)
		if family := locale.Fold(f.Family); seen[family] {
			r.Report("font-twice", place+".family", "there is already a font family "+source.Quote(f.Family),
				"give it another name")
		} else {
			seen[family] = true
		}
		fonts = append(fonts, Font(f))
	}
	return fonts
}

// nastaliq checks the languages whose names are set in Nastaliq.
func (r *reader) nastaliq(tags []string) (languages []string) {
	for i, tag := range tags {
		canonical, err := locale.Canonical(tag)
		if script := locale.ScriptCode(tag); err == nil && script != "Arab" && script != "Aran" {
			err = fmt.Errorf("%s is not written in the Arabic script", source.Quote(tag))
		}
		if err != nil {
			r.Report("bad-language", values.Element("names.nastaliq", i), err.Error(), `write nastaliq = ["ur"]`)
			continue
		}
		languages = append(languages, canonical)
	}
	return languages
}

func (r *reader) pictures(written map[string]string) map[string]string {
	r.entries("pictures")
	for _, key := range r.Keys("pictures") {
		r.Path(source.Key("pictures", key), written[key])
	}
	return written
}

func (r *reader) phrases(written map[string]source.Texts) map[string]map[string]string {
	r.entries("text")
	phrases := map[string]map[string]string{}
	for _, key := range r.Keys("text") {
		phrases[key] = r.Texts(source.Key("text", key), written[key], maxPhrase)
	}
	return phrases
}

// entries checks the keys of a table, by which templates name its entries.
func (r *reader) entries(table string) {
	keys := r.Keys(table)
	if len(keys) > maxEntries {
		r.Report("limit", table, fmt.Sprintf("%s has %d entries, more than %d", table, len(keys), maxEntries),
			"keep the ones that a template uses")
	}
	for _, key := range keys {
		if !eventfile.NamePattern.MatchString(key) {
			r.Report("bad-name", source.Key(table, key), source.Quote(key)+" cannot be a key",
				"use only a-z, 0-9, - and _, so that a template can name it")
		}
	}
}

package event

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"lanyard/internal/base/locale"
	"lanyard/internal/base/source"
)

var (
	// address matches a host name of RFC 1123, section 2.1, in lower case, with at least two labels, the last of which
	// is not a number, or the local host; and a path, of which credential allows the same letters.
	address = regexp.MustCompile(`^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]|localhost)` +
		`(/[a-z0-9_-][a-z0-9_.-]*)*$`)
	// scheme, port and rest match what people paste around an address.
	scheme = regexp.MustCompile(`^[A-Za-z]+://`)
	port   = regexp.MustCompile(`^([^/:?#]*):[0-9]*`)
	rest   = regexp.MustCompile(`/*(/index\.html?)?([?#].*)?$`)
	colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	name   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
)

// The most bytes of a host name in the DNS (RFC 1035, section 2.3.4), and of the path of a
// verification address, which every code holds.
const (
	maxHost = 253
	maxPath = 120
)

// issuer checks the issuer's name and host, which an event in an issuer's folder may leave out.
func (r *reader) issuer(w writtenIssuer, within bool) {
	if !r.Has("issuer") {
		if within {
			return
		}
		r.missing("issuer", "add:\n[issuer]\nname = \"Example Institute\"\nverify = \"verify.example.org\"")
		return
	}
	r.missing("issuer.name", `add under [issuer]: name = "Example Institute"`)
	r.missing("issuer.verify", `add under [issuer]: verify = "verify.example.org"`)
	r.address("issuer.verify", w.Verify)
}

// address checks the verification address that goes into every QR code: a host name, with
// the path of a folder where the site has no host to itself.
func (r *reader) address(key, text string) {
	host, path, _ := strings.Cut(text, "/")
	if !r.Has(key) || address.MatchString(text) && len(host) <= maxHost && len(path) <= maxPath {
		return
	}
	bare := strings.ToLower(port.ReplaceAllString(scheme.ReplaceAllString(text, ""), "$1"))
	bare = rest.ReplaceAllString(bare, "")
	hint := "write a bare host name, like verify.example.org, or one with a path, like user.github.io/verify"
	switch {
	case strings.ContainsFunc(host, func(c rune) bool { return c > '~' }):
		hint = "write the host in its machine form, which begins with xn--, like xn--mgba3a4f16a.ir"
	case len(path) > maxPath:
		hint = fmt.Sprintf("shorten the path to %d letters: every code holds it", maxPath)
	case address.MatchString(bare) && port.MatchString(scheme.ReplaceAllString(text, "")):
		hint = fmt.Sprintf("the page must be at the usual port of https; write verify = %q", bare)
	case address.MatchString(bare):
		hint = fmt.Sprintf("write verify = %q", bare)
	}
	what := " is not a host name"
	if address.MatchString(host) && len(host) <= maxHost {
		what = " has a path that cannot stand in a code: small letters, digits, and - _ . between them"
	}
	r.report("bad-host", key, source.Quote(text)+what, hint)
}

// path checks the path of an event file; "" means none.
func (r *reader) path(key, path string) {
	if path == "" && !r.Has(key) {
		return
	}
	hint := "write a path inside the event folder, like pictures/logo.png"
	if strings.Contains(path, `\`) {
		hint = fmt.Sprintf("write %q", strings.ReplaceAll(path, `\`, "/"))
	}
	if !fs.ValidPath(path) || path == "." || strings.ContainsAny(path, `\:`) || source.Printable(path) != path {
		r.report("bad-path", key, source.Quote(path)+" is not a file inside the event folder", hint)
	}
}

// template checks a built-in name or a path. Whether that template exists is checked by the code that loads it.
func (r *reader) template(key, template string) {
	switch {
	case template == "":
		r.needed(key, template)
	case !name.MatchString(template):
		r.path(key, template)
	}
}

func (r *reader) calendars(written map[string]locale.Calendar) map[string]locale.Calendar {
	calendars := map[string]locale.Calendar{}
	for _, tag := range r.Keys("calendars") {
		canonical, err := locale.Canonical(tag)
		if err != nil {
			r.report("bad-language", source.Key("calendars", tag), err.Error(),
				`write fa = "solar-hijri" under [calendars]`)
			continue
		}
		calendars[canonical] = written[tag]
	}
	return calendars
}

func (r *reader) attendees(w writtenAttendees) Attendees {
	r.path("attendees.file", w.File)
	r.word("attendees.encoding", w.Encoding)
	r.word("attendees.sheet", w.Sheet)
	r.word("attendees.name", w.Name)
	for _, field := range r.Keys("attendees.columns") {
		r.word(source.Key("attendees", "columns", field), w.Columns[field])
	}
	a := Attendees{File: w.File, Encoding: w.Encoding, Sheet: w.Sheet, Name: w.Name, Columns: w.Columns}
	if len(w.Also) > maxAlso {
		r.report("limit", "attendees.also", fmt.Sprintf("there are %d further lists, more than %d", len(w.Also), maxAlso),
			"put lists with the same columns into one file")
	}
	for i, also := range w.Also {
		place := element("attendees.also", i)
		r.missing(place+".file", `add: file = "scans.csv"`)
		r.path(place+".file", also.File)
		r.word(place+".encoding", also.Encoding)
		r.word(place+".sheet", also.Sheet)
		for _, field := range r.Keys(place + ".columns") {
			r.word(source.Key("attendees", "also", strconv.Itoa(i), "columns", field), also.Columns[field])
		}
		a.Also = append(a.Also, Also(also))
	}
	return a
}

// roles checks the roles, or the accesses, and that no word means two of them.
func (r *reader) roles(table string, written map[string]writtenRole) (map[string]Role, []string) {
	roles := map[string]Role{}
	order := r.Keys(table)
	meaning := map[string]string{} // folded word -> key
	if len(order) > maxRoles {
		r.report("limit", table, fmt.Sprintf("there are %d %s, more than %d", len(order), table, maxRoles),
			"merge roles that look the same")
	}
	for _, key := range order {
		w, place := written[key], source.Key(table, key)
		if !name.MatchString(key) {
			r.report("bad-name", place, source.Quote(key)+" cannot be a key",
				fmt.Sprintf("write [%s.closed-door]: a-z, 0-9, - and _; any text goes into label", table))
		}
		role := Role{Label: r.texts(place+".label", w.Label, maxLabel), Colour: strings.ToLower(w.Colour),
			Aliases: w.Aliases}
		if role.Label == nil {
			role.Label = map[string]string{r.languages[0]: key}
		}
		if r.Has(place+".colour") && !colour.MatchString(w.Colour) {
			r.report("bad-colour", place+".colour", source.Quote(w.Colour)+" is not a colour",
				`write colour = "#1b4d3e": red, green and blue, two digits each`)
		}
		if len(w.Aliases) > maxAliases {
			r.report("limit", place+".aliases", fmt.Sprintf("there are %d aliases, more than %d", len(w.Aliases),
				maxAliases), "keep the aliases that occur in the list")
		}
		for i, alias := range w.Aliases {
			r.word(element(place+".aliases", i), alias)
		}
		r.meanings(place, key, role, meaning)
		roles[key] = role
	}
	return roles, order
}

// rule checks the condition that says who gets a kind of paper. Its fields are checked by the code that knows the list.
func (r *reader) rule(key, where string) {
	if r.Has(key) && strings.TrimSpace(where) == "" {
		r.report("empty", key, key+" is empty", `write a condition, like "attended" or "role is speaker", or delete the line`)
		return
	}
	r.word(key, where)
}

// meanings reports words of a role that also mean another one.
func (r *reader) meanings(place, key string, role Role, meaning map[string]string) {
	for _, word := range role.words(key) {
		folded := locale.Fold(word)
		if other, taken := meaning[folded]; taken && other != key {
			r.report("two-meanings", place, fmt.Sprintf("%s means %s and %s", source.Quote(word), other, key),
				"give one of the two another label or alias")
			continue
		}
		meaning[folded] = key
	}
}

func (r *reader) certificates(w *writtenCertificates) *Certificates {
	if w == nil {
		return nil
	}
	const key = "certificates.signatories"
	r.template("certificates.template", w.Template)
	r.ofRoles("certificates.templates", w.Templates)
	r.needed("certificates.files", w.Files)
	r.choice("certificates.archive", w.Archive, Archive2U, Archive3U)
	r.choice("certificates.code", w.Code, codes...)
	r.rule("certificates.where", w.Where)
	if len(w.Signatories) > MaxSignatories {
		r.report("limit", key, fmt.Sprintf("there are %d signatories, more than %d", len(w.Signatories),
			MaxSignatories), "no more fit side by side")
	}
	c := &Certificates{Template: w.Template, Templates: w.Templates, Size: r.size("certificates.size", w.Size), Files: w.Files, Archive: w.Archive,
		Where: w.Where, Facts: w.Facts, Code: w.Code}
	for i, s := range w.Signatories {
		place := element(key, i)
		r.missing(place+".name", `add: name = "Leila Example"`)
		r.path(place+".picture", s.Picture)
		c.Signatories = append(c.Signatories, Signatory{
			Name:  r.texts(place+".name", s.Name, maxLabel),
			Title: r.texts(place+".title", s.Title, maxLabel), Picture: s.Picture,
		})
	}
	return c
}

func (r *reader) fonts(written []writtenFont) []Font {
	var fonts []Font
	seen := map[string]bool{"sans": true, "serif": true, "nastaliq": true} // the built-in families
	if len(written) > maxFonts {
		r.report("limit", "fonts", fmt.Sprintf("there are %d fonts, more than %d", len(written), maxFonts),
			"keep the ones that a template uses")
	}
	for i, f := range written {
		place := element("fonts", i)
		r.missing(place+".family", `add: family = "Brand"`)
		r.missing(place+".file", `add: file = "fonts/brand.ttf"`)
		r.path(place+".file", f.File)
		r.path(place+".bold", f.Bold)
		r.word(place+".family", f.Family)
		if family := locale.Fold(f.Family); seen[family] {
			r.report("font-twice", place+".family", "there is already a font family "+source.Quote(f.Family),
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
			r.report("bad-language", element("names.nastaliq", i), err.Error(), `write nastaliq = ["ur"]`)
			continue
		}
		languages = append(languages, canonical)
	}
	return languages
}

func (r *reader) pictures(written map[string]string) map[string]string {
	r.entries("pictures")
	for _, key := range r.Keys("pictures") {
		r.path(source.Key("pictures", key), written[key])
	}
	return written
}

func (r *reader) phrases(written map[string]source.Texts) map[string]map[string]string {
	r.entries("text")
	phrases := map[string]map[string]string{}
	for _, key := range r.Keys("text") {
		phrases[key] = r.texts(source.Key("text", key), written[key], maxPhrase)
	}
	return phrases
}

// entries checks the keys of a table, by which templates name its entries.
func (r *reader) entries(table string) {
	keys := r.Keys(table)
	if len(keys) > maxEntries {
		r.report("limit", table, fmt.Sprintf("%s has %d entries, more than %d", table, len(keys), maxEntries),
			"keep the ones that a template uses")
	}
	for _, key := range keys {
		if !name.MatchString(key) {
			r.report("bad-name", source.Key(table, key), source.Quote(key)+" cannot be a key",
				"use only a-z, 0-9, - and _, so that a template can name it")
		}
	}
}

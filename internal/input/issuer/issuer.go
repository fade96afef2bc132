package event

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/schema"
	"lanyard/internal/base/source"
)

// Issuer is the organisation that certifies: the table [issuer] of an event.toml, or the issuer.toml of a folder that
// holds several events.
type Issuer struct {
	Name    map[string]string // in the languages of the event
	Names   map[string]string // the same, for all events of the issuer: what its issuer document says
	Verify  string            // host name and path, lower case, ASCII: "verify.example.org"
	Numbers bool              // whether printed numbers open papers on the verification page
	Former  []string          // addresses of papers that were printed before the present one
	Brand   Brand             // how its verification page looks

	Language string // the main one: that of the event, or in which issuer.toml names the issuer first

	plain    bool             // the name is written once, for every language
	document *source.Document // issuer.toml; nil: the table of event.toml
}

// writtenIssuerFile is the decoded issuer.toml.
type writtenIssuerFile struct {
	Name    source.Texts `toml:"name"`
	Verify  string       `toml:"verify"`
	Former  []string     `toml:"former"`
	Numbers bool         `toml:"numbers"`
	Logo    string       `toml:"logo"`
	Colour  string       `toml:"colour"`
	Accent  string       `toml:"accent"`
}

// maxFormer is the most former addresses of an issuer: one a year, for a working life.
const maxFormer = 32

// ReadIssuer reads the text of an issuer.toml; file is its name in messages. The issuer is nil if any problem is an
// error. Events of the issuer are read with its ReadEvent.
func ReadIssuer(file string, data []byte) (*Issuer, source.Problems) {
	document, problems := source.ParseTOML(file, data)
	if problems.Err() != nil {
		return nil, problems
	}
	w := writtenIssuerFile{Numbers: true}
	r := reader{Document: document, problems: document.Decode(&w)}
	r.decoded = len(r.problems)
	r.languages = r.readLanguages(&written{}, "name")
	r.missing("name", `add: name = "Example Institute"`)
	r.missing("verify", `add: verify = "verify.example.org"`)
	i := &Issuer{Name: r.texts("name", w.Name, maxFact), Verify: w.Verify, Numbers: w.Numbers, Former: w.Former, document: document}
	i.Names, i.Language = i.Name, r.languages[0]
	_, i.plain = w.Name[""]
	r.address("verify", w.Verify)
	r.former(w)
	i.Brand = r.brand("", writtenIssuer{Logo: w.Logo, Colour: w.Colour, Accent: w.Accent})
	r.problems.Sort()
	if r.problems.Err() != nil {
		return nil, r.problems
	}
	return i, r.problems
}

// former checks the former addresses.
func (r *reader) former(w writtenIssuerFile) {
	if len(w.Former) > maxFormer {
		r.report("limit", "former", fmt.Sprintf("there are %d former addresses, more than %d", len(w.Former), maxFormer),
			"keep those that stand on papers")
	}
	for n, address := range w.Former {
		key := element("former", n)
		r.address(key, address)
		if address == w.Verify || slices.Contains(w.Former[:n], address) {
			r.report("address-twice", key, source.Quote(address)+" is there already", "delete it here")
		}
	}
}

// ReadEvent is Read for an event in the folder of the issuer, whose event.toml needs no [issuer]; if it has one, it must
// say the same.
func (i *Issuer) ReadEvent(file string, data []byte) (*Event, source.Problems) {
	return readText(file, data, i)
}

// take gives the event its issuer.
func (r *reader) take(e *Event, i *Issuer) {
	of := *i
	if of.plain {
		of.Name = map[string]string{r.languages[0]: i.Name[slices.Sorted(maps.Keys(i.Name))[0]]}
	} else if of.Name[r.languages[0]] == "" {
		r.problems.Add(of.document.Problem("event-missing-language", "name",
			fmt.Sprintf("name is missing in %s, the main language of the event", r.languages[0]),
			fmt.Sprintf(`add to issuer.toml: name.%s = "…"`, r.languages[0])))
	}
	own := e.Issuer
	e.Issuer = of
	if r.Has("verify.numbers") && own.Numbers != of.Numbers {
		r.report("two-issuers", "verify.numbers", fmt.Sprintf("verify.numbers is %t here, and numbers is %t in issuer.toml",
			own.Numbers, of.Numbers), "delete the line here: all events of an issuer share its page")
	}
	if !r.Has("issuer") {
		return
	}
	const hint = "delete [issuer] and its lines here, or correct issuer.toml in the folder above"
	if own.Verify != of.Verify {
		r.report("two-issuers", "issuer.verify", fmt.Sprintf("issuer.verify is %s here and %s in issuer.toml",
			source.Quote(own.Verify), source.Quote(of.Verify)), hint)
	}
	for tag, name := range own.Name {
		if name != of.Name[tag] {
			r.report("two-issuers", "issuer.name", fmt.Sprintf("issuer.name is %s here and %s in issuer.toml",
				source.Quote(name), source.Quote(of.Name[tag])), hint)
			break
		}
	}
	for _, part := range []struct{ key, here, above string }{{"issuer.logo", own.Brand.Logo, of.Brand.Logo},
		{"issuer.colour", own.Brand.Colour, of.Brand.Colour}, {"issuer.accent", own.Brand.Accent, of.Brand.Accent}} {
		if r.Has(part.key) && part.here != part.above {
			r.report("two-issuers", part.key, fmt.Sprintf("%s is %s here and %s in issuer.toml: the page of all events has one look",
				part.key, source.Quote(part.here), source.Quote(part.above)), hint)
		}
	}
}

//go:embed issuer.toml
var issuerExample []byte

//go:embed issuer.txt
var issuerManual string

// IssuerSchema returns the JSON Schema (draft 2020-12) of issuer.toml, for editors.
func IssuerSchema() []byte {
	return schema.JSON(writtenIssuerFile{Numbers: true}, "issuer.toml of Lanyard", issuerNotes())
}

// IssuerManual returns the manual of issuer.toml as plain text.
func IssuerManual() string {
	return issuerManual + "\n" + schema.Manual(writtenIssuerFile{Numbers: true}, "issuer.toml", issuerNotes(), issuerExample)
}

// issuerNotes explains every key of issuer.toml.
func issuerNotes() map[string]schema.Note {
	return map[string]schema.Note{
		"name": {About: "The name of the organisation, as papers and the verification page show it; name.en and name.fr for " +
			"several languages. Every event needs it in its main language; a name written once is that of all languages.",
			Pattern: textPattern, Needed: true},
		"verify": {About: "The address where anyone can verify the papers of all events: the host name, in lower case, and the path " +
			"of a folder where the site has no host to itself. A change counts for new papers; the address before is kept.",
			Pattern: address.String(), Needed: true},
		"numbers": {About: "true: the printed number opens the paper on the verification page. false: codes alone do; as verify.numbers of an " +
			"event that stands alone (lanyard help event)."},
		"former": {About: "Addresses that stand on papers printed before. The issuer document goes on vouching for them.",
			Pattern: address.String()},
		"logo": {About: logoAbout, Pattern: pathPattern}, "colour": {About: colourAbout, Pattern: colour.String()},
		"accent": {About: accentAbout, Pattern: colour.String()},
	}
}

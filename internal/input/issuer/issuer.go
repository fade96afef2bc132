// Package issuer reads issuer.toml, which says who certifies in a folder that holds several events, and checks what the
// [issuer] of an event.toml says of the same: the address of verification, and how the verification page looks.
//
// The manual of the file is what Manual returns and "lanyard help issuer" prints. It is generated from the struct that
// decodes the file (written), the notes on its keys (notes) and issuer.toml, which has every key; so is Schema.
package issuer

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"lanyard/internal/base/schema"
	"lanyard/internal/base/source"
	"lanyard/internal/input/values"
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

	Language string // the main one: that of the event, or the first in which issuer.toml names the issuer

	plain    bool             // the name is written once, for every language
	document *source.Document // issuer.toml; nil: the table of event.toml
}

// written is the decoded issuer.toml.
type written struct {
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

// Read reads the text of an issuer.toml; file is its name in messages. The issuer is nil if any problem is an
// error. Events of the issuer are read with event.ReadOf.
func Read(file string, data []byte) (*Issuer, source.Problems) {
	document, problems := source.ParseTOML(file, data)
	if problems.Err() != nil {
		return nil, problems
	}
	w := written{Numbers: true}
	r := values.Decode(document, &w)
	r.Languages = r.ReadLanguages(nil, "name")
	r.Missing("name", `add: name = "Example Institute"`)
	r.Missing("verify", `add: verify = "verify.example.org"`)
	i := &Issuer{Name: r.Texts("name", w.Name, values.MaxFact), Verify: w.Verify, Numbers: w.Numbers, Former: w.Former,
		document: document}
	i.Names, i.Language = i.Name, r.Languages[0]
	_, i.plain = w.Name[""]
	CheckAddress(&r, "verify", w.Verify)
	former(&r, w)
	i.Brand = ReadBrand(&r, "", Table{Logo: w.Logo, Colour: w.Colour, Accent: w.Accent})
	r.Problems.Sort()
	if r.Problems.Err() != nil {
		return nil, r.Problems
	}
	return i, r.Problems
}

// former checks the former addresses.
func former(r *values.Reader, w written) {
	if len(w.Former) > maxFormer {
		r.Report("limit", "former", fmt.Sprintf("there are %d former addresses, more than %d", len(w.Former), maxFormer),
			"keep those that stand on papers")
	}
	for n, address := range w.Former {
		key := values.Element("former", n)
		CheckAddress(r, key, address)
		if address == w.Verify || slices.Contains(w.Former[:n], address) {
			r.Report("address-twice", key, source.Quote(address)+" is there already", "delete it here")
		}
	}
}

// NameFor returns the name of the issuer for an event with the main language lang: a name that is written once is used
// in every language.
func (i *Issuer) NameFor(lang string) map[string]string {
	if i.plain {
		return map[string]string{lang: i.Name[slices.Sorted(maps.Keys(i.Name))[0]]}
	}
	return i.Name
}

// Shared reports whether the issuer has an issuer.toml.
func (i *Issuer) Shared() bool { return i.document != nil }

// Problem returns an error at a key of issuer.toml, for checks made after Read.
func (i *Issuer) Problem(code, key, message, hint string) source.Problem {
	return i.document.Problem(code, key, message, hint)
}

// Table is the decoded [issuer] of an event.toml.
type Table struct {
	Name   source.Texts `toml:"name"`
	Verify string       `toml:"verify"`
	Logo   string       `toml:"logo"`
	Colour string       `toml:"colour"`
	Accent string       `toml:"accent"`
}

//go:embed issuer.toml
var example []byte

//go:embed issuer.txt
var manual string

// Schema returns the JSON Schema (draft 2020-12) of issuer.toml, for editors.
func Schema() []byte {
	return schema.JSON(written{Numbers: true}, "issuer.toml of Lanyard", notes())
}

// Manual returns the manual of issuer.toml as plain text.
func Manual() string {
	return manual + "\n" + schema.Manual(written{Numbers: true}, "issuer.toml", notes(), example)
}

// notes explains every key of issuer.toml.
func notes() map[string]schema.Note {
	return map[string]schema.Note{
		"name": {About: "The name of the organisation, as papers and the verification page show it; name.en and name.fr for " +
			"several languages. Every event needs it in its main language; a name written once is that of all languages.",
			Pattern: values.TextPattern, Needed: true},
		"verify": {About: "The address where anyone can verify the papers of all events: the host name, in lower case, and the path " +
			"of a folder where the site has no host to itself. A change counts for new papers; the address before is kept.",
			Pattern: address.String(), Needed: true},
		"numbers": {About: "true: the printed number opens the paper on the verification page. false: codes alone do; as verify.numbers of an " +
			"event that stands alone (lanyard help event)."},
		"former": {About: "Addresses that stand on papers printed before. The issuer document goes on vouching for them.",
			Pattern: address.String()},
		"logo":   {About: LogoAbout, Pattern: values.PathPattern},
		"colour": {About: ColourAbout, Pattern: values.Colour.String()},
		"accent": {About: AccentAbout, Pattern: values.Colour.String()},
	}
}

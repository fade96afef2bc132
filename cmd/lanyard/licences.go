package main

import (
	"context"
	_ "embed"
	"io"
	"io/fs"
	"strings"

	"lanyard/fonts"
)

// moduleLicences holds the licence of Lanyard, of the Go runtime and standard library, of every module in the two
// commands on any system, and of the data of Unicode. TestLicences holds it against what they are built of.
//
//go:generate go test -run TestLicences -update
//go:embed licences.txt
var moduleLicences string

func runLicences(_ context.Context, w *world, args []string) error {
	o := w.options("licences", "",
		`Licences prints the licence of Lanyard and of everything in it: the modules, the data of Unicode and the fonts. The
fonts may be embedded into what you print and publish, as Lanyard does.`)
	if _, err := o.parse(args, 0, 0); err != nil {
		return err
	}
	text, err := fontLicences(fonts.FS)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w.stdout, moduleLicences+text)
	return err
}

// licenceRule separates two licences.
const licenceRule = "================================================================================\n"

// fontLicences returns the licences of the fonts: those with the same text together, whatever their copyright line.
func fontLicences(files fs.FS) (string, error) {
	families, err := fs.Glob(files, "*/OFL.txt")
	if err != nil {
		return "", err
	}
	type licence struct{ heads, text string }
	var all []licence
	for _, file := range families {
		data, err := fs.ReadFile(files, file)
		if err != nil {
			return "", err
		}
		head, text, _ := strings.Cut(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		line := "font " + strings.TrimSuffix(file, "/OFL.txt") + ": " + head + "\n"
		found := false
		for i := range all {
			if all[i].text == text {
				all[i].heads += line
				found = true
			}
		}
		if !found {
			all = append(all, licence{line, text})
		}
	}
	var b strings.Builder
	for _, l := range all {
		b.WriteString(licenceRule + l.heads + "\n" + strings.TrimSpace(l.text) + "\n\n")
	}
	return b.String(), nil
}

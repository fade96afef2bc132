package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/create"
	"lanyard/internal/work/preview"
	"lanyard/templates"
)

func runTemplates(ctx context.Context, w *world, args []string) error {
	o := w.options("templates", "[DIR]",
		"Templates lists the built-in designs. With -picture it draws one for an invented person; with "+
			"-copy it copies\n"+
			"one into the event's folder DIR for you to change. If a badge and a certificate share a NAME, write "+
			"badge/NAME or certificate/NAME.")
	picture := o.String("picture", "", "draw the template `NAME`")
	out := o.String("out", "", "with -picture: write to `FILE`; default: NAME.png")
	width := o.Int("width", pictureWidth, "with -picture: draw `N` pixels wide")
	copied := o.String("copy", "", "copy the template `NAME` into DIR")
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	all, err := designs()
	if err != nil {
		return err
	}
	switch {
	case *picture != "" && *copied != "":
		return usageFault("-picture and -copy exclude each other", "run the command once for each")
	case *picture != "":
		d, err := findDesign(all, *picture)
		if err != nil {
			return err
		}
		return w.drawDesign(ctx, d, cmp.Or(*out, d.name+".png"), *width)
	case *copied != "":
		d, err := findDesign(all, *copied)
		if err != nil {
			return err
		}
		return w.copyDesign(d, eventDir(rest))
	}
	for _, d := range all {
		fmt.Fprintf(w.stdout, "%-12s %-11s %-17s %s\n", d.kind, d.name, d.size, d.about)
	}
	one := all[0].kind.String() + "/" + all[0].name
	w.hintf("draw one: lanyard templates -picture %s -out FILE.png; change one: lanyard templates -copy %s DIR", one,
		one)
	return nil
}

// design is a built-in template.
type design struct {
	kind  paper.Kind
	name  string
	size  string // of the page, as people write it
	about string // the first sentence of its file
	dir   string // in templates.FS
}

// designs returns the built-in templates, badges first, by name.
func designs() ([]design, error) {
	var all []design
	for _, kind := range paper.Kinds() {
		entries, err := fs.ReadDir(templates.FS, kind.Plural())
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			d := design{kind: kind, name: e.Name(), dir: path.Join(kind.Plural(), e.Name())}
			data, err := fs.ReadFile(templates.FS, path.Join(d.dir, templateFile))
			if err != nil {
				return nil, err
			}
			t, problems := blueprint.Parse(d.dir, data, blueprint.Setting{})
			if err := problems.Err(); err != nil {
				return nil, err
			}
			d.about = firstSentence(string(data))
			d.size = strings.TrimSuffix(t.Size.W.String(), "mm") + " x " + strings.TrimSuffix(t.Size.H.String(),
				"mm") + " mm"
			all = append(all, d)
		}
	}
	return all, nil
}

// firstSentence returns the first sentence of the comment at the top of a file.
func firstSentence(file string) string {
	var words []string
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		for _, word := range strings.Fields(line[1:]) {
			if words = append(words, word); strings.HasSuffix(word, ".") {
				return strings.Join(words, " ")
			}
		}
	}
	return strings.Join(words, " ")
}

const templateFile = "template.toml"

// findDesign returns the design called name: "formal" or "certificate/formal".
func findDesign(all []design, name string) (design, error) {
	kind, bare, ok := strings.Cut(name, "/")
	if !ok {
		kind, bare = "", name
	}
	var found []design
	var names []string
	for _, d := range all {
		if d.name == bare && (kind == "" || kind == d.kind.String() || kind == d.kind.Plural()) {
			found = append(found, d)
		}
		names = append(names, d.kind.String()+"/"+d.name)
	}
	switch len(found) {
	case 0:
		return design{}, usageFault(fmt.Sprintf("there is no template %q", name),
			"the templates are "+strings.Join(names, ", "))
	case 1:
		return found[0], nil
	}
	return design{}, usageFault(fmt.Sprintf("there is a badge and a certificate called %q", name),
		fmt.Sprintf("write badge/%s or certificate/%s", bare, bare))
}

// copyDesign copies a design into an event's folder, as design/badge.toml or
// design/certificate.toml, with its other files and the schema. It never overwrites
// a file.
func (w *world) copyDesign(d design, dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "event.toml")); err != nil {
		return usageFault(fmt.Sprintf("there is no event in %q", dir),
			"name the folder of an event: lanyard templates -copy "+d.name+" DIR")
	}
	main := path.Join("design", d.kind.String()+".toml")
	files, err := create.CopyOf(d.kind, d.name, main)
	if err != nil {
		return err
	}
	for _, f := range files {
		_, err := os.Lstat(filepath.Join(dir, f.Name))
		if err == nil && path.Base(f.Name) != create.TemplateSchema {
			return usageFault(fmt.Sprintf("there is a file %q already", filepath.Join(dir, f.Name)),
				"move it away, or edit that file")
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "design"), 0o755); err != nil {
		return fmt.Errorf("copying template: %w", err)
	}
	for _, f := range files {
		err := create.WriteNew(filepath.Join(dir, f.Name), f.Data)
		if errors.Is(err, fs.ErrExist) && path.Base(f.Name) == create.TemplateSchema {
			continue
		}
		if err != nil {
			return fmt.Errorf("copying template: %w", err)
		}
	}
	w.printf("wrote %s", filepath.Join(dir, main))
	w.hintf("write in event.toml, below [%s]: template = %q; then watch it while you edit: lanyard preview %s",
		d.kind.Plural(), main, dir)
	return nil
}

// drawDesign draws a design for an invented person of an invented event in which
// every field has a value.
func (w *world) drawDesign(ctx context.Context, d design, file string, width int) (err error) {
	dir, err := os.MkdirTemp("", "lanyard-")
	if err != nil {
		return fmt.Errorf("drawing template: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	event := fmt.Sprintf(sampleEvent, d.kind, d.name)
	switch d.kind {
	case paper.Badge:
		event += "sheet = \"none\"\n"
	case paper.Certificate:
		event += sampleSignatories
	}
	for name, data := range map[string]string{"event.toml": event, "attendees.csv": sampleList,
		"sponsors.svg": sampleSponsors} {
		if err := create.WriteNew(filepath.Join(dir, name), []byte(data)); err != nil {
			return fmt.Errorf("drawing template: %w", err)
		}
	}
	return w.picture(ctx, file, preview.Subject{Dir: dir, Kind: d.kind.String(), Width: width, Now: w.now})
}

// The event and the person in pictures of designs.
const (
	sampleEvent = `id = "sample"
languages = ["en", "fa"]
title.en = "International Conference on Open Science"
title.fa = "همایش بین‌المللی دانش آزاد"
place.en = "Shiraz"
place.fa = "شیراز"
start = 2027-07-14
end = 2027-07-16
[issuer]
name.en = "Institute for Open Science"
name.fa = "پژوهشگاه دانش آزاد"
verify = "verify.example.org"
[roles.speaker]
label.en = "Speaker"
label.fa = "سخنران"
colour = "#7a1f3d"
[access.dinner]
label.en = "Dinner"
label.fa = "شام"
[pictures]
sponsors = "sponsors.svg"
[text]
programme = """
09:30 Opening
10:00 Open data
11:30 Reproducible research
13:00 Lunch
14:30 Workshops
19:00 Dinner"""
[%ss]
template = %q
`
	sampleSignatories = `[[certificates.signatories]]
name.en = "Prof. Mina Farhadi"
name.fa = "دکتر مینا فرهادی"
title.en = "Chair"
title.fa = "رئیس همایش"
[[certificates.signatories]]
name.en = "Dr. Tomás Oliveira"
name.fa = "دکتر توماس اولیویرا"
title.en = "Programme committee"
title.fa = "کمیتهٔ علمی"
`
	sampleSponsors = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40">
<g fill="#3b4a5a"><circle cx="20" cy="20" r="16"/><path d="M70 36L88 4L106 36Z"/><path d="M130 4h32v32h-32zM138 12v16h16v-16z" fill-rule="evenodd"/>
<path d="M186 20L204 4L222 20L204 36Z"/><path d="M246 4h10v32h-10zM262 12h10v24h-10zM278 20h10v16h-10z"/></g></svg>
`
	sampleList = `id,name,given_name,family_name,name_local,language,organisation,country,role,email,contact,sessions,access,minutes
1,Shirin Golestani,Shirin,Golestani,شیرین گلستانی,fa,University of Shiraz,Iran,speaker,shirin@example.org,+98 71 5550 1234,Open data; Reproducible research,dinner,540
`
)

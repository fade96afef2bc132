package create

import (
	"fmt"
	"io/fs"
	"path"

	"lanyard/internal/base/paper"
	"lanyard/internal/paper/blueprint"
	"lanyard/templates"
)

// TemplateSchema is the name of the file next to a template by which editors know its keys.
const TemplateSchema = "template.schema.json"

// Copy is a file of a built-in design, copied into an event's folder.
type Copy struct {
	Name string // slash-separated, in the folder
	Data []byte
}

// templateFile is the name of the template in the folder of a built-in design.
const templateFile = "template.toml"

// TextOf returns the template of a built-in design of a kind, as CopyOf copies it. The error is that there is none.
func TextOf(kind paper.Kind, name string) ([]byte, error) {
	data, err := fs.ReadFile(templates.FS, path.Join(kind.Plural(), name, templateFile))
	if err != nil {
		return nil, fmt.Errorf("copying template: %w", err)
	}
	return append([]byte(SchemaLine(TemplateSchema)), data...), nil
}

// CopyOf returns the files of a built-in design of a kind for an event's own folder: first the template, under the name
// main, then the files next to it and the schema of templates, which may exist already.
func CopyOf(kind paper.Kind, name, main string) ([]Copy, error) {
	from := path.Join(kind.Plural(), name)
	entries, err := fs.ReadDir(templates.FS, from)
	if err != nil {
		return nil, fmt.Errorf("copying template: %w", err)
	}
	text, err := TextOf(kind, name)
	if err != nil {
		return nil, err
	}
	all := []Copy{{main, text}}
	for _, e := range entries {
		if e.Name() == templateFile {
			continue
		}
		data, err := fs.ReadFile(templates.FS, path.Join(from, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("copying template: %w", err)
		}
		all = append(all, Copy{path.Join(path.Dir(main), e.Name()), data})
	}
	return append(all, Copy{path.Join(path.Dir(main), TemplateSchema), blueprint.Schema()}), nil
}

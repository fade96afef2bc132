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

// CopyOf returns the files of a built-in design of a kind for an event's own folder: first the template, under the name
// main, then the files next to it and the schema of templates, which may exist already.
func CopyOf(kind paper.Kind, name, main string) ([]Copy, error) {
	from := path.Join(kind.Plural(), name)
	entries, err := fs.ReadDir(templates.FS, from)
	if err != nil {
		return nil, fmt.Errorf("copying template: %w", err)
	}
	const file = "template.toml"
	all := make([]Copy, 1, len(entries)+1)
	for _, e := range entries {
		data, err := fs.ReadFile(templates.FS, path.Join(from, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("copying template: %w", err)
		}
		if e.Name() == file {
			all[0] = Copy{main, append([]byte("#:schema ./"+TemplateSchema+"\n"), data...)}
			continue
		}
		all = append(all, Copy{path.Join(path.Dir(main), e.Name()), data})
	}
	return append(all, Copy{path.Join(path.Dir(main), TemplateSchema), blueprint.Schema()}), nil
}

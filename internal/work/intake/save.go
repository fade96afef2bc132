package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/draft"
)

// Save writes a design to folder in the event's folder dir: all of its files or none. What is there already is a fault;
// nothing is overwritten, and nothing outside dir is written.
func (d *Design) Save(dir, folder string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("writing template: %w", err)
	}
	defer root.Close()
	if _, err := root.Lstat(folder); err == nil {
		return fault.New(fmt.Sprintf("there is a template %s already", source.Quote(filepath.Join(dir, folder))),
			"give this one another name with: -name NAME; or move the folder away")
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("writing template: %w", err)
	}
	staged := path.Join(path.Dir(folder), "."+path.Base(folder)+".part")
	if err := root.RemoveAll(staged); err != nil { // of a run that was killed
		return fmt.Errorf("writing template: %w", err)
	}
	if err := root.MkdirAll(staged, 0o755); err != nil {
		return fmt.Errorf("writing template: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, root.RemoveAll(staged))
		}
	}()
	for _, f := range append([]draft.File{{Name: draft.TemplateFile, Data: d.Template}}, d.Files...) {
		if err := root.WriteFile(path.Join(staged, f.Name), f.Data, 0o644); err != nil {
			return fmt.Errorf("writing template: %w", err)
		}
	}
	if err := root.Rename(staged, folder); err != nil {
		return fmt.Errorf("writing template: %w", err)
	}
	return nil
}

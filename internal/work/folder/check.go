package folder

import (
	"fmt"

	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/paper/expression"
)

// planFiles reads the pattern for the names of certificate files.
func (w *Work) planFiles(c *event.Certificates) {
	const key = "certificates.files"
	const example = `write for example files = "{{family}}-{{number}}"`
	pattern, err := expression.ParsePhrase(c.Files)
	if err != nil {
		w.report("event-files", key, err.Error(), example)
		return
	}
	if len(pattern.Fields()) == 0 {
		w.report("event-files", key, fmt.Sprintf("%s calls all certificates alike", source.Quote(c.Files)), example)
		return
	}
	w.FileNames = pattern
}

// Package slides reads PowerPoint presentations: the texts, shapes and pictures of the first slide, and what its
// layout, master and theme say about them, become boxes of a draft.
//
// Only the parts that the slide refers to are unpacked, within limits, and nothing outside the archive is followed.
package slides

import (
	"lanyard/internal/base/fault"
	"lanyard/internal/base/source"
	"lanyard/internal/work/draft"
)

// Read fills the draft with the first slide of a presentation, and says what to do with other archives. Errors are a
// *fault.Error.
func Read(d *draft.Draft, s draft.Source) error {
	a, err := openArchive(s.Data)
	if err != nil {
		return draft.Unusable(s.File, err)
	}
	hint := ""
	switch {
	case a.files["ppt/presentation.xml"] != nil:
		if err := fromSlides(d, a); err != nil {
			return draft.Unusable(s.File, err)
		}
		return nil
	case a.files["word/document.xml"] != nil:
		hint = "Word documents have no places for things: save it as a PDF (File, Save as, PDF) and import that"
	case a.files["xl/workbook.xml"] != nil:
		hint = "it is a workbook: save the sheet as a PDF and import that; a list of people is named in event.toml"
	case a.files["mimetype"] != nil && a.files["content.xml"] != nil:
		hint = "it is an OpenDocument file: save it as .pptx or as a PDF and import that"
	default:
		hint = "unpack it and import the design in it"
	}
	return fault.New(source.Quote(s.File)+" is not a design that can be imported", hint)
}

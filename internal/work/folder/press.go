package folder

import (
	"fmt"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/paper/icc"
	"lanyard/internal/paper/pdf"
)

// loadPress reads the profile of the press.
func (w *Work) loadPress() {
	name := w.Event.Press
	if name == "" {
		return
	}
	data, err := w.read(name, icc.MaxPress)
	if err != nil {
		message, hint := bundle.WhyNot(name, err)
		w.problems.Add(w.Event.Problem("event-press", "press", message, hint))
		return
	}
	if w.Press, err = pdf.ReadPress(data); err != nil {
		w.problems.Add(w.Event.Problem("event-press", "press",
			fmt.Sprintf("%s is no profile of a press: %s", source.Quote(name), err),
			"ask the printer for the ICC profile of the press in CMYK, or leave press out"))
	}
}

// PhotoNotes says how many of the photos read so far keep their papers from being PDF/A, and names the first.
func (w *Work) PhotoNotes() []string {
	names := w.pictures.InCMYK()
	if w.Press != nil || len(names) == 0 {
		return nil
	}
	are := fmt.Sprintf("%d photos are in CMYK, like %s: their papers do", len(names), source.Quote(names[0]))
	if len(names) == 1 {
		are = fmt.Sprintf("the photo %s is in CMYK: its papers do", source.Quote(names[0]))
	}
	return []string{are + ` not claim to be PDF/A; save it in RGB, or name the profile of the press in event.toml: press = "press.icc"`}
}

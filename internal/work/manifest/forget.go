package manifest

import (
	"maps"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/work/output"
)

// Traces are what a folder of papers shows of some people.
type Traces struct {
	Papers int
	Alone  []string // files that show nobody else, sorted
	Shared []string // files that show other people, too, sorted

	manifest bundle.Manifest
	of       func(bundle.Entry) bool
}

// TracesOf returns what the papers in out show of the people for whom of returns true, by the manifest of the last
// run. Files that the manifest does not list are not looked at.
func TracesOf(out *bundle.Dir, of func(event string, e bundle.Entry) bool) (*Traces, error) {
	m, err := out.ReadManifest(".")
	if err != nil {
		return nil, err
	}
	t := &Traces{manifest: m, of: func(e bundle.Entry) bool { return of(m.Event, e) }}
	shows, others, certificates := map[string]bool{}, map[string]bool{}, false
	for e := range m.Entries {
		if !t.of(e) {
			others[e.File], others[e.Picture] = true, true
			continue
		}
		t.Papers++
		shows[e.File] = true
		if e.Picture != "" {
			shows[e.Picture] = true
		}
		certificates = certificates || output.IsCertificate(e.File)
	}
	for _, f := range m.Files {
		if _, collected := output.IsCollection(f.File); collected && certificates {
			shows[f.File], others[f.File] = true, true
		}
		if certificate, is := output.IsPicture(f.File); is && shows[certificate] {
			shows[f.File] = true
		}
	}
	for _, file := range slices.Sorted(maps.Keys(shows)) {
		if others[file] {
			t.Shared = append(t.Shared, file)
		} else {
			t.Alone = append(t.Alone, file)
		}
	}
	return t, nil
}

// Erase removes the people from the manifest, and deletes the files that show nobody else. With keep the files stay,
// unknown to later runs.
func (t *Traces) Erase(out *bundle.Dir, keep bool) error {
	if t.Papers == 0 {
		return nil
	}
	if !keep {
		for _, file := range t.Alone {
			if err := out.Remove(file); err != nil {
				return err
			}
		}
	}
	m := t.manifest
	gone, numbers := map[string]bool{}, map[string]bool{}
	for _, file := range t.Alone {
		gone[file] = true
	}
	for e := range m.Entries {
		numbers[e.Number] = numbers[e.Number] || t.of(e)
	}
	list, err := forgetMailing(out, numbers)
	if err != nil {
		return err
	}
	m.Files = slices.DeleteFunc(slices.Clone(m.Files), func(f bundle.Written) bool { return gone[f.File] })
	for i, f := range m.Files {
		if f.File == list.File {
			m.Files[i] = list
		}
	}
	m.Entries = func(yield func(bundle.Entry) bool) {
		for e := range t.manifest.Entries {
			if !t.of(e) && !yield(e) {
				return
			}
		}
	}
	_, err = out.WriteManifest(m)
	return err
}

package batch

import (
	"iter"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/walkin"
)

// manifest writes manifest.json. Files of the last run that this one has
// replaced by others are removed; a run over a part keeps the rest. Entries of
// papers that this run has superseded go in any case.
func (r *run) manifest(out *bundle.Dir) error {
	old, err := out.ReadManifest(".")
	if err != nil {
		return err
	}
	m := bundle.Manifest{Event: r.work.Event.ID, Shard: r.theShard, Files: slices.Clone(r.Files)}
	mine := map[string]bool{}
	for _, f := range m.Files {
		mine[f.File] = true
	}
	stale := r.stale(old)
	for _, f := range old.Files {
		switch {
		case mine[f.File]:
		case stale[f.File]:
			if err := out.Remove(f.File); err != nil {
				return err
			}
			r.Removed = append(r.Removed, f.File)
		default:
			m.Files = append(m.Files, f)
			mine[f.File] = false
		}
	}
	m.Entries = func(yield func(bundle.Entry) bool) {
		numbers := map[shown]string{}
		for one, p := range r.papers() {
			e := one.listed(p)
			if numbers[shown{e.Attendee, e.Kind}] = e.Number; !yield(e) {
				return
			}
		}
		for e := range old.Entries {
			kept, ok := mine[e.File]
			number, made := numbers[shown{e.Attendee, e.Kind}]
			if ok && !kept && (!made || number == e.Number) && !yield(e) {
				return
			}
		}
	}
	_, err = out.WriteManifest(m)
	return err
}

// listed returns a paper as the manifest has it.
func (one *printed) listed(p *press) bundle.Entry {
	return bundle.Entry{Attendee: one.Person.ID, Kind: p.Kind.String(), Name: one.Person.Name, Number: one.Number.String(),
		Token: one.Token.Hash(), File: one.file, Page: one.page}
}

// prints returns of the papers those that this run put on new paper: into a file
// that is not as it was, or nobody holds it yet.
func (r *run) prints() iter.Seq[ledger.Print] {
	changed := map[string]bool{}
	for _, f := range r.Files {
		changed[f.File] = f.Changed
	}
	return func(yield func(ledger.Print) bool) {
		for one, p := range r.papers() {
			if !changed[one.file] && !r.Again && r.holds(p, one) {
				continue
			}
			if !yield(ledger.Print{Number: one.Number, File: one.file, Page: one.page, Shown: one.shownOn(p)}) {
				return
			}
		}
	}
}

// shown is a paper of a person, in whatever version.
type shown struct{ attendee, kind string }

// stale returns the files of the last run that show a paper of which this run
// has made a newer file, or, in a run over everybody, what no such run makes:
// people who have gone, and parts. Spares wait for the next walk-in.
func (r *run) stale(old bundle.Manifest) map[string]bool {
	made := map[shown]bool{}
	kinds := map[string]bool{}
	for one, p := range r.papers() {
		made[shown{one.Person.ID, p.Kind.String()}] = true
		kinds[p.Kind.String()] = true
	}
	stale := map[string]bool{}
	for e := range old.Entries {
		single := e.Kind == paper.Certificate.String()
		if single && made[shown{e.Attendee, e.Kind}] || !r.partial() && kinds[e.Kind] && (!strings.HasPrefix(e.File, walkin.File) || r.Spares > 0) {
			stale[e.File] = true
		}
	}
	if !r.partial() && kinds[paper.Certificate.String()] {
		for _, f := range old.Files {
			whole, isWhole := isCollection(f.File)
			stale[f.File] = stale[f.File] || isWhole && (!whole || r.certificatesChanged(stale))
		}
	}
	return stale
}

// isCollection reports whether a file holds all certificates of a run, and
// whether of one over everybody.
func isCollection(file string) (whole, ok bool) {
	rest, ok := strings.CutPrefix(file, certificatesDir)
	return !strings.HasPrefix(rest, "-"), ok && !strings.Contains(rest, "/")
}

// certificatesChanged reports whether this run has changed or removed the
// certificate of anybody, so that a collection which it does not make is old.
func (r *run) certificatesChanged(stale map[string]bool) bool {
	mine := map[string]bool{}
	for _, f := range r.Files {
		single := strings.HasPrefix(f.File, certificatesDir+"/")
		if mine[f.File] = true; single && f.Changed {
			return true
		}
	}
	for file := range stale {
		if strings.HasPrefix(file, certificatesDir+"/") && !mine[file] {
			return true
		}
	}
	return false
}

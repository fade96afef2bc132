package press

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/history"
	"lanyard/internal/work/walkin"
)

// Manifest writes manifest.json into out, with the papers of presses, which were
// made with options o. Files of the last run that this one has replaced are
// removed; a run over a part keeps the rest. Entries of papers that this run has
// superseded go in any case, and so do those of papers that other keys have signed.
func (m *Made) Manifest(out *bundle.Dir, presses []*Press, o Options, r Record) error {
	old, err := out.ReadManifest(".")
	if err != nil {
		return err
	}
	written := bundle.Manifest{Event: presses[0].Event.ID, Issuer: r.Issuer, Shards: r.Shards, Shard: r.Shard, Files: slices.Clone(m.Files)}
	mine := map[string]bool{}
	for _, f := range written.Files {
		mine[f.File] = true
	}
	foreign := r.Issuer != "" && old.Issuer != "" && r.Issuer != old.Issuer
	stale := m.stale(old, presses, o, r.Alias)
	for _, f := range old.Files {
		switch {
		case mine[f.File]:
		case stale[f.File]:
			if err := out.Remove(f.File); err != nil {
				return err
			}
			m.Removed = append(m.Removed, f.File)
		default:
			written.Files = append(written.Files, f)
			mine[f.File] = false
		}
	}
	written.Entries = func(yield func(bundle.Entry) bool) {
		numbers := map[versions]string{}
		for one, p := range All(presses) {
			e := one.entry(r.Alias)
			if p.Word != "" {
				e.Number, e.Token = p.Word, bundle.Sum{} // nothing was issued
			}
			if numbers[versions{e.Attendee, e.Kind}] = e.Number; !yield(e) {
				return
			}
		}
		if foreign {
			return
		}
		for e := range old.Entries {
			e.Attendee = r.Alias.Of(e.Attendee) // older programs wrote addresses
			kept, ok := mine[e.File]
			number, made := numbers[versions{e.Attendee, e.Kind}]
			if ok && !kept && (!made || number == e.Number) && !yield(e) {
				return
			}
		}
	}
	if r.Letters != nil {
		list, err := writeMailing(out, r.Letters.rows(presses, written.Entries))
		if err != nil {
			return err
		}
		written.Files = append(slices.DeleteFunc(written.Files, func(f bundle.Written) bool { return f.File == MailingFile }), list)
	}
	_, err = out.WriteManifest(written)
	return err
}

// Record is what a manifest says of a run, apart from its papers.
type Record struct {
	Issuer string          // fingerprint of the root key; empty in a shard, whose machine need not have it
	Shards int             // of how many parts the run was joined
	Shard  json.RawMessage // what a shard says of itself
	Alias  history.Aliases // of ids

	Letters *Letters // written to MailingFile; nil in a shard and a draft, which write none
}

// entry returns a paper as the manifest has it.
func (one *Printed) entry(a history.Aliases) bundle.Entry {
	return bundle.Entry{Attendee: a.Of(one.Person.ID), Kind: one.Kind.String(), Name: one.Person.Name, Number: one.Number.String(),
		Token: one.Token.Hash(), File: one.file, Page: one.page}
}

// Prints returns the papers that this run printed anew: those in a file that has changed, and those that nobody holds
// yet. With again, it is all of them.
func (m *Made) Prints(presses []*Press, h *history.History, again bool) iter.Seq[ledger.Print] {
	changed := map[string]bool{}
	for _, f := range m.Files {
		changed[f.File] = f.Changed
	}
	return func(yield func(ledger.Print) bool) {
		for one, p := range All(presses) {
			shown := func() string { return p.ShownOn(one) }
			if !changed[one.file] && !again && h.Holds(one.Issued, shown) {
				continue
			}
			if !yield(ledger.Print{Number: one.Number, File: one.file, Page: one.page, Shown: shown()}) {
				return
			}
		}
	}
}

// versions is a paper of a person, in all its versions.
type versions struct{ attendee, kind string }

// stale returns the files of the last run that show a paper of which this run
// has made a newer file. A run over everybody adds the files that no such run
// makes: those of people who have gone, and of parts. Spares wait for the next
// walk-in.
func (m *Made) stale(old bundle.Manifest, presses []*Press, o Options, a history.Aliases) map[string]bool {
	made := map[versions]bool{}
	kinds := map[string]bool{}
	for one := range All(presses) {
		made[versions{a.Of(one.Person.ID), one.Kind.String()}] = true
		kinds[one.Kind.String()] = true
	}
	stale := map[string]bool{}
	for e := range old.Entries {
		single := e.Kind == paper.Certificate.String()
		if single && made[versions{a.Of(e.Attendee), e.Kind}] || !o.Partial() && kinds[e.Kind] && (!strings.HasPrefix(e.File, walkin.File) || o.Spares > 0) {
			stale[e.File] = true
		}
	}
	for _, f := range old.Files {
		if certificate, is := isPicture(f.File); is && stale[certificate] { // made with its certificate, or not any more
			stale[f.File] = true
		}
	}
	if !o.Partial() && kinds[paper.Certificate.String()] {
		for _, f := range old.Files {
			if whole, is := isCollection(f.File); is && (!whole || m.certificatesChanged(stale)) {
				stale[f.File] = true
			}
		}
	}
	return stale
}

// isCollection reports whether a file holds all certificates of a run, and
// whether that run was over everybody.
func isCollection(file string) (whole, ok bool) {
	rest, ok := strings.CutPrefix(file, certificatesDir)
	return !strings.HasPrefix(rest, "-"), ok && !strings.Contains(rest, "/")
}

// certificatesChanged reports whether this run has changed or removed the
// certificate of anybody, so that a collection from an earlier run is stale.
func (m *Made) certificatesChanged(stale map[string]bool) bool {
	mine := map[string]bool{}
	for _, f := range m.Files {
		_, picture := isPicture(f.File)
		single := strings.HasPrefix(f.File, certificatesDir+"/") && !picture
		if mine[f.File] = true; single && f.Changed {
			return true
		}
	}
	for file := range stale {
		_, picture := isPicture(file)
		if strings.HasPrefix(file, certificatesDir+"/") && !picture && !mine[file] {
			return true
		}
	}
	return false
}

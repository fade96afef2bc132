// Package manifest writes what a run leaves next to its papers: manifest.json, which says which paper is in which file,
// and mailing.csv, a list for mail merges. It takes people who are to be forgotten out of both.
//
//	press.Made, presses -> manifest.json, mailing.csv, files of earlier runs that are removed
package manifest

import (
	"encoding/json"
	"slices"
	"strings"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/paper"
	"lanyard/internal/work/history"
	"lanyard/internal/work/output"
	"lanyard/internal/work/press"
	"lanyard/internal/work/walkin"
)

// Write writes manifest.json into out, with the papers of presses, which were
// made with options o. Files of the last run that this one has replaced are
// removed; a run over a part keeps the rest. Entries of papers that this run has
// superseded go in any case, and so do those of papers that other keys have signed.
func Write(out *bundle.Dir, m *press.Made, presses []*press.Press, o output.Options, r Record) error {
	old, err := out.ReadManifest(".")
	if err != nil {
		return err
	}
	written := bundle.Manifest{Event: presses[0].Event.ID, Issuer: r.Issuer, Shards: r.Shards, Shard: r.Shard,
		Files: slices.Clone(m.Files)}
	mine := map[string]bool{}
	for _, f := range written.Files {
		mine[f.File] = true
	}
	foreign := r.Issuer != "" && old.Issuer != "" && r.Issuer != old.Issuer
	stale := staleFiles(m, old, presses, o, r.Alias)
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
		for one, p := range press.All(presses) {
			e := entryOf(one, r.Alias)
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
			if _, there := mine[e.Picture]; !there {
				e.Picture = ""
			}
			kept, ok := mine[e.File]
			number, made := numbers[versions{e.Attendee, e.Kind}]
			if ok && !kept && (!made || number == e.Number) && !yield(e) {
				return
			}
		}
	}
	if r.Letters != nil {
		m.Addressed = 0
		list, err := writeMailing(out, func(yield func([]string) bool) {
			for row := range r.Letters.rows(presses, written.Entries) {
				if row[addressColumn] != "" {
					m.Addressed++
				}
				if !yield(row) {
					return
				}
			}
		})
		if err != nil {
			return err
		}
		written.Files = append(slices.DeleteFunc(written.Files, func(f bundle.Written) bool { return f.File == MailingFile }),
			list)
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

// entryOf returns a paper as the manifest has it.
func entryOf(one *press.Printed, a history.Aliases) bundle.Entry {
	file, page := one.Placed()
	return bundle.Entry{Attendee: a.Of(one.Person.ID), Kind: one.Kind.String(), Name: one.Person.Name,
		Number: one.Number.String(), Token: one.Token.Hash(), File: file, Page: page, Picture: one.Picture()}
}

// versions is a paper of a person, in all its versions.
type versions struct{ attendee, kind string }

// staleFiles returns the files of the last run that show a paper of which this run
// has made a newer file. A run over everybody adds the files that no such run
// makes: those of people who have gone, and of parts. Spares wait for the next
// walk-in.
func staleFiles(m *press.Made, old bundle.Manifest, presses []*press.Press, o output.Options,
	a history.Aliases) map[string]bool {
	made := map[versions]bool{}
	kinds := map[string]bool{}
	for one := range press.All(presses) {
		made[versions{a.Of(one.Person.ID), one.Kind.String()}] = true
		kinds[one.Kind.String()] = true
	}
	stale := map[string]bool{}
	for e := range old.Entries {
		if made[versions{a.Of(e.Attendee), e.Kind}] || !o.Partial() && kinds[e.Kind] {
			stale[e.Picture] = true // made with its paper, or not any more
		}
		single := e.Kind == paper.Certificate.String()
		if single && made[versions{a.Of(e.Attendee), e.Kind}] || !o.Partial() && kinds[e.Kind] &&
			(!strings.HasPrefix(e.File, walkin.File) || o.Spares > 0) {
			stale[e.File] = true
		}
	}
	for _, f := range old.Files {
		if certificate, is := output.IsPicture(f.File); is && stale[certificate] { // older manifests do not say whose it is
			stale[f.File] = true
		}
	}
	if !o.Partial() && kinds[paper.Certificate.String()] {
		for _, f := range old.Files {
			if whole, is := output.IsCollection(f.File); is && (!whole || certificatesChanged(m, stale)) {
				stale[f.File] = true
			}
		}
	}
	return stale
}

// certificatesChanged reports whether a run has changed or removed the
// certificate of anybody, so that a collection from an earlier run is stale.
func certificatesChanged(m *press.Made, stale map[string]bool) bool {
	mine := map[string]bool{}
	for _, f := range m.Files {
		if mine[f.File] = true; f.Changed && output.IsCertificate(f.File) {
			return true
		}
	}
	for file := range stale {
		if output.IsCertificate(file) && !mine[file] {
			return true
		}
	}
	return false
}

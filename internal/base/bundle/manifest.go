package bundle

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"slices"
	"time"
)

// ManifestName is the name of the file written last.
const ManifestName = "manifest.json"

// manifestVersion is raised by changes that an old reader would misread.
const manifestVersion = 1

// maxManifest limits what is read back, in bytes: 300 for each of a million certificates.
const maxManifest = 300 << 20

// Manifest lists the files that a run made.
type Manifest struct {
	Event   string          // id of the event
	Issuer  string          // thumbprint of the issuer's root key; empty: not known, as in a shard
	Shards  int             // of how many parts the run was joined; 0: it was made in one piece
	Shard   json.RawMessage // what a run over a part says of itself; nil: the run is whole
	Files   []Written
	Entries iter.Seq[Entry] // nil: there are none; ReadManifest never returns nil
}

// Entry locates one certificate or badge.
type Entry struct {
	Attendee string `json:"attendee"` // id in the attendee list, or a keyed hash of it
	Kind     string `json:"kind"`     // "certificate" or "badge"
	Name     string `json:"name"`     // as printed
	Number   string `json:"number"`   // as printed
	Token    Sum    `json:"token"`    // SHA-256 of the signed token
	File     string `json:"file"`     // as in Files
	Page     int    `json:"page"`     // from 1

	Picture string `json:"picture,omitempty"` // the file of its picture, as in Files; empty: there is none
}

// MarshalText returns s as 64 hex digits.
func (s Sum) MarshalText() ([]byte, error) {
	return hex.AppendEncode(nil, s[:]), nil
}

// UnmarshalText is the inverse of MarshalText.
func (s *Sum) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil || len(b) != len(s) {
		return fmt.Errorf("%q is not a SHA-256 of %d hex digits", text, 2*len(s))
	}
	copy(s[:], b)
	return nil
}

// Untouched reports whether Keeps is true of every file of the manifest, and the manifest was not changed after since.
// It does not read the files.
func (d *Dir) Untouched(since time.Time) (bool, error) {
	m, err := d.ReadManifest(".")
	if err != nil || len(m.Files) == 0 {
		return false, err
	}
	info, err := d.root.Lstat(ManifestName)
	if err != nil || changed(info).After(since) {
		return false, err
	}
	for _, f := range m.Files {
		if !d.Keeps(f, since) {
			return false, nil
		}
	}
	return true, nil
}

// Keeps reports whether a file is there as it was written: with the same size, and not changed after since. Where the
// system notes when a file was last changed (Linux, macOS), that time counts, which nobody can set, unlike the time of
// the last modification, which an archive restores.
func (d *Dir) Keeps(w Written, since time.Time) bool {
	info, err := d.root.Lstat(w.File)
	return err == nil && info.Mode().IsRegular() && info.Size() == w.Size && !changed(info).After(since)
}

// WriteManifest writes m as manifest.json once all earlier files are on the disk under their final names.
func (d *Dir) WriteManifest(m Manifest) (Written, error) {
	if err := d.Sync(); err != nil {
		return Written{}, err
	}
	w, err := d.WritePrivate(ManifestName, m.write)
	if err != nil {
		return Written{}, err
	}
	return w, d.Sync()
}

// manifestHead holds the members before the lists of a manifest.
type manifestHead struct {
	Version int             `json:"version"`
	Event   string          `json:"event"`
	Issuer  string          `json:"issuer,omitempty"`
	Shards  int             `json:"shards,omitempty"`
	Shard   json.RawMessage `json:"shard,omitempty"`
}

// ReadManifest returns the manifest of the last run from a subfolder, or from this folder for ".". It is empty if there
// is none or if another program or version wrote it.
func (d *Dir) ReadManifest(folder string) (Manifest, error) {
	name := path.Join(folder, ManifestName)
	none := Manifest{Entries: slices.Values[[]Entry](nil)}
	info, err := d.root.Lstat(name)
	if err != nil {
		return none, ignoreMissing(err)
	}
	if !info.Mode().IsRegular() {
		return none, d.failed("reading", name, errNoFile)
	}
	file, err := d.root.Open(name)
	if err != nil {
		return none, ignoreMissing(err)
	}
	defer file.Close()
	m, err := readLines(io.LimitReader(file, maxManifest))
	if err != nil {
		if _, err = file.Seek(0, io.SeekStart); err == nil {
			m, err = readManifest(io.LimitReader(file, maxManifest))
		}
	}
	if broken := (*fs.PathError)(nil); errors.As(err, &broken) {
		return none, d.failed("reading", name, err)
	} else if err != nil {
		return none, nil // not written by us
	}
	return m, nil
}

// readManifest reads a manifest in any form of JSON, one entry at a time.
func readManifest(r io.Reader) (m Manifest, err error) {
	var head manifestHead
	var entries []Entry
	d := json.NewDecoder(r)
	if err := expect(d, json.Delim('{')); err != nil {
		return m, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return m, err
		}
		switch key {
		case "version":
			err = d.Decode(&head.Version)
		case "event":
			err = d.Decode(&head.Event)
		case "issuer":
			err = d.Decode(&head.Issuer)
		case "shards":
			err = d.Decode(&head.Shards)
		case "shard":
			err = d.Decode(&head.Shard)
		case "files":
			m.Files, err = readList[Written](d)
		case "entries":
			entries, err = readList[Entry](d)
		default:
			err = d.Decode(new(json.RawMessage))
		}
		if err != nil {
			return m, err
		}
	}
	if err := expect(d, json.Delim('}')); err != nil {
		return m, err
	}
	return head.with(m.Files, entries)
}

// with returns the manifest with a head and these lists, if it is one.
func (h *manifestHead) with(files []Written, entries []Entry) (m Manifest, err error) {
	if h.Version != manifestVersion || slices.ContainsFunc(files,
		func(w Written) bool { return !fs.ValidPath(w.File) }) {
		return m, errNotOurs
	}
	return Manifest{Event: h.Event, Issuer: h.Issuer, Shards: h.Shards, Shard: h.Shard, Files: files,
		Entries: slices.Values(entries)}, nil
}

// errNotOurs means that another program or version wrote the manifest.
var errNotOurs = errors.New("not a manifest")

// expect reads one bracket.
func expect(d *json.Decoder, bracket json.Delim) error {
	token, err := d.Token()
	if err == nil && token != bracket {
		err = errNotOurs
	}
	return err
}

// readList reads a possibly long list without copying its text.
func readList[T any](d *json.Decoder) (list []T, err error) {
	if err := expect(d, json.Delim('[')); err != nil {
		return nil, err
	}
	for d.More() {
		var one T
		if err := d.Decode(&one); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, expect(d, json.Delim(']'))
}

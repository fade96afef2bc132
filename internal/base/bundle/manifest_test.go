package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func Example() {
	folder, err := os.MkdirTemp("", "bundle")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	d, err := Open(folder)
	if err != nil {
		panic(err)
	}
	file, err := d.Write("certificates.pdf", text("%PDF-1.7"))
	if err != nil {
		panic(err)
	}
	_, err = d.WriteManifest(Manifest{Event: "tehran-2017", Files: []Written{file}, Entries: slices.Values([]Entry{{
		Attendee: "a001",
		Kind:     "certificate",
		Name:     "Ana <María>",
		Number:   "9ZQ4-K7M2-0XWD-3H5T",
		Token:    sha256.Sum256([]byte("token")),
		File:     file.File,
		Page:     1,
	}})})
	if err != nil {
		panic(err)
	}
	if err := d.Close(); err != nil {
		panic(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, ManifestName))
	if err != nil {
		panic(err)
	}
	fmt.Print(string(text))
	// Output:
	// {
	//   "version": 1,
	//   "event": "tehran-2017",
	//   "files": [
	//     {
	//       "file": "certificates.pdf",
	//       "size": 8,
	//       "sha256": "86edbaa24831badfa0a8b04bb410141e2ee4182b6d0014493fe262a7a331c20b"
	//     }
	//   ],
	//   "entries": [
	//     {
	//       "attendee": "a001",
	//       "kind": "certificate",
	//       "name": "Ana \u003cMaría\u003e",
	//       "number": "9ZQ4-K7M2-0XWD-3H5T",
	//       "token": "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0",
	//       "file": "certificates.pdf",
	//       "page": 1
	//     }
	//   ]
	// }
}

func manifestText(t *testing.T, m Manifest) string {
	t.Helper()
	var b strings.Builder
	if err := m.write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func FuzzManifestKeepsText(f *testing.F) {
	for _, s := range []string{"=1+1", "-", "@a", "+\"", `\`, `\"=`, "می‌نا", "\u202eabc", "</script>", "\U000e0041",
		"\x00\x7f", "a=b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		name = strings.ToValidUTF8(name, "?")
		written := manifestText(t, Manifest{Event: name, Entries: slices.Values([]Entry{{Name: name}})})
		var got struct {
			Event   string
			Entries []Entry
		}
		if err := json.Unmarshal([]byte(written), &got); err != nil {
			t.Fatalf("%v in %s", err, written)
		}
		if got.Event != name || got.Entries[0].Name != name {
			t.Errorf("%q came back as %q", name, got.Event)
		}
		if m, err := readLines(strings.NewReader(written)); err != nil || m.Event != name {
			t.Errorf("as lines, %q comes back as %q, %v", name, m.Event, err)
		} else if all := slices.Collect(m.Entries); len(all) != 1 || all[0].Name != name {
			t.Errorf("as lines, %q comes back as %+v", name, all)
		}
		for _, bad := range []string{`: "=`, `: "+`, `: "-`, `: "@`, "<", ">", "&", "\u202e", "\u200c", "\u2066"} {
			if strings.Contains(written, bad) {
				t.Errorf("%q is in %s", bad, written)
			}
		}
	})
}

// sampleManifest has everything that a manifest can have, with what JSON escapes.
func sampleManifest() Manifest {
	sum := Sum(sha256.Sum256([]byte("token")))
	return Manifest{Event: "=e", Issuer: "i", Shards: 2, Shard: json.RawMessage(`{"files":[],"x":"\"files\": ["}`),
		Files: []Written{{File: "badges.pdf", Size: 1 << 40, Sum: sum}, {File: "certificates/é <b>.pdf", Sum: sum}},
		Entries: slices.Values([]Entry{
			{Attendee: "1", Kind: "badge", Name: `Ana "A" \ María, `, Number: "9ZQ4", Token: sum, File: "badges.pdf", Page: 12},
			{Attendee: "+2", Kind: "badge", Name: "می\u200cنا\u2028\x01\x7f", File: "badges.pdf", Page: 13, Picture: "x.png"},
		})}
}

// TestManifestForm: a manifest has the form that encoding/json gives it, indented, and made harmless.
func TestManifestForm(t *testing.T) {
	m := sampleManifest()
	text, err := json.MarshalIndent(struct {
		manifestHead
		Files   []Written `json:"files"`
		Entries []Entry   `json:"entries"`
	}{manifestHead{manifestVersion, m.Event, m.Issuer, m.Shards, m.Shard}, m.Files, slices.Collect(m.Entries)}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := manifestText(t, m), string(harmless(text))+"\n"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestReadLines: a manifest is read as lines, and what has lost a byte or has another one as encoding/json reads it or
// not at all.
func TestReadLines(t *testing.T) {
	whole := manifestText(t, sampleManifest())
	same := func(a, b Manifest) bool {
		one, other := slices.Collect(a.Entries), slices.Collect(b.Entries)
		a.Entries, b.Entries = nil, nil
		return reflect.DeepEqual(a, b) && reflect.DeepEqual(one, other)
	}
	fast, err := readLines(strings.NewReader(whole))
	slow, failed := readManifest(strings.NewReader(whole))
	if err != nil || failed != nil || !same(fast, slow) || len(slow.Files) != 2 {
		t.Fatalf("as lines %+v, %v; as JSON %+v, %v", fast, err, slow, failed)
	}
	for at := range whole {
		for _, with := range []string{"", " ", "\"", ",", "\n", "9", "}", "-", "\xff"} {
			text := whole[:at] + with + whole[at+1:]
			fast, err := readLines(strings.NewReader(text))
			if err != nil {
				continue
			}
			if slow, failed := readManifest(strings.NewReader(text)); failed != nil || !same(fast, slow) {
				t.Fatalf("with %q at %d, as lines %+v, as JSON %+v, %v", with, at, fast, slow, failed)
			}
		}
	}
}

// TestManifestOfAnotherForm: one that somebody's program has written anew is read, too.
func TestManifestOfAnotherForm(t *testing.T) {
	d, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	whole := manifestText(t, sampleManifest())
	var flat bytes.Buffer
	if err := json.Compact(&flat, []byte(whole)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{whole, flat.String(), strings.ReplaceAll(whole, "\n", "\r\n")} {
		if err := d.root.WriteFile(ManifestName, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := d.ReadManifest(".")
		if err != nil || len(m.Files) != 2 || len(slices.Collect(m.Entries)) != 2 {
			t.Errorf("%+v, %v of %s", m, err, text)
		}
	}
}

func TestEmptyManifest(t *testing.T) {
	want := "{\n  \"version\": 1,\n  \"event\": \"\",\n  \"files\": [],\n  \"entries\": []\n}\n"
	if got := manifestText(t, Manifest{}); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSumText(t *testing.T) {
	s := Sum(sha256.Sum256(nil))
	b, err := s.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var got Sum
	if err := got.UnmarshalText(b); err != nil || got != s {
		t.Errorf("%s came back as %v, %v", b, got, err)
	}
	for _, bad := range []string{"", "00", string(b) + "00", strings.Repeat("g", 64)} {
		if got.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

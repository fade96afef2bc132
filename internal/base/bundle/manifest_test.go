package bundle

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
		for _, bad := range []string{`: "=`, `: "+`, `: "-`, `: "@`, "<", ">", "&", "\u202e", "\u200c", "\u2066"} {
			if strings.Contains(written, bad) {
				t.Errorf("%q is in %s", bad, written)
			}
		}
	})
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

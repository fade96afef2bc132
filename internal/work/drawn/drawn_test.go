package drawn

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
)

// ours is the secret of the records.
var ours = Secret{1}

func keyOf(text string) Key { return sha256.Sum256([]byte(text)) }

func plain(b []byte) []byte { sum := sha256.Sum256(b); return sum[:] }

// recorded is a folder with a record of two papers and a piece, and their files.
func recorded(t *testing.T) (dir string, out *bundle.Dir) {
	t.Helper()
	dir = t.TempDir()
	out, err := bundle.Open(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	write := func(name string) bundle.Written {
		w, err := out.Write(name, func(w io.Writer) error {
			_, err := w.Write([]byte("content of " + name))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	n, err := Create(dir, keyOf("common"), ours)
	if err != nil {
		t.Fatal(err)
	}
	n.Paper(keyOf("a"), Paper{File: write("a.pdf"), About: []byte("about a")})
	n.Paper(keyOf("b"), Paper{File: write("b.pdf"), Picture: write("b.png")})
	n.Piece(keyOf("1"), Piece{Pack(bytes.Repeat([]byte("piece "), 1000)), "badges.pdf", []int64{7, 1 << 40}})
	n.File(write("badges.pdf"))
	if err := n.Keep(); err != nil {
		t.Fatal(err)
	}
	return dir, out
}

// found says what of the record is taken.
func found(dir string, out *bundle.Dir, common string) string {
	p := Open(dir, keyOf(common), ours)
	defer p.Close()
	text := ""
	for _, k := range []string{"a", "b", "c"} {
		if one, ok := p.Paper(keyOf(k), out); ok {
			text += fmt.Sprintf("%s %s %q;", k, one.File.File, one.About)
		}
	}
	for _, k := range []string{"1", "2"} {
		if one, data, ok := p.Piece(keyOf(k)); ok && bytes.Equal(Pack(data), one.Packed) {
			text += fmt.Sprintf("%s %d in %s at %d;", k, len(data), one.File, one.Places)
		}
	}
	p.Files(out, func(w bundle.Written) { text += w.File })
	return text
}

const everything = `a a.pdf "about a";b b.pdf "";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`

func TestRecord(t *testing.T) {
	dir, out := recorded(t)
	if got := found(dir, out, "common"); got != everything {
		t.Errorf("found %s\nwant %s", got, everything)
	}
	if got := found(dir, out, "another event.toml"); got != "" {
		t.Errorf("after a change to all papers %s is found", got)
	}
	info, err := os.Stat(filepath.Join(dir, recordFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the record has mode %v, %v", info.Mode(), err)
	}
}

// TestTouched: a file that is another one, later, or gone is not taken for the one that was drawn.
func TestTouched(t *testing.T) {
	for name, c := range map[string]struct {
		touch func(path string) error
		file  string
		want  string
	}{
		"later": {func(path string) error { soon := time.Now().Add(time.Second); return os.Chtimes(path, soon, soon) }, "a.pdf",
			`b b.pdf "";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`},
		"longer": {func(path string) error {
			at := time.Now().Add(-time.Hour)
			if err := os.WriteFile(path, []byte("a longer file than the one that was"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, at, at)
		}, "a.pdf", `b b.pdf "";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`},
		"gone":           {os.Remove, "b.pdf", `a a.pdf "about a";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`},
		"a gone picture": {os.Remove, "b.png", `a a.pdf "about a";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`},
		"gone badges":    {os.Remove, "badges.pdf", `a a.pdf "about a";b b.pdf "";1 6000 in badges.pdf at [7 1099511627776];`},
		"a folder": {func(path string) error { os.Remove(path); return os.Mkdir(path, 0o755) }, "a.pdf",
			`b b.pdf "";1 6000 in badges.pdf at [7 1099511627776];badges.pdf`},
	} {
		dir, out := recorded(t)
		if err := c.touch(filepath.Join(dir, "out", c.file)); err != nil {
			t.Fatal(err)
		}
		if got := found(dir, out, "common"); got != c.want {
			t.Errorf("%s: found %s\nwant %s", name, got, c.want)
		}
	}
}

// TestDamaged: a record that was torn or edited is as good as none, wherever it is damaged, or gives nothing false.
func TestDamaged(t *testing.T) {
	dir, out := recorded(t)
	name := filepath.Join(dir, recordFile)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for size := range whole {
		if err := os.WriteFile(name, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if got := found(dir, out, "common"); got != "" {
			t.Fatalf("%d of %d bytes give %s", size, len(whole), got)
		}
	}
	packed := len(Pack(bytes.Repeat([]byte("piece "), 1000)))
	for at := range whole {
		other := bytes.Clone(whole)
		other[at] ^= 0x10
		if err := os.WriteFile(name, other, 0o600); err != nil {
			t.Fatal(err)
		}
		want := ""
		if at >= len(head) && at < len(head)+packed {
			want = `a a.pdf "about a";b b.pdf "";badges.pdf` // without the piece
		}
		if at == len(head)+packed {
			want = everything // the byte by which the file system was asked for the time
		}
		if got := found(dir, out, "common"); got != want {
			t.Fatalf("with another byte at %d it gives %s", at, got)
		}
	}
}

// TestAttackForgedRecord: a record that somebody without the secret has made, or has changed, gives nothing, and a table as
// long as a sparse file is not taken into memory.
func TestAttackForgedRecord(t *testing.T) {
	dir, out := recorded(t)
	p := Open(dir, keyOf("common"), Secret{2})
	defer p.Close()
	if _, ok := p.Paper(keyOf("a"), out); ok || len(p.papers)+len(p.pieces)+len(p.files) > 0 {
		t.Errorf("with another secret %d papers are found", len(p.papers))
	}
	name := filepath.Join(dir, recordFile)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	foot := len(whole) - footSize
	table := bytes.Replace(whole[binary.BigEndian.Uint64(whole[foot:]):foot], []byte("a.pdf"), []byte("b.pdf"), 1)
	forged := append(append(bytes.Clone(whole[:foot-len(table)]), table...), whole[foot:foot+16]...)
	for what, sum := range map[string][]byte{"a plain hash": plain(table), "the old one": whole[foot+16:]} {
		if err := os.WriteFile(name, append(bytes.Clone(forged), sum...), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := found(dir, out, "common"); got != "" {
			t.Errorf("an edited table with %s gives %s", what, got)
		}
	}
	const long = 64 << 20
	foot64 := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(len(head))), long)
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(head)
	_, last := f.WriteAt(append(foot64, make([]byte, sha256.Size)...), int64(len(head)+long))
	if err := errors.Join(err, last, f.Close()); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := found(dir, out, "common")
	runtime.ReadMemStats(&after)
	if asked := after.TotalAlloc - before.TotalAlloc; got != "" || asked > 1<<20 {
		t.Errorf("a table of %d bytes takes %d bytes of memory and gives %q", long, asked, got)
	}
}

// TestKilled: a part that a killed run has left does not stop the next, and Forget removes it, too.
func TestKilled(t *testing.T) {
	dir, out := recorded(t)
	for range 2 {
		n, err := Create(dir, keyOf("common"), ours)
		if err != nil {
			t.Fatal(err)
		}
		n.file.Close()
	}
	if got := found(dir, out, "common"); got != everything {
		t.Errorf("beside a part, found %s", got)
	}
	n, err := Create(dir, keyOf("common"), ours)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Drop(); err != nil {
		t.Error(err)
	}
	if _, err := Create(dir, keyOf("common"), ours); err != nil {
		t.Fatal(err)
	}
	if err := Forget(dir); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".lanyard*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%q is left, %v", left, err)
	}
}

// TestAttackFolderInTheWay: a folder with the name of the record is said, with what to remove.
func TestAttackFolderInTheWay(t *testing.T) {
	for _, name := range []string{recordFile, partFile} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, name, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
		n, err := Create(dir, keyOf("common"), ours)
		if err == nil {
			err = n.Keep()
		}
		var f *fault.Error
		if !errors.As(err, &f) || !strings.Contains(f.Hint, name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

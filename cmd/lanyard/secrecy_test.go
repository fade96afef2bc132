package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// absent DIR TEXT... checks that no file in and below DIR holds a text: neither
// as it is, nor in a compressed stream, nor in a zip file, nor as UTF-16, hex or
// base64; nor does a file's name.
func absent(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: absent DIR TEXT...")
	}
	all, err := contents(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(all) == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
	for name, content := range all {
		seen := name + "\n" + unpacked([]byte(content), 0)
		for _, text := range args[1:] {
			if form := found(seen, text); form != "" {
				ts.Fatalf("%s holds %q (%s)", name, text, form)
			}
		}
	}
}

// secrets KEYS DIR checks that no file in and below DIR holds anything of the
// private keys in the folder KEYS, which may lie in DIR itself.
func secrets(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "secrets KEYS DIR")
	keys, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.key"))
	ts.Check(err)
	all, err := contents(ts.MkAbs(args[1]))
	ts.Check(err)
	checked := 0
	for _, key := range keys {
		data, err := os.ReadFile(key)
		ts.Check(err)
		block, _ := pem.Decode(data)
		if block == nil {
			ts.Fatalf("%s is no key", key)
		}
		// CBOR writes a byte string of 32 bytes as 58 20 and then these.
		_, secret, ok := bytes.Cut(block.Bytes, []byte{0x23, 0x58, 0x20})
		if !ok {
			_, secret, ok = bytes.Cut(block.Bytes, []byte{0x20, 0x58, 0x20})
		}
		if !ok || len(secret) < 32 {
			ts.Fatalf("%s has no private part where it is expected", key)
		}
		for name, content := range all {
			path := filepath.Join(ts.MkAbs(args[1]), name)
			if filepath.Dir(path) == filepath.Dir(key) {
				continue
			}
			checked++
			if form := found(unpacked([]byte(content), 0), string(secret[:32])); form != "" {
				ts.Fatalf("%s holds the private part of %s (%s)", name, key, form)
			}
		}
	}
	if checked == 0 {
		ts.Fatalf("nothing was looked at")
	}
}

// found says in which form text stands in all, "" for none.
func found(all, text string) string {
	var wide []byte
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	// Of base64 the characters that do not depend on what stands before and behind.
	forms := map[string]string{"as it is": text, "UTF-16": string(wide), "hex": hex.EncodeToString([]byte(text)),
		"UTF-16 in hex": hex.EncodeToString(wide)}
	for shift, name := range []string{"base64", "base64, moved by one", "base64, moved by two"} {
		s := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + text))
		from, to := (8*shift+5)/6, 4*((len(text)+shift)/3)
		if to-from >= 8 {
			forms[name] = s[from:to]
			forms[name+", for addresses"] = strings.NewReplacer("+", "-", "/", "_").Replace(s[from:to])
		}
	}
	for name, form := range forms {
		if strings.Contains(all, form) || name != "as it is" && strings.Contains(name, "hex") &&
			strings.Contains(strings.ToLower(all), form) {
			return name
		}
	}
	return ""
}

// unpacked returns data with all that is compressed in it: zip files, and
// streams of zlib wherever they begin.
func unpacked(data []byte, depth int) string {
	var b strings.Builder
	b.Write(data)
	if depth > 3 {
		return b.String()
	}
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			b.WriteString("\n" + f.Name + "\n")
			if r, err := f.Open(); err == nil {
				if inner, err := io.ReadAll(r); err == nil {
					b.WriteString(unpacked(inner, depth+1))
				}
				r.Close()
			}
		}
		return b.String()
	}
	for rest := data; ; {
		at := bytes.IndexByte(rest, 0x78)
		if at < 0 || at+2 > len(rest) {
			return b.String()
		}
		if r, err := zlib.NewReader(bytes.NewReader(rest[at:])); err == nil {
			if inner, _ := io.ReadAll(io.LimitReader(r, 8<<20)); len(inner) > 8 {
				b.WriteByte('\n')
				b.Write(inner)
			}
		}
		rest = rest[at+1:]
	}
}

// TestAbsent checks that the scripts' absent finds what it looks for.
func TestAbsent(t *testing.T) {
	const text = "ana.private@example.org"
	var stream, archive bytes.Buffer
	z := zlib.NewWriter(&stream)
	if _, err := io.WriteString(z, "BT ("+text+") Tj ET"); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	a := zip.NewWriter(&archive)
	w, err := a.Create("x.pdf")
	if err == nil {
		_, err = w.Write(append([]byte("%PDF stream\n"), stream.Bytes()...))
	}
	if err != nil || a.Close() != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"as it is": "x" + text, "stream": "stream\n" + stream.String(), "zip": archive.String(),
		"hex":    hex.EncodeToString([]byte(text)),
		"base64": base64.StdEncoding.EncodeToString([]byte("ab" + text + "c")),
		"token":  base64.RawURLEncoding.EncodeToString([]byte("a" + text + "?")),
	} {
		if found(unpacked([]byte(data), 0), text) == "" {
			t.Errorf("%s: not found", name)
		}
		if form := found(unpacked([]byte(data), 0), "another.text@example.org"); form != "" {
			t.Errorf("%s: another text was found as %s", name, form)
		}
	}
}

package verifier

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"lanyard/internal/trust/credential"
)

// Own is a folder that holds the fingerprints of the root keys with which this user
// has made something on this machine: an empty file each, with mode 0600 in a folder
// of 0700. Private keys can come in a download, next to a forged certificate; a
// fingerprint here cannot. The same holds for fonts of the events of an issuer, of
// which there is an empty file each, named after the root key and the SHA-256 of the
// font: a download that is unpacked in an issuer's folder lies there like an event.
// The empty name is a machine without such a folder.
type Own string

// Add notes that the user has made something with a root key.
func (d Own) Add(root credential.Thumbprint) error { return d.add(root.String()) }

// Has reports whether the user has made something with a root key. A note that other
// users could have written does not count.
func (d Own) Has(root credential.Thumbprint) bool { return d.has(root.String()) }

// AddFont notes that the user has made papers with a root key in a font, whose file is given.
func (d Own) AddFont(root credential.Thumbprint, file []byte) error {
	return d.add(fontNote(root, file))
}

// HasFont reports whether the user has made papers with a root key in a font, as Has does.
func (d Own) HasFont(root credential.Thumbprint, file []byte) bool {
	return d.has(fontNote(root, file))
}

func fontNote(root credential.Thumbprint, file []byte) string {
	return fmt.Sprintf("%s-%x", root, sha256.Sum256(file))
}

func (d Own) add(note string) error {
	if d == "" || d.has(note) {
		return nil
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	return put(filepath.Join(string(d), note), nil)
}

func (d Own) has(note string) bool {
	if d == "" {
		return false
	}
	folder, err := os.Lstat(string(d))
	if err != nil || writableByOthers(folder) {
		return false
	}
	info, err := os.Lstat(filepath.Join(string(d), note))
	return err == nil && info.Mode().IsRegular() && !writableByOthers(info)
}

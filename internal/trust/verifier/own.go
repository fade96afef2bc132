package verifier

import (
	"os"
	"path/filepath"

	"lanyard/internal/trust/credential"
)

// Own is a folder that holds the fingerprints of the root keys with which this user
// has made something on this machine: an empty file each, with mode 0600 in a folder
// of 0700. Private keys can come in a download, next to a forged certificate; a
// fingerprint here cannot. The empty name is a machine without such a folder.
type Own string

// Add notes that the user has made something with a root key.
func (d Own) Add(root credential.Thumbprint) error {
	if d == "" || d.Has(root) {
		return nil
	}
	if err := os.MkdirAll(string(d), 0o700); err != nil {
		return err
	}
	return put(filepath.Join(string(d), root.String()), nil)
}

// Has reports whether the user has made something with a root key. A note that other
// users could have written does not count.
func (d Own) Has(root credential.Thumbprint) bool {
	if d == "" {
		return false
	}
	folder, err := os.Lstat(string(d))
	if err != nil || writableByOthers(folder) {
		return false
	}
	info, err := os.Lstat(filepath.Join(string(d), root.String()))
	return err == nil && info.Mode().IsRegular() && !writableByOthers(info)
}

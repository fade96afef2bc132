package verifier

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/trust/credential"
)

// maxRemembered is how many files are read back for one root key.
const maxRemembered = 2 * maxLists

// memory is a folder that holds what was seen; the zero memory holds nothing.
type memory struct{ dir string }

func (m memory) folder(root credential.Thumbprint) string { return filepath.Join(m.dir, root.String()) }

// of returns what is remembered about a root key.
func (m memory) of(root credential.PublicKey) (found, bool) {
	if m.dir == "" {
		return found{}, false
	}
	return m.read(m.folder(root.Thumbprint()))
}

// at returns what is remembered about a host; when it had several root keys,
// the latest document.
func (m memory) at(host string) (best found, ok bool) {
	if m.dir == "" {
		return best, false
	}
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return best, false
	}
	var latest *credential.Issuer
	for _, e := range entries {
		f, seen := m.read(filepath.Join(m.dir, e.Name()))
		if !seen {
			continue
		}
		i, err := credential.OpenIssuer(f.document, credential.Thumbprint{})
		if err != nil || i.Host != host && !isLoopback(host) {
			continue
		}
		if latest == nil || i.Issued.After(latest.Issued) {
			best, latest, ok = f, i, true
		}
	}
	return best, ok
}

func (m memory) read(dir string) (f found, ok bool) {
	folder := os.DirFS(dir)
	data, err := readFile(folder, documentFile, credential.MaxIssuerDocument)
	if err != nil {
		return f, false
	}
	f.name, f.document = fmt.Sprintf("%q", filepath.Join(dir, documentFile)), data
	entries, err := os.ReadDir(dir)
	if err != nil {
		return f, false
	}
	for _, e := range entries[:min(len(entries), maxRemembered)] {
		switch name := e.Name(); {
		case strings.HasPrefix(name, listPrefix):
			if data, err := readFile(folder, name, credential.MaxStatusList); err == nil {
				f.lists = append(f.lists, data)
			}
		case strings.HasPrefix(name, allowPrefix):
			if data, err := readFile(folder, name, credential.MaxAllowList); err == nil {
				f.allow = append(f.allow, data)
			}
		}
	}
	return f, true
}

// The prefixes of the names of remembered files.
const (
	listPrefix  = "list-"
	allowPrefix = "allow-"
)

// keep remembers the document of h and, of each address, the list that is the
// latest in known.
func (m memory) keep(h *held, known *credential.StatusLists) error {
	if m.dir == "" {
		return nil
	}
	dir := m.folder(h.issuer.Root.Thumbprint())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	err := put(filepath.Join(dir, documentFile), h.document)
	for _, data := range h.allow {
		err = errors.Join(err, put(filepath.Join(dir,
			fmt.Sprintf("%s%x", allowPrefix, sha256.Sum256(data))[:len(allowPrefix)+16]), data))
	}
	for _, data := range h.lists {
		l, problem := credential.OpenStatusList(data, h.issuer)
		if problem != nil || !known.Holds(l) {
			continue
		}
		err = errors.Join(err, put(filepath.Join(dir,
			fmt.Sprintf("%s%x", listPrefix, sha256.Sum256([]byte(l.URI)))[:len(listPrefix)+16]), data))
	}
	return err
}

// put replaces a file atomically, readable only by its owner. An identical file
// is not touched.
func put(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == string(data) {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

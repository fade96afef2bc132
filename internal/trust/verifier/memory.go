package verifier

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"lanyard/internal/trust/credential"
)

// maxRemembered is how many files are read back from one folder of the memory.
const maxRemembered = 2 * maxLists

// memory is a folder that holds what was seen; the zero memory holds nothing.
type memory struct{ dir string }

// The two parts of the memory: documents and lists served by a host, by host, and those from folders and files, by
// root key. Only the first defines the meaning of an address.
const (
	servedPart = "hosts"
	givenPart  = "files"
)

// servedBy returns the place for the content served by a host. A host of this machine keeps its port, because
// several may be in use for trials.
func servedBy(address *url.URL) string {
	if host := address.Hostname(); !isLoopback(host) {
		return servedAt(host + address.Path)
	}
	return servedAt(strings.ReplaceAll(address.Host, ":", "_") + address.Path)
}

// servedAt returns the folder that remembers what a verification address serves, a single folder whatever its path.
func servedAt(address string) string {
	return path.Join(servedPart, strings.ReplaceAll(address, "/", "+"))
}

// givenOf returns the place for the content of folders under a root key.
func givenOf(root credential.PublicKey) string {
	return path.Join(givenPart, root.Thumbprint().String())
}

// at returns the content remembered in a place.
func (m memory) at(place string) (found, bool) {
	if m.dir == "" || place == "" {
		return found{}, false
	}
	return m.read(filepath.Join(m.dir, filepath.FromSlash(place)))
}

// of returns the content remembered for the root key of i, from folders and from its host.
func (m memory) of(i *credential.Issuer) (all []found) {
	for _, place := range []string{givenOf(i.Root), servedAt(i.Host)} {
		f, ok := m.at(place)
		if !ok {
			continue
		}
		if known, err := credential.OpenIssuer(f.document, credential.Thumbprint{}); err != nil || known.Root == i.Root {
			all = append(all, f) // recall reports the damaged ones
		}
	}
	return all
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
	left := int64(maxGathered)
	for _, e := range entries[:min(len(entries), maxRemembered)] {
		if info, err := e.Info(); err != nil || info.Size() > left {
			continue
		} else {
			left -= info.Size()
		}
		switch name := e.Name(); {
		case strings.HasPrefix(name, listPrefix):
			if data, err := readFile(folder, name, credential.MaxStatusList); err == nil {
				if strings.Contains(name, olderMark) {
					f.older = append(f.older, data)
				} else {
					f.lists = append(f.lists, data)
				}
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
	olderMark   = "-older-" // in the name of a list that counts for its revocations alone
)

// maxOlder limits the lists that are remembered for their revocations alone.
const maxOlder = 64

// keep stores in a place the document of h, its allow-lists and, for each address that the document names, the
// latest of the known lists and those that alone revoke something, because they are older or dated in the future.
// Content of another root key is removed from the place.
func (m memory) keep(place string, h *held, known *credential.StatusLists) error {
	if m.dir == "" {
		return nil
	}
	dir := filepath.Join(m.dir, filepath.FromSlash(place))
	if f, ok := m.at(place); ok {
		if i, err := credential.OpenIssuer(f.document, credential.Thumbprint{}); err != nil || i.Root != h.issuer.Root {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	err := put(filepath.Join(dir, documentFile), h.document)
	for _, data := range h.allow {
		if hash := sha256.Sum256(data); names(h.issuer, hash) {
			err = errors.Join(err, put(filepath.Join(dir, short(allowPrefix, data)), data))
		}
	}
	older := map[string]bool{} // files
	for _, data := range slices.Concat(h.lists, h.older) {
		l, problem := credential.OpenStatusList(data, h.issuer)
		if problem != nil || !slices.Contains(h.issuer.StatusLists, l.URI) {
			continue
		}
		name := short(listPrefix, []byte(l.URI))
		switch {
		case known.Holds(l):
		case known.AloneRevokes(l) && len(older) < maxOlder:
			name += short(olderMark, data)
			older[name] = true
		default:
			continue
		}
		err = errors.Join(err, put(filepath.Join(dir, name), data))
	}
	return errors.Join(err, dropOlder(dir, older))
}

// short returns the beginning of a name, and after it that of a hash.
func short(before string, data []byte) string {
	return fmt.Sprintf("%s%x", before, sha256.Sum256(data))[:len(before)+16]
}

// dropOlder removes the lists that were remembered for their revocations and are not
// needed any longer, because the latest list has them.
func dropOlder(dir string, needed map[string]bool) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, listPrefix) && strings.Contains(name, olderMark) && !needed[name] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
		}
	}
	return err
}

// names reports whether a document names an allow-list by its hash.
func names(i *credential.Issuer, hash [sha256.Size]byte) bool {
	return slices.ContainsFunc(i.Keys, func(k credential.Key) bool {
		return k.AllowList.Path != "" && k.AllowList.Hash == hash
	})
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

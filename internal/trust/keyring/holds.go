package keyring

import (
	"path/filepath"
	"slices"

	"lanyard/internal/base/bundle"
	"lanyard/internal/trust/credential"
)

// Holds reports whether dir has an issuer document together with a private half of
// it, which only the organiser has: the root key, or any of the signing keys. It
// returns the thumbprint of the root key. A private key that other users can read
// does not count.
func Holds(dir string) (root credential.Thumbprint, ok bool) {
	data, err := bundle.ReadRegular(filepath.Join(dir, IssuerFile), credential.MaxIssuerDocument)
	if err != nil {
		return root, false
	}
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		return root, false
	}
	root = i.Root.Thumbprint()
	if key, err := readKey(filepath.Join(dir, rootFile), credential.ParseRootKey); err == nil && key.Public() == i.Root {
		return root, true
	}
	return root, slices.ContainsFunc(i.Keys, func(k credential.Key) bool {
		key, err := readKey(filepath.Join(dir, signFile(k.Public)), credential.ParseSigningKey)
		return err == nil && key.Public() == k.Public
	})
}

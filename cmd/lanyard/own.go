package main

import (
	"os"
	"path/filepath"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
	"lanyard/internal/trust/verifier"
)

// own returns the notes about the keys with which this user has made something, ""
// when the machine has no folder for a user's settings.
func own() verifier.Own {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return verifier.Own(filepath.Join(dir, "lanyard", "own"))
}

// used notes that this user has made something with the keys of the event or the
// issuer in dir, so that verify trusts them. Without the note, verify says what to
// type.
func used(dir string) {
	dir, err := discover.Home(dir)
	if err != nil {
		return
	}
	if root, ok := keyring.Holds(filepath.Join(dir, discover.KeysDir)); ok {
		_ = own().Add(root) // a full disk or a read-only home is no reason to stop
	}
}

// ownKeys returns the issuer document of the event in dir, and its verification page
// if that was made, when a private key of that document, or a ledger of what it
// signed, is there, too, and this user has made something with these keys. Otherwise
// it returns the path of the document alone, "" when there is none.
func ownKeys(dir string) (sources []verifier.Source, document string) {
	keys := filepath.Join(dir, discover.KeysDir)
	for _, path := range []string{filepath.Join(keys, keyring.IssuerFile), filepath.Join(dir, keyring.IssuerFile)} {
		if _, err := os.Stat(path); err == nil {
			document = path
			break
		}
	}
	root, holds := keyring.Holds(keys)
	why := "the private keys in " + source.Quote(keys)
	if !holds {
		root, holds = registry.Wrote(dir)
		why = "the ledger in " + source.Quote(dir)
	}
	if !holds || !own().Has(root) {
		return nil, document
	}
	why += ", used on this machine"
	sources = []verifier.Source{{Name: filepath.Join(keys, keyring.IssuerFile), Root: root, Why: why}}
	site := filepath.Join(dir, discover.SiteDir)
	if _, err := os.Stat(filepath.Join(site, keyring.IssuerFile)); err == nil {
		sources = append(sources, verifier.Source{Name: site, Root: root, Why: why})
	}
	return sources, ""
}

package main

import (
	"os"
	"path/filepath"
	"sync"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/folder"
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

// papersDrawn is used for verbs that have drawn papers of the event in dir: it notes the event's own fonts, too, if it is one of
// an issuer.
func papersDrawn(dir string) {
	used(dir)
	home, err := discover.Home(dir)
	if err != nil || !discover.IsIssuer(home) {
		return
	}
	root, ok := keyring.Holds(filepath.Join(home, discover.KeysDir))
	if !ok {
		return
	}
	_, _ = folder.OwnFonts(dir, func(file []byte) bool {
		return own().AddFont(root, file) != nil // as long as all is well, nothing is parsed
	})
}

// ownFonts returns a function that returns the own fonts of the event in dir, and reads them once, when a file needs them;
// nil if it has none that count. The event's own keys are trusted, or those of its issuer. Of an issuer's event, fonts
// count with which this user has made papers on this machine: a folder that a download brings may lie there, too.
func ownFonts(dir string) func() *font.Library {
	return sync.OnceValue(func() *font.Library {
		trusted := func([]byte) bool { return true }
		home, err := discover.Home(dir)
		if err != nil {
			return nil
		}
		if discover.IsIssuer(home) {
			root, ok := ownRoot(home)
			trusted = func(file []byte) bool { return ok && own().HasFont(root, file) }
		}
		l, err := folder.OwnFonts(dir, trusted)
		if err != nil {
			return nil // the verdict says that letters were not compared
		}
		return l
	})
}

// noFonts are the own fonts where no event's own keys are trusted.
func noFonts() *font.Library { return nil }

// ownRoot returns the root key that a private key or a ledger in dir proves.
func ownRoot(dir string) (root credential.Thumbprint, holds bool) {
	if root, holds = keyring.Holds(filepath.Join(dir, discover.KeysDir)); holds {
		return root, true
	}
	return registry.Wrote(dir)
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

// Package discover finds the folder with the keys, the ledger and the site of an event, and names what lies in it.
//
// # Issuers
//
// Keys, ledger and site lie in the folder of an event that stands alone. An
// issuer of several events has a folder with an issuer.toml; its events lie in
// folders right below it and share what it holds. An event is never looked for
// further up, and what lies above it counts only where nobody else could have
// put it there.
package discover

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/keyring"
)

// The names of files in the folder of an issuer, or of an event outside one.
const (
	KeysDir    = "keys"
	SiteDir    = "site"
	LedgerFile = "ledger.db"
)

// IssuerToml is the name of the file that makes a folder an issuer's.
const IssuerToml = "issuer.toml"

// eventToml makes a folder an event's.
const eventToml = "event.toml"

// IsIssuer reports whether dir is the folder of an issuer.
func IsIssuer(dir string) bool { return Has(dir, IssuerToml) }

// Has reports whether dir contains anything with that name, even a link that leads nowhere.
func Has(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}

// Events returns the folders of the events that share the files in home, relative to it, in ascending order: only "."
// for an event outside an issuer's folder. Folders that cannot be listed are left out.
func Events(home string) []string {
	if !IsIssuer(home) {
		return []string{"."}
	}
	var all []string
	entries, _ := os.ReadDir(home)
	for _, e := range entries {
		if e.IsDir() && Has(filepath.Join(home, e.Name()), eventToml) {
			all = append(all, e.Name())
		}
	}
	return all
}

// Home returns the folder with the keys, the ledger and the site of what is in dir: the issuer's folder for an event
// directly below one, else dir itself. It refuses an issuer that other users of the machine could have put there, and
// an event in an issuer's folder that has keys or a ledger of its own.
func Home(dir string) (string, error) {
	event := Has(dir, eventToml)
	if IsIssuer(dir) {
		if event {
			return "", fault.New(fmt.Sprintf("the folder %q has both an issuer.toml and an event.toml", dir),
				"move event.toml, with the list and all that belongs to the event, into a folder of its own in it")
		}
		return dir, vouched(dir)
	}
	if !event {
		return dir, nil
	}
	up, err := above(dir)
	if err != nil {
		return "", fmt.Errorf("looking for the issuer of an event: %w", err)
	}
	if up == "" || !IsIssuer(up) {
		return dir, nil
	}
	if err := vouched(up); err != nil {
		return "", err
	}
	return up, alone(dir)
}

// alone returns an error when the event in dir, which is in an issuer's folder, has its own keys or ledger.
func alone(dir string) error {
	for _, own := range []string{KeysDir, LedgerFile} {
		if path := filepath.Join(dir, own); own == LedgerFile && Has(dir, own) || own == KeysDir && keyring.Exists(path) {
			return fault.New(fmt.Sprintf("%q lies in the folder of an issuer and has %s of its own, so it was made alone", dir,
				own), fmt.Sprintf("take it in, with its numbers as they are: lanyard adopt %s; or move it out of that folder", dir))
		}
	}
	return nil
}

// AllTaken returns an error when an event in the issuer's folder home was made alone and
// not taken in: its papers would be unknown to the page.
func AllTaken(home string) error {
	if !IsIssuer(home) {
		return nil
	}
	entries, err := os.ReadDir(home)
	if err != nil {
		return fmt.Errorf("reading issuer: %w", err)
	}
	for _, e := range entries {
		dir := filepath.Join(home, e.Name())
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") || !Has(dir, eventToml) {
			continue
		}
		if err := alone(dir); err != nil {
			return err
		}
	}
	return nil
}

// above returns the folder that really contains dir, "" for the root of a disk.
func above(dir string) (string, error) {
	here, err := os.Stat(dir)
	if err != nil {
		return "", err
	}
	up, err := os.Stat(dir + string(filepath.Separator) + "..") // not cleaned: dir may be a link
	if err != nil || os.SameFile(here, up) {
		return "", err
	}
	near := filepath.Join(dir, "..") // shorter to read
	if info, err := os.Stat(near); err == nil && os.SameFile(info, up) {
		return near, nil
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", err
	}
	return filepath.Dir(dir), nil
}

// vouched returns an error when any user of the machine could have made dir the folder of an issuer: a stranger's keys
// would sign.
func vouched(dir string) error {
	path := filepath.Join(dir, IssuerToml)
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("reading issuer: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fault.New(fmt.Sprintf("%q is not a plain file", path), "replace it by the file itself; links are not followed")
	}
	if runtime.GOOS == "windows" { // mode bits mean nothing there
		return nil
	}
	folder, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("reading issuer: %w", err)
	}
	if (info.Mode()|folder.Mode()).Perm()&0o002 != 0 {
		return fault.New(fmt.Sprintf("every user of this machine can write to %q or to its folder, so anybody may have put it there", path),
			fmt.Sprintf("if it is yours: chmod o-w %s %s; else move your event away from it", dir, path))
	}
	return nil
}

package keyring

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// maxHeadFile bounds the signed head, which has about 180 bytes.
const maxHeadFile = 4 << 10

// Head returns the head of the ledger that was signed last, or false when none
// was signed.
func (r *Ring) Head() (credential.Head, bool, error) { return r.readHead(headFile) }

// NextHead returns the head that was signed for rows which were about to be
// recorded, or false when there is none. It takes effect with KeepHead.
func (r *Ring) NextHead() (credential.Head, bool, error) { return r.readHead(nextFile) }

func (r *Ring) readHead(name string) (credential.Head, bool, error) {
	path := filepath.Join(r.dir, name)
	data, err := bundle.ReadRegular(path, maxHeadFile)
	if errors.Is(err, fs.ErrNotExist) {
		return credential.Head{}, false, nil
	}
	if err != nil {
		return credential.Head{}, false, fmt.Errorf("reading keys: %w", err)
	}
	h, err := credential.OpenHead(data, r.Issuer)
	if err != nil {
		return credential.Head{}, false, fault.New(fmt.Sprintf("%q was not signed by these keys (%v)", path, err),
			"restore it from your backup; if there is no good copy, remove it and run again with -accept-ledger")
	}
	return h, true, nil
}

// SaveHead signs h and replaces the previous head, readable only by its owner.
// It is on the disk when SaveHead returns.
func (r *Ring) SaveHead(h credential.Head) error {
	if err := r.SignNext(h); err != nil {
		return err
	}
	return r.KeepHead()
}

// SignNext signs h, the head that the ledger is about to get, and keeps it next to
// the present one. It is on the disk when SignNext returns, so all that can fail
// for lack of space or of a key fails before the ledger changes.
func (r *Ring) SignNext(h credential.Head) error {
	data, err := credential.SignHead(h, r.Signing)
	if err != nil {
		return err
	}
	out, err := bundle.Open(r.dir)
	if err == nil {
		err = errors.Join(out.PutPrivate(nextFile, data), out.Close())
	}
	if err != nil {
		return fmt.Errorf("signing ledger head: %w", err)
	}
	return nil
}

// KeepHead puts the head of SignNext in the place of the present one.
func (r *Ring) KeepHead() error {
	err := os.Rename(filepath.Join(r.dir, nextFile), filepath.Join(r.dir, headFile))
	if err == nil {
		err = syncFolder(r.dir)
	}
	if err != nil {
		return fmt.Errorf("signing ledger head: %w", err)
	}
	return nil
}

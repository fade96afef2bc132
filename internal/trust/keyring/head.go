package keyring

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// maxHeadFile bounds the signed head, which has about 180 bytes.
const maxHeadFile = 4 << 10

// Head returns the head of the ledger that was signed last, or false when none
// was signed.
func (r *Ring) Head() (credential.Head, bool, error) {
	path := filepath.Join(r.dir, headFile)
	data, err := readBounded(path, maxHeadFile)
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
	data, err := credential.SignHead(h, r.Signing)
	if err != nil {
		return err
	}
	path := filepath.Join(r.dir, headFile)
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("signing ledger head: %w", err)
	}
	if err := writeKey(part, data); err != nil {
		return fmt.Errorf("signing ledger head: %w", err)
	}
	if err := os.Rename(part, path); err != nil {
		return fmt.Errorf("signing ledger head: %w", err)
	}
	return syncFolder(r.dir)
}

package keyring

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"filippo.io/age"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// The limits of a backup.
const (
	// MinPassphrase is the smallest number of characters in a passphrase.
	// Anyone who finds a backup can try about one passphrase per second and
	// core.
	MinPassphrase = 12
	// workFactor is the base-2 logarithm of scrypt's cost: about a second and
	// 256 MB.
	workFactor = 18
	// maxFiles is how many files a backup may hold; keys add about three a
	// year.
	maxFiles = 1_000
)

// Export writes a backup of the ring in dir, encrypted with a passphrase: a tar
// file inside an age file (age-encryption.org/v1, scrypt), which the commands
// age and tar can open too.
func Export(w io.Writer, dir, passphrase string) error {
	if err := export(w, dir, passphrase, workFactor); err != nil {
		return fmt.Errorf("exporting keys: %w", err)
	}
	return nil
}

func export(w io.Writer, dir, passphrase string, factor int) error {
	if utf8.RuneCountInString(passphrase) < MinPassphrase {
		return fault.New(fmt.Sprintf("the passphrase has fewer than %d characters", MinPassphrase),
			"five random words are good, and can be written down on paper")
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	to.SetWorkFactor(factor)
	sealed, err := age.Encrypt(w, to)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(sealed)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if most := limitOf(e.Name()); most > 0 {
			if err := addFile(archive, dir, e.Name(), most); err != nil {
				return err
			}
		}
	}
	return errors.Join(archive.Close(), sealed.Close())
}

func addFile(archive *tar.Writer, dir, name string, most int64) error {
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fault.New(fmt.Sprintf("the key %q is not a plain file", path), "replace it by the key file itself")
	}
	data, err := bundle.ReadRegular(path, most)
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: int64(modeOf(name)),
		Size: int64(len(data))}); err != nil {
		return err
	}
	_, err = archive.Write(data)
	return err
}

// limitOf returns how many bytes a file of that name may have, 0 when a ring
// has no such file.
func limitOf(name string) int64 {
	switch {
	case name == IssuerFile:
		return credential.MaxIssuerDocument
	case name == headFile, name == nextFile:
		return maxHeadFile
	case name == rootFile, name == idFile, (strings.HasPrefix(name, signPrefix) || strings.HasPrefix(name, idPrefix)) &&
		strings.HasSuffix(name, keySuffix):
		return maxKeyFile
	case strings.HasPrefix(name, allowFirst) && strings.HasSuffix(name, allowLast):
		return credential.MaxAllowList
	}
	return 0
}

// modeOf returns the permissions of a file of a ring: everyone may read
// published files.
func modeOf(name string) os.FileMode {
	if name == IssuerFile || strings.HasPrefix(name, allowFirst) {
		return 0o644
	}
	return 0o600
}

// Import creates the folder dir from a backup. The folder must not hold keys
// already, and appears whole or not at all.
func Import(dir string, backup io.Reader, passphrase string) error {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return fmt.Errorf("importing keys: %w", err)
	}
	plain, err := age.Decrypt(backup, id)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return fault.New("this is not the passphrase of the backup",
			"type it again; without it nobody can open the backup")
	}
	if err != nil {
		return fault.New(fmt.Sprintf("this is not a backup of keys (%v)", err),
			"name a file that was written by: lanyard keys export")
	}
	err = appear(dir, func(part string) error {
		if err := unpack(part, tar.NewReader(plain)); err != nil {
			return err
		}
		_, err := OpenWithout(part) // the files must belong together
		return err
	})
	if err != nil {
		return fmt.Errorf("importing keys: %w", err)
	}
	return nil
}

// unpack writes the files of a backup into a new folder. Only the file names of
// a ring are accepted, so no file can land elsewhere.
func unpack(dir string, archive *tar.Reader) error {
	for range maxFiles {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		most := limitOf(h.Name)
		if most == 0 || strings.ContainsAny(h.Name, `/\:`) || h.Typeflag != tar.TypeReg || h.Size > most {
			return fmt.Errorf("%q is not a file of a key ring", h.Name)
		}
		data, err := io.ReadAll(io.LimitReader(archive, most))
		if err != nil {
			return err
		}
		path := filepath.Join(dir, h.Name)
		if err := writeKey(path, data); err != nil {
			return err
		}
		if err := os.Chmod(path, modeOf(h.Name)); err != nil {
			return err
		}
	}
	return fmt.Errorf("more than %d files", maxFiles)
}

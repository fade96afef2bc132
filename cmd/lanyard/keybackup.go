package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"lanyard/internal/base/bundle"
	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
)

// The limits of the files that an import reads.
const (
	maxBackup     = 8 * credential.MaxAllowList // bytes of a backup: eight full allow-lists
	maxPassphrase = 1 << 10                     // bytes of a passphrase
)

func exportKeys(_ context.Context, w *world, o *options, args []string) (err error) {
	file := o.passphraseFile()
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	dir, err := keysDir(rest[1:])
	if err != nil {
		return err
	}
	if _, err := keyring.OpenWithout(dir); err != nil { // before asking for a passphrase
		return err
	}
	passphrase, err := w.passphrase(*file, true)
	if err != nil {
		return err
	}
	var backup bytes.Buffer
	if err := keyring.Export(&backup, dir, passphrase); err != nil {
		return err
	}
	if err := writeBackup(rest[0], backup.Bytes()); err != nil {
		return err
	}
	w.printf("wrote all keys to %s, encrypted with the passphrase; without it nobody can open them, not even you",
		rest[0])
	return nil
}

// writeBackup writes a file that must not be there yet. It appears whole: half a
// backup would look like one.
func writeBackup(file string, data []byte) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return usageFault(fmt.Sprintf("there is a file %s already", source.Quote(file)),
			"name a new file: backups are never overwritten")
	}
	out, err := bundle.Open(filepath.Dir(file))
	if err == nil {
		_, err = out.WritePrivate(filepath.Base(file), func(to io.Writer) error {
			_, err := to.Write(data)
			return err
		})
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		return fmt.Errorf("writing backup: %w", err)
	}
	return nil
}

func importKeys(_ context.Context, w *world, o *options, args []string) error {
	file := o.passphraseFile()
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	f, err := os.Open(rest[0])
	if errors.Is(err, fs.ErrNotExist) {
		return usageFault(fmt.Sprintf("there is no backup %s", source.Quote(rest[0])),
			"name a file that was written by: lanyard keys export")
	}
	if err != nil {
		return fmt.Errorf("reading backup: %w", err)
	}
	defer f.Close()
	dir, err := keysDir(rest[1:])
	if err != nil {
		return err
	}
	if keyring.Exists(dir) {
		return usageFault(fmt.Sprintf("there are keys in %q already", dir),
			"keys are never overwritten; move that folder away first")
	}
	passphrase, err := w.passphrase(*file, false)
	if err != nil {
		return err
	}
	if err := w.sweep(dir); err != nil {
		return err
	}
	if err := keyring.Import(dir, io.LimitReader(f, maxBackup), passphrase); err != nil {
		return err
	}
	used(eventDir(rest[1:]))
	w.printf("restored the keys of the backup to %s", dir)
	return showRing(w, dir)
}

// sweep removes keys that a killed run had not finished.
func (w *world) sweep(dir string) error {
	event := filepath.Dir(dir)
	if _, err := os.Stat(event); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	release, err := registry.Sweep(event, func(remark string) { w.printf("%s", remark) })
	if err != nil {
		return err
	}
	return release()
}

func (o *options) passphraseFile() *string {
	return o.String("passphrase-file", "",
		"read the passphrase from the first line of `FILE`, like /dev/fd/3, instead of the terminal")
}

// passphrase reads a passphrase: from the terminal, without showing it, or from
// a file. It is never taken from the command line, where other users can read
// it.
func (w *world) passphrase(file string, twice bool) (string, error) {
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return "", fmt.Errorf("reading passphrase: %w", err)
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, maxPassphrase))
		if err != nil {
			return "", fmt.Errorf("reading passphrase: %w", err)
		}
		line, _, _ := strings.Cut(string(data), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	in, ok := w.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", usageFault("a passphrase is needed, and there is no terminal to ask for it",
			"run this in a terminal, or give -passphrase-file FILE")
	}
	first, err := w.ask(in, "Passphrase: ")
	if err != nil || !twice {
		return first, err
	}
	second, err := w.ask(in, "Type it again: ")
	if err == nil && first != second {
		err = usageFault("the two passphrases differ", "type it again, slowly")
	}
	return first, err
}

func (w *world) ask(in *os.File, prompt string) (string, error) {
	fmt.Fprint(w.stderr, prompt)
	typed, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(w.stderr)
	if err != nil {
		return "", fmt.Errorf("reading passphrase: %w", err)
	}
	return string(typed), nil
}

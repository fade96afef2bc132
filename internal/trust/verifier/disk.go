package verifier

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// documentFile is the name of the issuer document on every site.
const documentFile = "issuer.cwt"

// fromDisk reads an issuer document, or the folder of a site.
func (t *Trust) fromDisk(ctx context.Context, name string) (found, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return found{}, fault.New(fmt.Sprintf("there is no issuer document %q", name), documentHint)
	}
	if err != nil {
		return found{}, fmt.Errorf("reading issuer document: %w", err)
	}
	if info.IsDir() {
		return t.fromSite(ctx, name)
	}
	data, err := readFile(os.DirFS(filepath.Dir(name)), filepath.Base(name), credential.MaxIssuerDocument)
	if err != nil {
		return found{}, fmt.Errorf("reading issuer document: %w", err)
	}
	return found{name: fmt.Sprintf("%q", name), document: data}, nil
}

// fromSite reads the folder of a site. A missing list is not an error: the verdict then reports an unknown status.
func (t *Trust) fromSite(ctx context.Context, dir string) (found, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return found{}, fmt.Errorf("reading site: %w", err)
	}
	defer root.Close()
	f := found{name: fmt.Sprintf("%q", filepath.Join(dir, documentFile))}
	f.document, err = readFile(root.FS(), documentFile, credential.MaxIssuerDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return f, fault.New(fmt.Sprintf("the folder %q has no %s", dir, documentFile),
			"name a folder written by lanyard site, or the issuer document itself")
	}
	if err != nil {
		return f, fmt.Errorf("reading site: %w", err)
	}
	if i, err := credential.OpenIssuer(f.document, credential.Thumbprint{}); err == nil {
		f.place = givenOf(i.Root)
	}
	return f, f.gather(t, func(p string, most int64) ([]byte, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := readFile(root.FS(), strings.TrimPrefix(p, "/"), most)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			return nil, nil
		}
		return data, err
	})
}

// errEnough makes gather stop without an error and keep what was read so far.
var errEnough = errors.New("enough")

// gather reads the lists that the document names. read returns nil for a missing file. An allow-list whose hash
// differs from the document's is dropped as soon as it was read. Omissions are reported, once.
func (f *found) gather(t *Trust, read func(path string, most int64) ([]byte, error)) error {
	i, err := credential.OpenIssuer(f.document, credential.Thumbprint{})
	if err != nil {
		return fault.New(fmt.Sprintf("%s is not an issuer document (%v)", f.name, err), documentHint)
	}
	left := int64(maxGathered)
	within := func(path string, most int64) ([]byte, error) {
		if left == 0 {
			return nil, errEnough
		}
		data, err := read(path, min(most, left))
		left -= int64(len(data))
		return data, err
	}
	lists, allow := paths(i)
	for _, p := range lists {
		data, err := within(p, credential.MaxStatusList)
		if errors.Is(err, errEnough) {
			return f.cut(t)
		} else if err != nil {
			return fmt.Errorf("reading status list: %w", err)
		}
		if data != nil {
			f.lists = append(f.lists, data)
		}
	}
	for _, a := range allow {
		data, err := within(a.Path, credential.MaxAllowList)
		if errors.Is(err, errEnough) {
			return f.cut(t)
		} else if err != nil {
			return fmt.Errorf("reading allow-list: %w", err)
		}
		switch {
		case data == nil:
		case sha256.Sum256(data) != a.Hash:
			t.note("the allow-list %s of %s is not the one that the issuer document names: ignoring it", a.Path, f.name)
		default:
			f.allow = append(f.allow, data)
		}
	}
	return nil
}

// cut reports that some lists of a source were not read.
func (f *found) cut(t *Trust) error {
	t.note("%s has more lists than are read (%d MB, within %s): the rest is left out", f.name, maxGathered>>20,
		conversation)
	return nil
}

// readFile returns the content of a plain file of at most most bytes.
func readFile(folder fs.FS, name string, most int64) ([]byte, error) {
	if info, err := fs.Stat(folder, name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a plain file", name) // opening a pipe can block for ever
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, errors.Join(err, fmt.Errorf("%q is not a plain file", name))
	case info.Size() > most:
		return nil, tooLarge{name, info.Size(), most}
	}
	return readAll(file, name, most)
}

// tooLarge is the error of a file with more than most bytes; it is credential.ErrTooLarge.
type tooLarge struct {
	name string
	size int64 // 0: not known
	most int64
}

func (t tooLarge) Error() string {
	if t.size == 0 {
		return fmt.Sprintf("%q has more than %d bytes", t.name, t.most)
	}
	return fmt.Sprintf("%q has %d bytes, more than %d", t.name, t.size, t.most)
}

func (t tooLarge) Is(target error) bool { return target == credential.ErrTooLarge }

// readAll returns all of r, never nil, or an error when it has more than most
// bytes.
func readAll(r io.Reader, name string, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = tooLarge{name: name, most: most}
	}
	return data, err
}

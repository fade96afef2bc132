package verifier

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"lanyard/internal/trust/credential"
)

// place is where records may be: the folder of a site, or its address.
type place struct {
	dir     string
	address *url.URL
}

// placeOf returns the site that a source names; false for an issuer document alone, and for an address that must not be
// asked: what was seen there before has no records.
func placeOf(name string, o Options) (place, bool) {
	address, is, err := parseAddress(name)
	switch {
	case err != nil || is && o.Offline:
		return place{}, false
	case is:
		return place{address: address}, true
	}
	info, err := os.Stat(name)
	return place{dir: name}, err == nil && info.IsDir()
}

// record returns the first bucket of a number that can be read and is whole; or else one that is not, which the verdict
// reports; or else why the last one could not be read. It returns nil when there is none.
func (t *Trust) record(ctx context.Context, i *credential.Issuer, n credential.Number) (bucket []byte, failed error) {
	path := i.RecordPath(n)
	if path == "" {
		return nil, nil
	}
	for _, s := range t.sites[i.Root] {
		data, err := s.read(ctx, path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(failed, credential.ErrTooLarge) {
			failed = err
		}
		if err != nil || data == nil {
			continue
		}
		bucket = data
		if _, err := i.OpenRecord(n, data); err == nil || errors.Is(err, credential.ErrNoRecord) {
			break
		}
	}
	if bucket != nil {
		failed = nil
	}
	return bucket, failed
}

func (s place) read(ctx context.Context, path string) ([]byte, error) {
	if s.address != nil {
		client := clientOf(s.address)
		defer client.CloseIdleConnections()
		return fetch(ctx, client, s.address.JoinPath(path).String(), credential.MaxBucket)
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return readFile(root.FS(), strings.TrimPrefix(path, "/"), credential.MaxBucket)
}

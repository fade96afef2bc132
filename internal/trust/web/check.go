package web

import (
	"bytes"
	"fmt"
	"io"
)

// Decode undoes a content coding of HTTP, "br", "gzip" or none (""), and reads at most most bytes.
func Decode(name string, data []byte, most int64) ([]byte, error) {
	if name == "" || name == "identity" {
		return data, nil
	}
	for _, c := range codings {
		if c.name != name {
			continue
		}
		r, err := c.open(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		out, err := io.ReadAll(io.LimitReader(r, most+1))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if int64(len(out)) > most {
			return nil, fmt.Errorf("reading %s: more than %d bytes", name, most)
		}
		return out, nil
	}
	return nil, fmt.Errorf("unknown content coding %q", name)
}

// Headers returns the header fields that a file of the site should be sent with, by name. The file's name is as in
// Site.
func Headers(name string) map[string]string {
	all := map[string]string{"Content-Type": contentType(name)}
	for _, f := range append(append([]field{caching(name)}, common...), own(name)...) {
		all[f.name] = f.value
	}
	return all
}

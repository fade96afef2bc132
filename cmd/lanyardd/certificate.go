package main

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

// certificate is a TLS certificate in two files, which are reread when they change, every few weeks. A nil *certificate
// means none.
type certificate struct {
	chain, key string
	changed    time.Time // of the newer file
	current    atomic.Pointer[tls.Certificate]
}

// newCertificate returns nil if no files are named.
func newCertificate(chain, key string) (*certificate, error) {
	if chain == "" {
		return nil, nil
	}
	c := &certificate{chain: chain, key: key}
	return c, c.reload()
}

// reload reads the files if one has changed.
func (c *certificate) reload() error {
	if c == nil {
		return nil
	}
	var latest time.Time
	for _, name := range []string{c.chain, c.key} {
		info, err := os.Stat(name)
		if err != nil {
			return fmt.Errorf("reading certificate: %w", err)
		}
		if info.ModTime().After(latest) {
			latest = info.ModTime()
		}
	}
	if latest.Equal(c.changed) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.chain, c.key)
	if err != nil {
		return fmt.Errorf("reading certificate: %w", err)
	}
	c.current.Store(&pair)
	c.changed = latest
	return nil
}

// config returns nil if there is no certificate.
func (c *certificate) config() *tls.Config {
	if c == nil {
		return nil
	}
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.current.Load(), nil },
	}
}

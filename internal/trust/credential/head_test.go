package credential

import (
	"bytes"
	"crypto/rand"
	"io"
	"testing"
	"time"
)

func TestHead(t *testing.T) {
	root, key, other := newKey(t, NewRootKey), newKey(t, NewSigningKey), newKey(t, NewSigningKey)
	day := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	document, err := SignIssuer(&Issuer{Host: "verify.example.org", Issued: day, Sequence: 1,
		Names: map[string]string{"en": "Example"},
		Keys:  []Key{{Public: key.Public(), NotBefore: day, Uses: UseCertificates}}}, root)
	if err != nil {
		t.Fatal(err)
	}
	issuer, err := OpenIssuer(document, Thumbprint{})
	if err != nil {
		t.Fatal(err)
	}
	want := Head{Seq: 1204, Hash: [32]byte{1, 2, 3}, Signed: day.Add(time.Hour)}
	data, err := SignHead(want, key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := OpenHead(data, issuer); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	for i := range len(data) * 8 {
		mangled := bytes.Clone(data)
		mangled[i/8] ^= 1 << (i % 8)
		if _, err := OpenHead(mangled, issuer); err == nil {
			t.Fatalf("a head with bit %d flipped opens", i)
		}
	}
	if _, err := SignHead(Head{Seq: -1, Signed: day}, key); err == nil {
		t.Error("a head of -1 rows was signed")
	}
	strange, err := SignHead(want, other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenHead(strange, issuer); err == nil {
		t.Error("a head signed by another key opens")
	}
	// The same key signs tokens and heads, but one never opens as the other.
	if _, err := Open(data, key.Public()); err == nil {
		t.Error("a head opens as a token")
	}
	if _, err := OpenStatusList(data, issuer); err == nil {
		t.Error("a head opens as a status list")
	}
}

func newKey[K any](t *testing.T, draw func(io.Reader) (K, error)) K {
	t.Helper()
	k, err := draw(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

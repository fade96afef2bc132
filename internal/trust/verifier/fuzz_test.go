package verifier

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanyard/internal/trust/credential"
)

// FuzzLoad reads the folder of a site whose document and list are anything, or a document that is signed and names any
// hosts and lists, after the genuine site was seen: the root key that was seen first is the only one that is trusted for
// its host, and no file makes it late.
func FuzzLoad(f *testing.F) {
	genuine := published(credential.StatusRevoked)
	f.Add(genuine["issuer.cwt"], genuine["s/0"], "", uint64(3), false)
	f.Add([]byte{0xd2}, []byte{}, "later.example.org\n/s/0\nhttps://verify.example.org/../../x", uint64(9), false)
	f.Add(document(newRoot, nil), genuine["s/0"], strings.Repeat("/s/0\n", 40), uint64(1)<<40, true)
	f.Fuzz(func(t *testing.T, doc, list []byte, names string, sequence uint64, other bool) {
		if len(names) > 1<<12 {
			return
		}
		if lines := strings.Fields(names); len(lines) > 0 {
			root := rootKey
			if other {
				root = newRoot
			}
			i := &credential.Issuer{Host: host, Issued: clock.AddDate(0, 0, -1), Sequence: uint(sequence), Names: map[string]string{"en": "Issuer"},
				StatusLists: lines[1:], FormerHosts: lines[:1], Keys: []credential.Key{{Public: key.Public(),
					NotBefore: clock.AddDate(0, 0, -9), Uses: credential.UseCertificates | credential.UseStatus}}}
			signed, err := credential.SignIssuer(i, root)
			if err != nil {
				return
			}
			doc = signed
		}
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "s"), 0o700); err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"issuer.cwt": doc, "s/0": list} {
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		o := Options{Memory: t.TempDir(), Now: clock}
		genuine.remember(t, o.Memory, host)
		began := time.Now()
		by, err := Load(t.Context(), named(dir), o)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it takes %v", took)
		}
		if err != nil {
			return
		}
		for _, i := range by.Issuers {
			if i.Host == host && i.Root != rootKey.Public() {
				t.Errorf("%s is trusted with the root key %s", host, i.Root.Thumbprint())
			}
		}
		v := credential.JudgeWith(token.String(), by.Issuers, by.Records, by.Lists, clock)
		if v.State == credential.StateValid {
			t.Errorf("what was seen revoked is %v: %s", v, v.Detail)
		}
	})
}

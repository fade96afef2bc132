package credential

import (
	"encoding/hex"
	"testing"
)

// TestMultibase holds base58btc against the vectors of draft-msporny-base58-03, and the key of the test vectors of
// did:key, which is that of RFC 8037.
func TestMultibase(t *testing.T) {
	for text, want := range map[string]string{"Hello World!": "z2NEpo7TZRRrLZSi2U",
		"The quick brown fox jumps over the lazy dog.": "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
		"\x00\x00\x28\x7f\xb4\xcd":                     "z11233QC4", "": "z"} {
		got := Multibase([]byte(text))
		if got != want {
			t.Errorf("%x: %s, not %s", text, got, want)
		}
		if back, err := ParseMultibase(got, len(text)); err != nil || string(back) != text {
			t.Errorf("%s: %x, %v", got, back, err)
		}
	}
	for _, bad := range []string{"", "2NEpo7TZRRrLZSi2U", "z2NEpo7TZRRrLZSi2U2", "z1NEpo7TZRRrLZSi2U",
		"z2NEpo7TZRRrLZSi2l", "zzzzzzzzzzzzzzzzzz"} {
		if data, err := ParseMultibase(bad, 12); err == nil {
			t.Errorf("%q: %x", bad, data)
		}
	}
	key := PublicKey(must(hex.DecodeString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")))
	if got := key.Multikey(); got != "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw" {
		t.Errorf("key %s", got)
	}
}

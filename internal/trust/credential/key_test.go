package credential

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/base/paper"
)

// RFC 8032, 7.1, test 1; RFC 8037, appendix A, gives the same key as a JWK.
const (
	rfcSecret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
	rfcPublic = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
	rfcJWKX   = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
)

func rfcKey() *SigningKey {
	return must(NewSigningKey(bytes.NewReader(must(hex.DecodeString(rfcSecret)))))
}

func TestPublicKey(t *testing.T) {
	k := rfcKey().Public()
	if got := hex.EncodeToString(k[:]); got != rfcPublic {
		t.Fatalf("public half %s", got)
	}
	// RFC 9679, 3 and 4.1: kty, crv and x in deterministic encoding.
	cose := must(hex.DecodeString("a3010120062158" + "20" + rfcPublic))
	if !bytes.Equal(k.COSE(), cose) {
		t.Errorf("COSE_Key %x", k.COSE())
	}
	thumb := Thumbprint(sha256.Sum256(cose))
	if k.Thumbprint() != thumb || !strings.HasPrefix(thumb.String(), k.ID().String()) || len(k.ID().String()) != 16 {
		t.Errorf("thumbprint %v, id %v", k.Thumbprint(), k.ID())
	}
	if read, err := parsePublicKey(cose); err != nil || read != k {
		t.Errorf("read %x, %v", read, err)
	}
	for name, bad := range map[string][]byte{
		"empty":      {},
		"list":       {0x80},
		"curve":      must(hex.DecodeString("a3010120042158" + "20" + rfcPublic)),
		"short":      must(hex.DecodeString("a3010120062158" + "1f" + rfcPublic[2:])),
		"with alg":   encode(with(map[any]any{3: algEdDSA}, 1, 1, -1, 6, -2, k[:])),
		"with d":     rfcKey().COSEWithSecret(),
		"without x":  encode(map[any]any{1: 1, -1: 6}),
		"odd length": must(hex.DecodeString("b8030101" + "2006215820" + rfcPublic)),
	} {
		if k, err := parsePublicKey(bad); err == nil {
			t.Errorf("%s: read %x", name, k)
		}
	}
}

// parsePublicKey reads a COSE_Key by itself, as documents have it among other things.
func parsePublicKey(data []byte) (PublicKey, error) {
	m, err := decodeMap(data)
	if err != nil {
		return PublicKey{}, err
	}
	r := new(reader)
	k := r.fields(m).publicKey()
	return k, r.failure()
}

// COSEWithSecret returns the content of a key file.
func (k *SigningKey) COSEWithSecret() []byte { return encode(k.reveal().cose()) }

func TestKeyFiles(t *testing.T) {
	root, signing, id := rootKey.PEM(), signingKey.PEM(), idKey.PEM()
	if k, err := ParseRootKey(root); err != nil || k.Public() != rootKey.Public() {
		t.Errorf("root key: %v", err)
	}
	if k, err := ParseSigningKey(signing); err != nil || k.Public() != signingKey.Public() ||
		!bytes.Equal(k.PEM(), signing) {
		t.Errorf("signing key: %v", err)
	}
	if k, err := ParseIDKey(id); err != nil || !bytes.Equal(k.PEM(), id) {
		t.Errorf("id key: %v", err)
	}
	if _, err := ParseSigningKey(root); err == nil || !strings.Contains(err.Error(), "LANYARD ROOT KEY") {
		t.Errorf("a root key as a signing key: %v", err)
	}
	swapped := signingKey.reveal().cose()
	public := otherKey.Public()
	swapped[coseX] = public[:]
	for name, text := range map[string][]byte{
		"empty":        nil,
		"words":        []byte("secret"),
		"two blocks":   append(bytes.Clone(signing), signing...),
		"words before": append([]byte("hello\n"), signing...),
		"words after":  append(bytes.Clone(signing), "hello"...),
		"headers":      bytes.Replace(signing, []byte("-----\n"), []byte("-----\nA: b\n\n"), 1),
		"empty block":  block(signingBlock, nil),
		"halves":       block(signingBlock, swapped),
		"no secret":    block(signingBlock, signingKey.Public().cose()),
		"extra": block(signingBlock, with(signingKey.reveal().cose(), 99, 1, coseD,
			signingKey.reveal().secret[:])),
		"trailing": pem.EncodeToMemory(&pem.Block{Type: signingBlock,
			Bytes: append(signingKey.COSEWithSecret(), 0)}),
		"symmetric": bytes.ReplaceAll(id, []byte(idBlock), []byte(signingBlock)),
	} {
		k, err := ParseSigningKey(text)
		if err == nil || k != nil {
			t.Errorf("%s: read", name)
		} else if !strings.HasPrefix(err.Error(), "reading LANYARD SIGNING KEY: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ParseIDKey(bytes.ReplaceAll(signing, []byte(signingBlock), []byte(idBlock))); err == nil {
		t.Error("a signing key as an id key")
	}
	if k, err := NewRootKey(strings.NewReader("too short")); err == nil || k != nil {
		t.Error("a key of nine bytes")
	}
}

func TestPrivateKeysDoNotPrintThemselves(t *testing.T) {
	type carrier struct {
		k SigningKey
		p *SigningKey
		I IDKey
	}
	secret := rfcKey()
	id := must(NewIDKey(bytes.NewReader(must(hex.DecodeString(rfcSecret)))))
	c := carrier{*secret, secret, *id}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "key", secret, "value", *secret, "carrier", c)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", secret, "carrier", c, "id", id)
	printed := map[string]string{"slog": log.String()}
	for _, v := range []any{secret, *secret, id, *id, c, &c, []*SigningKey{secret},
		map[string]SigningKey{"x": *secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%q", "%d", "%o"} {
			printed[fmt.Sprintf("%T %s", v, verb)] = fmt.Sprintf(verb, v)
		}
		data, err := json.Marshal(v)
		printed[fmt.Sprintf("%T json", v)] = fmt.Sprint(string(data), err)
	}
	printed["methods"] = secret.String() + secret.GoString() + secret.LogValue().String()
	raw := must(hex.DecodeString(rfcSecret))
	for how, text := range printed {
		lower := strings.ToLower(text)
		for _, leak := range []string{rfcSecret[:8], string(raw[:4]), "157 97 177", "157,97,177", "0x9d, 0x61",
			"nwgxne", "235 141 261"} {
			if strings.Contains(lower, strings.ToLower(leak)) {
				t.Errorf("%s prints %q", how, text)
			}
		}
	}
	if got := fmt.Sprintf("%v %s", secret, *id); got != redacted+" "+redacted {
		t.Errorf("printed %q", got)
	}
}

// The server must not link private keys: only private.go and sign.go may use them, and no other file may mention them.
func TestVerifyingHalfStandsAlone(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "private.go" || name == "sign.go" {
			continue
		}
		checked++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				switch id.Name {
				case "RootKey", "SigningKey", "IDKey", "private", "material", "PrivateKey", "NewSigner",
					"NewKeyFromSeed", "Sign1":
					t.Errorf("%s mentions %s", name, id.Name)
				}
			}
			return true
		})
	}
	if checked == 0 {
		t.Error("no files were checked")
	}
}

func TestDeriveNumber(t *testing.T) {
	// The message written by hand: an array of five: two texts, 0, a text, 1.
	mac := hmac.New(sha256.New, bytes.Repeat([]byte{9}, 32))
	mac.Write([]byte("\x85\x66number\x6btehran-2017\x00\x64A017\x01"))
	want := Number(mac.Sum(nil)[:10])
	if got := DeriveNumber(idKey, "tehran-2017", paper.Certificate, "A017", 1); got != want {
		t.Errorf("derived %v, not %v", got, want)
	}
	seen := map[Number]string{}
	for _, event := range []string{"", "a", "ab", "tehran-2017"} {
		for _, kind := range paper.Kinds() {
			for _, attendee := range []string{"", "b", "ab", "bc", "A017"} {
				for version := range 3 {
					what := fmt.Sprintf("%q %v %q %d", event, kind, attendee, version)
					n := DeriveNumber(idKey, event, kind, attendee, version)
					if other, ok := seen[n]; ok {
						t.Errorf("%s and %s share %v", what, other, n)
					}
					seen[n] = what
				}
			}
		}
	}
	if DeriveNumber(must(NewIDKey(secret(10))), "tehran-2017", paper.Certificate, "A017", 1) == want {
		t.Error("another key gives the same number")
	}
}

func TestDeriveIndex(t *testing.T) {
	const people, capacity, parts = 16_000, MinCapacity + 1, 16
	var count [parts]int
	rising := 0
	last := uint(0)
	for n := range people {
		number := Number(big.NewInt(int64(n)).FillBytes(make([]byte, 10)))
		i := DeriveIndex(idKey, number, 0, capacity)
		if i >= capacity {
			t.Fatalf("index %d of %d", i, capacity)
		}
		if i != DeriveIndex(idKey, number, 0, capacity) {
			t.Fatal("the same number gave two indexes")
		}
		count[i*parts/capacity]++
		if i > last {
			rising++
		}
		last = i
	}
	// Expected are 1,000 in each part with a deviation of 31, and half of the steps rising with a deviation of 37
	// (steps repel each other). Six deviations are not chance.
	for part, c := range count {
		if c < 814 || c > 1186 {
			t.Errorf("part %d holds %d of %d", part, c, people)
		}
	}
	if rising < people/2-222 || rising > people/2+222 {
		t.Errorf("%d of %d steps rise", rising, people)
	}
	if a, b := DeriveIndex(idKey, Number{1}, 0, 1<<22), DeriveIndex(idKey, Number{1}, 1, 1<<22); a == b {
		t.Error("the second attempt gives the same index as the first")
	}
	defer func() {
		if recover() == nil {
			t.Error("a list of only 8,191 entries was accepted")
		}
	}()
	DeriveIndex(idKey, Number{1}, 0, MinCapacity-1)
}

func TestNumber(t *testing.T) {
	for text, n := range map[string]Number{
		"0000-0000-0000-0000": {},
		"0000-0000-0000-0001": {9: 1},
		"G000-0000-0000-0000": {0x80},
		"ZZZZ-ZZZZ-ZZZZ-ZZZZ": {255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
		"0123-4567-89AB-CDEF": {0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf},
	} {
		if n.String() != text {
			t.Errorf("%x prints %s, not %s", n[:], n, text)
		}
		for _, typed := range []string{text, strings.ToLower(text), strings.ReplaceAll(text, "-", ""),
			strings.ReplaceAll(text, "-", " "),
			strings.ReplaceAll(text, "0", "o"), strings.ReplaceAll(text, "1", "l"), strings.ReplaceAll(text, "1", "I"),
			" " + text} {
			if got, err := ParseNumber(typed); err != nil || got != n {
				t.Errorf("%q reads %v, %v", typed, got, err)
			}
		}
	}
	for _, bad := range []string{"", "0", "0000-0000-0000-000", "0000-0000-0000-00000", "0000-0000-0000-000U",
		"0000_0000_0000_0000", "０000-0000-0000-0000"} {
		if n, err := ParseNumber(bad); err == nil {
			t.Errorf("%q reads %v", bad, n)
		}
	}
}

func FuzzNumber(f *testing.F) {
	f.Add("7Q3M-K0ZT-9V2C-4H1X")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			t.Fatalf("%q reads %x, prints %v, reads %x, %v", s, n[:], n, again[:], err)
		}
	})
}

func TestDigits(t *testing.T) {
	for digits, data := range map[string][]byte{
		"":                                      {},
		"255":                                   {255},
		"001":                                   {1},
		"65535":                                 {255, 255},
		"00256":                                 {0, 1},
		"16777215":                              {255, 255, 255},
		"4294967295":                            {255, 255, 255, 255},
		"1099511627775":                         {255, 255, 255, 255, 255},
		"281474976710655":                       {255, 255, 255, 255, 255, 255},
		"72057594037927935":                     {255, 255, 255, 255, 255, 255, 255},
		"00000000000000001" + "002":             {1, 0, 0, 0, 0, 0, 0, 2},
		"72057594037927935" + "000000000000000": {255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0},
	} {
		if got := encodeDigits(data); got != digits {
			t.Errorf("%x writes %s, not %s", data, got, digits)
		}
		if got, err := decodeDigits(digits); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s reads %x, %v", digits, got, err)
		}
	}
	for _, bad := range []string{"256", "999", "65536", "16777216", "4294967296", "1099511627776", "281474976710656",
		"72057594037927936", "99999999999999999", "1", "12", "1234", "123456", "1234567", "123456789", "12345678901",
		"123456789012", "12345678901234", "1234567890123456", "00000000000000000" + "1", "00000000000000000" + "256"} {
		if got, err := decodeDigits(bad); err == nil {
			t.Errorf("%s reads %x", bad, got)
		}
	}
}

func FuzzDigits(f *testing.F) {
	f.Add([]byte{}, "255")
	f.Add([]byte("a token of some bytes"), "72057594037927936")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		digits := encodeDigits(data)
		if got, err := decodeDigits(digits); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%x writes %s, reads %x, %v", data, digits, got, err)
		}
		if strings.Trim(text, "0123456789") != "" {
			return
		}
		if got, err := decodeDigits(text); err == nil && encodeDigits(got) != text {
			t.Fatalf("%s reads %x, writes %s", text, got, encodeDigits(got))
		}
	})
}

package verify

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"time"

	qrcode "github.com/skip2/go-qrcode"

	"lanyard/internal/trust/credential"
)

// FuzzFile verifies a file of anything: it has a verdict in time, and nobody gets a good one who has no token of the
// issuer.
func FuzzFile(f *testing.F) {
	root, key := twoKeys(f)
	by := trustIn(f, root, key)
	claim := credential.Claim{Issuer: host, Issued: day, Number: credential.Number{1, 2, 3}, Name: "Zoë", Role: "Speaker",
		Event: "Course", IssuerName: "School", Status: credential.StatusRef{URI: "https://" + host + "/s/0"}}
	token := sign(f, claim, key)
	code, err := qrcode.New(token.URL(host), qrcode.Medium)
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code.Image(300)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(token.URL(host)))
	f.Add(madeWith(f, nil, token.URL(host), "Zoë", "Course", claim.Number.String()))
	f.Add(madeWith(f, token, "", "Zoë", "Course", claim.Number.String()))
	f.Fuzz(func(t *testing.T, data []byte) {
		const enough = 1 << 20 // pixels: more cost time and show nothing new
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > enough {
			t.Skip("large, and allowed")
		}
		began := time.Now()
		results := File(t.Context(), data, by, day)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it takes %v", took)
		}
		if len(results) == 0 {
			t.Error("no verdict")
		}
		for _, r := range results {
			if r.Claim != nil && r.ExitCode() < ExitUncompared && r.Claim.Name != claim.Name {
				t.Errorf("%s for %q", r.State, r.Claim.Name)
			}
			if r.PDF && r.Claim != nil && r.ExitCode() < ExitUncompared && len(r.Differing())+len(r.Hidden()) > 0 {
				t.Errorf("exit %d with %q differing and %q hidden", r.ExitCode(), names(r.Differing()), names(r.Hidden()))
			}
		}
	})
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg" // pictures of QR codes
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"lanyard/internal/credential"
	"lanyard/internal/keyring"
	"lanyard/internal/locale"
	"lanyard/internal/pdf"
	"lanyard/internal/qr"
	"lanyard/internal/source"
)

// The limits of what verify reads.
const (
	maxVerified = 1 << 30    // bytes of a file: a hundred thousand badges
	maxPixels   = 50_000_000 // pixels of a picture: 200 MB once decoded
	maxParents  = 4          // folders above a file in which its event is looked for
	maxIssuer   = 1 << 20    // bytes of an issuer document
)

// files collects a flag that may be given several times.
type files []string

func (f *files) String() string     { return strings.Join(*f, ", ") }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

func runVerify(_ context.Context, w *world, args []string) error {
	o := w.options("verify", "WHAT...", `Verify judges what WHAT says: a token, a verification address, a PDF that Lanyard made, or a PNG or JPEG
of a QR code. It prints the verdict and every signed fact, which must be what the paper shows.

Exit codes: 0 valid, 10 genuine but status not known, 20 revoked, 21 superseded, 22 suspended, 23 expired,
30 tampered, 31 not trusted, 40 unknown issuer, 50 unreadable, 51 unsupported; of several the highest.`)
	var documents files
	o.Var(&documents, "issuer", "trust the issuer document in `FILE`; may be given several times.\nDefault: keys/issuer.cwt beside what is verified")
	asJSON := o.Bool("json", false, "print the verdicts as JSON")
	rest, err := o.parse(args, 1, 1<<20)
	if err != nil {
		return err
	}
	var records []record
	for _, what := range rest {
		inputs, err := read(what)
		if err != nil {
			return err
		}
		issuers, err := trusted(documents, what)
		if err != nil {
			return err
		}
		for _, input := range inputs {
			records = append(records, newRecord(what, credential.Judge(input, issuers, nil, w.now)))
		}
	}
	if *asJSON {
		out := json.NewEncoder(w.stdout)
		out.SetIndent("", "  ")
		if err := out.Encode(records); err != nil {
			return err
		}
	}
	code := 0
	for i, r := range records {
		if !*asJSON {
			if i > 0 {
				fmt.Fprintln(w.stdout)
			}
			r.print(w.stdout)
		}
		code = max(code, r.Exit)
	}
	if code == 0 {
		return nil
	}
	return exitError(code)
}

// read returns the tokens or addresses that what stands for.
func read(what string) ([]string, error) {
	info, err := os.Stat(what)
	if err != nil {
		if looksLikeFile(what) {
			return nil, &usageError{fmt.Sprintf("there is no file %q", what), "give a PDF, a picture of a QR code, or the address that a scan shows"}
		}
		return []string{what}, nil
	}
	if info.Size() > maxVerified || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading %q: not a file of at most %d MB", what, maxVerified>>20)
	}
	data, err := os.ReadFile(what)
	if err != nil {
		return nil, fmt.Errorf("reading what to verify: %w", err)
	}
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return links(what, data)
	case bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("\xff\xd8")):
		payload, err := scan(data)
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", what, err)
		}
		return []string{payload}, nil
	}
	return []string{string(data[:min(len(data), maxIssuer)])}, nil
}

func looksLikeFile(s string) bool {
	switch strings.ToLower(filepath.Ext(s)) {
	case ".pdf", ".png", ".jpg", ".jpeg", ".txt":
		return !strings.Contains(s, "#")
	}
	return false
}

// links returns the verification addresses in a PDF.
func links(name string, data []byte) ([]string, error) {
	all, err := pdf.Links(data)
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	var tokens []string
	for _, l := range all {
		if _, err := credential.ParseToken(l); err == nil {
			tokens = append(tokens, l)
		}
	}
	if len(tokens) == 0 {
		return nil, &usageError{fmt.Sprintf("%q has no verification link", name), "print or photograph its QR code and verify the picture"}
	}
	return tokens, nil
}

// scan reads the QR code of a picture.
func scan(data []byte) (string, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	if c.Width*c.Height > maxPixels {
		return "", fmt.Errorf("%d x %d pixels are more than %d million", c.Width, c.Height, maxPixels/1_000_000)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	return qr.Read(img)
}

// trusted opens the issuer documents that were named, or the one of the event
// in which what lies.
func trusted(named files, what string) ([]*credential.Issuer, error) {
	if len(named) == 0 {
		if path := nearby(what); path != "" {
			named = files{path}
		}
	}
	var issuers []*credential.Issuer
	for _, path := range named {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("reading issuer document: %w", err)
		}
		data, err := io.ReadAll(io.LimitReader(f, maxIssuer))
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("reading issuer document: %w", err)
		}
		i, err := credential.OpenIssuer(data, credential.Thumbprint{})
		if err != nil {
			return nil, fmt.Errorf("%q: %w", path, err)
		}
		issuers = append(issuers, i)
	}
	return issuers, nil
}

// nearby returns the issuer document of the event in whose folder the file
// called what lies, or of the current folder; "" when there is none.
func nearby(what string) string {
	if _, err := os.Stat(what); err != nil {
		what = "token"
	}
	dir, err := filepath.Abs(what)
	if err != nil {
		return ""
	}
	for range maxParents {
		dir = filepath.Dir(dir)
		for _, name := range []string{filepath.Join("keys", keyring.IssuerFile), keyring.IssuerFile} {
			path := filepath.Join(dir, name)
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	return ""
}

// record is a verdict as it is printed, and as -json prints it.
type record struct {
	What    string            `json:"what"`
	Verdict string            `json:"verdict"`
	Exit    int               `json:"exit"`
	Detail  string            `json:"detail,omitempty"`
	Issuer  string            `json:"issuer_root,omitempty"` // thumbprint of the root key
	Claim   *credential.Claim `json:"claim,omitempty"`
	verdict credential.Verdict
}

func newRecord(what string, v credential.Verdict) record {
	r := record{What: what, Verdict: v.String(), Exit: v.State.ExitCode(), Detail: v.Detail, Claim: v.Claim, verdict: v}
	if v.Issuer != nil {
		r.Issuer = v.Issuer.Root.Thumbprint().String()
	}
	return r
}

// print writes a verdict for people: one line, then the facts.
func (r record) print(out io.Writer) {
	fmt.Fprintln(out, r.Verdict)
	if r.Detail != "" {
		fmt.Fprintf(out, "  %s\n", source.Printable(r.Detail))
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	defer t.Flush()
	fact := func(name, value string) {
		if value != "" {
			fmt.Fprintf(t, "  %s\t%s\n", name, source.Printable(value))
		}
	}
	if c := r.Claim; c != nil {
		fact("kind", c.Kind.String())
		fact("name", c.Name)
		fact("local name", c.NameLocal)
		fact("role", c.Role)
		fact("event", c.Event)
		fact("days", locale.FormatRange(locale.FromDays(c.FirstDay), locale.FromDays(c.LastDay), "en", locale.Gregorian))
		if c.Minutes > 0 {
			fact("attended", fmt.Sprintf("%d minutes", c.Minutes))
		}
		fact("issued by", c.IssuerName)
		fact("issued on", c.Issued.Format(time.DateOnly))
		fact("host", c.Issuer)
		fact("number", c.Number.String())
		if c.Replaces != (credential.Number{}) {
			fact("replaces", c.Replaces.String())
		}
	}
	if i := r.verdict.Issuer; i != nil {
		fact("root key", r.Issuer)
		return
	}
	if r.verdict.State == credential.StateUnknownIssuer {
		fact("to do", "get the issuer document from the organiser, and verify again with -issuer FILE")
	}
}


package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"lanyard/internal/batch"
	"lanyard/internal/credential"
	"lanyard/internal/keyring"
	"lanyard/internal/source"
)

func runKeys(_ context.Context, w *world, args []string) error {
	o := w.options("keys", "make|list|show [DIR]", `Keys make makes the keys of the event in DIR; make does so too on its first run. Keys are never overwritten.
Keys list lists the signing keys. Keys show prints the public part: what verifiers pin.`)
	rest, err := o.parse(args, 1, 2)
	if err != nil {
		return err
	}
	dir := filepath.Join(folder(rest[1:]), batch.KeysDir)
	switch rest[0] {
	case "make":
		return makeKeys(w, folder(rest[1:]))
	case "list":
		return listKeys(w, dir)
	case "show":
		return showKeys(w, dir)
	}
	return &usageError{fmt.Sprintf("keys does not know %s", source.Quote(rest[0])), "say make, list or show, and then the event's folder"}
}

func makeKeys(w *world, dir string) error {
	ring, err := batch.NewKeys(dir, rand.Reader, w.now)
	if err != nil {
		return err
	}
	if err := ring.Save(); err != nil {
		return err
	}
	w.printf("made keys in %s: keep a copy of that folder in a safe place, and show it to nobody", filepath.Join(dir, batch.KeysDir))
	return showKeys(w, filepath.Join(dir, batch.KeysDir))
}

var keyStates = map[credential.KeyState]string{
	credential.KeyActive: "active", credential.KeyRetired: "retired", credential.KeyCompromised: "compromised",
}

func listKeys(w *world, dir string) error {
	ring, err := keyring.Open(dir)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "KEY\tSTATE\tFROM\tUNTIL\tUSES\tPRIVATE PART")
	for _, k := range ring.PublicKeys() {
		until, private := "open", "not here"
		if !k.NotAfter.IsZero() {
			until = k.NotAfter.Format(time.DateOnly)
		}
		if k.Private {
			private = "here"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", k.Public.ID(), keyStates[k.State], k.NotBefore.Format(time.DateOnly), until, uses(k.Uses), private)
	}
	return t.Flush()
}

func uses(u credential.Uses) string {
	switch u {
	case credential.UseCertificates:
		return "certificates"
	case credential.UseStatus:
		return "status"
	case credential.UseCertificates | credential.UseStatus:
		return "certificates, status"
	}
	return "nothing"
}

func showKeys(w *world, dir string) error {
	ring, err := keyring.Open(dir)
	if err != nil {
		return err
	}
	i := ring.Issuer
	t := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "issuer document\t%s\n", filepath.Join(dir, keyring.IssuerFile))
	fmt.Fprintf(t, "issuer\t%s\n", i.DisplayName(""))
	fmt.Fprintf(t, "host\t%s\n", i.Host)
	fmt.Fprintf(t, "version\t%d of %s\n", i.Sequence, i.Issued.Format(time.DateOnly))
	fmt.Fprintf(t, "root fingerprint\t%s\n", i.Root.Thumbprint())
	if err := t.Flush(); err != nil {
		return err
	}
	if ring.Root == nil {
		w.printf("the root key is kept elsewhere")
	}
	return nil
}

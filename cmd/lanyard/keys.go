package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/keyring"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/issue"
)

// keyVerb is a subcommand of keys.
type keyVerb struct {
	name, args, about string
	run               func(ctx context.Context, w *world, o *options, args []string) error
}

var keyVerbs = []keyVerb{
	{"make", "[DIR]",
		"Keys make makes the keys of the event in DIR, as the first run of make does. Keys are never overwritten.",
		makeKeys},
	{"list", "[DIR]", "Keys list lists the signing keys.", listKeys},
	{"show", "[DIR]", "Keys show prints the public part: which verifiers pin.", showKeys},
	{"rotate", "[DIR]",
		`Keys rotate makes a new signing key, which signs from now on. Use it once a year, or when the signing
key is lost. What the previous keys have signed stays valid.`, rotateKeys},
	{"retire", "KEY [DIR]",
		`Keys retire ends the period in which a key may sign; what it has signed stays valid. KEY is its id, or the
first digits of it, as keys list shows it.`, retireKey},
	{"compromised", "KEY [DIR]",
		`Keys compromised declares a signing key stolen. What the ledger knows to be signed with it stays
valid, and nothing else. KEY is its id, or the first digits of it, as keys list shows it.`, compromisedKey},
	{"export", "FILE [DIR]",
		"Keys export writes a backup of all keys to FILE, encrypted with a passphrase: an age file around a tar file.",
		exportKeys},
	{"import", "FILE [DIR]",
		"Keys import makes the keys of the event in DIR from a backup. Keys are never overwritten.", importKeys},
}

func runKeys(ctx context.Context, w *world, args []string) error {
	var names []string
	for _, v := range keyVerbs {
		if len(args) > 0 && args[0] == v.name {
			return v.run(ctx, w, w.options("keys "+v.name, v.args, v.about), args[1:])
		}
		names = append(names, v.name)
	}
	o := w.options("keys", strings.Join(names, "|")+" ...",
		"Keys makes, shows, changes and backs up the keys of an event. Each subcommand prints its options with -h.")
	rest, err := o.parse(args, 1, 1<<10)
	if err != nil {
		return err
	}
	return usageFault(fmt.Sprintf("keys has no subcommand %s", source.Quote(rest[0])),
		"write keys, then one of "+strings.Join(names, ", ")+", then the event's folder")
}

// keysDir returns the folder of the keys of the event or the issuer in rest, or in
// the current folder.
func keysDir(rest []string) (string, error) {
	home, err := discover.Home(eventDir(rest))
	return filepath.Join(home, discover.KeysDir), err
}

func makeKeys(ctx context.Context, w *world, o *options, args []string) error {
	how := o.desk(ctx, w)
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	dir := eventDir(rest)
	ring, err := issue.NewKeys(dir, rand.Reader, w.now)
	if err != nil {
		return err
	}
	keys, err := keysDir(rest)
	if err != nil {
		return err
	}
	if keyring.Exists(keys) {
		return ring.Save() // which refuses, also where the keys that are there cannot be opened
	}
	desk, err := registry.Open(dir, *how)
	if err != nil {
		return err
	}
	if err := joined(ring.Save(), desk.Close()); err != nil {
		return err
	}
	used(dir)
	w.printf("made keys in %s: keep a copy of that folder in a safe place, and keep it secret", keys)
	return showRing(w, keys)
}

var keyStates = map[credential.KeyState]string{
	credential.KeyActive: "active", credential.KeyRetired: "retired", credential.KeyCompromised: "compromised",
}

func listKeys(_ context.Context, w *world, o *options, args []string) error {
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	dir, err := keysDir(rest)
	if err != nil {
		return err
	}
	ring, err := keyring.OpenWithout(dir)
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
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", k.Public.ID(), keyStates[k.State], k.NotBefore.Format(time.DateOnly),
			until, uses(k.Uses), private)
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

func showKeys(_ context.Context, w *world, o *options, args []string) error {
	rest, err := o.parse(args, 0, 1)
	if err != nil {
		return err
	}
	dir, err := keysDir(rest)
	if err != nil {
		return err
	}
	return showRing(w, dir)
}

func showRing(w *world, dir string) error {
	ring, err := keyring.OpenWithout(dir)
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

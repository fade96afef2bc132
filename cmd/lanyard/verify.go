package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"lanyard/internal/base/source"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/discover"
	"lanyard/internal/trust/verifier"
	"lanyard/internal/typography/font"
	"lanyard/internal/work/verify"
)

// maxParents is how many folders above a file are searched for its event.
const maxParents = 4

// files is a flag that may be given several times.
type files []string

func (f *files) String() string     { return strings.Join(*f, ", ") }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }

func runVerify(ctx context.Context, w *world, args []string) error {
	o := w.options("verify", "WHAT...",
		`Verify checks WHAT: a token, a verification address, the number on a paper, a PDF that Lanyard made, a PNG or JPEG of a QR code, an Open Badge that
Lanyard made, also in a PNG, or a folder of such files with its subfolders; any number of them, or - for what comes on standard input: such a file, or
one token or address per line. It prints the verdict and every signed fact; compare them with the paper. For a PDF that
Lanyard made, it also says which facts its page does not show, and whether an attached token is the one in the
QR code. Without a QR code, the attached token is verified.

Only issuers that you name, have pinned, or with whose private keys, in the event's folder, you have made papers on
this machine are trusted, never a document or key because it lies next to the file. Every verdict says where its
trust comes from.

Revocations are in the status lists of the issuer's verification page. Verify reads them from the page's folder or
address when -issuer names one or the event has one; otherwise it contacts nobody. The issuer never learns whom
you verify. A number needs the issuer's site, its folder or its address: what it opens there is encrypted under it, in
one of many files, and the host learns no more than which of them is asked for. Verify remembers the newest lists that it has seen and refuses older ones.

Exit codes: 0 valid, 10 genuine but status unknown, 11 genuine code in a PDF whose page was not compared,
20 revoked, 21 superseded, 22 suspended, 23 expired,
30 tampered, or the page or the attached token differs, 31 not trusted, 40 unknown issuer, 41 an event that
this copy of the issuer document does not know yet, 42 a number that the site does not know, 43 a number that could
not be looked up, 50 unreadable, 51 unsupported. With several results, the highest
code counts, and a file that cannot be read stops no other.`)
	var documents files
	o.Var(&documents, "issuer",
		"trust the issuer document in `WHERE`: a file, the folder of a verification page,\n"+
			"or its address, like https://verify.example.org; may be given several times.\n"+
			"Default: the issuers that you pinned (lanyard issuers), and the keys of the event\n"+
			"that contains the file, if its private keys or its ledger are there and you have\n"+
			"made papers with them on this machine")
	offline := o.Bool("offline", false, "use no network: for an address, use what was last seen there")
	forget := o.Bool("no-memory", false, "remember nothing, and use nothing that was remembered")
	picture := o.String("picture", "",
		"draw each page that was compared, as the PDF itself says, with the signed facts next\n"+
			"to it, into the PNG `FILE`; several pages into FILE-1.png, FILE-2.png and so on, or\n"+
			"into a folder; so that a person sees what covers a text")
	o.jsonOption(w, "each verdict, and how many there are of each kind")
	rest, err := o.parse(args, 1, 1<<20)
	if err != nil {
		return err
	}
	inputs, err := w.inputs(rest)
	if err != nil {
		return err
	}
	pictures, err := newAlbum(*picture, inputs)
	if err != nil {
		return err
	}
	options := verifier.Options{Now: w.now, Offline: *offline, Memory: memory(), Pins: pins()}
	if *forget {
		options.Memory = ""
	}
	if err := w.trust(ctx, inputs, documents, options); err != nil {
		return err
	}
	return w.verifyAll(ctx, inputs, pictures)
}

// trust sets for each input what its papers are judged by: what is trusted, and the fonts of its event.
func (w *world) trust(ctx context.Context, inputs []input, documents files, options verifier.Options) error {
	named, err := w.namedSources(documents)
	if err != nil {
		return err
	}
	known := map[string]*verifier.Trust{}                 // by the sources of what is trusted
	faces := map[string]func() *font.Library{"": noFonts} // by the folder of the event; many files lie in one
	for i := range inputs {
		in, sources, own := &inputs[i], named, ""
		if len(documents) == 0 {
			sources, own, in.left = sourcesFor(in.what, named)
		}
		if in.fonts = faces[own]; in.fonts == nil {
			in.fonts = ownFonts(own)
			faces[own] = in.fonts
		}
		id := fmt.Sprint(sources)
		if in.by = known[id]; in.by != nil {
			continue
		}
		if in.by, err = verifier.Load(ctx, sources, options); err != nil {
			return err
		}
		known[id] = in.by
		for _, n := range in.by.Notes {
			w.printf("%s", source.Printable(n))
		}
	}
	return nil
}

// namedSources returns what the user trusts: the documents named with -issuer, or else the pinned ones.
func (w *world) namedSources(documents files) (named []verifier.Source, err error) {
	if len(documents) == 0 {
		return w.pinnedSources()
	}
	for _, d := range documents {
		named = append(named, verifier.Source{Name: d, Why: "-issuer " + d})
	}
	return named, nil
}

// memory returns the folder in which verify remembers what it has seen, "" when
// there is none.
func memory() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "" // a machine without home
	}
	return filepath.Join(cache, "lanyard")
}

// eventsAround returns the folders that may be the event of a file: the folder it
// is in, those above, and last the current folder and that of its issuer.
func eventsAround(what string) []string {
	if _, err := os.Stat(what); err != nil {
		what = "token"
	}
	dir, err := filepath.Abs(what)
	if err != nil {
		return nil
	}
	here, err := filepath.Abs(".")
	if err != nil {
		return nil
	}
	var all []string
	for range maxParents {
		dir = filepath.Dir(dir)
		if near, err := filepath.Rel(here, dir); err == nil && filepath.IsLocal(near) {
			all = append(all, near) // shorter to read
		} else {
			all = append(all, dir)
		}
	}
	all = append(all, ".")
	if home, err := discover.Home("."); err == nil && home != "." {
		all = append(all, home)
	}
	return all
}

// record is a result as -json prints it.
type record struct {
	Event   string            `json:"event"` // verdict
	What    string            `json:"what"`
	Line    int               `json:"line,omitempty"` // of standard input
	Verdict string            `json:"verdict"`
	Exit    int               `json:"exit"`
	Detail  string            `json:"detail,omitempty"`
	Issuer  string            `json:"issuer_root,omitempty"` // thumbprint of the root key
	Trust   string            `json:"trusted_by,omitempty"`  // where the trust in it comes from
	Claim   *credential.Claim `json:"claim,omitempty"`
	AsOf    *time.Time        `json:"status_as_of,omitempty"`
	Page    int               `json:"page,omitempty"` // of a PDF
	// Compared is null unless the token was in a PDF: whether the page around it was
	// compared with what was signed.
	Compared *bool `json:"page_compared,omitempty"`
	// Without is the number of pages of the PDF that carry no code of their own, with the first result of the PDF.
	Without int    `json:"pages_without_code,omitempty"`
	Code    string `json:"code_verdict,omitempty"` // on the token alone, when the page was not compared
	// Elsewhere is where the verified address leads, when that is not the issuer's host.
	Elsewhere string   `json:"address_elsewhere,omitempty"`
	Differs   []string `json:"differs,omitempty"` // facts that the page must show and does not
	Absent    []string `json:"absent,omitempty"`  // facts that the page may show and does not
	Hidden    []string `json:"hidden,omitempty"`  // facts that the page has where nobody sees them
	// Unlike are facts that the page shows in fonts that the program does not have.
	Unlike []string `json:"letters_not_compared,omitempty"`
	// Unpromised are those absent facts of which nobody knows whether the design leaves them out.
	Unpromised []string `json:"not_compared,omitempty"`
	// Larger are texts of the page that are larger than the name and no signed facts; Pictures and Shapes are how many of
	// them are as large. None of these was compared with anything.
	Larger   []string `json:"texts_not_compared,omitempty"`
	Pictures int      `json:"pictures_not_compared,omitempty"`
	Shapes   int      `json:"shapes_not_compared,omitempty"`
	// Undrawn is how many things as large as the name the page has that the program cannot draw.
	Undrawn int `json:"undrawn_not_compared,omitempty"`
	// Picture is the file that -picture wrote, and NotDrawn what of the page is not in it.
	Picture  string   `json:"picture,omitempty"`
	NotDrawn []string `json:"not_drawn,omitempty"`
	result   verify.Result
	file     bool   // What is a file
	left     string // an issuer document that lies near the file and is not trusted for that
}

// newRecord puts a result into words.
func newRecord(in input, v verify.Result) record {
	r := record{Event: "verdict", What: in.what, Line: in.line, file: in.file, Verdict: v.String(), Exit: v.ExitCode(),
		Claim: v.Claim, Page: v.Page, result: v, Larger: v.Besides.Texts, Pictures: v.Besides.Pictures,
		Shapes: v.Besides.Shapes, Undrawn: v.Besides.Undrawn}
	if v.Issuer != nil {
		r.Issuer = v.Issuer.Root.Thumbprint().String()
	}
	if !v.StatusAsOf.IsZero() {
		r.AsOf = &v.StatusAsOf
	}
	for _, f := range v.LeftOut() {
		r.Absent = append(r.Absent, f.Name)
	}
	for _, f := range v.Differing() {
		r.Differs = append(r.Differs, f.Name+" "+source.Quote(f.Value))
	}
	var details []string
	if v.Detail != "" {
		details = append(details, v.Detail)
	}
	for _, f := range v.Hidden() {
		r.Hidden = append(r.Hidden, f.Name)
	}
	for _, f := range v.Unlike() {
		r.Unlike = append(r.Unlike, f.Name)
	}
	for _, f := range v.Unpromised() {
		r.Unpromised = append(r.Unpromised, f.Name)
	}
	if v.PDF && v.Claim != nil {
		compared := v.Page > 0 && len(r.Hidden) == 0 && len(r.Unlike) == 0
		r.Compared = &compared
	}
	if len(r.Unpromised) > 0 {
		r.Verdict += ", BUT NOT COMPARED: " + strings.ToUpper(strings.Join(r.Unpromised, ", "))
		details = append(details, fmt.Sprintf("page %d does not show the signed %s, and the issuer document does not say whether "+
			"papers of this event do: if the page shows another, somebody has edited it", v.Page,
			strings.Join(r.Unpromised, ", ")))
	}
	details = r.notCompared(v, details)
	if v.Without > 0 {
		r.Without = v.Without
		details = append(details, plural(v.Without, "other page", "other pages")+
			" of this PDF without a code of its own: nothing there is vouched for")
	}
	if v.Elsewhere != "" {
		r.Elsewhere = v.Elsewhere
		details = append(details,
			fmt.Sprintf("WARNING: the address leads to %s, which is not the issuer's %s: a page there can "+
				"claim anything",
				source.Quote(v.Elsewhere), v.Issuer.Host))
	}
	if v.Future {
		details = append(details,
			fmt.Sprintf("its date of issue, %s, is in the future: is the clock of this machine right?",
				v.Claim.Issued.Format(time.DateOnly)))
	}
	if v.OtherAttached {
		r.Verdict += ", BUT ANOTHER TOKEN IS ATTACHED"
		details = append(details, "the token in the attached file is not that of the QR code")
	}
	if len(r.Differs) > 0 {
		r.Verdict += ", BUT THE PAGE SAYS SOMETHING ELSE"
		details = append(details, fmt.Sprintf("page %d does not show the signed %s", v.Page,
			strings.Join(r.Differs, ", ")))
	}
	r.Detail = strings.Join(details, "; ")
	return r
}

// notCompared gives the record of a page that was not compared its headline, and adds why to the details.
func (r *record) notCompared(v verify.Result, details []string) []string {
	if !v.Uncompared() {
		return details
	}
	what := "PAGE"
	if len(r.Unlike) > 0 && len(r.Hidden) == 0 {
		what = "LETTERS"
	}
	r.Code, r.Verdict = r.Verdict, "CODE GENUINE, "+what+" NOT COMPARED"
	details = append([]string{"the code alone: " + r.Code}, details...)
	if len(r.Unlike) > 0 {
		details = append(details, fmt.Sprintf("page %d shows the signed %s in a font that this program does not have: such a font "+
			"can draw another name than the file says", v.Page, strings.Join(r.Unlike, ", ")))
	}
	if len(r.Hidden) > 0 {
		details = append(details, fmt.Sprintf("page %d has the signed %s where nobody sees it: in the colour of the paper, under "+
			"something else or what this program cannot draw, beyond the edge, too small, in other letters, or on a page too complex to be drawn", v.Page,
			strings.Join(r.Hidden, ", ")))
	} else if v.Page == 0 {
		details = append(details,
			"this file is not as Lanyard made it, so its page was not compared and may show anything")
	}
	return details
}

// print writes a record for people: the verdict on one line, then the facts.
func (r record) print(out io.Writer) {
	fmt.Fprintln(out, r.Verdict)
	if r.Detail != "" {
		fmt.Fprintf(out, "  %s\n", source.Printable(r.Detail))
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	defer t.Flush()
	line := func(name, value string) { fmt.Fprintf(t, "  %s\t%s\n", name, source.Printable(value)) }
	for _, f := range r.result.Facts {
		switch {
		case f.Absent && f.Demand == verify.Optional:
			f.Value += " (not on the page, which must not show another)"
		case f.Hidden:
			f.Value += " (hidden on the page)"
		}
		line(f.Name, f.Value)
	}
	if r.AsOf != nil {
		line("status as of", r.AsOf.Format("2006-01-02 15:04 UTC"))
	}
	if r.Issuer != "" {
		line("root key", r.Issuer)
	}
	if r.Trust != "" {
		line("trusted by", r.Trust)
	}
	if what := r.besides(); what != "" {
		line("not compared", what)
	}
	if r.Picture != "" {
		line("picture", r.Picture)
	}
	for _, what := range r.NotDrawn {
		line("not in it", what)
	}
	if todo := r.todo(); todo != "" {
		line("to do", todo)
	}
}

// besides names what the page shows at the size of the name that nothing was compared with.
func (r record) besides() string {
	var drawn, all []string
	if r.Pictures > 0 {
		drawn = append(drawn, plural(r.Pictures, "picture", "pictures"))
	}
	if r.Shapes > 0 {
		drawn = append(drawn, plural(r.Shapes, "drawing", "drawings"))
	}
	if r.Undrawn > 0 {
		drawn = append(drawn, plural(r.Undrawn, "thing that this program cannot draw", "things that this program cannot draw"))
	}
	if len(drawn) > 0 {
		all = append(all, strings.Join(drawn, ", ")+" at least as large as the name")
	}
	if len(r.Larger) > 0 {
		quoted := make([]string, len(r.Larger))
		for i, t := range r.Larger {
			quoted[i] = source.Quote(t)
		}
		all = append(all, "larger than the name: "+strings.Join(quoted, ", "))
	}
	return strings.Join(all, ", and ")
}

// todo returns what a person should do about a result; often nothing.
func (r record) todo() string {
	switch {
	case len(r.Hidden) > 0:
		look := "look at it with -picture FILE.png, and "
		if r.Picture != "" {
			look = ""
		}
		return "believe the facts above, not the page: somebody has changed it; " + look +
			"ask the holder for the file as it was issued"
	case len(r.Unlike) > 0 && r.result.Uncompared():
		return "compare the facts above with the page by eye, also with -picture FILE.png; the organiser compares the letters in " +
			"the folder of the event, which has its fonts"
	case r.result.PDF && r.Page == 0 && r.Issuer != "":
		return "this PDF was changed after it was made, or by another program: believe the facts above, " +
			"not the page; " +
			"ask the holder for the file as it was issued"
	case r.result.State == credential.StateUnknownIssuer && r.left != "":
		return fmt.Sprintf("%s lies near the file, which proves nothing: anyone can put one there, with private keys; "+
			"compare its fingerprint with the organiser and type: lanyard issuers add%s",
			source.Quote(r.left), argument(r.left))
	case r.result.State == credential.StateUnknownIssuer:
		return "get the issuer document from the organiser, and verify again with -issuer FILE; " +
			"to trust it from now on, type: lanyard issuers add FILE"
	case r.result.State == credential.StateNoNumber:
		return "compare the number with the paper letter by letter; a paper that is newer than the published site is found " +
			"once the organiser publishes again; the QR code or the file verifies without"
	case r.result.State == credential.StateNotLookedUp && r.result.Reason == "codes-alone":
		return "scan the QR code of the paper, or verify the file"
	case r.result.State == credential.StateNotLookedUp:
		return "name the issuer's site, its address or its folder, with -issuer, and without -offline; " +
			"or verify the file, or the QR code, which need no site"
	case r.result.State == credential.StateUnreadable && r.result.Reason == "record":
		return "ask the organiser to publish the site again; or verify the file, or the QR code"
	case r.result.State == credential.StateUnreadable && r.result.Reason == "number":
		return "type the 16 letters and digits below the QR code again; dashes and blanks do not matter"
	case r.result.State == credential.StateUnreadable:
		return "give the whole address that a scan of the QR code shows, or a sharper picture of the code"
	}
	return ""
}

package probe

import (
	"bytes"
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/delivery"
	"lanyard/internal/trust/openbadge"
)

// Finding is something about a published site.
type Finding struct {
	Grave bool
	What  string // one sentence
	Todo  string // what to type or change; may be empty for a note
}

// Times of Judge.
const (
	maxAhead   = 10 * time.Minute   // how far a list may be ahead of our clock
	renewal    = 7 * 24 * time.Hour // a certificate that ends sooner will not be renewed by itself
	mostListed = 3                  // files that a finding names
)

const (
	publish = "lanyard site, and upload the whole folder"
	manual  = "see lanyard help publish"
)

// judgement collects findings.
type judgement struct {
	at       *Answers
	files    map[string][]byte
	now      time.Time
	issuer   *credential.Issuer // ours
	findings []Finding
	groups   map[Finding][]string // files by what is wrong with them; their finding has %s for the files
	order    []Finding
}

// Judge compares answers with the files of the site as web.Site makes them now. Without findings all is well.
func Judge(a *Answers, files map[string][]byte, now time.Time) ([]Finding, error) {
	issuer, err := credential.OpenIssuer(files[issuerFile], credential.Thumbprint{})
	if err != nil {
		return nil, err
	}
	j := &judgement{at: a, files: files, now: now, issuer: issuer, groups: map[Finding][]string{}}
	first := a.Files[0]
	if first.Err != nil {
		what, todo := connection(a, first.Err)
		j.grave(what, todo)
		return j.findings, nil
	}
	if !a.Until.IsZero() && a.Until.Before(now.Add(renewal)) {
		j.grave(fmt.Sprintf("the certificate of %s ends on %s", a.Base.Host, a.Until.UTC().Format(time.DateOnly)),
			"renew it; after that day browsers warn everybody who scans a code")
	}
	if !j.fallback() && j.document(first) {
		j.page()
		for _, answer := range a.Files[1:] {
			if answer.Name != indexFile && answer.Name != nowhere {
				j.file(answer)
			}
		}
	}
	j.plain()
	j.close()
	return j.findings, nil
}

func (j *judgement) grave(what, todo string) {
	j.findings = append(j.findings, Finding{true, what, todo})
}

// group adds a file to a finding that is printed once for all its files.
func (j *judgement) group(f Finding, file string) {
	if file == indexFile {
		file = "the page itself"
	}
	if j.groups[f] == nil {
		j.order = append(j.order, f)
	}
	if !slices.Contains(j.groups[f], file) {
		j.groups[f] = append(j.groups[f], file)
	}
}

// close writes the groups, and puts what is grave first.
func (j *judgement) close() {
	for _, f := range j.order {
		names := j.groups[f]
		list := strings.Join(names[:min(len(names), mostListed)], ", ")
		if more := len(names) - mostListed; more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		f.What = fmt.Sprintf(f.What, list)
		j.findings = append(j.findings, f)
	}
	slices.SortStableFunc(j.findings, func(a, b Finding) int {
		switch {
		case a.Grave == b.Grave:
			return 0
		case a.Grave:
			return -1
		}
		return 1
	})
}

// connection says why a host did not answer at all.
func connection(a *Answers, err error) (what, todo string) {
	host := a.Base.Hostname()
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var lookup *net.DNSError
	var tlsError tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return fmt.Sprintf("no browser trusts the certificate of %s: nobody known has signed it", host),
			"get one from an authority, like Let's Encrypt, and configure the whole chain"
	case errors.As(err, &name):
		return fmt.Sprintf("the certificate that %s sends is for other names (%v)", host, err),
			"get one for " + host
	case errors.As(err, &invalid):
		return fmt.Sprintf("the certificate of %s is not valid: %v", host, err), "renew it"
	case errors.As(err, &lookup):
		return fmt.Sprintf("there is no host %s", host), "add it at your DNS provider, or correct verify in event.toml " +
			"before anything is printed"
	case errors.As(err, &tlsError), errors.Is(err, http.ErrSchemeMismatch):
		return fmt.Sprintf("%s does not speak https", a.Base.Host), "configure a certificate: " + manual
	case errors.Is(err, errSlow):
		return fmt.Sprintf("%s accepts the question and does not answer within %s", host, patience), "look at the server"
	}
	return fmt.Sprintf("%s does not answer: %v", a.Base.Host, err), "look at the server; " + manual
}

// fallback reports whether the host answers 200 to everything and has no issuer document, as hosts of single-page
// applications do whose site is not there. A site that is there with such a fallback is a finding, too.
func (j *judgement) fallback() bool {
	for _, a := range j.at.Files[1:] {
		if a.Name != nowhere || a.Status != http.StatusOK {
			continue
		}
		j.grave("the host answers 200 OK to files that are not there, so a missing list looks like a broken one",
			"turn off its fallback for single-page applications, so that missing files are 404")
		return mediaType(j.at.Files[0]) == "text/html"
	}
	return false
}

// document judges the issuer document, and reports whether it is of this issuer.
func (j *judgement) document(a Answer) bool {
	switch {
	case !j.came(a):
		return true // lists may still be there
	case bytes.Equal(a.Body, j.files[issuerFile]):
		j.headers(a)
		return true
	}
	published, err := credential.OpenIssuer(a.Body, credential.Thumbprint{})
	switch {
	case err != nil:
		j.grave(fmt.Sprintf("%s is not an issuer document (it is sent as %q)", issuerFile, mediaType(a)), publish)
		return true
	case published.Root != j.issuer.Root:
		j.grave(fmt.Sprintf("the page is another issuer's: its root key is %s, and yours is %s",
			published.Root.Thumbprint(), j.issuer.Root.Thumbprint()),
			"two issuers cannot share one address: give yours another path, or put both events under one issuer")
		return false
	case published.Host != j.issuer.Host:
		j.grave(fmt.Sprintf("the published issuer document is for %s, and yours for %s", published.Host, j.issuer.Host),
			publish)
	case published.Sequence > j.issuer.Sequence:
		j.grave(fmt.Sprintf("the published issuer document is number %d, newer than number %d here", published.Sequence,
			j.issuer.Sequence),
			"another machine publishes, or these keys are an old copy: restore the last one")
	case published.Sequence < j.issuer.Sequence:
		j.grave(fmt.Sprintf("the published issuer document is number %d, older than number %d here", published.Sequence,
			j.issuer.Sequence), publish)
	default:
		j.grave(fmt.Sprintf("the published issuer document is number %d as here, with another content", published.Sequence),
			publish)
	}
	j.headers(a)
	return true
}

// came reports whether an answer is a file, and says what it is otherwise.
func (j *judgement) came(a Answer) bool {
	status := strings.TrimSpace(fmt.Sprint(a.Status, " ", http.StatusText(a.Status)))
	switch {
	case errors.Is(a.Err, errSlow):
		j.group(Finding{true, "no answer in time for %s", "look at the server"}, a.Name)
	case a.Err != nil:
		j.group(Finding{true, "cannot be fetched: %s (" + strings.ReplaceAll(a.Err.Error(), "%", "%%") + ")",
			"look at the server"}, a.Name)
	case a.Status == http.StatusOK:
		return true
	case a.Status == http.StatusNotFound, a.Status == http.StatusGone:
		todo := publish
		if a.Name == indexFile {
			todo = "is this the folder that is served? " + publish
		}
		j.group(Finding{true, "missing: %s", todo}, a.Name)
	case a.Status >= 300 && a.Status < 400:
		j.group(Finding{true, "redirected to " + strings.ReplaceAll(place(a), "%", "%%") + ": %s",
			"serve the page at the address on the papers itself: what scans a code may not follow"}, a.Name)
	default:
		j.group(Finding{true, "the answer is " + status + ": %s", "look at the server's log"}, a.Name)
	}
	return false
}

// place returns the host and path to which an answer leads, without the file's name.
func place(a Answer) string {
	to := a.Header.Get("Location")
	return cmp.Or(strings.TrimSuffix(to, a.Name), "nowhere")
}

// content returns the decoded body of an answer.
func (j *judgement) content(a Answer, size int) ([]byte, bool) {
	coding := strings.ToLower(strings.TrimSpace(a.Header.Get("Content-Encoding")))
	data, err := delivery.Decode(coding, a.Body, int64(size+slack))
	switch {
	case err != nil:
		j.group(Finding{true, "sent as " + strconv.Quote(coding) + " and cannot be read as that: %s",
			"do not compress prepared files again, or upload the folder anew"}, a.Name)
		return nil, false
	case coding == "" && bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		j.group(Finding{true, "sent compressed without Content-Encoding: %s",
			"serve .gz files with that header (nginx: gzip_static), or not at all"}, a.Name)
		return nil, false
	}
	return data, true
}

// parts finds the folder of the page's parts in the page.
var parts = regexp.MustCompile(`"(p/[0-9a-f]+/)`)

// page judges the page itself, in every coding.
func (j *judgement) page() {
	for _, a := range j.at.Files {
		if a.Name != indexFile || !j.came(a) {
			continue
		}
		data, ok := j.content(a, len(j.files["index.html"]))
		switch {
		case !ok:
		case bytes.Equal(data, j.files["index.html"]):
			j.headers(a)
		case parts.Match(data):
			j.once(true, "the page is of another version than this program's", publish)
			j.headers(a)
		default:
			j.once(true, "there is something else than the page at "+j.at.Base.String(), publish+"; "+manual)
		}
	}
}

// once adds a finding unless it is there.
func (j *judgement) once(grave bool, what, todo string) {
	if f := (Finding{grave, what, todo}); !slices.Contains(j.findings, f) {
		j.findings = append(j.findings, f)
	}
}

// file judges any other file.
func (j *judgement) file(a Answer) {
	want := j.files[a.Name]
	static := strings.HasPrefix(a.Name, "p/") || a.Name == workerFile
	fixed := static || strings.HasPrefix(a.Name, recordFolder) || j.allowList(a.Name)
	if static && slices.ContainsFunc(j.findings, func(f Finding) bool {
		return strings.HasPrefix(f.What, "the page is of another version")
	}) {
		return // it has parts of other names
	}
	if !j.came(a) {
		return
	}
	data, ok := j.content(a, len(want))
	if !ok {
		return
	}
	switch {
	case bytes.Equal(data, want):
	case strings.HasPrefix(a.Name, "s/"):
		j.list(a.Name, data, want)
	case strings.HasPrefix(a.Name, delivery.BadgeFolder):
		j.badgeList(a.Name, data)
	case fixed:
		j.group(Finding{true, "not the file that belongs there: %s", publish}, a.Name)
	}
	j.headers(a)
}

// allowList reports whether a file is one that the issuer document names by its hash.
func (j *judgement) allowList(name string) bool {
	return slices.ContainsFunc(j.issuer.Keys, func(k credential.Key) bool { return k.AllowList.Path == "/"+name })
}

// list judges a status list that differs from ours.
func (j *judgement) list(name string, data, want []byte) {
	ours, err := credential.OpenStatusList(want, j.issuer)
	if err != nil {
		return
	}
	theirs, err := credential.OpenStatusList(data, j.issuer)
	day := func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
	switch {
	case err != nil:
		j.group(Finding{true, "no status list of this issuer: %s", publish}, name)
		return
	case theirs.URI != ours.URI:
		j.grave(fmt.Sprintf("%s is the list %s, not %s", name, theirs.URI, ours.URI), publish)
		return
	case theirs.Issued.After(j.now.Add(maxAhead)):
		j.grave(fmt.Sprintf("%s is of %s, which has not come yet", name, day(theirs.Issued)),
			"is the clock of this machine right?")
	case theirs.Expired(j.now):
		j.group(Finding{true, "expired on " + day(theirs.Expires) + ", so answers no longer know what was revoked: %s",
			publish}, name)
	case !theirs.Fresh(j.now):
		j.group(Finding{true, "of " + day(theirs.Issued) + ", so answers no longer count as current: %s", publish}, name)
	}
	unknown := 0
	for slot := range ours.Len() {
		is, _ := ours.At(slot)
		if said, _ := theirs.At(slot); said != is {
			unknown++
		}
	}
	if unknown > 0 {
		j.grave(fmt.Sprintf("%s does not know %d changes since %s, like a revocation", name, unknown, day(theirs.Issued)),
			publish)
	}
}

// badgeList judges a status list of Open Badges that differs from ours: it must say what the status list of tokens
// beside it says, which is judged by itself.
func (j *judgement) badgeList(name string, data []byte) {
	tokens := "s/" + strings.TrimSuffix(path.Base(name), ".json")
	at := slices.IndexFunc(j.at.Files, func(a Answer) bool { return a.Name == tokens })
	if at < 0 || j.at.Files[at].Err != nil {
		return // the list of tokens is missing, which is said
	}
	answer := j.at.Files[at]
	list, err := delivery.Decode(answer.Header.Get("Content-Encoding"), answer.Body, credential.MaxStatusList)
	if err != nil {
		return // likewise
	}
	l, err := credential.OpenStatusList(list, j.issuer)
	if err != nil {
		return // likewise
	}
	if openbadge.CheckList(data, l, j.issuer) != nil {
		j.group(Finding{true, "not the status list of Open Badges that belongs to the status list there: %s", publish}, name)
	}
}

// plain judges what the same address says over http.
func (j *judgement) plain() {
	a := j.at.Plain
	if a == nil || a.Err != nil {
		return // nobody answers there
	}
	to := a.Header.Get("Location")
	switch {
	case a.Status >= 300 && a.Status < 400 && !strings.HasPrefix(to, "https://"):
		j.grave("over plain http it redirects to "+cmp.Or(to, "nowhere"), "redirect to "+j.at.Base.String())
	case a.Status == http.StatusOK:
		j.grave("over plain http the page answers itself, and browsers give it no camera and no safety",
			"redirect http to "+j.at.Base.String())
	}
}

func mediaType(a Answer) string {
	t, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		return a.Header.Get("Content-Type")
	}
	return t
}

// headers judges the header of a file.
func (j *judgement) headers(a Answer) {
	file := cmp.Or(a.Name, "index.html")
	want := delivery.Headers(file)
	typ, _, _ := strings.Cut(want["Content-Type"], ";")
	got := mediaType(a)
	script := got == "application/javascript" || got == "application/x-javascript"
	switch executed := path.Ext(file); {
	case got == typ, executed == ".js" && script:
	case executed == ".js", executed == ".html", executed == ".css":
		j.group(Finding{true, "sent as " + strconv.Quote(got) + " instead of " + typ + ", so browsers refuse it: %s", manual},
			a.Name)
	case got == "text/html":
		j.group(Finding{true, "sent as text/html instead of " + typ + ": %s", manual}, a.Name)
	}
	j.kept(a, file)
	switch {
	case a.Name == indexFile:
		j.policy(a, want)
	case file == issuerFile, strings.HasPrefix(file, "s/"):
		if a.Header.Get("Access-Control-Allow-Origin") != "*" {
			j.group(Finding{false, "no Access-Control-Allow-Origin, so pages of other verifiers cannot read %s", manual}, a.Name)
		}
	}
}

// kept judges how long caches keep a file.
func (j *judgement) kept(a Answer, file string) {
	if strings.HasPrefix(file, "p/") {
		return // for ever: its name changes with it
	}
	control := strings.ToLower(strings.Join(a.Header.Values("Cache-Control"), ","))
	if strings.Contains(control, "no-cache") || strings.Contains(control, "no-store") {
		return
	}
	for part := range strings.SplitSeq(control, ",") {
		seconds, ok := strings.CutPrefix(strings.TrimSpace(part), "max-age=")
		n, err := strconv.Atoi(seconds)
		switch {
		case !ok || err != nil:
			continue
		case n == 0:
			return
		case n > int(24*time.Hour/time.Second):
			j.group(Finding{true, fmt.Sprintf("browsers may keep it for %d days without asking, so changes do not arrive: %%s",
				n/int(24*time.Hour/time.Second)), "send Cache-Control: no-cache for all files but p/"}, a.Name)
			return
		}
		j.group(Finding{false, fmt.Sprintf("changes arrive up to %s late, because caches may keep %%s",
			time.Duration(n)*time.Second), "send Cache-Control: no-cache where your host lets you"}, a.Name)
		return
	}
	j.group(Finding{false, "no Cache-Control, so caches decide how late changes arrive: %s",
		"send Cache-Control: no-cache where your host lets you"}, a.Name)
}

// guards are the headers of the page that browsers act on, but for its policy.
var guards = []string{"Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options",
	"X-Frame-Options"}

// policy judges the headers that protect the page. The page holds most of its policy itself.
func (j *judgement) policy(a Answer, want map[string]string) {
	var missing []string
	for _, name := range guards {
		if a.Header.Get(name) == "" {
			missing = append(missing, name)
		}
	}
	sent := a.Header.Values("Content-Security-Policy")
	switch policy := strings.Join(sent, ", "); {
	case len(sent) == 0:
		missing = append([]string{"Content-Security-Policy"}, missing...)
	case policy == want["Content-Security-Policy"]:
	case forbids(sent):
		j.once(true, "the host's Content-Security-Policy forbids the page its own scripts or lists: "+policy,
			"send the one in the file _headers, or none")
	default:
		j.once(false, "the host sends a Content-Security-Policy of its own", "send the one in the file _headers")
	}
	if permissions := a.Header.Get("Permissions-Policy"); strings.Contains(permissions, "camera=()") {
		j.once(true, "the host's Permissions-Policy forbids the camera", "send the one in the file _headers")
	}
	if len(missing) > 0 {
		j.once(false, "the host does not send "+strings.Join(missing, ", "), manual)
	}
}

// forbids reports whether one of several policies keeps the page from its own scripts, workers or files.
func forbids(policies []string) bool {
	for _, policy := range policies {
		rules := map[string][]string{}
		for rule := range strings.SplitSeq(policy, ";") {
			if words := strings.Fields(strings.ToLower(rule)); len(words) > 0 && rules[words[0]] == nil {
				rules[words[0]] = words[1:]
			}
		}
		for _, kind := range [][]string{{"script-src-elem", "script-src", "default-src"}, {"connect-src", "default-src"},
			{"worker-src", "child-src", "script-src", "default-src"}, {"style-src-elem", "style-src", "default-src"}} {
			for _, name := range kind {
				allowed, set := rules[name]
				if !set {
					continue
				}
				if !slices.ContainsFunc(allowed, func(s string) bool { return s == "'self'" || s == "*" || s == "https:" }) {
					return true
				}
				break
			}
		}
	}
	return false
}

// Package probe asks a published site what a stranger's browser gets from it, and says what is wrong with that.
//
//	Fetch: an address and the files that should be there -> Answers
//	Judge: Answers, the files as they should be, the time -> Findings
//
// Fetch is the door to the network, and judges nothing; Judge is pure. Redirects are not followed: a code is printed
// with one address, and whatever is between that and the page can break.
//
// # Decisions
//
// A finding is grave if somebody who scans a code gets no answer, a wrong one or an old one, or soon will: the page is
// not there or does not run, lists are missing or old, the certificate ends. The rest are notes, which some hosts can
// do nothing about: GitHub Pages sends no headers of ours, and the page's own policy stands in for most of them.
//
// Every file of the site is fetched, because an upload that stopped halfway misses any of them; of records by number,
// which can be thousands, some.
package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/base/inorder"
)

// Limits of a conversation with a host. Tests shorten the times.
const (
	atOnce  = 6       // files that are asked for at the same time, like a browser
	slack   = 1 << 20 // bytes that an answer may have above what is expected
	maxBody = 64 << 20
)

var (
	patience     = 20 * time.Second // for one file, from the first packet to the last byte
	conversation = 2 * time.Minute  // for all of them
)

// Names of files that Judge looks at; web writes them.
const (
	indexFile  = "" // the address itself
	issuerFile = "issuer.cwt"
	workerFile = "sw.js"
	nowhere    = "s/no-such-list" // no site has it

	recordFolder = "r/" // of records by number, which can be thousands: some are asked for
	mostRecords  = 32
)

// Place is where a site is looked for.
type Place struct {
	Base  *url.URL    // of the page, ends with a slash
	Plain bool        // also ask there over http, which must lead to https
	TLS   *tls.Config // nil: the certificates that this machine trusts
}

// PlaceOf returns the place of an address like "https://verify.example.org/path". Over http, only this machine can be
// asked without a finding.
func PlaceOf(address string) (Place, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "https" && u.Scheme != "http" {
		return Place{}, fault.New(fmt.Sprintf("%q is not the address of a page", address),
			"write it like https://verify.example.org or http://localhost:8000")
	}
	u.Path = strings.TrimSuffix(path.Clean("/"+u.Path), "/") + "/"
	return Place{Base: u, Plain: u.Scheme == "https"}, nil
}

// Answer is what a host sent for one file.
type Answer struct {
	Name   string // within the site; "" is the page at the address itself
	Accept string // the content codings that were asked for; "" is none
	Status int    // 0: no answer, see Err
	Header http.Header
	Body   []byte // as it came
	Err    error
}

// Answers are all that Fetch got.
type Answers struct {
	Base  *url.URL
	Files []Answer  // in the order of asking; only the first when the host does not answer
	Plain *Answer   // over http; nil: not asked
	Until time.Time // when the certificate ends; zero: there is none

	Unasked int // files of records that were not asked for, because there are so many
}

// Fetch asks for the files of a site, whose sizes say how much is read at most. It fails only when ctx ends.
func Fetch(ctx context.Context, p Place, files map[string][]byte) (*Answers, error) {
	limited, end := context.WithTimeout(ctx, conversation)
	defer end()
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DisableCompression: true, TLSClientConfig: p.TLS,
		ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Timeout: patience, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a := &Answers{Base: p.Base}
	first, until := ask(limited, client, p.Base, Answer{Name: issuerFile}, len(files[issuerFile]))
	a.Files, a.Until = []Answer{first}, until
	if first.Err != nil {
		return a, ctx.Err()
	}
	var wanted []Answer
	wanted, a.Unasked = wantedOf(files)
	err := inorder.Do(limited, len(wanted), atOnce, func() func(int) (Answer, error) {
		return func(i int) (Answer, error) {
			size := len(files[wanted[i].Name])
			if wanted[i].Name == indexFile {
				size = len(files["index.html"])
			}
			got, _ := ask(limited, client, p.Base, wanted[i], size)
			return got, nil
		}
	}, func(_ int, got Answer) error {
		a.Files = append(a.Files, got)
		return nil
	})
	if err != nil && ctx.Err() == nil { // the time is over: what is missing was not answered
		for _, w := range wanted[len(a.Files)-1:] {
			w.Err = errSlow
			a.Files = append(a.Files, w)
		}
	}
	if p.Plain && ctx.Err() == nil {
		plain := *p.Base
		plain.Scheme, plain.Host = "http", plain.Hostname()
		got, _ := ask(limited, client, &plain, Answer{}, 0)
		a.Plain = &got
	}
	return a, ctx.Err()
}

// errSlow is the error of a file for which there was no time.
var errSlow = errors.New("no answer in time")

// wanted returns what is asked for after the issuer document, in an order that does not change: the page in every
// coding, a file that is not there, and each file in the codings that browsers take. Of records it takes some from
// everywhere, as an upload that stops misses the last ones, and returns how many it leaves out.
func wantedOf(files map[string][]byte) (all []Answer, unasked int) {
	for _, accept := range []string{"", "gzip", "br, gzip"} {
		all = append(all, Answer{Name: indexFile, Accept: accept})
	}
	all = append(all, Answer{Name: nowhere})
	records := 0
	for name := range files {
		if strings.HasPrefix(name, recordFolder) {
			records++
		}
	}
	nth, taken := 0, 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, recordFolder) {
			nth++
			if nth*mostRecords/records <= taken {
				unasked++
				continue
			}
			taken++
		}
		switch {
		case name == "_headers", name == "robots.txt", strings.HasSuffix(name, ".br"), strings.HasSuffix(name, ".gz"):
			continue
		case strings.HasSuffix(name, ".js"), strings.HasSuffix(name, ".css"):
			if strings.HasSuffix(name, "/main.js") || name == workerFile {
				all = append(all, Answer{Name: name}, Answer{Name: name, Accept: "gzip"})
			}
			all = append(all, Answer{Name: name, Accept: "br, gzip"})
		case name != "index.html" && name != issuerFile:
			all = append(all, Answer{Name: name})
		}
	}
	return all, unasked
}

// ask asks for one file, and returns when the certificate of its host ends.
func ask(ctx context.Context, client *http.Client, base *url.URL, a Answer, size int) (Answer, time.Time) {
	address := base.String()
	if a.Name != indexFile {
		address = base.JoinPath(a.Name).String()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		a.Err = err
		return a, time.Time{}
	}
	r.Header.Set("User-Agent", "lanyard-verify")
	r.Header.Set("Accept-Encoding", "identity")
	if a.Accept != "" {
		r.Header.Set("Accept-Encoding", a.Accept)
	}
	answer, err := client.Do(r)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the message already contains the address
			if u.Timeout() {
				err = errSlow
			}
		}
		a.Err = err
		return a, time.Time{}
	}
	defer answer.Body.Close()
	a.Status, a.Header = answer.StatusCode, answer.Header
	most := int64(min(size+slack, maxBody))
	if a.Body, err = io.ReadAll(io.LimitReader(answer.Body, most+1)); err != nil {
		a.Err = fmt.Errorf("the answer breaks off: %w", err)
	} else if int64(len(a.Body)) > most {
		a.Err = fmt.Errorf("more than %d bytes", most)
	}
	var until time.Time
	if answer.TLS != nil && len(answer.TLS.PeerCertificates) > 0 {
		until = answer.TLS.PeerCertificates[0].NotAfter
	}
	return a, until
}

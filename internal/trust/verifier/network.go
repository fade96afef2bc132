package verifier

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"lanyard/internal/base/fault"
	"lanyard/internal/trust/credential"
)

// Limits of a conversation with a host.
const (
	patience     = 20 * time.Second // for one file, from the first packet to the last byte
	maxRedirects = 3
)

// conversation limits the total time for a host. Tests shorten it.
var conversation = 45 * time.Second

// parseAddress reports whether name is an address, and refuses one without TLS, except on this machine.
func parseAddress(name string) (*url.URL, bool, error) {
	if !strings.Contains(name, "://") {
		return nil, false, nil
	}
	u, err := url.Parse(name)
	switch {
	case err != nil || u.Host == "" || u.User != nil:
		return nil, true, fault.New(fmt.Sprintf("%q is not an address", name),
			"write it like https://verify.example.org")
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimRight(path.Clean("/"+u.Path), "/")}, true, nil
	}
	return nil, true, fault.New(fmt.Sprintf("%q is not an https address", name),
		"without https anybody on the network could answer in its place; write https://"+u.Host+u.Path)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// fromNetwork fetches the document of a site and the lists that it names.
func fromNetwork(ctx context.Context, site *url.URL, t *Trust) (found, error) {
	ctx, end := context.WithTimeout(ctx, conversation)
	defer end()
	client := clientOf(site)
	defer client.CloseIdleConnections()
	get := func(path string, most int64) ([]byte, error) {
		return fetch(ctx, client, site.JoinPath(path).String(), most)
	}
	f := found{name: site.String(), place: servedBy(site)}
	data, err := get(documentFile, credential.MaxIssuerDocument)
	if err != nil {
		return f, err
	}
	if data == nil {
		return f, fault.New(fmt.Sprintf("%s has no issuer document", site),
			"is that the organiser's verification page? Its address is in the QR code")
	}
	f.document = data
	i, err := credential.OpenIssuer(data, credential.Thumbprint{})
	if err != nil {
		return f, fault.New(fmt.Sprintf("%s does not return an issuer document (%v)", site, err),
			"is that the organiser's verification page? Its address is in the QR code")
	}
	if i.Host != site.Hostname()+site.Path && !isLoopback(site.Hostname()) {
		return f, fault.New(fmt.Sprintf("the issuer document at %s is for %s", site, i.Host),
			"verify with -issuer https://"+i.Host)
	}
	return f, f.gather(t, func(path string, most int64) ([]byte, error) {
		data, err := get(path, most)
		switch {
		case ctx.Err() != nil:
			return nil, errEnough
		case err != nil:
			t.note("%v", err) // one missing list does not hide the others
		case data == nil:
			t.note("%s has no %s", site, path)
		}
		return data, nil
	})
}

// clientOf returns a client that follows no redirect away from the host of a site.
func clientOf(site *url.URL) *http.Client {
	return &http.Client{Timeout: patience, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if r.URL.Host != site.Host || r.URL.Scheme != site.Scheme {
			return fmt.Errorf("it redirects to another host, %s", r.URL.Host)
		}
		if len(via) > maxRedirects {
			return errors.New("it redirects too often")
		}
		return nil
	}}
}

// fetch returns a file, or nil if the host has none of that name.
func fetch(ctx context.Context, client *http.Client, address string, most int64) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", address, err)
	}
	r.Header.Set("User-Agent", "lanyard-verify")
	r.Header.Set("Cache-Control", "no-cache")
	answer, err := client.Do(r)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the message already contains the address
		}
		return nil, fmt.Errorf("asking %s: %w", address, err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, nil
	default:
		return nil, fmt.Errorf("asking %s: the answer is %s", address, answer.Status)
	}
	if answer.ContentLength > most {
		return nil, fmt.Errorf("asking %s: %w", address, tooLarge{"the answer", answer.ContentLength, most})
	}
	data, err := readAll(answer.Body, "the answer", most)
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", address, err)
	}
	return data, nil
}

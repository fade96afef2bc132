package server

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"lanyard/internal/trust/delivery"
)

// kind is the kind of a request, as the metrics distinguish them.
type kind int

const (
	kindOther kind = iota
	kindPage
	kindPart // a module or a style of the page
	kindIssuer
	kindStatus
	kindRecord // the records that a number opens
	kinds      = iota
)

var kindNames = [kinds]string{"other", "page", "part", "issuer", "status", "record"}

func kindOf(name string) kind {
	switch {
	case name == delivery.IndexFile || name == delivery.ArchiveFile:
		return kindPage
	case name == delivery.IssuerFile:
		return kindIssuer
	case strings.HasPrefix(name, delivery.ListFolder), strings.HasPrefix(name, delivery.BadgeFolder):
		return kindStatus
	case strings.HasPrefix(name, delivery.RecordFolder):
		return kindRecord
	case strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".css") || strings.HasSuffix(name, ".svg"):
		return kindPart
	}
	return kindOther
}

// statuses are all status codes that Handler sends.
var statuses = [...]int{200, 304, 404, 405, 414, 503}

// bounds are the upper bounds of the duration buckets: from a response out of
// memory to a client on a bad line.
var bounds = [...]time.Duration{100 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond,
	time.Second, 10 * time.Second}

// meter counts requests. The zero value is ready to use.
type meter struct {
	requests [kinds][len(statuses)]atomic.Uint64
	buckets  [len(bounds) + 1]atomic.Uint64
	took     atomic.Int64 // nanoseconds
	bytes    atomic.Uint64
	loads    [2]atomic.Uint64 // failed, done
}

func (m *meter) count(k kind, status, bytes int, took time.Duration) {
	m.requests[k][slices.Index(statuses[:], status)].Add(1)
	bucket := 0
	for bucket < len(bounds) && took > bounds[bucket] {
		bucket++
	}
	m.buckets[bucket].Add(1)
	m.took.Add(int64(took))
	m.bytes.Add(uint64(bytes))
}

func (m *meter) loaded(ok bool) {
	if ok {
		m.loads[1].Add(1)
	} else {
		m.loads[0].Add(1)
	}
}

// Metrics returns a handler for /metrics in the Prometheus text format 0.0.4.
// Serve it on an address that strangers cannot reach. Watch
// lanyard_status_list_expires_seconds: from then on the page reports that the
// status is unknown.
func (h *Handler) Metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/metrics" || r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		h.meter.write(w)
		if s := h.site.Load(); s != nil {
			s.write(w)
		}
	})
}

func family(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func (m *meter) write(w io.Writer) {
	family(w, "lanyard_requests_total", "counter", "Requests answered.")
	for k := range m.requests {
		for s := range m.requests[k] {
			if n := m.requests[k][s].Load(); n > 0 {
				fmt.Fprintf(w, "lanyard_requests_total{kind=%q,status=\"%d\"} %d\n", kindNames[k], statuses[s], n)
			}
		}
	}
	family(w, "lanyard_request_seconds", "histogram",
		"Time from the last byte of a request's header to the last byte handed to the system.")
	total := uint64(0)
	for n := range m.buckets {
		total += m.buckets[n].Load()
		bound := "+Inf"
		if n < len(bounds) {
			bound = fmt.Sprint(bounds[n].Seconds())
		}
		fmt.Fprintf(w, "lanyard_request_seconds_bucket{le=%q} %d\n", bound, total)
	}
	fmt.Fprintf(w, "lanyard_request_seconds_sum %g\nlanyard_request_seconds_count %d\n",
		time.Duration(m.took.Load()).Seconds(), total)
	family(w, "lanyard_sent_bytes_total", "counter", "Bytes of response bodies.")
	fmt.Fprintf(w, "lanyard_sent_bytes_total %d\n", m.bytes.Load())
	family(w, "lanyard_site_loads_total", "counter", "Number of times that a site was read.")
	fmt.Fprintf(w, "lanyard_site_loads_total{result=\"failed\"} %d\n", m.loads[0].Load())
	fmt.Fprintf(w, "lanyard_site_loads_total{result=\"done\"} %d\n", m.loads[1].Load())
}

func (s *site) write(w io.Writer) {
	family(w, "lanyard_issuer_sequence", "gauge", "Sequence number of the issuer document.")
	fmt.Fprintf(w, "lanyard_issuer_sequence %d\n", s.issuer.Sequence)
	names := slices.Sorted(maps.Keys(s.lists))
	for _, g := range []struct {
		name, help string
		value      func(string) int64
	}{
		{"lanyard_status_list_issued_seconds", "When the list was signed.",
			func(n string) int64 { return s.lists[n].Issued.Unix() }},
		{"lanyard_status_list_stale_seconds", "When verifiers begin to report the list as stale.",
			func(n string) int64 { return s.lists[n].Issued.Add(s.lists[n].TTL).Unix() }},
		{"lanyard_status_list_expires_seconds", "When the list expires.",
			func(n string) int64 { return s.lists[n].Expires.Unix() }},
	} {
		family(w, g.name, "gauge", g.help)
		for _, name := range names {
			fmt.Fprintf(w, "%s{list=%q} %d\n", g.name, name, g.value(name))
		}
	}
}

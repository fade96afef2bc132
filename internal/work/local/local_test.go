package local

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestGuard makes requests as the page, other sites and other programs would. Reading needs no browser headers; writing
// does.
func TestGuard(t *testing.T) {
	const host = "127.0.0.1:4321"
	h := Guard(host, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { Send(w, "text/plain", []byte("yes")) }))
	for _, c := range []struct {
		name, method, host, origin, site string
		want                             int
	}{
		{"the page reads", "GET", host, "", "same-origin", 200},
		{"typed in", "GET", host, "", "none", 200},
		{"a program reads", "GET", host, "", "", 200},
		{"another site reads", "GET", host, "https://evil.example", "cross-site", 403},
		{"another port reads", "GET", host, "http://127.0.0.1:1", "same-site", 403},
		{"a name that points here", "GET", "evil.example", "", "same-origin", 403},
		{"the page writes", "POST", host, "http://" + host, "same-origin", 200},
		{"another site writes", "POST", host, "https://evil.example", "cross-site", 403},
		{"another port writes", "POST", host, "http://127.0.0.1:1", "same-site", 403},
		{"another site writes as the page", "POST", host, "https://evil.example", "same-origin", 403},
		{"a name that points here writes", "POST", "evil.example", "http://evil.example", "same-origin", 403},
		{"without an origin", "POST", host, "", "same-origin", 403},
		{"without a site", "POST", host, "http://" + host, "", 403},
		{"from a form", "POST", host, "null", "none", 403},
		{"another method", "DELETE", host, "", "", 403},
	} {
		r := httptest.NewRequest(c.method, "/", nil)
		r.Host = c.host
		for name, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.want)
		}
	}
}

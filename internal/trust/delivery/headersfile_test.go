package delivery

import (
	"regexp"
	"strings"
	"testing"
)

// TestHeadersFileSaysEachNameOnce applies the rules of the file _headers as hosts do. Hosts join the values of all
// matching rules, so that two policies of the same name would both apply.
func TestHeadersFileSaysEachNameOnce(t *testing.T) {
	type rule struct {
		path   *regexp.Regexp
		fields map[string]string
	}
	var rules []rule
	for line := range strings.Lines(string(HeadersFile())) {
		line = strings.TrimSuffix(line, "\n")
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.HasPrefix(line, "  ") {
			rules[len(rules)-1].fields[name] = value
			continue
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
		rules = append(rules, rule{regexp.MustCompile("^" + pattern + "$"), map[string]string{}})
	}
	names := append([]string{"", IndexFile, WorkerFile, ArchiveFile, IssuerFile, ListFolder + "0", RecordFolder + "7f", DIDFile, ".well-known/jwks.json",
		PartsFolder + "v/main.js", PartsFolder + "v/" + ReaderFile}, "robots.txt")
	for _, name := range names {
		got := map[string]string{}
		for _, r := range rules {
			if !r.path.MatchString("/" + name) {
				continue
			}
			for field, value := range r.fields {
				if _, twice := got[field]; twice {
					t.Errorf("/%s gets %s from two rules", name, field)
				}
				got[field] = value
			}
		}
		file := name
		if name == "" {
			file = IndexFile
		}
		for field, value := range Headers(file) {
			if guessed := field == "Content-Type" || name == "robots.txt" && field == "Cache-Control" ||
				strings.HasSuffix(name, "main.js") && field == "Cross-Origin-Resource-Policy" ||
				name == "robots.txt" && field == "Cross-Origin-Resource-Policy"; !guessed && got[field] != value {
				t.Errorf("/%s gets %s: %q, and lanyardd sends %q", name, field, got[field], value)
			}
		}
	}
	if len(rules) < 5 {
		t.Errorf("%d rules", len(rules))
	}
}

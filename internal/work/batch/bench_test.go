package batch

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lanyard/internal/input/sample"
)

// loadEvent makes what its %s asks for of a sample.
const loadEvent = `id = "load-2017"
title = "Tehran Meeting on Preventing and Combating Cybercrime"
place = "Tehran"
start = 2017-07-26
end = 2017-07-27

[issuer]
name = "Example Office"
verify = "verify.example.org"

[roles]
participant = { label = "Participant", colour = "#24507f" }
speaker = { label = "Speaker", colour = "#7a1f3d" }
organiser = { label = "Organiser", colour = "#3a3f47" }

[attendees]
file = "attendees.csv"

%s
`

// load is a kind of work that other tools are measured by: a plain badge or
// certificate a person, names in twelve scripts, and a QR code of level M whose
// 180 characters are a field, or one that holds our signed token.
type load struct {
	name, table string
	job         Job
	signed      bool
}

const (
	loadBadges       = "[badges]\ntemplate = \"badge.toml\"\nsheet = \"A4\""
	loadPages        = "[badges]\ntemplate = \"page.toml\"\nsheet = \"none\""
	loadCertificates = "[certificates]\ntemplate = \"certificate.toml\"\nfiles = \"{{id}}\""
)

var loads = []load{
	{name: "badges", table: loadBadges},                                                 // eight an A4 sheet, one file
	{name: "pages", table: loadPages},                                                   // the certificate, one a page of one file
	{name: "certificates", table: loadCertificates},                                     // A4, a file each
	{name: "merged", table: loadCertificates, job: Job{Options: Options{Merged: true}}}, // and in one file besides
	{name: "signed-badges", table: loadBadges, signed: true},                            // with our token
	{name: "signed-certificates", table: loadCertificates, signed: true},                //
	{name: "classic", table: "[badges]\ntemplate = \"classic\"\nsheet = \"A4\""},        // our own design
}

// event makes a new event of n people.
func (l load) event(b *testing.B, n int) (dir string) {
	b.Helper()
	var list bytes.Buffer
	if err := sample.Write(&list, n); err != nil {
		b.Fatal(err)
	}
	dir = folderOf(b, fmt.Sprintf(loadEvent, l.table), list.String())
	for name, from := range map[string]string{"badge.toml": "badge.toml", "certificate.toml": "certificate.toml", "page.toml": "certificate.toml"} {
		design, err := os.ReadFile(filepath.Join("testdata", "load", from))
		if err != nil {
			b.Fatal(err)
		}
		text := string(design)
		if name == "page.toml" { // badges are what stands in one file
			text = strings.Replace(text, "kind = \"certificate\"", "kind = \"badge\"", 1)
		}
		if l.signed {
			text = strings.Replace(text, "payload = \"{{ticket}}\"\n", "", 1)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkMake runs the whole job for new events, from reading the list to the
// last rename.
func BenchmarkMake(b *testing.B) {
	for _, l := range loads {
		for _, n := range []int{140, 1000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", l.name, n), func(b *testing.B) {
				size := int64(0)
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					j := l.job
					j.Dir, j.Now = l.event(b, n), morning
					b.StartTimer()
					size = loadMade(b, j, n)
					b.StopTimer()
					if err := os.RemoveAll(j.Dir); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "people/s")
				b.ReportMetric(float64(size)/float64(n), "file-bytes/person")
			})
		}
	}
}

// BenchmarkMakeAgain runs the job for people of whom nothing has changed.
func BenchmarkMakeAgain(b *testing.B) {
	for _, l := range loads {
		const n = 10_000
		b.Run(fmt.Sprintf("%s/%d", l.name, n), func(b *testing.B) {
			j := l.job
			j.Dir, j.Now = l.event(b, n), morning
			loadMade(b, j, n)
			b.ReportAllocs()
			for b.Loop() {
				loadMade(b, j, n)
			}
		})
	}
}

// loadMade runs a job over n people and returns the size of its files.
func loadMade(b *testing.B, j Job, n int) (size int64) {
	b.Helper()
	report, err := Make(b.Context(), j)
	if err != nil || report.People != n {
		_ = report.Problems.Format(os.Stderr, "")
		b.Fatalf("%v: %d people", err, report.People)
	}
	for _, f := range report.Files {
		size += f.Size
	}
	return size
}

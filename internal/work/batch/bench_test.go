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

// BenchmarkMake makes new events, from reading the list to the last rename.
//
// November 2026, two cores of an AMD EPYC that nobody else used, the whole command
// from process start, median of three runs; wall clock and processor time:
//
//	                               140 people     10,000 people
//	badges, eight a sheet          0.20  0.26 s   2.3  3.7 s  110 MB
//	certificates, one file         0.22  0.28 s   3.0  4.7 s  104 MB
//	certificates, a file each      0.32  0.44 s   6.0  9.5 s  112 MB
//
// The last took 4.3 s by the clock in a fresh folder. Where 10,000 files were just
// removed it takes longer, because ext4 does not take inodes that were freed a
// moment ago: a benchmark, which cleans up behind itself, shows more for making
// files than a run has. A badge takes 0.8 kB of its file, 1.0 kB with our token,
// a certificate of its own 13 to 14 kB. While codes were boxes instead of
// pictures of bits, each took 1.1 to 1.4 kB more, and processor time over that of
// today, measured in one run, was 1.13 for 10,000 badges and 1.08 for
// certificates, a file each. 100,000 badges of "lanyard init -sample" take 38 to
// 48 s, 65 to 84 s of processor time and 290 MB; without the limit of memory 33 s
// and 450 MB. At the end 1.6 kB are held for each person: the row 290 bytes, its
// cells and the attendee 600, the token 270, number, place and paper 200, what
// was made smaller 150.
//
// Shares of the processor time at 1,000 people, in percent of badges and of
// certificates, a file each: texts 5, 6; QR codes 5, 5; pages to operators 14, 8;
// fpdf's document and compression 19, 15; fonts below 1, 8; object streams below 1,
// 6; signing 7, 5; ledger 9, 5; fields 7, 4; the list 6, 3; files 3, 12; garbage
// collection 11, 7.
//
// Tried and left: a profile for the compiler (nothing to tell from noise); GOGC=400
// and off for small runs (1.1 and 1.3 times the time of 140 certificates), GOGC=50
// and 30 (14 and 38 % more time for 25 and 35 % less memory); deflate level 1 (a
// sixth less time, 12 % larger pages); modules of a symbol merged downwards (no
// smaller once compressed); a folder kept open for its files (1.5 % of a run).
// What would pay next: cells as offsets into the list's text; a hash a file, so that
// one changed name draws one page; rows of the ledger inserted several at a time.
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

// BenchmarkMakeAgain makes an event again when nothing has changed. November 2026:
// 0.7 s for 10,000 people, 0.9 s of processor time, most of it reading the list.
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

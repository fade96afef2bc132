package batch

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"lanyard/internal/sample"
)

// measuredEvent makes what its %s asks for of a sample.
const measuredEvent = `id = "load-2017"
languages = ["en", "fa"]
title.en = "Tehran Meeting on Preventing and Combating Cybercrime"
title.fa = "نشست تهران در پیشگیری و مبارزه با جرایم سایبری"
place.en = "Tehran"
place.fa = "تهران"
start = 2017-07-26
end = 2017-07-27

[issuer]
name.en = "Example Office"
name.fa = "دفتر نمونه"
verify = "verify.example.org"

[roles]
participant = { label.en = "Participant", label.fa = "شرکت‌کننده" }
speaker = { label.en = "Speaker", label.fa = "سخنران" }
organiser = { label.en = "Organiser", label.fa = "برگزارکننده" }

[attendees]
file = "attendees.csv"

%s
`

// BenchmarkMake runs the whole job for new events: read, sign, lay out, draw,
// record, write. Badges are eight an A4 sheet in one file; certificates are A4,
// in a file each, and with "merged" in one file besides.
func BenchmarkMake(b *testing.B) {
	for _, kind := range []struct {
		name, table string
		job         Job
	}{
		{"badges", "[badges]\ntemplate = \"classic\"\nsheet = \"A4\"", Job{}},
		{"certificates", "[certificates]\ntemplate = \"bilingual\"", Job{}},
		{"merged", "[certificates]\ntemplate = \"bilingual\"", Job{Merged: true}},
	} {
		for _, n := range []int{140, 1000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, n), func(b *testing.B) {
				var list bytes.Buffer
				if err := sample.Write(&list, n); err != nil {
					b.Fatal(err)
				}
				size := int64(0)
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					j := kind.job
					j.Dir, j.Now = folderOf(b, fmt.Sprintf(measuredEvent, kind.table), list.String()), morning
					b.StartTimer()
					report, err := Make(b.Context(), j)
					if err != nil || report.People != n {
						_ = report.Problems.Format(os.Stderr, "")
						b.Fatalf("%v: %d people", err, report.People)
					}
					b.StopTimer()
					size = 0
					for _, f := range report.Files {
						size += f.Size
					}
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

package layout

import (
	"fmt"
	"io"
	"testing"

	"lanyard/internal/paper/page"
	"lanyard/internal/paper/pdf"
	"lanyard/internal/paper/template"
)

// guests returns the fields of n people with different names in many scripts.
func guests(n int) []Fields {
	list := make([]Fields, n)
	for i := range list {
		one := names[i%len(names)]
		list[i] = person(fmt.Sprintf("Ana Popescu %d", i), fmt.Sprintf("%s %d", one.name, i), one.lang,
			"Embassy of Romania", "Romania")
	}
	return list
}

// measured returns a template and people whose pages have no faults.
func measured(b *testing.B, folder string) (*template.Template, []Fields) {
	made := builtIn(b, folder)
	l := New(library, nil)
	var list []Fields
	for _, f := range guests(500) {
		if len(l.Page(made, f).Faults) == 0 {
			list = append(list, f)
		}
	}
	if len(list) < 400 {
		b.Fatalf("only %d of 500 people fit on %s", len(list), folder)
	}
	return made, list
}

// BenchmarkPage lays out a badge or certificate of a new person for an event already seen.
func BenchmarkPage(b *testing.B) {
	for _, folder := range []string{"badges/bilingual", "certificates/bilingual"} {
		b.Run(folder, func(b *testing.B) {
			made, list := measured(b, folder)
			b.ReportAllocs()
			l, i := New(library, nil), 0
			for b.Loop() {
				if i == len(list) {
					b.StopTimer()
					l, i = New(library, nil), 0
					l.Page(made, occasion())
					b.StartTimer()
				}
				l.Page(made, list[i])
				i++
			}
		})
	}
}

// BenchmarkCertificate makes the whole file of one certificate, from fields to bytes.
func BenchmarkCertificate(b *testing.B) {
	made, list := measured(b, "certificates/bilingual")
	b.ReportAllocs()
	l, i := New(library, nil), 0
	for b.Loop() {
		r := l.Page(made, list[i%len(list)])
		if err := pdf.Write(io.Discard, pdf.Meta{Title: "Certificate", Lang: "en"}, []*page.Page{r.Page}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

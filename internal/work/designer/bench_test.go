package designer

import (
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"lanyard/internal/work/edit"
)

// BenchmarkMove measures the time from releasing a box to seeing the new picture: the edit, and a picture of A4 with
// 1,600 pixels. The 95th percentile should be at most 150 ms on two cores.
func BenchmarkMove(b *testing.B) {
	dir := b.TempDir()
	copyInto(b, dir, tehran)
	p := opened(b, dir, "certificate/front")
	p.own()
	handler := p.d.Handler("/secret")
	var all []time.Duration
	for n := 0; b.Loop(); n++ {
		box := p.box("number")
		by := float64(1 - 2*(n%2))
		start := time.Now()
		p.change(edit.Action{Do: "place", Key: box.Key, X: box.X + by, Y: box.Y - by, W: box.W, H: box.H})
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", "http://desk.example/secret/certificate/front/0/picture.png?width=1600", nil))
		if all = append(all, time.Since(start)); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, "ms-p95")
}

package folder

import "testing"

func BenchmarkZZLoad(b *testing.B) {
	for b.Loop() {
		if _, _, err := Load("/tmp/o/m/b"); err != nil {
			b.Fatal(err)
		}
	}
}

package shard_test

import (
	"testing"

	"lanyard/internal/work/shard"
)

func TestParseShard(t *testing.T) {
	for text, want := range map[string]shard.Shard{"1/1": {1, 1}, "2/4": {2, 4}, "1000/1000": {1000, 1000},
		"": {}, "2": {}, "0/4": {}, "5/4": {}, "-1/4": {}, "1/1001": {}, "1/2/3": {}, "a/b": {}, "1/": {}} {
		got, ok := shard.Parse(text)
		if ok != (want.Of > 0) || ok && got != want {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
}

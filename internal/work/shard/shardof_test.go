package shard

import (
	"fmt"
	"testing"
)

// The shard of each person is recorded in folders on several machines: if a later version moved people to another
// shard, their papers would be made twice or not at all.
func TestShardOf(t *testing.T) {
	for id, want := range map[string]int{"1": 2, "ana@example.org": 1, "P-0042": 4, "علی": 4} {
		if got := shardOf(id, 4); got != want {
			t.Errorf("%q is in shard %d of 4, but was in %d", id, got, want)
		}
	}
	count := map[int]int{}
	for i := range 10_000 {
		count[shardOf(fmt.Sprint(i), 7)]++
	}
	for n := 1; n <= 7; n++ {
		if got := count[n]; got < 1300 || got > 1560 { // 1429, four standard deviations of 35
			t.Errorf("shard %d of 7 has %d of 10,000 people", n, got)
		}
	}
	if len(count) != 7 {
		t.Errorf("the shards are %v", count)
	}
}

package desk

import (
	"reflect"
	"testing"

	"lanyard/internal/work/batch"
)

// TestEveryOptionIsAWish looks for each option of a run in what the page can ask for.
func TestEveryOptionIsAWish(t *testing.T) {
	elsewhere := map[string]string{"Yes": "the page asks"}
	options, asked := reflect.TypeFor[batch.Options](), reflect.TypeFor[wish]()
	for i := range options.NumField() {
		name := options.Field(i).Name
		if _, has := asked.FieldByName(name); !has && elsewhere[name] == "" {
			t.Errorf("the page cannot ask for %s", name)
		}
	}
}

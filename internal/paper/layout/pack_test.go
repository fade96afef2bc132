package layout

import (
	"reflect"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/base/pack"
	"lanyard/internal/paper/clash"
)

// TestFitsPack fills every field of a Fit by its type, so that one which is added and not packed is found.
func TestFitsPack(t *testing.T) {
	var full Fit
	n := int64(0)
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		switch n++; v.Kind() {
		case reflect.String:
			v.SetString("value " + string(rune('a'+n)))
		case reflect.Int, reflect.Int64:
			v.SetInt(n * 1000)
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			fill(v.Index(0))
			fill(v.Index(1))
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem())
		case reflect.Struct:
			for i := range v.NumField() {
				fill(v.Field(i))
			}
		default:
			t.Fatalf("fields of type %s are not packed", v.Type())
		}
	}
	fill(reflect.ValueOf(&full).Elem())
	if full.Clash == nil || *full.Clash == (clash.Clash{}) {
		t.Fatal("the clash is not filled")
	}
	fits := []Fit{full, {}, {Size: geom.Point}}
	r := pack.NewReader(AppendFits(nil, fits))
	if got := ReadFits(r); !reflect.DeepEqual(got, fits) || r.End() != nil {
		t.Errorf("fits come back as %+v, %v", got, r.End())
	}
}

package template

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/geom"
	"lanyard/internal/paper/expression"
)

// everything is a template with a box of each kind.
func everything() *Template {
	inner := []Box{&Text{}, &Shape{}}
	return &Template{Boxes: []Box{&Text{}, &QR{}, &Barcode{}, &Picture{}, &Shape{}, &Group{Boxes: inner}}}
}

// looks are the fields that SameContent ignores.
var looks = strings.Fields("Frame.At Frame.Size Frame.Turn Frame.Line Text.Style Text.Spans QR.Module QR.Colour " +
	"Barcode.Colour Picture.Cover Picture.Align Picture.Valign Picture.Radius Shape.Radius Shape.Outline Shape.Fill " +
	"Shape.FillTo Shape.Stroke Shape.StrokeWidth Shape.Band Shape.Corner Shape.Opacity Group.Gap Group.Valign " +
	"Template.Colours Background.Line Background.Column")

// TestSameContent changes every field of a template and of each kind of box, one by one.
func TestSameContent(t *testing.T) {
	tried := 0
	var try func(name string, of func(*Template) reflect.Value)
	try = func(name string, of func(*Template) reflect.Value) {
		kind := of(everything()).Type()
		for i := range kind.NumField() {
			field := name + "." + kind.Field(i).Name
			at := func(t *Template) reflect.Value { return of(t).Field(i) }
			if f := kind.Field(i); f.Type == reflect.TypeFor[Frame]() || f.Type == reflect.TypeFor[Background]() {
				try(f.Name, at)
				continue
			}
			changed := everything()
			change(at(changed))
			tried++
			if want := slices.Contains(looks, field); everything().SameContent(changed) != want {
				t.Errorf("with another %s the content is the same: %t; want %t", field, !want, want)
			}
		}
	}
	try("Template", func(t *Template) reflect.Value { return reflect.ValueOf(t).Elem() })
	for i, b := range everything().Boxes {
		try(reflect.TypeOf(b).Elem().Name(), func(t *Template) reflect.Value { return reflect.ValueOf(t.Boxes[i]).Elem() })
	}
	if tried < 60 {
		t.Errorf("only %d fields were tried", tried)
	}
}

// change makes a zero value another one.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.String:
		v.SetString("x")
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]Box]() {
			v.Set(reflect.ValueOf([]Box{&Text{Frame: Frame{Name: "x"}}}))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("x"), reflect.Zero(v.Type().Elem()))
	case reflect.Struct:
		change(v.Field(0))
	default:
		panic(v.Kind())
	}
}

// TestSameContentOfColours changes colours: a field that decides about one is content, wherever it is used.
func TestSameContentOfColours(t *testing.T) {
	role := Ink{Set: true, Field: "role.colour"}
	for name, change := range map[string]func(boxes []Box, ink Ink){
		"text":        func(boxes []Box, ink Ink) { boxes[0].(*Text).Style.Ink = ink },
		"span":        func(boxes []Box, ink Ink) { boxes[0].(*Text).Spans = map[string]Span{"b": {Ink: ink}} },
		"code":        func(boxes []Box, ink Ink) { boxes[1].(*QR).Colour = ink },
		"barcode":     func(boxes []Box, ink Ink) { boxes[2].(*Barcode).Colour = ink },
		"fill":        func(boxes []Box, ink Ink) { boxes[4].(*Shape).Fill = ink },
		"gradient":    func(boxes []Box, ink Ink) { boxes[4].(*Shape).FillTo = ink },
		"stroke":      func(boxes []Box, ink Ink) { boxes[4].(*Shape).Stroke = ink },
		"in a group":  func(boxes []Box, ink Ink) { boxes[5].(*Group).Boxes[1].(*Shape).Fill = ink },
		"alternative": func(boxes []Box, ink Ink) { boxes[0].(*Text).Alt = expression.Phrase{{Field: ink.Field}} },
	} {
		plain, red, ofRole := everything(), everything(), everything()
		change(red.Boxes, Ink{Set: true, Colour: geom.Colour{V: [4]uint8{255}}})
		change(ofRole.Boxes, role)
		if plain.SameContent(ofRole) || name != "alternative" && !plain.SameContent(red) {
			t.Errorf("%s: a field for the colour is not content, or a colour is", name)
		}
	}
}

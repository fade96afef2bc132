package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"lanyard/internal/base/source"
)

// millimetres reads "85.6mm", as the lengths of a template do.
type millimetres float64

func (m *millimetres) UnmarshalText(text []byte) error {
	if _, err := fmt.Sscanf(string(text), "%fmm", (*float64)(m)); err != nil {
		return fmt.Errorf("%q is not a length", text)
	}
	return nil
}

// forest is a file with defaults and a list of trees.
type forest struct {
	Name  string `toml:"name"`
	Open  bool   `toml:"open"`
	Trees []tree `toml:"tree"`
}

// tree has a key of every kind.
type tree struct {
	Name  string          `toml:"name"`
	Wide  millimetres     `toml:"wide"`
	Say   source.Texts    `toml:"say"`
	Count *int            `toml:"count"`
	Open  bool            `toml:"open"`
	Pair  []millimetres   `toml:"pair"`
	Leaf  map[string]leaf `toml:"leaf"`
	Trees []tree          `toml:"tree"`
}

type leaf struct {
	Colour string `toml:"colour"`
}

var treeNotes = map[string]Note{
	"*.name":     {About: "Its name.", Needed: true, Such: []string{"oak"}},
	"tree.wide":  {About: "How wide.", Pattern: "^[0-9]+mm$", Zero: true},
	"tree.say":   {About: "What it says.", Pattern: "[.]$"},
	"tree.count": {About: "How many.", Least: 1, Most: 20},
	"*.open":     {About: "Whether."},
	"tree.pair":  {About: "Two.", Pattern: "^[0-9]+mm$", Count: 2},
	"tree.leaf":  {About: "Leaves.", Keys: "^[a-z]+$"},
	"*.colour":   {About: "Of a leaf.", Words: []string{"green", "red"}},
	"*.tree":     {About: "Trees in it.", Kinds: map[string][]string{"oak": {"type", "name"}}},
}

func TestJSON(t *testing.T) {
	want := `{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "forest", "type": "object", "additionalProperties": false, "required": ["name"],
"properties": {
 "name": {"description": "Its name.", "anyOf": [{"enum": ["oak"]}, {"type": "string"}], "default": "taiga"},
 "open": {"description": "Whether.", "type": "boolean", "default": true},
 "tree": {"description": "Trees in it.", "type": "array", "items": {"$ref": "#/$defs/tree"}}},
"$defs": {"tree": {"type": "object", "additionalProperties": false, "required": ["name"],
 "allOf": [{"if": {"properties": {"type": {"const": "oak"}}, "required": ["type"]}, "then": {"propertyNames": {"enum": ["type", "name"]}}}],
 "properties": {
  "name": {"description": "Its name.", "anyOf": [{"enum": ["oak"]}, {"type": "string"}]},
  "wide": {"description": "How wide.", "anyOf": [{"type": "string", "pattern": "^[0-9]+mm$"}, {"const": 0}]},
  "say": {"description": "What it says.", "anyOf": [{"type": "string", "pattern": "[.]$"},
   {"type": "object", "propertyNames": {"pattern": "^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$"}, "additionalProperties": {"type": "string", "pattern": "[.]$"}}]},
  "count": {"description": "How many.", "type": "integer", "minimum": 1, "maximum": 20},
  "open": {"description": "Whether.", "type": "boolean", "default": false},
  "pair": {"description": "Two.", "type": "array", "items": {"type": "string", "pattern": "^[0-9]+mm$"}, "minItems": 2, "maxItems": 2},
  "leaf": {"description": "Leaves.", "type": "object", "propertyNames": {"pattern": "^[a-z]+$"}, "additionalProperties":
   {"type": "object", "additionalProperties": false, "properties": {"colour": {"description": "Of a leaf.", "type": "string", "enum": ["green", "red"]}}}},
  "tree": {"description": "Trees in it.", "type": "array", "items": {"$ref": "#/$defs/tree"}}
 }}}}`
	var got, wanted any
	if err := json.Unmarshal(JSON(forest{Name: "taiga", Open: true}, "forest", treeNotes), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("got  %v\nwant %v", got, wanted)
	}
}

// A key without a note panics, so that no release can contain one.
func TestJSONIsWhole(t *testing.T) {
	for what, c := range map[string]struct {
		note string
		is   *Note
		want string
	}{
		"a key without a note": {"*.open", nil, "tree.open has no note"},
		"a note without a key": {"root", &Note{About: "No such key."}, "there is a note on root, which is no key"},
		"nothing said":         {"*.open", &Note{}, "the note on *.open does not say what it is"},
		"a notation of its own": {"tree.wide", &Note{About: "How wide."},
			"tree.wide is read by schema.millimetres itself"},
		"the same in a list":     {"tree.pair", &Note{About: "Two."}, "tree.pair is read by schema.millimetres itself"},
		"below a key of its own": {"*.colour", nil, "tree.leaf.colour has no note"},
	} {
		t.Run(what, func(t *testing.T) {
			notes := map[string]Note{}
			for key, n := range treeNotes {
				notes[key] = n
			}
			if delete(notes, c.note); c.is != nil {
				notes[c.note] = *c.is
			}
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}()
			JSON(forest{}, "forest", notes)
		})
	}
}

package internal_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"lanyard/internal/base/source"
	"lanyard/internal/input/event"
	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/paper/blueprint"
)

// format is a kind of file that people write, with its schema and its reader.
type format struct {
	schema *jsonschema.Schema
	parse  func(data []byte) source.Problems
}

// formats compiles the schemas and checks them against the JSON Schema meta-schema.
func formats(t *testing.T) map[string]format {
	t.Helper()
	compile := func(name string, schema []byte) *jsonschema.Schema {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return map[string]format{
		"event": {compile("event.json", eventfile.Schema()), func(data []byte) source.Problems {
			_, problems := event.Read("event.toml", data)
			return problems
		}},
		"issuer": {compile("issuer.json", issuer.Schema()), func(data []byte) source.Problems {
			_, problems := issuer.Read("issuer.toml", data)
			return problems
		}},
		"template": {compile("template.json", blueprint.Schema()), func(data []byte) source.Problems {
			_, problems := blueprint.Parse("template.toml", data, blueprint.Setting{Signatories: 2})
			return problems
		}},
	}
}

// judge validates a file against the schema as editors do: as JSON, with dates as strings.
func (f format) judge(t *testing.T, data []byte) error {
	t.Helper()
	var file map[string]any
	if err := toml.Unmarshal(data, &file); err != nil {
		t.Fatalf("%v:\n%s", err, data)
	}
	written, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	return f.schema.Validate(value)
}

// TestSchemasAccept validates all our events and templates against the schemas, including the examples of the manuals,
// which contain every key.
func TestSchemasAccept(t *testing.T) {
	files := map[string]map[string][]byte{"event": {}, "issuer": {}, "template": {}}
	least := map[string]int{"event": 4, "issuer": 2, "template": 4}
	roots := []string{"../examples", "../templates", "work/create/starter", "input/eventfile", "input/issuer", "paper/blueprint"}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" {
				return err
			}
			kind := "template"
			if filepath.Base(path) == "event.toml" || path == filepath.Join("input", "eventfile", "example.toml") {
				kind = "event"
			}
			if filepath.Base(path) == "issuer.toml" {
				kind = "issuer"
			}
			files[kind][path], err = os.ReadFile(path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for kind, f := range formats(t) {
		if len(files[kind]) < least[kind] {
			t.Errorf("only %d files of kind %s were found", len(files[kind]), kind)
		}
		for name, data := range files[kind] {
			if err := f.parse(data).Err(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if err := f.judge(t, data); err != nil {
				t.Errorf("the schema refuses %s: %v", name, err)
			}
		}
	}
}

// smallEvent and smallTemplate are valid files to which the tests add wrong keys.
const (
	smallEvent = `id = "a-2017"
title = "A meeting"
start = 2017-07-26
[issuer]
name = "An institute"
verify = "verify.example.org"
`
	smallIssuer = `name = "An institute"
verify = "verify.example.org"
`
	smallTemplate = `name = "small"
kind = "badge"
size = ["90mm", "65mm"]
`
	smallBox = `[[box]]
at = ["1mm", "2mm"]
size = ["10mm", "5mm"]
`
)

// TestSchemasRefuse checks that schema and reader refuse the same wrong files, so that an editor underlines what the
// command reports.
func TestSchemasRefuse(t *testing.T) {
	wrong := map[string][]string{
		"event": {
			"title = \"No start\"\n[issuer]\nname = \"x\"\nverify = \"verify.example.org\"",
			strings.Replace(smallEvent, "verify.example.org", "https://verify.example.org/", 1),
			strings.Replace(smallEvent, "2017-07-26", "\"26 July 2017\"", 1),
			strings.Replace(smallEvent, "a-2017", "A 2017", 1),
			strings.Replace(smallEvent, "title = \"A meeting\"", "title.english_ = \"A meeting\"", 1),
			strings.Replace(smallEvent, "title = \"A meeting\"", "title = 2017", 1),
			"sheet = \"A4\"\n" + smallEvent,
			strings.Replace(smallEvent, "An institute", " ", 1),
		},
		"issuer": {
			"name = \"No address\"", "verify = \"v.example.org\"", smallIssuer + "motto = \"a\"", smallIssuer + "former = \"a.org\"",
			smallIssuer + "former = [\"https://a.org\"]", strings.Replace(smallIssuer, "An institute", " ", 1),
			strings.Replace(smallIssuer, "verify.example.org", "verify.example.org/", 1), "[issuer]\n" + smallIssuer,
		},
		"template": {
			"kind = \"badge\"\nsize = [\"90mm\", \"65mm\"]\n" + smallBox + "type = \"qr\"",
			strings.Replace(smallTemplate, "badge", "poster", 1) + smallBox + "type = \"qr\"",
			strings.Replace(smallTemplate, `"90mm", `, "", 1) + smallBox + "type = \"qr\"",
			strings.Replace(smallTemplate, "90mm", "90", 1) + smallBox + "type = \"qr\"",
			smallTemplate,
			smallTemplate + smallBox,
			smallTemplate + "[[box]]\ntype = \"qr\"\nat = [\"1mm\", \"2mm\"]",
		},
	}
	for _, keys := range []string{
		"[badges]\nfold = \"triptych\"", "[badges]\nflip = \"left\"", "[badges]\norder = \"piles\"", "[badges]\nsort = 5", "[badges]\nseparator = \"line\"",
		"[badges]\nfiles = \"two\"", "[badges]\ncopies = 0", "[badges]\ncopies = 101", "[badges]\ncopies = \"2\"", "[badges]\ncolumns = 21", "[badges]\ngutter = \"6\"",
		"[badges]\ngutter = \"6 furlong\"", "[badges]\ncrop_marks = \"yes\"", "[badges]\ntemplat = \"classic\"", "[roles.\"Key Note\"]", "[roles.speaker]\ncolour = \"red\"",
		"[roles.speaker]\nlabel = 5", "[sheets.own]\ncolumns = 2", "[sheets.own]\nsize = [\"210mm\"]", "[printers.desk]\nfront = \"1mm\"", "[calendars]\nfa = \"julian\"",
		"[attendees]\nfile = \"C:\\\\list.csv\"", "[pictures]\nlogo = 5", "[[fonts]]\nfamily = \"Brand\"", "[[certificates.signatories]]\ntitle = \"Chair\"", "[names]\nnastaliq = \"ur\"",
	} {
		wrong["event"] = append(wrong["event"], smallEvent+keys)
	}
	for _, keys := range []string{
		"type = \"poem\"", "type = \"text\"\ntxt = \"a\"", "type = \"text\"\ntext = \"{{name\"", "type = \"text\"\ntext = \"{{first name}}\"", "type = \"text\"\nlines = 0",
		"type = \"text\"\nalign = \"middle\"", "type = \"text\"\nfont_size = 12", "type = \"text\"\nwhen = \"role is\"", "type = \"text\"\nwhen = \"name, role\"",
		"type = \"text\"\nleading = 9", "type = \"text\"\npayload = \"a\"", "type = \"qr\"\nmodule = \"big\"", "type = \"qr\"\ntext = \"a\"", "type = \"picture\"\nfile = \"a.jpg\"\nmissing = \"blank\"",
		"type = \"picture\"\nfile = \"a.jpg\"\nfit = \"stretch\"", "type = \"shape\"\nshape = \"star\"\nfill = \"#fff\"", "type = \"shape\"\nshape = \"box\"\nfill = \"#fff\"\nopacity = 2",
		"type = \"shape\"\nshape = \"path\"\nfill = \"#fff\"\nd = \"M0 0L1 1\"\nview = [24]", "type = \"group\"\nflow = \"up\"", "type = \"group\"\n[[box.box]]\ntype = \"qr\"\nlines = 2\nat = [\"1mm\", \"2mm\"]\nsize = [\"9mm\", \"9mm\"]",
		"type = \"barcode\"\npayload = \"{{\"", "type = \"text\"\nturn = \"90\"",
	} {
		wrong["template"] = append(wrong["template"], smallTemplate+smallBox+keys)
	}
	right := map[string]string{"event": smallEvent, "issuer": smallIssuer + "former = [\"a.org\"]", "template": smallTemplate + smallBox + "type = \"text\"\ntext = \"a { b }} {{ name }}\"\nwhen = 'not role is \"a b\" or name'"}
	right["template"] = strings.Replace(right["template"], "not role is", "role is not", 1)
	for kind, f := range formats(t) {
		if err := f.judge(t, []byte(right[kind])); err != nil || f.parse([]byte(right[kind])).Err() != nil {
			t.Errorf("a correct %s is refused: %v, %v", kind, err, f.parse([]byte(right[kind])))
		}
		for _, text := range wrong[kind] {
			if f.parse([]byte(text)).Err() == nil {
				t.Errorf("the reader accepts a wrong %s:\n%s", kind, text)
			}
			if f.judge(t, []byte(text)) == nil {
				t.Errorf("the schema accepts a wrong %s:\n%s", kind, text)
			}
		}
	}
}

// TestSchemasHelp checks what an editor shows next to a key: every key of both files has a description, and the schema
// lists the allowed words and the defaults.
func TestSchemasHelp(t *testing.T) {
	described := 0
	var walk func(path string, value any)
	walk = func(path string, value any) {
		s, ok := value.(map[string]any)
		if !ok {
			return
		}
		properties, _ := s["properties"].(map[string]any)
		for key, below := range properties {
			if strings.HasSuffix(path, "/if") {
				continue
			}
			if about, _ := below.(map[string]any)["description"].(string); !strings.HasSuffix(about, ".") {
				t.Errorf("%s/%s is described by %q", path, key, about)
			}
			described++
		}
		for key, below := range s {
			walk(path+"/"+key, below)
			list, _ := below.([]any)
			for i, element := range list {
				walk(fmt.Sprintf("%s/%s/%d", path, key, i), element)
			}
		}
	}
	for kind, schema := range map[string][]byte{"event": eventfile.Schema(), "issuer": issuer.Schema(), "template": blueprint.Schema()} {
		var value any
		if err := json.Unmarshal(schema, &value); err != nil {
			t.Fatal(err)
		}
		walk(kind, value)
		for _, want := range map[string][]string{"event": {`"default": "family"`, `"default": true`, `"default": 1`, `"butterfly"`}, "template": {`"guilloche"`, `"default": "silhouette"`, `"centre"`}}[kind] {
			if !bytes.Contains(schema, []byte(want)) {
				t.Errorf("the schema of %s does not have %s", kind, want)
			}
		}
	}
	if described < 120 {
		t.Errorf("only %d keys are described", described)
	}
}

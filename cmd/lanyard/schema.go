package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/folder"
)

// The file names of the schemas. Each is in the folder of the files it describes,
// so that editors find it without a network.
const (
	eventSchema    = "event.schema.json"
	issuerSchema   = "issuer.schema.json"
	templateSchema = folder.TemplateSchema
)

// schemaLine returns the first line of a file, by which an editor finds its schema.
// See https://taplo.tamasfe.dev/configuration/directives.html.
func schemaLine(file string) string { return "#:schema ./" + file + "\n" }

func runSchema(_ context.Context, w *world, args []string) error {
	o := w.options("schema", "event | issuer | template",
		"Schema prints the JSON Schema of event.toml, of issuer.toml or of templates. Editors that know TOML, such as those "+
			"with Taplo or\n"+
			"Even Better TOML, use it to complete and check files; init and templates -copy write it next to them.")
	rest, err := o.parse(args, 1, 1)
	if err != nil {
		return err
	}
	var data []byte
	file := templateSchema
	switch rest[0] {
	case "event":
		data, file = eventfile.Schema(), eventSchema
	case "issuer":
		data, file = issuer.Schema(), issuerSchema
	case "template":
		data = blueprint.Schema()
	default:
		return usageFault(fmt.Sprintf("there is no schema of %q", rest[0]),
			"write lanyard schema event, lanyard schema issuer, or lanyard schema template")
	}
	if _, err := w.stdout.Write(data); err != nil {
		return err
	}
	w.hintf("save it as %s, and write as the first line of the file next to it: #:schema ./%s", file, file)
	return nil
}

// writeSchema writes a schema, unless the file exists.
func writeSchema(path string, data []byte) error {
	err := writeNew(path, data)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

package main

import (
	"context"
	"fmt"

	"lanyard/internal/input/eventfile"
	"lanyard/internal/input/issuer"
	"lanyard/internal/paper/blueprint"
	"lanyard/internal/work/create"
)

// templateSchema is the name of the schema of templates, in their folder, so that editors find it without a network.
const templateSchema = create.TemplateSchema

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
		data, file = eventfile.Schema(), create.EventSchema
	case "issuer":
		data, file = issuer.Schema(), create.IssuerSchema
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

// Ajv judges documents by JSON Schemas of draft 2019-09. Usage: node schema.mjs FOLDER < QUESTION > ANSWER, where FOLDER
// has the node_modules. The question is {"schemas": [...], "documents": [...]}. The answer has a list for each document,
// with a text for each schema: empty where the document is valid, else where it is not and why.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const [folder] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/"));
const { Ajv2019 } = require("ajv/dist/2019");
const addFormats = require("ajv-formats").default;

const { schemas, documents } = JSON.parse(await text(process.stdin));
const judges = schemas.map((schema) => {
  const ajv = addFormats(new Ajv2019({ strict: false, allErrors: true }));
  return ajv.compile(schema);
});
const answer = documents.map((document) =>
  judges.map((judge) => (judge(document) ? "" : judge.errors.map((e) => `${e.instancePath} ${e.message}`).join("; "))),
);
process.stdout.write(JSON.stringify(answer));

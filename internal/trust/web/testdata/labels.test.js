// node --test: the page calls facts of an event's own as Go does.

import { readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { factLabel } from "../page/issuer.js";

const vectors = JSON.parse(readFileSync(new URL("../../credential/testdata/labels.json", import.meta.url), "utf8"));
assert.ok(vectors.length > 10, `only ${vectors.length} vectors`);

const map = (labels) => new Map(Object.entries(labels));

for (const { name, main, entry, document, language, label } of vectors) {
  test(name, () => {
    const facts = new Map(entry === null || Object.keys(entry).length === 0 ? [] : [[64, map(entry)]]);
    const labels = new Map(document === null ? [] : [["64", map(document)]]);
    assert.equal(factLabel({ entry: entry === null ? null : { main, facts }, labels }, "64", language), label);
  });
}

// node --test: the modules of the page answer every vector as Go does.

import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";
import { answer } from "./answer.js";

const folder = new URL("../../credential/testdata/vectors/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
assert.ok(names.length > 50, `only ${names.length} vectors`);

for (const name of names) {
  test(name, async () => {
    const vector = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    assert.deepEqual(await answer(vector), vector.expected);
  });
}

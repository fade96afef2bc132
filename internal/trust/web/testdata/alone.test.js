// node --test: the modules answer every vector without WebCrypto, too, and their hashes
// are those of Node.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import assert from "node:assert/strict";

Object.defineProperty(globalThis, "crypto", { value: {} }); // before a module looks for it

const { answer } = await import("./answer.js");
const { sha256, sha512 } = await import("../page/sha2.js");

const folder = new URL("../../credential/testdata/vectors/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
assert.ok(names.length > 50, `only ${names.length} vectors`);

for (const name of names) {
  test(name, async () => {
    const vector = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    assert.deepEqual(await answer(vector), vector.expected);
  });
}

test("hashes", () => {
  for (let size = 0; size < 300; size++) {
    const data = Uint8Array.from({ length: size }, (_, n) => (n * n + size) & 255);
    for (const [name, hash] of [["sha256", sha256], ["sha512", sha512]]) {
      assert.equal(Buffer.from(hash(data)).toString("hex"), createHash(name).update(data).digest("hex"), `${name} of ${size}`);
    }
  }
});

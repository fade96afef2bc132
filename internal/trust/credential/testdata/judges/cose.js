// Verifies the COSE_Sign1 messages on standard input, hexadecimal, one a line
// after a line with the public key, with the package @auth0/cose, which lies in
// the folder that is the first argument. Prints true or false for each.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { webcrypto } = require("node:crypto");

const { Sign1 } = createRequire(process.argv[2] + "/")("@auth0/cose");

(async () => {
  const [x, ...messages] = readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
  const key = await webcrypto.subtle.importKey("raw", Buffer.from(x, "hex"), "Ed25519", false, ["verify"]);
  for (const message of messages) {
    try {
      await Sign1.decode(Buffer.from(message, "hex")).verify(key);
      console.log("true");
    } catch (error) {
      console.log("false", String(error).split("\n")[0]);
    }
  }
})();

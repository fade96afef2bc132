// Answers one a line whether the page's own Ed25519 takes a signature: { Key, Msg, Sig }
// in hexadecimal; and prints how long one takes, in milliseconds, at the end.

import { createInterface } from "node:readline";
import { verify } from "../page/ed25519.js";

const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));

const times = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { Key, Msg, Sig } = JSON.parse(line);
  const started = performance.now();
  process.stdout.write(verify(bytes(Key), bytes(Sig), bytes(Msg)) + "\n");
  times.push(performance.now() - started);
}
times.sort((a, b) => a - b);
process.stdout.write(times[times.length >> 1] + "\n");

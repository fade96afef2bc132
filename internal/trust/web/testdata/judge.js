// Judges vectors, one a line on standard input, and answers one a line.

import { createInterface } from "node:readline";
import { answer } from "./answer.js";

for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(JSON.parse(line)).catch((error) => ({ failure: String(error) }));
  process.stdout.write(JSON.stringify(said) + "\n");
}

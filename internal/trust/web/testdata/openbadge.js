// Makes Open Badges as the page does. The question on standard input is {"issuer": base64, "numbers": [text, ...],
// "buckets": {path: base64}}; the answer is a list of files.

import { text } from "node:stream/consumers";
import { judge } from "../page/judge.js";
import { openIssuer } from "../page/issuer.js";
import { openBadge } from "../page/openbadge.js";
import { StatusLists } from "../page/status.js";

const { issuer, numbers, buckets } = JSON.parse(await text(process.stdin));
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const opened = await openIssuer(bytes(issuer));
const load = async (path) => bytes(buckets[path]);
const files = [];
for (const number of numbers) {
  const { claim } = await judge(number, [opened], new StatusLists(), 1.6e9, load);
  files.push(await openBadge(claim, opened, load).catch((error) => error.constructor.name));
}
process.stdout.write(JSON.stringify(files));

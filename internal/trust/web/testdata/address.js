// Answers the vectors of credential/testdata/addresses.json, which come on standard input.

import { readFileSync } from "node:fs";
import { placeOf, owns, pathOf } from "../page/address.js";

const { places, paths } = JSON.parse(readFileSync(0, "utf8"));
const issuerOf = ({ host, former }) => ({ host, formerHosts: former });
process.stdout.write(JSON.stringify({
  places: places.map((c) => ({ place: placeOf(c.text), ours: owns(issuerOf(c), placeOf(c.text)) })),
  paths: paths.map((c) => pathOf(issuerOf(c), c.uri) ?? ""),
}));

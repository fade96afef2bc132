// Which addresses are an issuer's. The command answers the same, on the same vectors:
// credential/testdata/addresses.json.

import { withoutSpace } from "./digits.js";

// placeOf returns the host and path in an address with a fragment, "" when there are none. Only A to Z become lower
// case: other letters that do are other hosts to a browser.
export function placeOf(input) {
  const [, place] = withoutSpace(input).match(/^[^#]*?:\/\/([^#]*)#/) ?? [];
  return (place ?? "").replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/\/+$/, "");
}

// isUnder reports whether a host and path are those of a site or of something in it.
export function isUnder(site, place) {
  return (place + "/").startsWith(site + "/");
}

const sitesOf = (issuer) => [issuer.host, ...issuer.formerHosts];

// owns reports whether a host and path are an address of the issuer or lie under one,
// former ones included. What trackers add after a question mark changes nothing.
export function owns(issuer, place) {
  const [path] = place.split("?");
  return sitesOf(issuer).some((site) => isUnder(site, path) && !leaves(path.slice(site.length)));
}

// leaves reports whether a browser may go up in a path: by two dots, also as it spells
// them, or by the backslash, which is a slash to it (URL Standard, 4.4).
function leaves(path) {
  const dots = path.replace(/%2e/gi, ".");
  return dots.includes("\\") || dots.split("/").includes("..");
}

// pathOf returns the path of an address within the issuer's site, with a slash at its
// beginning; null for an address that is under none of the issuer's.
export function pathOf(issuer, uri) {
  if (!uri.startsWith("https://")) return null;
  const place = uri.slice("https://".length);
  for (const site of sitesOf(issuer)) {
    const path = place.slice(site.length);
    if (isUnder(site, place) && path !== "" && !/[?#%\\]|\/\.\.?(\/|$)|\/\/|\/$/.test(path)) return path;
  }
  return null;
}

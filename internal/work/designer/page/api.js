// Requests to lanyard. All addresses are relative to the page's own.

export async function get(path) {
  const r = await fetch(path);
  if (!r.ok) throw new Error(await r.text());
  return r.json();
}

// Refused is a change that was not made: what says why, stale that the file has changed in the meantime.
export class Refused extends Error {
  constructor(what, stale) {
    super(what.message);
    this.what = what;
    this.stale = stale;
  }
}

async function answered(r) {
  if (r.ok) return r.json();
  const text = await r.text();
  let what;
  try { what = JSON.parse(text); } catch { what = { message: text }; }
  throw new Refused(what, r.status === 409);
}

export const post = async (path, body) =>
  answered(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

export const send = async (path, query, file) =>
  answered(await fetch(`${path}?${new URLSearchParams(query)}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file }));

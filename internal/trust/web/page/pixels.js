// Codes in pixels, read by a worker where the browser lets the page have one, else by
// the page itself, a moment at a time.

import { isArchive } from "./files.js";

const patience = 5000; // milliseconds for a worker to begin
const grace = 3000; // milliseconds by which a worker may exceed its budget on a slow device
const slice = 12; // milliseconds of work between two turns of the page

let worker = null; // a promise; null: not begun
let queue = Promise.resolve(); // of what is asked: one picture at a time

// readPixels returns the text of a code in an ImageData, whose pixels it takes away,
// or null. budget has the milliseconds and attempts of search.
export function readPixels(pixels, budget) {
  const text = queue.then(() => readNow(pixels, budget));
  queue = text.catch(() => {});
  return text;
}

async function readNow(pixels, budget) {
  worker ??= begin();
  const helper = await worker;
  if (helper !== null) {
    const answer = ask(helper, { pixels, budget }, budget.milliseconds + grace, [pixels.data.buffer]);
    return answer.then(({ text }) => text, () => {
      // It is stuck or gone: the next picture gets another.
      helper.terminate();
      worker = null;
      return null;
    });
  }
  const { searchIn } = await import("./qr/read.js");
  return inTurns(searchIn(pixels, budget));
}

// begin starts the worker; null in an archive, which has no files to start it from,
// and in a browser whose workers know no modules. The policy asks for a type that
// only this one address can have.
async function begin() {
  if (isArchive) return null;
  const address = new URL("qr/worker.js", import.meta.url).href;
  try {
    const trusted = globalThis.trustedTypes?.createPolicy("qr-worker", {
      createScriptURL: (url) => (url === address ? url : ""),
    });
    const helper = new Worker(trusted?.createScriptURL(address) ?? address, { type: "module" });
    await ask(helper, null, patience, []);
    return helper;
  } catch {
    return null;
  }
}

// ask sends a message, unless it is null, and returns the next that comes back.
function ask(helper, message, milliseconds, transfer) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no answer")), milliseconds);
    helper.onmessage = ({ data }) => {
      clearTimeout(late);
      resolve(data);
    };
    helper.onerror = (event) => {
      event.preventDefault?.();
      clearTimeout(late);
      reject(new Error("no worker"));
    };
    if (message !== null) helper.postMessage(message, transfer);
  });
}

async function inTurns(work) {
  for (;;) {
    const until = performance.now() + slice;
    while (performance.now() < until) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

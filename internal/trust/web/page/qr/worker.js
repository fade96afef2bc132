// Reads codes beside the page, so that it stays awake: takes an ImageData with a
// budget, and answers with the text, null when there is none.

import { searchIn } from "./read.js";

addEventListener("message", ({ data: { pixels, budget } }) => {
  const work = searchIn(pixels, budget);
  for (;;) {
    const { done, value } = work.next();
    if (done) return postMessage({ text: value });
  }
});

postMessage({ isReady: true });

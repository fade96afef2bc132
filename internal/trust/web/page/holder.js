// What the holder of a certificate is offered: LinkedIn, the Open Badge, a short link. It is loaded with the first verdict
// that has an offer. Nothing is sent, and no badge is loaded, unless the holder presses it.

const byID = (id) => document.getElementById(id);

let held = null; // what is on offer

// offer shows what can be done with a certificate. link opens it, failed is what to report when there is no badge, and
// loadBucket returns the bytes of a record file.
export function offer(claim, issuer, link, failed, loadBucket) {
  if (held === null) listen();
  held = { claim, issuer, link, failed, loadBucket };
  report("");
  byID("linkedin").href = linkedIn(held);
  byID("save-badge").hidden = issuer.buckets === 0;
  byID("holder").hidden = false;
}

// linkedIn returns the address of LinkedIn's form for a certificate, filled in.
function linkedIn({ claim, link }) {
  const issued = new Date(claim.issued * 1000);
  const fields = {
    startTask: "CERTIFICATION_NAME",
    name: claim.event,
    organizationName: claim.issuerName,
    issueYear: issued.getUTCFullYear(),
    issueMonth: issued.getUTCMonth() + 1,
    certUrl: link,
    certId: claim.number,
  };
  return "https://www.linkedin.com/profile/add?" + new URLSearchParams(fields);
}

// report tells the holder how it went, in words of the page or as a link.
function report(text) {
  byID("holder-report").textContent = text;
}

async function saveBadge() {
  const mine = held;
  let text = null;
  try {
    const { openBadge } = await import("./openbadge.js");
    text = await openBadge(mine.claim, mine.issuer, mine.loadBucket);
  } catch {
    // It is reported like a badge that is not there.
  }
  if (mine !== held) return;
  if (text === null) report(mine.failed);
  else save(text, `open-badge-${mine.claim.number}.json`);
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// copyLink copies the link and shows it, without the mark where the browser does not let a page copy.
async function copyLink() {
  const { link } = held;
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  report((copied ? "✓ " : "") + link);
}

function listen() {
  byID("save-badge").addEventListener("click", saveBadge);
  byID("copy-link").addEventListener("click", copyLink);
}

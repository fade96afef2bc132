// What each kind of finding is about, in the language of the page: the code of a finding to a text of lang/. The details
// of a finding are in English.

import { element, message, name } from "./dom.js";
import { say } from "./words.js";

const codes = {
  empty_list: "roster-empty",
  unreadable: "roster-format roster-workbook roster-encoding corrections-unread corrections-format walkins-unreadable",
  too_large: "roster-too-large roster-too-wide roster-cell-too-long",
  too_long: "roster-text-too-long roster-id-too-long roster-too-many",
  ragged: "roster-ragged roster-quote",
  no_name_column: "roster-no-name",
  which_column: "roster-ambiguous roster-mapping roster-no-names",
  empty_name: "roster-empty-name",
  no_name: "roster-placeholder roster-no-letters roster-number-in-name roster-name-is-organisation roster-address-in-name roster-mark-in-name roster-anonymous",
  device: "roster-device",
  same_id: "roster-duplicate-id",
  same_person: "roster-duplicate-person roster-same-person roster-same-name",
  email: "roster-email",
  id: "roster-id roster-shortened-id",
  language: "roster-language roster-language-unknown row-language template-language",
  country: "person-country",
  role: "person-unknown-role person-unknown-access",
  formula: "roster-formula roster-spreadsheet-error",
  spaces: "roster-outer-space roster-double-space roster-line-break",
  odd_letters: "roster-control-character roster-invisible-character roster-look-alike roster-lost-letters roster-mojibake roster-html roster-unicode roster-dotless-i roster-dotted-i roster-arabic-letter",
  capitals: "roster-capitals roster-small-letters",
  name_order: "roster-mixed-order roster-name-pattern roster-name-part roster-given-name-alone",
  hidden: "roster-hidden-row roster-struck-row",
  status: "roster-status-unknown roster-presence-unknown",
  unread: "roster-remark-unread roster-status-unread roster-answer-unread roster-minutes-unread roster-duration",
  section: "roster-section roster-second-header roster-sheet",
  unapplied: "corrections-unapplied",
  forgotten: "person-forgotten",
  unsignable: "person-unsignable person-path",
  unserved: "person-unserved",
  fact: "person-fact fact-empty fact-unit fact-unknown fact-unprinted fact-key fact-name fact-personal fact-twice event-fact-label event-fact-unused",
  name_small: "badge-name-small",
  letters: "font-lacks-letter layout-no-glyph picture-font",
  overflow: "layout-overflow layout-crowded layout-group-full layout-text",
  clash: "layout-clash",
  code: "layout-qr-small layout-qr-long qr-dense layout-barcode code-coloured",
  picture: "layout-picture event-picture event-logo template-background",
  empty_box: "template-empty-field template-nobody template-parted-names",
  contrast: "template-contrast layout-colour",
  unknown_field: "template-unknown-field",
  off_page: "template-off-page",
  design: "template-invalid event-template template-look template-size template-family signatory-unshown",
  translation: "event-untranslated event-missing-language event-phrases template-second-language",
  example: "event-unchanged",
  host: "host-nobodys",
  toml: "toml-syntax toml-unknown-key toml-bad-value toml-wrong-type toml-duplicate-key toml-encoding toml-limit",
  event: "event-dates event-attendees event-sheet event-font event-size event-family event-files event-press event-no-id event-missing event-same-id mail-address mail-field mail-host mail-security mail-subject mail-text mail-where rule-uncompared font-twice",
  joined: "also-nobody also-differs",
  walkin: "walkin-twice",
};

const about = Object.fromEntries(Object.entries(codes).flatMap(([key, all]) => all.split(" ").map((code) => [code, key])));

// kind returns what a finding is about, "" where that is not known, and on an English page, whose details say it.
export const kind = (code) => (about[code] && document.documentElement.lang !== "en" ? say("about_" + about[code]) : "");

// place returns where a finding is: the row and column of the list, or a place in another file.
export const place = (state, f) => (f.file === state?.list && f.line
  ? element("span", { class: "place", title: f.place }, say("row", f.line), f.cell?.header && [" · ", name(f.cell.header)])
  : element("code", { class: "place", dir: "ltr", title: f.place }, f.place));

// problem returns a finding without its buttons.
export const problem = (state, p) => element("div", { class: "problem " + p.severity },
  element("p", {}, place(state, p), kind(p.code) && [" ", kind(p.code)]), message("p", p.message), p.hint && message("p", p.hint, { class: "hint" }));

// Package credential signs and verifies what a printed QR code holds: the
// claim, its signed token, the keys, the status list and the issuer document.
//
// It builds on published standards: CBOR (RFC 8949), COSE_Sign1 (RFC 9052), CWT
// (RFC 8392), COSE key thumbprints (RFC 9679) and Token Status List
// (draft-ietf-oauth-status-list). Open, OpenIssuer, OpenStatusList and Judge
// need only public keys; all code that touches a private key is in private.go
// and sign.go. Nothing here opens a file or reads the clock. The rest of this
// comment specifies the format, version 1 in its second edition. What the first
// edition signed is read for ever: it has no key 14, no event entries and no compact
// tokens.
//
// # Encoding
//
// A token, a status list and an issuer document have the same structure: CBOR
// tag 18 around
//
//	[protected, {}, payload, signature]
//
// signed with Ed25519. The message, the header inside protected and the claims
// inside payload are each in core deterministic encoding (RFC 8949, 4.2.1): a
// reader re-encodes what it decoded and compares the bytes. It refuses entries
// in the unprotected header, duplicate keys, indefinite lengths, tags other
// than the first, bytes after the end, and nesting deeper than 8 in any of the
// three.
//
// Every text is printable: not empty, UTF-8, without control characters
// (category Cc), line and paragraph separators (U+2028, U+2029) and bidi
// controls (U+202A to U+202E, U+2066 to U+2069). The joiners and the marks
// U+200C to U+200F, which names need, are allowed. Times are seconds since
// 1970-01-01T00:00:00Z, days are days since 1970-01-01, both up to the year
// 9999. Optional keys without a value are omitted; they are never empty or
// null.
//
// # Token
//
// At most 2,048 bytes. The protected header holds exactly
//
//	1  alg  -8 (EdDSA); -19 (Ed25519) is accepted too
//	4  kid  8 bytes: the start of the signing key's thumbprint
//	16 typ  61 (application/cwt)
//
// and the payload
//
//	1      iss     verification address of the issuer: host name, lower case,
//	               without port, and the path of its folder, if it has one:
//	               user.github.io/verify
//	4      exp     time, optional: from then on the token is expired
//	6      iat     time
//	7      cti     10 bytes: the number printed under the code
//	65535  status  {"status_list": {"idx": uint, "uri": https URI}}
//	-65537 the certificate:
//
//	1  name of the holder as printed, NFC; required
//	2  title of the event
//	3  first day
//	4  last day, optional: left out when it is the first day
//	5  role or category as printed, optional
//	6  minutes attended, optional, at least 1
//	7  display name of the issuer
//	8  cti of the certificate that this one replaces, optional
//	9  name in the second script as printed, optional
//	10 kind: 0 certificate, 1 badge; required
//	12 event reference, optional, at least 1: a key of the issuer document's
//	   event list. 2, 3, 4 and 7 are required without it, forbidden with it.
//	13 language tag of the name, optional
//	14 the first 8 bytes of the SHA-256 of the event entry under 12, so that
//	   nobody re-titles what was signed; absent where 12 refers to an event of
//	   the first edition
//	64 and up: facts of the event's own, each a text as printed, with its unit;
//	   the issuer document names them
//
// A payload with any other key, with another type of value under a key from 64
// on, with another kind, or without the certificate belongs to an unknown
// version.
//
// A token never carries an e-mail address, a telephone number or a national
// identity number. Anyone who holds the paper can read all of it.
//
// # Compact tokens
//
// What the QR code carries is a shorter spelling, which expands to exactly the bytes
// that were signed:
//
//	02 | first 4 bytes of kid | CBOR array | 64 bytes of signature
//
// The array is in core deterministic encoding. An absent element is null; nulls at
// the end are cut off.
//
//	0  cti, 10 bytes
//	1  2 x event reference + kind
//	2  slot: 65,536 x number of the list + index in it
//	3  day of issue
//	4  name
//	5  role: its place, from 0, among the roles of the entry, or a text
//	6  name in the second script
//	7  language tag of the name
//	8  minutes attended
//	9  cti of the certificate that this one replaces
//	10 {64 and up: text}
//
// Expansion takes the rest from the issuer document: the whole kid from its keys
// (where several begin alike, each is tried), and from the entry under the reference
// iss (what its address of lists has before /s/), the list's URI (that address and
// the number), exp (midnight UTC after its last valid day) and key 14. alg is -8,
// typ 61, and iat midnight UTC of the day. A place of a role expands to its label in
// the main language of the entry. Of the spellings that expand to one token only the
// shortest is read. An array of more elements, and a value other than a text in the
// last, belong to an unknown version.
//
// The dense form of this spelling begins with 03 in place of 02. It is what we print
// where it is shorter, and not read where it is not. In it
//
//	3 is counted from the first day of the event: negative before it
//	7 is the place of the tag, from 0, among the languages of the title in the
//	  entry, sorted by their bytes, if it is one of them, otherwise the tag
//	4, 5 and 6 are byte strings of SCSU, the Standard Compression Scheme for
//	  Unicode (UTS #6), where a text has fewer bytes in it than in UTF-8,
//	  otherwise texts: a letter of most alphabets takes one byte, not two or
//	  three; a place of a role stays a number, and the texts of 10 stay texts
//
// SCSU leaves a choice. Issuers take the shortest of these ways, of equally short ones
// the first, and no other is read:
//
//	1 window 0 active, as it is
//	2 SC1 to SC7, which makes another window active as it is
//	3 for each offset from 1 to 67 (hexadecimal), rising, of a window that has a
//	  character of the text: SD0 with the offset, then nothing, or SC1 to SC7, or
//	  SD1 with each such offset, rising
//	4 SCU, and the text in UTF-16, big-endian (not if the first byte of a unit
//	  would be a tag: E0 to F2)
//
// In 1 to 3, a character follows as the first of these that it can: itself, in ASCII; one
// byte, in the active window; SQ1 to SQ7, in a static window; SQ0 to SQ7, in a dynamic
// one, of several the lowest; SQU. A character of more than 16 bits needs 4. The windows
// that are not defined have the initial offsets of UTS #6, table 5, and the static ones
// those of table 4.
//
// Only the code carries the compact spelling. Links, attachments and files have the
// expanded one, which any COSE library verifies; a verifier reads both.
//
// # Digits and URL
//
// The QR code holds https://HOST/# and decimal digits: seven bytes,
// little-endian, become 17 digits; a remainder of 1, 2, 3, 4, 5 or 6 bytes
// becomes 3, 5, 8, 10, 13 or 15 digits. A group whose value does not fit into
// its bytes is refused. Wherever digits are accepted, so is unpadded base64url:
// a token then starts with "0o", and a compact one with "Ag" or "Aw", so that they
// cannot be confused. White space is ignored.
//
// # Number
//
// The number of a certificate is 10 bytes, printed as 4x4 symbols of
// Crockford's base32. It is derived from the occasion and the attendee, so that
// losing the ledger changes no number: the first 10 bytes of HMAC-SHA-256 under
// the id key over the deterministic CBOR array
//
//	["number", event id, kind, attendee id, version]
//
// The status index is the first 8 bytes, big-endian and modulo the capacity, of
// HMAC-SHA-256 over ["index", number, attempt].
//
// A number is read in either case, I and L as 1, O as 0; white space and dashes are
// ignored, letters and digits of other alphabets refused. https://HOST/# and its 16
// symbols are the short link of a paper, which some codes hold in place of a token.
// No token is as short, so the two are never confused.
//
// # Records
//
// Beside the lists lie records, so that a number or a short link opens the paper:
// each is a token, encrypted under the number. Nobody without the number learns
// anything from them, and the host learns one bucket of many.
//
// HKDF-SHA-256 (RFC 5869) of the 10 bytes of the number, with the thumbprint of the
// root key as salt and "lanyard record 1" as info, gives 52 bytes: 32 of an AES-256
// key, 12 of a nonce, 4 of a tag and 4, big-endian, whose first bits are the bucket.
// Key and nonce are used for that one text.
//
// /r/BUCKET is a file, named by the number of the bucket in lower-case hexadecimal
// digits, as many as the last of all buckets needs. It holds at most 16 MiB:
//
//	4 bytes   the start of the thumbprint of the root key
//	1 byte    how many bits number the buckets: 0 for one, 8 for 256
//	4 bytes   number of this bucket, big-endian
//	entries   tag | 2 bytes, big-endian: length of what follows | ciphertext
//	16 bytes  the start of the SHA-256 of all before
//
// sorted by tag, of which several may be equal. A ciphertext is AES-256-GCM (with its
// 16 bytes at the end, without further data) of the token as it was signed, 80, and
// zeros up to a multiple of 64 bytes. We give all of a site the same length, and fill
// each bucket to a power of two of entries, 32 or more, with decoys: sealed zeros under
// keys derived from the id key, which stay where they are until a record takes their
// place. Comparing two states of a site shows how many papers came or went.
//
// The bucket of a certificate's record has the proof of its Open Badge too, as package
// openbadge describes it: an entry like a record, whose key, nonce and tag come from
// "lanyard badge 1" in place of "lanyard record 1". All of these have 128 bytes before
// they are sealed, and decoys of their own. A reader that does not know of them passes
// over them, as over any entry with another tag.
//
// A reader refuses a bucket unless all of it is as described, and then says that it
// cannot be read. What it finds is judged like a scanned token: a record proves
// nothing. The token must be of the number that was asked for. Revoked and replaced
// papers keep their records; what a ledger has forgotten has none.
//
// # Keys
//
// A COSE_Key is {1: 1, -1: 6, -2: x}, and its thumbprint the SHA-256 of those
// bytes. A private key is stored as a PEM block: LANYARD ROOT KEY or LANYARD
// SIGNING KEY around the COSE_Key with -4: d, LANYARD ID KEY around {1: 4, -1:
// k}.
//
// # Status list
//
// Header 1 and 4 as in a token, 16 is "application/statuslist+cwt". Payload:
//
//	2     sub  the URI of the list
//	4     exp  time
//	6     iat  time
//	65533 {"bits": 2, "lst": zlib data}
//	65534 ttl  seconds, at least 1
//
// lst inflates to at most 1 MiB, four entries per byte, the first in the two
// least significant bits: 0 valid, 1 revoked, 2 suspended, 3 superseded.
//
// # Issuer document
//
// Header 1 as in a token, 4 is the whole thumbprint of the root key, 16 is 61.
// At most 256 KiB. Payload 1 iss, 6 iat and -65538:
//
//	1 sequence number, at least 1
//	2 {language tag: display name of the issuer}, at least one
//	3 list of {1 COSE_Key, 2 state, 3 not before, 4 not after (optional),
//	           5 uses, 6 {1 SHA-256, 2 path} of the allow-list (optional),
//	           7 events, as in 7 below, to which tokens of this key refer in
//	           place of those of the document (optional)}
//	4 list of former hosts, optional
//	5 list of status list URIs, optional
//	6 thumbprint of the next root key, optional
//	7 {reference: event entry, or {1 title, 2 first day, 3 last day (optional)},
//	  which is an event of the first edition}, optional
//	8 COSE_Key of the root key
//	9 number of buckets that records are spread over, a power of two up to 65,536,
//	  optional: without it the issuer answers codes alone, not numbers
//	12 {key from 64: {language tag: label}}, optional: facts of events' own
//
// The key of a fact is derived from its name in the list, so that it means the same
// whatever other facts an event has; a fact without a label here is shown as
// "fact 64", by its key.
//
// An event entry is the map
//
//	1  event id
//	2  {language tag: title}
//	3  first day
//	4  last day, optional: left out when it is the first day
//	5  {language tag: name of the issuer}
//	6  list of {language tag: label}, the roles in the order of event.toml,
//	   optional
//	7  address of the event's status lists without their number:
//	   https://HOST/s/REF-, REF being the first 8 hexadecimal digits of
//	   SHA-256(thumbprint of the root key | event id)
//	8  last valid day, optional
//	9  {key from 64: {language tag: label}} of further facts, optional
//	10 main language, a key of 2, 5 and every map of 6; left out when it is the
//	   first key of 2
//	11 {language tag: days as papers print them}, optional
//	12 what every certificate prints, optional: {key of the map of a certificate:
//	   list of language tags}. 2, 3, 5 and 7 are in use; others below 64 are
//	   passed over. und means that each paper chooses a language.
//	13 what every badge prints, likewise
//
// 12 and 13 are there so that a page can be compared with what was signed. A design
// may omit the role, the days or the issuer, and a page without them would be either
// a paper of such a design or one that was edited. So the issuer states what no paper
// of the kind omits, whatever its person, and in which languages; as the token pins
// the entry, nobody can take a fact out. A verifier that reads a page takes it for
// edited if it lacks the text of 2, 11, 6 or 5 in any of the languages listed. A role
// without a label in a language is printed in the main one; a role or any other fact
// that the token does not have is not printed. Where an entry has neither 12 nor 13, a
// page may lack these facts. The page of the site compares no pages.
//
// Entries are never removed or changed: a corrected one gets another reference. A
// verifier keeps the document it has when a newer one lacks one of its entries.
//
// A key has events of its own when another root key vouched for it before: an event
// that was made alone, with references from 1, was taken in by an issuer that has
// such references already. The key signs no more.
//
// States are 0 active, 1 retired, 2 compromised; uses are the sum of 1
// certificates and 2 status. An allow-list is the first 8 bytes of the SHA-256
// of each token, sorted and concatenated; of the tokens signed by a compromised
// key, only those in its allow-list stay valid.
//
// # Verdict
//
// The first match decides. When several pinned documents have the iss and kid, each
// gives a verdict, and the one with the highest exit code counts.
//
//	 1 SCAN OR PASTE            nothing given
//	 2 UNREADABLE               no digits, no base64url, no tag 18 with kid, iss
//	 3 UNKNOWN ISSUER           no pinned issuer document has this iss and kid, or
//	                            a key that begins like a compact token's
//	 4 TAMPERED                 not the structure above, or an invalid signature
//	 5 UNSUPPORTED              an unknown version, or an unknown event of the
//	                            first edition
//	   NOT YET KNOWN HERE       an event reference that this copy of the document
//	                            lacks; of a compact token nothing is proven then
//	   TAMPERED                 key 14 is not that of the entry
//	 6 TAMPERED                 by a key outside its window or without use 1
//	 7 NOT TRUSTED              by a compromised key, and not in its allow-list
//	 8 EXPIRED                  exp has passed
//	 9 REVOKED                  any list says so, also one that is old or expired
//	   SUPERSEDED, SUSPENDED    the latest list says so and has not expired
//	   ERROR                    that list has no such entry
//	10 VALID                    the list is younger than its ttl
//	   VALID, STATUS STALE      it is older, but has not expired
//	   GENUINE, STATUS UNKNOWN  it is missing or has expired
//
// A number is judged by the token in its record. When no issuer has one, the last of
// these that holds for any of them is the verdict:
//
//	NUMBER NOT LOOKED UP  the issuer answers codes alone
//	NO SUCH NUMBER HERE   the bucket has no record of it
//	NUMBER NOT LOOKED UP  the bucket could not be fetched
//	UNREADABLE            the bucket, or the number itself, cannot be read
package credential

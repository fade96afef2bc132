// Package openbadge makes the Open Badge of a certificate: a credential that its holder carries into wallets, profiles
// and other people's software, which verifies it without knowing anything of Lanyard.
//
// It follows Open Badges 3.0 (1EdTech), whose badges are verifiable credentials (W3C Verifiable Credentials Data Model
// 2.0) with a Data Integrity proof (eddsa-rdfc-2022). The issuer is did:web of the verification address, whose did.json
// lists the keys; the proof is by the signing key that signs tokens, so there is no new key to look after. The status
// is in a Bitstring Status List beside the status lists of tokens.
//
// A badge states what the token of the certificate states, so it is made of token and issuer document alone: the
// verification page and this package write the same bytes. Only the signature is stored, in the record of the paper,
// which nobody opens without the number (see credential). Badges of paper, which say who wears them, get none.
//
// # The credential
//
// It has one fixed shape. HOST is the verification address, NUMBER the number as short links have it.
//
//	id                 https://HOST/#NUMBER, the short link
//	name               title of the event, in its main language
//	issuer             {did:web of HOST, name as on the paper, https://HOST/}
//	validFrom          time of issue; validUntil the token's exp, if it has one
//	credentialSubject  urn:uuid of the number; the name as an identifier in the clear; role; first and last day;
//	                   the achievement: urn:uuid of HOST, title, first day and role, each with a line end
//	credentialStatus   one entry: Open Badges allow no second
//	proof              a list of one
//
// A name in a second script, minutes and facts of the event's own are not in it: Open Badges have no place for them.
// The short link in id opens them.
//
// UUIDs are of version 8 (RFC 9562): the first 16 bytes of the SHA-256 of "lanyard subject 1" and the number, or of
// "lanyard achievement 1", a line end and the texts.
//
// # Signing
//
// eddsa-rdfc-2022 signs canonical N-Quads, which in general take a JSON-LD processor and an RDF library. Of the fixed
// shape they are a known list of lines: every node has an id but one, the holder's identifier, which is therefore
// _:c14n0 (RDF Dataset Canonicalization, 4.4). Lines are sorted by their bytes. The tests hold them against a JSON-LD
// processor, and the badges against the verifiers of Digital Bazaar and the Digital Credentials Consortium.
//
// The proof was created when the certificate was issued, or when the key was first valid, if that is later. So the same
// certificate gives the same badge until another key signs.
//
// # Proof in a record
//
//	1 byte    01, the version of this shape
//	32 bytes  the public key
//	8 bytes   big-endian: when the proof was created, in seconds since 1970-01-01T00:00:00Z
//	64 bytes  the signature
//
// A reader that meets another version offers no badge.
//
// # Status list
//
// https://HOST/b/NAME.json is the list of the certificates whose token's status list is https://HOST/s/NAME, at the
// same index: a signed credential, 1 for what is revoked, superseded or suspended now. Its purpose is revocation, which
// every verifier knows. A suspended badge is therefore refused like a revoked one for as long as it is suspended.
//
// # Pictures
//
// A badge travels in a PNG too: as the text of an iTXt chunk with the keyword openbadgecredential, before the first
// IDAT chunk (Open Badges 3.0, 5.3.2).
package openbadge

package openbadge

import (
	"slices"
	"strings"
)

// Vocabularies.
const (
	rdfType    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	xsdTime    = "http://www.w3.org/2001/XMLSchema#dateTime"
	vcVocab    = "https://www.w3.org/2018/credentials#"
	schemaOrg  = "https://schema.org/"
	vocabulary = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
	security   = "https://w3id.org/security#"
	statuses   = "https://www.w3.org/ns/credentials/status#"

	// The context of Open Badges names the types of XML Schema by addresses that begin with https, which are other
	// types to RDF. What is signed is what the context says.
	xsdByHTTPS = "https://www.w3.org/2001/XMLSchema#"

	blank = "" // the one node without an id
)

// quads is a graph: the lines of its canonical form (RDF Dataset Canonicalization 1.0, 5), in any order.
type quads []string

// node returns a node as lines have it.
func node(id string) string {
	if id == blank {
		return "_:c14n0"
	}
	return "<" + id + ">"
}

func (q *quads) add(subject, predicate, object string) {
	*q = append(*q, node(subject)+" <"+predicate+"> "+object+" .\n")
}

// link adds a relation of two nodes.
func (q *quads) link(subject, predicate, object string) { q.add(subject, predicate, node(object)) }

// escapes are the characters that a canonical literal cannot hold; texts have no control characters.
var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// text adds a text, unless it is empty.
func (q *quads) text(subject, predicate, text string) {
	if text != "" {
		q.add(subject, predicate, `"`+escapes.Replace(text)+`"`)
	}
}

// typed adds a text with a datatype, unless it is empty.
func (q *quads) typed(subject, predicate, text, datatype string) {
	if text != "" {
		q.add(subject, predicate, `"`+escapes.Replace(text)+`"^^<`+datatype+">")
	}
}

// canonical returns the canonical N-Quads of the graph.
func (q quads) canonical() []byte {
	slices.Sort(q)
	return []byte(strings.Join(q, ""))
}

// quads returns the graph of a badge without its proof.
func (b *badge) quads() quads {
	var q quads
	for _, t := range []string{vcVocab + "VerifiableCredential", vocabulary + "OpenBadgeCredential"} {
		q.link(b.ID, rdfType, t)
	}
	q.text(b.ID, schemaOrg+"name", b.Name)
	q.link(b.ID, vcVocab+"issuer", b.Issuer.ID)
	q.typed(b.ID, vcVocab+"validFrom", b.ValidFrom, xsdTime)
	q.typed(b.ID, vcVocab+"validUntil", b.ValidUntil, xsdTime)
	q.link(b.ID, vcVocab+"credentialSubject", b.Subject.ID)
	q.link(b.ID, vcVocab+"credentialStatus", b.Status.ID)

	q.link(b.Issuer.ID, rdfType, vocabulary+"Profile")
	q.text(b.Issuer.ID, schemaOrg+"name", b.Issuer.Name)
	q.typed(b.Issuer.ID, schemaOrg+"url", b.Issuer.URL, xsdByHTTPS+"anyURI")

	s := b.Subject
	q.link(s.ID, rdfType, vocabulary+"AchievementSubject")
	q.text(s.ID, vocabulary+"role", s.Role)
	q.typed(s.ID, vocabulary+"activityStartDate", s.Start, xsdByHTTPS+"date")
	q.typed(s.ID, vocabulary+"activityEndDate", s.End, xsdByHTTPS+"date")
	q.link(s.ID, vocabulary+"identifier", blank)
	q.link(s.ID, vocabulary+"achievement", s.Achievement.ID)

	q.link(blank, rdfType, vocabulary+"IdentityObject")
	q.typed(blank, vocabulary+"hashed", "false", xsdByHTTPS+"boolean")
	q.text(blank, vocabulary+"identityHash", s.Identifier[0].IdentityHash)
	q.text(blank, vocabulary+"identityType", s.Identifier[0].IdentityType)

	a := s.Achievement
	q.link(a.ID, rdfType, vocabulary+"Achievement")
	q.text(a.ID, schemaOrg+"name", a.Name)
	q.text(a.ID, schemaOrg+"description", a.Description)
	q.text(a.ID, schemaOrg+"inLanguage", a.Language)
	q.link(a.ID, vocabulary+"Criteria", a.Criteria.ID)
	q.text(a.Criteria.ID, vocabulary+"narrative", a.Criteria.Narrative)

	q.link(b.Status.ID, rdfType, statuses+"BitstringStatusListEntry")
	q.text(b.Status.ID, statuses+"statusPurpose", b.Status.Purpose)
	q.text(b.Status.ID, statuses+"statusListIndex", b.Status.Index)
	q.link(b.Status.ID, statuses+"statusListCredential", b.Status.List)
	return q
}

// quads returns the graph of a status list without its proof.
func (l *list) quads() quads {
	var q quads
	for _, t := range []string{vcVocab + "VerifiableCredential", statuses + "BitstringStatusListCredential"} {
		q.link(l.ID, rdfType, t)
	}
	q.link(l.ID, vcVocab+"issuer", l.Issuer)
	q.typed(l.ID, vcVocab+"validFrom", l.ValidFrom, xsdTime)
	q.typed(l.ID, vcVocab+"validUntil", l.ValidUntil, xsdTime)
	q.link(l.ID, vcVocab+"credentialSubject", l.Subject.ID)
	q.link(l.Subject.ID, rdfType, statuses+"BitstringStatusList")
	q.text(l.Subject.ID, statuses+"statusPurpose", l.Subject.Purpose)
	q.typed(l.Subject.ID, statuses+"encodedList", l.Subject.Encoded, security+"multibase")
	return q
}

// quads returns the graph of a proof's options.
func (p *proof) quads() quads {
	var q quads
	q.link(blank, rdfType, security+"DataIntegrityProof")
	q.typed(blank, security+"cryptosuite", p.Cryptosuite, security+"cryptosuiteString")
	q.typed(blank, "http://purl.org/dc/terms/created", p.Created, xsdTime)
	q.link(blank, security+"verificationMethod", p.Method)
	q.link(blank, security+"proofPurpose", security+"assertionMethod")
	return q
}

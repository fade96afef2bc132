package openbadge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lanyard/internal/base/judge"
	"lanyard/internal/trust/credential"
)

// model is the data model of Open Badges 3.0 (appendix B): the fields of each class, as "name range multiplicity". A
// range is a class, or one of string, number, boolean, time, jwt, language, identity, and pointer:
// an address or a Profile; TYPES is a list that has the class. The multiplicity is 1, ? (at most one) or * (any list).
var model = map[string]string{
	"AchievementCredential": `id string 1, name string ?, description string ?, image Image ?, awardedDate time ?,
		credentialSubject AchievementSubject 1, endorsement EndorsementCredential *, endorsementJwt jwt *, evidence Evidence *,
		issuer pointer 1, validFrom time 1, validUntil time ?, proof Proof *, credentialSchema CredentialSchema *,
		credentialStatus CredentialStatus ?, refreshService RefreshService ?, termsOfUse TermsOfUse *`,
	"AchievementSubject": `id string ?, type TYPES 1, activityEndDate time ?, activityStartDate time ?,
		creditsEarned number ?, achievement Achievement 1, identifier IdentityObject *, image Image ?,
		licenseNumber string ?, narrative string ?, result Result *, role string ?, source Profile ?, term string ?`,
	"Achievement": `id string 1, type TYPES 1, creditsAvailable number ?, criteria Criteria 1, description string 1,
		name string 1, creator Profile ?, endorsement EndorsementCredential *, endorsementJwt jwt *, fieldOfStudy string ?,
		humanCode string ?, image Image ?, inLanguage language ?, otherIdentifier IdentifierEntry *,
		resultDescription ResultDescription *, specialization string ?, tag string *, version string ?`,
	"Criteria":         `id string ?, narrative string ?`,
	"CredentialStatus": `id string 1, type string 1`,
	"CredentialSchema": `id string 1, type string 1`,
	"RefreshService":   `id string 1, type string 1`,
	"TermsOfUse":       `id string ?, type string 1`,
	"Evidence":         `id string ?, type TYPES 1, narrative string ?, name string ?, genre string ?, audience string ?`,
	"Result":           `type TYPES 1, achievedLevel string ?, resultDescription string ?, value string ?`,
	"ResultDescription": `id string 1, type TYPES 1, name string 1, allowedValue string *, valueMax string ?,
		valueMin string ?`,
	"Image": `id string 1, type Image 1, caption string ?, only`,
	"IdentityObject": `type IdentityObject 1, hashed boolean 1, identityHash string 1, identityType identity 1,
		salt string ?, only`,
	"IdentifierEntry": `type IdentifierEntry 1, identifier string 1, identifierType identity 1, only`,
	"Proof": `type string 1, created time ?, cryptosuite string ?, challenge string ?, domain string ?, nonce string ?,
		proofPurpose string ?, proofValue string ?, verificationMethod string ?`,
	"Profile": `id string 1, type TYPES 1, name string ?, url string ?, phone string ?, description string ?, email string ?,
		endorsement EndorsementCredential *, endorsementJwt jwt *, image Image ?, otherIdentifier IdentifierEntry *,
		official string ?, parentOrg Profile ?, familyName string ?, givenName string ?`,
	"EndorsementCredential": `id string 1, name string 1, issuer pointer 1, validFrom time 1, validUntil time ?,
		proof Proof *, credentialStatus CredentialStatus ?`,
}

// identities are the words of an identityType, apart from those of extensions.
const identities = "name|sourcedId|systemId|productId|userName|accountId|emailAddress|nationalIdentityNumber|isbn|issn|" +
	"lisSourcedId|oneRosterSourcedId|sisSourcedId|ltiContextId|ltiDeploymentId|ltiToolId|ltiPlatformId|ltiUserId|identifier"

type object = map[string]any

// schemaOf returns the JSON Schema (draft 2019-09) of the model.
func schemaOf() object {
	classes := object{}
	for class, fields := range model {
		properties, required, closed := object{}, []string{}, false
		for field := range strings.SplitSeq(fields, ",") {
			words := strings.Fields(field)
			if words[0] == "only" {
				closed = true
				continue
			}
			value := rangeOf(class, words[0], words[1])
			switch words[2] {
			case "1":
				required = append(required, words[0])
			case "*":
				value = object{"type": "array", "items": value}
			}
			properties[words[0]] = value
		}
		classes[class] = object{"type": "object", "properties": properties, "required": required,
			"additionalProperties": !closed}
	}
	root := classes["AchievementCredential"].(object)
	list := object{"type": "array", "items": object{"type": "string"}}
	root["properties"].(object)["type"] = object{"allOf": []any{list, containing("VerifiableCredential"),
		containing("AchievementCredential", "OpenBadgeCredential")}}
	root["properties"].(object)["@context"] = object{"type": "array", "minItems": 2,
		"items": []any{object{"const": credentialContext}, object{"type": "string",
			"pattern": `^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$`}},
		"additionalItems": object{"type": []string{"string", "object"}}}
	root["required"] = append(root["required"].([]string), "type", "@context")
	return object{"$schema": "https://json-schema.org/draft/2019-09/schema", "$defs": classes,
		"$ref": "#/$defs/AchievementCredential"}
}

func containing(words ...string) object { return object{"contains": object{"enum": words}} }

// rangeOf returns the schema of one value of a field.
func rangeOf(class, field, word string) object {
	switch word {
	case "string", "number", "boolean":
		return object{"type": word}
	case "time":
		return object{"type": "string", "format": "date-time"}
	case "jwt":
		return object{"type": "string", "pattern": `^[\w-]+\.[\w-]*\.[\w-]+$`}
	case "language":
		return object{"type": "string", "pattern": `^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`}
	case "identity":
		return object{"anyOf": []any{object{"enum": strings.Split(identities, "|")},
			object{"type": "string", "pattern": "ext:[a-zA-Z0-9.|_-]+"}}}
	case "pointer":
		return object{"anyOf": []any{object{"type": "string"}, object{"$ref": "#/$defs/Profile"}}}
	case "TYPES":
		return object{"allOf": []any{object{"type": "array", "items": object{"type": "string"}}, containing(class)}}
	}
	if field == "type" {
		return object{"const": word}
	}
	return object{"$ref": "#/$defs/" + word}
}

// valid has Ajv judge documents by schemas, and returns for each document what is wrong by each schema.
func valid(t *testing.T, schemas []any, documents []any) (answers [][]string) {
	t.Helper()
	node, dir := judge.Program(t, "node"), judge.Packages(t, "ajv", "ajv-formats")
	cmd := exec.Command(node, filepath.Join("testdata", "schema.mjs"), dir)
	cmd.Stdin = bytes.NewReader(must(json.Marshal(object{"schemas": schemas, "documents": documents})))
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &answers)
	}
	if err != nil || len(answers) != len(documents) {
		t.Fatalf("%d answers to %d documents, %v: %s\n%s", len(answers), len(documents), err, out, complaints.Bytes())
	}
	return answers
}

// plain returns a JSON text as maps and lists.
func plain(t *testing.T, data []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return v
}

// at returns a value inside a document, by a path like issuer/type.
func at(document any, path string) any {
	for step := range strings.SplitSeq(path, "/") {
		if list, ok := document.([]any); ok {
			document = list[0]
			continue
		}
		document = document.(object)[step]
	}
	return document
}

// put sets a value inside a document, or deletes it when it is nil.
func put(document object, path string, value any) {
	in, name := any(document), path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		in, name = at(document, path[:i]), path[i+1:]
	}
	if in.(object)[name] = value; value == nil {
		delete(in.(object), name)
	}
}

// faults are the faults of 1EdTech's fixtures for their validator, by their names, done to a badge of ours: a value that is
// put somewhere, and whether a JSON Schema can see it.
var faults = map[string]struct {
	seen  bool
	path  string
	value any // nil: what is there is deleted
}{
	"err-context":                            {true, "@context", []any{credentialContext}},
	"err-type":                               {true, "type", []any{"VerifiableCredential", "OtherCredential"}},
	"err-issuer":                             {true, "issuer/id", nil},
	"err-issuer-type":                        {true, "issuer/type", []any{"Other"}},
	"err-issuer-parentorg-type":              {true, "issuer/parentOrg", object{"id": "x:y", "type": []any{"Other"}}},
	"err-issuer-otheridentifier-type":        {true, "issuer/otherIdentifier", []any{object{"type": "Other"}}},
	"err-credential-subject-type":            {true, "credentialSubject/type", []any{"Other"}},
	"err-credential-subject-identifier-type": {true, "credentialSubject/identifier/0/type", "Other"},
	"err-credential-subject-profile-type":    {true, "credentialSubject/source", object{"id": "x:y", "type": []any{"Other"}}},
	"err-credential-subject-result-type":     {true, "credentialSubject/result", []any{object{"type": []any{"Other"}}}},
	"err-credential-subject-achievement-result-description-type": {true,
		"credentialSubject/achievement/resultDescription", []any{object{"type": []any{"Other"}}}},
	"err-evidence-type":                   {true, "evidence", []any{object{"type": []any{"Other"}}}},
	"err-expired":                         {false, "validUntil", "2017-08-02T00:00:00Z"},
	"err-issued":                          {false, "validFrom", "2040-01-01T00:00:00Z"},
	"err-proof-method":                    {false, "proof/0/verificationMethod", "did:key:z6Mk"},
	"err-proof-method-no-scheme":          {false, "proof/0/verificationMethod", "verify.example.org"},
	"err-proof-method-unknown-scheme":     {false, "proof/0/verificationMethod", "unknown:verify"},
	"err-proof-method-unknown-did-method": {false, "proof/0/verificationMethod", "did:unknown:verify"},
	"err-proof-value":                     {false, "proof/0/proofValue", "z3FXQ"},
	"noproof":                             {false, "proof", nil},
	"a proof that is no list":             {true, "proof", object{"type": "DataIntegrityProof"}},
	"a day without a time":                {true, "validFrom", "2017-08-01"},
	"a language with a variant":           {true, "credentialSubject/achievement/inLanguage", "ca-valencia"},
}

// TestSchema has Ajv hold badges against the data model, and has it, other verifiers and Judge refuse the faults of
// 1EdTech's fixtures. Only registered users may redistribute the published schema (IMS specification licence, 3), so it
// is not here. Where a folder LANYARD_1EDTECH has it as schema.json, and in a folder below the JSON fixtures of
// 1EdTech's public validator, ours must agree with it on all of them and on every small change to a badge.
func TestSchema(t *testing.T) {
	i := anIssuer(hosts[0])
	documents, names := []any{}, []string{}
	add := func(name string, document any) { names, documents = append(names, name), append(documents, document) }
	for _, host := range hosts {
		for name, c := range claims(host) {
			add(host+": "+name, plain(t, must(Issue(c, anIssuer(host), key(2)))))
		}
	}
	for tag, want := range map[string]any{"fa": "fa", "zh-Hant": "zh-Hant", "es-419": "es-419", "ca-valencia": "ca",
		"de-CH-1996": "de-CH", "fa-u-ca-persian": "fa", "sr-Latn-RS-x-a": "sr-Latn-RS", "x-klingon": nil} {
		c := aClaim(i.Host)
		c.Entry = &credential.Entry{Main: tag}
		badge := must(Issue(c, i, key(2)))
		add(tag, plain(t, badge))
		if got := at(documents[len(documents)-1], "credentialSubject/achievement").(object)["inLanguage"]; got != want {
			t.Errorf("%s is written as %v, not %v", tag, got, want)
		}
		old := must(of(c, i)) // by a program that wrote the whole tag
		old.Subject.Achievement.Language = tag
		if err := old.sign(i, c.Issued, key(2)); err != nil {
			t.Fatal(err)
		}
		for _, data := range [][]byte{badge, written(old)} {
			if v := Judge(data, []*credential.Issuer{i}, nil, clock); v.State != credential.StateUnknown {
				t.Errorf("%s: %v, %s", tag, v.State, v.Detail)
			}
		}
	}
	good := len(documents)
	whole := must(Issue(aClaim(i.Host), i, key(2)))
	var asked []question
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		b := plain(t, whole).(object)
		put(b, faults[name].path, faults[name].value)
		add(name, b)
		data := must(json.Marshal(b))
		asked = append(asked, question{site(i, credential.StatusValid), data})
		v := Judge(data, []*credential.Issuer{i}, nil, clock)
		if v.State != credential.StateUnreadable && v.State != credential.StateTampered {
			t.Errorf("%s: Judge says %v", name, v.State)
		}
	}
	answers := valid(t, []any{schemaOf()}, documents)
	verdicts := judged(t, asked...).Verdicts
	for n, name := range names {
		seen, expected := answers[n][0] != "", n >= good && faults[name].seen
		if seen != expected {
			t.Errorf("%s: Ajv says %q", name, answers[n][0])
		}
		if n >= good && (verdicts[n-good].DigitalBazaar == "" || verdicts[n-good].DCC == "") {
			t.Errorf("%s: %+v", name, verdicts[n-good])
		}
	}
	if folder := os.Getenv("LANYARD_1EDTECH"); folder != "" {
		published(t, folder, plain(t, whole), names, documents)
	}
}

// published holds our schema against the published one, with 1EdTech's fixtures, which Judge must not take for ours.
func published(t *testing.T, folder string, whole any, names []string, documents []any) {
	t.Helper()
	schema := plain(t, must(os.ReadFile(filepath.Join(folder, "schema.json"))))
	files := must(filepath.Glob(filepath.Join(folder, "*", "*.json")))
	if len(files) == 0 {
		t.Fatalf("no fixtures in %s", folder)
	}
	for _, file := range files {
		data := must(os.ReadFile(file))
		names, documents = append(names, filepath.Base(file)), append(documents, plain(t, data))
		v := Judge(data, []*credential.Issuer{anIssuer(hosts[0])}, nil, clock)
		if v.State != credential.StateUnreadable {
			t.Errorf("%s: Judge says %v", file, v.State)
		}
	}
	for path, changed := range changes(whole) {
		names, documents = append(names, path), append(documents, changed)
	}
	refused := 0
	for n, a := range valid(t, []any{schemaOf(), schema}, documents) {
		if a[1] != "" {
			refused++
		}
		if (a[0] == "") != (a[1] == "") {
			t.Errorf("%s: ours says %q, and the published one %q", names[n], a[0], a[1])
		}
	}
	t.Logf("the schemas agree on %d documents, of which they refuse %d; %d are fixtures", len(documents), refused,
		len(files))
}

// changes returns a document with each value in it left out, and replaced by each kind of value, and with an unknown key
// in each object, by what was changed.
func changes(document any) map[string]any {
	all := map[string]any{}
	root := object{"": document}
	var walk func(path string, v any, set func(any), drop func())
	walk = func(path string, v any, set func(any), drop func()) {
		keep := func(what string) {
			var copied any
			if err := json.Unmarshal(must(json.Marshal(root[""])), &copied); err != nil {
				panic(err)
			}
			all[path+" "+what] = copied
		}
		for _, other := range []any{nil, true, 1.5, "text", []any{}, []any{"text"}, object{}} {
			set(other)
			keep(fmt.Sprintf("is %v", other))
		}
		if drop != nil {
			drop()
			keep("is left out")
		}
		set(v)
		switch v := v.(type) {
		case object:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(path+"/"+name, v[name], func(x any) { v[name] = x }, func() { delete(v, name) })
			}
			v["unknown"] = "x"
			keep("has an unknown key")
			delete(v, "unknown")
		case []any:
			for n := range v {
				walk(fmt.Sprint(path, "/", n), v[n], func(x any) { v[n] = x }, nil)
			}
		}
	}
	walk("", document, func(x any) { root[""] = x }, nil)
	return all
}

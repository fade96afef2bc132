package openbadge

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lanyard/internal/base/paper"
	"lanyard/internal/trust/credential"
)

// The contexts of a badge, in their order; a status list has the first alone.
const (
	credentialContext = "https://www.w3.org/ns/credentials/v2"
	badgeContext      = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

// badge is the credential, in the order in which it is written.
type badge struct {
	Context    []string    `json:"@context"`
	ID         string      `json:"id"`
	Type       []string    `json:"type"`
	Name       string      `json:"name"`
	Issuer     profile     `json:"issuer"`
	ValidFrom  string      `json:"validFrom"`
	ValidUntil string      `json:"validUntil,omitempty"`
	Subject    subject     `json:"credentialSubject"`
	Status     statusEntry `json:"credentialStatus"`
	Proof      []proof     `json:"proof,omitempty"`
}

type profile struct {
	ID   string   `json:"id"`
	Type []string `json:"type"`
	Name string   `json:"name"`
	URL  string   `json:"url"`
}

type subject struct {
	ID          string      `json:"id"`
	Type        []string    `json:"type"`
	Identifier  []identity  `json:"identifier"`
	Role        string      `json:"role,omitempty"`
	Start       string      `json:"activityStartDate"`
	End         string      `json:"activityEndDate"`
	Achievement achievement `json:"achievement"`
}

type identity struct {
	Type         string `json:"type"`
	Hashed       bool   `json:"hashed"`
	IdentityHash string `json:"identityHash"`
	IdentityType string `json:"identityType"`
}

type achievement struct {
	ID          string   `json:"id"`
	Type        []string `json:"type"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Language    string   `json:"inLanguage,omitempty"`
	Criteria    criteria `json:"criteria"`
}

type criteria struct {
	ID        string `json:"id"`
	Narrative string `json:"narrative"`
}

type statusEntry struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Purpose string `json:"statusPurpose"`
	Index   string `json:"statusListIndex"`
	List    string `json:"statusListCredential"`
}

// Issue returns the Open Badge of a certificate as a JSON file, which ends with a line end. The claim has all of its
// event, as credential.Issuer.ClaimOf and Judge return it; key is one of the issuer document. Equal arguments give
// equal bytes. The error says why the claim has no badge: a badge of paper has none.
func Issue(c credential.Claim, i *credential.Issuer, key *credential.SigningKey) ([]byte, error) {
	b, err := of(c, i)
	if err != nil {
		return nil, err
	}
	if err := b.sign(i, c.Issued, key); err != nil {
		return nil, err
	}
	return written(b), nil
}

// Has reports whether papers of a kind have Open Badges.
func Has(k paper.Kind) bool {
	switch k {
	case paper.Certificate:
		return true
	case paper.Badge: // it says who wears it, and nothing that was achieved
	}
	return false
}

// of returns the badge of a claim, without a proof.
func of(c credential.Claim, i *credential.Issuer) (*badge, error) {
	switch {
	case !Has(c.Kind):
		return nil, fmt.Errorf("making Open Badge: %s is not the number of a certificate", c.Number)
	case c.Event == "" || c.IssuerName == "":
		return nil, fmt.Errorf("making Open Badge of %s: the issuer document does not know its event", c.Number)
	}
	site, first, last := "https://"+i.Host+"/", day(c.FirstDay), day(c.LastDay)
	days := first[:10]
	if last != first {
		days += "/" + last[:10] // an interval (ISO 8601-1, 5.5)
	}
	about := joined(c.Role, c.Event, days, c.IssuerName)
	list := ListURL(i, c.Status.URI)
	index := strconv.FormatUint(uint64(c.Status.Index), 10)
	b := &badge{
		Context:   []string{credentialContext, badgeContext},
		ID:        c.Number.URL(i.Host),
		Type:      []string{"VerifiableCredential", "OpenBadgeCredential"},
		Name:      c.Event,
		Issuer:    profile{i.DID(), []string{"Profile"}, c.IssuerName, site},
		ValidFrom: instant(c.Issued),
		Subject: subject{
			ID: uuid("lanyard subject 1", string(c.Number[:])), Type: []string{"AchievementSubject"},
			Identifier: []identity{{"IdentityObject", false, c.Name, "name"}},
			Role:       c.Role, Start: first, End: last,
			Achievement: achievement{
				ID:   uuid("lanyard achievement 1", "\n", i.Host, "\n", c.Event, "\n", days[:10], "\n", c.Role, "\n"),
				Type: []string{"Achievement"}, Name: c.Event, Description: about,
				Criteria: criteria{site, about},
			},
		},
		Status: statusEntry{list + "#" + index, "BitstringStatusListEntry", purpose, index, list},
	}
	if !c.Expires.IsZero() {
		b.ValidUntil = instant(c.Expires)
	}
	if c.Entry != nil {
		b.Subject.Achievement.Language = language(c.Entry.Main)
	}
	return b, nil
}

// tag matches what the JSON Schema of Open Badges allows of a language tag: language, script and region.
var tag = regexp.MustCompile(`^([a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)(?:-|$)`)

// language returns a language tag without variants and extensions, which a badge may not have: ca-valencia is ca. It is
// empty when nothing is left. The page does the same.
func language(bcp47 string) string {
	if found := tag.FindStringSubmatch(bcp47); found != nil {
		return found[1]
	}
	return ""
}

// ListURL returns the address of the status list of badges that goes with a status list of tokens: the same name, on
// the issuer's present host.
func ListURL(i *credential.Issuer, tokens string) string {
	return "https://" + i.Host + "/" + ListName(path.Base(tokens))
}

// ListName returns the file of that list within a site, by the name of the status list of tokens.
func ListName(tokens string) string { return "b/" + tokens + ".json" }

// instant returns a time as RFC 3339 in UTC, without fractions.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// day returns the midnight, UTC, of a day since 1970-01-01.
func day(n int) string { return instant(time.Unix(int64(n)*24*60*60, 0)) }

// joined joins those texts that are not empty.
func joined(texts ...string) string {
	var said []string
	for _, t := range texts {
		if t != "" {
			said = append(said, t)
		}
	}
	return strings.Join(said, " · ")
}

// uuid returns a UUID of version 8 of texts.
func uuid(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// written returns a credential as the page writes it too: JSON.stringify with two spaces.
func written(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic("internal error: writing credential: " + err.Error())
	}
	return b.Bytes()
}

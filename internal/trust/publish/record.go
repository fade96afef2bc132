package publish

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"

	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/ledger"
	"lanyard/internal/trust/openbadge"
)

// Numbers says whether printed numbers open papers on the verification page.
type Numbers uint8

// The answers. The zero value leaves it to the issuer document, where an earlier run has recorded it.
const (
	NumbersAsBefore Numbers = iota
	NumbersOpen             // records of all papers are published
	NumbersClosed           // codes alone open papers
)

// hasRecord reports whether a paper's number opens it. Revoked and replaced papers keep their records, for the page
// says so of them; those that were forgotten have no token left.
func hasRecord(e ledger.Entry) bool { return len(e.Token) > 0 }

// papers iterates over the papers that have records, in the order of issue. An error ends it and is put into failed.
func (p *Publisher) papers(ctx context.Context, failed *error) iter.Seq2[credential.Number, credential.Token] {
	return func(yield func(credential.Number, credential.Token) bool) {
		if p.Ledger == nil {
			return
		}
		for e, err := range p.Ledger.All(ctx) {
			if err != nil {
				*failed = err
				return
			}
			if hasRecord(e) && !yield(e.Number, e.Token) {
				return
			}
		}
	}
}

// records returns the bucket files of the site by name, and what the organiser must know about them. It records in the
// issuer document how many there are, which needs the root key; there are never fewer than before.
func (p *Publisher) records(ctx context.Context, n Numbers) (files map[string][]byte, remark string, err error) {
	count := 0
	for range p.papers(ctx, &err) {
		count++
	}
	if err != nil {
		return nil, "", err
	}
	have := p.Keys.Issuer.Buckets
	want := max(have, credential.Buckets(count))
	if n == NumbersClosed || n == NumbersAsBefore && have == 0 {
		want = 0
	}
	if want != have && p.Keys.Root != nil {
		if err := p.Keys.SetBuckets(want, p.Now); err != nil {
			return nil, "", err
		}
		if err := p.Keys.Save(); err != nil {
			return nil, "", err
		}
		have = want
	}
	const sign = "; the root key is not here to sign it: name it once with -root FILE"
	switch {
	case want == 0 && have > 0:
		return nil, "the issuer document still says that numbers open papers, although no records are published" + sign, nil
	case want > 0 && have == 0:
		return nil, "numbers do not open papers yet, because the issuer document does not say so" + sign, nil
	case want > have:
		remark = fmt.Sprintf("the records of %d papers are in %d files, of %d that there should be: whoever asks for "+
			"one is hidden among fewer requests, but loads more%s", count, have, want, sign)
	}
	files, without, err := p.buckets(ctx, n)
	if without > 0 {
		remark = strings.TrimPrefix(remark+fmt.Sprintf("; %d certificates get no Open Badge, because the issuer document does "+
			"not know their event any more", without), "; ")
	}
	return files, remark, err
}

// buckets returns the bucket files of the site as the issuer document says now, nil when numbers open nothing, and the
// number of certificates whose Open Badge cannot be made.
func (p *Publisher) buckets(ctx context.Context, n Numbers) (files map[string][]byte, without int64, err error) {
	if p.Keys.Issuer.Buckets == 0 || n == NumbersClosed {
		return nil, 0, nil
	}
	var failed error
	var lacking atomic.Int64
	proof := func(_ credential.Number, t credential.Token) []byte {
		c, err := p.Keys.Issuer.ClaimOf(t)
		if err == nil && !openbadge.Has(c.Kind) {
			return nil
		}
		var data []byte
		if err == nil {
			data, err = openbadge.Record(c, p.Keys.Issuer, p.Keys.Signing)
		}
		if err != nil {
			lacking.Add(1)
		}
		return data
	}
	files, err = p.Keys.Issuer.Records(p.papers(ctx, &failed), proof, p.Keys.ID)
	return files, lacking.Load(), cmp.Or(failed, err)
}

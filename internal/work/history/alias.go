package history

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"lanyard/internal/trust/ledger"
	"lanyard/internal/work/people"
)

// Aliases are words that replace ids which are e-mail addresses in manifests, so that a manifest reveals no address. An
// alias is a keyed hash, so without the ledger addresses cannot be tried either. The key is a hash of the ledger's
// first row, which all machines of a run have, and which stays the same as long as the ledger does. Before anything is
// issued it is a hash of the files of the event.
//
// The zero value gives every address the same key and is of no use but for tests.
type Aliases struct{ key [sha256.Size]byte }

// aliasLength is how much of a hash is an alias, in bytes: enough that no two of a
// million addresses share one.
const aliasLength = 12

// AliasesOf returns the aliases of an event. A nil ledger has no rows.
func AliasesOf(l *ledger.Ledger, list *people.List) (a Aliases, err error) {
	var seed []byte
	if l != nil {
		head, err := l.Head()
		if err != nil {
			return a, err
		}
		if head.Seq > 0 {
			first, err := l.At(1)
			if err != nil {
				return a, err
			}
			seed = first.Hash[:]
		}
	}
	if seed == nil {
		for _, f := range FilesRead(list) {
			seed = append(seed, f.Sum[:]...)
		}
	}
	a.key = sha256.Sum256(append([]byte("lanyard: ids in manifests\n"), seed...))
	return a, nil
}

// Of returns what a manifest has for an id: "mail-" and 24 hex digits instead of an e-mail address, and any other id as
// it is. An alias is its own alias.
func (a Aliases) Of(id string) string {
	if !strings.Contains(id, "@") {
		return id
	}
	m := hmac.New(sha256.New, a.key[:])
	m.Write([]byte(id))
	return "mail-" + hex.EncodeToString(m.Sum(nil)[:aliasLength])
}

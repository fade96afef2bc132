package batch

import (
	"crypto/sha256"
	"errors"

	"lanyard/internal/base/bundle"
	"lanyard/internal/trust/credential"
	"lanyard/internal/trust/registry"
	"lanyard/internal/work/drawn"
	"lanyard/internal/work/history"
	"lanyard/internal/work/issue"
	"lanyard/internal/work/press"
)

// whole reports whether a run covers everybody and may draw again what the last one drew.
func whole(j Job) bool {
	return !(j.Partial() || j.Force || j.Again || j.Spares > 0 || j.Shard.Of > 0)
}

// again returns what the last run has drawn, and the record of this one; nil when the run is over a part.
func again(j Job, desk *registry.Desk, s *scope, issuer *issue.Issuer, out *bundle.Dir) (*press.Again, error) {
	if !whole(j) {
		return nil, nil
	}
	common, err := commonOf(j, s, issuer)
	if err != nil {
		return nil, err
	}
	secret := drawn.Secret(secretOf(desk, s))
	past := drawn.Open(j.Dir, common, secret)
	next, err := drawn.Create(j.Dir, common, secret)
	if err != nil {
		return nil, errors.Join(err, past.Close())
	}
	return &press.Again{Out: out, Past: past, Next: next}, nil
}

// secretOf returns the secret of the records in the folder of an event.
func secretOf(desk *registry.Desk, s *scope) [32]byte {
	id := s.list.Event.ID
	return credential.RecordSecret(desk.Keys.IDOf(id), id)
}

// commonOf identifies everything that all papers of a run are made of.
func commonOf(j Job, s *scope, issuer *issue.Issuer) (drawn.Key, error) {
	text, err := history.Common(j.out(), j.Options, history.FilesOfAll(s.list))
	if err != nil {
		return drawn.Key{}, err
	}
	for _, p := range s.presses {
		text = p.Common(text)
	}
	return sha256.Sum256(issuer.AppendSpelling(text)), nil
}

// endAgain keeps the record of a run that has ended without problems, or drops it.
func endAgain(a *press.Again, keep bool) error {
	if a == nil {
		return nil
	}
	end := a.Next.Drop
	if keep {
		end = a.Next.Keep
	}
	return errors.Join(a.Past.Close(), end())
}

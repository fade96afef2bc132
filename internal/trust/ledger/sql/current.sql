SELECT event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name, state, since, reason
FROM entry
WHERE event = ? AND kind = ?
  AND version = (SELECT max(version) FROM issue
                 WHERE issue.event = entry.event AND issue.kind = entry.kind AND issue.attendee = entry.attendee)

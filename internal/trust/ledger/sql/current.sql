SELECT event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name, state, since, reason, forgotten
FROM entry
WHERE event = ? AND kind = ? AND forgotten = 0
  AND version = (SELECT max(version) FROM issue
                 WHERE issue.event = entry.event AND issue.kind = entry.kind AND issue.attendee = entry.attendee)

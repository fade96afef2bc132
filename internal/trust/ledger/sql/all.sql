SELECT event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name, state, since, reason, forgotten
FROM entry
ORDER BY seq

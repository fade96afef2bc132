INSERT INTO issue (seq, event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

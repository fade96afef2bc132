INSERT INTO change (seq, issue, state, at, reason, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?)

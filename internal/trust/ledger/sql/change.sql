INSERT INTO change (seq, issue, state, at, reason, hash) VALUES (?, ?, ?, ?, ?, ?)

INSERT INTO forget (seq, target, was, rest, at, hash) VALUES (?, ?, ?, ?, ?, ?)

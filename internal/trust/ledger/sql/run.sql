INSERT INTO run (seq, event, about, at, salt, hash) VALUES (?, ?, ?, ?, ?, ?)

INSERT INTO run (seq, event, about, at, hash) VALUES (?, ?, ?, ?, ?)

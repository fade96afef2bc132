INSERT INTO mark (seq, run, printed, at, hash) VALUES (?, ?, ?, ?, ?)

INSERT INTO print (seq, issue, file, page, at, hash) VALUES (?, ?, ?, ?, ?, ?)

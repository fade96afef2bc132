INSERT INTO print (seq, issue, file, page, at, run, shown, salt, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

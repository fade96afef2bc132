INSERT INTO print (seq, issue, file, page, at, run, shown, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

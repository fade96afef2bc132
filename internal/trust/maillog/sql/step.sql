INSERT INTO step (number, state, code, status, at) VALUES (?, ?, ?, ?, ?)

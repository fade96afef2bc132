INSERT INTO letter (number, address, message) VALUES (?, ?, ?)
ON CONFLICT (number) DO UPDATE SET address = excluded.address, message = excluded.message

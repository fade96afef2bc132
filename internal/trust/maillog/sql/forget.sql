DELETE FROM letter WHERE number = ?

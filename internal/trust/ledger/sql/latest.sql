SELECT seq, version, number, state FROM entry WHERE event = ? AND kind = ? AND attendee = ? ORDER BY version DESC LIMIT 1

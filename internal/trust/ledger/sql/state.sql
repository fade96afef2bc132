SELECT seq, token, state FROM entry WHERE number = ?

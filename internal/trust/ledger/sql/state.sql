SELECT seq, state FROM entry WHERE number = ?

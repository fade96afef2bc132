SELECT seq, token FROM issue WHERE number = ?

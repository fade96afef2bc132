SELECT seq FROM issue WHERE number = ?

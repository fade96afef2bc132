SELECT seq, printed FROM made WHERE event = ? AND number = ?

SELECT seq, hash FROM head

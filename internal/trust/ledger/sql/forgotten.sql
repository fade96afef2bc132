SELECT number, forgotten FROM entry WHERE event = ? AND forgotten > 0

SELECT at FROM step WHERE state = 1 AND at > ? ORDER BY at

SELECT target, seq, was, rest FROM forget

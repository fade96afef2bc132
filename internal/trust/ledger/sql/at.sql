-- The hash of a row of the chain, in whichever table it stands.
SELECT seq, hash FROM issue WHERE seq = ?1
UNION ALL
SELECT seq, hash FROM change WHERE seq = ?1
UNION ALL
SELECT seq, hash FROM print WHERE seq = ?1
UNION ALL
SELECT seq, hash FROM run WHERE seq = ?1
UNION ALL
SELECT seq, hash FROM mark WHERE seq = ?1
UNION ALL
SELECT seq, hash FROM forget WHERE seq = ?1

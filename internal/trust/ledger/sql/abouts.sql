-- Every run of an event that was described, in the form of chain.sql.
SELECT 'run', hash, seq, event, about, at, salt FROM run WHERE event = ? AND about NOT IN ('', 'forgotten') ORDER BY seq

-- Every row of the chain in order: its table, its hash, then its content, padded with NULL.
SELECT 'issue', hash, seq, event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name FROM issue
UNION ALL
SELECT 'change', hash, seq, issue, state, at, reason, salt, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM change
UNION ALL
SELECT 'print', hash, seq, issue, file, page, at, run, shown, salt, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM print
UNION ALL
SELECT 'run', hash, seq, event, about, at, salt, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM run
UNION ALL
SELECT 'mark', hash, seq, run, printed, at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM mark
UNION ALL
SELECT 'forget', hash, seq, target, was, rest, at, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM forget
ORDER BY 3

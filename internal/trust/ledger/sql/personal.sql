-- Every row about an issue that has a text and no tombstone: its table, its hash, its content, padded with NULL.
SELECT 'issue', hash, seq, event, kind, attendee, version, number, replaces, token, token_hash, list, slot, key, at, facts, name
FROM issue WHERE seq = ?1 AND NOT EXISTS (SELECT 1 FROM forget WHERE target = issue.seq)
UNION ALL
SELECT 'change', hash, seq, issue, state, at, reason, salt, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM change WHERE issue = ?1 AND reason <> '' AND reason NOT GLOB 'replaced by ????-????-????-????'
UNION ALL
SELECT 'print', hash, seq, issue, file, page, at, run, shown, salt, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM print WHERE issue = ?1 AND file <> 'forgotten'
ORDER BY 3

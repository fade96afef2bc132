-- Every letter with its last step, and how often it was handed over.
SELECT letter.number, letter.address, letter.message, step.state, step.code, step.status, step.at,
       (SELECT count(*) FROM step AS s WHERE s.number = letter.number AND s.state = 1)
FROM letter JOIN step ON step.seq = (SELECT max(seq) FROM step AS s WHERE s.number = letter.number)
ORDER BY letter.rowid

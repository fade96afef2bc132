-- Letters that were handed over and whose answer nobody recorded.
INSERT INTO step (number, state, code, status, at)
SELECT step.number, 5, 0, '', ? FROM step
WHERE step.state = 1 AND step.seq = (SELECT max(seq) FROM step AS s WHERE s.number = step.number)
ORDER BY step.seq

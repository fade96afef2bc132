-- Every run of an event, with what it printed.
SELECT made.number, made.about, made.at, made.printed,
       (SELECT count(*) FROM print WHERE print.run = made.seq)
FROM made
WHERE made.event = ?
ORDER BY made.seq

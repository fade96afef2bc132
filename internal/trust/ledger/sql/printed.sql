-- The last print of every issue that was printed.
SELECT issue.number, print.file, print.page, print.at, coalesce(print.shown, '')
FROM print JOIN issue ON issue.seq = print.issue
WHERE print.seq IN (SELECT max(seq) FROM print GROUP BY issue)

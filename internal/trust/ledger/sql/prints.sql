SELECT issue.number, print.file, print.page, print.at, coalesce(print.shown, '')
FROM print JOIN issue ON issue.seq = print.issue
WHERE issue.number = ?
ORDER BY print.seq

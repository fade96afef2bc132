-- The last print of every attendee, of whatever version, in a run that is not marked as not printed.
SELECT attendee, number, file, page, at, shown
FROM (SELECT issue.attendee, issue.number, print.file, print.page, print.at, coalesce(print.shown, '') AS shown,
             row_number() OVER (PARTITION BY issue.attendee ORDER BY print.seq DESC) AS newest
      FROM print
      JOIN issue ON issue.seq = print.issue
      LEFT JOIN made ON made.seq = print.run
      WHERE issue.event = ? AND issue.kind = ? AND coalesce(made.printed, 1) = 1
        AND NOT EXISTS (SELECT 1 FROM forget WHERE forget.target = issue.seq))
WHERE newest = 1

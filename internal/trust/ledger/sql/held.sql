-- The last print of every attendee, of whatever version, in a run that is not marked as not printed. For each issue only
-- its last print is looked at: every run over everybody adds a print of each badge.
SELECT max(print.seq), issue.attendee, issue.number, print.file, print.page, print.at, coalesce(print.shown, '')
FROM issue
JOIN print ON print.seq = (SELECT p.seq FROM print AS p
                           WHERE p.issue = issue.seq
                             AND (p.run IS NULL OR p.run NOT IN (SELECT made.seq FROM made WHERE made.printed = 0))
                           ORDER BY p.seq DESC LIMIT 1)
WHERE issue.event = ? AND issue.kind = ?
  AND NOT EXISTS (SELECT 1 FROM forget WHERE forget.target = issue.seq)
GROUP BY issue.attendee

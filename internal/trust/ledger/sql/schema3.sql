-- Unguessable bytes that the chain covers with a text, so that the hash does not give the text away
-- once it is forgotten. NULL in the rows of schemas 1 and 2, and in rows whose text was taken out.
ALTER TABLE change ADD COLUMN salt BLOB CHECK (length(salt) = 16);
ALTER TABLE print  ADD COLUMN salt BLOB CHECK (length(salt) = 16);
ALTER TABLE run    ADD COLUMN salt BLOB CHECK (length(salt) = 16);

-- The tombstone of a row whose text was taken out.
CREATE TABLE forget (
    seq    INTEGER PRIMARY KEY,
    target INTEGER NOT NULL UNIQUE,          -- seq of that row
    was    BLOB    NOT NULL CHECK (length(was) = 32),  -- its hash, of its whole content
    rest   BLOB    NOT NULL CHECK (length(rest) = 32), -- hash of what is left of it
    at     INTEGER NOT NULL,
    hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

DROP VIEW entry;

-- Every issue with its present state, and when its holder was forgotten; 0: not at all.
CREATE VIEW entry AS
SELECT issue.*, coalesce(change.state, 0) AS state, coalesce(change.at, issue.at) AS since, coalesce(change.reason, '') AS reason,
       coalesce(forget.at, 0) AS forgotten
FROM issue
LEFT JOIN change ON change.seq = (SELECT max(seq) FROM change WHERE change.issue = issue.seq)
LEFT JOIN forget ON forget.target = issue.seq;

-- A row with a tombstone may lose its text, and nothing else may ever change.
DROP TRIGGER issue_stays;
DROP TRIGGER change_stays;
DROP TRIGGER print_stays;
DROP TRIGGER run_stays;

CREATE TRIGGER issue_stays BEFORE UPDATE ON issue
WHEN NOT (EXISTS (SELECT 1 FROM forget WHERE target = old.seq)
    AND (new.seq, new.event, new.kind, new.version, new.number, new.replaces, new.token_hash, new.list, new.slot, new.key, new.at, new.hash)
      = (old.seq, old.event, old.kind, old.version, old.number, old.replaces, old.token_hash, old.list, old.slot, old.key, old.at, old.hash)
    AND new.attendee GLOB 'forgotten *' AND (new.token, new.facts, new.name) = (X'00', zeroblob(32), ''))
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER change_stays BEFORE UPDATE ON change
WHEN NOT (EXISTS (SELECT 1 FROM forget WHERE target = old.seq)
    AND (new.seq, new.issue, new.state, new.at, new.hash) = (old.seq, old.issue, old.state, old.at, old.hash)
    AND new.reason = '' AND new.salt IS NULL)
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER print_stays BEFORE UPDATE ON print
WHEN NOT (EXISTS (SELECT 1 FROM forget WHERE target = old.seq)
    AND (new.seq, new.issue, new.at, new.hash) = (old.seq, old.issue, old.at, old.hash) AND new.run IS old.run
    AND (new.file, new.page, new.shown) = ('forgotten', 1, '') AND new.salt IS NULL)
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER run_stays BEFORE UPDATE ON run
WHEN NOT (EXISTS (SELECT 1 FROM forget WHERE target = old.seq)
    AND (new.seq, new.event, new.at, new.hash) = (old.seq, old.event, old.at, old.hash)
    AND new.about = 'forgotten' AND new.salt IS NULL)
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER forget_stays   BEFORE UPDATE ON forget BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER forget_remains BEFORE DELETE ON forget BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

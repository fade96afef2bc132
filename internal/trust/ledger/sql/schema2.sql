-- A run that made paper. Its prints follow it in the chain.
CREATE TABLE run (
    seq   INTEGER PRIMARY KEY,
    event TEXT    NOT NULL CHECK (event <> ''),
    about TEXT    NOT NULL,                  -- which part of the event was made; empty: all of it
    at    INTEGER NOT NULL,
    hash  BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Whether the paper of a run came out of a printer; the last row counts, none means that it did.
CREATE TABLE mark (
    seq     INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL REFERENCES run (seq),
    printed INTEGER NOT NULL CHECK (printed IN (0, 1)),
    at      INTEGER NOT NULL,
    hash    BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX mark_by_run ON mark (run, seq);

-- NULL in the prints of schema 1.
ALTER TABLE print ADD COLUMN run INTEGER REFERENCES run (seq);
ALTER TABLE print ADD COLUMN shown TEXT; -- what stands on the paper, in the words of those who recorded it

CREATE INDEX print_by_run ON print (run);

-- Every run with its present mark.
CREATE VIEW made AS
SELECT run.seq, run.event, run.about, run.at, coalesce(mark.printed, 1) AS printed,
       row_number() OVER (PARTITION BY run.event ORDER BY run.seq) AS number
FROM run
LEFT JOIN mark ON mark.seq = (SELECT max(seq) FROM mark WHERE mark.run = run.seq);

CREATE TRIGGER run_stays    BEFORE UPDATE ON run  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER run_remains  BEFORE DELETE ON run  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mark_stays   BEFORE UPDATE ON mark BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER mark_remains BEFORE DELETE ON mark BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

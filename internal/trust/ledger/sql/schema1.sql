-- What was issued. Rows are written once and never changed.
CREATE TABLE issue (
    seq        INTEGER PRIMARY KEY,          -- place in the chain, shared by all three tables
    event      TEXT    NOT NULL CHECK (event <> ''),
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 255),
    attendee   TEXT    NOT NULL CHECK (attendee <> ''),
    version    INTEGER NOT NULL CHECK (version >= 1),
    number     BLOB    NOT NULL UNIQUE CHECK (length(number) = 10),
    replaces   BLOB    NOT NULL CHECK (length(replaces) IN (0, 10)),
    token      BLOB    NOT NULL CHECK (length(token) > 0),
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    list       INTEGER NOT NULL CHECK (list >= 0),
    slot       INTEGER NOT NULL CHECK (slot >= 0),
    key        BLOB    NOT NULL CHECK (length(key) = 8),
    at         INTEGER NOT NULL,             -- seconds since 1970-01-01 UTC
    facts      BLOB    NOT NULL CHECK (length(facts) = 32),
    name       TEXT    NOT NULL,
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),
    UNIQUE (event, kind, attendee, version),
    UNIQUE (list, slot)
) STRICT;

-- How the state of an issue changed; the last row counts, none means valid.
CREATE TABLE change (
    seq    INTEGER PRIMARY KEY,
    issue  INTEGER NOT NULL REFERENCES issue (seq),
    state  INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), -- as in the status list
    at     INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX change_by_issue ON change (issue, seq);

-- On which pages an issue was printed.
CREATE TABLE print (
    seq   INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES issue (seq),
    file  TEXT    NOT NULL CHECK (file <> ''),
    page  INTEGER NOT NULL CHECK (page >= 1),
    at    INTEGER NOT NULL,
    hash  BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX print_by_issue ON print (issue, seq);

-- The last link of the chain, so that a missing tail is noticed.
CREATE TABLE head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL,
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO head VALUES (1, 0, zeroblob(32));

-- Every issue with its present state.
CREATE VIEW entry AS
SELECT issue.*, coalesce(change.state, 0) AS state, coalesce(change.at, issue.at) AS since, coalesce(change.reason, '') AS reason
FROM issue
LEFT JOIN change ON change.seq = (SELECT max(seq) FROM change WHERE change.issue = issue.seq);

CREATE TRIGGER issue_stays   BEFORE UPDATE ON issue  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER issue_remains BEFORE DELETE ON issue  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER change_stays   BEFORE UPDATE ON change BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER change_remains BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER print_stays   BEFORE UPDATE ON print  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER print_remains BEFORE DELETE ON print  BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

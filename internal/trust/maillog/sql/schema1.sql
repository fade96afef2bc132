-- The letters of an event: one for each number that was or is to be sent.
CREATE TABLE letter (
    number  BLOB PRIMARY KEY CHECK (length(number) = 10),
    address BLOB NOT NULL CHECK (length(address) = 32), -- keyed hash of the address it goes to
    message TEXT NOT NULL CHECK (message <> '')         -- its Message-ID, without the brackets
) STRICT;

-- What happened to a letter, in order; the last row is its state.
CREATE TABLE step (
    seq    INTEGER PRIMARY KEY,
    number BLOB    NOT NULL REFERENCES letter (number) ON DELETE CASCADE,
    state  INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    code   INTEGER NOT NULL, -- reply code of SMTP; 0: none
    status TEXT    NOT NULL, -- enhanced status code, like 5.1.1; may be empty
    at     INTEGER NOT NULL  -- seconds since 1970-01-01 UTC
) STRICT;

CREATE INDEX step_by_number ON step (number, seq);
CREATE INDEX step_by_time ON step (state, at);

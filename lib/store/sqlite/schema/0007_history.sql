-- The history that every position belongs to. A store that goes on from an earlier state gets another id,
-- so that nobody takes a position of the one for a position of the other.
CREATE TABLE history (id TEXT NOT NULL) STRICT;

INSERT INTO history VALUES (lower(hex(randomblob(16))));

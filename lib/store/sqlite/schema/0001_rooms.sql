CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'client',
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE rooms (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  room TEXT NOT NULL REFERENCES rooms (id),
  account TEXT NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (room, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_by_account ON members (account);

-- The log. n is a stable rowid for what is indexed by it; event is JSON, and only notices have one.
CREATE TABLE messages (
  n INTEGER PRIMARY KEY,
  room TEXT NOT NULL REFERENCES rooms (id),
  seq INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES accounts (id),
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  event TEXT,
  at INTEGER NOT NULL,
  UNIQUE (room, seq),
  UNIQUE (author, id)
) STRICT;

CREATE INDEX messages_by_rev ON messages (room, rev);

INSERT INTO rooms (id, name, kind, created_at)
VALUES ('lobby', 'Lobby', 'public', CAST(strftime('%s', 'now') AS INTEGER) * 1000);

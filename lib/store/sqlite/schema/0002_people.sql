-- Who has a username_key can sign in. words is what an account is listed and searched by; deleted ones
-- have none.
ALTER TABLE accounts ADD COLUMN username TEXT;
ALTER TABLE accounts ADD COLUMN username_key TEXT;
ALTER TABLE accounts ADD COLUMN name_key TEXT;
ALTER TABLE accounts ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN password TEXT;
ALTER TABLE accounts ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN seen_at INTEGER;

UPDATE accounts SET words = ' ' || lower(name);

CREATE UNIQUE INDEX accounts_by_username_key ON accounts (username_key);
CREATE INDEX accounts_by_name_key ON accounts (name_key);
CREATE UNIQUE INDEX accounts_own_name_key ON accounts (name_key) WHERE username_key IS NOT NULL;
CREATE INDEX accounts_by_name ON accounts (name COLLATE NOCASE);
CREATE INDEX admins ON accounts (role) WHERE role = 'admin';

ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'device';
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;

UPDATE sessions SET id = lower(hex(randomblob(13))), seen_at = created_at;

CREATE UNIQUE INDEX sessions_by_id ON sessions (id);

CREATE TABLE refresh_tokens (
  hash TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session);

CREATE TABLE links (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  account TEXT REFERENCES accounts (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- account does not see other.
CREATE TABLE blocks (
  account TEXT NOT NULL REFERENCES accounts (id),
  other TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (account, other)
) STRICT, WITHOUT ROWID;

-- The columns that decide who is let in; when someone was last seen is not one of them.
CREATE TABLE sessions_revision (value INTEGER NOT NULL) STRICT;

INSERT INTO sessions_revision VALUES (1);

CREATE TRIGGER account_made AFTER INSERT ON accounts BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

CREATE TRIGGER account_changed AFTER UPDATE OF name, role, username, disabled ON accounts BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

CREATE TRIGGER session_made AFTER INSERT ON sessions BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

CREATE TRIGGER session_changed AFTER UPDATE OF account, expires_at ON sessions BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

CREATE TRIGGER session_ended AFTER DELETE ON sessions BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

ALTER TABLE rooms ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE rooms ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;

CREATE TABLE bans (
  room TEXT NOT NULL REFERENCES rooms (id),
  account TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (room, account)
) STRICT, WITHOUT ROWID;

-- A mute outlasts the membership, so that nobody ends it by leaving.
CREATE TABLE mutes (
  room TEXT NOT NULL REFERENCES rooms (id),
  account TEXT NOT NULL REFERENCES accounts (id),
  until INTEGER NOT NULL,
  PRIMARY KEY (room, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE invites (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  room TEXT NOT NULL REFERENCES rooms (id),
  made_by TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  uses INTEGER,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invites_by_room ON invites (room);

-- actor and target are accounts, but the actor may be the command line, too.
CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT,
  room TEXT,
  detail TEXT
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Only tombstones have a time here, and they have no content.
ALTER TABLE messages ADD COLUMN deleted_at INTEGER;

-- Notices were all about their authors.
UPDATE messages SET event = json_set(
  event,
  '$.people', json_array(json_object(
    'id', author,
    'name', (SELECT name FROM accounts WHERE accounts.id = author)
  )),
  '$.count', 1
)
WHERE event IS NOT NULL;

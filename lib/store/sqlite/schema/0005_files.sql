-- Files, from the announcement of their upload on. length is what was announced, size what is kept:
-- pictures lose their metadata. type, size and blob come when all is there; blob and thumb are SHA-256.
-- expires_at is for those that no message has.
CREATE TABLE files (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  claimed TEXT NOT NULL,
  length INTEGER NOT NULL,
  expires_at INTEGER,
  type TEXT,
  size INTEGER,
  blob TEXT,
  thumb TEXT,
  width INTEGER,
  height INTEGER,
  blur TEXT,
  message INTEGER REFERENCES messages (n)
) STRICT, WITHOUT ROWID;

CREATE INDEX files_by_account ON files (account, length, size);
CREATE INDEX files_by_message ON files (message) WHERE message IS NOT NULL;
CREATE INDEX files_by_expiry ON files (expires_at) WHERE message IS NULL;
CREATE INDEX files_by_blob ON files (blob) WHERE blob IS NOT NULL;
CREATE INDEX files_by_thumb ON files (thumb) WHERE thumb IS NOT NULL;

-- Blobs that a file has let go of, whatever removed it: what no other file has is to be deleted.
CREATE TABLE loose_blobs (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER file_removed AFTER DELETE ON files BEGIN
  INSERT OR IGNORE INTO loose_blobs SELECT OLD.blob WHERE OLD.blob IS NOT NULL;
  INSERT OR IGNORE INTO loose_blobs SELECT OLD.thumb WHERE OLD.thumb IS NOT NULL;
END;

-- What a message shows of its files, as JSON: [{id, name, type, size, …}].
ALTER TABLE messages ADD COLUMN files TEXT;

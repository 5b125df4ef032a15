-- What is shown of a message is in its row, so that a page is read from nothing else. JSON: quote is
-- {author, content}; replies {count, last, people}; reactions [{emoji, count, people}] in the order of
-- first use; mentions [account or "here"]. People are accounts; their names are looked up when read.
ALTER TABLE messages ADD COLUMN edited_at INTEGER;
ALTER TABLE messages ADD COLUMN reply INTEGER;
ALTER TABLE messages ADD COLUMN quote TEXT;
ALTER TABLE messages ADD COLUMN thread INTEGER;
ALTER TABLE messages ADD COLUMN replies TEXT;
ALTER TABLE messages ADD COLUMN reactions TEXT;
ALTER TABLE messages ADD COLUMN mentions TEXT;
ALTER TABLE messages ADD COLUMN pinned_at INTEGER;
ALTER TABLE messages ADD COLUMN pinned_by TEXT REFERENCES accounts (id);

CREATE INDEX messages_by_reply ON messages (room, reply, seq) WHERE reply IS NOT NULL;
CREATE INDEX messages_by_thread ON messages (room, thread, seq) WHERE thread IS NOT NULL;
CREATE INDEX messages_by_pin ON messages (room, pinned_at) WHERE pinned_at IS NOT NULL;

-- What may be unread, and what of it calls somebody. They hold every column that a count asks for, those
-- of their conditions included, so that it looks at no row.
CREATE INDEX messages_to_read ON messages (room, seq, author, thread, event, deleted_at)
WHERE event IS NULL AND deleted_at IS NULL AND thread IS NULL;
CREATE INDEX messages_that_mention ON messages (room, seq, author, thread, mentions)
WHERE mentions IS NOT NULL AND thread IS NULL;

-- What messages said before, and when they were made to say it.
CREATE TABLE edits (
  n INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages (n),
  content TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX edits_by_message ON edits (message);

-- n rises with every use of an emoji.
CREATE TABLE reactions (
  n INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages (n),
  emoji TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id),
  at INTEGER NOT NULL,
  UNIQUE (message, emoji, account)
) STRICT;

CREATE INDEX reactions_by_use ON reactions (message, emoji);
CREATE INDEX reactions_by_account ON reactions (account);
CREATE INDEX deleted_accounts ON accounts (id) WHERE deleted = 1;

CREATE TABLE saved (
  n INTEGER PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  message INTEGER NOT NULL REFERENCES messages (n),
  at INTEGER NOT NULL,
  UNIQUE (message, account)
) STRICT;

CREATE INDEX saved_by_account ON saved (account);

-- How far members have read: who comes in has read all that was said before.
CREATE TABLE reads (
  account TEXT NOT NULL REFERENCES accounts (id),
  room TEXT NOT NULL REFERENCES rooms (id),
  seq INTEGER NOT NULL,
  PRIMARY KEY (account, room)
) STRICT, WITHOUT ROWID;

INSERT INTO reads (account, room, seq)
SELECT account, room, rooms.seq FROM members JOIN rooms ON rooms.id = room;

CREATE TABLE thread_reads (
  account TEXT NOT NULL REFERENCES accounts (id),
  room TEXT NOT NULL REFERENCES rooms (id),
  root INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (account, room, root)
) STRICT, WITHOUT ROWID;

-- How much of a room somebody wants to be told of; outlasts the membership.
CREATE TABLE levels (
  account TEXT NOT NULL REFERENCES accounts (id),
  room TEXT NOT NULL REFERENCES rooms (id),
  level TEXT NOT NULL,
  PRIMARY KEY (account, room)
) STRICT, WITHOUT ROWID;

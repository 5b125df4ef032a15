-- A deleted room keeps its id and its counters, so that no other room ever goes on with them; its messages
-- go in steps.
ALTER TABLE rooms ADD COLUMN deleted_at INTEGER;
CREATE INDEX deleted_rooms ON rooms (id) WHERE deleted_at IS NOT NULL;

-- What follows messages by n learns of those that are gone, too, so that a change outlasts its message.
DROP TRIGGER message_changed;
ALTER TABLE message_changes RENAME TO message_changes_before;

CREATE TABLE message_changes (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL UNIQUE
) STRICT;

INSERT INTO message_changes (change, message) SELECT change, message FROM message_changes_before;
DROP TABLE message_changes_before;

CREATE TRIGGER message_changed AFTER UPDATE OF content ON messages WHEN OLD.event IS NULL BEGIN
  INSERT OR REPLACE INTO message_changes (message) VALUES (OLD.n);
END;

CREATE TRIGGER message_removed AFTER DELETE ON messages WHEN OLD.event IS NULL BEGIN
  INSERT OR REPLACE INTO message_changes (message) VALUES (OLD.n);
END;

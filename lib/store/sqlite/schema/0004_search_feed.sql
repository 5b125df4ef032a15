-- Which messages say something else than at first, in the order of these changes: for what follows
-- messages by n alone. A number is never used again, so that a change is never missed.
CREATE TABLE message_changes (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL UNIQUE REFERENCES messages (n)
) STRICT;

CREATE TRIGGER message_changed AFTER UPDATE OF content ON messages WHEN OLD.event IS NULL BEGIN
  INSERT OR REPLACE INTO message_changes (message) VALUES (OLD.n);
END;

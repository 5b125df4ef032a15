-- Use puts a session's end off; connections need to be checked only when one ends earlier.
DROP TRIGGER session_changed;

CREATE TRIGGER session_changed AFTER UPDATE OF account, expires_at ON sessions
WHEN NEW.account <> OLD.account OR NEW.expires_at < OLD.expires_at BEGIN
  UPDATE sessions_revision SET value = value + 1;
END;

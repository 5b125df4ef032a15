-- A token that the environment gave for the set-up works once ever.
CREATE TABLE setup_tokens (
  hash TEXT PRIMARY KEY,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Guests were let in by default wherever the server listened; those who relied on it keep it.
INSERT INTO settings (name, value)
SELECT 'guests', 'on'
WHERE EXISTS (
  SELECT 1 FROM accounts WHERE role = 'admin' AND NOT disabled AND username IS NOT NULL
)
ON CONFLICT (name) DO NOTHING;

-- A room is hidden for an account up to a seq; what is written after it brings the room back.
CREATE TABLE hidden_rooms (
  account TEXT NOT NULL,
  room TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (account, room)
) STRICT, WITHOUT ROWID;

-- Who is called in a thread is called in its room.
DROP INDEX messages_that_mention;
CREATE INDEX messages_that_mention ON messages (room, seq, author, thread, mentions)
WHERE mentions IS NOT NULL;

-- A deleted account has no name: clients say what it is. Its revision tells other processes that it is gone.
ALTER TABLE accounts ADD COLUMN deleted_revision INTEGER;

CREATE INDEX accounts_by_deletion ON accounts (deleted_revision) WHERE deleted_revision IS NOT NULL;

UPDATE accounts SET name = '', deleted_revision = 0 WHERE deleted = 1;

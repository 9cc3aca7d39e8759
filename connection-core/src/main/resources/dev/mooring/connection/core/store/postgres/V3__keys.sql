-- Keys in force. A row under a key that is not is refused by the reference, and such a key can not be removed under a row.
CREATE TABLE sealing_keys (
  id text COLLATE "C" PRIMARY KEY,
  number integer NOT NULL,
  sentinel text NOT NULL);

-- Ids of keys that were in force once, and never are again.
CREATE TABLE retired_keys (
  id text COLLATE "C" PRIMARY KEY);

ALTER TABLE connections
  ADD COLUMN key_id text COLLATE "C" REFERENCES sealing_keys (id),
  ADD COLUMN wrapped_key text;

-- An empty connection_id is the workspace: what is granted there holds for all its connections.
CREATE TABLE grants (
  workspace text COLLATE "C" NOT NULL,
  connection_id text COLLATE "C" NOT NULL,
  grantee_kind text COLLATE "C" NOT NULL,
  grantee text COLLATE "C" NOT NULL,
  privilege text COLLATE "C" NOT NULL,
  granted_by text NOT NULL,
  granted_at bigint NOT NULL,
  PRIMARY KEY (workspace, connection_id, grantee_kind, grantee, privilege));

CREATE INDEX grants_connection ON grants (connection_id);

ALTER TABLE audit
  ADD COLUMN name_key text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN outcome text NOT NULL DEFAULT 'DONE',
  ADD COLUMN repeats bigint NOT NULL DEFAULT 1,
  ADD COLUMN operation text NOT NULL DEFAULT '',
  ADD COLUMN scope_digest text NOT NULL DEFAULT '',
  ADD COLUMN session text NOT NULL DEFAULT '',
  ADD COLUMN request_id text NOT NULL DEFAULT '',
  ADD COLUMN expires_at bigint NOT NULL DEFAULT 0,
  ADD COLUMN detail text NOT NULL DEFAULT '';

UPDATE audit SET name_key = lower(name);

CREATE INDEX audit_time ON audit (workspace, at, seq);
CREATE INDEX audit_name ON audit (workspace, name_key, at, seq);
CREATE INDEX audit_connection ON audit (connection_id, at, seq);

-- Whoever may disable a trigger, the owner of the table, can remove what is old; the library never does.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only';
END $$;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

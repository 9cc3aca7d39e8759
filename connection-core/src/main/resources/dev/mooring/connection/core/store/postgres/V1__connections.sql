-- Names and keys compare byte by byte, as they do in SQLite, whatever the database's collation.
CREATE TABLE connections (
  id text COLLATE "C" PRIMARY KEY,
  workspace text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  category text NOT NULL,
  type text NOT NULL,
  listed_type text NOT NULL,
  cloud text NOT NULL,
  external_id text NOT NULL,
  enabled integer NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  creator text NOT NULL,
  created_at bigint NOT NULL,
  modified_at bigint NOT NULL,
  version bigint NOT NULL,
  comment text,
  tags text NOT NULL,
  warnings text NOT NULL,
  schema_version integer NOT NULL,
  properties text NOT NULL,
  secrets text NOT NULL,
  secret_revision bigint NOT NULL,
  reference_names text NOT NULL,
  CONSTRAINT connections_name UNIQUE (workspace, name_key));

CREATE TABLE dependents (
  connection_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  owner_id text COLLATE "C" NOT NULL,
  UNIQUE (connection_id, kind, name, owner_id));

CREATE INDEX dependents_owner ON dependents (owner_id);

-- seq is given when a row is written; xact tells what a reader who had a certain snapshot could not see yet.
CREATE TABLE audit (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
  is_change integer NOT NULL DEFAULT 1,
  at bigint NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  workspace text COLLATE "C" NOT NULL,
  connection_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL);

CREATE INDEX audit_changes ON audit (xact) WHERE is_change = 1;

-- Every node hears of a change when it is committed; a payload has less than 8000 bytes, and none says that anything changed.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  payload text := json_build_array(NEW.workspace, NEW.name)::text;
BEGIN
  PERFORM pg_notify('mooring_' || TG_RELID, CASE WHEN octet_length(payload) < 8000 THEN payload ELSE '' END);
  RETURN NULL;
END
$$;

CREATE TRIGGER audit_announces AFTER INSERT ON audit
  FOR EACH ROW WHEN (NEW.is_change = 1) EXECUTE FUNCTION announce_change();

CREATE TABLE settings (
  name text COLLATE "C" PRIMARY KEY,
  value text NOT NULL);

CREATE TABLE leases (
  connection_id text COLLATE "C" PRIMARY KEY,
  holder text NOT NULL,
  until bigint NOT NULL,
  secret_revision bigint NOT NULL);

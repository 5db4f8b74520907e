#!/bin/sh
# Makes the two roles and their database, as docs/postgresql.md has them; PostgreSQL's image runs it once, over an empty volume.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --set owner="$OWNER_PASSWORD" --set nodes="$NODES_PASSWORD" --username postgres <<'SQL'
CREATE ROLE preferences_owner LOGIN PASSWORD :'owner';
CREATE ROLE preferences LOGIN PASSWORD :'nodes';
CREATE DATABASE preferences OWNER preferences_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT, TEMPORARY ON DATABASE preferences FROM PUBLIC;
GRANT CONNECT ON DATABASE preferences TO preferences;
\connect preferences
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO preferences;
ALTER DEFAULT PRIVILEGES FOR ROLE preferences_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO preferences;
ALTER DEFAULT PRIVILEGES FOR ROLE preferences_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO preferences;
SQL

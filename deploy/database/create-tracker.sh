#!/bin/sh
# The product owns its database and nothing else: a superuser would pass every wall inside it.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$TRACKER_PASSWORD" --username postgres --dbname postgres <<'SQL'
create role tracker login nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
create database tracker owner tracker;
revoke all on database tracker from public;
SQL

-- The three roles and the database, once for each PostgreSQL server. Run by a superuser with psql 15 or newer (eng/db, docker-compose.yml);
-- the passwords come from the environment, so that they stand in no argument list.
\set ON_ERROR_STOP on
\getenv owner_password MEDINSURE_OWNER_PASSWORD
\getenv app_password MEDINSURE_APP_PASSWORD
\getenv backup_password MEDINSURE_BACKUP_PASSWORD

-- Owns the database and migrates it; the programs never use it.
create role medinsure_owner login password :'owner_password' nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
-- The programs: owns nothing, row-level security binds it.
create role medinsure_app login password :'app_password' nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
-- pg_dump must read every bureau's rows.
create role medinsure_backup login password :'backup_password' nosuperuser nocreatedb nocreaterole bypassrls;
grant pg_read_all_data to medinsure_backup;

create database medinsure owner medinsure_owner encoding 'UTF8' template template0;
revoke all on database medinsure from public;
-- Imports copy into a temporary table first: COPY into a table with row-level security is refused.
grant connect, temporary on database medinsure to medinsure_app;
grant connect on database medinsure to medinsure_backup;

\connect medinsure
alter schema public owner to medinsure_owner;
revoke create on schema public from public;

-- Whose rows a connection sees. The settings are text and read '' after the pool's reset, hence nullif.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'medinsure_app') THEN
    RAISE EXCEPTION '数据库角色 medinsure_app 不存在。请先由数据库管理员创建：CREATE ROLE medinsure_app LOGIN NOINHERIT';
  END IF;
END
$$;

CREATE SCHEMA app;

CREATE FUNCTION app.tid() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::int;

CREATE FUNCTION app.uid() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::bigint;

GRANT USAGE ON SCHEMA app, public TO medinsure_app;

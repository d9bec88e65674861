// Drafts for tests of the editor, without the way through the other pages.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './harness.mjs';

/** A draft of a bureau's policy administrator, as 新建版本 makes one, in the place of the one that is open. */
export function makeDraft(app, code, text) {
  const db = (...sql) => execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-At', '-q', ...sql.flatMap(one => ['-c', one])]).toString().trim().split('\n').at(-1);
  const hash = `encode(sha256(convert_to($$${text}$$, 'UTF8')), 'hex')`;
  return db(
    `SELECT set_config('app.tenant_id', t.id::text, false), set_config('app.user_id', u.id::text, false) FROM tenant t JOIN app_user u ON u.tenant_id = t.id AND u.user_name = 'zhengce' WHERE t.code = '${code}'`,
    `DELETE FROM policy_version WHERE tenant_id = current_setting('app.tenant_id')::int AND state = 'Draft'`,
    `INSERT INTO policy_version (tenant_id, funding_year, version_number, title, state, text, text_sha256, content_hash, author_id, created_at)
     SELECT current_setting('app.tenant_id')::int, 2020, 1 + (SELECT max(version_number) FROM policy_version WHERE tenant_id = current_setting('app.tenant_id')::int AND funding_year = 2020),
       '草稿', 'Draft', $$${text}$$, ${hash}, ${hash}, current_setting('app.user_id')::bigint, now() RETURNING id`);
}

// Persons of 兰州 in the database, sealed here and not by the program: the same key, derived and used as docs/adr/0013 says.
import { execFileSync } from 'node:child_process';
import { createCipheriv, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './harness.mjs';
import { sheetXml } from './xlsx.mjs';

const lanzhou = 5;
const families = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const given = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰'];
const counties = ['620102', '620103', '620104', '620105', '620111', '620121', '620122', '620123', '620171'];
const categories = ['registered-poor', 'rural-subsistence-2', 'orphan', 'extreme-poverty'];

/** A number that the test makes: born one day after the other, sequence 000. */
export function numberOf(person) {
  const day = new Date(Date.UTC(1950, 0, 1 + person)).toISOString().slice(0, 10).replaceAll('-', '');
  const first = `620123${day}000`;
  const sum = [...first].reduce((so, digit) => (so + Number(digit)) * 2 % 11, 0);
  const check = (12 - sum) % 11;
  return first + (check === 10 ? 'X' : check);
}

export const nameOf = person => families[person % families.length] + given[Math.floor(person / families.length) % given.length] + (person % 3 ? given[person % given.length] : '');

function sealer(state) {
  const key = Buffer.from(readFileSync(join(state, 'data-key'), 'utf8').trim(), 'base64');
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), Buffer.from(`medinsure identity ${lanzhou}`), 32));
  return number => {
    const block = Buffer.alloc(16);
    block.writeBigUInt64BE(BigInt(number.slice(0, 17)));
    const cipher = createCipheriv('aes-256-ecb', own, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]).toString('hex');
  };
}

/** One committed roster for November 2020: person n lives in county n % 9 and holds category n % 4; every seventh left before December. */
export function plantPeople(app, count) {
  const seal = sealer(app.state);
  const month = 2020 * 12 + 10;
  const columns = 'tenant_id, authority, kind, month, regions, file_name, sha256, length, rows, ok, failed, state, made_by, made_at, committed_by, committed_at, based_on';
  const rows = [...Array(count).keys()].map(n => `(${n + 1}, decode('${seal(numberOf(n))}', 'hex'), '${nameOf(n)}', '${counties[n % 9]}', '${n % 9 < 5 ? '东岗街道' : '青石乡'}', '${n % 5 ? `${n % 5}村` : ''}', date '1950-01-01' + ${n}, '${categories[n % 4]}', ${n % 7 === 0})`);
  const sql = `
    SET session_replication_role = replica;
    WITH made AS (SELECT id FROM app_user WHERE tenant_id = ${lanzhou} AND user_name = 'jingban'),
    november AS (INSERT INTO roster_batch (${columns}) SELECT ${lanzhou}, '民政部门', 'Full', ${month}, '{}', '名单.csv', repeat('0', 64), 1, ${count}, ${count}, 0, 'Committed', id, now(), id, now(), NULL FROM made RETURNING *),
    december AS (INSERT INTO roster_batch (${columns}) SELECT ${lanzhou}, '民政部门', 'Full', ${month} + 1, '{}', '名单.csv', repeat('1', 64), 1, ${count}, ${count}, 0, 'Committed', made_by, now(), made_by, now(), id FROM november RETURNING id),
    row (n, sealed, name, region, town, village, born, category, has_left) AS (VALUES ${rows.join(',\n')}),
    person AS (
      INSERT INTO person (tenant_id, id_number, name, region_code, town, village, born) SELECT ${lanzhou}, sealed, name, region, town, village, born FROM row ORDER BY n RETURNING id, id_number)
    INSERT INTO membership (tenant_id, person_id, category, authority, from_month, until_month, identified, is_new, added_by, cancelled_by)
    SELECT ${lanzhou}, person.id, row.category, '民政部门', ${month} - row.n % 20, CASE WHEN row.has_left THEN ${month} END, date '2020-11-01' - (row.n % 20) * interval '1 month', row.n % 20 < 10,
           (SELECT id FROM november), CASE WHEN row.has_left THEN (SELECT id FROM december) END
    FROM row JOIN person ON person.id_number = row.sealed;
    INSERT INTO contribution (tenant_id, batch_id, id_number, name, coverage_year, amount_fen, paid_on) SELECT ${lanzhou}, 1, id_number, name, 2021, 28000, '2020-11-20' FROM person WHERE born = '1950-01-01';
    INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
      SELECT ${lanzhou}, 999999, 1, id, 2021, 'OnBehalf', 26000, 28000, region_code, 1, 'Paid', 1, '2020-12-20 04:00Z' FROM person WHERE born = '1950-01-01';
    SET session_replication_role = origin;
    ANALYZE person, membership;`;
  execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-v', 'ON_ERROR_STOP=1', '-q', '-1', '-f', '-'], { input: sql, stdio: ['pipe', 'ignore', 'inherit'] });
}

/** One value of the database. */
export function ask(app, sql) {
  return execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-A', '-t', '-c', sql], { encoding: 'utf8' }).trim();
}

/** Rows of a sheet whose cells follow each other without references. */
export function rowsOf(file) {
  return [...sheetXml(file).matchAll(/<row>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c(?: [^>]*?)?(?:\/>|>(.*?)<\/c>)/gs)].map(([, cell = '']) => /<(?:v|t)(?: [^>]*)?>(.*?)<\/(?:v|t)>/s.exec(cell)?.[1] ?? ''));
}

// 资助认定: without a roster, a run with figures that the test adds up itself, one person explained, a second run compared, a proposed top-up decided.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, root, shot, signIn, sizes, startApp } from './harness.mjs';
import { ask, nameOf, plantPeople } from './people-data.mjs';

const lanzhou = '兰州市医疗保障局';
const people = 180;
/** What the notices give: 兰医保〔2020〕142号 二 on a contribution of 280. */
const amounts = [100, 200, 280, 280];
const inDecember = [...Array(people).keys()].filter(n => n % 7 !== 0);
const yuan = amount => amount.toLocaleString('en-US', { minimumFractionDigits: 2 });
let app;
before(async () => {
  app = await startApp();
});

async function enter(t, user, options = {}) {
  const page = await openPage(t, app, options);
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau: lanzhou, user });
  await socket;
  return page;
}

async function open(page, address, content) {
  await page.goto(address);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator(content).first().waitFor();
}

async function lookAt(page, name) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name);
}

/** Starts a run for the month that is proposed and waits for its figures. */
async function run(page) {
  await open(page, 'entitlements?year=2020', '.page-actions button');
  await page.locator('.page-actions').getByRole('button', { name: '发起认定' }).click();
  const dialog = page.getByRole('dialog', { name: '发起资助认定' });
  await dialog.getByText('2021 年度待遇').waitFor();
  assert.equal(await dialog.getByLabel('名单月份').inputValue(), '2020-12');
  await lookAt(page, 'entitlements-start');
  await dialog.getByRole('button', { name: '发起认定' }).click();
  await page.waitForURL(/entitlements\/\d+/);
  await page.locator('table.entitlement-sums').waitFor();
  return Number(/entitlements\/(\d+)/.exec(page.url())[1]);
}

test('without a roster the page says what comes first', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'entitlements?year=2020', '.empty-state');
  await page.getByText('还没有已入库的资助对象名单。').waitFor();
  await lookAt(page, 'entitlements-empty');
  plantPeople(app, people);
  // Nobody was paid before the first run.
  execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-v', 'ON_ERROR_STOP=1', '-q', '-c', 'SET session_replication_role = replica; DELETE FROM payment_item'], { stdio: ['ignore', 'ignore', 'inherit'] });
});

test('a run says who is entitled to what, and why', async t => {
  const page = await enter(t, 'jingban');
  const id = await run(page);
  const total = page.locator('table.entitlement-sums tr.total td');
  const sum = inDecember.reduce((so, n) => so + amounts[n % 4], 0);
  assert.equal(await total.nth(0).innerText(), String(inDecember.length));
  assert.equal(await total.nth(2).innerText(), yuan(sum));
  const chengguan = inDecember.filter(n => n % 9 === 0);
  const first = page.locator('table.entitlement-sums tr.subtotal').first().locator('td.n');
  assert.deepEqual([await first.nth(0).innerText(), await first.nth(2).innerText()], [String(chengguan.length), yuan(chengguan.reduce((so, n) => so + amounts[n % 4], 0))]);
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await lookAt(page, `entitlements-sums-${size.width}`);
  }

  await page.getByRole('tab', { name: '人员' }).click();
  await page.waitForURL(/tab=persons/);
  await page.locator('table.entitled tbody tr').first().waitFor();
  assert.equal(await page.locator('table.entitled tbody tr').count(), 50);
  assert.doesNotMatch(await page.locator('main').innerText(), /\d{17}/, 'no full number on the page');
  await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: '榆中县' });
  await page.waitForURL(/county=620123/);
  await page.getByLabel('适用身份', { exact: true }).selectOption({ label: '孤儿' });
  await page.waitForURL(/category=orphan/);
  const orphans = inDecember.filter(n => n % 9 === 7 && n % 4 === 2);
  await page.waitForFunction(count => document.querySelectorAll('table.entitled tbody tr').length === count, orphans.length);
  await lookAt(page, 'entitlements-persons');
  await page.getByRole('button', { name: nameOf(orphans[0]), exact: true }).first().click();
  const drawer = page.locator('.drawer');
  await drawer.getByText('按“孤儿”资助 280.00 元，代缴。').waitFor();
  await drawer.getByText('兰医保〔2020〕142号').first().waitFor();
  await drawer.getByText('不以系统中有没有参保缴费记录为条件').waitFor();
  await lookAt(page, 'entitlements-explained');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: '依据与核对' }).click();
  await page.getByRole('button', { name: '重新计算并比对' }).click();
  await page.getByText('重新计算的结果与保存的结果一致。').waitFor();
  await lookAt(page, 'entitlements-basis');
  assert.equal(ask(app, `SELECT due_fen FROM entitlement_run WHERE id = ${id}`), String(sum * 100));
});

test('a second run is compared with the first, and what it proposes is decided', async t => {
  // The orphan with the lowest number moves; another one was paid 100 so far.
  const orphans = ask(app, "SELECT string_agg(m.person_id::text, ',' ORDER BY m.person_id) FROM membership m WHERE m.category = 'orphan' AND m.until_month IS NULL").split(',');
  execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-v', 'ON_ERROR_STOP=1', '-q', '-1', '-f', '-'], { input: `
    SET session_replication_role = replica;
    UPDATE person SET region_code = CASE region_code WHEN '620102' THEN '620103' ELSE '620102' END WHERE id = ${orphans[0]};
    INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
    SELECT 5, 1, 1, ${orphans[1]}, 2021, 'OnBehalf', 10000, 28000, '620123', 1, 'Paid', id, now() FROM app_user WHERE tenant_id = 5 AND user_name = 'jingban';`, stdio: ['pipe', 'ignore', 'inherit'] });
  const page = await enter(t, 'jingban');
  await run(page);
  await page.getByRole('tab', { name: '与上次比较' }).click();
  await page.locator('table.entitlement-compared').waitFor();
  const total = page.locator('table.entitlement-compared tr.total td');
  assert.deepEqual([await total.nth(4).innerText(), await total.nth(5).innerText(), await total.nth(10).innerText(), await total.nth(11).innerText(), await total.nth(12).innerText()], ['2', '0.00', '1', '100.00', '0.00']);
  await lookAt(page, 'entitlements-compared');

  await page.getByRole('link', { name: '待决定 1 人' }).click();
  await page.waitForURL(/state=TopUp/);
  await page.locator('table.entitled tbody tr').first().waitFor();
  await page.locator('table.entitled tbody .button-link').click();
  const drawer = page.locator('.drawer');
  await drawer.getByText('建议补差 180.00 元').waitFor();
  assert.equal(await drawer.locator('.explained-amount strong').innerText(), '180.00 元', 'the figure beside 建议补差 is what is proposed');
  await drawer.getByRole('button', { name: '维持不变' }).click();
  await drawer.getByText('请写明理由').waitFor();
  await lookAt(page, 'entitlements-decide');
  await drawer.getByRole('button', { name: '决定补差' }).click();
  await drawer.getByText(/^补差 180\.00 元/).waitFor(); // and not 建议补差, which stood there before
  await page.getByText('待决定 1 人').waitFor({ state: 'detached' });
  assert.equal(ask(app, 'SELECT kind || amount_fen FROM entitlement_decision'), 'Pay18000');

  await open(page, 'entitlements?year=2020', 'table.entitlement-runs');
  assert.equal(await page.locator('table.entitlement-runs tbody tr').count(), 2);
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await lookAt(page, `entitlements-list-${size.width}`);
  }
});

test('from the head of a run each kind that waits for a decision is reached', async t => {
  const poor = ask(app, "SELECT min(person_id) FROM membership WHERE category = 'registered-poor' AND until_month IS NULL");
  execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-v', 'ON_ERROR_STOP=1', '-q', '-1', '-f', '-'], { input: `
    SET session_replication_role = replica;
    INSERT INTO payment_item (tenant_id, batch_id, number, person_id, coverage_year, mode, amount_fen, contribution_fen, region_code, run_id, state, changed_by, changed_at)
    SELECT 5, 1, 2, ${poor}, 2021, 'Card', 20000, 28000, '620123', 1, 'Paid', id, now() FROM app_user WHERE tenant_id = 5 AND user_name = 'jingban';`, stdio: ['pipe', 'ignore', 'inherit'] });
  const page = await enter(t, 'jingban');
  await run(page);
  await page.getByText('待决定 1 人：建议补差、需人工确认').waitFor();
  await page.locator('.run-facts').getByRole('link', { name: '需人工确认' }).click();
  await page.waitForURL(/state=Confirm/);
  await page.locator('table.entitled tbody tr').first().waitFor();
  assert.equal(await page.locator('table.entitled tbody tr').count(), 1);
  await page.locator('table.entitled tbody .button-link').click();
  await page.locator('.drawer .explained-amount strong').waitFor();
  assert.equal(await page.locator('.drawer .explained-amount').innerText().then(text => text.replace(/[^\p{Script=Han}\d. ]/gu, '').trim()), '需人工确认多 100.00 元');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '依据与核对' }).click();
  await page.getByRole('link', { name: /^名单批次 / }).waitFor();
  await lookAt(page, 'entitlements-ground');
});

test('a late answer about the persons of a run does not stand under the filter that was chosen after it', async t => {
  const page = await enter(t, 'jingban');
  const run = ask(app, 'SELECT max(id) FROM entitlement_run');
  await open(page, `entitlements/${run}?year=2020&tab=persons`, 'table.entitled tbody tr');
  // The database answers the next question two seconds late, and those after it at once.
  ask(app, `CREATE SEQUENCE app.late; GRANT USAGE ON SEQUENCE app.late TO medinsure_app;
    CREATE FUNCTION app.late() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF nextval('app.late') = 1 THEN PERFORM pg_sleep(2); END IF; RETURN true; END $$;
    CREATE POLICY late ON entitlement AS RESTRICTIVE FOR SELECT USING ((SELECT app.late()))`);
  await page.getByRole('button', { name: '下一页' }).click();
  await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: '榆中县' });
  const expected = inDecember.filter(n => n % 9 === 7).length;
  await page.waitForFunction(count => document.querySelectorAll('table.entitled tbody tr').length === count, expected);
  await new Promise(resolve => setTimeout(resolve, 3000));
  assert.equal(await page.locator('table.entitled tbody tr').count(), expected);
  assert.match(await page.locator('.entitled-pages').innerText(), /第 1 页/);
  assert.ok(Number(ask(app, 'SELECT last_value FROM app.late')) > 1, 'asked more than once');
  ask(app, 'DROP POLICY late ON entitlement; DROP FUNCTION app.late(); DROP SEQUENCE app.late');
});

test('auditors have no such page', async t => {
  const page = await enter(t, 'shenji');
  assert.equal(await page.getByRole('link', { name: '资助认定' }).count(), 0);
});

// 名单 that are long: 入库 and 撤销入库 go on in the background. Here every batch of more than a hundred changes is long, and the bureau's turn at its rosters is held for as long as the test looks.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root, startApp } from './harness.mjs';
import { civilAffairs, rowsOf } from './invented-people.mjs';
import { button, enter as enterOf, file, inBothSizes, open, state, upload } from './roster-steps.mjs';

const people = civilAffairs(300);
let app;
before(async () => { app = await startApp({ env: { MEDINSURE_ROSTER_WAIT_CHANGES: '100' } }); });

const enter = (t, user) => enterOf(t, app, user);
const badge = page => page.locator('.roster-facts .state-badge');

/** Whoever writes rosters of 兰州 waits until the answer is called. */
async function holdTurn(t) {
  const psql = spawn(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-Atq'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(psql, 'exit');
  const release = async () => {
    psql.stdin.end();
    await ended;
  };
  t.after(release);
  psql.stdin.write("SELECT 'held' FROM pg_advisory_lock(hashtext('roster'), 5);\n");
  await once(psql.stdout, 'data');
  return release;
}

async function uploaded(page, month, name, rows) {
  await upload(page, month, '民政部门', file(name, rowsOf(rows).rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  return page.url();
}

async function press(page) {
  await button(page, '确认入库').click();
  const dialog = page.getByRole('dialog', { name: '确认入库' });
  await dialog.getByText('变更较多，确认后在后台入库').waitFor();
  await dialog.getByRole('button', { name: '确认入库' }).click();
}

test('a long roster is confirmed, the tab is closed, and it is found committed', async t => {
  const clerk = await enter(t, 'jingban');
  const address = await uploaded(clerk, '2020-11', '民政11月.csv', people);
  const reviewer = await enter(t, 'fuhe');
  await open(reviewer, address, '.roster-facts');
  await button(reviewer, '确认入库').waitFor();

  const release = await holdTurn(t);
  await press(clerk);
  await clerk.getByText('已确认，300 条变更正在后台入库，可以关闭本页。').waitFor();
  await state(clerk, '正在入库');
  await clerk.locator('.job').getByText('正在入库').waitFor();
  await button(clerk, '取消处理').waitFor();
  for (const name of ['确认入库', '重新比对', '取消这一批']) assert.equal(await button(clerk, name).count(), 0, name);
  await inBothSizes(clerk, 'roster-committing');

  // A colleague who still has the button before him.
  await button(reviewer, '确认入库').click();
  const dialog = reviewer.getByRole('dialog', { name: '确认入库' });
  await dialog.getByRole('button', { name: '确认入库' }).click();
  await dialog.getByText('演示经办 已确认，这批名单正在后台入库，请等它结束后再办理。').waitFor();
  assert.ok(await dialog.getByRole('button', { name: '确认入库' }).isDisabled(), 'not offered again');
  await inBothSizes(reviewer, 'roster-committing-second');
  await reviewer.keyboard.press('Escape');
  await state(reviewer, '正在入库');
  assert.equal(await button(reviewer, '取消处理').count(), 0, 'only the person who confirmed');
  await reviewer.getByText(/上传 演示经办 .*；确认入库（正在后台办理） 演示经办 /).waitFor();

  await open(reviewer, 'rosters?year=2020', 'table.rosters tbody tr');
  await reviewer.locator('table.rosters .state-badge', { hasText: '正在入库' }).waitFor();
  await inBothSizes(reviewer, 'rosters-committing');
  await open(clerk, 'inbox', 'main');
  assert.equal(await clerk.getByRole('link', { name: '核对名单并入库' }).count(), 0, 'nothing is left to do');

  await clerk.close();
  await release();
  const again = await enter(t, 'jingban');
  await open(again, address, '.roster-facts');
  await state(again, '已入库');
  await again.getByText(/上传 演示经办 .*；确认入库 演示经办 /).waitFor();
});

test('cancelled, the batch is what it was and says so; confirmed again, the open page tells the end', async t => {
  const clerk = await enter(t, 'jingban');
  await uploaded(clerk, '2020-12', '民政12月.csv', [...people, ...civilAffairs(450).slice(300)]);
  const release = await holdTurn(t);
  await press(clerk);
  await button(clerk, '取消处理').click();
  await clerk.getByText('确认入库没有完成：').waitFor();
  await clerk.getByText('已按要求取消。').waitFor();
  await state(clerk, '待入库');
  await inBothSizes(clerk, 'roster-commit-cancelled');
  await release();
  await press(clerk);
  await clerk.getByText('名单已入库：新增 150、变更 0、取消 0、恢复 0 条。').waitFor();
  await state(clerk, '已入库');
});

test('a long roster is undone in the background, and the run that rests on it says so', async t => {
  const clerk = await enter(t, 'jingban');
  await open(clerk, 'entitlements?year=2020', '.page-actions button');
  await clerk.locator('.page-actions').getByRole('button', { name: '发起认定' }).click();
  await clerk.getByRole('dialog', { name: '发起资助认定' }).getByRole('button', { name: '发起认定' }).click();
  await clerk.locator('table.entitlement-sums').waitFor();
  const run = clerk.url();

  await open(clerk, 'rosters?year=2020', 'table.rosters tbody tr');
  await clerk.locator('table.rosters tbody tr', { hasText: '民政12月' }).getByRole('link').click();
  await state(clerk, '已入库');
  const release = await holdTurn(t);
  await button(clerk, '撤销入库').click();
  const undo = clerk.getByRole('dialog', { name: '撤销入库' });
  await undo.getByText('条数较多，确认后在后台撤销').waitFor();
  await undo.getByLabel('撤销理由（必填）').fill('部门重新报送。');
  await undo.locator('button:enabled', { hasText: '撤销入库' }).click();
  await state(clerk, '正在撤销入库');
  await button(clerk, '取消处理').waitFor();
  await inBothSizes(clerk, 'roster-undoing');

  const other = await enter(t, 'fuhe');
  await open(other, run, 'table.entitlement-sums');
  await other.getByText(/这次认定之后，民政部门2020年12月全量名单（第 \d+ 批）正在撤销入库。请等它办完、刷新本页后，再看是否需要重新认定。/).waitFor();
  await inBothSizes(other, 'entitlement-roster-undoing');
  await release();
  await clerk.getByText('已撤销入库，人员台账恢复到入库之前。').waitFor();
  await state(clerk, '已撤销入库');
  assert.equal(await badge(clerk).count(), 1);
});

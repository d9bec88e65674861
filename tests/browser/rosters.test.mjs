// 名单: a clerk uploads a roster with errors, takes the annotated file, mends it and commits it; next month's loses so many that a second person has to look; undone it is
// as if it had never been. The counts are worked out here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { follow, startApp } from './harness.mjs';
import { civilAffairs, counties, povertyOffice, rowsOf } from './invented-people.mjs';
import { ask } from './people-data.mjs';
import { button, cells, commit, enter as enterOf, file, inBothSizes, lookAt, open, state, upload } from './roster-steps.mjs';

const people = civilAffairs(1200);
let app;
before(async () => { app = await startApp(); });

const enter = (t, user, options) => enterOf(t, app, user, options);

test('before the first roster the page says what to do, to the clerk and to others', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'rosters?year=2020', '.roster-upload');
  await page.getByText('2020 年还没有上传过名单。').waitFor();
  await inBothSizes(page, 'rosters-empty');
  assert.match(await page.getByRole('link', { name: '下载模板' }).getAttribute('href'), /month=2020-12/);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载模板' }).click();
  assert.match((await download).suggestedFilename(), /^兰州市医疗保障局2020年12月参保资助对象名单（全量）\.xlsx$/);

  const reviewer = await enter(t, 'fuhe');
  await open(reviewer, 'rosters?year=2020', '.empty-state');
  await reviewer.getByText('名单由经办岗位上传').waitFor();
  assert.equal(await reviewer.locator('.roster-upload').count(), 0);
});

test('a roster with errors comes back explained, is mended, previewed and committed', async t => {
  const page = await enter(t, 'jingban');
  const { rows, wrong } = rowsOf(people, 12);
  await upload(page, '2020-11', '民政部门', file('民政11月.csv', rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await page.getByText(`共 1,200 行，通过 ${(1200 - wrong.size).toLocaleString('en')} 行，错误 ${wrong.size} 行`).waitFor();
  await page.getByText('不能判断这些行是谁').waitFor();
  await page.getByRole('tab', { name: `错误行（${wrong.size}）` }).click();
  await page.locator('table.roster-faults tbody tr').nth(wrong.size - 1).waitFor();
  const faults = await page.locator('table.roster-faults tbody tr').evaluateAll(all => all.map(row => [...row.cells].map(cell => cell.innerText)));
  assert.deepEqual(faults.map(([row, column]) => `${row} ${column}`), [...wrong].map(([n, column]) => `${n + 2} ${column}`));
  await inBothSizes(page, 'roster-faults');

  const download = page.waitForEvent('download');
  await button(page, '下载错误说明').click();
  const back = await download;
  assert.equal(back.suggestedFilename(), '民政11月（错误说明）.csv');
  const lines = readFileSync(await back.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, 1201);
  assert.match(lines[0], /错误说明$/);
  const explained = lines.flatMap((line, n) => /[。]$|"$/.test(line) && n > 0 ? [n - 1] : []);
  assert.deepEqual(explained, [...wrong.keys()]);

  await upload(page, '2020-11', '民政部门', file('民政11月（改正）.csv', rowsOf(people).rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await page.getByRole('tab', { name: '变更明细（1,200）' }).waitFor();
  const total = await cells(page.locator('table.roster-counts tr.total'));
  assert.deepEqual(total.slice(2), ['0', '1,200', '0', '0', '0', '1,200', '+1,200']);
  for (const county of counties) {
    const expected = people.filter(person => person.county === county).length;
    const line = await cells(page.locator('table.roster-counts tr.subtotal', { hasText: county }));
    assert.equal(line[3], expected.toLocaleString('en'), county);
  }
  await inBothSizes(page, 'roster-counts');

  const orphans = people.filter(person => person.county === '榆中县' && person.identity === '孤儿').length;
  await page.locator('table.roster-counts tbody tr', { hasText: '榆中县' }).filter({ hasText: '孤儿' }).getByRole('link').first().click();
  await page.getByText(`共 ${orphans} 条，第 1 / 1 页`).waitFor();
  assert.match(await page.locator('table.roster-changes tbody tr').first().innerText(), /\d{4}\*{10}\d{3}[\dX]/);
  assert.doesNotMatch(await page.locator('main').innerText(), /\d{17}/, 'no full number on the page');
  await inBothSizes(page, 'roster-changes');
  await page.getByRole('combobox', { name: '县（市、区）' }).selectOption('');
  await page.getByRole('combobox', { name: '身份类别' }).selectOption('');
  await page.getByText('共 1,200 条，第 1 / 24 页').waitFor();
  await button(page, '下一页').click();
  await page.getByText('共 1,200 条，第 2 / 24 页').waitFor();

  await commit(page, 'roster-commit');
  await page.getByText(/确认入库 .* 20\d\d-/).waitFor();

  await upload(page, '2020-11', '民政部门', file('民政11月（改正）.csv', rowsOf(people).rows));
  await page.getByText(/完全相同的文件已由 .* 上传，就是这一批（第 \d+ 批，已入库）。没有重复接收，数据没有变化。/).waitFor();
  assert.equal(await page.getByLabel('名单月份').inputValue(), '2020-11', 'what was chosen stays chosen');
  await lookAt(page, 'rosters-same');
  await page.getByRole('link', { name: '查看这一批' }).click();
  await state(page, '已入库');
});

test('an answer that comes late does not stand under the filter that was chosen after it', async t => {
  const page = await enter(t, 'jingban');
  const orphans = people.filter(person => person.identity === '孤儿').length;
  await open(page, 'rosters?year=2020', 'table.rosters tbody tr');
  await follow(page.locator('table.rosters tbody tr', { hasText: '民政11月（改正）' }).getByRole('link'), page.getByRole('tab', { name: '变更明细（1,200）' }));
  await page.getByRole('tab', { name: '变更明细（1,200）' }).click();
  await page.getByText('共 1,200 条').waitFor();
  // The database answers the next question two seconds late, and those after it at once.
  ask(app, `CREATE SEQUENCE app.late; GRANT USAGE ON SEQUENCE app.late TO medinsure_app;
    CREATE FUNCTION app.late() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF nextval('app.late') = 1 THEN PERFORM pg_sleep(2); END IF; RETURN true; END $$;
    CREATE POLICY late ON roster_change AS RESTRICTIVE FOR SELECT USING ((SELECT app.late()))`);
  await page.getByRole('combobox', { name: '县（市、区）' }).selectOption({ label: '榆中县' });
  await page.waitForURL(/county=/);
  await page.getByRole('combobox', { name: '身份类别' }).selectOption({ label: '孤儿' });
  await page.getByRole('combobox', { name: '县（市、区）' }).selectOption('');
  await page.getByText(`共 ${orphans} 条`).waitFor();
  assert.ok(Number(ask(app, 'SELECT last_value FROM app.late')) > 1, 'asked more than once');
  await new Promise(resolve => setTimeout(resolve, 3000));
  assert.match(await page.locator('.page-turner').innerText(), new RegExp(`^共 ${orphans} 条`));
  ask(app, 'DROP POLICY late ON roster_change; DROP FUNCTION app.late(); DROP SEQUENCE app.late');
});

test('another authority has some of the same people, and they are listed', async t => {
  const page = await enter(t, 'jingban');
  const poor = povertyOffice(people, 80);
  await upload(page, '2020-11', '扶贫部门', file('扶贫11月.csv', rowsOf(poor).rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await page.getByRole('tab', { name: '与其他部门重复' }).click();
  await page.getByText('共 120 条，第 1 / 3 页').waitFor();
  await page.locator('table.roster-changes tbody tr').first().getByText('民政部门：').waitFor();
  await inBothSizes(page, 'roster-others');
  await page.getByRole('tab', { name: '与其他县（市、区）重复' }).click();
  await page.getByText('没有发现这样的重复。').waitFor();
  await commit(page);
});

test('a roster that lost too many waits for a second person, and is undone', async t => {
  const clerk = await enter(t, 'jingban');
  const december = people.slice(0, 1020).map((person, n) => n === 7 ? { ...person, county: person.county === '榆中县' ? '城关区' : '榆中县' } : person);
  await upload(clerk, '2020-12', '民政部门', file('民政12月.csv', rowsOf(december).rows));
  await clerk.waitForURL(/rosters\/\d+\?/);
  const address = clerk.url();
  await state(clerk, '待第二人确认');
  await clerk.getByText('将取消 180 条身份，占原有 1,200 条的 15.0%，超过 10%（内部口径）').waitFor();
  await clerk.getByText('请通知同事在“待办”中办理').waitFor();
  assert.equal(await button(clerk, '确认入库').count(), 0, 'who uploaded does not confirm');
  await inBothSizes(clerk, 'roster-awaiting');

  const reviewer = await enter(t, 'fuhe');
  await open(reviewer, 'inbox', 'main table');
  await follow(reviewer.getByRole('link', { name: '第二人确认名单' }), reviewer.locator('.roster-facts .state-badge', { hasText: '待第二人确认' }));
  await reviewer.getByRole('tab', { name: '与其他县（市、区）重复' }).click();
  await reviewer.getByText('共 1 条').waitFor();
  await reviewer.getByText('行政区划：').waitFor();
  await commit(reviewer, 'roster-second');
  await reviewer.getByText(/上传 .*；第二人确认并入库 /).waitFor();

  // November is under December now: its batch cannot be taken back, and the one that nobody committed can only be given up.
  await open(clerk, 'inbox', 'main table');
  await lookAt(clerk, 'roster-late-task');
  await follow(clerk.getByRole('link', { name: '取消不能再入库的名单' }), clerk.getByText('不再需要的，请取消这一批。'));
  await inBothSizes(clerk, 'roster-late');
  await open(clerk, 'rosters?year=2020', 'table.rosters tbody tr');
  await follow(clerk.locator('table.rosters tbody tr', { hasText: '民政11月（改正）' }).getByRole('link'), clerk.getByText('请先撤销最近的一批'));
  assert.equal(await button(clerk, '撤销入库').count(), 0, 'not offered where it cannot be done');
  await inBothSizes(clerk, 'roster-held');
  await open(clerk, 'entitlements?year=2020', '.page-actions button');
  await clerk.locator('.page-actions').getByRole('button', { name: '发起认定' }).click();
  await clerk.getByRole('dialog', { name: '发起资助认定' }).getByRole('button', { name: '发起认定' }).click();
  await clerk.locator('table.entitlement-sums').waitFor();
  const run = clerk.url();
  assert.equal(await clerk.getByText('这次认定之后').count(), 0);

  await open(clerk, address, '.roster-facts');
  await state(clerk, '已入库');
  await button(clerk, '撤销入库').click();
  const undo = clerk.getByRole('dialog', { name: '撤销入库' });
  assert.ok(await undo.getByRole('button', { name: '撤销入库' }).isDisabled(), 'without a reason it is not undone');
  await undo.getByLabel('撤销理由（必填）').fill('部门重新报送。');
  await undo.locator('button:enabled', { hasText: '撤销入库' }).click();
  await state(clerk, '已撤销入库');
  await clerk.getByText(/^须第二人确认的原因：将取消 180 条身份/).waitFor(); // it was taken in, and then taken back
  await clerk.getByText('新增 0、变更 1、取消 180、恢复 0 条；在册身份由 1,200 条变为 1,020 条').waitFor();
  await lookAt(clerk, 'roster-undone');
  await open(clerk, run, 'table.entitlement-sums');
  await clerk.getByText(/这次认定之后，所依据的民政部门2020年12月全量名单（第 \d+ 批）已撤销入库，认定结果与现有名单可能不一致。请按2020年11月名单重新认定，再安排资助支付。/).waitFor();
  await inBothSizes(clerk, 'entitlement-outdated');
  await open(clerk, 'rosters?year=2020', 'table.rosters tbody tr');
  assert.deepEqual((await clerk.locator('table.rosters tbody tr .state-badge').allInnerTexts()).map(text => text.replace(/[^\p{Script=Han}]/gu, '')), ['已撤销入库', '已入库', '已入库', '待入库']);
  await inBothSizes(clerk, 'rosters');
});

test('an old workbook ends in a sentence, and a batch is given up', async t => {
  const page = await enter(t, 'jingban');
  await upload(page, '2020-12', '民政部门', { name: '名单.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]) });
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '整件退回');
  await page.getByText('文件不是可以读取的 .xlsx、.xls 或 CSV 表格，或者已经损坏。').waitFor();
  await inBothSizes(page, 'roster-refused');

  await upload(page, '2020-12', '民政部门', file('增量.csv', rowsOf(people.slice(0, 3)).rows), { kind: 'Increment' });
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '整件退回');
  await page.getByText('缺少列：变更情况。').waitFor();

  await upload(page, '2020-12', '民政部门', file('再来.csv', rowsOf(people).rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await button(page, '取消这一批').click();
  await page.getByRole('dialog', { name: '取消这一批名单' }).getByRole('button', { name: '取消这一批' }).click();
  await state(page, '已取消');
});

test('the policy administrator sets the rate of the second look, and sees no batches', async t => {
  const author = await enter(t, 'zhengce');
  await author.getByRole('link', { name: '名单', exact: true }).click();
  await author.getByText('本机构没有另行设定，按系统默认比例。').waitFor();
  assert.equal(await author.locator('table.rosters').count(), 0);
  await inBothSizes(author, 'second-look');
  await button(author, '修改比例').click();
  const dialog = author.getByRole('dialog', { name: '修改第二人确认比例' });
  await dialog.getByLabel('比例（%）').fill('60');
  assert.ok(await button(dialog, '保存').isDisabled(), 'not without a reason');
  await dialog.getByLabel('理由（必填）').fill('局务会 12 月纪要。');
  await dialog.locator('button:enabled', { hasText: '保存' }).click();
  await dialog.getByText('比例请填 1 到 50 之间的数').first().waitFor();
  await inBothSizes(author, 'second-look-refused');
  await dialog.getByLabel('比例（%）').fill('12.5');
  await dialog.locator('button:enabled', { hasText: '保存' }).click();
  await author.getByText(/由 演示政策 于 .* 设定，理由：局务会 12 月纪要。/).waitFor();

  const clerk = await enter(t, 'jingban');
  await open(clerk, 'rosters?year=2020', '.second-look');
  await clerk.locator('.second-look').getByText('12.5%').waitFor();
  const [said, list] = await Promise.all([clerk.locator('.second-look').boundingBox(), clerk.locator('table.rosters').boundingBox()]);
  assert.ok(said.y < list.y, 'above the list, where it is read before a roster goes up');
  assert.equal(await button(clerk, '修改比例').count(), 0);
  await inBothSizes(clerk, 'rosters-with-rate');
  await upload(clerk, '2020-12', '民政部门', file('民政12月末.csv', rowsOf(people.slice(0, 1060)).rows));
  await clerk.waitForURL(/rosters\/\d+\?/);
  await state(clerk, '待入库'); // 140 of 1,200 are 11.7 %
  await clerk.getByText(/取消超过现有的 12.5%.*12.5% 由 演示政策 于 .* 设定/).waitFor();
  await inBothSizes(clerk, 'roster-own-rate');
});

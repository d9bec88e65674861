// 资助对象, the whole way: a roster of 20,000 with errors is mended and committed, the next one loses so many that a second person confirms it, the run says who is entitled
// to what, a batch is sent, the tax office's file comes in, and a mismatch is cleared. Every figure is worked out in invented-people.mjs, with nothing of the application.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { startApp } from './harness.mjs';
import { civilAffairs, counties, entitlements, header, povertyOffice, rowsOf, totals } from './invented-people.mjs';
import { button, cells, commit, enter as enterOf, file, lookAt, open, state, upload } from './roster-steps.mjs';

const count = 20_000;
const people = civilAffairs(count);
const poor = povertyOffice(people, 1_500);
const december = people.filter((_, n) => n % 7 !== 3); // every seventh is no longer there
const entitled = entitlements(december, poor);
const whole = number => number.toLocaleString('en-US');
const yuan = number => number.toLocaleString('en-US', { minimumFractionDigits: 2 });
const figures = text => text.replace(/[^\d.]/g, '');
let app;
before(async () => { app = await startApp(); });

const enter = (t, user) => enterOf(t, app, user);

test('20,000 people come in: the file with errors goes back explained, is mended and committed', async t => {
  const page = await enter(t, 'jingban');
  const { rows, wrong } = rowsOf(people, 200);
  await upload(page, '2020-11', '民政部门', file('民政11月.csv', rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await page.getByText(`共 ${whole(count)} 行，通过 ${whole(count - wrong.size)} 行，错误 ${wrong.size} 行`).waitFor();
  const coming = page.waitForEvent('download');
  await button(page, '下载错误说明').click();
  const explained = readFileSync(await (await coming).path(), 'utf8').trim().split('\r\n');
  const faulty = explained.slice(1).flatMap((line, n) => line.split(',').slice(header.length).join('').trim() ? [n] : []);
  assert.deepEqual(faulty, [...wrong.keys()], 'exactly the wrong rows are explained');

  // Mended in the annotated file itself: the wrong rows are put right, what it says about them may stay.
  const right = rowsOf(people).rows;
  const mended = explained.map((line, n) => n > 0 && wrong.has(n - 1) ? `${right[n - 1].join(',')},` : line);
  await upload(page, '2020-11', '民政部门', { name: '民政11月（改正）.csv', mimeType: 'text/csv', buffer: Buffer.from(`${mended.join('\r\n')}\r\n`, 'utf8') });
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  const total = await cells(page.locator('table.roster-counts tr.total'));
  assert.deepEqual(total.slice(2).map(text => text.trim()), ['0', whole(count), '0', '0', '0', whole(count), `+${whole(count)}`]);
  for (const county of counties) {
    const expected = people.filter(person => person.county === county).length;
    assert.equal((await cells(page.locator('table.roster-counts tr.subtotal', { hasText: county })))[3], whole(expected), county);
  }
  await commit(page);

  await upload(page, '2020-11', '扶贫部门', file('扶贫11月.csv', rowsOf(poor).rows));
  await page.waitForURL(/rosters\/\d+\?/);
  await state(page, '待入库');
  await commit(page);
});

test('the next month lost a seventh, and a second person confirms it', async t => {
  const clerk = await enter(t, 'jingban');
  await upload(clerk, '2020-12', '民政部门', file('民政12月.csv', rowsOf(december).rows));
  await clerk.waitForURL(/rosters\/\d+\?/);
  const address = clerk.url();
  await state(clerk, '待第二人确认');
  await clerk.getByText(`将取消 ${whole(count - december.length)} 条身份，占原有 ${whole(count)} 条的`).waitFor();
  const second = await enter(t, 'fuhe');
  await open(second, address, '.roster-facts');
  await commit(second);
});

test('the run says who is entitled to what, county by county', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'entitlements?year=2020', '.page-actions button');
  await page.locator('.page-actions').getByRole('button', { name: '发起认定' }).click();
  const dialog = page.getByRole('dialog', { name: '发起资助认定' });
  await dialog.getByText('2021 年度待遇').waitFor();
  assert.equal(await dialog.getByLabel('名单月份').inputValue(), '2020-12');
  await dialog.getByRole('button', { name: '发起认定' }).click();
  await page.waitForURL(/entitlements\/\d+/);
  await page.locator('table.entitlement-sums').waitFor({ timeout: 60_000 });
  const total = await page.locator('table.entitlement-sums tr.total td').allInnerTexts();
  assert.deepEqual([total[0], total[2]], [whole(entitled.size), yuan([...entitled.values()].reduce((sum, person) => sum + person.yuan, 0))]);
  const byCounty = totals(entitled, person => person.county);
  assert.deepEqual(await page.locator('table.entitlement-sums th[scope="rowgroup"]').allInnerTexts(), counties);
  for (const [n, county] of counties.entries()) {
    const line = await page.locator('table.entitlement-sums tr.subtotal').nth(n).locator('td.n').allInnerTexts();
    assert.deepEqual([line[0], line[2]], [whole(byCounty.get(county).people), yuan(byCounty.get(county).yuan)], county);
  }
  await lookAt(page, 'subsidised-run');
});

// 资助对象, the whole way: a roster of 20,000 with errors is mended and committed, the next one loses so many that a second person confirms it, the run says who is entitled
// to what, a batch is sent, the tax office's file comes in, and a mismatch is cleared. Every figure is worked out in invented-people.mjs, with nothing of the application.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { startApp } from './harness.mjs';
import { civilAffairs, counties, entitlements, header, povertyOffice, rowsOf, totals } from './invented-people.mjs';
import { button, cells, commit, enter as enterOf, file, inBothSizes, lookAt, open, state, upload } from './roster-steps.mjs';

const count = 20_000;
const people = civilAffairs(count);
const poor = povertyOffice(people, 1_500);
const december = people.filter((_, n) => n % 7 !== 3); // every seventh is no longer there
const entitled = entitlements(december, poor);
const whole = number => number.toLocaleString('en-US');
const yuan = number => number.toLocaleString('en-US', { minimumFractionDigits: 2 });
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
  await page.locator('table.entitlement-sums').waitFor({ timeout: 180_000 });
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

const county = '榆中县';
const here = [...entitled.values()].filter(person => person.county === county);
const onBehalf = here.filter(person => person.way === '代缴');
const toCard = here.filter(person => person.way === '一卡通');
/** The tax office's file: nine of ten of those who pay themselves; of those who are paid for, all but three. */
const payers = toCard.filter((_, n) => n % 10 !== 5);
const contributions = [...payers, ...onBehalf.slice(3)];
const sumOf = list => list.reduce((sum, person) => sum + person.yuan, 0);

/** Makes a batch of the county for December and says what the program says it holds. */
async function plan(page, mode) {
  await open(page, 'payments?year=2020', '.page-actions button');
  await button(page, '编制支付批次').click();
  const dialog = page.getByRole('dialog', { name: '编制支付批次' });
  const trial = dialog.locator('table tbody tr');
  await dialog.locator('.plan-trial').waitFor();
  for (const [label, value] of [['支付方式', { value: mode }], ['待遇年度', { label: '2021 年度' }], ['支付月份', { value: '2020-12' }], ['县（市、区）', { label: county }]]) {
    await dialog.getByLabel(label).selectOption(value);
  }
  await page.waitForFunction(name => {
    const rows = document.querySelectorAll('dialog[open] table tbody tr');
    return rows.length === 1 && rows[0].innerText.includes(name);
  }, county);
  // Of the county alone, and not of an earlier choice: nobody of another county is left out of it.
  const left = mode === 'Card' ? new RegExp(`尚无本年度缴费记录 ${whole(toCard.length - payers.length)} 人`) : /将编制 1 个批次/;
  await dialog.locator('.plan-trial', { hasText: left }).waitFor();
  const [, people, total] = await cells(trial);
  await lookAt(page, `subsidised-plan-${mode}`);
  await dialog.getByRole('button', { name: '编制', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  return [people, total];
}

/** Another person sends the newest planned batch and books that all of it was paid. */
async function sendAndBook(page) {
  await open(page, 'payments?year=2020&state=Planned', 'main table tbody tr');
  await page.locator('main table tbody tr th a').first().click();
  await button(page, '送出').click();
  await page.getByRole('dialog', { name: '送出支付批次' }).getByRole('button', { name: '送出' }).click();
  await button(page, '其余全部支付成功').click();
  await page.getByRole('dialog', { name: '登记支付成功' }).getByRole('button', { name: '全部支付成功' }).click();
  await page.locator('.state-badge', { hasText: '已支付' }).first().waitFor();
}

test('a batch on behalf is planned by one and sent by another, who may not be the same', async t => {
  const clerk = await enter(t, 'jingban');
  assert.deepEqual(await plan(clerk, 'OnBehalf'), [whole(onBehalf.length), yuan(sumOf(onBehalf))]);
  await clerk.locator('main table tbody tr th a').first().click();
  await clerk.locator('.facts').waitFor();
  assert.equal(await button(clerk, '送出').count(), 0, 'who planned it does not send it');
  await sendAndBook(await enter(t, 'fuhe'));
});

test('the tax office\'s file comes in, and who paid himself gets his subsidy to the card', async t => {
  const clerk = await enter(t, 'jingban');
  await open(clerk, 'contributions?year=2020', '.file-upload button:enabled');
  await clerk.getByLabel('待遇年度').selectOption({ label: '2021 年度' });
  await clerk.locator('form[action*="coverage=2021"]').waitFor();
  const lines = contributions.map(person => [person.name, person.number, '280', '2020-12-10'].join(','));
  await clerk.getByLabel('缴费文件', { exact: true }).setInputFiles({ name: '税务12月.csv', mimeType: 'text/csv', buffer: Buffer.from(`姓名,身份证号码,缴费金额,缴费时间\r\n${lines.join('\r\n')}\r\n`, 'utf8') });
  await button(clerk, '上传并校验').click();
  await clerk.waitForURL(/contributions\/\d+/);
  await clerk.locator('.facts .state-badge', { hasText: '待入库' }).waitFor({ timeout: 180_000 });
  await clerk.getByText(`${yuan(contributions.length * 280)} 元`).waitFor();
  await inBothSizes(clerk, 'subsidised-contributions');
  await button(clerk, '确认入库').click();
  await clerk.getByRole('dialog').getByRole('button', { name: '确认入库' }).click();
  await clerk.locator('.facts .state-badge', { hasText: '已入库' }).waitFor();
  assert.deepEqual(await plan(clerk, 'Card'), [whole(payers.length), yuan(sumOf(payers))], 'nobody who has not paid');
  await sendAndBook(await enter(t, 'caiwu'));
});

test('the three-way match names who was paid for without being enrolled, and one is cleared with a reason', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'matches?year=2020&coverage=2021', '.page-actions button');
  await button(page, '开始比对').click();
  const row = page.locator('main table tbody tr', { has: page.getByRole('rowheader', { name: county, exact: true }) }).first();
  await row.waitFor({ timeout: 180_000 });
  await row.getByRole('button', { name: `${county} 已资助未参保 待处理 3 条` }).click();
  await page.waitForURL(/kind=SubsidisedNotEnrolled/);
  const first = onBehalf.slice(0, 3).map(person => person.name).sort();
  const names = page.locator('table[class*="grid"] tbody tr:has(.identity-number) th');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr:has(.identity-number)').length === 3);
  assert.deepEqual((await names.allInnerTexts()).sort(), first);
  await inBothSizes(page, 'subsidised-match');
  await page.getByRole('button', { name: /^处理 / }).first().click();
  const dialog = page.getByRole('dialog', { name: '处理比对问题' });
  assert.ok(await dialog.getByRole('button', { name: '保存处理结果' }).isDisabled(), 'not without a reason');
  await dialog.getByLabel('处理结果').selectOption({ label: '核实无误' });
  await dialog.getByLabel('理由').fill('税务系统中已参保，明细随下月文件补报。');
  await dialog.getByRole('button', { name: '保存处理结果' }).click();
  await page.getByRole('button', { name: `${county} 已资助未参保 待处理 2 条` }).waitFor();
  await button(page, '开始比对').click();
  await page.getByText(/^比对完成，.*其中新发现 0 条/).waitFor(); // the counts stood there before
  await page.getByRole('button', { name: `${county} 已资助未参保 待处理 2 条` }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr:has(.identity-number)').length === 2);

  // Somebody who has died is noted with the basis, and the next match names him.
  const gone = payers[0];
  await button(page, '死亡信息').click();
  const drawer = page.locator('.drawer');
  await drawer.getByLabel('身份证号码', { exact: true }).fill(gone.number);
  await drawer.getByLabel('死亡日期', { exact: true }).fill('2020-11-30');
  await drawer.getByLabel('依据', { exact: true }).fill('县民政局11月死亡人员名单。');
  await inBothSizes(page, 'subsidised-deaths');
  await drawer.getByRole('button', { name: '登记', exact: true }).click();
  await drawer.getByText(gone.name).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await button(page, '开始比对').click();
  await page.getByRole('button', { name: `${county} 已死亡 待处理 1 条` }).waitFor();
});

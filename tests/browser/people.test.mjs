// 人员台账: found by name, county and state, by number without the number going anywhere, shown with identities, and the full number for a reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes, startApp } from './harness.mjs';
import { ask, nameOf, numberOf, plantPeople, rowsOf } from './people-data.mjs';

const lanzhou = '兰州市医疗保障局';
const people = 180;
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

const rows = page => page.locator('table.people tbody tr');
const subtitle = (page, text) => page.locator('.page-header p', { hasText: text }).waitFor();

test('without a roster the page says what comes first', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'people?year=2020', '.empty-state');
  await page.getByText('名单入库后，人员显示在这里。').waitFor();
  await lookAt(page, 'people-empty');
  plantPeople(app, people);
});

for (const [name, size] of Object.entries(sizes)) {
  test(`persons are listed, filtered and turned page by page, ${name}`, async t => {
    const page = await enter(t, 'jingban', { size });
    await open(page, 'people?year=2020', 'table.people tbody tr');
    await subtitle(page, '180 人');
    assert.equal(await rows(page).count(), 50);
    assert.match(await rows(page).first().innerText(), /\d{4}\*{10}\d{3}[\dX]/);
    assert.doesNotMatch(await page.locator('main').innerText(), /\d{17}/, 'no full number on the page');
    await lookAt(page, 'people');

    const first = await rows(page).first().innerText();
    await page.getByRole('button', { name: '下一页' }).click();
    await page.getByText('第 2 页').waitFor();
    assert.notEqual(await rows(page).first().innerText(), first);
    await page.getByRole('button', { name: '上一页' }).click();
    await page.getByText('第 1 页').waitFor();
    assert.equal(await rows(page).first().innerText(), first);

    await page.getByLabel('姓名').fill('王');
    await page.getByLabel('姓名').press('Enter');
    await page.waitForURL(/q=/);
    await subtitle(page, '9 人');
    assert.ok((await rows(page).locator('th').allInnerTexts()).every(one => one.startsWith('王')));
    await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: '榆中县' });
    await subtitle(page, '1 人');
    await page.getByRole('link', { name: '清除条件' }).click();
    await subtitle(page, '180 人');
    await page.getByLabel('状态', { exact: true }).selectOption({ label: '已取消' });
    await subtitle(page, '26 人');
    await page.getByLabel('身份类别', { exact: true }).selectOption({ label: '孤儿' });
    await page.waitForURL(/category=orphan/);
    await page.getByLabel('月份').fill('2020-11');
    await page.getByLabel('月份').press('Tab');
    await page.waitForURL(/month=2020-11/);
    await page.getByText('没有符合条件的人员。').waitFor();
    await lookAt(page, 'people-none');
    await page.getByLabel('月份').fill('2020年11月');
    await page.getByLabel('月份').press('Tab');
    await page.getByText('请把月份写成“2020-11”的样子').waitFor();
    await page.locator('.page-header p', { hasText: '人' }).waitFor({ state: 'detached' });
    assert.equal(await rows(page).count(), 0, 'not everybody');
    await lookAt(page, 'people-month');
  });
}

test('by the whole number one person is found, and the number stands in no address and no record', async t => {
  const page = await enter(t, 'jingban');
  await open(page, 'people?year=2020', 'table.people tbody tr');
  const field = page.getByRole('textbox', { name: '身份证号码' });
  await field.fill(numberOf(40).slice(0, 12));
  await field.press('Enter');
  await page.getByText('身份证号码应为 18 位').waitFor();
  await field.fill(numberOf(999));
  await field.press('Enter');
  await page.getByText('没有这个身份证号码的人员。').waitFor();
  await field.fill(numberOf(40));
  await field.press('Enter');
  await page.getByRole('heading', { level: 1, name: nameOf(40), exact: true }).waitFor();
  assert.match(page.url(), /people\/\d+\?year=2020$/);
  assert.equal(ask(app, `SELECT count(*) FROM audit_entry WHERE act = 'FindPersonByNumber'`), '2');
  assert.equal(ask(app, `SELECT count(*) FROM audit_entry WHERE act LIKE '%Person%' AND detail::text || subject ~ '[0-9]{12}'`), '0');
});

for (const [name, size] of Object.entries(sizes)) {
  test(`a person's page shows identities, and the full number for a reason, ${name}`, async t => {
    const page = await enter(t, 'caiwu', { size });
    await open(page, 'people?year=2020&state=ended', 'table.people tbody tr');
    await page.getByRole('link', { name: nameOf(0), exact: true }).first().click();
    await page.locator('table.identities tbody tr').waitFor();
    const identity = await page.locator('table.identities tbody tr').innerText();
    assert.match(identity, /农村建档立卡贫困人口\s+民政部门\s+○?\s*已取消\s+2020-10-01\s+2020-10\s+2020-11\s+2020年11月全量名单\s+2020年12月全量名单/);
    assert.match(await page.getByRole('region', { name: /^缴费/ }).innerText(), /2021\s+280\.00\s+2020-11-20/);
    assert.match(await page.getByRole('region', { name: /^资助支付/ }).innerText(), /2021\s+代缴\s+260\.00\s+已支付\s+2020-12-20/);
    await page.getByText('还没有对这个人做过资助认定。').waitFor();
    await lookAt(page, 'person');

    await page.getByRole('button', { name: '查看完整号码' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('事由（必填）').waitFor();
    assert.ok(await dialog.getByRole('button', { name: '查看', exact: true }).isDisabled());
    await dialog.getByLabel('事由（必填）').fill(`核对 ${numberOf(0)}`);
    await dialog.getByRole('button', { name: '查看', exact: true }).click();
    await dialog.getByText('事由中不要写身份证号码').waitFor();
    await lookAt(page, 'person-reason');
    await dialog.getByLabel('事由（必填）').fill('与税务部门核对缴费');
    await dialog.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(numberOf(0)).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await lookAt(page, 'person-number');
    await page.getByRole('button', { name: '隐藏' }).click();
    await page.getByText(numberOf(0)).waitFor({ state: 'hidden' });
    assert.match(ask(app, `SELECT detail FROM audit_entry WHERE act = 'UnmaskPerson' ORDER BY sequence DESC LIMIT 1`), /与税务部门核对缴费/);
  });
}

test('the ledger of a month is made in the background and handed to its maker', async t => {
  const page = await enter(t, 'jingban', { acceptDownloads: true });
  await open(page, 'people?year=2020', 'table.people tbody tr');
  await page.getByRole('link', { name: '导出台账' }).click();
  await page.getByText('还没有导出过台账。').waitFor();
  await lookAt(page, 'ledgers-empty');
  await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: '榆中县' });
  await page.getByLabel(/完整身份证号码/).check();
  await page.getByLabel('事由（必填）').fill('送税务部门核对缴费');
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.getByText('正在导出').or(page.getByRole('button', { name: /^下载/ })).first().waitFor();
  const save = page.getByRole('button', { name: /^下载/ });
  await save.waitFor({ timeout: 180_000 });
  await lookAt(page, 'ledgers');
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  assert.equal(download.suggestedFilename(), '专项台账2020年12月.xlsx');
  const rows = rowsOf(readFileSync(await download.path()));
  assert.deepEqual(rows[0], ['序号', '纳入时间', '取消时间', '变更情况', '镇街', '村居', '姓名', '身份证号码', '身份', '是否参保', '缴费金额', '缴费时间', '是否符合资助', '资助身份', '资助方式', '资助金额', '备注']);
  const expected = [...Array(people).keys()].filter(n => n % 9 === 7);
  assert.deepEqual(rows.slice(1).map(row => row[7]).sort(), expected.map(numberOf).sort());
  assert.deepEqual(rows.slice(1).filter(row => row[3] === '取消').map(row => row[7]).sort(), expected.filter(n => n % 7 === 0).map(numberOf).sort());
  assert.equal(ask(app, `SELECT count(*) FROM audit_entry WHERE act IN ('AskLedger', 'ExportLedger', 'DownloadLedger')`), '3');
});

test('a reviewer sees persons and no full number; an auditor sees none', async t => {
  const page = await enter(t, 'fuhe');
  await open(page, 'people?year=2020', 'table.people tbody tr');
  await rows(page).first().getByRole('link').click();
  await page.locator('table.identities').waitFor();
  assert.equal(await page.getByRole('button', { name: '查看完整号码' }).count(), 0);
  await open(page, 'people/999999?year=2020', '.empty-state');
  await page.getByText('没有找到这个人员').waitFor();
});

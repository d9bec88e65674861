// 工作台, 政策依据, 测算口径, 待办: what the finance officers of the five bureaus read of their notices.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

async function enter(t, bureau, size = sizes.office) {
  const page = await openPage(t, app, { size });
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau, user: 'caiwu' });
  await socket;
  return page;
}

async function open(page, address, content) {
  const socket = page.waitForEvent('websocket');
  await page.goto(address);
  await socket;
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('main .busy').waitFor({ state: 'detached' });
  await page.locator(content).first().waitFor();
}

async function lookAt(page, name) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name);
}

/** The cells of a county's row in 测算口径. */
async function splitOf(page, county) {
  const row = page.locator('table tbody tr', { has: page.locator('th', { hasText: county }) }).first();
  return (await row.locator('th, td').allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
}

const policyText = page => page.locator('main').innerText();

/** Waits until the page says it: the first picture comes before the circuit, which then reads anew. */
const reads = (page, pattern) => page.waitForFunction(([source]) => new RegExp(source).test(document.querySelector('main').innerText), [pattern.source]);

test('兰州: 工作台 says the year, the headcounts and that 280 buys 2021', async t => {
  const page = await enter(t, '兰州市医疗保障局');
  await open(page, '?year=2020', '.panel-grid');
  await reads(page, /个人缴费 280 元，对应2021年度待遇（不是2020年度）/);
  const text = await policyText(page);
  assert.match(text, /9 \/ 9/);
  assert.match(text, /2021-03-31/, '预拨到位 by the end of March of the next year');
  await lookAt(page, 'overview-lanzhou');
});

test('兰州: 200 and 100 keep 甘肃\'s floors, and what cannot be compared says so', async t => {
  const page = await enter(t, '兰州市医疗保障局', sizes.wide);
  await open(page, 'policies?year=2020', '.policy-lines');
  await reads(page, /市级:县级 = 6:4/);
  await lookAt(page, 'policies-lanzhou');
  await page.getByRole('tab', { name: /上级约束核对/ }).click();
  await page.getByRole('columnheader', { name: '约束' }).waitFor();
  const rows = await page.locator('tbody tr').evaluateAll(all => all.map(row => ({ name: row.querySelector('th').textContent, text: row.innerText })));
  const about = (category, requirement) => rows.filter(row => row.name.includes(category) && row.text.includes(requirement)).map(row => row.text);
  assert.ok(about('农村低保二类', '不低于 100.00 元').every(row => /(^|\s)符合/.test(row) && !row.includes('不符合“')));
  assert.equal(about('农村低保二类', '不低于 100.00 元').length, 1);
  assert.equal(about('建档立卡', '不低于 100.00 元').length, 1);
  assert.ok(about('农村低保二类', '不得高于原标准').every(row => row.includes('无法判定')));
  await lookAt(page, 'policies-lanzhou-bounds');
});

test('兰州: nine units, divided 6:4, 5:5 and 4:6', async t => {
  const page = await enter(t, '兰州市医疗保障局');
  await open(page, 'split?year=2020', 'tbody tr');
  assert.equal(await page.locator('tbody tr').count(), 9);
  for (const [county, city, own] of [['榆中县', '8.16', '5.44'], ['兰州新区', '8.16', '5.44'], ['红古区', '6.80', '6.80'], ['城关区', '5.44', '8.16']]) {
    const cells = await splitOf(page, county);
    assert.ok(cells[4].includes(`中央 440.00，省级 96.40，市级 ${city}，县级 ${own}`), cells.join(' | '));
    assert.ok(cells[5].includes('已确定'));
  }
});

test('甘肃: nine cells of the annex, two rows for a county that may be among the 18, and what 兰州 filed', async t => {
  const page = await enter(t, '甘肃省医疗保障局');
  await open(page, 'split?year=2020', 'tbody tr');
  await lookAt(page, 'split-gansu');
  const tianzhu = await splitOf(page, '天祝藏族自治县');
  assert.ok(tianzhu[4].includes('中央 440.00，省级 100.00，市县合计 10.00') && tianzhu[5].includes('市县待分'), tianzhu.join(' | '));
  const possible = await splitOf(page, '秦安县');
  assert.ok(possible[4].includes('若属于“18个深度贫困县”：中央 440.00，省级 100.00，市县合计 10.00'), possible.join(' | '));
  assert.ok(possible[4].includes('若不属于“18个深度贫困县”：中央 440.00，省级 97.60，市县合计 12.40'));
  assert.ok(possible[5].includes('依据待补'));
  const filed = await splitOf(page, '城关区');
  assert.ok(filed[4].includes('中央 440.00，省级 96.40，市县合计 13.60') && filed[6].includes('市级 5.44，县级 8.16') && filed[6].includes('兰医保〔2020〕142号'), filed.join(' | '));
  assert.ok((await splitOf(page, '永昌县'))[6].includes('依据未备案'), '金昌 has filed nothing');
  await page.getByLabel('查找').fill('临夏');
  await page.getByLabel('查找').press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 8);
});

test('河南: both possibilities and never one guessed; the window is a gap', async t => {
  const page = await enter(t, '河南省医疗保障局');
  await open(page, 'split?year=2020', 'tbody tr');
  const cells = await splitOf(page, '沈丘县');
  assert.ok(cells[4].includes('中央 440.00，省市县合计 110.00') && cells[4].includes('中央 330.00，省市县合计 220.00'), cells.join(' | '));
  assert.ok(cells[5].includes('依据待补') && !cells[5].includes('已确定'));
  await open(page, 'policies?year=2020', '.policy-lines');
  await reads(page, /征缴期\s*依据待补/);
  const text = await policyText(page);
  for (const amount of ['95.00', '78.00', '70.00', '64.00']) assert.ok(text.includes(`${amount} 元/人`), `大病 ${amount}`);
  await lookAt(page, 'policies-henan');
});

test('安徽: the split waits for its basis, 低保 is 224 to 252 on 280', async t => {
  const page = await enter(t, '安徽省医疗保障局');
  await open(page, 'policies?year=2020', '.policy-lines');
  await reads(page, /为 224\.00 元至 252\.00 元/);
  const text = await policyText(page);
  assert.match(text, /征缴期\s*依据待补/);
  await open(page, 'split?year=2020', 'tbody tr');
  const states = await page.locator('tbody tr td:nth-of-type(5)').allInnerTexts();
  assert.ok(states.length > 100 && states.every(state => state.includes('依据待补')));
});

test('淮南: nothing is invented where the notice is silent', async t => {
  const page = await enter(t, '淮南市医疗保障局');
  await open(page, 'split?year=2020', 'tbody tr');
  const rows = await page.locator('tbody tr').allInnerTexts();
  assert.ok(rows.length >= 8 && rows.every(row => row.includes('依据待补')), rows.join('\n'));
  assert.ok(rows.some(row => row.includes('毛集')));
});

test('待办 is empty with a sentence, and the menu leads everywhere by keyboard', async t => {
  const page = await enter(t, '兰州市医疗保障局');
  await open(page, 'inbox?year=2020', '.empty-state');
  await reads(page, /目前没有等您办理的事项/);
  await lookAt(page, 'inbox');
  const link = page.getByRole('navigation').getByRole('link', { name: '政策依据' });
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/policies/);
  await page.locator('.policy-lines').first().waitFor();
});

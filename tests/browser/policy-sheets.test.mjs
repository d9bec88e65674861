// 分担和资助表: 兰州 exports its tables, one cell is typed over, the list of changes by hand shows exactly that, and applying writes it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { makeDraft } from './drafts.mjs';
import { checkAccessibility, checkNoSidewaysScroll, openPage, root, shot, signIn, sizes, startApp } from './harness.mjs';
import { readSheet, typeInto } from './xlsx.mjs';

let app;
before(async () => { app = await startApp(); });

const bureau = '兰州市医疗保障局';
const notice = JSON.stringify(JSON.parse(readFileSync(join(root, 'policies/lanzhou-2020.json'), 'utf8')));
const rules = '资助标准';

async function openVersion(page, address) {
  await page.goto(address);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('.run-facts').waitFor();
}

async function download(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出分担和资助表（xlsx）' }).click()]);
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

async function readBack(page, content, name = '修改后.xlsx') {
  await page.locator('#policy-file').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: content });
  await page.getByRole('button', { name: '读回', exact: true }).click();
}

const title = (page, text) => page.locator('#sheets-title', { hasText: text }).waitFor();

test('one cell typed over in the workbook is one line, and applying writes it', async t => {
  const id = makeDraft(app, 'lanzhou', notice);
  const page = await openPage(t, app);
  await signIn(page, app, { bureau, user: 'zhengce' });
  await openVersion(page, `policies/versions/${id}?year=2020`);

  const { name, content } = await download(page);
  assert.match(name, /^兰州市医疗保障局2020年度第\d+版分担和资助表\.xlsx$/);
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  writeFileSync(join(root, 'artifacts/policy-sheets.xlsx'), content);
  const ratios = readSheet(content, '市县分担比例');
  assert.deepEqual(ratios[3].slice(0, 6), ['市县合计', '榆中县、永登县、皋兰县、兰州新区', '', '', '6', '4']);
  const poor = readSheet(content, rules).findIndex(row => row?.[0] === '农村建档立卡贫困人口') + 1;
  assert.equal(readSheet(content, rules)[poor - 1][8], '100');
  assert.match(readSheet(content).flat().join(''), /只填数，最多六位小数/);

  await page.getByRole('button', { name: '读回修改后的表' }).click();
  await page.locator('#policy-file').waitFor();
  await shot(page, 'policy-sheets-form');

  await readBack(page, content);
  await title(page, '没有手工修改');
  assert.equal(await page.getByRole('button', { name: /^应用到草稿/ }).count(), 0);

  // What cannot be understood is named by its cell.
  await readBack(page, typeInto(typeInto(content, rules, `I${poor}`, '一百二'), '市县分担比例', 'B4', '榆种县、永登县'));
  await title(page, '看不懂的内容');
  const errors = page.getByRole('table', { name: '看不懂的单元格' }).locator('tbody tr');
  assert.equal(await errors.count(), 2);
  assert.match(await errors.nth(0).innerText(), /市县分担比例 B4\s+没有找到地区“榆种县”，是不是“榆中县”/);
  await checkAccessibility(page);
  await shot(page, 'policy-sheets-errors');

  await readBack(page, typeInto(content, rules, `I${poor}`, '120'));
  await title(page, '手工修改清单（1 项）');
  const lines = page.getByRole('table', { name: '手工修改清单' }).locator('tbody tr');
  assert.equal(await lines.count(), 1);
  assert.match(await lines.first().innerText(), new RegExp(`修改\\s+农村建档立卡贫困人口 金额（元/人）\\s+100\\s+120\\s+资助标准 I${poor}`));
  await checkAccessibility(page);
  await checkNoSidewaysScroll(page);
  await shot(page, 'policy-sheets-list');
  await page.setViewportSize(sizes.wide);
  await shot(page, 'policy-sheets-list');
  await page.setViewportSize(sizes.office);

  await page.getByRole('button', { name: '应用到草稿（1 项）' }).click();
  await page.getByText('已应用 1 项修改。').waitFor();
  await page.getByRole('tab', { name: '内容', exact: true }).click();
  await page.locator('.policy-values tr', { hasText: '农村建档立卡贫困人口' }).filter({ hasText: '定额 120.00 元' }).waitFor();
});

test('a draft that moved on meanwhile is asked about, from the editor as well', async t => {
  const id = makeDraft(app, 'lanzhou', notice);
  const page = await openPage(t, app);
  await signIn(page, app, { bureau, user: 'zhengce' });
  await openVersion(page, `policies/versions/${id}?year=2020`);
  const { content } = await download(page);
  const poor = readSheet(content, rules).findIndex(row => row?.[0] === '农村建档立卡贫困人口') + 1;

  const moved = makeDraft(app, 'lanzhou', notice.replace('"yuan":100', '"yuan":130').replace('"title":"', '"title":"改：'));
  await page.goto(`policies/versions/${moved}/edit?year=2020`);
  await page.locator('.shell[data-ready]').waitFor();
  await page.getByRole('link', { name: '读回表格' }).click();
  await page.locator('.run-facts').waitFor();
  await page.locator('#policy-file').waitFor();
  await readBack(page, typeInto(typeInto(content, rules, `I${poor}`, '120'), '市县分担比例', 'E4', '7'));
  await title(page, '手工修改清单（1 项）');
  const conflicts = page.getByRole('table', { name: '双方都改过的内容' }).locator('tbody tr');
  assert.match(await conflicts.first().innerText(), /农村建档立卡贫困人口 金额（元\/人）\s+100\s+120\s+130/);
  await page.getByText(/导出以后，草稿自己改了 2 项/).click();
  await checkAccessibility(page);
  await checkNoSidewaysScroll(page);
  await shot(page, 'policy-sheets-both');
  await page.setViewportSize(sizes.wide);
  await shot(page, 'policy-sheets-both');
  await page.setViewportSize(sizes.office);

  await conflicts.first().getByRole('checkbox').check();
  await page.getByRole('button', { name: '应用到草稿（2 项）' }).click();
  await page.getByText('已应用 2 项修改。').waitFor();
  await page.getByRole('tab', { name: '内容', exact: true }).click();
  await page.locator('.policy-values tr', { hasText: '定额 120.00 元' }).waitFor();
  await page.locator('.policy-values tr', { hasText: '余额按 7 份' }).waitFor();
});

test('a published version is exported and offers no way to read back; a strange file ends in a sentence', async t => {
  const id = makeDraft(app, 'lanzhou', notice);
  const page = await openPage(t, app);
  await signIn(page, app, { bureau, user: 'zhengce' });
  await page.goto('policies/versions?year=2020');
  await page.locator('.shell[data-ready]').waitFor();
  await page.getByRole('row', { name: /已发布/ }).getByRole('link').first().click();
  await page.locator('.run-facts').waitFor();
  const { content } = await download(page);
  assert.equal(await page.getByRole('button', { name: '读回修改后的表' }).count(), 0);

  await openVersion(page, `policies/versions/${id}?year=2020&tab=sheets`);
  await readBack(page, Buffer.from('PK\x03\x04 no workbook'), '奇怪.xlsx');
  await page.getByText('文件不是可以读取的 .xlsx、.xls 或 CSV 表格').waitFor();
  await readBack(page, content);
  await title(page, '没有手工修改');
});

// 依据待补: the office names who looks for a document until when; 河南 fills its list and sees what that frees; 兰州 reads its province's date for filings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { makeDraft } from './drafts.mjs';
import { checkAccessibility, checkNoSidewaysScroll, openPage, root, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

async function enter(t, bureau, user, size) {
  const page = await openPage(t, app, { size });
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau, user });
  await socket;
  return page;
}

async function open(page, address, content) {
  const socket = page.waitForEvent('websocket');
  await page.goto(address);
  await socket;
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator(content).first().waitFor();
}

/** At both sizes, whatever the page was opened at. */
async function lookAt(page, name) {
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, name);
  }
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const gapRow = (page, words) => page.locator('.gap-register tbody tr', { hasText: words });

async function assign(page, words, verb, { owner, name, due }) {
  await gapRow(page, words).getByRole('button', { name: verb }).click();
  const dialog = page.getByRole('dialog', { name: '安排负责人和期限' });
  await dialog.getByLabel('负责人', { exact: true }).selectOption({ label: owner });
  if (name) await dialog.getByLabel('单位或岗位名称').fill(name);
  await dialog.getByLabel('期限', { exact: true }).fill(due);
  await dialog.getByLabel('期限', { exact: true }).press('Tab');
  return dialog;
}

async function act(page, verb) {
  await button(page.locator('.page-actions'), verb).click();
  const dialog = page.getByRole('dialog', { name: verb });
  await button(dialog, verb).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('甘肃 names who looks for the list of 18 counties; it stands in the register, on 工作台 and in that person\'s 待办', async t => {
  const page = await enter(t, 'gansu', 'zhengce');
  await open(page, 'deadlines/gaps?year=2020', '.gap-register');
  assert.equal(await page.getByRole('tab', { name: /依据待补/ }).getAttribute('aria-selected'), 'true');
  const words = '18个深度贫困县的名单';
  assert.match(await gapRow(page, words).innerText(), /未安排/);
  let dialog = await assign(page, words, /安排负责人/, { owner: '其他单位或岗位', due: '' });
  await button(dialog, '保存').click();
  await dialog.getByText('请填写单位或岗位的名称').waitFor();
  await dialog.getByLabel('单位或岗位名称').fill('省扶贫办');
  await dialog.getByLabel('单位或岗位名称').press('Tab');
  await lookAt(page, 'gap-owner-dialog');
  await button(dialog, '保存').click();
  await dialog.waitFor({ state: 'hidden' });
  await gapRow(page, words).getByText('省扶贫办').waitFor();
  dialog = await assign(page, words, /修改安排/, { owner: '演示财务', due: '2020-12-01' });
  await button(dialog, '保存').click();
  await dialog.waitFor({ state: 'hidden' });
  const row = gapRow(page, words);
  await row.getByText(/逾期 \d+ 天/).waitFor();
  assert.match(await row.innerText(), /甘肃省医疗保障局[\s\S]*演示财务[\s\S]*2020-12-01[\s\S]*演示政策/, 'the document\'s words stay beside');
  await row.getByText('以前的安排（1）').click();
  await row.getByText('省扶贫办').waitFor();
  await lookAt(page, 'gap-owner');

  await open(page, '?year=2020', '#overview-gaps');
  assert.match(await page.locator('.panel', { has: page.locator('#overview-gaps') }).innerText(), /18个深度贫困县的名单[\s\S]*演示财务，2020-12-01[\s\S]*逾期/);
  assert.match(await page.locator('.panel', { has: page.locator('#overview-deadlines') }).innerText(), /2020-12-31[\s\S]*逾期 \d+ 天[\s\S]*甘医保发〔2020〕66号/, 'the age as 时限看板 tells it');
  await lookAt(page, 'overview-deadlines');

  const owner = await enter(t, 'gansu', 'caiwu');
  await open(owner, 'inbox?year=2020', 'main table');
  assert.match(await owner.locator('main table').innerText(), /补齐依据[\s\S]*18个深度贫困县的名单（逾期 \d+ 天）[\s\S]*演示政策/);
  await owner.getByRole('link', { name: '补齐依据' }).click();
  await owner.locator('.gap-register').waitFor();
  assert.equal(await owner.getByRole('button', { name: /安排负责人|修改安排/ }).count(), 0, 'only the policy administrator sets it');
});

test('河南 fills its list of 54 counties and sees which counties and runs that frees, before and after the publication', async t => {
  const officer = await enter(t, 'henan', 'caiwu', sizes.wide);
  await open(officer, 'allocations?year=2020', 'main');
  await button(officer, '新建试算').first().click();
  const dialog = officer.getByRole('dialog', { name: '新建试算' });
  await dialog.getByLabel('名称').fill('名单未补齐时的试算');
  await button(dialog, '开始试算').click();
  await officer.waitForURL(/\/allocations\/\d+\?year=2020$/);
  const run = new URL(officer.url()).pathname.slice(1);

  const policy = JSON.parse(readFileSync(join(root, 'policies/henan-2020.json'), 'utf8'));
  const counties = readFileSync(join(root, 'data/regions.csv'), 'utf8').split('\n').map(line => line.split(',')).filter(cells => cells[0]?.startsWith('41') && cells[7] === 'true' && !cells[4] && !cells[5]).map(cells => cells[0]);
  Object.assign(policy.groups[0], { regions: counties.slice(0, 54), gap: undefined, within: undefined });
  policy.gaps = policy.gaps.filter(gap => gap.id !== 'henan-54-counties');
  const id = makeDraft(app, 'henan', JSON.stringify(policy));

  const author = await enter(t, 'henan', 'zhengce');
  await open(author, `policies/versions/${id}?year=2020`, '.filled');
  await author.getByText('补上的依据（1）').click();
  const table = page => page.locator('.filled-gaps').first();
  assert.match(await table(author).innerText(), /发布后可以计算[\s\S]*54个比照西部开发政策县的名单[\s\S]*财政补助：[\s\S]*全部 \d+ 个[\s\S]*仍缺：省级分档补助[\s\S]*名单未补齐时的试算/);
  await lookAt(author, 'filled-before');
  for (let waiting = author.locator('.policy-findings > li', { has: author.locator('.state-warning') }), left; (left = await waiting.count()) > 0;) {
    await waiting.first().getByRole('textbox').fill('已核对');
    await waiting.first().getByRole('button', { name: /保存理由|确认已知悉/ }).click();
    await author.waitForFunction(count => document.querySelectorAll('.policy-findings > li .state-warning').length < count, left);
  }
  await act(author, '提交复核');
  const reviewer = await enter(t, 'henan', 'fuhe');
  await open(reviewer, `policies/versions/${id}?year=2020`, '.filled');
  await act(reviewer, '复核同意');
  await act(reviewer, '发布');

  await open(officer, 'deadlines/gaps?year=2020', '.filled-gaps');
  await officer.getByRole('heading', { name: '最近补上的依据' }).waitFor();
  assert.match(await officer.locator('.filled').innerText(), /补上依据不会自动重新计算：上面列出的测算仍是原来的结果/);
  assert.equal(await table(officer).locator(`a[href^="${run}"]`).count(), 1);
  assert.equal(await gapRow(officer, '54个比照').count(), 0);
  await lookAt(officer, 'filled-after');
});

test('兰州 reads the date that 甘肃 set for filings on 备案, 时限看板 and 工作台, and whose practice it is', async t => {
  const province = await enter(t, 'gansu', 'zhengce');
  await open(province, 'deadlines?year=2020', '.deadlines');
  await button(province, '设定内部时限').click();
  const dialog = province.getByRole('dialog', { name: '设定内部时限' });
  await dialog.getByLabel('类别').selectOption({ label: '备案' });
  await dialog.getByLabel('责任单位').fill('各市州医疗保障局');
  await dialog.getByLabel('时限', { exact: true }).fill('2020-10-31');
  await dialog.getByLabel('设定理由').fill('按处室年度工作安排');
  await dialog.getByLabel('设定理由').press('Tab');
  await button(dialog, '保存').click();
  await dialog.waitFor({ state: 'hidden' });

  const city = await enter(t, 'lanzhou', 'zhengce');
  await open(city, 'filings?year=2020', '.filing-date');
  assert.match(await city.locator('.filing-date').innerText(), /备案时限 2020-10-31[\s\S]*内部口径[\s\S]*甘肃省医疗保障局设定，文件没有规定日期：按处室年度工作安排/);
  await lookAt(city, 'filing-date');
  await open(city, 'deadlines?year=2020', '.deadlines');
  const row = city.locator('.deadlines tbody tr', { hasText: '报送财政分担标准备案' });
  assert.match(await row.innerText(), /已报送[\s\S]*2020-10-31[\s\S]*内部口径[\s\S]*甘肃省医疗保障局的内部口径[\s\S]*待接收/, 'the demo\'s filing lies with the province');
  assert.equal(await row.getByRole('button').count(), 0, 'nothing of it is the city\'s to change');
  await lookAt(city, 'deadlines-filing-date');
  await open(city, '?year=2020', '#overview-deadlines');
  assert.match(await city.locator('.panel', { has: city.locator('#overview-deadlines') }).innerText(), /甘肃省医疗保障局的内部口径/);
});

// 备案 and 时限看板: 兰州 files, 甘肃 returns, 兰州 files again, 甘肃 accepts; dates of the office, what waits for a basis, and 督办单.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, press, shot, signIn, sizes, startApp } from './harness.mjs';
import { readSheet } from './xlsx.mjs';

const lanzhou = '兰州市医疗保障局';
const gansu = '甘肃省医疗保障局';
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

async function lookAt(page, name) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name);
}

const registerRow = page => page.getByRole('region', { name: '下级机构备案登记' }).locator('tbody tr', { hasText: lanzhou });
const ownRow = (page, letter) => page.getByRole('region', { name: '本机构的备案' }).locator('tbody tr', { hasText: letter });
const drawer = page => page.locator('.drawer');

async function openFiling(page) {
  await open(page, 'filings?year=2020', '.panel');
  await press(registerRow(page).getByRole('button', { name: /查看/ }), drawer(page).getByRole('tab', { name: '报送内容' }));
}

async function decide(page, verb, comment) {
  const dialog = page.getByRole('dialog', { name: verb, exact: true });
  await press(drawer(page).getByRole('button', { name: verb, exact: true }), dialog);
  if (comment) {
    assert.ok(await dialog.getByRole('button', { name: verb, exact: true }).isDisabled(), 'a return needs words');
    await dialog.getByLabel(/办理意见/).fill(comment);
    await dialog.getByLabel(/办理意见/).press('Tab');
  }
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function file(page, letter, expected) {
  const dialog = page.getByRole('dialog', { name: '报送备案' });
  await press(page.getByRole('button', { name: '报送备案' }), dialog);
  await dialog.getByLabel('文号').fill(letter);
  await dialog.getByLabel('文号').press('Tab');
  if (expected) {
    await page.waitForFunction(text => document.querySelector('#filing-number').value === text, expected);
    assert.equal(await dialog.getByLabel('报送单位').inputValue(), '甘肃省财政厅\n甘肃省医疗保障局');
    assert.equal(await dialog.getByLabel('标题').inputValue(), '关于报送2020年度财政分担标准备案的函');
    await lookAt(page, 'filing-dialog');
  }
  await dialog.getByRole('button', { name: '报送', exact: true }).click();
  if (expected) await dialog.waitFor({ state: 'hidden' });
  return dialog;
}

async function splitOf(page, county) {
  await open(page, 'split?year=2020', 'tbody tr');
  return (await page.locator('table tbody tr', { has: page.locator('th', { hasText: county }) }).first().innerText()).replace(/\s+/g, ' ');
}

async function setDeadline(page, { kind, subject, actor, due, reason }) {
  const dialog = page.getByRole('dialog', { name: '设定内部时限' });
  await press(page.getByRole('button', { name: '设定内部时限' }), dialog);
  if (kind) await dialog.getByLabel('类别').selectOption({ label: kind });
  if (subject) await dialog.getByLabel('事项').fill(subject);
  await dialog.getByLabel('责任单位').fill(actor);
  await dialog.getByLabel('时限', { exact: true }).fill(due);
  await dialog.getByLabel('设定理由').fill(reason);
  await dialog.getByLabel('设定理由').press('Tab');
  return dialog;
}

test('甘肃 sees what 兰州 filed, receives it and sends it back with words', async t => {
  const page = await enter(t, gansu, 'fuhe');
  await open(page, 'inbox?year=2020', 'main table');
  await page.getByRole('link', { name: '接收备案' }).waitFor();
  await open(page, 'filings?year=2020', '.panel');
  assert.match(await registerRow(page).innerText(), /待接收[\s\S]*兰医保〔2020〕142号[\s\S]*不符合 0/);
  assert.match(await page.locator('main').innerText(), /文件没有规定备案日期/);
  assert.doesNotMatch(await registerRow(page).innerText(), /逾期/);
  await lookAt(page, 'filings-gansu');
  await openFiling(page);
  await drawer(page).getByText('市级:县级 = 6:4').first().waitFor();
  await lookAt(page, 'filing-drawer');
  await drawer(page).getByRole('tab', { name: /上级约束核对/ }).click();
  await drawer(page).getByText('无法判定').first().waitFor();
  assert.match(await drawer(page).innerText(), /甘医保发〔2020〕66号/);
  await lookAt(page, 'filing-drawer-bounds');
  await decide(page, '接收');
  await drawer(page).getByText('已接收').first().waitFor();
  await decide(page, '退回', '请附各区县分担比例的会议纪要');
  await registerRow(page).getByText('被退回').first().waitFor();
  const split = await splitOf(page, '城关区');
  assert.ok(split.includes('依据未备案') && !split.includes('兰医保〔2020〕142号'), split);
});

test('甘肃 sets a date of its own, and only then is the missing filing late', async t => {
  const page = await enter(t, gansu, 'zhengce', sizes.wide);
  await open(page, 'deadlines?year=2020', '.deadlines');
  assert.match(await page.locator('.deadlines').innerText(), /2020-12-31[\s\S]*甘医保发〔2020〕66号 六\(二\)/);
  const dialog = await setDeadline(page, { kind: '备案', actor: '各市州医疗保障局', due: '2020-10-31', reason: '' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('请填写设定理由').waitFor();
  await dialog.getByLabel('设定理由').fill('按处室年度工作安排');
  await dialog.getByLabel('设定理由').press('Tab');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('缺：兰州市医疗保障局（被退回）').waitFor();
  await lookAt(page, 'deadlines-gansu');
  await page.getByRole('tab', { name: /依据待补/ }).click();
  await page.getByText('18个深度贫困县的名单').first().waitFor();
  await lookAt(page, 'deadlines-gansu-gaps');
  await open(page, 'filings?year=2020', '.panel');
  assert.match(await registerRow(page).innerText(), /被退回[\s\S]*逾期 \d+ 天/);
  assert.match(await page.locator('main').innerText(), /备案时限 2020-10-31（内部口径/);
  await lookAt(page, 'filings-gansu-late');
});

test('兰州 reads the words, files again, takes it back and files once more', async t => {
  const page = await enter(t, lanzhou, 'zhengce');
  await open(page, 'inbox?year=2020', 'main table');
  await page.getByRole('link', { name: '改正被退回的备案' }).waitFor();
  await open(page, 'filings?year=2020', '.panel');
  assert.match(await ownRow(page, '142号').innerText(), /被退回[\s\S]*请附各区县分担比例的会议纪要/);
  assert.match(await page.locator('main').innerText(), /甘肃省财政厅、甘肃省医疗保障局/);
  const refused = await file(page, '五号');
  await refused.getByText('不完整').waitFor();
  await refused.getByRole('button', { name: '取消' }).click();
  await refused.waitFor({ state: 'hidden' });
  await file(page, ' 兰医保函(2020)第05号', '兰医保函〔2020〕5号');
  await ownRow(page, '〔2020〕5号').getByText('待接收').waitFor();
  await ownRow(page, '〔2020〕5号').getByRole('button', { name: '撤回' }).click();
  const dialog = page.getByRole('dialog', { name: '撤回备案' });
  await dialog.getByRole('button', { name: '撤回', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await ownRow(page, '〔2020〕5号').getByText('已撤回').waitFor();
  await file(page, '兰医保函【2020】6号', '兰医保函〔2020〕6号');
  await ownRow(page, '〔2020〕6号').getByText('待接收').waitFor();
  await lookAt(page, 'filings-lanzhou');
});

test('甘肃 accepts; the register, its file and the split show it', async t => {
  const page = await enter(t, gansu, 'fabu', sizes.wide);
  await openFiling(page);
  await decide(page, '同意备案');
  await drawer(page).getByText('已备案').first().waitFor();
  await drawer(page).getByRole('tab', { name: '办理过程' }).click();
  await drawer(page).getByRole('region', { name: '办理过程' }).getByText('同意备案').waitFor();
  await lookAt(page, 'filing-accepted');
  await drawer(page).getByRole('button', { name: '关闭' }).click();
  await drawer(page).waitFor({ state: 'detached' });
  await registerRow(page).getByText('已备案').first().waitFor();
  const row = await registerRow(page).innerText();
  assert.match(row, /已备案[\s\S]*兰医保函〔2020〕6号/);
  assert.doesNotMatch(row, /逾期/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()]);
  assert.equal(download.suggestedFilename(), '甘肃省医疗保障局2020年度备案登记表.xlsx');
  const cells = readSheet(readFileSync(await download.path())).flat().map(String);
  for (const words of ['2020年度备案登记表', lanzhou, '已备案', '兰医保函〔2020〕6号']) assert.ok(cells.some(cell => cell.includes(words)), words);
  const split = await splitOf(page, '城关区');
  assert.ok(split.includes('市级 5.44，县级 8.16') && split.includes('兰医保函〔2020〕6号 已备案'), split);
});

test('兰州 marks what is done, changes a date of its own, and prints 督办单', async t => {
  const page = await enter(t, lanzhou, 'zhengce');
  await open(page, 'deadlines?year=2020', '.deadlines');
  const row = subject => page.locator('.deadlines tbody tr', { hasText: subject });
  assert.match(await row('预拨到位').innerText(), /逾期 \d+ 天[\s\S]*2021-03-31[\s\S]*兰医保〔2020〕142号/);
  const dialog = await setDeadline(page, { subject: '核对各区县参保人数', actor: '各区县医疗保障局', due: '2020-11-30', reason: '测算前须核定人数' });
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row('核对各区县').getByText('内部口径').waitFor();
  await row('核对各区县').getByRole('button', { name: /修改/ }).click();
  const edit = page.getByRole('dialog', { name: '修改内部时限' });
  await edit.getByLabel('时限', { exact: true }).fill('2020-12-05');
  await edit.getByLabel('时限', { exact: true }).press('Tab');
  await edit.getByRole('button', { name: '保存' }).click();
  await row('2020-12-05').waitFor();
  await row('个人参保缴费').getByRole('button', { name: /登记办结/ }).click();
  await row('个人参保缴费').getByText('已办结').waitFor();
  assert.match(await row('个人参保缴费').innerText(), /演示政策/);
  await lookAt(page, 'deadlines-lanzhou');
  await page.getByRole('tab', { name: /依据待补/ }).click();
  await page.locator('.gap-register').waitFor();
  await lookAt(page, 'deadlines-lanzhou-gaps');

  const address = await page.evaluate(() => document.querySelector('a[href^="deadlines/print"]').getAttribute('href'));
  await page.goto(address);
  assert.equal(await page.locator('.slip').count(), 2, 'two matters are late and not done');
  assert.match(await page.locator('.slip').first().innerText(), /核对各区县参保人数[\s\S]*2020年12月5日[\s\S]*内部口径：测算前须核定人数/);
  await lookAt(page, 'supervision');
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'supervision-print', { fullPage: true });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page[^s]/g).length, 2, 'one sheet a matter');
  assert.match(pdf, /\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12]/, 'A4 upright');
});

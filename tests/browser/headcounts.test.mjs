// 参保人数: typing, pasting and importing as a clerk does it, what is refused, and who may only read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, follow, interactive, openPage, shot, signIn, sizes, startApp } from './harness.mjs';
import { readSheet } from './xlsx.mjs';

let app;
before(async () => { app = await startApp(); });

const lanzhou = '兰州市医疗保障局';
const cell = (page, unit, column = '户籍') => page.getByLabel(`${unit} ${column}`, { exact: true });
const row = (page, unit) => page.locator('.headcount-sheet tbody tr', { has: page.locator('th', { hasText: new RegExp(`^${unit}$`) }) });
const ready = page => interactive(page, '.tab');
const saved = (page, sentence) => page.locator('.notice', { hasText: sentence }).waitFor();
const problem = page => page.locator('.problem-box');
const digits = text => text.replace(/,/g, '');

async function openTable(t, { bureau = lanzhou, user = 'jingban', query = 'basis=reported', ...options } = {}) {
  const page = await openPage(t, app, options);
  await signIn(page, app, { bureau, user });
  await page.goto(`headcounts?year=2020&${query}`);
  await ready(page);
  return page;
}

// Waits until the script listens: typing is then heard.
const listening = page => page.locator('[data-listening]').waitFor();

async function pasteInto(input, text) {
  await input.focus();
  await input.evaluate((element, block) => {
    const data = new DataTransfer();
    data.setData('text/plain', block);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function typed(page, count) {
  await page.getByText(`有 ${count} 处修改未保存`).waitFor();
}

for (const [name, size] of Object.entries(sizes)) {
  test(`the table is official, marked as sample, fits and is accessible (${name})`, async t => {
    const page = await openTable(t, { size });
    await page.getByText('2020年度城乡居民基本医疗保险参保人数（上报）').waitFor();
    assert.equal(await page.locator('.headcount-sheet tbody tr').count(), 10);
    await page.getByText('含示例数据').waitFor();
    assert.ok(await page.getByRole('tab', { name: '核定（0/9）' }).isVisible());
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'headcounts');
    await page.getByRole('tab', { name: '核定' }).click();
    await page.getByText('2020 年度还没有核定人数。').waitFor();
    await checkAccessibility(page);
    await shot(page, 'headcounts-empty');
  });

  test(`a province has subtotals and its filters stand in the address (${name})`, async t => {
    const page = await openTable(t, { size, bureau: '甘肃省医疗保障局' });
    await page.locator('tr.subtotal', { hasText: '兰州市小计' }).waitFor();
    await checkNoSidewaysScroll(page);
    await shot(page, 'headcounts-province');
    await page.getByLabel('查找').fill('天祝');
    await page.getByLabel('查找').press('Enter');
    await page.locator('tr.total', { hasText: '筛选合计' }).waitFor();
    assert.match(decodeURIComponent(page.url()), /q=天祝/);
    assert.equal(await page.locator('.headcount-sheet tbody th .unit-button').count(), 1);
    await page.getByLabel('查找').fill('');
    await page.getByLabel('查找').press('Enter');
    await page.getByLabel('市州').selectOption({ label: '金昌市' });
    await row(page, '永昌县').waitFor();
    await row(page, '天祝藏族自治县').waitFor({ state: 'detached' });
    await page.reload();
    await ready(page);
    assert.equal(await page.locator('.headcount-sheet tbody th .unit-button').count(), 2);
    await checkAccessibility(page);
  });
}

test('figures are typed with the keyboard alone, saved with Ctrl+S and stand in the history', async t => {
  const page = await openTable(t);
  await listening(page);
  const total = async () => Number(digits(await page.locator('tr.total td').nth(2).textContent()));
  const before = await total();
  const old = Number(digits(await cell(page, '七里河区').inputValue()));
  await cell(page, '七里河区').focus();
  await page.keyboard.type('500000');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '西固区 户籍');
  await typed(page, 1);
  await page.waitForFunction(expected => document.querySelector('tr.total td:nth-of-type(3)').textContent.replace(/,/g, '') === String(expected), before - old + 500000);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '七里河区 居住证');
  await page.keyboard.type('1.5');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('321');
  await page.keyboard.press('Control+s');
  await saved(page, '已保存 2 处修改。');
  await page.getByText('处修改未保存').waitFor({ state: 'detached' });
  await page.reload();
  await ready(page);
  assert.equal(await cell(page, '七里河区').inputValue(), '500,000');
  assert.equal(await cell(page, '七里河区', '学籍').inputValue(), '321');
  await page.getByRole('button', { name: '七里河区' }).click();
  const drawer = page.getByRole('dialog', { name: '七里河区 修改记录' });
  await drawer.getByText('500,000').waitFor();
  await drawer.getByText('演示经办').first().waitFor();
  await checkAccessibility(page);
  await shot(page, 'headcounts-history');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('a block from Excel is pasted, survives a reload as a draft, and is saved or not as a whole', async t => {
  const page = await openTable(t);
  await listening(page);
  await pasteInto(cell(page, '安宁区', '居住证'), '１,111\t11\r\n2222\t-22\r\n');
  await typed(page, 4);
  await page.getByText('其中 1 处不是人数').waitFor();
  await shot(page, 'headcounts-paste');
  await page.keyboard.press('Control+s');
  await problem(page).getByText('红古区 学籍').first().waitFor();
  assert.match(await problem(page).textContent(), /是负数.*没有保存任何数字/s);
  page.once('dialog', dialog => dialog.accept());
  await page.reload();
  await ready(page);
  await typed(page, 4);
  assert.equal(await cell(page, '红古区', '学籍').inputValue(), '-22');
  await cell(page, '红古区', '学籍').fill('22');
  await cell(page, '红古区', '学籍').press('Enter');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await saved(page, '已保存 4 处修改。');
  await pasteInto(cell(page, '榆中县', '港澳台'), '1\t2');
  await problem(page).getByText('有 2 列，从所选单元格起只有 1 列').waitFor();
  await pasteInto(cell(page, '兰州新区'), '1\n2');
  await problem(page).getByText('有 2 行，从所选单元格起只有 1 行').waitFor();
  assert.equal(await page.getByText('处修改未保存').count(), 0);
  await pasteInto(cell(page, '城关区', '港澳台'), '620123\t榆中县\t300001\n620122\t皋兰县\t100001');
  await typed(page, 2);
  assert.equal(await cell(page, '皋兰县').inputValue(), '100,001');
  await page.getByRole('tab', { name: /预估/ }).click();
  const dialog = page.getByRole('dialog', { name: '修改还没有保存' });
  await dialog.waitFor();
  await checkAccessibility(page);
  await dialog.getByRole('button', { name: '放弃修改并离开' }).click();
  await page.getByText('参保人数（预估）').waitFor();
});

test('each figure that is none is refused with its place and reason', async t => {
  const page = await openTable(t);
  await listening(page);
  for (const [text, reason] of [['-5', '是负数'], ['12.5', '不是整数'], ['十二', '不是数字'], ['999999999', '超过']]) {
    await cell(page, '永登县').fill(text);
    await cell(page, '永登县').press('Control+s');
    await problem(page).getByText(reason).waitFor();
    assert.match(await problem(page).textContent(), /永登县 户籍/);
  }
  await page.getByRole('button', { name: '放弃修改' }).click();
  await page.getByText('处修改未保存').waitFor({ state: 'detached' });
  await page.getByLabel('所填数字的截止日期').fill('2020-06-30');
  await page.getByLabel('所填数字的截止日期').press('Enter');
  await cell(page, '永登县').fill('5');
  await cell(page, '永登县').press('Control+s');
  await problem(page).getByText('已有截止 2020-12-31 的数字').waitFor();
});

test('what a colleague wrote meanwhile is named and not overwritten', async t => {
  const mine = await openTable(t);
  const theirs = await openTable(t, { user: 'caiwu' });
  await listening(mine);
  await listening(theirs);
  await cell(theirs, '西固区').fill('222222');
  await cell(theirs, '西固区').press('Control+s');
  await saved(theirs, '已保存 1 处修改。');
  await cell(mine, '西固区').fill('333333');
  await cell(mine, '西固区').press('Control+s');
  await problem(mine).getByText(/西固区 户籍刚被演示财务由 [\d,]+ 改为 222,222/).waitFor();
  await shot(mine, 'headcounts-conflict');
  await mine.getByRole('button', { name: '刷新数据' }).click();
  await mine.locator('.notice', { hasText: '他人已更新' }).waitFor();
  await mine.waitForFunction(() => document.querySelector('[aria-label="西固区 户籍"]').value === '222,222');
});

async function upload(page, name, content) {
  await interactive(page, '.file-upload button');
  await page.getByLabel(/填好的.*文件/).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: '上传并校验' }).click();
}

async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

for (const [name, size] of Object.entries(sizes)) {
  test(`a template is downloaded, filled in, explained, mended and committed (${name})`, async t => {
    const bureau = name === 'office' ? '淮南市医疗保障局' : lanzhou;
    const unit = name === 'office' ? '毛集实验区' : '皋兰县';
    const page = await openTable(t, { size, bureau });
    await follow(page.getByRole('link', { name: '导入' }).first(), page.getByRole('heading', { name: '导入参保人数' }));
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'headcounts-import');
    const template = await download(page, 'CSV（UTF-8）');
    assert.equal(template.name, `${bureau}2020年度参保人数填报表.csv`);
    const filled = template.content.toString('utf8')
      .replace(`${unit},户籍,,`, `${unit},户籍,-88000,2020-12-31`)
      .replace(`${unit},居住证,,`, `${unit},居住证,900,2020-12-31`)
      .replace(`${unit},学籍,,`, `${unit},学籍,12.5,2020-12-31`);
    await upload(page, '人数.csv', filled);
    await page.getByText('校验未通过，没有导入任何数字').waitFor();
    await page.getByText('是负数').waitFor();
    await page.getByText('不是整数').waitFor();
    assert.equal(await page.getByRole('button', { name: /确认导入/ }).count(), 0);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'headcounts-import-errors', { fullPage: true });
    const explained = await download(page, '下载带错误说明的文件');
    assert.equal(explained.name, '人数（错误说明）.csv');
    const text = explained.content.toString('utf8');
    assert.match(text, /错误说明/);
    assert.match(text, /是负数/);
    await upload(page, explained.name, text.replace('-88000', '88000').replace('12.5', '12'));
    await page.getByText('校验通过，等待确认').waitFor();
    await page.reload();
    await page.getByText('校验通过，等待确认').waitFor();
    await interactive(page, '.file-upload button'); // the circuit puts the title anew
    await checkAccessibility(page);
    await shot(page, 'headcounts-import-preview', { fullPage: true });
    await page.getByRole('button', { name: '确认导入 3 个数字' }).click();
    await saved(page, '已导入 3 个上报人数。');
    await row(page, unit).getByText('导入：人数（错误说明）.csv').first().waitFor();
    assert.equal(await cell(page, unit).inputValue(), '88,000');
    await follow(page.getByRole('link', { name: '导入' }).first(), page.locator('.file-upload button').first());
    await upload(page, explained.name, text.replace('-88000', '88000').replace('12.5', '12'));
    await page.getByText('这个文件已经导入过').waitFor();
  });
}

for (const [name, size] of Object.entries(sizes)) {
  test(`past imports are listed, the wrong ones come back with their errors (${name})`, async t => {
    const page = await openTable(t, { size, bureau: '河南省医疗保障局' });
    await page.getByRole('link', { name: '导入记录' }).click();
    await page.getByRole('heading', { name: '导入记录' }).waitFor();
    if (name === 'office') {
      await page.getByText('2020 年度还没有上传过参保人数文件。').waitFor();
      await checkAccessibility(page);
      await shot(page, 'headcounts-imports-empty');
    }
    await page.goto('headcounts/import?year=2020&basis=reported');
    const header = '行政区划代码,参保身份,参保人数,截止日期\n';
    await upload(page, `有误的人数-${name}.csv`, `${header}410102,户籍,-${size.width},2020-12-31\n410103,户籍,9,2020-12-31\n`);
    await page.getByText('校验未通过，没有导入任何数字').waitFor();
    await upload(page, `待确认的人数-${name}.csv`, `${header}410102,户籍,${size.width},2020-12-31\n`);
    await page.getByText('校验通过，等待确认').waitFor();
    await page.getByRole('link', { name: '导入记录' }).click();
    const wrong = page.locator('.past-imports tbody tr', { hasText: `有误的人数-${name}.csv` });
    await wrong.getByText('有错误，未导入').waitFor();
    assert.deepEqual((await wrong.locator('td.n').allTextContents()).map(Number), [2, 1, 1]);
    await wrong.getByText('演示经办').waitFor();
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'headcounts-imports');
    const [file] = await Promise.all([page.waitForEvent('download'), wrong.getByRole('link', { name: '下载错误说明' }).click()]);
    assert.match(readFileSync(await file.path(), 'utf8'), /是负数/);
    await page.locator('.past-imports tbody tr', { hasText: `待确认的人数-${name}.csv` }).getByRole('link', { name: '核对并确认' }).click();
    await page.getByText('校验通过，等待确认').waitFor();
  });
}

test('an export holds what the filters show, and what is not saved is asked for first', async t => {
  const page = await openTable(t, { bureau: '甘肃省医疗保障局', query: 'basis=reported&city=620300' });
  await row(page, '永昌县').waitFor();
  const take = async button => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
    return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
  };
  const xlsx = await take('导出 Excel');
  assert.equal(xlsx.name, '甘肃省医疗保障局2020年度城乡居民基本医疗保险参保人数（上报）_筛选结果.xlsx');
  const rows = readSheet(xlsx.content).filter(Boolean);
  const inFile = rows.find(cells => cells[2] === '永昌县');
  const onScreen = await row(page, '永昌县').locator('input').evaluateAll(inputs => inputs.map(input => input.value.replace(/,/g, '')));
  assert.deepEqual(inFile.slice(3, 7), onScreen);
  const total = rows.find(cells => cells[2] === '筛选合计');
  assert.equal(total[7], digits(await page.locator('tr.total td.n').last().textContent()));
  assert.equal(rows.filter(cells => /^6203/.test(cells[1])).length, 2);
  assert.equal(rows.filter(cells => /^6201/.test(cells[1])).length, 0);
  const csv = (await take('导出 CSV')).content.toString('utf8');
  assert.match(csv, /620321,永昌县/);
  assert.match(csv, /本表含示例数据/);

  await page.getByLabel('查找').fill('没有这个地方');
  await page.getByLabel('查找').press('Enter');
  await page.getByText('没有符合条件的单位。').waitFor();
  assert.ok(await page.getByRole('button', { name: '导出 Excel' }).isDisabled());
  await page.getByRole('button', { name: '显示全部' }).click();
  await row(page, '永昌县').waitFor();
  await listening(page);
  await cell(page, '永昌县').fill('77');
  await cell(page, '永昌县').press('Enter');
  await typed(page, 1);
  assert.ok(await page.getByRole('button', { name: '导出 Excel' }).isDisabled());
  await page.getByRole('button', { name: '放弃修改' }).click();
});

for (const [name, size] of Object.entries(sizes)) {
  test(`the rows' distance is the person's own and follows to another window (${name})`, async t => {
    const user = name === 'office' ? 'jingban' : 'caiwu';
    const page = await openTable(t, { size, user });
    const height = () => row(page, '城关区').evaluate(element => element.getBoundingClientRect().height);
    await row(page, '城关区').waitFor();
    const standard = await height();
    await page.getByRole('radio', { name: '紧凑' }).check();
    await page.locator('.grid-compact').waitFor();
    assert.ok(await height() < standard - 4, `${await height()} < ${standard}`);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'headcounts-compact');
    const again = await openTable(t, { size, user });
    await again.locator('.grid-compact').waitFor();
    await again.getByRole('radio', { name: '标准行距' }).check();
    await again.locator('.grid-compact').waitFor({ state: 'detached' });
  });
}

test('each file that is not what it should be is refused with its sentence', async t => {
  const other = await openTable(t, { bureau: '淮南市医疗保障局' });
  await other.goto('headcounts/import?year=2020&basis=reported');
  await interactive(other, '.file-upload button');
  const foreign = await download(other, '下载 Excel 模板');
  const page = await openTable(t);
  await page.goto('headcounts/import?year=2020&basis=reported');
  await interactive(page, '.file-upload button');
  const own = await download(page, '下载 Excel 模板');
  const header = '行政区划代码,参保身份,参保人数,截止日期\n';
  const refusals = [
    ['空.csv', '', '文件是空的'],
    ['宏.xls', Buffer.concat([Buffer.from([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), Buffer.alloc(600)]), '已经损坏'],
    ['别的表.csv', '姓名,电话\n甲,1\n', '缺少列'], // no two neighbours have the same sentence, for the last one stands until the next upload begins
    ['坏.xlsx', 'PK\x03\x04not a zip', '已经损坏'],
    ['别的机构.xlsx', foreign.content, '其他机构的'],
    ['没填.xlsx', own.content, '没有填写任何一行'],
    ['大.csv', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), '超过 20 MB'],
  ];
  for (const [name, content, sentence] of refusals) {
    await upload(page, name, content);
    await problem(page).getByText(sentence).waitFor();
  }
  await shot(page, 'headcounts-import-refused');
  await checkAccessibility(page);
  await upload(page, '行错.csv', `${header}999999,户籍,1,2020-12-31\n340102,户籍,1,2020-12-31\n620102,户籍,1,2020-12-31\n620102,户籍,2,2020-12-31\n`);
  for (const sentence of ['没有“999999”这个行政区划代码', '不在本机构的填报范围内', '重复']) await page.getByText(sentence).waitFor();
});

test('the server itself stops at 20 MB and asks for the token of the page', async t => {
  const page = await openTable(t, { expect: [/400 \(Bad Request\)/] });
  await page.goto('headcounts/import?year=2020&basis=reported');
  await interactive(page, '.file-upload button');
  const send = (size, token) => page.evaluate(async ([bytes, withToken]) => {
    const form = document.querySelector('.file-upload');
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes).fill(97)]), '大.csv');
    const headers = withToken ? { RequestVerificationToken: form.elements.__RequestVerificationToken.value } : {};
    const response = await fetch(form.action, { method: 'POST', body, headers });
    return [response.status, await response.text()];
  }, [size, token]);
  const [status, text] = await send(20 * 1024 * 1024 + 1, true);
  assert.equal(status, 200);
  assert.match(text, /超过 20 MB|20 MB/);
  assert.equal((await send(10, false))[0], 400);
});

test('reported figures are certified by another person, and a reviewer reads without fields', async t => {
  const reader = await openTable(t, { user: 'fuhe' });
  assert.equal(await reader.locator('.headcount-sheet input').count(), 0);
  await reader.getByText('上报人数由经办或财务岗位录入').waitFor();
  await checkAccessibility(reader);
  await shot(reader, 'headcounts-read-only');
  await reader.getByRole('button', { name: '转为核定' }).click();
  const dialog = reader.getByRole('dialog', { name: '转为核定' });
  await dialog.waitFor();
  await shot(reader, 'headcounts-promote');
  await dialog.getByRole('button', { name: '转为核定' }).click();
  await saved(reader, /已将 \d 个单位的上报人数转为核定/);
  await reader.getByRole('tab', { name: /核定（9\/9）/ }).click();
  await reader.getByText('参保人数（核定）').waitFor();
  const clerk = await openTable(t, { query: 'basis=certified' });
  assert.equal(await clerk.locator('.headcount-sheet input').count(), 0);
  await clerk.getByText('核定人数由财务或复核岗位录入').waitFor();
});

test('auditors see no headcounts', async t => {
  const auditor = await openPage(t, app);
  await signIn(auditor, app, { bureau: lanzhou, user: 'shenji' });
  await auditor.goto('headcounts?year=2020');
  await auditor.getByRole('heading', { name: '没有权限' }).waitFor();
});

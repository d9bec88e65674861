// 政策文件库: the chain from 兰州, a document registered, pasted, split, marked and with its file, and what the library means for a draft.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { makeDraft } from './drafts.mjs';
import { checkAccessibility, checkNoSidewaysScroll, openPage, press, root, shot, signIn, sizes, startApp } from './harness.mjs';

const lanzhou = '兰州市医疗保障局';
let app;
before(async () => { app = await startApp(); });

async function enter(t, user, { bureau = lanzhou, ...options } = {}) {
  const page = await openPage(t, app, options);
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

async function lookAt(page, name, options) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name, options);
}

const documentPage = number => `documents/${encodeURIComponent(number)}?year=2020`;
const clauseRow = (page, path) => page.locator('table.clauses tbody tr', { has: page.locator(`th:text-is("${path}")`) });
const saved = dialog => dialog.waitFor({ state: 'hidden' });

async function leave(field) {
  await field.press('Tab');
}

for (const [name, size] of Object.entries(sizes)) {
  test(`from 兰州 the chain goes up to the state, ${name}`, async t => {
    const page = await enter(t, 'jingban', { size });
    await open(page, 'documents?year=2020', 'table.documents tbody tr');
    const numbers = await page.locator('table.documents tbody th').allInnerTexts();
    assert.ok(['兰医保〔2020〕142号', '甘医保发〔2020〕66号', '医保发〔2020〕24号', '国发〔2016〕44号'].every(number => numbers.includes(number)), numbers.join());
    assert.ok(!numbers.some(number => /豫|皖|淮/.test(number)), 'nothing of another province');
    assert.equal(await page.getByRole('button', { name: '登记文件' }).count(), 0, 'a clerk reads');
    await lookAt(page, 'documents');

    await page.getByRole('link', { name: '兰医保〔2020〕142号' }).click();
    const chain = page.getByRole('list', { name: '转发和贯彻的次序，自上而下' });
    await chain.waitFor();
    const layers = await chain.locator('> li').evaluateAll(items => items.map(item => item.innerText.replace(/\s+/g, ' ')));
    assert.equal(layers.length, 4);
    assert.match(layers[0], /国发〔2016〕44号.*未收录.*人力资源社会保障部国家医疗保障局令第41号|人力资源社会保障部国家医疗保障局令第41号.*国发〔2016〕44号/);
    assert.match(layers[1], /医保发〔2020〕24号 国家医疗保障局/);
    assert.match(layers[2], /甘医保发〔2020〕66号 甘肃省医疗保障局.*贯彻 医保发〔2020〕24号/);
    assert.match(layers[3], /兰医保〔2020〕142号.*转发 甘医保发〔2020〕66号/);
    const borders = await chain.locator('.chain-node').evaluateAll(nodes => nodes.map(node => [node.innerText.includes('未收录'), getComputedStyle(node).borderTopStyle]));
    assert.ok(borders.every(([missing, style]) => (style === 'dashed') === missing), 'what is not held looks otherwise');
    await clauseRow(page, '一').getByText(/\d+ 处/).click();
    await clauseRow(page, '一').getByRole('link', { name: /2020年度第1版（已发布）/ }).first().waitFor();
    await lookAt(page, 'document', { fullPage: true });

    // By the keyboard to the document above, which is read only here.
    await chain.getByRole('link', { name: '甘医保发〔2020〕66号' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('甘肃省医疗保障局（只读）').waitFor();
    assert.equal(await page.locator('.clause-acts').count(), 0);
  });
}

test('a document is registered, pasted, split, marked and gets its file', async t => {
  const page = await enter(t, 'zhengce');
  await open(page, 'documents?year=2020', 'table.documents tbody tr');
  const registering = page.getByRole('dialog', { name: '登记文件' });
  await press(page.getByRole('button', { name: '登记文件' }), registering);
  await registering.getByRole('button', { name: '保存' }).click();
  await registering.getByText('发文字号不完整', { exact: false }).waitFor();
  await registering.getByLabel('发文字号').fill('兰医保【2020】0150号');
  await leave(registering.getByLabel('发文字号'));
  await page.waitForFunction(() => document.querySelector('#document-number').value === '兰医保〔2020〕150号');
  await registering.getByLabel('标题').fill('关于做好参保缴费工作的通知');
  await registering.getByLabel('发文机关').fill('兰州市医疗保障局\n兰州市财政局');
  await registering.getByLabel('公开属性').selectOption('主动公开');
  assert.equal(await registering.getByLabel('收录情况').evaluate(select => select.selectedOptions[0]?.innerText), '已收录');
  await registering.getByRole('button', { name: '＋ 添加关系' }).click();
  await registering.getByRole('combobox', { name: '关系', exact: true }).selectOption('贯彻');
  await registering.getByLabel('对方文号').fill('甘医保发(2020)66号');
  await leave(registering.getByLabel('对方文号'));
  await lookAt(page, 'document-register');
  await registering.getByRole('button', { name: '保存' }).click();
  await page.waitForURL(/documents\/[^?]+\?/);
  await page.getByText('还没有录入条款').waitFor();
  assert.match(await page.getByRole('list', { name: '转发和贯彻的次序，自上而下' }).innerText(), /兰医保〔2020〕150号[\s\S]*贯彻 甘医保发〔2020〕66号/);

  const pasting = page.getByRole('dialog', { name: '粘贴全文并拆分' });
  await press(page.getByRole('button', { name: '粘贴全文并拆分' }), pasting);
  await pasting.getByLabel('文件全文').fill('兰州市医疗保障局文件\n各区县：\n一、抓好缴费\n（一）时间。12月底前完成。\n1．先登记。\n2．后缴费。\n（二）方式。可以线上办理。\n— 2 —\n二、加强宣传\n附表\n城关区 10');
  await leave(pasting.getByLabel('文件全文'));
  await pasting.getByRole('list', { name: '拆分结果' }).waitFor();
  assert.deepEqual(await pasting.locator('.split-list strong').allInnerTexts(), ['首段', '一', '一(一)', '一(一)1', '一(一)2', '一(二)', '二', '附表']);
  await lookAt(page, 'document-paste');
  await pasting.getByRole('button', { name: '保存条款' }).click();
  await saved(pasting);
  await clauseRow(page, '一(一)').getByText('未校对').waitFor();

  const marking = page.getByRole('dialog', { name: '校对“一(一)”' });
  await press(page.getByRole('button', { name: '校对 一(一)', exact: true }), marking);
  await marking.getByRole('radio', { name: /存疑/ }).check();
  await page.waitForFunction(() => [...document.querySelectorAll('dialog[open] .button')].some(button => button.disabled));
  await marking.getByLabel(/说明/).fill('日期不清');
  await leave(marking.getByLabel(/说明/));
  await lookAt(page, 'document-mark');
  await marking.getByRole('button', { name: '登记', exact: true }).click();
  await saved(marking);
  await clauseRow(page, '一(一)').getByText('日期不清').waitFor();
  const whole = page.getByRole('dialog', { name: '全文校对' });
  await press(page.getByRole('button', { name: '全文校对' }), whole);
  await whole.getByRole('button', { name: '登记', exact: true }).click();
  await saved(whole);
  await clauseRow(page, '二').getByText('已校对').first().waitFor();
  await clauseRow(page, '一(一)').getByText('存疑').first().waitFor();

  // Another text keeps the one before and is unchecked again.
  const editing = page.getByRole('dialog', { name: '修改“二”' });
  await press(page.getByRole('button', { name: '修改 二', exact: true }), editing);
  await editing.getByLabel('文字', { exact: true }).fill('二、加强宣传，做到应保尽保');
  await leave(editing.getByLabel('文字', { exact: true }));
  await editing.getByRole('button', { name: '保存' }).click();
  await saved(editing);
  await clauseRow(page, '二').getByText('以前的文字（1）').click();
  await clauseRow(page, '二').locator('del', { hasText: '二、加强宣传' }).waitFor();
  await clauseRow(page, '二').getByText('未校对').first().waitFor();

  const pdf = Buffer.from('%PDF-1.7\n一页扫描件');
  const upload = page.locator('#document-file');
  await upload.setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  const hash = createHash('sha256').update(pdf).digest('hex');
  await page.locator('table.attachments', { hasText: hash }).waitFor();
  await upload.setInputFiles({ name: '再传一次.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('没有重复保存').waitFor();
  await upload.setInputFiles({ name: '网页.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') });
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByText('与文件名不符').waitFor();
  assert.equal(await page.locator('table.attachments tbody tr').count(), 1);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 扫描件.pdf' }).click()]);
  assert.equal(download.suggestedFilename(), '扫描件.pdf');
  assert.deepEqual(readFileSync(await download.path()), pdf);
  await lookAt(page, 'document-worked', { fullPage: true });

  const removing = page.getByRole('dialog', { name: '删除文件' });
  await press(page.getByRole('button', { name: '删除', exact: true }), removing);
  await removing.getByRole('button', { name: '删除', exact: true }).click();
  await removing.getByText('已有校对记录、修改历史或附件，不能删除').waitFor();
});

test('the file of a document is nobody else\'s and comes only as a download', async t => {
  const page = await enter(t, 'zhengce');
  await open(page, documentPage('兰医保〔2020〕150号'), 'table.attachments');
  const [address, token] = await page.locator('table.attachments form').evaluate(form => [form.action, form.elements.__RequestVerificationToken.value]);
  const headers = { RequestVerificationToken: token };
  const own = await page.request.post(address, { headers });
  assert.equal(own.status(), 200);
  assert.match(own.headers()['content-disposition'], /^attachment/);
  assert.equal(own.headers()['x-content-type-options'], 'nosniff');
  assert.equal((await page.request.post(address)).status(), 400, 'without the form\'s token');
  const other = await enter(t, 'zhengce', { bureau: '河南省医疗保障局' });
  await open(other, 'documents?year=2020', 'table.documents tbody tr');
  const theirs = await other.locator('main').evaluate(() => document.querySelector('input[name=__RequestVerificationToken]')?.value ?? '');
  const refused = await other.request.post(address, { headers: { RequestVerificationToken: theirs } });
  assert.ok([400, 404].includes(refused.status()), `${refused.status()}`);
});

test('a draft that cites what the library does not have says so, and one click registers it', async t => {
  const policy = JSON.parse(readFileSync(`${root}/policies/lanzhou-2020.json`, 'utf8'));
  policy.documents[0].number = '兰医保〔2020〕160号';
  const id = makeDraft(app, 'lanzhou', JSON.stringify(policy));
  const page = await enter(t, 'zhengce');
  await open(page, 'documents?year=2020', '.unregistered');
  assert.match(await page.locator('.unregistered').innerText(), /兰医保〔2020〕160号/);
  await lookAt(page, 'documents-unregistered');
  await open(page, `policies/versions/${id}?year=2020`, '.policy-findings');
  const findings = page.getByRole('list', { name: '检查结果' });
  await findings.getByText('政策文件库中没有 兰医保〔2020〕160号').first().waitFor();
  await lookAt(page, 'findings-unregistered');
  const register = findings.getByRole('button', { name: '登记到文件库' });
  await register.first().waitFor();
  for (let left = await register.count(); left > 0; left = await register.count()) {
    await register.first().click();
    await page.waitForFunction(before => [...document.querySelectorAll('.policy-findings button')].filter(one => one.textContent.includes('登记到文件库')).length < before, left);
  }

  assert.equal(await findings.getByText('政策文件库中没有').count(), 0);
  await open(page, documentPage('兰医保〔2020〕160号'), '.document-facts');
  assert.match(await page.locator('main').innerText(), /兰州市财政局/);
  await open(page, documentPage('兰医保〔2020〕161号'), '.empty-state');
  await lookAt(page, 'document-unknown');
});

test('the list is found by its filters, which stand in the address', async t => {
  const page = await enter(t, 'jingban');
  await open(page, `documents?year=2020&status=NotHeld`, 'table.documents tbody tr');
  assert.ok((await page.locator('table.documents tbody tr').allInnerTexts()).every(row => row.includes('未收录')));
  await page.getByLabel('状态').selectOption('');
  await page.getByLabel('文号、标题或条款文字').fill('就高不就低');
  await leave(page.getByLabel('文号、标题或条款文字'));
  await page.waitForURL(/q=/);
  await page.waitForFunction(() => document.querySelectorAll('table.documents tbody tr').length === 1);
  assert.match(await page.locator('table.documents tbody').innerText(), /甘医保发〔2020〕66号/);
  await page.getByLabel('文号、标题或条款文字').fill('没有这样的文字');
  await leave(page.getByLabel('文号、标题或条款文字'));
  await page.getByText('没有符合条件的文件').waitFor();
  await lookAt(page, 'documents-none');
  await page.getByRole('link', { name: '清除条件' }).click();
  await page.locator('table.documents tbody tr').nth(3).waitFor();
});

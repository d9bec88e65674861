// 政策配置: two people take an empty year to a published policy, roll it on, and a city sees what its province changed and what it costs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { openPage, signIn, sizes, startApp } from './harness.mjs';
import { act, answerAll, button, enter as enterApp, fileOf, idOf, lookAt, notice, open, replace, says, verbs } from './policy-steps.mjs';
import { readSheet } from './xlsx.mjs';

let app;
before(async () => { app = await startApp(); });

const enter = (t, bureau, user, size) => enterApp(t, app, bureau, user, { size });

test('a file of floods, too large or without the token is refused with its sentence, and the page goes on', async t => {
  const page = await openPage(t, app, { expect: [/400 \(Bad Request\)/, /ERR_CONNECTION_RESET/] });
  await signIn(page, app, { bureau: '淮南市医疗保障局', user: 'zhengce' });
  await open(page, 'policies/versions?year=2020');
  await button(page, '导入 JSON 文件').click();
  const file = page.getByLabel('JSON 格式的政策文件');
  const refused = async (content, sentence) => {
    await file.setInputFiles({ name: '政策.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    await page.locator('.policy-upload button').click();
    await page.getByText(sentence).first().waitFor();
  };
  await refused(JSON.stringify(Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`未知的成员${i}`, 1]))), /政策文件有 9\d\d 处不符合格式/);
  await refused('不是 JSON', /不是有效的 JSON/);
  await refused(Buffer.from([0x7b, 0xff, 0x7d]), /不是 UTF-8 编码/);
  const send = (size, withToken) => page.evaluate(async ([bytes, token]) => {
    const form = document.querySelector('.policy-upload');
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes).fill(97)]), '大.json');
    const response = await fetch(form.action, { method: 'POST', body, headers: token ? { RequestVerificationToken: form.elements.__RequestVerificationToken.value } : {} });
    return [response.status, await response.text()];
  }, [size, withToken]);
  const [status, text] = await send(4 * 1024 * 1024 + 1, true);
  assert.equal(status, 200);
  assert.match(text, /超过 4 MB/);
  // Far beyond it the server hangs up instead of listening; only a request that is not this page's own comes to that.
  assert.equal(await send(9 * 1024 * 1024, true).then(([code]) => code, () => 'hung up'), 'hung up');
  assert.equal((await send(10, false))[0], 400);
});

test('国家: two people take an empty year to a published policy and roll it on', async t => {
  const author = await enter(t, 'national', 'zhengce');
  const reviewer = await enter(t, 'national', 'fuhe');

  // Next year is in no switch yet: the dialog has a field for it.
  await open(author, 'policies/versions?year=2020');
  await button(author, '新建版本').click();
  const dialog = author.getByRole('dialog', { name: '新建政策版本' });
  assert.equal(await dialog.getByLabel('财政补助年度').inputValue(), '2021');
  await dialog.getByLabel(/年度结转/).waitFor();
  assert.ok(await dialog.getByLabel(/年度结转/).isChecked(), 'the ordinary way is suggested');
  await dialog.getByLabel(/空白/).check();
  await lookAt(author, 'policy-new');
  await button(dialog, '新建草稿').click();
  await author.waitForURL(/policies\/versions\/\d+\?year=2021$/);
  await author.locator('.shell[data-ready]').waitFor();
  await author.getByRole('tab', { name: /检查结果/ }).waitFor();
  const draft = idOf(author);

  // A second draft of the year, and a file with faults, are refused; the file's faults with their places.
  await open(author, 'policies/versions?year=2021');
  const content = notice('national');
  content.title = '国家2021年城乡居民医疗保障政策';
  content.year.funding = 2021;
  const refused = async (name, text, words) => {
    await author.getByLabel('JSON 格式的政策文件').setInputFiles(fileOf(name, text));
    await button(author, '导入为新草稿').click();
    await author.locator('.drawer .problem-box', { hasText: words }).waitFor();
  };
  await button(author, '导入 JSON 文件').click();
  await refused('不是.json', '这不是政策', /JSON/);
  await refused('错.json', { ...content, contribution: [{ yuan: '二百八' }] }, /contribution\[0\]\.yuan：/);
  await lookAt(author, 'policy-import-refused');
  await refused('好.json', content, /2021年度已有一份草稿（第 1 版）/);

  // What the checks find holds the draft up: 必须改正.
  await open(author, `policies/versions/${draft}?year=2021`);
  await author.getByRole('tab', { name: '替换内容' }).waitFor();
  const faulty = structuredClone(content);
  faulty.contribution[0].cite = [];
  await replace(author, faulty);
  await author.locator('.policy-findings .state-bad').first().waitFor();
  assert.ok(!(await verbs(author)).includes('提交复核'));
  assert.match(await author.locator('.policy-findings a').first().getAttribute('href'), new RegExp(`policies/versions/${draft}/edit\\?year=2021#%24`));
  await lookAt(author, 'policy-findings-hard');
  await author.locator('.policy-findings a').first().click();
  await author.waitForURL(/\/edit\?year=2021/);
  await author.getByRole('heading', { level: 1, name: /编辑/ }).waitFor();
  await open(author, `policies/versions/${draft}?year=2021`);
  await author.getByRole('tab', { name: '替换内容' }).waitFor();
  await replace(author, content);
  await author.getByText('可以提交复核').first().waitFor();
  await act(author, '提交复核', '请复核');
  assert.ok(!(await verbs(author)).includes('复核同意'), 'nobody reviews what he wrote');
  await says(author, '编写过这份政策的人不能复核和发布');

  // Returned with words only; the author finds the new draft in 待办.
  await open(reviewer, 'inbox?year=2021');
  await reviewer.getByRole('link', { name: '复核政策' }).click();
  await reviewer.getByRole('tab', { name: '内容', exact: true }).waitFor();
  await button(reviewer.locator('.page-actions'), '退回').click();
  const returned = reviewer.getByRole('dialog', { name: '退回' });
  assert.ok(await button(returned, '退回').isDisabled(), 'no return without words');
  await button(returned, '取消').click();
  await returned.waitFor({ state: 'hidden' });
  await act(reviewer, '退回', '请核对文件标题');
  await reviewer.locator('.state-badge', { hasText: '已退回' }).waitFor();
  await reviewer.getByRole('tab', { name: '办理过程' }).click();
  await says(reviewer, '请核对文件标题');
  await lookAt(reviewer, 'policy-timeline');

  await open(author, 'inbox?year=2021');
  await lookAt(author, 'policy-inbox');
  await author.getByRole('link', { name: '改正被退回的政策' }).click();
  await author.getByText('可以提交复核').first().waitFor();
  await act(author, '提交复核');
  await open(reviewer, `policies/versions/${idOf(author)}?year=2021`);
  await act(reviewer, '复核同意', '同意');
  await act(reviewer, '发布');
  await reviewer.locator('.state-badge', { hasText: '已发布' }).waitFor();
  await lookAt(reviewer, 'policy-published');

  // 年度结转: each value is confirmed before anything can be submitted.
  await open(author, 'policies/versions?year=2021');
  await button(author, '新建版本').click();
  await dialog.getByText('上一年度政策顺延一年').waitFor();
  assert.equal(await dialog.getByLabel('财政补助年度').inputValue(), '2022');
  await button(dialog, '新建草稿').click();
  await author.waitForURL(/policies\/versions\/\d+\?year=2022$/);
  await author.locator('.shell[data-ready]').waitFor();
  const lines = author.getByRole('table', { name: '待确认的内容' }).locator('tbody tr');
  await lines.first().waitFor();
  const all = await lines.count();
  assert.ok(all > 10);
  assert.ok(!(await verbs(author)).includes('提交复核'));
  await lookAt(author, 'policy-roll');
  await lines.first().getByRole('checkbox').check();
  await author.getByLabel('文件', { exact: true }).selectOption({ index: 1 });
  await author.getByLabel('条款').fill('一(一)');
  await author.getByRole('button', { name: '确认所选（1 项）' }).click();
  await says(author, `结转确认（还有 ${all - 1} 项）`);
  await author.getByLabel('选中全部').check();
  await author.getByLabel('没有新文件，写明理由').check();
  await author.getByRole('button', { name: /确认所选/, disabled: true }).waitFor(); // no carrying without a reason
  await author.getByRole('textbox', { name: '理由' }).fill('2022年文件尚未下发，暂按上年执行');
  await author.getByRole('button', { name: `确认所选（${all - 1} 项）` }).click();
  await says(author, '结转的内容已全部确认');
  await answerAll(author, '已知悉');
  await act(author, '提交复核');
  await open(reviewer, `policies/versions/${idOf(author)}?year=2022`);
  await act(reviewer, '复核同意');
  await act(reviewer, '发布');
  await reviewer.locator('.state-badge', { hasText: '已发布' }).waitFor();

  // Two years side by side; a bureau without counties says that there is no money to show.
  await reviewer.getByRole('tab', { name: '变动', exact: true }).click();
  await reviewer.getByRole('link', { name: '查看变动' }).click();
  await reviewer.locator('.policy-redline tbody tr').first().waitFor();
  await reviewer.getByRole('tab', { name: '资金影响（按出资方）' }).click();
  await says(reviewer, '没有资金影响可以计算');
});

test('淮南: below a range that the province lays down in principle, a draft waits for a written reason', async t => {
  const author = await enter(t, 'huainan', 'zhengce');
  await open(author, 'policies/versions?year=2020');
  await button(author, '新建版本').click();
  const dialog = author.getByRole('dialog', { name: '新建政策版本' });
  await dialog.getByLabel('财政补助年度').fill('2020');
  await dialog.getByLabel('财政补助年度').press('Tab');
  await dialog.getByText('以第 1 版为底稿修改').waitFor();
  await button(dialog, '新建草稿').click();
  await author.waitForURL(/policies\/versions\/\d+/);
  await author.getByRole('tab', { name: '替换内容' }).waitFor();
  const content = notice('huainan');
  content.subsidies.rules.find(rule => rule.category === 'registered-poor').form = { kind: 'fixed', yuan: 100 };
  content.contribution = [{ yuan: 280, cite: [{ document: 'huai15', clause: '三(二)', says: '试填' }] }];
  await replace(author, content);
  const finding = author.locator('.policy-findings > li', { hasText: '农村建档立卡贫困人口 100.00 元' }).first();
  await finding.locator('.state-warning', { hasText: '写明理由' }).waitFor();
  assert.match(await finding.innerText(), /皖.*15号 一\(三\)/, 'with the clause of the level above');
  assert.ok(!(await verbs(author)).includes('提交复核'));
  await finding.getByRole('button', { name: '保存理由', disabled: true }).waitFor();
  await finding.getByRole('textbox').fill('市级财力不足，2020年先按100元执行');
  await button(finding, '保存理由').click();
  await finding.locator('.state-good', { hasText: '写明理由：已办' }).waitFor();
  await says(author, '理由：市级财力不足，2020年先按100元执行');
  await answerAll(author, '已知悉');
  await act(author, '提交复核');

  // What was submitted by mistake is taken back, what was submitted once is kept.
  await act(author, '撤回提交');
  await author.getByText('可以提交复核').first().waitFor();
  assert.ok(!(await verbs(author)).includes('删除草稿'));
});

for (const [size, window] of Object.entries(sizes)) {
  test(`甘肃 publishes anew: 兰州 is told, compares to the fen, and its run says so (${size})`, async t => {
    const [author, reviewer] = [await enter(t, 'gansu', 'zhengce'), await enter(t, 'gansu', 'fuhe')];
    const finance = await enter(t, 'lanzhou', 'caiwu', window);
    if (size === 'office') {
      // A run on what is in force so far.
      await open(finance, 'allocations?year=2020');
      await button(finance, '新建试算').first().click();
      await button(finance.getByRole('dialog'), '开始试算').click();
      await finance.waitForURL(/\/allocations\/\d+/);

      // One yuan from city and county to the province in the third tier.
      await open(author, 'policies/versions?year=2020');
      await button(author, '新建版本').click();
      const dialog = author.getByRole('dialog', { name: '新建政策版本' });
      await dialog.getByLabel('财政补助年度').fill('2020');
      await dialog.getByLabel('财政补助年度').press('Tab');
      await dialog.getByText('以第 1 版为底稿修改').waitFor();
      await button(dialog, '新建草稿').click();
      await author.waitForURL(/policies\/versions\/\d+/);
      await author.getByRole('tab', { name: '替换内容' }).waitFor();
      const content = notice('gansu');
      const third = content.funding.tiers.find(tier => tier.name === '第三档').shares;
      const share = payers => third.find(one => one.payers.join() === payers);
      share('province').yuan = 97.4;
      share('city,county').yuan = 12.6;
      await replace(author, content);
      await answerAll(author, '已知悉');
      await act(author, '提交复核');
      await open(reviewer, `policies/versions/${idOf(author)}?year=2020`);
      await act(reviewer, '复核同意');
      await act(reviewer, '发布');
      await reviewer.locator('.state-badge', { hasText: '已发布' }).waitFor();
    }

    for (const [address, name] of [['?year=2020', 'overview'], ['policies?year=2020', 'policies'], ['policies/versions?year=2020', 'versions']]) {
      await open(finance, address);
      await finance.getByText('甘肃省医疗保障局于').waitFor();
      await says(finance, /第 2 版/);
      await lookAt(finance, `policy-updated-${name}`);
    }
    await open(finance, 'allocations?year=2020');
    await finance.locator('.run-list a').first().click();
    await finance.locator('.state-badge', { hasText: '上级政策已更新' }).waitFor();

    await open(finance, 'policies/versions?year=2020');
    await finance.getByRole('link', { name: '查看变动' }).click();
    await finance.locator('.policy-redline tbody tr').first().waitFor();
    const cells = await finance.locator('.policy-redline tbody').evaluate(body => [...body.rows].map(row => [...row.cells].map(cell => cell.textContent.trim())));
    assert.equal(cells.length, 2);
    const province = cells.find(row => row[1].includes('省级'));
    assert.match(province[4], /96\.40/);
    assert.match(province[6], /97\.40/);
    assert.ok(province[5].includes('甘医保发〔2020〕66号'));
    assert.equal(await finance.locator('.policy-redline del').count(), 2, 'the old values are struck through');
    await lookAt(finance, 'policy-redline');

    await finance.getByRole('tab', { name: '资金影响（按出资方）' }).click();
    await finance.locator('.policy-money tbody tr').first().waitFor();
    const money = await finance.locator('.policy-money tbody').evaluate(body => [...body.rows].map(row => [...row.cells].map(cell => cell.textContent.trim())));
    const fen = text => BigInt(text.replace(/〔[^〕]*〕/g, '').replaceAll(',', '').replace('.', ''));
    assert.equal(fen(money.at(-1).at(-1)), 0n, 'what one pays more the others pay less');
    assert.ok(fen(money.find(row => row[1] === '省级')[4]) > 0n);
    await lookAt(finance, 'policy-money');
    await finance.getByRole('tab', { name: '资金影响（按县）' }).click();
    await finance.locator('main').getByText('城关区').first().waitFor();
    await lookAt(finance, 'policy-money-counties');
    await finance.getByRole('radio', { name: '万元', exact: true }).check();
    await finance.getByText('单位：万元').first().waitFor();

    const [file] = await Promise.all([finance.waitForEvent('download'), button(finance, '导出 Excel').click()]);
    const book = readFileSync(await file.path());
    const sheet = readSheet(book).filter(Boolean);
    const first = sheet.findIndex(row => row[0] === '1');
    assert.deepEqual(sheet.slice(first, first + cells.length).map(row => row.slice(0, 8)), cells, 'the file says what the page says');

    // The city's administrator goes on from the own version.
    const city = await enter(t, 'lanzhou', 'zhengce', window);
    await open(city, 'policies/versions?year=2020');
    if (size === 'office') {
      await button(city, '沿用并核对').click();
      await city.waitForURL(/policies\/versions\/\d+/);
      await city.locator('.policy-findings .state-warning').first().waitFor();
      assert.ok(!(await verbs(city)).includes('提交复核'), 'undetermined findings are acknowledged first');
      await lookAt(city, 'policy-findings');
    } else {
      await city.getByRole('link', { name: /继续办理第 2 版（草稿）/ }).click();
      await city.locator('.policy-findings').waitFor();
      await lookAt(city, 'policy-findings');
      await city.getByRole('tab', { name: '内容', exact: true }).click();
      await city.locator('.policy-values').first().waitFor();
      await lookAt(city, 'policy-values');
    }
  });
}

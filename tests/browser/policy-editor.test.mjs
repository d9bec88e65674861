// The policy editor: 兰州's division typed in by hand from an empty year, what the checks say meanwhile, two tabs on one draft, what a lost page keeps.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeDraft } from './drafts.mjs';
import { at, emptyYear, goTo, input, notice, openEditor, saved, section, type } from './editor.mjs';
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

async function cite(page, path, clause, says) {
  await at(page, path).getByRole('button', { name: '＋ 添加依据' }).click();
  await at(page, `${path}[0]`).waitFor();
  await type(page, at(page, `${path}[0].clause`), clause);
  await type(page, at(page, `${path}[0].says`), says);
}

async function share(page, path, payer, part) {
  await at(page, path).getByText(payer, { exact: true }).click();
  await saved(page);
  await input(page, `${path}.kind`).selectOption({ label: '余额按份' });
  await saved(page);
  await type(page, input(page, `${path}.part`), part);
  await cite(page, `${path}.cite`, '一', `${payer}级占${part}`);
}

test('兰州: the division of city and county is typed in from an empty year', async t => {
  const id = makeDraft(app, 'lanzhou', emptyYear);
  const page = await openEditor(t, app, '兰州市医疗保障局', id);
  await page.locator('.editor-side', { hasText: '检查结果' }).waitFor();

  await section(page, '政策文件');
  await page.getByRole('button', { name: '＋ 添加文件' }).click();
  await page.locator('.finding', { hasText: '“发文字号”还没有填写' }).waitFor();
  await type(page, input(page, '$.documents[0].number'), '兰医保(2020)142号');
  assert.equal(await input(page, '$.documents[0].number').inputValue(), '兰医保〔2020〕142号');

  await section(page, '财政补助标准');
  await page.getByRole('button', { name: '＋ 添加标准' }).click();
  await type(page, input(page, '$.fiscalSubsidy[0].yuan'), '540元');
  await cite(page, '$.fiscalSubsidy[0].cite', '一', '达到550元');
  await page.locator('.finding', { hasText: /不符合甘肃省.*不低于 550\.00 元/ }).waitFor();

  // The finding leads from another section to its field.
  await section(page, '市县分担');
  await page.locator('.finding', { hasText: /不符合甘肃省.*不低于 550\.00 元/ }).click();
  await page.locator('#section-title', { hasText: '财政补助标准' }).waitFor();
  await page.waitForFunction(() => location.hash.startsWith('#$.fiscalSubsidy'));
  await type(page, input(page, '$.fiscalSubsidy[0].yuan'), '550');
  await page.locator('.finding', { hasText: /不符合甘肃省.*不低于 550\.00 元/ }).waitFor({ state: 'detached' });
  await at(page, '$.fiscalSubsidy[0].yuan').getByText('✓ 符合 甘肃省医疗保障局：不低于 550.00 元 甘医保发〔2020〕66号 一(一)').waitFor();

  await section(page, '市县分担');
  await page.locator('.advanced > summary').click();
  const groups = [['榆中、永登、皋兰、兰州新区', 6, 4], ['七里河区，红古区', 5, 5], ['城关 安宁 西固', 4, 6]];
  for (const [i, [names, city, county]] of groups.entries()) {
    const split = `$.funding.splits[${i}]`;
    await page.getByRole('button', { name: '＋ 添加市县分担' }).click();
    await at(page, `${split}.of`).getByText('市', { exact: true }).click();
    await at(page, `${split}.of`).getByText('县', { exact: true }).click();
    await saved(page);
    await at(page, `${split}.where`).locator('summary').first().click();
    const regions = at(page, `${split}.where.regions`);
    await regions.locator('textarea').fill(i === 0 ? names + '、梦溪县' : names);
    await regions.getByRole('button', { name: '添加' }).click();
    await saved(page);
    if (i === 0) {
      await regions.getByRole('alert').filter({ hasText: '没有找到 梦溪县' }).waitFor();
      await regions.locator('textarea').fill('');
      await regions.locator('textarea').press('Tab');
    }
    assert.equal(await regions.locator('.chips li').count(), names.split(/[、， ]/).length);
    for (const [j, [payer, part]] of [['市', city], ['县', county]].entries()) {
      await at(page, `${split}.shares`).getByRole('button', { name: '＋ 添加出资方' }).click();
      await at(page, `${split}.shares[${j}]`).waitFor();
      await share(page, `${split}.shares[${j}]`, payer, String(part));
    }
    await at(page, `${split}.shares`).getByText(`市级:县级 = ${city}:${county}`).waitFor();
    await at(page, `${split}.cite`).getByRole('button', { name: /＋ 同上一处/ }).click();
    await saved(page);
    if (i === 0) {
      await page.locator('.finding', { hasText: '城关区' }).first().waitFor();
      await shot(page, 'policy-editor');
    }
  }
  await page.waitForFunction(() => ![...document.querySelectorAll('.finding.found-bad')].some(one => /市县分担|财政补助/.test(one.textContent)));

  await page.getByRole('tab', { name: '试算' }).click();
  for (const [county, city, own] of [['榆中县', '8.16', '5.44'], ['红古区', '6.80', '6.80'], ['城关区', '5.44', '8.16']]) {
    await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: county });
    await page.locator('.trial tr', { hasText: '市级' }).filter({ hasText: city }).waitFor();
    await page.locator('.trial tr', { hasText: '县级' }).filter({ hasText: own }).waitFor();
  }
  await shot(page, 'policy-editor-trial');
  await checkAccessibility(page);

  // The text is in the database: a new page has it.
  await goTo(page, id, `#${encodeURIComponent('$.funding.splits[1].shares[0].part')}`);
  await page.waitForFunction(() => document.activeElement?.value === '5');
  assert.equal(await page.locator('#section-title').textContent(), '市县分担');
});

test('what is typed while another kind of share is on its way stays in its field', async t => {
  const id = makeDraft(app, 'lanzhou', notice('lanzhou'));
  const page = await openEditor(t, app, '兰州市医疗保障局', id, { fragment: `#${encodeURIComponent('$.funding.splits[0].shares[0].part')}` });
  const share = '$.funding.splits[0].shares[0]';
  await input(page, `${share}.part`).waitFor();
  const clause = at(page, `${share}.cite[0].clause`);
  // In one breath: the kind is chosen, and before the server has answered somebody types on in the same row.
  await page.evaluate(([kind, clause]) => {
    const choice = document.querySelector(`[data-path="${kind}"] select`);
    choice.value = 'fixed';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    const field = document.querySelector(`[data-path="${clause}"]`);
    field.focus();
    field.value = '五(二)';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, [`${share}.kind`, `${share}.cite[0].clause`]);
  await input(page, `${share}.yuan`).waitFor();
  assert.equal(await clause.inputValue(), '五(二)');
  assert.equal(await clause.evaluate(field => document.activeElement === field), true);
  await clause.press('Tab');
  await saved(page);
  assert.equal(await clause.inputValue(), '五(二)');
});

test('what was typed and not saved is offered again', async t => {
  const id = makeDraft(app, 'lanzhou', emptyYear);
  const page = await openEditor(t, app, '兰州市医疗保障局', id);
  // Typed, not left: the server has heard nothing of it when the page is lost.
  await input(page, '$.title').press('End');
  await input(page, '$.title').pressSequentially('（修订）');
  await goTo(page, id);
  await page.getByText('上次离开时有 1 处修改没有保存').waitFor();
  await page.getByRole('button', { name: '恢复这些修改' }).click();
  await saved(page);
  assert.equal(await input(page, '$.title').inputValue(), '兰州市2020年政策（修订）');
  await input(page, '$.title').fill('兰州市2020年新政策');
  await page.keyboard.press('Control+s');
  await saved(page);
  await goTo(page, id);
  assert.equal(await page.getByText('没有保存。').count(), 0);
  assert.equal(await input(page, '$.title').inputValue(), '兰州市2020年新政策');
});

test('a document comes from 政策文件库, and its clauses are offered where it is cited', async t => {
  const id = makeDraft(app, 'lanzhou', emptyYear);
  const page = await openEditor(t, app, '兰州市医疗保障局', id);
  await section(page, '政策文件');
  const pick = page.getByLabel('从文件库选用');
  assert.ok((await pick.locator('option').allInnerTexts()).includes('甘医保发〔2020〕66号'), 'also those of the bureaus above');
  await pick.selectOption('兰医保〔2020〕142号');
  await page.getByRole('button', { name: '选用', exact: true }).click();
  await saved(page);
  assert.equal(await input(page, '$.documents[0].number').inputValue(), '兰医保〔2020〕142号');
  assert.ok(!(await pick.locator('option').allInnerTexts()).includes('兰医保〔2020〕142号'), 'a document stands in the list once');
  await section(page, '财政补助标准');
  await page.getByRole('button', { name: '＋ 添加标准' }).click();
  await type(page, input(page, '$.fiscalSubsidy[0].yuan'), '550');
  await at(page, '$.fiscalSubsidy[0].cite').getByRole('button', { name: '＋ 添加依据' }).click();
  const clause = at(page, '$.fiscalSubsidy[0].cite[0].clause');
  await clause.focus();
  const offered = page.locator('datalist[id="clauses-of-$.fiscalSubsidy[0].cite"] option');
  await offered.first().waitFor({ state: 'attached' });
  assert.deepEqual((await offered.evaluateAll(options => options.map(one => one.value))).filter(path => ['一', '二', '三'].includes(path)), ['一', '二', '三']);
  await type(page, clause, '九');
  await type(page, at(page, '$.fiscalSubsidy[0].cite[0].says'), '每人550元');
  await page.locator('.editor-form .found', { hasText: '兰医保〔2020〕142号 没有“九”这一条' }).waitFor();
  await type(page, clause, '一');
  await page.locator('.editor-form .found', { hasText: '没有“九”' }).waitFor({ state: 'detached' });
});

/** What the page keeps while the server cannot be reached: a whole text, and the one that it began with. */
async function keep(page, text, began) {
  await input(page, '$.title').press('End');
  await input(page, '$.title').pressSequentially('。');
  await page.evaluate(whole => {
    const key = Object.keys(sessionStorage).find(one => one.startsWith('policy/'));
    sessionStorage.removeItem(key);
    sessionStorage.setItem(`${key}/text`, JSON.stringify(whole));
  }, { text, began });
}

test('what is longer than an ordinary message of a circuit is offered again and saved', async t => {
  const id = makeDraft(app, 'lanzhou', emptyYear);
  const page = await openEditor(t, app, '兰州市医疗保障局', id);
  await keep(page, JSON.stringify({ ...JSON.parse(emptyYear), title: `${'长'.repeat(30_000)}标题` }), emptyYear);
  await goTo(page, id);
  await page.getByText('上次离开时有一份修改没有保存').waitFor();
  await page.getByRole('button', { name: '恢复这些修改' }).click();
  await saved(page);
  assert.equal((await input(page, '$.title').inputValue()).length, 30_002);
  await type(page, input(page, '$.title'), '甲'.repeat(30_000)); // pasted, in one message
  await goTo(page, id);
  assert.equal((await input(page, '$.title').inputValue()).length, 30_000);
});

test('what was kept does not undo what somebody saved meanwhile', async t => {
  const theirs = { ...JSON.parse(emptyYear), title: '同事改过的标题', year: { funding: 2020 }, benefits: [] };
  const id = makeDraft(app, 'lanzhou', JSON.stringify(theirs));
  const page = await openEditor(t, app, '兰州市医疗保障局', id);
  const mine = { ...JSON.parse(emptyYear), documents: [{ id: 'd', number: '兰医保〔2020〕142号' }] };
  await keep(page, JSON.stringify(mine), emptyYear);
  await goTo(page, id);
  await page.getByRole('button', { name: '恢复这些修改' }).click();
  const waiting = page.getByRole('list', { name: '待重做的修改' }).locator('li');
  await waiting.first().waitFor();
  assert.equal(await waiting.count(), 1, 'only what was changed here');
  assert.equal(await input(page, '$.title').inputValue(), '同事改过的标题');
  await page.getByRole('button', { name: /全部重做（1 项）/ }).click();
  await saved(page);
  await goTo(page, id);
  assert.equal(await input(page, '$.title').inputValue(), '同事改过的标题');
  await section(page, '政策文件');
  await page.getByText('兰医保〔2020〕142号').first().waitFor();
});

for (const [name, size] of Object.entries(sizes)) {
  test(`every part has its screen, fits and is accessible (${name})`, async t => {
    const id = makeDraft(app, 'gansu', notice('gansu'));
    const page = await openEditor(t, app, '甘肃省医疗保障局', id, { size });
    const names = await page.locator('.editor-nav button span:first-child').allInnerTexts();
    assert.equal(names.length, 17);
    for (const one of names) {
      await section(page, one);
      const closed = page.locator('.item-title[aria-expanded=false]').first();
      if (await closed.count()) await closed.click();
      await checkNoSidewaysScroll(page);
      const words = await page.locator('.editor').innerText();
      assert.doesNotMatch(words.replace(/[a-z]+-[a-z0-9-]+/g, ''), /[A-Za-z]{3,}/, `${one}: no English`);
      await checkAccessibility(page);
    }
    await section(page, '分担档次');
    await shot(page, 'policy-editor-tiers');
    await section(page, '资助标准');
    await shot(page, 'policy-editor-rules', { fullPage: true });
    await section(page, '基本信息和三个年度');
    await shot(page, 'policy-editor-years');
  });
}

test('a published version and a person without the role are told where to go', async t => {
  const page = await openPage(t, app);
  await signIn(page, app, { bureau: '兰州市医疗保障局', user: 'caiwu' });
  const id = makeDraft(app, 'lanzhou', emptyYear);
  await page.goto(`policies/versions/${id}/edit?year=2020`);
  await page.getByText('只有政策管理员可以编制和提交政策，请由政策管理员办理。').waitFor();
  assert.match(await page.getByRole('link', { name: '查看这一版本' }).getAttribute('href'), new RegExp(`policies/versions/${id}`));
  await page.locator('.shell[data-ready]').waitFor();
  await page.goto('policies/versions/1/edit?year=2020');
  await page.getByText(/没有找到这份政策|只有草稿可以编辑/).waitFor();
});

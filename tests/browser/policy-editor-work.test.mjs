// Working in the policy editor: ratios of counties in one table, one's own changes done again after another's save, words to findings where they stand, links.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeDraft } from './drafts.mjs';
import { at, emptyYear, goTo, input, notice, openEditor, saved, section, type } from './editor.mjs';
import { checkAccessibility, checkNoSidewaysScroll, shot, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

const lanzhou = '兰州市医疗保障局';
const row = (page, county) => page.locator('.county-shares tbody tr', { hasText: county });

for (const [name, size] of Object.entries(sizes)) {
  test(`ratios: pasted, several at once, one in its line, and what is open is seen (${name})`, async t => {
    const id = makeDraft(app, 'lanzhou', JSON.stringify({ ...JSON.parse(emptyYear), documents: JSON.parse(notice('lanzhou')).documents }));
    const page = await openEditor(t, app, lanzhou, id, { size });
    await section(page, '市县分担');
    await page.getByText('（9 个，未定 9 个）').waitFor();
    assert.match(await row(page, '榆中县').innerText(), /第三档\s+13\.60\s+未定\s+未定/);

    const shares = page.locator('.county-shares');
    await shares.getByText('粘贴', { exact: true }).click();
    await page.getByLabel('依据', { exact: true }).selectOption('lan142');
    await page.getByLabel('条款', { exact: true }).fill('一');
    await page.getByLabel('粘贴县名和比例').fill('榆中县 6:4\n永登、皋兰、兰州新区 6：4\n梦溪县 5:5\n620103 5:5');
    await page.getByRole('button', { name: '识别并填入' }).click();
    await page.getByRole('alert').filter({ hasText: '没有填入：梦溪县 5:5（没有找到）' }).waitFor();
    await page.getByText('（9 个，未定 4 个）').waitFor();
    await saved(page);
    assert.match(await row(page, '兰州新区').innerText(), /8\.16\s+5\.44\s+兰医保〔2020〕142号 一/);

    // One in its line, by the keyboard; the rest at once.
    await row(page, '红古区').getByRole('textbox').fill('5:5');
    await page.keyboard.press('Enter');
    await saved(page);
    await page.getByText('（9 个，未定 3 个）').waitFor();
    await row(page, '城关区').getByRole('textbox').fill('四比六');
    await page.keyboard.press('Tab');
    await page.getByRole('alert').filter({ hasText: '城关区的“四比六”不是比例' }).waitFor();
    assert.equal(await row(page, '城关区').getByRole('textbox').inputValue(), '');
    await shot(page, 'policy-editor-ratios-open');
    await page.getByRole('button', { name: '选中未定的' }).click();
    await page.getByLabel('市 : 县', { exact: true }).fill('4:6');
    await page.getByRole('button', { name: '用于所选 3 个' }).click();
    await saved(page);
    await page.getByText('（9 个，都已确定）').waitFor();
    assert.match(await row(page, '城关区').innerText(), /5\.44\s+8\.16/);
    assert.equal(await page.locator('.advanced .item').count(), 3); // one entry a ratio
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'policy-editor-ratios');

    // The clause leads to its entry; a ratio is taken back; one step undoes it.
    await row(page, '七里河').getByRole('button').click();
    await page.waitForFunction(() => document.activeElement?.closest('[data-path="$.funding.splits[1]"]'));
    await row(page, '七里河').getByRole('textbox').fill('');
    await page.keyboard.press('Tab');
    await page.getByText('（9 个，未定 1 个）').waitFor();
    await page.getByRole('button', { name: '撤销上一步' }).click();
    await page.getByText('（9 个，都已确定）').waitFor();
    await saved(page);
    await page.waitForFunction(() => ![...document.querySelectorAll('.finding')].some(one => one.textContent.includes('市县分担')));
  });
}

test('two tabs: the second sees who saved what, and its changes are done again by the program', async t => {
  const id = makeDraft(app, 'lanzhou', notice('lanzhou'));
  const first = await openEditor(t, app, lanzhou, id);
  const second = await first.context().newPage();
  await goTo(second, id);
  await section(second, '市县分担');
  await type(first, input(first, '$.title'), '兰州市2020年政策（甲改）');
  await section(first, '市县分担');
  await first.locator('.advanced > summary').click();
  await type(first, input(first, '$.funding.splits[1].shares[0].part'), '7');
  await at(first, '$.funding.splits[0]').getByRole('button', { name: /^删除：市县合计/ }).click();
  await saved(first);

  // Three fields left one after the other, faster than the first of them is saved.
  await second.evaluate(values => {
    for (const [path, text] of values) {
      const field = document.querySelector(`.editor-form [data-path="${CSS.escape(path)}"] input`);
      field.value = text;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }, [['$.funding.splits[0].shares[0].part', '9'], ['$.funding.splits[1].shares[0].part', '8'], ['$.funding.splits[2].shares[0].part', '3']]);
  const dialog = second.getByRole('dialog', { name: '这份草稿已被他人修改' });
  await dialog.waitFor();
  const text = await dialog.innerText();
  assert.match(text, /演示政策于 \d{4}-\d\d-\d\d \d\d:\d\d 保存了这份草稿/);
  assert.match(text, /兰州市2020年政策（甲改）/);
  await checkAccessibility(second);
  await shot(second, 'policy-editor-conflict');
  await dialog.getByRole('button', { name: '在对方基础上重做我的修改' }).click();
  await saved(second);

  const list = second.getByRole('list', { name: '待重做的修改' });
  await list.locator('li').nth(2).waitFor();
  assert.equal(await list.locator('li').count(), 3);
  const [gone, both, plain] = await list.locator('li').allInnerTexts();
  assert.match(gone, /9 份[\s\S]*不能重做[\s\S]*对方已删除这一处/);
  assert.match(both, /现在（对方）\s+7 份\s+我的修改\s+8 份[\s\S]*双方都改了 原来是“5 份”/);
  assert.match(plain, /现在（对方）\s+4 份\s+我的修改\s+3 份/);
  await checkAccessibility(second);
  await shot(second, 'policy-editor-redo');
  await second.getByRole('button', { name: '全部重做（1 项）' }).press('Enter');
  await saved(second);
  await list.locator('li').nth(2).getByText('现在的内容与我的修改一致').waitFor();
  await list.getByRole('button', { name: /^用我的/ }).click();
  await saved(second);
  await second.getByRole('tab', { name: '待重做（1）' }).waitFor();
  await second.getByRole('button', { name: '已处理完，收起' }).click();
  await goTo(second, id);
  assert.equal(await input(second, '$.title').inputValue(), '兰州市2020年政策（甲改）');
  await section(second, '市县分担');
  assert.deepEqual([await input(second, '$.funding.splits[0].shares[0].part').inputValue(), await input(second, '$.funding.splits[1].shares[0].part').inputValue()], ['8', '3']);
  assert.equal(await at(second, '$.funding.splits[2]').count(), 0);
});

test('words to findings: where they stand, for one, for all of a kind, taken back; and on the version page', async t => {
  const id = makeDraft(app, 'lanzhou', notice('lanzhou'));
  const page = await openEditor(t, app, lanzhou, id);
  const waiting = page.locator('.finding-list .found-warn');
  await waiting.first().waitFor();
  const count = await waiting.count();
  assert.ok(count > 2, `${count} findings ask to be acknowledged`);
  await waiting.first().click();
  await page.waitForFunction(() => location.hash.length > 3);
  const line = page.locator('.editor-form .found.found-warn').first();
  await line.getByRole('button', { name: /^确认已知悉/ }).press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('.policy-note textarea'));
  await page.keyboard.type('待上级明确');
  await line.getByRole('button', { name: '确认已知悉', exact: true }).click();
  await page.locator('.editor-form .found.found-good', { hasText: '知悉：待上级明确' }).first().waitFor();
  await page.waitForFunction(left => document.querySelectorAll('.finding-list .found-warn').length === left, count - 1);
  await page.locator('.finding-list li', { has: page.locator('.found-warn') }).first().getByRole('button', { name: /^确认已知悉：/ }).click();
  const all = page.getByRole('button', { name: /^同类 \d+ 项全部知悉$/ });
  await checkAccessibility(page);
  await shot(page, 'policy-editor-note');
  await all.click();
  await page.waitForFunction(before => document.querySelectorAll('.finding-list .found-warn').length < before - 1, count - 1);

  // The version page says the same, and takes an answer back.
  await page.goto(`policies/versions/${id}?year=2020`);
  await page.locator('.shell[data-ready]').waitFor();
  const answered = page.locator('.policy-findings > li', { hasText: '知悉：待上级明确' });
  await answered.getByRole('button', { name: '收回' }).click();
  await answered.waitFor({ state: 'detached' });
  const open = page.locator('.policy-findings > li', { has: page.locator('.state-warning') }).first();
  await open.getByRole('textbox').fill('已知悉，待明确');
  await shot(page, 'policy-version-notes');
  await checkAccessibility(page);
});

test('every finding leads to its field, from both pages, by the keyboard', async t => {
  // One fault of each sort that a clerk meets, in every part of the document.
  const draft = JSON.parse(notice('lanzhou'));
  draft.documents[1].transcription = 'doubtful';
  draft.fiscalSubsidy[0].yuan = 540;
  draft.funding.splits.pop();
  draft.funding.splits[0].shares[0].cite = [{ document: 'nowhere', clause: '一', says: '没有登记' }];
  draft.criticalIllness = { tiers: [{ id: 'ill-1', name: '一档', yuan: 90, where: { regions: ['620123'] }, cite: [] }] };
  draft.subsidies.rules[4].form.yuan = 500;
  draft.subsidies.rules[8].cite = [];
  draft.groups = [{ id: 'elsewhere', name: '外地', regions: ['340403'] }];
  draft.year.collection[0].cite = [];
  draft.deadlines[0].day = 32;
  draft.bounds[0].categories = ['nobody'];
  const id = makeDraft(app, 'lanzhou', JSON.stringify(draft));
  const page = await openEditor(t, app, lanzhou, id);
  const findings = page.locator('.finding-list .finding');
  await findings.first().waitFor();
  const count = await findings.count();
  assert.ok(count >= 12, `${count} findings`);
  for (let i = 0; i < count; i++) {
    await page.locator('#section-title').evaluate(title => title.focus());
    await findings.nth(i).press('Enter');
    await page.waitForFunction(() => {
      const path = decodeURIComponent(location.hash.slice(1));
      const place = document.activeElement?.closest('.editor-form [data-path]')?.dataset.path;
      return place && (place === path || path.startsWith(place) || place.startsWith(path));
    }, null, { timeout: 20_000 }).catch(async () => assert.fail(`${await findings.nth(i).innerText()} leads to ${await page.evaluate(() => [location.hash, document.activeElement.outerHTML.slice(0, 200)])}`));
  }

  await page.goto(`policies/versions/${id}?year=2020`);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('.policy-findings').waitFor();
  const links = await page.locator('.policy-findings').getByRole('link', { name: '打开编辑处' }).evaluateAll(all => all.map(link => link.getAttribute('href')));
  assert.equal(links.length, count);
  for (const address of [...new Set(links)]) {
    const path = decodeURIComponent(address.split('#')[1]);
    await goTo(page, id, `#${encodeURIComponent(path)}`);
    const place = await page.waitForFunction(() => document.activeElement?.closest('.editor-form [data-path]')?.dataset.path, null, { timeout: 20_000 })
      .then(found => found.jsonValue(), () => assert.fail(`${path} leads nowhere`));
    assert.ok(path.startsWith(place) || place.startsWith(path), `${path} leads to ${place}`);
  }
});

test('the trial of a person: the highest identity, how it is paid, in which month, by which clause, live', async t => {
  const id = makeDraft(app, 'lanzhou', notice('lanzhou'));
  const page = await openEditor(t, app, lanzhou, id);
  await page.getByRole('tab', { name: '试算' }).click();
  await page.getByLabel('县（市、区）', { exact: true }).selectOption({ label: '榆中县' });
  const person = page.getByRole('region', { name: '人员试算' });
  const identity = number => person.getByRole('group', { name: `身份 ${number}` });
  const choose = (number, name) => identity(number).getByLabel('资助对象').selectOption({ label: name });
  const line = (head, value) => person.locator('tr', { has: page.getByRole('rowheader', { name: head }) }).filter({ hasText: value }).waitFor();

  await choose(1, '农村低保二类保障对象');
  await person.getByText('按“农村低保二类保障对象”资助 200.00 元，一卡通发放。').waitFor();
  await line('本人先缴', '280.00 元');
  await line('最终负担', '80.00 元');
  await line('依据', '兰医保〔2020〕142号 二');
  await person.getByRole('button', { name: '＋ 添加身份' }).click();
  await choose(2, '农村建档立卡贫困人口（国家医疗保障局）');
  await line('农村建档立卡贫困人口', '100.00 元，低 100.00 元');
  await choose(1, '孤儿（甘肃省医疗保障局）');
  await person.getByText('按“孤儿”资助 280.00 元，代缴。').waitFor();
  await line('本人先缴', '0.00 元');
  await checkAccessibility(page);
  await person.locator('.trial-answer').evaluate(answer => answer.scrollIntoView({ block: 'end' }));
  await shot(page, 'policy-editor-person');

  await person.getByRole('button', { name: '删除身份 1' }).click();
  await identity(2).waitFor({ state: 'detached' }); // until then, 身份 1 is the one that goes
  await identity(1).getByLabel('认定日期').fill('2020-11-20');
  await identity(1).getByLabel('认定日期').press('Tab');
  await identity(1).getByLabel('年度中新增').check();
  await person.getByLabel('按哪个月计算').fill('2020-11');
  await person.getByLabel('按哪个月计算').press('Tab');
  await line('参保、资助月份', '2020年11月参保，2020年12月资助');
  await identity(1).getByLabel('认定日期').fill('去年');
  await identity(1).getByLabel('认定日期').press('Tab');
  await person.getByText('认定日期应写到月或日').waitFor();
  await identity(1).getByLabel('认定日期').fill('2020-11');
  await identity(1).getByLabel('认定日期').press('Tab');

  // It follows the draft.
  await section(page, '资助标准');
  await page.locator('.item-title', { hasText: '建档立卡' }).click();
  await type(page, input(page, '$.subsidies.rules[8].form.yuan'), '120');
  await person.getByText('按“农村建档立卡贫困人口”资助 120.00 元，一卡通发放。').waitFor();
});

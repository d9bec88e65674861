// A bureau that was added today takes its first year from nothing to a published policy, meets every kind of refusal on the way, files it, has it sent back,
// files again and sees it accepted; the next year is rolled, and what changed is exported and read back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { openPage, root, signIn, startApp } from './harness.mjs';
import { act, answerAll, button, checkTab, enter, idOf, lookAt, open, replace, says, verbs } from './policy-steps.mjs';
import { readSheet } from './xlsx.mjs';

const jinchang = '金昌市医疗保障局';
const first = 'First-pass-1';
const own = 'Jinchang-2020';
let app;

function medinsure(input, ...args) {
  const settings = Object.fromEntries(readFileSync(join(execFileSync(join(root, 'eng/db'), ['where', '--dir', join(app.state, 'db')], { encoding: 'utf8' }).trim(), 'env'), 'utf8')
    .trim().split('\n').map(line => line.replace(/^export /, '')).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, '')]));
  return execFileSync('dotnet', [join(root, 'src/MedInsure.Cli/bin/Release/net10.0/medinsure.dll'), ...args], { env: { ...process.env, ...settings }, input: `${input}\n`, encoding: 'utf8' }).trim();
}

before(async () => {
  app = await startApp();
  assert.match(medinsure('', 'bureau', 'add', '--code', 'jinchang', '--name', jinchang, '--short-name', '金昌市医保局', '--above', 'gansu', '--region', '620300'), /已增加机构/);
  for (const [user, name, role] of [['zhengce', '钱某', '政策管理员'], ['fuhe', '孙某', '复核']]) {
    assert.match(medinsure(first, 'user', 'add', '--bureau', 'jinchang', '--user', user, '--name', name, '--role', role), /已增加用户/);
  }
});

// What an invented notice of 金昌 would say: 13.6 of 甘肃's third tier at 6:4 for 永昌县 and half and half for 金川区.
const cite = clause => [{ document: 'jin9', clause, says: '测试用的规定' }];
const share = (payer, yuan) => ({ kind: 'fixed', payers: [payer], yuan, cite: cite('一') });
const split = (regions, city, county) => ({ of: ['city', 'county'], where: { regions }, shares: [share('city', city), share('county', county)], cite: cite('一') });
const fixed = (category, yuan) => ({ category, form: { kind: 'fixed', yuan }, pay: 'card', cite: cite('二') });
const sound = () => ({
  format: 1, tenant: 'jinchang', parent: 'gansu', title: '金昌市2020年城乡居民医疗保障政策',
  year: { funding: 2020 },
  documents: [{ id: 'jin9', number: '金医保〔2020〕9号', title: '测试用的通知', issuers: [jinchang] }],
  fiscalSubsidy: [{ yuan: 550, cite: cite('一') }],
  funding: { splits: [split(['620302'], 6.8, 6.8), split(['620321'], 8.16, 5.44)] },
  bounds: [{ id: 'jin-120', on: 'subsidy', categories: ['registered-poor'], limit: { kind: 'range', fromYuan: 120, toYuan: 120 }, strength: 'soft', cite: cite('二') }],
  subsidies: { rules: [fixed('subsistence-partial', 200), fixed('registered-poor', 120)] },
});

/** The draft with one thing changed. */
const but = change => { const content = sound(); change(content); return content; };

// Each kind of refusal: what is wrong, what the page says to it, and how much it weighs.
const refusals = [
  ['必须改正', c => { c.surprise = 1; }, /\$\.surprise/],
  ['必须改正', c => { c.bounds.push({ ...c.bounds[0] }); }, /标识“jin-120”在同一列表中用了两次/],
  ['必须改正', c => { c.subsidies.rules[1].form.yuan = -1; }, /金额不能为负数/],
  ['必须改正', c => { c.fiscalSubsidy[0].cite = [{ document: 'nowhere', clause: '一', says: '不在' }]; }, /文件目录中没有“nowhere”，请先登记这件文件/],
  ['必须改正', c => { c.fiscalSubsidy[0].cite = []; }, /每个数值和规定都要有依据/],
  ['必须改正', c => { c.parent = 'anhui'; }, /上级应为“gansu”，文件中写的是“anhui”/],
  ['必须改正', c => { c.funding.splits[1] = split(['620321'], 8.16, 5.45); }, /与甘肃省医疗保障局的分担表对不上，在永昌县：各级份额合计超过市县合计 13\.60 元，超出 0\.01 元/],
  ['必须改正', c => { c.funding.splits.pop(); }, /永昌县没有规定市县合计怎样分担/],
  ['必须改正', c => { c.funding.splits.push(split(['620321', '620302'], 6.8, 6.8)); }, /规定了 2 个同样适用的市县合计分担比例/],
  ['必须改正', c => { c.funding.splits.push(split(['620399'], 6.8, 6.8)); }, /行政区划 620399 在 2020-12-31 不存在/],
  ['必须改正', c => { c.funding.splits.push(split(['620102'], 6.8, 6.8)); }, /城关区（620102）不属于金昌市医疗保障局的管辖范围/],
  ['必须改正', c => { c.subsidies.rules[0].form.yuan = 281; }, /定额高于个人缴费标准/],
  ['必须改正', c => { c.subsidies.rules[0].form.yuan = 99; }, /99\.00 元不符合甘肃省医疗保障局的规定“不低于 100\.00 元”/],
  ['必须改正', c => { c.fiscalSubsidy[0].yuan = 549; }, /不低于 550\.00 元/],
  ['必须改正', c => { c.subsidies.categories = [{ id: 'x', name: '两家管的名单', parent: 'registered-poor', cite: cite('二'), authorities: [{ name: '民政部门', from: '2020-06-01', cite: cite('二') }, { name: '扶贫部门', to: '2020-07-01', cite: cite('二') }] }]; }, /时间重叠/],
  ['必须改正', c => { c.subsidies.categories = [{ id: 'x', name: '没人管的名单', parent: 'registered-poor', cite: cite('二'), authorities: [{ name: '民政部门', from: '2020-06-01', cite: cite('二') }, { name: '扶贫部门', to: '2020-04-01', cite: cite('二') }] }]; }, /没有部门负责/],
  ['必须改正', c => { c.documents[0].doubtfulClauses = ['一']; }, /金医保〔2020〕9号“一”文字残缺存疑，不能作为数值的依据/],
  ['写明理由', c => { c.subsidies.rules[1].form.yuan = 110; }, /110\.00 元不符合金昌市医疗保障局的原则性规定/],
];

async function firstSignIn(t, user) {
  const page = await openPage(t, app);
  await page.goto('sign-in');
  await page.getByLabel('机构').selectOption(jinchang);
  await page.getByLabel('用户名').fill(user);
  await page.getByLabel('密码').fill(first);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('当前密码').fill(first);
  await page.getByLabel('新密码', { exact: true }).fill(own);
  await page.getByLabel('再输入一次新密码').fill(own);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.locator('.shell[data-ready]').waitFor();
  return page;
}

async function findingsOf(page) {
  await checkTab(page);
  return page.locator('.policy-findings > li');
}

async function newDraft(page, start, year) {
  await open(page, `policies/versions?year=${year}`);
  await button(page, '新建版本').first().click();
  const dialog = page.getByRole('dialog', { name: '新建政策版本' });
  await dialog.getByLabel('财政补助年度').fill(String(year));
  await dialog.getByLabel('财政补助年度').press('Tab');
  await dialog.getByLabel(start).check();
  await button(dialog, '新建草稿').click();
  await page.waitForURL(new RegExp(`policies/versions/\\d+\\?year=${year}$`));
  await page.locator('.shell[data-ready]').waitFor();
}

/** 年度结转 with every value carried with a reason, reviewed and published by the second person. */
async function rollTo(year, author, reviewer) {
  await newDraft(author, /年度结转/, year);
  await author.getByRole('table', { name: '待确认的内容' }).locator('tbody tr').first().waitFor();
  assert.ok(!(await verbs(author)).includes('提交复核'), 'nothing goes on while one value is unconfirmed');
  await author.getByLabel('选中全部').check();
  await author.getByLabel('没有新文件，写明理由').check();
  await author.getByRole('textbox', { name: '理由' }).fill(`${year}年文件尚未下发，暂按上年执行`);
  await author.getByRole('button', { name: /确认所选/ }).click();
  await says(author, '结转的内容已全部确认');
}

async function publish(author, reviewer, year) {
  await answerAll(author, '已知悉');
  await act(author, '提交复核');
  await open(reviewer, `policies/versions/${idOf(author)}?year=${year}`);
  await act(reviewer, '复核同意');
  await act(reviewer, '发布');
  await reviewer.locator('.state-badge', { hasText: '已发布' }).waitFor();
}

let author;
let reviewer;

test('a new bureau: an empty year, every kind of refusal, two people, published', async t => {
  author = await firstSignIn(t, 'zhengce');
  reviewer = await firstSignIn(t, 'fuhe');
  await open(author, '?year=2020');
  await author.getByRole('link', { name: '去政策配置' }).waitFor();
  await lookAt(author, 'new-bureau-overview');
  await newDraft(author, /空白/, 2020);
  const draft = idOf(author);

  // What is cited has to be in 政策文件库; one click takes it there from the draft.
  await author.getByRole('tab', { name: '替换内容' }).waitFor();
  await replace(author, sound());
  const unregistered = (await findingsOf(author)).filter({ hasText: '政策文件库中没有 金医保〔2020〕9号，请先登记文件' });
  assert.match(await unregistered.first().innerText(), /必须改正/);
  await button(unregistered.first(), '登记到文件库').click();
  await unregistered.first().waitFor({ state: 'hidden' });

  for (const [weight, change, words] of refusals) {
    await author.getByRole('tab', { name: '替换内容' }).waitFor();
    await replace(author, but(change));
    const found = (await findingsOf(author)).filter({ hasText: words });
    await found.first().waitFor();
    assert.match(await found.first().innerText(), new RegExp(weight), `${words}`);
    assert.ok(!(await verbs(author)).includes('提交复核'), `${words} holds the draft up`);
  }
  assert.doesNotMatch(await author.locator('main').innerText(), /registered-poor|subsistence-partial/, 'names and no ids, also of what is defined above');
  await lookAt(author, 'new-bureau-refused');

  // The soft one waits for a reason, the undetermined one for an acknowledgement; a person alone gets no further than the submission.
  const soft = (await findingsOf(author)).filter({ hasText: '原则性规定' }).first();
  await soft.getByRole('textbox').fill('市级财力不足，经研究先按110元执行');
  await button(soft, '保存理由').click();
  await soft.locator('.state-good').waitFor();
  assert.ok(!(await verbs(author)).includes('提交复核'), 'what cannot be judged is acknowledged first');
  await answerAll(author, '已知悉');
  await act(author, '提交复核', '请复核');
  assert.ok(!(await verbs(author)).includes('复核同意'));
  await says(author, '编写过这份政策的人不能复核和发布');

  await open(reviewer, `policies/versions/${draft}?year=2020`);
  await button(reviewer.locator('.page-actions'), '退回').click();
  assert.ok(await button(reviewer.getByRole('dialog', { name: '退回' }), '退回').isDisabled(), 'no return without words');
  await button(reviewer.getByRole('dialog', { name: '退回' }), '取消').click();
  await reviewer.getByRole('dialog', { name: '退回' }).waitFor({ state: 'hidden' });
  await act(reviewer, '退回', '建档立卡请按120元');
  await open(author, 'inbox?year=2020');
  await author.getByRole('link', { name: '改正被退回的政策' }).click();
  await author.getByRole('tab', { name: '替换内容' }).waitFor();
  assert.notEqual(idOf(author), draft, 'the decision stays with the returned version');
  await replace(author, sound());
  await publish(author, reviewer, 2020);
  await lookAt(reviewer, 'new-bureau-published');
});

test('filed, sent back, filed again, accepted', async t => {
  const city = await enter(t, app, jinchang, 'zhengce', { password: own });
  const province = await enter(t, app, '甘肃省医疗保障局', 'fuhe');
  const row = province.getByRole('region', { name: '下级机构备案登记' }).locator('tbody tr', { hasText: jinchang });
  const file = async letter => {
    await open(city, 'filings?year=2020');
    await button(city, '报送备案').click();
    const dialog = city.getByRole('dialog', { name: '报送备案' });
    await dialog.getByLabel('文号').fill(letter);
    await dialog.getByLabel('文号').press('Tab');
    await button(dialog, '报送').click();
    await dialog.waitFor({ state: 'hidden' });
    await city.getByRole('region', { name: '本机构的备案' }).locator('tbody tr', { hasText: letter }).getByText('待接收').waitFor();
  };
  const decide = async (verb, words) => {
    await open(province, 'filings?year=2020');
    await row.getByRole('button', { name: /查看/ }).click();
    const drawer = province.locator('.drawer');
    await button(drawer, verb).click();
    const dialog = province.getByRole('dialog', { name: verb, exact: true });
    if (words) {
      await dialog.getByLabel(/办理意见/).fill(words);
      await dialog.getByLabel(/办理意见/).press('Tab');
    }
    await button(dialog, verb).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await open(province, 'filings?year=2020');
  assert.match(await row.innerText(), /未备案/);
  await file('金医保函〔2020〕1号');
  await decide('接收');
  await decide('退回', '请附会议纪要');
  await open(city, 'filings?year=2020');
  await says(city, '请附会议纪要');
  await file('金医保函〔2020〕2号');
  await decide('接收');
  await decide('同意备案');
  await open(province, 'filings?year=2020');
  assert.match(await row.innerText(), /已备案[\s\S]*金医保函〔2020〕2号/);
  await open(city, 'filings?year=2020');
  await city.getByRole('region', { name: '本机构的备案' }).locator('tbody tr', { hasText: '〔2020〕2号' }).getByText('已备案').waitFor();
  await lookAt(city, 'new-bureau-accepted');
});

test('the year is rolled from the state down, and the redline is exported and read back', async t => {
  for (const bureau of ['国家医疗保障局', '甘肃省医疗保障局']) {
    const [writes, checks] = [await enter(t, app, bureau, 'zhengce'), await enter(t, app, bureau, 'fuhe')];
    await rollTo(2021, writes, checks);
    await publish(writes, checks, 2021);
  }
  const [writes, checks] = [await enter(t, app, jinchang, 'zhengce', { password: own }), await enter(t, app, jinchang, 'fuhe', { password: own })];
  await rollTo(2021, writes, checks);
  const next = sound();
  next.year.funding = 2021;
  next.title = '金昌市2021年城乡居民医疗保障政策';
  next.subsidies.rules[0].form.yuan = 180;
  await replace(writes, next);
  await writes.getByRole('tab', { name: /结转确认/ }).click();
  assert.doesNotMatch(await writes.locator('main').innerText(), /subsistence-partial/);
  await says(writes, /结转确认（还有 1 项）|结转的内容已全部确认/);
  if (await writes.getByText(/结转确认（还有/).count() > 0) {
    await writes.getByLabel('选中全部').check();
    await writes.getByLabel('没有新文件，写明理由').check();
    await writes.getByRole('textbox', { name: '理由' }).fill('按新的测算下调');
    await writes.getByRole('button', { name: /确认所选/ }).click();
    await says(writes, '结转的内容已全部确认');
  }
  await publish(writes, checks, 2021);

  await checks.getByRole('tab', { name: '变动', exact: true }).click();
  await checks.getByRole('link', { name: '查看变动' }).click();
  const body = checks.locator('.policy-redline tbody');
  await body.locator('tr').first().waitFor();
  const cells = await body.evaluate(rows => [...rows.rows].map(one => [...one.cells].map(cell => cell.textContent.trim())));
  const changed = cells.find(one => one.some(text => text.includes('180.00')));
  assert.ok(changed?.some(text => text.includes('200.00')), 'old and new stand side by side');
  assert.doesNotMatch(await checks.locator('main').innerText(), /subsistence-partial/);
  await lookAt(checks, 'new-bureau-redline');
  const [download] = await Promise.all([checks.waitForEvent('download'), button(checks, '导出 Excel').click()]);
  const sheet = readSheet(readFileSync(await download.path())).filter(Boolean);
  const start = sheet.findIndex(one => one[0] === '1');
  assert.deepEqual(sheet.slice(start, start + cells.length).map(one => one.slice(0, cells[0].length)), cells, 'the file says what the page says');
});

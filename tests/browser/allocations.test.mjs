// 资金分配: from a trial to the released table and its file, by three people; and what the five bureaus see of their notices.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, interactive, openPage, press, shot, signIn, sizes, startApp } from './harness.mjs';
import { readSheet } from './xlsx.mjs';

let app;
before(async () => { app = await startApp(); });

/** Signs in and waits for the first page's circuit, so that going on does not break its start. */
async function enter(page, person) {
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, person);
  await socket;
}

async function newRun(page, { scheme, kind, basis, title, assume } = {}) {
  await page.goto('allocations?year=2020');
  const dialog = page.getByRole('dialog', { name: '新建试算' });
  await press(page.getByRole('button', { name: '新建试算' }).first(), dialog);
  if (scheme) await dialog.getByLabel('资金').selectOption({ label: scheme });
  if (kind) await dialog.getByLabel('类型').selectOption({ label: kind });
  if (basis) await dialog.getByLabel('参保人数口径').selectOption({ label: basis });
  if (title) await dialog.getByLabel('名称').fill(title);
  if (assume) await assume(dialog);
  await dialog.getByRole('button', { name: '开始试算' }).click();
  await page.waitForURL(/\/allocations\/\d+\?year=2020$/);
  await page.locator('.official tbody tr').first().waitFor();
}

/** The table as the page shows it: one array a row, '' where a merged cell goes on. */
const bodyOf = page => page.locator('official-cells:not([data-waiting], [data-partial]) tbody').evaluate(body => [...body.rows].map(row =>
  [...row.cells].flatMap(cell => [cell.textContent.trim(), ...Array(cell.colSpan - 1).fill('')])));

const rowOf = (rows, name) => rows.find(row => row[1] === name || row[0] === name);

/** The possible rows below a county's own. */
const possibleRowsOf = (rows, name) => {
  const below = rows.slice(rows.indexOf(rowOf(rows, name)) + 1);
  return below.slice(0, below.findIndex(row => row[0] !== '可能'));
};

async function lookAt(page, name) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name);
}

async function act(page, verb, opinion) {
  await press(page.getByRole('button', { name: verb, exact: true }).first(), page.getByRole('dialog', { name: verb }));
  const dialog = page.getByRole('dialog', { name: verb });
  if (opinion) await dialog.getByLabel(/审批意见/).fill(opinion);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFileSync(await file.path());
}

// "1,234.50" on the page and 1234.5 in the file are one figure.
const figure = text => {
  const bare = text.replace(/〔[^〕]*〕/g, '').replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(bare) ? bare.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : text;
};

const lanzhouUnits = ['城关区', '七里河区', '西固区', '安宁区', '红古区', '永登县', '皋兰县', '榆中县', '兰州新区'];

/** Imports the 核定 figures of 兰州's counties, another total for each. */
async function importHeadcounts(page) {
  await page.goto('headcounts/import?year=2020&basis=certified');
  await interactive(page, '.file-upload button');
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV（UTF-8）' }).click()]);
  // Everybody by household register; the other grounds say 0, since a blank is not 0.
  const filled = lanzhouUnits.reduce((text, unit, i) => ['户籍', '居住证', '学籍', '港澳台'].reduce((rows, ground) =>
    rows.replace(`${unit},${ground},,`, `${unit},${ground},${ground === '户籍' ? 10_007 + i : 0},2020-06-30`), text), readFileSync(await template.path(), 'utf8'));
  await page.getByLabel(/填好的.*文件/).setInputFiles({ name: '核定人数.csv', mimeType: 'text/csv', buffer: Buffer.from(filled) });
  await page.getByRole('button', { name: '上传并校验' }).click();
  await page.getByText('校验通过，等待确认').waitFor();
  await press(page.getByRole('button', { name: '确认导入 36 个数字' }), page.getByText('已导入 36 个核定人数'));
}

for (const [size, window] of Object.entries(sizes)) {
  test(`兰州: three people bring a run to release, and the file says what the page says (${size})`, async t => {
    const maker = await openPage(t, app, { size: window });
    await enter(maker, { bureau: 'lanzhou', user: 'caiwu' });
    if (size === 'office') await importHeadcounts(maker);
    await newRun(maker, { kind: size === 'office' ? '预拨' : '清算', basis: '核定', title: '2020年第一次' });
    const rows = await bodyOf(maker);
    assert.equal(rowOf(rows, '榆中县')[3], '10,014', 'the imported figure');
    const counties = rows.filter(row => /^\d+$/.test(row[0]));
    assert.equal(counties.length, 9);
    for (const [names, city, county] of [
      [['榆中县', '永登县', '皋兰县', '兰州新区'], '8.16', '5.44'],
      [['七里河区', '红古区'], '6.80', '6.80'],
      [['城关区', '安宁区', '西固区'], '5.44', '8.16'],
    ]) {
      for (const name of names) {
        const row = rowOf(rows, name);
        assert.deepEqual(row.slice(4, 9), ['550.00', '440.00', '96.40', city, county], name);
        const persons = BigInt(figure(row[3]));
        const fen = yuan => BigInt(yuan.replace('.', ''));
        assert.deepEqual(row.slice(9).map(cell => fen(cell.replace(/〔[^〕]*〕/g, '').replaceAll(',', ''))), ['550.00', '440.00', '96.40', city, county].map(yuan => fen(yuan) * persons), name);
      }
    }
    assert.match(await maker.locator('.run-facts').innerText(), /对应2021年度待遇（不是2020年度）/);
    await lookAt(maker, 'run-computed');
    const address = maker.url();

    await act(maker, '提交复核', '请审核');
    await maker.locator('.run-facts', { hasText: '待复核' }).waitFor();
    assert.equal(await maker.getByRole('button', { name: '审批通过' }).count(), 0);

    const checker = await openPage(t, app, { size: window });
    await enter(checker, { bureau: 'lanzhou', user: 'fuhe' });
    await checker.goto(address);
    await act(checker, '审批通过', '同意');
    await checker.locator('.run-facts', { hasText: '已审批' }).waitFor();
    assert.equal(await checker.getByRole('button', { name: '发布', exact: true }).count(), 0, 'who approved does not release');

    const releaser = await openPage(t, app, { size: window });
    await enter(releaser, { bureau: 'lanzhou', user: 'fabu' });
    await releaser.goto(address);
    await act(releaser, '发布');
    await releaser.locator('.run-facts', { hasText: '已发布' }).waitFor();

    for (const unit of ['元', '万元']) {
      await releaser.getByRole('radio', { name: unit, exact: true }).check();
      await releaser.locator('.official-lines', { hasText: `单位：${unit}` }).waitFor();
      const shown = await bodyOf(releaser);
      const headerRows = await releaser.locator('.official thead tr').count();
      const sheet = readSheet(await download(releaser, '导出 Excel'));
      assert.match(sheet[0][0], /财政补助资金分配表/);
      shown.forEach((row, i) => assert.deepEqual(row.map(figure), Array.from(row, (_, column) => figure(sheet[3 + headerRows + i][column] ?? '')), `row ${i} in ${unit}`));
      const csv = (await download(releaser, '导出 CSV')).toString('utf8');
      assert.ok(csv.startsWith('\ufeff'));
      assert.ok(csv.includes(figure(shown[0][9])) || csv.includes(shown[0][9].replace(/〔[^〕]*〕/g, '').replaceAll(',', '')));
    }

    await releaser.getByRole('tab', { name: '依据和校验' }).click();
    await releaser.getByRole('button', { name: '重新计算并比对' }).click();
    await releaser.locator('.run-again.agrees').waitFor();
    await lookAt(releaser, 'run-basis');
    await releaser.getByRole('tab', { name: '办理过程' }).click();
    await releaser.locator('table[aria-label="办理过程"]').waitFor();
    assert.deepEqual(await releaser.locator('table[aria-label="办理过程"] tbody th').allInnerTexts(), ['试算', '提交复核', '审批通过', '发布']);
    await lookAt(releaser, 'run-timeline');

    const print = await openPage(t, app, { size: window });
    await enter(print, { bureau: 'lanzhou', user: 'caiwu' });
    await print.goto(`${new URL(address).pathname.slice(1)}/print?unit=Yuan`);
    await print.getByRole('button', { name: '打印' }).waitFor();
    assert.deepEqual((await bodyOf(print)).map(row => row.at(-1)), rows.map(row => row.at(-1)));
    await lookAt(print, 'run-print');
    await print.emulateMedia({ media: 'print' });
    await shot(print, 'run-print-paper');
  });

  test(`甘肃: who waits for the list of 18 counties shows both rows, everyone else is definite (${size})`, async t => {
    const page = await openPage(t, app, { size: window });
    await enter(page, { bureau: 'gansu', user: 'caiwu' });
    await newRun(page);
    const rows = await bodyOf(page);
    assert.deepEqual(rowOf(rows, '天祝藏族自治县').slice(4, 8), ['550.00', '440.00', '100.00', '10.00']);
    assert.equal(rowOf(rows, '天祝藏族自治县')[2], '第一档');
    assert.deepEqual(rowOf(rows, '临夏市').slice(5, 8), ['440.00', '100.00', '10.00']);
    assert.deepEqual(rowOf(rows, '城关区').slice(5, 8), ['440.00', '96.40', '13.60']);
    assert.equal(rowOf(rows, '秦州区')[4], '依据待补');
    assert.deepEqual(possibleRowsOf(rows, '秦州区').map(row => [row[2], ...row.slice(5, 8)]).sort(),
      [['第一档', '440.00', '100.00', '10.00'], ['第二档', '440.00', '97.60', '12.40']].sort());
    assert.match(rowOf(rows, '合计').at(-1), /〔不含\d+个县〕/);
    await lookAt(page, 'run-gansu');
    await page.getByRole('tab', { name: /无法计算的单位/ }).click();
    await page.getByRole('checkbox', { name: /选中全部未确认的/ }).check();
    await page.getByRole('button', { name: /确认所选/ }).click();
    await page.getByRole('dialog', { name: '确认无法计算的单位' }).getByText('秦州区').waitFor();
    await lookAt(page, 'run-blocked-dialog');
    await page.getByRole('button', { name: /确认以上 \d+ 个单位/ }).click();
    await page.getByText('全部确认完毕').waitFor();
    await lookAt(page, 'run-blocked');
  });

  test(`河南: both possibilities, an assumption on every figure, and 大病 by tier (${size})`, async t => {
    const page = await openPage(t, app, { size: window });
    await enter(page, { bureau: 'henan', user: 'caiwu' });
    await newRun(page);
    let rows = await bodyOf(page);
    assert.deepEqual(possibleRowsOf(rows, '中原区').map(row => row.slice(5, 7)).sort(), [['330.00', '220.00'], ['440.00', '110.00']]);
    assert.deepEqual(rowOf(rows, '中原区').slice(4), Array(rowOf(rows, '中原区').length - 4).fill('依据待补'));
    assert.match(await page.locator('.run-facts').innerText(), /待遇年度依据待补/);
    await lookAt(page, 'run-henan');

    await newRun(page, { assume: async dialog => {
      await dialog.getByLabel('缺54个比照西部开发政策县的名单').check();
      await dialog.getByLabel('假设的内容').fill('名单外各县按60%');
      await dialog.getByLabel(/包括哪些县/).fill('不存在县');
      await dialog.getByLabel('名称').focus();
      await dialog.getByText('未识别：不存在县').waitFor();
      assert.equal(await dialog.getByRole('button', { name: '开始试算' }).isDisabled(), true);
      await dialog.getByLabel(/包括哪些县/).fill('');
      await dialog.getByLabel('名称').focus();
      await dialog.getByText('名单为空').waitFor();
      await lookAt(page, 'run-new-assumption');
    } });
    rows = await bodyOf(page);
    assert.deepEqual(rowOf(rows, '中原区').slice(4, 7), ['〔假设〕550.00', '〔假设〕330.00', '〔假设〕220.00']);
    const figures = rows.filter(row => /^\d+$/.test(row[0])).flatMap(row => row.slice(4));
    assert.ok(figures.every(text => text.startsWith('〔假设〕')), 'every figure says that it rests on an assumption');
    assert.match(await page.locator('.official-notes').innerText(), /名单外各县按60%/);
    assert.equal(await page.getByRole('button', { name: '提交复核' }).count(), 0);
    await lookAt(page, 'run-henan-assumed');

    await newRun(page, { scheme: '大病保险筹资' });
    rows = await bodyOf(page);
    for (const [name, yuan] of [['新蔡县', '78.00'], ['永城市', '64.00'], ['汝州市', '70.00'], ['巩义市', '95.00'], ['济源市', '78.00'], ['沈丘县', '70.00'], ['中原区', '95.00']]) {
      assert.equal(rowOf(rows, name)[4], yuan, name);
    }
    await lookAt(page, 'run-henan-illness');
  });
}

for (const [bureau, county, name] of [['anhui', '瑶海区', '安徽'], ['huainan', '毛集实验区', '淮南']]) {
  test(`${name}: the split waits for its basis, nothing is guessed`, async t => {
    const page = await openPage(t, app);
    await enter(page, { bureau, user: 'caiwu' });
    await newRun(page);
    const rows = await bodyOf(page);
    assert.deepEqual([...new Set(rowOf(rows, county).slice(4))], ['依据待补']);
    await page.getByRole('tab', { name: /缺少的依据/ }).click();
    await page.getByText('中央、省、市、县的财政补助分担办法').waitFor();
    await lookAt(page, `run-${bureau}-gaps`);
  });
}

test('the way to a figure is open to the keyboard, and the drawer shows each step with its clause', async t => {
  const page = await openPage(t, app);
  await enter(page, { bureau: 'lanzhou', user: 'caiwu' });
  await newRun(page);
  const keys = page.locator('.cell-key');
  const drawer = page.locator('.drawer');
  await page.locator('.cell-key[tabindex="0"]').waitFor(); // the script listens, and the page has had its focus
  await keys.first().focus();
  await page.keyboard.press('Enter');
  await drawer.locator('.explained-steps li').first().waitFor();
  assert.match(await drawer.getByRole('heading', { level: 2 }).innerText(), /城关区　补助合计/);
  await drawer.getByText('各方合计').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement?.matches('.cell-key')); // the focus comes back a round trip later
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  const key = await page.evaluate(() => document.activeElement.value);
  await page.keyboard.press('Enter');
  await drawer.locator('.explained-steps li').first().waitFor();
  const words = await drawer.innerText();
  assert.match(words, /市级金额　计算过程/);
  assert.match(words, /市县合计 13\.60 元\/人 × 份额 4 ÷ 份额合计 10/);
  assert.match(words, /= 5\.44 元\/人/);
  assert.match(words, /兰医保〔2020〕142号 一/);
  assert.match(words, /甘医保发〔2020〕66号 附表/);
  const cell = await page.locator(`.cell-key[aria-current="true"][value="${key}"]`).innerText();
  assert.ok(words.includes(`${cell.replace(/〔[^〕]*〕/g, '')} 元`));
  await lookAt(page, 'run-drawer');
});

test('a circuit takes over what the page shows: nothing is read or sent twice, and nothing flickers', async t => {
  const page = await openPage(t, app, {
    before: () => {
      window.flickers = [];
      new MutationObserver(() => {
        if (document.querySelector('.busy')) window.flickers.push('busy');
        if (window.hadRows && document.querySelectorAll('tbody tr').length === 0) window.flickers.push('no rows');
        window.hadRows ||= document.querySelectorAll('tbody tr').length > 0;
      }).observe(document, { childList: true, subtree: true });
    },
  });
  let received = 0;
  page.on('websocket', socket => socket.on('framereceived', frame => { received += frame.payload.length; }));
  await enter(page, { bureau: '河南省医疗保障局', user: 'caiwu' });
  await newRun(page);
  const run = page.url();
  for (const address of [run, 'allocations?year=2020', '?year=2020', 'policies?year=2020', 'split?year=2020', 'inbox?year=2020']) {
    received = 0;
    await page.goto(address);
    await page.locator('.shell[data-ready]').waitFor();
    await page.locator('h1').first().waitFor();
    assert.deepEqual(await page.evaluate(() => window.flickers), [], address);
    if (address !== run) continue;
    const rows = await bodyOf(page);
    assert.ok(rows.length > 474, `${rows.length} rows`);
    await page.waitForTimeout(500);
    assert.ok(received < 100_000, `${received} bytes over the circuit`);
    assert.equal(rows.flat().filter(text => text === '').length, (await bodyOf(page)).flat().filter(text => text === '').length);
  }
});

test('a table comes back with its tab and in another unit', async t => {
  const page = await openPage(t, app);
  await enter(page, { bureau: 'lanzhou', user: 'caiwu' });
  await newRun(page);
  await page.reload();
  await page.locator('.shell[data-ready]').waitFor();
  const yuan = await bodyOf(page);
  await page.getByLabel('万元').check();
  await page.getByText('单位：万元').waitFor();
  const tenThousands = await bodyOf(page);
  assert.notDeepEqual(tenThousands, yuan);
  await page.getByRole('tab', { name: '办理过程' }).click();
  await page.locator('table[aria-label="办理过程"]').waitFor();
  await page.getByRole('tab', { name: '分配表' }).click();
  assert.deepEqual(await bodyOf(page), tenThousands);
  await page.getByLabel('元', { exact: true }).check();
  await page.getByText('单位：元').waitFor();
  assert.deepEqual(await bodyOf(page), yuan);
  // The table came back a moment ago, and its listeners come after it.
  for (let i = 0; i < 10 && !(await page.locator('.drawer').isVisible()); i++) {
    await page.locator('.cell-key').first().click();
    await page.locator('.drawer').waitFor({ timeout: 3000 }).catch(() => {});
  }
  await page.locator('.drawer .explained-steps li').first().waitFor();
});

test('two runs are compared by cause', async t => {
  const page = await openPage(t, app);
  await enter(page, { bureau: 'lanzhou', user: 'caiwu' });
  await newRun(page, { basis: '预估', title: '按预估人数' });
  await newRun(page, { basis: '上报', title: '按上报人数' });
  await page.getByRole('tab', { name: '依据和校验' }).click();
  await page.getByLabel('前一次').waitFor();
  await page.getByRole('link', { name: '查看差异' }).click();
  await page.locator('.official tbody tr').first().waitFor();
  const fen = text => BigInt(text.replaceAll(',', '').replace('.', ''));
  for (const row of await bodyOf(page)) {
    const [beforeRun, afterRun, difference, ...causes] = row.slice(3).map(fen);
    assert.equal(afterRun - beforeRun, difference);
    assert.equal(causes.reduce((sum, cause) => sum + cause, 0n), difference);
  }
  await lookAt(page, 'run-compare');
});

test('a file needs the form and a person of the bureau', async t => {
  const page = await openPage(t, app, { expect: [/400|403|404/] });
  await enter(page, { bureau: 'lanzhou', user: 'caiwu' });
  await newRun(page);
  const path = new URL(page.url()).pathname;
  assert.equal((await page.request.post(`${path}/export`, { form: { unit: 'Yuan', format: 'Csv' } })).status(), 400, 'no token');
  const other = await openPage(t, app, { expect: [/404/] });
  await enter(other, { bureau: 'henan', user: 'caiwu' });
  await other.goto(path.slice(1));
  await other.getByText('没有找到这次测算').waitFor();
  const auditor = await openPage(t, app, { expect: [/403/] });
  await enter(auditor, { bureau: 'lanzhou', user: 'shenji' });
  await auditor.goto(path.slice(1));
  assert.equal(await auditor.locator('.official').count(), 0);
});

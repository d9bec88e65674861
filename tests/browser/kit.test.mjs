// The shared components, on the page that shows each of them once.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

async function openKit(t, options) {
  const page = await openPage(t, app, options);
  await signIn(page, app, { bureau: 'lanzhou', user: 'caiwu' });
  await page.goto('plain/kit');
  await page.locator('.cell-key[tabindex="0"]').first().waitFor();
  await page.locator('official-cells:not([data-partial])').waitFor();
  return page;
}

for (const [name, size] of Object.entries(sizes)) {
  test(`every component is accessible and fits (${name})`, async t => {
    const page = await openKit(t, { size });
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'kit', { fullPage: true });
    for (const tab of ['问题', '空白', '上传']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
      await checkAccessibility(page);
    }
  });
}

test('the table keeps its header and first columns in sight', async t => {
  const page = await openKit(t);
  const frame = page.locator('.table-frame');
  await frame.evaluate(element => { element.scrollTop = 2000; element.scrollLeft = 400; });
  const [box, head, name] = await Promise.all([frame.boundingBox(), page.locator('.grid thead').boundingBox(), page.locator('.grid tbody tr').nth(60).locator('th').boundingBox()]);
  assert.ok(Math.abs(head.y - box.y) < 3, 'header at the top of the frame');
  assert.ok(name.x - box.x < 60, 'name beside the serial number');
  await frame.evaluate(element => { element.scrollTop = 1e6; element.scrollLeft = 1e6; });
  const label = await page.locator('tr.total .merged-label').boundingBox();
  assert.ok(label.x >= box.x && label.x + label.width < box.x + 220, 'the label of the merged cell stays too');
});

test('a click explains a figure, arrows move between figures, Esc gives the focus back', async t => {
  const page = await openKit(t);
  await page.locator('tbody tr').nth(1).locator('.cell-key').nth(1).click();
  const drawer = page.getByRole('dialog', { name: '金额说明' });
  await drawer.waitFor();
  assert.equal(await page.locator('#chosen').textContent(), '2/province');
  const figure = await page.locator('.cell-key[aria-current="true"]').boundingBox();
  const panel = await drawer.boundingBox();
  assert.ok(figure.x + figure.width <= panel.x + 1, 'the figure is not behind the drawer');
  await checkAccessibility(page);
  await shot(page, 'kit-drawer');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement?.matches('.cell-key')); // the focus comes back a round trip later
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await drawer.waitFor();
  assert.equal(await page.locator('#chosen').textContent(), '3/city');
  assert.equal(await page.locator('.cell-key[tabindex="0"]').count(), 1, 'one figure in the Tab order');
});

test('the unit switch shows every fen', async t => {
  const page = await openKit(t);
  const cell = page.locator('tbody tr').first().locator('.cell-key').first();
  assert.equal(await cell.textContent(), '44,000,000.01');
  await page.getByLabel('万元').check();
  await page.getByText('单位：万元（人均为元）').waitFor();
  await page.locator('official-cells:not([data-waiting])').waitFor();
  assert.equal(await cell.textContent(), '4,400.000001');
});

test('the confirm dialog keeps the focus and Esc cancels', async t => {
  const page = await openKit(t);
  await page.getByRole('button', { name: '提交复核' }).click();
  const dialog = page.getByRole('dialog', { name: '提交复核？' });
  await dialog.waitFor();
  await checkAccessibility(page, { within: [['dialog']] });
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)), 'focus stays inside');
  }
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('*')].flatMap(element => element.getAttributeNames()).filter(name => name.startsWith('@'))), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('the drop-down finds by code and by name, and speaks Chinese', async t => {
  const page = await openKit(t);
  await page.locator('.rz-dropdown').click();
  await page.getByPlaceholder('输入名称或代码查找').fill('皋兰');
  await page.getByRole('option', { name: '620102 城关区' }).waitFor({ state: 'detached' }); // the list is put anew when the server has searched it
  await page.getByRole('option', { name: '620122 皋兰县' }).click();
  await page.locator('#region', { hasText: '620122' }).waitFor();
  assert.doesNotMatch((await page.locator('.rz-dropdown').getAttribute('aria-label')) ?? '', /[A-Za-z]{4}/);
});

test('the chart can be read as a table', async t => {
  const page = await openKit(t);
  await page.locator('.chart svg').first().waitFor();
  await page.getByRole('button', { name: '看表' }).click();
  assert.equal(await page.locator('.chart table tbody tr').first().innerText(), '甲县\t440.00\t96.40\t8.16\t5.44');
});

test('an unexpected error shows a number that the log has once, and the page can go on', async t => {
  const page = await openKit(t);
  await page.getByRole('button', { name: '抛出异常' }).click();
  const text = await page.getByText(/把编号 E-/).innerText();
  const reference = /E-[0-9A-Z]{6}/.exec(text)[0];
  const times = () => readdirSync(join(app.state, 'logs')).filter(file => file.endsWith('.log') && file.startsWith('medinsure'))
    .map(file => readFileSync(join(app.state, 'logs', file), 'utf8')).join('').split(reference).length - 1;
  for (let i = 0; i < 50 && times() === 0; i++) await page.waitForTimeout(200);
  assert.equal(times(), 1);
  await shot(page, 'error');
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByRole('heading', { name: '组件一览' }).waitFor();
});

test('on paper the header is on every sheet and pages are numbered', async t => {
  const page = await openKit(t);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
  assert.ok(pages > 3, `${pages} pages`);
  assert.match(pdf.toString('latin1'), /\/MediaBox\s*\[0 0 84[12](\.\d+)? 59[45]/);
});

// A page that the rate limit refuses its circuit says so and what to do, and works again by itself.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkAccessibility, openPage, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => {
  process.env.Limits__CircuitsPerMinute = '2';
  app = await startApp();
});

test('too many pages in a minute: a sentence, a countdown, and the page loads afresh', async t => {
  const page = await openPage(t, app, { expect: [/429/, /negotiat/i, /Failed to (fetch|complete|start)/] });
  await signIn(page, app, { bureau: '兰州市医疗保障局', user: 'zhengce' });
  const box = page.getByRole('alertdialog', { name: '打开页面太频繁，本页暂时不能操作' });
  assert.equal(await box.count(), 0);
  for (let i = 0; i < 4 && !(await box.isVisible()); i++) {
    await page.goto('filings?year=2020');
    await Promise.race([page.locator('.shell[data-ready]').waitFor(), box.waitFor()]);
  }
  assert.match(await box.innerText(), /一分钟内打开的页面超过了系统允许的次数。请稍候，不要连续刷新：\d+ 秒后页面会自动刷新。已保存的内容不会丢失。/);
  assert.ok(!(await page.getByRole('button', { name: '立即重试' }).isVisible()), 'trying at once would be refused again');
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await checkAccessibility(page);
    await shot(page, 'circuit-limited');
  }
  const left = () => page.locator('#reconnect-wait').innerText().then(Number);
  const first = await left();
  await page.waitForFunction(before => Number(document.getElementById('reconnect-wait').textContent) < before, first);
  await page.locator('.shell[data-ready]').waitFor({ timeout: 120_000 });
  await box.waitFor({ state: 'hidden' });
});

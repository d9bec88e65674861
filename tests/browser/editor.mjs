// What tests of the policy editor do over and over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, root, signIn, sizes } from './harness.mjs';

export const emptyYear = '{"format":1,"tenant":"lanzhou","parent":"gansu","title":"兰州市2020年政策","year":{"funding":2020}}';

export const notice = code => readFileSync(join(root, `policies/${code}-2020.json`), 'utf8');

export async function openEditor(t, app, bureau, id, { size = sizes.office, fragment = '', expect = [] } = {}) {
  const page = await openPage(t, app, { size, expect });
  await signIn(page, app, { bureau, user: 'zhengce' });
  await goTo(page, id, fragment);
  return page;
}

export async function goTo(page, id, fragment = '') {
  await page.goto('about:blank'); // a fragment alone would not load the page again
  const socket = page.waitForEvent('websocket');
  await page.goto(`policies/versions/${id}/edit?year=2020${fragment}`);
  await socket;
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('.editor-side .busy').waitFor({ state: 'detached' });
}

/** Waits until nothing is on its way to the database: the page hides 已保存 until the server has heard of the last change. */
export async function saved(page) {
  await page.locator('.save-saved').waitFor();
}

export async function section(page, name) {
  await page.locator('.editor-nav').getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.locator('#section-title', { hasText: name }).waitFor();
}

export async function type(page, field, text) {
  await field.fill(text);
  await field.press('Tab');
  await saved(page);
}

export const at = (page, path) => page.locator(`.editor-form [data-path="${path}"]`);
export const input = (page, path) => at(page, path).locator('input, textarea, select').first();

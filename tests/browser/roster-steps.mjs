// Acts of 名单 and what belongs to it, as a clerk does them: used by the tests of single pages and of the whole way.
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes } from './harness.mjs';
import { csv, header } from './invented-people.mjs';

export const lanzhou = '兰州市医疗保障局';

/** A page of a person of 兰州, its circuit standing. */
export async function enter(t, app, user, options = {}) {
  const page = await openPage(t, app, options);
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau: lanzhou, user });
  await socket;
  return page;
}

export async function open(page, address, content) {
  await page.goto(address);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator(content).first().waitFor();
}

export async function lookAt(page, name, options) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name, options);
}

export async function inBothSizes(page, name) {
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await lookAt(page, name);
  }
  await page.setViewportSize(sizes.office);
}

export const state = (page, text) => page.locator('.roster-facts .state-badge', { hasText: text }).waitFor({ timeout: 180_000 });
export const file = (name, rows) => ({ name, mimeType: 'text/csv', buffer: csv(header, rows) });
export const cells = row => row.locator('th, td').allInnerTexts();
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Chooses, sends, and waits for the page of the batch. */
export async function upload(page, month, authority, sent, { kind = 'Full' } = {}) {
  await open(page, 'rosters?year=2020', '.roster-upload');
  await page.locator('.roster-upload button:enabled').waitFor();
  await page.getByLabel('名单月份').selectOption(month);
  await page.getByLabel('名单部门').selectOption(authority);
  await page.getByLabel('名单类型').selectOption(kind);
  await page.waitForFunction(([month, authority, kind]) => {
    const asked = new URL(document.querySelector('.roster-upload').action).searchParams;
    return asked.get('month') === month && asked.get('authority') === authority && asked.get('kind') === kind.toLowerCase();
  }, [month, authority, kind]);
  await page.getByLabel('名单文件').setInputFiles(sent);
  await button(page, '上传并校验').click();
}

export async function commit(page, dialogShot) {
  await button(page, '确认入库').click();
  const dialog = page.getByRole('dialog', { name: '确认入库' });
  await dialog.waitFor();
  if (dialogShot) await lookAt(page, dialogShot);
  await dialog.getByRole('button', { name: '确认入库' }).click();
  await state(page, '已入库');
}

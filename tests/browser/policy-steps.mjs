// The steps of 政策配置 that several tests take: entering, opening a page, acts of the workflow, replacing a draft's content, answering findings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAccessibility, checkNoSidewaysScroll, openPage, root, shot, signIn } from './harness.mjs';

export const notice = bureau => JSON.parse(readFileSync(join(root, `policies/${bureau}-2020.json`), 'utf8'));
export const fileOf = (name, content) => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) });

/** A page of a person who has signed in, its circuit there. */
export async function enter(t, app, bureau, user, { size, password } = {}) {
  const page = await openPage(t, app, { size });
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau, user, password });
  await socket;
  return page;
}

/** Opens an address and waits for its circuit. */
export async function open(page, address) {
  const socket = page.waitForEvent('websocket');
  await page.goto(address);
  await socket;
  await page.locator('.shell[data-ready]').waitFor();
}

export async function lookAt(page, name) {
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, name);
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });

export async function act(page, verb, opinion) {
  await button(page.locator('.page-actions'), verb).click();
  const dialog = page.getByRole('dialog', { name: verb });
  if (opinion) await dialog.getByLabel(/审批意见/).fill(opinion);
  await button(dialog, verb).click();
  await dialog.waitFor({ state: 'hidden' });
}

export const verbs = page => page.locator('.page-actions').locator('button, a').allInnerTexts();
export const says = (page, text) => page.getByText(text).first().waitFor();
export const idOf = page => /versions\/(\d+)/.exec(page.url())[1];

/** Closes what the page told so far, so that the next message is the next act's. */
async function closeNotices(page) {
  const close = page.locator('.notices').getByRole('button');
  while (await close.count() > 0) await close.first().click({ timeout: 1000 }).catch(() => { /* it went by itself */ });
}

/** Replaces the whole content of the draft that the page shows. */
export async function replace(page, content) {
  await closeNotices(page);
  await page.getByRole('tab', { name: '替换内容' }).click();
  await page.getByLabel('JSON 格式的政策文件').setInputFiles(fileOf('政策.json', content));
  await button(page, '替换内容').click();
  await page.getByText('已替换草稿内容').waitFor();
  await closeNotices(page);
}

/** Chooses 检查结果 and waits until it is what the page shows: of the tab before, nothing can be counted. */
export async function checkTab(page) {
  const tab = page.getByRole('tab', { name: /检查结果/ });
  await tab.click();
  await tab.and(page.locator('[aria-selected="true"]')).waitFor();
}

/** Answers what asks for words, one after the other. */
export async function answerAll(page, words) {
  await checkTab(page);
  for (;;) {
    const waiting = page.locator('.policy-findings > li', { has: page.locator('.state-warning') });
    const left = await waiting.count();
    if (left === 0) return;
    await waiting.first().getByRole('textbox').fill(words);
    await waiting.first().getByRole('button', { name: /保存理由|确认已知悉/ }).click();
    await page.waitForFunction(count => document.querySelectorAll('.policy-findings > li .state-warning').length < count, left);
  }
}

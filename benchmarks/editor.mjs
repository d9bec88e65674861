// What the policy editor costs: the first render beside the plain page, and the time from a change to its check on the screen.
//
//   npm ci --prefix tests/browser && node --test benchmarks/editor.mjs          [RENDERS=9] [CHANGES=31]
//
// The draft is 河南's with 200 named regions in two groups and 40 more subsidy rules, checked on 158 counties. First render: from the request to the first
// frame with the fields of the section that the address names. A change: the amount of a rule below zero and back, from the browser's
// change event to the frame in which 检查结果 shows or drops the finding. Prints ratios and milliseconds; is no part of the tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { makeDraft } from '../tests/browser/drafts.mjs';
import { openPage, root, signIn, startApp } from '../tests/browser/harness.mjs';

process.env.Limits__CircuitsPerMinute ??= '1000000';
const renders = Number(process.env.RENDERS ?? 9);
const changes = Number(process.env.CHANGES ?? 31);
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
let app;
before(async () => { app = await startApp(); });

function largeDraft() {
  const draft = JSON.parse(readFileSync(join(root, 'policies/henan-2020.json'), 'utf8'));
  const counties = readFileSync(join(root, 'data/regions.csv'), 'utf8').split('\n').map(line => line.split(',')).filter(cells => cells[0].startsWith('41') && cells[7]?.trim().toLowerCase() === 'true').map(cells => cells[0]);
  const cite = [{ document: draft.documents[0].id, clause: '一', says: '测量用' }];
  draft.groups = [...draft.groups ?? [], { id: 'hundred-1', name: '甲组', regions: counties.slice(0, 100), cite }, { id: 'hundred-2', name: '乙组', regions: counties.slice(-100), cite }];
  draft.subsidies ??= {};
  const many = Array.from({ length: 40 }, (_, i) => i + 1);
  draft.subsidies.categories = [...draft.subsidies.categories ?? [], ...many.map(i => ({ id: `measured-${i}`, name: `测量对象${i}`, cite }))];
  draft.subsidies.rules = [...draft.subsidies.rules ?? [], ...many.map(i => ({ category: `measured-${i}`, form: { kind: 'fixed', yuan: 100 + i }, pay: 'card', cite }))];
  return JSON.stringify(draft);
}

async function firstRender(page, address, content) {
  await page.goto('about:blank');
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(content).first().waitFor();
  const time = performance.now() - started;
  await page.waitForTimeout(500); // the circuit has started and checked: the next page is not measured against it
  return time;
}

test('the editor beside the plain page', async t => {
  const page = await openPage(t, app, { expect: [/.*/] });
  page.setDefaultTimeout(60_000);
  await signIn(page, app, { bureau: '河南省医疗保障局', user: 'zhengce' });
  const id = makeDraft(app, 'henan', largeDraft());
  const rules = JSON.parse(largeDraft()).subsidies.rules.length;
  const editor = new URL(`policies/versions/${id}/edit?year=2020`, app.url).href;
  const last = `$.subsidies.rules[${rules - 1}]`;
  const cases = [['plain', new URL('plain', app.url).href, 'output'], ['editor', editor, '.editor-form .field'], ['rules', `${editor}#${last}`, '.section-rules .item']];
  const times = { plain: [], editor: [], rules: [] };
  for (let i = 0; i < renders + 2; i++) {
    for (const [name, address, content] of cases) {
      const time = await firstRender(page, address, content);
      if (i > 1) times[name].push(time);
    }
  }
  console.log(`first render: editor / plain = ${(median(times.editor) / median(times.plain)).toFixed(2)} (medians of ${renders}: ${median(times.editor).toFixed(0)} and ${median(times.plain).toFixed(0)} ms, goal <= 2)`);
  console.log(`the section of ${rules} subsidy rules, by address: ${(median(times.rules) / median(times.plain)).toFixed(2)} x plain`);

  await page.goto('about:blank');
  await page.goto(`${editor}#${last}`);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('.editor-side .busy').waitFor({ state: 'detached' });
  await page.locator(`.editor-form [data-path="${last}"] .item-title`).waitFor();
  if (await page.locator(`.editor-form [data-path="${last}.form.yuan"]`).count() === 0) await page.locator(`.editor-form [data-path="${last}"] .item-title`).click();
  await page.locator(`.editor-form [data-path="${last}.form.yuan"] input`).waitFor();
  const waits = [];
  for (let i = 0; i < changes + 4; i++) {
    const wait = await page.evaluate(([path, text, expected]) => new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no check after ${text}: ${document.querySelector('.editor-side').textContent.slice(0, 500)}`)), 10_000);
      const input = document.querySelector(`.editor-form [data-path="${CSS.escape(path)}"] input`);
      const has = () => [...document.querySelectorAll('.editor-side .finding')].some(one => one.textContent.includes('测量对象40'));
      const started = performance.now();
      const watch = new MutationObserver(() => {
        if (has() !== expected) return;
        watch.disconnect();
        resolve(performance.now() - started);
      });
      watch.observe(document.querySelector('.editor-side'), { childList: true, subtree: true, characterData: true });
      input.value = text;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }), [`${last}.form.yuan`, i % 2 === 0 ? '-5' : '100', i % 2 === 0]);
    if (i > 3) waits.push(wait);
    await page.waitForTimeout(200);
  }
  console.log(`change to check: median ${median(waits).toFixed(0)} ms, worst ${Math.max(...waits).toFixed(0)} ms (${changes} changes, goal <= 100 ms)`);
});

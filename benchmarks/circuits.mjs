// What a page costs beside the plain page of the same application: time to the first render that answers to a click, and managed memory a circuit.
//
//   npm ci --prefix tests/browser && node --test benchmarks/circuits.mjs          [CIRCUITS=200] [RENDERS=9]
//
// The table is 河南's: 158 units with three rows each, more than 200 counties with one. Prints ratios and a circuit's bytes; is no part of the tests.
import { before, test } from 'node:test';
import { openPage, signIn, startApp } from '../tests/browser/harness.mjs';

const circuits = Number(process.env.CIRCUITS ?? 200);
const renders = Number(process.env.RENDERS ?? 9);
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
let app;
before(async () => { app = await startApp(); });

const memory = async page => Number(await (await page.request.get('plain/memory')).text());

async function makeRun(page) {
  await page.goto('allocations?year=2020');
  const dialog = page.getByRole('dialog', { name: '新建试算' });
  for (let i = 0; i < 30 && !(await dialog.isVisible()); i++) {
    await page.getByRole('button', { name: '新建试算' }).first().click({ timeout: 2000 }).catch(() => {});
    await dialog.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await dialog.getByRole('button', { name: '开始试算' }).click();
  await page.waitForURL(/\/allocations\/\d+/);
  return page.url();
}

/** Milliseconds from the request to the first frame that shows the page's own content. */
async function firstRender(page, address, content) {
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(content).first().waitFor();
  return performance.now() - started;
}

async function bytesOfCircuit(page, address, content) {
  const context = page.context();
  await context.route(/\.(css|svg|woff2?)(\?|$)/, route => route.abort());
  const before = await memory(page);
  const tabs = [];
  for (let i = 0; i < circuits; i++) {
    const tab = await context.newPage();
    const socket = tab.waitForEvent('websocket');
    await tab.goto(address, { waitUntil: 'commit' });
    await socket;
    await tab.locator(content).first().waitFor();
    tabs.push(tab);
  }
  await page.waitForTimeout(3000);
  const after = await memory(page);
  await Promise.all(tabs.map(tab => tab.close()));
  await context.unroute(/\.(css|svg|woff2?)(\?|$)/);
  return (after - before) / circuits;
}

test('资金分配 beside the plain page', async t => {
  const page = await openPage(t, app, { expect: [/.*/] });
  page.setDefaultTimeout(60_000);
  await signIn(page, app, { bureau: '河南省医疗保障局', user: 'caiwu' });
  const run = await makeRun(page);
  const cases = [['plain', new URL('plain', app.url).href, 'output'], ['资金分配', run, '.official tbody tr']];
  const times = { plain: [], 资金分配: [] };
  for (let i = 0; i < renders + 2; i++) {
    for (const [name, address, content] of cases) {
      const time = await firstRender(page, address, content);
      if (i > 1) times[name].push(time);
    }
  }
  console.log(`first render: 资金分配 / plain = ${(median(times['资金分配']) / median(times.plain)).toFixed(2)} (medians of ${renders}, goal <= 2)`);
  for (const [name, address, content] of cases) {
    const bytes = await bytesOfCircuit(page, address, content);
    console.log(`circuit, ${name}: ${(bytes / 1024).toFixed(0)} KB managed (${circuits} circuits${name === 'plain' ? '' : ', goal <= 1024 KB'})`);
  }
});

// What a page costs beside the plain page of the same application: time to the first render that answers to a click, and managed memory a circuit.
//
//   npm ci --prefix tests/browser && node --test benchmarks/circuits.mjs          [CIRCUITS=200] [OWN=20] [RENDERS=9]
//
// The table is 河南's: 158 units with three rows each, more than 200 counties with one. First render: from the request to the first frame in which a
// row of the table can be seen; said beside it, until all 474 and more are there. A circuit's bytes: of CIRCUITS that look at one run, and of OWN that
// look at a run of their own each, so that nothing is shared. Prints ratios and bytes; is no part of the tests.
import { before, test } from 'node:test';
import { openPage, signIn, startApp } from '../tests/browser/harness.mjs';

const circuits = Number(process.env.CIRCUITS ?? 200);
const own = Number(process.env.OWN ?? 20);
// One person opens them all, faster than the application lets a person.
process.env.Limits__CircuitsPerMinute ??= '1000000';
const renders = Number(process.env.RENDERS ?? 9);
process.env.Limits__CircuitsPerMinute ??= '100000'; // one person opens them all
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
let app;
before(async () => { app = await startApp(); });

const memory = async page => Number(await (await page.request.get('plain/memory')).text());

async function makeRun(page) {
  await page.goto('allocations?year=2020');
  await page.locator('.shell[data-ready]').waitFor();
  const dialog = page.getByRole('dialog', { name: '新建试算' });
  for (let i = 0; i < 30 && !(await dialog.isVisible()); i++) {
    await page.getByRole('button', { name: '新建试算' }).first().click({ timeout: 2000 }).catch(() => {});
    await dialog.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await dialog.getByRole('button', { name: '开始试算' }).click();
  await page.waitForURL(/\/allocations\/\d+/);
  return page.url();
}

/** Milliseconds from the request to the first frame that shows the page's own content, and until it is complete. */
async function firstRender(page, address, content, complete) {
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(content).first().waitFor();
  const first = performance.now() - started;
  await page.locator(complete).first().waitFor();
  const last = performance.now() - started;
  await page.waitForTimeout(300); // the circuit has started: the next page is not measured against it
  return [first, last];
}

async function bytesOfCircuit(page, addresses, content) {
  const context = page.context();
  await context.route(/\.(css|svg|woff2?)(\?|$)/, route => route.abort());
  const before = await memory(page);
  const tabs = [];
  for (const address of addresses) {
    const tab = await context.newPage();
    const socket = tab.waitForEvent('websocket');
    await tab.goto(address, { waitUntil: 'commit' });
    await socket;
    await tab.locator(content).first().waitFor();
    tabs.push(tab);
  }
  await page.waitForTimeout(20_000); // what pages hand over to circuits waits 15 seconds at most
  const after = await memory(page);
  await Promise.all(tabs.map(tab => tab.close()));
  await context.unroute(/\.(css|svg|woff2?)(\?|$)/);
  return (after - before) / addresses.length;
}

test('资金分配 beside the plain page', async t => {
  const page = await openPage(t, app, { expect: [/.*/] });
  page.setDefaultTimeout(60_000);
  await signIn(page, app, { bureau: '河南省医疗保障局', user: 'caiwu' });
  const run = await makeRun(page);
  const plain = new URL('plain', app.url).href;
  const rows = '.official tbody tr';
  const cases = [['plain', plain, 'output', 'output'], ['资金分配', run, rows, 'official-cells:not([data-partial]) tbody tr']];
  const times = { plain: [], 资金分配: [] };
  const complete = [];
  for (let i = 0; i < renders + 2; i++) {
    for (const [name, address, content, all] of cases) {
      const [first, last] = await firstRender(page, address, content, all);
      if (i > 1) times[name].push(first);
      if (i > 1 && address === run) complete.push(last);
    }
  }
  console.log(`first render: 资金分配 / plain = ${(median(times['资金分配']) / median(times.plain)).toFixed(2)} (medians of ${renders}, goal <= 2)`);
  console.log(`all rows: ${(median(complete) / median(times.plain)).toFixed(2)} x plain`);
  const say = (name, count, bytes) => console.log(`circuit, ${name}: ${(bytes / 1024).toFixed(0)} KB managed (${count} circuits)`);
  say('plain', circuits, await bytesOfCircuit(page, Array(circuits).fill(plain), 'output'));
  say('资金分配, one run, goal <= 1024 KB', circuits, await bytesOfCircuit(page, Array(circuits).fill(run), rows));
  const runs = [];
  for (let i = 0; i < own; i++) runs.push(await makeRun(page));
  say('资金分配, a run each, goal <= 1024 KB', own, await bytesOfCircuit(page, runs, rows));
});

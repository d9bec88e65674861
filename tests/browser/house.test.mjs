// The house itself: pages answer, Blazor's script (taken from another runtime pack, docs/adr/0002) does what the application relies on.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, interactive, openPage, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

// /plain is for signed-in people like every page that has a circuit.
async function openPlain(t, options) {
  const page = await openPage(t, app, options);
  await signIn(page, app, { bureau: 'lanzhou', user: 'caiwu' });
  return page;
}

const clicks = page => page.locator('output').textContent();

for (const [name, size] of Object.entries(sizes)) {
  test(`the first page is Chinese, fits and is accessible (${name})`, async t => {
    const page = await openPage(t, app, { size });
    const answer = await page.goto('');
    assert.equal(answer.status(), 200);
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.match(await page.title(), /医保/);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'first-page');
  });
}

test('scripts come from this server alone and nobody may frame a page', async t => {
  const page = await openPlain(t);
  const policy = (await page.goto('plain')).headers()['content-security-policy'];
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /default-src 'self'/);
});

test('an inline script does not run', async t => {
  const page = await openPlain(t, { expect: [/CSP script-src/, /Content Security Policy/] });
  await page.goto('plain');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.body.append(script);
  });
  assert.notEqual(await page.title(), 'run');
});

test('the circuit connects over a WebSocket and a click counts', async t => {
  const page = await openPlain(t);
  const sockets = [];
  page.on('websocket', socket => sockets.push(socket.url()));
  await page.goto('plain');
  await interactive(page, 'main button');
  await page.getByRole('button', { name: '点击' }).click();
  await page.getByRole('button', { name: '点击' }).click();
  await page.locator('output', { hasText: '2' }).waitFor();
  assert.ok(sockets.some(url => url.includes('/_blazor')), 'a WebSocket to this server');
});

test('without WebSockets the circuit falls back to long polling', async t => {
  const page = await openPlain(t, { before: () => { delete globalThis.WebSocket; } });
  await page.goto('plain');
  await interactive(page, 'main button');
  await page.getByRole('button', { name: '点击' }).click();
  await page.locator('output', { hasText: '1' }).waitFor();
});

test('what is pressed before the circuit stands waits for it, and a link leads on without it', async t => {
  const page = await openPage(t, app);
  let connect;
  const connected = new Promise(resolve => { connect = resolve; });
  let isHeld = false;
  await page.routeWebSocket(/\/_blazor/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(async message => {
      if (isHeld) await connected;
      server.send(message);
    });
  });
  await signIn(page, app, { bureau: '兰州市医疗保障局', user: 'jingban' });
  isHeld = true;
  await page.goto('documents?year=2020');
  await page.getByRole('link', { name: '名单', exact: true }).click();
  await page.waitForURL(/\/rosters\?/);
  assert.equal(await page.locator('.shell[data-ready]').count(), 0, 'no circuit yet');
  assert.equal(await page.getByLabel('名单类型').isDisabled(), true);
  assert.equal(await page.getByRole('combobox', { name: '年度' }).isDisabled(), true);
  await page.goto('documents?year=2020');
  const chosen = page.getByRole('combobox', { name: '发文机关' });
  const choosing = chosen.selectOption({ index: 1 });
  await new Promise(resolve => setTimeout(resolve, 500));
  connect();
  await choosing;
  await page.waitForURL(url => url.searchParams.get('issuer'));
});

test('the address is live without its database, but not ready', async () => {
  const status = async path => (await fetch(app.url + path)).status;
  assert.deepEqual([await status('health/live'), await status('health/ready')], [200, 200]);
  app.database('stop');
  assert.deepEqual([await status('health/live'), await status('health/ready')], [200, 503]);
  app.database('start');
  // Connections that broke meanwhile may answer once more before they are given up.
  for (let i = 0; i < 50 && await status('health/ready') !== 200; i++) await new Promise(resolve => setTimeout(resolve, 200));
  assert.deepEqual([await status('health/live'), await status('health/ready')], [200, 200]);
});

test('a lost server shows the reconnect box, and the page loads afresh when it is back', async t => {
  const page = await openPlain(t, { expect: [/ERR_CONNECTION_REFUSED/, /WebSocket/, /Connection disconnected/, /Failed to (fetch|complete|start)/, /health\/live/, /_blazor/] });
  await page.goto('plain');
  await interactive(page, 'main button');
  await page.getByRole('button', { name: '点击' }).click();
  await page.locator('output', { hasText: '1' }).waitFor();
  const stopping = Date.now();
  await app.stop();
  assert.ok(Date.now() - stopping < 10_000, 'an open page does not hold the shutdown');
  const box = page.getByRole('alertdialog', { name: '与服务器的连接已断开' });
  await box.waitFor();
  await shot(page, 'reconnect-box');
  await app.start();
  await box.waitFor({ state: 'hidden' });
  await page.locator('output', { hasText: /^0$/ }).waitFor(); // the page that was lost said 1
  await interactive(page, 'main button');
  assert.equal(await clicks(page), '0');
  await page.getByRole('button', { name: '点击' }).click();
  await page.locator('output', { hasText: '1' }).waitFor();
});

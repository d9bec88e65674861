// What every browser test stands on: the running application, a browser that only this machine's pages reach, and checks that hold on every page.
//
//   const app = await startApp();                     eng/run on a copy of the prepared demo database; gone when the file is done
//   const page = await openPage(t, app, { size });    fails t on console errors, CSP violations, page errors and requests to elsewhere
//   await signIn(page, app, { bureau, user });
//   await shot(page, 'name');                         artifacts/screens/name-1366x768.png
//   await checkAccessibility(page);                   WCAG 2.2 AA by axe-core
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(dirname(here));
export const sizes = { office: { width: 1366, height: 768 }, wide: { width: 1920, height: 1080 } };

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = process.env.PATH.split(delimiter).flatMap(folder => names.map(name => join(folder, name))).find(existsSync);
  assert.ok(found, '没有找到 chromium。请用 eng/test 运行浏览器测试，或设置环境变量 CHROMIUM。');
  return found;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// A folder with a migrated and seeded database: a copy of the one that eng/test prepared, or one made now.
function prepareState() {
  const state = mkdtempSync(join(tmpdir(), 'medinsure-browser-'));
  const template = process.env.MEDINSURE_BROWSER_STATE;
  if (template) {
    rmSync(state, { recursive: true });
    execFileSync('cp', ['-a', template, state]);
  } else {
    chmodSync(state, 0o711); // the database's user must get through when root runs this
    execFileSync(join(root, 'eng/run'), ['--prepare', '--scratch', '--dir', state], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return state;
}

class App {
  constructor(state, port, env) {
    this.env = env;
    this.state = state;
    this.port = port;
    this.url = `http://127.0.0.1:${port}/`;
  }

  get password() {
    return readFileSync(join(this.state, 'demo-password'), 'utf8').trim();
  }

  /** Runs eng/run until it says that the address answers. */
  start() {
    this.run = spawn(join(root, 'eng/run'), ['--port', String(this.port), '--dir', this.state, '--scratch', '--until', String(process.pid)],
      { env: { ...process.env, MEDINSURE_PLAIN_PAGE: '1', ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = new Promise(resolve => this.run.once('exit', resolve));
    let said = '';
    return new Promise((resolve, reject) => {
      this.run.stderr.on('data', text => { said += text; });
      this.run.stdout.on('data', text => {
        said += text;
        if (said.includes(this.url)) resolve();
      });
      this.run.once('exit', code => reject(new Error(`eng/run ended with ${code}: ${said}`)));
    });
  }

  /** Stops web and database; the data stay, start() continues with them. */
  async stop() {
    this.run.kill('SIGTERM');
    await this.ended;
  }

  /** eng/db on this application's cluster: 'stop', 'start', 'drop'. */
  database(command) {
    execFileSync(join(root, 'eng/db'), [command, '--dir', join(this.state, 'db')], { stdio: 'ignore' });
  }

  async drop() {
    await this.stop();
    this.database('drop');
    rmSync(this.state, { recursive: true, force: true });
  }
}

const apps = [];
let browser;

after(async () => {
  await browser?.close();
  await Promise.all(apps.map(app => app.drop()));
});

/** The application on a free port with its own database, gone when the test file is done. `env` is added to its environment. */
export async function startApp({ env = {} } = {}) {
  const app = new App(prepareState(), await freePort(), env);
  apps.push(app);
  await app.start();
  return app;
}

// MEDINSURE_SLOW_LINE=200 makes every message between page and circuit take that many milliseconds each way: what a test presses before it has seen the
// answer of the step before comes out, as it does on a busy machine.
async function slowDown(context) {
  const delay = Number(process.env.MEDINSURE_SLOW_LINE ?? 0);
  if (delay === 0) return;
  await context.routeWebSocket(/\/_blazor/, socket => {
    const server = socket.connectToServer();
    const later = send => message => setTimeout(() => send(message), delay);
    socket.onMessage(later(message => server.send(message)));
    server.onMessage(later(message => socket.send(message)));
  });
}

/**
 * A page in a context of its own (its own cookies).
 *   size     one of `sizes`, default office
 *   expect   a list of patterns for console errors that the test causes on purpose
 *   before   a function run in the page before its scripts
 */
export async function openPage(t, app, { size = sizes.office, expect = [], before, ...options } = {}) {
  browser ??= await chromium.launch({ executablePath: chromiumPath(), args: flags });
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: app.url, ...options });
  context.setDefaultTimeout(60_000); // nobody waits that long for what comes: it is for machines that are slow and busy
  await slowDown(context);
  const faults = [];
  const fault = text => { if (!expect.some(pattern => pattern.test(text))) faults.push(text); };
  await context.addInitScript(() => addEventListener('securitypolicyviolation', violation =>
    console.error(`CSP ${violation.violatedDirective} ${violation.blockedURI}`)));
  if (before) await context.addInitScript(before);
  let left = 0;
  context.on('console', message => {
    if (message.type() !== 'error') return;
    // Leaving a page while its circuit connects aborts that request, and Blazor's script says so. A server that answers wrongly reads otherwise.
    if (/TypeError: Failed to fetch/.test(message.text())) left = Date.now();
    else if (!/Failed to start the circuit/.test(message.text()) || Date.now() - left > 3000) fault(`console: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', error => fault(`page: ${error.error()}`));
  context.on('request', request => {
    const { hostname, protocol } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') fault(`request to elsewhere: ${request.url()}`);
  });
  const page = await context.newPage();
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, [], 'no console error, no CSP violation, no request to elsewhere');
  });
  return page;
}

/** Waits until the page's circuit is there: marked by a button or an input that is enabled only when interactive. */
export async function interactive(page, selector) {
  await page.locator(selector).first().waitFor();
  await page.waitForFunction(css => document.querySelector(css)?.matches(':not(:disabled)'), selector);
}

/** Clicks once: until the circuit stands the button is disabled, and a second click on its way would begin the dialog anew under what is typed in it. */
export async function press(button, sign) {
  await button.click();
  await sign.waitFor();
}

/** Clicks a link until what it leads to is there: a click in the instant in which a circuit starts or another page comes may be lost, and people click again. */
export async function follow(link, goal) {
  await link.click();
  for (let tries = 0; tries < 3; tries++) {
    if (await goal.waitFor({ timeout: 8000 }).then(() => true, () => false)) return;
    await link.click({ timeout: 2000 }).catch(() => { /* it has gone: its page is slow, not lost */ });
  }
  await goal.waitFor();
}

/** Waits until a page that has just come has its focus: its heading is given it a round trip after it is seen, and would take it from what is focused before. */
export async function focusedHeading(page) {
  await page.waitForFunction(() => document.activeElement?.matches('h1'));
}

export async function signIn(page, app, { bureau, user, password = app.password }) {
  await page.goto('sign-in');
  await page.getByLabel('机构').selectOption(bureau);
  await page.getByLabel('用户名').fill(user);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
  // Leaving before the circuit stands would leave its complaint in the console.
  await page.locator('.shell[data-ready]').waitFor();
}

export async function shot(page, name, { fullPage = false } = {}) {
  const { width, height } = page.viewportSize();
  const folder = join(root, 'artifacts/screens');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-${width}x${height}.png`), fullPage });
}

export async function checkAccessibility(page, { within = [['html']], except = [] } = {}) {
  // When its circuit takes a page over, its elements and the title are put anew; a page that never gets one fails here.
  await page.waitForFunction(() => document.title.trim() !== '' && (!document.querySelector('.shell:not([data-ready])') || document.querySelector('.circuit-limited')));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ([include, exclude]) => axe.run({ include, exclude }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
    [within, except]);
  assert.deepEqual(violations.map(rule => `${rule.id}: ${rule.nodes.map(node => node.target.join(' ')).join(', ')}`), [], 'axe');
}

/** The page is not wider than its window. */
export async function checkNoSidewaysScroll(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `the page is ${content} px wide in a window of ${window} px`);
}

// Signing in and out, sessions, and what stands around every page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, focusedHeading, interactive, openPage, root, shot, signIn, sizes, startApp } from './harness.mjs';

let app;
before(async () => { app = await startApp(); });

const sql = statement => execFileSync(join(root, 'eng/db'), ['psql', '--dir', join(app.state, 'db'), '--as', 'admin', '-d', 'medinsure', '-Atqc', statement], { encoding: 'utf8' }).trim();

async function tryToSignIn(page, bureau, user, password) {
  await page.getByLabel('机构').selectOption(bureau);
  await page.getByLabel('用户名').fill(user);
  await page.getByLabel('密码').fill(password);
  // Until the answer is there, the page before it stands, with its sentence and its fields.
  await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: '登录' }).click()]);
}

for (const [name, size] of Object.entries(sizes)) {
  test(`the sign-in page says that this is a demonstration, fits and is accessible (${name})`, async t => {
    const page = await openPage(t, app, { size });
    await page.goto('sign-in');
    await page.getByRole('heading', { name: '演示环境' }).waitFor();
    for (const text of ['请勿录入真实业务数据', '正式环境中不存在', 'caiwu', '兰州市医疗保障局']) assert.match(await page.locator('body').innerText(), new RegExp(text));
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'sign-in');
  });

  test(`the shell shows bureau, person and menu, fits and is accessible (${name})`, async t => {
    const page = await openPage(t, app, { size });
    await signIn(page, app, { bureau: 'lanzhou', user: 'caiwu' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.match(await page.locator('header.bar').innerText(), /兰州市医疗保障局/);
    assert.deepEqual(await page.getByRole('navigation', { name: '主菜单' }).getByRole('link').allInnerTexts(),
      ['工作台', '参保人数', '名单', '人员台账', '资助认定', '缴费记录', '资助支付', '三方比对', '资金分配', '政策依据', '政策配置', '政策文件库', '测算口径', '备案', '时限看板', '待办']);
    await page.locator('.user-menu summary').click();
    assert.match(await page.locator('.user-menu-body').innerText(), /caiwu[\s\S]*财务/);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, 'shell');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.user-menu-body').isVisible(), false);
  });
}

test('at 200 % the shell needs no sideways scrolling', async t => {
  const page = await openPage(t, app, { size: { width: 683, height: 384 }, deviceScaleFactor: 2 });
  await page.goto('sign-in');
  await checkNoSidewaysScroll(page);
  await signIn(page, app, { bureau: 'gansu', user: 'caiwu' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await checkNoSidewaysScroll(page);
  await checkAccessibility(page);
  await shot(page, 'shell-zoomed');
});

test('nobody gets a circuit before signing in', async t => {
  const page = await openPage(t, app);
  const sockets = [];
  page.on('websocket', socket => sockets.push(socket.url()));
  await page.goto('');
  assert.match(page.url(), /sign-in\?back=/);
  await page.waitForTimeout(1500);
  assert.deepEqual(sockets, []);
  assert.equal((await page.request.post('_blazor/negotiate?negotiateVersion=1', { maxRedirects: 0 })).status(), 401);
  for (const address of ['allocations', 'plain']) {
    const answer = await page.request.get(address, { maxRedirects: 0 });
    assert.equal(answer.status(), 302, address);
    assert.match(answer.headers().location, /\/sign-in\?/, address);
  }
});

test('a wrong password and an unknown name get the same sentence, and what was typed stays but for the password', async t => {
  const page = await openPage(t, app);
  const said = [];
  for (const user of ['jingban', 'meiyouzheren']) {
    await page.goto('sign-in');
    await tryToSignIn(page, 'huainan', user, 'Not-the-one-1');
    said.push(await page.getByRole('alert').first().innerText());
    assert.equal(await page.getByLabel('用户名').inputValue(), user);
    assert.equal(await page.getByLabel('机构').inputValue(), 'huainan');
    assert.equal(await page.getByLabel('密码').inputValue(), '');
  }
  assert.equal(said[0], said[1]);
  assert.match(said[0], /机构、用户名或密码不正确/);
  await checkAccessibility(page);
  await shot(page, 'sign-in-refused');
});

test('after five failures the name is locked, the right password included', async t => {
  const page = await openPage(t, app);
  await page.goto('sign-in');
  for (let i = 0; i < 5; i++) {
    await tryToSignIn(page, 'anhui', 'jingban', `Not-the-one-${i}`);
    await page.getByRole('alert').first().waitFor();
  }
  await tryToSignIn(page, 'anhui', 'jingban', app.password);
  await page.getByText('已锁定 15 分钟').waitFor();
  assert.match(page.url(), /sign-in/);
});

test('the keyboard alone is enough to sign in, open the menu and sign out', async t => {
  const page = await openPage(t, app);
  await page.goto('sign-in');
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.innerText || document.activeElement.tagName);
  const tabTo = async wanted => {
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      if ((await focused()).includes(wanted)) return;
    }
    assert.fail(`Tab does not reach ${wanted}`);
  };
  await tabTo('bureau');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown');
  await tabTo('user');
  await page.keyboard.type('caiwu');
  await tabTo('password');
  await page.keyboard.type(app.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
  assert.match(await page.locator('header.bar').innerText(), /河南省医疗保障局/);
  await page.locator('.shell[data-ready]').waitFor();
  await focusedHeading(page);
  await page.locator('.skip-link').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await page.locator('.user-menu summary').focus();
  await page.keyboard.press('Enter');
  await tabTo('退出');
  await page.keyboard.press('Enter');
  await page.getByText('您已退出。').waitFor();
});

test('signing out ends the session on the server, not only in this browser', async t => {
  const page = await openPage(t, app);
  await signIn(page, app, { bureau: 'lanzhou', user: 'zhengce' });
  const kept = await page.context().cookies();
  const cookie = kept.find(one => one.name === 'medinsure');
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, 'Lax');
  await page.locator('.user-menu summary').click();
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByText('您已退出。').waitFor();
  await page.context().addCookies(kept);
  await page.goto('');
  assert.match(page.url(), /sign-in/);
});

test('a form without its token signs nobody out', async t => {
  const page = await openPage(t, app, { expect: [/400/] });
  await signIn(page, app, { bureau: 'lanzhou', user: 'zhengce' });
  const answer = await page.request.post('sign-out', { form: {}, maxRedirects: 0 });
  assert.equal(answer.status(), 400);
  assert.match(await answer.text(), /页面已过期/);
  await page.goto('');
  assert.doesNotMatch(page.url(), /sign-in/);
});

test('a revoked session loses its page within a minute', { timeout: 180_000 }, async t => {
  const page = await openPage(t, app, { expect: [/_blazor/, /Connection disconnected/] });
  await signIn(page, app, { bureau: 'lanzhou', user: 'fabu' });
  await page.goto('plain');
  await interactive(page, 'main button');
  const since = Date.now();
  sql("UPDATE app_user SET security_stamp = 'revoked' WHERE tenant_id = 5 AND user_name = 'fabu'");
  await page.waitForURL(/sign-in\?why=ended/, { timeout: 60_000 });
  t.diagnostic(`page taken away after ${((Date.now() - since) / 1000).toFixed(0)} s`);
  await page.getByText('登录已失效').waitFor();
  await signIn(page, app, { bureau: 'lanzhou', user: 'fabu' });
});

test('after signing in the person is where the address pointed, and never at another site', async t => {
  const page = await openPage(t, app);
  await page.goto('plain');
  assert.match(page.url(), /sign-in\?back=%2Fplain/);
  await tryToSignIn(page, 'lanzhou', 'fuhe', app.password);
  await page.waitForURL(/\/plain$/);
  await interactive(page, 'main button');
  for (const back of ['https://elsewhere.example/', '//elsewhere.example/', '/\\elsewhere.example/']) {
    await page.goto(`sign-in?back=${encodeURIComponent(back)}`);
    assert.equal(new URL(page.url()).origin, new URL(app.url).origin, back);
    await page.locator('.shell[data-ready]').waitFor();
  }
});

test('an account made by the operator must change its password before anything else', async t => {
  const page = await openPage(t, app);
  const settings = execFileSync(join(root, 'eng/db'), ['env', '--dir', join(app.state, 'db')], { encoding: 'utf8' });
  const medinsure = (...given) => execFileSync('dotnet', [join(root, 'src/MedInsure.Cli/bin/Release/net10.0/medinsure.dll'), ...given], {
    input: 'First-pass-1\n', encoding: 'utf8', env: { ...process.env, MEDINSURE_APP_DB: /^MEDINSURE_APP_DB=(.*)$/m.exec(settings)[1] },
  });
  assert.match(medinsure('user', 'add', '--bureau', 'lanzhou', '--user', 'xinren', '--name', '新人', '--role', '财务', '--role', '经办'), /已增加用户 xinren（财务、经办）/);
  await page.goto('sign-in');
  await tryToSignIn(page, 'lanzhou', 'xinren', 'First-pass-1');
  await page.waitForURL(/\/password$/);
  await page.goto('allocations');
  assert.match(page.url(), /\/password$/);
  await page.getByText('初始密码').waitFor();
  await checkAccessibility(page);
  await shot(page, 'password');
  const change = async (current, next, again = next) => {
    await page.getByLabel('当前密码').fill(current);
    await page.getByLabel('新密码', { exact: true }).fill(next);
    await page.getByLabel('再输入一次新密码').fill(again);
    await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: '修改密码' }).click()]);
  };
  await change('First-pass-1', 'short');
  await page.getByText('密码至少 10 个字符').waitFor();
  await change('First-pass-1', 'Second-pass-2');
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator('.user-menu summary').click();
  await page.getByRole('link', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '修改密码' }).waitFor();
});

test('auditors and system administrators see no business pages', async t => {
  const page = await openPage(t, app);
  await signIn(page, app, { bureau: 'lanzhou', user: 'shenji' });
  assert.deepEqual(await page.getByRole('navigation', { name: '主菜单' }).getByRole('link').allInnerTexts(), ['工作台']);
  await page.getByText('不办理也不查看业务数据').waitFor();
  await shot(page, 'auditor');
});

test('an unknown address is a Chinese page with a way back', async t => {
  const page = await openPage(t, app, { expect: [/404/] });
  await signIn(page, app, { bureau: 'lanzhou', user: 'caiwu' });
  const answer = await page.goto('no/such/page');
  assert.equal(answer.status(), 404);
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await page.getByRole('link', { name: '返回工作台' }).click();
  await page.waitForURL(url => url.pathname === '/');
});

// 缴费记录, 资助支付, 三方比对: contributions come in, a batch is planned by one and sent by another, the bank answers, and what does not fit is compared and resolved.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkAccessibility, checkNoSidewaysScroll, openPage, shot, signIn, sizes, startApp } from './harness.mjs';
import { ask, nameOf, numberOf, plantPeople } from './people-data.mjs';

const lanzhou = '兰州市医疗保障局';
let app;
before(async () => { app = await startApp(); });

async function enter(t, user) {
  const page = await openPage(t, app);
  const socket = page.waitForEvent('websocket');
  await signIn(page, app, { bureau: lanzhou, user });
  await socket;
  return page;
}

async function open(page, address, content) {
  await page.goto(address);
  await page.locator('.shell[data-ready]').waitFor();
  await page.locator(content).first().waitFor();
}

async function inBothSizes(page, name) {
  for (const size of Object.values(sizes)) {
    await page.setViewportSize(size);
    await checkNoSidewaysScroll(page);
    await checkAccessibility(page);
    await shot(page, name);
  }
  await page.setViewportSize(sizes.office);
}

test('the empty pages say what to do next', async t => {
  const page = await enter(t, 'jingban');
  for (const [address, sentence] of [['contributions', '还没有导入过缴费记录。'], ['payments', '还没有支付批次。'], ['matches', '还没有比对过。']]) {
    await open(page, `${address}?year=2020`, '.empty-state');
    await page.getByText(sentence).first().waitFor();
    await inBothSizes(page, `${address}-empty`);
  }
});

test('a batch is planned by one, sent by another, answered, and compared', async t => {
  plantPeople(app, 36);
  const clerk = await enter(t, 'jingban');
  await open(clerk, 'entitlements?year=2020', '.page-actions button');
  await clerk.locator('.page-actions').getByRole('button', { name: '发起认定' }).click();
  const start = clerk.getByRole('dialog', { name: '发起资助认定' });
  await start.getByText('2021 年度待遇').waitFor();
  await start.getByRole('button', { name: '发起认定' }).click();
  await clerk.locator('table.entitlement-sums').waitFor();

  await open(clerk, 'payments?year=2020', '.page-actions button');
  await clerk.locator('.page-actions').getByRole('button', { name: '编制支付批次' }).click();
  const dialog = clerk.getByRole('dialog', { name: '编制支付批次' });
  await dialog.getByText('将编制').waitFor();
  await inBothSizes(clerk, 'payments-plan');
  await dialog.getByRole('button', { name: '编制', exact: true }).click();

  await clerk.getByText('已编制 9 个批次').waitFor();
  await clerk.getByRole('region', { name: '支付批次' }).locator('tbody tr').nth(8).waitFor();
  await inBothSizes(clerk, 'payments');
  assert.equal(ask(app, "SELECT count(*) FROM payment_item WHERE state = 'Planned' AND amount_fen = 28000"), ask(app, 'SELECT sum(items) FROM payment_batch'));
  await clerk.getByRole('region', { name: '支付批次' }).locator('tr', { hasText: '城关区' }).getByRole('link').click(); // two persons: one bounces, one is paid
  await clerk.waitForURL(/payments\/\d+/);
  await clerk.getByText('支付批次由复核或财务岗位送出').waitFor();
  const address = new URL(clerk.url()).pathname.slice(1);

  const checker = await enter(t, 'caiwu');
  await open(checker, `${address}?year=2020`, '.page-actions button');
  await checker.getByRole('button', { name: '送出', exact: true }).click();
  const send = checker.getByRole('dialog', { name: '送出支付批次' });
  await send.getByRole('button', { name: '送出', exact: true }).click();
  await checker.getByRole('button', { name: '其余全部支付成功' }).waitFor();
  assert.doesNotMatch(await checker.locator('main').innerText(), /\d{17}/, 'no full number on the page');
  await inBothSizes(checker, 'payment-sent');
  const download = checker.waitForEvent('download');
  await checker.getByRole('button', { name: '下载报送文件（csv）' }).click();
  assert.match((await download).suggestedFilename(), /代缴请款明细表.*\.csv$/);
  await checker.locator('input[type=file]').setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer: Buffer.from('序号,结果,失败原因\r\n1,失败,查无此人\r\n') });
  await checker.getByRole('button', { name: '上传并登记' }).click();
  await checker.getByText('查无此人').first().waitFor();
  await checker.getByRole('button', { name: '其余全部支付成功' }).click();
  await checker.getByRole('dialog', { name: '登记支付成功' }).getByRole('button', { name: '全部支付成功' }).click();
  await checker.locator('.facts .state-badge', { hasText: '已办结' }).waitFor();

  // Whoever was paid on behalf has no contribution recorded; the tax office then records one below the standard.
  await open(clerk, 'matches?year=2020', '.page-actions button');
  await clerk.getByRole('button', { name: '开始比对' }).click();
  await clerk.getByText('比对完成，共 1 条问题，其中新发现 1 条。').waitFor();
  await clerk.getByText('已资助 280.00 元，没有本年度缴费记录。').waitFor();
  await inBothSizes(clerk, 'matches');
  await clerk.getByRole('button', { name: /^处理 .* 已资助未参保$/ }).click();
  const resolve = clerk.getByRole('dialog', { name: '处理比对问题' });
  await resolve.getByLabel('理由').fill('已与税务部门核对，缴费记录随后导入。');
  await resolve.getByRole('button', { name: '保存处理结果' }).click();
  await clerk.getByText('没有符合条件的问题。').waitFor();
  assert.equal(ask(app, 'SELECT state FROM match_case'), 'Resolved');
});

test('a list of deaths is noted as one, and the same list again changes nothing', async t => {
  const clerk = await enter(t, 'jingban');
  await open(clerk, 'matches?year=2020', '.page-actions button');
  await clerk.getByRole('button', { name: '死亡信息' }).click();
  const drawer = clerk.locator('.drawer');
  const send = async rows => {
    await drawer.getByLabel('死亡人员名单').setInputFiles({ name: '死亡名单.csv', mimeType: 'text/csv', buffer: Buffer.from(['姓名,身份证号码,死亡日期,依据', ...rows, ''].join('\r\n')) });
    await drawer.getByRole('button', { name: '上传并登记' }).click();
  };
  const row = (n, name = nameOf(n), day = '2020-11-20') => `${name},${numberOf(n)},${day},城关区民政局11月名单`;

  const download = clerk.waitForEvent('download');
  await drawer.getByRole('link', { name: '下载模板' }).click();
  assert.equal((await download).suggestedFilename(), '兰州市医疗保障局死亡人员名单.xlsx');

  await send([row(1), row(2, '不是他'), row(3, undefined, '2020-11')]);
  await drawer.getByText('文件有 2 行不正确，一个人也没有登记。请改正后重新上传整个文件。').waitFor();
  await drawer.getByText('第 3 行 姓名：与名单中这个号码的姓名不同').waitFor();
  await inBothSizes(clerk, 'deaths-refused');
  assert.equal(ask(app, 'SELECT count(*) FROM death_mark'), '0');

  await send([row(1), row(2), row(3)]);
  await drawer.getByText('已登记 3 人的死亡信息，下次比对时使用。').waitFor();
  await drawer.getByRole('region', { name: '已登记的死亡信息，可滚动' }).locator('tbody tr').nth(2).waitFor();
  await inBothSizes(clerk, 'deaths');
  await send([row(1), row(2), row(3)]);
  await drawer.getByText('文件中的 3 人都已登记过，没有变化。').waitFor();
  assert.equal(ask(app, 'SELECT count(*) FROM death_mark'), '3');
});

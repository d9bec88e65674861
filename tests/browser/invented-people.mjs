// Invented people of 兰州 and what must come out for them, worked out here with nothing of the application: the rule of the check digit, the amounts of the
// notices (兰医保〔2020〕142号 二, 甘医保发〔2020〕66号 二(三)、五(二)) on a contribution of 280 yuan. No number is anybody's: the sequence of each is 000.
export const counties = ['城关区', '七里河区', '西固区', '安宁区', '红古区', '永登县', '皋兰县', '榆中县', '兰州新区'];

/** Yuan and way of payment by identity; who has several gets the highest (就高不就低). */
export const standards = {
  特困人员: [280, '代缴'], 孤儿: [280, '代缴'], 农村低保一类对象: [280, '代缴'], 城市全额保障对象: [280, '代缴'],
  农村低保二类保障对象: [200, '一卡通'], 农村低保三类保障对象: [200, '一卡通'], 农村低保四类保障对象: [200, '一卡通'], 城市低保差额保障对象: [200, '一卡通'],
  农村建档立卡贫困人口: [100, '一卡通'],
};

const ofCivilAffairs = Object.keys(standards).slice(0, 8);
export const poor = '农村建档立卡贫困人口';

/** Small numbers that look like chance and are the same every time. */
export function chance(seed) {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

export function checkDigit(first17) {
  const sum = [...first17].reduce((all, digit, i) => all + Number(digit) * (2 ** (17 - i) % 11), 0);
  return '10X98765432'[sum % 11];
}

/** The number of the n-th person: born on the n-th day from 1930 on, in whatever place the number says; it is never where he lives. */
function numberOf(n) {
  const prefixes = ['620102', '620121', '620123', '342422', '410102', '810000', '620502'];
  const [day, round] = [n % 28_000, Math.floor(n / 28_000)];
  const born = new Date(Date.UTC(1930, 0, 1) + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const first = `${prefixes[(n + round) % prefixes.length]}${born}000`;
  return first + checkDigit(first);
}

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余'.split('');
const given = '秀英明华丽强军磊洋艳勇杰娟涛超兰霞平刚桂'.split('');

/** The roster of civil affairs for November 2020: `count` people, one identity each. */
export function civilAffairs(count) {
  const pick = chance(20_201_101);
  return Array.from({ length: count }, (_, n) => ({
    number: numberOf(n),
    name: surnames[pick(surnames.length)] + given[pick(given.length)] + (pick(3) ? given[pick(given.length)] : ''),
    identity: ofCivilAffairs[pick(ofCivilAffairs.length)],
    county: counties[pick(counties.length)],
    town: `第${1 + pick(12)}镇`,
    village: `第${1 + pick(30)}村`,
    since: `${2015 + pick(5)}-${String(1 + pick(12)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`,
  }));
}

/** The roster of the poverty office: every tenth of civil affairs once more, and others of its own; one in eight of those came in November. */
export function povertyOffice(people, others) {
  const pick = chance(20_201_102);
  const both = people.filter((_, n) => n % 10 === 0).map(person => ({ ...person, identity: poor, since: '2018-05-06' }));
  const own = civilAffairs(people.length + others).slice(people.length).map(person => ({ ...person, identity: poor, since: pick(8) ? '2017-03-04' : '2020-11-20' }));
  return [...both, ...own];
}

/** Rows of a file; `faults` of them wrong in turn in four ways, each with the column that the answer must name. */
export function rowsOf(people, faults = 0) {
  const every = faults ? Math.floor(people.length / faults) : 0;
  const wrong = new Map();
  const rows = people.map((person, n) => {
    const row = [String(n + 1), person.name, person.number, person.identity, person.town, person.village, person.county, person.since, ''];
    if (every && n % every === 0 && wrong.size < faults) {
      const way = wrong.size % 4;
      if (way === 0) { row[2] = row[2].slice(0, 17) + (row[2][17] === '0' ? '1' : '0'); wrong.set(n, '身份证号码'); }
      if (way === 1) { row[1] = ''; wrong.set(n, '姓名'); }
      if (way === 2) { row[6] = '不存在县'; wrong.set(n, '行政区划'); }
      if (way === 3) { row[7] = '2020-13-40'; wrong.set(n, '认定时间'); }
    }
    return row;
  });
  return { rows, wrong };
}

export const header = ['序号', '姓名', '身份证号码', '身份类别', '镇街', '村居', '行政区划', '认定时间', '备注'];

export const csv = (head, rows) => Buffer.from(`﻿${[head, ...rows].map(row => row.join(',')).join('\r\n')}\r\n`, 'utf8');

/** Number → what the person is entitled to: the highest of the identities, and whether somebody newly identified is paid a month later. */
export function entitlements(...rosters) {
  const people = new Map();
  for (const person of rosters.flat()) {
    const [yuan, way] = standards[person.identity];
    const known = people.get(person.number);
    if (!known || yuan > known.yuan) people.set(person.number, { ...person, yuan, way });
  }
  return people;
}

/** Sums by a key: people and yuan. */
export function totals(entitled, keyOf) {
  const sums = new Map();
  for (const person of entitled.values()) {
    const sum = sums.get(keyOf(person)) ?? { people: 0, yuan: 0 };
    sum.people++;
    sum.yuan += person.yuan;
    sums.set(keyOf(person), sum);
  }
  return sums;
}

import { withDigits } from './numerals.rules.js';

/** How a number is meant: as it stands, or as a bound. */
export type Bound = 'exactly' | 'more-than' | 'at-least' | 'nearly' | 'about' | 'less-than' | 'at-most';

/** What a sentence says of a figure. */
export type Claim =
  | { of: 'rate'; bound: Bound; percent: number; decimals: number; words: string }
  | { of: 'implemented' | 'counted' | 'remaining' | 'tasks' | 'regions'; bound: Bound; number: number; words: string }
  | { of: 'day'; day: string; words: string }
  | { of: 'all' | 'most' | 'half'; words: string };

const before: [Bound, RegExp][] = [
  ['at-least', /(?:不低于|不少于|至少|at least|no less than|no fewer than|not less than)\s*$/i],
  ['at-most', /(?:不超过|不高于|不多于|至多|最多|at most|no more than|not more than|up to)\s*$/i],
  [
    'more-than',
    /(?:超过|逾|超|高于|多于|大于|突破|过|more than|over|above|exceed(?:s|ed|ing)?|greater than|upwards of)\s*$/i,
  ],
  ['nearly', /(?:接近|将近|近|nearly|almost|close to|just under)\s*$/i],
  ['less-than', /(?:不足|不到|低于|少于|less than|fewer than|under|below)\s*$/i],
  ['about', /(?:大约|约|左右|about|around|approximately|roughly|some)\s*$/i],
];
const after: [Bound, RegExp][] = [
  ['at-least', /^\s*(?:以上|及以上|or more|or above|and above)/i],
  ['more-than', /^\s*(?:[多余](?=[项个条])|强)/],
  ['about', /^\s*(?:左右|上下)/],
  ['less-than', /^\s*(?:以下|弱)/],
];

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const days = new RegExp(
  [
    '(?<zy>\\d{4})年(?<zm>\\d{1,2})月(?<zd>\\d{1,2})日',
    '(?<iy>\\d{4})-(?<im>\\d{2})-(?<id>\\d{2})',
    `(?<ed>\\d{1,2})(?:st|nd|rd|th)? (?<em>${months}) (?<ey>\\d{4})`,
    `(?<um>${months}) (?<ud>\\d{1,2})(?:st|nd|rd|th)?,? (?<uy>\\d{4})`,
  ].join('|'),
  'gi',
);

/** Reads what a sentence claims, in Chinese or in English; numbers may be written in words. */
export function claimsOf(sentence: string): Claim[] {
  const claims: Claim[] = [];
  // What has been read is blanked out, so that no number is read twice.
  let rest = withDigits(sentence);
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => Claim | undefined) => {
    for (const match of rest.matchAll(pattern)) {
      const claim = read(match);
      if (!claim) continue;
      claims.push(claim);
      const { index } = match;
      rest = rest.slice(0, index) + ' '.repeat(match[0].length) + rest.slice(index + match[0].length);
    }
  };
  const around = (match: RegExpMatchArray): Bound =>
    boundOf(rest.slice(0, match.index), rest.slice(match.index! + match[0].length));
  take(days, readDay);
  take(/(\d+)(?:\.(\d+))?%/g, (match) => ({
    of: 'rate',
    bound: around(match),
    percent: Number(`${match[1]}.${match[2] ?? 0}`),
    decimals: match[2]?.length ?? 0,
    words: match[0],
  }));
  const number = (of: 'implemented' | 'counted' | 'remaining' | 'tasks' | 'regions', digits = 1) => {
    return (match: RegExpMatchArray): Claim => {
      return { of, bound: around(match), number: Number(match[digits]), words: match[0].trim() };
    };
  };
  take(/(\d+)\s*(?:个|项)?\s*(?:试点地区|地区|省区市|pilot regions|regions)/gi, number('regions'));
  take(/(\d+)\s*(?:个|项|大)?\s*(?:方面)?\s*(?:试点任务|任务|pilot tasks|tasks)/gi, number('tasks'));
  take(/(?:out of|of)(?: the| all)? (\d+)(?!\d)/gi, number('counted'));
  take(/\/\s*(\d+)/g, number('counted'));
  take(/(?:共|总计|合计|一共|共有|共计|a total of|in total) ?(\d+)/gi, number('counted'));
  take(/(\d+)\s*[项个条]?(?:具体)?(?:改革开放创新|改革|试点)?(?:举措|措施|任务)?(?:之|当|其)?中/g, number('counted'));
  take(/(\d+)[^.。；;]{0,20}(?:in total|altogether)/gi, number('counted'));
  take(/(?:其余|剩余|尚未落地的?|未落地的?|remaining|other|outstanding)\s*(\d+)/gi, number('remaining'));
  take(/(\d+)\s*(?:项|个)?\s*(?:尚未|未能?落地|remain\b|are still|have not|not yet)/gi, number('remaining'));
  take(/\d+/g, number('implemented', 0));
  take(/全部|所有|均已|悉数|\ball\b|\bevery\b|\bfully\b/gi, ({ 0: words }) => ({ of: 'all', words }));
  take(/大多数|多数|大部分|绝大部分|(?<!at )\bmost\b|\bmajority\b/gi, ({ 0: words }) => ({ of: 'most', words }));
  take(/过半|半数以上|一半以上|\bhalf\b/gi, ({ 0: words }) => ({ of: 'half', words }));
  return claims;
}

function boundOf(former: string, later: string): Bound {
  for (const [bound, pattern] of before) if (pattern.test(former)) return bound;
  for (const [bound, pattern] of after) if (pattern.test(later)) return bound;
  return 'exactly';
}

function readDay({ 0: words, groups = {} }: RegExpMatchArray): Claim {
  const { zy, zm, zd, iy, im, id, ed, em, ey, um, ud, uy } = groups;
  const named = em ?? um;
  const month = named ? months.split('|').indexOf(named.toLowerCase()) + 1 : Number(zm ?? im);
  const two = (value: unknown) => String(value).padStart(2, '0');
  return { of: 'day', day: `${zy ?? iy ?? ey ?? uy}-${two(month)}-${two(zd ?? id ?? ed ?? ud)}`, words };
}

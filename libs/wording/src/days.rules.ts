/** A day, month or year that a sentence names: 'YYYY-MM-DD', 'YYYY-MM', 'YYYY' or, without its year, '--MM-DD'. */
export interface NamedDay {
  day: string;
  /** True where it says since when, not as of when. */
  since: boolean;
  words: string;
}

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const th = '(?:st|nd|rd|th)?';
const days = new RegExp(
  [
    '(?:(?<zy>\\d{4})年)?(?<zm>\\d{1,2})月(?:(?<zd>\\d{1,2})[日号])?',
    '(?<yy>\\d{4})年(?![底末初])',
    '(?<![\\d-])(?<iy>\\d{4})[-/.](?<im>\\d{1,2})[-/.](?<id>\\d{1,2})(?![\\d-])',
    `\\b(?<ed>\\d{1,2})${th} (?:of )?(?<em>${months})\\b(?:,? (?<ey>\\d{4})(?!\\d))?`,
    `\\b(?<um>${months}) (?<ud>\\d{1,2})${th}(?!\\d)(?:,? (?<uy>\\d{4})(?!\\d))?`,
    `\\b(?<mm>${months}),? (?<my>\\d{4})(?!\\d)`,
    '(?<=\\b(?:in|by|since|from|during|until|year|pilot of) )(?<by>(?:19|20)\\d{2})(?![\\d%]|\\s*(?:measures|items|of))',
  ].join('|'),
  'gi',
);
const sinceBefore =
  /(?:自从?|从|\bsince|\bfrom|\bpilot of|\b(?:launched|started|begun|began|approved) (?:in|on))\s*(?:the\s+)?$/i;
const sinceAfter = /^\s*(?:以来|起|启动|开始|批复|部署|试点)/;

/** Reads the days of a sentence; returns it without them. */
export function takeDays(sentence: string): { days: NamedDay[]; rest: string } {
  const found: NamedDay[] = [];
  const rest = sentence.replace(days, (words, ...parts) => {
    const groups = parts.at(-1) as Record<string, string | undefined>;
    const at = parts.at(-3) as number;
    const former = sentence.slice(0, at);
    const since = sinceBefore.test(former) || sinceAfter.test(sentence.slice(at + words.length));
    found.push({ day: dayOf(groups), since, words });
    return ' '.repeat(words.length);
  });
  return { days: found, rest };
}

function dayOf(groups: Record<string, string | undefined>): string {
  const { zy, zm, zd, yy, iy, im, id, ed, em, ey, um, ud, uy, mm, my, by } = groups;
  const named = em ?? um ?? mm;
  const month = named ? months.split('|').indexOf(named.toLowerCase()) + 1 : (zm ?? im);
  const year = zy ?? yy ?? iy ?? ey ?? uy ?? my ?? by ?? '-';
  const rest = [month, zd ?? id ?? ed ?? ud].filter((part) => part !== undefined);
  return [year, ...rest.map((part) => String(part).padStart(2, '0'))].join('-');
}

/** Whether a day is the one that is named, as far as it is named. */
export function isNamed(day: string | undefined, named: string): boolean {
  if (day === undefined) return false;
  // Of a month alone nobody can say which year is meant.
  if (named.startsWith('--')) return named.length === 7 && day.endsWith(named.slice(1));
  return day === named || (day.startsWith(`${named}-`) && named.length >= 4);
}

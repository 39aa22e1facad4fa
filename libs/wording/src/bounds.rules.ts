/** How a number is meant: as it stands, or as a bound. `some-more` is 100余: above it, and below the next round number. */
export type Bound = 'more-than' | 'at-least' | 'some-more' | 'nearly' | 'about' | 'less-than' | 'at-most';

/** The bounds around a number and how many characters of either side say them. */
export interface Bounds {
  bounds: Bound[];
  former: number;
  later: number;
}

/** The first that fits is meant, so what holds another phrase stands before it. */
const before: [Bound, RegExp][] = [
  [
    'at-most',
    /(?:(?:不|未|没有?|并未|尚未)(?:超过?|逾|高于|多于|大于|突破)|至多|最多|顶多|at most|(?:no|not) (?:more|greater|higher) than|not (?:over|above|exceeding|to exceed)|not exceed(?:ed)?|up to|maximum of|≤|<=)\s*$/i,
  ],
  [
    'at-least',
    /(?:不(?:低于|少于|小于|下)|至少|起码|最少|达到?(?=上)|上(?=\s*$)|at least|(?:no|not) (?:less|fewer|lower) than|not (?:below|under)|minimum of|≥|>=)\s*$/i,
  ],
  [
    'nearly',
    /(?:接近|将近|逼近|几近|近|nearly|almost|close to|(?:just|slightly|a little) (?:under|below|short of)|not quite|approaching)\s*(?:到|达)?\s*$/i,
  ],
  [
    'less-than',
    /(?:不足|不到|不及|低于|少于|小于|(?:未|没有?|尚未|并未)(?:达到?|到)|less than|fewer than|lower than|under|below|short of|shy of|not (?:yet )?reach(?:ed)?|fail(?:s|ed) to reach|not yet|<)\s*$/i,
  ],
  [
    'more-than',
    /(?:超过|超出|逾|超|高于|多于|大于|突破|刚过|(?<!不|通|经)过|more than|over|above|exceed(?:s|ed|ing)?|greater than|higher than|in excess of|upwards of|beyond|surpass(?:es|ed|ing)?|>)\s*$/i,
  ],
  ['about', /(?:大约|大概|约为?|约占|差不多|about|around|approximately|approx\.?|roughly|some|circa|~|≈)\s*$/i],
];

const unit = '(?:\\s*[项个条]?(?:具体)?(?:举措|措施)?|\\s+(?:[a-z]+ )?(?:measures|items))';
const after: [Bound, RegExp][] = [
  [
    'at-least',
    new RegExp(`^${unit}\\s*(?:及?以上|or (?:more|above|higher|over)|and (?:above|over|more)|plus\\b|\\+)`, 'i'),
  ],
  ['at-most', new RegExp(`^${unit}\\s*(?:及?以下|[以之]内|or (?:less|fewer|below|under))`, 'i')],
  ['about', new RegExp(`^(?:${unit}\\s*(?:左右|上下|or so|or thereabouts)|来(?=[项个条]))`, 'i')],
  ['some-more', /^\s*(?:多|有余|余|开外|强|-?odd\b)/i],
  ['less-than', /^\s*弱/],
];

/** What is said of a number by the words before and after it; both hold where both speak. */
export function boundsAround(former: string, later: string): Bounds {
  const first = matchOf(before, former);
  const second = matchOf(after, later);
  const bounds = [first, second].flatMap((found) => (found ? [found.bound] : []));
  return { bounds, former: first?.length ?? 0, later: second?.length ?? 0 };
}

function matchOf(phrases: [Bound, RegExp][], text: string): { bound: Bound; length: number } | undefined {
  for (const [bound, phrase] of phrases) {
    const found = phrase.exec(text);
    if (found) return { bound, length: found[0].length };
  }
  return undefined;
}

/** Words before a bound that turn or stretch it: what is meant then cannot be judged. */
export const twisted =
  /(?:未|没有?|不|非|远|远远|大大|大幅|显著|明显|\b(?:not|never|hardly|scarcely|no|well|far|much|significantly|considerably|substantially|way)|n't)\s*$/i;

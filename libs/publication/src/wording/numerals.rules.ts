const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 };

/** Reads a Chinese numeral below ten thousand such as 一百一十, 九十 or 百; undefined when it is none. */
export function readChineseNumeral(text: string): number | undefined {
  let sum = 0;
  let digit: number | undefined;
  for (const sign of text) {
    const place = places[sign];
    if (place !== undefined) {
      sum += (digit ?? 1) * place;
      digit = undefined;
    } else if (digits[sign] !== undefined) {
      digit = digits[sign];
    } else return undefined;
  }
  return text === '' ? undefined : sum + (digit ?? 0);
}

const small = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
  'eighteen nineteen',
]
  .join(' ')
  .split(' ');
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Reads an English number word below a thousand such as `ninety`, `one hundred and ten`; undefined when it is none. */
export function readEnglishNumeral(text: string): number | undefined {
  let sum = 0;
  const words = text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== 'and' && word !== '');
  for (const word of words) {
    if (word === 'hundred') sum = Math.max(sum, 1) * 100;
    else if (small.includes(word)) sum += small.indexOf(word);
    else if (tens.includes(word)) sum += tens.indexOf(word) * 10;
    else return undefined;
  }
  return words.length === 0 ? undefined : sum;
}

const chinese = '[零〇一二两三四五六七八九十百千]';
const english = `(?:${[...small, ...tens.slice(2), 'hundred'].join('|')})`;

/** Writes every number of a sentence in ASCII digits, percentages with `%`, so that claims can be read from it. */
export function withDigits(sentence: string): string {
  const narrow = sentence.normalize('NFKC').replace(/(?<=\d),(?=\d{3}\b)/g, '');
  return narrow
    .replace(new RegExp(`百分之(${chinese}+|\\d+)(?:点(${chinese}+))?`, 'g'), (whole, integer: string, part?: string) =>
      percentage(whole, integer, part),
    )
    .replace(
      new RegExp(`([一二三四五六七八九])成([一二三四五六七八九])?(?!果|效|立|为|本|员)`, 'g'),
      (_, a: string, b?: string) => {
        return `${digits[a]! * 10 + (b ? digits[b]! : 0)}%`;
      },
    )
    .replace(new RegExp(`${chinese}+(?=[多余几]?[项个条])`, 'g'), (text) => String(readChineseNumeral(text) ?? text))
    .replace(new RegExp(`\\b${english}(?:[\\s-]+(?:and[\\s-]+)?${english})*\\b`, 'gi'), (text) =>
      String(readEnglishNumeral(text) ?? text),
    )
    .replace(/(\d)\s*(?:%|per\s?cent\b|percent\b)/gi, '$1%');
}

function percentage(whole: string, integer: string, part: string | undefined): string {
  const value = /^\d+$/.test(integer) ? Number(integer) : readChineseNumeral(integer);
  const decimals = part === undefined ? '' : `.${[...part].map((sign) => digits[sign] ?? '').join('')}`;
  return value === undefined ? whole : `${value}${decimals}%`;
}

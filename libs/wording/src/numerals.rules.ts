const chineseDigits = '零一二三四五六七八九';
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1_000 };
const financial = '壹贰叁肆伍陆柒捌玖拾佰仟〇两';
const plain = '一二三四五六七八九十百千零二';

/** Reads a Chinese numeral below ten thousand such as 一百一十, 九十 or 百; undefined when it is none (八九, 十四五). */
export function readChineseNumeral(text: string): number | undefined {
  let sum = 0;
  let digit: number | undefined;
  let last = 10_000;
  for (const written of text) {
    const sign = written === '〇' || written === '两' ? plain[financial.indexOf(written)]! : written;
    const place = places[sign];
    if (place !== undefined) {
      if (place >= last) return undefined;
      sum += (digit ?? 1) * place;
      [digit, last] = [undefined, place];
    } else if (sign === '零') {
      last = 10;
    } else {
      if (digit !== undefined || !chineseDigits.includes(sign)) return undefined;
      digit = chineseDigits.indexOf(sign);
    }
  }
  return text === '' ? undefined : sum + (digit ?? 0);
}

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Reads an English number word below a million such as `one hundred and ten`; undefined when it is none. */
export function readEnglishNumeral(text: string): number | undefined {
  let [sum, group] = [0, 0];
  const words = text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== 'and' && word !== '');
  for (const word of words) {
    const [one, ten] = [word === 'a' ? 1 : small.indexOf(word), tens.indexOf(word) * 10];
    const afterTen = group % 100 >= 20 && group % 10 === 0 && one < 10;
    if (word === 'hundred' && group >= 1 && group < 10) group *= 100;
    else if (word === 'thousand' && group >= 1 && sum === 0) [sum, group] = [group * 1_000, 0];
    else if (one >= 0 && (group % 100 === 0 || afterTen)) group += one;
    else if (ten >= 20 && group % 100 === 0) group += ten;
    else return undefined;
  }
  return words.length === 0 ? undefined : sum + group;
}

const chinese = '[零〇一二两三四五六七八九十百千]';
const words = [...small, ...tens.slice(2)].join('|');
/** A number word that was left as it stands says a number that nobody has read. `one` is a pronoun too. */
export const numberWord = new RegExp(`\\b(?:${words.replace('one|', '')}|hundred|thousand)\\b`, 'i');
const english = new RegExp(
  `\\b(?:${words}|a(?= hundred| thousand))(?:(?:[\\s-]+and)?[\\s-]+(?:${words}|hundred|thousand))*\\b`,
  'gi',
);
const parts = 'half halves third quarter fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const partOf = [2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10];

/**
 * Writes every number of a sentence in ASCII digits, percentages as `90%` and shares as `9/10`, so that claims can be
 * read from it.
 */
export function withDigits(sentence: string): string {
  const digits = sentence
    .replace(/(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)/g, (text) => text.replaceAll(',', ''))
    .normalize('NFKC')
    .replace(/(\d),(\d{1,2})(?=\s*(?:%|per))/g, '$1.$2')
    .replace(/⁄/g, '/');
  return withPercent(fromEnglish(fromChinese(digits)));
}

function fromChinese(text: string): string {
  const read = (numeral: string) => (/^\d+$/.test(numeral) ? Number(numeral) : readChineseNumeral(numeral));
  const number = (numeral: string) => String(read(numeral) ?? numeral);
  const figure = `(${chinese}+|\\d+)`;
  return text
    .replace(/[壹贰叁肆伍陆柒捌玖拾佰仟]/g, (sign) => plain[financial.indexOf(sign)]!)
    .replace(new RegExp(`[〇零一二三四五六七八九]{4}(?=年)`, 'g'), (year) =>
      [...year].map((sign) => readChineseNumeral(sign)).join(''),
    )
    .replace(new RegExp(`${chinese}+(?=月)|(?<=月)${chinese}+(?=[日号])`, 'g'), number)
    .replace(new RegExp(`百分之${figure}(?:点(${chinese}+))?`, 'g'), (whole, integer: string, decimals?: string) => {
      const signs = [...(decimals ?? '')].map((sign) => readChineseNumeral(sign)).join('');
      return read(integer) === undefined ? whole : `${read(integer)}${signs && `.${signs}`}%`;
    })
    .replace(new RegExp(`(?<![百千万])${figure}分之${figure}`, 'g'), (_, of: string, part: string) => {
      return `${number(part)}/${number(of)}`;
    })
    .replace(
      new RegExp(
        `(?<!${chinese}|[\\d几数第])([一二三四五六七八九十]|[1-9])成([一二三四五六七八九半])?(?![果效立为本员功绩就熟长套品])`,
        'g',
      ),
      tenths,
    )
    .replace(/过半数?/g, '超过1/2')
    .replace(/超半数|大半/g, '超过1/2')
    .replace(/近半数?(?!年)/g, '近1/2')
    .replace(/(?:一半|半数)/g, '1/2')
    .replace(
      new RegExp(`(?<!第|${chinese})${chinese}+(?=[多余来]?(?:[项个条]|大(?=任务|方面)))`, 'g'),
      oneAsWord(number),
    )
    .replace(/(?<=[逾超过近上约])[百千](?![一-鿿])/g, number)
    .replace(new RegExp(`(?<!第)${chinese}{2,}(?!大)`, 'g'), (text) => (/[十百千]/.test(text) ? number(text) : text));
}

/** 一项重要工作 counts nothing, 一项举措 does. */
function oneAsWord(number: (text: string) => string) {
  return (text: string, at: number, whole: string): string => {
    const counts = /^[项个条](?:具体|改革)?(?:举措|措施|已|未|尚|落地|都|也)/.test(whole.slice(at + text.length));
    return text === '一' && !counts ? text : number(text);
  };
}

function tenths(_: string, ten: string, one = '零'): string {
  const value = (sign: string) => (sign === '半' ? 5 : /\d/.test(sign) ? Number(sign) : readChineseNumeral(sign)!);
  return `${value(ten) * 10 + value(one)}%`;
}

function fromEnglish(text: string): string {
  return text
    .replace(english, (number, at: number, whole: string) => {
      const later = whole.slice(at + number.length);
      const counts =
        /^(?:[\s-]+(?:measures?|items?|in|out of|of (?:the |all )*[a-z-]*\d)\b|[\s-]+(?:third|quarter|half|fifth|tenth))/i;
      if (number.toLowerCase() === 'one' && !counts.test(later)) return number;
      return String(readEnglishNumeral(number) ?? number);
    })
    .replace(/(\d+) point (\d+)/gi, '$1.$2')
    .replace(/\b(?:the |a )?(?<!vast |great |overwhelming )majority\b/gi, 'more than 1/2')
    .replace(
      new RegExp(`(?<![a-z])(\\d+|an?)[\\s-]+(${parts.join('|')})s?\\b`, 'gi'),
      (_, number: string, part: string) => {
        return `${/\d/.test(number) ? number : 1}/${partOf[parts.indexOf(part.toLowerCase())]}`;
      },
    )
    .replace(/(?<!(?:first|second|latter|and a|other) )\bhalf\b(?![\s-]*year)/gi, '1/2');
}

function withPercent(text: string): string {
  return text.replace(/(\d)\s*(?:%|per\s?cent\b|pct\b)/gi, '$1%');
}

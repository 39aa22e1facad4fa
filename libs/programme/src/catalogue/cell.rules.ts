import type { Text } from '#libs/platform';
import { type CountingRule, parseCountingRule } from '../counting-rule.rules.js';
import type { FaultCode } from './fault.js';

/** What a cell holds, or why it cannot be read. */
export type Cell<T> = { value: T } | { code: FaultCode; message: Text };

/** How the cells of one column are read. */
export interface Column<T> {
  read(raw: string): Cell<T>;
  /** The column may be left out; its cells then count as empty. */
  optional?: true;
}

const bad = (zh: string, en: string, code: FaultCode = 'format') => ({ code, message: { zh, en } });
const empty = bad('不能为空。', 'must not be empty.', 'empty');

function quoted(raw: string): string {
  return `“${raw.length > 40 ? `${raw.slice(0, 40)}…` : raw}”`;
}

/** Control characters, the mark of damaged text, invisible marks of order or direction, and lone halves of characters. */
const unprintable =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]|\p{Surrogate}/u;

/** What is wrong with any cell's text, whatever it means. */
function textFault(raw: string, longest: number): Cell<never> | undefined {
  if (unprintable.test(raw))
    return bad('含有控制字符或损坏的字符。', 'has a control character or a damaged character.');
  if (raw !== raw.trim()) return bad('首尾有空格。', 'begins or ends with a space.');
  if ([...raw].length > longest) return bad(`超过 ${longest} 个字符。`, `is longer than ${longest} characters.`);
  return undefined;
}

/** Required text for people; `longest` in characters. Only prose may run over several lines. */
export function text(longest: number, { prose = false } = {}): Column<string> {
  return {
    read(raw) {
      if (raw.trim() === '') return empty;
      if (!prose && raw.includes('\n')) return bad('应为一行文字。', 'must be one line of text.');
      return textFault(raw, longest) ?? { value: raw };
    },
  };
}

/** A required cell of a fixed form. */
function formed<T>(parse: (raw: string) => T | undefined, zh: string, en: string): Column<T> {
  return {
    read(raw) {
      if (raw.trim() === '') return empty;
      const value = parse(raw);
      if (value !== undefined) return { value };
      return textFault(raw, 200) ?? bad(`${quoted(raw)}${zh}`, `${quoted(raw)} ${en}`);
    },
  };
}

/** The same cell left empty means null. */
export function orNothing<T>(column: Column<T>): Column<T | null> {
  return { ...column, read: (raw) => (raw === '' ? { value: null } : column.read(raw)) };
}

export function leftOut<T>(column: Column<T>): Column<T> {
  return { ...column, optional: true };
}

const upperCode = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
const lowerCode = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const isCode = (pattern: RegExp) => (raw: string) => (raw.length <= 40 && pattern.test(raw) ? raw : undefined);

export const code = formed(
  isCode(upperCode),
  '应为大写字母、数字和连字符组成的代码。',
  'is no code of capital letters, digits and hyphens.',
);
export const programmeCode = formed(
  isCode(lowerCode),
  '应为小写字母、数字和连字符组成的代码。',
  'is no code of small letters, digits and hyphens.',
);

export const number = formed(
  (raw) => (/^[1-9]\d{0,4}$/.test(raw) ? Number(raw) : undefined),
  '应为从 1 起的整数。',
  'is no whole number from 1 up.',
);

export const countOrNone = formed(
  (raw) => (/^(0|[1-9]\d{0,6})$/.test(raw) ? Number(raw) : undefined),
  '应为从 0 起的整数。',
  'is no whole number from 0 up.',
);

export const date = formed(
  (raw) => (isDate(raw) ? raw : undefined),
  '不是有效日期（应为 年年年年-月月-日日）。',
  'is no date of the form YYYY-MM-DD.',
);

function isDate(raw: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(raw)) return false;
  const moment = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(raw);
}

export const yesOrNo = formed(
  (raw) => (raw === 'yes' || raw === 'no' ? raw === 'yes' : undefined),
  '应为 yes 或 no。',
  'is neither yes nor no.',
);

export function oneOf<const T extends string>(choices: readonly T[]): Column<T> {
  const list = choices.join(', ');
  return formed(
    (raw) => choices.find((choice) => choice === raw),
    `不在可选值（${list}）之内。`,
    `is none of ${list}.`,
  );
}

/** `illustrative`, read as null, or the id of a source. */
export const source: Column<string | null> = {
  read(raw) {
    if (raw === 'illustrative') return { value: null };
    const id = code.read(raw);
    return 'value' in id || id.code === 'empty'
      ? id
      : bad(
          `${quoted(raw)}应为来源编号或 illustrative。`,
          `${quoted(raw)} is neither the id of a source nor “illustrative”.`,
        );
  },
};

/** Like `source`; what a catalogue does not claim is illustrative. */
export const unclaimedSource: Column<string | null> = {
  optional: true,
  read: (raw) => (raw === '' ? { value: null } : source.read(raw)),
};

/** Codes separated by `;`, each once; none when empty. */
export const codes: Column<string[]> = {
  read(raw) {
    if (raw === '') return { value: [] };
    const parts = raw.split(';');
    for (const part of parts) {
      if (part === '') return bad('列表中有空项。', 'has an empty place in its list.');
      const one = code.read(part);
      if (!('value' in one)) return one;
    }
    const twice = parts.find((part, index) => parts.indexOf(part) !== index);
    return twice === undefined ? { value: parts } : bad(`${quoted(twice)}重复列出。`, `lists ${quoted(twice)} twice.`);
  },
};

/** `all`, or codes separated by `;`. */
export const allOrCodes: Column<'all' | string[]> = {
  read: (raw) => (raw === 'all' ? { value: 'all' } : raw.trim() === '' ? empty : codes.read(raw)),
};

/** Like `allOrCodes`; an empty cell means all. */
export const allUnlessCodes: Column<'all' | string[]> = {
  optional: true,
  read: (raw) => (raw === '' ? { value: 'all' } : allOrCodes.read(raw)),
};

export const timeZone = formed(
  (raw) => (isTimeZone(raw) ? raw : undefined),
  '不是已知时区。',
  'is no known time zone.',
);

function isTimeZone(raw: string): boolean {
  // An offset such as +08:00 is accepted by Intl but has no history of changes and means the opposite in POSIX.
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(raw)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: raw });
    return true;
  } catch {
    return false;
  }
}

export const countingRule: Column<CountingRule> = formed(
  parseCountingRule,
  '不是已知的计数规则（any、all、count 3、share 2/3）。',
  'is no known counting rule (any, all, count 3, share 2/3).',
);

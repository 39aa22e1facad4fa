import { badRequest, type DomainError } from '#libs/platform';

/** Deeper bodies are refused: recursive readers further in would overflow the stack. */
export const deepestBody = 32;

const unreadable = /\u0000|\p{Surrogate}/u;

/** True for text that PostgreSQL cannot store: with a NUL or half of a surrogate pair. */
export function isUnreadable(text: string): boolean {
  return unreadable.test(text);
}

export const unreadableText = (pointer: string): DomainError =>
  badRequest([
    {
      code: 'unreadable-text',
      pointer,
      message: { zh: '文本含有无效字符。', en: 'The text has characters that cannot be stored.' },
    },
  ]);

/** One step further into a JSON pointer (RFC 6901). */
export const pointTo = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * Looks through a parsed body before anything else reads it. Throws 400 for a body that is too deep, for unreadable
 * texts and names, and for names that would reach a prototype.
 */
export function checkBody(value: unknown, pointer = '', depth = 0): void {
  if (typeof value === 'string') {
    if (isUnreadable(value)) throw unreadableText(pointer);
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= deepestBody) {
      throw badRequest([
        {
          code: 'too-deep',
          message: {
            zh: `内容嵌套不得超过 ${deepestBody} 层。`,
            en: `The content may be nested ${deepestBody} levels deep at most.`,
          },
        },
      ]);
    }
    if (Array.isArray(value)) value.forEach((item, index) => checkBody(item, pointTo(pointer, index), depth + 1));
    else checkMembers(value, pointer, depth);
  }
}

function checkMembers(value: object, pointer: string, depth: number): void {
  for (const [name, member] of Object.entries(value)) {
    if (isUnreadable(name)) throw unreadableText(pointer);
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
      throw badRequest([
        {
          code: 'forbidden-name',
          pointer,
          message: { zh: `不允许使用名称“${name}”。`, en: `The name "${name}" is not allowed.` },
        },
      ]);
    }
    checkBody(member, pointTo(pointer, name), depth + 1);
  }
}

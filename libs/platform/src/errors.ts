import type { Text } from './text.js';

/** A reason why something cannot be done, as shown beside a button and in a refusal. */
export interface Blocker {
  /** Stable word for programs, such as `four-eyes`. */
  code: string;
  message: Text;
  /** JSON pointer to the field at fault, where there is one. */
  pointer?: string;
}

/** Statuses of HTTP that a domain error can become. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 408 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 503;

/** What every refusal carries; the HTTP door turns it into an RFC 9457 problem in one place. */
export class DomainError extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly code: string,
    readonly text: Text,
    readonly blockers: Blocker[] = [],
    /** Further members of the problem, such as the present version. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(text.en);
    this.name = 'DomainError';
  }
}

const refuse =
  (status: ProblemStatus, code: string, text: Text) =>
  (blockers: Blocker[] = [], members: Record<string, unknown> = {}) =>
    new DomainError(status, code, text, blockers, members);

export const notSignedIn = refuse(401, 'not-signed-in', { zh: '请先登录。', en: 'Sign in first.' });
export const forbidden = refuse(403, 'forbidden', { zh: '您无权执行此操作。', en: 'You may not do this.' });
export const illegalMove = refuse(409, 'illegal-move', {
  zh: '当前状态下不能执行此操作。',
  en: 'This cannot be done in the present state.',
});
export const preconditionRequired = refuse(428, 'version-required', {
  zh: '请在 If-Match 中提供您所见的版本。',
  en: 'Send the version that you saw in If-Match.',
});

/** Nothing there, or nothing that this person may know of. */
export function notFound(what: Text): DomainError {
  return new DomainError(404, 'not-found', { zh: `未找到${what.zh}。`, en: `There is no such ${what.en}.` });
}

/** The actor saw an older version; `members` tell what has changed since. */
export function staleVersion(seen: number, present: number, members: Record<string, unknown> = {}): DomainError {
  return new DomainError(
    412,
    'stale-version',
    {
      zh: `内容已被更新（您所见为第 ${seen} 版，现为第 ${present} 版）。`,
      en: `This has changed since you saw it (you saw version ${seen}, now ${present}).`,
    },
    [],
    { seenVersion: seen, presentVersion: present, ...members },
  );
}

/** The request is well formed but its content is not acceptable; every fault with its pointer. */
export function invalid(faults: Blocker[]): DomainError {
  return new DomainError(422, 'invalid', { zh: '提交的内容有误。', en: 'The content has faults.' }, faults);
}

/** The request itself is malformed: a bad query parameter or header. */
export function badRequest(faults: Blocker[]): DomainError {
  return new DomainError(400, 'bad-request', { zh: '请求格式有误。', en: 'The request is malformed.' }, faults);
}

export function conflict(code: string, text: Text, members: Record<string, unknown> = {}): DomainError {
  return new DomainError(409, code, text, [], members);
}
